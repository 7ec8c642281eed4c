import { squeeze, toHalfWidth } from './fullwidth.ts';
import { invariant } from './result.ts';

/** Kilograms as decimal text (three decimals at most) in 1/1000 kg: "359.5" → 359500. */
export function quantityMilli(text: string): number {
  return scaled(text, 3);
}

/** The same of a voucher's line, which in red is below zero: "-2.5" → -2500. */
export function signedQuantityMilli(text: string): number {
  return text.startsWith('-') ? 0 - quantityMilli(text.slice(1)) : quantityMilli(text);
}

/** Yuan per kilogram as decimal text (four decimals at most) in 1/10000 yuan: "8.1" → 81000. */
export function priceE4(text: string): number {
  return scaled(text, 4);
}

/** 1/1000 kg as decimal text without idle zeros. */
export function quantityText(milli: number): string {
  return decimalText(milli, 3);
}

/** A quantity for people: 12,345.5. */
export function quantityShown(text: string): string {
  const [whole = '', fraction] = text.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}

/** 1/10000 yuan as decimal text without idle zeros. */
export function priceText(e4: number): string {
  return decimalText(e4, 4);
}

function scaled(text: string, decimals: number): number {
  const match = /^(\d{1,9})(?:\.(\d+))?$/u.exec(text);
  const fraction = match?.[2] ?? '';
  invariant(
    match !== null && fraction.length <= decimals,
    `“${text}” is a decimal of at most ${decimals} places`,
  );
  return Number(match[1] + fraction.padEnd(decimals, '0'));
}

function decimalText(value: number, decimals: number): string {
  invariant(Number.isSafeInteger(value), 'a measure is a whole number of its smallest unit');
  const digits = Math.abs(value)
    .toString()
    .padStart(decimals + 1, '0');
  const text = `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/u, '');
  return value < 0 ? `-${text}` : text;
}

/** A product's name, cleaned: half-width signs, and no spaces inside Chinese words, so that 干 菇 is not another product than 干菇. */
export function productName(text: string): string {
  return squeeze(toHalfWidth(text)).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}
