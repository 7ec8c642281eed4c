import { Decimal } from 'decimal.js';
import { invariant, ok, refuse, type Result } from './result.ts';

/**
 * Money is counted in whole fen (分), a safe integer; yuan exist only as text for people.
 * A percentage is an exact fraction of BigInts, so no product or comparison is ever approximate.
 */
export type Fen = number;

/** The largest amount any field, total or product may hold: 1 trillion yuan (一万亿元). */
export const MAX_FEN: Fen = 100_000_000_000_000;

/** All that one set of books may turn over: 一千亿元. What closings carry on included, no sum of theirs passes MAX_FEN. */
export const MAX_BOOKS_FEN: Fen = MAX_FEN / 10;

/** A share of one as an exact fraction: "12.5" (percent) is 12_500_000 / 100_000_000. */
export type Percent = { readonly numerator: bigint; readonly denominator: bigint };

export function isFen(value: unknown): value is Fen {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= MAX_FEN;
}

/** Throws unless `value` is an amount in fen: a whole number within ±MAX_FEN. For values of our own making. */
export function assertFen(value: unknown, name = 'amount'): asserts value is Fen {
  invariant(isFen(value), `${name} is not an amount in fen: ${String(value)}`);
}

/**
 * Reads an amount in yuan as a person types it: optional minus (- or −), digits, thousands separators either
 * absent or all in place, at most two decimals. Never rounds: a third decimal is refused.
 */
export function parseYuan(text: string): Result<Fen> {
  const typed = text.trim();
  if (typed === '') return refuse('money_empty', '没有填金额。');
  const match = /^([-−]?)(\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(typed);
  if (!match) return refuse('money_unreadable', unreadableYuan(typed));
  const [, minus = '', whole = '', decimals = ''] = match;
  const fen = BigInt(whole.replaceAll(',', '') + decimals.padEnd(2, '0'));
  if (fen > BigInt(MAX_FEN)) return refuse('money_too_large', `金额“${typed}”太大，最多一万亿元。`);
  const value = Number(fen);
  return ok(minus && value !== 0 ? -value : value);
}

function unreadableYuan(typed: string): string {
  if (/\.\d{3,}$/.test(typed)) return `金额“${typed}”超过两位小数，请写到分为止。`;
  if (/^[-−]?[\d,]+(\.\d{1,2})?$/.test(typed)) {
    return `金额“${typed}”的千位逗号不在三位一节的位置上，请改正或去掉逗号。`;
  }
  return `金额“${typed}”认不出来，请写成 1234.56 或 1,234.56 这样的数字。`;
}

/** Fen as yuan for people: 1,234.56, negatives -1,234.56. */
export function formatYuan(fen: Fen): string {
  const plain = plainYuan(fen);
  const point = plain.length - 3;
  return plain.slice(0, point).replace(/\B(?=(\d{3})+$)/g, ',') + plain.slice(point);
}

/** Fen as yuan for machines: 1234.56, always two decimals, no separators. */
export function plainYuan(fen: Fen): string {
  // A sum of many amounts may pass MAX_FEN: it is shown, not judged.
  invariant(Number.isSafeInteger(fen), `amount is not an amount in fen: ${String(fen)}`);
  const digits = Math.abs(fen).toString().padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A computed number of fen, rounded half-up (a half goes away from zero) to the whole fen. */
export function roundHalfUpFen(fen: Decimal): Fen {
  const rounded = fen.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  const value = rounded === 0 ? 0 : rounded;
  assertFen(value, 'rounded amount');
  return value;
}

/** Reads a percentage such as "10" or "12.5" exactly: 0 to 100, at most six decimals. */
export function parsePercent(text: string): Result<Percent> {
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match)
    return refuse(
      'percent_unreadable',
      `比例“${text}”认不出来，请写成 10 或 12.5 这样的数字，最多六位小数。`,
    );
  const [, whole = '', decimals = ''] = match;
  const numerator = BigInt(whole + decimals.padEnd(6, '0'));
  const denominator = 100_000_000n;
  if (numerator > denominator) return refuse('percent_too_large', `比例“${text}”超过 100%。`);
  return ok({ numerator, denominator });
}

/** `percent` of a non-negative amount, rounded half-up to the fen. */
export function percentOfFen(fen: Fen, percent: Percent): Fen {
  return Number(divideHalfUp(nonNegative(fen) * percent.numerator, percent.denominator));
}

/** `percent` of a non-negative amount, rounded up to the fen: for a legal minimum that no rounding may undercut. */
export function percentOfFenUp(fen: Fen, percent: Percent): Fen {
  return Number((nonNegative(fen) * percent.numerator + percent.denominator - 1n) / percent.denominator);
}

/** Exact division of non-negative integers, rounded half-up. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  invariant(dividend >= 0n && divisor > 0n, 'half-up division takes a dividend ≥ 0 and a divisor > 0');
  if (divisor === 1n) return dividend;
  return (2n * dividend + divisor) / (2n * divisor);
}

function nonNegative(fen: Fen): bigint {
  assertFen(fen);
  invariant(fen >= 0, 'a share is taken of a non-negative amount');
  return BigInt(fen);
}
