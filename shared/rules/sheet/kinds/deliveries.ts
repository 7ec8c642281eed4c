import { formatYuan, type Fen } from '../../money.ts';
import {
  parseCode,
  parseDateCell,
  parseIdNumber,
  parseMoney,
  parseName,
  parseScaled,
  parseText,
  type Parsed,
  type Unit,
} from '../cells.ts';
import { statedWeight, type Field } from '../columns.ts';
import { type CellValue, type Finding, type Sheet } from '../sheet.ts';
import { dataRows, titleOf, type Table, type TableRow } from '../table.ts';
import { openTable, type ImportOptions, type ImportParse } from './opening.ts';
import { rowReader, unitWarnings, type RowReader } from './rowReader.ts';

/** One delivery (交售) of a member's product, or an award (质量奖): an amount with neither quantity nor price. */
export type DeliveryRow = {
  sheet: string;
  row: number;
  date: string;
  name: string;
  idNumber: string | null;
  memberNo: string | null;
  product: string;
  /** Thousandths of a kilogram. */
  quantityThousandths: number | null;
  /** 1/10,000 yuan per kilogram. */
  priceTenThousandths: number | null;
  amountFen: Fen;
  /** 1, 2 …: the same sale twice a day is two deliveries. */
  ordinal: number;
};

const FIELDS: readonly Field[] = [
  {
    field: 'date',
    title: '日期',
    synonyms: ['日期', '交售日期', '交货日期', '收购日期', '时间', '交售时间'],
    required: true,
  },
  {
    field: 'name',
    title: '户主',
    synonyms: ['户主姓名', '户主', '社员姓名', '成员姓名', '姓名', '社员', '成员', '交售人', '农户'],
    required: true,
  },
  {
    field: 'idNumber',
    title: '身份证号',
    synonyms: ['身份证号', '身份证号码', '公民身份号码', '证件号', '证件号码', '身份证'],
    required: false,
  },
  {
    field: 'memberNo',
    title: '社员号',
    synonyms: ['社员号', '社员编号', '成员编号', '成员号'],
    required: false,
  },
  {
    field: 'product',
    title: '产品',
    synonyms: ['产品', '品名', '产品名称', '品种', '品类', '项目'],
    required: true,
  },
  {
    field: 'quantity',
    title: '数量',
    synonyms: ['数量', '重量', '净重', '斤两', '交售数量', '交售量', '交易量'],
    required: false,
    summed: true,
  },
  { field: 'price', title: '单价', synonyms: ['单价', '价格', '收购价', '收购单价'], required: false },
  {
    field: 'amount',
    title: '金额',
    synonyms: ['金额', '交售金额', '货款', '交易额', '总价', '价款', '合计金额', '应付金额'],
    required: true,
    summed: true,
  },
];

/**
 * The year's deliveries. A quantity needs a price and an amount that is their product to within one fen. Quantities in 斤
 * (the header says so) become kilograms, prices per 斤 prices per kilogram. Rows that are the same in
 * everything are all taken, told apart by their ordinal. A row with neither ID nor member number stands for whoever
 * alone bears its name; only the register can say whether somebody does.
 */
export function parseDeliveries(
  sheets: readonly Sheet[],
  options: ImportOptions = {},
): ImportParse<DeliveryRow> {
  const { opened, info, fatal } = openTable(sheets, FIELDS, options, 'amount');
  if (!opened) return { info, records: [], refused: [], warnings: [], fatal };
  const { table } = opened;
  const warnings = [...opened.warnings];
  const weight = statedWeight([titleOf(table, 'quantity')], table.above);
  if (weight === '斤') warnings.push(inJin(table));
  const records: DeliveryRow[] = [];
  const refused: Finding[] = [];
  const ordinals = new Map<string, number>();
  for (const row of dataRows(table)) {
    const reader = rowReader(table, row, FIELDS, warnings);
    const record = readDelivery(table, row, reader, opened.info.unit, weight === '斤');
    const refusal = reader.refusal();
    if (refusal) refused.push(refusal);
    else if (record) records.push({ ...record, ordinal: nextOrdinal(ordinals, record) });
  }
  warnings.push(...unitWarnings(table, records, opened.info.unit));
  return { info, records, refused, warnings, fatal: null };
}

