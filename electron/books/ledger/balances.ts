import type { OpenBalance } from '../../../shared/rules/posting/closing.ts';
import type { OpenIncome } from '../../../shared/rules/posting/fundClosing.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/**
 * What stands on some accounts up to the end of a period, by member and item; debit positive, balances of 0 left out. Every voucher
 * counts that is not void.
 */
export function balancesOf(
  db: ReadableDb,
  entityId: number,
  codePrefix: string,
  upTo: string,
): OpenBalance[] {
  return db.all<OpenBalance>(
    `SELECT a.code AS account, e.member_id AS memberId, e.item_id AS itemId, e.item2_id AS item2Id,
       SUM(e.debit_fen - e.credit_fen) AS debitFen
     FROM account a JOIN entry e ON e.account_id = a.id AND e.period <= ? AND e.state > 0
     WHERE a.entity_id = ? AND a.code >= ? AND a.code < ? || 'a'
     GROUP BY a.code, e.member_id, e.item_id, e.item2_id HAVING SUM(e.debit_fen - e.credit_fen) <> 0
     ORDER BY a.code, e.member_id, e.item_id, e.item2_id`,
    upTo,
    entityId,
    codePrefix,
    codePrefix,
  );
}

/** The net balance of all accounts that begin so, debit positive. */
export function netBalance(db: ReadableDb, entityId: number, codePrefix: string, upTo: string): number {
  return balancesOf(db, entityId, codePrefix, upTo).reduce((sum, one) => sum + one.debitFen, 0);
}

/** Income and costs of an association that no closing has carried yet. */
export function openIncome(db: ReadableDb, entityId: number, upTo: string): OpenIncome[] {
  return db
    .all<Omit<OpenIncome, 'isIncome'> & { normal: 'debit' | 'credit' }>(
      `SELECT a.code AS account, a.role, a.normal, e.member_id AS memberId, e.item_id AS itemId, e.item2_id AS item2Id,
         SUM(e.debit_fen - e.credit_fen) AS debitFen
       FROM account a JOIN entry e ON e.account_id = a.id AND e.period <= ? AND e.state > 0
       WHERE a.entity_id = ? AND a.class = 'profit'
       GROUP BY a.code, e.member_id, e.item_id, e.item2_id HAVING SUM(e.debit_fen - e.credit_fen) <> 0
       ORDER BY a.code, e.member_id, e.item_id, e.item2_id`,
      upTo,
      entityId,
    )
    .map(({ normal, ...one }) => ({ ...one, isIncome: normal === 'credit' }));
}

/** The end of the openings: the month before the books begin; before January month 00, after every month of the year before. */
export function openingEnd(firstPeriod: string): string {
  const [year = '', month = ''] = firstPeriod.split('-');
  return `${year}-${String(Number(month) - 1).padStart(2, '0')}`;
}
