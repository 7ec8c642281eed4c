import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chargeOf,
  firstChargedPeriod,
  isCharged,
  monthlyOf,
  NOTHING_CHARGED,
  partOf,
  residualOf,
  scheduleOf,
  type StraightLine,
  toCharge,
} from './depreciation.ts';

const FIVE_PERCENT = 50_000;

function straight(costFen: number, years: number, residual = FIVE_PERCENT, accumulatedFen = 0): StraightLine {
  return {
    method: 'straight-line',
    toChargeFen: toCharge(costFen, residual, accumulatedFen),
    months: years * 12,
  };
}

const schedule = (terms: StraightLine, costFen: number, from = '2018-06') =>
  scheduleOf(terms, NOTHING_CHARGED, from, { costFen, accumulatedFen: 0 });

describe('the worked examples (DOMAIN §6)', () => {
  test.each([
    ['122 greenhouses', 61_000_000, 10, FIVE_PERCENT, 482_917, 482_877],
    ['the cold store', 40_000_000, 20, FIVE_PERCENT, 158_333, 158_413],
    ['four dryers', 4_800_000, 10, FIVE_PERCENT, 38_000, 38_000],
    ['sprinklers without residual', 2_680_000, 5, 0, 44_667, 44_647],
  ])('%s', (_name, costFen, years, residual, monthly, last) => {
    const rows = schedule(straight(costFen, years, residual), costFen);
    expect(rows).toHaveLength(years * 12);
    expect(new Set(rows.slice(0, -1).map((row) => row.fen))).toEqual(new Set([monthly]));
    expect(rows.at(-1)).toMatchObject({ fen: last, netFen: residualOf(costFen, residual) });
  });

  test('an asset at 1 yuan is not depreciated', () => {
    expect(schedule({ method: 'straight-line', toChargeFen: toCharge(100, 0, 0), months: 120 }, 100)).toEqual(
      [],
    );
  });

  test('a longer life counts from its month on (#35): net less residual over the months left', () => {
    const before = straight(61_000_000, 10);
    const accumulatedFen = monthlyOf(before) * 24;
    const after: StraightLine = {
      method: 'straight-line',
      toChargeFen: toCharge(61_000_000, FIVE_PERCENT, accumulatedFen),
      months: 120,
    };
    expect(after.toChargeFen).toBe(57_950_000 - 11_590_008);
    expect(monthlyOf(after)).toBe(386_333);
  });

  test('one of 122 sheds goes (#34): 5,000.00 and its share of what was depreciated', () => {
    expect(partOf({ costFen: 61_000_000, accumulatedFen: 482_917 * 6 }, 1, 122)).toEqual({
      costFen: 500_000,
      accumulatedFen: 23_750,
    });
    expect(partOf({ costFen: 500_000, accumulatedFen: 23_750 }, 1, 1)).toEqual({
      costFen: 500_000,
      accumulatedFen: 23_750,
    });
  });
});

describe('by units of work', () => {
  const van = { method: 'units', toChargeFen: 9_500_000, unitsMilli: 200_000_000 } as const;
  test.each([
    ['a month of 3,000 km', { fen: 0, months: 0, unitsMilli: 0 }, 3_000_000, 142_500],
    ['a month without work', { fen: 142_500, months: 1, unitsMilli: 3_000_000 }, 0, 0],
    ['half a fen goes up', { fen: 0, months: 0, unitsMilli: 0 }, 1_011, 48],
    ['the last unit takes the remainder', { fen: 9_499_999, months: 9, unitsMilli: 199_999_000 }, 1_000, 1],
    [
      'more work than was expected charges no more',
      { fen: 9_400_000, months: 9, unitsMilli: 198_000_000 },
      9_000_000,
      100_000,
    ],
    ['all is charged', { fen: 9_500_000, months: 9, unitsMilli: 200_000_000 }, 5_000, 0],
  ])('%s', (_name, charged, worked, fen) => expect(chargeOf(van, charged, worked)).toBe(fen));
});

