import { toHalfWidth, withoutSpaces } from './fullwidth.ts';
import { invariant, ok, refuse, type Result } from './result.ts';

/**
 * Calendar arithmetic on 'YYYY-MM-DD' strings of the Gregorian calendar, years 1 to 9999, without time
 * zones and without a clock. The functions that take dates trust them: a string that is no date is a bug
 * and throws. What a person wrote goes through {@link parseDate} first.
 */

/** Whether the text is 'YYYY-MM-DD' and names a day that exists. */
export function isRealDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  return match !== null && existsDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Days in a month (1 to 12). */
export function daysInMonth(year: number, month: number): number {
  const days = MONTH_LENGTHS[month - 1];
  invariant(days !== undefined, `month ${month} is 1 to 12`);
  return month === 2 && isLeapYear(year) ? 29 : days;
}

/** 365 or 366. */
export function daysInYear(year: number): number {
  return isLeapYear(year) ? 366 : 365;
}

/** Days from `from` to `to`: 0 on the same day, negative when `to` is earlier. The first day is not counted. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

export function addDays(date: string, days: number): string {
  invariant(Number.isSafeInteger(days), `${days} days is a whole number`);
  return dateOfDayNumber(dayNumber(date) + days);
}

/** The same day so many months later (or earlier); where that month has no such day, its last one (民法典 Art. 202). */
export function addMonths(date: string, months: number): string {
  invariant(Number.isSafeInteger(months), `${months} months is a whole number`);
  const from = partsOf(date);
  const monthCount = from.year * 12 + (from.month - 1) + months;
  const year = Math.floor(monthCount / 12);
  const month = monthCount - year * 12 + 1;
  return format(year, month, Math.min(from.day, daysInMonth(year, month)));
}

/** The last day of a period 'YYYY-MM'. */
export function lastDayOf(period: string): string {
  const { year, month } = partsOf(`${period}-01`);
  return format(year, month, daysInMonth(year, month));
}

/** The period 'YYYY-MM' a date lies in. */
export function monthOf(date: string): string {
  partsOf(date);
  return date.slice(0, 7);
}

export function yearOf(date: string): number {
  return partsOf(date).year;
}

/** Negative when `a` is earlier than `b`, 0 on the same day, positive when later: for sorting. */
export function compareDates(a: string, b: string): number {
  return dayNumber(a) - dayNumber(b);
}

/** First and last day of a fiscal year (会计年度), which is the calendar year. */
export function fiscalYearBounds(year: number): { firstDay: string; lastDay: string } {
  return { firstDay: format(year, 1, 1), lastDay: format(year, 12, 31) };
}

/**
 * A date as people and spreadsheets write it, made 'YYYY-MM-DD'.
 *
 * Text: 2018-04-02, 2018.4.2, 2018/4/2, 2018年3月30日 (or 号), 20180402, each also in full width, with
 * blanks, and with a time of day behind it, which is dropped. A number (or five digits as text): the
 * spreadsheet's day count, see {@link dateOfSerial}; an eight-digit number reads as 20180402 does.
 * Two-digit years, missing days, and a bare year are refused rather than guessed.
 */
export function parseDate(input: string | number): Result<string> {
  const text = typeof input === 'number' ? String(input) : cleaned(input);
  if (text === '') return refuse('date_empty', '没有填写日期。请写成 2018-04-02 这样。');
  const written =
    /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/u.exec(text)?.toSpliced(2, 1) ??
    /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/u.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(text);
  if (written) return dateOfParts(text, Number(written[1]), Number(written[2]), Number(written[3]));
  if (typeof input === 'number' || /^\d{5}$/u.test(text)) return dateOfSerial(Number(text));
  return refuse('date_unreadable', `“${text}”${whyUnreadable(text)}。请写成 2018-04-02 这样。`);
}

/**
 * The date of a spreadsheet's day count in the 1900 system, where 1 is 1900-01-01. That system believes
 * in a 29 February 1900 (day 60), which is refused; earlier counts are therefore one day nearer. A
 * fraction is a time of day and is dropped. Whole numbers from 1900 to 2199 are refused: somebody typed a year.
 */
