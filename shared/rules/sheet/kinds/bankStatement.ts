import { parseDate } from '../../calendar.ts';
import { squeeze, toHalfWidth, withoutSpaces } from '../../fullwidth.ts';
import { formatYuan, type Fen } from '../../money.ts';
import { parseDateCell, parseMoney, type Parsed, type Unit } from '../cells.ts';
import { type Field } from '../columns.ts';
import { cellText, type CellValue, type Finding, type Sheet } from '../sheet.ts';
import { cellAt, dataRows, titleOf, type Table, type TableRow } from '../table.ts';
import { checkTotals } from '../totals.ts';
import { openTable, type TableInfo } from './opening.ts';
import { rowReader, type RowReader } from './rowReader.ts';

/** One line of a bank's statement (银行流水). One of the two amounts is 0; a bank's own correction (冲正) is negative. */
export type BankStatementRow = {
  sheet: string;
  row: number;
  date: string;
  summary: string;
  counterparty: string;
  inFen: Fen;
  outFen: Fen;
  /** After this line; null where the file has no balances. */
  balanceFen: Fen | null;
  reference: string;
};

export type BankStatementParse = {
  info: TableInfo | null;
  /** In the bank's order, the earliest first, whatever the file's order. */
  records: BankStatementRow[];
  /** Balance before the first line; null where the file doesn't say. */
  openingFen: Fen | null;
  /** The days that the lines above the header say it covers. */
  from: string | null;
  to: string | null;
  refused: Finding[];
  warnings: Finding[];
  /** Why the file is refused whole: a statement with a hole in it proves nothing. */
  fatal: string | null;
};

/** The bank's debit (借) is what left the account, its credit (贷) what came in: the opposite of the account's own books. */
const FIELDS: readonly Field[] = [
  {
    field: 'date',
    title: '日期',
    synonyms: [
      '交易日期',
      '记账日期',
      '入账日期',
      '记帐日期',
      '日期',
      '交易时间',
      '发生日期',
      '业务日期',
      '记账时间',
    ],
    required: true,
  },
  {
    field: 'summary',
    title: '摘要',
    synonyms: ['摘要', '交易摘要', '业务摘要', '摘要说明', '摘要信息', '交易说明', '交易类型', '业务类型'],
    required: false,
  },
  {
    field: 'purpose',
    title: '用途',
    synonyms: ['用途', '附言', '交易用途', '交易附言', '客户附言', '备注', '交易备注', '附言信息'],
    required: false,
  },
  {
    field: 'out',
    title: '支出',
    synonyms: [
      ...['支出', '支出金额', '借方发生额', '借方金额', '借方', '借', '付款金额', '转出金额', '转出', '付出'],
      ...['付出金额', '支取', '支取金额', '取出', '取款', '借方发生', '付方金额', '支出发生额'],
    ],
    required: false,
  },
  {
    field: 'in',
    title: '收入',
    synonyms: [
      ...['收入', '收入金额', '贷方发生额', '贷方金额', '贷方', '贷', '收款金额', '转入金额', '转入', '存入'],
      ...['存入金额', '存款', '贷方发生', '收方金额', '收入发生额'],
    ],
    required: false,
  },
  { field: 'amount', title: '金额', synonyms: ['金额', '交易金额', '发生额', '发生金额'], required: false },
  {
    field: 'side',
    title: '收支方向',
    synonyms: [
      ...[
        '借贷标志',
        '借贷方向',
        '借贷标识',
        '借贷',
        '收支',
        '收支方向',
        '收支类型',
        '收支标志',
        '收付标志',
        '收付',
        '方向',
      ],
      ...['往来标志', '交易方向', '资金流向'],
    ],
    required: false,
  },
  {
    field: 'balance',
    title: '余额',
    synonyms: ['余额', '账户余额', '帐户余额', '交易后余额', '当前余额', '本次余额', '联机余额'],
    required: false,
  },
  {
    field: 'counterparty',
    title: '对方户名',
    synonyms: [
      ...[
        '对方户名',
        '对方名称',
        '对方账户名称',
        '对方帐户名称',
        '对方单位',
        '对方单位名称',
        '对方账户名',
        '对方姓名',
      ],
      ...['交易对手', '交易对手名称', '对手户名', '收付款人', '收付款人名称', '对手名称', '往来户名'],
    ],
    required: false,
  },
  {
    field: 'reference',
    title: '流水号',
    synonyms: [
      ...[
        '流水号',
        '交易流水号',
        '交易流水',
        '核心流水号',
        '银行流水号',
        '交易序号',
        '日志号',
        '柜员流水号',
        '回单编号',
      ],
      ...['凭证号', '凭证号码', '交易编号', '业务流水号'],
    ],
    required: false,
  },
  {
    field: 'account',
    title: '本方账号',
    synonyms: ['本方账号', '本方帐号', '查询账号', '账号', '帐号', '账户'],
    required: false,
  },
  // Not taken. Named, so that no other field takes them for its own.
  {
    field: 'counterAccount',
    title: '对方账号',
    synonyms: ['对方账号', '对方帐号', '对方账户', '对方卡号', '收付款人账号', '对手账号', '交易对手账号'],
    required: false,
  },
  {
    field: 'otherBalance',
    title: '可用余额',
    synonyms: ['可用余额', '冻结金额', '冻结余额', '手续费金额'],
    required: false,
  },
];

