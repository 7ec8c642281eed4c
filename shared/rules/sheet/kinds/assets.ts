import { formatYuan, type Fen } from '../../money.ts';
import {
  parseCode,
  parseDateCell,
  parseInteger,
  parseMoney,
  parseNumber,
  parseText,
  saysNothing,
  type Parsed,
  type Unit,
} from '../cells.ts';
import { type Field } from '../columns.ts';
import { cellText, type CellValue, type Finding, type Sheet } from '../sheet.ts';
import { dataRows, type Table, type TableRow } from '../table.ts';
import { openTable, type ImportOptions, type ImportParse } from './opening.ts';
import { rowReader, unitWarnings, type RowReader } from './rowReader.ts';

/** Where an asset's money came from (资金来源), in fen; together they are its cost. */
export interface Funding {
  /** 财政资金 */
  readonly stateFen: Fen;
  /** 帮扶单位 */
  readonly partnerFen: Fen;
  readonly donatedFen: Fen;
  /** 自筹, 股金 */
  readonly ownFen: Fen;
  readonly loanFen: Fen;
}

/** 取得方式 */
export type Acquisition = 'purchase' | 'built' | 'grant' | 'donation' | 'share' | 'other';

/** One card of a list of fixed assets (固定资产清单). */
export type AssetRow = {
  sheet: string;
  row: number;
  no: string;
  name: string;
  category: string;
  /** Pieces of a batch: 122 greenhouses are one card. */
  pieces: number;
  unit: string;
  costFen: Fen;
  /** For unitWarnings: the amount of the row. */
  amountFen: Fen;
  /** 投入使用日 */
  inServiceOn: string;
  acquisition: Acquisition;
  funding: Funding;
  /** Null: not stated, the category's usual life is to be chosen. */
  lifeMonths: number | null;
  /** Millionths of the cost; null: not stated. */
  residualMillionths: number | null;
  isRelief: boolean;
  owner: string;
  place: string;
  /** Numbers of the pieces where the place names them (DP-001至DP-122), else none. */
  pieceNos: string[];
};

const money = (field: string, title: string, synonyms: string[]): Field => ({
  field,
  title,
  synonyms: [title, ...synonyms],
  required: false,
  summed: true,
});

const FIELDS: readonly Field[] = [
  {
    field: 'no',
    title: '资产编号',
    synonyms: ['资产编号', '编号', '卡片编号', '固定资产编号', '资产编码'],
    required: true,
  },
  {
    field: 'name',
    title: '名称',
    synonyms: ['名称', '资产名称', '固定资产名称', '项目名称'],
    required: true,
  },
  { field: 'category', title: '类别', synonyms: ['类别', '资产类别', '分类'], required: false },
  { field: 'pieces', title: '数量', synonyms: ['数量', '件数'], required: false },
  { field: 'unit', title: '单位', synonyms: ['单位', '计量单位'], required: false },
  {
    field: 'cost',
    title: '原值',
    synonyms: ['原值', '资产原值', '原价', '账面原值', '入账价值', '金额', '价值'],
    required: true,
    summed: true,
  },
  {
    field: 'inServiceOn',
    title: '投入使用日',
    synonyms: [
      '投入使用日',
      '投入使用日期',
      '启用日期',
      '使用日期',
      '取得日',
      '取得日期',
      '购置日期',
      '入账日期',
    ],
    required: true,
  },
  { field: 'acquisition', title: '取得方式', synonyms: ['取得方式', '来源', '增加方式'], required: false },
  money('stateFen', '财政资金', ['财政', '财政补助', '财政投入', '国家财政']),
  money('partnerFen', '帮扶单位', ['帮扶资金', '帮扶']),
  money('donatedFen', '捐赠', ['捐赠资金', '社会捐赠']),
  money('ownFen', '自筹', ['自筹资金', '自筹股金', '股金', '自有资金', '合作社自筹']),
  money('loanFen', '贷款', ['银行贷款', '借款']),
  {
    field: 'life',
    title: '年限',
    synonyms: ['年限', '使用年限', '折旧年限', '预计使用年限'],
    required: false,
  },
  { field: 'residual', title: '残值率', synonyms: ['残值率', '净残值率', '预计净残值率'], required: false },
  {
    field: 'isRelief',
    title: '扶贫项目资产',
    synonyms: ['扶贫项目资产', '是否扶贫项目资产', '扶贫资产', '是否扶贫资产'],
    required: false,
  },
  {
    field: 'owner',
    title: '所有权人',
    synonyms: ['所有权人', '所有权', '产权人', '产权归属'],
    required: false,
  },
  {
    field: 'place',
    title: '坐落',
    synonyms: ['坐落', '坐落保管', '保管', '存放地点', '保管地点', '地点', '位置', '棚号'],
    required: false,
  },
];

