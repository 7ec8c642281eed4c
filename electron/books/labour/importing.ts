import { gradedMilli, type PaidBy, workFen } from '../../../shared/rules/labour.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Kind, insertKind, kindsOf, priceOn, putRate, ratesOf } from './kinds.ts';
import { WorkPlanner } from './planner.ts';
import { insertWork } from './work.ts';
import { ensureWorker, type Worker, workersOf } from './workers.ts';

/** A row of a work sheet whose person and place are known. */
export interface ImportedWork {
  readonly personId: number;
  readonly date: string;
  readonly work: string;
  readonly unit: string;
  readonly place: string;
  readonly quantityMilli: number;
  readonly priceE4: number;
  readonly recorder: string;
}

/** How a kind that the sheet brings is paid: by its unit. */
function paidByUnit(unit: string): PaidBy {
  if (/^(工日|工|天|日|个工)$/u.test(unit)) return 'day';
  if (/^(小时|时|钟头)$/u.test(unit)) return 'hour';
  return /^(分|工分)$/u.test(unit) ? 'points' : 'piece';
}

/** What the books know of the people, kinds and days that a file speaks of. */
export class KnownWork {
  readonly #workers: Map<number, Worker>;
  readonly #kinds: Map<string, Kind>;
  readonly #rates: ReturnType<typeof ratesOf>;
  readonly #planner: WorkPlanner;
  readonly #standing: Map<string, number>;

  constructor(db: ReadableDb, entityId: number, from: string, to: string) {
    this.#workers = new Map([...workersOf(db, entityId).values()].map((one) => [one.personId, one]));
    this.#kinds = new Map([...kindsOf(db, entityId).values()].map((one) => [one.name, one]));
    this.#rates = ratesOf(db, entityId);
    this.#planner = new WorkPlanner(db, entityId);
    this.#standing = standingWork(db, entityId, from, to);
  }

  workerOf(personId: number): Worker | undefined {
    return this.#workers.get(personId);
  }

  kindNamed(name: string): Kind | undefined {
    return this.#kinds.get(name);
  }

  paidBy(work: Pick<ImportedWork, 'work' | 'unit'>): PaidBy {
    return this.kindNamed(work.work)?.paidBy ?? paidByUnit(work.unit);
  }