const SUMMED: readonly Field[] = FIELDS.filter(({ field }) => field === 'in' || field === 'out').map(
  (field) => ({
    ...field,
    summed: true,
  }),
);

/**
 * A bank's statement, whatever its bank calls the columns: 支出/收入, 借方/贷方 or one 金额 (signed, or with a column that says
 * which way). The running balance is proved line by line; newest-first files are turned round; 借 and 贷 are read the bank's way
 * unless the balances prove the other. Totals are proved and passed over. A row that can't be read, or a balance that doesn't
 * follow, refuses the file: without every line it proves nothing.
 */
export function parseBankStatement(sheets: readonly Sheet[], sheetName?: string): BankStatementParse {
  const none = { records: [], openingFen: null, from: null, to: null, refused: [], warnings: [] };
  const { opened, info, fatal } = openTable(sheets, FIELDS, { sheetName }, 'amount');
  if (!opened) return { ...none, info, fatal };
  const warnings = opened.warnings;
  const table = withDatedRows(opened.table);
  const columns = amountColumns(table, opened.info.unit);
  if (typeof columns === 'string') return { ...none, info, warnings, fatal: columns };
  const accounts = accountsIn(table);
  if (accounts > 1) {
    const why = `“${table.sheet}”里有 ${accounts} 个账户的流水。请每个账户导出一份，分别导入。`;
    return { ...none, info, warnings, fatal: why };
  }
  const totals = checkTotals(table, SUMMED);
  if (totals.fatal) return { ...none, info, warnings, fatal: totals.fatal };
  warnings.push(...totals.warnings.filter((one) => !warnings.some((said) => sameFinding(said, one))));
  const read = readRows(table, columns, warnings);
  const [first] = read.refused;
  if (first) {
    const place = `“${first.sheet}”第 ${first.row} 行${first.column ? ` ${first.column} 列` : ''}`;
    const more = read.refused.length > 1 ? `另有 ${read.refused.length - 1} 行也读不出来。` : '';
    const why = `${place}：${first.reason}。${more}对账单少一行就对不平，整份没有导入，请改正后再试。`;
    return { ...none, info, refused: read.refused, warnings, fatal: why };
  }
  if (read.rows.length === 0)
    return { ...none, info, warnings, fatal: `“${table.sheet}”里没有一笔收支。请检查是否选错了文件。` };
  const proof = prove(read.rows, read.openingFen, columns);
  if (proof.broken) return { ...none, info, warnings, fatal: brokenBalance(proof.broken) };
  if (read.closingFen !== null && proof.closingFen !== null && read.closingFen !== proof.closingFen) {
    const why = `“${table.sheet}”写的期末余额是 ${formatYuan(read.closingFen)}，按各笔收支算出来是 ${formatYuan(proof.closingFen)}。缺了流水或改动过，请向银行重新导出。整份没有导入。`;
    return { ...none, info, warnings, fatal: why };
  }
  const header = { sheet: table.sheet, row: table.headerRows[0] ?? 1, column: null };
  if (proof.isSwapped) {
    warnings.push({ ...header, reason: '表里的借方是收入、贷方是支出（按余额核过），已照此导入' });
  } else if (columns.isDebitCredit && !proof.isProved) {
    warnings.push({
      ...header,
      reason: '没有余额可以核对，借方按支出、贷方按收入读（银行的借贷和账上相反），请看一看对不对',
    });
  }
  return {
    info,
    records: proof.rows,
    openingFen: proof.openingFen,
    ...statedDays(table.above),
    refused: [],
    warnings,
    fatal: null,
  };
}

