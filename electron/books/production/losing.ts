import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { bagsLost, type Compensation, lossSettled } from '../../../shared/rules/posting/production.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { lossCost } from '../../../shared/rules/production.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkPastDate } from '../entities/index.ts';
import { memberById } from '../shares/index.ts';
import { balanceOn, barTo, type Batch, batchById, titleOf } from './batch.ts';
import { greenhouseNo } from './occupancy.ts';
import { type Asked, type Of, openBatch, type Resolved } from './resolved.ts';
import { takeLost, undoStep } from './placing.ts';
import { proveBags } from './proving.ts';

type Approved = Of<'bagLossSettled'>['approved'];

/** 非正常损失: the lost bags' part of the cost goes to 181, and with approval on to who pays for it and 529. */
export function planLoss(asked: Asked, event: Of<'bagLoss'>): Result<Resolved> {
  const { db } = asked.ctx;
  const found = openBatch(asked, event.batchId);
  if (!found.ok) return found;
  const batch = found.value;
  if (event.bags > batch.bagsLeft) return tooMany(batch, event.bags);
  const greenhouse = greenhouseNo(event.greenhouse);
  const { date } = asked;
  const proved = proveBags(db, batch.id, [lostFrom(greenhouse, date, event.bags)]);
  if (!proved.ok) return proved;
  const { fen: balanceFen } = balanceOn(db, batch, date);
  if (balanceFen <= 0) {
    const sentence = `批次“${titleOf(batch)}”在 ${date} 还没有成本，损失的菌袋按“正常损耗”登记就行。`;
    return refuse('batch_without_cost', sentence, { batchId: sentence });
  }
  const bagsThen = bagsLeftOn(db, batch, date);
  if (event.bags === batch.bagsLeft && bagsThen > batch.bagsLeft) {
    const sentence = `批次“${titleOf(batch)}”在 ${date} 有 ${bagsThen} 袋，以后又登记了正常损耗，现在只剩 ${batch.bagsLeft} 袋：都损失了，余下的成本就没有菌袋承担。请先撤销 ${date} 以后的正常损耗，再按当天的袋数登记。`;
    return refuse('loss_before_normal', sentence, { bags: sentence });
  }
  const fen = lossCost(balanceFen, event.bags, bagsThen);
  if (fen === 0) {
    const sentence = '损失的部分不到 1 分，按“正常损耗”登记就行。';
    return refuse('loss_nothing', sentence, { bags: sentence });
  }
  const settled = event.approved === null ? ok([]) : settlement(asked, batch, fen, event.approved);
  if (!settled.ok) return settled;
  return ok({
    postings: [bagsLost(batch, event.bags, fen), ...settled.value],
    amountFen: fen,
    party: titleOf(batch),
    costs: [{ batchId: batch.id, kind: 'loss', what: event.reason, fen: -fen }],
    loss: { batch, bags: event.bags, greenhouse, reason: event.reason, costFen: fen },
    explanation: [
      `当天有 ${bagsThen} 袋、成本 ${formatYuan(balanceFen)} 元，损失 ${event.bags} 袋，成本 ${formatYuan(fen)} 元。`,
      ...(event.approved === null
        ? ['还没有批准，先挂“待处理财产损溢”，月末以前要处理完。批准后在批次的损失里点“处理”。']
        : []),
    ],
    warnings: event.bags === batch.bagsLeft ? ['这一批的菌袋全部损失，批次就此结束。'] : [],
  });
}

/** Bags at the end of a day; a loss taken back never was. Those lost later were still there and bear their part. */
function bagsLeftOn(db: ReadableDb, batch: Batch, date: string): number {
  const lost = db.get<{ bags: number }>(
    'SELECT COALESCE(SUM(bags), 0) AS bags FROM bag_loss WHERE batch_id = ? AND date <= ?',
    batch.id,
    date,
  );
  return batch.bags - (lost?.bags ?? 0);
}

