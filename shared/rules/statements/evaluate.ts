import type { Side } from '../chart/accounts.ts';
import { invariant } from '../result.ts';
import type { Flow } from './flows.ts';
import {
  BALANCE_SHEET,
  EQUITY_CHANGES,
  SURPLUS_STATEMENT,
  type BalanceSheetForm,
  type EquityColumnForm,
  type EquityColumnKey,
  type EquityLineForm,
  type FlowSide,
  type Source,
  type SurplusForm,
  type Term,
} from './forms.ts';

/**
 * The three statements of a year, computed from the books' figures by the formulas in forms.ts, and the equations that
 * must hold among them. Whole fen throughout, nothing is rounded.
 */

/** One account that takes lines, from the year's beginning to the period's end. Parents are not listed: they are sums. */
export interface AccountFigures {
  /** As in the books: 101, 33201, or an own one such as 10201. It counts into every account whose code begins it. */
  readonly code: string;
  /** Net balances, debit positive. */
  readonly endDebitFen: number;
  readonly beginDebitFen: number;
  /** Turnover of the year, without the vouchers that close to 331. */
  readonly debitFen: number;
  readonly creditFen: number;
}

/** One member's balance in 114 (or a sub-account of it). */
export interface MemberFigures {
  readonly code: string;
  readonly memberId: number;
  readonly endDebitFen: number;
  readonly beginDebitFen: number;
}

export interface YearFigures {
  readonly accounts: readonly AccountFigures[];
  readonly members: readonly MemberFigures[];
  /** Of the year's vouchers, see pairFlows. */
  readonly flows: readonly Flow[];
}

export interface StatementInput {
  readonly current: YearFigures;
  /** null: the books hold no year before; then 02 has no 上年 column. */
  readonly previous: YearFigures | null;
}

export type BalanceSheetRow = Omit<BalanceSheetForm, 'terms'> & {
  readonly endFen: number;
  readonly beginFen: number;
};

export type SurplusRow = Omit<SurplusForm, 'terms'> & {
  readonly currentFen: number;
  readonly previousFen: number | null;
};

export interface EquityLine {
  readonly label: string;
  /** false: not on the official form, shown only because it has an amount. */
  readonly printed: boolean;
  readonly fen: number;
}

export interface EquityColumn {
  readonly key: EquityColumnKey | 'total';
  readonly label: string;
  readonly beginFen: number;
  readonly increaseFen: number;
  readonly increase: readonly EquityLine[];
  readonly decreaseFen: number;
  readonly decrease: readonly EquityLine[];
  readonly endFen: number;
}

/** One band of 03 across the six columns: its sums, then its lines (其中), row by row, null where a column has none. */
export interface EquityBlock {
  readonly label: '年初余额' | '本年增加数' | '本年减少数' | '年末余额';
  readonly fen: readonly number[];
  readonly lines: readonly (readonly (EquityLine | null)[])[];
}

export interface EquityChanges {
  /** The five columns of the form, then 合计. */
  readonly columns: readonly EquityColumn[];
  readonly blocks: readonly EquityBlock[];
}

export interface StatementCheck {
  readonly id: string;
  readonly name: string;
  readonly leftLabel: string;
  readonly leftFen: number;
  readonly rightLabel: string;
  readonly rightFen: number;
  readonly ok: boolean;
}

/** 会农社01表. The begin column is the same formula on the year's opening balances. */
export function evaluateBalanceSheet(input: StatementInput): BalanceSheetRow[] {
  const end = rowValues(BALANCE_SHEET, input.current, 'end');
  const begin = rowValues(BALANCE_SHEET, input.current, 'begin');
  return BALANCE_SHEET.map(({ terms: _, ...shown }) => ({
    ...shown,
    endFen: valueOf(end, shown.row),
    beginFen: valueOf(begin, shown.row),
  }));
}

/** 会农社02表. Row 13 is the opening balance of 331 + 332; check 02-b compares it with last year's row 20. */
export function evaluateSurplus(input: StatementInput): SurplusRow[] {
  const current = rowValues(SURPLUS_STATEMENT, input.current, 'end');
  const previous = input.previous && rowValues(SURPLUS_STATEMENT, input.previous, 'end');
  return SURPLUS_STATEMENT.map(({ terms: _, ...shown }) => ({
    ...shown,
    currentFen: valueOf(current, shown.row),
    previousFen: previous && valueOf(previous, shown.row),
  }));
}

