import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { checkDay, eventNamed, standingEvent, undoEvent } from '../events/index.ts';
import { disposalById, type StoredDisposal } from './steps.ts';
import { barToMoves, undoRemoval } from './undoing.ts';

/** 冲销: the newest step that stands, the disposal itself last. */
export function reverseDisposal(
  ctx: Writing,
  input: Parsed<'disposals.reverse'>,
): Result<Output<'disposals.reverse'>> {
  const { db } = ctx;
  const disposal = disposalById(db, input.id);
  if (!disposal) return refuse('disposal_unknown', '没有这笔处置，请回到列表重新选择。');
  if (disposal.undoneOn !== null) {
    return refuse('already_reversed', `这笔处置已经在 ${disposal.undoneOn} 冲销过了。`);
  }
  const newest = db.get<{ id: number; eventId: number }>(
    'SELECT id, event_id AS eventId FROM disposal_step WHERE disposal_id = ? AND undone_on IS NULL ORDER BY id DESC LIMIT 1',
    disposal.id,
  );
  const expected = newest?.eventId ?? disposal.eventId;
  if (input.eventId !== expected) {
    return refuse(
      'reversal_order',
      expected === null
        ? '这笔处置没有凭证，请刷新后再冲销。'
        : `清理从最后一步开始冲销。请先冲销 ${eventNamed(db, expected)}。`,
    );
  }
  return newest ? reverseStep(ctx, disposal, newest, input) : reverseRemoval(ctx, disposal, input);
}

type Undoing = Pick<Parsed<'disposals.reverse'>, 'date' | 'reason'>;

function reverseStep(
  ctx: Writing,
  disposal: StoredDisposal,
  step: { readonly id: number; readonly eventId: number },
  { date, reason }: Undoing,
): Result<Output<'disposals.reverse'>> {
  const event = standingEvent(ctx.db, step.eventId, 'assets');
  if (!event.ok) return event;
  const undone = undoEvent(ctx, event.value, { date, reason });
  if (!undone.ok) return undone;
  ctx.db.run('UPDATE disposal_step SET undone_on = ? WHERE id = ?', date, step.id);
  const { id: eventId, voucherIds, warnings } = undone.value;
  return ok({ id: disposal.id, eventId, voucherIds, warnings });
}

function reverseRemoval(
  ctx: Writing,
  disposal: StoredDisposal,
  { date, reason }: Undoing,
): Result<Output<'disposals.reverse'>> {
  const { db } = ctx;
  const moveIds = db
    .all<{ id: number }>('SELECT move_id AS id FROM disposal_move WHERE disposal_id = ?', disposal.id)
    .map((one) => one.id);
  const bar = barToMoves(db, moveIds, disposal.termsId, date);
  if (bar) return bar;
  let reversalId: number | null = null;
  let voucherIds: number[] = [];
  let warnings: string[] = [];
  if (disposal.eventId === null) {
    if (date < disposal.date) {
      const sentence = `冲销日期不能早于处置的日期 ${disposal.date}。`;
      return refuse('reversal_too_early', sentence, { date: sentence });
    }
    const day = checkDay(ctx, disposal.entityId, date);
    if (!day.ok) return day;
  } else {
    const event = standingEvent(db, disposal.eventId, 'assets');
    if (!event.ok) return event;
    const undone = undoEvent(ctx, event.value, { date, reason });
    if (!undone.ok) return undone;
    reversalId = undone.value.id;
    ({ voucherIds, warnings } = undone.value);
  }
  undoRemoval(
    ctx,
    { moveIds, termsId: disposal.termsId, eventId: disposal.eventId },
    { date, reason, reversalId },
  );
  db.run('UPDATE asset_disposal SET undone_on = ? WHERE id = ?', date, disposal.id);
  return ok({ id: disposal.id, eventId: reversalId, voucherIds, warnings });
}
