import type { Output } from '../contract/index.ts';
import { brokenLines } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { pageFoot, pageTitle, type PrintDocument, type PrintHeader } from './page.ts';

export interface StatementNotesData {
  readonly header: PrintHeader;
  readonly year: number;
  readonly notes: Output<'statements.notes'>;
}

type Section = Output<'statements.notes'>['sections'][number];

/**
 * 会计报表附注, A4: sections in the regulation's order, text and tables broken into lines here, so that pages can be cut between
 * them. A draft for the accountant to finish, and says so.
 */
export function statementNotesDocument({ header, year, notes }: StatementNotesData): PrintDocument {
  const pages = cutBlocks(notes.sections.flatMap(blocksOf));
  const title = `${year} 年度会计报表附注`;
  return {
    title: `${header.cooperativeName} ${title}`,
    paper: 'A4',
    css: CSS,
    watermark: '草稿',
    pages: pages.map(
      (blocks, index) =>
        html`<div class="notes">
          ${pageTitle(title, WIDTH_MM)}
          <div class="meta"><span>编制单位：${header.cooperativeName}</span><span>金额单位：元</span></div>
          ${blocks.map((block) => block.markup)} ${pageFoot(header, index + 1, pages.length)}
        </div>`,
    ),
  };
}

const WIDTH_MM = 170;
/** From under the heading to above the foot. */
const ROOM_MM = 248;
const LINE_MM = 6;
const TABLE_LINE_MM = 4.2;
const CELL_PADDING_MM = 2.6;
const TEXT_PT = 10.5;
const TABLE_PT = 9;

/** What is not cut. `table`: rows of one table, which gets its head again on each page. */
interface Block {
  readonly heightMm: number;
  readonly markup: Markup;
  /** A heading does not stand at the foot of a page alone. */
  readonly staysWithNext: boolean;
  readonly table: TableHead | null;
}

interface TableHead {
  readonly heightMm: number;
  readonly begin: Markup;
}

function blocksOf(section: Section, index: number): Block[] {
  return [
    headingOf(section.title, index),
    ...section.paragraphs.flatMap((paragraph) => textBlocks(paragraph)),
    ...(section.table === null ? [] : tableBlocks(section.table)),
  ];
}

