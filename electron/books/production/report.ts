import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { daysBetween } from '../../../shared/rules/calendar.ts';
import { priceText, quantityText } from '../../../shared/rules/measures.ts';
import { divideHalfUp } from '../../../shared/rules/money.ts';
import {
  costPerKgE4,
  dryingRatio,
  isUsualDrying,
  realisedE4,
  shareOut,
  type Sold,
} from '../../../shared/rules/production.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { type BatchOn, batchesOn, stateOf } from './batches.ts';
import { costsOn, NO_COSTS } from './costs.ts';

type Report = Output<'production.report'>;

/** What batches cost a kilogram and what they leave, batch by batch and greenhouse by greenhouse. */
export function reportProduction({ db, today }: Reading, input: Parsed<'production.report'>): Result<Report> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const asOf = input.asOf ?? today;
  const chosen = batchesOn(db, entityId, asOf).filter(
    (one) => input.batchId === undefined || one.id === input.batchId,
  );
  const costs = costsOn(db, entityId, asOf);
  const prices = pricesOn(db, entityId, asOf);
  const batches = chosen.map((batch) => {
    const own = costs.get(batch.id) ?? NO_COSTS;
    const price = prices.get(batch.product) ?? null;
    return {
      ...figures(batch.bags, own.costFen, batch.harvestedMilli, own.harvestedFen, revenueOf(batch, price)),
      id: batch.id,
      no: batch.no,
      name: batch.name,
      state: stateOf(batch),
      bagsLeft: batch.bags - batch.lostBags,
      costs: own.parts,
      lossFen: own.lossFen,
      tailFen: own.tailFen,
      balanceFen: own.balanceFen,
      realisedPrice: price === null ? null : priceText(price),
    };
  });
  const greenhouses = chosen.flatMap((batch) => {
    const own = costs.get(batch.id) ?? NO_COSTS;
    return greenhousesOf(db, batch, own, revenueOf(batch, prices.get(batch.product) ?? null), asOf);
  });
  return ok({ asOf, batches, greenhouses, drying: dryingOn(db, entityId, asOf) });
}

function revenueOf({ harvestedMilli }: BatchOn, priceE4: number | null): number | null {
  if (priceE4 === null || harvestedMilli <= 0) return null;
  return Number(divideHalfUp(BigInt(priceE4) * BigInt(harvestedMilli), 100_000n));
}

function figures(
  bags: number,
  costFen: number,
  milli: number,
  harvestedFen: number,
  revenueFen: number | null,
): Pick<
  Report['batches'][number],
  'bags' | 'costFen' | 'harvestedKg' | 'harvestedFen' | 'costPerKg' | 'revenueFen' | 'surplusFen'
> {
  const perKg = costPerKgE4(harvestedFen, milli);
  return {
    bags,
    costFen,
    harvestedKg: quantityText(milli),
    harvestedFen,
    costPerKg: perKg === null ? null : priceText(perKg),
    revenueFen,
    surplusFen: revenueFen === null ? null : revenueFen - harvestedFen,
  };
}

/** By fresh product: what a kilogram brought on average up to a day, fresh or dried, in 1/10000 yuan. */
function pricesOn(db: ReadableDb, entityId: number, asOf: string): Map<string, number> {
  const sold = new Map(
    db
      .all<Sold & { product: string }>(
        `SELECT g.value ->> '$.product' AS product, SUM(g.value ->> '$.amountFen') AS fen,
           SUM(CAST(ROUND((g.value ->> '$.quantity') * 1000) AS INTEGER)) AS milli
         FROM business_event e JOIN json_each(e.facts, '$.goods') g
         WHERE e.entity_id = ? AND e.kind = 'sale' AND e.date <= ? AND e.reverses_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM business_event r WHERE r.reverses_id = e.id AND r.date <= ?)
         GROUP BY product`,
        entityId,
        asOf,
        asOf,
      )
      .map((row) => [row.product, row]),
  );
  const runs = db.all<{
    fresh: string;
    dry: string;
    freshMilli: number;
    dryMilli: number;
    otherFen: number;
  }>(
    `SELECT fresh_product AS fresh, dry_product AS dry, SUM(fresh_milli) AS freshMilli, SUM(dry_milli) AS dryMilli, SUM(other_fen) AS otherFen
     FROM drying_run WHERE entity_id = ? AND date <= ? GROUP BY fresh, dry HAVING freshMilli > 0 AND dryMilli > 0`,
    entityId,
    asOf,
  );
  const nothing: Sold = { milli: 0, fen: 0 };
  const products = new Set([...sold.keys(), ...runs.map((run) => run.fresh)]);
  return new Map(
    [...products].flatMap((product): [string, number][] => {
      const dried = runs
        .filter((run) => run.fresh === product)
        .map((run) => ({ ...run, dry: sold.get(run.dry) ?? nothing }));
      const price = realisedE4(sold.get(product) ?? nothing, dried);
      return price === null ? [] : [[product, price]];
    }),
  );
}

