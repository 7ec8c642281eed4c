import { divideHalfUp, formatYuan, type Fen } from './money.ts';
import { invariant, ok, refuse, type Result } from './result.ts';

/**
 * 投劳记工: what work is worth, and what a period owes each worker. Labour is no share capital (市场主体登记管理条例 Art. 13): it is paid work, owed in
 * 213 until it is paid. Quantities in 1/1000 of the unit, rates in 1/10,000 yuan, money in whole fen; an amount is rounded half up once, at
 * the entry, and a pay sheet only adds entries up.
 */

/** By what a kind of work is paid: 工日, 小时, 计件, or 工分 with a grade. */
export type PaidBy = 'day' | 'hour' | 'piece' | 'points';

/** The price of one unit from a day on. */
export interface Rate {
  readonly from: string;
  readonly priceE4: number;
}

/** The rate in force on a day: the latest that has begun; null before the first. Changes never reach back. */
export function rateOn(rates: readonly Rate[], date: string): Rate | null {
  return rates.reduce<Rate | null>(
    (latest, rate) => (rate.from <= date && (latest === null || rate.from > latest.from) ? rate : latest),
    null,
  );
}

/** Quantity times price, half up to the fen: a thousandth times 1/10,000 yuan is 1/100,000 fen. */
export function workFen(quantityMilli: number, priceE4: number): Fen {
  invariant(quantityMilli >= 0 && priceE4 >= 0, 'work and its price are no less than nothing');
  return Number(divideHalfUp(BigInt(quantityMilli) * BigInt(priceE4), 100_000n));
}

/** 工分: points times the grade's coefficient (in 1/1000), half up to a thousandth of a point. */
export function gradedMilli(pointsMilli: number, coefficientMilli: number): number {
  return Number(divideHalfUp(BigInt(pointsMilli) * BigInt(coefficientMilli), 1000n));
}

/** Work of one person on one day, as far as limits go. */
export interface DaysWork {
  readonly workerId: number;
  readonly date: string;
  readonly paidBy: PaidBy;
  readonly quantityMilli: number;
}

export interface Overrun {
  readonly workerId: number;
  readonly date: string;
  readonly paidBy: 'day' | 'hour';
  readonly totalMilli: number;
}

/** Who worked more than a day or so many hours on one day: to be looked at, a second shift may be right. */
export function overruns(
  work: readonly DaysWork[],
  most: { readonly daysMilli: number; readonly hoursMilli: number },
): Overrun[] {
  const totals = new Map<string, Overrun>();
  for (const { workerId, date, paidBy, quantityMilli } of work) {
    if (paidBy !== 'day' && paidBy !== 'hour') continue;
    const key = `${workerId} ${date} ${paidBy}`;
    const totalMilli = (totals.get(key)?.totalMilli ?? 0) + quantityMilli;
    totals.set(key, { workerId, date, paidBy, totalMilli });
  }
  return [...totals.values()].filter(
    (one) => one.totalMilli > (one.paidBy === 'day' ? most.daysMilli : most.hoursMilli),
  );
}

/** An entry of the work book that a pay sheet adds up. */
export interface PaidWork {
  readonly workerId: number;
  readonly paidBy: PaidBy;
  readonly quantityMilli: number;
  readonly fen: Fen;
}

/** What a pay sheet adds to or takes from a worker's own work. */
export interface PayTerms {
  readonly workerId: number;
  readonly name: string;
  readonly awardFen: Fen;
  /** 借支扣回, with the worker's consent only, and no more than they owe in 成员往来 (114). */
  readonly advanceFen: Fen;
  readonly consented: boolean;
  readonly owesFen: Fen;
  /** 个人所得税 as recorded: what the tax office decided, not computed here. */
  readonly taxFen: Fen;
}

/** One line of the 劳务费发放表. */
export interface PayLine {
  readonly workerId: number;
  /** 出勤工日 */
  readonly daysMilli: number;
  /** 计时金额: by day, hour and points */
  readonly timeFen: Fen;
  /** 计件数量 */
  readonly piecesMilli: number;
  readonly pieceFen: Fen;
  readonly awardFen: Fen;
  /** 应发 */
  readonly grossFen: Fen;
  readonly advanceFen: Fen;
  readonly taxFen: Fen;
  /** 实发 */
  readonly netFen: Fen;
}

/**
 * The pay sheet of a period, a line a worker in the order of `terms`. Refused: an advance taken back without consent or beyond what is owed,
 * deductions above the pay, work of somebody who has no line.
 */
export function paySheet(work: readonly PaidWork[], terms: readonly PayTerms[]): Result<PayLine[]> {
  const byWorker = Map.groupBy(work, (one) => one.workerId);
  const stray = [...byWorker.keys()].find((id) => !terms.some((one) => one.workerId === id));
  invariant(stray === undefined, `worker ${stray} has a line`);
  const lines: PayLine[] = [];
  for (const one of terms) {
    const line = payLine(byWorker.get(one.workerId) ?? [], one);
    const fault = faultIn(line, one);
    if (fault !== null) return refuse('pay_invalid', `${one.name}：${fault}`);
    lines.push(line);
  }
  return ok(lines);
}

function payLine(work: readonly PaidWork[], { workerId, awardFen, advanceFen, taxFen }: PayTerms): PayLine {
  const sum = (kinds: readonly PaidBy[], of: (one: PaidWork) => number): number =>
    work.reduce((total, one) => (kinds.includes(one.paidBy) ? total + of(one) : total), 0);
  const timeFen = sum(['day', 'hour', 'points'], (one) => one.fen);
  const pieceFen = sum(['piece'], (one) => one.fen);
  const grossFen = timeFen + pieceFen + awardFen;
  return {
    workerId,
    daysMilli: sum(['day'], (one) => one.quantityMilli),
    timeFen,
    piecesMilli: sum(['piece'], (one) => one.quantityMilli),
    pieceFen,
    awardFen,
    grossFen,
    advanceFen,
    taxFen,
    netFen: grossFen - advanceFen - taxFen,
  };
}

function faultIn(line: PayLine, { consented, owesFen }: PayTerms): string | null {
  const { advanceFen, taxFen, awardFen, grossFen, netFen } = line;
  if (advanceFen < 0 || taxFen < 0 || awardFen < 0) return '奖补、扣回和个税不能是负数。';
  if (advanceFen > 0 && !consented) return '扣回借支要本人同意，请先取得签字，或不扣。';
  if (advanceFen > owesFen) {
    return `扣回借支 ${formatYuan(advanceFen)} 元，多于他欠社里的 ${formatYuan(owesFen)} 元。`;
  }
  if (netFen < 0) {
    return `扣回和个税合计 ${formatYuan(advanceFen + taxFen)} 元，多于应发 ${formatYuan(grossFen)} 元。`;
  }
  return null;
}
