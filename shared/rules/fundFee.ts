import { addMonths, daysBetween } from './calendar.ts';
import { divideHalfUp, type Fen, formatYuan, isFen } from './money.ts';
import { invariant } from './result.ts';

/**
 * 占用费 of a mutual-aid loan: a simple fee on what is outstanding, so many per mille a month or per cent a year (DOMAIN §4). The first day
 * counts, the last does not. Time runs from the day of the pay-out in months of that day (民法典 Art. 202 where a month is too short) and is
 * a running count, so splitting a span at any day changes nothing before rounding. Rounded half up once a line.
 */
export interface FeeRate {
  readonly per: 'mille-month' | 'percent-year';
  /** Decimal text: "5". */
  readonly rate: string;
}

/**
 * `month-day`: whole months by the month, each odd day a thirtieth of one. `actual-360`, `actual-365`: days by the year's rate. `begun-month`:
 * a month begun is a whole one.
 */
export type FeeTime = 'month-day' | 'actual-360' | 'actual-365' | 'begun-month';

export interface FeeLine {
  readonly kind: 'usage' | 'penalty';
  readonly from: string;
  readonly to: string;
  readonly baseFen: Fen;
  readonly fen: Fen;
  /** How it came about: 10,000.00 × 5‰/月 × 12 个月 = 600.00. */
  readonly text: string;
}

/** 5‰/月, 6%/年. */
export function rateText({ per, rate }: FeeRate): string {
  return per === 'mille-month' ? `${rate}‰/月` : `${rate}%/年`;
}

export const isZeroRate = ({ rate }: FeeRate): boolean => !/[1-9]/u.test(rate);

/** The fee of a balance that stood from one day to another. `anchor`: the day months are counted from. */
export function feeLine(
  kind: FeeLine['kind'],
  base: { readonly fen: Fen; readonly from: string; readonly to: string; readonly anchor: string },
  rate: FeeRate,
  time: FeeTime,
): FeeLine {
  invariant(isFen(base.fen) && base.fen >= 0, 'a fee is of what is outstanding');
  const span = spanOf(base, time);
  const { numerator, denominator } = monthlyOf(rate);
  const fen = Number(
    divideHalfUp(BigInt(base.fen) * numerator * span.numerator, denominator * span.denominator),
  );
  const what = kind === 'penalty' ? '逾期加收 ' : '';
  return {
    kind,
    from: base.from,
    to: base.to,
    baseFen: base.fen,
    fen,
    text: `${what}${formatYuan(base.fen)} × ${rateText(rate)} × ${span.text(rate)} = ${formatYuan(fen)}`,
  };
}

/** Of one: the month's part, exactly. */
function monthlyOf({ per, rate }: FeeRate): { numerator: bigint; denominator: bigint } {
  const match = /^(\d+)(?:\.(\d+))?$/u.exec(rate);
  invariant(match !== null, `“${rate}” is a rate`);
  const [, whole = '', decimals = ''] = match;
  const scale = 10n ** BigInt(decimals.length);
  return {
    numerator: BigInt(whole + decimals),
    denominator: scale * (per === 'mille-month' ? 1000n : 1200n),
  };
}

interface Span {
  /** Months, as a fraction. */
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly text: (rate: FeeRate) => string;
}

function spanOf(
  { from, to, anchor }: { readonly from: string; readonly to: string; readonly anchor: string },
  time: FeeTime,
): Span {
  invariant(anchor <= from && from <= to, `a fee runs from ${anchor} over ${from} to ${to}`);
  if (time === 'month-day') {
    const units = thirtieths(anchor, to) - thirtieths(anchor, from);
    const months = Math.floor(units / DAYS_OF_MONTH);
    const days = units % DAYS_OF_MONTH;
    return { numerator: BigInt(units), denominator: BigInt(DAYS_OF_MONTH), text: monthsText(months, days) };
  }
  if (time === 'begun-month') {
    const months = monthsBegun(anchor, to) - monthsBegun(anchor, from);
    return {
      numerator: BigInt(months),
      denominator: 1n,
      text: (rate) => `${yearly(rate, `${months} 个月`)}（不足一月按一月）`,
    };
  }
  const days = daysBetween(from, to);
  const year = time === 'actual-360' ? 360 : 365;
  return {
    numerator: BigInt(days * 12),
    denominator: BigInt(year),
    text: ({ per }) => `${per === 'mille-month' ? '12 × ' : ''}${days} 天 ÷ ${year}`,
  };
}

/** A year's rate goes by twelfths. */
const yearly = ({ per }: FeeRate, months: string): string =>
  per === 'percent-year' ? `${months} ÷ 12` : months;

function monthsText(months: number, days: number): (rate: FeeRate) => string {
  return (rate) => {
    if (days === 0) return yearly(rate, `${months} 个月`);
    const odd = `${days} 天 ÷ 30`;
    return yearly(rate, months === 0 ? odd : `（${months} 个月零 ${odd}）`);
  };
}

const DAYS_OF_MONTH = 30;

/** Whole months since a day, and the days beyond. */
function monthsSince(anchor: string, date: string): { months: number; days: number } {
  // The estimate is at most one month too many.
  let months =
    (Number(date.slice(0, 4)) - Number(anchor.slice(0, 4))) * 12 +
    Number(date.slice(5, 7)) -
    Number(anchor.slice(5, 7));
  if (addMonths(anchor, months) > date) months -= 1;
  return { months, days: daysBetween(addMonths(anchor, months), date) };
}

/** The 31st day of a month costs nothing more, as the 30 days of a month have it. */
function thirtieths(anchor: string, date: string): number {
  const { months, days } = monthsSince(anchor, date);
  return months * DAYS_OF_MONTH + Math.min(days, DAYS_OF_MONTH);
}

function monthsBegun(anchor: string, date: string): number {
  const { months, days } = monthsSince(anchor, date);
  return months + (days > 0 ? 1 : 0);
}
