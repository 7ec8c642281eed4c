import type { Output } from '../../../shared/contract/index.ts';
import { go } from '../../frame/routes.ts';
import type { Column } from '../../parts/gridColumns.ts';

export type EventRow = Output<'business.list'>[number];
export type StockRow = Output<'business.stock'>[number];

export const EVENT_COLUMNS: readonly Column<EventRow>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 92 },
  { field: 'title', title: '业务', kind: 'text', width: 118 },
  { field: 'summary', title: '摘要', kind: 'text', width: 220, tooltip: (row) => row.summary },
  { field: 'party', title: '对方', kind: 'text', width: 130 },
  { field: 'documentNo', title: '单据号', kind: 'code', width: 96 },
  { field: 'amountFen', title: '金额', kind: 'money', width: 120, total: true, strong: true },
  {
    field: 'vouchers',
    title: '凭证',
    kind: 'code',
    width: 118,
    value: (row) => row.vouchers.map((one) => one.name).join('、'),
    onClick: openVoucher,
  },
  {
    field: 'mark',
    title: '备注',
    kind: 'text',
    width: 120,
    quiet: true,
    value: (row) => [row.reversedById ? '已冲销' : '', row.note].filter(Boolean).join('；'),
  },
  { field: 'operator', title: '经办人', kind: 'text', width: 72, quiet: true },
];

/** The first of an event's vouchers; the others stand beside it. */
export function openVoucher(row: EventRow): void {
  const [first] = row.vouchers;
  if (first) go('vouchers', first.id);
}

export const STOCK_COLUMNS: readonly Column<StockRow>[] = [
  { field: 'product', title: '品名', kind: 'text', width: 200 },
  { field: 'quantity', title: '数量', kind: 'number', width: 140, decimals: 1 },
  { field: 'average', title: '平均成本', kind: 'number', width: 140, decimals: 2 },
  { field: 'amountFen', title: '金额', kind: 'money', width: 160, total: true, strong: true },
];