/**
 * The cards of a list, on all its sheets that are one unless one is chosen. Where the table says how a card was paid for, the sources must
 * add up to its cost; a card that does not is refused and named. Lives are years, residuals a part (0.05) or percent (5%); what a row
 * leaves out is left out.
 */
export function parseAssets(sheets: readonly Sheet[], options: ImportOptions = {}): ImportParse<AssetRow> {
  const first = openTable(sheets, FIELDS, options, 'cost');
  if (!first.opened) {
    return { info: first.info, records: [], refused: [], warnings: [], fatal: first.fatal };
  }
  const opened =
    options.sheetName === undefined
      ? sheets
          .filter((sheet) => !sheet.hidden)
          .flatMap((sheet) => openTable([sheet], FIELDS, options, 'cost').opened ?? [])
      : [first.opened];
  const seen = new Map<string, AssetRow>();
  const parts = opened.map(({ table, info, warnings }) => readSheet(table, info.unit, warnings, seen));
  return {
    info: first.info,
    records: parts.flatMap((part) => part.records),
    refused: parts.flatMap((part) => part.refused),
    warnings: parts.flatMap((part) => part.warnings),
    fatal: null,
  };
}

type Part = Pick<ImportParse<AssetRow>, 'records' | 'refused' | 'warnings'>;

/** `seen`: where the numbers of the file stand so far. */
function readSheet(table: Table, unit: Unit, said: readonly Finding[], seen: Map<string, AssetRow>): Part {
  const warnings = [...said];
  const records: AssetRow[] = [];
  const refused: Finding[] = [];
  for (const row of dataRows(table)) {
    const reader = rowReader(table, row, FIELDS, warnings);
    const record = readAsset(table, row, reader, unit);
    if (record) {
      const before = seen.get(record.no);
      if (before) {
        const sheet = before.sheet === table.sheet ? '' : `“${before.sheet}”`;
        reader.refuse('no', `资产编号 ${record.no} 在${sheet}第 ${before.row} 行已经有了`);
      } else seen.set(record.no, record);
    }
    const refusal = reader.refusal();
    if (refusal) refused.push(refusal);
    else if (record) records.push(record);
  }
  warnings.push(...unitWarnings(table, records, unit));
  return { records, refused, warnings };
}

const SOURCES = ['stateFen', 'partnerFen', 'donatedFen', 'ownFen', 'loanFen'] as const;

function readAsset(table: Table, row: TableRow, reader: RowReader, unit: Unit): AssetRow | null {
  const no = reader.need('no', parseCode);
  const name = reader.need('name', parseText);
  const pieces = reader.read('pieces', parseInteger) ?? 1;
  const costFen = reader.need('cost', (cell) => parseMoney(cell, unit));
  const inServiceOn = reader.need('inServiceOn', parseDateCell);
  const parts = SOURCES.map((field) => reader.read(field, (cell) => parseMoney(cell, unit)) ?? 0);
  const lifeMonths = reader.read('life', parseLife);
  const residualMillionths = reader.read('residual', parseResidual);
  const isRelief = reader.read('isRelief', parseYesNo) ?? false;
  const acquisition = reader.read('acquisition', parseAcquisition) ?? 'other';
  const place = reader.read('place', parseText) ?? '';
  if (reader.refusal() || !no || !name || costFen === null || inServiceOn === null) return null;
  if (pieces < 1 || pieces > MOST_PIECES) reader.refuse('pieces', `数量 ${pieces} 不是 1 到 ${MOST_PIECES}`);
  if (costFen === 0) reader.refuse('cost', '原值是 0；没有价值凭据的按名义金额 1 元');
  const statesFunding = SOURCES.some((field) => table.mapping[field] !== undefined);
  const totalFen = parts.reduce((sum, fen) => sum + fen, 0);
  if (statesFunding && totalFen !== costFen) {
    reader.refuse('cost', `资金来源合计 ${formatYuan(totalFen)} ≠ 原值 ${formatYuan(costFen)}`);
  }
  const pieceNos = pieceNumbers(place);
  if (pieceNos.length > 0 && pieceNos.length !== pieces) {
    reader.warn('place', `“${place}”是 ${pieceNos.length} 个编号，数量却是 ${pieces}，没有按它编号`);
  }
  const [stateFen = 0, partnerFen = 0, donatedFen = 0, ownFen = 0, loanFen = 0] = parts;
  return {
    sheet: table.sheet,
    row: row.number,
    no,
    name,
    category: reader.read('category', parseText) ?? '',
    pieces,
    unit: reader.read('unit', parseText) ?? '',
    costFen,
    amountFen: costFen,
    inServiceOn,
    acquisition,
    // Without columns for it, what was paid is one's own.
    funding: { stateFen, partnerFen, donatedFen, ownFen: statesFunding ? ownFen : costFen, loanFen },
    lifeMonths,
    residualMillionths,
    isRelief,
    owner: reader.read('owner', parseText) ?? '',
    place,
    pieceNos: pieceNos.length === pieces ? pieceNos : [],
  };
}

