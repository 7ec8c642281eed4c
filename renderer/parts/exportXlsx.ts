import type { SheetData } from 'write-excel-file/universal';
import { bridge } from '../api.ts';
import { cellValue, totalsOf, type Column } from './gridColumns.ts';

/**
 * The columns and rows of a grid as spreadsheet rows: title row, rows, totals row. Money becomes a number
 * with two decimals (a spreadsheet holds nothing finer), codes and masked numbers stay text.
 */
export function gridToXlsxRows<T>(columns: readonly Column<T>[], rows: readonly T[], unit = '户'): SheetData {
  const head = columns.map((column) => ({
    value: column.title,
    type: String,
    fontWeight: 'bold' as const,
    backgroundColor: '#efece4',
    align: isFigure(column) ? ('right' as const) : ('left' as const),
  }));
  const body = rows.map((row) => columns.map((column) => cellOf(column, cellValue(column, row), false)));
  if (!columns.some((column) => column.total)) return [head, ...body];
  const totals = totalsOf(columns, rows);
  const first = columns[0];
  if (first) totals[first.field] = `合计 ${rows.length} ${unit}`;
  return [head, ...body, columns.map((column) => cellOf(column, totals[column.field] ?? null, true))];
}

/** Saves what a grid shows as an .xlsx file where the person chooses (or in the downloads). */
export async function exportXlsx<T>(
  fileName: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
  unit?: string,
): Promise<void> {
  const { default: writeXlsxFile } = await import('write-excel-file/universal');
  const sheet = writeXlsxFile(gridToXlsxRows(columns, rows, unit), {
    columns: columns.map((column) => ({ width: Math.max(8, Math.round((column.width ?? 90) / 7)) })),
    stickyRowsCount: 1,
  });
  const blob = await sheet.toBlob();
  await bridge.saveFile(fileName, new Uint8Array(await blob.arrayBuffer()));
}

const isFigure = (column: { kind: string }): boolean => column.kind === 'money' || column.kind === 'number';

function cellOf<T>(column: Column<T>, value: string | number | null, bold: boolean) {
  const weight = bold ? { fontWeight: 'bold' as const } : {};
  if (value === null || value === '') return null;
  if (column.kind === 'money' && typeof value === 'number') {
    return { value: value / 100, type: Number, format: '#,##0.00', align: 'right' as const, ...weight };
  }
  if (column.kind === 'number' && /^-?\d+(\.\d+)?$/.test(String(value))) {
    return { value: Number(value), type: Number, align: 'right' as const, ...weight };
  }
  return {
    value: String(value),
    type: String,
    align: isFigure(column) ? ('right' as const) : ('left' as const),
    ...weight,
  };
}
