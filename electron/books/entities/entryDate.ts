import { isRealDate } from '../../../shared/rules/calendar.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/** Whether a day exists and is not in the future. `field` is the input field the sentence belongs to. */
export function checkPastDate(date: string, today: string, field = 'date'): Result<string> {
  if (!isRealDate(date))
    return refuse('date_unreal', `${date} 这一天不存在，请改正日期。`, { [field]: '没有这一天' });
  if (date > today) {
    return refuse('date_future', `日期 ${date} 在今天（${today}）之后，还没有发生的事不能登记。`, {
      [field]: `不能晚于今天 ${today}`,
    });
  }
  return ok(date);
}

/**
 * The date of something that weighs in a dividend: real, past, and after the last fiscal year whose run stands.
 * An approved run is computed from what the books said; entries that would change its base afterwards are
 * refused and go into the open year instead (更正用未来适用法).
 */
export function checkEntryDate(
  db: ReadableDb,
  entityId: number,
  date: string,
  today: string,
): Result<string> {
  const past = checkPastDate(date, today);
  if (!past.ok) return past;
  const closed = lastClosedYear(db, entityId);
  if (closed === null || date > `${closed}-12-31`) return ok(date);
  return refuse(
    'year_closed',
    `${closed} 年度的盈余分配方案已经批准，${date} 的记录会改变它的依据，不能再记。` +
      `还没有发放的，可先作废该方案，登记后重新试算；已经发放的，请用 ${closed + 1}-01-01 以后的日期登记并在备注里说明。`,
    { date: `${closed} 年度分红已批准，请填 ${closed + 1}-01-01 或以后` },
  );
}

/** The latest fiscal year with an approved run that stands, or null. */
export function lastClosedYear(db: ReadableDb, entityId: number): number | null {
  const row = db.get<{ year: number | null }>(
    `SELECT MAX(fiscal_year) AS year FROM dividend_run WHERE entity_id = ? AND state IN ('approved', 'paying', 'settled')`,
    entityId,
  );
  return row?.year ?? null;
}
