import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accumulatedShare,
  canLend,
  faultInSplit,
  lastQuarter,
  percentText,
  quarterOf,
  splitFee,
  type SplitRow,
} from './fundRules.ts';

const row = (name: string, percent: string, target: SplitRow['target'] = 'reserve'): SplitRow => ({
  name,
  percent,
  target,
});

describe('the table of the fee', () => {
  test.each([
    [[row('运行费', '40', 'running'), row('公积金', '60')], null],
    [[row('a', '33.333333'), row('b', '33.333333'), row('c', '33.333334')], null],
    [[row('a', '40'), row('b', '59.99')], '分配表各行合计 99.99%，要正好 100%。'],
    [[row('a', '40'), row('b', '61')], '分配表各行合计 101%，要正好 100%。'],
    [[row('a', '50'), row('a', '50')], '分配表里“a”有两行，请合成一行或改名。'],
    [[row('a', '101')], '比例“101”超过 100%。'],
  ] as const)('%o', (rows, fault) => {
    expect(faultInSplit(rows)).toBe(fault);
  });

  test('each part explains itself, and the fen left over goes to the largest remainder', () => {
    const parts = splitFee(2_016_66, [
      row('运行费', '40', 'running'),
      row('公积金', '30'),
      row('风险准备金', '30', 'risk'),
    ]);
    expect(parts.map((part) => [part.fen, part.text])).toEqual([
      [806_66, '2,016.66 × 40% = 806.66'],
      [605_00, '2,016.66 × 30% = 605.00'],
      [605_00, '2,016.66 × 30% = 605.00'],
    ]);
  });

  test('the parts are the whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_00 }),
        fc.integer({ min: 0, max: 100 }),
        (fen, percent) => {
          const parts = splitFee(fen, [row('a', String(percent)), row('b', String(100 - percent))]);
          expect(parts.reduce((sum, part) => sum + part.fen, 0)).toBe(fen);
        },
      ),
    );
  });
});

test.each([
  [340_000_00, 380_000_00, '89.47'],
  [1, 3, '33.33'],
  // 89.999 is not 90 yet.
  [89_999, 100_000, '89.99'],
  [5, 0, '0.00'],
] as const)('%i of %i is %s per cent', (part, whole, text) => {
  expect(percentText(part, whole)).toBe(text);
});

test.each([
  [500_000_00, 340_000_00, '90', 110_000_00],
  [300_000_00, 280_000_00, '90', -10_000_00],
  [333, 0, '90', 299],
  [-5_00, 0, '90', 0],
] as const)('of %i with %i lent, up to %s per cent: %i more', (fundFen, lentFen, percent, more) => {
  expect(canLend(fundFen, lentFen, percent)).toBe(more);
});

test.each([
  [3_000_00, 500_00, 17_000_00, 88_24],
  [3_000_00, 0, 17_000_00, 0],
  [-1_00, 500_00, 17_000_00, 0],
] as const)('of reserves %i with own %i of %i: %i', (reserveFen, ownFen, allFen, share) => {
  expect(accumulatedShare(reserveFen, ownFen, allFen)).toBe(share);
});

test('quarters, each reported within five days of the next', () => {
  expect([quarterOf(2018, 1, 5), quarterOf(2018, 4, 5)]).toEqual([
    { from: '2018-01-01', to: '2018-03-31', dueOn: '2018-04-05' },
    { from: '2018-10-01', to: '2018-12-31', dueOn: '2019-01-05' },
  ]);
  expect([lastQuarter('2019-01-03'), lastQuarter('2019-03-31'), lastQuarter('2019-05-31')]).toEqual([
    { year: 2018, quarter: 4 },
    { year: 2018, quarter: 4 },
    { year: 2019, quarter: 1 },
  ]);
});
