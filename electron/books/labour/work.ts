import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { type DaysWork, type Overrun, overruns } from '../../../shared/rules/labour.ts';
import { priceE4, priceText, quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { checkPastDate, cooperativeOf } from '../entities/index.ts';
import { type PlannedWork, WorkPlanner } from './planner.ts';
import { whoIs } from './workers.ts';

type Day = Parsed<'labour.saveDay'>;
type RowWarning = Output<'labour.saveDay'>['warnings'][number];

/** More than that on one day by one person is looked at; a second shift may be right. */
const MOST_A_DAY = { daysMilli: 1000, hoursMilli: 12_000 };

export function checkDay(ctx: Reading, input: Day): Result<Output<'labour.checkDay'>> {
  const planned = planDay(ctx, input);
  if (!planned.ok) return planned;
  const { rows, amountFen, warnings } = planned.value;
  return ok({
    rows: rows.map(({ kind, priceE4: price, coefficientMilli, amountFen: fen, charge, batch }) => ({
      price: priceText(price),
      coefficient: kind.paidBy === 'points' ? quantityText(coefficientMilli) : null,
      amountFen: fen,
      charge,
      batchNo: batch?.no ?? null,
    })),
    amountFen,
    warnings,
  });
}

/** A day's sheet: all its rows or none. */
export function saveDay(ctx: Writing, input: Day): Result<Output<'labour.saveDay'>> {
  const planned = planDay(ctx, input);
  if (!planned.ok) return planned;
  const { rows, amountFen, warnings } = planned.value;
  const ids = rows.map((row, at) =>
    insertWork(ctx, row, { recorder: input.recorder, note: input.rows[at]!.note ?? '', importId: null }),
  );
  return ok({ ids, amountFen, warnings });
}

interface PlannedDay {
  readonly rows: PlannedWork[];
  readonly amountFen: number;
  readonly warnings: RowWarning[];
}

function planDay(ctx: Reading, input: Day): Result<PlannedDay> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const date = checkPastDate(input.date, ctx.today);
  if (!date.ok) return date;
  const planner = new WorkPlanner(db, cooperative.value.id);
  const rows: PlannedWork[] = [];
  const warnings: RowWarning[] = [];
  for (const [row, { quantity, price, ...wanted }] of input.rows.entries()) {
    const planned = planner.plan(date.value, {
      ...wanted,
      quantityMilli: quantityMilli(quantity),
      ...(price === undefined ? {} : { priceE4: priceE4(price) }),
    });
    if (!planned.ok) return atRow(row, planned);
    rows.push(planned.value);
    warnings.push(...planned.value.warnings.map((text) => ({ row, text })));
  }
  const repeated = repeats(db, rows, input.again === true);
  if (!repeated.ok) return repeated;
  return ok({
    rows,
    amountFen: rows.reduce((sum, row) => sum + row.amountFen, 0),
    warnings: [...warnings, ...repeated.value, ...overdone(db, date.value, rows)],
  });
}

/** What the rules of one row refuse, with its number and its fields. The day itself stands above the rows. */
function atRow(row: number, { error }: Result<never> & { ok: false }): Result<never> {
  const fields = Object.entries(error.fields ?? {}).map(([field, text]) => [
    field === 'date' ? 'date' : `rows.${row}.${field}`,
    text,
  ]);
  return refuse(
    error.code,
    `第 ${row + 1} 行：${error.message}`,
    Object.fromEntries(fields) as Record<string, string>,
  );
}

const alikeKey = ({ worker, kind, place }: PlannedWork): string => `${worker.id} ${kind.id} ${place}`;
const sameKey = (work: PlannedWork): string => `${alikeKey(work)} ${work.quantityMilli} ${work.priceE4}`;