/** Rows with a day and an amount are lines, even where their words (8月电费合计) look like a total's. */
function withDatedRows(table: Table): Table {
  const isLine = (row: TableRow): boolean => {
    const date = parseDateCell(cellAt(table, row, 'date').cell);
    if (!date.ok || date.value === null) return false;
    return ['in', 'out', 'amount'].some((field) => {
      const fen = parseMoney(cellAt(table, row, field).cell, '元', 'allowed');
      return fen.ok && fen.value !== null;
    });
  };
  const rows = table.rows.map((row): TableRow =>
    row.kind === 'data' || !isLine(row) ? row : { ...row, kind: 'data' },
  );
  return { ...table, rows };
}

type Columns = {
  kind: 'two' | 'signed' | 'side';
  unit: Unit;
  /** The file says 借 and 贷, which a bank and its customer mean the other way round. */
  isDebitCredit: boolean;
  /** Beside 借 stands what went out as a negative amount. */
  isOutNegative: boolean;
};

/** How the file writes amounts; a sentence when it doesn't. */
function amountColumns(table: Table, unit: Unit): Columns | string {
  const has = (field: string): boolean => table.mapping[field] !== undefined;
  const plain = { unit, isDebitCredit: false, isOutNegative: false };
  if (has('in') && has('out')) {
    const titles = titleOf(table, 'in') + titleOf(table, 'out');
    return { ...plain, kind: 'two', isDebitCredit: /[借贷]/.test(titles) && !/[收支存取转付]/.test(titles) };
  }
  if (has('amount') && has('side')) return { ...plain, kind: 'side', ...signsOf(table, unit) };
  if (has('amount')) return { ...plain, kind: 'signed' };
  const missing = has('in')
    ? '“支出”（借方发生额）'
    : has('out')
      ? '“收入”（贷方发生额）'
      : '“收入”和“支出”，或“金额”';
  return `“${table.sheet}”里找不到${missing}这一列。请检查表头，或向银行导出带收支金额的明细。`;
}

function signsOf(table: Table, unit: Unit): Pick<Columns, 'isDebitCredit' | 'isOutNegative'> {
  const rows = dataRows(table);
  const sides = rows.map((row) => cellAt(table, row, 'side').cell);
  const outs = rows
    .filter((_, index) => {
      const side = direction(sides[index]);
      return side.ok && side.value === 'out';
    })
    .map((row) => parseMoney(cellAt(table, row, 'amount').cell, unit, 'allowed'));
  return {
    isDebitCredit: sides.some((cell) => /[借贷DC]/i.test(cellText(cell))),
    isOutNegative: outs.length > 0 && outs.every((fen) => fen.ok && fen.value !== null && fen.value <= 0),
  };
}

function accountsIn(table: Table): number {
  const texts = dataRows(table)
    .map((row) => withoutSpaces(toHalfWidth(cellText(cellAt(table, row, 'account').cell))))
    .filter((text) => text !== '');
  return new Set(texts).size;
}

type Read = { rows: BankStatementRow[]; refused: Finding[]; openingFen: Fen | null; closingFen: Fen | null };

function readRows(table: Table, columns: Columns, warnings: Finding[]): Read {
  const money: MoneyOf = (cell) => parseMoney(cell, columns.unit, 'allowed');
  const result: Read = { rows: [], refused: [], openingFen: null, closingFen: null };
  for (const row of table.rows) {
    const stated = statedBalance(table, row, money);
    if (stated) {
      if (stated.which === 'opening') result.openingFen ??= stated.fen;
      if (stated.which === 'closing') result.closingFen ??= stated.fen;
      continue;
    }
    if (row.kind !== 'data') continue;
    const reader = rowReader(table, row, FIELDS, warnings);
    const date = reader.need('date', parseDateCell);
    const amounts = readAmounts(reader, columns, money);
    const balanceFen = reader.read('balance', money);
    const refusal = reader.refusal();
    if (refusal) result.refused.push(refusal);
    else if (date !== null && amounts) {
      if (amounts.inFen === 0 && amounts.outFen === 0) reader.warn(null, '收入和支出都是 0，没有导入');
      else {
        const text = words(cellAt(table, row, 'summary').cell);
        const purpose = words(cellAt(table, row, 'purpose').cell);
        result.rows.push({
          sheet: table.sheet,
          row: row.number,
          date,
          summary: cut(purpose === '' || text.includes(purpose) ? text : `${text} ${purpose}`.trim()),
          counterparty: cut(words(cellAt(table, row, 'counterparty').cell)),
          ...amounts,
          balanceFen,
          reference: reference(cellAt(table, row, 'reference').cell),
        });
      }
    }
  }
  return result;
}

