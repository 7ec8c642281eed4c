import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { batchById, titleOf } from './batch.ts';

/** A change to where bags stand: into a greenhouse above zero, out of it below; lost ones leave the batch too. */
export interface BagChange {
  readonly greenhouse: string | null;
  readonly date: string;
  readonly bags: number;
  readonly lost?: number;
}

interface Step {
  readonly batchId: number;
  readonly greenhouse: string;
  readonly date: string;
  readonly bags: number;
}

/**
 * Whether the bags of a batch are somewhere sensible on every day, with these changes to come: no greenhouse gives more than it has, none
 * holds two batches, and no more stand than are left.
 */
export function proveBags(db: ReadableDb, batchId: number, changes: readonly BagChange[] = []): Result<null> {
  const batch = batchById(db, batchId);
  if (!batch) return refuse('batch_unknown', '没有这个菌袋批次，请重新选择。');
  const placed = changes.filter((one) => one.greenhouse !== null && one.bags !== 0);
  const steps: Step[] = [
    ...db.all<Step>(
      `SELECT p.batch_id AS batchId, p.greenhouse, p.date, p.bags FROM bag_place p JOIN bag_batch b ON b.id = p.batch_id
       WHERE p.batch_id = ? OR (b.entity_id = ? AND p.greenhouse IN
         (SELECT greenhouse FROM bag_place WHERE batch_id = ? UNION SELECT value FROM json_each(?)))`,
      batchId,
      batch.entityId,
      batchId,
      JSON.stringify(placed.map((one) => one.greenhouse)),
    ),
    ...placed.map(({ greenhouse, date, bags }) => ({ batchId, greenhouse: greenhouse!, date, bags })),
  ];
  for (const [greenhouse, there] of Map.groupBy(steps, (one) => one.greenhouse)) {
    const proved = proveGreenhouse(db, batchId, greenhouse, there);
    if (!proved.ok) return proved;
  }
  const lost = [
    ...db.all<{ date: string; bags: number }>('SELECT date, bags FROM bag_loss WHERE batch_id = ?', batchId),
    ...changes.map(({ date, lost: bags = 0 }) => ({ date, bags })),
  ];
  const own = steps.filter((one) => one.batchId === batchId);
  for (const day of daysOf([...own, ...lost])) {
    const left = batch.bags - sumTo(lost, day);
    const standing = sumTo(own, day);
    if (left < 0 || standing > left) {
      const sentence =
        left < 0
          ? `批次“${titleOf(batch)}”共 ${batch.bags} 袋，到 ${day} 损失合计已超过这个数。请核对袋数。`
          : `批次“${titleOf(batch)}”到 ${day} 只有 ${left} 袋，进棚的却有 ${standing} 袋。请核对袋数；损失的菌袋已经进了棚的，请指明是哪个棚。`;
      return refuse('bags_too_many', sentence, { bags: sentence });
    }
  }
  return ok(null);
}

function proveGreenhouse(
  db: ReadableDb,
  batchId: number,
  greenhouse: string,
  steps: readonly Step[],
): Result<null> {
  const byBatch = Map.groupBy(steps, (one) => one.batchId);
  for (const day of daysOf(steps)) {
    const own = sumTo(byBatch.get(batchId) ?? [], day);
    if (own < 0) {
      const sentence = `${greenhouse} 到 ${day} 没有这么多袋，还差 ${-own} 袋。请核对棚号、袋数和日期。`;
      return refuse('greenhouse_short', sentence, { places: sentence });
    }
    if (own === 0) continue;
    for (const [otherId, theirs] of byBatch) {
      const there = otherId === batchId ? 0 : sumTo(theirs, day);
      if (there <= 0) continue;
      const other = batchById(db, otherId)!;
      const sentence = `${greenhouse} 在 ${day} 放着批次“${titleOf(other)}”的 ${there} 袋，一个棚同时只放一批。请先把它们转出，或换一个棚。`;
      return refuse('greenhouse_taken', sentence, { places: sentence });
    }
  }
  return ok(null);
}

function daysOf(rows: readonly { readonly date: string }[]): string[] {
  return [...new Set(rows.map((one) => one.date))].sort();
}

function sumTo(rows: readonly { readonly date: string; readonly bags: number }[], day: string): number {
  return rows.reduce((sum, one) => (one.date <= day ? sum + one.bags : sum), 0);
}
