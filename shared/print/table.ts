import { money, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';

/** A column of a printed list: either text, or money in fen that subtotals add up. */
export type Column<Row> = TextColumn<Row> | MoneyColumn<Row>;

interface TextColumn<Row> {
  readonly kind: 'text';
  readonly title: string;
  readonly widthMm: number;
  readonly align?: 'left' | 'center' | 'right';
  /** `position` counts from 1 over the whole document. */
  readonly text: (row: Row, position: number) => string;
  /** A second, smaller line. */
  readonly note?: (row: Row) => string | null;
  /** What stands in this column of a subtotal over `rows`; without it the cell is empty. */
  readonly total?: (rows: readonly Row[]) => string;
}

interface MoneyColumn<Row> {
  readonly kind: 'money';
  readonly title: string;
  readonly widthMm: number;
  readonly bold?: boolean;
  readonly fen: (row: Row) => number;
}

/** How a list's rows are drawn. Heights are exact, because pages are cut by them. */
export interface TableShape<Row> {
  readonly columns: readonly Column<Row>[];
  readonly widthMm: number;
  readonly headHeightMm: number;
  readonly rowHeightMm: number;
  readonly closingHeightMm: number;
  readonly basePt: number;
}

/** A row below the list that adds up `rows`: 本页小计, 合计. */
interface ClosingRow<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
}

/**
 * One page's table: header, rows, closing rows, then `tail` (finished `<tr>`s spanning all columns). Columns whose
 * widths exceed the paper are narrowed together, and the type with them.
 */
export function tableOfPage<Row>(
  shape: TableShape<Row>,
  page: { readonly rows: readonly Row[]; readonly before: number },
  closing: readonly ClosingRow<Row>[],
  tail: readonly Markup[] = [],
): Markup {
  const fittedShape = fitToPaper(shape);
  const { columns, basePt, rowHeightMm } = fittedShape;
  const head = columns.map(
    (column) => html`<th>${fitted(column.title, boxOf(column, shape.headHeightMm, basePt))}</th>`,
  );
  const body = page.rows.map((row, index) => {
    const cells = columns.map((column) => cellOf(column, row, page.before + index + 1, fittedShape));
    return html`<tr class="row" style="height:${rowHeightMm}mm">
      ${cells}
    </tr> `;
  });
  const widths = columns.map((column) => html`<col style="width:${column.widthMm}mm" />`);
  return html`<table style="font-size:${basePt}pt">
    <colgroup>
      ${widths}
    </colgroup>
    <thead>
      <tr style="height:${shape.headHeightMm}mm">
        ${head}
      </tr>
    </thead>
    <tbody>
      ${body}${closing.map((row) => closingRow(row, fittedShape))}${tail}
    </tbody>
  </table>`;
}

function fitToPaper<Row>(shape: TableShape<Row>): TableShape<Row> {
  const wanted = shape.columns.reduce((sum, column) => sum + column.widthMm, 0);
  const factor = shape.widthMm / wanted;
  const columns = shape.columns.map((column) => ({
    ...column,
    widthMm: twoDecimals(column.widthMm * factor),
  }));
  return { ...shape, columns, basePt: twoDecimals(shape.basePt * Math.min(1, factor)) };
}

function cellOf<Row>(column: Column<Row>, row: Row, position: number, shape: TableShape<Row>): Markup {
  const box = boxOf(
    column,
    column.kind === 'text' && column.align !== 'right' ? shape.rowHeightMm : 0,
    shape.basePt,
  );
  if (column.kind === 'money') return moneyCell(column.fen(row), box, column.bold === true);
  const note = column.note?.(row) ?? null;
  const text = fitted(column.text(row, position), {
    ...box,
    heightMm: box.heightMm - (note === null ? 0 : NOTE_MM),
  });
  const small =
    note === null
      ? NOTHING
      : html`<span class="note">${fitted(note, { ...box, heightMm: NOTE_MM, basePt: 6.5 })}</span>`;
  return html`<td${alignOf(column.align)}>${text}${small}</td>`;
}

/** Room for two lines of a note. */
const NOTE_MM = 5;

/** A right-aligned amount; negative in red with a minus sign; smaller only when it would not fit its column. */
function moneyCell(
  fen: number,
  box: { widthMm: number; heightMm: number; basePt: number },
  bold: boolean,
): Markup {
  const classes = `r${fen < 0 ? ' neg' : ''}`;
  const amount = fitted(money(fen), { ...box, heightMm: 0 });
  return html`<td class="${classes}">${bold ? html`<b>${amount}</b>` : amount}</td>`;
}

function closingRow<Row>(closing: ClosingRow<Row>, shape: TableShape<Row>): Markup {
  const { columns } = shape;
  const firstTotal = columns.findIndex((column) => column.kind === 'money' || column.total !== undefined);
  const span = firstTotal === -1 ? columns.length : firstTotal;
  const cells = columns.slice(span).map((column) => {
    const box = boxOf(column, 0, shape.basePt);
    if (column.kind === 'money') return moneyCell(sumFen(closing.rows.map(column.fen)), box, false);
    return html`<td${alignOf(column.align)}>${fitted(column.total?.(closing.rows) ?? '', box)}</td>`;
  });
  return html`<tr class="closing" style="height:${shape.closingHeightMm}mm">
    <td colspan="${span}">${closing.label}</td>
    ${cells}
  </tr> `;
}

function boxOf<Row>(column: Column<Row>, heightMm: number, basePt: number) {
  return { widthMm: column.widthMm - CELL_PADDING_MM, heightMm: heightMm - RULE_MM, basePt };
}

const RULE_MM = 0.6;

/** Padding of both sides and half a rule, as the frame's CSS sets them. */
const CELL_PADDING_MM = 1.9;

function alignOf(align: 'left' | 'center' | 'right' | undefined): Markup {
  if (align === 'left') return html` class="l"`;
  return align === 'right' ? html` class="r"` : NOTHING;
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}
