import type { Output } from '../../../shared/contract/index.ts';
import { go } from '../../frame/routes.ts';
import type { Column } from '../../parts/gridColumns.ts';

export type Lease = Output<'leases.list'>[number];
export type Due = Output<'leases.due'>[number];
export type LeaseEvent = Output<'leases.events'>[number];

/** 逾期 12 天, 今天, 还有 14 天. */
export function dueWords(dueIn: number | null): string {
  if (dueIn === null) return '已付清';
  if (dueIn < 0) return `过了 ${-dueIn} 天`;
  return dueIn === 0 ? '今天' : `还有 ${dueIn} 天`;
}

const timingWords = (lease: Lease): string =>
  lease.timing === 'arrears' ? '后付' : lease.yearsAtOnce === 1 ? '先付' : `先付 ${lease.yearsAtOnce} 年`;

export const LEASE_COLUMNS: readonly Column<Lease>[] = [
  { field: 'no', title: '合同编号', kind: 'code', width: 96 },
  { field: 'lessorName', title: '出租户', kind: 'text', width: 72 },
  { field: 'memberNo', title: '社员号', kind: 'code', width: 58 },
  {
    field: 'groupNo',
    title: '组',
    kind: 'code',
    width: 42,
    value: (row) => (row.groupNo ? `${row.groupNo}组` : ''),
  },
  { field: 'plot', title: '地块', kind: 'text', width: 84 },
  { field: 'area', title: '面积（亩）', kind: 'number', width: 84, decimals: 2, total: true },
  { field: 'rentFen', title: '亩租金', kind: 'money', width: 66 },
  { field: 'yearRentFen', title: '年租金', kind: 'money', width: 88, total: true, strong: true },
  { field: 'to', title: '租到', kind: 'date', width: 88, value: (row) => row.endedOn ?? row.to },
  { field: 'timing', title: '付法', kind: 'code', width: 66, value: timingWords },
  { field: 'paidFen', title: '已付', kind: 'money', width: 84, total: true },
  { field: 'owedFen', title: '到期未付', kind: 'money', width: 80, total: true },
  { field: 'prepaidFen', title: '预付未摊', kind: 'money', width: 80, total: true },
  { field: 'nextDueOn', title: '下次付款', kind: 'date', width: 88 },
  { field: 'dueIn', title: '离付款', kind: 'text', width: 78, value: (row) => dueWords(row.dueIn) },
];

export const DUE_COLUMNS: readonly Column<Due>[] = [
  { field: 'dueOn', title: '付款日', kind: 'date', width: 110 },
  { field: 'dueIn', title: '离付款', kind: 'text', width: 110, value: (row) => dueWords(row.dueIn) },
  { field: 'no', title: '合同编号', kind: 'code', width: 150 },
  { field: 'lessorName', title: '出租户', kind: 'text', width: 140 },
  { field: 'yearNo', title: '第几年', kind: 'code', width: 80, value: (row) => `第 ${row.yearNo} 年` },
  { field: 'rentFen', title: '租金', kind: 'money', width: 140, total: true, strong: true },
];

export const EVENT_COLUMNS: readonly Column<LeaseEvent>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 92 },
  { field: 'title', title: '业务', kind: 'text', width: 130 },
  { field: 'party', title: '对方', kind: 'text', width: 190 },
  { field: 'summary', title: '摘要', kind: 'text', width: 190 },
  { field: 'documentNo', title: '单据号', kind: 'code', width: 130 },
  { field: 'amountFen', title: '金额', kind: 'money', width: 120, total: true, strong: true },
  {
    field: 'vouchers',
    title: '凭证',
    kind: 'code',
    width: 120,
    value: (row) => row.vouchers.map((one) => one.name).join('、'),
    onClick: openVoucher,
  },
  {
    field: 'mark',
    title: '备注',
    kind: 'text',
    width: 140,
    quiet: true,
    value: (row) => [row.reversedById ? '已冲销' : '', row.note].filter(Boolean).join('；'),
  },
];

export function openVoucher(row: { readonly vouchers: readonly { readonly id: number }[] }): void {
  const [first] = row.vouchers;
  if (first) go('vouchers', first.id);
}
