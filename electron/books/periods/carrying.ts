import type { Output, Parsed } from '../../../shared/contract/index.ts';
import {
  carryProfit as profitPostings,
  carryYear as yearPosting,
  clearDistribution,
} from '../../../shared/rules/posting/closing.ts';
import { carryFund } from '../../../shared/rules/posting/fundClosing.ts';
import { inRed, type Posting } from '../../../shared/rules/posting/posting.ts';
import { lastDayOf } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Books, booksOf, firstPeriodOf, readFundBooks } from '../entities/index.ts';
import { balancesOf, carriedSurplus, netBalance, openIncome } from '../ledger/index.ts';
import {
  currentPeriod,
  insertVoucher,
  lockOpening,
  periodAfter,
  postAtOnce,
  resolve,
  type VoucherKind,
} from '../vouchers/index.ts';

/** 结转损益 of a month: what stands on 5xx goes to 331. May be done again when something was booked after it. */
export function carryProfit(
  ctx: Writing,
  input: Parsed<'periods.carryProfit'>,
): Result<Output<'periods.carryProfit'>> {
  const books = booksOf(ctx.db, input.entityId);
  if (!books.ok) return books;
  const entityId = books.value.id;
  const open = checkOpen(ctx, entityId, input.period);
  if (!open.ok) return open;
  const carried = carryProfitOf(ctx, books.value, input.period);
  if (!carried.ok) return carried;
  const [voucherId = null] = carried.value;
  if (books.value.kind === 'fund') {
    return ok({ voucherId, surplusFen: broughtToNet(ctx.db, carried.value) });
  }
  return ok({ voucherId, surplusFen: -netBalance(ctx.db, entityId, '331', input.period) });
}

export function carryProfitOf(ctx: Writing, { id: entityId, kind }: Books, period: string): Result<number[]> {
  if (kind === 'fund') return carryFundOf(ctx, entityId, period);
  const earlier = earliestWithProfit(ctx, entityId, period);
  if (earlier !== null) {
    return refuse('profit_earlier', `${earlier} 的损益还没有结转，请先结转 ${earlier}，再结转 ${period}。`);
  }
  const postings = profitPostings(period, balancesOf(ctx.db, entityId, '5', period));
  if (postings.length > 0 && carriedSurplus(ctx.db, entityId, Number(period.slice(0, 4))) !== null) {
    return refuse(
      'year_carried',
      `${period.slice(0, 4)} 年度的本年盈余已经年末结转，之后又有收入或费用凭证。请先冲回年末结转，再结转损益。`,
    );
  }
  return writeClosings(ctx, entityId, lastDayOf(period), 'close-profit', postings);
}

/**
 * An association carries income and costs to its net assets, by the month or by the year as its books are kept: then with December, what the
 * whole year has.
 */
function carryFundOf(ctx: Writing, entityId: number, period: string): Result<number[]> {
  const { carries } = readFundBooks(ctx.db, entityId);
  if (carries === 'year' && !period.endsWith('-12')) {
    const year = period.slice(0, 4);
    return refuse(
      'carried_by_year',
      `协会的收入、费用设为年末一次结转，${period} 不用结转，到 ${year}-12 再结转全年的。要逐月结转，请在“设置”里改。`,
    );
  }
  const name = carries === 'year' ? `${period.slice(0, 4)}年度` : `${Number(period.slice(5))}月`;
  const postings = carryFund(name, openIncome(ctx.db, entityId, period));
  return writeClosings(ctx, entityId, lastDayOf(period), 'close-profit', postings);
}

/** What closings brought to the net assets: income less costs. */
function broughtToNet(db: ReadableDb, voucherIds: readonly number[]): number {
  return db.get<{ fen: number }>(
    `SELECT COALESCE(SUM(e.credit_fen - e.debit_fen), 0) AS fen
     FROM json_each(?) asked JOIN entry e ON e.voucher_id = asked.value JOIN account a ON a.id = e.account_id WHERE a.class = 'equity'`,
    JSON.stringify(voucherIds),
  )!.fen;
}

function earliestWithProfit(ctx: Writing, entityId: number, period: string): string | null {
  const current = currentPeriod(ctx.db, entityId);
  for (let month = current; month < period; month = periodAfter(month)) {
    if (balancesOf(ctx.db, entityId, '5', month).length > 0) return month;
  }
  return null;
}

/** ① of a year, by itself: a meeting that decides before the year is closed needs it. */
export function carryYear(
  ctx: Writing,
  input: Parsed<'periods.carryYear'>,
): Result<Output<'periods.carryYear'>> {
  const books = booksOf(ctx.db, input.entityId);
  if (!books.ok) return books;
  if (books.value.kind === 'fund') return NO_YEAR_IN_FUND;
  const entityId = books.value.id;
  const period = `${input.year}-12`;
  const open = checkOpen(ctx, entityId, period);
  if (!open.ok) return open;
  if (currentPeriod(ctx.db, entityId) !== period) {
    const current = currentPeriod(ctx.db, entityId);
    return refuse(
      'year_not_ready',
      `${current} 还没有结账。请先把 ${input.year} 年 1 至 11 月逐月结账，再做年末结转。`,
    );
  }
  const profit = carryProfitOf(ctx, books.value, period);
  if (!profit.ok) return profit;
  const carried = carryYearOf(ctx, entityId, input.year);
  if (!carried.ok) return carried;
  return ok({
    voucherId: carried.value[0] ?? null,
    surplusFen: carriedSurplus(ctx.db, entityId, input.year) ?? 0,
  });
}

