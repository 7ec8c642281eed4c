import { describe, expect, test } from 'vitest';
import { amountText, greenhouseRange, spread, tabOf, wholeNumber } from './view.ts';

describe('greenhouses from one to another', () => {
  test.each([
    ['DP-001', 'DP-003', ['DP-001', 'DP-002', 'DP-003']],
    ['dp-099', 'DP-101', ['DP-099', 'DP-100', 'DP-101']],
    ['ＤＰ－９', 'DP-10', ['DP-9', 'DP-10']],
    ['DP-005', 'DP-005', ['DP-005']],
    ['DP-003', 'DP-001', null],
    ['DP-001', 'XX-003', null],
    ['甲棚', 'DP-003', null],
    ['DP-1', 'DP-9999', null],
  ])('%s … %s', (from, to, all) => {
    expect(greenhouseRange(from, to)).toEqual(all);
  });
});

test('bags are spread evenly, odd ones to the first', () => {
  expect(spread(100, 3)).toEqual([34, 33, 33]);
  expect(spread(100_000, 30).reduce((sum, one) => sum + one, 0)).toBe(100_000);
});

test.each([
  ['１，２００．５', '1200.5'],
  ['0', ''],
  ['-3', ''],
  ['1.2345', ''],
  ['', ''],
  ['abc', ''],
])('“%s” is %s', (typed, text) => {
  expect(amountText(typed)).toBe(text);
});

test('bags are whole', () => {
  expect([wholeNumber('1,000'), wholeNumber('1.5'), wholeNumber('')]).toEqual([1000, null, null]);
});

test('an id alone leads to an event, a batch is named with its tab', () => {
  const at = (id: number | null, tab?: string) =>
    tabOf({ id, params: new URLSearchParams(tab ? { tab } : {}) });
  expect([at(null), at(7), at(7, 'batches'), at(null, 'report'), at(null, 'nonsense')]).toEqual([
    'batches',
    'events',
    'batches',
    'report',
    'batches',
  ]);
});
