import { formatYuan } from '../../../shared/rules/money.ts';
import { type Column, shownText, sumDecimals } from '../../parts/gridColumns.ts';
import { categoryWords } from '../village/categories.ts';
import {
  BASIS_WORDS,
  type IndustryRow,
  type Inspection,
  type Line,
  METHOD_WORDS,
  type Payable,
  type Payment,
  type Programme,
  stateWords,
  type Summary,
} from './words.ts';

interface Listed {
  readonly householdCode: string;
  readonly headName: string;
  readonly groupNo: number;
  readonly category: string;
}

/** Which household a row is of. */
function who<T extends Listed>(category = true): Column<T>[] {
  return [
    { field: 'householdCode', title: '户号', kind: 'code', width: 66 },
    { field: 'headName', title: '户主', kind: 'text', width: 66 },
    { field: 'groupNo', title: '组', kind: 'code', width: 42, value: (row) => `${row.groupNo}组` },
    ...(category
      ? [
          {
            field: 'category',
            title: '户类别',
            kind: 'text',
            width: 84,
            words: categoryWords,
            quiet: true,
          } as const,
        ]
      : []),
  ];
}

/** Scales of one unit add up; bags and hives don't. */
function scaleTotal<T extends { readonly unit: string }>(
  of: (row: T) => string | null,
): (rows: readonly T[]) => string {
  return (rows) =>
    new Set(rows.map((row) => row.unit)).size === 1 ? shownText('number', sumDecimals(rows.map(of))) : '';
}

/** The ledger, as a sheet: figures are typed in their cells. `beside`: the drawer is open, which tells the rest; what is left then fits a small screen. */
export function industryColumns(writes: boolean, beside: boolean): readonly Column<IndustryRow>[] {
  const all: readonly Column<IndustryRow>[] = [
    ...who<IndustryRow>(!beside),
    { field: 'kind', title: '项目', kind: 'text', width: 66, strong: true },
    {
      field: 'scale',
      title: '规模',
      kind: 'number',
      width: 74,
      editable: writes,
      total: scaleTotal((row) => row.scale),
    },
    { field: 'unit', title: '单位', kind: 'text', width: 42, quiet: true },
    { field: 'inputFen', title: '投入', kind: 'money', width: 92, total: true, editable: writes },
    { field: 'expectedFen', title: '预计收入', kind: 'money', width: 96, total: true, editable: writes },
    { field: 'output', title: '产量', kind: 'number', width: 62, editable: writes },
    { field: 'incomeFen', title: '实际收入', kind: 'money', width: 96, total: true, editable: writes },
    {
      field: 'inspectedScale',
      title: '验收规模',
      kind: 'number',
      width: 74,
      tooltip: (row) => (row.inspectedOn === null ? '还没有验收' : `${row.inspectedOn} ${row.inspector}`),
      total: scaleTotal((row) => row.inspectedScale),
    },
    { field: 'awardFen', title: '奖补', kind: 'money', width: 92, total: true },
    { field: 'note', title: '备注', kind: 'text', width: 80, editable: writes, quiet: true },
  ];
  return beside ? all.filter(({ field }) => !TOLD_BESIDE.has(field)) : all;
}

const TOLD_BESIDE: ReadonlySet<string> = new Set(['output', 'inspectedScale', 'note']);

export const INSPECTION_COLUMNS: readonly Column<Inspection>[] = [
  { field: 'date', title: '验收日期', kind: 'date', width: 88 },
  ...who<Inspection>(),
  { field: 'kind', title: '项目', kind: 'text', width: 70 },
  { field: 'claimedScale', title: '台账规模', kind: 'number', width: 84 },
  { field: 'scale', title: '验收规模', kind: 'number', width: 84, strong: true },
  { field: 'unit', title: '单位', kind: 'text', width: 46, quiet: true },
  { field: 'inspector', title: '验收人', kind: 'text', width: 120 },
  {
    field: 'note',
    title: '备注',
    kind: 'text',
    width: 130,
    value: (row) =>
      row.reversesId !== null ? `撤销：${row.note}` : row.reversedById !== null ? '已撤销' : row.note,
  },
  { field: 'operator', title: '登记', kind: 'text', width: 66, quiet: true },
];

