import { expect, test } from 'vitest';
import type { Column } from './gridColumns.ts';
import { gridToXlsxRows } from './gridToXlsxRows.ts';

interface Row {
  no: string;
  fen: number;
}
const columns: Column<Row>[] = [
  { field: 'no', title: '社员号', kind: 'code' },
  { field: 'fen', title: '出资额', kind: 'money', total: true },
];

test('codes stay text, money is a number with two decimals, totals come last', () => {
  const sheet = gridToXlsxRows(columns, [
    { no: '001', fen: 123456 },
    { no: '002', fen: -5 },
  ]);
  const values = sheet.map((row) => row.map((cell) => (cell as { value: unknown }).value));
  expect(values).toEqual([
    ['社员号', '出资额'],
    ['001', 1234.56],
    ['002', -0.05],
    ['合计 2 户', 1234.51],
  ]);
  expect(sheet[1]?.[1]).toMatchObject({ type: Number, format: '#,##0.00' });
});
