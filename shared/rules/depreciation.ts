import { addMonths } from './calendar.ts';
import { divideHalfUp, type Fen, isFen } from './money.ts';
import { invariant } from './result.ts';

/**
 * 折旧 of fixed and productive biological assets (37号 Art. 23, 26; accounts 143, 152). Only 年限平均法 and 工作量法; by the month, from the
 * month after the asset came in, through the month it goes; never beyond what is to be depreciated. The law names no life and no residual:
 * both are the cooperative's own. Whole fen; a month is rounded half up and the last month takes the remainder.
 */
export type DepreciationTerms = StraightLine | ByUnits;

/** 年限平均法: so much in so many months. */
export interface StraightLine {
  readonly method: 'straight-line';
  /** What is still to be depreciated when these terms begin: cost less residual less what was depreciated before. */
  readonly toChargeFen: Fen;
  /** Months in which it is, from then on. */
  readonly months: number;
}

/** 工作量法: so much over so much work. */
export interface ByUnits {
  readonly method: 'units';
  readonly toChargeFen: Fen;
  /** Work still expected when these terms begin, in 1/1000 of its unit. */
  readonly unitsMilli: number;
}

/** What was charged since the terms began. */
export interface Charged {
  readonly fen: Fen;
  readonly months: number;
  readonly unitsMilli: number;
}

export const NOTHING_CHARGED: Charged = { fen: 0, months: 0, unitsMilli: 0 };

/** 名义金额, where neither paper nor appraisal nor market gives a value: not depreciated (37号 Art. 26). */
export const NOMINAL_FEN: Fen = 100;

/**
 * Terms of an asset, new or changed: cost and residual as a percentage in millionths ("5" is 50_000), what was depreciated so far, and the
 * life that is left. A change counts from its own month on (Art. 59, 未来适用法); an asset at 1 yuan has nothing to charge.
 */
export function toCharge(costFen: Fen, residualMillionths: number, accumulatedFen: Fen): Fen {
  invariant(isFen(costFen) && costFen > 0, 'an asset cost something');
  invariant(isFen(accumulatedFen) && accumulatedFen >= 0, 'what was depreciated is no less than nothing');
  if (costFen <= NOMINAL_FEN) return 0;
  return Math.max(costFen - residualOf(costFen, residualMillionths) - accumulatedFen, 0);
}

/** 预计净残值, half up to the fen. */
export function residualOf(costFen: Fen, residualMillionths: number): Fen {
  invariant(residualMillionths >= 0 && residualMillionths <= 1_000_000, 'a residual is a part of the cost');
  return Number(divideHalfUp(BigInt(costFen) * BigInt(residualMillionths), 1_000_000n));
}

/**
 * The charge of one month, in which `workedMilli` was done (units only): nothing when all is charged, the whole remainder in the last
 * month or with the last unit.
 */
export function chargeOf(terms: DepreciationTerms, charged: Charged, workedMilli = 0): Fen {
  const leftFen = terms.toChargeFen - charged.fen;
  invariant(leftFen >= 0, 'no more is charged than there is');
  if (leftFen === 0) return 0;
  if (terms.method === 'straight-line') {
    invariant(terms.months > 0, 'a life has months');
    if (charged.months + 1 >= terms.months) return leftFen;
    return Math.min(monthlyOf(terms), leftFen);
  }
  invariant(terms.unitsMilli > 0 && workedMilli >= 0, 'work is counted forward');
  if (charged.unitsMilli + workedMilli >= terms.unitsMilli) return leftFen;
  const share = BigInt(terms.toChargeFen) * BigInt(workedMilli);
  return Math.min(Number(divideHalfUp(share, BigInt(terms.unitsMilli))), leftFen);
}

/** 月折旧额, before the last month's remainder. */
export function monthlyOf({ toChargeFen, months }: StraightLine): Fen {
  return Number(divideHalfUp(BigInt(toChargeFen), BigInt(months)));
}

/** 当月增加, 下月起: the first month that is charged. */
export function firstChargedPeriod(cameIn: string): string {
  return addMonths(`${cameIn.slice(0, 7)}-01`, 1).slice(0, 7);
}

/** 当月减少, 当月仍计提: whether a month is charged for an asset that came in and (maybe) went on days. */
export function isCharged(period: string, cameIn: string, went: string | null): boolean {
  return period >= firstChargedPeriod(cameIn) && (went === null || period <= went.slice(0, 7));
}

export interface ScheduleRow {
  readonly period: string;
  readonly fen: Fen;
  /** With what was depreciated before the terms. */
  readonly accumulatedFen: Fen;
  readonly netFen: Fen;
}

/** What is still to come, month by month to the end of life, from `from` on. */
export function scheduleOf(
  terms: StraightLine,
  charged: Charged,
  from: string,
  now: { readonly costFen: Fen; readonly accumulatedFen: Fen },
): ScheduleRow[] {
  const rows: ScheduleRow[] = [];
  let done = charged;
  let { accumulatedFen } = now;
  for (let period = from; done.fen < terms.toChargeFen; period = firstChargedPeriod(period)) {
    const fen = chargeOf(terms, done);
    done = { ...done, fen: done.fen + fen, months: done.months + 1 };
    accumulatedFen += fen;
    rows.push({ period, fen, accumulatedFen, netFen: now.costFen - accumulatedFen });
  }
  return rows;
}

/**
 * The part of a batch that goes with some of its pieces (拆分): cost and what was depreciated of it, split so that the pieces still there keep
 * the rest (DOMAIN §9 #34). Cost by equal pieces; depreciation by cost. Half up; the last pieces take all.
 */
export function partOf(
  batch: { readonly costFen: Fen; readonly accumulatedFen: Fen },
  taken: number,
  pieces: number,
): { costFen: Fen; accumulatedFen: Fen } {
  invariant(Number.isSafeInteger(pieces) && pieces > 0, 'a batch has pieces');
  invariant(Number.isSafeInteger(taken) && taken > 0 && taken <= pieces, 'no more go than there are');
  const part = (fen: Fen): Fen => Number(divideHalfUp(BigInt(fen) * BigInt(taken), BigInt(pieces)));
  return { costFen: part(batch.costFen), accumulatedFen: part(batch.accumulatedFen) };
}
