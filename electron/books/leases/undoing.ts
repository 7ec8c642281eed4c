import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { eventNamed, standingEvent, type StandingEvent, undoEvent } from '../events/index.ts';

/** Undoes a payment or a month's amortisation: red vouchers, and the years or months are open again. */
export function reverseLeaseEvent(
  ctx: Writing,
  input: Parsed<'leases.reverse'>,
): Result<Output<'leases.reverse'>> {
  const { db } = ctx;
  const found = standingEvent(db, input.id, 'leases');
  if (!found.ok) return found;
  const event = found.value;
  const later = builtOn(db, event);
  if (later !== null) {
    return refuse(
      'event_built_on',
      `后面还有登记用到它：${eventNamed(db, later)}。请先冲销后面的，再冲销这一笔。`,
    );
  }
  const early = beforeChargesEnd(db, event, input.date);
  if (early) return early;
  const undone = undoEvent(ctx, event, input);
  if (!undone.ok) return undone;
  db.run(
    `UPDATE ${event.kind === 'rentPaid' ? 'lease_payment' : 'lease_charge'} SET undone_by = ? WHERE event_id = ?`,
    undone.value.id,
    event.id,
  );
  return ok(undone.value);
}

/** Until its amortisation was undone, a payment has become cost: taken back on an earlier day, 171 would stand below nothing until then. */
function beforeChargesEnd(db: ReadableDb, event: StandingEvent, date: string): Result<never> | null {
  if (event.kind !== 'rentPaid') return null;
  const last = db.get<{ period: string; undoneOn: string }>(
    `SELECT c.period, e.date AS undoneOn FROM lease_payment p JOIN lease_charge c ON c.payment_id = p.id
       JOIN business_event e ON e.id = c.undone_by
     WHERE p.event_id = ? ORDER BY e.date DESC, c.period DESC LIMIT 1`,
    event.id,
  );
  if (!last || date >= last.undoneOn) return null;
  const sentence = `这笔租金 ${last.period} 的摊销在 ${last.undoneOn} 才冲销，冲销付款的日期不能早于那一天。`;
  return refuse('reversal_too_early', sentence, { date: sentence });
}

/** A payment of later years, what became cost of this one, or a later month of the same. */
function builtOn(db: ReadableDb, event: StandingEvent): number | null {
  const row =
    event.kind === 'rentPaid'
      ? db.get<{ id: number }>(
          `WITH mine AS (SELECT id, lease_id, last_year FROM lease_payment WHERE event_id = ?)
           SELECT c.event_id AS id FROM mine JOIN lease_charge c ON c.payment_id = mine.id AND c.undone_by IS NULL
           UNION ALL
           SELECT p.event_id FROM mine JOIN lease_payment p ON p.lease_id = mine.lease_id AND p.undone_by IS NULL AND p.first_year > mine.last_year
           ORDER BY 1 DESC LIMIT 1`,
          event.id,
        )
      : db.get<{ id: number }>(
          `SELECT later.event_id AS id FROM lease_charge c JOIN lease_charge later ON later.payment_id = c.payment_id
             AND later.period > c.period AND later.undone_by IS NULL
           WHERE c.event_id = ? ORDER BY later.period DESC LIMIT 1`,
          event.id,
        );
  return row?.id ?? null;
}
