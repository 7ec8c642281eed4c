import { type Decimal } from 'decimal.js';
import { toHalfWidth, withoutSpaces } from '../fullwidth.ts';
import { parseNumber, type Parsed } from './cells.ts';
import { type Field } from './columns.ts';
import { cellText, columnLetter, type CellValue, type Finding } from './sheet.ts';
import { cellAt, dataRows, titleOf, type Table, type TableRow } from './table.ts';

export type TotalsCheck = {
  /** Why the whole file is refused: a stated sum differs from the computed one. */
  fatal: string | null;
  warnings: Finding[];
  /** The sums that were proved, for the person to see. */
  proved: { row: number; column: string; title: string; sum: string }[];
};

/**
 * Proves the table's own sums. Each 合计 must equal the sum of all data rows, whether or not an import will take
 * them; of several 合计 the earlier may also sum the rows since the previous one. 小计 sums the rows since the
 * previous 小计 or 合计 (the rows below it, when sums stand on top of their group), 累计 all rows so far. A column
 * with an unreadable number can't be proved: a warning. Counts such as 47户 are compared too, with a warning only.
 * Amounts are exact decimals in the table's own unit.
 */
export function checkTotals(table: Table, fields: readonly Field[]): TotalsCheck {
  const result: TotalsCheck = { fatal: null, warnings: [], proved: [] };
  for (const field of fields) {
    if (!field.summed || table.mapping[field.field] === undefined) continue;
    result.fatal ??= checkColumn(table, field.field, result);
  }
  result.warnings.push(...checkCounts(table));
  return result;
}

type Sum = { value: Decimal; unreadable: number[] };

function checkColumn(table: Table, field: string, result: TotalsCheck): string | null {
  const amounts = new Map(
    table.rows.map((row) => [row, row.kind === 'data' ? amountOf(table, row, field) : null]),
  );
  for (const [index, row] of table.rows.entries()) {
    if (row.kind !== 'total' && row.kind !== 'subtotal' && row.kind !== 'running') continue;
    const { cell, letter } = cellAt(table, row, field);
    const stated = statedSum(row, field, cell);
    if (letter === null || isCount(cellText(cell))) continue;
    const finding = { sheet: table.sheet, row: row.number, column: letter };
    if (stated.ok && stated.value === null) {
      if (field === 'amount' && row.kind === 'total')
        result.warnings.push({ ...finding, reason: '合计这一行没有写金额，没有核对' });
      continue;
    }
    if (!stated.ok) {
      result.warnings.push({ ...finding, reason: `这一格${stated.reason}，没有核对` });
      continue;
    }
    const spans = spansOf(table, index).map((rows) => sumOf(rows, amounts));
    const matching = spans.find((sum) => sum.unreadable.length === 0 && stated.value?.equals(sum.value));
    const unreadable = spans[0]?.unreadable ?? [];
    if (matching) {
      result.proved.push({
        ...finding,
        column: letter,
        title: titleOf(table, field),
        sum: matching.value.toFixed(),
      });
    } else if (unreadable.length > 0) {
      const rows = unreadable.slice(0, 5).join('、');
      result.warnings.push({ ...finding, reason: `第 ${rows} 行的数字读不出来，这一格的合计无法核对` });
    } else if (spans[0] && stated.value) {
      return difference(table, row, letter, titleOf(table, field), stated.value, spans[0].value);
    }
  }
  return null;
}

/** What stands under the column; of amounts, when that is nothing or only words, what the row says elsewhere. */
function statedSum(row: TableRow, field: string, cell: CellValue | undefined): Parsed<Decimal | null> {
  const stated = parseNumber(cell);
  if ((stated.ok && stated.value !== null) || field !== 'amount') return stated;
  const elsewhere = sumInWords(row);
  return elsewhere ? parseNumber(elsewhere) : stated;
}

/**
 * The sum that a total row states in words or beside its label: 合计：￥16,000.00, 合计人民币（大写）：壹万陆仟元整 ￥16000.00, 共计16000元.
 * A number without ¥ or 元 may count anything; two different ones, or an average, are left alone.
 */
function sumInWords(row: TableRow): CellValue | undefined {
  const texts = row.cells.filter((cell) => cell.kind === 'text').map((cell) => cellText(cell));
  const found = texts.flatMap((text) =>
    [
      ...withoutSpaces(toHalfWidth(text)).matchAll(
        /¥([\d,.]*\d)(?![\d万])|(?<![\d,.]|均|每\p{L})([\d,.]*\d)元/gu,
      ),
    ].map((match) => match[1] ?? match[2] ?? ''),
  );
  const [only, ...others] = [...new Set(found)];
  return only === undefined || others.length > 0 ? undefined : { kind: 'text', text: only };
}