/** The same in everything is refused unless it is meant; the same work in the same place is said. */
function repeats(db: ReadableDb, rows: readonly PlannedWork[], meant: boolean): Result<RowWarning[]> {
  const [first] = rows;
  if (!first) return ok([]);
  const stands = db.all<{ same: string; alike: string }>(
    `SELECT e.worker_id || ' ' || e.kind_id || ' ' || e.place || ' ' || e.quantity_milli || ' ' || e.price_e4 AS same,
       e.worker_id || ' ' || e.kind_id || ' ' || e.place AS alike
     FROM work_entry e WHERE e.entity_id = ? AND e.date = ? AND e.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM work_entry r WHERE r.reverses_id = e.id)`,
    first.worker.entityId,
    first.date,
  );
  const same = new Set(stands.map((one) => one.same));
  const alike = new Set(stands.map((one) => one.alike));
  const warnings: RowWarning[] = [];
  for (const [row, work] of rows.entries()) {
    const what = `${whoIs(work.worker)} ${work.date} ${work.kind.name}${work.place === '' ? '' : ` ${work.place}`}`;
    if (same.has(sameKey(work))) {
      const text = `${what} ${quantityText(work.quantityMilli)}${work.kind.unit} ${formatYuan(work.amountFen)} 元，同样的一笔已经有了。`;
      if (!meant) {
        const sentence = `第 ${row + 1} 行：${text}同样的工一天干了两回的，勾选“确实又干了一回”再保存；重复了的请删去这一行。`;
        return refuse('work_twice', sentence, { [`rows.${row}.quantity`]: sentence });
      }
      warnings.push({ row, text });
    } else if (alike.has(alikeKey(work))) {
      warnings.push({ row, text: `${what}当天已经记过一笔，请核对是不是重复。` });
    }
    same.add(sameKey(work));
    alike.add(alikeKey(work));
  }
  return ok(warnings);
}

function overdone(db: ReadableDb, date: string, rows: readonly PlannedWork[]): RowWarning[] {
  const [first] = rows;
  if (!first) return [];
  const before = db.all<DaysWork>(
    `SELECT e.worker_id AS workerId, e.date, k.paid_by AS paidBy, SUM(e.quantity_milli) AS quantityMilli
     FROM work_entry e JOIN work_kind k ON k.id = e.kind_id
     WHERE e.entity_id = ? AND e.date = ? AND k.paid_by IN ('day', 'hour') GROUP BY e.worker_id, k.paid_by`,
    first.worker.entityId,
    date,
  );
  const added = rows.map(({ worker, kind, quantityMilli: milli }) => ({
    workerId: worker.id,
    date,
    paidBy: kind.paidBy,
    quantityMilli: milli,
  }));
  return overruns([...before, ...added], MOST_A_DAY).flatMap((one) => {
    const row = rows.findLastIndex(
      ({ worker, kind }) => worker.id === one.workerId && kind.paidBy === one.paidBy,
    );
    return row < 0 ? [] : [{ row, text: `${whoIs(rows[row]!.worker)}${overrunText(one)}` }];
  });
}

/** 2018-09-25 共记了 1.5 个工日，超过 1 个工日，请核对。 */
function overrunText({ date, paidBy, totalMilli }: Overrun): string {
  return paidBy === 'day'
    ? `${date} 共记了 ${quantityText(totalMilli)} 个工日，超过 ${quantityText(MOST_A_DAY.daysMilli)} 个工日，请核对。`
    : `${date} 共记了 ${quantityText(totalMilli)} 小时，超过 ${quantityText(MOST_A_DAY.hoursMilli)} 小时，请核对。`;
}

/** Who is above the limits on the days of these works, those that stand already counted in: for an import. */
export function overrunsWith(
  db: ReadableDb,
  entityId: number,
  work: readonly DaysWork[],
): { readonly workerId: number; readonly date: string; readonly text: string }[] {
  const days = work.map((one) => one.date).sort();
  const before = db.all<DaysWork>(
    `SELECT e.worker_id AS workerId, e.date, k.paid_by AS paidBy, SUM(e.quantity_milli) AS quantityMilli
     FROM work_entry e JOIN work_kind k ON k.id = e.kind_id
     WHERE e.entity_id = ? AND e.date BETWEEN ? AND ? AND k.paid_by IN ('day', 'hour') GROUP BY e.worker_id, e.date, k.paid_by`,
    entityId,
    days[0] ?? '',
    days.at(-1) ?? '',
  );
  return overruns([...before, ...work], MOST_A_DAY).map((one) => ({
    workerId: one.workerId,
    date: one.date,
    text: overrunText(one),
  }));
}

