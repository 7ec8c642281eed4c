import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { compareMemberNo } from '../../../shared/rules/allocation.ts';
import type { Dim } from '../../../shared/rules/chart/accounts.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Account, accountsOf } from '../accounts/index.ts';
import { accountOf, rangeOf, type Range } from './range.ts';

type Shown = Output<'ledger.analysis'>[number];

interface Sums {
  readonly accountId: number;
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly openingFen: number;
  readonly debitFen: number;
  readonly creditFen: number;
  /** Of goods only. */
  readonly milli: number | null;
}

const SUMS = /* sql */ `
  COALESCE(SUM(e.debit_fen - e.credit_fen) FILTER (WHERE e.period < ask.first), 0) AS openingFen,
  COALESCE(SUM(e.debit_fen) FILTER (WHERE e.period >= ask.first), 0) AS debitFen,
  COALESCE(SUM(e.credit_fen) FILTER (WHERE e.period >= ask.first), 0) AS creditFen`;

/** The accounts come as the JSON text of their ids: which ones have the analysis is known before. */
const FROM_ENTRIES = /* sql */ `
  FROM ask CROSS JOIN json_each(ask.accounts) wanted CROSS JOIN entry e ON e.account_id = wanted.value
  WHERE e.period <= ask.last AND e.state >= ask.least_state`;

const ASK = /* sql */ `WITH ask(accounts, first, last, least_state) AS (VALUES (?, ?, ?, ?))`;

/** The first analysis, from the covering index alone. */
export const BY_FIRST = /* sql */ `
  ${ASK} SELECT e.account_id AS accountId, e.member_id AS memberId, e.item_id AS itemId, ${SUMS}, NULL AS milli
  ${FROM_ENTRIES} GROUP BY e.account_id, e.member_id, e.item_id`;

/** The same with quantities, which stand in the entries alone. */
const BY_FIRST_WITH_QUANTITY = /* sql */ `
  ${ASK} SELECT e.account_id AS accountId, e.member_id AS memberId, e.item_id AS itemId, ${SUMS},
    SUM(CASE WHEN e.debit_fen <> 0 THEN e.quantity_milli ELSE -e.quantity_milli END) AS milli
  ${FROM_ENTRIES} GROUP BY e.account_id, e.member_id, e.item_id`;

const BY_SECOND = /* sql */ `
  ${ASK} SELECT e.account_id AS accountId, NULL AS memberId, e.item2_id AS itemId, ${SUMS}, NULL AS milli
  ${FROM_ENTRIES} GROUP BY e.account_id, e.item2_id`;

/** 辅助余额表: every member or item of one kind with what it has in each account. */
export function analysisBalances(
  { db }: Reading,
  input: Parsed<'ledger.analysis'>,
): Result<Output<'ledger.analysis'>> {
  const range = rangeOf(db, input);
  if (!range.ok) return range;
  if (input.account !== undefined) {
    const account = accountOf(db, range.value, input.account);
    if (!account.ok) return account;
  }
  const { dim } = input;
  const all = accountsOf(db, range.value.entityId);
  const accounts = all.filter(
    (one) => one.isLeaf && one.code.startsWith(input.account ?? '') && placeOf(one, dim) !== null,
  );
  const names = namesOf(db, range.value.entityId, dim);
  const byId = new Map(all.map((one) => [one.id, one]));
  const rows = sumsOf(db, range.value, accounts, dim).flatMap((sums): Shown[] => {
    const named = names.get((dim === 'member' ? sums.memberId : sums.itemId) ?? 0);
    const account = byId.get(sums.accountId);
    if (!named || !account) return [];
    const { openingFen, debitFen, creditFen } = sums;
    if (openingFen === 0 && debitFen === 0 && creditFen === 0) return [];
    const row: Shown = {
      memberId: dim === 'member' ? sums.memberId : null,
      itemId: dim === 'member' ? null : sums.itemId,
      key: named.key,
      name: named.name,
      code: account.code,
      accountName: nameOf(account, byId),
      openingFen,
      debitFen,
      creditFen,
      closingFen: openingFen + debitFen - creditFen,
      closingQuantity: sums.milli === null ? null : quantityText(sums.milli),
    };
    return [row];
  });
  return ok(rows.sort((a, b) => byName(dim, a, b) || (a.code < b.code ? -1 : 1)));
}

/** Where lines of an account keep an analysis. A consignor is a member or a party; a herd goes with livestock. */
function placeOf({ dims }: Account, dim: Dim): 'first' | 'second' | null {
  const [first, second] = dims;
  if (first === dim || (first === 'consignor' && (dim === 'member' || dim === 'counterparty')))
    return 'first';
  if (second === dim || (first === 'asset' && dim === 'herd')) return 'second';
  return null;
}

function sumsOf(db: ReadableDb, range: Range, accounts: readonly Account[], dim: Dim): Sums[] {
  const ask = (sql: string, wanted: readonly Account[]): Sums[] =>
    wanted.length === 0
      ? []
      : db.all<Sums>(
          sql,
          JSON.stringify(wanted.map((one) => one.id)),
          range.from,
          range.to,
          range.leastState,
        );
  const first = accounts.filter((one) => placeOf(one, dim) === 'first');
  return [
    ...ask(
      BY_FIRST,
      first.filter((one) => !one.withQuantity),
    ),
    ...ask(
      BY_FIRST_WITH_QUANTITY,
      first.filter((one) => one.withQuantity),
    ),
    ...ask(
      BY_SECOND,
      accounts.filter((one) => placeOf(one, dim) === 'second'),
    ),
  ];
}

interface Named {
  readonly key: string;
  readonly name: string;
}

function namesOf(db: ReadableDb, entityId: number, dim: Dim): Map<number, Named> {
  const rows =
    dim === 'member'
      ? db.all<Named & { id: number }>(
          `SELECT m.id, m.no AS key, COALESCE(p.name, m.organisation_name) AS name
           FROM member m LEFT JOIN person p ON p.id = m.person_id WHERE m.entity_id = ?`,
          entityId,
        )
      : db.all<Named & { id: number }>(
          `SELECT id, '' AS key, name FROM analysis_item WHERE entity_id = ? AND dim = ?`,
          entityId,
          dim === 'consignor' ? 'counterparty' : dim,
        );
  return new Map(rows.map((row) => [row.id, row]));
}

function nameOf(account: Account, byId: ReadonlyMap<number, Account>): string {
  const parent = account.parentId === null ? undefined : byId.get(account.parentId);
  return parent ? `${nameOf(parent, byId)}/${account.name}` : account.name;
}

function byName(dim: Dim, a: Shown, b: Shown): number {
  if (dim === 'member') return compareMemberNo(a.key, b.key);
  return a.name === b.name ? (a.itemId ?? 0) - (b.itemId ?? 0) : a.name < b.name ? -1 : 1;
}
