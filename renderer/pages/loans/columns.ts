import type { Column } from '../../parts/gridColumns.ts';
import {
  type Conflict,
  type Due,
  dueWords,
  groupName,
  lastDayBefore,
  type Loan,
  PAYEES,
  percentWords,
  REASONS,
  SETTLEMENTS,
  type SettledRow,
  STATES,
} from './words.ts';

const note: Column<Loan> = { field: 'noteNo', title: '借据号', kind: 'code', width: 102 };
const group = <T extends { groupNo: number | null }>(): Column<T> => ({
  field: 'groupNo',
  title: '组',
  kind: 'code',
  width: 44,
  value: (row) => groupName(row.groupNo),
});
const borrower: Column<Loan> = { field: 'borrowerName', title: '借款人', kind: 'text', width: 68 };
const amount: Column<Loan> = { field: 'amountFen', title: '贷款金额', kind: 'money', width: 96, total: true };
const balance: Column<Loan> = {
  field: 'balanceFen',
  title: '余额',
  kind: 'money',
  width: 96,
  total: true,
  strong: true,
};
const dueOn: Column<Loan> = { field: 'dueOn', title: '到期日', kind: 'date', width: 88 };
const dueIn: Column<Loan> = {
  field: 'dueIn',
  title: '离到期',
  kind: 'text',
  width: 84,
  value: (row) => dueWords(row.dueIn),
};
const state: Column<Loan> = {
  field: 'state',
  title: '状态',
  kind: 'text',
  width: 62,
  value: (row) => (row.isMisused ? `${STATES[row.state]}·挪用` : STATES[row.state]),
};

/** The register as it stands in the window. */
export const LOAN_COLUMNS: readonly Column<Loan>[] = [
  note,
  group<Loan>(),
  { field: 'headName', title: '户主', kind: 'text', width: 62 },
  borrower,
  { field: 'purpose', title: '用途', kind: 'text', width: 72 },
  amount,
  { field: 'repaidFen', title: '累计还本', kind: 'money', width: 90, total: true },
  balance,
  { field: 'startsOn', title: '放款日', kind: 'date', width: 88 },
  dueOn,
  dueIn,
  {
    field: 'ratePercent',
    title: '年利率',
    kind: 'number',
    width: 62,
    value: (row) => percentWords(row.ratePercent),
  },
  { field: 'settlement', title: '结息', kind: 'text', width: 50, words: SETTLEMENTS },
  {
    field: 'subsidyPercent',
    title: '贴息',
    kind: 'number',
    width: 54,
    value: (row) => percentWords(row.subsidyPercent),
  },
  state,
];

/** Beside the drawer. */
export const NARROW_COLUMNS: readonly Column<Loan>[] = [
  note,
  group<Loan>(),
  borrower,
  amount,
  balance,
  dueOn,
  dueIn,
  state,
];

/** All columns of the county's form, for the file. */
export const FORM_COLUMNS: readonly Column<Loan>[] = [
  group<Loan>(),
  { field: 'householdCode', title: '户号', kind: 'code' },
  { field: 'headName', title: '户主', kind: 'text' },
  borrower,
  { field: 'relation', title: '与户主关系', kind: 'text' },
  { field: 'idMasked', title: '身份证号', kind: 'code', width: 150 },
  { field: 'householdKind', title: '户类型', kind: 'text' },
  { field: 'phone', title: '联系电话', kind: 'code', width: 100 },
  { field: 'cardMasked', title: '一卡通号', kind: 'code', width: 150 },
  { field: 'bank', title: '承贷银行', kind: 'text', width: 180 },
  { field: 'contractNo', title: '合同号', kind: 'code', width: 160 },
  note,
  amount,
  { field: 'purpose', title: '用途', kind: 'text' },
  { field: 'startsOn', title: '放款日', kind: 'date' },
  dueOn,
  { field: 'months', title: '期限（月）', kind: 'number' },
  { field: 'ratePercent', title: '年利率（%）', kind: 'number' },
  { field: 'settlement', title: '结息方式', kind: 'text', words: SETTLEMENTS },
  { field: 'basis', title: '年天数', kind: 'number' },
  { field: 'subsidyPercent', title: '贴息比例（%）', kind: 'number' },
  { field: 'subsidyFrom', title: '贴息起', kind: 'date' },
  { field: 'subsidyTo', title: '贴息止', kind: 'date' },
  { field: 'payee', title: '贴息方式', kind: 'text', words: PAYEES },
  { field: 'drawnFen', title: '已放款', kind: 'money', total: true },
  { field: 'repaidFen', title: '累计还本', kind: 'money', total: true },
  balance,
  { field: 'extendedTo', title: '展期至', kind: 'date' },
  { field: 'overdueDays', title: '逾期天数', kind: 'number' },
  state,
  { field: 'note', title: '备注', kind: 'text', width: 160 },
];

/** Periods of interest of many loans. `typing`: the bank's figures are typed into the grid. */
export function settleColumns(typing: boolean): readonly Column<SettledRow>[] {
  return [
    { field: 'noteNo', title: '借据号', kind: 'code', width: 102 },
    group<SettledRow>(),
    { field: 'borrowerName', title: '借款人', kind: 'text', width: 68 },
    { field: 'from', title: '起息', kind: 'date', width: 88 },
    { field: 'to', title: '止息', kind: 'date', width: 88, value: (row) => lastDayBefore(row.to) },
    { field: 'days', title: '天数', kind: 'number', width: 50 },
    { field: 'reason', title: '为什么结', kind: 'text', width: 72, words: REASONS },
    { field: 'interestFen', title: '应付利息', kind: 'money', width: 86, total: true },
    { field: 'penaltyFen', title: '罚息', kind: 'money', width: 70, total: true },
    {
      field: 'bankInterestFen',
      title: '银行利息',
      kind: 'money',
      width: 92,
      total: true,
      editable: typing,
    },
    { field: 'differenceFen', title: '差额', kind: 'money', width: 62, total: true },
    { field: 'subsidyFen', title: '应贴息', kind: 'money', width: 84, total: true },
    { field: 'ownFen', title: '户自付', kind: 'money', width: 76, total: true },
    ...(typing
      ? []
      : [
          { field: 'paidFen', title: '已付息', kind: 'money', width: 80, total: true } as const,
          { field: 'paidOn', title: '付息日', kind: 'date', width: 88 } as const,
        ]),
  ];
}

export const DUE_COLUMNS: readonly Column<Due>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 88 },
  { field: 'inDays', title: '离今天', kind: 'text', width: 88, value: (row) => dueWords(row.inDays) },
  { field: 'noteNo', title: '借据号', kind: 'code', width: 102 },
  group<Due>(),
  { field: 'borrowerName', title: '借款人', kind: 'text', width: 68 },
  { field: 'phone', title: '电话', kind: 'code', width: 98 },
  {
    field: 'fen',
    title: '金额',
    kind: 'money',
    width: 92,
    total: true,
    strong: true,
    tooltip: (row) => row.sentence,
  },
];

export const CONFLICT_COLUMNS: readonly Column<Conflict>[] = [
  { field: 'title', title: '疑点', kind: 'text', width: 130, strong: true },
  { field: 'noteNo', title: '借据号', kind: 'code', width: 102 },
  group<Conflict>(),
  { field: 'borrowerName', title: '借款人', kind: 'text', width: 70 },
  { field: 'sentence', title: '说明', kind: 'text', width: 640, tooltip: (row) => row.sentence },
];
