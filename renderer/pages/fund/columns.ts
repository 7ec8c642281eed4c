import { LOAN_METHODS, LOAN_STATES, PAID_BY } from '../../../shared/rules/fundWords.ts';
import { call } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import type { Column } from '../../parts/gridColumns.ts';
import { categoryWords } from '../village/categories.ts';
import {
  type Contribution,
  dueWords,
  type Exit,
  type FundEvent,
  type FundMember,
  groupName,
  type Loan,
  MEMBER_STATES,
  type Repayment,
} from './words.ts';

export const loanColumns = (asOf: string): readonly Column<Loan>[] => [
  { field: 'no', title: '借据号', kind: 'code', width: 84, value: (row) => row.no || row.applicationNo },
  { field: 'name', title: '借款人', kind: 'text', width: 60 },
  { field: 'guaranteeGroup', title: '互助小组', kind: 'text', width: 94 },
  { field: 'principalFen', title: '借款', kind: 'money', width: 90, total: true },
  { field: 'balanceFen', title: '欠本金', kind: 'money', width: 90, total: true, strong: true },
  { field: 'feeOwedFen', title: '欠占用费', kind: 'money', width: 80, total: true },
  {
    field: 'state',
    title: '状态',
    kind: 'text',
    width: 90,
    value: (row) => dueWords(row, asOf) || LOAN_STATES[row.state],
  },
  { field: 'dueOn', title: '到期日', kind: 'date', width: 88, value: (row) => row.dueOn ?? '' },
  { field: 'overdueFen', title: '逾期本金', kind: 'money', width: 86, total: true },
  { field: 'paidOutOn', title: '借款日', kind: 'date', width: 88, value: (row) => row.paidOutOn ?? '' },
  { field: 'purpose', title: '用途', kind: 'text', width: 46 },
  { field: 'method', title: '还款方式', kind: 'text', width: 68, words: LOAN_METHODS },
  { field: 'repaidFen', title: '已还本金', kind: 'money', width: 86, total: true },
  { field: 'feePaidFen', title: '已收费', kind: 'money', width: 78, total: true },
];

export const MEMBER_COLUMNS: readonly Column<FundMember>[] = [
  { field: 'no', title: '会员号', kind: 'code', width: 60 },
  { field: 'name', title: '姓名', kind: 'text', width: 64 },
  { field: 'groupNo', title: '组', kind: 'code', width: 44, value: (row) => groupName(row.groupNo) },
  { field: 'householdCode', title: '户号', kind: 'code', width: 56 },
  { field: 'category', title: '类别', kind: 'text', width: 84, quiet: true, words: categoryWords },
  { field: 'guaranteeGroup', title: '互助小组', kind: 'text', width: 92 },
  { field: 'joinedOn', title: '入会', kind: 'date', width: 88 },
  { field: 'ownFen', title: '互助金', kind: 'money', width: 92, total: true, strong: true },
  { field: 'grantedFen', title: '赠股、配股', kind: 'money', width: 88, total: true },
  { field: 'loanFen', title: '借款余额', kind: 'money', width: 92, total: true },
  { field: 'overdueFen', title: '其中逾期', kind: 'money', width: 84, total: true },
  { field: 'state', title: '状态', kind: 'text', width: 58, words: MEMBER_STATES },
  { field: 'idMasked', title: '身份证号', kind: 'code', width: 138, quiet: true },
  {
    field: 'mark',
    title: '备注',
    kind: 'text',
    width: 88,
    quiet: true,
    value: (row) =>
      [row.isExempt ? '免交互助金' : '', row.leftOn ? `${row.leftOn} 退会` : ''].filter(Boolean).join('，'),
  },
];

/** What a register keeps of its columns when the drawer stands beside it. */
const BESIDE: ReadonlySet<string> = new Set([
  'no',
  'name',
  'guaranteeGroup',
  'principalFen',
  'balanceFen',
  'state',
  'dueOn',
  'ownFen',
  'grantedFen',
  'headName',
  'size',
  'loanFen',
  'overdueFen',
]);

export function beside<T extends object>(columns: readonly Column<T>[]): readonly Column<T>[] {
  return columns.filter((column) => BESIDE.has(column.field));
}

export const CONTRIBUTION_COLUMNS: readonly Column<Contribution>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 92 },
  { field: 'memberNo', title: '会员号', kind: 'code', width: 70 },
  { field: 'memberName', title: '姓名', kind: 'text', width: 90 },
  { field: 'title', title: '事项', kind: 'text', width: 120 },
  { field: 'fen', title: '金额', kind: 'money', width: 110, strong: true },
  { field: 'balanceFen', title: '本人互助金', kind: 'money', width: 110 },
  { field: 'documentNo', title: '收据号', kind: 'code', width: 110 },
  {
    field: 'mark',
    title: '备注',
    kind: 'text',
    width: 170,
    quiet: true,
    value: (row) => [row.isUndone ? '已冲销' : '', row.note].filter(Boolean).join('；'),
  },
  { field: 'operator', title: '经办人', kind: 'text', width: 76, quiet: true },
];

