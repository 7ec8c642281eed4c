import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths } from './calendar.ts';
import { feeLine, type FeeRate, type FeeTime, rateText } from './fundFee.ts';

const FIVE: FeeRate = { per: 'mille-month', rate: '5' };
const SIX: FeeRate = { per: 'percent-year', rate: '6' };

function fee(
  fen: number,
  from: string,
  to: string,
  {
    rate = FIVE,
    time = 'month-day',
    anchor = from,
  }: { rate?: FeeRate; time?: FeeTime; anchor?: string } = {},
): readonly [number, string] {
  const line = feeLine('usage', { fen, from, to, anchor }, rate, time);
  return [line.fen, line.text];
}

// prettier-ignore
test.each([
  // DOMAIN §4: a lump of a year.
  [10_000_00, '2018-08-27', '2019-08-27', {}, 600_00, '10,000.00 × 5‰/月 × 12 个月 = 600.00'],
  [10_000_00, '2018-08-27', '2019-08-27', { rate: SIX }, 600_00, '10,000.00 × 6%/年 × 12 个月 ÷ 12 = 600.00'],
  // The second and third month of an instalment loan.
  [9_166_67, '2018-07-29', '2018-08-29', { anchor: '2018-06-29' }, 45_83, '9,166.67 × 5‰/月 × 1 个月 = 45.83'],
  [8_333_34, '2018-08-29', '2018-09-29', { anchor: '2018-06-29' }, 41_67, '8,333.34 × 5‰/月 × 1 个月 = 41.67'],
  // Paid back early: by the days, by the month begun, by actual days.
  [10_000_00, '2018-01-10', '2018-03-25', {}, 125_00, '10,000.00 × 5‰/月 × （2 个月零 15 天 ÷ 30） = 125.00'],
  [10_000_00, '2018-01-10', '2018-01-25', {}, 25_00, '10,000.00 × 5‰/月 × 15 天 ÷ 30 = 25.00'],
  [10_000_00, '2018-01-10', '2018-03-25', { time: 'begun-month' }, 150_00, '10,000.00 × 5‰/月 × 3 个月（不足一月按一月） = 150.00'],
  [10_000_00, '2018-01-10', '2018-03-25', { time: 'actual-360' }, 123_33, '10,000.00 × 5‰/月 × 12 × 74 天 ÷ 360 = 123.33'],
  [10_000_00, '2018-01-10', '2018-03-25', { time: 'actual-365', rate: SIX }, 121_64, '10,000.00 × 6%/年 × 74 天 ÷ 365 = 121.64'],
  // A month has 30 days: the 31st costs nothing more, February's last day ends its month.
  [10_000_00, '2018-01-01', '2018-01-31', {}, 50_00, '10,000.00 × 5‰/月 × 1 个月 = 50.00'],
  [10_000_00, '2018-01-31', '2018-02-28', {}, 50_00, '10,000.00 × 5‰/月 × 1 个月 = 50.00'],
  [10_000_00, '2018-02-28', '2018-03-31', { anchor: '2018-01-31' }, 50_00, '10,000.00 × 5‰/月 × 1 个月 = 50.00'],
  [10_000_00, '2018-05-05', '2018-05-05', {}, 0, '10,000.00 × 5‰/月 × 0 个月 = 0.00'],
] as const)('%i fen from %s to %s %o costs %i', (fen, from, to, how, expected, text) => {
  expect(fee(fen, from, to, how)).toEqual([expected, text]);
});

test('what being late adds says so', () => {
  const base = { fen: 10_000_00, from: '2018-10-08', to: '2018-12-31', anchor: '2018-10-08' };
  expect(feeLine('penalty', base, { per: 'mille-month', rate: '2.5' }, 'month-day').text).toBe(
    '逾期加收 10,000.00 × 2.5‰/月 × （2 个月零 23 天 ÷ 30） = 69.17',
  );
});

test('rates as people write them', () => {
  expect([rateText(FIVE), rateText({ per: 'percent-year', rate: '4.35' })]).toEqual(['5‰/月', '4.35%/年']);
});

describe('splitting a span', () => {
  const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2016-01-15', days));
  test.each(['month-day', 'actual-360', 'actual-365', 'begun-month'] as const)(
    'at any day changes nothing but rounding: %s',
    (time) => {
      fc.assert(
        fc.property(
          fc.array(day, { minLength: 3, maxLength: 3 }),
          fc.integer({ min: 1, max: 50_000_00 }),
          (days, fen) => {
            const [from = '', middle = '', to = ''] = days.sort();
            const one = (a: string, b: string): number =>
              feeLine('usage', { fen, from: a, to: b, anchor: from }, FIVE, time).fen;
            // Each line is off by half a fen at most.
            expect(Math.abs(one(from, middle) + one(middle, to) - one(from, to))).toBeLessThanOrEqual(1);
          },
        ),
      );
    },
  );

  test('whole months are the same whatever the months’ lengths', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 24 }), (from, months) => {
        expect(fee(10_000_00, from, addMonths(from, months))[0]).toBe(50_00 * months);
      }),
    );
  });
});