/** 批准处理 of a loss that waits on 181. */
export function planSettlement(asked: Asked, event: Of<'bagLossSettled'>): Result<Resolved> {
  const { db } = asked.ctx;
  const refused = (sentence: string): Result<never> =>
    refuse('loss_not_pending', sentence, { lossId: sentence });
  const loss = db.get<{ batchId: number; date: string; fen: number }>(
    `SELECT l.batch_id AS batchId, l.date, l.cost_fen AS fen FROM bag_loss l
     WHERE l.id = ? AND l.is_normal = 0 AND l.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM bag_loss r WHERE r.reverses_id = l.id)`,
    event.lossId,
  );
  const batch = loss ? batchById(db, loss.batchId) : null;
  if (!loss || batch?.entityId !== asked.entityId) return refused('没有这笔损失，请重新选择。');
  if (pendingOf(db, event.lossId) === 0) return refused('这笔损失已经处理过了。');
  if (asked.date < loss.date) {
    const sentence = `处理日期不能早于损失的日期 ${loss.date}。`;
    return refuse('settled_too_early', sentence, { date: sentence });
  }
  const settled = settlement(asked, batch, loss.fen, event.approved);
  if (!settled.ok) return settled;
  return ok({ postings: settled.value, amountFen: loss.fen, party: titleOf(batch), costs: [] });
}

function settlement(
  { ctx, entityId }: Asked,
  batch: Batch,
  fen: number,
  approved: Approved,
): Result<Posting[]> {
  const { compensationFen, payer } = approved;
  if (compensationFen > fen) {
    const sentence = `赔款 ${formatYuan(compensationFen)} 元多于损失的成本 ${formatYuan(fen)} 元。多出的部分请另记其他收入。`;
    return refuse('compensation_too_much', sentence, { compensationFen: sentence });
  }
  if (compensationFen > 0 && payer === null) {
    const sentence = '有赔款，请选由谁赔。';
    return refuse('compensation_payer', sentence, { payer: sentence });
  }
  if (payer?.kind === 'member' && memberById(ctx.db, payer.memberId)?.entityId !== entityId) {
    return refuse('member_unknown', '没有这个社员，请重新选择。', { payer: '没有这个社员' });
  }
  const by: Compensation | null = compensationFen === 0 ? null : payer;
  return ok([lossSettled(batch, fen, compensationFen, by)]);
}

/** What of a loss still waits on 181: all of it, until it was approved with the loss or by a settlement that stands. */
export function pendingOf(db: ReadableDb, lossId: number): number {
  return (
    db.get<{ fen: number }>(
      `SELECT l.cost_fen AS fen FROM bag_loss l JOIN business_event e ON e.id = l.event_id
       WHERE l.id = ? AND e.facts ->> '$.approved' IS NULL
         AND NOT EXISTS (SELECT 1 FROM business_event s WHERE s.kind = 'bagLossSettled' AND s.reverses_id IS NULL
           AND s.facts ->> '$.lossId' = l.id AND NOT EXISTS (SELECT 1 FROM business_event r WHERE r.reverses_id = s.id))`,
      lossId,
    )?.fen ?? 0
  );
}

/** 正常损耗: the bags fall, the cost stays with those that are left. No voucher. */
export function loseBags(
  ctx: Writing,
  input: Parsed<'production.loseBags'>,
): Result<Output<'production.loseBags'>> {
  const { db } = ctx;
  const batch = batchById(db, input.batchId);
  if (!batch) return refuse('batch_unknown', '没有这个菌袋批次，请重新选择。', { batchId: '没有这个批次' });
  const day = checkPastDate(input.date, ctx.today);
  if (!day.ok) return day;
  const bar = barTo(batch, input.date);
  if (bar) return bar;
  if (input.bags >= batch.bagsLeft) {
    if (input.bags > batch.bagsLeft) return tooMany(batch, input.bags);
    const sentence = '全部菌袋都损失了，成本没有剩下的菌袋来承担，请登记“非正常损失”。';
    return refuse('loss_of_all', sentence, { bags: sentence });
  }
  const greenhouse = greenhouseNo(input.greenhouse);
  const proved = proveBags(db, batch.id, [lostFrom(greenhouse, input.date, input.bags)]);
  if (!proved.ok) return proved;
  const id = insertLoss(ctx, {
    batchId: batch.id,
    eventId: null,
    date: input.date,
    isNormal: true,
    bags: input.bags,
    greenhouse,
    reason: input.reason,
    costFen: 0,
  });
  return ok({ id });
}

export interface NewLoss {
  readonly batchId: number;
  readonly eventId: number | null;
  readonly date: string;
  readonly isNormal: boolean;
  readonly bags: number;
  readonly greenhouse: string;
  readonly reason: string;
  readonly costFen: number;
}

