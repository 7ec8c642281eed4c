import type { ReadableDb } from '../../workspace/database.ts';

/** What was quantified to a member (量化份额) on a day, in fen. */
interface Quantified {
  readonly reserveFen: number;
  readonly grantFen: number;
  readonly donationFen: number;
}

/** Source of capital that came out of members' 公积金份额: what was quantified falls by as much. */
export const FROM_SURPLUS_RESERVE = '盈余公积转增';

/**
 * Fragments for one member `m` on a day bound as ask.as_of. Reserve: what standing runs of fiscal years ended by then
 * quantified, less what was refunded on leaving, turned into capital or used to meet a loss. Grant and donation: the per-head split of the latest such run, and
 * nothing for who has left (they are not refunded but averaged again over the rest).
 */
export const RESERVE_SHARE = /* sql */ `
  COALESCE((SELECT SUM(line.reserve_quantified_fen) FROM dividend_line line JOIN dividend_run run ON run.id = line.run_id
    WHERE line.member_id = m.id AND run.state IN ('approved', 'paying', 'settled')
      AND run.fiscal_year || '-12-31' <= (SELECT as_of FROM ask)), 0)
  - COALESCE((SELECT SUM(w.reserve_refund_fen) FROM withdrawal w
    WHERE w.member_id = m.id AND w.state = 'effected' AND w.reserve_refund_fen <> 0
      AND COALESCE((SELECT MAX(t.date) FROM share_transaction t
        WHERE t.member_id = w.member_id AND t.kind = 'withdrawal' AND t.withdrawal_id = w.id), w.effective_on)
        <= (SELECT as_of FROM ask)), 0)
  - COALESCE((SELECT SUM(t.amount_fen) FROM share_transaction t
    WHERE t.member_id = m.id AND t.source = '${FROM_SURPLUS_RESERVE}' AND t.kind IN ('reserve-to-share', 'reversal')
      AND t.date <= (SELECT as_of FROM ask)), 0)
  - COALESCE((SELECT SUM(c.fen) FROM reserve_cut c JOIN business_event b ON b.id = c.event_id
    WHERE c.member_id = m.id AND b.date <= (SELECT as_of FROM ask)), 0)`;

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
