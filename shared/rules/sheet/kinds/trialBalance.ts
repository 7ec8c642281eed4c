import { invariant, ok, refuse, type Result } from '../../result.ts';
import { parseCode, parseMoney, parseText, type Unit } from '../cells.ts';
import { statedUnit, type Field, type TitledColumn } from '../columns.ts';
import { cellText, columnLetter, type Finding, type Sheet } from '../sheet.ts';
import { cellAt, dataRows, findTable, missingFields, type Table, type TableRow } from '../table.ts';

/** A row of a trial balance (科目余额表) as somebody's old books print it; amounts in fen, debit positive. */
export interface TrialBalanceRow {
  readonly row: number;
  readonly code: string;
  readonly name: string;
  readonly balanceFen: number;
  readonly yearDebitFen: number;
  readonly yearCreditFen: number;
}

/** To find the header by: which of its amounts are meant is `amountColumns`' business. */
const HEADER_FIELDS: readonly Field[] = [
  {
    field: 'code',
    title: '科目编码',
    synonyms: ['科目编码', '科目代码', '科目编号', '编码', '代码'],
    required: true,
  },
  { field: 'name', title: '科目名称', synonyms: ['科目名称', '会计科目', '科目', '名称'], required: true },
  { field: 'debit', title: '借方', synonyms: ['借方', '借方余额', '期末借方', '方向'], required: false },
  { field: 'credit', title: '贷方', synonyms: ['贷方', '贷方余额', '期末贷方', '余额'], required: false },
];

export interface TrialBalanceSheet {
  readonly rows: readonly TrialBalanceRow[];
  readonly refused: readonly Finding[];
  readonly problem: string | null;
  /** The titles of the columns the balance was taken from, '' without any. */
  readonly balanceFrom: string;
}

/**
 * Reads a trial balance. The balance is 期末 (or the only one there is), in two columns, or in one with its 方向; the year so far is
 * 本年累计. Of a code with sub-accounts in the sheet only the sub-accounts count, because the parent repeats their sum. Rows with
 * neither balance nor turnover are left out; a row that can't be read is refused with its place.
 */
export function readTrialBalance(sheet: Sheet): TrialBalanceSheet {
  const nothing = (problem: string) => ({ rows: [], refused: [], problem, balanceFrom: '' });
  const table = findTable(sheet, HEADER_FIELDS);
  if (!table) {
    return nothing(`“${sheet.name}”里找不到科目余额表的表头（科目编码、科目名称、期末余额的借方、贷方）。`);
  }
  const missing = missingFields(table, HEADER_FIELDS);
  if (missing.length > 0) {
    const names = missing.map((one) => one.title).join('、');
    return nothing(`“${sheet.name}”缺少这几列：${names}。请补上表头再导入。`);
  }
  const columns = amountColumns(table.columns);
  if (!columns.ok) return nothing(`“${sheet.name}”${columns.error.message}`);
  const titles = table.columns.map((one) => one.title);
  const unit = statedUnit(titles, table.above) ?? '元';
  const rows: TrialBalanceRow[] = [];
  const refused: Finding[] = [];
  for (const row of dataRows(table)) {
    const read = readRow(table, columns.value, row, unit);
    if ('refused' in read) refused.push(...read.refused);
    else rows.push(read);
  }
  const codes = rows.map((row) => row.code);
  const leaves = rows.filter((row) => !codes.some((code) => code !== row.code && code.startsWith(row.code)));
  return {
    rows: leaves.filter((row) => row.balanceFen !== 0 || row.yearDebitFen !== 0 || row.yearCreditFen !== 0),
    refused,
    problem: null,
    balanceFrom: columns.value.balance.map((one) => one.title).join('、'),
  };
}

/** Which columns hold the amounts: two sides, or a direction and one amount, or one amount with its sign (debit positive). */
interface AmountColumns {
  readonly balance: readonly TitledColumn[];
  readonly debit: TitledColumn | undefined;
  readonly credit: TitledColumn | undefined;
  readonly direction: TitledColumn | undefined;
  readonly amount: TitledColumn | undefined;
  readonly yearDebit: TitledColumn | undefined;
  readonly yearCredit: TitledColumn | undefined;
}

type Moment = 'closing' | 'opening' | 'year' | 'turnover' | 'plain';
type Part = 'debit' | 'credit' | 'direction' | 'amount';