/** The loss, and its bags out of their greenhouse. */
export function insertLoss(ctx: Writing, loss: NewLoss, reversesId: number | null = null): number {
  const { lastId } = ctx.db.run(
    `INSERT INTO bag_loss (batch_id, event_id, date, is_normal, bags, greenhouse, reason, cost_fen, reverses_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    loss.batchId,
    loss.eventId,
    loss.date,
    loss.isNormal ? 1 : 0,
    loss.bags,
    loss.greenhouse,
    loss.reason,
    loss.costFen,
    reversesId,
    ctx.operator,
    ctx.now,
  );
  if (reversesId === null && loss.greenhouse !== '') takeLost(ctx, { ...loss, lossId: lastId });
  return lastId;
}

type LossRow = NewLoss & { readonly id: number; readonly undone: number; readonly normal: number };

/** Takes a normal loss back, as if it had not been. */
export function undoLoss(
  ctx: Writing,
  { id }: Parsed<'production.undoLoss'>,
): Result<Output<'production.undoLoss'>> {
  const row = lossRow(ctx.db, 'l.id = ?', id);
  if (row?.normal !== 1) return refuse('loss_unknown', '没有这笔正常损耗，请重新选择。');
  if (row.undone === 1) return refuse('already_reversed', '这笔损耗已经撤销过了。');
  const bar = laterDraw(ctx.db, row.batchId, row.date, '这笔损耗');
  if (bar) return bar;
  return takeBack(ctx, row, null);
}

/** Takes a loss's row back with its event. */
export function reverseLoss(ctx: Writing, eventId: number, reversalId: number): Result<{ id: number }> {
  const row = lossRow(ctx.db, 'l.event_id = ?', eventId);
  invariant(row !== null, 'the loss of the event is registered');
  return takeBack(ctx, row, reversalId);
}

function lossRow(db: ReadableDb, where: 'l.id = ?' | 'l.event_id = ?', key: number): LossRow | null {
  return (
    db.get<LossRow>(
      `SELECT l.id, l.batch_id AS batchId, l.event_id AS eventId, l.date, l.is_normal AS normal, l.bags, l.greenhouse, l.reason,
         l.cost_fen AS costFen, EXISTS (SELECT 1 FROM bag_loss r WHERE r.reverses_id = l.id) AS undone
       FROM bag_loss l WHERE ${where} AND l.reverses_id IS NULL`,
      key,
    ) ?? null
  );
}

function takeBack(ctx: Writing, row: LossRow, eventId: number | null): Result<{ id: number }> {
  const step = ctx.db.get<{ stepId: number }>(
    'SELECT step_id AS stepId FROM bag_place WHERE loss_id = ? AND reverses_id IS NULL',
    row.id,
  );
  insertLoss(
    ctx,
    { ...row, isNormal: row.normal === 1, eventId, bags: -row.bags, costFen: 0 - row.costFen },
    row.id,
  );
  if (step) undoStep(ctx, step.stepId);
  const proved = proveBags(ctx.db, row.batchId);
  return proved.ok ? ok({ id: row.id }) : proved;
}

/** A loss beyond what is normal was computed from the bags there were: an earlier one stays as it is. */
function laterDraw(db: ReadableDb, batchId: number, date: string, what: string): Result<never> | null {
  const later = db.get<{ date: string }>(
    `SELECT l.date FROM bag_loss l WHERE l.batch_id = ? AND l.is_normal = 0 AND l.date >= ? AND l.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM bag_loss r WHERE r.reverses_id = l.id) ORDER BY l.date LIMIT 1`,
    batchId,
    date,
  );
  if (!later) return null;
  return refuse(
    'loss_built_on',
    `${later.date} 的非正常损失是按当时的袋数算的，${what}不能再撤销。请先冲销那一笔。`,
  );
}

const lostFrom = (greenhouse: string, date: string, bags: number) => ({
  greenhouse: greenhouse === '' ? null : greenhouse,
  date,
  bags: greenhouse === '' ? 0 : -bags,
  lost: bags,
});

function tooMany(batch: Batch, bags: number): Result<never> {
  const sentence = `批次“${titleOf(batch)}”只剩 ${batch.bagsLeft} 袋，不够损失 ${bags} 袋。请核对袋数。`;
  return refuse('bags_too_many', sentence, { bags: sentence });
}
