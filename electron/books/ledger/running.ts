import type { ReadableDb } from '../../workspace/database.ts';

/** What a balance is asked for: an account and exactly this analysis of it. */
export interface Key {
  readonly account: string;
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly item2Id: number | null;
}

/** A balance at the end of a day: debit positive, in fen and in 1/1000 of the unit. */
export interface Point {
  readonly date: string;
  readonly fen: number;
  readonly milli: number;
}

/**
 * The balance at the end of a day and after each later day on which it moved, drafts included: what is entered for a day in the
 * past must leave every later day in order too.
 */
export function balancesFrom(db: ReadableDb, entityId: number, key: Key, date: string): Point[] {
  return db.all<Point>(
    `WITH ask(entity_id, code, member_id, item_id, item2_id, date) AS (VALUES (?, ?, ?, ?, ?, ?)),
     moved AS (
       SELECT e.voucher_id, e.period, e.debit_fen - e.credit_fen AS fen,
         CASE WHEN e.debit_fen <> 0 THEN COALESCE(e.quantity_milli, 0) ELSE -COALESCE(e.quantity_milli, 0) END AS milli
       FROM ask JOIN account a ON a.entity_id = ask.entity_id AND a.code = ask.code
         JOIN entry e ON e.account_id = a.id AND e.state > 0 AND e.member_id IS ask.member_id
           AND e.item_id IS ask.item_id AND e.item2_id IS ask.item2_id),
     days AS (
       SELECT (SELECT date FROM ask) AS date, COALESCE(SUM(fen), 0) AS fen, COALESCE(SUM(milli), 0) AS milli FROM moved
       WHERE period < substr((SELECT date FROM ask), 1, 7)
       UNION ALL
       SELECT MAX(v.date, (SELECT date FROM ask)), SUM(m.fen), SUM(m.milli) FROM moved m JOIN voucher v ON v.id = m.voucher_id
       WHERE m.period >= substr((SELECT date FROM ask), 1, 7) GROUP BY 1)
     SELECT date, SUM(SUM(fen)) OVER (ORDER BY date) AS fen, SUM(SUM(milli)) OVER (ORDER BY date) AS milli
     FROM days GROUP BY date ORDER BY date`,
    entityId,
    key.account,
    key.memberId,
    key.itemId,
    key.item2Id,
    date,
  );
}

/** The least (in credit) that stands on accounts beginning so, all analysis together, on a day and every later one. */
export function leastFrom(db: ReadableDb, entityId: number, codePrefix: string, date: string): number {
  return extremeFrom(db, entityId, codePrefix, date, 'MIN');
}

/** The most. */
export function mostFrom(db: ReadableDb, entityId: number, codePrefix: string, date: string): number {
  return extremeFrom(db, entityId, codePrefix, date, 'MAX');
}

function extremeFrom(
  db: ReadableDb,
  entityId: number,
  codePrefix: string,
  date: string,
  which: 'MIN' | 'MAX',
): number {
  return db.get<{ fen: number }>(
    `WITH ask(date) AS (VALUES (?)),
     moved AS (
       SELECT MAX(v.date, (SELECT date FROM ask)) AS date, e.credit_fen - e.debit_fen AS fen
       FROM account a JOIN entry e ON e.account_id = a.id AND e.state > 0 JOIN voucher v ON v.id = e.voucher_id
       WHERE a.entity_id = ? AND a.code >= ? AND a.code < ? || 'a'
       -- The day itself, also when nothing stood on it yet.
       UNION ALL SELECT date, 0 FROM ask)
     SELECT ${which}(fen) AS fen FROM (SELECT SUM(SUM(fen)) OVER (ORDER BY date) AS fen FROM moved GROUP BY date)`,
    date,
    entityId,
    codePrefix,
    codePrefix,
  )!.fen;
}
