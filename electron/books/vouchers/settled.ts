import { refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/**
 * Why lines may not enter a day although its month is open: its year's surplus is carried already (①), or a run has distributed what
 * 未分配盈余 was by that year's end. Null when nothing stands in the way. Closings write past it.
 */
export function barFromSettled(
  db: ReadableDb,
  entityId: number,
  date: string,
  accounts: readonly string[],
): Result<never> | null {
  const year = Number(date.slice(0, 4));
  const isProfit = accounts.some((code) => code.startsWith('5'));
  if (isProfit && isCarried(db, entityId, year)) {
    const sentence = `${year} 年度的本年盈余已经年末结转，不能再动 ${year} 年的收入、费用。请先在“期末”里冲回年末结转（方案已批准还没发放的，先作废方案），或用 ${year + 1} 年的日期登记（未来适用法）。`;
    return refuse('year_carried', sentence, { date: sentence });
  }
  if (!isProfit && !accounts.some((code) => code.startsWith('33202'))) return null;
  const run = db.get<{ year: number }>(
    `SELECT MAX(fiscal_year) AS year FROM dividend_run WHERE entity_id = ? AND fiscal_year >= ? AND state IN ('approved', 'paying', 'settled')
     HAVING year IS NOT NULL`,
    entityId,
    year,
  );
  if (!run) return null;
  if (isProfit) {
    const sentence = `${run.year} 年度的分红方案已经按账上的盈余批准，${run.year} 年末以前的收入、费用不能再变。请用 ${run.year + 1} 年的日期登记（未来适用法），或先作废还没有发放的方案。`;
    return refuse('run_stands', sentence, { date: sentence });
  }
  const sentence = `${run.year} 年度的分红方案已经按账上的未分配盈余批准，${run.year} 年末以前的未分配盈余不能再变。请用 ${run.year + 1} 年的日期登记，或先作废还没有发放的方案。`;
  return refuse('run_stands', sentence, { date: sentence });
}

/** The same of a voucher that stands, for taking it back or rewriting it. */
export function barFromSettledVoucher(db: ReadableDb, voucherId: number): Result<never> | null {
  const lines = db.all<{ entityId: number; date: string; account: string }>(
    `SELECT v.entity_id AS entityId, v.date, a.code AS account FROM voucher v JOIN entry e ON e.voucher_id = v.id
       JOIN account a ON a.id = e.account_id WHERE v.id = ?`,
    voucherId,
  );
  const [first] = lines;
  return first ? barFromSettled(db, first.entityId, first.date, accountsIn(lines)) : null;
}

export const accountsIn = (lines: readonly { readonly account: string }[]): string[] =>
  lines.map((line) => line.account);

function isCarried(db: ReadableDb, entityId: number, year: number): boolean {
  // +?: see nextNumber.
  return (
    db.get(
      `SELECT 1 FROM voucher v WHERE v.entity_id = +? AND v.kind NOT IN ('entry', 'event') AND v.kind = 'close-year' AND v.period = +?
         AND v.state <> 'void' AND v.reverses_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM voucher r WHERE r.reverses_id = v.id AND r.state <> 'void') LIMIT 1`,
      entityId,
      `${year}-12`,
    ) !== undefined
  );
}
