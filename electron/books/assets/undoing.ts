import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { checkPastDate } from '../entities/index.ts';
import { standingEvent, undoEvent } from '../events/index.ts';
import { booksBegin, dropOpening } from '../vouchers/index.ts';
import { type Card, type CardsPast, nameOf, standingCard } from './card.ts';
import { changeState, latestMove, logChange, undoMoves, undoMovesOf, undoTermsOf } from './moves.ts';

interface Coming {
  readonly id: number;
  readonly eventId: number | null;
  readonly shareId: number | null;
  readonly inBooks: number;
  /** 备查 before it was booked. */
  readonly wasMemo: number;
}

/** How a card came in: the move that stands. */
function comingOf(db: ReadableDb, assetId: number): Coming {
  const row = db.get<Coming>(
    `SELECT id, event_id AS eventId, share_id AS shareId, in_books AS inBooks,
       in_books = 1 AND EXISTS (SELECT 1 FROM asset_move m WHERE m.asset_id = asset_move.asset_id AND m.kind = 'acquired' AND m.in_books = 0) AS wasMemo
     FROM asset_move WHERE asset_id = ? AND kind IN ('acquired', 'found') AND is_undone = 0 ORDER BY id DESC LIMIT 1`,
    assetId,
  );
  invariant(row !== undefined, 'a card that stands has come in');
  return row;
}

/** Why how a card came in can't be undone here, or null. */
export function barToReversal(db: ReadableDb, card: Card): Result<never> | null {
  const coming = comingOf(db, card.id);
  if (coming.shareId !== null) {
    return refuse(
      'asset_of_share',
      `${nameOf(card)} 是社员实物出资来的，请到“社员与股金”冲销那笔入股，卡片一起撤销。`,
    );
  }
  if (coming.inBooks === 1 && coming.eventId === null) {
    return refuse(
      'asset_of_older_file',
      `${nameOf(card)} 由旧账的余额转来，凭证在旧账里，不能在这里冲销。请用处置登记。`,
    );
  }
  if (coming.eventId !== null) {
    const standing = standingEvent(db, coming.eventId, 'assets');
    if (!standing.ok) return standing;
    if (standing.value.kind === 'assetFound') {
      return refuse('asset_found', `${nameOf(card)} 是盘点盘盈的，请到“盘点”冲销。`);
    }
  }
  const later = latestMove(
    db,
    card.id,
    coming.eventId === null ? { depreciation: false } : { eventId: coming.eventId },
  );
  if (!later) return null;
  return refuse('asset_built_on', `${nameOf(card)} ${later}，请先冲销后面的登记，再冲销取得。`);
}

/** 红字冲销 of how a card came in. Its number is free again; one that was 备查 before it was booked is 备查 again. */
export function reverseAsset(
  ctx: Writing,
  input: Parsed<'assets.reverse'>,
): Result<Output<'assets.reverse'>> {
  const { db } = ctx;
  const found = standingCard(db, input.id);
  if (!found.ok) return found;
  const card = found.value;
  const bar = barToReversal(db, card);
  if (bar) return bar;
  const coming = comingOf(db, card.id);
  if (coming.eventId === null) return takeOff(ctx, card, input);
  const event = standingEvent(db, coming.eventId, 'assets');
  if (!event.ok) return event;
  // What came in before the books lies in the openings, and is taken out of them.
  const isBefore = !booksBegin(db, card.entityId, event.value.date);
  const date = isBefore ? event.value.date : input.date;
  const undone = undoEvent(ctx, event.value, { date, reason: input.reason });
  if (!undone.ok) return undone;
  const { id, voucherIds, warnings } = undone.value;
  undoMovesOf(db, coming.eventId, { eventId: id, date });
  undoTermsOf(db, coming.eventId, id);
  if (isBefore) dropOpening(db, card.entityId);
  if (coming.wasMemo === 1) {
    // Files of an earlier form of this event kept only the item.
    const { before } = JSON.parse(event.value.facts) as { before?: CardsPast };
    const past = before ?? card;
    db.run(
      `UPDATE asset_card SET item_id = NULL, owner_kind = ?, owner = ?, control_contract = ?, acquisition = ?, document_no = ? WHERE id = ?`,
      past.ownerKind,
      past.owner,
      past.controlContract,
      past.acquisition,
      past.documentNo,
      card.id,
    );
    registerAgain(db, card.id, coming.id, date);
    logChange(
      ctx,
      { assetId: card.id, pieceId: null, before: '入账' },
      { field: 'standing', value: '备查', date: input.date, note: input.reason },
    );
  } else {
    markUndone(ctx, card, input);
  }
  return ok({ id, voucherIds, warnings });
}

/**
 * What was registered of a card when it was booked stands again, one by one, from the day the booking is undone: so what happened to it
 * before (改建, 处置, 盘亏) can be undone after.
 */
