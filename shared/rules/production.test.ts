import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  costPerKgE4,
  dryingRatio,
  flushCost,
  isUsualDrying,
  lossCost,
  realisedE4,
  shareOut,
  WHOLE_BP,
} from './production.ts';

describe('cost of a flush', () => {
  /** Percentages of 100,000.00 that no more comes to: 40/30/20/10. */
  test.each([
    ['first', 100_000_00, 4000, 10_000, 40_000_00],
    ['second', 60_000_00, 3000, 6000, 30_000_00],
    ['third', 30_000_00, 2000, 3000, 20_000_00],
    ['fourth takes what is left', 10_000_00, 1000, 1000, 10_000_00],
    ['half a fen goes up', 1, 5000, 10_000, 1],
    ['an odd fen', 100_001, 3333, 10_000, 33_330],
  ])('%s', (_, balanceFen, shareBp, restBp, fen) => {
    expect(flushCost(balanceFen, { rule: 'percent', shareBp, restBp })).toBe(fen);
  });

  test.each([
    ['a third of what is expected', 90_000_00, 10_000_000, 30_000_000, 30_000_00],
    [
      'less than expected so far: the rest costs more a kilogram',
      60_000_00,
      8_000_000,
      20_000_000,
      24_000_00,
    ],
    ['0.001 kg', 90_000_00, 1, 30_000_000, 0],
  ])('by kilograms expected: %s', (_, balanceFen, weightMilli, restMilli, fen) => {
    expect(flushCost(balanceFen, { rule: 'expected', weightMilli, restMilli })).toBe(fen);
  });

  test('the last flush clears the batch', () => {
    expect(flushCost(12_345_67, { rule: 'last' })).toBe(12_345_67);
  });

  test('what is no part of the rest is a fault of the program', () => {
    expect(() => flushCost(100, { rule: 'percent', shareBp: 20, restBp: 10 })).toThrow(/part/u);
    expect(() => flushCost(100, { rule: 'expected', weightMilli: 2, restMilli: 1 })).toThrow(/expected/u);
    expect(() => flushCost(-1, { rule: 'last' })).toThrow(/less than nothing/u);
  });

  const percentages = fc
    .array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 8 })
    .map((weights) => shareOut(WHOLE_BP, weights))
    .filter((shares) => shares.every((one) => one > 0));

  test('flushes sum to all that came, whenever it came, and none costs less than nothing', () => {
    fc.assert(
      fc.property(
        percentages,
        fc.array(fc.nat(5_000_000), { minLength: 8, maxLength: 8 }),
        (shares, costs) => {
          let balance = 0;
          let came = 0;
          let went = 0;
          for (const [at, shareBp] of shares.entries()) {
            came += costs[at]!;
            balance += costs[at]!;
            const restBp = shares.slice(at).reduce((sum, one) => sum + one, 0);
            const fen =
              at === shares.length - 1
                ? flushCost(balance, { rule: 'last' })
                : flushCost(balance, { rule: 'percent', shareBp, restBp });
            expect(fen).toBeGreaterThanOrEqual(0);
            balance -= fen;
            expect(balance).toBeGreaterThanOrEqual(0);
            went += fen;
          }
          expect(balance).toBe(0);
          expect(went).toBe(came);
        },
      ),
    );
  });

  test('of a cost that no longer grows, each flush gets its percentage of the whole, to a fen a flush', () => {
    fc.assert(
      fc.property(percentages, fc.nat(100_000_000), (shares, totalFen) => {
        let balance = totalFen;
        for (const [at, shareBp] of shares.entries()) {
          const restBp = shares.slice(at).reduce((sum, one) => sum + one, 0);
          const fen = flushCost(balance, { rule: 'percent', shareBp, restBp });
          expect(Math.abs(fen - (totalFen * shareBp) / WHOLE_BP)).toBeLessThanOrEqual(at + 1);
          balance -= fen;
        }
        expect(balance).toBe(0);
      }),
    );
  });

  test('by kilograms: the sum of all flushes is the cost, the last by what is left', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9_000_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(weights, fc.nat(100_000_000), fc.nat(9_000_000), (picked, totalFen, beyond) => {
        const expected = picked.reduce((sum, one) => sum + one, 0) + beyond;
        let balance = totalFen;
        let rest = expected;
        let went = 0;
        for (const [at, weightMilli] of picked.entries()) {
          const isLast = at === picked.length - 1;
          const fen = flushCost(
            balance,
            isLast ? { rule: 'last' } : { rule: 'expected', weightMilli, restMilli: rest },
          );
          went += fen;
          balance -= fen;
          rest -= weightMilli;
        }
        expect(went).toBe(totalFen);
      }),
    );
  });
});

test.each([
  ['1,000 of 100,000 bags', 120_000_00, 1000, 100_000, 1_200_00],
  ['one of three', 100, 1, 3, 33],
  ['all', 77, 3, 3, 77],
])('a loss of %s', (_, balanceFen, lost, left, fen) => {
  expect(lossCost(balanceFen, lost, left)).toBe(fen);
});

test('an amount shared out sums to itself; a tie goes to the heavier, then to the first', () => {
  expect(shareOut(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(shareOut(18_000_00, [100_000, 100_000, 100_000, 100_000])).toEqual([
    4_500_00, 4_500_00, 4_500_00, 4_500_00,
  ]);
  expect(shareOut(1, [1, 3])).toEqual([0, 1]);
});

test.each([
  [8_000, 1_000, '8', true],
  [7_950, 1_000, '8', true],
  [7_940, 1_000, '7.9', true],
  [5_000, 1_000, '5', true],
  [4_999, 1_000, '5', false],
  [12_000, 1_000, '12', true],
  [12_001, 1_000, '12', false],
  [1_000, 1_000, '1', false],
])('%i g fresh to %i g dry is %s:1', (fresh, dry, ratio, usual) => {
  expect(dryingRatio(fresh, dry)).toBe(ratio);
  expect(isUsualDrying(fresh, dry)).toBe(usual);
});

test('a kilogram costs', () => {
  expect(costPerKgE4(45_000_00, 5_400_000)).toBe(83_333);
  expect(costPerKgE4(45_000_00, 0)).toBeNull();
});

describe('what a fresh kilogram brought', () => {
  const sold = (milli: number, fen: number) => ({ milli, fen });
  test.each([
    ['fresh only', sold(100_000, 1_000_00), [], 100_000],
    // 800 kg dried to 100 kg that sold at 90.00: 9,000.00 less 600.00 of fuel = 10.5 a kilogram.
    [
      'dried only',
      sold(0, 0),
      [{ freshMilli: 800_000, dryMilli: 100_000, otherFen: 600_00, dry: sold(50_000, 4_500_00) }],
      105_000,
    ],
    // 200 kg fresh for 2,400.00, and the 8,400.00 of above.
    [
      'both, by weight',
      sold(200_000, 2_400_00),
      [{ freshMilli: 800_000, dryMilli: 100_000, otherFen: 600_00, dry: sold(50_000, 4_500_00) }],
      108_000,
    ],
    [
      'dried and not sold yet',
      sold(0, 0),
      [{ freshMilli: 800_000, dryMilli: 100_000, otherFen: 0, dry: sold(0, 0) }],
      null,
    ],
    ['nothing', sold(0, 0), [], null],
  ])('%s', (_, fresh, dried, e4) => {
    expect(realisedE4(fresh, dried)).toBe(e4);
  });
});
