import { addDays, addMonths, daysBetween, monthOf } from './calendar.ts';
import { divideHalfUp } from './money.ts';
import { invariant } from './result.ts';

/**
 * Land leased from households (土地流转). Rent is owed by the lease year, which begins on the day of the contract; it is a cost, and due in a
 * year of loss too (DOMAIN §2.5). Land brought in as a share (土地经营权入股, 161) has no rent and is not here.
 */
export interface LeaseTerms {
  /** 1/100 mu. */
  readonly areaHundredths: number;
  /** Rent of a mu and year. */
  readonly rentFen: number;
  readonly from: string;
  /** The last day. */
  readonly to: string;
  /** 先付 or 后付. */
  readonly timing: 'advance' | 'arrears';
  /** MM-DD of the usual day of payment. */
  readonly dueDay: string;
  /** How many years one payment covers (先付 only). */
  readonly yearsAtOnce: number;
  /** Ended early: the last day; null while it runs. */
  readonly endedOn: string | null;
}

/** One year of a lease: what is owed for it, and when. */
export interface LeaseYear {
  /** 1 for the first. */
  readonly no: number;
  readonly from: string;
  readonly to: string;
  readonly dueOn: string;
  readonly rentFen: number;
}

/** A lease is at most this long (民法典 Art. 705: 20 years; contracts over the land itself may run to the end of its term). */
export const MAX_LEASE_YEARS = 70;

/** Rent of a whole year: area × rent, half-up to the fen. */
export function yearRent(areaHundredths: number, rentFen: number): number {
  return Number(divideHalfUp(BigInt(areaHundredths) * BigInt(rentFen), 100n));
}

/**
 * The years of a lease in order. The last is cut where the lease ends: its rent is the year's by days, half-up. A year of a payment over
 * several is due with the first of them.
 */
export function leaseYears(terms: LeaseTerms): LeaseYear[] {
  const end = terms.endedOn !== null && terms.endedOn < terms.to ? terms.endedOn : terms.to;
  invariant(terms.from <= terms.to, 'a lease ends after it begins');
  const whole = yearRent(terms.areaHundredths, terms.rentFen);
  const years: LeaseYear[] = [];
  for (let no = 1; no <= MAX_LEASE_YEARS; no++) {
    const from = addMonths(terms.from, 12 * (no - 1));
    if (from > end) break;
    const last = addDays(addMonths(terms.from, 12 * no), -1);
    const to = last < end ? last : end;
    const days = daysBetween(from, to) + 1;
    const all = daysBetween(from, last) + 1;
    const rentFen = days === all ? whole : Number(divideHalfUp(BigInt(whole) * BigInt(days), BigInt(all)));
    const first = no - ((no - 1) % terms.yearsAtOnce);
    const paidWith = addMonths(terms.from, 12 * (first - 1));
    const dueOn = terms.timing === 'advance' ? nearest(terms.dueDay, paidWith) : nearest(terms.dueDay, to);
    years.push({ no, from, to, dueOn, rentFen });
  }
  return years;
}

/** The day of the calendar (MM-DD) that lies nearest to a date: the last day of February where there is no 29th. */
function nearest(dueDay: string, date: string): string {
  const year = Number(date.slice(0, 4));
  const days = [year - 1, year, year + 1].map((one) => dayOf(one, dueDay));
  return days.reduce((best, day) =>
    Math.abs(daysBetween(date, day)) < Math.abs(daysBetween(date, best)) ? day : best,
  );
}

function dayOf(year: number, dueDay: string): string {
  const monthStart = `${String(year).padStart(4, '0')}-${dueDay.slice(0, 2)}-01`;
  const monthEnd = addDays(addMonths(monthStart, 1), -1);
  const day = `${monthStart.slice(0, 8)}${dueDay.slice(3)}`;
  return day < monthEnd ? day : monthEnd;
}

/** A year may be paid this much before its due day and is still this year's rent. */
export const EARLY_DAYS = 60;

/**
 * Whether rent goes to 171: a year among those paid neither has begun nor falls due about the day of payment. It is a matter of the days, not
 * of how many years one payment covers: three years paid one by one on a day are paid ahead as well.
 */
export function isPaidAhead(
  terms: LeaseTerms,
  years: readonly Pick<LeaseYear, 'no'>[],
  date: string,
): boolean {
  // What is owed for afterwards is cost.
  if (terms.timing === 'arrears') return false;
  // By its own due day, not that of the first year it may be paid together with.
  const single = leaseYears({ ...terms, yearsAtOnce: 1 });
  return years.some(({ no }) => {
    const year = single[no - 1];
    invariant(year !== undefined, 'a year paid is one of the lease');
    return year.from > date && daysBetween(date, year.dueOn) > EARLY_DAYS;
  });
}

/** Several years paid ahead (171): the years in order with what was paid for each. */
export interface PaidAhead {
  readonly years: readonly { readonly from: string; readonly to: string; readonly fen: number }[];
  readonly every: 'month' | 'year';
}

/** What is charged in which month. */
export interface Charge {
  readonly period: string;
  readonly fen: number;
}

/**
 * How years paid ahead become cost (Dr 401, Cr 171). By the year: each year's rent in the month it begins. By the month: in equal parts over
 * the months from the first year's beginning to the last one's end, cut to the fen, the last taking what is left.
 */
export function amortisationOf({ years, every }: PaidAhead): Charge[] {
  const [first, last] = [years[0], years.at(-1)];
  invariant(first !== undefined && last !== undefined, 'what is paid ahead covers years');
  if (every === 'year') return years.map((year) => ({ period: monthOf(year.from), fen: year.fen }));
  const total = years.reduce((sum, year) => sum + year.fen, 0);
  const months = monthsFrom(first.from, last.to);
  const each = Math.floor(total / months.length);
  return months.map((period, index) => ({
    period,
    fen: index === months.length - 1 ? total - each * (months.length - 1) : each,
  }));
}

/** The months of some lease time, beginning with that of its first day: 12 a year, also where it begins in mid-month. */
function monthsFrom(from: string, to: string): string[] {
  const months: string[] = [];
  for (let index = 0; ; index++) {
    const start = addMonths(from, index);
    if (start > to) break;
    months.push(monthOf(start));
  }
  return months;
}

/** All that is to be charged up to the end of a month. */
export function chargedBy(paid: PaidAhead, period: string): number {
  return amortisationOf(paid)
    .filter((charge) => charge.period <= period)
    .reduce((sum, charge) => sum + charge.fen, 0);
}

/** Mu as decimal text (two decimals at most) in 1/100 mu: "2.5" → 250. */
export function areaHundredths(text: string): number {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/u.exec(text);
  invariant(match !== null, `“${text}” is an area in mu`);
  return Number(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`);
}

/** 1/100 mu as people read it: 2.50. */
export function areaText(hundredths: number): string {
  const digits = hundredths.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