interface Stay {
  readonly greenhouse: string;
  /** Bags times days they stood there. */
  readonly bagDays: number;
  readonly mostBags: number;
  readonly weighedMilli: number;
}

/**
 * A batch's cost by where its bags stood, by bags and days; what was picked as it was weighed, and what was not weighed by bags and days too.
 */
function greenhousesOf(
  db: ReadableDb,
  batch: BatchOn,
  own: { readonly costFen: number; readonly harvestedFen: number },
  revenueFen: number | null,
  asOf: string,
): Report['greenhouses'] {
  const stays = staysOf(db, batch.id, asOf);
  const weights = stays.map((stay) => stay.bagDays);
  if (weights.every((one) => one === 0)) return [];
  const weighedMilli = stays.reduce((sum, stay) => sum + stay.weighedMilli, 0);
  const rest = shareOut(Math.max(batch.harvestedMilli - weighedMilli, 0), weights);
  const costs = shareOut(Math.max(own.costFen, 0), weights);
  const milli = stays.map((stay, at) => stay.weighedMilli + rest[at]!);
  const picked = shareOut(Math.max(own.harvestedFen, 0), weights);
  const revenue = revenueFen === null ? null : shareOut(revenueFen, milli);
  return stays.map((stay, at) => ({
    ...figures(stay.mostBags, costs[at]!, milli[at]!, picked[at]!, revenue?.[at] ?? null),
    greenhouse: stay.greenhouse,
    batchId: batch.id,
    batchNo: batch.no,
  }));
}

function staysOf(db: ReadableDb, batchId: number, asOf: string): Stay[] {
  const rows = db.all<{ greenhouse: string; date: string; bags: number }>(
    `SELECT p.greenhouse, p.date, SUM(p.bags) AS bags FROM bag_place p WHERE p.batch_id = ? AND p.date <= ?
     GROUP BY p.greenhouse, p.date ORDER BY p.greenhouse, p.date`,
    batchId,
    asOf,
  );
  const weighed = new Map(
    db
      .all<{ greenhouse: string; milli: number }>(
        `SELECT p.greenhouse, SUM(p.weight_milli) AS milli FROM bag_harvest_place p JOIN bag_harvest h ON h.id = p.harvest_id
         WHERE h.batch_id = ? AND h.date <= ? GROUP BY p.greenhouse HAVING milli <> 0`,
        batchId,
        asOf,
      )
      .map((row) => [row.greenhouse, row.milli]),
  );
  const stays = [...Map.groupBy(rows, (row) => row.greenhouse)].map(([greenhouse, steps]): Stay => {
    let bags = 0;
    let mostBags = 0;
    let bagDays = 0;
    for (const [at, step] of steps.entries()) {
      bags += step.bags;
      mostBags = Math.max(mostBags, bags);
      // The day they come in counts, that they leave doesn't.
      const until = steps[at + 1]?.date ?? null;
      bagDays += bags * (until === null ? daysBetween(step.date, asOf) + 1 : daysBetween(step.date, until));
    }
    return { greenhouse, bagDays, mostBags, weighedMilli: weighed.get(greenhouse) ?? 0 };
  });
  const known = new Set(stays.map((stay) => stay.greenhouse));
  const elsewhere = [...weighed]
    .filter(([greenhouse]) => !known.has(greenhouse))
    .map(([greenhouse, milli]): Stay => ({ greenhouse, bagDays: 0, mostBags: 0, weighedMilli: milli }));
  return [...stays.filter((stay) => stay.bagDays > 0 || stay.weighedMilli > 0), ...elsewhere];
}

function dryingOn(db: ReadableDb, entityId: number, asOf: string): Report['drying'] {
  return db
    .all<{
      eventId: number;
      date: string;
      freshProduct: string;
      freshMilli: number;
      dryProduct: string;
      dryMilli: number;
      fen: number;
    }>(
      `SELECT d.event_id AS eventId, d.date, d.fresh_product AS freshProduct, d.fresh_milli AS freshMilli, d.dry_product AS dryProduct,
         d.dry_milli AS dryMilli, d.fresh_fen + d.other_fen AS fen
       FROM drying_run d WHERE d.entity_id = ? AND d.date <= ? AND d.reverses_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM drying_run r WHERE r.reverses_id = d.id AND r.date <= ?) ORDER BY d.date, d.id`,
      entityId,
      asOf,
      asOf,
    )
    .map((row) => {
      const perKg = costPerKgE4(row.fen, row.dryMilli);
      return {
        eventId: row.eventId,
        date: row.date,
        freshProduct: row.freshProduct,
        freshKg: quantityText(row.freshMilli),
        dryProduct: row.dryProduct,
        dryKg: quantityText(row.dryMilli),
        ratio: dryingRatio(row.freshMilli, row.dryMilli),
        isUsual: isUsualDrying(row.freshMilli, row.dryMilli),
        costPerKg: perKg === null ? null : priceText(perKg),
      };
    });
}
