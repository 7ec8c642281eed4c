import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { priceText } from '../../../shared/rules/measures.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import { vouchersByEvent } from '../events/index.ts';

export type State = Output<'stocktakes.save'>['state'];
type Sheet = Output<'stocktakes.list'>[number];
export type Line = Output<'stocktakes.get'>['lines'][number];
type Found = Output<'stocktakes.get'>['found'][number];

/** Whether a line is of the books: as it was booked, where it was – the card may have come into the books since; else as the card is. */
const LINE_IN_BOOKS = /* sql */ `COALESCE((SELECT MAX(k.in_books) FROM stocktake_move t JOIN asset_move k ON k.id = t.move_id
  WHERE t.stocktake_id = l.stocktake_id AND k.asset_id = l.asset_id), c.item_id IS NOT NULL)`;

/** A stock-take as it is kept. */
export interface Stored {
  readonly id: number;
  readonly entityId: number;
  readonly date: string;
  readonly state: State;
  readonly bookedOn: string | null;
  readonly missingEventId: number | null;
  readonly foundEventId: number | null;
  readonly settledOn: string | null;
  readonly settleEventId: number | null;
}

type SheetRow = Omit<Sheet, 'vouchers'> & Stored;

const SHEET = /* sql */ `
  SELECT s.id, s.entity_id AS entityId, s.date, s.scope, s.category, s.counters, s.state, s.booked_on AS bookedOn, s.settled_on AS settledOn,
    s.approval_no AS approvalNo, s.approved_on AS approvedOn, s.operator, s.missing_event_id AS missingEventId,
    s.found_event_id AS foundEventId, s.settle_event_id AS settleEventId,
    (SELECT COUNT(*) FROM stocktake_line l WHERE l.stocktake_id = s.id) AS lines,
    (SELECT COUNT(l.counted_pieces) FROM stocktake_line l WHERE l.stocktake_id = s.id) AS counted,
    (SELECT COUNT(*) FROM stocktake_line l WHERE l.stocktake_id = s.id AND l.counted_pieces < l.book_pieces) AS missing,
    (SELECT COUNT(*) FROM stocktake_found f WHERE f.stocktake_id = s.id) AS found,
    (SELECT COALESCE(SUM(l.missing_cost_fen - l.missing_accumulated_fen), 0) FROM stocktake_line l JOIN asset_card c ON c.id = l.asset_id
     WHERE l.stocktake_id = s.id AND ${LINE_IN_BOOKS} = 1) AS lossFen,
    (SELECT COALESCE(SUM(f.value_fen), 0) FROM stocktake_found f WHERE f.stocktake_id = s.id) AS gainFen
  FROM stocktake s`;

export function stocktakeById(db: ReadableDb, id: number): Result<Stored> {
  const row = db.get<Stored>(
    `SELECT id, entity_id AS entityId, date, state, booked_on AS bookedOn, missing_event_id AS missingEventId,
       found_event_id AS foundEventId, settled_on AS settledOn, settle_event_id AS settleEventId FROM stocktake WHERE id = ?`,
    id,
  );
  return row ? ok(row) : refuse('stocktake_unknown', '没有这张盘点表，请回到列表重新选择。');
}

/** Stock-takes, newest first. */
export function listStocktakes(
  { db }: Reading,
  input: Parsed<'stocktakes.list'>,
): Result<Output<'stocktakes.list'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const rows = db.all<SheetRow>(
    `${SHEET} WHERE s.entity_id = ? ORDER BY s.date DESC, s.id DESC`,
    cooperative.value.id,
  );
  return ok(withVouchers(db, rows));
}

function withVouchers(db: ReadableDb, rows: readonly SheetRow[]): Sheet[] {
  const eventsOf = (row: SheetRow): number[] =>
    [row.missingEventId, row.foundEventId, row.settleEventId].flatMap((one) => one ?? []);
  const vouchers = vouchersByEvent(db, rows.flatMap(eventsOf));
  return rows.map((row) => {
    const { entityId: _, missingEventId: _m, foundEventId: _f, settleEventId: _s, ...sheet } = row;
    return { ...sheet, vouchers: eventsOf(row).flatMap((one) => vouchers.get(one) ?? []) };
  });
}

export function getStocktake(
  { db }: Reading,
  { id }: Parsed<'stocktakes.get'>,
): Result<Output<'stocktakes.get'>> {
  const row = db.get<SheetRow>(`${SHEET} WHERE s.id = ?`, id);
  if (!row) return refuse('stocktake_unknown', '没有这张盘点表，请回到列表重新选择。');
  const [stocktake] = withVouchers(db, [row]);
  invariant(stocktake !== undefined, 'a sheet that is there is shown');
  return ok({
    stocktake,
    lines: linesOf(db, id),
    found: foundOf(db, id),
    changed: row.state === 'open' || row.state === 'counted' ? changedSince(db, row) : [],
  });
}

type StoredLine = Omit<
  Line,
  'isBooked' | 'isRelief' | 'pieces' | 'missingPieceIds' | 'difference' | 'netFen'
> & {
  isBooked: number;
  isRelief: number;
};

