import { toHalfWidth, withoutSpaces } from '../../fullwidth.ts';
import { formatYuan, type Fen } from '../../money.ts';
import {
  parseCode,
  parseDateCell,
  parseIdNumber,
  parseInteger,
  parseMoney,
  parseName,
  parseScaled,
  parseText,
  type Parsed,
  type Unit,
} from '../cells.ts';
import { type Field } from '../columns.ts';
import { cellText, type CellValue, type Finding, type Sheet } from '../sheet.ts';
import { dataRows, type Table, type TableRow } from '../table.ts';
import { parseCategory, type Category } from './category.ts';
import { parseGroupNo } from './groupNo.ts';
import { openTable, type ImportOptions, type ImportParse } from './opening.ts';
import { readContact, rowReader, unitWarnings, type RowReader } from './rowReader.ts';

/** One contribution (出资) of the share roster. Identity: member number, date, source. */
export type ShareRow = {
  sheet: string;
  row: number;
  memberNo: string;
  kind: 'person' | 'organisation';
  name: string;
  groupNo: number | null;
  /** Of a person. */
  idNumber: string | null;
  /** 统一社会信用代码 of an organisation. */
  creditCode: string | null;
  category: Category | null;
  size: number | null;
  /** 股数 in hundredths of a share, as stated; whether it fits the amount depends on the par value. */
  sharesHundredths: number | null;
  amountFen: Fen;
  date: string;
  source: string;
  phone: string;
  card: string | null;
};

const FIELDS: readonly Field[] = [
  {
    field: 'memberNo',
    title: '社员号',
    synonyms: ['社员号', '社员编号', '成员编号', '成员号', '股东编号', '股权证号', '编号'],
    required: true,
  },
  {
    field: 'groupNo',
    title: '组别',
    synonyms: ['组别', '组', '村民小组', '小组', '所在组'],
    required: false,
  },
  {
    field: 'name',
    title: '户主姓名',
    synonyms: [
      '户主姓名',
      '社员姓名',
      '成员姓名',
      '股东姓名',
      '户主',
      '姓名',
      '社员',
      '成员',
      '姓名或名称',
      '成员名称',
    ],
    required: true,
  },
  {
    field: 'idNumber',
    title: '身份证号',
    synonyms: [
      '身份证号',
      '身份证号码',
      '公民身份号码',
      '证件号',
      '证件号码',
      '身份证',
      '身份证号或信用代码',
      '统一社会信用代码',
    ],
    required: false,
  },
  {
    field: 'category',
    title: '户类别',
    synonyms: ['户类别', '贫困户类型', '贫困户类别', '户类型', '农户类型', '户属性', '类别', '类型'],
    required: false,
  },
  {
    field: 'size',
    title: '家庭人口',
    synonyms: ['家庭人口', '人口', '家庭人口数', '人口数', '人数'],
    required: false,
    summed: true,
  },
  {
    field: 'shares',
    title: '股数',
    synonyms: ['股数', '股份数', '入股股数', '持股数', '股份'],
    required: false,
    summed: true,
  },
  {
    field: 'amount',
    title: '金额',
    synonyms: ['入股金额', '出资额', '出资金额', '股金', '股金金额', '入股资金', '入股股金', '金额', '出资'],
    required: true,
    summed: true,
  },
  {
    field: 'date',
    title: '日期',
    synonyms: ['入股日期', '出资日期', '缴款日期', '入股时间', '出资时间', '日期', '时间'],
    required: true,
  },
  {
    field: 'source',
    title: '资金来源',
    synonyms: ['资金来源', '股金来源', '出资来源', '来源'],
    required: false,
  },
  {
    field: 'phone',
    title: '联系电话',
    synonyms: ['联系电话', '电话', '手机号', '手机', '手机号码', '电话号码', '联系方式'],
    required: false,
  },
  {
    field: 'card',
    title: '银行卡号',
    synonyms: ['银行卡号', '一卡通号', '一卡通', '卡号', '账号', '银行账号', '一卡通账号', '惠农卡号'],
    required: false,
  },
];

/**
 * The share roster. Refused within the file: a second row of the same member number, date and source; one
 * member number with two persons; one ID number under two member numbers.
 */
