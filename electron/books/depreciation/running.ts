import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { CHARGED_TO } from '../../../shared/rules/posting/assets.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { accountByCode } from '../accounts/index.ts';
import { insertMove } from '../assets/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { checkDay, previewOf, registerEvent } from '../events/index.ts';
import { type Charge, planRun, type RunPlan } from './planning.ts';

export function previewRun(
  ctx: Reading,
  input: Parsed<'depreciation.preview'>,
): Result<Output<'depreciation.preview'>> {
  const cooperative = cooperativeOf(ctx.db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const planned = planRun(ctx, entityId, input.period, input.worked ?? []);
  if (!planned.ok) return planned;
  const { period, date, rows, bookedFen, registeredFen, posting, problem, earlierPeriod, warnings } =
    planned.value;
  return ok({
    period,
    date,
    rows: [...rows],
    bookedFen,
    registeredFen,
    byAccount: byAccount(ctx.db, entityId, planned.value),
    vouchers: bookedFen === 0 ? [] : previewOf(ctx.db, entityId, [posting]),
    problem: problem?.sentence ?? null,
    earlierPeriod,
    warnings: [...warnings],
  });
}

function byAccount(
  db: ReadableDb,
  entityId: number,
  { charges }: RunPlan,
): Output<'depreciation.preview'>['byAccount'] {
  return [
    ...Map.groupBy(
      charges.filter((one) => one.card.itemId !== null),
      (one) => one.card.use,
    ),
  ]
    .map(([use, of]) => ({
      account: CHARGED_TO[use].account,
      accountName: accountByCode(db, entityId, CHARGED_TO[use].account)?.name ?? '',
      use,
      cards: new Set(of.map((one) => one.card.id)).size,
      fen: of.reduce((sum, one) => sum + one.fen, 0),
    }))
    .sort((a, b) => a.account.localeCompare(b.account));
}

/** 计提折旧: one event with one voucher for the cards in the books; those of 备查 on their cards only. */
export function runDepreciation(
  ctx: Writing,
  input: Parsed<'depreciation.run'>,
): Result<Output<'depreciation.run'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const planned = planRun(ctx, entityId, input.period, input.worked ?? []);
  if (!planned.ok) return planned;
  const { period, date, problem, charges, posting, bookedFen, registeredFen, warnings } = planned.value;
  if (problem !== null) return refuse(problem.code, problem.sentence, { period: problem.sentence });
  const day = checkDay(ctx, entityId, date);
  if (!day.ok) return day;
  let eventId: number | null = null;
  let voucherIds: number[] = [];
  if (bookedFen > 0) {
    const registered = registerEvent(
      ctx,
      entityId,
      {
        kind: 'depreciated',
        date,
        facts: { period, worked: input.worked ?? [] },
        amountFen: bookedFen,
        documentNo: '',
        party: '',
        note: input.note ?? '',
      },
      [posting],
    );
    if (!registered.ok) return registered;
    eventId = registered.value.id;
    voucherIds = registered.value.voucherIds;
  }
  const id = insertRun(ctx, { entityId, period, date, eventId });
  for (const charge of charges) {
    const moveId = writeCharge(db, charge, { date, eventId });
    db.run('INSERT INTO depreciation_charge (move_id, run_id) VALUES (?, ?)', moveId, id);
  }
  return ok({
    id,
    period,
    date,
    eventId,
    voucherIds,
    cards: new Set(charges.map((one) => one.card.id)).size,
    bookedFen,
    registeredFen,
    warnings: [...warnings],
  });
}

/** A month's charge onto its card; of 备查 without event. */
export function writeCharge(
  db: WritableDb,
  { card, period, fen, unitsMilli }: Charge,
  by: { readonly date: string; readonly eventId: number | null },
): number {
  return insertMove(db, card, {
    kind: 'depreciated',
    date: by.date,
    costFen: 0,
    accumulatedFen: fen,
    pieces: 0,
    period,
    unitsMilli,
    eventId: card.itemId === null ? null : by.eventId,
  });
}

function insertRun(
  ctx: Writing,
  run: { entityId: number; period: string; date: string; eventId: number | null },
): number {
  return ctx.db.run(
    `INSERT INTO depreciation_run (entity_id, period, date, event_id, operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?)`,
    run.entityId,
    run.period,
    run.date,
    run.eventId,
    ctx.operator,
    ctx.now,
  ).lastId;
}
