import type { Output } from '../../../shared/contract/index.ts';
import { type PaidWork, type PayLine, paySheet } from '../../../shared/rules/labour.ts';
import { quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode } from '../accounts/index.ts';
import { booksBegin } from '../vouchers/index.ts';
import { balancesFrom } from '../ledger/index.ts';
import type { Charge } from './kinds.ts';
import type { SheetTotals } from './sheets.ts';
import { type Worker, workersOf, whoIs } from './workers.ts';

type Line = Output<'labour.getSheet'>['lines'][number];

/** An entry that a pay sheet adds up. */
export interface OpenWork extends PaidWork {
  readonly id: number;
  readonly account: string;
  readonly item: string;
  readonly batchId: number | null;
  readonly batchItemId: number | null;
}

/** Work of a period that no approved sheet pays yet, red rows in it. */
export function openWork(
  db: ReadableDb,
  entityId: number,
  period: {
    readonly from: string;
    readonly to: string;
    readonly workerIds?: readonly number[] | null | undefined;
  },
): OpenWork[] {
  return db.all<OpenWork>(
    `SELECT e.id, e.worker_id AS workerId, k.paid_by AS paidBy, e.quantity_milli AS quantityMilli, e.amount_fen AS fen,
       e.charge_account AS account, e.charge_item AS item, e.batch_id AS batchId, b.item_id AS batchItemId
     FROM work_entry e JOIN work_kind k ON k.id = e.kind_id LEFT JOIN bag_batch b ON b.id = e.batch_id
     WHERE e.entity_id = ? AND e.date BETWEEN ? AND ? AND (? IS NULL OR e.worker_id IN (SELECT value FROM json_each(?)))
       AND NOT EXISTS (SELECT 1 FROM pay_use u WHERE u.entry_id = e.id AND u.released = 0) ORDER BY e.id`,
    entityId,
    period.from,
    period.to,
    ...namedTwice(period.workerIds),
  );
}

function namedTwice(ids: readonly number[] | null | undefined): [string | null, string | null] {
  const text = ids === null || ids === undefined ? null : JSON.stringify(ids);
  return [text, text];
}

/** What a sheet adds to and takes from somebody's work. */
export interface Terms {
  readonly workerId: number;
  readonly awardFen: number;
  readonly advanceFen: number;
  readonly consent: string;
  readonly taxFen: number;
  readonly note: string;
}

export interface Computed {
  readonly lines: readonly (PayLine & {
    readonly worker: Worker;
    readonly terms: Terms;
    readonly owesFen: number;
  })[];
  readonly charges: readonly ComputedCharge[];
  readonly work: readonly OpenWork[];
}

export interface ComputedCharge extends Charge {
  readonly batchId: number | null;
  readonly batchItemId: number | null;
  readonly fen: number;
}

/** The sheet of some work and terms, by group and worker; refused by name where a deduction is not in order. */
export function compute(
  db: ReadableDb,
  entityId: number,
  work: readonly OpenWork[],
  terms: readonly Terms[],
  on: { readonly date: string; readonly awardCharge: Charge },
): Result<Computed> {
  const workers = workersOf(db, entityId);
  const termsOf = new Map(terms.map((one) => [one.workerId, one]));
  const ids = new Set([...work, ...terms].map((one) => one.workerId));
  const people = [...ids]
    .flatMap((id) => workers.get(id) ?? [])
    .sort((a, b) => (a.groupNo ?? 99) - (b.groupNo ?? 99) || a.id - b.id);
  const owes = new Map(people.map((one) => [one.id, owesOn(db, one, on.date)]));
  const wanted = people.map((worker) => termsOf.get(worker.id) ?? { ...NOTHING, workerId: worker.id });
  const sheet = paySheet(
    work,
    people.map((worker, at) => ({
      workerId: worker.id,
      name: whoIs(worker),
      awardFen: wanted[at]!.awardFen,
      advanceFen: wanted[at]!.advanceFen,
      consented: wanted[at]!.consent !== '',
      owesFen: owes.get(worker.id) ?? 0,
      taxFen: wanted[at]!.taxFen,
    })),
  );
  if (!sheet.ok) return sheet;
  const lines = sheet.value
    .map((line, at) => ({
      ...line,
      worker: people[at]!,
      terms: wanted[at]!,
      owesFen: owes.get(line.workerId) ?? 0,
    }))
    // Work that was all taken back again leaves nobody a line.
    .filter((line) => line.grossFen !== 0 || line.terms.note !== '');
  return ok({ lines, charges: chargesOf(work, lines, on.awardCharge), work });
}

const NOTHING = { awardFen: 0, advanceFen: 0, consent: '', taxFen: 0, note: '' };

/** What a member owes the cooperative in 114, on a day and every later one; nothing of who is no member. */
function owesOn(db: ReadableDb, worker: Pick<Worker, 'memberId' | 'entityId'>, date: string): number {
  if (worker.memberId === null || !booksBegin(db, worker.entityId, date)) return 0;
  const key = { account: '114', memberId: worker.memberId, itemId: null, item2Id: null };
  const points = balancesFrom(db, worker.entityId, key, date);
  return Math.max(0, Math.min(...points.map((point) => point.fen)));
}

