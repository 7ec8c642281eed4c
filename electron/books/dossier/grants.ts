import type { Output } from '../../../shared/contract/index.ts';
import type { Reading } from '../../workspace/context.ts';
import { listRows } from '../industry/index.ts';

type Dossier = Output<'household.dossier'>;

export function industriesOf({ db }: Reading, householdId: number, asOf: string): Dossier['industries'] {
  return listRows(db, { householdId })
    .filter((row) => `${row.year}-01-01` <= asOf)
    .map(({ id, year, kind, scale, unit, inspectedScale, inputFen, expectedFen, incomeFen, awardFen }) => ({
      ...{ id, year, kind, scale, unit, inspectedScale, inputFen, expectedFen, incomeFen, awardFen },
    }));
}

/** Awards of lists that are approved, with what was paid by the day. */
export function awardsOf({ db }: Reading, householdId: number, asOf: string): Dossier['awards'] {
  return db
    .all<Omit<Dossier['awards'][number], 'unpaidFen' | 'isPayable'> & { noticeTo: string | null }>(
      `SELECT p.id AS programmeId, p.year, p.name, SUM(l.amount_fen) AS amountFen, p.notice_to AS noticeTo,
         COALESCE((SELECT SUM(y.amount_fen) FROM award_payment y
           WHERE y.programme_id = p.id AND y.household_id = l.household_id AND y.date <= ?), 0) AS paidFen,
         (SELECT MAX(y.date) FROM award_payment y
           WHERE y.programme_id = p.id AND y.household_id = l.household_id AND y.date <= ?) AS paidOn
       FROM award_line l JOIN award_programme p ON p.id = l.programme_id
       WHERE l.household_id = ? AND p.state IN ('approved', 'noticed') AND p.year <= ?
       GROUP BY p.id HAVING SUM(l.amount_fen) <> 0 ORDER BY p.year DESC, p.id`,
      ...[asOf, asOf, householdId, Number(asOf.slice(0, 4))],
    )
    .map(({ noticeTo, ...award }) => ({
      ...award,
      unpaidFen: award.amountFen - award.paidFen,
      isPayable: noticeTo !== null && noticeTo < asOf,
    }));
}