/** 会农社03表. Opening and closing balances come from the accounts, so check 03-a proves the lines between them. */
export function evaluateEquityChanges(input: StatementInput): EquityChanges {
  const read = readYear(input.current, 'end');
  const rows = rowValues(SURPLUS_STATEMENT, input.current, 'end');
  const five = EQUITY_CHANGES.map((column) => equityColumn(column, read, rows));
  const columns = [...five, totalColumn(five)];
  return {
    columns,
    blocks: [
      { label: '年初余额', fen: columns.map((one) => one.beginFen), lines: [] },
      {
        label: '本年增加数',
        fen: columns.map((one) => one.increaseFen),
        lines: linesAcross(columns, 'increase'),
      },
      {
        label: '本年减少数',
        fen: columns.map((one) => one.decreaseFen),
        lines: linesAcross(columns, 'decrease'),
      },
      { label: '年末余额', fen: columns.map((one) => one.endFen), lines: [] },
    ],
  };
}

/**
 * The flows that 02 and 03 have no line for: they would change a balance of 股金, 专项基金, 公积 or 未分配盈余 that no line between its two
 * ends explains (03-a). Only moves within one column, such as a transfer of shares or the clearing at the year's end, need none.
 */
export function flowsWithoutLine<T extends Flow>(flows: readonly T[]): T[] {
  return flows.filter((flow) => {
    const alone: YearFigures = { accounts: [], members: [], flows: [flow] };
    const read = readYear(alone, 'end');
    const rows = rowValues(SURPLUS_STATEMENT, alone, 'end');
    return EQUITY_CHANGES.some((form) => {
      const isIn = (code: string) => form.accounts.some((account) => code.startsWith(account));
      const movedFen = (isIn(flow.credit) ? flow.fen : 0) - (isIn(flow.debit) ? flow.fen : 0);
      const { increaseFen, decreaseFen } = equityColumn(form, read, rows);
      return movedFen !== increaseFen - decreaseFen;
    });
  });
}

/**
 * Every equation of the three statements that these figures can prove. Before a month is closed its profit still stands in
 * 501–531 and not in 331, so equations with 未分配盈余 add what is still open, and say so.
 */
export function checks(input: StatementInput): StatementCheck[] {
  const facts: Facts = {
    input,
    sheet: evaluateBalanceSheet(input),
    surplus: evaluateSurplus(input),
    equity: evaluateEquityChanges(input),
    reading: readYear(input.current, 'end'),
    openFen: openProfitFen(input.current, 'end'),
    openBeginFen: openProfitFen(input.current, 'begin'),
  };
  return [...balanceSheetChecks(facts), ...surplusChecks(facts), ...equityChecks(facts)];
}

type Moment = 'end' | 'begin';
type Rows = ReadonlyMap<number, number>;
type Read = (source: Source) => number;

function rowValues(
  form: readonly { readonly row: number; readonly terms: readonly Term[] }[],
  figures: YearFigures,
  moment: Moment,
): Rows {
  const read = readYear(figures, moment);
  const values = new Map<number, number>();
  // A sum only refers to rows above it, of the same form.
  for (const { row, terms } of form) values.set(row, total(terms, read, values));
  return values;
}

function total(terms: readonly Term[], read: Read, rows: Rows): number {
  let fen = 0;
  for (const term of terms) {
    fen += term.sign * (term.kind === 'row' ? valueOf(rows, term.row) : read(term));
  }
  invariant(Number.isSafeInteger(fen), 'a statement counts whole fen');
  return fen;
}

function valueOf(rows: Rows, row: number): number {
  const fen = rows.get(row);
  invariant(fen !== undefined, `row ${row} is computed before it is used`);
  return fen;
}

