import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { checkPastDate } from '../entities/index.ts';
import { batchById, titleOf } from './batch.ts';
import { greenhouseNo } from './occupancy.ts';
import { proveBags } from './proving.ts';

type Kind = 'placed' | 'moved' | 'taken' | 'lost' | 'cleared';

interface NewRow {
  readonly batchId: number;
  readonly greenhouse: string;
  readonly date: string;
  readonly kind: Kind | 'undone';
  readonly bags: number;
  readonly lossId?: number;
  readonly harvestId?: number;
  readonly reversesId?: number;
  readonly note?: string;
}

/** Bags into, between and out of greenhouses. A move is one row out and one in. */
export function placeBags(
  ctx: Writing,
  input: Parsed<'production.place'>,
): Result<Output<'production.place'>> {
  const { db } = ctx;
  const batch = batchById(db, input.batchId);
  if (!batch) return refuse('batch_unknown', '没有这个菌袋批次，请重新选择。', { batchId: '没有这个批次' });
  const day = checkPastDate(input.date, ctx.today);
  if (!day.ok) return day;
  if (input.date < batch.begunOn) {
    const sentence = `批次“${titleOf(batch)}”${batch.begunOn} 才开始制袋，进棚不能比它早。`;
    return refuse('batch_not_begun', sentence, { date: sentence });
  }
  if (batch.settledOn !== null) {
    const sentence = `批次“${titleOf(batch)}”已在 ${batch.settledOn} 结清出棚，不能再进棚、转棚。`;
    return refuse('batch_settled', sentence, { batchId: sentence });
  }
  const rows = rowsOf(input);
  if (!rows.ok) return rows;
  const stepId = writeStep(ctx, rows.value);
  const proved = proveBags(db, batch.id);
  if (!proved.ok) return proved;
  const named = rows.value.filter((one) => one.bags > 0).map((one) => one.greenhouse);
  return ok({ stepId, warnings: strangers(db, batch.entityId, named) });
}

function rowsOf({ batchId, date, note, places }: Parsed<'production.place'>): Result<NewRow[]> {
  const rows: NewRow[] = [];
  for (const [index, { from, to, bags }] of places.entries()) {
    const [out, into] = [from === null ? null : greenhouseNo(from), to === null ? null : greenhouseNo(to)];
    if (out === into) {
      const sentence =
        out === null ? `第 ${index + 1} 行：请填棚号。` : `第 ${index + 1} 行：转出和转入是同一个棚 ${out}。`;
      return refuse('place_nowhere', sentence, { [`places.${index}.to`]: sentence });
    }
    const kind = out === null ? 'placed' : into === null ? 'taken' : 'moved';
    if (out !== null) rows.push({ batchId, date, note, kind, greenhouse: out, bags: -bags });
    if (into !== null) rows.push({ batchId, date, note, kind, greenhouse: into, bags });
  }
  return ok(rows);
}

/** Greenhouses that no asset card knows, or that are gone or let out: odd, and said. */
function strangers(db: ReadableDb, entityId: number, greenhouses: readonly string[]): string[] {
  const rows = db.all<{ no: string; state: string | null }>(
    `SELECT j.value AS no, COALESCE(
       (SELECT p.state FROM asset_piece p JOIN asset_card c ON c.id = p.asset_id WHERE c.entity_id = ? AND upper(p.no) = j.value),
       (SELECT c.state FROM asset_card c WHERE c.entity_id = ? AND upper(c.no) = j.value)) AS state
     FROM json_each(?) j`,
    entityId,
    entityId,
    JSON.stringify([...new Set(greenhouses)]),
  );
  const say = (found: readonly { no: string }[], what: string): string[] =>
    found.length === 0
      ? []
      : [
          `${found
            .slice(0, 5)
            .map((one) => one.no)
            .join('、')}${found.length > 5 ? ` 等 ${found.length} 个棚` : ''}${what}`,
        ];
  return [
    ...say(
      rows.filter((one) => one.state === null),
      '在固定资产里没有登记，请核对棚号。',
    ),
    ...say(
      rows.filter((one) => one.state === 'gone'),
      '在固定资产里已经报废，请核对棚号。',
    ),
    ...say(
      rows.filter((one) => one.state === 'rented'),
      '在固定资产里是出租的，请核对棚号。',
    ),
  ];
}

