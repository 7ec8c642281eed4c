import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { FUND_TITLES } from '../../../shared/rules/posting/fund.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import {
  checkMovements,
  enteredBefore,
  movementsOf,
  paperNo,
  previewOf,
  registerEvent,
} from '../events/index.ts';
import { booksBegin, checkBookDate, computedOpening, openingDifference } from '../vouchers/index.ts';
import type { Fund } from './settings.ts';

/** Something that happens in the association, worked out and not yet written: seen before it is saved, or recorded. */
export interface Act {
  readonly fund: Fund;
  readonly kind: keyof typeof FUND_TITLES;
  readonly date: string;
  /** The input as the contract carries it. */
  readonly facts: object;
  readonly amountFen: number;
  readonly documentNo: string;
  readonly attachments: number;
  readonly party: string;
  readonly note: string;
  /** Null: it moves no money (granted shares). */
  readonly posting: Posting | null;
  readonly warnings: readonly string[];
  /** Its rows in the registers. */
  readonly write: (ctx: Writing, eventId: number) => void;
}

/** A day that is open, a paper not entered before, and balances that bear it. */
export function checked(ctx: Reading, act: Act): Result<Act> {
  const { db } = ctx;
  const { fund, date, posting } = act;
  const day = checkBookDate(db, fund.id, date, ctx.today);
  if (!day.ok) return day;
  const documentNo = paperNo(act.documentNo);
  const twice = enteredBefore(db, fund.id, documentNo, act.amountFen, act.party);
  if (twice) return twice;
  // Before the books begin there is no voucher, and no money that could be short.
  const guarded =
    posting !== null && booksBegin(db, fund.id, date)
      ? checkMovements(db, fund.id, date, movementsOf(db, fund.id, [posting]))
      : ok([]);
  if (!guarded.ok) return barFromOpenings(ctx, fund) ?? guarded;
  return ok({ ...act, documentNo, warnings: [...act.warnings, ...guarded.value] });
}

/** What is lacking may be in openings that wait to be written: loans and 互助金 of before are in the books only when these balance. */
function barFromOpenings({ db }: Reading, fund: Fund): Result<never> | null {
  const { balanceFen, yearFen } = openingDifference(computedOpening(db, fund.id));
  if (balanceFen === 0 && yearFen === 0) return null;
  const fen = Math.abs(balanceFen === 0 ? yearFen : balanceFen);
  return refuse(
    'openings_first',
    `协会的期初余额还没有填平（差 ${formatYuan(fen)} 元），账本开始（${fund.firstPeriod}）以前的借款和互助金还没有进账，这一笔记不了。请先到协会账套的“科目与期初”里填好现金、银行存款和净资产的期初，再登记这一笔。`,
  );
}

export function record(
  ctx: Writing,
  planned: Result<Act>,
): Result<{ id: number; voucherIds: number[]; warnings: string[] }> {
  if (!planned.ok) return planned;
  const good = checked(ctx, planned.value);
  if (!good.ok) return good;
  const {
    fund,
    kind,
    date,
    facts,
    amountFen,
    documentNo,
    party,
    note,
    posting,
    attachments,
    warnings,
    write,
  } = good.value;
  const event = { kind, date, facts, amountFen, documentNo, party, note };
  const registered = registerEvent(ctx, fund.id, event, posting === null ? [] : [posting], attachments);
  if (!registered.ok) return registered;
  write(ctx, registered.value.id);
  return ok({ ...registered.value, warnings: [...warnings] });
}

export function preview(ctx: Reading, planned: Result<Act>): Result<Output<'fund.preview'>> {
  if (!planned.ok) return planned;
  const good = checked(ctx, planned.value);
  if (!good.ok) return good;
  const { fund, date, posting, amountFen, warnings } = good.value;
  const isBooked = posting !== null && posting.lines.length > 0 && booksBegin(ctx.db, fund.id, date);
  return ok({
    vouchers: isBooked ? previewOf(ctx.db, fund.id, [posting]) : [],
    amountFen,
    warnings: [...warnings],
  });
}

/** What the books never saw is undone before they begin: a red row of their own time would have no voucher. */
export function checkUndoing(fund: Fund, event: { readonly date: string }, date: string): Result<string> {
  if (event.date.slice(0, 7) >= fund.firstPeriod || date.slice(0, 7) < fund.firstPeriod) return ok(date);
  const sentence = `这一笔在账本开始（${fund.firstPeriod}）以前，冲销日期也要填 ${fund.firstPeriod}-01 以前。期初已经锁定的，不能再冲销，请在当期另作更正。`;
  return refuse('before_books', sentence, { date: sentence });
}
