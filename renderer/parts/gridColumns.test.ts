import { describe, expect, test } from 'vitest';
import {
  cellValue,
  comparatorOf,
  pastedText,
  shownText,
  sumDecimals,
  totalsOf,
  type Column,
} from './gridColumns.ts';

interface Row {
  no: string;
  name: string;
  fen: number;
  kg: string | null;
}
const rows: Row[] = [
  { no: 'M10', name: '张守田', fen: -150, kg: '10.5' },
  { no: 'M2', name: '李秀英', fen: 0, kg: '0.125' },
  { no: 'M1', name: '安平', fen: 100_000_000_000_00, kg: null },
];
const column = (
  field: keyof Row,
  kind: Column<Row>['kind'],
  more: Partial<Column<Row>> = {},
): Column<Row> => ({
  field,
  title: field,
  kind,
  ...more,
});
const sorted = (one: Column<Row>): string[] => {
  const compare = comparatorOf(one, rows);
  return [...rows].sort((a, b) => compare(cellValue(one, a), cellValue(one, b))).map((row) => row.no);
};

describe('what a cell shows', () => {
  test.each([
    ['money', 123456789, '1,234,567.89', '1234567.89'],
    ['money', 0, '—', '0.00'],
    ['money', -5, '-0.05', '-0.05'],
    ['money', null, '', ''],
    ['number', '1119.2', '1,119.2', '1119.2'],
    ['number', 1384, '1,384', '1384'],
    ['number', '2.17%', '2.17%', '2.17%'],
    ['text', '两\t行\n字', '两\t行\n字', '两 行 字'],
  ] as const)('%s %s', (kind, value, shown, pasted) => {
    expect(shownText(kind, value)).toBe(shown);
    expect(pastedText(kind, value)).toBe(pasted);
  });

  test('decimals are filled up, never cut', () => {
    expect(shownText('number', '7', 2)).toBe('7.00');
    expect(shownText('number', '-1056.125', 2)).toBe('-1,056.125');
    expect(shownText('number', null, 2)).toBe('');
  });
});

describe('sorting', () => {
  test('codes by their numbers', () => expect(sorted(column('no', 'code'))).toEqual(['M1', 'M2', 'M10']));
  test('names by pinyin', () => expect(sorted(column('name', 'text'))).toEqual(['M1', 'M2', 'M10']));
  test('money by amount', () => expect(sorted(column('fen', 'money'))).toEqual(['M10', 'M2', 'M1']));
  test('numbers by value, empty first', () =>
    expect(sorted(column('kg', 'number'))).toEqual(['M1', 'M2', 'M10']));
});

describe('totals', () => {
  test('fen as integers, decimal text exactly', () => {
    const columns = [
      column('no', 'code'),
      column('fen', 'money', { total: true }),
      column('kg', 'number', { total: true }),
    ];
    expect(totalsOf(columns, rows)).toEqual({ fen: 100_000_000_000_00 - 150, kg: '10.625' });
  });
  test.each([
    [['0.1', '0.2'], '0.3'],
    [['1', '-2.5'], '-1.5'],
    [[], '0'],
    [['1,000.5', null, '—'], '1000.5'],
  ] as const)('sum of %j is %s', (values, sum) => expect(sumDecimals(values)).toBe(sum));
});
