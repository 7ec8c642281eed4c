import { gradedMilli, workFen } from '../../../shared/rules/labour.ts';
import { priceText } from '../../../shared/rules/measures.ts';
import { isFen } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { batchAt, greenhouseNo } from '../production/index.ts';
import { type Charge, chargeOf, gradesOn, type Kind, kindsOf, priceOn, ratesOf } from './kinds.ts';
import { approvedSheets, coveredBy } from './sheets.ts';
import { whoIs, type Worker, workersOf } from './workers.ts';

/** Work of one person as somebody wants it entered. */
export interface WantedWork {
  readonly workerId: number;
  readonly kindId: number;
  readonly place: string;
  /** undefined: what stands in the greenhouse; null: none. */
  readonly batchId?: number | null | undefined;
  readonly quantityMilli: number;
  /** undefined: the rate in force. */
  readonly priceE4?: number | undefined;
}

/** The same with everything looked up: what is written. */
export interface PlannedWork {
  readonly worker: Worker;
  readonly kind: Kind;
  readonly date: string;
  readonly place: string;
  readonly batch: Batch | null;
  readonly charge: Charge;
  readonly quantityMilli: number;
  readonly coefficientMilli: number;
  readonly priceE4: number;
  readonly amountFen: number;
  readonly warnings: readonly string[];
}

export interface Batch {
  readonly id: number;
  readonly no: string;
  readonly name: string;
}

/** Looks up and proves work, one row after the other; what all rows need is read once. */
export class WorkPlanner {
  readonly #db: ReadableDb;
  readonly #entityId: number;
  readonly #workers: Map<number, Worker>;
  readonly #kinds: Map<number, Kind>;
  readonly #rates: ReturnType<typeof ratesOf>;
  readonly #sheets: ReturnType<typeof approvedSheets>;
  readonly #pieces: Set<string>;
  readonly #grades = new Map<string, ReturnType<typeof gradesOn>>();
  readonly #standing = new Map<string, Batch | null>();

  constructor(db: ReadableDb, entityId: number) {
    this.#db = db;
    this.#entityId = entityId;
    this.#workers = workersOf(db, entityId);
    this.#kinds = kindsOf(db, entityId);
    this.#rates = ratesOf(db, entityId);
    this.#sheets = approvedSheets(db, entityId);
    this.#pieces = piecesOf(db, entityId);
  }

