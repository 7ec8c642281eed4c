import type { FeeRate } from '../../fundFee.ts';
import { squeeze, toHalfWidth, withoutSpaces } from '../../fullwidth.ts';
import { type Fen, formatYuan } from '../../money.ts';
import {
  type Parsed,
  parseCode,
  parseDateCell,
  parseIdNumber,
  parseMoney,
  parseName,
  parseText,
  saysNothing,
  type Unit,
} from '../cells.ts';
import { type Field } from '../columns.ts';
import { cellText, type CellValue, type Finding, type Sheet } from '../sheet.ts';
import { dataRows, findTable, missingFields, type Table } from '../table.ts';
import { parseGroupNo } from './groupNo.ts';
import { type ImportOptions, type ImportParse, openTable } from './opening.ts';
import { rowReader, type RowReader } from './rowReader.ts';

/** A mutual-aid loan as the association's sheet (互助资金借款台账) has it, with what the second sheet says came back. */
export type FundLoanRow = {
  sheet: string;
  row: number;
  /** 第1互助小组 */
  guaranteeGroup: string;
  name: string;
  idNumber: string | null;
  groupNo: number | null;
  /** 借据号 */
  no: string;
  amountFen: Fen;
  purpose: string;
  paidOutOn: string;
  dueOn: string;
  rate: FeeRate;
  method: 'lump' | 'instalments';
  note: string;
};

export type FundRepaymentRow = {
  sheet: string;
  row: number;
  no: string;
  name: string;
  date: string;
  principalFen: Fen;
  feeFen: Fen;
};

/** `records` are loans; repayments stand beside them with their own sheet's columns. */
export type FundLoansParse = ImportParse<FundLoanRow> & {
  repayments: { records: FundRepaymentRow[]; mapping: Readonly<Record<string, string>> };
};

const LOAN_FIELDS: readonly Field[] = [
  {
    field: 'guaranteeGroup',
    title: '小组',
    synonyms: ['小组', '互助小组', '联保小组', '互助组', '小组名称'],
    required: true,
  },
  {
    field: 'name',
    title: '借款人',
    synonyms: ['借款人', '借款人姓名', '借款户', '姓名', '会员姓名', '户主'],
    required: true,
  },
  {
    field: 'idNumber',
    title: '身份证号',
    synonyms: ['身份证号', '身份证号码', '公民身份号码', '证件号', '身份证', '借款人身份证号'],
    required: false,
  },
  { field: 'groupNo', title: '组别', synonyms: ['组别', '村民小组', '村组', '所在组'], required: false },
  {
    field: 'no',
    title: '借据号',
    synonyms: ['借据号', '借据编号', '借据', '合同编号', '合同号'],
    required: true,
  },
  {
    field: 'amount',
    title: '金额',
    synonyms: ['金额', '借款金额', '借款额', '本金', '发放金额'],
    required: true,
    summed: true,
  },
  { field: 'purpose', title: '用途', synonyms: ['用途', '借款用途', '项目', '产业'], required: false },
  {
    field: 'paidOutOn',
    title: '借款日',
    synonyms: ['借款日', '借款日期', '发放日期', '放款日期', '借出日期', '起始日'],
    required: true,
  },
  {
    field: 'dueOn',
    title: '到期日',
    synonyms: ['到期日', '到期日期', '还款日', '约定还款日', '应还日期', '截止日'],
    required: true,
  },
  {
    field: 'rate',
    title: '占用费率',
    synonyms: ['占用费率', '费率', '资金占用费率', '月占用费率', '使用费率', '占用费标准'],
    required: true,
  },
  { field: 'method', title: '还款方式', synonyms: ['还款方式', '还款方法', '归还方式'], required: true },
  { field: 'note', title: '备注', synonyms: ['备注', '说明'], required: false },
];