export function parseShares(sheets: readonly Sheet[], options: ImportOptions = {}): ImportParse<ShareRow> {
  const { opened, info, fatal } = openTable(sheets, FIELDS, options, 'amount');
  if (!opened) return { info, records: [], refused: [], warnings: [], fatal };
  const { table } = opened;
  const { unit, unitStated } = opened.info;
  const warnings = [...opened.warnings];
  const records: ShareRow[] = [];
  const refused: Finding[] = [];
  const seen: Seen = { entries: new Map(), members: new Map(), idNumbers: new Map() };
  for (const row of dataRows(table)) {
    const reader = rowReader(table, row, FIELDS, warnings);
    const record = readShare(table, row, reader, unit);
    if (record) refuseRepeated(record, seen, reader);
    const refusal = reader.refusal();
    if (refusal) refused.push(refusal);
    else if (record) records.push(record);
  }
  warnings.push(...unitWarnings(table, records, unit));
  if (unitStated === null && unit === '元') warnings.push(...tooSmallAltogether(table, records));
  return { info, records, refused, warnings, fatal: null };
}

function readShare(table: Table, row: TableRow, reader: RowReader, unit: Unit): ShareRow | null {
  const memberNo = reader.need('memberNo', parseCode);
  const groupNo = reader.read('groupNo', parseGroupNo);
  const holder = reader.read('idNumber', parseHolder) ?? { idNumber: null, creditCode: null };
  const kind = holder.creditCode === null ? 'person' : 'organisation';
  const name = reader.need('name', (cell) => parseName(cell, kind));
  const category = reader.read('category', parseCategory);
  const size = reader.read('size', parseInteger);
  const sharesHundredths = reader.read('shares', (cell) => parseScaled(cell, 2));
  const amountFen = reader.need('amount', (cell) => parseMoney(cell, unit));
  if (amountFen === 0) reader.refuse('amount', '金额是 0');
  const date = reader.need('date', parseDateCell);
  const source = reader.read('source', parseText) ?? '';
  const contact = readContact(reader);
  if (!memberNo || name === null || amountFen === null || date === null) return null;
  return {
    sheet: table.sheet,
    row: row.number,
    memberNo,
    kind,
    name,
    groupNo,
    ...holder,
    category,
    size,
    sharesHundredths,
    amountFen,
    date,
    source,
    ...contact,
  };
}

/** A person's ID number, or an organisation's 统一社会信用代码: no ID number starts with 9 or has letters before its end. */
function parseHolder(
  cell: CellValue | undefined,
): Parsed<{ idNumber: string | null; creditCode: string | null }> {
  const text = withoutSpaces(toHalfWidth(cellText(cell))).toUpperCase();
  if (/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text) && (text.startsWith('9') || /^.{0,16}[A-Z]/.test(text))) {
    return { ok: true, value: { idNumber: null, creditCode: text } };
  }
  const parsed = parseIdNumber(cell);
  return parsed.ok ? { ok: true, value: { idNumber: parsed.value, creditCode: null } } : parsed;
}

/** Sheet row and identity of what came first. */
type Seen = {
  entries: Map<string, number>;
  members: Map<string, ShareRow>;
  idNumbers: Map<string, ShareRow>;
};

function refuseRepeated(record: ShareRow, seen: Seen, reader: RowReader): void {
  const entry = [record.memberNo, record.date, record.source].join('\n');
  const sameEntry = seen.entries.get(entry);
  if (sameEntry !== undefined)
    reader.refuse('memberNo', `与第 ${sameEntry} 行的社员号、日期、资金来源都相同`);
  else seen.entries.set(entry, record.row);

  const member = seen.members.get(record.memberNo);
  if (!member) seen.members.set(record.memberNo, record);
  else if (member.name !== record.name || holderOf(member) !== holderOf(record)) {
    reader.refuse('memberNo', `社员号 ${record.memberNo} 在第 ${member.row} 行是另一个人`);
  }

  const holder = holderOf(record);
  if (holder === null) return;
  const sameHolder = seen.idNumbers.get(holder);
  if (!sameHolder) seen.idNumbers.set(holder, record);
  else if (sameHolder.memberNo !== record.memberNo) {
    reader.refuse('idNumber', `与第 ${sameHolder.row} 行身份证号重复，社员号却不同`);
  }
}

function holderOf(record: ShareRow): string | null {
  return record.idNumber ?? record.creditCode;
}

const SMALL_MEDIAN_FEN: Fen = 100_00;

/** A table that states no unit and whose contributions are all a few yuan was meant in 万元. */
function tooSmallAltogether(table: Table, records: readonly ShareRow[]): Finding[] {
  const amounts = records.map((record) => record.amountFen).sort((a, b) => a - b);
  const median = amounts[Math.floor(amounts.length / 2)];
  if (median === undefined || median >= SMALL_MEDIAN_FEN) return [];
  return [
    {
      sheet: table.sheet,
      row: table.headerRows[0] ?? 1,
      column: table.mapping.amount ?? null,
      reason: `表里没有写单位，金额多在 ${formatYuan(median)} 上下。如果是万元，请把单位改选为万元`,
    },
  ];
}
