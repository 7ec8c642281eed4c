import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { eventNamed, previewOf, registerEvent, standingEvent, undoEvent } from '../events/index.ts';
import { batchById, titleOf } from './batch.ts';
import { insertLoss, reverseLoss } from './losing.ts';
import { clearGreenhouses, undoStep } from './placing.ts';
import { plan, type Plan } from './planning.ts';
import { proveBags } from './proving.ts';
import type { CostRow, ProductionEvent } from './resolved.ts';

/** Records what happened to a batch, with its vouchers and in its registers. */
export function recordProduction(
  ctx: Writing,
  input: Parsed<'production.record'>,
): Result<Output<'production.record'>> {
  const cooperative = cooperativeOf(ctx.db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const planned = plan(ctx, entityId, input);
  if (!planned.ok) return planned;
  const { postings, amountFen, party, documentNo, warnings } = planned.value;
  const { date, note } = input;
  const event = { kind: input.event.kind, facts: input.event, date, note, amountFen, party, documentNo };
  const registered = registerEvent(ctx, entityId, event, postings, input.attachments);
  if (!registered.ok) return registered;
  writeRegisters(ctx, entityId, registered.value.id, date, planned.value);
  return ok({ ...registered.value, warnings: [...warnings, ...paperWarnings(documentNo, input)] });
}

/** Outside papers only: what the cooperative writes itself (领料单, 采收单) is asked for by nobody else. */
function paperWarnings(documentNo: string, { attachments, event }: Parsed<'production.record'>): string[] {
  return documentNo === '' && attachments === 0 && event.kind === 'bagCost'
    ? ['没有填单据号，也没有附单据。除结账和更正错账外，记账凭证应附原始凭证。']
    : [];
}

function writeRegisters(ctx: Writing, entityId: number, eventId: number, date: string, planned: Plan): void {
  const { db } = ctx;
  for (const row of planned.costs) insertCost(ctx, eventId, date, row);
  const { harvest, loss, drying } = planned;
  if (harvest) {
    const { lastId: harvestId } = db.run(
      `INSERT INTO bag_harvest (batch_id, event_id, date, flush_no, is_last, weight_milli, cost_fen) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      harvest.batch.id,
      eventId,
      date,
      harvest.flushNo,
      harvest.isLast ? 1 : 0,
      harvest.weightMilli,
      harvest.costFen,
    );
    for (const { greenhouse, milli } of harvest.places) {
      db.run(
        'INSERT INTO bag_harvest_place (harvest_id, greenhouse, weight_milli) VALUES (?, ?, ?)',
        harvestId,
        greenhouse,
        milli,
      );
    }
    if (harvest.isLast) clearGreenhouses(ctx, harvest.batch.id, date, harvestId);
  }
  if (loss) {
    const { batch, ...rest } = loss;
    insertLoss(ctx, { ...rest, batchId: batch.id, eventId, date, isNormal: false });
  }
  if (drying) {
    db.run(
      `INSERT INTO drying_run (entity_id, event_id, date, fresh_product, fresh_milli, fresh_fen, dry_product, dry_milli, other_fen)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entityId,
      eventId,
      date,
      drying.freshProduct,
      drying.freshMilli,
      drying.freshFen,
      drying.dryProduct,
      drying.dryMilli,
      drying.otherFen,
    );
  }
}

function insertCost(ctx: Writing, eventId: number, date: string, row: CostRow): void {
  ctx.db.run(
    'INSERT INTO bag_cost (batch_id, event_id, date, kind, what, quantity_milli, fen) VALUES (?, ?, ?, ?, ?, ?, ?)',
    row.batchId,
    eventId,
    date,
    row.kind,
    row.what,
    row.quantityMilli ?? null,
    row.fen,
  );
}

/** What recording would write, or why it can't. */
export function previewProduction(
  ctx: Reading,
  input: Parsed<'production.preview'>,
): Result<Output<'production.preview'>> {
  const cooperative = cooperativeOf(ctx.db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const planned = plan(ctx, entityId, input);
  if (!planned.ok) return planned;
  const { postings, amountFen, warnings, explanation = [], shares = [] } = planned.value;
  return ok({
    vouchers: previewOf(ctx.db, entityId, postings),
    amountFen,
    explanation: [...explanation],
    shares: [...shares],
    warnings: [...warnings],
  });
}

/** Undoes an event: its vouchers and its rows in red. What was drawn from a batch since stands on it, and is undone first. */
export function reverseProduction(
  ctx: Writing,
  input: Parsed<'production.reverse'>,
): Result<Output<'production.reverse'>> {
  const { db } = ctx;
  const found = standingEvent(db, input.id, 'production');
  if (!found.ok) return found;
  const event = found.value;
  const built = builtOn(db, event.id, JSON.parse(event.facts) as ProductionEvent, input.date);
  if (built) return built;
  const undone = undoEvent(ctx, event, { date: input.date, reason: input.reason });
  if (!undone.ok) return undone;
  const registers = undoRegisters(ctx, event.id, undone.value.id, input.date);
  return registers.ok ? ok(undone.value) : registers;
}

/** A later harvest or loss of the same batch was computed from what stood on it; a loss that was dealt with is no longer pending. */
function builtOn(
  db: ReadableDb,
  eventId: number,
  facts: ProductionEvent,
  date: string,
): Result<never> | null {
  if (facts.kind === 'bagLossSettled' || facts.kind === 'drying') return null;
  const later = db.get<{ batchId: number; eventId: number }>(
    `SELECT later.batch_id AS batchId, later.event_id AS eventId FROM bag_cost own
       JOIN bag_cost later ON later.batch_id = own.batch_id AND later.id > own.id AND later.event_id <> own.event_id
     WHERE own.event_id = ? AND later.kind IN ('harvest', 'loss', 'tail') AND later.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM bag_cost red WHERE red.reverses_id = later.id) ORDER BY later.id DESC LIMIT 1`,
    eventId,
  );
  if (later) {
    const batch = batchById(db, later.batchId)!;
    return refuse(
      'event_built_on',
      `批次“${titleOf(batch)}”后来的 ${eventNamed(db, later.eventId)}是按这一笔算的。请从最后一笔起，先冲销后面的。`,
    );
  }
  return facts.kind === 'bagLoss' ? barFromSettled(db, eventId, date) : null;
}

/** A loss is not undone while it is dealt with, nor on a day on which it still was. */
function barFromSettled(db: ReadableDb, eventId: number, date: string): Result<never> | null {
  const settled = db.get<{ id: number; undoneOn: string | null }>(
    `SELECT s.id, r.date AS undoneOn FROM business_event s JOIN bag_loss l ON l.event_id = ? AND s.facts ->> '$.lossId' = l.id
       LEFT JOIN business_event r ON r.reverses_id = s.id
     WHERE s.kind = 'bagLossSettled' AND s.reverses_id IS NULL
     ORDER BY r.date IS NOT NULL, r.date DESC LIMIT 1`,
    eventId,
  );
  if (!settled) return null;
  const { undoneOn } = settled;
  if (undoneOn === null) {
    return refuse('event_built_on', `这笔损失已经由 ${eventNamed(db, settled.id)}处理，请先冲销处理。`);
  }
  if (date >= undoneOn) return null;
  const sentence = `这笔损失的处理是 ${undoneOn} 才冲销的，冲销损失不能比它早。请把日期改到 ${undoneOn} 或以后。`;
  return refuse('undone_too_early', sentence, { date: sentence });
}

function undoRegisters(ctx: Writing, eventId: number, reversalId: number, date: string): Result<null> {
  const { db } = ctx;
  db.run(
    `INSERT INTO bag_cost (batch_id, event_id, date, kind, what, quantity_milli, fen, reverses_id)
     SELECT batch_id, ?, ?, kind, what, 0 - quantity_milli, 0 - fen, id FROM bag_cost WHERE event_id = ? ORDER BY id`,
    reversalId,
    date,
    eventId,
  );
  db.run(
    `INSERT INTO drying_run (entity_id, event_id, date, fresh_product, fresh_milli, fresh_fen, dry_product, dry_milli, other_fen, reverses_id)
     SELECT entity_id, ?, ?, fresh_product, 0 - fresh_milli, 0 - fresh_fen, dry_product, 0 - dry_milli, 0 - other_fen, id
     FROM drying_run WHERE event_id = ?`,
    reversalId,
    date,
    eventId,
  );
  const harvest = db.get<{ id: number; batchId: number }>(
    'SELECT id, batch_id AS batchId FROM bag_harvest WHERE event_id = ?',
    eventId,
  );
  if (harvest) return undoHarvest(ctx, harvest, reversalId, date);
  if (db.get('SELECT 1 FROM bag_loss WHERE event_id = ?', eventId)) {
    const undone = reverseLoss(ctx, eventId, reversalId);
    return undone.ok ? ok(null) : undone;
  }
  return ok(null);
}

function undoHarvest(
  ctx: Writing,
  harvest: { id: number; batchId: number },
  reversalId: number,
  date: string,
): Result<null> {
  const { db } = ctx;
  const { lastId: redId } = db.run(
    `INSERT INTO bag_harvest (batch_id, event_id, date, flush_no, is_last, weight_milli, cost_fen, reverses_id)
     SELECT batch_id, ?, ?, flush_no, is_last, 0 - weight_milli, 0 - cost_fen, id FROM bag_harvest WHERE id = ?`,
    reversalId,
    date,
    harvest.id,
  );
  db.run(
    `INSERT INTO bag_harvest_place (harvest_id, greenhouse, weight_milli)
     SELECT ?, greenhouse, 0 - weight_milli FROM bag_harvest_place WHERE harvest_id = ?`,
    redId,
    harvest.id,
  );
  const cleared = db.get<{ stepId: number }>(
    'SELECT step_id AS stepId FROM bag_place WHERE harvest_id = ? ORDER BY id LIMIT 1',
    harvest.id,
  );
  if (cleared) undoStep(ctx, cleared.stepId);
  return proveBags(db, harvest.batchId);
}
