import { shortName } from '../../../shared/rules/voucherName.ts';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { lastDayOf } from '../../../shared/rules/calendar.ts';
import { compareMemberNo } from '../../../shared/rules/allocation.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Account, accountsOf } from '../accounts/index.ts';
import { accountOf, openingWords, rangeOf, type Range } from './range.ts';

type Input = Parsed<'ledger.columns'>;
type Shown = Output<'ledger.columns'>;
type Row = Shown['rows'][number];
type Cells = Record<string, number>;

/** What a line's column is: the account it stands on, its item, its member. */
const KEY: Readonly<Record<Input['by'], string>> = {
  account: 'e.account_id',
  item: 'e.item_id',
  member: 'e.member_id',
};

/** Before the range, by column: the balance, and the year's turnover so far. */
export const OPENING: Readonly<Record<Input['by'], string>> = {
  account: openingBy('account'),
  item: openingBy('item'),
  member: openingBy('member'),
};

function openingBy(by: Input['by']): string {
  return /* sql */ `
    WITH ask(entity_id, first_code, after_code, first, year_start, least_state) AS (VALUES (?, ?, ? || 'a', ?, ?, ?))
    SELECT ${KEY[by]} AS key, SUM(e.debit_fen - e.credit_fen) AS balanceFen,
      COALESCE(SUM(e.debit_fen) FILTER (WHERE e.period >= ask.year_start), 0) AS yearDebitFen,
      COALESCE(SUM(e.credit_fen) FILTER (WHERE e.period >= ask.year_start), 0) AS yearCreditFen
    FROM ask CROSS JOIN account a CROSS JOIN entry e ON e.account_id = a.id
    WHERE a.entity_id = ask.entity_id AND a.code >= ask.first_code AND a.code < ask.after_code
      AND e.period < ask.first AND e.state >= ask.least_state
    GROUP BY ${KEY[by]}`;
}

/** One row a voucher and column, the voucher's rows together, with the words of its first line there. */
const VOUCHERS: Readonly<Record<Input['by'], string>> = {
  account: vouchersBy('account'),
  item: vouchersBy('item'),
  member: vouchersBy('member'),
};

function vouchersBy(by: Input['by']): string {
  return /* sql */ `
    WITH ask(entity_id, first_code, after_code, first, last, least_state) AS (VALUES (?, ?, ? || 'a', ?, ?, ?))
    SELECT v.date, v.period, v.word, v.number, v.id AS voucherId, ${KEY[by]} AS key, MIN(e.no) AS no, e.summary,
      SUM(e.debit_fen) AS debitFen, SUM(e.credit_fen) AS creditFen
    FROM ask CROSS JOIN account a CROSS JOIN entry e ON e.account_id = a.id JOIN voucher v ON v.id = e.voucher_id
    WHERE a.entity_id = ask.entity_id AND a.code >= ask.first_code AND a.code < ask.after_code
      AND e.period >= ask.first AND e.period <= ask.last AND e.state >= ask.least_state
    GROUP BY v.id, ${KEY[by]} ORDER BY v.date, v.word, v.number, no`;
}

interface OpeningRow {
  readonly key: number | null;
  readonly balanceFen: number;
  readonly yearDebitFen: number;
  readonly yearCreditFen: number;
}

interface VoucherRow {
  readonly date: string;
  readonly period: string;
  readonly word: '记' | '收' | '付' | '转' | '初';
  readonly number: number;
  readonly voucherId: number;
  readonly key: number | null;
  readonly summary: string;
  readonly debitFen: number;
  readonly creditFen: number;
}

/**
 * 多栏账: one row a voucher, its turnover spread over columns. Cells are counted on the account's own side, so that a row's cells sum
 * to its debit less credit, or the other way round.
 */
export function columnLedger({ db }: Reading, input: Input): Result<Shown> {
  const range = rangeOf(db, input);
  if (!range.ok) return range;
  const account = accountOf(db, range.value, input.account);
  if (!account.ok) return account;
  const { entityId, from, to, fromYearStart, leastState } = range.value;
  const { code, name } = account.value;
  const opening = db.all<OpeningRow>(
    OPENING[input.by],
    entityId,
    code,
    code,
    from,
    fromYearStart,
    leastState,
  );
  const lines = db.all<VoucherRow>(VOUCHERS[input.by], entityId, code, code, from, to, leastState);
  const columns = columnsOf(
    db,
    account.value,
    input.by,
    new Set([...opening, ...lines].map((one) => one.key)),
  );
  const written = write(lines, opening, account.value, range.value, columns.keyOf);
  return ok({ code, name, columns: columns.shown, ...written });
}

interface Columns {
  readonly shown: Shown['columns'];
  readonly keyOf: (key: number | null) => string;
}

/** What stands in the column of lines without the analysis. */
const WITHOUT = 'none';