const REPAYMENT_FIELDS: readonly Field[] = [
  {
    field: 'no',
    title: '借据号',
    synonyms: ['借据号', '借据编号', '借据', '合同编号', '合同号'],
    required: true,
  },
  {
    field: 'name',
    title: '借款人',
    synonyms: ['借款人', '借款人姓名', '借款户', '姓名', '还款人'],
    required: false,
  },
  { field: 'date', title: '日期', synonyms: ['日期', '还款日期', '归还日期', '收款日期'], required: true },
  {
    field: 'principal',
    title: '归还本金',
    synonyms: ['归还本金', '还本', '本金', '偿还本金', '收回本金', '还款金额'],
    required: true,
    summed: true,
  },
  {
    field: 'fee',
    title: '占用费',
    synonyms: ['占用费', '资金占用费', '收占用费', '使用费', '占用费收入'],
    required: true,
    summed: true,
  },
];

/**
 * The register of loans and, if the file has one, the sheet of what came back, joined by 借据号. A number that stands twice is refused where
 * it stands the second time.
 */
export function parseFundLoans(sheets: readonly Sheet[], options: ImportOptions = {}): FundLoansParse {
  const repayments = chooseRepayments(sheets, options.sheetName);
  const others = sheets.filter((sheet) => sheet.name !== repayments?.sheet);
  const none = { records: [], mapping: {} };
  const { opened, info, fatal } = openTable(others, LOAN_FIELDS, options, 'amount');
  if (!opened) {
    return { info, records: [], refused: [], warnings: [], fatal, repayments: none };
  }
  const warnings = [...opened.warnings];
  const refused: Finding[] = [];
  const records: FundLoanRow[] = [];
  const seen = new Map<string, number>();
  for (const row of dataRows(opened.table)) {
    const reader = rowReader(opened.table, row, LOAN_FIELDS, warnings);
    const loan = readLoan(opened.table.sheet, row.number, reader, opened.info.unit);
    if (loan) {
      const before = seen.get(loan.no);
      if (before !== undefined) reader.refuse('no', `与第 ${before} 行借据号重复`);
      else seen.set(loan.no, row.number);
    }
    const refusal = reader.refusal();
    if (refusal) refused.push(refusal);
    else if (loan) records.push(loan);
  }
  const back = repayments ? readRepayments(repayments, opened.info.unit, refused, warnings) : [];
  return {
    info: info && {
      ...info,
      sheets: sheets.map((sheet) => ({ name: sheet.name, rows: sheet.rows.length, hidden: sheet.hidden })),
    },
    records,
    refused,
    warnings,
    fatal: null,
    repayments: { records: back, mapping: repayments?.mapping ?? {} },
  };
}

/** The first visible sheet with every column of repayments and not those of loans; never the one chosen for the loans. */
function chooseRepayments(sheets: readonly Sheet[], loanSheet: string | undefined): Table | null {
  for (const sheet of sheets) {
    if (sheet.hidden || sheet.name === loanSheet) continue;
    const loans = findTable(sheet, LOAN_FIELDS);
    if (loans && missingFields(loans, LOAN_FIELDS).length === 0) continue;
    const table = findTable(sheet, REPAYMENT_FIELDS);
    if (table && missingFields(table, REPAYMENT_FIELDS).length === 0) return table;
  }
  return null;
}

function readLoan(sheet: string, row: number, reader: RowReader, unit: Unit): FundLoanRow | null {
  const guaranteeGroup = reader.need('guaranteeGroup', parseText);
  const name = reader.need('name', parseName);
  const idNumber = reader.read('idNumber', parseIdNumber);
  const groupNo = reader.read('groupNo', parseGroupNo);
  const no = reader.need('no', parseCode);
  const amountFen = reader.need('amount', (cell) => parseMoney(cell, unit));
  const paidOutOn = reader.need('paidOutOn', parseDateCell);
  const dueOn = reader.need('dueOn', parseDateCell);
  const rate = reader.need('rate', parseRate);
  const method = reader.need('method', parseMethod);
  const purpose = reader.read('purpose', parseText) ?? '';
  const note = reader.read('note', parseText) ?? '';
  if (!guaranteeGroup || name === null || !no || amountFen === null) return null;
  if (paidOutOn === null || dueOn === null || rate === null || method === null) return null;
  if (amountFen === 0) reader.refuse('amount', '金额是 0');
  if (dueOn <= paidOutOn) reader.refuse('dueOn', `到期日 ${dueOn} 不在借款日 ${paidOutOn} 之后`);
  return {
    sheet,
    row,
    guaranteeGroup,
    name,
    idNumber,
    groupNo,
    no,
    amountFen,
    purpose,
    paidOutOn,
    dueOn,
    rate,
    method,
    note,
  };
}

