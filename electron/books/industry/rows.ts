import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb, SqlValue } from '../../workspace/database.ts';
import { householdsFound } from '../village/index.ts';

export type IndustryRow = Output<'industry.list'>[number];

interface Stored extends Omit<IndustryRow, 'scale' | 'output' | 'inspectedScale'> {
  readonly scaleMilli: number;
  readonly outputMilli: number | null;
  readonly inspectedMilli: number | null;
}

/** The columns by which every list here names a household `h`, whose head is `head`. */
export const LISTED_HOUSEHOLD = /* sql */ `
  h.id AS householdId, h.code AS householdCode, h.group_no AS groupNo, COALESCE(head.name, '') AS headName, h.category`;

/** The last inspection of an industry `i` that stands. */
const INSPECTED = /* sql */ `(
  SELECT x.id FROM industry_inspection x
  WHERE x.industry_id = i.id AND x.reverses_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM industry_inspection r WHERE r.reverses_id = x.id)
  ORDER BY x.date DESC, x.id DESC LIMIT 1)`;

const ROWS = /* sql */ `
  SELECT i.id, i.year, ${LISTED_HOUSEHOLD}, h.head_id AS headId,
    k.id AS kindId, k.name AS kind, k.unit, k.output_unit AS outputUnit,
    s.scale_milli AS scaleMilli, s.input_fen AS inputFen, s.expected_fen AS expectedFen, s.output_milli AS outputMilli,
    s.income_fen AS incomeFen, s.note,
    n.scale_milli AS inspectedMilli, n.date AS inspectedOn, COALESCE(n.inspector, '') AS inspector,
    COALESCE((SELECT SUM(l.amount_fen) FROM award_line l JOIN award_programme p ON p.id = l.programme_id
      WHERE l.household_id = i.household_id AND l.kind_id = i.kind_id AND p.year = i.year
        AND p.state IN ('approved', 'noticed')), 0) AS awardFen,
    (SELECT COUNT(*) FROM industry_state v WHERE v.industry_id = i.id) AS versions
  FROM industry i
    JOIN industry_state s ON s.id = (SELECT MAX(v.id) FROM industry_state v WHERE v.industry_id = i.id)
    JOIN industry_kind k ON k.id = i.kind_id
    JOIN household h ON h.id = i.household_id LEFT JOIN person head ON head.id = h.head_id
    LEFT JOIN industry_inspection n ON n.id = ${INSPECTED}
  WHERE s.removed = 0`;

const ORDER = 'ORDER BY i.year DESC, h.group_no, h.code, k.id';

/** The ledger by group and household. */
export function listRows(db: ReadableDb, wanted: Parsed<'industry.list'>): IndustryRow[] {
  const [where, values] = narrowed([
    ['i.year = ?', wanted.year],
    ['i.household_id = ?', wanted.householdId],
    ['i.kind_id = ?', wanted.kindId],
    ['h.group_no = ?', wanted.groupNo],
    ['h.category = ?', wanted.category],
  ]);
  const rows = db.all<Stored>(`${ROWS} ${where} ${ORDER}`, ...values).map(shown);
  const search = wanted.search?.trim() ?? '';
  if (search === '') return rows;
  const found = householdsFound(db, search);
  return rows.filter((row) => found.has(row.householdId) || row.kind.includes(search));
}

export function rowById(db: ReadableDb, id: number): Result<IndustryRow> {
  const stored = db.get<Stored>(`${ROWS} AND i.id = ?`, id);
  return stored
    ? ok(shown(stored))
    : refuse('industry_unknown', '没有这一条产业台账，可能已经删去。请刷新后重选。');
}

function narrowed(
  conditions: readonly (readonly [sql: string, value: string | number | undefined])[],
): [string, SqlValue[]] {
  const asked = conditions.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
  return [asked.map(({ sql }) => `AND ${sql}`).join(' '), asked.map(({ value }) => value)];
}

