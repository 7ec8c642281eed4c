import type { Output } from '../../../shared/contract/index.ts';
import type { Column } from '../../parts/gridColumns.ts';

export type Sheet = Output<'bank.reconciliation'>;
export type Item = Sheet['bankReceived'][number];
export type Match = Sheet['matches'][number];
export type Statement = Output<'bank.statements'>[number];
export type Preview = Output<'bank.preview'>;

/** What the bank has and the books have not; what of it is from earlier months is said. */
export const BANK_COLUMNS: readonly Column<Item>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 82 },
  { field: 'summary', title: '摘要', kind: 'text', width: 118, tooltip: textOf },
  { field: 'counter', title: '对方', kind: 'text', width: 76, quiet: true, tooltip: textOf },
  { field: 'inFen', title: '收入', kind: 'money', width: 88, total: true },
  { field: 'outFen', title: '支出', kind: 'money', width: 88, total: true },
];

export const BOOK_COLUMNS: readonly Column<Item>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 82 },
  { field: 'reference', title: '凭证', kind: 'code', width: 64 },
  { field: 'summary', title: '摘要', kind: 'text', width: 130, tooltip: textOf },
  { field: 'inFen', title: '借方（收）', kind: 'money', width: 88, total: true },
  { field: 'outFen', title: '贷方（付）', kind: 'money', width: 88, total: true },
];

export const MATCH_COLUMNS: readonly Column<Match>[] = [
  { field: 'date', title: '勾对到', kind: 'date', width: 86 },
  { field: 'bank', title: '银行流水', kind: 'text', width: 300, value: (match) => sideText(match, 'bank') },
  { field: 'book', title: '账面', kind: 'text', width: 320, value: (match) => sideText(match, 'book') },
  { field: 'amountFen', title: '金额', kind: 'money', width: 110, strong: true },
  { field: 'how', title: '方式', kind: 'text', width: 60, words: { auto: '自动', manual: '手工' } },
  { field: 'operator', title: '经办人', kind: 'text', width: 76, quiet: true },
];

export const STATEMENT_COLUMNS: readonly Column<Statement>[] = [
  { field: 'from', title: '从', kind: 'date', width: 86 },
  { field: 'to', title: '到', kind: 'date', width: 86 },
  { field: 'lines', title: '笔数', kind: 'number', width: 56 },
  { field: 'matched', title: '已勾对', kind: 'number', width: 60 },
  { field: 'openingFen', title: '期初余额', kind: 'money', width: 110 },
  { field: 'closingFen', title: '期末余额', kind: 'money', width: 110, strong: true },
  { field: 'fileName', title: '文件', kind: 'text', width: 200, tooltip: (row) => row.fileName },
  {
    field: 'importedAt',
    title: '导入时间',
    kind: 'date',
    width: 120,
    value: (row) => row.importedAt.slice(0, 16).replace('T', ' '),
  },
  { field: 'operator', title: '经办人', kind: 'text', width: 76, quiet: true },
];

export const PREVIEW_COLUMNS: readonly Column<Preview['rows'][number]>[] = [
  { field: 'row', title: '行', kind: 'number', width: 44 },
  {
    field: 'outcome',
    title: '结果',
    kind: 'text',
    width: 66,
    words: { created: '新的', same: '已有', before: '启用前' },
  },
  { field: 'date', title: '日期', kind: 'date', width: 84 },
  { field: 'summary', title: '摘要', kind: 'text', width: 130, tooltip: (row) => row.summary },
  { field: 'counterparty', title: '对方户名', kind: 'text', width: 100, tooltip: (row) => row.counterparty },
  { field: 'inFen', title: '收入', kind: 'money', width: 92, total: true },
  { field: 'outFen', title: '支出', kind: 'money', width: 92, total: true },
  { field: 'balanceFen', title: '余额', kind: 'money', width: 96 },
];

/** Into the account positive, out of it negative. */
export const sumOf = (items: readonly Item[]): number =>
  items.reduce((sum, { inFen, outFen }) => sum + inFen - outFen, 0);

/** The rows of the other side that could answer to one: those of the same amount and direction. */
export function partnersOf(item: Item, others: readonly Item[]): Item[] {
  const fen = item.inFen - item.outFen;
  return others.filter((other) => other.inFen - other.outFen === fen);
}

/** The call that matches what is ticked, whichever side it is on. */
export function matchInput(items: readonly Item[]): {
  lineId?: number;
  otherLineIds: number[];
  entries: { voucherId: number; no: number }[];
  openingIds: number[];
} {
  const [lineId, ...otherLineIds] = items.flatMap((item) => (item.lineId === null ? [] : [item.lineId]));
  return {
    ...(lineId === undefined ? {} : { lineId }),
    otherLineIds,
    entries: items.flatMap(({ voucherId, no }) =>
      voucherId === null || no === null ? [] : [{ voucherId, no }],
    ),
    openingIds: items.flatMap(({ openingId }) => (openingId === null ? [] : [openingId])),
  };
}

function textOf({ summary, counter, reference, ageDays }: Item): string {
  const age = ageDays > 31 ? `，已挂 ${ageDays} 天` : '';
  return `${[summary, counter, reference].filter((part) => part !== '').join(' · ')}${age}`;
}

function sideText({ items }: Match, side: 'bank' | 'book'): string {
  const own = items.filter((item) => item.side === side);
  return own
    .map(
      ({ date, reference, summary }) =>
        `${date.slice(5)} ${side === 'book' ? `${reference} ` : ''}${summary}`,
    )
    .join('；');
}
