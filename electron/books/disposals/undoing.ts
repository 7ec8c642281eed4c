import { refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type AssetState, changeState, undoMoves, undoTermsOf } from '../assets/index.ts';

const SINCE: Readonly<Record<string, string>> = {
  disposed: '处置',
  missing: '盘亏',
  improved: '改建',
  found: '盘盈',
};

/** What stands on moves of a card that are to be undone: later moves of it, terms changed since. */
export function barToMoves(
  db: ReadableDb,
  moveIds: readonly number[],
  termsId: number | null,
  date: string,
): Result<never> | null {
  const since = db.get<{ no: string; name: string; date: string; kind: string; period: string | null }>(
    `WITH own AS (SELECT m.id, m.asset_id FROM json_each(?) asked JOIN asset_move m ON m.id = asked.value)
     SELECT c.no, c.name, n.date, n.kind, n.period FROM own JOIN asset_card c ON c.id = own.asset_id
       JOIN asset_move n ON n.asset_id = own.asset_id AND n.id > own.id AND n.is_undone = 0 AND n.kind <> 'reversal'
     WHERE n.id NOT IN (SELECT id FROM own) ORDER BY n.id DESC LIMIT 1`,
    JSON.stringify(moveIds),
  );
  if (since) {
    return refuse(
      'moves_built_on',
      since.kind === 'acquired'
        ? `${since.no} ${since.name} 之后在 ${since.date} 由备查转入了账。请先到卡片上“冲销登记”，退回备查，再冲销这一笔。`
        : since.kind === 'depreciated'
          ? `${since.no} ${since.name} 之后已经计提 ${since.period ?? ''} 的折旧，是按这一笔算的。请先冲销 ${since.period ?? ''} 的折旧。`
          : `${since.no} ${since.name} 之后在 ${since.date} 登记了${SINCE[since.kind] ?? '变动'}。请先冲销那一笔。`,
    );
  }
  // 备查 that was booked in between stands anew from the day that was undone.
  const last = db.get<{ date: string | null }>(
    'SELECT MAX(m.date) AS date FROM json_each(?) asked JOIN asset_move m ON m.id = asked.value',
    JSON.stringify(moveIds),
  )?.date;
  if (last && date < last) {
    const sentence = `冲销日期不能早于登记的日期 ${last}。`;
    return refuse('reversal_too_early', sentence, { date: sentence });
  }
  if (termsId === null) return null;
  const changed = db.get<{ fromPeriod: string }>(
    `SELECT l.from_period AS fromPeriod FROM asset_terms t JOIN asset_terms l ON l.asset_id = t.asset_id AND l.id > t.id AND l.undone_by IS NULL
     WHERE t.id = ? LIMIT 1`,
    termsId,
  );
  return changed
    ? refuse(
        'moves_built_on',
        `这张卡片之后又从 ${changed.fromPeriod} 起变更了折旧办法，是按这一笔算的。请先撤销变更折旧办法（卡片“折旧计划”里点“逐月看”），再冲销这一笔。`,
      )
    : null;
}

/** Takes moves off their cards, newest first; who was gone by them is what it was before. */
export function undoRemoval(
  ctx: Writing,
  undone: {
    readonly moveIds: readonly number[];
    readonly termsId: number | null;
    readonly eventId: number | null;
  },
  by: { readonly date: string; readonly reason: string; readonly reversalId: number | null },
): void {
  const { db } = ctx;
  const moves = db.all<{ id: number; assetId: number; pieceId: number | null; kind: string }>(
    `SELECT m.id, m.asset_id AS assetId, m.piece_id AS pieceId, m.kind FROM json_each(?) asked JOIN asset_move m ON m.id = asked.value
     WHERE m.is_undone = 0 ORDER BY m.id DESC`,
    JSON.stringify(undone.moveIds),
  );
  undoMoves(db, moves, by.date, by.reversalId);
  for (const { assetId, pieceId, kind } of moves) {
    if (kind === 'depreciated') continue;
    if (pieceId !== null) revive(ctx, assetId, pieceId, by);
    const card = db.get<{ state: AssetState }>('SELECT state FROM asset_card WHERE id = ?', assetId);
    if (card?.state === 'gone') reviveWhole(ctx, assetId, pieceId, by);
  }
  if (undone.eventId !== null && by.reversalId !== null) undoTermsOf(db, undone.eventId, by.reversalId);
  // Without an event there is nothing that could say by what they were undone; they were never used.
  else if (undone.termsId !== null) db.run('DELETE FROM asset_terms WHERE id = ?', undone.termsId);
}

interface Undoing {
  readonly date: string;
  readonly reason: string;
}

/** A card that was gone altogether: with it the pieces that went on the same day and by the same act. */
function reviveWhole(ctx: Writing, assetId: number, pieceId: number | null, by: Undoing): void {
  const went = lastGone(ctx.db, assetId, null);
  revive(ctx, assetId, null, by);
  if (pieceId !== null || went === null) return;
  const pieces = ctx.db.all<{ id: number }>(
    `SELECT p.id FROM asset_piece p WHERE p.asset_id = ? AND p.state = 'gone'
       AND NOT EXISTS (SELECT 1 FROM asset_move m WHERE m.piece_id = p.id AND m.kind IN ('disposed', 'missing') AND m.is_undone = 0)`,
    assetId,
  );
  for (const piece of pieces) revive(ctx, assetId, piece.id, by);
}

function revive(ctx: Writing, assetId: number, pieceId: number | null, { date, reason }: Undoing): void {
  const before = lastGone(ctx.db, assetId, pieceId);
  if (before !== null) changeState(ctx, { assetId, pieceId }, before, date, `冲销：${reason}`);
}

/** What a card or piece was before it was gone. */
function lastGone(db: ReadableDb, assetId: number, pieceId: number | null): AssetState | null {
  return (
    db.get<{ before: AssetState }>(
      `SELECT before FROM asset_change WHERE asset_id = ? AND piece_id IS ? AND field = 'state' AND after = 'gone' ORDER BY id DESC LIMIT 1`,
      assetId,
      pieceId,
    )?.before ?? null
  );
}
