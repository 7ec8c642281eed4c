import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays, daysBetween, monthOf } from '../../../shared/rules/calendar.ts';
import {
  areaText,
  chargedBy,
  EARLY_DAYS,
  isPaidAhead,
  type LeaseYear,
  leaseYears,
} from '../../../shared/rules/leases.ts';
import { formatYuan, isFen, MAX_FEN } from '../../../shared/rules/money.ts';
import { rentPaid, type RentPart } from '../../../shared/rules/posting/leases.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { ensureItem, itemById } from '../accounts/index.ts';
import { cooperativeOf, firstPeriodOf } from '../entities/index.ts';
import {
  checkMovements,
  enteredBefore,
  movementsOf,
  paperNo,
  previewOf,
  registerEvent,
} from '../events/index.ts';
import { booksBegin, checkBookDate } from '../vouchers/index.ts';
import { paymentsOf } from './payments.ts';
import { type Lease, leaseOf } from './terms.ts';

interface Part {
  readonly lease: Lease;
  readonly years: readonly LeaseYear[];
  readonly fen: number;
  /** Goes to 171 until it is used up; what is not is cost at once. */
  readonly isAhead: boolean;
}

interface PayPlan {
  readonly entityId: number;
  readonly parts: readonly Part[];
  readonly posting: Posting;
  readonly amountFen: number;
  readonly party: string;
  readonly documentNo: string;
  readonly warnings: readonly string[];
}

/** What 171 is analysed by for a lease: its number and lessor, so that it is told apart in the books too. */
function itemNameOf(db: ReadableDb, lease: Lease): string {
  const item = lease.itemId === null ? null : itemById(db, lease.itemId);
  return item?.name ?? `地租 ${lease.no} ${lease.lessorName}`.slice(0, 50);
}

/** Each lease's next years, in order: what is due is cost at once, what is paid ahead goes to 171 until it is used up. */
function planPaying(ctx: Reading, input: Parsed<'leases.pay'>): Result<PayPlan> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const day = checkBookDate(db, entityId, input.date, ctx.today);
  if (!day.ok) return day;
  const parts: Part[] = [];
  const seen = new Set<number>();
  for (const [index, one] of input.leases.entries()) {
    const part = partOf(
      db,
      { entityId, date: input.date },
      one,
      `leases.${index}.leaseId`,
      seen.has(one.leaseId),
    );
    if (!part.ok) return part;
    seen.add(one.leaseId);
    parts.push(part.value);
  }
  const amountFen = parts.reduce((sum, part) => sum + part.fen, 0);
  if (!isFen(amountFen)) return refuse('amount_invalid', `合计超过 ${formatYuan(MAX_FEN)} 元，请核对合同。`);
  const party = partyOf(parts);
  const documentNo = paperNo(input.documentNo);
  const twice = enteredBefore(db, entityId, documentNo, amountFen, party);
  if (twice) return twice;
  const posting = rentPaid(
    parts.map((part) => postedPart(db, part)),
    input.paid,
    summaryOf(parts),
  );
  // Before the books begin there is no voucher, and no money that could be short.
  const guarded = booksBegin(db, entityId, input.date)
    ? checkMovements(db, entityId, input.date, movementsOf(db, entityId, [posting]))
    : ok(openingsAsked(db, entityId, parts));
  if (!guarded.ok) return guarded;
  const warnings = [...guarded.value, ...paidEarly(parts, input.date)];
  return ok({ entityId, parts, posting, amountFen, party, documentNo, warnings });
}

function partOf(
  db: ReadableDb,
  { entityId, date }: { readonly entityId: number; readonly date: string },
  { leaseId, years: count }: { readonly leaseId: number; readonly years: number },
  field: string,
  isTwice: boolean,
): Result<Part> {
  const found = leaseOf(db, leaseId);
  if (!found.ok || found.value.entityId !== entityId) {
    return refuse('lease_unknown', '没有这份合同，请重新选择。', { [field]: '没有这份合同' });
  }
  const lease = found.value;
  const name = `合同 ${lease.no}（${lease.lessorName}）`;
  if (isTwice) {
    return refuse('lease_twice', `${name}在这张单里有两行，请合成一行。`, { [field]: '前面已经有一行' });
  }
  const years = leaseYears(lease);
  const paid = paymentsOf(db, leaseId).at(-1)?.lastYear ?? 0;
  const left = years.length - paid;
  if (left < count) {
    const sentence =
      left === 0
        ? `${name}的租金已经全部付清，到 ${years.at(-1)?.to ?? lease.to} 为止。`
        : `${name}只剩 ${left} 年没有付，填了 ${count} 年。`;
    return refuse('lease_paid_up', sentence, { [field]: sentence });
  }
  const chosen = years.slice(paid, paid + count);
  const notYet = lease.timing === 'arrears' ? chosen.find((year) => isNotOver(year, date)) : undefined;
  if (notYet) {
    const sentence = `${name}是后付的，${notYet.from} 至 ${notYet.to} 这一年还没有过完，要到 ${notYet.dueOn} 才付。请少付这一年，或核对付款日期；约定一次付几年的，合同要选“先付”。`;
    return refuse('lease_not_due', sentence, { [field]: sentence });
  }
  const fen = chosen.reduce((sum, year) => sum + year.rentFen, 0);
  return ok({ lease, years: chosen, fen, isAhead: isPaidAhead(lease, chosen, date) });
}

