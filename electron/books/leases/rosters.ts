import { areaText, type LeaseYear, leaseYears } from '../../../shared/rules/leases.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { paymentsIn } from './payments.ts';
import { type Lease, LEASE } from './terms.ts';

/** One lease's line of a payment list on paper. */
interface RosterLine {
  readonly no: string;
  readonly lessorName: string;
  readonly groupNo: number | null;
  readonly plot: string;
  readonly area: string;
  readonly rentFen: number;
  readonly span: string;
  readonly fen: number;
}

function leasesIn(db: ReadableDb, entityId: number): Lease[] {
  return db.all<Lease>(`${LEASE} WHERE l.entity_id = ? ORDER BY l.no, l.id`, entityId);
}

/** What a payment paid, lease by lease; null where the event is none. A payment undone since is told as it was made. */
export function rentLinesOf(
  db: ReadableDb,
  entityId: number,
  eventId: number,
): { date: string; lines: RosterLine[] } | null {
  const parts = db.all<{ leaseId: number; firstYear: number; lastYear: number; date: string; fen: number }>(
    `SELECT lease_id AS leaseId, first_year AS firstYear, last_year AS lastYear, date, fen FROM lease_payment WHERE event_id = ? ORDER BY id`,
    eventId,
  );
  const [first] = parts;
  if (!first) return null;
  const leases = new Map(leasesIn(db, entityId).map((lease) => [lease.id, lease]));
  const lines = parts.map((part) => {
    const lease = leases.get(part.leaseId);
    invariant(lease !== undefined, 'a payment has its lease');
    const years = leaseYears({ ...lease, endedOn: null }).slice(part.firstYear - 1, part.lastYear);
    return { ...lineOf(lease, years), fen: part.fen };
  });
  return { date: first.date, lines };
}

/** All years not paid that are due by a day, a line a lease. */
export function rentLinesDue(db: ReadableDb, entityId: number, dueBy: string): RosterLine[] {
  const paid = Map.groupBy(paymentsIn(db, entityId), (payment) => payment.leaseId);
  return leasesIn(db, entityId).flatMap((lease) => {
    const paidYears = paid.get(lease.id)?.at(-1)?.lastYear ?? 0;
    const years = leaseYears(lease).filter((year) => year.no > paidYears && year.dueOn <= dueBy);
    return years.length === 0 ? [] : [lineOf(lease, years)];
  });
}

function lineOf(lease: Lease, years: readonly LeaseYear[]): RosterLine {
  const { no, lessorName, groupNo, plot, areaHundredths, rentFen } = lease;
  const [from, to] = [years[0]?.from ?? '', years.at(-1)?.to ?? ''];
  return {
    no,
    lessorName,
    groupNo,
    plot,
    area: areaText(areaHundredths),
    rentFen,
    span: `${from} 至 ${to}`,
    fen: years.reduce((sum, year) => sum + year.rentFen, 0),
  };
}