export const EXIT_COLUMNS: readonly Column<Exit>[] = [
  { field: 'memberNo', title: '会员号', kind: 'code', width: 66 },
  { field: 'name', title: '姓名', kind: 'text', width: 80 },
  { field: 'appliedOn', title: '申请日', kind: 'date', width: 92 },
  { field: 'earliestOn', title: '最早可办', kind: 'date', width: 92 },
  {
    field: 'state',
    title: '状态',
    kind: 'text',
    width: 66,
    words: { requested: '申请中', effected: '已退会', cancelled: '已撤回' },
  },
  { field: 'ownFen', title: '退互助金', kind: 'money', width: 96 },
  { field: 'shareFen', title: '累积份额', kind: 'money', width: 90 },
  { field: 'payableFen', title: '应退合计', kind: 'money', width: 96, strong: true },
  { field: 'paidFen', title: '已退', kind: 'money', width: 90 },
  {
    field: 'unmet',
    title: '还差什么',
    kind: 'text',
    width: 240,
    value: (row) =>
      row.state === 'requested'
        ? row.conditions
            .filter((one) => !one.isMet)
            .map((one) => one.text)
            .join('；') || '条件都满足，可以办理'
        : row.closedReason,
  },
];

export const repaymentColumns = (open: (loanId: number) => void): readonly Column<Repayment>[] => [
  { field: 'date', title: '日期', kind: 'date', width: 90 },
  { field: 'loanNo', title: '借据号', kind: 'code', width: 96, onClick: (row) => open(row.loanId) },
  { field: 'name', title: '借款人', kind: 'text', width: 76 },
  { field: 'principalFen', title: '归还本金', kind: 'money', width: 100, total: true, strong: true },
  { field: 'feeFen', title: '占用费', kind: 'money', width: 88, total: true },
  { field: 'penaltyFen', title: '逾期加收', kind: 'money', width: 82, total: true },
  { field: 'waivedFen', title: '减免', kind: 'money', width: 76, total: true },
  { field: 'totalFen', title: '收款', kind: 'money', width: 100, total: true, strong: true },
  { field: 'balanceFen', title: '还后欠本金', kind: 'money', width: 100 },
  {
    field: 'paidBy',
    title: '收款方式',
    kind: 'text',
    width: 64,
    value: (row) => (row.paidBy === null ? '' : PAID_BY[row.paidBy]),
  },
  { field: 'documentNo', title: '收据号', kind: 'code', width: 92 },
  {
    field: 'mark',
    title: '备注',
    kind: 'text',
    width: 140,
    quiet: true,
    value: (row) =>
      [
        row.kind === 'reversal' ? '红字冲销' : row.kind === 'write-off' ? '核销' : '',
        row.isUndone ? '已冲销' : '',
        row.payerMemberId === null ? '' : `${row.payerName}代还`,
        row.note,
      ]
        .filter(Boolean)
        .join('；'),
  },
  { field: 'operator', title: '经办人', kind: 'text', width: 80, quiet: true },
];

export const EVENT_COLUMNS: readonly Column<FundEvent>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 92 },
  { field: 'title', title: '业务', kind: 'text', width: 120 },
  { field: 'party', title: '对方', kind: 'text', width: 120 },
  { field: 'summary', title: '摘要', kind: 'text', width: 284, tooltip: (row) => row.summary },
  { field: 'documentNo', title: '单据号', kind: 'code', width: 96 },
  { field: 'amountFen', title: '金额', kind: 'money', width: 116, strong: true },
  {
    field: 'vouchers',
    title: '凭证',
    kind: 'code',
    width: 100,
    value: (row) => row.vouchers.map((one) => one.name).join('、'),
    onClick: openVoucher,
  },
  {
    field: 'mark',
    title: '备注',
    kind: 'text',
    width: 150,
    quiet: true,
    value: (row) =>
      [row.reversesId ? '红字冲销' : row.reversedById ? '已冲销' : '', row.note].filter(Boolean).join('；'),
  },
];

export function openVoucher(row: { readonly vouchers: readonly { readonly id: number }[] }): void {
  const [first] = row.vouchers;
  if (first) go('vouchers', first.id);
}

/** The voucher of an event; the event in its list where it made none. */
export async function goToVoucher(entityId: number, eventId: number | null): Promise<void> {
  const events = await call('fund.events', { entityId });
  const [voucher] = events.find((one) => one.id === eventId)?.vouchers ?? [];
  if (voucher) go('vouchers', voucher.id);
  else go('fund', eventId);
}
