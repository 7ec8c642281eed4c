import type { Output } from '../../../shared/contract/index.ts';
import { go } from '../../frame/routes.ts';
import type { Column } from '../../parts/gridColumns.ts';

export type Lot = Output<'storage.lots'>[number];
export type Move = Output<'storage.moves'>[number];
export type Room = Output<'storage.rooms'>[number];
export type ReadingRow = Output<'storage.readings'>[number];
export type StoreEvent = Output<'storage.events'>[number];
export type FeeLine = Output<'storage.fees'>[number];

export const OWNERSHIP: Readonly<Record<Lot['ownership'], string>> = {
  own: '自有',
  commission: '代销',
  kept: '代存',
};

export const BASIS: Readonly<Record<Lot['feeBasis'], string>> = {
  none: '不收费',
  'ton-day': '元/吨·天',
  'ton-month': '元/吨·月',
  'piece-day': '元/件·天',
  'piece-month': '元/件·月',
  piece: '元/件（一次）',
};

const KINDS: Readonly<Record<Move['kind'], string>> = {
  in: '入库',
  out: '出库',
  transfer: '移库',
  loss: '损耗',
  reversal: '冲销',
};

export const ownerOf = (row: Pick<Lot, 'ownership' | 'ownerName'>): string =>
  row.ownership === 'own' ? '本社' : row.ownerName;

export const LOT_COLUMNS: readonly Column<Lot>[] = [
  { field: 'no', title: '批号', kind: 'code', width: 116 },
  { field: 'product', title: '品名', kind: 'text', width: 100 },
  { field: 'ownership', title: '性质', kind: 'code', width: 58, words: OWNERSHIP },
  { field: 'ownerName', title: '货主', kind: 'text', width: 124, value: ownerOf },
  {
    field: 'places',
    title: '库房',
    kind: 'text',
    width: 110,
    value: (row) =>
      row.places.length === 1
        ? (row.places[0]?.roomName ?? '')
        : row.places.map((place) => `${place.roomName} ${place.quantity}`).join('；'),
  },
  { field: 'since', title: '入库', kind: 'date', width: 92 },
  { field: 'days', title: '天数', kind: 'number', width: 56 },
  {
    field: 'quantity',
    title: '重量（公斤）',
    kind: 'number',
    width: 104,
    decimals: 1,
    strong: true,
    total: true,
  },
  {
    field: 'pieces',
    title: '件数',
    kind: 'number',
    width: 60,
    total: true,
    value: (row) => row.pieces || null,
  },
  { field: 'volume', title: '占用（m³）', kind: 'number', width: 88, decimals: 2, total: true },
  {
    field: 'feeRate',
    title: '费率',
    kind: 'text',
    width: 106,
    quiet: true,
    value: (row) => (row.feeBasis === 'none' ? '' : `${row.feeRate} ${BASIS[row.feeBasis]}`),
  },
  { field: 'feeFen', title: '未结仓储费', kind: 'money', width: 96, total: true },
];

export const MOVE_COLUMNS: readonly Column<Move>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 92 },
  { field: 'no', title: '单号', kind: 'code', width: 106 },
  { field: 'kind', title: '种类', kind: 'code', width: 56, words: KINDS },
  { field: 'lotNo', title: '批号', kind: 'code', width: 100 },
  { field: 'product', title: '品名', kind: 'text', width: 84 },
  { field: 'ownerName', title: '货主', kind: 'text', width: 104, value: ownerOf },
  {
    field: 'roomName',
    title: '库房',
    kind: 'text',
    width: 118,
    value: (row) => (row.toRoomName === null ? row.roomName : `${row.roomName} → ${row.toRoomName}`),
  },
  { field: 'quantity', title: '重量（公斤）', kind: 'number', width: 98, decimals: 1, strong: true },
  { field: 'pieces', title: '件数', kind: 'number', width: 60, value: (row) => row.pieces || null },
  { field: 'volume', title: '占用（m³）', kind: 'number', width: 80, decimals: 2 },
  { field: 'party', title: '送（提）货人', kind: 'text', width: 88 },
  {
    field: 'reason',
    title: '备注',
    kind: 'text',
    width: 100,
    quiet: true,
    value: (row) => [row.isUndone ? '已冲销' : '', row.reason].filter(Boolean).join('；'),
  },
];

export const READING_COLUMNS: readonly Column<ReadingRow>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 96, value: (row) => row.at.slice(0, 10) },
  { field: 'time', title: '时间', kind: 'code', width: 64, value: (row) => row.at.slice(11) },
  { field: 'roomName', title: '库房', kind: 'text', width: 110 },
  { field: 'temperature', title: '温度（℃）', kind: 'number', width: 90, decimals: 1, strong: true },
  { field: 'humidity', title: '湿度（%）', kind: 'number', width: 90 },
  {
    field: 'fault',
    title: '情况',
    kind: 'text',
    width: 150,
    value: (row) =>
      row.struckReason !== null ? `作废：${row.struckReason}` : row.fault === '' ? '正常' : row.fault,
  },
  { field: 'inspector', title: '巡检人', kind: 'text', width: 90 },
  { field: 'note', title: '处理和备注', kind: 'text', width: 260, quiet: true },
];

export const EVENT_COLUMNS: readonly Column<StoreEvent>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 92 },
  { field: 'title', title: '业务', kind: 'text', width: 128 },
  { field: 'party', title: '货物、货主', kind: 'text', width: 230 },
  { field: 'documentNo', title: '单据号', kind: 'code', width: 120 },
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
    width: 220,
    quiet: true,
    value: (row) =>
      [row.isOpen ? '待处理' : '', row.reversedById ? '已冲销' : '', row.note].filter(Boolean).join('；'),
  },
  { field: 'operator', title: '经办人', kind: 'text', width: 76, quiet: true },
];

export function openVoucher(row: { readonly vouchers: readonly { readonly id: number }[] }): void {
  const [first] = row.vouchers;
  if (first) go('vouchers', first.id);
}

/** One owner with what has run up, and the lots it is for. */
export interface OwnerFees {
  readonly key: string;
  readonly ownerName: string;
  readonly lines: readonly FeeLine[];
  readonly feeFen: number;
}

export function byOwner(lines: readonly FeeLine[]): OwnerFees[] {
  const owners = Map.groupBy(lines, (line) => `${line.memberId ?? ''}/${line.partyId ?? ''}`);
  return [...owners].map(([key, own]) => ({
    key,
    ownerName: own[0]?.ownerName ?? '',
    lines: own,
    feeFen: own.reduce((sum, line) => sum + line.feeFen, 0),
  }));
}
