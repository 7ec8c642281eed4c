import { expect, test } from 'vitest';
import { balanceInWords, sideOf } from './balance.ts';
import { belowInWords, generalLines, lineClass, placed } from './rows.ts';

test.each([
  [100, '借', '借 1.00'],
  [-123456, '贷', '贷 1,234.56'],
  [0, '平', '平'],
])('a balance of %i stands %s', (fen, side, words) => {
  expect(sideOf(fen)).toBe(side);
  expect(balanceInWords(fen)).toBe(words);
});

test('the general ledger has, after what was brought forward, two lines a month', () => {
  const lines = generalLines(
    [
      {
        code: '101',
        name: '库存现金',
        normal: 'debit',
        openingFen: 500,
        months: [
          {
            period: '2019-02',
            debitFen: 100,
            creditFen: 700,
            balanceFen: -100,
            yearDebitFen: 300,
            yearCreditFen: 900,
          },
          {
            period: '2019-03',
            debitFen: 100,
            creditFen: 0,
            balanceFen: 0,
            yearDebitFen: 400,
            yearCreditFen: 900,
          },
        ],
      },
    ],
    '2019-02',
  );
  expect(lines.map((one) => [one.period, one.summary, one.debitFen, one.creditFen, one.balanceFen])).toEqual([
    ['2019-02', '期初余额', null, null, 500],
    ['2019-02', '本月合计', 100, 700, -100],
    ['2019-02', '本年累计', 300, 900, -100],
    ['2019-03', '本月合计', 100, 0, 0],
    ['2019-03', '本年累计', 400, 900, 0],
  ]);
  expect(new Set(lines.map((one) => one.at)).size).toBe(lines.length);
});

test('in January what is brought forward comes from the year before', () => {
  const [line] = generalLines(
    [{ code: '101', name: '库存现金', normal: 'debit', openingFen: 0, months: [] }],
    '2019-01',
  );
  expect(line?.summary).toBe('上年结转');
});

test('days below zero are named, and counted where they are many', () => {
  const day = (date: string) => ({ date, balanceFen: -20000 });
  expect(belowInWords([day('2019-01-05')])).toBe('2019-01-05（-200.00）');
  expect(belowInWords([day('2019-01-05'), day('2019-01-09'), day('2019-02-01')], 2)).toBe(
    '2019-01-05（-200.00）、2019-01-09（-200.00） 等 3 天',
  );
});

test('only entries are plain lines; rows keep their place', () => {
  expect(lineClass('entry')).toBeUndefined();
  expect(lineClass('month')).toBe('book-month');
  expect(placed([{ a: 1 }, { a: 1 }]).map((one) => one.at)).toEqual(['0', '1']);
});
