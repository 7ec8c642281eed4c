import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { howAwarded, scaleAward, withinHouseholdCap, workAward } from './awards.ts';

describe('an award by scale', () => {
  it.each([
    // scale (1/1000), rate (1/10,000 yuan), from, cap, fen
    ['5,400 筒 at 0.5', 5_400_000, 5_000, 0, null, 270_000],
    ['capped', 12_900_000, 5_000, 0, 500_000, 500_000],
    ['just at the cap', 10_000_000, 5_000, 0, 500_000, 500_000],
    ['under the scale it starts from', 39_000, 100_000, 50_000, null, null],
    ['just at the scale it starts from', 50_000, 100_000, 50_000, null, 50_000],
    ['nothing found', 0, 100_000, 0, null, null],
    ['a third of a fen rounds to nothing', 1, 333, 0, null, null],
    ['half a fen rounds up', 1_000, 50, 0, null, 1],
    ['bees at 150 a hive', 67_000, 1_500_000, 5_000, null, 1_005_000],
  ])('%s', (_, scaleMilli, rateE4, fromMilli, capFen, fen) => {
    expect(scaleAward(scaleMilli, { rateE4, fromMilli, capFen })).toBe(fen);
  });
});

describe('a subsidy for work', () => {
  it.each([
    [6_000, 30_000, null, 180_000],
    [6_500, 30_000, null, 195_000],
    [12_000, 30_000, 300_000, 300_000],
    [333, 10_000, null, 3_330],
  ])('%i months of %i fen, at most %s: %i', (months, monthFen, capFen, fen) => {
    expect(workAward(months, monthFen, capFen)).toBe(fen);
  });
});

test('the limit of a household is shared in proportion and to the fen', () => {
  expect(withinHouseholdCap([300_000, 200_000], 600_000)).toEqual([300_000, 200_000]);
  expect(withinHouseholdCap([300_000, 300_000], 400_000)).toEqual([200_000, 200_000]);
  expect(withinHouseholdCap([100, 100, 100], 100)).toEqual([34, 33, 33]);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 1e9 }),
      (fens, cap) => {
        const total = fens.reduce((sum, fen) => sum + fen, 0);
        const within = withinHouseholdCap(fens, cap);
        expect(within.reduce((sum, fen) => sum + fen, 0)).toBe(Math.min(total, cap));
        within.forEach((fen, index) => expect(fen).toBeLessThanOrEqual(fens[index]!));
      },
    ),
  );
});

describe('how an amount comes about', () => {
  const none = {
    unit: '筒',
    scaleMilli: null,
    rateE4: null,
    monthsMilli: null,
    monthFen: null,
    computedFen: null,
  };
  it.each([
    ['核定 1,200.00', { ...none, amountFen: 120_000 }],
    [
      '5,400 筒 × 0.5 元 = 2,700.00',
      { ...none, scaleMilli: 5_400_000, rateE4: 5_000, computedFen: 270_000, amountFen: 270_000 },
    ],
    [
      '5,400 筒 × 0.5 元 = 2,700.00，按上限 2,000.00',
      { ...none, scaleMilli: 5_400_000, rateE4: 5_000, computedFen: 200_000, amountFen: 200_000 },
    ],
    [
      '5,400 筒 × 0.5 元 = 2,700.00，核定 1,500.00',
      { ...none, scaleMilli: 5_400_000, rateE4: 5_000, computedFen: 270_000, amountFen: 150_000 },
    ],
    [
      '6.5 个月 × 300.00 = 1,950.00',
      { ...none, monthsMilli: 6_500, monthFen: 30_000, computedFen: 195_000, amountFen: 195_000 },
    ],
    // A red line explains what it takes back.
    [
      '6 个月 × 300.00 = 1,800.00',
      { ...none, monthsMilli: 6_000, monthFen: 30_000, computedFen: 180_000, amountFen: -180_000 },
    ],
  ])('%s', (text, parts) => {
    expect(howAwarded(parts)).toBe(text);
  });
});
