import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { markUndone, standingCard, undoMoves, undoTermsOf } from '../assets/index.ts';
import { barToMoves, undoRemoval } from '../disposals/index.ts';
import { checkDay, standingEvent, undoEvent } from '../events/index.ts';
import { type State, type Stored, stocktakeById } from './sheets.ts';

type Undoing = Parsed<'stocktakes.reverse'>;
interface Undone {
  readonly eventId: number;
  readonly voucherIds: number[];
  readonly warnings: string[];
}

/** Undoes the newest step: what was approved, then what was booked; the sheet can then be counted again. */
export function reverseStocktake(ctx: Writing, input: Undoing): Result<Output<'stocktakes.reverse'>> {
  const stored = stocktakeById(ctx.db, input.id);
  if (!stored.ok) return stored;
  const sheet = stored.value;
  if (sheet.state !== 'booked' && sheet.state !== 'settled') {
    return refuse('nothing_booked', '这张盘点表还没有入账，没有可冲销的。');
  }
  const since = sheet.settledOn ?? sheet.bookedOn ?? sheet.date;
  if (input.date < since) {
    const sentence = `冲销日期不能早于 ${since}。`;
    return refuse('reversal_too_early', sentence, { date: sentence });
  }
  const day = checkDay(ctx, sheet.entityId, input.date);
  if (!day.ok) return day;
  const differs = hasMoves(ctx, sheet);
  return sheet.state === 'settled' && differs
    ? undoSettling(ctx, sheet, input)
    : undoBooking(ctx, sheet, input);
}

function hasMoves({ db }: Writing, { id }: Stored): boolean {
  return db.get('SELECT 1 FROM stocktake_move WHERE stocktake_id = ? LIMIT 1', id) !== undefined;
}

function undo(ctx: Writing, eventId: number | null, { date, reason }: Undoing): Result<Undone | null> {
  if (eventId === null) return ok(null);
  const event = standingEvent(ctx.db, eventId, 'assets');
  if (!event.ok) return event;
  const undone = undoEvent(ctx, event.value, { date, reason });
  if (!undone.ok) return undone;
  const { id, voucherIds, warnings } = undone.value;
  return ok({ eventId: id, voucherIds, warnings });
}

function undoSettling(ctx: Writing, sheet: Stored, input: Undoing): Result<Output<'stocktakes.reverse'>> {
  const undone = undo(ctx, sheet.settleEventId, input);
  if (!undone.ok) return undone;
  ctx.db.run("UPDATE stocktake_line SET paid_fen = 0, payer_name = '' WHERE stocktake_id = ?", sheet.id);
  ctx.db.run(
    `UPDATE stocktake SET state = 'booked', settled_on = NULL, settle_event_id = NULL, approval_no = '', approved_on = NULL WHERE id = ?`,
    sheet.id,
  );
  return ok(written(sheet, 'booked', [undone.value]));
}

function undoBooking(ctx: Writing, sheet: Stored, input: Undoing): Result<Output<'stocktakes.reverse'>> {
  const { db } = ctx;
  const moves = db.all<{ id: number; assetId: number; isFound: number; termsId: number | null }>(
    `SELECT m.id, m.asset_id AS assetId, m.kind = 'found' AS isFound, l.terms_id AS termsId
     FROM stocktake_move s JOIN asset_move m ON m.id = s.move_id
       LEFT JOIN stocktake_line l ON l.stocktake_id = s.stocktake_id AND l.asset_id = m.asset_id
     WHERE s.stocktake_id = ? ORDER BY m.id`,
    sheet.id,
  );
  const cards = Map.groupBy(moves, (one) => one.assetId);
  for (const own of cards.values()) {
    const bar = barToMoves(
      db,
      own.map((one) => one.id),
      own[0]?.termsId ?? null,
      input.date,
    );
    if (bar) return bar;
  }
  const missing = undo(ctx, sheet.missingEventId, input);
  if (!missing.ok) return missing;
  const found = undo(ctx, sheet.foundEventId, input);
  if (!found.ok) return found;
  for (const [assetId, own] of cards) {
    if (own[0]?.isFound === 1) {
      undoMoves(db, own, input.date, found.value?.eventId ?? null);
      const card = standingCard(db, assetId);
      if (!card.ok) return card;
      markUndone(ctx, card.value, input);
      continue;
    }
    const isBooked = db.get<{ inBooks: number }>(
      'SELECT in_books AS inBooks FROM asset_move WHERE id = ?',
      own[0]!.id,
    );
    const eventId = isBooked?.inBooks === 1 ? sheet.missingEventId : null;
    const reversalId = eventId === null ? null : (missing.value?.eventId ?? null);
    undoRemoval(
      ctx,
      { moveIds: own.map((one) => one.id), termsId: own[0]?.termsId ?? null, eventId },
      { date: input.date, reason: input.reason, reversalId },
    );
  }
  if (sheet.foundEventId !== null && found.value !== null)
    undoTermsOf(db, sheet.foundEventId, found.value.eventId);
  db.run(
    'UPDATE stocktake_line SET missing_cost_fen = 0, missing_accumulated_fen = 0, terms_id = NULL WHERE stocktake_id = ?',
    sheet.id,
  );
  db.run('UPDATE stocktake_found SET asset_id = NULL WHERE stocktake_id = ?', sheet.id);
  db.run('DELETE FROM stocktake_move WHERE stocktake_id = ?', sheet.id);
  db.run(
    `UPDATE stocktake SET state = 'counted', booked_on = NULL, missing_event_id = NULL, found_event_id = NULL, settled_on = NULL WHERE id = ?`,
    sheet.id,
  );
  return ok(written(sheet, 'counted', [missing.value, found.value]));
}

function written(
  sheet: Stored,
  state: State,
  undone: readonly (Undone | null)[],
): Output<'stocktakes.reverse'> {
  const done = undone.flatMap((one) => one ?? []);
  return {
    id: sheet.id,
    state,
    voucherIds: done.flatMap((one) => one.voucherIds),
    warnings: done.flatMap((one) => one.warnings),
  };
}
