import { squeeze, toHalfWidth, withoutSpaces } from '../fullwidth.ts';
import { matchColumns, plainTitle, type Field, type Mapping, type TitledColumn } from './columns.ts';
import {
  cellText,
  columnLetter,
  columnNumber,
  type Cell,
  type Merge,
  type Sheet,
  type SheetRow,
} from './sheet.ts';

/**
 * A table found in a sheet: its header, and each non-blank row below it with what it is. Blank rows, and rows
 * that hold nothing but a printed serial number, are left out.
 */
export type Table = {
  sheet: string;
  /** Text above the header: title, unit, date. */
  above: string[];
  /** The header's sheet rows, one to three. */
  headerRows: number[];
  columns: TitledColumn[];
  mapping: Mapping;
  rows: TableRow[];
  /** Row → column → the merged cell that covers it from above. */
  fills: ReadonlyMap<number, ReadonlyMap<number, Fill>>;
};

export type TableRow = {
  number: number;
  hidden: boolean;
  kind: RowKind;
  cells: readonly Cell[];
};

/** `running`: 累计, the sum of everything above. `note`: signatures, remarks, page titles. `header`: the header again. */
type RowKind = 'data' | 'subtotal' | 'total' | 'running' | 'note' | 'header';

type Fill = { cell: Cell; top: number; rows: number };

const HEADER_SEARCHED_ROWS = 40;
const MAX_HEADER_ROWS = 3;
const MIN_MATCHES = 2;

/** The table whose header knows most of `fields`; null when no row has at least two of their titles. */
export function findTable(sheet: Sheet, fields: readonly Field[], corrections: Mapping = {}): Table | null {
  const header = findHeader(sheet, fields);
  if (!header) return null;
  const last = header.rows.at(-1) ?? 0;
  const first = header.rows[0] ?? 0;
  const above = sheet.rows
    .filter((row) => row.number < first)
    .flatMap((row) => row.cells.map((cell) => squeeze(cellText(cell))));
  const classify = rowClassifier(header.columns, header.levels, above, sheet.merges);
  const rows: TableRow[] = [];
  for (const row of sheet.rows) {
    if (row.number <= last) continue;
    const kind = classify(row);
    if (kind) rows.push({ number: row.number, hidden: row.hidden, kind, cells: row.cells });
  }
  return {
    sheet: sheet.name,
    above,
    headerRows: header.rows,
    columns: header.columns,
    mapping: matchColumns(header.columns, fields, corrections),
    rows,
    fills: fillDown(rows, sheet.merges),
  };
}

/**
 * The cell of a field in a row: its own, or in a merged range the upper left one, which is what the person sees.
 * `sharedBy`: how many data rows it stands for; `own`: false in the rows the merged cell only covers.
 */
export function cellAt(
  table: Table,
  row: TableRow,
  field: string,
): { cell: Cell | undefined; letter: string | null; sharedBy: number; own: boolean } {
  const letter = table.mapping[field] ?? null;
  const column = columnNumber(letter ?? '');
  if (letter === null || column === null) return { cell: undefined, letter, sharedBy: 1, own: true };
  const fill = table.fills.get(row.number)?.get(column);
  if (fill) return { cell: fill.cell, letter, sharedBy: fill.rows, own: fill.top === row.number };
  return { cell: row.cells.find((one) => one.column === column), letter, sharedBy: 1, own: true };
}

/** The data rows, in order. */
export function dataRows(table: Table): TableRow[] {
  return table.rows.filter((row) => row.kind === 'data');
}

type Header = { rows: number[]; columns: TitledColumn[]; levels: Map<number, Set<string>> };

function findHeader(sheet: Sheet, fields: readonly Field[]): Header | null {
  let best: { header: Header; score: number } | null = null;
  for (const row of sheet.rows.slice(0, HEADER_SEARCHED_ROWS)) {
    if (sheet.merges.some((merge) => merge.top < row.number && row.number <= merge.bottom)) continue; // not its first row
    const merged = mergedDepth(sheet, row.number);
    for (let depth = merged; depth <= Math.max(merged, 2); depth += 1) {
      const header = readHeader(sheet, row.number, depth);
      if (!header) continue;
      const matches = Object.keys(matchColumns(header.columns, fields)).length;
      // Of equal candidates the shorter header is right: a line of title above adds a level but no match.
      const score = matches * 10 - depth;
      if (matches >= MIN_MATCHES && score > (best?.score ?? 0)) best = { header, score };
    }
  }
  return best?.header ?? null;
}

/** Rows that vertical merges starting in this row say the header has. */
function mergedDepth(sheet: Sheet, row: number): number {
  const depths = sheet.merges
    .filter((merge) => merge.top === row && merge.left <= 500)
    .map((merge) => merge.bottom - merge.top + 1);
  const deepest = Math.max(1, ...depths);
  return deepest <= MAX_HEADER_ROWS ? deepest : 1;
}

