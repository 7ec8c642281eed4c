import { expect, test } from 'vitest';
import { cellValue, totalsOf } from '../../parts/gridColumns.ts';
import {
  accountColumns,
  analysisColumns,
  spreadColumns,
  trialBalanceColumns,
  type AnalysisRow,
  type Entry,
} from './columns.ts';
import type { AccountBook, BalanceRow } from './rows.ts';

const titles = (columns: readonly { title: string }[]): string[] => columns.map((one) => one.title);

const entry: Entry = {
  at: '1',
  kind: 'entry',
  date: '2019-01-05',
  voucherId: 7,
  voucherName: '记-001',
  no: 1,
  summary: '交水电费',
  counter: '库存现金',
  memberId: null,
  memberName: null,
  itemName: null,
  debitFen: 100,
  creditFen: 0,
  balanceFen: -400,
  debitQuantity: null,
  creditQuantity: null,
  balanceQuantity: null,
};

const book = (rows: Entry[], withQuantity = false): AccountBook => ({
  code: '101',
  name: '库存现金',
  normal: 'debit',
  withQuantity,
  openingFen: 0,
  openingQuantity: null,
  rows,
  closingFen: 0,
  below: [],
});

const cell = (row: Entry, field: string) => {
  const column = accountColumns(book([row])).find((one) => one.field === field);
  return column ? cellValue(column, row) : undefined;
};

test('a balance has its side beside it and no sign', () => {
  expect([cell(entry, 'balanceSide'), cell(entry, 'balanceAmount')]).toEqual(['贷', 400]);
  expect([
    cell({ ...entry, balanceFen: 0 }, 'balanceSide'),
    cell({ ...entry, balanceFen: 0 }, 'balanceAmount'),
  ]).toEqual(['平', 0]);
});

test('a balance brought forward has no turnover, not one of nothing', () => {
  const opening: Entry = { ...entry, kind: 'opening', debitFen: 0, creditFen: 0 };
  expect(cell(opening, 'debitFen')).toBeNull();
  expect(cell(entry, 'creditFen')).toBe(0);
});

test('the ledger shows whose it is and quantities only where there are any', () => {
  expect(titles(accountColumns(book([entry])))).toEqual([
    '日期',
    '凭证',
    '摘要',
    '对方科目',
    '借方',
    '贷方',
    '方向',
    '余额',
  ]);
  expect(titles(accountColumns(book([{ ...entry, memberName: '张守田' }])))).toContain('核算项目');
  expect(titles(accountColumns(book([entry], true)))).toEqual([
    '日期',
    '凭证',
    '摘要',
    '对方科目',
    '借方数量',
    '借方',
    '贷方数量',
    '贷方',
    '结存数量',
    '方向',
    '余额',
  ]);
});

test('the trial balance’s totals are the books’ own, not the sum of rows that hold one another', () => {
  const totals = {
    openingDebitFen: 1,
    openingCreditFen: 2,
    debitFen: 3,
    creditFen: 4,
    yearDebitFen: 5,
    yearCreditFen: 6,
    closingDebitFen: 7,
    closingCreditFen: 8,
  };
  const row = (code: string): BalanceRow => ({
    accountId: 1,
    code,
    name: code,
    level: 1,
    isLeaf: true,
    class: 'asset',
    ...totals,
  });
  expect(totalsOf(trialBalanceColumns(totals), [row('102'), row('10201')])).toEqual(totals);
});

test('an analysis sums signed and then says on which side', () => {
  const row = (closingFen: number): AnalysisRow => ({
    at: '',
    memberId: 1,
    itemId: null,
    key: 'M001',
    name: '张守田',
    code: '114',
    accountName: '成员往来',
    openingFen: 0,
    debitFen: 100,
    creditFen: 0,
    closingFen,
    closingQuantity: null,
  });
  const rows = [row(500), row(-800)];
  expect(totalsOf(analysisColumns(rows, '成员'), rows)).toMatchObject({
    openingSide: '平',
    openingAmount: 0,
    debitFen: 200,
    closingSide: '贷',
    closingAmount: 300,
  });
});

test('a spread has a column for each key, nil where a line has no part in it', () => {
  const columns = spreadColumns([
    { key: '52301', title: '办公费' },
    { key: '52302', title: '差旅费' },
  ]);
  const row = {
    at: '0',
    kind: 'entry' as const,
    date: '2019-01-05',
    voucherId: 1,
    voucherName: '记-001',
    summary: '',
    debitFen: 100,
    creditFen: 0,
    balanceFen: 100,
    cells: { '52301': 100 },
  };
  expect(columns.slice(-2).map((one) => cellValue(one, row))).toEqual([100, 0]);
});