function chargesOf(
  work: readonly OpenWork[],
  lines: readonly PayLine[],
  awardCharge: Charge,
): ComputedCharge[] {
  const sums = new Map<string, ComputedCharge>();
  const add = (charge: ComputedCharge): void => {
    const key = `${charge.account} ${charge.item} ${charge.batchId ?? ''}`;
    sums.set(key, { ...charge, fen: charge.fen + (sums.get(key)?.fen ?? 0) });
  };
  for (const { account, item, batchId, batchItemId, fen } of work) {
    add({ account, item, batchId, batchItemId, fen });
  }
  const awardFen = lines.reduce((sum, line) => sum + line.awardFen, 0);
  if (awardFen > 0) add({ ...awardCharge, batchId: null, batchItemId: null, fen: awardFen });
  return [...sums.values()]
    .filter((one) => one.fen !== 0)
    .sort((a, b) =>
      a.account < b.account ? -1 : a.account > b.account ? 1 : (a.batchId ?? 0) - (b.batchId ?? 0),
    );
}

/** What has been paid of a sheet, by worker. */
export function paidOf(db: ReadableDb, sheetId: number): Map<number, number> {
  const rows = db.all<{ workerId: number; fen: number }>(
    'SELECT worker_id AS workerId, SUM(amount_fen) AS fen FROM labour_payment WHERE sheet_id = ? GROUP BY worker_id',
    sheetId,
  );
  return new Map(rows.map((row) => [row.workerId, row.fen]));
}

type Person = Pick<Line, 'idMasked' | 'cardMasked'>;

/** The numbers of the workers as paper may show them. */
export function maskedOf(db: ReadableDb, workerIds: readonly number[]): Map<number, Person> {
  const rows = db.all<Person & { workerId: number }>(
    `SELECT w.id AS workerId, p.id_masked AS idMasked, p.card_masked AS cardMasked
     FROM json_each(?) asked JOIN worker w ON w.id = asked.value JOIN person p ON p.id = w.person_id`,
    JSON.stringify(workerIds),
  );
  return new Map(rows.map(({ workerId, ...row }) => [workerId, row]));
}

/** The lines of a draft as the desk sees them. */
export function shownLines(db: ReadableDb, { lines }: Computed): Line[] {
  const masked = maskedOf(
    db,
    lines.map((line) => line.workerId),
  );
  return lines.map((line) =>
    shownLine(line, line.worker, masked.get(line.workerId)!, line.terms, line.owesFen, 0),
  );
}

export function shownLine(
  line: PayLine,
  worker: Pick<Worker, 'name' | 'groupNo' | 'memberId' | 'memberNo'>,
  masked: Person,
  terms: Pick<Terms, 'consent' | 'note'>,
  owesFen: number,
  paidFen: number,
): Line {
  return {
    workerId: line.workerId,
    name: worker.name,
    groupNo: worker.groupNo,
    idMasked: masked.idMasked,
    cardMasked: masked.cardMasked,
    memberId: worker.memberId,
    memberNo: worker.memberNo,
    days: quantityText(line.daysMilli),
    timeFen: line.timeFen,
    pieces: quantityText(line.piecesMilli),
    pieceFen: line.pieceFen,
    awardFen: line.awardFen,
    grossFen: line.grossFen,
    advanceFen: line.advanceFen,
    consent: terms.consent,
    taxFen: line.taxFen,
    netFen: line.netFen,
    note: terms.note,
    owesFen,
    paidFen,
    unpaidFen: line.netFen - paidFen,
  };
}

export function shownCharges(
  db: ReadableDb,
  entityId: number,
  charges: readonly ComputedCharge[],
): Output<'labour.getSheet'>['charges'] {
  return charges.map(({ account, item, batchId, fen }) => ({
    account,
    accountName: accountByCode(db, entityId, account)?.name ?? '',
    item,
    batchId,
    fen,
  }));
}

type Summed = PayLine & { readonly paidFen: number };

export function totalsOf(lines: readonly Summed[], entries: number): SheetTotals {
  const sum = (of: (line: Summed) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const [netFen, paidFen] = [sum((line) => line.netFen), sum((line) => line.paidFen)];
  return {
    workers: lines.length,
    entries,
    days: quantityText(sum((line) => line.daysMilli)),
    timeFen: sum((line) => line.timeFen),
    pieces: quantityText(sum((line) => line.piecesMilli)),
    pieceFen: sum((line) => line.pieceFen),
    awardFen: sum((line) => line.awardFen),
    grossFen: sum((line) => line.grossFen),
    advanceFen: sum((line) => line.advanceFen),
    taxFen: sum((line) => line.taxFen),
    netFen,
    paidFen,
    unpaidFen: netFen - paidFen,
  };
}

/** What to look at before a sheet is approved. */
export function remarksOn({ lines }: Computed): string[] {
  return lines.flatMap(({ worker, owesFen, advanceFen }) =>
    owesFen === 0 || advanceFen > 0
      ? []
      : [
          `${whoIs(worker)}还欠社里 ${formatYuan(owesFen)} 元（成员往来）。要从工钱里扣回的，先取得本人同意。`,
        ],
  );
}