/** In this order: 本年累计 is no 年初, and 年初余额 no turnover of 本年. */
const MOMENTS: readonly (readonly [RegExp, Moment])[] = [
  [/累计/u, 'year'],
  [/[期年月]末/u, 'closing'],
  [/[期年月]初|上年|承前/u, 'opening'],
  [/本年/u, 'year'],
  [/本期|本月|发生/u, 'turnover'],
];
const PARTS: readonly (readonly [RegExp, Part])[] = [
  [/方向|借或贷|借贷/u, 'direction'],
  [/借/u, 'debit'],
  [/贷/u, 'credit'],
  [/余额|金额/u, 'amount'],
];

function amountColumns(columns: readonly TitledColumn[]): Result<AmountColumns> {
  const known = columns.flatMap((column) => {
    const part = PARTS.find(([pattern]) => pattern.test(column.title))?.[1];
    const moment = MOMENTS.find(([pattern]) => pattern.test(column.title))?.[1] ?? 'plain';
    return part === undefined ? [] : [{ ...column, part, moment }];
  });
  const has = (moment: Moment) => known.some((one) => one.moment === moment);
  const pick = (moment: Moment, part: Part) =>
    known.find((one) => one.moment === moment && one.part === part);
  if (!has('closing') && has('opening') && (has('plain') || has('turnover') || has('year'))) {
    return refuse(
      'no_closing',
      '有期初余额和发生额，没有期末余额。期初要填的是启用那天的余额，请把期末余额一栏补上再导入。',
    );
  }
  const moment = (['closing', 'plain', 'opening'] as const).find(has);
  const of = (part: Part) => (moment === undefined ? undefined : pick(moment, part));
  const [debit, credit, amount] = [of('debit'), of('credit'), of('amount')];
  // A direction without a moment of its own stands before the balance all the same.
  const direction = of('direction') ?? pick('plain', 'direction');
  const sides = debit && credit ? [debit, credit] : [];
  const balance = sides.length > 0 ? sides : [direction, amount].filter((one) => one !== undefined);
  if (sides.length === 0 && amount === undefined) {
    return refuse('no_balance', '缺少期末余额的借方、贷方两列（或方向、余额两列）。请补上表头再导入。');
  }
  return ok({
    balance,
    debit: sides.length > 0 ? debit : undefined,
    credit: sides.length > 0 ? credit : undefined,
    direction,
    amount,
    yearDebit: pick('year', 'debit'),
    yearCredit: pick('year', 'credit'),
  });
}

function readRow(
  table: Table,
  columns: AmountColumns,
  row: TableRow,
  unit: Unit,
): TrialBalanceRow | { refused: Finding[] } {
  const refused: Finding[] = [];
  const refuseAt = (column: string | null, reason: string): void => {
    refused.push({ sheet: table.sheet, row: row.number, column, reason });
  };
  const cellOf = (column: TitledColumn | undefined) =>
    column && row.cells.find((one) => one.column === column.column);
  const money = (column: TitledColumn | undefined): number => {
    if (!column) return 0;
    const parsed = parseMoney(cellOf(column), unit, 'allowed');
    if (parsed.ok) return parsed.value ?? 0;
    refuseAt(columnLetter(column.column), parsed.reason);
    return 0;
  };
  const balance = (): number => {
    if (columns.debit && columns.credit) return money(columns.debit) - money(columns.credit);
    invariant(columns.amount !== undefined, 'a balance has its column');
    const fen = money(columns.amount);
    if (!columns.direction || fen === 0) return fen;
    const direction = cellText(cellOf(columns.direction)).trim();
    if (/^借/u.test(direction)) return fen;
    if (/^贷/u.test(direction)) return -fen;
    refuseAt(columnLetter(columns.direction.column), `方向“${direction}”不是借，也不是贷`);
    return 0;
  };
  const code = parseCode(cellAt(table, row, 'code').cell);
  const name = parseText(cellAt(table, row, 'name').cell);
  const digits = code.ok ? code.value.replace(/[^0-9]/gu, '') : '';
  if (digits.length < 3) {
    refuseAt(table.mapping.code ?? null, code.ok ? `“${code.value}”不是科目编码` : code.reason);
  }
  const result: TrialBalanceRow = {
    row: row.number,
    code: digits,
    name: name.ok ? name.value : '',
    balanceFen: balance(),
    yearDebitFen: money(columns.yearDebit),
    yearCreditFen: money(columns.yearCredit),
  };
  return refused.length > 0 ? { refused } : result;
}
