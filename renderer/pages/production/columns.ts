import { formatYuan } from '../../../shared/rules/money.ts';
import { go } from '../../frame/routes.ts';
import type { Column } from '../../parts/Grid.tsx';
import { type BatchRow, type EventRow, type Report, STATE_NAMES } from './view.ts';

const stateText = (row: BatchRow): string =>
  row.state === 'fruiting' ? `第 ${row.flushNo} 潮` : STATE_NAMES[row.state];

/** Nothing where nothing was picked. */
const picked = (row: { readonly harvestedKg: string }): string | null =>
  row.harvestedKg === '0' ? null : row.harvestedKg;

/** Beside an open batch only what tells the rows apart. */
export function batchColumns(open: (row: BatchRow) => void, narrow: boolean): readonly Column<BatchRow>[] {
  const columns: (Column<BatchRow> | false)[] = [
    { field: 'no', title: '批次号', kind: 'code', width: 74, onClick: open },
    { field: 'name', title: '名称', kind: 'text', width: 186, onClick: open, tooltip: (row) => row.name },
    { field: 'state', title: '状态', kind: 'text', width: 64, value: stateText },
    !narrow && { field: 'begunOn', title: '制袋日期', kind: 'date', width: 86 },
    {
      field: 'bags',
      title: '袋数',
      kind: 'number',
      width: 76,
      value: (row) => String(row.bags),
      total: true,
    },
    !narrow && {
      field: 'bagsLeft',
      title: '剩余',
      kind: 'number',
      width: 76,
      value: (row) => String(row.bagsLeft),
      total: true,
    },
    !narrow && {
      field: 'greenhouses',
      title: '在棚',
      kind: 'number',
      width: 56,
      value: (row) => String(row.greenhouses),
      total: true,
      tooltip: (row) => `${row.greenhouses} 个棚，${row.placedBags.toLocaleString('en-US')} 袋`,
    },
    { field: 'costFen', title: '归集成本', kind: 'money', width: 104, total: true },
    { field: 'harvestedKg', title: '采收公斤', kind: 'number', width: 82, value: picked, total: true },
    { field: 'costPerKg', title: '每公斤成本', kind: 'number', width: 82, decimals: 4, strong: true },
    !narrow && { field: 'harvestedFen', title: '已转成本', kind: 'money', width: 104, total: true },
    { field: 'balanceFen', title: '在袋成本', kind: 'money', width: 104, total: true, strong: true },
  ];
  return columns.filter((column) => column !== false);
}

export const EVENT_COLUMNS: readonly Column<EventRow>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 92 },
  { field: 'title', title: '登记', kind: 'text', width: 118 },
  { field: 'summary', title: '摘要', kind: 'text', width: 240, tooltip: (row) => row.summary },
  { field: 'party', title: '批次、对方', kind: 'text', width: 150, tooltip: (row) => row.party },
  { field: 'documentNo', title: '单据号', kind: 'code', width: 96 },
  { field: 'amountFen', title: '金额', kind: 'money', width: 120, strong: true },
  {
    field: 'vouchers',
    title: '凭证',
    kind: 'code',
    width: 118,
    value: (row) => row.vouchers.map((one) => one.name).join('、'),
    onClick: (row) => {
      const [first] = row.vouchers;
      if (first) go('vouchers', first.id);
    },
  },
  {
    field: 'mark',
    title: '备注',
    kind: 'text',
    width: 110,
    quiet: true,
    value: (row) => [row.reversedById ? '已冲销' : '', row.note].filter(Boolean).join('；'),
  },
  { field: 'operator', title: '经办人', kind: 'text', width: 72, quiet: true },
];

type ReportRow = Report['batches'][number];