/** What to inspect, with what was found; typed in the cells before it is registered. */
export function toInspectColumns(found: ReadonlyMap<number, string>): readonly Column<IndustryRow>[] {
  return [
    ...who<IndustryRow>(),
    { field: 'kind', title: '项目', kind: 'text', width: 80, strong: true },
    { field: 'scale', title: '台账规模', kind: 'number', width: 90, total: scaleTotal((row) => row.scale) },
    { field: 'unit', title: '单位', kind: 'text', width: 50, quiet: true },
    {
      field: 'found',
      title: '这次验收规模',
      kind: 'number',
      width: 110,
      editable: true,
      strong: true,
      value: (row) => found.get(row.id) ?? row.scale,
    },
    { field: 'inspectedScale', title: '上次验收', kind: 'number', width: 84 },
    { field: 'inspectedOn', title: '上次日期', kind: 'date', width: 88 },
    { field: 'inspector', title: '上次验收人', kind: 'text', width: 110, quiet: true },
  ];
}

const standing = (rows: readonly Programme[], of: (row: Programme) => number): number =>
  rows.reduce((sum, row) => (row.state === 'void' ? sum : sum + of(row)), 0);

export const PROGRAMME_COLUMNS: readonly Column<Programme>[] = [
  { field: 'year', title: '年度', kind: 'code', width: 50 },
  { field: 'name', title: '项目名称', kind: 'text', width: 156, strong: true },
  { field: 'basis', title: '方式', kind: 'text', width: 72, words: BASIS_WORDS },
  { field: 'document', title: '资金文件', kind: 'text', width: 124 },
  { field: 'fund', title: '资金来源', kind: 'text', width: 104, quiet: true },
  { field: 'state', title: '状态', kind: 'text', width: 84, value: stateWords },
  { field: 'households', title: '户数', kind: 'number', width: 52 },
  {
    field: 'amountFen',
    title: '应发',
    kind: 'money',
    width: 108,
    total: (rows) => standing(rows, (row) => row.amountFen),
    strong: true,
  },
  {
    field: 'paidFen',
    title: '已发',
    kind: 'money',
    width: 108,
    total: (rows) => standing(rows, (row) => row.paidFen),
  },
  {
    field: 'unpaidFen',
    title: '未发',
    kind: 'money',
    width: 96,
    total: (rows) => standing(rows, (row) => row.unpaidFen),
  },
  { field: 'approvedOn', title: '批准日', kind: 'date', width: 84 },
  { field: 'noticeTo', title: '公示到', kind: 'date', width: 84 },
];

export function lineColumns(basis: Programme['basis']): readonly Column<Line>[] {
  const kind: Column<Line>[] =
    basis === 'work'
      ? []
      : [{ field: 'kind', title: '项目', kind: 'text', width: 72, value: (row) => row.kind || '—' }];
  const basisOf: Column<Line>[] =
    basis === 'fixed'
      ? []
      : [{ field: 'how', title: '计算', kind: 'text', width: 330, tooltip: (row) => row.how }];
  return [
    ...who<Line>(),
    ...kind,
    ...basisOf,
    { field: 'amountFen', title: '金额', kind: 'money', width: 96, total: true, strong: true },
    {
      field: 'note',
      title: '备注',
      kind: 'text',
      width: 120,
      quiet: true,
      value: (row) =>
        row.reversesId !== null ? `取消：${row.note}` : row.reversedById !== null ? '已取消' : row.note,
    },
  ];
}

export const PAYABLE_COLUMNS: readonly Column<Payable>[] = [
  ...who<Payable>(false),
  {
    field: 'payeeName',
    title: '领款人',
    kind: 'text',
    width: 92,
    value: (row) =>
      row.payeeName === ''
        ? '没有户主'
        : row.payeeName === row.headName
          ? row.payeeName
          : `${row.payeeName}（${row.payeeRelation}）`,
  },
  {
    field: 'cardMasked',
    title: '银行卡',
    kind: 'code',
    width: 78,
    value: (row) => (row.cardMasked ? `尾号 ${row.cardMasked.slice(-4)}` : '现金'),
    quiet: true,
  },
  { field: 'what', title: '产业', kind: 'text', width: 96, tooltip: (row) => row.what },
  { field: 'amountFen', title: '应发', kind: 'money', width: 92, total: true, strong: true },
  { field: 'paidFen', title: '已发', kind: 'money', width: 92, total: true },
  { field: 'unpaidFen', title: '未发', kind: 'money', width: 84, total: true },
  {
    field: 'mark',
    title: '情况',
    kind: 'text',
    width: 110,
    value: (row) =>
      row.waitingIn !== null
        ? '等银行回单'
        : row.unpaidFen > 0 && row.failedBecause
          ? `银行：${row.failedBecause}`
          : '',
    tooltip: (row) => row.waitingIn ?? row.failedBecause,
  },
];