/** The lines of a sheet by number of card, each with the pieces that are there by the books. */
export function linesOf(db: ReadableDb, stocktakeId: number): Line[] {
  const rows = db.all<StoredLine>(
    `SELECT l.id, l.asset_id AS assetId, c.no, c.name, c.category, c.spec, c.unit, c.place, c.custodian, ${LINE_IN_BOOKS} AS isBooked,
       c.is_relief AS isRelief, l.book_pieces AS bookPieces, l.cost_fen AS costFen, l.accumulated_fen AS accumulatedFen,
       l.counted_pieces AS countedPieces, l.missing_cost_fen AS missingCostFen, l.missing_accumulated_fen AS missingAccumulatedFen, l.cause,
       l.treatment, l.paid_fen AS paidFen, l.payer_name AS payerName
     FROM stocktake_line l JOIN asset_card c ON c.id = l.asset_id WHERE l.stocktake_id = ? ORDER BY c.no, c.id`,
    stocktakeId,
  );
  const missing = Map.groupBy(
    db.all<{ lineId: number; pieceId: number }>(
      `SELECT m.line_id AS lineId, m.piece_id AS pieceId FROM stocktake_missing m JOIN stocktake_line l ON l.id = m.line_id
       WHERE l.stocktake_id = ? ORDER BY m.piece_id`,
      stocktakeId,
    ),
    (one) => one.lineId,
  );
  // Those that are missing by this sheet are gone once it is booked, and shown all the same.
  const pieces = Map.groupBy(
    db.all<Line['pieces'][number] & { assetId: number }>(
      `SELECT p.asset_id AS assetId, p.id, p.no, p.place, p.state FROM stocktake_line l JOIN asset_piece p ON p.asset_id = l.asset_id
       WHERE l.stocktake_id = ? AND (p.state <> 'gone' OR EXISTS (
         SELECT 1 FROM stocktake_missing m WHERE m.line_id = l.id AND m.piece_id = p.id)) ORDER BY p.id`,
      stocktakeId,
    ),
    (one) => one.assetId,
  );
  return rows.map((row) => ({
    ...row,
    isBooked: row.isBooked === 1,
    isRelief: row.isRelief === 1,
    netFen: row.costFen - row.accumulatedFen,
    pieces: (pieces.get(row.assetId) ?? []).map(({ assetId: _, ...piece }) => piece),
    missingPieceIds: (missing.get(row.id) ?? []).map((one) => one.pieceId),
    difference: row.countedPieces === null ? null : row.countedPieces - row.bookPieces,
  }));
}

export function foundOf(db: ReadableDb, stocktakeId: number): Found[] {
  return db
    .all<Omit<Found, 'residualPercent'> & { id: number; assetId: number | null; residual: number }>(
      // Without a number of its own it has the one it was given with its card.
      `SELECT f.id, COALESCE(c.no, f.no) AS no, f.name, f.category, f.spec, f.unit, f.quantity, f.value_fen AS valueFen, f.use,
         f.life_months AS lifeMonths, f.residual_millionths AS residual, f.place, f.custodian, f.cause, f.treatment, f.asset_id AS assetId
       FROM stocktake_found f LEFT JOIN asset_card c ON c.id = f.asset_id WHERE f.stocktake_id = ? ORDER BY f.id`,
      stocktakeId,
    )
    .map(({ residual, ...row }) => ({ ...row, residualPercent: priceText(residual) }));
}

interface Counted {
  readonly assetId: number;
  readonly no: string;
  readonly name: string;
  readonly pieces: number;
  readonly costFen: number;
  readonly accumulatedFen: number;
}

/** What the books say of each card on the day of the sheet, those of which nothing stands left out. What was undone since never was. */
export function booksOn(
  db: ReadableDb,
  sheet: { readonly entityId: number; readonly date: string; readonly category: string | null },
): Counted[] {
  return db.all<Counted>(
    `SELECT c.id AS assetId, c.no, c.name, SUM(m.pieces) AS pieces, SUM(m.cost_fen) AS costFen, SUM(m.accumulated_fen) AS accumulatedFen
     FROM asset_card c JOIN asset_move m ON m.asset_id = c.id AND m.date <= ? AND m.is_undone = 0 AND m.kind <> 'reversal'
     WHERE c.entity_id = ? AND c.undone_on IS NULL AND (? IS NULL OR c.category = ?) GROUP BY c.id HAVING SUM(m.pieces) > 0 ORDER BY c.no, c.id`,
    sheet.date,
    sheet.entityId,
    sheet.category,
    sheet.category,
  );
}

/** Cards of which the books of the day say something else by now than the sheet. */
function changedSince(db: ReadableDb, { id, entityId, date, scope, category }: SheetRow): string[] {
  const now = new Map(
    booksOn(db, { entityId, date, category: scope === 'all' ? null : category }).map((one) => [
      one.assetId,
      one,
    ]),
  );
  const lines = linesOf(db, id);
  const words = lines
    .filter((line) => (now.get(line.assetId)?.pieces ?? 0) !== line.bookPieces)
    .map(
      (line) =>
        `${line.no} ${line.name}：账面 ${line.bookPieces}，现在 ${now.get(line.assetId)?.pieces ?? 0}`,
    );
  const known = new Set(lines.map((line) => line.assetId));
  const fresh = [...now.values()].filter((one) => !known.has(one.assetId));
  return [...words, ...fresh.map((one) => `${one.no} ${one.name}：盘点表做好以后才登记`)];
}
