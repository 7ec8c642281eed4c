import type { Input, Output } from '../../../shared/contract/index.ts';
import { DIM_NAMES, type Dim } from '../../../shared/rules/chart/accounts.ts';
import { formatYuan, plainYuan } from '../../../shared/rules/money.ts';
import { readAmount } from '../../parts/MoneyField.tsx';
import type { Account } from '../vouchers/lookup.ts';

export type Shown = Output<'openings.read'>['rows'][number];
export type Item = Output<'items.list'>[number];
type Sent = Input<'openings.save'>['rows'][number];

/** An opening as typed, with a key of its own while it is being worked on. */
export interface Typed {
  readonly key: string;
  readonly account: string;
  readonly memberId: number | null;
  readonly memberName: string | null;
  readonly itemId: number | null;
  readonly item2Id: number | null;
  /** Debit positive. */
  readonly balanceFen: number;
  readonly yearDebitFen: number;
  readonly yearCreditFen: number;
  readonly quantity: string | null;
}

/** A line of the openings' table: an account, or what it is analysed by below it. */
export interface Line {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly normal: '借' | '贷';
  /** `plain`: typed on the account itself; `head`: typed below it; `part`: below a head; `computed`: from the registers. */
  readonly kind: 'plain' | 'head' | 'part' | 'computed';
  readonly isProfit: boolean;
  readonly withQuantity: boolean;
  readonly balanceFen: number | null;
  readonly yearDebitFen: number | null;
  readonly yearCreditFen: number | null;
  readonly quantity: string | null;
  readonly note: string;
  /** The note is something to put right. */
  readonly wrong: boolean;
}

/** Where the figures of accounts that nobody types come from. */
const REGISTERS: Readonly<Record<string, string>> = {
  '301': '来自股金登记簿',
  '221': '来自分红登记簿',
  '222': '来自分红登记簿',
  '331': '由损益科目的本年累计算出',
};

/** Accounts that the closing alone writes: they have no opening of their own unless somebody typed one. */
const CLOSING_ONLY: ReadonlySet<string> = new Set(['331', '33201']);

/** What the server knows, as it is worked on: the typed rows. */
export function typedRows(rows: readonly Shown[]): Typed[] {
  return rows
    .filter((row) => !row.computed)
    .map((row, index) => ({
      key: `r${index}`,
      account: row.account,
      memberId: row.memberId ?? null,
      memberName: row.memberName,
      itemId: row.itemId ?? null,
      item2Id: row.item2Id ?? null,
      balanceFen: row.balanceFen,
      yearDebitFen: row.yearDebitFen,
      yearCreditFen: row.yearCreditFen,
      quantity: row.quantity ?? null,
    }));
}

interface Known {
  readonly accounts: readonly Account[];
  readonly items: readonly Item[];
  readonly typed: readonly Typed[];
  readonly shown: readonly Shown[];
  readonly midYear: boolean;
  /** Nothing can be typed any more: no line asks for it. */
  readonly isLocked: boolean;
}

/**
 * The whole table: every account that can have an opening, in the order of the chart. An account that is analysed stands as a
 * head with its parts below; what registers compute is one locked line an account.
 */
export function openingLines({ accounts, items, typed, shown, midYear, isLocked }: Known): Line[] {
  const itemNames = new Map(items.map((one) => [one.id, one.name]));
  return accounts
    .filter((account) => account.isLeaf)
    .flatMap((account): Line[] => {
      const own = typed.filter((row) => row.account === account.code);
      if (account.code === '331' && midYear) return [surplusLine(account, accounts, typed)];
      if (account.controlledBy !== null) return [computedLine(account, shown)];
      if (own.length === 0) {
        const isProfit = account.class === 'profit';
        if (!account.enabled || CLOSING_ONLY.has(account.code) || (isProfit && !midYear)) return [];
      }
      if (account.dims.length === 0) return [plainLine(account, own)];
      return [headLine(account, isLocked), ...own.map((row) => partLine(account, row, items, itemNames))];
    });
}

function lineOf(account: Account, kind: Line['kind'], key: string): Line {
  return {
    key,
    kind,
    code: account.code,
    name: account.fullName,
    normal: account.normal === 'debit' ? '借' : '贷',
    isProfit: account.class === 'profit',
    withQuantity: account.withQuantity,
    balanceFen: null,
    yearDebitFen: null,
    yearCreditFen: null,
    quantity: null,
    note: '',
    wrong: false,
  };
}

