import type { CostRule } from '../../../shared/rules/production.ts';
import { refuse, ok, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { balancesFrom } from '../ledger/index.ts';

/** A batch with how far it has come. */
export interface Batch {
  readonly id: number;
  readonly entityId: number;
  readonly no: string;
  readonly name: string;
  readonly itemId: number;
  readonly product: string;
  readonly strain: string;
  readonly bags: number;
  readonly begunOn: string;
  readonly costRule: CostRule;
  readonly expectedMilli: number | null;
  readonly note: string;
  /** What is left after all losses that stand. */
  readonly bagsLeft: number;
  /** The latest flush picked, 0 for none, and all that was picked. */
  readonly flushNo: number;
  readonly harvestedMilli: number;
  /** The day its last flush cleared it. */
  readonly settledOn: string | null;
  /** The latest day that took cost out of it: nothing comes before that any more. */
  readonly drawnOn: string | null;
}

/** Rows that stand: neither red nor taken back in red. */
export const STANDS = (table: 'bag_harvest' | 'bag_loss', row: string): string =>
  `${row}.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM ${table} red WHERE red.reverses_id = ${row}.id)`;

const BATCH = /* sql */ `
  SELECT b.id, b.entity_id AS entityId, b.no, b.name, b.item_id AS itemId, b.product, b.strain, b.bags, b.begun_on AS begunOn,
    b.cost_rule AS costRule, b.expected_milli AS expectedMilli, b.note,
    b.bags - (SELECT COALESCE(SUM(l.bags), 0) FROM bag_loss l WHERE l.batch_id = b.id) AS bagsLeft,
    (SELECT COALESCE(MAX(h.flush_no), 0) FROM bag_harvest h WHERE h.batch_id = b.id AND ${STANDS('bag_harvest', 'h')}) AS flushNo,
    (SELECT COALESCE(SUM(h.weight_milli), 0) FROM bag_harvest h WHERE h.batch_id = b.id) AS harvestedMilli,
    (SELECT MAX(h.date) FROM bag_harvest h WHERE h.batch_id = b.id AND h.is_last = 1 AND ${STANDS('bag_harvest', 'h')}) AS settledOn,
    (SELECT MAX(day) FROM (
       SELECT MAX(h.date) AS day FROM bag_harvest h WHERE h.batch_id = b.id AND ${STANDS('bag_harvest', 'h')}
       UNION ALL
       SELECT MAX(l.date) FROM bag_loss l WHERE l.batch_id = b.id AND l.is_normal = 0 AND ${STANDS('bag_loss', 'l')}
     )) AS drawnOn
  FROM bag_batch b`;

export function batchById(db: ReadableDb, id: number): Batch | null {
  return db.get<Batch>(`${BATCH} WHERE b.id = ?`, id) ?? null;
}

export function batchNamed(db: ReadableDb, entityId: number, id: number, field = 'batchId'): Result<Batch> {
  const batch = batchById(db, id);
  if (batch?.entityId === entityId) return ok(batch);
  return refuse('batch_unknown', '没有这个菌袋批次，请重新选择。', { [field]: '没有这个批次' });
}

/** Plan of the percentages, by flush. */
export function flushesOf(db: ReadableDb, batchId: number): { no: number; shareBp: number }[] {
  return db.all<{ no: number; shareBp: number }>(
    'SELECT no, share_bp AS shareBp FROM bag_flush WHERE batch_id = ? ORDER BY no',
    batchId,
  );
}

/** What stands on 141 of a batch at the end of a day, and whether anything moves it later. */
export function balanceOn(
  db: ReadableDb,
  batch: Batch,
  date: string,
): { readonly fen: number; readonly movesLater: string | null } {
  const key = { account: '141', memberId: null, itemId: batch.itemId, item2Id: null };
  const [onDay, later] = balancesFrom(db, batch.entityId, key, date);
  return { fen: onDay?.fen ?? 0, movesLater: later?.date ?? null };
}

/** 2018-A 香菇菌袋 2018年春栽 */
export const titleOf = (batch: Batch): string => `${batch.no} ${batch.name}`;

/** Why a batch takes no more costs, harvests or losses on a day; null while it does. */
export function barTo(batch: Batch, date: string): Result<never> | null {
  const say = (code: string, sentence: string): Result<never> => refuse(code, sentence, { date: sentence });
  if (batch.settledOn !== null) {
    const sentence = `批次“${titleOf(batch)}”已在 ${batch.settledOn} 末潮结清，不能再登记。末潮登记错了，请先冲销它；结清以后才发生的费用，记“生产成本”或当期支出。`;
    return refuse('batch_settled', sentence, { batchId: sentence });
  }
  if (batch.bagsLeft === 0) {
    const sentence = `批次“${titleOf(batch)}”的菌袋已经全部损失，不能再登记。损失登记错了，请先冲销它。`;
    return refuse('batch_lost', sentence, { batchId: sentence });
  }
  if (date < batch.begunOn) {
    return say(
      'batch_not_begun',
      `批次“${titleOf(batch)}”${batch.begunOn} 才开始制袋，${date} 还没有这一批。请核对日期，或改批次的开始日期。`,
    );
  }
  if (batch.drawnOn !== null && date < batch.drawnOn) {
    return say(
      'batch_drawn',
      `批次“${titleOf(batch)}”${batch.drawnOn} 已经按当时的成本登记了采收或损失，不能再补登 ${date} 的。请用 ${batch.drawnOn} 或以后的日期（以后各潮分担），或先冲销那一笔。`,
    );
  }
  return null;
}
