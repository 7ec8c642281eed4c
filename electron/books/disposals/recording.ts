import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { clearingClosed, clearingProceeds, intoClearing } from '../../../shared/rules/posting/assets.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { bookedAsset, nameOf, standingCard } from '../assets/index.ts';
import { checkDay, paperNo, previewOf, registerEvent } from '../events/index.ts';
import { payerNamed } from './payer.ts';
import { planRemoval, type Removal, removalPostings, writeRemoval } from './removal.ts';
import { addStep } from './steps.ts';

type Recorded = Parsed<'disposals.record'>;

interface Plan {
  readonly removal: Removal;
  readonly clearing: readonly Posting[];
  /** With the proceeds and the closing recorded at once. */
  readonly following: readonly Posting[];
  readonly balanceFen: number;
  readonly warnings: readonly string[];
}

function plan(ctx: Reading, input: Recorded): Result<Plan> {
  const { db } = ctx;
  const card = standingCard(db, input.assetId);
  if (!card.ok) return card;
  const day = checkDay(ctx, card.value.entityId, input.date);
  if (!day.ok) return day;
  const removed = planRemoval(ctx, input.assetId, input.what, input.date);
  if (!removed.ok) return removed;
  const removal = removed.value;
  const warnings: string[] = [];
  if (card.value.isRelief && (input.approvalNo ?? '') === '') {
    warnings.push('这是扶贫项目资产，处置要按规定报批。没有填批准文号，请补齐手续。');
  }
  const netFen = removal.costFen - removal.accumulatedFen;
  if (card.value.itemId === null) {
    if (input.proceeds || input.close) {
      const sentence = `${nameOf(card.value)}是备查资产，处置收入归所有人。社里代收的请用“业务登记”记往来。`;
      return refuse('memo_proceeds', sentence, { proceeds: sentence });
    }
    warnings.push('备查资产只登记卡片，不作凭证。');
    return ok({ removal, clearing: [], following: [], balanceFen: 0, warnings });
  }
  const asset = bookedAsset(card.value);
  const following: Posting[] = [];
  let balanceFen = netFen;
  if (input.proceeds) {
    const payer = payerNamed(db, card.value.entityId, input.proceeds.payer, 'proceeds.payer');
    if (!payer.ok) return payer;
    following.push(clearingProceeds(asset, input.proceeds.amountFen, payer.value.payer));
    balanceFen -= input.proceeds.amountFen;
  }
  if (input.close && balanceFen !== 0) following.push(clearingClosed(asset, balanceFen));
  const clearing = removalPostings(removal, (one) => intoClearing(one, removal));
  if (clearing.length === 0) {
    warnings.push(`处置的部分账面价值是 0.00，只登记卡片，不作凭证。`);
  }
  return ok({
    removal,
    clearing,
    following,
    balanceFen: input.close ? 0 : balanceFen,
    warnings,
  });
}

export function previewDisposal(
  ctx: Reading,
  input: Parsed<'disposals.preview'>,
): Result<Output<'disposals.preview'>> {
  const planned = plan(ctx, input);
  if (!planned.ok) return planned;
  const { removal, clearing, following, balanceFen, warnings } = planned.value;
  return ok({
    pieces: removal.pieces,
    pieceNos: [...removal.pieceNos],
    costFen: removal.costFen,
    accumulatedFen: removal.accumulatedFen,
    netFen: removal.costFen - removal.accumulatedFen,
    monthFen: removal.month?.fen ?? 0,
    balanceFen,
    vouchers: previewOf(ctx.db, removal.life.entityId, [...clearing, ...following]),
    warnings: [...warnings],
  });
}

/** 处置: the month's depreciation where it was not run, then out of 151 and 152 into 154; what it brings and the closing, where known. */
export function recordDisposal(ctx: Writing, input: Recorded): Result<Output<'disposals.record'>> {
  const { db } = ctx;
  const planned = plan(ctx, input);
  if (!planned.ok) return planned;
  const { removal, clearing } = planned.value;
  const { life } = removal;
  const warnings = [...planned.value.warnings];
  let eventId: number | null = null;
  const voucherIds: number[] = [];
  if (clearing.length > 0) {
    const registered = registerEvent(
      ctx,
      life.entityId,
      {
        kind: 'assetCleared',
        date: input.date,
        facts: input,
        amountFen: removal.costFen,
        documentNo: paperNo(input.documentNo ?? ''),
        party: nameOf(life),
        note: input.reason,
      },
      clearing,
      input.attachments ?? 0,
    );
    if (!registered.ok) return registered;
    eventId = registered.value.id;
    voucherIds.push(...registered.value.voucherIds);
  }
  const written = writeRemoval(ctx, removal, {
    kind: 'disposed',
    eventId,
    date: input.date,
    note: input.reason,
  });
  const id = insert(ctx, input, removal, eventId, written.termsId);
  for (const moveId of written.moveIds) {
    db.run('INSERT INTO disposal_move (move_id, disposal_id) VALUES (?, ?)', moveId, id);
  }
  if (input.proceeds) {
    const { amountFen, payer } = input.proceeds;
    const step = addStep(ctx, { id, date: input.date, kind: 'proceeds', amountFen, payer });
    if (!step.ok) return step;
    voucherIds.push(...step.value.voucherIds);
    warnings.push(...step.value.warnings);
  }
  if (input.close && life.itemId !== null) {
    const step = addStep(ctx, { id, date: input.date, kind: 'close', ifAny: true });
    if (!step.ok) return step;
    voucherIds.push(...step.value.voucherIds);
  }
  return ok({ id, eventId, voucherIds, warnings });
}

function insert(
  ctx: Writing,
  input: Recorded,
  { life, pieces, costFen, accumulatedFen }: Removal,
  eventId: number | null,
  termsId: number | null,
): number {
  return ctx.db.run(
    `INSERT INTO asset_disposal (entity_id, asset_id, date, way, reason, approval_no, note, pieces, cost_fen, accumulated_fen, terms_id, event_id,
       operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    life.entityId,
    life.id,
    input.date,
    input.way,
    input.reason,
    input.approvalNo ?? '',
    input.note ?? '',
    pieces,
    costFen,
    accumulatedFen,
    termsId,
    eventId,
    ctx.operator,
    ctx.now,
  ).lastId;
}