/** Typed on the account itself. Two rows of it, as a sheet may bring them, are shown as one. */
function plainLine(account: Account, rows: readonly Typed[]): Line {
  const sum = (pick: (row: Typed) => number): number => rows.reduce((fen, row) => fen + pick(row), 0);
  return {
    ...lineOf(account, 'plain', `a${account.code}`),
    balanceFen: sum((row) => row.balanceFen),
    yearDebitFen: sum((row) => row.yearDebitFen),
    yearCreditFen: sum((row) => row.yearCreditFen),
  };
}

function headLine(account: Account, isLocked: boolean): Line {
  const names = account.dims.map((dim) => DIM_NAMES[dim]).join('、');
  return { ...lineOf(account, 'head', `h${account.code}`), note: isLocked ? '' : `回车加一行：按${names}` };
}

function partLine(
  account: Account,
  row: Typed,
  items: readonly Item[],
  names: ReadonlyMap<number, string>,
): Line {
  const missing = missingAnalysis(account, row, items);
  const whose = [row.memberName, names.get(row.itemId ?? 0), names.get(row.item2Id ?? 0)].filter(Boolean);
  return {
    ...lineOf(account, 'part', row.key),
    name: whose.join(' / ') || '（还没有指明）',
    balanceFen: row.balanceFen,
    yearDebitFen: row.yearDebitFen,
    yearCreditFen: row.yearCreditFen,
    quantity: row.quantity,
    note: missing === null ? '' : `回车补上${DIM_NAMES[missing]}`,
    wrong: missing !== null,
  };
}

function computedLine(account: Account, shown: readonly Shown[]): Line {
  const rows = shown.filter((row) => row.computed && row.account === account.code);
  const sum = (pick: (row: Shown) => number): number => rows.reduce((fen, row) => fen + pick(row), 0);
  const source = REGISTERS[account.code] ?? '来自登记簿';
  return {
    ...lineOf(account, 'computed', `c${account.code}`),
    balanceFen: sum((row) => row.balanceFen),
    yearDebitFen: sum((row) => row.yearDebitFen),
    yearCreditFen: sum((row) => row.yearCreditFen),
    note: rows.length > 0 ? `${source}，${rows.length} 户` : source,
  };
}

/** In books that begin within a year 331 stands at what income and expense came to so far. */
function surplusLine(account: Account, accounts: readonly Account[], typed: readonly Typed[]): Line {
  const profit = new Set(accounts.filter((one) => one.class === 'profit').map((one) => one.code));
  const balanceFen = typed
    .filter((row) => profit.has(row.account))
    .reduce((fen, row) => fen + row.yearDebitFen - row.yearCreditFen, 0);
  return { ...lineOf(account, 'computed', 'c331'), balanceFen, note: REGISTERS['331'] ?? '' };
}

/** The analysis that a row still lacks; null when it is complete. Livestock asks for its herd besides. */
export function missingAnalysis(
  account: Account,
  row: Pick<Typed, 'memberId' | 'itemId' | 'item2Id'>,
  items: readonly Item[],
): Dim | null {
  const [first] = account.dims;
  if (first === undefined) return null;
  if (first === 'member') return row.memberId === null ? first : null;
  if (first === 'consignor' && row.memberId !== null) return null;
  if (row.itemId === null) return first;
  const second = secondDim(account, row.itemId, items);
  return second !== undefined && row.item2Id === null ? second : null;
}

/** What an account asks for besides its first analysis. */
export function secondDim(account: Account, itemId: number | null, items: readonly Item[]): Dim | undefined {
  return items.find((one) => one.id === itemId)?.isLivestock ? 'herd' : account.dims[1];
}

type Field = 'debit' | 'credit' | 'yearDebit' | 'yearCredit' | 'quantity';

