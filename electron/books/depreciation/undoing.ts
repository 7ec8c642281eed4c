import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { nameOf, standingCard, undoMoves } from '../assets/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { checkDay, standingEvent, undoEvent, vouchersByEvent } from '../events/index.ts';

type RunListRow = Output<'depreciation.runs'>[number];
type StoredRun = Omit<RunListRow, 'vouchers' | 'bar'> & { entityId: number; eventId: number | null };

const RUN = /* sql */ `
  SELECT r.id, r.entity_id AS entityId, r.period, r.date, r.event_id AS eventId, COUNT(DISTINCT m.asset_id) AS cards,
    COALESCE(SUM(m.accumulated_fen) FILTER (WHERE m.in_books = 1), 0) AS bookedFen,
    COALESCE(SUM(m.accumulated_fen) FILTER (WHERE m.in_books = 0), 0) AS registeredFen,
    r.undone_on AS undoneOn, r.undone_reason AS undoneReason, r.operator
  FROM depreciation_run r LEFT JOIN depreciation_charge c ON c.run_id = r.id LEFT JOIN asset_move m ON m.id = c.move_id`;

/** The runs of depreciation, newest first; only the newest that stands can be undone. */
export function listRuns(
  { db }: Reading,
  input: Parsed<'depreciation.runs'>,
): Result<Output<'depreciation.runs'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const rows = db.all<StoredRun>(
    `${RUN} WHERE r.entity_id = ? GROUP BY r.id ORDER BY r.period DESC, r.id DESC`,
    cooperative.value.id,
  );
  const vouchers = vouchersByEvent(
    db,
    rows.flatMap((row) => row.eventId ?? []),
  );
  return ok(
    rows.map((row) => {
      const { entityId: _, eventId, ...shown } = row;
      const bar = row.undoneOn === null ? barToUndoing(db, row) : null;
      return {
        ...shown,
        vouchers: eventId === null ? [] : (vouchers.get(eventId) ?? []),
        bar: bar === null || bar.ok ? null : bar.error.message,
      };
    }),
  );
}

/** 冲销折旧: red voucher, red on the cards; the month is to be run again. */
export function reverseRun(
  ctx: Writing,
  input: Parsed<'depreciation.reverse'>,
): Result<Output<'depreciation.reverse'>> {
  const { db } = ctx;
  const run = db.get<StoredRun>(`${RUN} WHERE r.id = ? GROUP BY r.id`, input.id);
  if (!run) return refuse('run_unknown', '没有这次计提，请回到列表重新选择。');
  if (run.undoneOn !== null) {
    return refuse('already_reversed', `${run.period} 的这次计提已经在 ${run.undoneOn} 冲销过了。`);
  }
  const bar = barToUndoing(db, run);
  if (bar !== null) return bar;
  if (input.date < run.date) {
    const sentence = `冲销日期不能早于计提的日期 ${run.date}。`;
    return refuse('reversal_too_early', sentence, { date: sentence });
  }
  let eventId: number | null = null;
  let voucherIds: number[] = [];
  let warnings: string[] = [];
  if (run.eventId === null) {
    const day = checkDay(ctx, run.entityId, input.date);
    if (!day.ok) return day;
  } else {
    const event = standingEvent(db, run.eventId, 'assets');
    if (!event.ok) return event;
    const undone = undoEvent(ctx, event.value, { date: input.date, reason: input.reason });
    if (!undone.ok) return undone;
    eventId = undone.value.id;
    voucherIds = undone.value.voucherIds;
    warnings = undone.value.warnings;
  }
  const moves = db.all<{ id: number; assetId: number; inBooks: number }>(
    `SELECT m.id, m.asset_id AS assetId, m.in_books AS inBooks FROM depreciation_charge c JOIN asset_move m ON m.id = c.move_id
     -- A card of 备查 that was taken off since has taken its charge with it.
     WHERE c.run_id = ? AND m.is_undone = 0 ORDER BY m.id DESC`,
    run.id,
  );
  undoMoves(
    db,
    moves.filter((one) => one.inBooks === 1),
    input.date,
    eventId,
  );
  undoMoves(
    db,
    moves.filter((one) => one.inBooks === 0),
    input.date,
    null,
  );
  db.run(
    'UPDATE depreciation_run SET undone_on = ?, undone_reason = ? WHERE id = ?',
    input.date,
    input.reason,
    run.id,
  );
  return ok({ eventId, voucherIds, warnings });
}

