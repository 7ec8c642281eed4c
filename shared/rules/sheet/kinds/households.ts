import { parseCode, parseIdNumber, parseInteger, parseName, parseText } from '../cells.ts';
import { type Field, type Mapping } from '../columns.ts';
import { type Finding, type Sheet } from '../sheet.ts';
import { dataRows, findTable, missingFields, type Table, type TableRow } from '../table.ts';
import { parseCategory, type Category } from './category.ts';
import { parseGroupNo } from './groupNo.ts';
import { openTable, type ImportOptions, type ImportParse } from './opening.ts';
import { readContact, rowReader } from './rowReader.ts';

/** One household (户) of the register, with the persons a second sheet lists for it. */
export type HouseholdRow = {
  sheet: string;
  row: number;
  code: string;
  groupNo: number;
  headName: string;
  headIdNumber: string | null;
  /** Null: the table doesn't say. */
  category: Category | null;
  /** 人口 as the table states it, which need not be the number of persons listed. */
  size: number | null;
  phone: string;
  card: string | null;
  note: string;
  /** In the order of the sheet; empty when no sheet lists persons. */
  people: PersonRow[];
};

export type PersonRow = {
  sheet: string;
  row: number;
  name: string;
  relation: string;
  idNumber: string | null;
};

/** `refused` and `warnings` are about households; the persons' own stand in `people`, with their sheet's columns. */
export type HouseholdsParse = ImportParse<HouseholdRow> & {
  people: { total: number; refused: Finding[]; mapping?: Mapping };
};

const ID_TITLES = [
  '身份证号',
  '身份证号码',
  '公民身份号码',
  '公民身份证号',
  '证件号',
  '证件号码',
  '身份证',
  '户主身份证号',
];

const HOUSEHOLD_FIELDS: readonly Field[] = [
  {
    field: 'code',
    title: '户编号',
    synonyms: ['户编号', '户号', '户编码', '户籍编号', '农户编号'],
    required: true,
  },
  {
    field: 'groupNo',
    title: '组',
    synonyms: ['组', '组别', '村民小组', '小组', '所在组', '组名'],
    required: true,
  },
  { field: 'name', title: '户主', synonyms: ['户主姓名', '户主', '户主名', '姓名'], required: true },
  { field: 'idNumber', title: '身份证号', synonyms: ['户主身份证号', ...ID_TITLES], required: false },
  {
    field: 'category',
    title: '户类别',
    synonyms: [
      '户类别',
      '户类型',
      '贫困户类型',
      '贫困户类别',
      '农户类型',
      '农户类别',
      '户属性',
      '贫困类型',
      '类别',
      '类型',
    ],
    required: false,
  },
  {
    field: 'size',
    title: '人口',
    synonyms: ['人口', '家庭人口', '人口数', '家庭人口数', '户人口', '人数', '家庭人数'],
    required: false,
    summed: true,
  },
  {
    field: 'phone',
    title: '电话',
    synonyms: ['电话', '联系电话', '手机号', '手机', '手机号码', '电话号码', '联系方式'],
    required: false,
  },
  {
    field: 'card',
    title: '一卡通号',
    synonyms: ['一卡通号', '银行卡号', '一卡通', '卡号', '账号', '银行账号', '一卡通账号', '惠农卡号'],
    required: false,
  },
  { field: 'note', title: '备注', synonyms: ['备注', '说明'], required: false },
];

const PEOPLE_FIELDS: readonly Field[] = [
  {
    field: 'code',
    title: '户编号',
    synonyms: ['户编号', '户号', '户编码', '户籍编号', '农户编号'],
    required: true,
  },
  {
    field: 'name',
    title: '姓名',
    synonyms: ['姓名', '成员姓名', '家庭成员', '家庭成员姓名', '人员姓名'],
    required: true,
  },
  {
    field: 'relation',
    title: '与户主关系',
    synonyms: ['与户主关系', '与户主的关系', '关系', '家庭关系', '户主关系'],
    required: true,
  },
  { field: 'idNumber', title: '身份证号', synonyms: ID_TITLES, required: false },
];

/**
 * The household register: a sheet of households and, if the file has one, a sheet of persons, joined by
 * 户编号. A household code or an ID number that stands twice is refused where it stands the second time. A person
 * whose row is faulty is refused alone; persons of a refused or unlisted household are refused with it.
 */
export function parseHouseholds(sheets: readonly Sheet[], options: ImportOptions = {}): HouseholdsParse {
  const peopleSheet = choosePeopleSheet(sheets, options.sheetName);
  const others = sheets.filter((sheet) => sheet.name !== peopleSheet?.sheet);
  const noPeople = { total: 0, refused: [] };
  const { opened, info, fatal } = openTable(others, HOUSEHOLD_FIELDS, options, null);
  if (!opened) {
    const onlyPeople = peopleSheet && !info && options.sheetName === undefined;
    const why = onlyPeople ? noHouseholds(peopleSheet.sheet) : fatal;
    return { info, records: [], refused: [], warnings: [], fatal: why, people: noPeople };
  }
  const warnings = [...opened.warnings];
  const refused: Finding[] = [];
  const households = new Map<string, HouseholdRow>();
  const refusedCodes = new Set<string>();
  const seen: Seen = { codes: new Map(), idNumbers: new Map() };
  for (const row of dataRows(opened.table)) {
    const { household, code, refusal } = readHousehold(opened.table, row, seen, warnings);
    if (household) households.set(household.code, household);
    else if (refusal) {
      refused.push(refusal);
      if (code !== null && !households.has(code)) refusedCodes.add(code);
    }
  }
  const people = peopleSheet ? joinPeople(peopleSheet, households, refusedCodes, warnings) : noPeople;
  return {
    info: info && { ...info, sheets: allSheets(sheets) },
    records: [...households.values()],
    refused,
    warnings,
    fatal: null,
    people,
  };
}

