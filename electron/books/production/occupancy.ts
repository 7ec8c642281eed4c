import { squeeze, toHalfWidth, withoutSpaces } from '../../../shared/rules/fullwidth.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/** A greenhouse's number as it is compared: dp－001 is DP-001. */
export function greenhouseNo(typed: string): string {
  return withoutSpaces(squeeze(toHalfWidth(typed))).toUpperCase();
}

/** The batch whose bags stand in a greenhouse at the end of a day; null where none do. */
export function batchAt(
  db: ReadableDb,
  entityId: number,
  pieceNo: string,
  date: string,
): { id: number; itemId: number; name: string } | null {
  return (
    db.get<{ id: number; itemId: number; name: string }>(
      `SELECT b.id, b.item_id AS itemId, b.name FROM bag_place p JOIN bag_batch b ON b.id = p.batch_id
       WHERE p.greenhouse = ? AND b.entity_id = ? AND p.date <= ? GROUP BY b.id HAVING SUM(p.bags) > 0 ORDER BY b.id LIMIT 1`,
      greenhouseNo(pieceNo),
      entityId,
      date,
    ) ?? null
  );
}

/** What stands in a greenhouse. */
export interface Occupied {
  readonly greenhouse: string;
  readonly batchId: number;
  readonly batchNo: string;
  readonly batchName: string;
  readonly bags: number;
  /** Since the bags that are there came in. */
  readonly since: string;
}

/** Every greenhouse with bags in it at the end of a day, by number: what a plan of them is coloured by. */
export function greenhousesOn(db: ReadableDb, entityId: number, date: string): Occupied[] {
  return db.all<Occupied>(
    `SELECT p.greenhouse, b.id AS batchId, b.no AS batchNo, b.name AS batchName, SUM(p.bags) AS bags,
       MIN(p.date) FILTER (WHERE p.bags > 0 AND NOT EXISTS (SELECT 1 FROM bag_place u WHERE u.reverses_id = p.id)) AS since
     FROM bag_place p JOIN bag_batch b ON b.id = p.batch_id
     WHERE b.entity_id = ? AND p.date <= ? GROUP BY p.greenhouse, b.id HAVING SUM(p.bags) > 0 ORDER BY p.greenhouse, b.id`,
    entityId,
    date,
  );
}
