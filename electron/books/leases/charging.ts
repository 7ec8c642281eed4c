import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { chargedBy, leaseYears } from '../../../shared/rules/leases.ts';
import { rentAmortised } from '../../../shared/rules/posting/leases.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { itemById } from '../accounts/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { previewOf, registerEvent } from '../events/index.ts';
import { balancesFrom } from '../ledger/index.ts';
import { booksBegin, checkBookDate } from '../vouchers/index.ts';
import { aheadOf, paymentsIn } from './payments.ts';
import { type Lease, LEASE } from './terms.ts';

type ChargeLine = Output<'leases.previewCharge'>['lines'][number];

interface ChargePlan {
  readonly entityId: number;
  readonly lines: readonly ChargeLine[];
  readonly posting: Posting;
  readonly amountFen: number;
}

/**
 * What is paid ahead becomes cost, for all leases of a month at once: all that is to be charged up to that month, less what was. So a month
 * that was missed is made up for, none is charged twice, and at the end nothing is left.
 */
function planCharging(ctx: Reading, input: Parsed<'leases.charge'>): Result<ChargePlan> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const { period } = input;
  if (input.date.slice(0, 7) !== period) {
    const sentence = `摊销 ${period}，日期也要在这个月里。`;
    return refuse('charge_month', sentence, { date: sentence });
  }
  const day = checkBookDate(db, entityId, input.date, ctx.today);
  if (!day.ok) return day;
  const leases = new Map(
    db.all<Lease>(`${LEASE} WHERE l.entity_id = ?`, entityId).map((lease) => [lease.id, lease]),
  );
  const payments = paymentsIn(db, entityId);
  const items: { item: string; fen: number }[] = [];
  const lines: ChargeLine[] = [];
  for (const payment of payments) {
    const lease = leases.get(payment.leaseId);
    invariant(lease !== undefined, 'a payment has its lease');
    // Nothing becomes cost before it is paid.
    const ahead = payment.date <= input.date ? aheadOf(payment, leaseYears(lease)) : null;
    if (ahead === null) continue;
    const fen = chargedBy(ahead, period) - payment.chargedFen;
    if (fen <= 0) continue;
    invariant(lease.itemId !== null, 'what is paid ahead has its item');
    items.push({ item: itemById(db, lease.itemId)?.name ?? '', fen });
    lines.push({
      paymentId: payment.id,
      leaseId: lease.id,
      no: lease.no,
      lessorName: lease.lessorName,
      fen,
      leftFen: payment.fen - payment.chargedFen - fen,
    });
  }
  if (lines.length === 0) {
    const done = db.get<{ date: string }>(
      `SELECT c.date FROM lease_charge c JOIN lease_payment p ON p.id = c.payment_id JOIN land_lease l ON l.id = p.lease_id
       WHERE l.entity_id = ? AND c.period = ? AND c.undone_by IS NULL LIMIT 1`,
      entityId,
      period,
    );
    return refuse(
      'nothing_to_charge',
      done
        ? `${period} 已经在 ${done.date} 摊销过了，不会再摊一次。`
        : `${period} 没有要摊销的地租：没有预付几年的租金，或者都摊完了。`,
    );
  }
  if (booksBegin(db, entityId, input.date)) {
    for (const [leaseId, own] of Map.groupBy(lines, (line) => line.leaseId)) {
      const bar = barToCharge(db, leases.get(leaseId)!, own, input.date);
      if (bar) return bar;
    }
  }
  const amountFen = lines.reduce((sum, line) => sum + line.fen, 0);
  return ok({ entityId, lines, posting: rentAmortised(period, items), amountFen });
}

/** No more becomes cost than stands on 171: what was paid before the books begin must have its opening. */
function barToCharge(
  db: ReadableDb,
  lease: Lease,
  lines: readonly ChargeLine[],
  date: string,
): Result<never> | null {
  const fen = lines.reduce((sum, line) => sum + line.fen, 0);
  const key = { account: '171', memberId: null, itemId: lease.itemId, item2Id: null };
  const has = Math.min(...balancesFrom(db, lease.entityId, key, date).map((point) => point.fen));
  if (has >= fen) return null;
  const left = lines.reduce((sum, line) => sum + line.fen + line.leftFen, 0);
  const item = itemById(db, lease.itemId!)?.name ?? '';
  return refuse(
    'prepaid_short',
    `合同 ${lease.no}（${lease.lessorName}）要摊 ${formatYuan(fen)} 元，171 长期待摊费用“${item}”账上只有 ${formatYuan(has)} 元，登记的预付还有 ${formatYuan(left)} 元没摊。账本开始以前预付的，请在“期初余额”的 171 里给“${item}”加上 ${formatYuan(left - has)} 元，再摊销。`,
  );
}

export function chargeRent(ctx: Writing, input: Parsed<'leases.charge'>): Result<Output<'leases.charge'>> {
  const planned = planCharging(ctx, input);
  if (!planned.ok) return planned;
  const { entityId, lines, posting, amountFen } = planned.value;
  const { date, period } = input;
  const event = {
    kind: 'rentAmortised',
    date,
    facts: input,
    amountFen,
    documentNo: '',
    party: `${period}（${lines.length} 份合同）`,
    note: '',
  } as const;
  const registered = registerEvent(ctx, entityId, event, [posting]);
  if (!registered.ok) return registered;
  for (const line of lines) {
    ctx.db.run(
      'INSERT INTO lease_charge (payment_id, event_id, date, period, fen) VALUES (?, ?, ?, ?, ?)',
      line.paymentId,
      registered.value.id,
      date,
      period,
      line.fen,
    );
  }
  return ok({ ...registered.value, warnings: [] });
}

export function previewCharging(
  ctx: Reading,
  input: Parsed<'leases.previewCharge'>,
): Result<Output<'leases.previewCharge'>> {
  const planned = planCharging(ctx, input);
  if (!planned.ok) return planned;
  const { entityId, posting, amountFen, lines } = planned.value;
  const vouchers = booksBegin(ctx.db, entityId, input.date) ? previewOf(ctx.db, entityId, [posting]) : [];
  return ok({ vouchers, amountFen, warnings: [], lines: [...lines] });
}
