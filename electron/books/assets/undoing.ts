import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkPastDate } from '../entities/index.ts';
import { standingEvent, undoEvent } from '../events/index.ts';
import { booksBegin, dropOpening } from '../vouchers/index.ts';
import { type Card, type CardsPast, nameOf, standingCard } from './card.ts';
import {
  changeState,
  insertMove,
  latestMove,
  logChange,
  undoMoves,
  undoMovesOf,
  undoTermsOf,
} from './moves.ts';

interface Coming {
  readonly id: number;
  readonly eventId: number | null;
  readonly shareId: number | null;
  readonly inBooks: number;
  readonly costFen: number;
  readonly pieces: number;
}

/** How a card came in: the move that stands. */
function comingOf(db: ReadableDb, assetId: number): Coming {
  const row = db.get<Coming>(
    `SELECT id, event_id AS eventId, share_id AS shareId, in_books AS inBooks, cost_fen AS costFen, pieces FROM asset_move
     WHERE asset_id = ? AND kind IN ('acquired', 'found') AND is_undone = 0 ORDER BY id DESC LIMIT 1`,
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
  const memo = db.get<{ date: string }>(
    `SELECT date FROM asset_move WHERE asset_id = ? AND kind = 'acquired' AND in_books = 0 ORDER BY id LIMIT 1`,
    card.id,
  );
  if (memo) {
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
    insertMove(
      db,
      { id: card.id, itemId: null },
      {
        ...{
          kind: 'acquired',
          date: memo.date,
          costFen: coming.costFen,
          accumulatedFen: 0,
          pieces: coming.pieces,
        },
        eventId: null,
      },
    );
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
