import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { costsShared } from '../../../shared/rules/posting/production.ts';
import { shareOut } from '../../../shared/rules/production.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { itemNamed } from '../events/index.ts';
import { balancesFrom } from '../ledger/index.ts';
import { type Batch, titleOf } from './batch.ts';
import { type Asked, type Of, openBatch, type Resolved } from './resolved.ts';

/** 分摊生产成本: what stands on 401 goes to batches, by bags, by what they cost so far, or as typed. */
export function planSharing(asked: Asked, event: Of<'bagShare'>): Result<Resolved> {
  const costs = checkCosts(asked, event.costs);
  if (!costs.ok) return costs;
  const batches: Batch[] = [];
  for (const [index, one] of event.batches.entries()) {
    const batch = openBatch(asked, one.batchId, `batches.${index}.batchId`);
    if (!batch.ok) return batch;
    if (batches.some((other) => other.id === batch.value.id)) {
      const sentence = `批次“${titleOf(batch.value)}”选了两次，请去掉一行。`;
      return refuse('batch_twice', sentence, { [`batches.${index}.batchId`]: sentence });
    }
    batches.push(batch.value);
  }
  const totalFen = sum(event.costs.map((one) => one.amountFen));
  const amounts = amountsOf(asked, event, batches, totalFen);
  if (!amounts.ok) return amounts;
  const shared = batches
    .map((batch, at) => ({ batch, fen: amounts.value[at]! }))
    .filter((one) => one.fen > 0);
  const items = event.costs.map((one) => ({ item: one.item, fen: one.amountFen }));
  const what = items.map((one) => one.item).join('、');
  return ok({
    postings: [costsShared(shared, items)],
    amountFen: totalFen,
    party: shared.length === 1 ? titleOf(shared[0]!.batch) : `菌袋 ${shared.length} 批`,
    costs: shared.map(({ batch, fen }) => ({ batchId: batch.id, kind: 'share', what, fen })),
    shares: batches.map((batch, at) => ({
      batchId: batch.id,
      name: titleOf(batch),
      amountFen: amounts.value[at]!,
    })),
    explanation: [EXPLAINED[event.by]],
  });
}

const EXPLAINED: Readonly<Record<Of<'bagShare'>['by'], string>> = {
  bags: '按各批现有袋数分摊，尾差按最大余额法。',
  cost: '按各批到这一天已归集的成本分摊，尾差按最大余额法。',
  typed: '按填写的金额分摊。',
};

/** Each cost item once, and no more than stands on it from the day on. */
export function checkCosts(
  { ctx, entityId, date }: Asked,
  costs: readonly { readonly item: string; readonly amountFen: number }[],
): Result<null> {
  for (const [index, { item, amountFen }] of costs.entries()) {
    const refused = (field: string, sentence: string): Result<never> =>
      refuse('cost_item', sentence, { [`costs.${index}.${field}`]: sentence });
    if (costs.findIndex((one) => one.item === item) !== index) {
      return refused('item', `成本项目“${item}”有两行，请合成一行。`);
    }
    const itemId = itemNamed(ctx.db, entityId, 'costItem', item);
    const has = itemId === null ? 0 : leastOf(ctx.db, entityId, itemId, date);
    if (amountFen > has) {
      return refused(
        'amountFen',
        `生产成本“${item}”${date} 只有 ${formatYuan(Math.max(has, 0))} 元可以转，不够 ${formatYuan(amountFen)} 元。请核对金额和日期，或先登记这项成本。`,
      );
    }
  }
  return ok(null);
}

function leastOf(db: ReadableDb, entityId: number, itemId: number, date: string): number {
  const key = { account: '401', memberId: null, itemId, item2Id: null };
  return Math.min(...balancesFrom(db, entityId, key, date).map((point) => point.fen));
}

/** What stands on 401 at the end of a day and on every later one, by cost item. */
export function listCostsToShare(
  { db, today }: Reading,
  input: Parsed<'production.costsToShare'>,
): Result<Output<'production.costsToShare'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const items = db.all<{ id: number; item: string }>(
    `SELECT i.id, i.name AS item FROM analysis_item i WHERE i.entity_id = ? AND i.dim = 'costItem'
       AND EXISTS (SELECT 1 FROM entry e WHERE e.item_id = i.id AND e.state > 0) ORDER BY i.id`,
    entityId,
  );
  return ok(
    items
      .map(({ id, item }) => ({ item, balanceFen: leastOf(db, entityId, id, input.asOf ?? today) }))
      .filter((one) => one.balanceFen > 0),
  );
}

function amountsOf(
  { ctx, date }: Asked,
  { by, batches: given }: Of<'bagShare'>,
  batches: readonly Batch[],
  totalFen: number,
): Result<number[]> {
  if (by === 'typed') {
    const typed = given.map((one) => one.amountFen ?? 0);
    const off = totalFen - sum(typed);
    if (off === 0) return ok(typed);
    const sentence = `各批合计 ${formatYuan(sum(typed))} 元，与要分摊的 ${formatYuan(totalFen)} 元${off > 0 ? '还差' : '多出'} ${formatYuan(Math.abs(off))} 元。`;
    return refuse('shares_differ', sentence, { batches: sentence });
  }
  const weights = by === 'bags' ? batches.map((one) => one.bagsLeft) : costsSoFar(ctx.db, batches, date);
  if (weights.some((one) => one > 0)) return ok(shareOut(totalFen, weights));
  const sentence = '选中的批次到这一天都还没有成本，不能按成本分摊。请按袋数分摊，或直接填金额。';
  return refuse('shares_without_weight', sentence, { by: sentence });
}

/** All that came to each batch by the day, what has left it included. */
function costsSoFar(db: ReadableDb, batches: readonly Batch[], date: string): number[] {
  const rows = db.all<{ itemId: number; fen: number }>(
    `SELECT e.item_id AS itemId, SUM(e.debit_fen) AS fen FROM entry e JOIN account a ON a.id = e.account_id AND a.code = '141'
       JOIN voucher v ON v.id = e.voucher_id
     WHERE e.state > 0 AND v.date <= ? AND e.item_id IN (SELECT value FROM json_each(?)) GROUP BY e.item_id`,
    date,
    JSON.stringify(batches.map((one) => one.itemId)),
  );
  const byItem = new Map(rows.map((row) => [row.itemId, row.fen]));
  return batches.map((one) => Math.max(byItem.get(one.itemId) ?? 0, 0));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, one) => total + one, 0);
}
