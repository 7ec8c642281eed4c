import type { Output } from '../../../shared/contract/index.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import type { Reading } from '../../workspace/context.ts';
import { askOr } from './asking.ts';

type Dossier = Output<'household.dossier'>;
type Member = Dossier['members'][number];
type ShareYear = Member['years'][number];

/** The household's members of cooperatives: shares, what was distributed year by year, what stands on their account. */
export function membersOf(reading: Reading, householdId: number, asOf: string): Member[] {
  const { db } = reading;
  const members = db.all<Omit<Member, 'owedFen' | 'years'> & { entityId: number }>(
    `SELECT m.id AS memberId, m.no, p.name, e.name AS cooperative, m.entity_id AS entityId, m.state, m.joined_on AS joinedOn,
       COALESCE(SUM(t.amount_fen), 0) AS capitalFen, COALESCE(SUM(CASE WHEN t.from_relief = 1 THEN t.amount_fen END), 0) AS reliefFen
     FROM person p JOIN member m ON m.person_id = p.id JOIN entity e ON e.id = m.entity_id AND e.kind = 'cooperative'
       LEFT JOIN share_transaction t ON t.member_id = m.id AND t.date <= ?
     WHERE p.household_id = ? AND m.joined_on <= ? GROUP BY m.id ORDER BY e.id, length(m.no), m.no`,
    ...[asOf, householdId, asOf],
  );
  if (members.length === 0) return [];
  const years = Map.groupBy(shareYears(reading, householdId, asOf), (row) => row.memberId);
  const balances = new Map(
    [...new Set(members.map((one) => one.entityId))].flatMap((entityId) =>
      askOr(reading, 'business.balances', { entityId, account: '114', asOf }, []).flatMap((row) =>
        row.memberId === null ? [] : [[row.memberId, row.balanceFen] as const],
      ),
    ),
  );
  return members.map(({ entityId: _, ...member }) => ({
    ...member,
    owedFen: balances.get(member.memberId) ?? 0,
    years: (years.get(member.memberId) ?? []).map(({ memberId: _member, ...year }) => year),
  }));
}

/** Of runs approved by the day, with what was handed out or turned into shares by then. */
function shareYears(
  { db }: Reading,
  householdId: number,
  asOf: string,
): (ShareYear & { memberId: number })[] {
  return db
    .all<Omit<ShareYear, 'unpaidFen'> & { memberId: number }>(
      `SELECT l.member_id AS memberId, r.fiscal_year AS year, l.capital_fen AS capitalFen, l.patronage_fen AS patronageFen,
         l.patronage_return_fen AS patronageReturnFen, l.surplus_share_fen AS surplusShareFen, l.net_fen AS netFen,
         COALESCE((SELECT SUM(y.amount_fen) FROM dividend_payment y WHERE y.run_id = r.id AND y.member_id = l.member_id AND y.date <= ?), 0)
         + COALESCE((SELECT SUM(t.amount_fen) FROM share_transaction t WHERE t.run_id = r.id AND t.member_id = l.member_id AND t.date <= ?), 0)
           AS paidFen
       FROM person p JOIN member m ON m.person_id = p.id JOIN dividend_line l ON l.member_id = m.id JOIN dividend_run r ON r.id = l.run_id
       WHERE p.household_id = ? AND r.state IN ('approved', 'paying', 'settled') AND r.posting_date <= ?
       ORDER BY r.fiscal_year DESC`,
      ...[asOf, asOf, householdId, asOf],
    )
    .map((row) => ({ ...row, unpaidFen: row.netFen - row.paidFen }));
}

export function deliveriesOf({ db }: Reading, householdId: number, asOf: string): Dossier['deliveries'] {
  return db
    .all<Omit<Dossier['deliveries'][number], 'quantity'> & { milli: number }>(
      `SELECT CAST(substr(d.date, 1, 4) AS INTEGER) AS year, m.no AS memberNo, d.product, COALESCE(SUM(d.quantity_milli), 0) AS milli,
         SUM(d.amount_fen) AS amountFen, SUM(CASE WHEN d.reverses_id IS NULL THEN 1 ELSE -1 END) AS count
       FROM person p JOIN member m ON m.person_id = p.id JOIN delivery d ON d.member_id = m.id
       WHERE p.household_id = ? AND d.date <= ?
       GROUP BY 1, m.id, d.product HAVING SUM(d.amount_fen) <> 0 ORDER BY 1 DESC, m.no, d.product`,
      ...[householdId, asOf],
    )
    .map(({ milli, ...row }) => ({ ...row, quantity: quantityText(milli) }));
}

/** Work by year and person: of sheets approved by the day, and what was paid by then. */
export function labourOf({ db }: Reading, householdId: number, asOf: string): Dossier['labour'] {
  return db
    .all<
      Omit<Dossier['labour'][number], 'days' | 'pieces' | 'unpaidFen'> & {
        daysMilli: number;
        piecesMilli: number;
      }
    >(
      `SELECT s.year, p.name, SUM(l.days_milli) AS daysMilli, SUM(l.pieces_milli) AS piecesMilli, SUM(l.gross_fen) AS grossFen,
         SUM(l.net_fen) AS netFen,
         SUM(COALESCE((SELECT SUM(y.amount_fen) FROM labour_payment y
           WHERE y.sheet_id = s.id AND y.worker_id = l.worker_id AND y.date <= ?), 0)) AS paidFen
       FROM person p JOIN worker w ON w.person_id = p.id JOIN pay_line l ON l.worker_id = w.id JOIN pay_sheet s ON s.id = l.sheet_id
       WHERE p.household_id = ? AND s.approved_on <= ? AND (s.state = 'approved' OR s.voided_on > ?)
       GROUP BY s.year, w.id ORDER BY s.year DESC, p.id`,
      ...[asOf, householdId, asOf, asOf],
    )
    .map(({ daysMilli, piecesMilli, ...row }) => ({
      ...row,
      days: quantityText(daysMilli),
      pieces: quantityText(piecesMilli),
      unpaidFen: row.netFen - row.paidFen,
    }));
}

/** Land that persons of the household lease to a cooperative. */
export function leasesOf(reading: Reading, householdCode: string, asOf: string): Dossier['leases'] {
  return askOr(reading, 'leases.list', { asOf, all: true }, [])
    .filter((lease) => lease.householdCode === householdCode && lease.from <= asOf)
    .map((lease) => ({
      leaseId: lease.id,
      no: lease.no,
      plot: lease.plot,
      area: lease.area,
      yearRentFen: lease.yearRentFen,
      to: lease.endedOn ?? lease.to,
      paidFen: lease.paidFen,
      owedFen: lease.owedFen,
      nextDueOn: lease.nextDueOn,
      nextDueFen: lease.nextDueFen,
    }));
}
