import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays, daysBetween } from '../../../shared/rules/calendar.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import {
  amortisationOf,
  areaText,
  type LeaseYear,
  leaseYears,
  yearRent,
} from '../../../shared/rules/leases.ts';
import { LEASE_TITLES } from '../../../shared/rules/posting/leases.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { listEvents } from '../events/index.ts';
import { aheadOf, type LeasePayment, paymentsIn, paymentsOf } from './payments.ts';
import { type Lease, LEASE, leaseOf } from './terms.ts';

type LeaseRow = Output<'leases.list'>[number];

/** Contracts with what is due, paid and owed on a day; those that are over and paid only when asked for. */
export function listLeases({ db, today }: Reading, input: Parsed<'leases.list'>): Result<LeaseRow[]> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const asOf = input.asOf ?? today;
  const words = toHalfWidth(input.search ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return ok(
    rowsOf(db, cooperative.value.id, asOf)
      .filter((row) => input.all === true || (row.endedOn ?? row.to) >= asOf || row.owedFen > 0)
      .filter((row) => {
        const text = [row.no, row.lessorName, row.householdCode, row.memberNo ?? '', row.plot, row.note]
          .join('\n')
          .toLowerCase();
        return words.every((word) => text.includes(word));
      }),
  );
}

function rowsOf(db: ReadableDb, entityId: number, asOf: string): LeaseRow[] {
  const payments = Map.groupBy(paymentsIn(db, entityId), (payment) => payment.leaseId);
  return db
    .all<Lease>(`${LEASE} WHERE l.entity_id = ? ORDER BY l.no, l.id`, entityId)
    .map((lease) => rowOf(lease, payments.get(lease.id) ?? [], asOf));
}

/** Payments dated later are not known on the day asked for. */
function rowOf(lease: Lease, payments: readonly LeasePayment[], asOf: string): LeaseRow {
  const years = leaseYears(lease);
  const known = payments.filter((payment) => payment.date <= asOf);
  const paidYears = known.at(-1)?.lastYear ?? 0;
  const sum = (some: readonly LeaseYear[]): number => some.reduce((total, year) => total + year.rentFen, 0);
  const next = years[paidYears];
  const { entityId: _, itemId: _item, areaHundredths, rentFen, ...shown } = lease;
  return {
    ...shown,
    area: areaText(areaHundredths),
    rentFen,
    yearRentFen: yearRent(areaHundredths, rentFen),
    dueFen: sum(years.filter((year) => year.dueOn <= asOf)),
    paidFen: known.reduce((total, payment) => total + payment.fen, 0),
    owedFen: sum(years.filter((year) => year.no > paidYears && year.dueOn <= asOf)),
    nextDueOn: next?.dueOn ?? null,
    nextDueFen: sum(next ? years.filter((year) => year.no > paidYears && year.dueOn === next.dueOn) : []),
    prepaidFen: known
      .filter((payment) => payment.amortise !== null)
      .reduce((total, payment) => total + payment.fen - payment.chargedFen, 0),
    dueIn: next ? daysBetween(asOf, next.dueOn) : null,
  };
}

/** Days before the due day from which a year is called due. */
const SOON = 30;

export function getLease({ db, today }: Reading, input: Parsed<'leases.get'>): Result<Output<'leases.get'>> {
  const found = leaseOf(db, input.id);
  if (!found.ok) return found;
  const lease = found.value;
  const asOf = input.asOf ?? today;
  const payments = paymentsOf(db, lease.id);
  const years = leaseYears(lease);
  return ok({
    lease: rowOf(lease, payments, asOf),
    years: years.map((year) => {
      const payment = payments.find((one) => one.firstYear <= year.no && one.lastYear >= year.no);
      const unpaid = year.dueOn < asOf ? 'overdue' : year.dueOn <= addDays(asOf, SOON) ? 'due' : 'coming';
      return {
        ...year,
        state: payment ? 'paid' : unpaid,
        paidOn: payment?.date ?? null,
        eventId: payment?.eventId ?? null,
      };
    }),
    charges: payments.flatMap((payment) => chargesOf(db, payment, years)),
  });
}

/** The plan of a payment ahead beside what was charged: a month made up for later counts with the month that did. */
function chargesOf(
  db: ReadableDb,
  payment: LeasePayment,
  years: readonly LeaseYear[],
): Output<'leases.get'>['charges'] {
  const ahead = aheadOf(payment, years);
  if (ahead === null) return [];
  const made = db.all<{ period: string; eventId: number }>(
    'SELECT period, event_id AS eventId FROM lease_charge WHERE payment_id = ? AND undone_by IS NULL ORDER BY period',
    payment.id,
  );
  return amortisationOf(ahead).map((charge) => {
    const by = made.find((one) => one.period >= charge.period);
    return { ...charge, isCharged: by !== undefined, eventId: by?.eventId ?? null };
  });
}

/** Years not paid that are due up to some days ahead, oldest first. */
export function listDue({ db, today }: Reading, input: Parsed<'leases.due'>): Result<Output<'leases.due'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const asOf = input.asOf ?? today;
  const last = addDays(asOf, input.days);
  const paid = Map.groupBy(paymentsIn(db, cooperative.value.id), (payment) => payment.leaseId);
  const due = db
    .all<Lease>(`${LEASE} WHERE l.entity_id = ? ORDER BY l.no, l.id`, cooperative.value.id)
    .flatMap((lease) => {
      const paidYears = paid.get(lease.id)?.at(-1)?.lastYear ?? 0;
      return leaseYears(lease)
        .filter((year) => year.no > paidYears && year.dueOn <= last)
        .map((year) => ({
          leaseId: lease.id,
          no: lease.no,
          lessorName: lease.lessorName,
          yearNo: year.no,
          dueOn: year.dueOn,
          dueIn: daysBetween(asOf, year.dueOn),
          rentFen: year.rentFen,
        }));
    });
  return ok(due.toSorted((a, b) => a.dueIn - b.dueIn || a.leaseId - b.leaseId || a.yearNo - b.yearNo));
}

export function listLeaseEvents(
  { db }: Reading,
  input: Parsed<'leases.events'>,
): Result<Output<'leases.events'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const kinds = Object.keys(LEASE_TITLES) as (keyof typeof LEASE_TITLES)[];
  return ok(listEvents(db, cooperative.value.id, kinds, input.year));
}
