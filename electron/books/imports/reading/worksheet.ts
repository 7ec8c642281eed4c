import { dateOfSerial, isRealDate } from '../../../../shared/rules/calendar.ts';
import { DAYS_TO_1904 } from '../../../../shared/rules/sheet/cells.ts';
import {
  columnNumber,
  doubleToDigits,
  type CellValue,
  type Merge,
  type SheetRow,
} from '../../../../shared/rules/sheet/sheet.ts';
import { type NumberFormat } from './styles.ts';
import { walkXml, XmlError, type Attributes } from './xml.ts';

export type WorkbookContext = {
  /** Shared strings, by index. */
  strings: readonly string[];
  /** Number formats, by cell style index. */
  formats: readonly NumberFormat[];
  /** Day counts start in 1904 (workbooks from old Macs). */
  from1904: boolean;
};

export type Limits = { rows: number; columns: number };

/** More rows or columns than an import reads; `message` says which. */
export class TooLargeError extends Error {}

/** One worksheet part: its non-blank cells and merged ranges. Throws XmlError, TooLargeError. */
export function readWorksheet(
  xml: string,
  context: WorkbookContext,
  limits: Limits,
): { rows: SheetRow[]; merges: Merge[] } {
  const rows: SheetRow[] = [];
  const merges: Merge[] = [];
  let row: SheetRow | null = null;
  let lastRow = 0;
  let lastColumn = 0;
  let cell: Attributes | null = null;
  let value = '';
  let inline = '';
  let hasFormula = false;
  let inText = 0; // depth inside <v> or <t> of the present cell
  let phonetic = 0;

  walkXml(xml, {
    open(name, attributes) {
      if (name === 'row') startRow(attributes);
      else if (name === 'c' && row) startCell(attributes);
      else if (name === 'mergeCell') merges.push(readMerge(attributes.ref ?? ''));
      else if (cell && name === 'f') hasFormula = true;
      else if (cell && name === 'rPh') phonetic += 1;
      else if (cell && (name === 'v' || name === 't')) inText = name === 'v' ? 1 : 2;
    },
    text(text) {
      if (inText === 1) value += text;
      else if (inText === 2 && phonetic === 0) inline += text;
    },
    close(name) {
      if (name === 'v' || name === 't') inText = 0;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'c' && cell) endCell();
      else if (name === 'row' && row) endRow(row);
    },
  });
  return { rows, merges };

  function startRow(attributes: Attributes): void {
    const number = attributes.r === undefined ? lastRow + 1 : Number(attributes.r);
    if (!Number.isSafeInteger(number) || number <= lastRow)
      throw new XmlError(`row ${attributes.r ?? ''} out of order`);
    lastRow = number;
    lastColumn = 0;
    row = { number, hidden: isTrue(attributes.hidden), cells: [] };
  }

  function endRow(finished: SheetRow): void {
    if (finished.cells.length > 0) rows.push(finished);
    if (rows.length > limits.rows) throw new TooLargeError(`超过 ${limits.rows} 行`);
    row = null;
  }

  function startCell(attributes: Attributes): void {
    const column = attributes.r === undefined ? lastColumn + 1 : columnOf(attributes.r, lastRow);
    if (column <= lastColumn) throw new XmlError(`cell ${attributes.r ?? ''} out of order`);
    lastColumn = column;
    cell = attributes;
    value = '';
    inline = '';
    hasFormula = false;
  }

  function endCell(): void {
    const content = cell ? cellValue(cell, value, inline, hasFormula, context) : null;
    cell = null;
    if (!content || !row) return;
    if (lastColumn > limits.columns) throw new TooLargeError(`超过 ${limits.columns} 列`);
    row.cells.push({ ...content, column: lastColumn });
  }
}

/** Null: the cell is blank. */
function cellValue(
  cell: Attributes,
  value: string,
  inline: string,
  hasFormula: boolean,
  context: WorkbookContext,
): CellValue | null {
  switch (cell.t ?? 'n') {
    case 's': {
      const text = /^\d+$/.test(value) ? context.strings[Number(value)] : undefined;
      if (text === undefined) throw new XmlError(`no shared string ${value}`);
      return textValue(text);
    }
    case 'inlineStr':
      return textValue(unescapeText(inline));
    case 'str':
      return textValue(unescapeText(value));
    case 'b':
      return { kind: 'boolean', value: value.trim() === '1' };
    case 'e':
      return { kind: 'error', text: value.trim() || '#N/A' };
    case 'd': {
      const date = value.trim().slice(0, 10);
      return isRealDate(date) ? { kind: 'date', date } : textValue(value);
    }
    case 'n':
      if (value.trim() === '') return hasFormula ? { kind: 'error', text: '公式没有结果' } : null;
      return numberValue(value.trim(), context.formats[Number(cell.s ?? '0')], context.from1904);
    default:
      throw new XmlError(`cell type ${cell.t ?? ''}`);
  }
}

function textValue(text: string): CellValue | null {
  return text.trim() === '' ? null : { kind: 'text', text };
}

function numberValue(raw: string, format: NumberFormat | undefined, from1904: boolean): CellValue {
  const number = Number(raw);
  if (!Number.isFinite(number)) throw new XmlError(`number ${raw}`);
  const digits = doubleToDigits(number);
  if (format?.isDate) {
    const date = dateOfSerial(number + (from1904 ? DAYS_TO_1904 : 0));
    if (date.ok) return { kind: 'date', date: date.value };
  }
  const shown = format?.show?.(digits);
  return {
    kind: 'number',
    digits,
    ...(shown === undefined || shown === digits ? {} : { shown }),
    ...(from1904 ? { from1904 } : {}),
  };
}

/** Workbooks write signs that XML can't hold as _x000D_; a literal _x000D_ has its underscore escaped so. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function readMerge(ref: string): Merge {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref);
  const [left, right] = [columnNumber(match?.[1] ?? ''), columnNumber(match?.[3] ?? '')];
  const [top, bottom] = [Number(match?.[2]), Number(match?.[4])];
  if (left === null || right === null || !(top >= 1 && top <= bottom) || left > right) {
    throw new XmlError(`merged range ${ref}`);
  }
  return { top, left, bottom, right };
}

function columnOf(ref: string, row: number): number {
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(ref);
  const column = columnNumber(match?.[1] ?? '');
  if (column === null || Number(match?.[2]) !== row) throw new XmlError(`cell ${ref} in row ${row}`);
  return column;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