function inJin(table: Table): Finding {
  const column = table.mapping.quantity ?? null;
  return {
    sheet: table.sheet,
    row: table.headerRows[0] ?? 1,
    column,
    reason: '表里的数量以斤计，已换算成公斤，单价换算成每公斤',
  };
}

type Unnumbered = Omit<DeliveryRow, 'ordinal'>;

function readDelivery(
  table: Table,
  row: TableRow,
  reader: RowReader,
  unit: Unit,
  inHalfKilograms: boolean,
): Unnumbered | null {
  const date = reader.need('date', parseDateCell);
  const name = reader.need('name', parseName);
  const idNumber = reader.read('idNumber', parseIdNumber);
  const memberNo = reader.read('memberNo', parseCode) || null;
  const product = reader.need('product', parseText);
  const quantity = reader.read('quantity', inHalfKilograms ? halfKilograms : (cell) => parseScaled(cell, 3));
  const price = reader.read('price', (cell) => parseScaled(cell, 4));
  const perKilogram = price !== null && inHalfKilograms ? price * 2 : price;
  const amountFen = reader.need('amount', (cell) => parseMoney(cell, unit));
  if (reader.refusal()) return null;
  if (amountFen !== null) checkProduct(quantity, perKilogram, amountFen, reader);
  if (date === null || name === null || !product || amountFen === null) return null;
  return {
    sheet: table.sheet,
    row: row.number,
    date,
    name,
    idNumber,
    memberNo,
    product,
    quantityThousandths: quantity,
    priceTenThousandths: perKilogram,
    amountFen,
  };
}

/** 斤 in thousandths of a kilogram: half as many, and still exact. */
function halfKilograms(cell: CellValue | undefined): Parsed<number | null> {
  const jin = parseScaled(cell, 3);
  if (!jin.ok || jin.value === null) return jin;
  return jin.value % 2 === 0
    ? { ok: true, value: jin.value / 2 }
    : { ok: false, reason: '换算成公斤后超过 3 位小数' };
}

/** A thousandth of a kilogram times 1/10,000 yuan is 1/100,000 fen. */
const PRODUCT_PER_FEN = 100_000n;

function checkProduct(
  quantity: number | null,
  price: number | null,
  amountFen: Fen,
  reader: RowReader,
): void {
  if (amountFen === 0) reader.refuse('amount', '金额是 0');
  if (quantity === null && price === null) return;
  if (quantity === null) return reader.refuse('quantity', '有单价，没有数量');
  if (price === null) return reader.refuse('price', '有数量，没有单价');
  if (quantity === 0) return reader.refuse('quantity', '数量是 0');
  const product = BigInt(quantity) * BigInt(price);
  const difference = product - BigInt(amountFen) * PRODUCT_PER_FEN;
  if (difference <= PRODUCT_PER_FEN && difference >= -PRODUCT_PER_FEN) return;
  const expected = Number((product + PRODUCT_PER_FEN / 2n) / PRODUCT_PER_FEN);
  const shown = Number.isSafeInteger(expected) && expected < 1e14 ? `${formatYuan(expected)}` : '另一个数';
  reader.refuse('amount', `金额 ${formatYuan(amountFen)} 不等于数量×单价，应为 ${shown}`);
}

function nextOrdinal(ordinals: Map<string, number>, record: Unnumbered): number {
  const key = [
    record.date,
    record.name,
    record.idNumber,
    record.memberNo,
    record.product,
    record.quantityThousandths,
    record.priceTenThousandths,
    record.amountFen,
  ].join('\n');
  const ordinal = (ordinals.get(key) ?? 0) + 1;
  ordinals.set(key, ordinal);
  return ordinal;
}
