import { Decimal } from 'decimal.js';

/**
 * A spreadsheet as the rules see it, whatever file it came from: rows under the sheet's own numbers, cells
 * under their column, merged ranges. Blank cells and blank rows are left out.
 */
export type Sheet = {
  name: string;
  hidden: boolean;
  rows: SheetRow[];
  merges: Merge[];
};

export type SheetRow = {
  /** The number the person sees at the left edge, from 1. */
  number: number;
  /** Hidden by hand or by a filter. */
  hidden: boolean;
  /** In rising order of column. */
  cells: Cell[];
};

/** `column` counts from 1 (A). */
export type Cell = CellValue & { column: number };

export type CellValue =
  | { kind: 'text'; text: string }
  /**
   * `digits`: plain decimal notation of the stored number; `shown`: how a zero-padded format displays it; `from1904`:
   * should it be a day count, it counts from 1904.
   */
  | { kind: 'number'; digits: string; shown?: string; from1904?: true }
  | { kind: 'date'; date: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'error'; text: string };

/** A merged range, both corners included, rows and columns from 1. */
export type Merge = { top: number; left: number; bottom: number; right: number };

/** What a file, or one row of it, says about itself, with the place in the person's own file. */
export type Finding = { sheet: string; row: number; column: string | null; reason: string };

/** 1 → A, 27 → AA. */
export function columnLetter(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** A → 1, AA → 27; null for anything that is no column. */
export function columnNumber(letters: string): number | null {
  if (!/^[A-Z]{1,3}$/.test(letters)) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/**
 * The decimal number a spreadsheet means by a stored double: 15 significant digits, which is what
 * spreadsheet programs show and keep (ECMA-376 stores 4979.32 as 4979.3199999999997). Plain notation.
 */
export function doubleToDigits(value: number): string {
  return new Decimal(value.toPrecision(15)).toFixed();
}

/** A cell's content as one text, for titles, labels and samples; '' for a missing cell. */
export function cellText(cell: CellValue | undefined): string {
  if (!cell) return '';
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'number':
      return cell.shown ?? cell.digits;
    case 'date':
      return cell.date;
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE';
    case 'error':
      return cell.text;
  }
}