function writeStep(ctx: Writing, rows: readonly NewRow[]): number {
  const ids = rows.map((row) => insertRow(ctx, row));
  const stepId = ids[0]!;
  nameStep(ctx.db, stepId, ids);
  return stepId;
}

function insertRow(ctx: Writing, row: NewRow): number {
  return ctx.db.run(
    `INSERT INTO bag_place (batch_id, greenhouse, date, kind, bags, step_id, loss_id, harvest_id, reverses_id, note, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)`,
    row.batchId,
    row.greenhouse,
    row.date,
    row.kind,
    row.bags,
    row.lossId ?? null,
    row.harvestId ?? null,
    row.reversesId ?? null,
    row.note ?? '',
    ctx.operator,
    ctx.now,
  ).lastId;
}

function nameStep(db: WritableDb, stepId: number, ids: readonly number[]): void {
  db.run(
    'UPDATE bag_place SET step_id = ? WHERE id IN (SELECT value FROM json_each(?))',
    stepId,
    JSON.stringify(ids),
  );
}

/** Lost bags leave their greenhouse. */
export function takeLost(
  ctx: Writing,
  loss: { batchId: number; greenhouse: string; date: string; bags: number; lossId: number; reason: string },
): void {
  const { batchId, greenhouse, date, lossId, reason } = loss;
  writeStep(ctx, [{ batchId, greenhouse, date, kind: 'lost', bags: -loss.bags, lossId, note: reason }]);
}

/** The last flush is picked: what stands anywhere comes out (弃袋). */
export function clearGreenhouses(ctx: Writing, batchId: number, date: string, harvestId: number): void {
  const standing = ctx.db.all<{ greenhouse: string; bags: number }>(
    'SELECT greenhouse, SUM(bags) AS bags FROM bag_place WHERE batch_id = ? GROUP BY greenhouse HAVING SUM(bags) > 0 ORDER BY greenhouse',
    batchId,
  );
  if (standing.length === 0) return;
  writeStep(
    ctx,
    standing.map(({ greenhouse, bags }) => ({
      batchId,
      greenhouse,
      date,
      kind: 'cleared',
      bags: -bags,
      harvestId,
      note: '末潮结清出棚',
    })),
  );
}

/** The same rows the other way round, on the same day: as if the step had not been. */
export function undoStep(ctx: Writing, stepId: number): void {
  const rows = ctx.db.all<{ id: number; batchId: number; greenhouse: string; date: string; bags: number }>(
    'SELECT id, batch_id AS batchId, greenhouse, date, bags FROM bag_place WHERE step_id = ? ORDER BY id',
    stepId,
  );
  if (rows.length === 0) return;
  writeStep(
    ctx,
    rows.map(({ id, bags, ...row }) => ({ ...row, kind: 'undone', bags: -bags, reversesId: id })),
  );
}

export function undoPlace(
  ctx: Writing,
  { stepId }: Parsed<'production.undoPlace'>,
): Result<Output<'production.undoPlace'>> {
  const { db } = ctx;
  const step = db.get<{ batchId: number; kind: Kind | 'undone'; undone: number }>(
    `SELECT p.batch_id AS batchId, p.kind, EXISTS (SELECT 1 FROM bag_place r WHERE r.reverses_id = p.id) AS undone
     FROM bag_place p WHERE p.id = ? AND p.step_id = p.id`,
    stepId,
  );
  if (!step || step.kind === 'undone') return refuse('step_unknown', '没有这一步进棚登记，请重新选择。');
  if (step.undone === 1) return refuse('already_reversed', '这一步已经撤销过了。');
  if (step.kind === 'lost' || step.kind === 'cleared') {
    return refuse('step_of_event', '这是损失或末潮结清带出来的，请撤销那笔损失或冲销末潮。');
  }
  undoStep(ctx, stepId);
  const proved = proveBags(db, step.batchId);
  return proved.ok ? ok({ stepId }) : proved;
}