  /** The rate in force for everybody; null: none yet. */
  rateOf(name: string, date: string): number | null {
    const kind = this.kindNamed(name);
    return kind ? priceOn(this.#rates, kind.id, '', date) : null;
  }

  /** How many of this very row stand in the work book. */
  standing({ personId, date, work, place, quantityMilli, priceE4 }: ImportedWork): number {
    const worker = this.workerOf(personId);
    const kind = this.kindNamed(work);
    if (!worker || !kind) return 0;
    return this.#standing.get([worker.id, date, kind.id, place, quantityMilli, priceE4].join('\n')) ?? 0;
  }

  get hasPlaces(): boolean {
    return this.#planner.hasPlaces;
  }

  knowsPlace(place: string): boolean {
    return this.#planner.knowsPlace(place);
  }

  placeNo(place: string): string {
    return this.#planner.placeNo(place);
  }

  /** Why a row can't be entered; null: it can. `field` is the sheet's. */
  fault(work: ImportedWork): { readonly field: string; readonly reason: string } | null {
    const worker = this.workerOf(work.personId);
    if (worker) {
      if (worker.active === 0) {
        return { field: 'name', reason: `${worker.name}在务工人员里已停用，先重新启用` };
      }
      const covered = this.#planner.covered(work.date, worker);
      if (covered !== null) return { field: 'date', reason: covered };
    } else {
      const covered = this.#planner.covered(work.date, { id: 0, name: '', groupNo: null });
      if (covered !== null) return { field: 'date', reason: covered };
    }
    const kind = this.kindNamed(work.work);
    if (kind?.active === 0) return { field: 'work', reason: `工种“${kind.name}”已停用，先重新启用` };
    if (kind && work.unit !== '' && kind.unit !== work.unit) {
      return {
        field: 'unit',
        reason: `工种“${kind.name}”的单位是${kind.unit}，这里写的是${work.unit}。改成一致，或换一个工种名称`,
      };
    }
    const amount = workFen(gradedMilli(work.quantityMilli, 1000), work.priceE4);
    return amount === 0 ? { field: 'quantity', reason: '数量 × 单价不到 1 分' } : null;
  }
}

function standingWork(db: ReadableDb, entityId: number, from: string, to: string): Map<string, number> {
  const rows = db.all<{
    workerId: number;
    date: string;
    kindId: number;
    place: string;
    quantityMilli: number;
    priceE4: number;
    count: number;
  }>(
    `SELECT e.worker_id AS workerId, e.date, e.kind_id AS kindId, e.place, e.quantity_milli AS quantityMilli, e.price_e4 AS priceE4,
       COUNT(*) AS count
     FROM work_entry e WHERE e.entity_id = ? AND e.date BETWEEN ? AND ? AND e.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM work_entry r WHERE r.reverses_id = e.id)
     GROUP BY e.worker_id, e.date, e.kind_id, e.place, e.quantity_milli, e.price_e4`,
    entityId,
    from,
    to,
  );
  return new Map(
    rows.map((row) => [
      [row.workerId, row.date, row.kindId, row.place, row.quantityMilli, row.priceE4].join('\n'),
      row.count,
    ]),
  );
}

/** Kinds that a sheet brings are charged to production, and to the batch where one stands. */
const CHARGE = { account: '401', item: '人工' };

/**
 * Makes what the file brings: workers, kinds of work, rates from the first day of the month that they are first seen in. Then each row is
 * an entry like one typed.
 */
function prepare(ctx: Writing, entityId: number, rows: readonly ImportedWork[]): void {
  const { db } = ctx;
  for (const personId of new Set(rows.map((row) => row.personId))) ensureWorker(db, entityId, personId);
  const kinds = new Map([...kindsOf(db, entityId).values()].map((one) => [one.name, one.id]));
  for (const row of [...rows].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))) {
    let kindId = kinds.get(row.work);
    if (kindId === undefined) {
      kindId = insertKind(db, entityId, {
        name: row.work,
        paidBy: paidByUnit(row.unit),
        unit: row.unit === '' ? '件' : row.unit,
        charge: CHARGE,
        toBatch: true,
      });
      kinds.set(row.work, kindId);
    }
    if (priceOn(ratesOf(db, entityId), kindId, '', row.date) === null) {
      putRate(db, kindId, '', `${row.date.slice(0, 7)}-01`, row.priceE4);
    }
  }
}

/** Writes the rows; what the plan was sure of and the books refuse now refuses the import. */
export class ImportDesk {
  readonly #ctx: Writing;
  readonly #planner: WorkPlanner;
  readonly #workers: Map<number, number>;
  readonly #kinds: Map<string, number>;

  constructor(ctx: Writing, entityId: number, rows: readonly ImportedWork[]) {
    prepare(ctx, entityId, rows);
    this.#ctx = ctx;
    this.#planner = new WorkPlanner(ctx.db, entityId);
    this.#workers = new Map([...workersOf(ctx.db, entityId).values()].map((one) => [one.personId, one.id]));
    this.#kinds = new Map([...kindsOf(ctx.db, entityId).values()].map((one) => [one.name, one.id]));
  }

  record(row: ImportedWork, importId: number): Result<number> {
    const workerId = this.#workers.get(row.personId);
    const kindId = this.#kinds.get(row.work);
    if (workerId === undefined || kindId === undefined) {
      return refuse('work_invalid', '人员或工种没有登记成功。');
    }
    const { place, quantityMilli, priceE4 } = row;
    const planned = this.#planner.plan(row.date, { workerId, kindId, place, quantityMilli, priceE4 });
    if (!planned.ok) return planned;
    return ok(insertWork(this.#ctx, planned.value, { recorder: row.recorder, note: '', importId }));
  }
}