/** What stands on a run: a later one, what happened to a card since, terms that start from what a card by units had charged. */
function barToUndoing(db: ReadableDb, run: StoredRun): Result<never> | null {
  const later = db.get<{ period: string }>(
    `SELECT period FROM depreciation_run WHERE entity_id = ? AND undone_on IS NULL AND (period > ? OR (period = ? AND id > ?))
     ORDER BY period DESC, id DESC LIMIT 1`,
    run.entityId,
    run.period,
    run.period,
    run.id,
  );
  if (later) {
    const again = later.period === run.period ? '又提过一次' : `还有 ${later.period} 的计提`;
    return refuse('run_built_on', `这次之后${again}，折旧从最后一次开始冲销。请先冲销后面的。`);
  }
  const since = db.get<{ no: string; name: string; date: string; kind: string }>(
    `SELECT a.no, a.name, n.date, n.kind FROM depreciation_charge c JOIN asset_move m ON m.id = c.move_id
       JOIN asset_move n ON n.asset_id = m.asset_id AND n.id > m.id AND n.is_undone = 0 AND n.kind <> 'reversal'
         AND NOT EXISTS (SELECT 1 FROM depreciation_charge own WHERE own.move_id = n.id AND own.run_id = c.run_id)
       JOIN asset_card a ON a.id = m.asset_id
     WHERE c.run_id = ? ORDER BY n.id DESC LIMIT 1`,
    run.id,
  );
  if (since) {
    return refuse(
      'run_built_on',
      `${since.no} ${since.name} 在这次计提之后，${since.date} 登记了${SINCE[since.kind] ?? '变动'}，是按提过的累计折旧算的。请先冲销那一笔。`,
    );
  }
  const changed = db.get<{ no: string; name: string; fromPeriod: string }>(
    `SELECT a.no, a.name, t.from_period AS fromPeriod FROM depreciation_charge c JOIN asset_move m ON m.id = c.move_id
       JOIN asset_terms t ON t.asset_id = m.asset_id AND t.from_period > m.period AND t.undone_by IS NULL
       JOIN asset_card a ON a.id = m.asset_id
     WHERE c.run_id = ? AND m.units_milli > 0 LIMIT 1`,
    run.id,
  );
  if (changed) {
    return refuse(
      'run_built_on',
      `${changed.no} ${changed.name} 从 ${changed.fromPeriod} 起变更了折旧办法，是按提过的工作量算的。请先撤销变更折旧办法；只是工作量填错的，差额加在下月的工作量里（未来适用法）。`,
    );
  }
  return null;
}

/** Who completed a card says so by this reason: that is no change, and is not taken back. */
const COMPLETED = '补全资料';

/**
 * 撤销变更折旧办法: the newest terms of a card, where somebody changed them and no month was charged by them. No event brought them about,
 * so none can say by what they were undone: they go, as they were never used.
 */
export function undoTerms(
  { db }: Writing,
  { assetId }: Parsed<'depreciation.undoTerms'>,
): Result<Output<'depreciation.undoTerms'>> {
  const card = standingCard(db, assetId);
  if (!card.ok) return card;
  const name = nameOf(card.value);
  const newest = db.get<{
    id: number;
    fromPeriod: string;
    isChange: number;
    by: string | null;
    charged: string | null;
  }>(
    `SELECT t.id, t.from_period AS fromPeriod,
       t.event_id IS NULL AND t.reason <> ? AND EXISTS (
         SELECT 1 FROM asset_terms e WHERE e.asset_id = t.asset_id AND e.id < t.id AND e.undone_by IS NULL) AS isChange,
       COALESCE((SELECT '处置' FROM asset_disposal d WHERE d.terms_id = t.id), (SELECT '盘亏' FROM stocktake_line l WHERE l.terms_id = t.id),
         (SELECT '改建' FROM asset_improvement i WHERE i.terms_id = t.id)) AS by,
       (SELECT MAX(m.period) FROM asset_move m WHERE m.asset_id = t.asset_id AND m.kind = 'depreciated' AND m.is_undone = 0
          AND m.period >= t.from_period) AS charged
     FROM asset_terms t WHERE t.asset_id = ? AND t.undone_by IS NULL ORDER BY t.id DESC LIMIT 1`,
    COMPLETED,
    assetId,
  );
  if (newest && newest.by !== null) {
    return refuse(
      'terms_built_on',
      `${name}从 ${newest.fromPeriod} 起的折旧办法是登记${newest.by}时定的。请冲销那笔${newest.by}，它随着撤销。`,
    );
  }
  if (newest?.isChange !== 1) {
    return refuse('no_change', `${name}没有变更过折旧办法，没有可撤销的。要改年限、残值的，用“变更折旧”。`);
  }
  if (newest.charged !== null) {
    return refuse(
      'month_charged',
      `${name}从 ${newest.fromPeriod} 起的折旧办法已经提到 ${newest.charged}。请先冲销 ${newest.fromPeriod} 起的折旧；不冲销的，再变更一次，从下一个月起算（未来适用法）。`,
    );
  }
  db.run('DELETE FROM asset_terms WHERE id = ?', newest.id);
  return ok({ id: newest.id, fromPeriod: newest.fromPeriod });
}

const SINCE: Readonly<Record<string, string>> = {
  disposed: '处置',
  missing: '盘亏',
  improved: '改建',
  acquired: '入账',
  found: '盘盈',
  depreciated: '折旧',
};
