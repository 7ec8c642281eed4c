import { parseCode, parseMoney, parseText } from '../cells.ts';
import { statedUnit, type Field } from '../columns.ts';
import type { Finding, Sheet } from '../sheet.ts';
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

const TRIAL_BALANCE_FIELDS: readonly Field[] = [
  {
    field: 'code',
    title: '科目编码',
    synonyms: ['科目编码', '科目代码', '科目编号', '编码', '代码'],
    required: true,
  },
  { field: 'name', title: '科目名称', synonyms: ['科目名称', '会计科目', '科目', '名称'], required: true },
  {
    field: 'debit',
    title: '期末借方余额',
    synonyms: [
      '期末余额/借方',
      '期末借方',
      '期末借方余额',
      '借方余额',
      '期初借方',
      '期初余额/借方',
      '年末余额/借方',
      '余额/借方',
      '借方',
    ],
    required: true,
  },
  {
    field: 'credit',
    title: '期末贷方余额',
    synonyms: [
      '期末余额/贷方',
      '期末贷方',
      '期末贷方余额',
      '贷方余额',
      '期初贷方',
      '期初余额/贷方',
      '年末余额/贷方',
      '余额/贷方',
      '贷方',
    ],
    required: true,
  },
  {
    field: 'yearDebit',
    title: '本年累计借方',
    synonyms: ['本年累计/借方', '本年累计借方', '累计借方', '本年累计发生额/借方'],
    required: false,
  },
  {
    field: 'yearCredit',
    title: '本年累计贷方',
    synonyms: ['本年累计/贷方', '本年累计贷方', '累计贷方', '本年累计发生额/贷方'],
    required: false,
  },
];

export interface TrialBalanceSheet {
  readonly rows: readonly TrialBalanceRow[];
  readonly refused: readonly Finding[];
  readonly problem: string | null;
}

/**
 * Reads a trial balance. Of a code with sub-accounts in the sheet only the sub-accounts count, because the parent repeats their
 * sum. Rows with neither balance nor turnover are left out; a row that can't be read is refused with its place.
 */
export function readTrialBalance(sheet: Sheet): TrialBalanceSheet {
  const table = findTable(sheet, TRIAL_BALANCE_FIELDS);
  if (!table) {
    return {
      rows: [],
      refused: [],
      problem: `“${sheet.name}”里找不到科目余额表的表头（科目编码、科目名称、借方、贷方）。`,
    };
  }
  const missing = missingFields(table, TRIAL_BALANCE_FIELDS);
  if (missing.length > 0) {
    const names = missing.map((one) => one.title).join('、');
    return { rows: [], refused: [], problem: `“${sheet.name}”缺少这几列：${names}。请补上表头再导入。` };
  }
  const unit =
    statedUnit(
      table.columns.map((one) => one.title),
      table.above,
    ) ?? '元';
  const rows: TrialBalanceRow[] = [];
  const refused: Finding[] = [];
  for (const row of dataRows(table)) {
    const read = readRow(table, row, unit);
    if ('refused' in read) refused.push(...read.refused);
    else rows.push(read);
  }
  const codes = rows.map((row) => row.code);
  const leaves = rows.filter((row) => !codes.some((code) => code !== row.code && code.startsWith(row.code)));
  return {
    rows: leaves.filter((row) => row.balanceFen !== 0 || row.yearDebitFen !== 0 || row.yearCreditFen !== 0),
    refused,
    problem: null,
  };
}

function readRow(table: Table, row: TableRow, unit: '元' | '万元'): TrialBalanceRow | { refused: Finding[] } {
  const refused: Finding[] = [];
  const refuse = (field: string, reason: string): void => {
    refused.push({ sheet: table.sheet, row: row.number, column: table.mapping[field] ?? null, reason });
  };
  const money = (field: string): number => {
    const parsed = parseMoney(cellAt(table, row, field).cell, unit, 'allowed');
    if (parsed.ok) return parsed.value ?? 0;
    refuse(field, parsed.reason);
    return 0;
  };
  const code = parseCode(cellAt(table, row, 'code').cell);
  const name = parseText(cellAt(table, row, 'name').cell);
  const digits = code.ok ? code.value.replace(/[^0-9]/gu, '') : '';
  if (digits.length < 3) refuse('code', code.ok ? `“${code.value}”不是科目编码` : code.reason);
  const debitFen = money('debit');
  const creditFen = money('credit');
  const result: TrialBalanceRow = {
    row: row.number,
    code: digits,
    name: name.ok ? name.value : '',
    balanceFen: debitFen - creditFen,
    yearDebitFen: money('yearDebit'),
    yearCreditFen: money('yearCredit'),
  };
  return refused.length > 0 ? { refused } : result;
}
