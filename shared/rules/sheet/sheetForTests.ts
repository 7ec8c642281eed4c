import { type CellValue, type Merge, type Sheet } from './sheet.ts';

/** What a test writes for a cell: text, a number as the sheet's digits, null for blank, or the cell itself. */
export type Written = string | number | null | CellValue;

/** A sheet from rows as a person would draw it; `null` rows are blank. Row numbers count from 1. */
export function sheetOf(
  rows: (readonly Written[] | null)[],
  merges: readonly string[] = [],
  name = '表',
): Sheet {
  return {
    name,
    hidden: false,
    rows: rows.flatMap((cells, index) => {
      const filled = (cells ?? []).flatMap((written, column) =>
        written === null ? [] : [{ ...cellOf(written), column: column + 1 }],
      );
      return filled.length > 0 ? [{ number: index + 1, hidden: false, cells: filled }] : [];
    }),
    merges: merges.map(mergeOf),
  };
}

export function cellOf(written: Exclude<Written, null>): CellValue {
  if (typeof written === 'string') return { kind: 'text', text: written };
  if (typeof written === 'number') return { kind: 'number', digits: String(written) };
  return written;
}

function mergeOf(ref: string): Merge {
  const [, left = '', top, right = '', bottom] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(ref) ?? [];
  return {
    left: left.charCodeAt(0) - 64,
    top: Number(top),
    right: right.charCodeAt(0) - 64,
    bottom: Number(bottom),
  };
}
