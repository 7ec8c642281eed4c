import { type Fen } from '../../money.ts';
import {
  parseCode,
  parseDateCell,
  parseIdNumber,
  parseInteger,
  parseMoney,
  parseName,
  parseNumber,
  parseText,
  type Parsed,
  type Unit,
} from '../cells.ts';
import { type Field, type Mapping } from '../columns.ts';
import { type CellValue, type Finding, type Sheet } from '../sheet.ts';
import { dataRows, findTable, missingFields, type Table, type TableRow } from '../table.ts';
import { parseGroupNo } from './groupNo.ts';
import { openTable, type ImportOptions, type ImportParse } from './opening.ts';
import { readContact, rowReader, type RowReader, unitWarnings } from './rowReader.ts';

/** One loan (借据) of the 产业扶持贴息贷款台账, with what a second sheet lists of its repayments. */
export type SubsidisedLoanRow = {
  sheet: string;
  row: number;
  groupNo: number | null;
  headName: string | null;
  name: string;
  relation: string;
  idNumber: string | null;
  householdKind: '脱贫户' | '监测户' | '一般户' | '';
  phone: string;
  card: string | null;
  bank: string;
  contractNo: string;
  noteNo: string;
  amountFen: Fen;
  purpose: string;
  startsOn: string;
  dueOn: string;
  /** 年利率 in percent: "4.75". */
  ratePercent: string;
  settlement: 'monthly' | 'quarterly' | 'at-maturity' | null;
  /** 贴息比例 in percent; null: not said. */
  subsidyPercent: string | null;
  payee: 'household' | 'bank' | null;
  extendedTo: string | null;
  state: string;
  note: string;
  /** In the order of the sheet. */
  repayments: RepaymentRow[];
};

export type RepaymentRow = {
  sheet: string;
  row: number;
  noteNo: string;
  name: string | null;
  date: string;
  principalFen: Fen;
  interestFen: Fen;
  slipNo: string;
  note: string;
};

/** `repayments`: faults of the second sheet stand among the file's own; its columns are its own. */
export type SubsidisedLoansParse = ImportParse<SubsidisedLoanRow> & { repaymentMapping: Mapping };

const FIELDS: readonly Field[] = [
  { field: 'groupNo', title: '组', synonyms: ['组', '组别', '村/组', '村民小组', '小组'], required: false },
  { field: 'headName', title: '户主', synonyms: ['户主', '户主姓名', '户主名'], required: false },
  {
    field: 'name',
    title: '借款人',
    synonyms: ['借款人', '借款人姓名', '贷款人', '贷款户', '姓名'],
    required: true,
  },
  {
    field: 'relation',
    title: '与户主关系',
    synonyms: ['与户主关系', '与户主的关系', '关系'],
    required: false,
  },
  {
    field: 'idNumber',
    title: '身份证号',
    synonyms: ['身份证号', '身份证号码', '借款人身份证号', '公民身份号码', '证件号', '身份证'],
    required: false,
  },
  {
    field: 'householdKind',
    title: '户类型',
    synonyms: ['户类型', '户类别', '农户类型', '类型'],
    required: false,
  },
  { field: 'phone', title: '联系电话', synonyms: ['联系电话', '电话', '手机号', '手机'], required: false },
  {
    field: 'card',
    title: '一卡通号',
    synonyms: ['一卡通号', '一卡通', '银行卡号', '卡号', '账号', '一卡通账号'],
    required: false,
  },
  {
    field: 'bank',
    title: '承贷银行',
    synonyms: ['承贷银行', '贷款银行', '放贷银行', '银行', '金融机构'],
    required: false,
  },
  { field: 'contractNo', title: '合同号', synonyms: ['合同号', '合同编号', '借款合同号'], required: false },
  { field: 'noteNo', title: '借据号', synonyms: ['借据号', '借据编号', '借据'], required: true },
  {
    field: 'amount',
    title: '贷款金额',
    synonyms: ['贷款金额', '借款金额', '金额', '贷款本金', '放款金额'],
    required: true,
    summed: true,
  },
  { field: 'purpose', title: '用途', synonyms: ['用途', '贷款用途', '借款用途', '产业'], required: false },
  {
    field: 'startsOn',
    title: '放款日',
    synonyms: ['放款日', '放款日期', '借款日期', '贷款日期', '发放日期'],
    required: true,
  },
  { field: 'dueOn', title: '到期日', synonyms: ['到期日', '到期日期', '还款日期'], required: true },
  {
    field: 'months',
    title: '期限(月)',
    synonyms: ['期限(月)', '期限月', '期限', '贷款期限'],
    required: false,
  },
  {
    field: 'rate',
    title: '年利率',
    synonyms: ['年利率', '利率', '年利率%', '利率%', '执行利率'],
    required: true,
  },
  { field: 'settlement', title: '结息方式', synonyms: ['结息方式', '付息方式', '结息周期'], required: false },
  { field: 'ratio', title: '贴息比例', synonyms: ['贴息比例', '贴息比例%', '贴息率'], required: false },
  { field: 'payee', title: '贴息方式', synonyms: ['贴息方式', '收款方', '贴息收款方'], required: false },
  { field: 'extendedTo', title: '展期至', synonyms: ['展期至', '展期到', '展期到期日'], required: false },
  { field: 'state', title: '状态', synonyms: ['状态', '贷款状态'], required: false },
  { field: 'note', title: '备注', synonyms: ['备注', '说明'], required: false },
];

