import { squeeze, toHalfWidth, withoutSpaces } from '../../fullwidth.ts';
import type { Fen } from '../../money.ts';
import { parseDateCell, parseInteger, parseMoney, parseName, parseText } from '../cells.ts';
import type { Field } from '../columns.ts';
import { cellText, type Finding, type Sheet } from '../sheet.ts';
import { cellAt, dataRows, type Table, type TableRow } from '../table.ts';
import { openTable, type ImportParse } from './opening.ts';
import { rowReader } from './rowReader.ts';

/** One row of a bank's list of interest (利息清单): what it charged a loan for a period. */
export type InterestRow = {
  sheet: string;
  row: number;
  /** 借据号 without spaces, half width, capitals; '' where the row has none. */
  noteNo: string;
  name: string;
  from: string | null;
  /** The last day or the day after: banks write either. */
  to: string | null;
  days: number | null;
  fen: Fen;
  /** 罚息 or 复利 in a row of its own: borne by the borrower. */
  isPenalty: boolean;
};

const FIELDS: readonly Field[] = [
  {
    field: 'noteNo',
    title: '借据号',
    synonyms: [
      ...['借据号', '借据编号', '借据号码', '贷款借据号', '借据', '贷款账号', '贷款帐号', '贷款编号'],
      ...['放款账号', '放款编号', '贷款账户', '借据/贷款账号'],
    ],
    required: false,
  },
  {
    field: 'name',
    title: '借款人',
    synonyms: [
      ...['借款人', '借款人姓名', '姓名', '户名', '客户名称', '客户姓名', '贷款户名', '借款人名称', '户主'],
      ...['户主姓名', '贷户姓名', '农户姓名'],
    ],
    required: true,
  },
  {
    field: 'from',
    title: '起息日',
    synonyms: [
      ...[
        '起息日',
        '起息日期',
        '计息起日',
        '计息开始日',
        '计息起始日',
        '开始日期',
        '起始日期',
        '计息起始日期',
      ],
      ...['起日', '本期起息日', '计息开始日期', '上次结息日'],
    ],
    required: false,
  },
  {
    field: 'to',
    title: '止息日',
    synonyms: [
      ...[
        '止息日',
        '止息日期',
        '计息止日',
        '计息结束日',
        '计息终止日',
        '结束日期',
        '终止日期',
        '计息终止日期',
      ],
      ...['止日', '本期止息日', '结息日', '结息日期', '计息结束日期', '计息截止日'],
    ],
    required: false,
  },
  {
    field: 'days',
    title: '天数',
    synonyms: ['天数', '计息天数', '计息日数', '日数', '实际天数'],
    required: false,
  },
  {
    field: 'fen',
    title: '利息',
    synonyms: [
      ...[
        '利息',
        '利息金额',
        '应收利息',
        '应付利息',
        '结息金额',
        '本期利息',
        '实收利息',
        '贷款利息',
        '正常利息',
      ],
      ...['应计利息', '扣息金额', '收息金额', '实扣利息', '本次结息', '利息(元)', '应收正常利息'],
    ],
    required: true,
    summed: true,
  },
  {
    field: 'kind',
    title: '利息种类',
    synonyms: ['利息种类', '利息类型', '息别', '种类', '类型'],
    required: false,
  },
  // Not taken. Named, so that no other field takes them for its own.
  { field: 'product', title: '积数', synonyms: ['积数', '计息积数', '累计积数'], required: false },
  {
    field: 'rate',
    title: '利率',
    synonyms: ['利率', '年利率', '执行利率', '月利率', '利率(%)'],
    required: false,
  },
  {
    field: 'penalty',
    title: '罚息',
    synonyms: ['罚息', '逾期利息', '罚息金额', '应收罚息', '复利', '复息', '应收复利'],
    required: false,
  },
  {
    field: 'principal',
    title: '本金',
    synonyms: ['本金', '贷款余额', '计息本金', '贷款本金', '贷款金额', '借款金额', '余额', '计息余额'],
    required: false,
  },
  {
    field: 'subsidy',
    title: '贴息',
    synonyms: ['贴息', '贴息金额', '应贴息额', '财政贴息'],
    required: false,
  },
  { field: 'idNumber', title: '身份证号', synonyms: ['身份证号', '证件号码', '身份证号码'], required: false },
];

/**
 * A bank's list of interest, whatever it calls its columns. 罚息 beside the interest is not taken; 罚息 as a row of its own is marked. A row
 * without a note number stands for whoever alone bears its name.
 */
export function parseInterestList(sheets: readonly Sheet[], sheetName?: string): ImportParse<InterestRow> {
  const { opened, info, fatal } = openTable(sheets, FIELDS, { sheetName }, 'fen');
  if (!opened) return { info, records: [], refused: [], warnings: [], fatal };
  const { table } = opened;
  const warnings = [...opened.warnings];
  const records: InterestRow[] = [];
  const refused: Finding[] = [];
  for (const row of dataRows(table)) {
    const reader = rowReader(table, row, FIELDS, warnings);
    const noteNo = noteKey(reader.read('noteNo', (cell) => lossless(cell, parseText)) ?? '');
    const name = reader.need('name', parseName) ?? '';
    const from = reader.read('from', parseDateCell);
    const to = reader.read('to', parseDateCell);
    const days = reader.read('days', parseInteger);
    const fen = reader.need('fen', (cell) => parseMoney(cell, opened.info.unit, 'allowed'));
    if (from !== null && to !== null && from > to) {
      reader.refuse('to', `止息日 ${to} 在起息日 ${from} 之前`);
    }
    if (days !== null && (days < 0 || days > MAX_DAYS)) reader.refuse('days', `天数 ${days} 不像天数`);
    if (fen !== null && fen < 0) {
      reader.refuse('fen', '利息是负数。银行冲回的利息请和原来那一行合成一个数再导入');
    }
    const refusal = reader.refusal();
    if (refusal) refused.push(refusal);
    else if (fen !== null) {
      records.push({
        ...{ sheet: table.sheet, row: row.number, noteNo, name, from, to, days, fen },
        isPenalty: /罚|复利|复息|逾期|挪用/.test(kindOf(table, row)),
      });
    }
  }
  return { info, records, refused, warnings, fatal: null };
}

const MAX_DAYS = 40_000;

const kindOf = (table: Table, row: TableRow): string => squeeze(cellText(cellAt(table, row, 'kind').cell));

/** How note numbers are compared: people put spaces and full-width letters into them. */
export function noteKey(text: string): string {
  return withoutSpaces(toHalfWidth(text)).toUpperCase();
}

/** A number cell of more than fifteen digits has lost its end, and names another loan. */
function lossless(
  cell: Parameters<typeof parseText>[0],
  parse: typeof parseText,
): ReturnType<typeof parseText> {
  if (cell?.kind === 'number' && cell.digits.length > 15) {
    return { ok: false, reason: '借据号被表格存成了数字，末几位已经丢失。请向银行要文本格式的清单' };
  }
  return parse(cell);
}
