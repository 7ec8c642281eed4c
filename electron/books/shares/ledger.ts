import { isFen, formatYuan, MAX_FEN } from '../../../shared/rules/money.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { describe, type Member } from './member.ts';

/**
 * The ledger of share capital (股金流水): append-only, numbered per cooperative without gaps, signed fen. Capital is
 * kept in two purses, because the statutory account has two columns: from 到户类扶贫项目资产, and other.
 */
export type ShareKind =
  | 'contribution'
  | 'transfer-in'
  | 'transfer-out'
  | 'inheritance-in'
  | 'inheritance-out'
  | 'surplus-to-share'
  | 'reserve-to-share'
  | 'withdrawal'
  | 'reversal';

export interface ShareEntry {
  readonly memberId: number;
  readonly date: string;
  readonly kind: ShareKind;
  readonly form?: string | null;
  readonly source: string;
  readonly fromRelief: boolean;
  /** Signed: negative goes out. */
  readonly amountFen: number;
  /** Of a conversion: what came out of 应付盈余返还. */
  readonly returnFen?: number;
  readonly document: string;
  readonly note: string;
  readonly receiptNo?: string;
  readonly withdrawalId?: number | null;
  readonly runId?: number | null;
  readonly reversesId?: number | null;
  readonly importId?: number | null;
}

/** What a member holds in each purse, in fen. */
export interface Purses {
  readonly reliefFen: number;
  readonly otherFen: number;
}

/**
 * Appends rows that belong together; rows of one event share the first one's id as their pair. Asserts on the way
 * out that no member of theirs holds less than nothing on any day.
 */
export function append(ctx: Writing, entityId: number, entries: readonly ShareEntry[]): number[] {
  invariant(entries.length > 0, 'an event has rows');
  const firstId = ctx.db.get<{ id: number }>(
    'SELECT COALESCE(MAX(id), 0) + 1 AS id FROM share_transaction',
  )!.id;
  const firstSeq = ctx.db.get<{ seq: number }>(
    'SELECT COALESCE(MAX(seq), 0) + 1 AS seq FROM share_transaction WHERE entity_id = ?',
    entityId,
  )!.seq;
  const ids = entries.map((entry, index) => {
    invariant(isFen(entry.amountFen) && entry.amountFen !== 0, 'a share transaction moves money');
    return insert(ctx, entityId, entry, {
      id: firstId + index,
      seq: firstSeq + index,
      pairId: entries.length > 1 ? firstId : null,
    });
  });
  for (const entry of entries) {
    for (const fromRelief of [true, false]) {
      invariant(
        availableFrom(ctx.db, entry.memberId, '0000-01-01', fromRelief) >= 0,
        'no holding below zero',
      );
    }
  }
  return ids;
}

function insert(
  ctx: Writing,
  entityId: number,
  entry: ShareEntry,
  place: { id: number; seq: number; pairId: number | null },
): number {
  return ctx.db.run(
    `INSERT INTO share_transaction (id, entity_id, seq, member_id, date, kind, form, source, from_relief, amount_fen,
       return_fen, document, note, receipt_no, pair_id, withdrawal_id, run_id, reverses_id, import_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    place.id,
    entityId,
    place.seq,
    entry.memberId,
    entry.date,
    entry.kind,
    entry.form ?? null,
    entry.source,
    entry.fromRelief ? 1 : 0,
    entry.amountFen,
    entry.returnFen ?? 0,
    entry.document,
    entry.note,
    entry.receiptNo ?? '',
    place.pairId,
    entry.withdrawalId ?? null,
    entry.runId ?? null,
    entry.reversesId ?? null,
    entry.importId ?? null,
    ctx.operator,
    ctx.now,
  ).lastId;
}

/** What a member holds at the end of a day, by purse. */
export function pursesOn(db: ReadableDb, memberId: number, asOf: string): Purses {
  return db.get<Purses>(
    `SELECT COALESCE(SUM(CASE WHEN from_relief = 1 THEN amount_fen END), 0) AS reliefFen,
            COALESCE(SUM(CASE WHEN from_relief = 0 THEN amount_fen END), 0) AS otherFen
     FROM share_transaction WHERE member_id = ? AND date <= ?`,
    memberId,
    asOf,
  )!;
}

/**
 * What can go out of a purse on a day without any later day falling below zero: the lowest balance from that day
 * on, days taken as a whole.
 */
export function availableFrom(db: ReadableDb, memberId: number, date: string, fromRelief: boolean): number {
  return db.get<{ fen: number }>(
    `WITH days AS (
       SELECT date, SUM(SUM(amount_fen)) OVER (ORDER BY date) AS balance
       FROM share_transaction WHERE member_id = ? AND from_relief = ? GROUP BY date
     )
     SELECT COALESCE(MIN(balance), 0) AS fen FROM (
       SELECT balance FROM days WHERE date > ?
       UNION ALL SELECT COALESCE((SELECT balance FROM days WHERE date <= ? ORDER BY date DESC LIMIT 1), 0)
     )`,
    memberId,
    fromRelief ? 1 : 0,
    date,
    date,
  )!.fen;
}

/** The whole holding on a day, refused when something was recorded for a later one: what takes all must come last. */
export function wholeHolding(db: ReadableDb, member: Member, date: string): Result<Purses> {
  const later = db.get<{ date: string }>(
    'SELECT date FROM share_transaction WHERE member_id = ? AND date > ? ORDER BY date DESC LIMIT 1',
    member.id,
    date,
  );
  if (later) {
    const sentence = `${describe(member)} 在 ${later.date} 还有股金变动，日期不能早于它。`;
    return refuse('share_later_entries', sentence, { date: sentence });
  }
  return ok(pursesOn(db, member.id, date));
}

/** An amount a form may carry: whole fen above 0, within what an amount can hold. */
export function checkAmount(amountFen: number): Result<number> {
  if (isFen(amountFen) && amountFen > 0) return ok(amountFen);
  const sentence = `金额要大于 0，最多 ${formatYuan(MAX_FEN)} 元。`;
  return refuse('amount_invalid', sentence, { amountFen: sentence });
}

/** The next receipt number (收据号) of a cooperative and year, SJ2018-0001: no gaps, because a refused command takes none. */
export function nextReceiptNo(db: WritableDb, entityId: number, year: number): string {
  const row = db.get<{ value: number }>(
    `INSERT INTO counter (entity_id, name, value) VALUES (?, ?, 1)
     ON CONFLICT (entity_id, name) DO UPDATE SET value = value + 1 RETURNING value`,
    entityId,
    `receipt-${year}`,
  );
  invariant(row !== undefined, 'a counter counts');
  return `SJ${year}-${String(row.value).padStart(4, '0')}`;
}