const REPAYMENT_FIELDS: readonly Field[] = [
  { field: 'noteNo', title: '借据号', synonyms: ['借据号', '借据编号', '借据'], required: true },
  { field: 'name', title: '户主', synonyms: ['户主', '借款人', '姓名', '户主姓名'], required: false },
  { field: 'date', title: '日期', synonyms: ['日期', '还款日期', '还款日'], required: true },
  {
    field: 'principal',
    title: '归还本金',
    synonyms: ['归还本金', '还本', '还本金额', '本金', '偿还本金'],
    required: true,
    summed: true,
  },
  {
    field: 'interest',
    title: '支付利息',
    synonyms: ['支付利息', '利息', '付息', '归还利息'],
    required: false,
    summed: true,
  },
  { field: 'slipNo', title: '凭证号', synonyms: ['凭证号', '还款凭证号', '单据号'], required: false },
  { field: 'note', title: '备注', synonyms: ['备注', '说明'], required: false },
];

/**
 * The register of subsidised loans and, if the file has such a sheet, its repayments, joined by 借据号. A 借据号 that stands twice is refused
 * where it stands the second time. A faulty repayment is refused alone; those of a refused or unlisted loan are refused with it.
 */
export function parseSubsidisedLoans(
  sheets: readonly Sheet[],
  options: ImportOptions = {},
): SubsidisedLoansParse {
  const repaid = repaymentSheet(sheets, options.sheetName);
  const others = sheets.filter((sheet) => sheet.name !== repaid?.name);
  const first = openTable(others, FIELDS, options, 'amount');
  const none = { records: [], refused: [], warnings: [], repaymentMapping: {} };
  if (!first.opened) return { ...none, info: first.info, fatal: first.fatal };
  const { table, info, warnings: said } = first.opened;
  // The wizard shows all sheets of the file, the repayments' too.
  const whole = {
    ...info,
    sheets: sheets.map((sheet) => ({ name: sheet.name, rows: sheet.rows.length, hidden: sheet.hidden })),
  };
  const warnings = [...said];
  const refused: Finding[] = [];
  const loans = readLoans(table, info.unit, warnings, refused);
  const repayments = repaid
    ? openTable([repaid], REPAYMENT_FIELDS, { unit: options.unit }, 'principal')
    : null;
  if (repayments && !repayments.opened && repayments.fatal !== null && repayments.info?.dataRows !== 0) {
    return { ...none, info: whole, fatal: repayments.fatal };
  }
  if (repayments?.opened) {
    warnings.push(...repayments.opened.warnings);
    joinRepayments(repayments.opened.table, repayments.opened.info.unit, loans, warnings, refused);
  }
  return {
    info: whole,
    records: [...loans.values()],
    refused,
    warnings,
    fatal: null,
    repaymentMapping: repayments?.opened?.table.mapping ?? {},
  };
}

function repaymentSheet(sheets: readonly Sheet[], chosen: string | undefined): Sheet | undefined {
  return sheets.find((sheet) => {
    if (sheet.hidden || sheet.name === chosen) return false;
    const asLoans = findTable(sheet, FIELDS);
    if (asLoans && missingFields(asLoans, FIELDS).length === 0) return false;
    const table = findTable(sheet, REPAYMENT_FIELDS);
    return table !== null && missingFields(table, REPAYMENT_FIELDS).length === 0;
  });
}

