import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import type { AssetState, Card } from './card.ts';

export type MoveKind =
  'acquired' | 'improved' | 'depreciated' | 'disposed' | 'missing' | 'found' | 'reversal';

/** What comes to or goes from a card: signed, so that the sums are 原值, 累计折旧 and 数量. */
export interface NewMove {
  readonly kind: Exclude<MoveKind, 'reversal'>;
  readonly date: string;
  readonly pieceId?: number | null;
  readonly costFen: number;
  readonly accumulatedFen: number;
  readonly pieces: number;
  /** Of depreciation: the month, and the work done in it. */
  readonly period?: string;
  readonly unitsMilli?: number;
  readonly eventId: number | null;
  readonly shareId?: number;
}

/** Adds a move; of a card in the books it stands on 151 and 152 (142 and 143) too, where its event's voucher has to say the same. */
export function insertMove(db: WritableDb, card: Pick<Card, 'id' | 'itemId'>, move: NewMove): number {
  return db.run(
    `INSERT INTO asset_move (asset_id, piece_id, date, kind, cost_fen, accumulated_fen, pieces, period, units_milli, in_books, event_id, share_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    card.id,
    move.pieceId ?? null,
    move.date,
    move.kind,
    move.costFen,
    move.accumulatedFen,
    move.pieces,
    move.period ?? null,
    move.unitsMilli ?? 0,
    card.itemId === null ? 0 : 1,
    move.eventId,
    move.shareId ?? null,
  ).lastId;
}

interface StoredMove {
  readonly id: number;
  readonly assetId: number;
}

/** Undoes all that an event moved: the same in red, on the day and by the event that undoes it. Gives the cards it was about. */
export function undoMovesOf(
  db: WritableDb,
  eventId: number,
  undoing: { readonly eventId: number; readonly date: string },
): number[] {
  const moves = db.all<StoredMove>(
    `SELECT id, asset_id AS assetId FROM asset_move WHERE event_id = ? AND kind <> 'reversal' AND is_undone = 0 ORDER BY id`,
    eventId,
  );
  return undoMoves(db, moves, undoing.date, undoing.eventId);
}

/** The same of single moves: those of 备查, and of what was brought as a share. */
export function undoMoves(
  db: WritableDb,
  moves: readonly StoredMove[],
  date: string,
  eventId: number | null,
  shareId: number | null = null,
): number[] {
  for (const { id } of moves) {
    db.run('UPDATE asset_move SET is_undone = 1 WHERE id = ?', id);
    db.run(
      `INSERT INTO asset_move (asset_id, piece_id, date, kind, cost_fen, accumulated_fen, pieces, units_milli, in_books, event_id, share_id, reverses_id)
       SELECT asset_id, piece_id, ?, 'reversal', -cost_fen, -accumulated_fen, -pieces, -units_milli, in_books, ?, ?, id
       FROM asset_move WHERE id = ?`,
      date,
      eventId,
      shareId,
      id,
    );
  }
  return [...new Set(moves.map((one) => one.assetId))];
}

/** What stands of a card at the end of a day. */
export interface CardStanding {
  readonly costFen: number;
  readonly accumulatedFen: number;
  readonly pieces: number;
}

const NOTHING: CardStanding = { costFen: 0, accumulatedFen: 0, pieces: 0 };

export function standingOn(db: ReadableDb, assetId: number, asOf: string): CardStanding {
  return (
    db.get<CardStanding>(
      `SELECT COALESCE(SUM(cost_fen), 0) AS costFen, COALESCE(SUM(accumulated_fen), 0) AS accumulatedFen, COALESCE(SUM(pieces), 0) AS pieces
       FROM asset_move WHERE asset_id = ? AND date <= ?`,
      assetId,
      asOf,
    ) ?? NOTHING
  );
}

/** Every card's standing of an entity at the end of a day, by card. */
export function standingsOn(db: ReadableDb, entityId: number, asOf: string): Map<number, CardStanding> {
  const rows = db.all<CardStanding & { id: number }>(
    `SELECT m.asset_id AS id, SUM(m.cost_fen) AS costFen, SUM(m.accumulated_fen) AS accumulatedFen, SUM(m.pieces) AS pieces
     FROM asset_card c JOIN asset_move m ON m.asset_id = c.id WHERE c.entity_id = ? AND m.date <= ? GROUP BY m.asset_id`,
    entityId,
    asOf,
  );
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}

/**
 * A move that stands on how a card came in, so that that can't be undone first; told as a sentence has it. `depreciation: false`: of 备查,
 * whose months of depreciation go with it.
 */
export function latestMove(
  db: ReadableDb,
  assetId: number,
  than: { readonly eventId: number } | { readonly shareId: number } | { readonly depreciation: false },
): string | null {
  const move = db.get<{ date: string; kind: MoveKind; fen: number; period: string | null }>(
    `SELECT date, kind, cost_fen + accumulated_fen AS fen, period FROM asset_move
     WHERE asset_id = ? AND is_undone = 0 AND kind <> 'reversal' AND event_id IS NOT ? AND share_id IS NOT ?
       AND (? OR kind NOT IN ('acquired', 'depreciated'))
     ORDER BY date DESC, id DESC LIMIT 1`,
    assetId,
    'eventId' in than ? than.eventId : -1,
    'shareId' in than ? than.shareId : -1,
    'depreciation' in than ? 0 : 1,
  );
  if (!move) return null;
  if (move.kind === 'depreciated') return `${move.period} 已经计提折旧 ${formatYuan(move.fen)} 元`;
  return `${move.date} 已经登记“${MOVE_NAMES[move.kind]}”`;
}

export const MOVE_NAMES: Readonly<Record<MoveKind, string>> = {
  acquired: '取得',
  improved: '改建',
  depreciated: '折旧',
  disposed: '处置',
  missing: '盘亏',
  found: '盘盈',
  reversal: '冲销',
};

/** Terms of depreciation from a month on; as the table keeps them. */
export interface NewTerms {
  readonly assetId: number;
  readonly fromPeriod: string;
  readonly method: 'straight-line' | 'units';
  readonly residualMillionths: number;
  readonly lifeMonths: number;
  readonly months: number;
  readonly toChargeFen: number;
  readonly unitsMilli?: number;
  readonly workUnit?: string;
  readonly reason?: string;
  readonly eventId?: number | null;
}

export function insertTerms(ctx: Writing, terms: NewTerms): number {
  return ctx.db.run(
    `INSERT INTO asset_terms (asset_id, from_period, method, residual_millionths, life_months, months, to_charge_fen, units_milli, work_unit,
       reason, event_id, operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    terms.assetId,
    terms.fromPeriod,
    terms.method,
    terms.residualMillionths,
    terms.lifeMonths,
    terms.months,
    terms.toChargeFen,
    terms.unitsMilli ?? 0,
    terms.workUnit ?? '',
    terms.reason ?? '',
    terms.eventId ?? null,
    ctx.operator,
    ctx.now,
  ).lastId;
}

/** Terms that an event brought about count no more: those before are in force again. */
export function undoTermsOf(db: WritableDb, eventId: number, reversalId: number): void {
  db.run(
    'UPDATE asset_terms SET undone_by = ? WHERE event_id = ? AND undone_by IS NULL',
    reversalId,
    eventId,
  );
}

export type ChangedField = 'place' | 'custodian' | 'department' | 'state';

/** Columns of the tables; a piece has no department. */
const COLUMN: Readonly<Record<ChangedField, { card: string; piece: string | null }>> = {
  place: {
    card: 'UPDATE asset_card SET place = ? WHERE id = ?',
    piece: 'UPDATE asset_piece SET place = ? WHERE id = ?',
  },
  custodian: {
    card: 'UPDATE asset_card SET custodian = ? WHERE id = ?',
    piece: 'UPDATE asset_piece SET custodian = ? WHERE id = ?',
  },
  department: { card: 'UPDATE asset_card SET department = ? WHERE id = ?', piece: null },
  state: {
    card: 'UPDATE asset_card SET state = ? WHERE id = ?',
    piece: 'UPDATE asset_piece SET state = ? WHERE id = ?',
  },
};

/** Changes a field of a card or of one of its pieces from a day on, and keeps what it was. Same again: nothing. */
export function changeField(
  ctx: Writing,
  of: { readonly assetId: number; readonly pieceId: number | null; readonly before: string },
  change: {
    readonly field: ChangedField;
    readonly value: string;
    readonly date: string;
    readonly note: string;
  },
): boolean {
  if (of.before === change.value) return false;
  const sql = COLUMN[change.field][of.pieceId === null ? 'card' : 'piece'];
  invariant(sql !== null, `a piece has no ${change.field} of its own`);
  ctx.db.run(sql, change.value, of.pieceId ?? of.assetId);
  logChange(ctx, of, change);
  return true;
}

export function logChange(
  ctx: Writing,
  of: { readonly assetId: number; readonly pieceId: number | null; readonly before: string },
  change: { readonly field: string; readonly value: string; readonly date: string; readonly note: string },
): void {
  ctx.db.run(
    `INSERT INTO asset_change (asset_id, piece_id, date, field, before, after, note, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    of.assetId,
    of.pieceId,
    change.date,
    change.field,
    of.before,
    change.value,
    change.note,
    ctx.operator,
    ctx.now,
  );
}

/** 处置、盘亏 and their undoing: a card, or a piece of it, is gone from a day on, or what it was again. */
export function changeState(
  ctx: Writing,
  of: { readonly assetId: number; readonly pieceId: number | null },
  state: AssetState,
  date: string,
  note: string,
): void {
  const row =
    of.pieceId === null
      ? ctx.db.get<{ state: string }>('SELECT state FROM asset_card WHERE id = ?', of.assetId)
      : ctx.db.get<{ state: string }>('SELECT state FROM asset_piece WHERE id = ?', of.pieceId);
  invariant(row !== undefined, 'what changes is there');
  changeField(ctx, { ...of, before: row.state }, { field: 'state', value: state, date, note });
}