/** How the year's figures answer what a formula asks. */
function readYear(figures: YearFigures, moment: Moment): Read {
  const balance = (one: AccountFigures | MemberFigures) =>
    moment === 'end' ? one.endDebitFen : one.beginDebitFen;
  const sumOf = (account: string, amount: (one: AccountFigures) => number) =>
    figures.accounts.reduce((fen, one) => (one.code.startsWith(account) ? fen + amount(one) : fen), 0);

  return (source) => {
    switch (source.kind) {
      case 'balance':
        return onSide(source.side, sumOf(source.account, balance));
      case 'opening':
        return onSide(
          source.side,
          sumOf(source.account, (one) => one.beginDebitFen),
        );
      case 'turnover':
        return onSide(
          source.side,
          sumOf(source.account, (one) => one.debitFen - one.creditFen),
        );
      case 'memberBalance':
        return membersOn(source.side, source.account, figures.members, balance);
      case 'flow':
        return figures.flows.reduce(
          (fen, one) =>
            isSide(source.debit, one.debit, one.debitItem) &&
            isSide(source.credit, one.credit, one.creditItem)
              ? fen + one.fen
              : fen,
          0,
        );
    }
  };
}

const onSide = (side: Side, debitFen: number) => (side === 'debit' ? debitFen : 0 - debitFen);

/** A member with several sub-ledgers of the account is netted first; then only those on the side count. */
function membersOn(
  side: Side,
  account: string,
  members: readonly MemberFigures[],
  balance: (one: MemberFigures) => number,
): number {
  const byMember = new Map<number, number>();
  for (const one of members) {
    if (!one.code.startsWith(account)) continue;
    byMember.set(one.memberId, (byMember.get(one.memberId) ?? 0) + balance(one));
  }
  return [...byMember.values()].reduce((fen, debitFen) => fen + Math.max(0, onSide(side, debitFen)), 0);
}

function isSide(wanted: FlowSide, code: string, item: string | null): boolean {
  if ('anyBut' in wanted) return !wanted.anyBut.some((account) => code.startsWith(account));
  return code.startsWith(wanted.account) && (wanted.item === undefined || wanted.item === item);
}

/** What still stands in the profit accounts, as a surplus. */
function openProfitFen(figures: YearFigures, moment: Moment): number {
  return readYear(figures, moment)({ kind: 'balance', account: '5', side: 'credit' });
}

/** @param rows those of 02, to which the column 未分配盈余 refers */
function equityColumn(form: EquityColumnForm, read: Read, rows: Rows): EquityColumn {
  const linesOf = (lines: readonly EquityLineForm[]) =>
    lines
      .map(({ label, printed, terms }) => ({ label, printed, fen: total(terms, read, rows) }))
      .filter((line) => line.printed || line.fen !== 0);
  const sumOf = (kind: 'balance' | 'opening') =>
    form.accounts.reduce((fen, account) => fen + read({ kind, account, side: 'credit' }), 0);
  const increase = linesOf(form.increase);
  const decrease = linesOf(form.decrease);
  return {
    key: form.key,
    label: form.label,
    beginFen: sumOf('opening'),
    increaseFen: sumLines(increase),
    increase,
    decreaseFen: sumLines(decrease),
    decrease,
    endFen: sumOf('balance'),
  };
}

/** Moves inside equity stand in both 增加 and 减少, so the two totals are gross. */
function totalColumn(five: readonly EquityColumn[]): EquityColumn {
  const sum = (pick: (one: EquityColumn) => number) => five.reduce((fen, one) => fen + pick(one), 0);
  return {
    key: 'total',
    label: '合计',
    beginFen: sum((one) => one.beginFen),
    increaseFen: sum((one) => one.increaseFen),
    increase: [],
    decreaseFen: sum((one) => one.decreaseFen),
    decrease: [],
    endFen: sum((one) => one.endFen),
  };
}

const sumLines = (lines: readonly EquityLine[]) => lines.reduce((fen, one) => fen + one.fen, 0);

function linesAcross(columns: readonly EquityColumn[], block: 'increase' | 'decrease'): EquityBlock['lines'] {
  const depth = Math.max(...columns.map((one) => one[block].length));
  return Array.from({ length: depth }, (_, i) => columns.map((one) => one[block][i] ?? null));
}

interface Facts {
  readonly input: StatementInput;
  readonly sheet: readonly BalanceSheetRow[];
  readonly surplus: readonly SurplusRow[];
  readonly equity: EquityChanges;
  readonly reading: Read;
  readonly openFen: number;
  readonly openBeginFen: number;
}