function registerAgain(db: WritableDb, assetId: number, bookedId: number, date: string): void {
  // Booking undid all that stood, the coming in first.
  const moves = db.all<{ id: number }>(
    `SELECT r.reverses_id AS id FROM asset_move r WHERE r.asset_id = ? AND r.kind = 'reversal' AND r.id < ? AND r.id >= (
       SELECT MAX(f.id) FROM asset_move f JOIN asset_move a ON a.id = f.reverses_id AND a.kind = 'acquired' AND a.in_books = 0
       WHERE f.asset_id = ? AND f.id < ?) ORDER BY r.id`,
    assetId,
    bookedId,
    assetId,
    bookedId,
  );
  for (const { id } of moves) {
    const again = db.run(
      `INSERT INTO asset_move (asset_id, piece_id, date, kind, cost_fen, accumulated_fen, pieces, period, units_milli, in_books)
       SELECT asset_id, piece_id, ?, kind, cost_fen, accumulated_fen, pieces, period, units_milli, 0 FROM asset_move WHERE id = ?`,
      date,
      id,
    ).lastId;
    db.run('UPDATE depreciation_charge SET move_id = ? WHERE move_id = ?', again, id);
    db.run('UPDATE asset_improvement SET move_id = ? WHERE move_id = ?', again, id);
    db.run('UPDATE disposal_move SET move_id = ? WHERE move_id = ?', again, id);
    db.run('UPDATE stocktake_move SET move_id = ? WHERE move_id = ?', again, id);
  }
}

/** 备查 is taken off the register: no voucher, and so no event. */
function takeOff(
  ctx: Writing,
  card: Card,
  input: Parsed<'assets.reverse'>,
): Result<Output<'assets.reverse'>> {
  const date = checkPastDate(input.date, ctx.today);
  if (!date.ok) return date;
  if (input.date < card.acquiredOn) {
    const sentence = `撤销日期不能早于取得日 ${card.acquiredOn}。`;
    return refuse('reversal_too_early', sentence, { date: sentence });
  }
  const moves = ctx.db.all<{ id: number; assetId: number }>(
    `SELECT id, asset_id AS assetId FROM asset_move WHERE asset_id = ? AND kind <> 'reversal' AND is_undone = 0 ORDER BY id`,
    card.id,
  );
  undoMoves(ctx.db, moves, input.date, null);
  markUndone(ctx, card, input);
  return ok({ id: card.id, voucherIds: [], warnings: [] });
}

/** Nothing stands of the card any more, and its number is free. */
export function markUndone(
  ctx: Writing,
  card: Card,
  { date, reason }: { date: string; reason: string },
): void {
  changeState(ctx, { assetId: card.id, pieceId: null }, 'gone', date, `冲销：${reason}`);
  ctx.db.run('UPDATE asset_card SET undone_on = ? WHERE id = ?', date, card.id);
}

/** The card of what a member brought as a share goes with the share, when that is undone. */
export function undoContributedAsset(
  ctx: Writing,
  shareId: number,
  undoing: { readonly shareId: number; readonly date: string; readonly reason: string },
): Result<null> {
  const move = ctx.db.get<{ id: number; assetId: number }>(
    `SELECT id, asset_id AS assetId FROM asset_move WHERE share_id = ? AND kind <> 'reversal' AND is_undone = 0`,
    shareId,
  );
  if (!move) return ok(null);
  const found = standingCard(ctx.db, move.assetId);
  if (!found.ok) return found;
  const later = latestMove(ctx.db, move.assetId, { shareId });
  if (later) {
    return refuse(
      'asset_built_on',
      `出资的${nameOf(found.value)} ${later}，请先到“固定资产”冲销后面的登记，再冲销这笔入股。`,
    );
  }
  undoMoves(ctx.db, [move], undoing.date, null, undoing.shareId);
  markUndone(ctx, found.value, undoing);
  return ok(null);
}

/** The same of an older event of 业务登记 that bought or was given an asset: what it moved of cards goes with it. */
export function undoBusinessAssets(
  ctx: Writing,
  eventId: number,
  undoing: { readonly eventId: number; readonly date: string; readonly reason: string },
): Result<null> {
  const cards = ctx.db.all<{ id: number }>(
    `SELECT DISTINCT asset_id AS id FROM asset_move WHERE event_id = ? AND kind <> 'reversal' AND is_undone = 0`,
    eventId,
  );
  for (const { id } of cards) {
    const found = standingCard(ctx.db, id);
    if (!found.ok) return found;
    const later = latestMove(ctx.db, id, { eventId });
    if (later) {
      return refuse(
        'event_built_on',
        `${nameOf(found.value)} ${later}，请先到“固定资产”冲销后面的登记，再冲销这笔业务。`,
      );
    }
    undoMovesOf(ctx.db, eventId, undoing);
    markUndone(ctx, found.value, undoing);
  }
  return ok(null);
}