describe('which months', () => {
  test.each([
    ['2018-05-20', '2018-06'],
    ['2018-05-31', '2018-06'],
    ['2018-12-01', '2019-01'],
  ])('came in on %s: from %s', (day, period) => expect(firstChargedPeriod(day)).toBe(period));

  test.each([
    ['the month it came in', '2018-05', null, false],
    ['the next', '2018-06', null, true],
    ['the month it goes', '2019-02', '2019-02-03', true],
    ['the month after', '2019-03', '2019-02-03', false],
    ['gone in the month it came', '2018-05', '2018-05-30', false],
  ])('%s', (_name, period, went, charged) => expect(isCharged(period, '2018-05-20', went)).toBe(charged));
});

describe('laws', () => {
  const terms = fc.record({
    costFen: fc.integer({ min: 101, max: 10_000_000_000 }),
    residual: fc.integer({ min: 0, max: 1_000_000 }),
    months: fc.integer({ min: 1, max: 600 }),
  });

  test('all months together are what is to be depreciated, none is negative, none comes after the last', () => {
    fc.assert(
      fc.property(terms, ({ costFen, residual, months }) => {
        const toChargeFen = toCharge(costFen, residual, 0);
        const rows = schedule({ method: 'straight-line', toChargeFen, months }, costFen);
        expect(rows.reduce((sum, row) => sum + row.fen, 0)).toBe(toChargeFen);
        expect(rows.every((row) => row.fen >= 0)).toBe(true);
        expect(rows.length).toBeLessThanOrEqual(months);
        expect(rows.at(-1)?.netFen ?? costFen).toBe(costFen - toChargeFen);
      }),
    );
  });

  test('stopping anywhere and going on gives the same months', () => {
    fc.assert(
      fc.property(terms, fc.nat(600), ({ costFen, residual, months }, stop) => {
        const plan = {
          method: 'straight-line',
          toChargeFen: toCharge(costFen, residual, 0),
          months,
        } as const;
        const rows = schedule(plan, costFen);
        const before = rows.slice(0, stop);
        const next = rows[stop];
        if (!next) return;
        const fen = before.reduce((sum, row) => sum + row.fen, 0);
        const rest = scheduleOf(plan, { fen, months: before.length, unitsMilli: 0 }, next.period, {
          costFen,
          accumulatedFen: fen,
        });
        expect([...before, ...rest]).toEqual(rows);
      }),
    );
  });

  test('pieces taken off a batch one by one leave nothing, each within a fen of the others', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000, max: 10_000_000_000 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 200 }),
        (costFen, percent, pieces) => {
          let batch = { costFen, accumulatedFen: Math.floor((costFen * percent) / 100) };
          const taken = Array.from({ length: pieces }, (_, at) => {
            const piece = partOf(batch, 1, pieces - at);
            batch = {
              costFen: batch.costFen - piece.costFen,
              accumulatedFen: batch.accumulatedFen - piece.accumulatedFen,
            };
            return piece;
          });
          expect(batch).toEqual({ costFen: 0, accumulatedFen: 0 });
          const costs = taken.map((piece) => piece.costFen);
          expect(Math.max(...costs) - Math.min(...costs)).toBeLessThanOrEqual(1);
          expect(taken.every((piece) => piece.accumulatedFen <= piece.costFen)).toBe(true);
        },
      ),
    );
  });

  test('work in any months charges all in the end, and never more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 60 }),
        (toChargeFen, months) => {
          const unitsMilli = Math.max(
            1,
            months.reduce((sum, one) => sum + one, 0),
          );
          const plan = { method: 'units', toChargeFen, unitsMilli } as const;
          let charged = NOTHING_CHARGED;
          for (const worked of months) {
            const fen = chargeOf(plan, charged, worked);
            expect(fen).toBeGreaterThanOrEqual(0);
            charged = {
              fen: charged.fen + fen,
              months: charged.months + 1,
              unitsMilli: charged.unitsMilli + worked,
            };
          }
          if (charged.unitsMilli >= unitsMilli) expect(charged.fen).toBe(toChargeFen);
        },
      ),
    );
  });
});
