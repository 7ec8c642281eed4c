import type { Input, Output } from '../../../shared/contract/index.ts';
import { EQUITY_CHANGES } from '../../../shared/rules/statements/forms.ts';
import type { Column } from '../../parts/gridColumns.ts';

type Statements = Output<'statements.get'>;
export type SheetRow = Statements['balanceSheet'][number];
export type SurplusRow = Statements['surplus'][number];
export type EquityColumn = Statements['equity'][number];

/** A figure of a statement that can be asked about: what is it made of? */
export type Figure = Pick<Input<'statements.drill'>, 'statement' | 'row' | 'line' | 'column'>;

/** A figure in the page's address, so that the way back from the ledger leads to it. */
export const keyOf = ({ statement, row, line, column }: Figure): string =>
  JSON.stringify(
    line ? [statement, column, line.column, line.block, line.label] : [statement, column, row ?? 0],
  );

const COLUMNS: readonly Figure['column'][] = ['end', 'begin', 'current', 'previous'];

/** The figure an address names; null when it names none. */
export function figureOf(key: string | null): Figure | null {
  let parts: unknown;
  try {
    parts = JSON.parse(key ?? '');
  } catch {
    return null;
  }
  if (!Array.isArray(parts)) return null;
  const [statement, named, where, block, label] = parts as unknown[];
  const column = COLUMNS.find((one) => one === named);
  if (column === undefined) return null;
  if ((statement === '01' || statement === '02') && typeof where === 'number')
    return { statement, row: where, column };
  return statement === '03' &&
    typeof where === 'string' &&
    typeof label === 'string' &&
    (block === 'increase' || block === 'decrease')
    ? { statement, line: { column: where, block, label }, column }
    : null;
}

/** What stands on one side of a line: a row, or the heading of the rows below it. */
export type Half = { readonly heading: string } | { readonly row: SheetRow } | null;

export interface SheetLine {
  readonly left: Half;
  readonly right: Half;
}

/** 会农社01表 as it is printed: assets left, debts and equity right, each section under its heading, both totals on the last line. */
export function twoSided(rows: readonly SheetRow[]): SheetLine[] {
  const left = underHeadings(rows.filter((row) => row.side === 'left'));
  const right = underHeadings(rows.filter((row) => row.side === 'right'));
  const length = Math.max(left.length, right.length);
  const stretched = (half: Half[]): Half[] => {
    const total = half.slice(-1);
    return [...half.slice(0, -1), ...Array<Half>(length - half.length).fill(null), ...total];
  };
  const [first, second] = [stretched(left), stretched(right)];
  return first.map((half, index) => ({ left: half, right: second[index] ?? null }));
}

function underHeadings(rows: readonly SheetRow[]): Half[] {
  let section = '';
  return rows.flatMap((row): Half[] => {
    const isNew = row.section !== '' && row.section !== section;
    section = row.section;
    return isNew ? [{ heading: `${row.section}：` }, { row }] : [{ row }];
  });
}

export const isRow = (half: Half): half is { row: SheetRow } => half !== null && 'row' in half;

export const headingOf = (half: Half): string => (half !== null && 'heading' in half ? half.heading : '');

/** The label with what is printed before it (一、 or 减：). */
export const labelOf = (row: { number?: string; prefix: string; label: string }): string =>
  (row.number ?? '') + row.prefix + row.label;

/** The same as a spreadsheet: eight columns, figures as numbers. */
export function sheetColumns(year: number): Column<SheetLine>[] {
  const half = (side: 'left' | 'right', title: string): Column<SheetLine>[] => {
    const figure = (pick: (row: SheetRow) => number) => (line: SheetLine) =>
      isRow(line[side]) ? pick(line[side].row) : null;
    return [
      {
        field: `${side}Label`,
        title,
        kind: 'text',
        width: 190,
        value: ({ [side]: one }) => (isRow(one) ? labelOf(one.row) : headingOf(one)),
      },
      { field: `${side}Row`, title: '行次', kind: 'number', width: 50, value: figure((row) => row.row) },
      {
        field: `${side}End`,
        title: '期末余额',
        kind: 'money',
        width: 130,
        value: figure((row) => row.endFen),
      },
      {
        field: `${side}Begin`,
        title: `${year} 年初余额`,
        kind: 'money',
        width: 130,
        value: figure((row) => row.beginFen),
      },
    ];
  };
  return [...half('left', '资产'), ...half('right', '负债和所有者权益')];
}

