import { expect, test } from 'vitest';
import { dueWords, quartersBetween } from './words.ts';

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