const MOST_PIECES = 9999;

/** DP-001至DP-122, DP-001~122: the numbers from the first to the last; none where it says something else. */
function pieceNumbers(place: string): string[] {
  const match = /^(.*?)(\d+)\s*(?:至|到|~|—|–)\s*(.*?)(\d+)$/u.exec(place);
  const [, prefix = '', first = '', again = '', last = ''] = match ?? [];
  if (!match || (again !== '' && again !== prefix)) return [];
  const count = Number(last) - Number(first) + 1;
  if (count < 1 || count > MOST_PIECES) return [];
  return Array.from(
    { length: count },
    (_, at) => prefix + String(Number(first) + at).padStart(first.length, '0'),
  );
}

/** Years (10, 0.5, 10年), as whole months. */
function parseLife(cell: CellValue | undefined): Parsed<number | null> {
  const bare = cell?.kind === 'text' ? { ...cell, text: cellText(cell).replace(/年$/u, '') } : cell;
  const years = parseNumber(bare);
  if (!years.ok || years.value === null) return years.ok ? { ok: true, value: null } : years;
  const months = years.value.times(12);
  if (!months.isInteger() || months.lessThan(1) || months.greaterThan(1200)) {
    return { ok: false, reason: `年限“${cellText(cell)}”要在 1 个月到 100 年之间，按整月计` };
  }
  return { ok: true, value: months.toNumber() };
}

/** 0.05 or 5%, exactly, in millionths. */
function parseResidual(cell: CellValue | undefined): Parsed<number | null> {
  const text = cellText(cell).trim();
  if (saysNothing(text)) return { ok: true, value: null };
  const percent = /^(\d{1,3}(?:\.\d{1,4})?)[%％]$/u.exec(text);
  const number = percent ? parseNumber({ kind: 'text', text: percent[1] ?? '' }) : parseNumber(cell);
  if (!number.ok || number.value === null) return number.ok ? { ok: true, value: null } : number;
  const millionths = number.value.times(percent ? 10_000 : 1_000_000);
  if (!millionths.isInteger() || millionths.lessThan(0) || millionths.greaterThan(1_000_000)) {
    return { ok: false, reason: `残值率“${text}”要写成 0.05 或 5%，在 0 到 1 之间` };
  }
  return { ok: true, value: millionths.toNumber() };
}

function parseYesNo(cell: CellValue | undefined): Parsed<boolean | null> {
  const text = cellText(cell).trim();
  if (saysNothing(text)) return { ok: true, value: null };
  if (/^(?:是|√|✓|Y|1)$/iu.test(text)) return { ok: true, value: true };
  if (/^(?:否|不是|×|N|0)$/iu.test(text)) return { ok: true, value: false };
  return { ok: false, reason: `“${text}”要写是或否` };
}

const ACQUISITIONS: readonly (readonly [RegExp, Acquisition])[] = [
  [/自建|建造|新建|在建/u, 'built'],
  [/购|买/u, 'purchase'],
  [/捐/u, 'donation'],
  [/补助|拨入|划拨|财政|项目/u, 'grant'],
  [/入股|作价|出资/u, 'share'],
];

function parseAcquisition(cell: CellValue | undefined): Parsed<Acquisition | null> {
  const text = cellText(cell).trim();
  if (saysNothing(text)) return { ok: true, value: null };
  return { ok: true, value: ACQUISITIONS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other' };
}