const NO_YEAR_IN_FUND = refuse(
  'fund_no_year',
  '协会没有“本年盈余”这一步：收入、费用直接结转到净资产。请用“结转收支”。',
);

/** ①, once: refused while one stands. A year without surplus or loss has nothing to carry. */
export function carryYearOf(ctx: Writing, entityId: number, year: number): Result<number[]> {
  if (carriedSurplus(ctx.db, entityId, year) !== null) {
    return refuse('year_carried', `${year} 年度的本年盈余已经结转到盈余分配，不能再结转一次。`);
  }
  const surplusFen = -netBalance(ctx.db, entityId, '331', `${year}-12`);
  return writeClosings(ctx, entityId, `${year}-12-31`, 'close-year', [yearPosting(year, surplusFen)]);
}

/** ⑤: what the year distributed is cleared against 未分配盈余; nothing when nothing was. */
export function clearDistributionOf(ctx: Writing, entityId: number, year: number): Result<number[]> {
  const balances = balancesOf(ctx.db, entityId, '33201', `${year}-12`);
  return writeClosings(ctx, entityId, `${year}-12-31`, 'clear-distribution', [
    clearDistribution(year, balances),
  ]);
}

/** Takes ① back in red, as long as nobody decided on it and December is open. */
export function undoCarryYear(
  ctx: Writing,
  input: Parsed<'periods.undoCarryYear'>,
): Result<Output<'periods.undoCarryYear'>> {
  const books = booksOf(ctx.db, input.entityId);
  if (!books.ok) return books;
  if (books.value.kind === 'fund') return NO_YEAR_IN_FUND;
  const entityId = books.value.id;
  const { year } = input;
  const open = checkOpen(ctx, entityId, `${year}-12`);
  if (!open.ok) return open;
  const standing = ctx.db.get<{ id: number }>(
    `SELECT v.id FROM voucher v
     WHERE v.entity_id = ? AND v.kind = 'close-year' AND v.period = ? AND v.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM voucher r WHERE r.reverses_id = v.id)`,
    entityId,
    `${year}-12`,
  );
  if (!standing) return refuse('year_not_carried', `${year} 年度还没有年末结转，没有可冲回的。`);
  const run = ctx.db.get(
    `SELECT 1 FROM dividend_run WHERE entity_id = ? AND fiscal_year = ? AND state IN ('approved', 'paying', 'settled')`,
    entityId,
    year,
  );
  if (run) {
    return refuse(
      'run_stands',
      `${year} 年度的分红方案已经批准，是按年末结转的盈余分配的，不能冲回。要改，请先作废还没有发放的方案。`,
    );
  }
  const met = ctx.db.get<{ fen: number }>(
    `SELECT COALESCE(SUM(e.credit_fen - e.debit_fen), 0) AS fen FROM account a JOIN entry e ON e.account_id = a.id AND e.state > 0
       JOIN voucher v ON v.id = e.voucher_id
     WHERE a.entity_id = ? AND a.code = '33202' AND e.period >= ? AND v.kind IN ('entry', 'event')`,
    entityId,
    `${year}-12`,
  )!;
  if (met.fen !== 0) {
    return refuse(
      'loss_met',
      `${year}-12 以来已经用公积金弥补亏损 ${formatYuan(met.fen)} 元，是按年末结转的亏损补的，不能冲回结转。请先冲销补亏，结转改正后再补。`,
    );
  }
  const surplusFen = carriedSurplus(ctx.db, entityId, year) ?? 0;
  const written = writeClosings(
    ctx,
    entityId,
    `${year}-12-31`,
    'close-year',
    [inRed(yearPosting(year, surplusFen), `冲回${year}年度本年盈余结转：${input.reason}`)],
    { id: standing.id, wholly: true },
  );
  return written.ok ? ok({ voucherId: written.value[0]! }) : written;
}

/** Writes and posts closing vouchers; the openings are posted with the first. */
function writeClosings(
  ctx: Writing,
  entityId: number,
  date: string,
  kind: VoucherKind,
  postings: readonly Posting[],
  reverses?: { id: number; wholly: boolean },
): Result<number[]> {
  const moving = postings.filter((posting) => posting.lines.length > 0);
  if (moving.length === 0) return ok([]);
  const opened = lockOpening(ctx, entityId);
  if (!opened.ok) return opened;
  const ids: number[] = [];
  for (const posting of moving) {
    const lines = resolve(ctx, entityId, posting, 'undoing');
    if (!lines.ok) return lines;
    const { id } = insertVoucher(ctx, { entityId, date, kind, reverses, lines: lines.value });
    postAtOnce(ctx, id);
    ids.push(id);
  }
  return ok(ids);
}

function checkOpen(ctx: Writing, entityId: number, period: string): Result<null> {
  const first = firstPeriodOf(ctx.db, entityId);
  if (period < first) return refuse('before_books', `账套从 ${first} 启用，${period} 没有账可结转。`);
  const current = currentPeriod(ctx.db, entityId);
  if (period < current) return refuse('period_closed', `${period} 已经结账。`);
  if (lastDayOf(period) > ctx.today) {
    return refuse(
      'period_running',
      `${period} 还没有过完（今天 ${ctx.today}），请到 ${lastDayOf(period)} 再结转。`,
    );
  }
  return ok(null);
}