type MoneyOf = (cell: CellValue | undefined) => Parsed<Fen | null>;

function readAmounts(
  reader: RowReader,
  columns: Columns,
  money: MoneyOf,
): { inFen: Fen; outFen: Fen } | null {
  if (columns.kind === 'two') {
    const inFen = reader.read('in', money) ?? 0;
    const outFen = reader.read('out', money) ?? 0;
    if (inFen !== 0 && outFen !== 0) {
      reader.refuse('in', `收入 ${formatYuan(inFen)} 和支出 ${formatYuan(outFen)} 同时有数，一笔只能是一边`);
    }
    return { inFen, outFen };
  }
  const fen = reader.need('amount', money);
  if (fen === null) return null;
  if (columns.kind === 'signed') return fen > 0 ? { inFen: fen, outFen: 0 } : { inFen: 0, outFen: 0 - fen };
  const side = reader.need('side', direction);
  if (side === null) return null;
  if (side === 'in') return { inFen: fen, outFen: 0 };
  return { inFen: 0, outFen: columns.isOutNegative ? 0 - fen : fen };
}

function direction(cell: CellValue | undefined): Parsed<'in' | 'out' | null> {
  const text = withoutSpaces(toHalfWidth(cellText(cell))).toUpperCase();
  if (text === '') return { ok: true, value: null };
  if (/^(?:借方?|D|DR|DEBIT|支出?|付款?|出账?|转出|往账|支付|取|-|0?1?支)$/.test(text))
    return { ok: true, value: 'out' };
  if (/^(?:贷方?|C|CR|CREDIT|收入?|收款|入账?|进|转入|来账|存|\+)$/.test(text))
    return { ok: true, value: 'in' };
  return { ok: false, reason: `“${text}”看不出是收入还是支出，应是借、贷或收、支` };
}

/** 期初余额 and 期末余额 on rows of their own: no lines, but both ends of the proof. */
function statedBalance(
  table: Table,
  row: TableRow,
  money: MoneyOf,
): { which: 'opening' | 'closing' | 'other'; fen: Fen } | null {
  const label = row.cells
    .map((cell) => withoutSpaces(toHalfWidth(cellText(cell))))
    .find((text) => BALANCE_LABEL.test(text));
  if (label === undefined) return null;
  const hasAmount = ['in', 'out', 'amount'].some((field) => {
    const fen = money(cellAt(table, row, field).cell);
    return fen.ok && fen.value !== null && fen.value !== 0;
  });
  const balance = money(cellAt(table, row, 'balance').cell);
  const beside = /[:：]?¥?(-?[\d,]+\.\d{1,2})元?$/.exec(label)?.[1];
  const fen =
    balance.ok && balance.value !== null ? balance : beside ? money({ kind: 'text', text: beside }) : null;
  if (hasAmount || !fen?.ok || fen.value === null) return null;
  const which = OPENING_LABEL.test(label) ? 'opening' : CLOSING_LABEL.test(label) ? 'closing' : 'other';
  return { which, fen: fen.value };
}

const OPENING_LABEL =
  /^(?:期初|上期|上月|上年|上日|昨日|承前页?|本期期初|年初|起始)(?:账户)?(?:余额|结余|结转)/;
const CLOSING_LABEL = /^(?:期末|本期期末|月末)(?:账户)?(?:余额|结余)/;
/** A day's or a page's balance among the lines says nothing new. */
const BALANCE_LABEL = new RegExp(
  `${OPENING_LABEL.source}|${CLOSING_LABEL.source}|^(?:本期|本月|本日|截止|当前|本页)(?:账户)?(?:余额|结余)`,
);

/** Text is only shown: long or odd text refuses no line. */
function words(cell: CellValue | undefined): string {
  const text = cell?.kind === 'error' ? '' : squeeze(cellText(cell));
  return /^(?:[-—–/]*|无|空)$/.test(text) ? '' : text;
}

