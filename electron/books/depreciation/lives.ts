import { type Life, type Segment } from '../../../shared/rules/assetLife.ts';
import type { AssetUse } from '../../../shared/rules/posting/assets.ts';
import type { ReadableDb } from '../../workspace/database.ts';

/** A card as depreciation sees it: what stands of it, and by what it is charged. */
export interface CardLife extends Life {
  readonly id: number;
  readonly entityId: number;
  readonly no: string;
  readonly name: string;
  /** Null: 备查. */
  readonly itemId: number | null;
  readonly account: '151' | '142';
  readonly category: string;
  readonly use: AssetUse;
  readonly costFen: number;
  readonly accumulatedFen: number;
  readonly pieces: number;
  /** The day it came onto the card, which may be after it was put to use. */
  readonly cameOn: string;
  /** The day of the latest move besides depreciation. */
  readonly movedOn: string;
  readonly workUnit: string;
}

type Row = Omit<CardLife, 'segments' | 'workUnit'>;

interface TermsRow {
  readonly assetId: number;
  readonly fromPeriod: string;
  readonly method: Segment['method'];
  readonly lifeMonths: number;
  readonly months: number;
  readonly residualMillionths: number;
  readonly toChargeFen: number;
  readonly unitsMilli: number;
  readonly workUnit: string;
  readonly chargedFen: number;
  readonly chargedMonths: number;
  readonly chargedUnits: number;
}

/** Every card of an entity that ever stood and was not undone, in the order of numbers; or one of them. */
export function livesOf(db: ReadableDb, entityId: number, assetId?: number): CardLife[] {
  const cards = db.all<Row>(
    `SELECT c.id, c.entity_id AS entityId, c.no, c.name, c.item_id AS itemId, c.account, c.category, c.use,
       SUM(m.cost_fen) AS costFen, SUM(m.accumulated_fen) AS accumulatedFen, SUM(m.pieces) AS pieces,
       -- 备查 again after it was booked by mistake: it came when it came.
       COALESCE(MIN(m.date) FILTER (WHERE m.kind IN ('acquired', 'found') AND (m.is_undone = 0 OR (c.item_id IS NULL AND m.in_books = 0))),
         c.acquired_on) AS cameOn,
       COALESCE(MAX(m.date) FILTER (WHERE m.kind NOT IN ('depreciated', 'reversal') AND m.is_undone = 0), c.acquired_on) AS movedOn,
       MAX(m.period) FILTER (WHERE m.kind = 'depreciated' AND m.is_undone = 0) AS chargedTo
     FROM asset_card c JOIN asset_move m ON m.asset_id = c.id
     WHERE c.entity_id = ? AND c.undone_on IS NULL AND (? IS NULL OR c.id = ?) GROUP BY c.id ORDER BY c.no, c.id`,
    entityId,
    assetId ?? null,
    assetId ?? null,
  );
  // Of terms that begin in the same month the last written counts.
  const terms = db.all<TermsRow>(
    `WITH standing AS (
       SELECT t.*, LEAD(t.from_period) OVER (PARTITION BY t.asset_id ORDER BY t.from_period) AS until
       FROM asset_terms t JOIN asset_card c ON c.id = t.asset_id
       WHERE c.entity_id = ? AND (? IS NULL OR c.id = ?) AND t.undone_by IS NULL
         -- A card that was 备查 before: what it was depreciated by then is the owner's.
         AND t.id >= COALESCE((
           SELECT MAX(b.id) FROM asset_terms b JOIN asset_move a ON a.asset_id = b.asset_id AND a.event_id = b.event_id
           WHERE b.asset_id = t.asset_id AND b.undone_by IS NULL AND a.kind = 'acquired' AND a.is_undone = 0), 0)
         AND NOT EXISTS (
         SELECT 1 FROM asset_terms l
         WHERE l.asset_id = t.asset_id AND l.from_period = t.from_period AND l.id > t.id AND l.undone_by IS NULL)
     )
     SELECT s.asset_id AS assetId, s.from_period AS fromPeriod, s.method, s.life_months AS lifeMonths, s.months,
       s.residual_millionths AS residualMillionths, s.to_charge_fen AS toChargeFen, s.units_milli AS unitsMilli, s.work_unit AS workUnit,
       COALESCE(SUM(m.accumulated_fen), 0) AS chargedFen, COUNT(m.id) AS chargedMonths, COALESCE(SUM(m.units_milli), 0) AS chargedUnits
     FROM standing s LEFT JOIN asset_move m ON m.asset_id = s.asset_id AND m.kind = 'depreciated' AND m.is_undone = 0
       AND m.period >= s.from_period AND (s.until IS NULL OR m.period < s.until)
     GROUP BY s.id ORDER BY s.asset_id, s.from_period`,
    entityId,
    assetId ?? null,
    assetId ?? null,
  );
  const byCard = Map.groupBy(terms, (one) => one.assetId);
  return cards.map((card) => {
    const own = byCard.get(card.id) ?? [];
    return {
      ...card,
      workUnit: own.findLast((one) => one.method === 'units')?.workUnit ?? '',
      segments: own.map(({ chargedFen, chargedMonths, chargedUnits, ...segment }) => ({
        ...segment,
        charged: { fen: chargedFen, months: chargedMonths, unitsMilli: chargedUnits },
      })),
    };
  });
}

export function lifeOf(db: ReadableDb, entityId: number, assetId: number): CardLife | null {
  return livesOf(db, entityId, assetId)[0] ?? null;
}