export function dateOfSerial(serial: number): Result<string> {
  const days = Math.floor(serial);
  if (!(days >= 1 && days <= LAST_SERIAL)) {
    return refuse('date_serial', `数字 ${serial} 不是日期。请写成 2018-04-02 这样。`);
  }
  if (serial === days && days >= FIRST_CENTURY && days < END_CENTURY) {
    return refuse('date_year_only', `“${serial}”只有年份，缺月和日。请写成 ${serial}-04-02 这样。`);
  }
  if (days === PHANTOM_SERIAL) {
    return refuse('date_serial', '1900年2月29日没有这一天（电子表格把 1900 年误作闰年）。请改正日期。');
  }
  const sinceFirst = days > PHANTOM_SERIAL ? days - 2 : days - 1;
  return ok(addDays('1900-01-01', sinceFirst));
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const PHANTOM_SERIAL = 60;
/** 9999-12-31, the last day spreadsheets know. */
const LAST_SERIAL = 2_958_465;
/** Years a person writes by hand: what is outside is a slip of the keyboard. */
const FIRST_CENTURY = 1800;
const END_CENTURY = 2200;

/** A time of day behind the date, as spreadsheets export it. */
const TIME_OF_DAY = /(?:\s+|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/u;

function cleaned(text: string): string {
  const narrow = toHalfWidth(text)
    .trim()
    .replace(/[‐‑‒–—−]/gu, '-');
  return withoutSpaces(narrow.replace(TIME_OF_DAY, ''));
}

function dateOfParts(text: string, year: number, month: number, day: number): Result<string> {
  if (year < FIRST_CENTURY || year >= END_CENTURY) {
    return refuse('date_year', `“${text}”的年份 ${year} 不对，应在 1800 至 2199 之间。`);
  }
  if (month < 1 || month > 12)
    return refuse('date_month', `“${text}”的月份 ${month} 不对，应在 1 至 12 之间。`);
  const last = daysInMonth(year, month);
  if (day < 1 || day > last) {
    return refuse('date_day', `“${text}”没有这一天：${year}年${month}月只有 1 至 ${last} 日。`);
  }
  return ok(format(year, month, day));
}

function whyUnreadable(text: string): string {
  if (/^\d{4}年?$/u.test(text)) return '只有年份，缺月和日';
  if (/^\d{4}[-./年]\d{1,2}月?$/u.test(text)) return '只有年月，缺日';
  if (/^\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?$/u.test(text)) return '的年份只有两位，要写四位';
  return '不是日期';
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function existsDay(year: number, month: number, day: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Digit by digit: interest is reckoned over thousands of days at a time. */
function partsOf(date: string): { year: number; month: number; day: number } {
  const year = digits(date, 0, 4);
  const month = digits(date, 5, 7);
  const day = digits(date, 8, 10);
  const isWritten = date.length === 10 && date[4] === '-' && date[7] === '-';
  if (!isWritten || !existsDay(year, month, day)) invariant(false, `“${date}” is a date`);
  return { year, month, day };
}

/** NaN where a character is no digit. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - ZERO_CODE;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

const ZERO_CODE = '0'.charCodeAt(0);

/** Days since 0000-03-01. Counting years from March puts the leap day at a year's end, where it disturbs no month. */
function dayNumber(date: string): number {
  const { year, month, day } = partsOf(date);
  const marchYear = month > 2 ? year : year - 1;
  const monthsSinceMarch = (month + 9) % 12;
  return daysBeforeMarchYear(marchYear) + daysBeforeMonthSinceMarch(monthsSinceMarch) + day - 1;
}

function dateOfDayNumber(number: number): string {
  let marchYear = Math.floor(number / 365.2425);
  // The estimate can be one year off near 1 March, never more.
  if (daysBeforeMarchYear(marchYear + 1) <= number) marchYear += 1;
  else if (daysBeforeMarchYear(marchYear) > number) marchYear -= 1;
  const dayOfYear = number - daysBeforeMarchYear(marchYear);
  const monthsSinceMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9;
  const day = dayOfYear - daysBeforeMonthSinceMarch(monthsSinceMarch) + 1;
  return format(month > 2 ? marchYear : marchYear + 1, month, day);
}

function daysBeforeMarchYear(year: number): number {
  return 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

/** March to July and August to December both run 31, 30, 31, 30, 31: 153 days to five months. */
function daysBeforeMonthSinceMarch(months: number): number {
  return Math.floor((153 * months + 2) / 5);
}

function format(year: number, month: number, day: number): string {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (year > 9999 || !existsDay(year, month, day)) invariant(false, `“${date}” lies in the calendar`);
  return date;
}
