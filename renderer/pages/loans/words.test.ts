import { expect, test } from 'vitest';
import { dueWords, nextSettlement, quartersBetween } from './words.ts';

test('quarters are cut the day after the settlement day, the newest first', () => {
  expect(quartersBetween('2018-04-12', '2019-03-20', 20)).toEqual([
    { name: '2019 年第 1 季度', from: '2018-12-21', to: '2019-03-20' },
    { name: '2018 年第 4 季度', from: '2018-09-21', to: '2018-12-20' },
    { name: '2018 年第 3 季度', from: '2018-06-21', to: '2018-09-20' },
    { name: '2018 年第 2 季度', from: '2018-03-21', to: '2018-06-20' },
  ]);
});

test('a quarter whose settlement day is still to come is not offered', () => {
  expect(quartersBetween('2018-12-01', '2019-03-19', 20).map(({ to }) => to)).toEqual(['2018-12-20']);
  expect(quartersBetween('2019-03-01', '2019-03-19', 20)).toEqual([]);
});

test.each([
  [null, ''],
  [-12, '过了 12 天'],
  [0, '今天'],
  [14, '还有 14 天'],
])('%s days: %s', (days, words) => {
  expect(dueWords(days)).toBe(words);
});

test.each([
  ['quarterly', '2020-06-30', '2019-03-01', '2019-03-20'],
  ['quarterly', '2020-06-30', '2019-03-20', '2019-03-20'],
  ['quarterly', '2020-06-30', '2018-12-21', '2019-03-20'],
  // Due before the next settlement day: that day settles.
  ['quarterly', '2019-03-04', '2019-03-01', '2019-03-04'],
  // Late: the quarters go on.
  ['quarterly', '2019-02-20', '2019-03-01', '2019-03-20'],
  ['monthly', '2020-06-30', '2018-12-21', '2019-01-20'],
  ['at-maturity', '2020-06-30', '2019-03-01', '2020-06-30'],
] as const)('%s, due %s: after %s next settled on %s', (settlement, due, asOf, next) => {
  expect(nextSettlement({ settlement, settlementDay: 20 }, due, asOf)).toBe(next);
});