function readRepayments(
  table: Table,
  unit: Unit,
  refused: Finding[],
  warnings: Finding[],
): FundRepaymentRow[] {
  return dataRows(table).flatMap((row): FundRepaymentRow[] => {
    const reader = rowReader(table, row, REPAYMENT_FIELDS, warnings);
    const no = reader.need('no', parseCode);
    const name = reader.read('name', parseText) ?? '';
    const date = reader.need('date', parseDateCell);
    const principalFen = reader.read('principal', (cell) => parseMoney(cell, unit)) ?? 0;
    const feeFen = reader.read('fee', (cell) => parseMoney(cell, unit)) ?? 0;
    if (principalFen === 0 && feeFen === 0) {
      reader.refuse('principal', `归还本金和占用费都是 ${formatYuan(0)}`);
    }
    const refusal = reader.refusal();
    if (refusal) refused.push(refusal);
    if (refusal || !no || date === null) return [];
    return [
      { sheet: table.sheet, row: row.number, no, name: withoutSpaces(name), date, principalFen, feeFen },
    ];
  });
}

/** 5‰/月, 月5‰, 5‰; 0.5%/月 is the same; 6%/年, 年利率6%. A bare number says too little. */
export function parseRate(cell: CellValue | undefined): Parsed<FeeRate | null> {
  const text = withoutSpaces(toHalfWidth(cellText(cell)));
  if (saysNothing(squeeze(text))) return { ok: true, value: null };
  const match = /(\d{1,2}(?:\.\d{1,4})?)([‰%])/u.exec(text);
  const [, number = '', sign = ''] = match ?? [];
  const isYearly = /年/u.test(text);
  const isMonthly = /月/u.test(text);
  if (!match || (isYearly && isMonthly)) {
    return { ok: false, reason: `“${text}”不是占用费率，请写成 5‰/月 或 6%/年` };
  }
  if (sign === '‰' && !isYearly) return { ok: true, value: { per: 'mille-month', rate: number } };
  if (sign === '%' && isYearly) return { ok: true, value: { per: 'percent-year', rate: number } };
  if (sign === '%' && isMonthly) return { ok: true, value: { per: 'mille-month', rate: tenfold(number) } };
  return {
    ok: false,
    reason: `“${text}”分不清是按月还是按年，请写成 5‰/月 或 6%/年`,
  };
}

/** Per cent as per mille: 0.5 is 5. */
function tenfold(number: string): string {
  const [whole = '', decimals = ''] = number.split('.');
  const shifted = `${whole}${decimals.slice(0, 1).padEnd(1, '0')}`.replace(/^0+(?=\d)/u, '');
  const rest = decimals.slice(1).replace(/0+$/u, '');
  return rest === '' ? shifted : `${shifted}.${rest}`;
}

function parseMethod(cell: CellValue | undefined): Parsed<FundLoanRow['method'] | null> {
  const text = withoutSpaces(toHalfWidth(cellText(cell)));
  if (saysNothing(text)) return { ok: true, value: null };
  if (/零还|分期|按月还/u.test(text)) return { ok: true, value: 'instalments' };
  if (/整还|一次|到期/u.test(text)) return { ok: true, value: 'lump' };
  return { ok: false, reason: `“${text}”不是还款方式，请写整借整还或整借零还` };
}