/** Reads rows top…top+depth−1 as a header; null if a row below the first holds anything but text. */
function readHeader(sheet: Sheet, top: number, depth: number): Header | null {
  const numbers = Array.from({ length: depth }, (_, index) => top + index);
  const rows = numbers.map((number) => sheet.rows.find((row) => row.number === number));
  if (rows.slice(1).some((row) => !row && depth > 1 && mergedDepth(sheet, top) < depth)) return null;
  if (rows.slice(1).some((row) => row?.cells.some((cell) => cell.kind !== 'text'))) return null;
  const grid = rows.map((row, index) => titleLine(sheet, row, top + index));
  carryGroups(grid);
  const width = Math.max(0, ...grid.flatMap((line) => [...line.keys()]));
  const columns: TitledColumn[] = [];
  const levels = new Map<number, Set<string>>();
  for (let column = 1; column <= width; column += 1) {
    const parts = grid.map((line) => line.get(column) ?? '').filter((part) => part !== '');
    if (parts.length === 0) continue;
    levels.set(column, new Set(parts));
    columns.push({ column, title: parts.filter((part, index) => part !== parts[index - 1]).join('/') });
  }
  return { rows: numbers, columns, levels };
}

/** Column → title in one header row, merged cells spread over the columns and rows they cover. */
function titleLine(sheet: Sheet, row: SheetRow | undefined, number: number): Map<number, string> {
  const line = new Map<number, string>();
  for (const cell of row?.cells ?? []) line.set(cell.column, plainTitle(cellText(cell)));
  for (const merge of sheet.merges) {
    if (merge.top > number || merge.bottom < number || merge.right - merge.left > 500) continue;
    const source = sheet.rows.find((one) => one.number === merge.top);
    const text = plainTitle(cellText(source?.cells.find((cell) => cell.column === merge.left)));
    for (let column = merge.left; column <= merge.right && text !== ''; column += 1) line.set(column, text);
  }
  return line;
}

/** Without merges (csv), a group title stands over its first column only: carry it right while titles below go on. */
function carryGroups(grid: readonly Map<number, string>[]): void {
  for (let level = grid.length - 2; level >= 0; level -= 1) {
    const line = grid[level] ?? new Map<number, string>();
    const below = grid[level + 1] ?? new Map<number, string>();
    for (const column of [...below.keys()].sort((a, b) => a - b)) {
      const group = line.get(column - 1);
      const grouped = below.has(column - 1) && below.get(column - 1) !== group;
      if (!line.has(column) && group !== undefined && grouped) line.set(column, group);
    }
  }
}

/**
 * What a row below the header is; null for a blank one. A row is taken for a total or a note only by words that no
 * data row begins with, because a row wrongly skipped is money lost.
 */
function rowClassifier(
  columns: readonly TitledColumn[],
  levels: ReadonlyMap<number, ReadonlySet<string>>,
  above: readonly string[],
  merges: readonly Merge[],
): (row: SheetRow) => RowKind | null {
  const serial = new Set(
    columns.filter((one) => /^(?:序号|序|行次|行号|NO\.?)$/i.test(one.title)).map((one) => one.column),
  );
  const labelled = columns.slice(0, LABEL_COLUMNS).at(-1)?.column ?? LABEL_COLUMNS;
  const wide = new Set(
    merges.filter((one) => one.right - one.left >= 2).map((one) => `${one.top}:${one.left}`),
  );
  return (row) => {
    if (row.cells.every((cell) => serial.has(cell.column) && /^\d+$/.test(cellText(cell).trim())))
      return null;
    const labels = row.cells
      .filter((cell) => cell.column <= labelled && cell.kind === 'text')
      .map((cell) => withoutSpaces(toHalfWidth(cellText(cell))));
    if (labels.some((label) => SUBTOTAL.test(label))) return 'subtotal';
    if (labels.some((label) => RUNNING.test(label))) return 'running';
    if (labels.some((label) => TOTAL.test(label))) return 'total';
    if (row.cells.every((cell) => levels.get(cell.column)?.has(plainTitle(cellText(cell))))) return 'header';
    if (isColumnNumbers(row)) return 'header';
    const [only] = row.cells;
    const first = withoutSpaces(toHalfWidth(cellText(only)));
    if (SIGNATURE.test(first) || CARRIED.test(first)) return 'note';
    if (row.cells.every((cell) => LONE_NOTE.test(withoutSpaces(toHalfWidth(cellText(cell)))))) return 'note';
    if (row.cells.length === 1 && only?.kind === 'text') {
      const repeated = above.includes(squeeze(cellText(only)));
      const spread = wide.has(`${row.number}:${only.column}`);
      if (repeated || spread || [...first].length > LONG_NOTE) return 'note';
    }
    return 'data';
  };
}

