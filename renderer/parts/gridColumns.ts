import type { ReactNode } from 'react';
import { formatYuan, plainYuan } from '../../shared/rules/money.ts';

type ColumnKind = 'text' | 'money' | 'number' | 'date' | 'code';

export interface Column<T> {
  /** Which property of the row; any other word when `value` is given. */
  field: string;
  title: string;
  kind: ColumnKind;
  /** Least width in pixels; columns share what is left in proportion. */
  width?: number;
  /** A number's least decimals as shown, so that a column's points stand under one another. */
  decimals?: number;
  /** True: the sum of the shown rows. A function: what stands there instead, from the shown rows. */
  total?: boolean | ((rows: readonly T[]) => string | number);
  /** Where the value comes from when it is no property. Money is integer fen. */
  value?: (row: T) => string | number | null;
  /** What is shown for a value that needs other words than its own ('active' → 正常). Sorting and copying use it too. */
  words?: Readonly<Record<string, string>>;
  /** Own content. Without it cells stay plain text, which is what keeps long lists fast. */
  render?: (row: T) => ReactNode;
  /** Makes the cell a link: a click, or Enter while it has the focus. */
  onClick?: (row: T) => void;
  pinned?: 'left' | 'right';
  /** The cell is an input as soon as it has the focus; `onEdit` of the grid gets the text. */
  editable?: boolean | ((row: T) => boolean);
  strong?: boolean;
  quiet?: boolean;
  tooltip?: (row: T) => string;
}

/** The cell's true value: what sorting, totals and copying use. */
export function cellValue<T>(column: Column<T>, row: T): string | number | null {
  const raw = column.value ? column.value(row) : (row as Record<string, unknown>)[column.field];
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'string' || typeof raw === 'number') {
    return column.words ? (column.words[String(raw)] ?? raw) : raw;
  }
  return typeof raw === 'boolean' ? (raw ? '是' : '') : JSON.stringify(raw);
}

/** As shown: money 1,234.56, "—" for zero and "" for nothing; numbers 1,119.2, with `decimals` at least. */
export function shownText(kind: ColumnKind, value: unknown, decimals = 0): string {
  if (value === null || value === undefined) return '';
  if (kind === 'money' && typeof value === 'number') return value === 0 ? '—' : formatYuan(value);
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return kind === 'number' ? grouped(text, decimals) : text;
}

/** A plain decimal with thousands separators; anything else ("2.17%") as it is. */
function grouped(text: string, decimals: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const whole = (match[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',');
  const after = (match[3] ?? '').padEnd(decimals, '0');
  return `${match[1] ?? ''}${whole}${after ? `.${after}` : ''}`;
}

/** As a spreadsheet reads it when pasted: money without separators, no tabs or line breaks. */
export function pastedText(kind: ColumnKind, value: unknown): string {
  if (kind === 'money' && typeof value === 'number') return plainYuan(value);
  // Separators would make text of a number.
  const text = kind === 'number' ? shownText('code', value) : shownText(kind, value);
  return text.replace(/[\t\r\n]+/g, ' ');
}

/** The totals row over `rows`: sums of fen as integers, of decimal text digit by digit, never through a float. */
export function totalsOf<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
): Record<string, string | number> {
  const totals: Record<string, string | number> = {};
  for (const column of columns) {
    if (typeof column.total === 'function') totals[column.field] = column.total(rows);
    else if (column.total && column.kind === 'money') totals[column.field] = sumFen(column, rows);
    else if (column.total) totals[column.field] = sumDecimals(rows.map((row) => cellValue(column, row)));
  }
  return totals;
}

function sumFen<T>(column: Column<T>, rows: readonly T[]): number {
  let sum = 0;
  for (const row of rows) {
    const value = cellValue(column, row);
    if (typeof value === 'number') sum += value;
  }
  return sum;
}

/** Adds decimal texts ("12.5", up to six decimals) exactly. */
export function sumDecimals(values: readonly (string | number | null)[]): string {
  let sum = 0n;
  for (const value of values) {
    const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(String(value ?? '').replaceAll(',', ''));
    if (!match) continue;
    const scaled = BigInt((match[2] ?? '0') + (match[3] ?? '').padEnd(6, '0'));
    sum += match[1] ? -scaled : scaled;
  }
  const digits = (sum < 0n ? -sum : sum).toString().padStart(7, '0');
  const decimals = digits.slice(-6).replace(/0+$/, '');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -6)}${decimals ? `.${decimals}` : ''}`;
}

type Comparator = (a: unknown, b: unknown) => number;

/** Sorts by the true value: numbers as numbers, M2 before M10, Chinese by pinyin. Empty cells come first. */
export function comparatorOf<T>(column: Column<T>, rows: readonly T[]): Comparator {
  if (column.kind === 'money' || column.kind === 'number') {
    return (a, b) => numberOf(a) - numberOf(b);
  }
  if (column.kind === 'date') return (a, b) => compareText(asText(a), asText(b));
  const rank = column.kind === 'code' ? naturalKeys() : pinyinRanks(column, rows);
  return (a, b) => rank(asText(a), asText(b));
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return value === null || value === undefined || value === '' ? -Infinity : Number.parseFloat(asText(value));
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Codes compare with every run of digits padded; the padded forms are kept, a sort asks for each many times. */
function naturalKeys(): (a: string, b: string) => number {
  const keys = new Map<string, string>();
  const keyOf = (text: string): string => {
    let key = keys.get(text);
    if (key === undefined) {
      key = text.replace(/\d+/g, (digits) => digits.padStart(12, '0'));
      keys.set(text, key);
    }
    return key;
  };
  return (a, b) => compareText(keyOf(a), keyOf(b));
}

/** Pinyin order is slow to ask for pair by pair: the distinct texts are ranked once, at the first sort. */
function pinyinRanks<T>(column: Column<T>, rows: readonly T[]): (a: string, b: string) => number {
  let ranks: Map<string, number> | null = null;
  return (a, b) => {
    ranks ??= new Map(
      [...new Set(rows.map((row) => asText(cellValue(column, row))))]
        .sort(new Intl.Collator('zh-CN', { numeric: true }).compare)
        .map((text, index) => [text, index]),
    );
    return (ranks.get(a) ?? -1) - (ranks.get(b) ?? -1);
  };
}
