import { divideHalfUp } from './money.ts';
import { invariant } from './result.ts';

/** An exact number no less than zero, in lowest terms: what interest is before its one rounding. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };

export function fraction(numerator: bigint, denominator = 1n): Fraction {
  invariant(numerator >= 0n && denominator > 0n, 'a fraction is no less than zero');
  const shared = gcd(numerator, denominator);
  return { numerator: numerator / shared, denominator: denominator / shared };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** Throws where nothing is left to take from. */
export function minus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function sum(parts: Iterable<Fraction>): Fraction {
  let total = ZERO;
  for (const part of parts) total = plus(total, part);
  return total;
}

/** Negative when `a` is smaller, 0 when both are equal, positive when it is larger. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Half up to a whole number. */
export function rounded(value: Fraction): number {
  return Number(divideHalfUp(value.numerator, value.denominator));
}

/** As a decimal with so many places, half up: for people to follow, not to go on with. */
export function decimal(value: Fraction, places: number): string {
  const scaled = divideHalfUp(value.numerator * 10n ** BigInt(places), value.denominator)
    .toString()
    .padStart(places + 1, '0');
  return places === 0 ? scaled : `${scaled.slice(0, -places)}.${scaled.slice(-places)}`;
}

/** The decimal text of a percentage ("4.75", six decimals at most) as it stands. */
export function percentFraction(text: string): Fraction {
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?$/u.exec(text);
  invariant(match !== null, `“${text}” is a percentage`);
  const [, whole = '', decimals = ''] = match;
  return fraction(BigInt(whole + decimals.padEnd(6, '0')), 1_000_000n);
}

function gcd(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
