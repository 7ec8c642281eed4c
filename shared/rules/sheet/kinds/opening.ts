import { maskCard } from '../../bankCard.ts';
import { maskIdNumber } from '../../idNumber.ts';
import { type Unit } from '../cells.ts';
import { statedUnit, type Field, type Mapping } from '../columns.ts';
import { cellText, columnLetter, type Finding, type Sheet } from '../sheet.ts';
import { dataRows, findTable, missingFields, samplesOf, titleOf, type Table } from '../table.ts';
import { checkTotals, type TotalsCheck } from '../totals.ts';

/** What the person chose; left out, it is found. `mapping`: field → column letter, '' for "no such column". */
export type ImportOptions = {
  sheetName?: string | undefined;
  mapping?: Mapping | undefined;
  unit?: Unit | undefined;
};

/** What a wizard shows about the file, correct or not. */
export type TableInfo = {
  sheets: { name: string; rows: number; hidden: boolean }[];
  sheet: string;
  headerRows: number[];
  columns: { letter: string; title: string; samples: string[] }[];
  fields: { field: string; title: string; required: boolean }[];
  mapping: Mapping;
  /** The unit in force, and the one the table states. */
  unit: Unit;
  unitStated: Unit | null;
  dataRows: number;
  /** Rows passed over: totals, signatures, remarks. */
  skipped: { row: number; text: string }[];
  proved: TotalsCheck['proved'];
};

/** A file's rows as one kind of record. With `fatal` the whole file is refused and the lists are empty. */
export type ImportParse<Row> = {
  info: TableInfo | null;
  records: Row[];
  refused: Finding[];
  warnings: Finding[];
  fatal: string | null;
};

type OpenedTable = { table: Table; info: TableInfo; warnings: Finding[] };

/**
 * Chooses the sheet (the named one; else the first visible that has every required column; else the best of
 * the visible), finds its table and proves its totals. `money` names the field whose unit is 元 or 万元.
 */
export function openTable(
  sheets: readonly Sheet[],
  fields: readonly Field[],
  options: ImportOptions,
  money: string | null,
): { opened: OpenedTable | null; info: TableInfo | null; fatal: string | null } {
  const none = { opened: null, info: null };
  const table = chooseTable(sheets, fields, options);
  if (typeof table === 'string') return { ...none, fatal: table };
  const stated = money === null ? null : statedUnit([titleOf(table, money)], table.above);
  const unit = options.unit ?? stated ?? '元';
  const totals = checkTotals(table, fields);
  const info = describe(sheets, table, fields, { unit, unitStated: stated, proved: totals.proved });
  const missing = missingFields(table, fields);
  if (missing.length > 0) {
    const titles = missing.map((field) => `“${field.title}”`).join('、');
    return {
      opened: null,
      info,
      fatal: `“${table.sheet}”里找不到${titles}这一列。请指定是哪一列，或补上后再导入。`,
    };
  }
  const unknown = Object.entries(table.mapping).find(([, letter]) => !/^[A-Z]{1,3}$/.test(letter));
  if (unknown) return { opened: null, info, fatal: `没有“${unknown[1]}”这一列。列要写成 A、B、AA 这样。` };
  if (info.dataRows === 0) return { opened: null, info, fatal: `“${table.sheet}”的表头下面没有数据行。` };
  if (totals.fatal) return { opened: null, info, fatal: totals.fatal };
  const warnings = [
    ...totals.warnings,
    ...generalWarnings(table, stated, unit),
    ...(options.sheetName === undefined ? sheetsLeftOut(sheets, table, fields) : []),
  ];
  return { opened: { table, info, warnings }, info, fatal: null };
}

function chooseTable(
  sheets: readonly Sheet[],
  fields: readonly Field[],
  options: ImportOptions,
): Table | string {
  if (options.sheetName !== undefined) {
    const sheet = sheets.find((one) => one.name === options.sheetName);
    if (!sheet) return `文件里没有“${options.sheetName}”这个工作表。`;
    return findTable(sheet, fields, options.mapping) ?? noHeader(`“${sheet.name}”里`, fields);
  }
  const tables = sheets
    .filter((sheet) => !sheet.hidden)
    .map((sheet) => findTable(sheet, fields, options.mapping))
    .filter((table) => table !== null);
  const complete = tables.find((table) => missingFields(table, fields).length === 0);
  const best = tables.sort((a, b) => Object.keys(b.mapping).length - Object.keys(a.mapping).length)[0];
  return complete ?? best ?? noHeader('文件里', fields);
}

/** Sheets that would have done as well as the one taken: somebody's rows are in them, and nobody chose. */
function sheetsLeftOut(sheets: readonly Sheet[], taken: Table, fields: readonly Field[]): Finding[] {
  return sheets
    .filter((sheet) => !sheet.hidden && sheet.name !== taken.sheet)
    .map((sheet) => findTable(sheet, fields))
    .filter((table) => table !== null)
    .filter((table) => missingFields(table, fields).length === 0 && dataRows(table).length > 0)
    .map((table) => ({
      sheet: table.sheet,
      row: table.headerRows[0] ?? 1,
      column: null,
      reason: `这个工作表也有 ${dataRows(table).length} 行能导入，这次只导入了“${taken.sheet}”。要导入它，请选这个工作表再导入一次`,
    }));
}

function noHeader(where: string, fields: readonly Field[]): string {
  const titles = fields.filter((field) => field.required).map((field) => field.title);
  return `${where}找不到表头。表头要有${titles.join('、')}这些列，请检查是否选错了文件或工作表。`;
}

function describe(
  sheets: readonly Sheet[],
  table: Table,
  fields: readonly Field[],
  rest: Pick<TableInfo, 'unit' | 'unitStated' | 'proved'>,
): TableInfo {
  return {
    sheets: sheets.map((sheet) => ({ name: sheet.name, rows: sheet.rows.length, hidden: sheet.hidden })),
    sheet: table.sheet,
    headerRows: table.headerRows,
    columns: table.columns.map(({ column, title }) => ({
      letter: columnLetter(column),
      title,
      samples: samplesOf(table, column).map(masked),
    })),
    fields: fields.map(({ field, title, required }) => ({ field, title, required })),
    mapping: table.mapping,
    dataRows: dataRows(table).length,
    skipped: table.rows
      .filter((row) => row.kind !== 'data')
      .map((row) => ({ row: row.number, text: row.cells.map(cellText).join(' ') })),
    ...rest,
  };
}

/** ID and card numbers are recognisable without being readable. */
function masked(sample: string): string {
  if (/^\d{17}[\dXx]$/.test(sample)) return maskIdNumber(sample);
  return /^\d{16,19}$/.test(sample) ? maskCard(sample) : sample;
}

function generalWarnings(table: Table, stated: Unit | null, unit: Unit): Finding[] {
  const warnings: Finding[] = [];
  const header = table.headerRows[0] ?? 1;
  if (stated !== null && stated !== unit) {
    warnings.push({
      sheet: table.sheet,
      row: header,
      column: null,
      reason: `表里写的单位是${stated}，现在按${unit}导入，请确认`,
    });
  }
  const hidden = dataRows(table).filter((row) => row.hidden);
  if (hidden[0]) {
    warnings.push({
      sheet: table.sheet,
      row: hidden[0].number,
      column: null,
      reason: `有 ${hidden.length} 行被隐藏或筛选掉了，也一起导入`,
    });
  }
  return warnings;
}
