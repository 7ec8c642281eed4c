import { splitByLargestRemainder } from './allocation.ts';
import { divideHalfUp, type Fen } from './money.ts';
import { quantityText } from './measures.ts';
import { invariant } from './result.ts';

/**
 * What mushroom bags cost, flush by flush. The regulation treats growing crops as 消耗性生物资产 and is silent on how one batch's cost is
 * shared among its flushes (潮): a batch says how, by percentages or by kilograms expected, and its last flush takes what is left.
 */
export const COST_RULES = { percent: '按各潮比例', expected: '按预计产量' } as const;
export type CostRule = keyof typeof COST_RULES;

/** All of a percentage plan, in 1/100 of a percent. */
export const WHOLE_BP = 10_000;

/** What a harvest takes out of its batch. */
export type FlushShare =
  /** This flush's percentage, and that of this and all later ones together. */
  | { readonly rule: 'percent'; readonly shareBp: number; readonly restBp: number }
  /** What was picked, and what was still expected before it was. */
  | { readonly rule: 'expected'; readonly weightMilli: number; readonly restMilli: number }
  | { readonly rule: 'last' };

/**
 * Cost of a harvest in fen, half-up: the part of what stands on the batch that this flush is of all still to come. Nothing that comes to the
 * batch later changes what earlier flushes cost (未来适用法); the last one clears it. Of percentages that sum to 100 % and a cost that no
 * longer grows, each flush gets its percentage of the whole.
 */
export function flushCost(balanceFen: Fen, share: FlushShare): Fen {
  invariant(balanceFen >= 0, 'a batch costs no less than nothing');
  switch (share.rule) {
    case 'last':
      return balanceFen;
    case 'percent':
      invariant(share.shareBp > 0 && share.shareBp <= share.restBp, 'a flush is a part of what is to come');
      return partOf(balanceFen, share.shareBp, share.restBp);
    case 'expected':
      invariant(share.weightMilli > 0 && share.weightMilli <= share.restMilli, 'no more than is expected');
      return partOf(balanceFen, share.weightMilli, share.restMilli);
  }
}

/** Cost of bags that are lost beyond what is normal: their part of what stands on the bags that are left, half-up. */
export function lossCost(balanceFen: Fen, lostBags: number, bagsLeft: number): Fen {
  invariant(balanceFen >= 0 && lostBags > 0 && lostBags <= bagsLeft, 'what is lost was there');
  return partOf(balanceFen, lostBags, bagsLeft);
}

function partOf(fen: Fen, part: number, whole: number): Fen {
  return part === whole ? fen : Number(divideHalfUp(BigInt(fen) * BigInt(part), BigInt(whole)));
}

/** Shares an amount out over batches by weight (bags, or cost so far), to the fen; in the order given, which breaks ties. */
export function shareOut(totalFen: Fen, weights: readonly number[]): Fen[] {
  return splitByLargestRemainder(
    totalFen,
    weights.map((weight) => BigInt(weight)),
  ).fen;
}

/** Fresh kilograms to one dry: "7.9", one decimal, half-up. */
export function dryingRatio(freshMilli: number, dryMilli: number): string {
  invariant(freshMilli > 0 && dryMilli > 0, 'something is dried to something');
  const tenths = Number(divideHalfUp(BigInt(freshMilli) * 10n, BigInt(dryMilli)));
  return quantityText(tenths * 100);
}

/** Whether mushrooms dry so: 5 to 12 kilograms fresh make one dry. Outside, a weight is probably mistyped. */
export function isUsualDrying(freshMilli: number, dryMilli: number): boolean {
  return freshMilli >= dryMilli * 5 && freshMilli <= dryMilli * 12;
}

/** Cost of a kilogram in 1/10000 yuan, half-up; null while nothing was picked. */
export function costPerKgE4(fen: Fen, weightMilli: number): number | null {
  if (weightMilli <= 0 || fen < 0) return null;
  return Number(divideHalfUp(BigInt(fen) * 100_000n, BigInt(weightMilli)));
}

/** What was sold of a product: 1/1000 of its unit, and the proceeds. */
export interface Sold {
  readonly milli: number;
  readonly fen: Fen;
}

/**
 * What a fresh kilogram brought on average, in 1/10000 yuan; null where nothing of it was sold. An estimate: products are sold from one
 * stock, whatever batch they grew on. Fresh sales count as they are; what was dried counts by the average price of the dry product, less
 * what drying cost beside the mushrooms, per fresh kilogram.
 */
export function realisedE4(
  fresh: Sold,
  dried: readonly {
    readonly freshMilli: number;
    readonly dryMilli: number;
    readonly otherFen: Fen;
    readonly dry: Sold;
  }[],
): number | null {
  let weighed = fresh.milli;
  let fen = BigInt(fresh.fen);
  for (const { freshMilli, dryMilli, otherFen, dry } of dried) {
    if (freshMilli <= 0 || dryMilli <= 0 || dry.milli <= 0) continue;
    weighed += freshMilli;
    fen += divideHalfUp(BigInt(dry.fen) * BigInt(dryMilli), BigInt(dry.milli)) - BigInt(otherFen);
  }
  if (weighed <= 0 || fen <= 0n) return null;
  return Number(divideHalfUp(fen * 100_000n, BigInt(weighed)));
}
