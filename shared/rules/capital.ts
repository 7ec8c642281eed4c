import { daysBetween, daysInYear, fiscalYearBounds, yearOf } from './calendar.ts';
import { assertFen, divideHalfUp, type Fen } from './money.ts';
import { invariant } from './result.ts';

/**
 * How much capital a member had in a fiscal year (calendar year). The law is silent on contributions made during
 * the year, so the charter picks one of three bases (持股口径):
 * - year-end (年末数): what the member held at the year's end;
 * - fen-days (按天): each fen counts for the days it was in, the day of contribution included, over the year's days;
 * - whole-months (按整月): from the month after the contribution, or its own month if dated the 1st, over 12.
 */
export type CapitalBasis = 'year-end' | 'fen-days' | 'whole-months';

/**
 * A dated change of a member's holding, negative when capital goes out.
 * `leavesAtYearEnd` marks the refund of a membership ending with the fiscal year it is dated in: for that year
 * the capital still counts in full (Art. 28, the leaver keeps that year's Art. 44 share), and no longer after.
 * A red reversal should carry the date of what it reverses, so that the mistake weighs nothing.
 */
export type ShareMovement = {
  readonly date: string;
  readonly amountFen: Fen;
  readonly leavesAtYearEnd?: boolean;
};

export type CapitalOfYear = {
  /** Exact: fen × days, fen × months, or fen; divide by `denominator` for fen. */
  readonly weight: bigint;
  readonly denominator: number;
  /** The weight as money, rounded half-up to the fen, for paper only. */
  readonly weightFen: Fen;
  /** Capital that counts as held at the year's end, leavers of that year-end included. */
  readonly yearEndFen: Fen;
};

/** A member's capital over `fiscalYear` from the signed movements of all years (any order; later ones are ignored). */
export function capitalOfYear(
  fiscalYear: number,
  basis: CapitalBasis,
  movements: readonly ShareMovement[],
): CapitalOfYear {
  let weight = 0n;
  let yearEndFen = 0;
  for (const movement of movements) {
    assertFen(movement.amountFen, 'share movement');
    const year = yearOf(movement.date);
    if (year > fiscalYear) continue;
    if (movement.leavesAtYearEnd === true && year === fiscalYear) continue;
    yearEndFen += movement.amountFen;
    weight += BigInt(movement.amountFen) * BigInt(unitsCounted(fiscalYear, basis, movement.date));
  }
  assertFen(yearEndFen, 'year-end capital');
  invariant(yearEndFen >= 0 && weight >= 0n, 'a member never holds less than nothing');
  const denominator = capitalDenominator(fiscalYear, basis);
  const weightFen = Number(divideHalfUp(weight, BigInt(denominator)));
  return { weight, denominator, weightFen, yearEndFen };
}

/** What weights of this basis are divided by: 1, 12, or the number of days of that very year (365 or 366). */
export function capitalDenominator(fiscalYear: number, basis: CapitalBasis): number {
  if (basis === 'year-end') return 1;
  if (basis === 'whole-months') return 12;
  return daysInYear(fiscalYear);
}

/** Days or months (1 for year-end) that a movement of that date counts in the fiscal year. */
function unitsCounted(fiscalYear: number, basis: CapitalBasis, date: string): number {
  const { firstDay, lastDay } = fiscalYearBounds(fiscalYear);
  if (basis === 'year-end' || date < firstDay) return capitalDenominator(fiscalYear, basis);
  if (basis === 'fen-days') return daysBetween(date, lastDay) + 1;
  const month = Number(date.slice(5, 7));
  return 12 - (date.endsWith('-01') ? month - 1 : month);
}
