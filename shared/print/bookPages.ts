import { invariant } from '../rules/result.ts';
import { money } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader } from './page.ts';

/** A column of an account book. Money is fen; a column shows zero as a dash or leaves it blank. */
export interface BookColumn {
  /** The heading above neighbouring columns that belong together; none when left out. */
  readonly group?: string;
  readonly title: string;
  readonly widthMm: number;
  readonly kind: 'left' | 'center' | 'right' | 'money';
  readonly zero?: 'dash' | 'blank';
}

/** One cell a column, in their order: text, or fen in a money column; null leaves it empty. */
type BookCell = string | number | null;

export interface BookRow {
  readonly cells: readonly BookCell[];
  /** `total` has a red line under it, `year` (the whole year's) two (基础工作规范 Art. 63). */
  readonly style?: 'strong' | 'total' | 'year';
  /** Totals go on to the next page with the row they follow. */
  readonly staysWithPrevious?: boolean;
}

/** Rows that belong to one account. A chapter that fits on a page is not cut. */
export interface Chapter {
  /** A line of its own above the rows, again on each page; null for none. */
  readonly heading: string | null;
  readonly rows: readonly BookRow[];
  /** What stands in 过次页 and 承前页 after the first `upTo` rows; null for lists that carry nothing. */
  readonly carry: ((upTo: number, label: string) => BookRow) | null;
}

/** A book, or one spread of its columns where they are too many for a sheet. */
export interface BookSheet {
  readonly title: string;
  readonly paper: PrintDocument['paper'];
  /** Left, middle, right of the two lines under the title. */
  readonly meta: readonly (readonly [string, string, string])[];
  readonly columns: readonly BookColumn[];
  readonly chapters: readonly Chapter[];
}

/** Account books as pages: title, headings again on each page, 承前页 and 过次页, signers at the foot. */
export function bookDocument(
  header: PrintHeader,
  title: string,
  sheets: readonly BookSheet[],
): PrintDocument {
  const [first] = sheets;
  invariant(first !== undefined, 'a book has a sheet');
  const pages = sheets.flatMap((sheet) => {
    const fittedSheet = fitToPaper(sheet);
    return cutChapters(sheet.chapters, slotsOf(sheet)).map((pieces) => ({ sheet: fittedSheet, pieces }));
  });
  return {
    title,
    paper: first.paper,
    css: CSS,
    watermark: null,
    pages: pages.map(({ sheet, pieces }, index) => bookPage(header, sheet, pieces, index + 1, pages.length)),
  };
}

const PAPER = {
  A4: { widthMm: 190, heightMm: 297 },
  'A4 landscape': { widthMm: 277, heightMm: 210 },
} as const;
const ROW_MM = 6;
const HEAD_MM = 6.5;
/** Title above, signers and foot below. */
const TOP_MM = 17;
const META_MM = 5.5;
const BOTTOM_MM = 20;
const BASE_PT = 8.5;

function slotsOf({ paper, meta, columns }: BookSheet): number {
  const heads = columns.some((column) => column.group !== undefined) ? 2 : 1;
  const roomMm = PAPER[paper].heightMm - TOP_MM - META_MM * meta.length - HEAD_MM * heads - BOTTOM_MM;
  return Math.floor(roomMm / ROW_MM);
}

