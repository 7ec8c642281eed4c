import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { labourPatronage, labourPatronageNote } from './patronage.ts';
import { owedOn } from './register.ts';

type Year = Output<'labour.year'>;

interface Row {
  readonly workerId: number;
  readonly itemId: number;
  readonly name: string;
  readonly householdId: number | null;
  readonly householdCode: string;
  readonly headName: string;
  readonly groupNo: number | null;
  readonly memberId: number | null;
  readonly memberNo: string | null;
  readonly daysMilli: number;
  readonly piecesMilli: number;
  readonly grossFen: number;
  readonly advanceFen: number;
  readonly taxFen: number;
  readonly paidFen: number;
}

interface Summed extends Row {
  readonly unpaidFen: number;
  readonly patronageFen: number;
}

/** A year by household: what its workers did and earned, what they were paid and are owed. */
export function yearOfLabour({ db }: Reading, input: Parsed<'labour.year'>): Result<Year> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const rows = readYear(db, entityId, input.year);
  const open = openOf(db, entityId, input.year);
  return ok({
    households: [...Map.groupBy(rows, (row) => row.householdId ?? `worker ${row.workerId}`).values()].map(
      (workers) => {
        const { householdId, householdCode, headName, groupNo } = workers[0]!;
        return {
          householdId,
          householdCode,
          headName,
          groupNo,
          ...summed(workers),
          workers: workers.map((worker) => ({
            workerId: worker.workerId,
            name: worker.name,
            memberId: worker.memberId,
            memberNo: worker.memberNo,
            ...summed([worker]),
          })),
        };
      },
    ),
    totals: {
      households: new Set(rows.flatMap((row) => row.householdId ?? [])).size,
      workers: rows.length,
      ...summed(rows),
    },
    patronageNote: labourPatronageNote(db, entityId),
    openEntries: open.count,
    openFen: open.fen,
  });
}

function summed(rows: readonly Summed[]): Omit<Year['totals'], 'households' | 'workers'> {
  const sum = (of: (row: Summed) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    days: quantityText(sum((row) => row.daysMilli)),
    pieces: quantityText(sum((row) => row.piecesMilli)),
    grossFen: sum((row) => row.grossFen),
    advanceFen: sum((row) => row.advanceFen),
    taxFen: sum((row) => row.taxFen),
    paidFen: sum((row) => row.paidFen),
    unpaidFen: sum((row) => row.unpaidFen),
    patronageFen: sum((row) => row.patronageFen),
  };
}

/** Whoever earned, was paid or is owed something; by group, household and worker. */
function readYear(db: ReadableDb, entityId: number, year: number): Summed[] {
  const { firstDay, lastDay } = fiscalYearBounds(year);
  const owed = owedOn(db, entityId, lastDay);
  const patronage = labourPatronage(db, entityId, year);
  return db
    .all<Row>(
      `WITH ask(entity_id, year, first, last) AS (VALUES (?, ?, ?, ?)),
         earned AS (SELECT l.worker_id, SUM(l.days_milli) AS days, SUM(l.pieces_milli) AS pieces, SUM(l.gross_fen) AS gross,
             SUM(l.advance_fen) AS advance, SUM(l.tax_fen) AS tax
           FROM ask JOIN pay_sheet s ON s.entity_id = ask.entity_id AND s.year = ask.year AND s.state = 'approved'
             JOIN pay_line l ON l.sheet_id = s.id GROUP BY l.worker_id),
         paid AS (SELECT p.worker_id, SUM(p.amount_fen) AS fen FROM ask JOIN labour_payment p
             ON p.entity_id = ask.entity_id AND p.date BETWEEN ask.first AND ask.last GROUP BY p.worker_id)
       SELECT w.id AS workerId, w.item_id AS itemId, p.name, p.household_id AS householdId, COALESCE(h.code, '') AS householdCode,
         COALESCE(head.name, p.name) AS headName, COALESCE(h.group_no, p.listed_group_no) AS groupNo, m.id AS memberId, m.no AS memberNo,
         COALESCE(e.days, 0) AS daysMilli, COALESCE(e.pieces, 0) AS piecesMilli, COALESCE(e.gross, 0) AS grossFen,
         COALESCE(e.advance, 0) AS advanceFen, COALESCE(e.tax, 0) AS taxFen, COALESCE(d.fen, 0) AS paidFen
       FROM ask JOIN worker w ON w.entity_id = ask.entity_id JOIN person p ON p.id = w.person_id
         LEFT JOIN household h ON h.id = p.household_id LEFT JOIN person head ON head.id = h.head_id
         LEFT JOIN member m ON m.entity_id = w.entity_id AND m.person_id = w.person_id
         LEFT JOIN earned e ON e.worker_id = w.id LEFT JOIN paid d ON d.worker_id = w.id
       ORDER BY groupNo IS NULL, groupNo, householdCode, w.id`,
      entityId,
      year,
      firstDay,
      lastDay,
    )
    .map((row) => ({
      ...row,
      unpaidFen: owed.get(row.itemId) ?? 0,
      patronageFen: row.memberId === null ? 0 : (patronage.get(row.memberId) ?? 0),
    }))
    .filter((row) => row.grossFen !== 0 || row.paidFen !== 0 || row.unpaidFen !== 0 || row.daysMilli !== 0);
}

function openOf(db: ReadableDb, entityId: number, year: number): { count: number; fen: number } {
  const { firstDay, lastDay } = fiscalYearBounds(year);
  return unsettledWork(db, entityId, firstDay, lastDay);
}

/** Work of some days that is in no approved sheet; what was taken back again is none. */
export function unsettledWork(
  db: ReadableDb,
  entityId: number,
  from: string,
  to: string,
): { count: number; fen: number } {
  return db.get<{ count: number; fen: number }>(
    `SELECT COUNT(*) AS count, COALESCE(SUM(e.amount_fen), 0) AS fen FROM work_entry e
     WHERE e.entity_id = ? AND e.date BETWEEN ? AND ? AND e.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM pay_use u WHERE u.entry_id = e.id AND u.released = 0)
       AND NOT EXISTS (SELECT 1 FROM work_entry r WHERE r.reverses_id = e.id)`,
    entityId,
    from,
    to,
  )!;
}
