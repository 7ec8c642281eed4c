import type { z } from 'zod';
import type { shares } from '../../../shared/contract/shares.ts';
import { orderByMemberNo } from '../../../shared/rules/allocation.ts';
import { divideHalfUp, formatYuan, plainYuan } from '../../../shared/rules/money.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Cooperative, cooperativeOf } from '../entities/index.ts';
import { searchTest } from '../village/index.ts';
import type { ShareKind } from './ledger.ts';
import { memberById, unknownMember } from './member.ts';
import { LATEST_RUN, quantifiedOn, RESERVE_SHARE } from './quantified.ts';

type MemberRow = z.output<(typeof shares)['members.list']['output']>[number];
type MemberDetail = z.output<(typeof shares)['members.get']['output']>;
type ShareRow = MemberDetail['transactions'][number];
type WithdrawalRow = MemberDetail['withdrawals'][number];

/**
 * The roster as of a day (default today), by member number: who had joined by then, what they held, and their share
 * of the whole capital in percent (two decimals, half-up). One query, however many members.
 */
export function listMembers(
  db: ReadableDb,
  today: string,
  wanted: {
    entityId?: number | undefined;
    asOf?: string | undefined;
    search?: string | undefined;
    groupNo?: number | undefined;
  },
): Result<MemberRow[]> {
  const cooperative = cooperativeOf(db, wanted.entityId);
  if (!cooperative.ok) return cooperative;
  const asOf = wanted.asOf ?? today;
  if (!isRealDate(asOf))
    return refuse('date_unreal', `${asOf} 这一天不存在，请改正日期。`, { asOf: '没有这一天' });
  const stored = db.all<StoredMember>(ROSTER, asOf, cooperative.value.id, null);
  const totalFen = stored.reduce((sum, member) => sum + member.capitalFen, 0);
  const fits = searchTest(db, wanted.search);
  const chosen = stored.filter(
    (member) =>
      (wanted.groupNo === undefined || member.groupNo === wanted.groupNo) &&
      fits({ ...member, codes: [member.no, member.householdCode] }),
  );
  const order = orderByMemberNo(chosen.map((member) => member.no));
  return ok(order.map((index) => memberRow(chosen[index]!, cooperative.value, totalFen)));
}

/** One member with the transactions and applications that had happened by a day. */
export function getMember(db: ReadableDb, today: string, id: number, asOf?: string): Result<MemberDetail> {
  const member = memberById(db, id);
  if (!member) return unknownMember('id');
  const cooperative = cooperativeOf(db, member.entityId);
  if (!cooperative.ok) return cooperative;
  const day = asOf ?? today;
  if (!isRealDate(day))
    return refuse('date_unreal', `${day} 这一天不存在，请改正日期。`, { asOf: '没有这一天' });
  const shown = day < member.joinedOn ? member.joinedOn : day;
  const stored = db.get<StoredMember>(ROSTER_OF_ONE, shown, member.entityId, id);
  invariant(stored !== undefined, 'a member is on the roster from the day of joining');
  const { totalFen } = db.get<{ totalFen: number }>(
    'SELECT COALESCE(SUM(amount_fen), 0) AS totalFen FROM share_transaction WHERE entity_id = ? AND date <= ?',
    member.entityId,
    shown,
  )!;
  return ok({
    member: memberRow(stored, cooperative.value, totalFen),
    transactions: db
      .all<StoredShare>(`${SHARES} WHERE t.member_id = ? AND t.date <= ? ORDER BY t.date, t.seq`, id, day)
      .map(shareRow),
    withdrawals: withdrawalsOf(db, id, day),
  });
}

/** The ledger of share transactions in the order they were recorded. */
export function listShares(
  db: ReadableDb,
  wanted: {
    entityId?: number | undefined;
    from?: string | undefined;
    to?: string | undefined;
    memberId?: number | undefined;
  },
): Result<ShareRow[]> {
  const cooperative = cooperativeOf(db, wanted.entityId);
  if (!cooperative.ok) return cooperative;
  return ok(
    db
      .all<StoredShare>(
        `${SHARES} WHERE t.entity_id = ? AND t.date >= ? AND t.date <= ? AND t.member_id = COALESCE(?, t.member_id) ORDER BY t.seq`,
        cooperative.value.id,
        wanted.from ?? '0000-01-01',
        wanted.to ?? '9999-12-31',
        wanted.memberId ?? null,
      )
      .map(shareRow),
  );
}