function readLoans(
  table: Table,
  unit: Unit,
  warnings: Finding[],
  refused: Finding[],
): Map<string, SubsidisedLoanRow> {
  const loans = new Map<string, SubsidisedLoanRow>();
  for (const row of dataRows(table)) {
    const reader = rowReader(table, row, FIELDS, warnings);
    const loan = readLoan(table, row, reader, unit);
    const before = loan && loans.get(loan.noteNo);
    if (before) reader.refuse('noteNo', `借据号 ${loan.noteNo} 与第 ${before.row} 行重复`);
    const refusal = reader.refusal();
    if (refusal) refused.push(refusal);
    else if (loan) loans.set(loan.noteNo, loan);
  }
  warnings.push(...unitWarnings(table, [...loans.values()], unit));
  return loans;
}

function readLoan(table: Table, row: TableRow, reader: RowReader, unit: Unit): SubsidisedLoanRow | null {
  const name = reader.need('name', parseName);
  const idNumber = reader.read('idNumber', parseIdNumber);
  const noteNo = reader.need('noteNo', parseNo);
  const amountFen = reader.need('amount', (cell) => parseMoney(cell, unit));
  const startsOn = reader.need('startsOn', parseDateCell);
  const dueOn = reader.need('dueOn', parseDateCell);
  const ratePercent = reader.need('rate', (cell) => parsePercentCell(cell, 1));
  const subsidyPercent = reader.read('ratio', (cell) => parsePercentCell(cell, 1.000001));
  const settlement = reader.read('settlement', parseSettlement);
  const payee = reader.read('payee', parsePayee);
  const extendedTo = reader.read('extendedTo', parseDateCell);
  const months = reader.read('months', (cell) => parseInteger(withoutUnit(cell)));
  const groupNo = reader.read('groupNo', parseGroupNo);
  const headName = reader.read('headName', parseName);
  if (reader.refusal() || !name || !noteNo || amountFen === null || !startsOn || !dueOn || !ratePercent) {
    return null;
  }
  if (amountFen === 0) reader.refuse('amount', '贷款金额是 0');
  if (dueOn <= startsOn) reader.refuse('dueOn', `到期日 ${dueOn} 不晚于放款日 ${startsOn}`);
  if (Number(ratePercent) === 0) reader.refuse('rate', '年利率是 0');
  if (Number(ratePercent) > 36) reader.refuse('rate', `年利率 ${ratePercent}% 太高，请核对是不是多写了几位`);
  if (Number(subsidyPercent ?? '0') > 100) reader.refuse('ratio', `贴息比例 ${subsidyPercent}% 超过 100%`);
  if (extendedTo !== null && extendedTo <= dueOn) {
    reader.refuse('extendedTo', `展期至 ${extendedTo} 不晚于到期日 ${dueOn}`);
  }
  if (months !== null && months !== monthsBetween(startsOn, dueOn)) {
    reader.warn(
      'months',
      `期限写的是 ${months} 个月，放款日到到期日是 ${monthsBetween(startsOn, dueOn)} 个月，按日期登记`,
    );
  }
  const text = (field: string): string => reader.read(field, parseText) ?? '';
  return {
    sheet: table.sheet,
    row: row.number,
    ...{ groupNo, headName, name, idNumber, noteNo, amountFen, startsOn, dueOn },
    relation: text('relation'),
    householdKind: householdKindOf(text('householdKind')),
    ...readContact(reader),
    bank: text('bank'),
    contractNo: text('contractNo'),
    purpose: text('purpose'),
    ...{ ratePercent, settlement, subsidyPercent, payee, extendedTo },
    state: text('state'),
    note: text('note'),
    repayments: [],
  };
}

/** 借据号 as the bank writes it, without blanks. */
function parseNo(cell: CellValue | undefined): Parsed<string> {
  return parseCode(cell);
}

function withoutUnit(cell: CellValue | undefined): CellValue | undefined {
  return cell?.kind === 'text' ? { kind: 'text', text: cell.text.replace(/个?月$/u, '') } : cell;
}

/** Whole months, a begun one counted: 36 for three years. */
function monthsBetween(from: string, to: string): number {
  const [years, months] = [
    Number(to.slice(0, 4)) - Number(from.slice(0, 4)),
    Number(to.slice(5, 7)) - Number(from.slice(5, 7)),
  ];
  return years * 12 + months + (to.slice(8) > from.slice(8) ? 1 : 0);
}

/**
 * A percentage as the sheet has it: 4.75%, 4.75, or a cell in percent format, which holds 0.0475. Numbers below `fraction` are shares of one.
 */
