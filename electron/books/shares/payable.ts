import type { ReadableDb, WritableDb } from '../../workspace/database.ts';

/** What a member still has to get out of a run, in fen: payable = net − paid − converted into shares. */
interface Payable {
  readonly netFen: number;
  readonly paidFen: number;
  readonly convertedFen: number;
  readonly payableFen: number;
  /** Of that, 应付盈余返还 (221); the rest is 应付剩余盈余 (222). */
  readonly returnPayableFen: number;
}

/** The one place that says what is payable of a run, by member. A run that does not stand (void) owes nobody anything. */
export function payableOfRun(db: ReadableDb, runId: number): Map<number, Payable> {
  const rows = db.all<Payable & { memberId: number }>(
    `SELECT memberId, netFen, paidFen, convertedFen,
       CASE WHEN stands THEN netFen - paidFen - convertedFen ELSE 0 END AS payableFen,
       CASE WHEN stands THEN returnFen ELSE 0 END AS returnPayableFen
     FROM (
       SELECT line.member_id AS memberId, line.net_fen AS netFen, run.state IN ('approved', 'paying', 'settled') AS stands,
         COALESCE((SELECT SUM(p.amount_fen) FROM dividend_payment p
           WHERE p.run_id = line.run_id AND p.member_id = line.member_id), 0) AS paidFen,
         COALESCE((SELECT SUM(t.amount_fen) FROM share_transaction t
           WHERE t.run_id = line.run_id AND t.member_id = line.member_id), 0) AS convertedFen,
         line.return_fen
           - COALESCE((SELECT SUM(p.return_fen) FROM dividend_payment p
             WHERE p.run_id = line.run_id AND p.member_id = line.member_id), 0)
           - COALESCE((SELECT SUM(t.return_fen) FROM share_transaction t
             WHERE t.run_id = line.run_id AND t.member_id = line.member_id), 0) AS returnFen
       FROM owed_by_run line JOIN dividend_run run ON run.id = line.run_id WHERE line.run_id = ?
     )`,
    runId,
  );
  return new Map(rows.map(({ memberId, ...payable }) => [memberId, payable]));
}

/**
 * Brings a standing run's state in line with the money: 批准 while nothing has gone out, 发放中 once something has,
 * 已结清 when nothing is payable any more. To be called after every payment, conversion and their reversals.
 */
export function refreshRunState(db: WritableDb, runId: number): void {
  const all = [...payableOfRun(db, runId).values()];
  const untouched = all.every((one) => one.paidFen === 0 && one.convertedFen === 0);
  const settled = all.every((one) => one.payableFen === 0);
  db.run(
    `UPDATE dividend_run SET state = ? WHERE id = ? AND state IN ('approved', 'paying', 'settled')`,
    untouched ? 'approved' : settled ? 'settled' : 'paying',
    runId,
  );
}