/** The rows a sum may cover, the most likely first. */
function spansOf(table: Table, index: number): TableRow[][] {
  const row = table.rows[index];
  const before = table.rows.slice(0, index);
  if (row?.kind === 'running') return [before];
  if (row?.kind === 'subtotal') {
    return [sumsStandOnTop(table) ? untilSum(table.rows.slice(index + 1)) : sinceSum(before)];
  }
  const isLast = !table.rows.slice(index + 1).some((later) => later.kind === 'total');
  return isLast ? [table.rows] : [table.rows, sinceSum(before, ['total']), before];
}

function sumsStandOnTop(table: Table): boolean {
  const first = table.rows.find((row) => row.kind === 'data' || row.kind === 'subtotal');
  return first?.kind === 'subtotal';
}

function sinceSum(rows: readonly TableRow[], kinds: readonly string[] = ['subtotal', 'total']): TableRow[] {
  return rows.slice(rows.findLastIndex((row) => kinds.includes(row.kind)) + 1);
}

function untilSum(rows: readonly TableRow[]): TableRow[] {
  const end = rows.findIndex((row) => row.kind === 'subtotal' || row.kind === 'total');
  return end < 0 ? [...rows] : rows.slice(0, end);
}

/** Null: the row's number can't be read. A merged amount counts once, in the row that holds it. */
function amountOf(table: Table, row: TableRow, field: string): Decimal | 'nothing' | null {
  const { cell, own } = cellAt(table, row, field);
  const number = parseNumber(own ? cell : undefined);
  return number.ok ? (number.value ?? 'nothing') : null;
}

function sumOf(rows: readonly TableRow[], amounts: ReadonlyMap<TableRow, Decimal | 'nothing' | null>): Sum {
  const data = rows.filter((row) => row.kind === 'data');
  let value = zero();
  const unreadable: number[] = [];
  for (const row of data) {
    const amount = amounts.get(row) ?? null;
    if (amount === null) unreadable.push(row.number);
    else if (amount !== 'nothing') value = value.plus(amount);
  }
  return { value, unreadable };
}

/** From the parser, so that sums carry its precision. */
function zero(): Decimal {
  const parsed = parseNumber({ kind: 'number', digits: '0' });
  if (!parsed.ok || !parsed.value) throw new Error('zero is a number');
  return parsed.value;
}

function difference(
  table: Table,
  row: TableRow,
  letter: string,
  title: string,
  stated: Decimal,
  computed: Decimal,
): string {
  const word = row.kind === 'subtotal' ? '小计' : row.kind === 'running' ? '累计' : '合计';
  const hidden = dataRows(table).filter((one) => one.hidden).length;
  return (
    `“${table.sheet}”第 ${row.number} 行 ${letter} 列（${title}）的${word}写的是 ${stated.toFixed()}，` +
    `各行相加是 ${computed.toFixed()}，相差 ${stated.minus(computed).abs().toFixed()}。整个文件没有导入，请核对后再试。` +
    (hidden > 0 ? `表里有 ${hidden} 行被隐藏或筛选掉了，它们也算在内。` : '')
  );
}

const COUNT = /^共?(\d{1,7})(户|人|名|笔|行|条)$/;

function isCount(text: string): boolean {
  return COUNT.test(withoutSpaces(toHalfWidth(text)));
}

/** 47户 in a total row against the rows, or against the different persons in them. */
function checkCounts(table: Table): Finding[] {
  const rows = dataRows(table);
  const warnings: Finding[] = [];
  for (const row of table.rows) {
    if (row.kind !== 'total') continue;
    for (const cell of row.cells) {
      const match = COUNT.exec(withoutSpaces(toHalfWidth(cellText(cell))));
      const counts = [
        rows.length,
        ...['idNumber', 'memberNo', 'code', 'name'].map((field) => distinct(table, rows, field)),
      ];
      if (!match || counts.includes(Number(match[1]))) continue;
      warnings.push({
        sheet: table.sheet,
        row: row.number,
        column: columnLetter(cell.column),
        reason: `合计写的是 ${match[0]}，表里有 ${rows.length} 行`,
      });
    }
  }
  return warnings;
}

function distinct(table: Table, rows: readonly TableRow[], field: string): number {
  const texts = rows.map((row) => withoutSpaces(cellText(cellAt(table, row, field).cell)));
  return new Set(texts.filter((text) => text !== '')).size;
}
