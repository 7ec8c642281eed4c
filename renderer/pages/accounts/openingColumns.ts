import { plainYuan } from '../../../shared/rules/money.ts';
import type { Column } from '../../parts/gridColumns.ts';
import { cellText, type Line } from './openings.ts';

/** The openings' table. Amounts are cells to type in, so they hold yuan as text; the sums stay sums of fen. */
export function openingColumns(midYear: boolean, writable: boolean): readonly Column<Line>[] {
  const isTyped = (line: Line): boolean => writable && (line.kind === 'plain' || line.kind === 'part');
  const balance = (side: 'debit' | 'credit', title: string): Column<Line> => ({
    field: side,
    title,
    kind: 'number',
    decimals: 2,
    width: midYear ? 114 : 128,
    value: (line) => cellText(line.balanceFen, side),
    editable: (line) => isTyped(line) && !line.isProfit,
    total: (lines) =>
      sumOf(lines, (line) =>
        Math.max(side === 'debit' ? (line.balanceFen ?? 0) : 0 - (line.balanceFen ?? 0), 0),
      ),
  });
  const turnover = (field: 'yearDebit' | 'yearCredit', title: string): Column<Line> => {
    const pick = (line: Line): number => line[`${field}Fen`] ?? 0;
    return {
      field,
      title,
      kind: 'number',
      decimals: 2,
      width: midYear ? 114 : 128,
      value: (line) => (pick(line) === 0 ? null : plainYuan(pick(line))),
      editable: isTyped,
      total: (lines) => sumOf(lines, pick),
    };
  };
  return [
    {
      field: 'code',
      title: '编码',
      kind: 'code',
      width: 84,
      value: (line) => (line.kind === 'part' ? '' : line.code),
    },
    { field: 'name', title: '科目和核算项目', kind: 'text', width: 200, tooltip: (line) => line.name },
    {
      field: 'normal',
      title: '方向',
      kind: 'text',
      width: 48,
      value: (line) => (line.kind === 'part' ? '' : line.normal),
    },
    balance('debit', '期初借方'),
    balance('credit', '期初贷方'),
    ...(midYear ? [turnover('yearDebit', '本年累计借方'), turnover('yearCredit', '本年累计贷方')] : []),
    {
      field: 'quantity',
      title: '数量',
      kind: 'number',
      width: 74,
      editable: (line) => isTyped(line) && line.withQuantity,
    },
    {
      field: 'note',
      title: '说明',
      kind: 'text',
      width: midYear ? 186 : 220,
      quiet: true,
      tooltip: (line) => line.note,
    },
  ];
}

function sumOf(lines: readonly Line[], pick: (line: Line) => number): string {
  return plainYuan(lines.reduce((fen, line) => fen + pick(line), 0));
}
