import type { Item, Posting } from '../../../shared/rules/posting/posting.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { ensureItem } from '../accounts/index.ts';

/**
 * What 213 owes, by worker and kind of pay: written from the very lines of the event's postings, so that the account and its register can't
 * part. Events before the books begin write the same and no voucher; the openings of 213 are made of them.
 */
export function moveLabour(
  db: WritableDb,
  event: { readonly id: number; readonly entityId: number; readonly date: string },
  postings: readonly Posting[],
): void {
  for (const { account, side, fen, item, item2 } of postings.flatMap((posting) => posting.lines)) {
    if (account !== '213') continue;
    insertMove(db, event, {
      itemId: idOf(db, event.entityId, 'worker', item),
      item2Id: idOf(db, event.entityId, 'payItem', item2),
      debitFen: side === 'debit' ? fen : 0,
      creditFen: side === 'credit' ? fen : 0,
    });
  }
}

/** The same in red, with the event that undoes another. */
export function undoLabour(
  db: WritableDb,
  undone: number,
  event: { readonly id: number; readonly entityId: number; readonly date: string },
): void {
  const moves = db.all<Move>(
    `SELECT item_id AS itemId, item2_id AS item2Id, debit_fen AS debitFen, credit_fen AS creditFen
     FROM labour_move WHERE event_id = ? ORDER BY id`,
    undone,
  );
  for (const { itemId, item2Id, debitFen, creditFen } of moves) {
    insertMove(db, event, { itemId, item2Id, debitFen: 0 - debitFen, creditFen: 0 - creditFen });
  }
}

interface Move {
  readonly itemId: number;
  readonly item2Id: number;
  readonly debitFen: number;
  readonly creditFen: number;
}

function insertMove(
  db: WritableDb,
  event: { readonly id: number; readonly entityId: number; readonly date: string },
  move: Move,
): void {
  db.run(
    `INSERT INTO labour_move (entity_id, item_id, item2_id, date, debit_fen, credit_fen, event_id) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    event.entityId,
    move.itemId,
    move.item2Id,
    event.date,
    move.debitFen,
    move.creditFen,
    event.id,
  );
}

function idOf(db: WritableDb, entityId: number, dim: 'worker' | 'payItem', item: Item | undefined): number {
  invariant(item !== undefined, '213 is analysed by worker and kind of pay');
  return typeof item === 'number' ? item : ensureItem(db, entityId, dim, item);
}

/** Everything that has ever moved 213; vouchers typed before it had a register among them. */
const MOVES = /* sql */ `
  SELECT m.item_id AS itemId, m.item2_id AS item2Id, m.date, m.credit_fen - m.debit_fen AS fen
  FROM labour_move m WHERE m.entity_id = (SELECT entity_id FROM ask)
  UNION ALL
  SELECT e.item_id, e.item2_id, v.date, e.credit_fen - e.debit_fen
  FROM account a CROSS JOIN entry e ON e.account_id = a.id JOIN voucher v ON v.id = e.voucher_id
  WHERE a.entity_id = (SELECT entity_id FROM ask) AND a.code = '213' AND e.state > 0 AND v.source IS NULL
    AND EXISTS (SELECT 1 FROM labour_kept k WHERE k.voucher_id IN (v.id, v.reverses_id))`;

/** What is owed at the end of a day by item of 213; nil is left out. */
export function owedOn(db: ReadableDb, entityId: number, asOf: string): Map<number, number> {
  const rows = db.all<{ itemId: number; fen: number }>(
    `WITH ask(entity_id) AS (VALUES (?)) SELECT itemId, SUM(fen) AS fen FROM (${MOVES}) WHERE date <= ? GROUP BY itemId HAVING SUM(fen) <> 0`,
    entityId,
    asOf,
  );
  return new Map(rows.map((row) => [row.itemId, row.fen]));
}

/** What a worker can be paid on a day, by kind of pay: what stands on that day and every later one. */
export interface Payable {
  readonly item2Id: number;
  readonly fen: number;
}

/** By item of 213. */
export function payableFrom(
  db: ReadableDb,
  entityId: number,
  itemIds: readonly number[],
  date: string,
): Map<number, Payable[]> {
  const rows = db.all<{ itemId: number; item2Id: number; date: string; fen: number }>(
    `WITH ask(entity_id) AS (VALUES (?))
     SELECT itemId, item2Id, MAX(date, ?) AS date, SUM(fen) AS fen FROM (${MOVES})
     WHERE itemId IN (SELECT value FROM json_each(?)) GROUP BY itemId, item2Id, MAX(date, ?) ORDER BY itemId, item2Id, date`,
    entityId,
    date,
    JSON.stringify(itemIds),
    date,
  );
  const payable = new Map<number, Payable[]>();
  for (const [itemId, ofItem] of Map.groupBy(rows, (row) => row.itemId)) {
    const parts: Payable[] = [];
    for (const [item2Id, moves] of Map.groupBy(ofItem, (row) => row.item2Id)) {
      let [sum, least] = [0, Number.POSITIVE_INFINITY];
      // Nothing stands yet where the first move lies after the day.
      if (moves[0]!.date > date) least = 0;
      for (const { fen } of moves) {
        sum += fen;
        least = Math.min(least, sum);
      }
      if (least > 0) parts.push({ item2Id, fen: least });
    }
    payable.set(itemId, parts);
  }
  return payable;
}

/** What approved sheets have unpaid by kind of pay, by item of 213: what they accrued less what was paid on them. */
export function unpaidKinds(
  db: ReadableDb,
  entityId: number,
  itemIds: readonly number[],
): Map<number, (Payable & { readonly sheetId: number })[]> {
  const rows = db.all<{ sheetId: number; itemId: number; item2Id: number; fen: number }>(
    `SELECT m.sheetId, m.itemId, m.item2Id, SUM(m.fen) AS fen FROM (
       SELECT COALESCE((SELECT s.id FROM pay_sheet s WHERE s.event_id = m.event_id),
           (SELECT p.sheet_id FROM labour_payment p WHERE p.event_id = m.event_id LIMIT 1)) AS sheetId,
         m.item_id AS itemId, m.item2_id AS item2Id, m.credit_fen - m.debit_fen AS fen
       FROM labour_move m WHERE m.entity_id = ? AND m.item_id IN (SELECT value FROM json_each(?))
     ) m JOIN pay_sheet s ON s.id = m.sheetId AND s.state = 'approved'
     GROUP BY m.sheetId, m.itemId, m.item2Id HAVING SUM(m.fen) > 0 ORDER BY m.itemId, m.sheetId, m.item2Id`,
    entityId,
    JSON.stringify(itemIds),
  );
  return Map.groupBy(rows, (row) => row.itemId);
}

/** So much of what is payable: what is wanted first comes first, so far as it is there. Less, where there is less. */
export function takeFrom(
  payable: readonly Payable[],
  wanted: readonly Payable[],
  fen: number,
): { payItem: number; fen: number }[] {
  const has = new Map(payable.map((one) => [one.item2Id, one.fen]));
  const taken = new Map<number, number>();
  let left = fen;
  for (const { item2Id, fen: most } of wanted) {
    const before = taken.get(item2Id) ?? 0;
    const more = Math.min(left, most, (has.get(item2Id) ?? 0) - before);
    if (more <= 0) continue;
    taken.set(item2Id, before + more);
    left -= more;
  }
  return [...taken].map(([payItem, part]) => ({ payItem, fen: part }));
}
