import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { lastDayOf } from '../../../shared/rules/calendar.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { type Books, booksOf, firstPeriodOf, readSettings } from '../entities/index.ts';
import { carriedSurplus } from '../ledger/index.ts';
import { currentPeriod, lockOpening, periodAfter } from '../vouchers/index.ts';
import { carryProfitOf, carryYearOf, clearDistributionOf } from './carrying.ts';
import { failingChecks, isCarriedIn } from './checking.ts';

/** The periods from the first booked one to the current year's end, and every close and reopening. */
export function listPeriods(
  { db, today }: Reading,
  input: Parsed<'periods.list'>,
): Result<Output<'periods.list'>> {
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  const firstPeriod = firstPeriodOf(db, entityId);
  const current = currentPeriod(db, entityId);
  const counts = new Map(
    db
      .all<{ period: string; drafts: number; reviewed: number; posted: number; voided: number }>(
        `SELECT period, SUM(state = 'draft') AS drafts, SUM(state = 'reviewed') AS reviewed, SUM(state = 'posted') AS posted,
           SUM(state = 'void') AS voided
         FROM voucher WHERE entity_id = ? AND kind <> 'opening' GROUP BY period`,
        entityId,
      )
      .map((row) => [row.period, row]),
  );
  const closed = new Map(
    db
      .all<{ period: string; closedBy: string; closedAt: string }>(
        'SELECT period, closed_by AS closedBy, closed_at AS closedAt FROM closed_period WHERE entity_id = ?',
        entityId,
      )
      .map((row) => [row.period, row]),
  );
  const latest = [today.slice(0, 7), current, ...counts.keys()].sort().at(-1)!;
  const periods: Output<'periods.list'>['periods'] = [];
  for (let period = firstPeriod; period <= latest; period = periodAfter(period)) {
    const count = counts.get(period);
    const close = closed.get(period);
    periods.push({
      period,
      state: close ? 'closed' : 'open',
      drafts: count?.drafts ?? 0,
      reviewed: count?.reviewed ?? 0,
      posted: count?.posted ?? 0,
      voided: count?.voided ?? 0,
      closedBy: close?.closedBy ?? null,
      closedAt: close?.closedAt ?? null,
    });
  }
  const log = db.all<Output<'periods.list'>['log'][number]>(
    `SELECT period, action, reason, authorised_by AS authorisedBy, operator, at FROM period_log WHERE entity_id = ? ORDER BY id DESC`,
    entityId,
  );
  return ok({ firstPeriod, currentPeriod: current, periods, log });
}

/**
 * 结账 of the earliest open period: profit carried, in December ① (where it is missing) and ⑤, every check of the period passed.
 * From then on nothing enters it (会计软件规范 Art. 24).
 */
export function closePeriod(ctx: Writing, input: Parsed<'periods.close'>): Result<Output<'periods.close'>> {
  const { db } = ctx;
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  const { period } = input;
  const current = currentPeriod(db, entityId);
  if (period !== current) {
    return refuse(
      'period_order',
      period < current
        ? `${period} 已经结账了。`
        : `要先结 ${current}，才能结 ${period}：结账按月份顺序进行。`,
    );
  }
  if (lastDayOf(period) > ctx.today) {
    return refuse(
      'period_running',
      `${period} 还没有过完（今天 ${ctx.today}），请到 ${lastDayOf(period)} 再结账。`,
    );
  }
  const waiting = db.get<{ count: number }>(
    `SELECT COUNT(*) AS count FROM voucher WHERE entity_id = ? AND period = ? AND state IN ('draft', 'reviewed') AND kind <> 'opening'`,
    entityId,
    period,
  )!.count;
  if (waiting > 0) {
    return refuse(
      'period_unposted',
      `${period} 还有 ${waiting} 张凭证没有记账。请先审核、记账，再结账（没有用的请作废）。`,
    );
  }
  const opened = lockOpening(ctx, entityId);
  if (!opened.ok) return opened;
  const written = writeClosings(ctx, books.value, period);
  if (!written.ok) return written;
  const failing = failingChecks(db, books.value, period);
  const [first] = failing;
  if (first) {
    const more = failing.length > 1 ? `（另有 ${failing.length - 1} 项）` : '';
    return refuse(
      'period_check',
      `${period} 的期末检查没有通过：${first.name}，${first.leftLabel} ${first.left}，${first.rightLabel} ${first.right}${more}。请在检查表里展开看是哪几笔。`,
    );
  }
  db.run(
    'INSERT INTO closed_period (entity_id, period, closed_by, closed_at) VALUES (?, ?, ?, ?)',
    entityId,
    period,
    ctx.operator,
    ctx.now,
  );
  log(ctx, entityId, period, 'close', '', '');
  return ok({ period, voucherIds: written.value });
}

function writeClosings(ctx: Writing, books: Books, period: string): Result<number[]> {
  const entityId = books.id;
  if (books.kind === 'fund') {
    return isCarriedIn(ctx.db, books, period) ? carryProfitOf(ctx, books, period) : ok([]);
  }
  const profit = carryProfitOf(ctx, books, period);
  if (!profit.ok || !period.endsWith('-12')) return profit;
  const year = Number(period.slice(0, 4));
  const carried = carriedSurplus(ctx.db, entityId, year) === null ? carryYearOf(ctx, entityId, year) : ok([]);
  if (!carried.ok) return carried;
  const cleared = clearDistributionOf(ctx, entityId, year);
  if (!cleared.ok) return cleared;
  return ok([...profit.value, ...carried.value, ...cleared.value]);
}

/**
 * 反结账 of the latest closed period only, with the name of who allowed it and why: new vouchers may enter again, posted ones
 * stay as they are.
 */
export function reopenPeriod(
  ctx: Writing,
  input: Parsed<'periods.reopen'>,
): Result<Output<'periods.reopen'>> {
  const { db } = ctx;
  const books = booksOf(db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  const { chiefAccountant } = readSettings(db, entityId);
  if (chiefAccountant !== '' && chiefAccountant !== ctx.operator) {
    return refuse(
      'role',
      `反结账只能由会计主管 ${chiefAccountant} 办理，现在的经办人是 ${ctx.operator}。请由会计主管登记为经办人后再办。`,
    );
  }
  const last = db.get<{ period: string | null }>(
    'SELECT MAX(period) AS period FROM closed_period WHERE entity_id = ?',
    entityId,
  )!.period;
  if (last === null) return refuse('nothing_closed', '还没有结过账的月份。');
  if (last !== input.period) {
    return refuse('period_order', `只能反结最近一个已结账的月份 ${last}，不能跳过它反结 ${input.period}。`);
  }
  db.run('DELETE FROM closed_period WHERE entity_id = ? AND period = ?', entityId, input.period);
  log(ctx, entityId, input.period, 'reopen', input.reason, input.authorisedBy);
  return ok({ period: input.period });
}

function log(
  ctx: Writing,
  entityId: number,
  period: string,
  action: 'close' | 'reopen',
  reason: string,
  authorisedBy: string,
): void {
  ctx.db.run(
    `INSERT INTO period_log (entity_id, period, action, reason, authorised_by, operator, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    entityId,
    period,
    action,
    reason,
    authorisedBy,
    ctx.operator,
    ctx.now,
  );
}
