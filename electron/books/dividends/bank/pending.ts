import type { Output, Parsed } from '../../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../../shared/rules/result.ts';
import type { Writing } from '../../../workspace/context.ts';
import type { WritableDb } from '../../../workspace/database.ts';

/**
 * A file that never went to the bank. Its waiting rows count as failed, so their members are payable by any other way;
 * should the bank have paid them after all, its return is still read and recorded.
 */
export function cancelBatch(
  { db }: Writing,
  { batchId, reason }: Parsed<'dividends.cancelBatch'>,
): Result<Output<'dividends.cancelBatch'>> {
  const { changes } = db.run(
    `UPDATE bank_batch_line SET result = 'failed', reason = ? WHERE batch_id = ? AND result = 'pending'`,
    `已撤销：${reason}`,
    batchId,
  );
  if (changes > 0) return ok({ count: changes });
  return refuse('dividend.batch-not-pending', '这个代发文件没有等回单的行，不用撤销。');
}

/**
 * A member of a bank file without return was paid by hand after all: the row no longer waits. Entered as a transfer of
 * just that amount, it is the bank's own payment, and a return that comes later finds it done.
 */
export function releasePending(
  db: WritableDb,
  runId: number,
  memberId: number,
  by: { method: 'cash' | 'transfer'; fen: number },
): void {
  db.run(
    `UPDATE bank_batch_line
     SET result = CASE WHEN amount_fen = ? THEN 'paid' ELSE 'failed' END, reason = ?
     WHERE member_id = ? AND result = 'pending' AND batch_id IN (SELECT id FROM bank_batch WHERE run_id = ?)`,
    by.method === 'transfer' ? by.fen : null,
    by.method === 'transfer' ? '转账已手工登记' : '改发现金',
    memberId,
    runId,
  );
}
