import type { LeaseYear, PaidAhead } from '../../../shared/rules/leases.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/** A payment of rent that stands: some years of one lease. */
export interface LeasePayment {
  readonly id: number;
  readonly leaseId: number;
  readonly eventId: number;
  readonly date: string;
  readonly firstYear: number;
  readonly lastYear: number;
  readonly fen: number;
  /** Several years paid ahead, and how they become cost; null: one year. */
  readonly amortise: 'month' | 'year' | null;
  /** What of it became cost so far. */
  readonly chargedFen: number;
}

const PAYMENT = /* sql */ `
  SELECT p.id, p.lease_id AS leaseId, p.event_id AS eventId, p.date, p.first_year AS firstYear, p.last_year AS lastYear, p.fen, p.amortise,
    (SELECT COALESCE(SUM(c.fen), 0) FROM lease_charge c WHERE c.payment_id = p.id AND c.undone_by IS NULL) AS chargedFen
  FROM lease_payment p`;

/** Payments of a lease that stand, by year. */
export function paymentsOf(db: ReadableDb, leaseId: number): LeasePayment[] {
  return db.all<LeasePayment>(
    `${PAYMENT} WHERE p.lease_id = ? AND p.undone_by IS NULL ORDER BY p.first_year`,
    leaseId,
  );
}

/** All of an entity's that stand. */
export function paymentsIn(db: ReadableDb, entityId: number): LeasePayment[] {
  return db.all<LeasePayment>(
    `${PAYMENT} JOIN land_lease l ON l.id = p.lease_id WHERE l.entity_id = ? AND p.undone_by IS NULL ORDER BY p.lease_id, p.first_year`,
    entityId,
  );
}

/** A payment over several years as the rule of amortisation sees it. */
export function aheadOf(payment: LeasePayment, years: readonly LeaseYear[]): PaidAhead | null {
  if (payment.amortise === null) return null;
  return {
    every: payment.amortise,
    years: years
      .slice(payment.firstYear - 1, payment.lastYear)
      .map(({ from, to, rentFen }) => ({ from, to, fen: rentFen })),
  };
}
