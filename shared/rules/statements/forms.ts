import { FUND_SOURCE, RESERVE_SOURCE, type Side } from '../chart/accounts.ts';

/**
 * The three official statements of a farmers' cooperative (财会〔2021〕37号) as data: every row with its formula.
 * 会农社01表 资产负债表, 会农社02表 盈余及盈余分配表, 会农社03表 成员权益变动表.
 *
 * Traps kept here: 114 is split by each member's side (rows 2 and 24), 401 is inventory (row 3), 未分配盈余 is 331 + 332
 * (row 40), and two decreases of 盈余公积 have no printed line in 03 yet must be in its column.
 */

/** One side of a flow: an account (with its sub-accounts), perhaps one analysis item of it; or any account but some. */
export type FlowSide =
  { readonly account: string; readonly item?: string } | { readonly anyBut: readonly string[] };

/** What a figure is read from. Accounts are code prefixes: 114 also reads 11401. */
export type Source =
  /** Balance on that side (a balance on the other side is negative). */
  | { readonly kind: 'balance'; readonly account: string; readonly side: Side }
  /** Sum over the members who stand on that side, each member netted first. */
  | { readonly kind: 'memberBalance'; readonly account: string; readonly side: Side }
  /** Balance at the beginning of the year. */
  | { readonly kind: 'opening'; readonly account: string; readonly side: Side }
  /** The year's net turnover on that side, without the vouchers that close to 331. */
  | { readonly kind: 'turnover'; readonly account: string; readonly side: Side }
  /** What vouchers carried from one account to another; red vouchers count minus. */
  | { readonly kind: 'flow'; readonly debit: FlowSide; readonly credit: FlowSide };

export type Term = { readonly sign: 1 | -1 } & (
  Source | { readonly kind: 'row'; readonly form: '01' | '02'; readonly row: number }
);

type RowKind = 'account' | 'subtotal' | 'total';

export interface BalanceSheetForm {
  readonly row: number;
  readonly label: string;
  /** Printed before the label: 减：. */
  readonly prefix: string;
  /** Assets left; debts and equity right. */
  readonly side: 'left' | 'right';
  /** 流动资产, 非流动资产, 流动负债 …; empty for sums over several sections. */
  readonly section: string;
  readonly kind: RowKind;
  readonly terms: readonly Term[];
}

export interface SurplusForm {
  readonly row: number;
  readonly label: string;
  readonly prefix: string;
  /** 一、 二、 …, printed before the main lines. */
  readonly number: string;
  readonly kind: RowKind;
  readonly terms: readonly Term[];
}

export interface EquityLineForm {
  readonly label: string;
  /** Not on the official form; shown only when there is an amount, because the column would not close without it. */
  readonly printed: boolean;
  readonly terms: readonly Term[];
}

export type EquityColumnKey =
  'shareCapital' | 'specialFund' | 'capitalReserve' | 'surplusReserve' | 'undistributed';

export interface EquityColumnForm {
  readonly key: EquityColumnKey;
  readonly label: string;
  readonly accounts: readonly string[];
  /** The row of 01 that shows the same balance. */
  readonly balanceSheetRow: number;
  readonly increase: readonly EquityLineForm[];
  readonly decrease: readonly EquityLineForm[];
}

const term = (kind: 'balance' | 'memberBalance' | 'opening' | 'turnover', side: Side) => (account: string) =>
  ({ sign: 1, kind, account, side }) as const;
const debit = term('balance', 'debit');
const credit = term('balance', 'credit');
const netCredit = term('turnover', 'credit');
const netDebit = term('turnover', 'debit');

/** plus(…) and minus(…) of rows, such as rows('01', 7, -8). */
const rows = (form: '01' | '02', ...signed: number[]): Term[] =>
  signed.map((row) => ({ sign: row < 0 ? -1 : 1, kind: 'row', form, row: Math.abs(row) }));

const of = (account: string, item?: string): FlowSide =>
  item === undefined ? { account } : { account, item };
const anyBut = (...codes: string[]): FlowSide => ({ anyBut: codes });
const flow = (from: FlowSide, to: FlowSide, sign: 1 | -1 = 1): Term => ({
  sign,
  kind: 'flow',
  debit: from,
  credit: to,
});