function noHouseholds(people: string): string {
  return (
    `“${people}”是一人一行的人口表，文件里没有一户一行的户表。请另加一个工作表，` +
    `表头写户编号、组、户主，每户一行，再导入；两个表凭户编号对应。`
  );
}

function allSheets(sheets: readonly Sheet[]): { name: string; rows: number; hidden: boolean }[] {
  return sheets.map((sheet) => ({ name: sheet.name, rows: sheet.rows.length, hidden: sheet.hidden }));
}

/** The first visible sheet with every column of a list of persons; never the one chosen for the households. */
function choosePeopleSheet(sheets: readonly Sheet[], householdSheet: string | undefined): Table | null {
  for (const sheet of sheets) {
    if (sheet.hidden || sheet.name === householdSheet) continue;
    const table = findTable(sheet, PEOPLE_FIELDS);
    if (table && missingFields(table, PEOPLE_FIELDS).length === 0) return table;
  }
  return null;
}

/** Value → sheet row in which it stands first. */
type Seen = { codes: Map<string, number>; idNumbers: Map<string, number> };

function readHousehold(
  table: Table,
  row: TableRow,
  seen: Seen,
  warnings: Finding[],
): { household: HouseholdRow | null; code: string | null; refusal: Finding | null } {
  const reader = rowReader(table, row, HOUSEHOLD_FIELDS, warnings);
  const code = reader.need('code', parseCode);
  const groupNo = reader.need('groupNo', parseGroupNo);
  const headName = reader.need('name', parseName);
  const headIdNumber = reader.read('idNumber', parseIdNumber);
  const category = reader.read('category', parseCategory);
  const size = reader.read('size', parseInteger);
  const contact = readContact(reader);
  const note = reader.read('note', parseText) ?? '';
  const sameCode = claim(seen.codes, code, row.number);
  if (sameCode) reader.refuse('code', `与第 ${sameCode} 行户编号重复`);
  const sameId = claim(seen.idNumbers, headIdNumber, row.number);
  if (sameId) reader.refuse('idNumber', `与第 ${sameId} 行身份证号重复`);
  const refusal = reader.refusal();
  if (refusal || !code || groupNo === null || headName === null) return { household: null, code, refusal };
  const household: HouseholdRow = {
    sheet: table.sheet,
    row: row.number,
    code,
    groupNo,
    headName,
    headIdNumber,
    category,
    size,
    ...contact,
    note,
    people: [],
  };
  return { household, code, refusal: null };
}

/** Notes the first row of a value; the row that had it before, or null. */
function claim(seen: Map<string, number>, value: string | null, row: number): number | null {
  if (value === null || value === '') return null;
  const first = seen.get(value);
  if (first === undefined) seen.set(value, row);
  return first ?? null;
}

/** Puts each person into the household of its code, in place. */
function joinPeople(
  table: Table,
  households: ReadonlyMap<string, HouseholdRow>,
  refusedCodes: ReadonlySet<string>,
  warnings: Finding[],
): HouseholdsParse['people'] {
  const rows = dataRows(table);
  const refused: Finding[] = [];
  const idNumbers = new Map<string, number>();
  const heads = headsByIdNumber(households);
  for (const row of rows) {
    const reader = rowReader(table, row, PEOPLE_FIELDS, warnings);
    const code = reader.need('code', parseCode);
    const name = reader.need('name', parseName);
    const relation = reader.need('relation', parseText);
    const idNumber = reader.read('idNumber', parseIdNumber);
    const same = claim(idNumbers, idNumber, row.number);
    if (same) reader.refuse('idNumber', `与第 ${same} 行身份证号重复`);
    const head = heads.get(idNumber ?? '');
    if (head && name !== null && (head.code !== code || head.headName !== name)) {
      reader.refuse('idNumber', `这个身份证号在“${head.sheet}”第 ${head.row} 行是户主${head.headName}的`);
    }
    const household = households.get(code ?? '');
    if (code && !household) {
      const why = refusedCodes.has(code) ? '这一户没有导入，请先改好户' : '户表里没有这个户编号';
      reader.refuse('code', `${code}：${why}`);
    }
    const refusal = reader.refusal();
    if (refusal) refused.push(refusal);
    else if (household && name !== null && relation !== null) {
      household.people.push({ sheet: table.sheet, row: row.number, name, relation, idNumber });
    }
  }
  for (const household of households.values()) warnAboutPeople(household, warnings);
  return { total: rows.length, refused, mapping: table.mapping };
}

function headsByIdNumber(households: ReadonlyMap<string, HouseholdRow>): Map<string, HouseholdRow> {
  const heads = new Map<string, HouseholdRow>();
  for (const household of households.values()) {
    if (household.headIdNumber !== null) heads.set(household.headIdNumber, household);
  }
  return heads;
}

function warnAboutPeople(household: HouseholdRow, warnings: Finding[]): void {
  const { sheet, row, people, size, headName, headIdNumber } = household;
  const warn = (reason: string): void => void warnings.push({ sheet, row, column: null, reason });
  if (size !== null && size !== people.length) warn(`人口写的是 ${size} 人，人口表里有 ${people.length} 人`);
  const isHead = (person: PersonRow): boolean =>
    person.name === headName && (headIdNumber === null || person.idNumber === headIdNumber);
  if (people.length > 0 && !people.some(isHead)) warn(`人口表里没有户主${headName}本人`);
  const heads = people.filter((person) => person.relation === '户主' || person.relation === '本人');
  if (heads.length > 1) warn(`人口表里这一户有 ${heads.length} 个户主`);
}
