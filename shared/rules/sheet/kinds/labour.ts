import { isRealDate } from '../../calendar.ts';
import { workFen } from '../../labour.ts';
import { formatYuan, isFen, type Fen } from '../../money.ts';
import {
  parseDateCell,
  parseIdNumber,
  parseMoney,
  parseName,
  parseScaled,
  parseText,
  type Unit,
} from '../cells.ts';
import { type Field } from '../columns.ts';
import { type Finding, type Sheet } from '../sheet.ts';
import { dataRows, type Table, type TableRow } from '../table.ts';
import { parseGroupNo } from './groupNo.ts';
import { openTable, type ImportOptions, type ImportParse } from './opening.ts';
import { rowReader, unitWarnings, type RowReader } from './rowReader.ts';

/** One person's work of one kind on a day, as a work sheet (记工表) has it. */
export type LabourRow = {
  sheet: string;
  row: number;
  date: string;
  name: string;
  idNumber: string | null;
  groupNo: number | null;
  /** 工种: 装袋, 日工 … */
  work: string;
  /** 棚号 or batch; '' where none is named. */
  place: string;
  /** 袋, 斤, 工日 … */
  unit: string;
  /** 1/1000 of the unit. */
  quantityMilli: number;
  /** 1/10,000 yuan for one unit. */
  priceE4: number;
  amountFen: Fen;
  recorder: string;
};

const FIELDS: readonly Field[] = [
  { field: 'date', title: '日期', synonyms: ['日期', '记工日期', '出工日期', '时间'], required: true },
  {
    field: 'name',
    title: '姓名',
    synonyms: ['姓名', '务工人员', '人员', '出工人', '社员姓名'],
    required: true,
  },
  {
    field: 'idNumber',
    title: '身份证号',
    synonyms: ['身份证号', '身份证号码', '公民身份号码', '证件号', '身份证'],
    required: false,
  },
  { field: 'groupNo', title: '组别', synonyms: ['组别', '组', '村民小组', '小组'], required: false },
  { field: 'work', title: '工种', synonyms: ['工种', '工作内容', '活计', '作业', '项目'], required: true },
  { field: 'place', title: '棚号', synonyms: ['棚号', '大棚号', '大棚', '批次', '地点'], required: false },
  { field: 'unit', title: '单位', synonyms: ['单位', '计量单位', '计酬单位'], required: false },
  {
    field: 'quantity',
    title: '数量',
    synonyms: ['数量', '工作量', '工日', '件数'],
    required: true,
    summed: true,
  },
  { field: 'price', title: '单价', synonyms: ['单价', '工价', '计件单价', '日工价'], required: true },
  {
    field: 'amount',
    title: '金额',
    synonyms: ['金额', '工钱', '劳务费', '应发', '应发金额', '合计金额'],
    required: true,
    summed: true,
  },
  { field: 'recorder', title: '记工员', synonyms: ['记工员', '记工人', '记录人'], required: false },
];

/**
 * The work of every sheet in the file (one a month), or of the one that was chosen. An amount is quantity times price to the fen, a day lies
 * in the month that the sheet's name or title says, and a row that repeats an earlier one of its sheet in everything is refused: the same
 * work written twice would be paid twice.
 */
export function parseLabour(sheets: readonly Sheet[], options: ImportOptions = {}): ImportParse<LabourRow> {
  const first = openTable(sheets, FIELDS, options, 'amount');
  if (!first.opened) {
    return { info: first.info, records: [], refused: [], warnings: [], fatal: first.fatal };
  }
  // Each sheet by itself: that others could be imported too is nothing to warn of where all are.
  const opened =
    options.sheetName === undefined
      ? sheets
          .filter((sheet) => !sheet.hidden)
          .flatMap((sheet) => openTable([sheet], FIELDS, options, 'amount').opened ?? [])
      : [first.opened];
  const parts = opened.map(({ table, info, warnings }) => readSheet(table, info.unit, warnings));
  return {
    info: first.info,
    records: parts.flatMap((part) => part.records),
    refused: parts.flatMap((part) => part.refused),
    warnings: parts.flatMap((part) => part.warnings),
    fatal: null,
  };
}

type Part = Pick<ImportParse<LabourRow>, 'records' | 'refused' | 'warnings'>;

function readSheet(table: Table, unit: Unit, said: readonly Finding[]): Part {
  const warnings = [...said];
  const records: LabourRow[] = [];
  const refused: Finding[] = [];
  const month = monthOfSheet(table);
  const seen = new Map<string, number>();
  let previous = 0;
  for (const row of dataRows(table)) {
    const reader = rowReader(table, row, FIELDS, warnings);
    const record = readWork(table, row, reader, unit);
    if (record) {
      if (month !== null && record.date.slice(0, 7) !== month) {
        reader.refuse('date', `日期 ${record.date} 不在本月（${month}）`);
      }
      const key = JSON.stringify({ ...record, row: 0 });
      const before = seen.get(key);
      if (before !== undefined) {
        reader.refuse(null, before === previous ? '与上一行重复' : `与第 ${before} 行重复`);
      }
      seen.set(key, row.number);
    }
    previous = row.number;
    const refusal = reader.refusal();
    if (refusal) refused.push(refusal);
    else if (record) records.push(record);
  }
  warnings.push(...unitWarnings(table, records, unit));
  return { records, refused, warnings };
}

/** 2018-09, 2018年9月 in the sheet's name or above its table; null where neither names a month. */
function monthOfSheet(table: Table): string | null {
  for (const text of [table.sheet, ...table.above]) {
    const [, year = '', month = ''] = /(\d{4})\s*[-年./]\s*(\d{1,2})(?!\d)/u.exec(text) ?? [];
    const period = `${year}-${month.padStart(2, '0')}`;
    if (isRealDate(`${period}-01`)) return period;
  }
  return null;
}

function readWork(table: Table, row: TableRow, reader: RowReader, unit: Unit): LabourRow | null {
  const date = reader.need('date', parseDateCell);
  const name = reader.need('name', parseName);
  const idNumber = reader.read('idNumber', parseIdNumber);
  const groupNo = reader.read('groupNo', parseGroupNo);
  const work = reader.need('work', parseText);
  const quantityMilli = reader.need('quantity', (cell) => parseScaled(cell, 3));
  const priceE4 = reader.need('price', (cell) => parseScaled(cell, 4));
  const amountFen = reader.need('amount', (cell) => parseMoney(cell, unit));
  if (reader.refusal() || date === null || name === null || !work) return null;
  if (quantityMilli === null || priceE4 === null || amountFen === null) return null;
  if (quantityMilli === 0) reader.refuse('quantity', '数量是 0');
  if (priceE4 === 0) reader.refuse('price', '单价是 0');
  const expectedFen = workFen(quantityMilli, priceE4);
  if (amountFen !== expectedFen) {
    const shown = isFen(expectedFen) ? `，应为 ${formatYuan(expectedFen)}` : '';
    reader.refuse('amount', `金额 ${formatYuan(amountFen)} ≠ 数量 × 单价${shown}`);
  }
  return {
    sheet: table.sheet,
    row: row.number,
    date,
    name,
    idNumber,
    groupNo,
    work,
    place: reader.read('place', parseText) ?? '',
    unit: reader.read('unit', parseText) ?? '',
    quantityMilli,
    priceE4,
    amountFen,
    recorder: reader.read('recorder', parseText) ?? '',
  };
}
