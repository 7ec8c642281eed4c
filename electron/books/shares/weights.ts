import { orderByMemberNo } from '../../../shared/rules/allocation.ts';
import type { ShareMovement } from '../../../shared/rules/capital.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import type { MemberState } from './member.ts';
import { RESERVE_SHARE } from './quantified.ts';

/** What each member holds at the end of a day, in fen; members who never held anything are absent. */
export function holdings(db: ReadableDb, entityId: number, asOf: string): Map<number, number> {
  const rows = db.all<{ memberId: number; fen: number }>(HOLDINGS, asOf, entityId);
  return new Map(rows.map((row) => [row.memberId, row.fen]));
}

/** Sums per member in the index's own order: no row of the ledger itself is read, nothing is sorted. */
export const HOLDINGS = /* sql */ `
  SELECT held.member_id AS memberId, held.fen FROM (
    SELECT member_id, SUM(amount_fen) AS fen FROM share_transaction WHERE date <= ? GROUP BY member_id
  ) held JOIN member m ON m.id = held.member_id WHERE m.entity_id = ?`;

/**
 * The dated, signed movements of capital that count towards a fiscal year's weights, by member. Refunds of a
 * withdrawal carry the day the membership ended, not the day they were paid, and are marked: for that year the
 * capital still counts in full.
 */
export function shareMovements(
  db: ReadableDb,
  entityId: number,
  fiscalYear: number,
): Map<number, ShareMovement[]> {
  const movements = new Map<number, ShareMovement[]>();
  const rows = db.iterate<{ memberId: number; date: string; amountFen: number; leaving: number }>(
    `SELECT t.member_id AS memberId, COALESCE(w.effective_on, t.date) AS date, t.amount_fen AS amountFen,
       w.id IS NOT NULL AS leaving
     FROM share_transaction t LEFT JOIN withdrawal w ON w.id = t.withdrawal_id
     WHERE t.entity_id = ? AND COALESCE(w.effective_on, t.date) <= ? ORDER BY t.seq`,
    entityId,
    `${fiscalYear}-12-31`,
  );
  for (const { memberId, date, amountFen, leaving } of rows) {
    const movement = leaving === 1 ? { date, amountFen, leavesAtYearEnd: true } : { date, amountFen };
    const list = movements.get(memberId);
    if (list) list.push(movement);
    else movements.set(memberId, [movement]);
  }
  return movements;
}

/** A member as a dividend run sees one. */
export interface RunMember {
  readonly id: number;
  readonly no: string;
  readonly name: string;
  readonly kind: 'person' | 'organisation';
  readonly state: MemberState;
  readonly personId: number | null;
  readonly groupNo: number | null;
  readonly householdCode: string;
  readonly idMasked: string;
  readonly cardMasked: string;
  /** 户类别, '' for organisations and people without a household. */
  readonly category: string;
  readonly isHardship: boolean;
  readonly isVillageBody: boolean;
  /** Whether grants and donations are averaged over this member too: not over who leaves with that year's end. */
  readonly sharesGrants: boolean;
  /** 公积金份额 when the year begins: quantified in runs of earlier fiscal years, less refunds. */
  readonly openingReserveFen: number;
  /** Capital at the year's end; a leaver's of that year end included. */
  readonly yearEndCapitalFen: number;
}

/**
 * Households counted as being in hardship (困难户): 低保, 五保 and 监测, whose status says so today; 一般 and 脱贫 do not.
 * Which households a village means is its meeting's to say, this is our reading of the categories.
 */
const HARDSHIP_CATEGORIES = new Set(['低保', '五保', '监测']);

/** Everybody who was a member at some time in the fiscal year, by member number. */
export function membersForRun(db: ReadableDb, entityId: number, fiscalYear: number): RunMember[] {
  type Row = Omit<RunMember, 'isHardship' | 'isVillageBody' | 'sharesGrants'> & {
    village: number;
    stays: number;
  };
  const rows = db.all<Row>(
    MEMBERS_FOR_RUN,
    `${fiscalYear - 1}-12-31`,
    `${fiscalYear}-01-01`,
    `${fiscalYear}-12-31`,
    entityId,
  );
  return orderByMemberNo(rows.map((row) => row.no)).map((index) => {
    const { village, stays, ...row } = rows[index]!;
    return {
      ...row,
      isHardship: HARDSHIP_CATEGORIES.has(row.category),
      isVillageBody: village === 1,
      sharesGrants: stays === 1,
    };
  });
}

/** `ended`: the day each membership ended or will end, by withdrawal or by inheritance. */
const MEMBERS_FOR_RUN = /* sql */ `
  WITH ask(as_of, first_day, last_day, entity_id) AS (VALUES (?, ?, ?, ?)),
  ended AS MATERIALIZED (
    SELECT m.id, COALESCE(m.left_on, (SELECT MIN(w.effective_on) FROM withdrawal w
      WHERE w.member_id = m.id AND w.state = 'requested')) AS day
    FROM member m WHERE m.entity_id = (SELECT entity_id FROM ask)
  ),
  held AS MATERIALIZED (
    SELECT member_id, SUM(amount_fen) AS fen FROM share_transaction
    WHERE date <= (SELECT last_day FROM ask) GROUP BY member_id
  ),
  refunded AS MATERIALIZED (
    SELECT t.member_id, SUM(CASE WHEN t.date <= (SELECT last_day FROM ask) THEN t.amount_fen END) AS by_year_end_fen
    FROM withdrawal w JOIN share_transaction t ON t.member_id = w.member_id AND t.withdrawal_id = w.id
    WHERE w.effective_on = (SELECT last_day FROM ask) GROUP BY t.member_id
  )
  SELECT m.id, m.no, COALESCE(p.name, m.organisation_name) AS name, m.kind, m.state, m.person_id AS personId,
    COALESCE(h.group_no, p.listed_group_no) AS groupNo, COALESCE(h.code, '') AS householdCode,
    COALESCE(p.id_masked, '') AS idMasked, COALESCE(p.card_masked, '') AS cardMasked,
    COALESCE(h.category, '') AS category, m.is_village_body AS village,
    ended.day IS NULL OR ended.day > (SELECT last_day FROM ask) AS stays,
    ${RESERVE_SHARE} AS openingReserveFen,
    COALESCE(held.fen, 0) - COALESCE(refunded.by_year_end_fen, 0) AS yearEndCapitalFen
  FROM member m JOIN ended ON ended.id = m.id
    LEFT JOIN held ON held.member_id = m.id LEFT JOIN refunded ON refunded.member_id = m.id
    LEFT JOIN person p ON p.id = m.person_id LEFT JOIN household h ON h.id = p.household_id
  WHERE m.joined_on <= (SELECT last_day FROM ask) AND (ended.day IS NULL OR ended.day >= (SELECT first_day FROM ask))`;
