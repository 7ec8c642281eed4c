import type { SheetData } from 'write-excel-file/universal';
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
