import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkPastDate, firstPeriodOf, fundId } from '../entities/index.ts';
import { isOpeningLocked } from './opening.ts';

/** Whether a day lies in the books: events before it write their register only. */
export function booksBegin(db: ReadableDb, entityId: number, date: string): boolean {
  return date.slice(0, 7) >= firstPeriodOf(db, entityId);
}

/** The first day of the earliest period that is not closed. */
export function firstOpenDay(db: ReadableDb, entityId: number): string {
  return `${currentPeriod(db, entityId)}-01`;
}

/** The earliest period not closed: the month after the last closed one. */
export function currentPeriod(db: ReadableDb, entityId: number): string {
  // +?: see nextNumber.
  const row = db.get<{ last: string }>(
    'SELECT period AS last FROM closed_period WHERE entity_id = +? ORDER BY period DESC LIMIT 1',
    entityId,
  );
  return row ? periodAfter(row.last) : firstPeriodOf(db, entityId);
}

export function periodAfter(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}

/**
 * The date of an event: real, not to come, and in an open period of the books; or before the books begin, as long as the
 * openings are not locked by a posted voucher. Entries dated in a closed period go into the open one (未来适用法).
 */
export function checkBookDate(
  db: ReadableDb,
  entityId: number,
  date: string,
  today: string,
  field = 'date',
): Result<string> {
  const past = checkPastDate(date, today, field);
  if (!past.ok) return past;
  const period = date.slice(0, 7);
  const first = firstPeriodOf(db, entityId);
  if (period < first) {
    if (!isOpeningLocked(db, entityId)) return ok(date);
    const sentence = `账套从 ${first} 启用，期初余额已经随凭证记账锁定，不能再补记 ${date} 的业务。请用 ${first}-01 以后的日期登记并在备注里说明。`;
    return refuse('before_books', sentence, { [field]: sentence });
  }
  const current = currentPeriod(db, entityId);
  if (period >= current) return ok(date);
  const article = entityId === fundId(db) ? '' : '（会计制度第五十九条，未来适用法）';
  const sentence = `${period} 已经结账，不能再记。请把日期改到 ${current}-01 以后，作为更正记入当期${article}。`;
  return refuse('period_closed', sentence, { [field]: `${period} 已结账，请填 ${current}-01 或以后` });
}