/** Rent paid afterwards is paid when its year is over, or in the month it is due in. */
const isNotOver = (year: LeaseYear, date: string): boolean =>
  year.to > date && date.slice(0, 7) < year.dueOn.slice(0, 7);

function postedPart(db: ReadableDb, part: Part): RentPart {
  const { lease, fen } = part;
  return {
    fen,
    prepaidItem: part.isAhead ? itemNameOf(db, lease) : null,
    creditor: lease.memberId === null ? { party: lease.lessorName } : { memberId: lease.memberId },
  };
}

function partyOf(parts: readonly Part[]): string {
  const [only] = parts;
  return parts.length === 1 && only ? only.lease.lessorName : `出租户 ${parts.length} 户`;
}

function summaryOf(parts: readonly Part[]): string {
  const mu = areaText(parts.reduce((sum, part) => sum + part.lease.areaHundredths, 0)).replace(/\.?0+$/u, '');
  const who = parts.length === 1 ? `${parts[0]!.lease.lessorName} ` : '';
  return `付 ${who}${mu} 亩土地流转费`;
}

/** What 171 has to open with for a payment that was made before the books begin. */
function openingsAsked(db: ReadableDb, entityId: number, parts: readonly Part[]): string[] {
  const first = firstPeriodOf(db, entityId);
  const before = monthOf(addDays(`${first}-01`, -1));
  return parts.flatMap((part) => {
    if (!part.isAhead) return [];
    const { lease, years, fen } = part;
    const paid = {
      every: lease.amortise,
      years: years.map(({ from, to, rentFen }) => ({ from, to, fen: rentFen })),
    };
    const charged = chargedBy(paid, before);
    if (charged === fen) return [];
    const opening = `在“期初余额”的 171 长期待摊费用里加上“${itemNameOf(db, lease)}”的 ${formatYuan(fen - charged)} 元`;
    return [
      charged === 0
        ? `付款在账本开始（${first}）以前，不填凭证。请${opening}。`
        : `付款在账本开始（${first}）以前，不填凭证。请先摊销 ${before}（到那时已该摊 ${formatYuan(charged)} 元），再${opening}。`,
    ];
  });
}

/** More than two months before it is due: perhaps the wrong lease. */
function paidEarly(parts: readonly Part[], date: string): string[] {
  return parts.flatMap(({ lease, years }) => {
    const due = years[0]?.dueOn ?? date;
    const early = daysBetween(date, due) > EARLY_DAYS;
    return early ? [`合同 ${lease.no}（${lease.lessorName}）到 ${due} 才该付，请核对。`] : [];
  });
}

export function payRent(ctx: Writing, input: Parsed<'leases.pay'>): Result<Output<'leases.pay'>> {
  const planned = planPaying(ctx, input);
  if (!planned.ok) return planned;
  const { entityId, parts, posting, amountFen, party, documentNo, warnings } = planned.value;
  const { date, note } = input;
  for (const part of parts) if (part.isAhead) nameItem(ctx.db, part.lease);
  const event = { kind: 'rentPaid', date, facts: input, amountFen, documentNo, party, note } as const;
  const registered = registerEvent(ctx, entityId, event, [posting], input.attachments);
  if (!registered.ok) return registered;
  for (const part of parts) {
    const { lease, years, fen } = part;
    const first = years[0]!.no;
    ctx.db.run(
      'INSERT INTO lease_payment (lease_id, event_id, date, first_year, last_year, fen, amortise) VALUES (?, ?, ?, ?, ?, ?, ?)',
      lease.id,
      registered.value.id,
      date,
      first,
      first + years.length - 1,
      fen,
      part.isAhead ? lease.amortise : null,
    );
  }
  return ok({ ...registered.value, warnings: [...warnings] });
}

/** The item of 171, made with the first payment over several years: also where the books begin later and its opening is typed. */
function nameItem(db: WritableDb, lease: Lease): void {
  if (lease.itemId !== null) return;
  const itemId = ensureItem(db, lease.entityId, 'spendItem', itemNameOf(db, lease));
  db.run('UPDATE land_lease SET item_id = ? WHERE id = ?', itemId, lease.id);
}

export function previewPaying(
  ctx: Reading,
  input: Parsed<'leases.previewPay'>,
): Result<Output<'leases.previewPay'>> {
  const planned = planPaying(ctx, input);
  if (!planned.ok) return planned;
  const { entityId, posting, amountFen, warnings } = planned.value;
  const vouchers = booksBegin(ctx.db, entityId, input.date) ? previewOf(ctx.db, entityId, [posting]) : [];
  return ok({ vouchers, amountFen, warnings: [...warnings] });
}