const SHARES = of('301');
const CAPITAL_RESERVE = of('321');
const SURPLUS_RESERVE = of('322');
const DISTRIBUTIONS = of('33201');
const UNDISTRIBUTED = of('33202');

type Line<T> = Pick<T, Extract<keyof T, 'row' | 'label' | 'terms'>> & Partial<T>;

const sheetRows = (
  side: 'left' | 'right',
  section: string,
  lines: readonly Line<BalanceSheetForm>[],
): BalanceSheetForm[] => lines.map((line) => ({ prefix: '', kind: 'account', ...line, side, section }));

/** 会农社01表 资产负债表. 181 has no row: it must be nil before a close. */
export const BALANCE_SHEET: readonly BalanceSheetForm[] = [
  ...sheetRows('left', '流动资产', [
    { row: 1, label: '货币资金', terms: ['101', '102', '109'].map(debit) },
    { row: 2, label: '应收款项', terms: [debit('113'), term('memberBalance', 'debit')('114')] },
    {
      row: 3,
      label: '存货',
      terms: ['121', '122', '124', '125', '127', '128', '401'].map(debit),
    },
    { row: 4, label: '消耗性生物资产', terms: [debit('141')] },
    { row: 5, label: '流动资产合计', kind: 'subtotal', terms: rows('01', 1, 2, 3, 4) },
  ]),
  ...sheetRows('left', '非流动资产', [
    { row: 6, label: '对外投资', terms: [debit('131')] },
    { row: 7, label: '生产性生物资产原值', terms: [debit('142')] },
    { row: 8, label: '生产性生物资产累计折旧', prefix: '减：', terms: [credit('143')] },
    { row: 9, label: '生产性生物资产净值', kind: 'subtotal', terms: rows('01', 7, -8) },
    { row: 10, label: '固定资产原值', terms: [debit('151')] },
    { row: 11, label: '累计折旧', prefix: '减：', terms: [credit('152')] },
    { row: 12, label: '固定资产净值', kind: 'subtotal', terms: rows('01', 10, -11) },
    { row: 13, label: '在建工程', terms: [debit('153')] },
    { row: 14, label: '固定资产清理', terms: [debit('154')] },
    { row: 15, label: '固定资产小计', kind: 'subtotal', terms: rows('01', 12, 13, 14) },
    { row: 16, label: '无形资产原值', terms: [debit('161')] },
    { row: 17, label: '累计摊销', prefix: '减：', terms: [credit('162')] },
    { row: 18, label: '无形资产净值', kind: 'subtotal', terms: rows('01', 16, -17) },
    { row: 19, label: '公益性生物资产', terms: [debit('144')] },
    { row: 20, label: '长期待摊费用', terms: [debit('171')] },
    { row: 21, label: '非流动资产合计', kind: 'subtotal', terms: rows('01', 6, 9, 15, 18, 19, 20) },
  ]),
  ...sheetRows('left', '', [{ row: 22, label: '资产总计', kind: 'total', terms: rows('01', 5, 21) }]),
  ...sheetRows('right', '流动负债', [
    { row: 23, label: '短期借款', terms: [credit('201')] },
    { row: 24, label: '应付款项', terms: [credit('211'), term('memberBalance', 'credit')('114')] },
    { row: 25, label: '应付工资', terms: [credit('212')] },
    { row: 26, label: '应付劳务费', terms: [credit('213')] },
    { row: 27, label: '应交税费', terms: [credit('214')] },
    { row: 28, label: '应付利息', terms: [credit('215')] },
    { row: 29, label: '应付盈余返还', terms: [credit('221')] },
    { row: 30, label: '应付剩余盈余', terms: [credit('222')] },
    {
      row: 31,
      label: '流动负债合计',
      kind: 'subtotal',
      terms: rows('01', 23, 24, 25, 26, 27, 28, 29, 30),
    },
  ]),
  ...sheetRows('right', '非流动负债', [
    { row: 32, label: '长期借款', terms: [credit('231')] },
    { row: 33, label: '专项应付款', terms: [credit('235')] },
    { row: 34, label: '非流动负债合计', kind: 'subtotal', terms: rows('01', 32, 33) },
  ]),
  ...sheetRows('right', '', [{ row: 35, label: '负债合计', kind: 'subtotal', terms: rows('01', 31, 34) }]),
  ...sheetRows('right', '所有者权益', [
    { row: 36, label: '股金', terms: [credit('301')] },
    { row: 37, label: '专项基金', terms: [credit('311')] },
    { row: 38, label: '资本公积', terms: [credit('321')] },
    { row: 39, label: '盈余公积', terms: [credit('322')] },
    { row: 40, label: '未分配盈余', terms: [credit('331'), credit('332')] },
    { row: 41, label: '所有者权益合计', kind: 'subtotal', terms: rows('01', 36, 37, 38, 39, 40) },
  ]),
  ...sheetRows('right', '', [
    { row: 42, label: '负债和所有者权益总计', kind: 'total', terms: rows('01', 35, 41) },
  ]),
];

