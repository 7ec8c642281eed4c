import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { priceText, quantityText } from '../../../shared/rules/measures.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';
import { greenhousesOn } from '../production/index.ts';
import { searchTest } from '../village/index.ts';

type WorkRow = Output<'labour.work'>['rows'][number];
type Total = Output<'labour.work'>['byKind'][number];

interface Stored {
  readonly id: number;
  readonly date: string;
  readonly workerId: number;
  readonly name: string;
  readonly groupNo: number | null;
  readonly memberNo: string | null;
  readonly kindId: number;
  readonly kind: string;
  readonly paidBy: WorkRow['paidBy'];
  readonly unit: string;
  readonly place: string;
  readonly batchId: number | null;
  readonly batchNo: string | null;
  readonly quantityMilli: number;
  readonly coefficientMilli: number;
  readonly priceE4: number;
  readonly amountFen: number;
  readonly chargeAccount: string;
  readonly chargeItem: string;
  readonly recorder: string;
  readonly note: string;
  readonly operator: string;
  readonly sheetId: number | null;
  readonly sheetNo: string | null;
  readonly reversesId: number | null;
  readonly reversedById: number | null;
  readonly initials: string;
  readonly full: string;
  readonly idTail: string;
  readonly idDigest: string | null;
  readonly phone: string;
  readonly householdCode: string;
}

/** The work book of some days, red rows in it, with totals of what is shown. */
export function listWork({ db }: Reading, input: Parsed<'labour.work'>): Result<Output<'labour.work'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const stored = db.all<Stored>(
    `SELECT e.id, e.date, e.worker_id AS workerId, p.name, COALESCE(h.group_no, p.listed_group_no) AS groupNo, m.no AS memberNo,
       e.kind_id AS kindId, k.name AS kind, k.paid_by AS paidBy, k.unit, e.place, e.batch_id AS batchId, b.no AS batchNo,
       e.quantity_milli AS quantityMilli, e.coefficient_milli AS coefficientMilli, e.price_e4 AS priceE4, e.amount_fen AS amountFen,
       e.charge_account AS chargeAccount, e.charge_item AS chargeItem, e.recorder, e.note, e.operator, s.id AS sheetId,
       s.year || '-' || printf('%02d', s.seq) AS sheetNo, e.reverses_id AS reversesId, r.id AS reversedById,
       p.pinyin_initials AS initials, p.pinyin_full AS full, p.id_tail AS idTail, p.id_digest AS idDigest, p.phone,
       COALESCE(h.code, '') AS householdCode
     FROM work_entry e JOIN worker w ON w.id = e.worker_id JOIN person p ON p.id = w.person_id JOIN work_kind k ON k.id = e.kind_id
       LEFT JOIN household h ON h.id = p.household_id LEFT JOIN member m ON m.entity_id = e.entity_id AND m.person_id = p.id
       LEFT JOIN bag_batch b ON b.id = e.batch_id LEFT JOIN work_entry r ON r.reverses_id = e.id
       LEFT JOIN pay_use u ON u.entry_id = e.id AND u.released = 0 LEFT JOIN pay_sheet s ON s.id = u.sheet_id
     WHERE e.entity_id = ? AND e.date BETWEEN ? AND ? AND (? IS NULL OR e.worker_id = ?) AND (? IS NULL OR e.kind_id = ?)
       AND (? IS NULL OR e.place = ?) AND (? IS NULL OR e.batch_id = ?) AND (? IS NULL OR u.sheet_id = ?)
       AND (? = 0 OR u.sheet_id IS NULL)
     ORDER BY e.date, e.id`,
    cooperative.value.id,
    input.from,
    input.to,
    ...twice(input.workerId),
    ...twice(input.kindId),
    ...twice(input.place),
    ...twice(input.batchId),
    ...twice(input.sheetId),
    input.open ? 1 : 0,
  );
  const fits = searchTest(db, input.search);
  const rows = stored.filter((row) =>
    fits({ ...row, codes: [row.memberNo ?? '', row.householdCode, row.kind, row.place] }),
  );
  return ok({
    rows: rows.map(shown),
    amountFen: sum(rows),
    byWorker: totals(
      rows,
      (row) => String(row.workerId),
      (row) => row.name,
    ),
    byKind: totals(
      rows,
      (row) => String(row.kindId),
      (row) => row.kind,
    ),
    byPlace: totals(
      rows,
      (row) => row.place,
      (row) => (row.place === '' ? '（没有写地点）' : row.place),
    ),
  });
}

const twice = <T>(value: T | undefined): [T | null, T | null] => [value ?? null, value ?? null];

function shown(row: Stored): WorkRow {
  const { id, date, workerId, name, groupNo, memberNo, kindId, kind, paidBy, unit, place, batchId, batchNo } =
    row;
  const { amountFen, recorder, note, operator, sheetId, sheetNo, reversesId, reversedById } = row;
  return {
    ...{ id, date, workerId, name, groupNo, memberNo, kindId, kind, paidBy, unit, place, batchId, batchNo },
    ...{ amountFen, recorder, note, operator, sheetId, sheetNo, reversesId, reversedById },
    quantity: quantityText(row.quantityMilli),
    coefficient: paidBy === 'points' ? quantityText(row.coefficientMilli) : null,
    price: priceText(row.priceE4),
    charge: { account: row.chargeAccount, item: row.chargeItem },
  };
}

/** Quantities are only added up where they are of one unit. */
function totals(
  rows: readonly Stored[],
  keyOf: (row: Stored) => string,
  labelOf: (row: Stored) => string,
): Total[] {
  return [...Map.groupBy(rows, keyOf)].map(([key, group]) => {
    const [first] = group;
    const units = new Set(group.map((row) => row.unit));
    const kinds = new Set(group.map((row) => row.paidBy));
    return {
      key,
      label: labelOf(first!),
      paidBy: kinds.size === 1 ? first!.paidBy : null,
      unit: units.size === 1 ? first!.unit : '',
      quantity:
        units.size === 1 ? quantityText(group.reduce((milli, row) => milli + row.quantityMilli, 0)) : '',
      amountFen: sum(group),
      count: group.filter((row) => row.reversesId === null && row.reversedById === null).length,
    };
  });
}

const sum = (rows: readonly Stored[]): number => rows.reduce((fen, row) => fen + row.amountFen, 0);

/** Greenhouses with what stands in them on a day, and the batches that work can be put on. */
export function listPlaces({ db }: Reading, input: Parsed<'labour.places'>): Result<Output<'labour.places'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const standing = new Map(greenhousesOn(db, entityId, input.date).map((one) => [one.greenhouse, one]));
  const pieces = db.all<{ pieceId: number; no: string; assetName: string }>(
    `SELECT p.id AS pieceId, p.no, c.name AS assetName FROM asset_piece p JOIN asset_card c ON c.id = p.asset_id
     WHERE c.entity_id = ? AND p.state <> 'gone' ORDER BY p.no`,
    entityId,
  );
  return ok({
    pieces: pieces.map((piece) => {
      const batch = standing.get(piece.no);
      return { ...piece, batchId: batch?.batchId ?? null, batchNo: batch?.batchNo ?? null };
    }),
    batches: db.all('SELECT id, no, name FROM bag_batch WHERE entity_id = ? ORDER BY no', entityId),
  });
}