function shown({ scaleMilli, outputMilli, inspectedMilli, ...row }: Stored): IndustryRow {
  return {
    ...row,
    scale: quantityText(scaleMilli),
    output: outputMilli === null ? null : quantityText(outputMilli),
    inspectedScale: inspectedMilli === null ? null : quantityText(inspectedMilli),
  };
}

/** What was written of one row, oldest first, and its inspections. A row that was taken out is still there to be read. */
export function getIndustry(db: ReadableDb, id: number): Result<Output<'industry.get'>> {
  const states = db.all<StoredState>(
    `SELECT id, removed, scale_milli AS scaleMilli, input_fen AS inputFen, expected_fen AS expectedFen,
       output_milli AS outputMilli, income_fen AS incomeFen, note, reason, import_id AS importId, operator, recorded_at AS recordedAt
     FROM industry_state WHERE industry_id = ? ORDER BY id`,
    id,
  );
  if (states.length === 0) return refuse('industry_unknown', '没有这一条产业台账，请刷新后重选。');
  const row = rowById(db, id);
  return ok({
    row: row.ok ? row.value : null,
    states: states.map(({ removed, scaleMilli, outputMilli, importId, ...state }) => ({
      ...state,
      removed: removed === 1,
      scale: quantityText(scaleMilli),
      output: outputMilli === null ? null : quantityText(outputMilli),
      imported: importId !== null,
    })),
    inspections: db
      .all<StoredInspection>(`${INSPECTIONS} WHERE n.industry_id = ? ORDER BY n.date, n.id`, id)
      .map(shownInspection),
  });
}

type Got = Output<'industry.get'>;

interface StoredState extends Omit<Got['states'][number], 'removed' | 'scale' | 'output' | 'imported'> {
  readonly removed: number;
  readonly scaleMilli: number;
  readonly outputMilli: number | null;
  readonly importId: number | null;
}

type Inspection = Got['inspections'][number];

interface StoredInspection extends Omit<Inspection, 'scale'> {
  readonly scaleMilli: number;
}

const INSPECTION_COLUMNS = /* sql */ `
  n.id, n.date, n.inspector, n.scale_milli AS scaleMilli, n.note, n.reverses_id AS reversesId,
  (SELECT r.id FROM industry_inspection r WHERE r.reverses_id = n.id) AS reversedById, n.operator, n.recorded_at AS recordedAt`;
const INSPECTIONS = `SELECT ${INSPECTION_COLUMNS} FROM industry_inspection n`;

function shownInspection<T extends { readonly scaleMilli: number }>({
  scaleMilli,
  ...row
}: T): Omit<T, 'scaleMilli'> & { scale: string } {
  return { ...row, scale: quantityText(scaleMilli) };
}

/** Every inspection of a year's rows, the latest first. */
export function listInspections(db: ReadableDb, year: number): Output<'industry.inspections'> {
  type Row = Output<'industry.inspections'>[number];
  return db
    .all<Omit<Row, 'scale' | 'claimedScale'> & { scaleMilli: number; claimedMilli: number }>(
      `SELECT ${INSPECTION_COLUMNS}, ${LISTED_HOUSEHOLD}, i.id AS industryId, k.name AS kind, k.unit, s.scale_milli AS claimedMilli
       FROM industry_inspection n JOIN industry i ON i.id = n.industry_id JOIN industry_kind k ON k.id = i.kind_id
         JOIN industry_state s ON s.id = (SELECT MAX(v.id) FROM industry_state v WHERE v.industry_id = i.id)
         JOIN household h ON h.id = i.household_id LEFT JOIN person head ON head.id = h.head_id
       WHERE i.year = ? ORDER BY n.date DESC, n.id DESC`,
      year,
    )
    .map(({ claimedMilli, ...row }) => ({
      ...shownInspection(row),
      claimedScale: quantityText(claimedMilli),
    }));
}

/** Years of the ledger and of programmes, the latest first. */
export function listYears(db: ReadableDb): number[] {
  return db
    .all<{ year: number }>(
      'SELECT year FROM industry UNION SELECT year FROM award_programme ORDER BY year DESC',
    )
    .map(({ year }) => year);
}
