import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { squeeze, toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { productName, quantityMilli } from '../../../shared/rules/measures.ts';
import { WHOLE_BP } from '../../../shared/rules/production.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { ensureItem, renameItem } from '../accounts/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { itemNamed } from '../events/index.ts';
import { type Batch, batchNamed, flushesOf, titleOf } from './batch.ts';
import { proveBags } from './proving.ts';

type Facts = Parsed<'production.saveBatch'>;

/**
 * A new batch with its item of 141, or changes to one. What later flushes go by may change at any time; what recorded events stand on – the
 * product, flushes picked, bags that stand somewhere – may not.
 */
export function saveBatch(ctx: Writing, input: Facts): Result<Output<'production.saveBatch'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const facts = {
    ...input,
    no: squeeze(toHalfWidth(input.no)),
    name: squeeze(input.name),
    product: productName(input.product),
  };
  const plan = checkPlan(ctx, entityId, facts);
  if (!plan.ok) return plan;
  const saved =
    input.id === undefined ? insert(ctx, entityId, facts) : update(ctx, entityId, input.id, facts);
  if (!saved.ok) return saved;
  keepFlushes(db, saved.value.id, plan.value);
  return ok({ ...saved.value, warnings: warningsOf(db, entityId, facts) });
}

function checkPlan(ctx: Writing, entityId: number, facts: Facts): Result<number[]> {
  const refused = (field: string, sentence: string): Result<never> =>
    refuse('batch_invalid', sentence, { [field]: sentence });
  if (!isRealDate(facts.begunOn)) return refused('begunOn', `${facts.begunOn} 这一天不存在，请改正日期。`);
  if (facts.begunOn > ctx.today) return refused('begunOn', `${facts.begunOn} 还没有到，请核对开始日期。`);
  const twin = ctx.db.get<{ id: number }>(
    'SELECT id FROM bag_batch WHERE entity_id = ? AND no = ? AND id <> ?',
    entityId,
    facts.no,
    facts.id ?? 0,
  );
  if (twin) return refused('no', `批次号 ${facts.no} 已经用过，请换一个。`);
  if (facts.costRule === 'expected' && facts.expectedKg === null) {
    return refused('expectedKg', '按预计产量分成本，请填全部潮次合计的预计产量。');
  }
  const shares = facts.flushes.map((text) => basisPoints(text));
  if (facts.costRule === 'expected') return ok([]);
  const sum = shares.reduce((total, one) => total + one, 0);
  if (shares.some((one) => one === 0))
    return refused('flushes', '每一潮的比例都要大于 0，没有的潮次请删掉。');
  if (sum !== WHOLE_BP)
    return refused(
      'flushes',
      `各潮比例合计 ${sum / 100}%，要正好 100%。${shares.length === 0 ? '请填各潮的比例。' : ''}`,
    );
  return ok(shares);
}

const basisPoints = (text: string): number => quantityMilli(text) / 10;