const MAX_WORDS = 100;
const cut = (text: string): string => [...text].slice(0, MAX_WORDS).join('');

/** A number cell beyond fifteen digits has lost its end, and tells nothing apart. */
function reference(cell: CellValue | undefined): string {
  if (cell?.kind === 'number' && cell.digits.length > 15) return '';
  return cut(withoutSpaces(toHalfWidth(words(cell))).replace(/^'/, ''));
}

type Break = { row: BankStatementRow; previousFen: Fen; expectedFen: Fen };
type Proof = {
  rows: BankStatementRow[];
  openingFen: Fen | null;
  closingFen: Fen | null;
  isSwapped: boolean;
  /** Some balance followed from another. */
  isProved: boolean;
  broken: Break | null;
};

/** The first reading of the file whose balances follow one another; when none does, the first break of the likeliest. */
function prove(rows: readonly BankStatementRow[], openingFen: Fen | null, columns: Columns): Proof {
  const [first, last] = [rows[0]!.date, rows.at(-1)!.date];
  const falls = rows.every((row, index) => index === 0 || row.date <= rows[index - 1]!.date);
  const orders = !falls ? [false] : first === last ? [false, true] : [true];
  const sides = columns.isDebitCredit ? [false, true] : [false];
  const proofs = sides.flatMap((isSwapped) =>
    orders.map((isReversed) => {
      const ordered = isReversed ? [...rows].reverse() : [...rows];
      return proofOf(isSwapped ? ordered.map(swapped) : ordered, openingFen, isSwapped);
    }),
  );
  // Without a balance that proves it, nothing speaks for the unusual reading.
  const good = proofs.find(({ broken, isProved, isSwapped }) => !broken && (isProved || !isSwapped));
  return good ?? proofs[0]!;
}

function swapped(row: BankStatementRow): BankStatementRow {
  return { ...row, inFen: row.outFen, outFen: row.inFen };
}

function proofOf(rows: BankStatementRow[], statedFen: Fen | null, isSwapped: boolean): Proof {
  let runningFen = statedFen;
  let openingFen = statedFen;
  let movedFen = 0;
  let isProved = false;
  let broken: Break | null = null;
  for (const row of rows) {
    const movementFen = row.inFen - row.outFen;
    movedFen += movementFen;
    const expectedFen = runningFen === null ? null : runningFen + movementFen;
    if (row.balanceFen !== null) {
      openingFen ??= row.balanceFen - movedFen;
      if (expectedFen !== null && runningFen !== null) {
        isProved = true;
        if (row.balanceFen !== expectedFen) broken ??= { row, previousFen: runningFen, expectedFen };
      }
    }
    runningFen = row.balanceFen ?? expectedFen;
  }
  const closingFen = openingFen === null ? null : openingFen + movedFen;
  return { rows, openingFen, closingFen, isSwapped, isProved, broken };
}

function brokenBalance({ row, previousFen, expectedFen }: Break): string {
  const moved = row.inFen !== 0 ? `收入 ${formatYuan(row.inFen)}` : `支出 ${formatYuan(row.outFen)}`;
  return (
    `“${row.sheet}”第 ${row.row} 行的余额接不上：前一笔余额 ${formatYuan(previousFen)}，这一笔${moved}，` +
    `应是 ${formatYuan(expectedFen)}，表里是 ${formatYuan(row.balanceFen ?? 0)}。中间缺了流水或改动过，请向银行重新导出。整份没有导入。`
  );
}

function sameFinding(a: Finding, b: Finding): boolean {
  return a.sheet === b.sheet && a.row === b.row && a.column === b.column && a.reason === b.reason;
}

/** 查询日期：2019-01-01 至 2019-01-31, above the header. */
function statedDays(above: readonly string[]): { from: string | null; to: string | null } {
  const text = above.map((line) => toHalfWidth(line)).join(' ');
  const day = String.raw`(\d{4}[-./年]?\d{1,2}[-./月]?\d{1,2}日?)`;
  const found = new RegExp(String.raw`${day}\s*(?:至|到|—+|-+|~|―)\s*${day}`).exec(text);
  const [from, to] = [found?.[1], found?.[2]].map((one) => (one === undefined ? null : parseDate(one)));
  if (!from?.ok || !to?.ok || from.value > to.value) return { from: null, to: null };
  return { from: from.value, to: to.value };
}