function columnsOf(
  db: ReadableDb,
  account: Account,
  by: Input['by'],
  used: ReadonlySet<number | null>,
): Columns {
  if (by === 'account') return accountColumns(db, account, used);
  const named =
    by === 'item'
      ? db.all<{ id: number; title: string }>(
          'SELECT id, name AS title FROM analysis_item WHERE entity_id = ? ORDER BY id',
          account.entityId,
        )
      : membersOf(db, account.entityId);
  const shown = named.filter(({ id }) => used.has(id)).map(({ id, title }) => ({ key: String(id), title }));
  return {
    shown: used.has(null) ? [...shown, { key: WITHOUT, title: '未分项' }] : shown,
    keyOf: (key) => (key === null ? WITHOUT : String(key)),
  };
}

function membersOf(db: ReadableDb, entityId: number): { id: number; title: string }[] {
  return db
    .all<{ id: number; no: string; title: string }>(
      `SELECT m.id, m.no, COALESCE(p.name, m.organisation_name) AS title
       FROM member m LEFT JOIN person p ON p.id = m.person_id WHERE m.entity_id = ?`,
      entityId,
    )
    .sort((a, b) => compareMemberNo(a.no, b.no));
}

/** The accounts right below, each with what is below it; the account itself where it has none. */
function accountColumns(db: ReadableDb, account: Account, used: ReadonlySet<number | null>): Columns {
  const accounts = accountsOf(db, account.entityId);
  const below = accounts.filter((one) => one.parentId === account.id);
  const columns = below.length === 0 ? [account] : below;
  const codeOf = new Map(accounts.map((one) => [one.id, one.code]));
  const keyOf = (key: number | null): string => {
    const code = codeOf.get(key ?? 0) ?? '';
    return columns.find((one) => code.startsWith(one.code))?.code ?? account.code;
  };
  const keys = new Set([...used].map(keyOf));
  return {
    shown: columns.filter((one) => keys.has(one.code)).map((one) => ({ key: one.code, title: one.name })),
    keyOf,
  };
}

interface Sum {
  debitFen: number;
  creditFen: number;
  cells: Cells;
}

const nothing = (): Sum => ({ debitFen: 0, creditFen: 0, cells: {} });

function write(
  lines: readonly VoucherRow[],
  opening: readonly OpeningRow[],
  account: Account,
  range: Range,
  keyOf: Columns['keyOf'],
): Pick<Shown, 'openingFen' | 'rows'> {
  const ownSide = (debitFen: number): number => (account.normal === 'debit' ? debitFen : 0 - debitFen);
  const add = (sum: Sum, key: number | null, debitFen: number, creditFen: number): void => {
    sum.debitFen += debitFen;
    sum.creditFen += creditFen;
    const cell = keyOf(key);
    sum.cells[cell] = (sum.cells[cell] ?? 0) + ownSide(debitFen - creditFen);
  };
  const before = nothing();
  let year = nothing();
  const goesOn = lines[0]?.period.slice(0, 4) === range.from.slice(0, 4);
  for (const one of opening) {
    add(before, one.key, one.balanceFen, 0);
    if (goesOn) add(year, one.key, one.yearDebitFen, one.yearCreditFen);
  }
  const openingFen = before.debitFen;
  let balanceFen = openingFen;
  const row = (kind: Row['kind'], date: string, summary: string, sum: Sum): Row => ({
    kind,
    date,
    voucherId: null,
    voucherName: '',
    summary,
    debitFen: sum.debitFen,
    creditFen: sum.creditFen,
    balanceFen,
    cells: { ...sum.cells },
  });
  const rows = [
    { ...row('opening', `${range.from}-01`, openingWords(range.from), before), debitFen: 0, creditFen: 0 },
  ];
  let month = nothing();
  let voucher = nothing();
  lines.forEach((line, index) => {
    for (const sum of [voucher, month, year]) add(sum, line.key, line.debitFen, line.creditFen);
    const next = lines[index + 1];
    if (next?.voucherId !== line.voucherId) {
      balanceFen += voucher.debitFen - voucher.creditFen;
      const summary = firstOf(lines, index).summary;
      rows.push({
        ...row('entry', line.date, summary, voucher),
        voucherId: line.voucherId,
        voucherName: shortName(line),
      });
      voucher = nothing();
    }
    if (next?.period !== line.period) {
      const end = lastDayOf(line.period);
      rows.push(row('month', end, '本月合计', month), row('year', end, '本年累计', year));
      month = nothing();
    }
    if (next && next.period.slice(0, 4) !== line.period.slice(0, 4)) year = nothing();
  });
  return { openingFen, rows };
}

/** The first row of the voucher that row `index` is the last of. */
function firstOf(lines: readonly VoucherRow[], index: number): VoucherRow {
  const last = lines[index]!;
  let first = index;
  while (lines[first - 1]?.voucherId === last.voucherId) first -= 1;
  return lines[first]!;
}
