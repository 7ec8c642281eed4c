import {
  distribution,
  payment,
  type DistributedLine,
  type PaidPart,
} from '../../../shared/rules/posting/dividends.ts';
import { inRed, type Money, type Posting } from '../../../shared/rules/posting/posting.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import {
  booksBegin,
  firstOpenDay,
  isOpeningLocked,
  recordEvent,
  reverseEvent,
  vouchersOf,
} from '../vouchers/index.ts';
import type { Run } from './runs.ts';

/** ②–④ of an approved run, on its posting date; nothing where that lies before the books. */
export function bookApproval(ctx: Writing, run: Run, postingDate: string): Result<null> {
  for (const posting of distributionOf(ctx.db, run)) {
    const booked = recordEvent(ctx, {
      entityId: run.entityId,
      date: postingDate,
      source: { register: 'dividend-run', id: run.id },
      posting,
      // The resolution.
      attachments: 1,
    });
    if (!booked.ok) return booked;
  }
  return ok(null);
}

/**
 * Takes ②–④ back in red, on the posting date or, when that month is closed, on the first open day. Gives the day from which the run
 * owes nobody. A run from before the books stands in the openings: where these are posted, it is taken back in the books.
 */
export function bookVoid(ctx: Writing, run: Run, reason: string): Result<string> {
  const postingDate = run.approval?.meeting.postingDate;
  if (postingDate === undefined) return ok(ctx.today);
  const { entityId } = run;
  const source = { register: 'dividend-run', id: run.id } as const;
  const openDay = firstOpenDay(ctx.db, entityId);
  const inBooks = booksBegin(ctx.db, entityId, postingDate);
  if (!inBooks && !isOpeningLocked(ctx.db, entityId)) return ok(postingDate);
  const date = postingDate > openDay ? postingDate : openDay;
  if (date > ctx.today) {
    return refuse(
      'period_ahead',
      `方案入账的月份已经结账，作废的红字凭证要记在 ${date}。请到那天再作废，或先反结账。`,
    );
  }
  if (inBooks) {
    for (const voucher of vouchersOf(ctx.db, 'dividend-run', run.id)) {
      if (voucher.reversesId !== null) continue;
      const undone = reverseEvent(ctx, voucher.id, { date, reason, source });
      if (!undone.ok) return undone;
    }
    return ok(date);
  }
  for (const posting of distributionOf(ctx.db, run)) {
    const undone = recordEvent(ctx, {
      entityId,
      date,
      source,
      posting: inRed(posting, `作废启用前的${posting.summary}：${reason}`),
    });
    if (!undone.ok) return undone;
  }
  return ok(date);
}

function distributionOf(db: ReadableDb, run: Run): Posting[] {
  const lines = db.all<DistributedLine>(
    `SELECT member_id AS memberId, patronage_return_fen AS patronageReturnFen, surplus_share_fen AS surplusShareFen,
       withheld_fen AS withheldFen
     FROM dividend_line WHERE run_id = ? ORDER BY member_id`,
    run.id,
  );
  return distribution(run.fiscalYear, run.approval?.totals.reserveFen ?? 0, lines);
}

/** ⑥ One voucher for payments made together, named after the first of them; null before the books. */
export function bookPayments(
  ctx: Writing,
  run: Run,
  paid: {
    readonly firstId: number;
    readonly date: string;
    readonly money: Money;
    readonly parts: readonly PaidPart[];
  },
): Result<number | null> {
  return recordEvent(ctx, {
    entityId: run.entityId,
    date: paid.date,
    source: { register: 'dividend-payment', id: paid.firstId },
    posting: payment(run.fiscalYear, paid.parts, paid.money),
    // The signed roster, or the bank's return.
    attachments: 1,
  });
}

/** A payment that came back: its own lines of the list's voucher in red, the others stand (DOMAIN §9 #23). */
export function bookReturned(
  ctx: Writing,
  run: Run,
  back: {
    readonly reversalId: number;
    readonly voucherId: number | null;
    readonly date: string;
    readonly reason: string;
    readonly method: 'cash' | 'transfer';
    readonly part: PaidPart;
  },
): Result<number | null> {
  const source = { register: 'dividend-payment', id: back.reversalId } as const;
  const money =
    back.voucherId === null ? moneyOf(back.method) : moneyInVoucher(ctx.db, back.voucherId, back.method);
  const posting = inRed(
    payment(run.fiscalYear, [back.part], money),
    `冲销${run.fiscalYear}年度分红发放：${back.reason}`,
  );
  if (back.voucherId !== null) {
    return reverseEvent(ctx, back.voucherId, { date: back.date, reason: back.reason, source, part: posting });
  }
  return recordEvent(ctx, { entityId: run.entityId, date: back.date, source, posting });
}

export function moneyOf(method: 'cash' | 'transfer', bankId?: number): Money {
  return method === 'cash' ? { kind: 'cash' } : { kind: 'bank', bankId };
}

function moneyInVoucher(db: ReadableDb, voucherId: number, method: 'cash' | 'transfer'): Money {
  const line = db.get<{ itemId: number | null }>(
    `SELECT e.item_id AS itemId FROM entry e JOIN account a ON a.id = e.account_id
     WHERE e.voucher_id = ? AND a.code LIKE '102%' ORDER BY e.no LIMIT 1`,
    voucherId,
  );
  return line?.itemId ? { kind: 'bank', bankId: line.itemId } : moneyOf(method);
}