/** The indent that stands where 加： or 减： of the line above still holds. */
const INDENT = '　　';

/**
 * 会农社02表 盈余及盈余分配表. Row 13 is last year's row 20, which is the opening balance of 331 + 332. Row 19 takes only
 * surplus turned straight into shares: what went through 221 or 222 first is in rows 17 and 18 already.
 */
export const SURPLUS_STATEMENT: readonly SurplusForm[] = (
  [
    { row: 1, label: '经营收入', number: '一、', terms: [netCredit('501')] },
    { row: 2, label: '投资收益', prefix: '加：', terms: [netCredit('511')] },
    { row: 3, label: '经营支出', prefix: '减：', terms: [netDebit('521')] },
    { row: 4, label: '税金及附加', prefix: INDENT, terms: [netDebit('522')] },
    { row: 5, label: '管理费用', prefix: INDENT, terms: [netDebit('523')] },
    { row: 6, label: '财务费用', prefix: INDENT, terms: [netDebit('524')] },
    { row: 7, label: '经营收益', number: '二、', kind: 'subtotal', terms: rows('02', 1, 2, -3, -4, -5, -6) },
    { row: 8, label: '其他收入', prefix: '加：', terms: [netCredit('502')] },
    { row: 9, label: '其他支出', prefix: '减：', terms: [netDebit('529')] },
    { row: 10, label: '盈余总额', number: '三、', kind: 'subtotal', terms: rows('02', 7, 8, -9) },
    { row: 11, label: '所得税费用', prefix: '减：', terms: [netDebit('531')] },
    { row: 12, label: '本年盈余', number: '四、', kind: 'subtotal', terms: rows('02', 10, -11) },
    {
      row: 13,
      label: '年初未分配盈余',
      prefix: '加：',
      terms: ['331', '332'].map(term('opening', 'credit')),
    },
    {
      row: 14,
      label: '其他转入',
      prefix: INDENT,
      terms: [flow(SURPLUS_RESERVE, UNDISTRIBUTED), flow(CAPITAL_RESERVE, UNDISTRIBUTED)],
    },
    { row: 15, label: '提取盈余公积', prefix: '减：', terms: [flow(DISTRIBUTIONS, SURPLUS_RESERVE)] },
    { row: 16, label: '可分配盈余', number: '五、', kind: 'subtotal', terms: rows('02', 12, 13, 14, -15) },
    { row: 17, label: '盈余返还', prefix: '减：', terms: [flow(DISTRIBUTIONS, of('221'))] },
    { row: 18, label: '剩余盈余分配', prefix: INDENT, terms: [flow(DISTRIBUTIONS, of('222'))] },
    { row: 19, label: '转为成员出资', prefix: INDENT, terms: [flow(DISTRIBUTIONS, SHARES)] },
    { row: 20, label: '年末未分配盈余', number: '六、', kind: 'total', terms: rows('02', 16, -17, -18, -19) },
  ] satisfies Line<SurplusForm>[]
).map((line) => ({ prefix: '', number: '', kind: 'account', ...line }));

const line = (label: string, ...terms: Term[]): EquityLineForm => ({ label, printed: true, terms });
const unprinted = (label: string, ...terms: Term[]): EquityLineForm => ({ label, printed: false, terms });

