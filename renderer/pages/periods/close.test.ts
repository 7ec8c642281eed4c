import { expect, test } from 'vitest';
import {
  byYear,
  carryProfitPreview,
  carryYearPreview,
  clearDistributionPreview,
  countsInWords,
  latestClosed,
  surplusOf,
  toPutRight,
  type PeriodRow,
} from './close.ts';

const balance = (code: string, name: string, fen: number, level = 1) => ({
  accountId: 1,
  code,
  name,
  level,
  isLeaf: true,
  class: code.startsWith('5') ? 'profit' : 'equity',
  openingDebitFen: 0,
  openingCreditFen: 0,
  debitFen: 0,
  creditFen: 0,
  yearDebitFen: 0,
  yearCreditFen: 0,
  closingDebitFen: fen > 0 ? fen : 0,
  closingCreditFen: fen < 0 ? -fen : 0,
});

test('a month’s income and expense go to 331, each in a voucher of its own, by first-level account', () => {
  const rows = [
    balance('331', '本年盈余', -500),
    balance('501', '经营收入', -120_000),
    balance('521', '经营支出', 70_000),
    balance('523', '管理费用', 15_050),
    balance('52301', '办公费', 15_050, 2),
    balance('529', '其他支出', 0),
  ];
  expect(carryProfitPreview('2019-01', rows)).toEqual([
    { summary: '结转1月收入', lines: ['借 501 经营收入 1,200.00', '贷 331 本年盈余 1,200.00'] },
    {
      summary: '结转1月成本费用',
      lines: ['借 331 本年盈余 850.50', '贷 521 经营支出 700.00', '贷 523 管理费用 150.50'],
    },
  ]);
  // What stood in 331 before is part of the year's.
  expect(surplusOf(rows)).toBe(34_950 + 500);
});

test('a month without income or expense has nothing to carry', () => {
  expect(
    carryProfitPreview('2019-01', [balance('101', '库存现金', 5), balance('501', '经营收入', 0)]),
  ).toEqual([]);
});

test.each([
  [
    -18_643_729,
    '结转2018年度本年盈余',
    ['借 331 本年盈余 186,437.29', '贷 33202 盈余分配/未分配盈余 186,437.29'],
  ],
  [10_000, '结转2018年度本年亏损', ['借 33202 盈余分配/未分配盈余 100.00', '贷 331 本年盈余 100.00']],
])('the year is carried: 331 at %i', (fen, summary, lines) => {
  expect(carryYearPreview(2018, [balance('331', '本年盈余', fen)])).toEqual([{ summary, lines }]);
});

test('a year that came out even is not carried', () => {
  expect(carryYearPreview(2018, [balance('331', '本年盈余', 0)])).toEqual([]);
});

test('the year is carried with what December’s income and expense will add', () => {
  const rows = [balance('331', '本年盈余', -10_000), balance('523', '管理费用', 2_500)];
  expect(carryYearPreview(2018, rows)[0]?.lines[0]).toBe('借 331 本年盈余 75.00');
});

test('distributions are cleared against what is undistributed', () => {
  expect(clearDistributionPreview(2018, [balance('33201', '各项分配', 16_328_669, 2)])).toEqual([
    {
      summary: '结清2018年各项分配',
      lines: ['借 33202 盈余分配/未分配盈余 163,286.69', '贷 33201 盈余分配/各项分配 163,286.69'],
    },
  ]);
  expect(clearDistributionPreview(2018, [])).toEqual([]);
});

test('what closing does by itself needs no hand; what bars it is named', () => {
  const check = (id: string, name: string, ok: boolean, level: 'block' | 'warn' = 'block') => ({
    id,
    tier: 1,
    name,
    level,
    ok,
    leftLabel: '',
    left: '',
    rightLabel: '',
    right: '',
    rows: [],
  });
  expect(
    toPutRight([
      check('profit-carried', '损益类科目已结转', false),
      check('unposted', '本月凭证全部记账', false),
      check('control-301', '股金相符', true),
      check('cash', '现金不为负', false, 'warn'),
    ]),
  ).toEqual(['本月凭证全部记账']);
});

const month = (period: string, part: Partial<PeriodRow> = {}): PeriodRow => ({
  period,
  state: 'open',
  drafts: 0,
  reviewed: 0,
  posted: 0,
  voided: 0,
  closedBy: null,
  closedAt: null,
  ...part,
});

test('months stand under their years, the latest year first', () => {
  const years = byYear([month('2019-02'), month('2018-12'), month('2019-01')]);
  expect(years.map(({ year, months }) => [year, months.map((one) => one.period)])).toEqual([
    [2019, ['2019-01', '2019-02']],
    [2018, ['2018-12']],
  ]);
});

test('only the latest closed month can be reopened', () => {
  expect(latestClosed([month('2019-01')])).toBeNull();
  expect(
    latestClosed([
      month('2018-12', { state: 'closed' }),
      month('2019-01', { state: 'closed' }),
      month('2019-02'),
    ])?.period,
  ).toBe('2019-01');
});

test('counts say what there is', () => {
  expect(countsInWords(month('2019-01'))).toBe('没有凭证');
  expect(countsInWords(month('2019-01', { drafts: 2, posted: 12, voided: 1 }))).toBe(
    '草稿 2 · 已记账 12 · 作废 1',
  );
});