interface StoredMember extends Omit<
  MemberRow,
  'isVillageBody' | 'shares' | 'equityFen' | 'percent' | 'lastChange'
> {
  readonly villageBody: number;
  readonly initials: string;
  readonly full: string;
  readonly idTail: string;
  readonly idDigest: string | null;
  readonly lastDate: string | null;
  readonly lastKind: ShareKind | null;
  readonly lastFen: number | null;
}

/** Every figure of the roster in one pass: what was held is summed once, straight from its covering index. */
const rosterOf = (oneHolding: string, oneMember: string) => /* sql */ `
  WITH ask(as_of, entity_id, member_id) AS (VALUES (?, ?, ?)),
  held AS MATERIALIZED (
    SELECT member_id, SUM(amount_fen) AS fen, SUM(amount_fen * from_relief) AS relief_fen
    FROM share_transaction WHERE date <= (SELECT as_of FROM ask) ${oneHolding} GROUP BY member_id
  )
  SELECT m.id, m.no, COALESCE(p.name, m.organisation_name) AS name, m.kind,
    CASE
      WHEN m.left_on <= (SELECT as_of FROM ask) THEN 'left'
      WHEN m.frozen_on <= (SELECT as_of FROM ask) THEN 'frozen'
      WHEN EXISTS (SELECT 1 FROM withdrawal w WHERE w.member_id = m.id AND w.state <> 'cancelled'
        AND w.applied_on <= (SELECT as_of FROM ask)) THEN 'leaving'
      ELSE 'active'
    END AS state,
    m.is_village_body AS villageBody, m.person_id AS personId, p.household_id AS householdId,
    COALESCE(h.code, '') AS householdCode, COALESCE(h.group_no, p.listed_group_no) AS groupNo,
    COALESCE(h.category, '') AS category, COALESCE(p.id_masked, '') AS idMasked,
    COALESCE(p.card_masked, '') AS cardMasked, COALESCE(NULLIF(p.phone, ''), h.phone, '') AS phone,
    COALESCE(held.fen, 0) AS capitalFen, COALESCE(held.relief_fen, 0) AS capitalFromReliefFen,
    ${RESERVE_SHARE} AS reserveShareFen,
    CASE WHEN m.left_on <= (SELECT as_of FROM ask) THEN 0 ELSE COALESCE(line.grant_share_fen, 0) END AS grantShareFen,
    CASE WHEN m.left_on <= (SELECT as_of FROM ask) THEN 0 ELSE COALESCE(line.donation_share_fen, 0) END AS donationShareFen,
    COALESCE(p.pinyin_initials, '') AS initials, COALESCE(p.pinyin_full, '') AS full,
    COALESCE(p.id_tail, '') AS idTail, p.id_digest AS idDigest,
    last.date AS lastDate, last.kind AS lastKind, last.amount_fen AS lastFen
  FROM member m LEFT JOIN person p ON p.id = m.person_id LEFT JOIN household h ON h.id = p.household_id
    LEFT JOIN held ON held.member_id = m.id
    LEFT JOIN dividend_line line ON line.member_id = m.id AND line.run_id = (${LATEST_RUN})
    LEFT JOIN share_transaction last ON last.id = (
      SELECT t.id FROM share_transaction t WHERE t.member_id = m.id AND t.date <= (SELECT as_of FROM ask)
      ORDER BY t.date DESC, t.id DESC LIMIT 1)
  WHERE m.entity_id = (SELECT entity_id FROM ask) AND m.joined_on <= (SELECT as_of FROM ask) ${oneMember}`;

export const ROSTER = rosterOf('', '');
const ROSTER_OF_ONE = rosterOf(
  'AND member_id = (SELECT member_id FROM ask)',
  'AND m.id = (SELECT member_id FROM ask)',
);

