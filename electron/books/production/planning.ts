import type { Parsed } from '../../../shared/contract/index.ts';
import { formatYuan, isFen, MAX_FEN } from '../../../shared/rules/money.ts';
import {
  batchCharged,
  type CostFrom,
  materialTaken,
  tailCleared,
} from '../../../shared/rules/posting/production.ts';
import { productName, quantityMilli } from '../../../shared/rules/measures.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { itemById } from '../accounts/index.ts';
import { costsOf } from '../business/index.ts';
import { checkDay, checkMovements, enteredBefore, movementsOf, paperNo } from '../events/index.ts';
import { balancesFrom } from '../ledger/index.ts';
import { balanceOn, batchNamed, titleOf } from './batch.ts';
import { planDrying } from './drying.ts';
import { planHarvest } from './harvesting.ts';
import { planLoss, planSettlement } from './losing.ts';
import { type Asked, type Of, openBatch, type ProductionEvent, type Resolved } from './resolved.ts';
import { planSharing } from './sharing.ts';

type Recorded = Parsed<'production.record'>;

export interface Plan extends Resolved {
  readonly documentNo: string;
  readonly warnings: readonly string[];
}

/** Proves an event without writing: its day, batch and amounts, and that the books stay in order. */
export function plan(ctx: Reading, entityId: number, input: Recorded): Result<Plan> {
  const { db } = ctx;
  const date = checkDay(ctx, entityId, input.date);
  if (!date.ok) return date;
  const resolved = resolve({ ctx, entityId, date: input.date }, input.event);
  if (!resolved.ok) return resolved;
  const { amountFen, party, postings } = resolved.value;
  if (!isFen(amountFen)) {
    return refuse('amount_invalid', `合计超过 ${formatYuan(MAX_FEN)} 元，请核对金额。`);
  }
  const documentNo = paperNo(input.documentNo);
  const twice = enteredBefore(db, entityId, documentNo, amountFen, party);
  if (twice) return twice;
  const guarded = checkMovements(db, entityId, input.date, movementsOf(db, entityId, postings));
  if (!guarded.ok) return guarded;
  return ok({
    ...resolved.value,
    documentNo,
    warnings: [...(resolved.value.warnings ?? []), ...guarded.value],
  });
}

function resolve(asked: Asked, event: ProductionEvent): Result<Resolved> {
  switch (event.kind) {
    case 'bagMaterial':
      return planMaterial(asked, event);
    case 'bagCost':
      return planCost(asked, event);
    case 'bagShare':
      return planSharing(asked, event);
    case 'bagHarvest':
      return planHarvest(asked, event);
    case 'bagLoss':
      return planLoss(asked, event);
    case 'bagLossSettled':
      return planSettlement(asked, event);
    case 'bagTail':
      return planTail(asked, event);
    case 'drying':
      return planDrying(asked, event);
  }
}

function planMaterial(asked: Asked, event: Of<'bagMaterial'>): Result<Resolved> {
  const batch = openBatch(asked, event.batchId);
  if (!batch.ok) return batch;
  const goods = event.goods.map((one) => ({
    product: productName(one.product),
    quantityMilli: quantityMilli(one.quantity),
    costFen: null,
  }));
  const costs = costsOf(asked.ctx.db, asked.entityId, asked.date, goods, '领用');
  if (!costs.ok) return costs;
  const taken = goods.map((one, at) => ({ ...one, fen: costs.value[at]! }));
  return ok({
    postings: [materialTaken(batch.value, taken)],
    amountFen: taken.reduce((sum, one) => sum + one.fen, 0),
    party: titleOf(batch.value),
    costs: taken.map(({ product, quantityMilli: milli, fen }) => ({
      batchId: batch.value.id,
      kind: 'material',
      what: product,
      quantityMilli: milli,
      fen,
    })),
    explanation: ['领用的材料按移动加权平均计价。'],
  });
}

function planCost(asked: Asked, event: Of<'bagCost'>): Result<Resolved> {
  const batch = openBatch(asked, event.batchId);
  if (!batch.ok) return batch;
  const from = costFrom(asked, event);
  if (!from.ok) return from;
  const party = event.from.kind === 'item' ? '' : event.from.party;
  return ok({
    postings: [batchCharged(batch.value, event.what, event.amountFen, from.value)],
    amountFen: event.amountFen,
    party: party === '' ? titleOf(batch.value) : party,
    costs: [{ batchId: batch.value.id, kind: 'paid', what: event.what, fen: event.amountFen }],
  });
}

function costFrom({ ctx, entityId, date }: Asked, { from, amountFen }: Of<'bagCost'>): Result<CostFrom> {
  if (from.kind === 'money') return ok({ kind: 'money', money: from.money });
  if (from.kind === 'owed') return ok({ kind: 'owed', party: from.party });
  const refused = (sentence: string): Result<never> => refuse('cost_source', sentence, { itemId: sentence });
  const item = itemById(ctx.db, from.itemId);
  if (!item || item.entityId !== entityId || item.dim !== 'asset')
    return refused('没有这个资产项目，请重新选择。');
  if (item.isLivestock) return refused(`“${item.name}”是牲畜，不能转入菌袋。`);
  if (ctx.db.get('SELECT 1 FROM bag_batch WHERE item_id = ?', item.id)) {
    return refused(`“${item.name}”是另一个菌袋批次，批次之间不互相转成本。`);
  }
  const key = { account: '141', memberId: null, itemId: item.id, item2Id: null };
  const least = Math.min(...balancesFrom(ctx.db, entityId, key, date).map((point) => point.fen));
  if (least >= amountFen) return ok({ kind: 'item', itemId: item.id });
  return refused(
    `141 消耗性生物资产“${item.name}”只有 ${formatYuan(Math.max(least, 0))} 元，不够转 ${formatYuan(amountFen)} 元。`,
  );
}

/** What came to a batch after it was cleared goes to the year's expenses. */
function planTail(asked: Asked, event: Of<'bagTail'>): Result<Resolved> {
  const found = batchNamed(asked.ctx.db, asked.entityId, event.batchId);
  if (!found.ok) return found;
  const batch = found.value;
  const refused = (sentence: string): Result<never> =>
    refuse('batch_no_tail', sentence, { batchId: sentence });
  if (batch.settledOn === null && batch.bagsLeft > 0) {
    return refused(`批次“${titleOf(batch)}”还没有结清，成本由以后各潮分担。末潮采收时会结转到零。`);
  }
  const { fen } = balanceOn(asked.ctx.db, batch, asked.date);
  if (fen <= 0) return refused(`批次“${titleOf(batch)}”在 ${asked.date} 没有结余，不用转出。`);
  return ok({
    postings: [tailCleared(batch, fen, event.account)],
    amountFen: fen,
    party: titleOf(batch),
    costs: [
      { batchId: batch.id, kind: 'tail', what: event.account === '521' ? '经营支出' : '其他支出', fen: -fen },
    ],
    explanation: [
      `结清以后又记到这一批的 ${formatYuan(fen)} 元，没有后面的潮次可以分担，转入${event.account === '521' ? '经营支出（产品已经卖出）' : '其他支出'}。`,
    ],
  });
}
