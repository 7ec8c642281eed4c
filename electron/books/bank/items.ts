import type { z } from 'zod';
import type { bankItem } from '../../../shared/contract/bank.ts';
import { addDays, daysBetween } from '../../../shared/rules/calendar.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { bookBalance, type BankAccount, type Run } from './account.ts';

/** A line, an entry, or an item outstanding from the start, with the match it is in. */
export interface Item {
  readonly key: string;
  readonly side: 'bank' | 'book';
  readonly lineId: number | null;
  readonly voucherId: number | null;
  readonly no: number | null;
  readonly openingId: number | null;
  readonly date: string;
  readonly reference: string;
  readonly summary: string;
  readonly counter: string;
  readonly inFen: number;
  readonly outFen: number;
  readonly balanceFen: number | null;
  readonly isPosted: boolean;
  readonly reversesId: number | null;
  readonly matchId: number | null;
}

export interface Match {
  readonly id: number;
  readonly how: 'auto' | 'manual';
  readonly operator: string;
  /** The latest day in it: from then on it is settled. */
  readonly date: string;
  readonly items: readonly Item[];
}

export interface Standing {
  readonly items: readonly Item[];
  readonly matches: readonly Match[];
  /** Those with a date up to the day that nothing of up to that day answers to. */
  readonly open: readonly Item[];
}

/**
 * Everything at an account as it stood at the end of a day: an item is settled once all that it is matched with has happened, so
 * that last month's sheet says what it said, whatever was matched since.
 */
export function standingOn(db: ReadableDb, account: BankAccount, run: Run | null, asOf: string): Standing {
  const items =
    run === null
      ? []
      : [...linesOf(db, account.id), ...openingsOf(db, account.id), ...entriesOf(db, account, run)];
  const heads = db.all<Pick<Match, 'id' | 'how' | 'operator'>>(
    'SELECT id, how, operator FROM bank_match WHERE item_id = ? ORDER BY id',
    account.id,
  );
  const parts = Map.groupBy(items, ({ matchId }) => matchId);
  const matches = heads.map((head): Match => {
    const own = parts.get(head.id) ?? [];
    return {
      ...head,
      items: own,
      date: own.reduce((date, item) => (item.date > date ? item.date : date), ''),
    };
  });
  const settled = new Set(matches.filter(({ date }) => date <= asOf).map(({ id }) => id));
  const open = items.filter(
    (item) => item.date <= asOf && (item.matchId === null || !settled.has(item.matchId)),
  );
  return { items, matches, open };
}

const NOTHING = { lineId: null, voucherId: null, no: null, openingId: null, reversesId: null };

function linesOf(db: ReadableDb, bankId: number): Item[] {
  type Row = Omit<Item, 'key' | 'side' | 'voucherId' | 'no' | 'openingId' | 'reversesId' | 'isPosted'>;
  return db
    .all<Row & { lineId: number }>(
      `SELECT l.id AS lineId, l.date, l.reference, l.summary, l.counterparty AS counter, l.in_fen AS inFen, l.out_fen AS outFen,
         l.balance_fen AS balanceFen, m.match_id AS matchId
       FROM bank_statement s JOIN bank_line l ON l.statement_id = s.id LEFT JOIN bank_match_line m ON m.line_id = l.id
       WHERE s.item_id = ? ORDER BY l.date, s.id, l.no`,
      bankId,
    )
    .map((row) => ({ ...NOTHING, ...row, key: `L${row.lineId}`, side: 'bank', isPosted: true }));
}

function openingsOf(db: ReadableDb, bankId: number): Item[] {
  type Row = Pick<Item, 'side' | 'date' | 'summary' | 'inFen' | 'outFen' | 'matchId'> & { openingId: number };
  return db
    .all<Row>(
      `SELECT o.id AS openingId, o.side, o.date, o.summary, o.in_fen AS inFen, o.out_fen AS outFen, m.match_id AS matchId
       FROM bank_opening_item o LEFT JOIN bank_match_opening m ON m.opening_id = o.id WHERE o.item_id = ? ORDER BY o.date, o.id`,
      bankId,
    )
    .map((row) => ({
      ...NOTHING,
      ...row,
      key: `O${row.openingId}`,
      reference: '期初',
      counter: '',
      balanceFen: null,
      isPosted: true,
    }));
}

/** Entries from the first reconciled day on; what was before stands in the opening balance. */
function entriesOf(db: ReadableDb, account: BankAccount, run: Run): Item[] {
  type Row = Omit<Item, 'key' | 'side' | 'lineId' | 'openingId' | 'balanceFen' | 'isPosted'> & {
    state: number;
  };
  return db
    .all<Row & { voucherId: number; no: number }>(
      `SELECT e.voucher_id AS voucherId, e.no, v.date, printf('%s-%03d', v.word, v.number) AS reference, e.summary,
         COALESCE((SELECT group_concat(name, '、') FROM (
           SELECT DISTINCT other.name FROM entry oe JOIN account other ON other.id = oe.account_id
           WHERE oe.voucher_id = e.voucher_id AND oe.account_id <> e.account_id LIMIT 3)), '') AS counter,
         e.debit_fen AS inFen, e.credit_fen AS outFen, e.state, v.reverses_id AS reversesId, m.match_id AS matchId
       FROM entry e JOIN account a ON a.id = e.account_id JOIN voucher v ON v.id = e.voucher_id
       LEFT JOIN bank_match_entry m ON m.voucher_id = e.voucher_id AND m.no = e.no
       WHERE e.item_id = ? AND a.entity_id = ? AND a.code LIKE ? || '%' AND e.state > 0 AND e.period >= ? AND v.date >= ?
         AND v.kind <> 'opening'
       ORDER BY v.date, v.word, v.number, e.no`,
      account.id,
      account.entityId,
      account.code,
      run.start.slice(0, 7),
      run.start,
    )
    .map(({ state, ...row }) => ({
      ...NOTHING,
      ...row,
      key: `E${row.voucherId}.${row.no}`,
      side: 'book',
      balanceFen: null,
      isPosted: state === 2,
    }));
}

/** Into the account positive, out of it negative. */
export const movementOf = ({ inFen, outFen }: Item): number => inFen - outFen;

export const sumOf = (items: readonly Item[]): number =>
  items.reduce((sum, item) => sum + movementOf(item), 0);

/** As the contract carries it. */
export function shownItem(item: Item, asOf: string): z.output<typeof bankItem> {
  const { reversesId: _r, matchId: _m, ...shown } = item;
  return { ...shown, ageDays: daysBetween(item.date, asOf) };
}

/**
 * How far the two sides were apart when the reconciliation began: the books' balance on the eve of the first day with what only
 * the bank had, less the bank's with what only the books had. Nothing that happens later can change it, and nothing else can make
 * the sheet unequal.
 */
export function startDifference(db: ReadableDb, account: BankAccount, run: Run): number {
  const openings = openingsOf(db, account.id);
  const of = (side: Item['side']): number => sumOf(openings.filter((item) => item.side === side));
  const bookFen = bookBalance(db, account, addDays(run.start, -1));
  return bookFen + of('bank') - (run.openingFen + of('book'));
}