/** Total words stand in one of the first columns. */
const LABEL_COLUMNS = 5;
const LONG_NOTE = 15;

const TAIL = String.raw`(?:数|金额|人数|户数|人民币|大写)*(?:\(.*\))?(?:[:¥\d].*)?$`;
const SUBTOTAL = new RegExp(
  String.raw`^.{0,10}小计${TAIL}|^(?:本页|本组|本月|本户|第?.{1,3}组|\d{1,2}月份?|[一二三四1-4]季度)合计${TAIL}`,
  'u',
);
const RUNNING = new RegExp(String.raw`^.{0,6}累计${TAIL}`, 'u');
const TOTAL = new RegExp(String.raw`^.{0,6}(?:合计|总计|共计)${TAIL}`, 'u');

const SIGNER =
  '填表|填报|制表|制单|审核|审批|复核|核对|负责|经办|经手|记账|会计|出纳|主管|监事|理事长|村主任|单位|领导|盖章|公章|打印|收款|领款|联系';
const SIGNATURE = new RegExp(
  String.raw`^(?:${SIGNER})[^:\d]{0,8}(?:\([^)]*\))?:|^(?:填表|说明|备注|附注|附|注)(?:说明)?\d?:|^(?:填表|制表|审核|复核|负责|经办)人?(?:\([^)]*\))?$|^\(?(?:盖章|公章|单位盖章)\)?$`,
  'u',
);

/** A page's sum carried to the next: part of the sums, no row of its own. */
const CARRIED = /^(?:承前页?|承上页|接上页|过次页?|转下页|转次页)$/;

/** What stands alone in a row below a table: page numbers, the day of signing, the word 备注, numbered remarks. */
const LONE_NOTE = new RegExp(
  [
    String.raw`^第?\d+页?[,/、]?共?\d+页$`,
    String.raw`^第\d+页$|^共\d+页$`,
    String.raw`^(?:日期:?)?\d{4}年\d{1,2}月(?:\d{1,2}日)?$`,
    String.raw`^(?:备注|说明|填表说明|附注|附|注|以下空白|此页无正文)$`,
    String.raw`^(?:以上|本表|此表|上述).+`,
    String.raw`^(?:\(?\d{1,2}\)|\d{1,2}[.、]|[一二三四五六七八九十]{1,2}、)[^\d].*`,
  ].join('|'),
  'u',
);

/** 1 2 3 4 … or 甲 乙 1 2 …: the line of column numbers that official forms print under the header. */
function isColumnNumbers(row: SheetRow): boolean {
  const texts = row.cells.map((cell) => cellText(cell).trim()).filter((text) => !/^[甲乙丙丁戊]$/.test(text));
  return texts.length >= 3 && texts.every((text, index) => text === String(index + 1));
}

/** Vertical merges among data rows; a merge ends where a total or another kind of row interrupts it. */
function fillDown(rows: readonly TableRow[], merges: readonly Merge[]): Map<number, Map<number, Fill>> {
  const position = new Map(rows.map((row, index) => [row.number, index]));
  const fills = new Map<number, Map<number, Fill>>();
  for (const merge of merges) {
    const start = position.get(merge.top);
    if (merge.bottom === merge.top || start === undefined || rows[start]?.kind !== 'data') continue;
    const cell = rows[start].cells.find((one) => one.column === merge.left);
    if (!cell) continue;
    let end = start + 1;
    while (end < rows.length && (rows[end]?.number ?? 0) <= merge.bottom && rows[end]?.kind === 'data')
      end += 1;
    for (const row of rows.slice(start, end)) {
      const columns = fills.get(row.number) ?? new Map<number, Fill>();
      fills.set(row.number, columns.set(merge.left, { cell, top: merge.top, rows: end - start }));
    }
  }
  return fills;
}

/** A few different values of a column, for the person who checks the matching. */
export function samplesOf(table: Table, column: number, count = 3): string[] {
  const samples = new Set<string>();
  for (const row of table.rows) {
    if (samples.size >= count) break;
    const text =
      row.kind === 'data' ? squeeze(cellText(row.cells.find((cell) => cell.column === column))) : '';
    if (text !== '') samples.add(text);
  }
  return [...samples];
}

/** Fields of `fields` that are required and have no column. */
export function missingFields(table: Table, fields: readonly Field[]): Field[] {
  return fields.filter((field) => field.required && table.mapping[field.field] === undefined);
}

/** The title over a mapped field, '' without one. */
export function titleOf(table: Table, field: string): string {
  const letter = table.mapping[field];
  return table.columns.find((one) => columnLetter(one.column) === letter)?.title ?? '';
}
