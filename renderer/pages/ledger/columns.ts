import type { Output } from '../../../shared/contract/index.ts';
import type { Column } from '../../parts/gridColumns.ts';
import { sideOf } from './balance.ts';
import type { AccountBook, BalanceRow, GeneralLine, Placed } from './rows.ts';

export type Entry = Placed<AccountBook['rows'][number]>;
export type SpreadRow = Placed<Output<'ledger.columns'>['rows'][number]>;
export type JournalLine = Placed<Output<'ledger.journal'>['rows'][number]>;
export type AnalysisRow = Placed<Output<'ledger.analysis'>[number]>;

/** 方向 and 余额: the side in a column of its own, the amount without a sign. */
function balanceColumns<T>(
  balance: (row: T) => number | null,
  titles = { side: '方向', amount: '余额' },
  field = 'balance',
  total: ((rows: readonly T[]) => number) | null = null,
): Column<T>[] {
  return [
    {
      field: `${field}Side`,
      title: titles.side,
      kind: 'text',
      width: 44,
      value: (row) => ifKnown(balance(row), sideOf),
      ...(total ? { total: (rows: readonly T[]) => sideOf(total(rows)) } : {}),
    },
    {
      field: `${field}Amount`,
      title: titles.amount,
      kind: 'money',
      width: 118,
      strong: true,
      value: (row) => ifKnown(balance(row), Math.abs),
      ...(total ? { total: (rows: readonly T[]) => Math.abs(total(rows)) } : {}),
    },
  ];
}

function ifKnown<V>(fen: number | null, say: (fen: number) => V): V | null {
  return fen === null ? null : say(fen);
}

export function trialBalanceColumns(
  totals: Output<'ledger.trialBalance'>['totals'],
): readonly Column<BalanceRow>[] {
  const money = (field: keyof typeof totals, title: string): Column<BalanceRow> => ({
    field,
    title,
    kind: 'money',
    width: 112,
    // The sums are the books' own: adding the rows up would count sub-accounts twice.
    total: () => totals[field],
  });
  return [
    { field: 'code', title: '编码', kind: 'code', width: 76 },
    { field: 'name', title: '科目', kind: 'text', width: 150, tooltip: (row) => row.name },
    money('openingDebitFen', '期初借方'),
    money('openingCreditFen', '期初贷方'),
    money('debitFen', '本期借方'),
    money('creditFen', '本期贷方'),
    money('yearDebitFen', '本年累计借方'),
    money('yearCreditFen', '本年累计贷方'),
    money('closingDebitFen', '期末借方'),
    money('closingCreditFen', '期末贷方'),
  ];
}

export const GENERAL_COLUMNS: readonly Column<GeneralLine>[] = [
  { field: 'code', title: '编码', kind: 'code', width: 80 },
  { field: 'name', title: '科目', kind: 'text', width: 150 },
  { field: 'period', title: '月份', kind: 'date', width: 80 },
  { field: 'summary', title: '摘要', kind: 'text', width: 110 },
  { field: 'debitFen', title: '借方', kind: 'money', width: 130 },
  { field: 'creditFen', title: '贷方', kind: 'money', width: 130 },
  ...balanceColumns<GeneralLine>((row) => row.balanceFen),
];

/** 三栏, or 数量金额 where the account keeps quantities; whose it is stands there only where lines have one. */
export function accountColumns(book: AccountBook | undefined): readonly Column<Entry>[] {
  const rows = book?.rows ?? [];
  const hasWhose = rows.some((row) => row.memberName !== null || row.itemName !== null);
  const quantity = (
    field: 'debitQuantity' | 'creditQuantity' | 'balanceQuantity',
    title: string,
  ): Column<Entry> => ({
    field,
    title,
    kind: 'number',
    width: 86,
    decimals: 1,
  });
  const withQuantity = book?.withQuantity ?? false;
  return [
    { field: 'date', title: '日期', kind: 'date', width: 92 },
    { field: 'voucherName', title: '凭证', kind: 'code', width: 72 },
    { field: 'summary', title: '摘要', kind: 'text', width: 170, tooltip: (row) => row.summary },
    ...(hasWhose
      ? [
          {
            field: 'whose',
            title: '核算项目',
            kind: 'text',
            width: 104,
            value: (row) => [row.memberName, row.itemName].filter(Boolean).join(' '),
            tooltip: (row) => [row.memberName, row.itemName].filter(Boolean).join(' '),
          } satisfies Column<Entry>,
        ]
      : []),
    {
      field: 'counter',
      title: '对方科目',
      kind: 'text',
      width: 128,
      quiet: true,
      tooltip: (row) => row.counter,
    },
    ...(withQuantity ? [quantity('debitQuantity', '借方数量')] : []),
    amountColumn<Entry>('debitFen', '借方'),
    ...(withQuantity ? [quantity('creditQuantity', '贷方数量')] : []),
    amountColumn<Entry>('creditFen', '贷方'),
    ...(withQuantity ? [quantity('balanceQuantity', '结存数量')] : []),
    ...balanceColumns<Entry>((row) => row.balanceFen),
  ];
}