export const SURPLUS_COLUMNS: readonly Column<SurplusRow>[] = [
  { field: 'label', title: '项目', kind: 'text', width: 240, value: labelOf },
  { field: 'row', title: '行次', kind: 'number', width: 50 },
  { field: 'currentFen', title: '本年金额', kind: 'money', width: 150 },
  { field: 'previousFen', title: '上年金额', kind: 'money', width: 150 },
];

export interface EquityCell {
  readonly label: string;
  readonly fen: number;
  /** Null: a sum of what stands below it. */
  readonly figure: Figure | null;
}

/** One line of 会农社03表: under each column its own label and amount, or nothing. */
export interface EquityLine {
  readonly title: string;
  readonly kind: 'sum' | 'part';
  readonly cells: readonly (EquityCell | null)[];
}

/**
 * 会农社03表 as it is printed: 年初余额, 本年增加数 and what it is made of, 本年减少数 likewise, 年末余额. The parts differ from column to
 * column, so each has its label with it, and 合计 has none; what the form has no line for is shown only when there is an amount.
 */
export function equityLines(columns: readonly EquityColumn[]): EquityLine[] {
  const sum = (
    title: string,
    pick: (column: EquityColumn) => number,
    figure: (column: EquityColumn) => Figure | null = () => null,
  ): EquityLine => ({
    title,
    kind: 'sum',
    cells: columns.map((column) => ({ label: '', fen: pick(column), figure: figure(column) })),
  });
  const parts = (block: 'increase' | 'decrease'): EquityLine[] => {
    const lists = columns.map((column) =>
      column[block]
        .filter((one) => one.printed || one.fen !== 0)
        .map(({ label, fen }): EquityCell => {
          const line = { column: column.key, block, label };
          return { label, fen, figure: { statement: '03', line, column: 'current' } };
        }),
    );
    return Array.from({ length: Math.max(0, ...lists.map((list) => list.length)) }, (_, index) => ({
      title: index === 0 ? '其中：' : '',
      kind: 'part' as const,
      cells: lists.map((list) => list[index] ?? null),
    }));
  };
  return [
    sum('年初余额', (column) => column.beginFen, balanceOf('begin')),
    sum('本年增加数', (column) => column.increaseFen),
    ...parts('increase'),
    sum('本年减少数', (column) => column.decreaseFen),
    ...parts('decrease'),
    sum('年末余额', (column) => column.endFen, balanceOf('end')),
  ];
}

/** The row of 01 that shows the same balance. */
const balanceOf =
  (column: 'begin' | 'end') =>
  ({ key }: EquityColumn): Figure | null => {
    const row = EQUITY_CHANGES.find((one) => one.key === key)?.balanceSheetRow;
    return row === undefined ? null : { statement: '01', row, column };
  };

/** As a spreadsheet: each column of the form a label and an amount. */
export function equityColumns(columns: readonly EquityColumn[]): Column<EquityLine>[] {
  return [
    { field: 'title', title: '项目', kind: 'text', width: 100 },
    ...columns.flatMap(({ key, label }, index): Column<EquityLine>[] => [
      ...(key === 'total'
        ? []
        : [
            {
              field: `label${index}`,
              title: `${label}项目`,
              kind: 'text',
              width: 150,
              value: (line) => line.cells[index]?.label ?? '',
            } satisfies Column<EquityLine>,
          ]),
      {
        field: `fen${index}`,
        title: label,
        kind: 'money',
        width: 120,
        value: (line) => line.cells[index]?.fen ?? null,
      },
    ]),
  ];
}

type Note = Output<'statements.notes'>['sections'][number];

/** The draft of the notes as plain text, tables by tabs, for a word processor. */
export function notesAsText(sections: readonly Note[]): string {
  return sections
    .map(({ title, paragraphs, table }) =>
      [title, ...paragraphs, ...(table ? [table.head, ...table.rows].map((row) => row.join('\t')) : [])].join(
        '\n',
      ),
    )
    .join('\n\n');
}
