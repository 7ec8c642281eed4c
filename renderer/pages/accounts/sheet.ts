import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { Account } from '../vouchers/lookup.ts';
import { emptyRow, type Item, type Typed } from './openings.ts';

export type SheetRow = Output<'openings.readSheet'>['rows'][number];

/** A row that is not to be taken over. */
export const LEFT_OUT = '';

/** The leaf accounts that a row of the old books may become. Where nothing is known to fit, all of them. */
export function targetsFor(row: SheetRow, accounts: readonly Account[]): Account[] {
  const leaves = accounts.filter((one) => one.isLeaf);
  if (row.choices.length === 0) return leaves;
  return leaves.filter((one) => row.choices.some((code) => one.code.startsWith(code)));
}

/** The account a row goes to when nobody decides otherwise: the only one that fits; null where a person has to choose. */
export function clearTarget(row: SheetRow, accounts: readonly Account[]): string | null {
  const targets = targetsFor(row, accounts);
  return row.choices.length > 0 && targets.length === 1 ? (targets[0]?.code ?? null) : null;
}

export interface Placed {
  readonly rows: Typed[];
  /** What was not taken over and why, sentences for the person. */
  readonly notes: string[];
}

/**
 * The chosen rows as openings. They take the place of what was typed for the same accounts. What registers compute is not taken
 * over, only compared; income and expense have no opening, only the year so far where the books begin within a year.
 */
export function placeSheet(given: {
  rows: readonly SheetRow[];
  /** By the sheet's row number; {@link LEFT_OUT} leaves it out. */
  chosen: ReadonlyMap<number, string>;
  accounts: readonly Account[];
  items: readonly Item[];
  typed: readonly Typed[];
  /** What registers compute, debit positive, by account. */
  computed: ReadonlyMap<string, number>;
  midYear: boolean;
}): Placed {
  const { accounts, items, midYear } = given;
  const notes: string[] = [];
  const sheetTotals = new Map<string, number>();
  const made: Typed[] = [];
  for (const row of given.rows) {
    const code = given.chosen.get(row.row) ?? LEFT_OUT;
    const account = accounts.find((one) => one.code === code);
    if (!account) continue;
    const name = `${account.code} ${account.fullName}`;
    if (account.controlledBy !== null) {
      sheetTotals.set(account.code, (sheetTotals.get(account.code) ?? 0) + row.balanceFen);
    } else if (account.code === '331') {
      notes.push(
        midYear
          ? `${name}由损益科目的本年累计算出，表里的 ${formatYuan(Math.abs(row.balanceFen))} 元不放进来，请核对算出的数。`
          : `${name}在年初应当没有余额，表里有 ${formatYuan(Math.abs(row.balanceFen))} 元：旧账年末还没有结转，请先结转到未分配盈余再导入。`,
      );
    } else if (account.class === 'profit' && !midYear) {
      notes.push(`${name}是损益科目，1 月启用的账没有它的期初，没有放进来。`);
    } else {
      made.push(rowOf(row, account, items, midYear, `s${row.row}`));
    }
  }
  for (const [code, fen] of sheetTotals) {
    const ours = given.computed.get(code) ?? 0;
    const name = accounts.find((one) => one.code === code)?.fullName ?? '';
    notes.push(
      fen === ours
        ? `${code} ${name}由登记簿算出，和表里的 ${formatYuan(Math.abs(fen))} 元相等。`
        : `${code} ${name}由登记簿算出 ${formatYuan(Math.abs(ours))} 元，表里是 ${formatYuan(Math.abs(fen))} 元，没有放进来，请先把登记簿补齐。`,
    );
  }
  const replaced = new Set(made.map((row) => row.account));
  const kept = given.typed.filter((row) => !replaced.has(row.account));
  return { rows: [...kept, ...merged(made, accounts)], notes };
}

function rowOf(
  row: SheetRow,
  account: Account,
  items: readonly Item[],
  midYear: boolean,
  key: string,
): Typed {
  const isProfit = account.class === 'profit';
  const hasYear = row.yearDebitFen !== 0 || row.yearCreditFen !== 0;
  const [dim] = account.dims;
  // A sub-account of the old books is often an item of ours: 10201 信用社 is the bank account of that name.
  const item = items.find((one) => one.dim === dim && one.enabled && one.name === row.oldName.trim());
  const empty = emptyRow(account.code, key);
  return {
    ...empty,
    itemId: item?.id ?? null,
    balanceFen: isProfit ? 0 : row.balanceFen,
    // An old balance of income or expense is what it came to so far.
    yearDebitFen: !midYear ? 0 : isProfit && !hasYear ? Math.max(row.balanceFen, 0) : row.yearDebitFen,
    yearCreditFen: !midYear ? 0 : isProfit && !hasYear ? Math.max(0 - row.balanceFen, 0) : row.yearCreditFen,
  };
}

/** Rows of one account without analysis, and of one item, are one. */
function merged(rows: readonly Typed[], accounts: readonly Account[]): Typed[] {
  const isPlain = new Set(accounts.filter((one) => one.dims.length === 0).map((one) => one.code));
  const byPlace = new Map<string, Typed>();
  for (const row of rows) {
    const isPlaced = isPlain.has(row.account) || row.itemId !== null;
    const place = isPlaced ? `${row.account}:${row.itemId ?? ''}` : row.key;
    const before = byPlace.get(place);
    byPlace.set(
      place,
      before
        ? {
            ...before,
            balanceFen: before.balanceFen + row.balanceFen,
            yearDebitFen: before.yearDebitFen + row.yearDebitFen,
            yearCreditFen: before.yearCreditFen + row.yearCreditFen,
          }
        : row,
    );
  }
  return [...byPlace.values()];
}
