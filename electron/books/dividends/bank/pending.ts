import type { WritableDb } from '../../../workspace/database.ts';

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