/** Writes one entry; of several alike a day it is the next. */
export function insertWork(
  ctx: Writing,
  work: PlannedWork,
  more: { readonly recorder: string; readonly note: string; readonly importId: number | null },
): number {
  const { db } = ctx;
  const { worker, kind, date, place, batch, charge } = work;
  return db.run(
    `INSERT INTO work_entry (entity_id, date, worker_id, kind_id, place, batch_id, charge_account, charge_item, quantity_milli,
       coefficient_milli, price_e4, amount_fen, ordinal, recorder, note, import_id, operator, recorded_at)
     SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?`,
    worker.entityId,
    date,
    worker.id,
    kind.id,
    place,
    batch?.id ?? null,
    charge.account,
    charge.item,
    work.quantityMilli,
    work.coefficientMilli,
    work.priceE4,
    work.amountFen,
    nextOrdinal(db, work),
    more.recorder,
    more.note,
    more.importId,
    ctx.operator,
    ctx.now,
  ).lastId;
}

function nextOrdinal(
  db: WritableDb,
  { worker, kind, date, place, quantityMilli: milli, priceE4: price }: PlannedWork,
): number {
  return db.get<{ next: number }>(
    `SELECT COALESCE(MAX(ordinal), 0) + 1 AS next FROM work_entry
     WHERE worker_id = ? AND date = ? AND kind_id = ? AND place = ? AND quantity_milli = ? AND price_e4 = ? AND reverses_id IS NULL`,
    worker.id,
    date,
    kind.id,
    place,
    milli,
    price,
  )!.next;
}

/** A red row of the same day. What an approved sheet pays stands until the sheet is made void. */
export function reverseWork(ctx: Writing, input: Parsed<'labour.reverseWork'>): Result<{ id: number }> {
  const { db } = ctx;
  const row = db.get<{ reversesId: number | null; reversedById: number | null; sheetNo: string | null }>(
    `SELECT e.reverses_id AS reversesId, r.id AS reversedById, s.year || '-' || printf('%02d', s.seq) AS sheetNo
     FROM work_entry e LEFT JOIN work_entry r ON r.reverses_id = e.id
       LEFT JOIN pay_use u ON u.entry_id = e.id AND u.released = 0 LEFT JOIN pay_sheet s ON s.id = u.sheet_id
     WHERE e.id = ?`,
    input.id,
  );
  if (!row) return refuse('work_unknown', '没有这笔记工，请重新选择。');
  if (row.reversesId !== null) {
    return refuse('reversal_reversed', '这一笔本身就是冲销，不能再冲销。冲错了，请重新记一笔。');
  }
  if (row.reversedById !== null) return refuse('already_reversed', '这笔记工已经冲销过了。');
  if (row.sheetNo !== null) {
    return refuse(
      'work_in_sheet',
      `这笔记工已经在批准的发放表 ${row.sheetNo} 里，不能冲销。还没有发放的，请先作废那张表；已经发了的，多发的在下一张表里扣回。`,
    );
  }
  const { lastId: id } = db.run(
    `INSERT INTO work_entry (entity_id, date, worker_id, kind_id, place, batch_id, charge_account, charge_item, quantity_milli,
       coefficient_milli, price_e4, amount_fen, ordinal, recorder, note, reverses_id, operator, recorded_at)
     SELECT entity_id, date, worker_id, kind_id, place, batch_id, charge_account, charge_item, -quantity_milli, coefficient_milli,
       price_e4, -amount_fen, ordinal, recorder, ?, id, ?, ? FROM work_entry WHERE id = ?`,
    input.reason,
    ctx.operator,
    ctx.now,
    input.id,
  );
  return ok({ id });
}
