import type { ReadableDb, WritableDb } from '../../workspace/database.ts';

/** What was quantified to a member (量化份额) on a day, in fen. */
interface Quantified {
  readonly reserveFen: number;
  readonly grantFen: number;
  readonly donationFen: number;
}

/** What an event does to members' shares of the reserve. */
export interface ReserveMove {
  readonly memberId: number;
  readonly fen: number;
}

export interface ReserveSource {
  readonly register: 'dividend-run' | 'withdrawal' | 'share' | 'business';
  readonly id: number;
  readonly entityId: number;
  /** When the books have it. */
  readonly date: string;
  /** Left out: the same day. */
  readonly countsFrom?: string;
}

/** Writes the register of members' 公积金份额; nothing of nothing. */
export function moveReserve(db: WritableDb, source: ReserveSource, moves: readonly ReserveMove[]): void {
  for (const { memberId, fen } of moves) {
    if (fen === 0) continue;
    db.run(
      `INSERT INTO reserve_move (entity_id, member_id, date, counts_from, fen, source, source_id) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      source.entityId,
      memberId,
      source.date,
      source.countsFrom ?? source.date,
      fen,
      source.register,
      source.id,
    );
  }
}

/** What an event did to members' shares, taken back on a day in rows of the undoing event. */
export function undoReserve(
  db: WritableDb,
  event: Pick<ReserveSource, 'register' | 'id'>,
  undoing: ReserveSource,
): void {
  db.run(
    `INSERT INTO reserve_move (entity_id, member_id, date, counts_from, fen, source, source_id)
     SELECT ?, member_id, ?, COALESCE(?, ?), -SUM(fen), ?, ? FROM reserve_move WHERE source = ? AND source_id = ?
     GROUP BY member_id HAVING SUM(fen) <> 0`,
    undoing.entityId,
    undoing.date,
    undoing.countsFrom ?? null,
    undoing.date,
    undoing.register,
    undoing.id,
    event.register,
    event.id,
  );
}

/** Source of capital that came out of members' 公积金份额: what was quantified falls by as much. */
export const FROM_SURPLUS_RESERVE = '盈余公积转增';

/**
 * Fragment for one member `m` on a day bound as ask.as_of: what standing runs of fiscal years ended by then quantified, less what was
 * refunded on leaving, turned into capital or used to meet a loss.
 */
export const RESERVE_SHARE = /* sql */ `
  COALESCE((SELECT SUM(r.fen) FROM reserve_move r
    WHERE r.member_id = m.id AND r.counts_from <= (SELECT as_of FROM ask)), 0)`;

/** The latest standing run of a fiscal year ended by ask.as_of, of the entity ask.entity_id. */
export const LATEST_RUN = /* sql */ `
  SELECT id FROM dividend_run WHERE entity_id = (SELECT entity_id FROM ask) AND state IN ('approved', 'paying', 'settled')
    AND fiscal_year || '-12-31' <= (SELECT as_of FROM ask) ORDER BY fiscal_year DESC LIMIT 1`;

export function quantifiedOn(db: ReadableDb, memberId: number, asOf: string): Quantified {
  return db.get<Quantified>(
    `WITH ask(as_of, entity_id) AS (SELECT ?, entity_id FROM member WHERE id = ?)
     SELECT ${RESERVE_SHARE} AS reserveFen,
       CASE WHEN m.left_on <= (SELECT as_of FROM ask) THEN 0 ELSE COALESCE(line.grant_share_fen, 0) END AS grantFen,
       CASE WHEN m.left_on <= (SELECT as_of FROM ask) THEN 0 ELSE COALESCE(line.donation_share_fen, 0) END AS donationFen
     FROM member m LEFT JOIN dividend_line line ON line.member_id = m.id AND line.run_id = (${LATEST_RUN})
     WHERE m.id = ?`,
    asOf,
    memberId,
    memberId,
  )!;
}

/** After every day: what is left once all that is recorded, later than today's business too, has had its part. */
const EVER = '9999-12-31';

/**
 * The reserve share that may be taken on a day: what is there then, and not taken later. Never negative.
 */
export function freeReserveOn(db: ReadableDb, memberId: number, asOf: string): number {
  const then = quantifiedOn(db, memberId, asOf).reserveFen;
  return Math.max(0, Math.min(then, quantifiedOn(db, memberId, EVER).reserveFen));
}

/** A member whose quantified reserve would not be there any more without a run: somebody who has used it. */
export function userOfRunsReserve(db: ReadableDb, runId: number): { no: string; name: string } | undefined {
  return db.get<{ no: string; name: string }>(
    `WITH ask(as_of) AS (VALUES (?))
     SELECT m.no, COALESCE(p.name, m.organisation_name) AS name
     FROM dividend_line line JOIN member m ON m.id = line.member_id LEFT JOIN person p ON p.id = m.person_id
     WHERE line.run_id = ? AND ${RESERVE_SHARE} < line.reserve_quantified_fen LIMIT 1`,
    EVER,
    runId,
  );
}
