import {
  type EventKind,
  EVENT_TITLES,
  subjectOf,
  SUBJECT_TITLES,
} from '../../../shared/rules/posting/eventKinds.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { squeeze, toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { booksBegin, checkBookDate, recordEvent, reverseEvent, vouchersOf } from '../vouchers/index.ts';
import { checkMovements, movementsUndoing } from './guards.ts';
import { eventNamed } from './naming.ts';

/**
 * The register of events (业务事项): what was typed at the desk, once, and the vouchers made with it. Append-only; undoing adds the same with
 * the amount's other sign and red vouchers. What an event means for its own registers is the business of the subject that records it.
 */
export interface NewEvent {
  readonly kind: EventKind;
  readonly date: string;
  /** The input as the contract carries it: kept as JSON, so that the event can be told again. */
  readonly facts: object;
  readonly amountFen: number;
  /** As {@link paperNo} gives it; '' for none. */
  readonly documentNo: string;
  readonly party: string;
  readonly note: string;
}

/**
 * Writes the event and its vouchers, in the caller's transaction. An event before the books begin has no voucher; each posting of one in
 * them makes one, in order, the attachments with the first.
 */
export function registerEvent(
  ctx: Writing,
  entityId: number,
  event: NewEvent,
  postings: readonly Posting[],
  attachments = 0,
): Result<{ id: number; voucherIds: number[] }> {
  const id = insert(ctx, entityId, event, null);
  const voucherIds: number[] = [];
  for (const [index, posting] of postings.entries()) {
    const made = recordEvent(ctx, {
      entityId,
      date: event.date,
      source: { register: 'business', id },
      posting,
      // The papers hang on the first; the others refer to it by their summaries.
      attachments: index === 0 ? attachments : 0,
    });
    if (!made.ok) return made;
    if (made.value !== null) voucherIds.push(made.value);
  }
  return ok({ id, voucherIds });
}

function insert(ctx: Writing, entityId: number, event: NewEvent, reversesId: number | null): number {
  return ctx.db.run(
    `INSERT INTO business_event (entity_id, seq, kind, date, facts, amount_fen, document_no, party, note, reverses_id, operator, recorded_at)
     SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM business_event WHERE entity_id = ?`,
    entityId,
    event.kind,
    event.date,
    JSON.stringify(event.facts),
    event.amountFen,
    event.documentNo,
    event.party,
    event.note,
    reversesId,
    ctx.operator,
    ctx.now,
    entityId,
  ).lastId;
}

/** A date in an open period of the books; what happened before them lies in the openings. */
export function checkDay(ctx: Reading, entityId: number, date: string): Result<string> {
  const checked = checkBookDate(ctx.db, entityId, date, ctx.today);
  if (!checked.ok) return checked;
  if (booksBegin(ctx.db, entityId, date)) return ok(date);
  const sentence = `${date} 在账套启用之前，这时的业务已包含在期初余额里，不再登记。请核对日期。`;
  return refuse('before_books', sentence, { date: sentence });
}

/** The number of a paper as it is compared. */
export const paperNo = (typed: string): string => squeeze(toHalfWidth(typed));

/** The same paper, amount and party in an event that stands (DOMAIN §9 #29). */
export function enteredBefore(
  db: ReadableDb,
  entityId: number,
  documentNo: string,
  amountFen: number,
  party: string,
): Result<never> | null {
  if (documentNo === '') return null;
  const twin = db.get<{ id: number }>(
    `SELECT e.id FROM business_event e
     WHERE e.entity_id = ? AND e.document_no = ? AND e.document_no <> '' AND e.amount_fen = ? AND e.party = ? AND e.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM business_event r WHERE r.reverses_id = e.id) ORDER BY e.id LIMIT 1`,
    entityId,
    documentNo,
    amountFen,
    party,
  );
  if (!twin) return null;
  const who = party === '' ? '' : `“${party}”`;
  const sentence = `单据号 ${documentNo}、${who} ${formatYuan(amountFen)} 元已经登记过：${eventNamed(db, twin.id)}。一张单据只入一次账；不是同一张的，请核对单据号。`;
  return refuse('document_twice', sentence, { documentNo: sentence });
}

/** An event that stands: recorded, and not undone. */
export interface StandingEvent extends Omit<NewEvent, 'facts'> {
  readonly id: number;
  readonly entityId: number;
  /** JSON. */
  readonly facts: string;
}

/** The event to be undone by the subject that recorded it. */
export function standingEvent(
  db: ReadableDb,
  id: number,
  subject: ReturnType<typeof subjectOf>,
): Result<StandingEvent> {
  const row = db.get<StandingEvent & { reversesId: number | null; reversedOn: string | null }>(
    `SELECT e.id, e.entity_id AS entityId, e.kind, e.date, e.facts, e.amount_fen AS amountFen, e.document_no AS documentNo, e.party, e.note,
       e.reverses_id AS reversesId, r.date AS reversedOn
     FROM business_event e LEFT JOIN business_event r ON r.reverses_id = e.id WHERE e.id = ?`,
    id,
  );
  if (!row) return refuse('event_unknown', '没有这笔业务，请回到列表重新选择。');
  const { reversesId, reversedOn, ...event } = row;
  if (reversesId !== null) {
    return refuse('reversal_reversed', '这一笔本身就是冲销，不能再冲销。冲错了，请按原内容重新登记一笔。');
  }
  if (reversedOn !== null) return refuse('already_reversed', `这笔业务已经在 ${reversedOn} 冲销过了。`);
  const recordedBy = subjectOf(event.kind);
  if (recordedBy !== subject) {
    return refuse(
      'event_of_subject',
      `“${EVENT_TITLES[event.kind]}”由“${SUBJECT_TITLES[recordedBy]}”登记，请到那里冲销。`,
    );
  }
  return ok(event);
}

export interface Undoing {
  readonly date: string;
  readonly reason: string;
  /** What else the guards of the balances are to know. */
  readonly usesDonation?: boolean;
}

/**
 * Undoes an event: the same in the register with the other sign, and each of its vouchers in red. Refuses a day before the event, and what
 * later entries stand on. The caller undoes what the event did to its own registers.
 */
export function undoEvent(
  ctx: Writing,
  event: StandingEvent,
  { date, reason, usesDonation = false }: Undoing,
): Result<{ id: number; voucherIds: number[]; warnings: string[] }> {
  const { db } = ctx;
  const standing = vouchersOf(db, 'business', event.id).map((voucher) => voucher.id);
  // What the books never saw needs no open day.
  const day =
    standing.length === 0
      ? checkBookDate(db, event.entityId, date, ctx.today)
      : checkDay(ctx, event.entityId, date);
  if (!day.ok) return day;
  if (date < event.date) {
    const sentence = `冲销日期不能早于原业务的日期 ${event.date}。`;
    return refuse('reversal_too_early', sentence, { date: sentence });
  }
  const guarded = checkMovements(db, event.entityId, date, movementsUndoing(db, standing), {
    undoes: true,
    usesDonation,
  });
  if (!guarded.ok) return guarded;
  const id = insert(
    ctx,
    event.entityId,
    {
      ...event,
      facts: JSON.parse(event.facts) as object,
      date,
      amountFen: 0 - event.amountFen,
      documentNo: '',
      note: reason,
    },
    event.id,
  );
  const voucherIds: number[] = [];
  for (const voucherId of standing) {
    const red = reverseEvent(ctx, voucherId, { date, reason, source: { register: 'business', id } });
    if (!red.ok) return red;
    if (red.value !== null) voucherIds.push(red.value);
  }
  return ok({ id, voucherIds, warnings: guarded.value });
}
