import type { Column } from '../../parts/gridColumns.ts';
import { numberOf, sourceOf, stateOf, type VoucherHead } from './words.ts';

export const COLUMNS: readonly Column<VoucherHead>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 92 },
  { field: 'number', title: '字号', kind: 'code', width: 72, value: numberOf },
  { field: 'summary', title: '摘要', kind: 'text', width: 300, tooltip: (row) => row.summary },
  {
    field: 'amountFen',
    title: '金额',
    kind: 'money',
    width: 122,
    strong: true,
    total: (rows) => sumOfStanding(rows),
  },
  {
    field: 'attachments',
    title: '附单据',
    kind: 'number',
    width: 62,
    value: (row) => (row.attachments === 0 ? null : row.attachments),
  },
  { field: 'source', title: '来源', kind: 'text', width: 104, value: sourceOf },
  { field: 'preparedBy', title: '制单', kind: 'text', width: 72, quiet: true },
  { field: 'reviewedBy', title: '审核', kind: 'text', width: 72, quiet: true },
  { field: 'postedBy', title: '记账', kind: 'text', width: 72, quiet: true },
  {
    field: 'state',
    title: '状态',
    kind: 'text',
    width: 78,
    value: stateOf,
    tooltip: (row) => (row.voidReason ? `作废原因：${row.voidReason}` : ''),
  },
];

/** What is void counts for nothing; what is red takes away. */
export function sumOfStanding(rows: readonly VoucherHead[]): number {
  return rows.reduce((sum, row) => sum + (row.state === 'void' ? 0 : row.amountFen), 0);
}
