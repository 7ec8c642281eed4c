import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { type EventKind, EVENT_TITLES } from '../../../shared/rules/posting/eventKinds.ts';
import { priceText, quantityText } from '../../../shared/rules/measures.ts';
import { costPerKgE4, type CostRule } from '../../../shared/rules/production.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { batchById, type Batch, flushesOf } from './batch.ts';
import { type BatchCosts, costsOn, NO_COSTS } from './costs.ts';
import { pendingOf } from './losing.ts';
import { greenhousesOn } from './occupancy.ts';

type BatchRow = Output<'production.batches'>[number];

/** A batch with what was known of it at the end of a day. */
export interface BatchOn {
  readonly id: number;
  readonly itemId: number;
  readonly no: string;
  readonly name: string;
  readonly product: string;
  readonly bags: number;
  readonly begunOn: string;
  readonly costRule: CostRule;
  readonly lostBags: number;
  readonly flushNo: number;
  readonly isSettled: number;
  readonly harvestedMilli: number;
}

export function batchesOn(db: ReadableDb, entityId: number, asOf: string): BatchOn[] {
  return db.all<BatchOn>(
    `WITH ask(day) AS (VALUES (?)),
     picked AS (
       SELECT h.batch_id, MAX(h.flush_no) AS flush_no, MAX(h.is_last) AS is_last
       FROM ask JOIN bag_harvest h ON h.date <= ask.day AND h.reverses_id IS NULL
       WHERE NOT EXISTS (SELECT 1 FROM bag_harvest red WHERE red.reverses_id = h.id AND red.date <= ask.day) GROUP BY h.batch_id)
     SELECT b.id, b.item_id AS itemId, b.no, b.name, b.product, b.bags, b.begun_on AS begunOn, b.cost_rule AS costRule,
       (SELECT COALESCE(SUM(l.bags), 0) FROM bag_loss l WHERE l.batch_id = b.id AND l.date <= ask.day) AS lostBags,
       COALESCE(p.flush_no, 0) AS flushNo, COALESCE(p.is_last, 0) AS isSettled,
       (SELECT COALESCE(SUM(h.weight_milli), 0) FROM bag_harvest h WHERE h.batch_id = b.id AND h.date <= ask.day) AS harvestedMilli
     FROM ask JOIN bag_batch b ON b.entity_id = ? AND b.begun_on <= ask.day LEFT JOIN picked p ON p.batch_id = b.id
     ORDER BY b.begun_on, b.no`,
    asOf,
    entityId,
  );
}

export function stateOf(batch: BatchOn): BatchRow['state'] {
  if (batch.isSettled === 1) return 'settled';
  if (batch.lostBags >= batch.bags) return 'lost';
  return batch.flushNo > 0 ? 'fruiting' : 'growing';
}

export function listBatches(
  { db, today }: Reading,
  input: Parsed<'production.batches'>,
): Result<Output<'production.batches'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  return ok(rowsOn(db, cooperative.value.id, input.asOf ?? today));
}

function rowsOn(db: ReadableDb, entityId: number, asOf: string): BatchRow[] {
  const costs = costsOn(db, entityId, asOf);
  const placed = Map.groupBy(greenhousesOn(db, entityId, asOf), (one) => one.batchId);
  return batchesOn(db, entityId, asOf).map((batch) => {
    const own: BatchCosts = costs.get(batch.id) ?? NO_COSTS;
    const places = placed.get(batch.id) ?? [];
    const perKg = costPerKgE4(own.harvestedFen, batch.harvestedMilli);
    return {
      id: batch.id,
      itemId: batch.itemId,
      no: batch.no,
      name: batch.name,
      product: batch.product,
      bags: batch.bags,
      bagsLeft: batch.bags - batch.lostBags,
      placedBags: places.reduce((sum, one) => sum + one.bags, 0),
      greenhouses: places.length,
      begunOn: batch.begunOn,
      state: stateOf(batch),
      flushNo: batch.flushNo,
      costFen: own.costFen,
      balanceFen: own.balanceFen,
      harvestedKg: quantityText(batch.harvestedMilli),
      harvestedFen: own.harvestedFen,
      costPerKg: perKg === null ? null : priceText(perKg),
    };
  });
}

export function getBatch(
  { db }: Reading,
  { id }: Parsed<'production.batch'>,
): Result<Output<'production.batch'>> {
  const batch = batchById(db, id);
  if (!batch) return refuse('batch_unknown', '没有这个菌袋批次，请回到列表重新选择。');
  const row = rowsOn(db, batch.entityId, '9999-12-31').find((one) => one.id === id)!;
  return ok({
    batch: row,
    facts: {
      no: batch.no,
      name: batch.name,
      product: batch.product,
      strain: batch.strain,
      bags: batch.bags,
      begunOn: batch.begunOn,
      costRule: batch.costRule,
      expectedKg: batch.expectedMilli === null ? null : quantityText(batch.expectedMilli),
      flushes: flushesOf(db, id).map((one) => quantityText(one.shareBp * 10)),
      note: batch.note,
    },
    costs: (costsOn(db, batch.entityId, '9999-12-31').get(id) ?? NO_COSTS).parts,
    costRows: costRowsOf(db, batch),
    materials: materialsOf(db, id),
    harvests: harvestsOf(db, id),
    losses: lossesOf(db, id),
    places: greenhousesOn(db, batch.entityId, '9999-12-31')
      .filter((one) => one.batchId === id)
      .map(({ greenhouse, bags, since }) => ({ greenhouse, bags, since })),
    steps: stepsOf(db, id),
  });
}