function memberRow(stored: StoredMember, cooperative: Cooperative, totalFen: number): MemberRow {
  const { villageBody, lastDate, lastKind, lastFen, ...rest } = stored;
  const { initials: _initials, full: _full, idTail: _idTail, idDigest: _idDigest, ...row } = rest;
  invariant(row.capitalFen >= 0, 'no holding below zero');
  return {
    ...row,
    isVillageBody: villageBody === 1,
    shares: hundredths(row.capitalFen, 100, cooperative.settings.parValueFen).replace(/\.?0+$/u, ''),
    equityFen: row.capitalFen + row.reserveShareFen + row.grantShareFen + row.donationShareFen,
    percent: hundredths(row.capitalFen, 10_000, totalFen),
    lastChange:
      lastDate === null || lastKind === null || lastFen === null
        ? null
        : {
            date: lastDate,
            label: `${KIND_LABELS[lastKind]} ${lastFen > 0 ? '+' : ''}${formatYuan(lastFen)}`,
          },
  };
}

/** part × factor ÷ whole rounded half-up, its last two digits as decimals; 0.00 of nothing. */
function hundredths(part: number, factor: number, whole: number): string {
  return plainYuan(whole === 0 ? 0 : Number(divideHalfUp(BigInt(part) * BigInt(factor), BigInt(whole))));
}

/** What a kind of transaction is called in the cooperative. */
export const KIND_LABELS: Readonly<Record<ShareKind, string>> = {
  contribution: '入股',
  'transfer-in': '受让',
  'transfer-out': '转让',
  'inheritance-in': '继承',
  'inheritance-out': '被继承',
  'surplus-to-share': '盈余转股',
  'reserve-to-share': '公积金转增',
  withdrawal: '退社',
  reversal: '冲销',
};

interface StoredShare extends Omit<ShareRow, 'fromRelief'> {
  readonly relief: number;
}

const SHARES = /* sql */ `
  SELECT t.id, t.seq, t.date, t.member_id AS memberId, m.no AS memberNo, COALESCE(p.name, m.organisation_name) AS memberName,
    COALESCE(h.group_no, p.listed_group_no) AS groupNo, t.kind, t.form, t.source, t.from_relief AS relief,
    t.amount_fen AS amountFen, t.document, t.note, t.receipt_no AS receiptNo, t.operator, t.recorded_at AS recordedAt,
    t.reverses_id AS reversesId, r.id AS reversedById, v.id AS voucherId
  FROM share_transaction t JOIN member m ON m.id = t.member_id LEFT JOIN person p ON p.id = m.person_id
    LEFT JOIN household h ON h.id = p.household_id LEFT JOIN share_transaction r ON r.reverses_id = t.id
    LEFT JOIN voucher v ON v.source = 'share' AND v.source_id = COALESCE(t.pair_id, t.id) AND v.state <> 'void'`;

function shareRow({ relief, ...row }: StoredShare): ShareRow {
  return { ...row, fromRelief: relief === 1 };
}

/** Applications made by a day; what is or was refunded: for those carried out as recorded, else what would be today. */
function withdrawalsOf(db: ReadableDb, memberId: number, asOf: string): WithdrawalRow[] {
  type Row = Omit<WithdrawalRow, 'reserveShareFen'> & { refundFen: number };
  const rows = db.all<Row>(
    `SELECT w.id, w.member_id AS memberId, m.no AS memberNo, COALESCE(p.name, m.organisation_name) AS memberName,
       w.applied_on AS appliedOn, w.effective_on AS effectiveOn, w.explanation, w.state, w.document,
       w.reserve_refund_fen AS refundFen,
       CASE WHEN w.state = 'effected'
         THEN COALESCE((SELECT -SUM(t.amount_fen) FROM share_transaction t WHERE t.member_id = w.member_id AND t.withdrawal_id = w.id), 0)
         ELSE COALESCE((SELECT SUM(t.amount_fen) FROM share_transaction t WHERE t.member_id = w.member_id AND t.date <= ?), 0)
       END AS capitalFen
     FROM withdrawal w JOIN member m ON m.id = w.member_id LEFT JOIN person p ON p.id = m.person_id
     WHERE w.member_id = ? AND w.applied_on <= ? ORDER BY w.id`,
    asOf,
    memberId,
    asOf,
  );
  const reserveFen = quantifiedOn(db, memberId, asOf).reserveFen;
  return rows.map(({ refundFen, ...row }) => ({
    ...row,
    reserveShareFen: row.state === 'effected' ? refundFen : row.state === 'requested' ? reserveFen : 0,
    capitalFen: row.state === 'cancelled' ? 0 : row.capitalFen,
  }));
}
