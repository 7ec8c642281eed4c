import type { Output } from '../../../shared/contract/index.ts';
import type { EventKind } from '../../../shared/rules/posting/eventKinds.ts';
import { subjectOf } from '../../../shared/rules/posting/eventKinds.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/** A batch's cost by where it came from and went to, as 141 has it at the end of a day. */
export interface BatchCosts {
  readonly parts: Output<'production.batch'>['costs'];
  /** All that came to it. */
  readonly costFen: number;
  readonly harvestedFen: number;
  readonly lossFen: number;
  readonly tailFen: number;
  readonly balanceFen: number;
}

interface Row {
  readonly batchId: number;
  readonly isOpening: number;
  readonly kind: EventKind | null;
  readonly fen: number;
}

const NOTHING = { openingFen: 0, materialFen: 0, labourFen: 0, paidFen: 0, shareFen: 0, otherFen: 0 };

/** Of every batch of an entity that has any. Red vouchers take back what they undo. */
export function costsOn(db: ReadableDb, entityId: number, asOf: string): Map<number, BatchCosts> {
  const rows = db.all<Row>(
    `SELECT b.id AS batchId, v.kind = 'opening' AS isOpening, be.kind, SUM(e.debit_fen - e.credit_fen) AS fen
     FROM bag_batch b JOIN account a ON a.entity_id = b.entity_id AND a.code = '141'
       JOIN entry e ON e.account_id = a.id AND e.item_id = b.item_id AND e.state > 0 JOIN voucher v ON v.id = e.voucher_id
       LEFT JOIN business_event be ON v.source = 'business' AND be.id = v.source_id
     WHERE b.entity_id = ? AND v.date <= ? GROUP BY b.id, isOpening, be.kind`,
    entityId,
    asOf,
  );
  return new Map([...Map.groupBy(rows, (row) => row.batchId)].map(([id, own]) => [id, summed(own)]));
}

export const NO_COSTS: BatchCosts = {
  parts: NOTHING,
  costFen: 0,
  harvestedFen: 0,
  lossFen: 0,
  tailFen: 0,
  balanceFen: 0,
};

function summed(rows: readonly Row[]): BatchCosts {
  const parts = { ...NOTHING };
  const out = { bagHarvest: 0, bagLoss: 0, bagTail: 0 };
  for (const { isOpening, kind, fen } of rows) {
    if (kind === 'bagHarvest' || kind === 'bagLoss' || kind === 'bagTail') out[kind] -= fen;
    else parts[partOf(isOpening === 1, kind)] += fen;
  }
  const costFen = Object.values(parts).reduce((sum, one) => sum + one, 0);
  return {
    parts,
    costFen,
    harvestedFen: out.bagHarvest,
    lossFen: out.bagLoss,
    tailFen: out.bagTail,
    balanceFen: costFen - out.bagHarvest - out.bagLoss - out.bagTail,
  };
}

function partOf(isOpening: boolean, kind: EventKind | null): keyof typeof NOTHING {
  if (isOpening) return 'openingFen';
  if (kind === 'bagMaterial') return 'materialFen';
  if (kind === 'bagCost') return 'paidFen';
  if (kind === 'bagShare') return 'shareFen';
  if (kind === 'wagesAccrued' || (kind !== null && subjectOf(kind) === 'labour')) return 'labourFen';
  return 'otherFen';
}