/** Every event that put cost on the batch's item or took it off and stands, labour among them. */
function costRowsOf(db: ReadableDb, batch: Batch): Output<'production.batch'>['costRows'] {
  return db
    .all<{
      eventId: number;
      kind: EventKind;
      date: string;
      what: string | null;
      party: string;
      milli: number | null;
      fen: number;
    }>(
      `SELECT be.id AS eventId, be.kind, be.date, be.party,
         (SELECT group_concat(c.what, '、') FROM bag_cost c WHERE c.event_id = be.id AND c.batch_id = ?) AS what,
         (SELECT SUM(c.quantity_milli) FROM bag_cost c WHERE c.event_id = be.id AND c.batch_id = ? AND c.kind = 'harvest') AS milli,
         SUM(e.debit_fen - e.credit_fen) AS fen
       FROM account a JOIN entry e ON e.account_id = a.id AND e.item_id = ? AND e.state > 0 JOIN voucher v ON v.id = e.voucher_id
         JOIN business_event be ON v.source = 'business' AND be.id = v.source_id
       WHERE a.entity_id = ? AND a.code = '141' AND be.reverses_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM business_event r WHERE r.reverses_id = be.id)
       GROUP BY be.id ORDER BY be.date, be.seq`,
      batch.id,
      batch.id,
      batch.itemId,
      batch.entityId,
    )
    .map(({ eventId, kind, date, what, party, milli, fen }) => ({
      eventId,
      date,
      title: EVENT_TITLES[kind],
      what: what ?? party,
      quantity: milli === null ? null : quantityText(milli),
      fen,
    }));
}

function materialsOf(db: ReadableDb, batchId: number): Output<'production.batch'>['materials'] {
  return db
    .all<{ product: string; milli: number; fen: number }>(
      `SELECT what AS product, SUM(quantity_milli) AS milli, SUM(fen) AS fen FROM bag_cost
       WHERE batch_id = ? AND kind = 'material' GROUP BY what HAVING milli <> 0 OR SUM(fen) <> 0 ORDER BY MIN(id)`,
      batchId,
    )
    .map(({ product, milli, fen }) => ({ product, quantity: quantityText(milli), fen }));
}

function harvestsOf(db: ReadableDb, batchId: number): Output<'production.batch'>['harvests'] {
  return db
    .all<{
      eventId: number;
      date: string;
      flushNo: number;
      isLast: number;
      milli: number;
      costFen: number;
      places: string;
    }>(
      `SELECT h.event_id AS eventId, h.date, h.flush_no AS flushNo, h.is_last AS isLast, h.weight_milli AS milli, h.cost_fen AS costFen,
         (SELECT json_group_array(json_object('greenhouse', p.greenhouse, 'milli', p.weight_milli))
          FROM bag_harvest_place p WHERE p.harvest_id = h.id) AS places
       FROM bag_harvest h WHERE h.batch_id = ? AND h.reverses_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM bag_harvest r WHERE r.reverses_id = h.id) ORDER BY h.date, h.id`,
      batchId,
    )
    .map(({ eventId, date, flushNo, isLast, milli, costFen, places }) => {
      const perKg = costPerKgE4(costFen, milli);
      return {
        eventId,
        date,
        flushNo,
        isLast: isLast === 1,
        quantity: quantityText(milli),
        costFen,
        costPerKg: perKg === null ? null : priceText(perKg),
        places: (JSON.parse(places) as { greenhouse: string; milli: number }[]).map((one) => ({
          greenhouse: one.greenhouse,
          quantity: quantityText(one.milli),
        })),
      };
    });
}

function lossesOf(db: ReadableDb, batchId: number): Output<'production.batch'>['losses'] {
  return db
    .all<{
      id: number;
      eventId: number | null;
      date: string;
      isNormal: number;
      bags: number;
      greenhouse: string;
      reason: string;
      costFen: number;
    }>(
      `SELECT l.id, l.event_id AS eventId, l.date, l.is_normal AS isNormal, l.bags, l.greenhouse, l.reason, l.cost_fen AS costFen
       FROM bag_loss l WHERE l.batch_id = ? AND l.reverses_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM bag_loss r WHERE r.reverses_id = l.id) ORDER BY l.date, l.id`,
      batchId,
    )
    .map((row) => ({
      ...row,
      isNormal: row.isNormal === 1,
      pendingFen: row.isNormal === 1 ? 0 : pendingOf(db, row.id),
    }));
}

type Step = Output<'production.batch'>['steps'][number];

function stepsOf(db: ReadableDb, batchId: number): Step[] {
  const rows = db.all<{
    stepId: number;
    date: string;
    kind: Step['kind'];
    greenhouse: string;
    bags: number;
  }>(
    `SELECT p.step_id AS stepId, p.date, p.kind, p.greenhouse, p.bags FROM bag_place p
     WHERE p.batch_id = ? AND p.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM bag_place r WHERE r.reverses_id = p.id)
     ORDER BY p.date, p.id`,
    batchId,
  );
  return [...Map.groupBy(rows, (row) => row.stepId)]
    .map(([stepId, own]): Step => {
      const into = own.filter((one) => one.bags > 0);
      const out = own.filter((one) => one.bags < 0);
      const moved = into.length > 0 ? into : out;
      return {
        stepId,
        date: own[0]!.date,
        kind: own[0]!.kind,
        text: [...(into.length > 0 && out.length > 0 ? [names(out), '→'] : []), names(moved)].join(' '),
        bags: Math.abs(moved.reduce((sum, one) => sum + one.bags, 0)),
      };
    })
    .reverse();
}

/** DP-001 至 DP-030（30 个棚）, or each by name while they are few. */
function names(rows: readonly { readonly greenhouse: string }[]): string {
  const all = rows.map((one) => one.greenhouse);
  return all.length <= 3 ? all.join('、') : `${all[0]!} 至 ${all.at(-1)!}（${all.length} 个棚）`;
}