function parsePercentCell(cell: CellValue | undefined, fraction: number): Parsed<string | null> {
  const text = cell?.kind === 'text' ? cell.text.trim() : '';
  const isPercent = /[%％]$/u.test(text);
  const number = parseNumber(isPercent ? { kind: 'text', text: text.slice(0, -1) } : cell);
  if (!number.ok || number.value === null) return number as Parsed<null>;
  if (number.value.isNegative()) return { ok: false, reason: `“${number.value.toFixed()}”是负数` };
  const percent = !isPercent && number.value.lessThan(fraction) ? number.value.times(100) : number.value;
  return percent.decimalPlaces() > 6
    ? { ok: false, reason: `“${percent.toFixed()}%”超过六位小数` }
    : { ok: true, value: percent.toFixed() };
}

function parseSettlement(cell: CellValue | undefined): Parsed<SubsidisedLoanRow['settlement']> {
  const text = parseText(cell);
  if (!text.ok) return text;
  if (text.value === '') return { ok: true, value: null };
  if (/季/u.test(text.value)) return { ok: true, value: 'quarterly' };
  if (/到期|利随本清|一次|本息/u.test(text.value)) return { ok: true, value: 'at-maturity' };
  if (/月/u.test(text.value)) return { ok: true, value: 'monthly' };
  return { ok: false, reason: `结息方式“${text.value}”认不出来，请写按月、按季或到期` };
}

function parsePayee(cell: CellValue | undefined): Parsed<SubsidisedLoanRow['payee']> {
  const text = parseText(cell);
  if (!text.ok) return text;
  if (text.value === '') return { ok: true, value: null };
  if (/先付|先缴|到户|农户|户/u.test(text.value) && !/银行/u.test(text.value))
    return { ok: true, value: 'household' };
  if (/银行|直贴|直补|代扣/u.test(text.value)) return { ok: true, value: 'bank' };
  return { ok: false, reason: `贴息方式“${text.value}”认不出来，请写先付后贴或银行代扣` };
}

function householdKindOf(text: string): SubsidisedLoanRow['householdKind'] {
  if (/监测/u.test(text)) return '监测户';
  if (/脱贫|贫困|建档|低保|五保/u.test(text) && !/非贫困|非建档/u.test(text)) return '脱贫户';
  return text === '' ? '' : '一般户';
}

function joinRepayments(
  table: Table,
  unit: Unit,
  loans: ReadonlyMap<string, SubsidisedLoanRow>,
  warnings: Finding[],
  refused: Finding[],
): void {
  for (const row of dataRows(table)) {
    const reader = rowReader(table, row, REPAYMENT_FIELDS, warnings);
    const repayment = readRepayment(table, row, reader, unit);
    const loan = repayment && loans.get(repayment.noteNo);
    if (repayment && !loan) {
      reader.refuse(
        'noteNo',
        `贷款表里没有借据号 ${repayment.noteNo}，或那一行没有导入。请核对借据号，先改好贷款`,
      );
    }
    if (repayment && loan) {
      const { name } = repayment;
      if (name !== null && name !== loan.name && name !== loan.headName) {
        reader.refuse('name', `借据 ${loan.noteNo} 的借款人是${loan.name}，这里写的是${name}，请核对`);
      }
      if (repayment.date < loan.startsOn) {
        reader.refuse('date', `还款日 ${repayment.date} 早于放款日 ${loan.startsOn}`);
      }
      const repaidFen = loan.repayments.reduce((total, one) => total + one.principalFen, 0);
      if (repaidFen + repayment.principalFen > loan.amountFen) {
        reader.refuse('principal', '还本合计超过贷款金额，请核对');
      }
    }
    const refusal = reader.refusal();
    if (refusal) refused.push(refusal);
    else if (repayment && loan) loan.repayments.push(repayment);
  }
}

function readRepayment(table: Table, row: TableRow, reader: RowReader, unit: Unit): RepaymentRow | null {
  const noteNo = reader.need('noteNo', parseNo);
  const date = reader.need('date', parseDateCell);
  const principalFen = reader.need('principal', (cell) => parseMoney(cell, unit));
  const interestFen = reader.read('interest', (cell) => parseMoney(cell, unit)) ?? 0;
  const name = reader.read('name', parseName);
  if (reader.refusal() || !noteNo || !date || principalFen === null) return null;
  if (principalFen + interestFen === 0) reader.refuse('principal', '归还本金是 0');
  const text = (field: string): string => reader.read(field, parseText) ?? '';
  return {
    sheet: table.sheet,
    row: row.number,
    ...{ noteNo, name, date, principalFen, interestFen },
    slipNo: text('slipNo'),
    note: text('note'),
  };
}