type LabelledFen = readonly [label: string, fen: number];

function check(id: string, name: string, left: LabelledFen, right: LabelledFen): StatementCheck {
  const [leftLabel, leftFen] = left;
  const [rightLabel, rightFen] = right;
  return { id, name, leftLabel, leftFen, rightLabel, rightFen, ok: leftFen === rightFen };
}

const NOTHING: LabelledFen = ['应为零', 0];

/** An amount with the profit that is still open, named so when there is any. */
const withOpen = (label: string, fen: number, openFen: number): LabelledFen =>
  openFen === 0 ? [label, fen] : [`${label}＋未结转的损益`, fen + openFen];

function sheetFen(facts: Facts, row: number, moment: Moment): number {
  const found = facts.sheet.find((one) => one.row === row);
  invariant(found !== undefined, `01 has row ${row}`);
  return moment === 'end' ? found.endFen : found.beginFen;
}

function surplusFen(facts: Facts, row: number): number {
  const found = facts.surplus.find((one) => one.row === row);
  invariant(found !== undefined, `02 has row ${row}`);
  return found.currentFen;
}

function balanceSheetChecks(facts: Facts): StatementCheck[] {
  const moments = [
    ['end', '期末', facts.openFen],
    ['begin', '年初', facts.openBeginFen],
  ] as const;
  const { current, previous } = facts.input;
  return [
    ...moments.map(([moment, when, openFen]) =>
      check(
        `01-a-${moment}`,
        `资产总计等于负债和所有者权益总计（${when}${openFen === 0 ? '' : '，损益还没有结转'}）`,
        ['资产总计', sheetFen(facts, 22, moment)],
        withOpen('负债和所有者权益总计', sheetFen(facts, 42, moment), openFen),
      ),
    ),
    ...moments.map(([moment, when]) => {
      const read = readYear(current, moment);
      const members = (side: Side) => read({ kind: 'memberBalance', account: '114', side });
      return check(
        `01-b-${moment}`,
        `成员往来按人分列后与总账相符（${when}）`,
        ['借余成员合计－贷余成员合计', members('debit') - members('credit')],
        ['成员往来总账余额', read({ kind: 'balance', account: '114', side: 'debit' })],
      );
    }),
    check(
      '01-c',
      '待处理财产损溢已处理完',
      ['待处理财产损溢余额', facts.reading({ kind: 'balance', account: '181', side: 'debit' })],
      NOTHING,
    ),
    nilCheck('01-d', '损益类科目已全部结转', '损益类科目余额', openAccounts(current)),
    nilCheck('01-e', '有余额的科目都列进了资产负债表', '没有列进报表的科目余额', accountsWithoutRow(current)),
    ...(previous ? [carriedForward(facts, previous)] : []),
  ];
}

/** Several amounts that must each be nil: the left side is the sum of their sizes, so that none hides another. */
function nilCheck(id: string, name: string, label: string, open: readonly LabelledFen[]): StatementCheck {
  const which = open.length === 0 ? '' : `（${open.map(([what]) => what).join('、')}）`;
  return check(id, name, [label + which, open.reduce((fen, [, one]) => fen + Math.abs(one), 0)], NOTHING);
}

const openAccounts = (figures: YearFigures): LabelledFen[] =>
  figures.accounts
    .filter((one) => one.code.startsWith('5') && one.endDebitFen !== 0)
    .map((one) => [one.code, one.endDebitFen]);

/** 181 and the profit accounts have checks of their own. */
export function accountsWithoutRow(figures: YearFigures): LabelledFen[] {
  const shown = BALANCE_SHEET.flatMap(({ terms }) =>
    terms.flatMap((term) => ('account' in term ? [term.account] : [])),
  );
  return figures.accounts
    .filter(
      (one) => one.endDebitFen !== 0 && ![...shown, '181', '5'].some((code) => one.code.startsWith(code)),
    )
    .map((one) => [one.code, one.endDebitFen]);
}

