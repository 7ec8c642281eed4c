import type { Fen } from '../../money.ts';
import {
  parseCode,
  parseIdNumber,
  parseInteger,
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
import { rowReader, type RowReader } from './rowReader.ts';

/** One household's one industry in a year, as a ledger (户产业台账) has it, with the award listed beside it. */
export type IndustrySheetRow = {
  sheet: string;
  row: number;
  year: number;
  /** 户编号; '' where the table has none. */
  code: string;
  groupNo: number | null;
  name: string;
  idNumber: string | null;
  kind: string;
  /** '' where the table does not say. */
  unit: string;
  /** 1/1000 of the unit. */
  scaleMilli: number;
  /** Null: the table has no such column, or the cell is blank. */
  inputFen: Fen | null;
  expectedFen: Fen | null;
  outputMilli: number | null;
  incomeFen: Fen | null;
  awardFen: Fen | null;
  /** Null: the table has no such column. */
  note: string | null;
};

const FIELDS: readonly Field[] = [
  { field: 'year', title: '年度', synonyms: ['年度', '年份', '年'], required: false },
  { field: 'code', title: '户编号', synonyms: ['户编号', '户号', '农户编号', '户编码'], required: false },
  { field: 'groupNo', title: '组', synonyms: ['组', '组别', '村民小组', '小组'], required: false },
  {
    field: 'name',
    title: '户主',
    synonyms: ['户主', '户主姓名', '姓名', '农户', '农户姓名', '养殖户', '种植户'],
    required: true,
  },
  {
    field: 'idNumber',
    title: '身份证号',
    synonyms: ['身份证号', '身份证号码', '公民身份号码', '户主身份证号', '证件号', '身份证'],
    required: false,
  },
  {
    field: 'kind',
    title: '项目',
    synonyms: ['项目', '产业项目', '产业', '产业名称', '产业类型', '种类', '品种'],
    required: true,
  },
  {
    field: 'scale',
    title: '规模',
    synonyms: ['规模', '数量', '发展规模', '产业规模', '种养规模'],
    required: true,
    summed: true,
  },
  { field: 'unit', title: '单位', synonyms: ['单位', '计量单位', '规模单位'], required: false },
  {
    field: 'input',
    title: '投入',
    synonyms: ['投入', '投入资金', '投资', '投入金额', '自筹投入'],
    required: false,
    summed: true,
  },
  {
    field: 'expected',
    title: '预计收入',
    synonyms: ['预计收入', '预计收益', '预期收入', '预计产值'],
    required: false,
    summed: true,
  },
  { field: 'output', title: '产量', synonyms: ['产量', '实际产量', '出栏', '出栏数'], required: false },
  {
    field: 'income',
    title: '实际收入',
    synonyms: ['实际收入', '收入', '销售收入', '产值', '实际收益'],
    required: false,
    summed: true,
  },
  {
    field: 'award',
    title: '奖补及务工补助',
    synonyms: ['奖补及务工补助', '奖补资金', '奖补', '奖补金额', '产业奖补', '补助', '补助金额', '务工补助'],
    required: false,
    summed: true,
  },
  { field: 'note', title: '备注', synonyms: ['备注', '说明'], required: false },
];

/**
 * The ledger of every sheet in the file (one a year), or of the one that was chosen. The year stands in a column, else in the sheet's
 * title or name. A household's industry has one row a year; a second one is refused, because their sum is somebody's to decide.
 */
export function parseIndustry(
  sheets: readonly Sheet[],
  options: ImportOptions = {},
): ImportParse<IndustrySheetRow> {
  const first = openTable(sheets, FIELDS, options, 'input');
  const nothing = { info: first.info, records: [], refused: [], warnings: [] };
  if (!first.opened) return { ...nothing, fatal: first.fatal };
  const opened =
    options.sheetName === undefined
      ? sheets
          .filter((sheet) => !sheet.hidden)
          .flatMap((sheet) => openTable([sheet], FIELDS, options, 'input').opened ?? [])
      : [first.opened];
  const undated = opened.find(({ table }) => table.mapping.year === undefined && yearOfSheet(table) === null);
  if (undated) {
    return {
      ...nothing,
      fatal: `“${undated.table.sheet}”没有写是哪一年的台账。请在标题里写上年度（如 2018年户产业台账），或加一列“年度”。`,
    };
  }
  const seen = new Map<string, number>();
  const parts = opened.map(({ table, info, warnings }) => readSheet(table, info.unit, warnings, seen));
  return {
    info: first.info,
    records: parts.flatMap((part) => part.records),
    refused: parts.flatMap((part) => part.refused),
    warnings: parts.flatMap((part) => part.warnings),
    fatal: null,
  };
}

type Part = Pick<ImportParse<IndustrySheetRow>, 'records' | 'refused' | 'warnings'>;

function readSheet(table: Table, unit: Unit, said: readonly Finding[], seen: Map<string, number>): Part {
  const warnings = [...said];
  const records: IndustrySheetRow[] = [];
  const refused: Finding[] = [];
  for (const row of dataRows(table)) {
    const reader = rowReader(table, row, FIELDS, warnings);
    const record = readRow(table, row, reader, unit);
    if (record) {
      const who = record.code || record.idNumber || `${record.groupNo ?? ''}${record.name}`;
      const key = [record.year, who, record.kind].join('\n');
      const before = seen.get(key);
      if (before !== undefined) {
        reader.refuse(
          'kind',
          `${record.name}的${record.kind}在第 ${before} 行已有一行，一户一年一个项目只写一行，请合并`,
        );
      } else seen.set(key, row.number);
    }
    const refusal = reader.refusal();
    if (refusal) refused.push(refusal);
    else if (record) records.push(record);
  }
  return { records, refused, warnings };
}

/** 2018年 in the title above the table or in the sheet's name. */
function yearOfSheet(table: Table): number | null {
  for (const text of [...table.above, table.sheet]) {
    const year = Number(/(?<!\d)((?:19|20)\d{2})(?!\d)/u.exec(text)?.[1] ?? 0);
    if (year >= 1949) return year;
  }
  return null;
}

function readRow(table: Table, row: TableRow, reader: RowReader, unit: Unit): IndustrySheetRow | null {
  const year = reader.read('year', parseInteger) ?? yearOfSheet(table);
  const name = reader.need('name', parseName);
  const idNumber = reader.read('idNumber', parseIdNumber);
  const groupNo = reader.read('groupNo', parseGroupNo);
  const kind = reader.need('kind', parseText);
  const scaleMilli = reader.need('scale', (cell) => parseScaled(cell, 3));
  const money = (field: string): Fen | null => reader.read(field, (cell) => parseMoney(cell, unit));
  const [inputFen, expectedFen, incomeFen, awardFen] = ['input', 'expected', 'income', 'award'].map(
    money,
  ) as [Fen | null, Fen | null, Fen | null, Fen | null];
  for (const [field, fen] of Object.entries({
    input: inputFen,
    expected: expectedFen,
    income: incomeFen,
    award: awardFen,
  })) {
    if (fen !== null && fen < 0) reader.refuse(field, '金额是负数');
  }
  if (year === null || year < 1949 || year > 2999) reader.refuse('year', '年度没有填，或不像年度');
  if (scaleMilli === 0) reader.refuse('scale', '规模是 0');
  const outputMilli = reader.read('output', (cell) => parseScaled(cell, 3));
  const code = reader.read('code', parseCode) ?? '';
  const said = reader.read('unit', parseText) ?? '';
  const note = table.mapping.note === undefined ? null : (reader.read('note', parseText) ?? '');
  if (reader.refusal() || year === null || name === null || !kind || scaleMilli === null) return null;
  return {
    ...{
      sheet: table.sheet,
      row: row.number,
      year,
      code,
      groupNo,
      name,
      idNumber,
      kind,
      unit: said,
      scaleMilli,
    },
    ...{ inputFen, expectedFen, outputMilli, incomeFen, awardFen, note },
  };
}
