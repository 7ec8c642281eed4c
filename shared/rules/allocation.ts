import { assertFen, type Fen } from './money.ts';
import { invariant } from './result.ts';

/**
 * Splitting an amount to the fen (尾差处理). Two ways, both exact and blind to the order members are listed in:
 * A, largest remainder (最大余额法): everything is paid out, equal weights may differ by one fen;
 * B, a rate per share (每股分红): equal weights get equal money, what is left over is stated.
 * All comparisons are between integers; nothing is decided by a rounded decimal.
 */
export type Part = { readonly memberNo: string; readonly weight: bigint };

/** A split by largest remainder with what is needed to explain it; arrays follow the order of the weights. */
export type Split = {
  readonly fen: Fen[];
  /** total × weight mod (sum of weights), the numerator of the fraction of a fen cut off. */
  readonly remainders: bigint[];
  readonly weights: readonly bigint[];
  readonly totalWeight: bigint;
  /** How many fen the cutting left over = how many parts got one more. */
  readonly extraFen: number;
};

/**
 * Splits `totalFen` (≥ 0) by weight: each part gets the floor of its exact share, then the left-over fen go one
 * each to the largest remainders; ties to the larger weight, then the lower member number.
 * Returns fen in the order of `parts`; they sum to `totalFen`. Member numbers must be distinct.
 */
export function allocateByLargestRemainder(totalFen: Fen, parts: readonly Part[]): Fen[] {
  const order = orderByMemberNo(parts.map((part) => part.memberNo));
  const split = splitByLargestRemainder(
    totalFen,
    order.map((index) => parts[index]!.weight),
  );
  return backToListing(split.fen, order);
}

/** Splits `totalFen` (≥ 0) equally per head; odd fen go to the lower member numbers. Order of the result = of `memberNos`. */
export function allocateEqually(totalFen: Fen, memberNos: readonly string[]): Fen[] {
  assertFen(totalFen);
  return backToListing(splitEqually(totalFen, memberNos.length), orderByMemberNo(memberNos));
}

/** `splitByLargestRemainder` for weights that already stand in member-number order; keeps the reasons. */
export function splitByLargestRemainder(totalFen: Fen, weights: readonly bigint[]): Split {
  assertFen(totalFen);
  invariant(totalFen >= 0, 'only a non-negative amount can be split');
  const totalWeight = sumOf(weights);
  invariant(totalWeight > 0n || totalFen === 0, 'an amount cannot be split over no weight at all');
  if (totalFen === 0) {
    const zeros = weights.map(() => 0n);
    return { fen: weights.map(() => 0), remainders: zeros, weights, totalWeight, extraFen: 0 };
  }
  const total = BigInt(totalFen);
  const remainders: bigint[] = new Array<bigint>(weights.length);
  const fen: Fen[] = new Array<Fen>(weights.length);
  let extraFen = totalFen;
  for (let i = 0; i < weights.length; i++) {
    const product = total * weights[i]!;
    const floorFen = Number(product / totalWeight);
    remainders[i] = product % totalWeight;
    fen[i] = floorFen;
    extraFen -= floorFen;
  }
  invariant(extraFen >= 0 && extraFen < weights.length, 'fewer fen are left over than there are parts');
  for (const index of firstInOrder(extraFen, remainders, weights)) fen[index]! += 1;
  return { fen, remainders, weights, totalWeight, extraFen };
}

/** `totalFen` over `heads` in member-number order: the first (total mod heads) get one fen more. */
export function splitEqually(totalFen: Fen, heads: number): Fen[] {
  invariant(totalFen >= 0 && (heads > 0 || totalFen === 0), 'an amount needs heads to be split over');
  if (heads === 0) return [];
  const odd = totalFen % heads;
  const floor = (totalFen - odd) / heads;
  return Array.from({ length: heads }, (_, rank) => (rank < odd ? floor + 1 : floor));
}

/**
 * Splits `poolFen` at one rate per share: rate = pool × par ÷ total weight, cut to whole fen; each part gets
 * floor(rate × weight ÷ par). `weights` are fen over `denominator`, `parValueFen` is the money one share stands for.
 * Equal weights get equal money; what does not divide is returned as `remainderFen` and stays undistributed.
 */
export function allocateByShareRate(
  poolFen: Fen,
  parValueFen: Fen,
  weights: readonly bigint[],
  denominator: bigint,
): { rateFen: Fen; fen: Fen[]; remainderFen: Fen } {
  assertFen(poolFen);
  invariant(
    poolFen >= 0 && parValueFen > 0 && denominator > 0n,
    'a rate needs a pool ≥ 0 and a par value > 0',
  );
  const totalWeight = sumOf(weights);
  invariant(totalWeight > 0n, 'a rate needs weight to divide by');
  const parWeight = BigInt(parValueFen) * denominator;
  const rate = (BigInt(poolFen) * parWeight) / totalWeight;
  const fen = weights.map((weight) => Number((rate * weight) / parWeight));
  const remainderFen = fen.reduce((left, part) => left - part, poolFen);
  invariant(remainderFen >= 0, 'a cut rate never pays out more than the pool');
  return { rateFen: Number(rate), fen, remainderFen };
}

/**
 * Where part `index` stands when the left-over fen are handed out: 1 is first, so rank ≤ split.extraFen got one.
 * `tied` tells that remainder alone did not decide whether it got one (weight or member number did).
 */