function carriedForward(facts: Facts, previous: YearFigures): StatementCheck {
  const lastYear = rowValues(BALANCE_SHEET, previous, 'end');
  return nilCheck(
    '01-f',
    '年初余额等于上年期末余额（各行）',
    '不相等的行的差额',
    facts.sheet
      .map(({ row, beginFen }): LabelledFen => [`第 ${row} 行`, beginFen - valueOf(lastYear, row)])
      .filter(([, fen]) => fen !== 0),
  );
}

function surplusChecks(facts: Facts): StatementCheck[] {
  const { reading } = facts;
  const openFen = facts.openFen - facts.openBeginFen;
  const balance = (account: string) => reading({ kind: 'balance', account, side: 'credit' });
  const carried = (from: string, to: string) =>
    reading({ kind: 'flow', debit: { account: from }, credit: { account: to } });
  const toUndistributedFen = carried('331', '332') - carried('332', '331');
  const movedFen =
    balance('331') - reading({ kind: 'opening', account: '331', side: 'credit' }) + toUndistributedFen;
  const previousFen = facts.surplus.find((one) => one.row === 20)?.previousFen ?? null;
  // Of the years before last, when they are not carried yet either.
  const openBeforeFen = facts.input.previous ? openProfitFen(facts.input.previous, 'begin') : 0;
  // After a red correction of an earlier year's distribution the year-end clearing may itself debit 各项分配.
  const distributedFen =
    facts.input.current.accounts.reduce(
      (fen, one) => (one.code.startsWith('33201') ? fen + one.debitFen : fen),
      0,
    ) - carried('33201', '33202');
  const closed =
    toUndistributedFen !== 0 || carried('33202', '33201') !== 0 || carried('33201', '33202') !== 0;
  return [
    check(
      '02-a',
      '年末未分配盈余等于资产负债表的未分配盈余（没有结转的损益一并计算）',
      ['盈余分配表第 20 行', surplusFen(facts, 20)],
      withOpen('资产负债表第 40 行', sheetFen(facts, 40, 'end'), openFen),
    ),
    check(
      '02-b-begin',
      '年初未分配盈余等于资产负债表年初数',
      ['盈余分配表第 13 行', surplusFen(facts, 13)],
      ['资产负债表第 40 行年初数', sheetFen(facts, 40, 'begin')],
    ),
    ...(previousFen === null
      ? []
      : [
          check(
            '02-b-previous',
            '年初未分配盈余等于上年的年末未分配盈余（上年没有结转的损益一并计算）',
            withOpen('盈余分配表第 13 行', surplusFen(facts, 13), facts.openBeginFen),
            withOpen('上年盈余分配表第 20 行', previousFen, openBeforeFen),
          ),
        ]),
    check(
      '02-c',
      '本年盈余等于结转到“本年盈余”科目的数（没有结转的损益一并计算）',
      ['盈余分配表第 12 行', surplusFen(facts, 12)],
      withOpen('“本年盈余”科目余额加已转入未分配盈余的数', movedFen, openFen),
    ),
    check(
      '02-d',
      '各项分配合计等于“各项分配”科目的借方发生额',
      [
        '盈余分配表第 15、17、18、19 行合计',
        [15, 17, 18, 19].reduce((fen, row) => fen + surplusFen(facts, row), 0),
      ],
      ['“各项分配”科目借方发生额（不含年末对转）', distributedFen],
    ),
    ...(closed
      ? [
          check('02-e-331', '年末结转后“本年盈余”科目没有余额', ['本年盈余余额', balance('331')], NOTHING),
          check(
            '02-e-33201',
            '年末结转后“各项分配”科目没有余额',
            ['各项分配余额', balance('33201')],
            NOTHING,
          ),
        ]
      : []),
  ];
}

