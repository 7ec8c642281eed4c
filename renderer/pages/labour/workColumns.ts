import { go } from '../../frame/routes.ts';
import type { Column } from '../../parts/gridColumns.ts';
import { groupName, PAID_BY, type Work, type WorkTotal } from './words.ts';

export const WORK_COLUMNS: readonly Column<Work>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 88 },
  { field: 'name', title: '姓名', kind: 'text', width: 70 },
  { field: 'groupNo', title: '组', kind: 'code', width: 44, value: (row) => groupName(row.groupNo) },
  { field: 'kind', title: '工种', kind: 'text', width: 72 },
  { field: 'place', title: '棚号', kind: 'code', width: 74 },
  { field: 'batchNo', title: '批次', kind: 'code', width: 74 },
  {
    field: 'quantity',
    title: '数量',
    kind: 'number',
    width: 76,
    tooltip: (row) => (row.coefficient === null ? '' : `工分，按等级系数 ${row.coefficient} 折算`),
  },
  {
    field: 'unit',
    title: '单位',
    kind: 'text',
    width: 56,
    quiet: true,
    // 50 分 × 1.2 at 10.00 is 600.00.
    value: (row) =>
      row.coefficient === null || row.coefficient === '1' ? row.unit : `${row.unit} × ${row.coefficient}`,
  },
  { field: 'price', title: '单价', kind: 'number', width: 66, decimals: 2 },
  { field: 'amountFen', title: '金额', kind: 'money', width: 96, total: true, strong: true },
  {
    field: 'charge',
    title: '记入',
    kind: 'text',
    width: 116,
    quiet: true,
    value: (row) => `${row.charge.account} ${row.charge.item}`.trim(),
  },
  { field: 'recorder', title: '记工员', kind: 'text', width: 66, quiet: true },
  {
    field: 'sheetNo',
    title: '发放表',
    kind: 'code',
    width: 72,
    onClick: (row) => {
      if (row.sheetId !== null) go('labour', null, { sheet: String(row.sheetId) });
    },
  },
  {
    field: 'note',
    title: '备注',
    kind: 'text',
    width: 84,
    quiet: true,
    value: (row) =>
      [row.reversesId ? '红字冲销' : row.reversedById ? '已冲销' : '', row.note].filter(Boolean).join('，'),
  },
];

export const TOTAL_COLUMNS: readonly Column<WorkTotal>[] = [
  { field: 'label', title: '名称', kind: 'text', width: 160, value: (row) => row.label || '（没有写）' },
  {
    field: 'paidBy',
    title: '计酬',
    kind: 'text',
    width: 80,
    value: (row) => (row.paidBy === null ? '' : PAID_BY[row.paidBy]),
  },
  { field: 'quantity', title: '数量', kind: 'number', width: 110 },
  { field: 'unit', title: '单位', kind: 'text', width: 80, quiet: true },
  { field: 'count', title: '笔数', kind: 'number', width: 80, total: true },
  { field: 'amountFen', title: '金额', kind: 'money', width: 130, total: true, strong: true },
];