export function rankInSplit(split: Split, index: number): { rank: number; tied: boolean } {
  const before = orderOf(split.remainders, split.weights);
  let rank = 1;
  let withSameRemainder = 1;
  let sameAhead = 0;
  for (let other = 0; other < split.weights.length; other++) {
    if (other === index) continue;
    const ahead = before(other, index);
    if (ahead) rank += 1;
    if (split.remainders[other] !== split.remainders[index]) continue;
    withSameRemainder += 1;
    if (ahead) sameAhead += 1;
  }
  const firstOfTie = rank - sameAhead;
  const lastOfTie = firstOfTie + withSameRemainder - 1;
  return { rank, tied: firstOfTie <= split.extraFen && split.extraFen < lastOfTie };
}

/** Compares member numbers (社员号) as people read them: letters first, then the number by value, so M2 < M10. */
export function compareMemberNo(a: string, b: string): number {
  return compareKeys(keyOf(a), keyOf(b));
}

/** Positions of `memberNos` in ascending member-number order. Throws on a duplicate. */
export function orderByMemberNo(memberNos: readonly string[]): number[] {
  const order = memberNos.map((_, index) => index);
  if (!isAscending(memberNos)) {
    const keys = memberNos.map(keyOf);
    order.sort((a, b) => compareKeys(keys[a]!, keys[b]!));
  }
  for (let i = 1; i < order.length; i++) {
    invariant(memberNos[order[i - 1]!] !== memberNos[order[i]!], 'a member number is listed once');
  }
  return order;
}

/** A register usually comes in order already; then no keys need to be kept. */
function isAscending(memberNos: readonly string[]): boolean {
  let previous: MemberNoKey | null = null;
  for (const memberNo of memberNos) {
    const current = keyOf(memberNo);
    if (previous && compareKeys(previous, current) >= 0) return false;
    previous = current;
  }
  return true;
}

type MemberNoKey = { prefix: string; digits: string; rest: string; whole: string };

function keyOf(memberNo: string): MemberNoKey {
  const match = /^(\D*)0*(\d*)(.*)$/su.exec(memberNo);
  return { prefix: match?.[1] ?? '', digits: match?.[2] ?? '', rest: match?.[3] ?? '', whole: memberNo };
}

function compareKeys(a: MemberNoKey, b: MemberNoKey): number {
  if (a.prefix !== b.prefix) return a.prefix < b.prefix ? -1 : 1;
  if (a.digits.length !== b.digits.length) return a.digits.length - b.digits.length;
  if (a.digits !== b.digits) return a.digits < b.digits ? -1 : 1;
  if (a.rest !== b.rest) return a.rest < b.rest ? -1 : 1;
  if (a.whole === b.whole) return 0;
  return a.whole < b.whole ? -1 : 1;
}

function sumOf(weights: readonly bigint[]): bigint {
  let sum = 0n;
  for (const weight of weights) {
    invariant(weight >= 0n, 'weights are never negative');
    sum += weight;
  }
  return sum;
}

function backToListing(fenInOrder: readonly Fen[], order: readonly number[]): Fen[] {
  const listed: Fen[] = new Array<Fen>(order.length).fill(0);
  order.forEach((position, rank) => (listed[position] = fenInOrder[rank]!));
  return listed;
}

/** Strict order in which left-over fen are handed out; positions stand in member-number order. */
function orderOf(remainders: readonly bigint[], weights: readonly bigint[]) {
  return (a: number, b: number): boolean => {
    const remainderA = remainders[a]!;
    const remainderB = remainders[b]!;
    if (remainderA !== remainderB) return remainderA > remainderB;
    const weightA = weights[a]!;
    const weightB = weights[b]!;
    if (weightA !== weightB) return weightA > weightB;
    return a < b;
  };
}

/**
 * The `count` positions that come first, in no particular order. Quickselect, because who is among the first
 * matters but not their order: sorting 100,000 BigInts costs ten times as much.
 */
function firstInOrder(count: number, remainders: readonly bigint[], weights: readonly bigint[]): Uint32Array {
  const before = orderOf(remainders, weights);
  const positions = Uint32Array.from(remainders.keys());
  let [low, high] = [0, positions.length - 1];
  for (let round = 0; low < high && count > 0; round++) {
    if (round > ROUNDS_BEFORE_SORTING) {
      positions.subarray(low, high + 1).sort((a, b) => (before(a, b) ? -1 : 1));
      break;
    }
    const pivotAt = partition(positions, low, high, before);
    if (pivotAt === count || pivotAt === count - 1) break;
    if (pivotAt < count) low = pivotAt + 1;
    else high = pivotAt - 1;
  }
  return positions.subarray(0, count);
}

/** Random-looking input halves the range every round; only a contrived order would get this far. */
const ROUNDS_BEFORE_SORTING = 80;

/** Moves the middle element to its place, those before it to its left; returns that place. */
function partition(
  positions: Uint32Array,
  low: number,
  high: number,
  before: (a: number, b: number) => boolean,
): number {
  const middle = (low + high) >>> 1;
  const pivot = positions[middle]!;
  positions[middle] = positions[high]!;
  let place = low;
  for (let i = low; i < high; i++) {
    const candidate = positions[i]!;
    if (!before(candidate, pivot)) continue;
    positions[i] = positions[place]!;
    positions[place] = candidate;
    place += 1;
  }
  positions[high] = positions[place]!;
  positions[place] = pivot;
  return place;
}
