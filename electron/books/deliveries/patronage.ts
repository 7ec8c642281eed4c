import { fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/** 交易额 of a fiscal year by member, in fen, reversals taken off; members without deliveries are absent. */
export function patronageOfYear(db: ReadableDb, entityId: number, year: number): Map<number, number> {
  const { firstDay, lastDay } = fiscalYearBounds(year);
  const rows = db.all<{ memberId: number; fen: number }>(PATRONAGE, entityId, firstDay, lastDay);
  return new Map(rows.map((row) => [row.memberId, row.fen]));
}

export const PATRONAGE = /* sql */ `
  SELECT member_id AS memberId, SUM(amount_fen) AS fen FROM delivery
  WHERE entity_id = ? AND date BETWEEN ? AND ? GROUP BY member_id`;