/** The typed rows after a cell was filled in; a sentence when what was typed is no amount. */
export function typedInto(
  typed: readonly Typed[],
  line: Line,
  field: Field,
  text: string,
): { rows: Typed[] } | { problem: string } {
  if (field === 'quantity') {
    const plain = text.trim();
    if (plain !== '' && !/^-?\d{1,9}(\.\d{1,3})?$/u.test(plain))
      return { problem: '数量最多三位小数，例如 125.5。' };
    return { rows: changed(typed, line, { quantity: plain === '' ? null : plain }) };
  }
  const read = readAmount(text, true);
  if (read.error !== undefined) return { problem: `“${text}”${read.error}` };
  const fen = read.fen ?? 0;
  if (field === 'yearDebit') return { rows: changed(typed, line, { yearDebitFen: fen }) };
  if (field === 'yearCredit') return { rows: changed(typed, line, { yearCreditFen: fen }) };
  // Emptying the side that nothing stands on leaves the other alone.
  const stands = line.balanceFen ?? 0;
  if (fen === 0 && (field === 'debit' ? stands < 0 : stands > 0)) return { rows: [...typed] };
  return { rows: changed(typed, line, { balanceFen: field === 'debit' ? fen : 0 - fen }) };
}

function changed(typed: readonly Typed[], line: Line, part: Partial<Typed>): Typed[] {
  if (line.kind === 'part') return typed.map((row) => (row.key === line.key ? { ...row, ...part } : row));
  // A plain account has one row, made with its first figure.
  const others = typed.filter((row) => row.account !== line.code);
  const own: Typed = {
    ...emptyRow(line.code, line.key),
    balanceFen: line.balanceFen ?? 0,
    yearDebitFen: line.yearDebitFen ?? 0,
    yearCreditFen: line.yearCreditFen ?? 0,
    quantity: line.quantity,
    ...part,
  };
  return [...others, own];
}

export function emptyRow(account: string, key: string): Typed {
  return {
    key,
    account,
    memberId: null,
    memberName: null,
    itemId: null,
    item2Id: null,
    balanceFen: 0,
    yearDebitFen: 0,
    yearCreditFen: 0,
    quantity: null,
  };
}

/** A key that no row has yet. */
export function freshKey(typed: readonly Typed[]): string {
  const taken = new Set(typed.map((row) => row.key));
  for (let index = typed.length; ; index += 1) if (!taken.has(`n${index}`)) return `n${index}`;
}

/** The rows as they are sent: those without any figure are none. */
export function sentRows(typed: readonly Typed[]): Sent[] {
  return typed
    .filter((row) => row.balanceFen !== 0 || row.yearDebitFen !== 0 || row.yearCreditFen !== 0)
    .map(({ key: _, memberName: __, ...row }) => row);
}

/** Lines with a figure or something to put right, under their heads. */
export function filledLines(lines: readonly Line[]): Line[] {
  const isFilled = (line: Line): boolean =>
    line.wrong || [line.balanceFen, line.yearDebitFen, line.yearCreditFen].some((fen) => (fen ?? 0) !== 0);
  const headed = new Set(
    lines.filter((line) => line.kind === 'part' && isFilled(line)).map((line) => line.code),
  );
  return lines.filter((line) => (line.kind === 'head' ? headed.has(line.code) : isFilled(line)));
}

/** By how much the table doesn't balance yet, debit more positive: balances, and the year's turnover. */
export function differences(lines: readonly Line[]): { balanceFen: number; yearFen: number } {
  let balanceFen = 0;
  let yearFen = 0;
  // An association has no 331: what it earned so far stands on the accounts themselves.
  const inSurplus = lines.some((line) => line.key === 'c331');
  for (const line of lines) {
    balanceFen += line.balanceFen ?? 0;
    if (line.isProfit && !inSurplus) balanceFen += (line.yearDebitFen ?? 0) - (line.yearCreditFen ?? 0);
    // 331's turnover is that of the profit accounts, counted with them.
    yearFen += (line.yearDebitFen ?? 0) - (line.yearCreditFen ?? 0);
  }
  return { balanceFen, yearFen };
}

/** 期初借方比贷方多 1,234.00 元 */
export function differenceInWords(what: string, fen: number): string {
  return `${what}借方比贷方${fen > 0 ? '多' : '少'} ${formatYuan(Math.abs(fen))} 元`;
}

/** An amount as its cell holds it, typed over as it stands: 1234.50, and nothing for nothing. */
export function cellText(fen: number | null, side: 'debit' | 'credit'): string | null {
  const shown = fen === null ? 0 : side === 'debit' ? fen : 0 - fen;
  return shown > 0 ? plainYuan(shown) : null;
}

/** Which of the sent rows a refusal is about: rows.3.itemId is the fourth. */
export function refusedRow(fields: Readonly<Record<string, string>>): number | null {
  for (const path of Object.keys(fields)) {
    const match = /^rows\.(\d+)\b/u.exec(path);
    if (match) return Number(match[1]);
  }
  return null;
}
