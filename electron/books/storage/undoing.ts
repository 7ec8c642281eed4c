import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { refuse, ok, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkPastDate } from '../entities/index.ts';
import { eventNamed, standingEvent, type StandingEvent, undoEvent } from '../events/index.ts';
import { settledBy, settledUntil } from './losses.ts';
import { type Lot, lotOf } from './lots.ts';
import { checkRoom, checkSettled, checkThere, minus, type MoveKind, writeMove } from './moving.ts';
import { roomOf } from './rooms.ts';

type Undone = Output<'storage.reverse'>;

interface StoredMove {
  readonly id: number;
  readonly no: string;
  readonly lotId: number;
  readonly roomId: number;
  readonly date: string;
  readonly kind: MoveKind;
  readonly kgMilli: number;
  readonly pieces: number;
  readonly volumeMilli: number;
  readonly pairId: number | null;
  readonly eventId: number | null;
}

const MOVE = /* sql */ `
  SELECT id, no, lot_id AS lotId, room_id AS roomId, date, kind, kg_milli AS kgMilli, pieces, volume_milli AS volumeMilli,
    pair_id AS pairId, event_id AS eventId FROM cold_move`;

/** Undoes a slip: both legs of a move between rooms, and of a loss its voucher too. */
export function reverseMove(ctx: Writing, input: Parsed<'storage.reverseMove'>): Result<Undone> {
  const { db } = ctx;
  const move = db.get<StoredMove>(`${MOVE} WHERE id = ?`, input.id);
  if (!move) return refuse('slip_unknown', '没有这张库单，请重新选择。');
  if (move.kind === 'reversal') {
    return refuse('reversal_reversed', '这一张本身就是冲销，不能再冲销。冲错了，请重新登记一张。');
  }
  if (db.get('SELECT 1 FROM cold_move WHERE reverses_id = ?', move.id)) {
    return refuse('already_reversed', `库单 ${move.no} 已经冲销过了。`);
  }
  const date = checkPastDate(input.date, ctx.today);
  if (!date.ok) return date;
  if (move.eventId !== null) return reverseEvent(ctx, { ...input, id: move.eventId });
  const firstLeg = move.pairId ?? move.id;
  const legs = db.all<StoredMove>(`${MOVE} WHERE id = ? OR pair_id = ? ORDER BY id`, firstLeg, firstLeg);
  const red = takeBack(ctx, legs, { ...input, sameDay: true });
  return red.ok ? ok({ id: red.value, voucherIds: [], warnings: [] }) : red;
}

/**
 * The red rows of a slip. One without a voucher was never true: it is taken back as of its own day. A loss with one is taken back on the day
 * its voucher is.
 */
function takeBack(
  ctx: Writing,
  legs: readonly StoredMove[],
  { date, reason, sameDay }: { date: string; reason: string; sameDay: boolean },
): Result<number> {
  const { db } = ctx;
  let firstId = 0;
  for (const leg of legs) {
    const lot = lotOf(db, leg.lotId);
    if (!lot.ok) return lot;
    const on = sameDay ? leg.date : date;
    const settled = leg.kind === 'transfer' ? ok(true) : checkSettled(lot.value, on);
    if (!settled.ok) return settled;
    const id = writeMove(ctx, lot.value, {
      no: leg.no,
      roomId: leg.roomId,
      date: on,
      kind: 'reversal',
      ...minus(leg),
      reason,
      reversesId: leg.id,
      ...(firstId === 0 ? {} : { pairId: firstId }),
    });
    if (firstId === 0) firstId = id;
  }
  for (const leg of legs) {
    const proved = provedAfter(ctx, leg, sameDay ? leg.date : date);
    if (!proved.ok) return proved;
  }
  return ok(firstId);
}

function provedAfter({ db }: Writing, leg: StoredMove, date: string): Result<true> {
  const lot: Result<Lot> = lotOf(db, leg.lotId);
  if (!lot.ok) return lot;
  const there = checkThere(db, lot.value, leg.roomId, date);
  if (!there.ok) return there;
  const room = roomOf(db, lot.value.entityId, leg.roomId);
  if (!room.ok) return room;
  // What lay there before finds its place again, even where the room has become too full meanwhile.
  const fits = checkRoom(db, { ...room.value, whenFull: 'warn' }, date);
  return fits.ok ? ok(true) : fits;
}

/** Undoes a loss, its settlement, or a fee: red vouchers, and the register as it was. */
export function reverseEvent(ctx: Writing, input: Parsed<'storage.reverse'>): Result<Undone> {
  const found = standingEvent(ctx.db, input.id, 'storage');
  if (!found.ok) return found;
  const event = found.value;
  const bar = barOf(ctx.db, event, input.date);
  if (bar !== null) return bar;
  const undone = undoEvent(ctx, event, input);
  if (!undone.ok) return undone;
  const registers = undoRegisters(ctx, event, undone.value.id, input);
  return registers.ok ? ok(undone.value) : registers;
}

/** What was recorded since and stands on it. */
function barOf(db: ReadableDb, event: StandingEvent, date: string): Result<never> | null {
  if (event.kind === 'storageLoss') return barOfLoss(db, event.id, date);
  if (event.kind !== 'storageFee') return null;
  const later = db.get<{ id: number }>(
    `SELECT later.event_id AS id FROM cold_fee f JOIN cold_fee later ON later.lot_id = f.lot_id AND later.from_date > f.to_date
     WHERE f.event_id = ? AND later.undone_by IS NULL ORDER BY later.id LIMIT 1`,
    event.id,
  );
  return later
    ? refuse('fee_built_on', `后面还有一次结算：${eventNamed(db, later.id)}。请先冲销后面的，再冲销这一次。`)
    : null;
}

/** Not while it is dealt with, nor on a day on which it still was. */
function barOfLoss(db: ReadableDb, eventId: number, date: string): Result<never> | null {
  const settled = settledBy(db, eventId);
  if (settled !== null) {
    return refuse('loss_settled', `这笔盘亏已经处理：${eventNamed(db, settled.id)}。请先冲销那一笔。`);
  }
  const until = settledUntil(db, eventId);
  if (until === null || date >= until) return null;
  const sentence = `这笔盘亏的处理是 ${until} 才冲销的，冲销盘亏不能比它早。请把日期改到 ${until} 或以后。`;
  return refuse('undone_too_early', sentence, { date: sentence });
}

function undoRegisters(
  ctx: Writing,
  event: StandingEvent,
  undoneBy: number,
  { date, reason }: { date: string; reason: string },
): Result<true> {
  const { db } = ctx;
  switch (event.kind) {
    case 'storageFee':
      db.run('UPDATE cold_fee SET undone_by = ? WHERE event_id = ?', undoneBy, event.id);
      return ok(true);
    case 'storageLossSettled':
      db.run('UPDATE cold_loss_settled SET undone_by = ? WHERE event_id = ?', undoneBy, event.id);
      return ok(true);
    default: {
      const legs = db.all<StoredMove>(`${MOVE} WHERE event_id = ? AND kind = 'loss'`, event.id);
      const red = takeBack(ctx, legs, { date, reason, sameDay: false });
      return red.ok ? ok(true) : red;
    }
  }
}
