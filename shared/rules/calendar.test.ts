import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  compareDates,
  dateOfSerial,
  daysBetween,
  daysInMonth,
  daysInYear,
  fiscalYearBounds,
  isRealDate,
  lastDayOf,
  monthOf,
  parseDate,
  yearOf,
} from './calendar.ts';

test.each([
  ['2018-01', '2018-01-31'],
  ['2018-02', '2018-02-28'],
  ['2020-02', '2020-02-29'],
  ['1900-02', '1900-02-28'],
  ['2018-12', '2018-12-31'],
])('the last day of %s is %s', (period, day) => {
  expect(lastDayOf(period)).toBe(day);
});

test.each([
  ['2018-12-31', true],
  ['2020-02-29', true],
  ['2019-02-29', false],
  ['1900-02-29', false],
  ['2000-02-29', true],
  ['1884-02-29', true],
  ['2018-04-31', false],
  ['2018-00-10', false],
  ['2018-13-01', false],
  ['2018-1-1', false],
  ['0000-01-01', false],
  ['2018-01-01 ', false],
  ['', false],
])('isRealDate %j: %s', (text, expected) => {
  expect(isRealDate(text)).toBe(expected);
});

test('lengths of months and years', () => {
  expect([2018, 2020, 1900, 2000].map((year) => [daysInMonth(year, 2), daysInYear(year)])).toEqual([
    [28, 365],
    [29, 366],
    [28, 365],
    [29, 366],
  ]);
  expect(() => daysInMonth(2018, 13)).toThrow('invariant');
});

test.each([
  ['2018-04-12', '2018-06-21', 70],
  ['2020-03-21', '2020-06-21', 92],
  ['2018-07-01', '2019-01-01', 184],
  ['2018-12-31', '2018-12-31', 0],
  ['2018-03-01', '2018-02-28', -1],
  ['2020-03-01', '2020-02-28', -2],
  ['2018-04-12', '2021-04-12', 1096],
  ['0001-01-01', '9999-12-31', 3_652_058],
])('daysBetween %s and %s: %i; addDays goes back and forth', (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
  expect(addDays(from, days)).toBe(to);
  expect(Math.sign(compareDates(to, from))).toBe(Math.sign(days));
});

test.each([
  ['2018-01-31', 1, '2018-02-28'],
  ['2020-01-31', 1, '2020-02-29'],
  ['2020-02-29', 12, '2021-02-28'],
  ['2018-12-31', -3, '2018-09-30'],
  ['2018-12-31', -6, '2018-06-30'],
  ['2018-11-15', 2, '2019-01-15'],
  ['2018-01-15', -1, '2017-12-15'],
  ['2018-04-12', 36, '2021-04-12'],
  ['2018-04-12', 0, '2018-04-12'],
])('addMonths %s %i → %s', (date, months, expected) => {
  expect(addMonths(date, months)).toBe(expected);
});

test('parts', () => {
  expect(monthOf('2018-04-02')).toBe('2018-04');
  expect(yearOf('2018-04-02')).toBe(2018);
  expect(fiscalYearBounds(2018)).toEqual({ firstDay: '2018-01-01', lastDay: '2018-12-31' });
});

test('a string that is no date, or a step out of the calendar, is a bug', () => {
  expect(() => monthOf('2018-02-30')).toThrow('invariant');
  expect(() => addDays('9999-12-31', 1)).toThrow('invariant');
  expect(() => addDays('2018-01-01', 0.5)).toThrow('invariant');
  expect(() => addMonths('0001-01-01', -1)).toThrow('invariant');
});

test('agrees with the platform calendar', () => {
  const day = fc.integer({ min: -719_162, max: 2_932_896 }); // 0001-01-01 to 9999-12-31 around 1970
  const iso = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);
  fc.assert(
    fc.property(day, day, (a, b) => {
      expect(daysBetween(iso(a), iso(b))).toBe(b - a);
      expect(addDays(iso(a), b - a)).toBe(iso(b));
      expect(iso(a) < iso(b)).toBe(compareDates(iso(a), iso(b)) < 0);
    }),
    { numRuns: 2_000 },
  );
});

describe('parseDate', () => {
  test.each([
    ['2018-04-02', '2018-04-02'],
    ['2018-4-2', '2018-04-02'],
    ['2018.04.02', '2018-04-02'],
    ['2018/4/2', '2018-04-02'],
    ['2018年3月30日', '2018-03-30'],
    ['2018 年 3 月 30 号', '2018-03-30'],
    ['20180402', '2018-04-02'],
    ['２０１８－０４－０２', '2018-04-02'],
    ['２０１８．４．２', '2018-04-02'],
    ['２０１８年３月３０日\u3000', '2018-03-30'],
    ['2018–04–02', '2018-04-02'],
    ['2018-04-02 00:00:00', '2018-04-02'],
    ['2018-04-02T00:00:00.000Z', '2018-04-02'],
    ['1884-02-29', '1884-02-29'],
    [20_180_402, '2018-04-02'],
    [43_192, '2018-04-02'],
    [43_192.75, '2018-04-02'],
    ['43192', '2018-04-02'],
  ])('%j → %s', (input, expected) => {
    expect(parseDate(input)).toEqual({ ok: true, value: expected });
  });

  test.each([
    ['', 'date_empty', '没有填写'],
    ['  ', 'date_empty', '没有填写'],
    ['2019-02-29', 'date_day', '2019年2月只有 1 至 28 日'],
    ['2018-04-00', 'date_day', '没有这一天'],
    ['2018-13-01', 'date_month', '月份 13'],
    ['20181301', 'date_month', '月份 13'],
    ['0218-04-02', 'date_year', '年份 218'],
    ['18.4.2', 'date_unreadable', '年份只有两位'],
    ['2018年3月', 'date_unreadable', '缺日'],
    ['2018-04', 'date_unreadable', '缺日'],
    ['2018', 'date_unreadable', '缺月和日'],
    ['2018-04/02', 'date_unreadable', '不是日期'],
    ['去年底', 'date_unreadable', '不是日期'],
    [2018, 'date_year_only', '缺月和日'],
    [0, 'date_serial', '不是日期'],
    [-5, 'date_serial', '不是日期'],
    [Number.NaN, 'date_serial', '不是日期'],
    [3_000_000, 'date_serial', '不是日期'],
  ])('%j is refused: %s', (input, code, words) => {
    const result = parseDate(input);
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(!result.ok && result.error.message).toContain(words);
  });
});

test.each([
  [1, '1900-01-01'],
  [59, '1900-02-28'],
  [61, '1900-03-01'],
  [25_569, '1970-01-01'],
  [2_958_465, '9999-12-31'],
])('dateOfSerial %i → %s', (serial, expected) => {
  expect(dateOfSerial(serial)).toEqual({ ok: true, value: expected });
});

test('the spreadsheet’s 29 February 1900 is refused', () => {
  expect(dateOfSerial(60)).toMatchObject({ ok: false, error: { code: 'date_serial' } });
});
