import { toHalfWidth } from '../../shared/rules/fullwidth.ts';

/** Months of the books (会计期间, YYYY-MM) as they are typed, named and counted on. */

/** 2019-01, 201901, 2019.1, 2019/1 or 2019年1月 as YYYY-MM; null when it is none of these. */
export function readPeriod(text: string): string | null {
  const plain = toHalfWidth(text).replace(/\s/gu, '');
  const match = /^(\d{4})(?:[-./年](\d{1,2})月?|(\d{2}))$/u.exec(plain);
  const month = Number(match?.[2] ?? match?.[3] ?? 0);
  return match?.[1] && month >= 1 && month <= 12 ? periodOf(Number(match[1]), month) : null;
}

/** 2019 年 1 月. */
export function periodName(period: string): string {
  const [year = '', month = ''] = period.split('-');
  return `${year} 年 ${Number(month)} 月`;
}

/** As many months later, or earlier when negative. */
export function shiftPeriod(period: string, months: number): string {
  const [year = 0, month = 1] = period.split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  return periodOf(Math.floor(count / 12), (count % 12) + 1);
}

export function yearOfPeriod(period: string): number {
  return Number(period.slice(0, 4));
}

/** 2019-03, or 2019-01 至 2019-03. */
export function rangeName(from: string, to: string): string {
  return from === to ? from : `${from} 至 ${to}`;
}

/** A range whose ends were given the wrong way round is meant the other way. */
export function orderedRange(from: string, to: string): { from: string; to: string } {
  return from <= to ? { from, to } : { from: to, to: from };
}

interface Counted {
  readonly period: string;
  readonly drafts: number;
  readonly reviewed: number;
  readonly posted: number;
}

/** What a book opens on: the year so far of the last month that has vouchers (of the current one while there are none). */
export function usualRange(list: {
  readonly firstPeriod: string;
  readonly currentPeriod: string;
  readonly periods: readonly Counted[];
}): { from: string; to: string } {
  const busy = list.periods.filter((one) => one.drafts + one.reviewed + one.posted > 0);
  const to = busy.reduce((last, one) => (one.period > last ? one.period : last), '') || list.currentPeriod;
  const january = `${to.slice(0, 4)}-01`;
  return { from: january > list.firstPeriod ? january : minOf(list.firstPeriod, to), to };
}

const minOf = (a: string, b: string): string => (a < b ? a : b);

function periodOf(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}