function headingOf(title: string, index: number): Block {
  const numbered = /^[一二三四五六七八九十]+(（续）)?、/u.test(title)
    ? title
    : `${NUMERALS[index] ?? index + 1}、${title}`;
  const lines = brokenLines(numbered, WIDTH_MM, 11.5);
  return {
    heightMm: lines.length * LINE_MM + 2,
    markup: html`<h2>${lines.map((line) => html`<div>${line}</div>`)}</h2>`,
    staysWithNext: true,
    table: null,
  };
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** A block a line: a paragraph may run over the page. */
function textBlocks(paragraph: string): Block[] {
  const lines = brokenLines(`\u3000\u3000${paragraph.trim()}`, WIDTH_MM, TEXT_PT);
  return lines.map((line, index) => ({
    heightMm: LINE_MM,
    markup: html`<div class="text${index < lines.length - 1 ? ' full' : ''}">${line}</div>`,
    staysWithNext: index === 0 && lines.length > 1,
    table: null,
  }));
}

function tableBlocks({ head, rows }: NonNullable<Section['table']>): Block[] {
  const widths = widthsOf(head, rows);
  const columns = widths.map((widthMm) => html`<col style="width:${widthMm.toFixed(2)}mm" />`);
  const headRow = tableRow(head, widths, true);
  const begin = html`<colgroup>
      ${columns}
    </colgroup>
    <thead>
      ${headRow.markup}
    </thead>`;
  const table: TableHead = { heightMm: headRow.heightMm + 2, begin };
  const shown = rows.length > 0 ? rows : [head.map((_, index) => (index === 0 ? '（无）' : ''))];
  return shown.map((row) => ({ ...tableRow(row, widths, false), staysWithNext: false, table }));
}

/** By the longest cell of each column, within bounds. */
function widthsOf(head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const wanted = head.map((title, column) => {
    const lengths = [title, ...rows.map((row) => row[column] ?? '')].map((text) => lengthOf(text));
    return Math.min(30, Math.max(4, ...lengths));
  });
  const all = wanted.reduce((sum, one) => sum + one, 0);
  return wanted.map((one) => (one / all) * WIDTH_MM);
}

const lengthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2fff' ? 1 : 0.6), 1);

function tableRow(
  cells: readonly string[],
  widths: readonly number[],
  isHead: boolean,
): { heightMm: number; markup: Markup } {
  const broken = widths.map((widthMm, index) =>
    brokenLines(cells[index] ?? '', widthMm - CELL_PADDING_MM, TABLE_PT),
  );
  const lines = Math.max(1, ...broken.map((one) => one.length));
  const heightMm = lines * TABLE_LINE_MM + 1.8;
  const shown = broken.map((one, index) => {
    const text = html`${one.map((line) => html`<div>${line}</div>`)}`;
    if (isHead) return html`<th>${text}</th>`;
    const negative = /^[-−][\d,.]+$/u.test(cells[index] ?? '') ? ' neg' : '';
    return NUMBER.test(cells[index] ?? '')
      ? html`<td class="r${negative}">${text}</td>`
      : html`<td class="l">${text}</td>`;
  });
  return {
    heightMm,
    markup: html`<tr style="height:${heightMm}mm">
      ${shown}
    </tr> `,
  };
}

const NUMBER = /^([-−]?[\d,]+(\.\d+)?%?|—)$/u;

interface PlacedBlock {
  readonly markup: Markup;
}

/** Blocks onto pages, each once and in order; rows of one table that follow each other become one table a page. */
function cutBlocks(blocks: readonly Block[]): PlacedBlock[][] {
  const pages: Block[][] = [];
  let page: Block[] = [];
  let filledMm = 0;
  const heightAfter = (block: Block, before: Block | undefined): number =>
    block.heightMm + (block.table !== null && before?.table !== block.table ? block.table.heightMm : 0);
  blocks.forEach((block, index) => {
    const next = blocks[index + 1];
    const company = block.staysWithNext && next !== undefined ? heightAfter(next, block) : 0;
    const height = heightAfter(block, page.at(-1));
    if (page.length > 0 && filledMm + height + company > ROOM_MM) {
      pages.push(page);
      page = [];
      filledMm = 0;
    }
    filledMm += heightAfter(block, page.at(-1));
    page.push(block);
  });
  return [...pages, page].map(joinTables);
}

function joinTables(page: readonly Block[]): PlacedBlock[] {
  return page.map((block, index) => {
    const { table } = block;
    if (table === null) return block;
    const begins = page[index - 1]?.table !== table;
    const ends = page[index + 1]?.table !== table;
    const open = begins ? html`${OPEN}${table.begin}${BODY}` : NOTHING;
    return { markup: html`${open}${block.markup}${ends ? CLOSE : NOTHING}` };
  });
}

const OPEN: Markup = { markup: '<table>' };
const BODY: Markup = { markup: '<tbody>' };
const CLOSE: Markup = { markup: '</tbody></table>' };

const CSS = `
.notes{position:absolute;inset:12mm 20mm 0}
.notes .foot{left:0;right:0}
.notes .meta{height:7mm;line-height:7mm;font-size:10pt}
.notes h2{margin:0;padding-top:2mm;font-size:11.5pt;line-height:6mm;font-weight:bold}
.notes .text{font-size:10.5pt;line-height:6mm;height:6mm;white-space:nowrap}
.notes .full{text-align:justify;text-align-last:justify}
.notes table{margin:0 0 2mm;font-size:9pt}
.notes td,.notes th{line-height:4.2mm}
.notes td div,.notes th div{white-space:nowrap}
`;
