import { quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { harvested } from '../../../shared/rules/posting/production.ts';
import { flushCost, type FlushShare } from '../../../shared/rules/production.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { balanceOn, type Batch, flushesOf, titleOf } from './batch.ts';
import { greenhouseNo } from './occupancy.ts';
import { type Asked, type Of, openBatch, type Resolved } from './resolved.ts';

/** 采收入库: what is picked of a flush comes in at its part of what stands on the batch; the last flush takes all of it. */
export function planHarvest(asked: Asked, event: Of<'bagHarvest'>): Result<Resolved> {
  const { db } = asked.ctx;
  const found = openBatch(asked, event.batchId);
  if (!found.ok) return found;
  const batch = found.value;
  const weightMilli = quantityMilli(event.quantity);
  const { fen: balanceFen, movesLater } = balanceOn(db, batch, asked.date);
  if (balanceFen <= 0) {
    const sentence = `批次“${titleOf(batch)}”在 ${asked.date} 还没有成本。请先登记领料、用工和分摊，再登记采收。`;
    return refuse('batch_without_cost', sentence, { batchId: sentence });
  }
  const order = checkOrder(db, batch, event, { date: asked.date, movesLater });
  if (!order.ok) return order;
  const { isLast } = order.value;
  const share = shareOf(db, batch, event.flushNo, weightMilli, isLast);
  if (!share.ok) return share;
  const fen = flushCost(balanceFen, share.value);
  if (fen === 0 || (!isLast && fen >= balanceFen)) {
    const sentence = `批次“${titleOf(batch)}”只有成本 ${formatYuan(balanceFen)} 元，这一潮分不出来。请核对成本和产量，或登记为末潮。`;
    return refuse('flush_nothing', sentence, { quantity: sentence });
  }
  const places = weighed(db, batch, event, weightMilli, asked.date);
  if (!places.ok) return places;
  const { product } = batch;
  return ok({
    postings: [
      harvested(batch, { product, quantityMilli: weightMilli, fen, flushNo: event.flushNo, isLast }),
    ],
    amountFen: fen,
    party: titleOf(batch),
    costs: [
      {
        batchId: batch.id,
        kind: 'harvest',
        what: `第 ${event.flushNo} 潮`,
        quantityMilli: weightMilli,
        fen: -fen,
      },
    ],
    harvest: {
      batch,
      flushNo: event.flushNo,
      isLast,
      weightMilli,
      costFen: fen,
      places: places.value.rows,
    },
    explanation: explain(balanceFen, share.value, fen),
    warnings: places.value.warnings,
  });
}

/** Flushes come one after the other; by percentages each is one harvest, whose last one clears the batch. */
function checkOrder(
  db: ReadableDb,
  batch: Batch,
  { flushNo, isLast }: Of<'bagHarvest'>,
  { date, movesLater }: { readonly date: string; readonly movesLater: string | null },
): Result<{ isLast: boolean }> {
  const refused = (sentence: string): Result<never> => refuse('flush_order', sentence, { flushNo: sentence });
  const plan = flushesOf(db, batch.id);
  const endsPlan = batch.costRule === 'percent' && flushNo === plan.length;
  if (batch.costRule === 'percent') {
    if (flushNo > plan.length) {
      return refused(
        `批次“${titleOf(batch)}”只定了 ${plan.length} 潮的比例，没有第 ${flushNo} 潮。请先在批次里改以后各潮的比例。`,
      );
    }
    if (flushNo === batch.flushNo) {
      return refused(
        `第 ${flushNo} 潮已经登记过采收。按比例分成本的批次，一潮合并登记一次；分几次入库的，请把批次改成“按预计产量”（采收前改）。`,
      );
    }
  }
  if (flushNo < batch.flushNo || flushNo > batch.flushNo + 1) {
    return refused(
      `已经采收到第 ${batch.flushNo} 潮，这次应是第 ${batch.costRule === 'percent' ? batch.flushNo + 1 : `${Math.max(batch.flushNo, 1)} 或第 ${batch.flushNo + 1}`} 潮。`,
    );
  }
  const clears = isLast || endsPlan;
  if (clears && movesLater !== null) {
    const sentence = `批次“${titleOf(batch)}”在 ${movesLater} 还登记了成本，末潮结清要在它以后。请把采收日期改到 ${movesLater} 或以后。`;
    return refuse('batch_moves_later', sentence, { date: sentence });
  }
  const stepsLater = clears ? placedAfter(db, batch.id, date) : null;
  if (stepsLater !== null) {
    const sentence = `批次“${titleOf(batch)}”在 ${stepsLater} 还登记了进棚、转棚或损耗，末潮结清出棚不能比它早。请把采收日期改到 ${stepsLater} 或以后；那一步登记错了的，先撤销它。`;
    return refuse('bags_move_later', sentence, { date: sentence });
  }
  return ok({ isLast: clears });
}

/** The latest day after this one on which bags came, went or were lost; what was taken back doesn't count. */
function placedAfter(db: ReadableDb, batchId: number, date: string): string | null {
  return (
    db.get<{ date: string | null }>(
      `SELECT MAX(p.date) AS date FROM bag_place p WHERE p.batch_id = ? AND p.date > ? AND p.reverses_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM bag_place red WHERE red.reverses_id = p.id)`,
      batchId,
      date,
    )?.date ?? null
  );
}

function shareOf(
  db: ReadableDb,
  batch: Batch,
  flushNo: number,
  weightMilli: number,
  isLast: boolean,
): Result<FlushShare> {
  if (isLast) return ok({ rule: 'last' });
  if (batch.costRule === 'percent') {
    const toCome = flushesOf(db, batch.id).filter((one) => one.no >= flushNo);
    const restBp = toCome.reduce((sum, one) => sum + one.shareBp, 0);
    return ok({ rule: 'percent', shareBp: toCome[0]!.shareBp, restBp });
  }
  const expectedMilli = batch.expectedMilli ?? 0;
  const restMilli = expectedMilli - batch.harvestedMilli;
  if (weightMilli < restMilli) return ok({ rule: 'expected', weightMilli, restMilli });
  const sentence = `批次“${titleOf(batch)}”预计 ${quantityText(expectedMilli)} 公斤，已采 ${quantityText(batch.harvestedMilli)}，这次 ${quantityText(weightMilli)} 把剩下的都采完了。后面还有潮次的，请先在批次里改大预计产量（以后各潮按新的分）；没有了的，请勾“末潮”结清。`;
  return refuse('flush_beyond_expected', sentence, { quantity: sentence });
}

function weighed(
  db: ReadableDb,
  batch: Batch,
  { places }: Of<'bagHarvest'>,
  weightMilli: number,
  date: string,
): Result<{ rows: { greenhouse: string; milli: number }[]; warnings: string[] }> {
  const rows = places.map((one) => ({
    greenhouse: greenhouseNo(one.greenhouse),
    milli: quantityMilli(one.quantity),
  }));
  const names = rows.map((one) => one.greenhouse);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    const sentence = `${twice} 有两行，请合成一行。`;
    return refuse('greenhouse_twice', sentence, { places: sentence });
  }
  const sum = rows.reduce((total, one) => total + one.milli, 0);
  if (sum > weightMilli) {
    const sentence = `各棚合计 ${quantityText(sum)} 公斤，比这次采收的 ${quantityText(weightMilli)} 公斤还多。请核对。`;
    return refuse('greenhouse_weights', sentence, { places: sentence });
  }
  const stood = new Set(
    db
      .all<{ greenhouse: string }>(
        'SELECT DISTINCT greenhouse FROM bag_place WHERE batch_id = ? AND date <= ? AND bags > 0',
        batch.id,
        date,
      )
      .map((row) => row.greenhouse),
  );
  const strange = names.filter((name) => !stood.has(name));
  return ok({
    rows,
    warnings:
      strange.length === 0
        ? []
        : [`${strange.slice(0, 5).join('、')} 没有登记过这一批的菌袋，请核对棚号，或补登“进棚”。`],
  });
}

function explain(balanceFen: number, share: FlushShare, fen: number): string[] {
  const stands = `这一批现有成本 ${formatYuan(balanceFen)} 元`;
  switch (share.rule) {
    case 'last':
      return [`${stands}，末潮全部转出，批次结转到零。`];
    case 'percent':
      return [
        `${stands}，本潮比例 ${share.shareBp / 100}%，占本潮及以后合计 ${share.restBp / 100}% 的部分：${formatYuan(fen)} 元。`,
        RULE_IS_OURS,
      ];
    case 'expected':
      return [
        `${stands}，本次 ${quantityText(share.weightMilli)} 公斤，占还预计要采的 ${quantityText(share.restMilli)} 公斤的部分：${formatYuan(fen)} 元。`,
        RULE_IS_OURS,
      ];
  }
}

const RULE_IS_OURS = '会计制度没有规定各潮怎样分成本，按批次里选定的办法分，末潮转完。';