function equityChecks(facts: Facts): StatementCheck[] {
  const { columns } = facts.equity;
  const openFen = facts.openFen - facts.openBeginFen;
  const totalOf = columns.find((one) => one.key === 'total');
  invariant(totalOf !== undefined, '03 has its total column');
  const five = columns.filter((one) => one !== totalOf);
  const isOpen = (one: EquityColumn) => one.key === 'undistributed' || one.key === 'total';
  const lineFen = (key: EquityColumnKey, block: 'increase' | 'decrease', label: string) =>
    columns.find((one) => one.key === key)?.[block].find((one) => one.label === label)?.fen ?? 0;

  const sides = [
    ['begin', '年初余额', (one: EquityColumn) => one.beginFen],
    ['increase', '本年增加数', (one: EquityColumn) => one.increaseFen],
    ['decrease', '本年减少数', (one: EquityColumn) => one.decreaseFen],
    ['end', '年末余额', (one: EquityColumn) => one.endFen],
  ] as const;
  const rowOf = (one: EquityColumn) =>
    EQUITY_CHANGES.find((form) => form.key === one.key)?.balanceSheetRow ?? TOTAL_EQUITY_ROW;

  const taken = lineFen('surplusReserve', 'increase', '从盈余中提取');
  const transferred = lineFen('undistributed', 'increase', '其他转入');
  return [
    ...columns.map((one) =>
      check(
        `03-a-${one.key}`,
        `${one.label}：年初数加增加减减少等于年末数${isOpen(one) ? '（没有结转的损益一并计算）' : ''}`,
        ['年初余额＋本年增加数－本年减少数', one.beginFen + one.increaseFen - one.decreaseFen],
        withOpen('年末余额', one.endFen, isOpen(one) ? openFen : 0),
      ),
    ),
    ...five.map((one) =>
      check(
        `03-b-${one.key}`,
        `${one.label}：增加数、减少数等于各自明细之和`,
        ['本年增加数－本年减少数', one.increaseFen - one.decreaseFen],
        ['增加明细之和－减少明细之和', sumLines(one.increase) - sumLines(one.decrease)],
      ),
    ),
    ...columns.flatMap((one) =>
      (['begin', 'end'] as const).map((moment) =>
        check(
          `03-c-${moment}-${one.key}`,
          `${one.label}：${moment === 'end' ? '年末' : '年初'}余额与资产负债表相符`,
          [moment === 'end' ? '年末余额' : '年初余额', moment === 'end' ? one.endFen : one.beginFen],
          [`资产负债表第 ${rowOf(one)} 行`, sheetFen(facts, rowOf(one), moment)],
        ),
      ),
    ),
    check(
      '03-d-capital',
      '资本公积转增股金，两栏相符',
      ['股金：资本公积转增', lineFen('shareCapital', 'increase', '资本公积转增')],
      ['资本公积：转为成员出资', lineFen('capitalReserve', 'decrease', '转为成员出资')],
    ),
    check(
      '03-d-surplus',
      '盈余公积转增股金，两栏相符',
      ['股金：盈余公积转增', lineFen('shareCapital', 'increase', '盈余公积转增')],
      ['盈余公积：转为成员出资', lineFen('surplusReserve', 'decrease', '转为成员出资')],
    ),
    check(
      '03-e-columns',
      '提取盈余公积，两栏相符',
      ['盈余公积：从盈余中提取', taken],
      ['未分配盈余：提取盈余公积', lineFen('undistributed', 'decrease', '提取盈余公积')],
    ),
    check(
      '03-e-surplus',
      '提取盈余公积与盈余分配表相符',
      ['盈余公积：从盈余中提取', taken],
      ['盈余分配表第 15 行', surplusFen(facts, 15)],
    ),
    check(
      '03-f-columns',
      '公积金补亏，各栏相符',
      ['未分配盈余：其他转入', transferred],
      [
        '资本公积、盈余公积：弥补亏损',
        lineFen('capitalReserve', 'decrease', '弥补亏损') + lineFen('surplusReserve', 'decrease', '弥补亏损'),
      ],
    ),
    check(
      '03-f-surplus',
      '公积金补亏与盈余分配表相符',
      ['未分配盈余：其他转入', transferred],
      ['盈余分配表第 14 行', surplusFen(facts, 14)],
    ),
    ...sides.map(([id, label, pick]) =>
      check(
        `03-g-${id}`,
        `合计栏等于五栏之和（${label}）`,
        [`合计：${label}`, pick(totalOf)],
        [`五栏：${label}`, five.reduce((fen, one) => fen + pick(one), 0)],
      ),
    ),
  ];
}

/** 01's 所有者权益合计. */
const TOTAL_EQUITY_ROW = 41;
