import { splitByLargestRemainder } from './allocation.ts';
import type { Fen } from './money.ts';
import { invariant } from './result.ts';

/**
 * A stretch of a loan's days whose interest is subsidised, as computed: one settlement, or what of it falls in the range claimed.
 * `subsidyFen` is the part of `interestFen` that the county bears, `share` the same part unrounded (numerator, denominator); penalties and
 * compound interest are in neither.
 */
export interface Computed {
  readonly interestFen: Fen;
  readonly subsidyFen: Fen;
  readonly share: readonly [bigint, bigint];
}

/**
 * The subsidy on the bank's figure (DOMAIN §9 #42: the slip wins): bank × subsidised part ÷ interest, half-up to the fen. All of it where
 * all is subsidised; as computed where the bank says what was computed. Where nothing was computed nothing is claimed.
 */
export function subsidyOnBank({ interestFen, subsidyFen, share }: Computed, bankFen: Fen): Fen {
  const [part, whole] = share;
  invariant(bankFen >= 0 && part >= 0n && part <= whole, 'a subsidy is a part of the interest');
  if (bankFen === interestFen) return subsidyFen;
  if (whole === 0n) return 0;
  return Number((BigInt(bankFen) * part * 2n + whole) / (whole * 2n));
}

/** A figure of the bank for several stretches together, given to each in proportion to its computed interest; it sums to the figure. */
export function bankByPart(parts: readonly Pick<Computed, 'interestFen'>[], bankFen: Fen): Fen[] {
  const weights = parts.map((part) => BigInt(part.interestFen));
  if (weights.every((weight) => weight === 0n)) return parts.map((_, index) => (index === 0 ? bankFen : 0));
  return splitByLargestRemainder(bankFen, weights).fen;
}

/**
 * Money of the county that is less than what was claimed, given pro rata to what each line has not received, by largest remainder: equal
 * lines in the order given. All of it when it is all. Never more to a line than it is short of.
 */
export function receivedByLine(amountFen: Fen, openFen: readonly Fen[]): Fen[] {
  const wholeFen = openFen.reduce((sum, fen) => sum + fen, 0);
  invariant(amountFen >= 0 && amountFen <= wholeFen, 'no more is received than is open');
  if (amountFen === wholeFen) return [...openFen];
  return splitByLargestRemainder(
    amountFen,
    openFen.map((fen) => BigInt(fen)),
  ).fen;
}

/** Days of a loan; the last is exclusive. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/**
 * The claimed spans that ask for what a span asks for. Where interest is collected with what is repaid (利随本清, `repaidOn` its days), the
 * part repaid ends on its day and the rest runs on past it: the same days, but interest of its own. Two that end on such a day are both.
 */
export function claimsOver<T extends Span>(
  span: Span,
  claimed: readonly T[],
  repaidOn: readonly string[],
): T[] {
  const over = claimed.filter((one) => one.from < span.to && span.from < one.to);
  return over.filter((one) => {
    const [first, last] = one.to < span.to ? [one, span] : [span, one];
    const isApart = first.to < last.to && repaidOn.includes(first.to);
    return !isApart || (first === one && over.filter(({ to }) => to === one.to).length > 1);
  });
}