function insert(ctx: Writing, entityId: number, facts: Facts): Result<{ id: number; itemId: number }> {
  const { db } = ctx;
  const used = itemInUse(db, entityId, facts.name);
  if (used) return used;
  const itemId = ensureItem(db, entityId, 'asset', facts.name);
  const { lastId } = db.run(
    `INSERT INTO bag_batch (entity_id, no, name, item_id, product, strain, bags, begun_on, cost_rule, expected_milli, note, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entityId,
    facts.no,
    facts.name,
    itemId,
    facts.product,
    facts.strain,
    facts.bags,
    facts.begunOn,
    facts.costRule,
    facts.expectedKg === null ? null : quantityMilli(facts.expectedKg),
    facts.note,
    ctx.operator,
    ctx.now,
  );
  return ok({ id: lastId, itemId });
}

/** An item that something stands on already is no new batch's. Openings may be there: a batch begun before the books has one. */
function itemInUse(db: ReadableDb, entityId: number, name: string): Result<never> | null {
  const itemId = itemNamed(db, entityId, 'asset', name);
  if (itemId === null) return null;
  const sentence = (what: string): Result<never> => refuse('batch_name_taken', what, { name: what });
  const batch = db.get<{ no: string }>('SELECT no FROM bag_batch WHERE item_id = ?', itemId);
  if (batch) return sentence(`批次 ${batch.no} 已经叫“${name}”，请换一个名称。`);
  const booked = db.get(
    `SELECT 1 FROM entry e JOIN voucher v ON v.id = e.voucher_id
     WHERE e.item_id = ? AND e.state > 0 AND v.kind <> 'opening' LIMIT 1`,
    itemId,
  );
  if (!booked) return null;
  return sentence(
    `辅助核算里已经有资产“${name}”，并且有凭证。请给批次另取名称；原来记在它名下的菌袋成本，用“支付菌袋费用”里的“从 141 其他项目转入”转过来。`,
  );
}

function update(
  ctx: Writing,
  entityId: number,
  id: number,
  facts: Facts,
): Result<{ id: number; itemId: number }> {
  const { db } = ctx;
  const found = batchNamed(db, entityId, id, 'id');
  if (!found.ok) return found;
  const batch = found.value;
  const bar = barToChange(db, batch, facts);
  if (bar) return bar;
  if (facts.name !== batch.name) {
    const taken = itemNamed(db, entityId, 'asset', facts.name);
    if (taken !== null) {
      const sentence = `辅助核算里已经有“${facts.name}”，请换一个名称。`;
      return refuse('batch_name_taken', sentence, { name: sentence });
    }
    renameItem(db, batch.itemId, facts.name);
  }
  db.run(
    `UPDATE bag_batch SET no = ?, name = ?, product = ?, strain = ?, bags = ?, begun_on = ?, cost_rule = ?, expected_milli = ?, note = ?
     WHERE id = ?`,
    facts.no,
    facts.name,
    facts.product,
    facts.strain,
    facts.bags,
    facts.begunOn,
    facts.costRule,
    facts.expectedKg === null ? null : quantityMilli(facts.expectedKg),
    facts.note,
    id,
  );
  const proved = proveBags(db, id);
  return proved.ok ? ok({ id, itemId: batch.itemId }) : proved;
}

function barToChange(db: ReadableDb, batch: Batch, facts: Facts): Result<never> | null {
  const refused = (field: string, sentence: string): Result<never> =>
    refuse('batch_built_on', sentence, { [field]: sentence });
  if (batch.flushNo > 0) {
    if (facts.product !== batch.product) {
      return refused('product', `“${titleOf(batch)}”已经采收过${batch.product}，品名不能再改。`);
    }
    if (facts.costRule !== batch.costRule) {
      return refused(
        'costRule',
        `“${titleOf(batch)}”已经采收过第 ${batch.flushNo} 潮，成本分摊办法定了就用到末潮。请先冲销采收。`,
      );
    }
    const plan = flushesOf(db, batch.id);
    const changed = plan
      .filter((one) => one.no <= batch.flushNo)
      .some((one) => basisPoints(facts.flushes[one.no - 1] ?? '0') !== one.shareBp);
    if (facts.costRule === 'percent' && changed) {
      return refused('flushes', `第 ${batch.flushNo} 潮及以前已经采收，比例不能再改；以后各潮的可以改。`);
    }
    if (facts.costRule === 'percent' && facts.flushes.length <= batch.flushNo && batch.settledOn === null) {
      return refused('flushes', `第 ${batch.flushNo} 潮已经采收，后面至少还要留一潮结清。`);
    }
  }
  if (facts.bags < batch.bags - batch.bagsLeft) {
    return refused('bags', `这一批已经登记损失 ${batch.bags - batch.bagsLeft} 袋，总袋数不能比它少。`);
  }
  const first = db.get<{ day: string | null }>(
    `SELECT MIN(day) AS day FROM (
       SELECT MIN(date) AS day FROM bag_cost WHERE batch_id = ? UNION ALL SELECT MIN(date) FROM bag_place WHERE batch_id = ?
       UNION ALL SELECT MIN(date) FROM bag_loss WHERE batch_id = ?)`,
    batch.id,
    batch.id,
    batch.id,
  )!.day;
  if (first !== null && facts.begunOn > first) {
    return refused('begunOn', `这一批 ${first} 已经有登记，开始日期不能比它晚。`);
  }
  return null;
}

function keepFlushes(db: WritableDb, batchId: number, shares: readonly number[]): void {
  db.run('DELETE FROM bag_flush WHERE batch_id = ?', batchId);
  for (const [at, share] of shares.entries()) {
    db.run('INSERT INTO bag_flush (batch_id, no, share_bp) VALUES (?, ?, ?)', batchId, at + 1, share);
  }
}

function warningsOf(db: ReadableDb, entityId: number, facts: Facts): string[] {
  const first = db.get<{ start: string }>(
    `SELECT first_period || '-01' AS start FROM entity WHERE id = ?`,
    entityId,
  )!.start;
  if (facts.begunOn >= first) return [];
  return [
    '这一批在账套启用之前就开始了：启用前的成本请填在期初余额 141 消耗性生物资产里这一批的名下，袋数和预计产量填启用时剩下的。',
  ];
}