export const PAYMENT_COLUMNS: readonly Column<Payment>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 88 },
  ...who<Payment>(false),
  { field: 'payeeName', title: '领款人', kind: 'text', width: 76 },
  { field: 'method', title: '方式', kind: 'text', width: 76, words: METHOD_WORDS },
  { field: 'amountFen', title: '金额', kind: 'money', width: 100, total: true, strong: true },
  {
    field: 'note',
    title: '备注',
    kind: 'text',
    width: 190,
    value: (row) =>
      row.reversesId !== null ? `冲销：${row.note}` : row.reversedById !== null ? '已冲销' : row.note,
  },
  { field: 'operator', title: '经办', kind: 'text', width: 66, quiet: true },
];

type KindSum = Summary['byKind'][number];

const KIND_SUM_COLUMNS: readonly Column<KindSum>[] = [
  { field: 'kind', title: '项目', kind: 'text', width: 72, strong: true },
  { field: 'households', title: '户数', kind: 'number', width: 54 },
  { field: 'scale', title: '规模', kind: 'number', width: 84, strong: true },
  { field: 'unit', title: '单位', kind: 'text', width: 42, quiet: true },
  { field: 'inspectedScale', title: '验收规模', kind: 'number', width: 84 },
  { field: 'inputFen', title: '投入', kind: 'money', width: 104, total: true },
  { field: 'expectedFen', title: '预计收入', kind: 'money', width: 104, total: true },
  {
    field: 'output',
    title: '产量',
    kind: 'number',
    width: 84,
    value: (row) => (row.output === '0' ? '' : row.output),
  },
  {
    field: 'outputUnit',
    title: '单位',
    kind: 'text',
    width: 40,
    quiet: true,
    value: (row) => (row.output === '0' ? '' : row.outputUnit),
  },
  { field: 'incomeFen', title: '实际收入', kind: 'money', width: 104, total: true },
  { field: 'awardFen', title: '奖补', kind: 'money', width: 104, total: true },
  {
    field: 'previousScale',
    title: '上年规模',
    kind: 'number',
    width: 84,
    value: (row) => (row.previousHouseholds === 0 ? '' : row.previousScale),
  },
  { field: 'change', title: '比上年', kind: 'text', width: 72, value: changeOf },
];

/** The year before stands beside it where there was one. */
export function kindSumColumns(rows: readonly KindSum[]): readonly Column<KindSum>[] {
  const hasPrevious = rows.some((row) => row.previousHouseholds > 0);
  return hasPrevious ? KIND_SUM_COLUMNS : KIND_SUM_COLUMNS.filter(({ field }) => !COMPARED.has(field));
}

const COMPARED: ReadonlySet<string> = new Set(['previousScale', 'change']);

/** +12.5%; nothing to compare with: —. */
function changeOf({ scale, previousScale, previousHouseholds }: KindSum): string {
  if (previousHouseholds === 0) return '—';
  const [now, then] = [scale, previousScale].map((text) =>
    BigInt(sumDecimals([text]).replace('.', '').padEnd(1, '0')),
  ) as [bigint, bigint];
  if (scale.includes('.') || previousScale.includes('.') || then === 0n)
    return scale === previousScale ? '持平' : '—';
  if (now === then) return '持平';
  const permille = ((now - then) * 1000n) / then;
  const size = permille < 0n ? -permille : permille;
  return `${permille < 0n ? '−' : '+'}${size / 10n}.${size % 10n}%`;
}

type Sum = Summary['totals'];

/** Groups, categories, years: the same figures under another first column. */
export function sumColumns<T extends Sum>(first: Column<T>): readonly Column<T>[] {
  return [
    first,
    { field: 'households', title: '户数', kind: 'number', width: 60 },
    { field: 'rows', title: '条数', kind: 'number', width: 60, total: true },
    { field: 'inspected', title: '已验收', kind: 'number', width: 64, total: true },
    { field: 'inputFen', title: '投入', kind: 'money', width: 110, total: true },
    { field: 'expectedFen', title: '预计收入', kind: 'money', width: 110, total: true },
    { field: 'incomeFen', title: '实际收入', kind: 'money', width: 110, total: true },
    { field: 'awardFen', title: '产业奖补', kind: 'money', width: 110, total: true },
  ];
}

/** 香菇 600,000 筒 90 户 …, for the strip above the ledger. */
export function kindFigure(one: KindSum): string {
  return `${shownText('number', one.scale)} ${one.unit}`;
}

export function moneyWords(fen: number): string {
  return `${formatYuan(fen)} 元`;
}
