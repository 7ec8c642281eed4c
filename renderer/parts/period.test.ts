import { expect, test } from 'vitest';
import { orderedRange, periodName, rangeName, readPeriod, shiftPeriod, usualRange } from './period.ts';

test.each([
  ['2019-01', '2019-01'],
  ['2019-1', '2019-01'],
  ['201912', '2019-12'],
  ['２０１９．３', '2019-03'],
  ['2019/11', '2019-11'],
  ['2019年1月', '2019-01'],
  ['2019 年 10 月', '2019-10'],
  ['2019-13', null],
  ['2019-00', null],
  ['20191', null],
  ['2019', null],
  ['2019-01-31', null],
  ['一月', null],
  ['', null],
])('%s is read as %s', (text, period) => {
  expect(readPeriod(text)).toBe(period);
});

test.each([
  ['2019-01', 1, '2019-02'],
  ['2019-12', 1, '2020-01'],
  ['2019-01', -1, '2018-12'],
  ['2019-03', -15, '2017-12'],
  ['2019-06', 0, '2019-06'],
])('%s and %i months is %s', (period, months, result) => {
  expect(shiftPeriod(period, months)).toBe(result);
});

test('names are without leading zeros, a range of one month is one month', () => {
  expect(periodName('2019-01')).toBe('2019 年 1 月');
  expect(rangeName('2019-01', '2019-01')).toBe('2019-01');
  expect(rangeName('2019-01', '2019-03')).toBe('2019-01 至 2019-03');
  expect(orderedRange('2019-03', '2019-01')).toEqual({ from: '2019-01', to: '2019-03' });
});

const month = (period: string, posted: number, drafts = 0) => ({ period, drafts, reviewed: 0, posted });

test.each([
  ['nothing yet', '2019-03', '2019-03', [month('2019-03', 0)], { from: '2019-03', to: '2019-03' }],
  [
    'some months, the first still open',
    '2018-01',
    '2018-01',
    [month('2018-01', 2), month('2018-12', 1), month('2019-01', 0)],
    { from: '2018-01', to: '2018-12' },
  ],
  [
    'into a second year',
    '2018-05',
    '2019-02',
    [month('2018-12', 1), month('2019-02', 0, 3)],
    { from: '2019-01', to: '2019-02' },
  ],
  [
    'books that begin in May',
    '2018-05',
    '2018-06',
    [month('2018-05', 4), month('2018-06', 1)],
    { from: '2018-05', to: '2018-06' },
  ],
])('%s', (_, firstPeriod, currentPeriod, periods, range) => {
  expect(usualRange({ firstPeriod, currentPeriod, periods })).toEqual(range);
});