/** A balance brought forward has no turnover: nothing stands there, not a dash. */
function amountColumn<T extends { kind: string }>(field: 'debitFen' | 'creditFen', title: string): Column<T> {
  return {
    field,
    title,
    kind: 'money',
    width: 112,
    value: (row) => (row.kind === 'opening' ? null : ((row as Record<string, unknown>)[field] as number)),
  };
}

export function spreadColumns(columns: Output<'ledger.columns'>['columns']): readonly Column<SpreadRow>[] {
  return [
    { field: 'date', title: '日期', kind: 'date', width: 92 },
    { field: 'voucherName', title: '凭证', kind: 'code', width: 72 },
    { field: 'summary', title: '摘要', kind: 'text', width: 150, tooltip: (row) => row.summary },
    amountColumn<SpreadRow>('debitFen', '借方'),
    amountColumn<SpreadRow>('creditFen', '贷方'),
    ...balanceColumns<SpreadRow>((row) => row.balanceFen),
    ...columns.map(({ key, title }, index): Column<SpreadRow> => ({
      field: `cell${index}`,
      title,
      kind: 'money',
      width: Math.max(96, title.length * 13 + 20),
      value: (row) => (row.kind === 'opening' ? null : (row.cells[key] ?? 0)),
    })),
  ];
}

const STATES: Readonly<Record<string, string>> = {
  draft: '草稿',
  reviewed: '已审核',
  posted: '',
  void: '作废',
};

export const JOURNAL_COLUMNS: readonly Column<JournalLine>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 92 },
  { field: 'voucherName', title: '凭证', kind: 'code', width: 76 },
  { field: 'no', title: '行', kind: 'number', width: 36 },
  { field: 'summary', title: '摘要', kind: 'text', width: 210, tooltip: (row) => row.summary },
  { field: 'code', title: '编码', kind: 'code', width: 70 },
  { field: 'name', title: '科目', kind: 'text', width: 150, tooltip: (row) => row.name },
  { field: 'analysis', title: '核算项目', kind: 'text', width: 130, tooltip: (row) => row.analysis },
  { field: 'debitFen', title: '借方', kind: 'money', width: 116, total: true },
  { field: 'creditFen', title: '贷方', kind: 'money', width: 116, total: true },
  { field: 'state', title: '状态', kind: 'text', width: 60, quiet: true, words: STATES },
];

export function analysisColumns(rows: readonly AnalysisRow[], of: string): readonly Column<AnalysisRow>[] {
  const hasQuantity = rows.some((row) => row.closingQuantity !== null);
  const sum = (pick: (row: AnalysisRow) => number) => (shown: readonly AnalysisRow[]) =>
    shown.reduce((fen, row) => fen + pick(row), 0);
  const opening = (row: AnalysisRow): number => row.openingFen;
  const closing = (row: AnalysisRow): number => row.closingFen;
  return [
    {
      field: 'key',
      title: '编号',
      kind: 'code',
      width: 70,
      value: (row) => (row.memberId === null ? '' : row.key),
    },
    { field: 'name', title: of, kind: 'text', width: 140, tooltip: (row) => row.name },
    { field: 'code', title: '编码', kind: 'code', width: 72 },
    { field: 'accountName', title: '科目', kind: 'text', width: 140, tooltip: (row) => row.accountName },
    ...balanceColumns(opening, { side: '方向', amount: '期初余额' }, 'opening', sum(opening)),
    { field: 'debitFen', title: '本期借方', kind: 'money', width: 112, total: true },
    { field: 'creditFen', title: '本期贷方', kind: 'money', width: 112, total: true },
    ...balanceColumns(closing, { side: '方向', amount: '期末余额' }, 'closing', sum(closing)),
    ...(hasQuantity
      ? [
          {
            field: 'closingQuantity',
            title: '结存数量',
            kind: 'number',
            width: 90,
            decimals: 1,
          } satisfies Column<AnalysisRow>,
        ]
      : []),
  ];
}