/** Rows `from` up to `to` of a chapter on one page. */
export interface Piece {
  readonly chapter: Chapter;
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts chapters into pages of `slots` lines: every row once, in order. Headings, 承前页 and 过次页 take a line each. Short
 * chapters share a page, and the last rows of a chapter, its totals, do not stand alone.
 */
export function cutChapters(chapters: readonly Chapter[], slots: number): Piece[][] {
  invariant(slots >= LEAST_SLOTS, 'a page holds a few rows');
  const pages: Piece[][] = [];
  let page: Piece[] = [];
  let free = slots;
  const turn = (): void => {
    pages.push(page);
    page = [];
    free = slots;
  };
  for (const chapter of chapters) {
    const carries = chapter.carry === null ? 0 : 1;
    const heading = chapter.heading === null ? 0 : 1;
    const { length } = chapter.rows;
    let from = 0;
    while (from < length || (from === 0 && length === 0)) {
      const opening = heading + (from > 0 ? carries : 0);
      const rest = length - from;
      if (opening + rest <= free) {
        page.push({ chapter, from, to: length });
        free -= opening + rest;
        break;
      }
      if (page.length > 0 && (heading + length <= slots || free < LEAST_SLOTS)) {
        turn();
        continue;
      }
      const most = Math.max(1, Math.min(free - opening - carries, rest - COMPANY));
      const take = most - rowsToMoveOn(chapter.rows, from, from + most);
      page.push({ chapter, from, to: from + take });
      from += take;
      turn();
    }
  }
  if (page.length > 0 || pages.length === 0) pages.push(page);
  return pages;
}

/** How many rows before the cut at `end` go on, so that no total begins a page. Where nearly all are totals, none. */
function rowsToMoveOn(rows: readonly BookRow[], from: number, end: number): number {
  let cut = end;
  while (cut > from && rows[cut]?.staysWithPrevious === true) cut -= 1;
  return cut > from && end - cut <= MOST_TO_MOVE_ON ? end - cut : 0;
}

const MOST_TO_MOVE_ON = 4;

/** Heading, 承前页, a row, 过次页, and one to spare. */
const LEAST_SLOTS = 6;
/** Rows that move on together to the last page. */
const COMPANY = 2;

interface FittedSheet extends BookSheet {
  readonly basePt: number;
}

/** Columns fill the paper; when they want more, they and the type are narrowed together. */
function fitToPaper(sheet: BookSheet): FittedSheet {
  const wanted = sheet.columns.reduce((sum, column) => sum + column.widthMm, 0);
  const factor = PAPER[sheet.paper].widthMm / wanted;
  return {
    ...sheet,
    columns: sheet.columns.map((column) => ({ ...column, widthMm: column.widthMm * factor })),
    basePt: Math.round(BASE_PT * Math.min(1, factor) * 100) / 100,
  };
}

function bookPage(
  header: PrintHeader,
  sheet: FittedSheet,
  pieces: readonly Piece[],
  pageNo: number,
  pageCount: number,
): Markup {
  const { widthMm } = PAPER[sheet.paper];
  const widths = sheet.columns.map((column) => html`<col style="width:${column.widthMm.toFixed(2)}mm" />`);
  return html`<div class="book">
    ${pageTitle(sheet.title, widthMm - 20)}
    ${sheet.meta.map(([left, middle, right]) => metaLine(widthMm, left, middle, right))}
    <table style="font-size:${sheet.basePt}pt">
      <colgroup>
        ${widths}
      </colgroup>
      <thead>
        ${headRows(sheet)}
      </thead>
      <tbody>
        ${pieces.map((piece) => pieceRows(piece, sheet))}
      </tbody>
    </table>
    <div class="signers">
      <span>会计主管：</span><span>记账：</span><span>复核：</span><span>制表：</span>
    </div>
    ${pageFoot(header, pageNo, pageCount)}
  </div>`;
}

function headRows({ columns, basePt }: FittedSheet): Markup {
  const titleOf = (text: string, widthMm: number, rows: number): Markup =>
    fitted(text, { widthMm: widthMm - PADDING_MM, heightMm: HEAD_MM * rows - 0.6, basePt });
  if (!columns.some((column) => column.group !== undefined)) {
    return html`<tr style="height:${HEAD_MM}mm">
      ${columns.map((column) => html`<th>${titleOf(column.title, column.widthMm, 1)}</th>`)}
    </tr>`;
  }
  const upper = columns.map((column, index) => {
    if (column.group === undefined)
      return html`<th rowspan="2">${titleOf(column.title, column.widthMm, 2)}</th>`;
    if (columns[index - 1]?.group === column.group) return NOTHING;
    const together = columns.slice(index).findIndex((other) => other.group !== column.group);
    const span = together === -1 ? columns.length - index : together;
    const widthMm = columns.slice(index, index + span).reduce((sum, other) => sum + other.widthMm, 0);
    return html`<th colspan="${span}">${titleOf(column.group, widthMm, 1)}</th>`;
  });
  const lower = columns.map((column) =>
    column.group === undefined ? NOTHING : html`<th>${titleOf(column.title, column.widthMm, 1)}</th>`,
  );
  return html`<tr style="height:${HEAD_MM}mm">
      ${upper}
    </tr>
    <tr style="height:${HEAD_MM}mm">
      ${lower}
    </tr>`;
}

function pieceRows({ chapter, from, to }: Piece, sheet: FittedSheet): Markup {
  const { heading, rows, carry } = chapter;
  const { length } = sheet.columns;
  const above =
    heading === null
      ? NOTHING
      : html`<tr class="chapter" style="height:${ROW_MM}mm">
          <td class="l" colspan="${length}">
            ${fitted(from === 0 ? heading : `${heading}（续）`, { widthMm: 180, heightMm: 0, basePt: BASE_PT })}
          </td>
        </tr> `;
  const carried = (upTo: number, label: string): Markup =>
    carry === null ? NOTHING : rowOf({ style: 'strong', ...carry(upTo, label) }, sheet);
  return html`${above}${from === 0 ? NOTHING : carried(from, '承前页')}${rows.slice(from, to).map((row) => rowOf(row, sheet))}${to === rows.length ? NOTHING : carried(to, '过次页')}`;
}

function rowOf(row: BookRow, { columns, basePt }: FittedSheet): Markup {
  invariant(row.cells.length === columns.length, 'a row has a cell for each column');
  const cells = columns.map((column, index) => cellOf(row.cells[index] ?? null, column, basePt));
  const style = row.style === undefined ? 'row' : `row ${row.style}`;
  return html`<tr class="${style}" style="height:${ROW_MM}mm">
    ${cells}
  </tr> `;
}

function cellOf(cell: BookCell, column: BookColumn, basePt: number): Markup {
  const box = { widthMm: column.widthMm - PADDING_MM, heightMm: ROW_MM - 0.9, basePt };
  if (typeof cell === 'number') {
    invariant(column.kind === 'money', `${column.title} is a column of money`);
    const text = cell === 0 && column.zero !== 'dash' ? '' : money(cell);
    return html`<td class="r${cell < 0 ? ' neg' : ''}">${fitted(text, { ...box, heightMm: 0 })}</td>`;
  }
  const text = cell ?? '';
  if (column.kind === 'left') return html`<td class="l">${fitted(text, box)}</td>`;
  if (column.kind === 'center') return html`<td>${fitted(text, box)}</td>`;
  const negative = column.kind === 'right' && text.startsWith('−');
  return html`<td class="r${negative ? ' neg' : ''}">${fitted(text, { ...box, heightMm: 0 })}</td>`;
}

/** Padding of both sides and half a rule, as the CSS sets them. */
const PADDING_MM = 1.9;

const CSS = `
.book{position:absolute;inset:8mm 10mm 0}
.book .signers,.book .foot{left:0;right:0}
.book .signers{bottom:10.5mm;font-size:9pt;line-height:5mm}
.book .signers span:last-child{flex:1 1 0}
.book .strong td,.book .total td,.book .year td,.book .chapter td{font-weight:bold}
.book .total td{border-bottom:.35mm solid #c00000}
.book .year td{border-bottom:.9mm double #c00000}
`;
