import { bridge } from '../api.ts';
import type { Column } from './gridColumns.ts';
import { gridToXlsxRows } from './gridToXlsxRows.ts';

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