  /** Refusals name the input's fields without a prefix. */
  plan(date: string, wanted: WantedWork): Result<PlannedWork> {
    const no = (field: string, sentence: string): Result<never> =>
      refuse('work_invalid', sentence, { [field]: sentence });
    const worker = this.#workers.get(wanted.workerId);
    if (!worker) return no('workerId', '没有这个务工人员，请重新选择。');
    if (worker.diedOn !== null && date > worker.diedOn)
      return no('workerId', `${whoIs(worker)}已于 ${worker.diedOn} 去世，请核对姓名和日期。`);
    if (worker.active === 0)
      return no('workerId', `${whoIs(worker)}已停用。还来做工的，请先在“务工人员”里重新启用。`);
    const kind = this.#kinds.get(wanted.kindId);
    if (!kind) return no('kindId', '没有这个工种，请重新选择。');
    if (kind.active === 0) return no('kindId', `工种“${kind.name}”已停用，请换一个或重新启用。`);
    const covered = this.covered(date, worker);
    if (covered !== null) return no('date', covered);
    const where = this.#where(date, kind, wanted);
    if (!where.ok) return where;
    const graded = this.#graded(date, worker, kind);
    const inForce = priceOn(this.#rates, kind.id, graded.grade, date);
    const price = wanted.priceE4 ?? inForce;
    if (price === null || price === 0) {
      return no('price', `“${kind.name}”在 ${date} 还没有定工价。请先在“工种”里定价，或在这一行填单价。`);
    }
    if (wanted.quantityMilli <= 0) return no('quantity', '数量要大于 0。');
    const amountFen = workFen(gradedMilli(wanted.quantityMilli, graded.coefficientMilli), price);
    if (amountFen === 0) return no('quantity', '数量 × 单价不到 1 分，请核对数量。');
    if (!isFen(amountFen)) return no('quantity', '金额太大，请核对数量和单价。');
    const warnings = [...where.value.warnings, ...graded.warnings];
    if (inForce !== null && price !== inForce) {
      warnings.push(`单价 ${priceText(price)} 与定的工价 ${priceText(inForce)} 不同，按填的记。`);
    }
    if (kind.paidBy === 'day' && wanted.quantityMilli % 500 !== 0) {
      warnings.push('工日一般记整天或半天，请核对。');
    }
    const { place, batch, charge } = where.value;
    return ok({
      worker,
      kind,
      date,
      place,
      batch,
      charge,
      quantityMilli: wanted.quantityMilli,
      coefficientMilli: graded.coefficientMilli,
      priceE4: price,
      amountFen,
      warnings,
    });
  }

  /** Why nothing more can be entered for somebody on a day: it is settled. */
  covered(date: string, worker: Pick<Worker, 'id' | 'name' | 'groupNo'>): string | null {
    const sheet = coveredBy(this.#sheets, date, worker.id);
    return sheet === null
      ? null
      : `${date} 的工已经在批准的发放表 ${sheet.no}（${sheet.from} 至 ${sheet.to}）里结了。漏记的请记在 ${sheet.to} 以后并在备注里写明哪天干的；还没有发的，可先作废那张表再补记。`;
  }

  /** Without any greenhouse in the books nothing can be said of one. */
  get hasPlaces(): boolean {
    return this.#pieces.size > 0;
  }

  knowsPlace(place: string): boolean {
    return place === '' || this.#pieces.has(greenhouseNo(place));
  }

  /** A greenhouse by its number, another place as written. */
  placeNo(typed: string): string {
    const number = greenhouseNo(typed);
    return this.#pieces.has(number) ? number : typed.trim();
  }

  /** Where it was done and so what it goes to: the batch named, else the batch in the greenhouse, else the kind's own charge. */
  #where(
    date: string,
    kind: Kind,
    { place: typed, batchId }: WantedWork,
  ): Result<{ place: string; batch: Batch | null; charge: Charge; warnings: string[] }> {
    const place = this.placeNo(typed);
    const warnings: string[] = [];
    if (!this.knowsPlace(place) && this.#batchNamed(place) === null) {
      warnings.push(`没有棚号“${place}”，按这个地点记下。写错的请冲销后改正。`);
    }
    let batch: Batch | null = null;
    if (batchId !== undefined && batchId !== null) {
      batch = this.#batchById(batchId);
      if (!batch) {
        return refuse('batch_unknown', '没有这个菌袋批次，请重新选择。', { batchId: '没有这个批次' });
      }
    } else if (batchId === undefined && kind.toBatch === 1) {
      batch = this.#batchNamed(place) ?? this.#batchIn(place, date);
    }
    // A kind may be charged to one batch for good, by its name.
    const usual = chargeOf(kind);
    if (batch === null && usual.account === '141') batch = this.#batchOfItem(usual.item);
    const charge = batch ? { account: '141', item: batch.name } : usual;
    return ok({ place, batch, charge, warnings });
  }

  #batchIn(place: string, date: string): Batch | null {
    const key = `${place} ${date}`;
    let batch = this.#standing.get(key);
    if (batch === undefined) {
      const found = place === '' ? null : batchAt(this.#db, this.#entityId, place, date);
      batch = found ? this.#batchById(found.id) : null;
      this.#standing.set(key, batch);
    }
    return batch;
  }

  /** A batch's item is what 141 calls it. */
  #batchById(id: number): Batch | null {
    return (
      this.#db.get<Batch>(
        `SELECT b.id, b.no, i.name FROM bag_batch b JOIN analysis_item i ON i.id = b.item_id WHERE b.id = ? AND b.entity_id = ?`,
        id,
        this.#entityId,
      ) ?? null
    );
  }

  #batchOfItem(name: string): Batch | null {
    return (
      this.#db.get<Batch>(
        `SELECT b.id, b.no, i.name FROM bag_batch b JOIN analysis_item i ON i.id = b.item_id WHERE i.name = ? AND b.entity_id = ?`,
        name,
        this.#entityId,
      ) ?? null
    );
  }

  #batchNamed(place: string): Batch | null {
    if (place === '') return null;
    return (
      this.#db.get<Batch>(
        `SELECT b.id, b.no, i.name FROM bag_batch b JOIN analysis_item i ON i.id = b.item_id WHERE b.no = ? AND b.entity_id = ?`,
        place,
        this.#entityId,
      ) ?? null
    );
  }

  #graded(
    date: string,
    worker: Worker,
    kind: Kind,
  ): { grade: string; coefficientMilli: number; warnings: string[] } {
    const grade =
      this.#db.get<{ grade: string }>(
        'SELECT grade FROM worker_grade WHERE worker_id = ? AND from_date <= ? ORDER BY from_date DESC LIMIT 1',
        worker.id,
        date,
      )?.grade ?? '';
    if (kind.paidBy !== 'points' || grade === '') return { grade, coefficientMilli: 1000, warnings: [] };
    let grades = this.#grades.get(date);
    if (!grades) {
      grades = gradesOn(this.#db, this.#entityId, date);
      this.#grades.set(date, grades);
    }
    const known = grades.find((one) => one.name === grade);
    return known
      ? { grade, coefficientMilli: known.coefficientMilli, warnings: [] }
      : {
          grade,
          coefficientMilli: 1000,
          warnings: [`${whoIs(worker)}的等级“${grade}”在 ${date} 没有定系数，按 1 算。`],
        };
  }
}

/** Numbers of pieces of assets, and of greenhouses that bags have stood in. */
function piecesOf(db: ReadableDb, entityId: number): Set<string> {
  return new Set(
    db
      .all<{ no: string }>(
        `SELECT p.no FROM asset_piece p JOIN asset_card c ON c.id = p.asset_id WHERE c.entity_id = ?
         UNION SELECT p.greenhouse FROM bag_place p JOIN bag_batch b ON b.id = p.batch_id WHERE b.entity_id = ?`,
        entityId,
        entityId,
      )
      .map((row) => greenhouseNo(row.no)),
  );
}
