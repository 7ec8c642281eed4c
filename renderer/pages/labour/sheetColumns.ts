import type { Column } from '../../parts/gridColumns.ts';
import { faultOf } from './terms.ts';
import { groupName, type Sheet, type SheetLine } from './words.ts';

type Totals = Sheet['totals'];
type FenField =
  | 'timeFen'
  | 'pieceFen'
  | 'awardFen'
  | 'grossFen'
  | 'owesFen'
  | 'advanceFen'
  | 'taxFen'
  | 'netFen'
  | 'paidFen'
  | 'unpaidFen';

const money = (
  field: FenField,
  title: string,
  width: number,
  more: Partial<Column<SheetLine>> = {},
): Column<SheetLine> => ({
  field,
  title,
  kind: 'money',
  width,
  total: true,
  ...more,
});
const WHO: readonly Column<SheetLine>[] = [
  {
    field: 'name',
    title: '姓名',
    kind: 'text',
    width: 70,
    tooltip: (line) => `${line.name} ${line.idMasked}`,
  },
  { field: 'groupNo', title: '组', kind: 'code', width: 42, value: (line) => groupName(line.groupNo) },
];

/** The work by the day, the hour and the piece; what nobody did is left out. */
function workColumns(totals: Totals): Column<SheetLine>[] {
  const days: Column<SheetLine> = {
    field: 'days',
    title: '工日',
    kind: 'number',
    width: 54,
    value: (line) => nothingIfZero(line.days),
    total: () => totals.days,
  };
  const pieces: Column<SheetLine> = {
    field: 'pieces',
    title: '计件数量',
    kind: 'number',
    width: 72,
    value: (line) => nothingIfZero(line.pieces),
    total: () => totals.pieces,
  };
  return [
    ...WHO,
    days,
    ...(totals.timeFen === 0 ? [] : [money('timeFen', '计时金额', 82)]),
    ...(totals.pieceFen === 0 ? [] : [pieces, money('pieceFen', '计件金额', 82)]),
  ];
}

/** A draft: awards, what is set off and the tax are typed. */
export function draftColumns(totals: Totals, hasFaults: boolean): Column<SheetLine>[] {
  const fault: Column<SheetLine> = {
    field: 'fault',
    title: '这样不行',
    kind: 'text',
    width: 210,
    pinned: 'right',
    strong: true,
    value: faultOf,
    tooltip: (line) => faultOf(line) ?? '',
  };
  return [
    ...workColumns(totals),
    money('awardFen', '奖补', 74, { editable: true }),
    money('grossFen', '应发', 90, { strong: true }),
    money('owesFen', '欠社里', 78, {
      quiet: true,
      tooltip: () => '成员往来（114）里欠合作社的，最多扣这么多',
    }),
    money('advanceFen', '借支扣回', 78, { editable: true }),
    {
      field: 'consent',
      title: '本人同意',
      kind: 'text',
      width: 92,
      editable: true,
      tooltip: () => '例如：签字、同意书 3 号',
    },
    money('taxFen', '个税', 68, { editable: true }),
    money('netFen', '实发', 90, { strong: true }),
    { field: 'note', title: '备注', kind: 'text', width: 92, editable: true },
    ...(hasFaults ? [fault] : []),
  ];
}

/** An approved sheet. Columns that are nil for everybody are left out, so that the rest fits the window. */
export function settledColumns(totals: Totals, withPayments: boolean): Column<SheetLine>[] {
  return [
    ...workColumns(totals),
    ...(totals.awardFen === 0 ? [] : [money('awardFen', '奖补', 72)]),
    money('grossFen', '应发', 88),
    ...(totals.advanceFen === 0 ? [] : [money('advanceFen', '借支扣回', 76)]),
    ...(totals.taxFen === 0 ? [] : [money('taxFen', '个税', 66)]),
    money('netFen', '实发', 88, { strong: true }),
    ...(withPayments ? [money('paidFen', '已发', 88), money('unpaidFen', '未发', 88, { strong: true })] : []),
    {
      field: 'cardMasked',
      title: '卡号',
      kind: 'code',
      width: 76,
      value: (line) => (line.cardMasked === '' ? '现金' : `尾号${line.cardMasked.slice(-4)}`),
    },
  ];
}

const nothingIfZero = (quantity: string): string | null => (quantity === '0' ? null : quantity);