export const REPORT_COLUMNS: readonly Column<ReportRow>[] = [
  { field: 'no', title: '批次号', kind: 'code', width: 72, tooltip: (row) => row.name },
  {
    field: 'material',
    title: '材料',
    kind: 'money',
    width: 88,
    value: (row) => row.costs.materialFen,
    total: true,
  },
  {
    field: 'labour',
    title: '人工',
    kind: 'money',
    width: 88,
    value: (row) => row.costs.labourFen,
    total: true,
  },
  {
    field: 'share',
    title: '分摊',
    kind: 'money',
    width: 88,
    value: (row) => row.costs.shareFen,
    total: true,
  },
  {
    field: 'rest',
    title: '其他',
    kind: 'money',
    width: 80,
    value: (row) => row.costs.paidFen + row.costs.openingFen + row.costs.otherFen,
    total: true,
    tooltip: (row) =>
      `直接费用 ${formatYuan(row.costs.paidFen)}，期初 ${formatYuan(row.costs.openingFen)}，其他 ${formatYuan(row.costs.otherFen)}`,
  },
  { field: 'costFen', title: '归集成本', kind: 'money', width: 100, total: true, strong: true },
  {
    field: 'lossFen',
    title: '损失转出',
    kind: 'money',
    width: 80,
    value: (row) => row.lossFen + row.tailFen,
    total: true,
  },
  { field: 'harvestedFen', title: '采收成本', kind: 'money', width: 100, total: true },
  { field: 'balanceFen', title: '在袋成本', kind: 'money', width: 100, total: true },
  { field: 'harvestedKg', title: '采收公斤', kind: 'number', width: 80, total: true },
  { field: 'costPerKg', title: '每公斤成本', kind: 'number', width: 80, decimals: 4, strong: true },
  { field: 'revenueFen', title: '估计收入', kind: 'money', width: 100, total: true, quiet: true },
  { field: 'surplusFen', title: '估计盈余', kind: 'money', width: 100, total: true },
];

export type GreenhouseRow = Report['greenhouses'][number] & { readonly standing: string };

export const GREENHOUSE_COLUMNS: readonly Column<GreenhouseRow>[] = [
  { field: 'greenhouse', title: '棚号', kind: 'code', width: 84 },
  { field: 'batchNo', title: '批次', kind: 'code', width: 84 },
  { field: 'standing', title: '现在', kind: 'text', width: 110 },
  { field: 'bags', title: '最多袋数', kind: 'number', width: 86, value: (row) => String(row.bags) },
  { field: 'costFen', title: '归集成本', kind: 'money', width: 110, total: true },
  { field: 'harvestedKg', title: '采收公斤', kind: 'number', width: 100, decimals: 3, total: true },
  { field: 'costPerKg', title: '每公斤成本', kind: 'number', width: 96, decimals: 4, strong: true },
  { field: 'harvestedFen', title: '采收成本', kind: 'money', width: 110, total: true },
  { field: 'revenueFen', title: '估计收入', kind: 'money', width: 110, total: true, quiet: true },
  { field: 'surplusFen', title: '估计盈余', kind: 'money', width: 110, total: true },
];

export type DryingRow = Report['drying'][number];

export const DRYING_COLUMNS: readonly Column<DryingRow>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 96 },
  { field: 'freshProduct', title: '鲜品', kind: 'text', width: 120 },
  { field: 'freshKg', title: '鲜品公斤', kind: 'number', width: 110, total: true },
  { field: 'dryProduct', title: '干品', kind: 'text', width: 120 },
  { field: 'dryKg', title: '干品公斤', kind: 'number', width: 110, total: true },
  {
    field: 'ratio',
    title: '鲜干比',
    kind: 'number',
    width: 90,
    value: (row) => `${row.ratio}:1`,
    strong: true,
  },
  { field: 'costPerKg', title: '干品每公斤成本', kind: 'number', width: 130, decimals: 4 },
  {
    field: 'check',
    title: '核对',
    kind: 'text',
    width: 150,
    value: (row) => (row.isUsual ? '' : '不在 5:1 到 12:1 之间'),
  },
];