/** What one source of 资本公积 grew by; a difference can go either way. */
const reserveGrowth = (source: string): EquityLineForm =>
  line(
    source,
    flow(anyBut('321'), of('321', source)),
    flow(of('321', source), anyBut('321', '301', '33202'), -1),
  );

/**
 * 会农社03表 成员权益变动表, without its last column 合计 (the sum of the five). The form has no row numbers. Share
 * transfers between members (301 to 301) are no change. Surplus turned into shares has no line of its own and stands in
 * 成员增加出资.
 */
export const EQUITY_CHANGES: readonly EquityColumnForm[] = [
  {
    key: 'shareCapital',
    label: '股金',
    accounts: ['301'],
    balanceSheetRow: 36,
    increase: [
      line('资本公积转增', flow(CAPITAL_RESERVE, SHARES)),
      line('盈余公积转增', flow(SURPLUS_RESERVE, SHARES)),
      line('成员增加出资', flow(anyBut('301', '321', '322'), SHARES)),
    ],
    decrease: [line('成员减少出资', flow(SHARES, anyBut('301')))],
  },
  {
    key: 'specialFund',
    label: '专项基金',
    accounts: ['311'],
    balanceSheetRow: 37,
    increase: [
      line('接受国家财政直接补助形成', flow(anyBut('311'), of('311', FUND_SOURCE.state))),
      line('接受他人捐赠形成', flow(anyBut('311'), of('311', FUND_SOURCE.donation))),
    ],
    decrease: [],
  },
  {
    key: 'capitalReserve',
    label: '资本公积',
    accounts: ['321'],
    balanceSheetRow: 38,
    increase: [reserveGrowth(RESERVE_SOURCE.premium), reserveGrowth(RESERVE_SOURCE.revaluation)],
    decrease: [
      line('转为成员出资', flow(CAPITAL_RESERVE, SHARES)),
      line('弥补亏损', flow(CAPITAL_RESERVE, UNDISTRIBUTED)),
    ],
  },
  {
    key: 'surplusReserve',
    label: '盈余公积',
    accounts: ['322'],
    balanceSheetRow: 39,
    increase: [line('从盈余中提取', flow(DISTRIBUTIONS, SURPLUS_RESERVE))],
    decrease: [
      line('转为成员出资', flow(SURPLUS_RESERVE, SHARES)),
      unprinted('退还成员公积金份额', flow(SURPLUS_RESERVE, anyBut('301', '322', '33202'))),
      unprinted('弥补亏损', flow(SURPLUS_RESERVE, UNDISTRIBUTED)),
    ],
  },
  {
    key: 'undistributed',
    label: '未分配盈余',
    accounts: ['331', '332'],
    balanceSheetRow: 40,
    increase: [line('本年盈余', ...rows('02', 12)), line('其他转入', ...rows('02', 14))],
    decrease: [
      line('提取盈余公积', ...rows('02', 15)),
      line('盈余返还', ...rows('02', 17)),
      line('剩余盈余分配', ...rows('02', 18)),
      line('转为成员出资', ...rows('02', 19)),
    ],
  },
];

export type SignedSource = { readonly sign: 1 | -1 } & Source;

/** What feeds a row of 01 or 02, sums resolved down to the accounts: for going from the statement into the ledger. */
export function rowSources(form: '01' | '02', row: number): readonly SignedSource[] {
  const found = (form === '01' ? BALANCE_SHEET : SURPLUS_STATEMENT).find((one) => one.row === row);
  return found ? resolve(found.terms) : [];
}

/** What feeds a line of 03, such as ('surplusReserve', 'decrease', '弥补亏损'). */
export function equityLineSources(
  column: EquityColumnKey,
  block: 'increase' | 'decrease',
  label: string,
): readonly SignedSource[] {
  const found = EQUITY_CHANGES.find((one) => one.key === column)?.[block].find((one) => one.label === label);
  return found ? resolve(found.terms) : [];
}

function resolve(terms: readonly Term[]): SignedSource[] {
  return terms.flatMap((one) =>
    one.kind === 'row'
      ? rowSources(one.form, one.row).map((source) => ({
          ...source,
          sign: source.sign === one.sign ? 1 : -1,
        }))
      : [one],
  );
}
