import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { fiscalYearBounds, yearOf } from '../../../shared/rules/calendar.ts';
import { NOMINAL_FEN } from '../../../shared/rules/depreciation.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { pinyinKeys } from '../../../shared/rules/names.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import { USUAL_LIVES } from '../../../shared/rules/usualLives.ts';
import type { Reading } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';
import { nextNo } from './card.ts';
import { MOVE_NAMES, type MoveKind } from './moves.ts';
import { reliefsOf } from './relief.ts';
import { type Standing, standingCards } from './rows.ts';

/** Cards as they stand on a day, by number; what is gone only when it is asked for. */
export function listAssets(ctx: Reading, input: Parsed<'assets.list'>): Result<Output<'assets.list'>> {
  const cooperative = cooperativeOf(ctx.db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const words = toHalfWidth(input.search ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const rows = standingCards(ctx.db, cooperative.value.id, input.asOf ?? ctx.today)
    .filter((one) => matches(one, input))
    .filter((one) => words.every((word) => searched(one).includes(word)))
    .map((one) => one.row);
  return ok(rows);
}

function matches({ row, pieces, sources }: Standing, asked: Parsed<'assets.list'>): boolean {
  const some = (is: (one: { place: string; custodian: string; state: string }) => boolean): boolean =>
    is(row) || pieces.some((piece) => piece.state !== 'gone' && is(piece));
  if (row.pieces === 0 && asked.withGone !== true && asked.state !== 'gone') return false;
  if (asked.standing !== undefined && row.standing !== asked.standing) return false;
  if (asked.category !== undefined && row.category !== asked.category) return false;
  if (asked.relief !== undefined && row.isRelief !== asked.relief) return false;
  if (asked.year !== undefined && yearOf(row.acquiredOn) !== asked.year) return false;
  if (asked.source !== undefined && !sources.has(asked.source)) return false;
  const { state, place, custodian } = asked;
  if (state === 'gone' && row.state !== 'gone' && pieces.every((piece) => piece.state !== 'gone'))
    return false;
  if (state !== undefined && state !== 'gone' && !some((one) => one.state === state)) return false;
  if (place !== undefined && !some((one) => one.place === place)) return false;
  return custodian === undefined || some((one) => one.custodian === custodian);
}

/** The words of the row, its pieces' numbers, and pinyin of its name. */
function searched({ row, pieces }: Standing): string {
  const keys = pinyinKeys(row.name, 'organisation');
  return [
    row.no,
    row.name,
    row.category,
    row.spec,
    row.place,
    row.department,
    row.custodian,
    row.owner,
    keys.initials,
    keys.full,
    ...pieces.flatMap((piece) => [piece.no, piece.custodian]),
  ]
    .join('\n')
    .toLowerCase();
}

export function planOfPieces(ctx: Reading, input: Parsed<'assets.plan'>): Result<Output<'assets.plan'>> {
  const cooperative = cooperativeOf(ctx.db, input.entityId);
  if (!cooperative.ok) return cooperative;
  return ok(
    standingCards(ctx.db, cooperative.value.id, input.asOf ?? ctx.today)
      .filter(({ pieces }) => pieces.length > 0)
      .map(({ row, pieces }) => ({
        assetId: row.id,
        no: row.no,
        name: row.name,
        category: row.category,
        pieces: pieces.map(({ id, no, place, custodian, state }) => ({ id, no, place, custodian, state })),
      })),
  );
}

/** 扶贫资产明细账 at the end of a year: what stood in it, and what went. */
export function reliefLedger(
  ctx: Reading,
  { entityId, year }: Parsed<'assets.reliefLedger'>,
): Result<Output<'assets.reliefLedger'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, entityId);
  if (!cooperative.ok) return cooperative;
  const id = cooperative.value.id;
  const { firstDay, lastDay } = fiscalYearBounds(year);
  const reliefs = reliefsOf(db, id);
  const benefits = db.all<{ assetId: number; fen: number; note: string }>(
    `SELECT b.asset_id AS assetId, b.amount_fen AS fen, b.note FROM asset_card c JOIN asset_benefit b ON b.asset_id = c.id
     WHERE c.entity_id = ? AND b.year = ?`,
    id,
    year,
  );
  const benefitOf = new Map(benefits.map((one) => [one.assetId, one]));
  const gone = db.all<{ assetId: number; date: string; kind: MoveKind; fen: number; piece: string | null }>(
    `SELECT m.asset_id AS assetId, m.date, m.kind, -m.cost_fen AS fen, p.no AS piece
     FROM asset_card c JOIN asset_move m ON m.asset_id = c.id LEFT JOIN asset_piece p ON p.id = m.piece_id
     WHERE c.entity_id = ? AND m.kind IN ('disposed', 'missing') AND m.is_undone = 0 AND m.date <= ? ORDER BY m.date, m.id`,
    id,
    lastDay,
  );
  const goneOf = Map.groupBy(gone, (one) => one.assetId);
  const rows = standingCards(db, id, lastDay)
    .filter(({ row }) => row.isRelief)
    .filter(({ row }) => row.pieces > 0 || (goneOf.get(row.id) ?? []).some((one) => one.date >= firstDay))
    .map(({ row }) => ({
      ...pickLedger(row),
      relief: reliefs.get(row.id) ?? null,
      benefitFen: benefitOf.get(row.id)?.fen ?? null,
      benefitNote: benefitOf.get(row.id)?.note ?? '',
      disposals: (goneOf.get(row.id) ?? []).map(({ date, kind, fen, piece }) => ({
        date,
        text: `${piece === null ? '' : `${piece} `}${MOVE_NAMES[kind]}，原值 ${formatYuan(fen)} 元`,
        costFen: fen,
      })),
    }));
  return ok(rows);
}

type LedgerRow = Output<'assets.reliefLedger'>[number];

function pickLedger(
  row: Standing['row'],
): Omit<LedgerRow, 'relief' | 'benefitFen' | 'benefitNote' | 'disposals'> {
  const { id, no, name, category, spec, unit, standing, pieces, costFen, accumulatedFen, netFen } = row;
  const { acquiredOn, place, custodian, state, ownerKind, owner, funding } = row;
  return {
    ...{ id, no, name, category, spec, unit, standing, pieces, costFen, accumulatedFen, netFen },
    ...{ acquiredOn, place, custodian, state, ownerKind, owner, funding },
  };
}

/** What forms offer. */
export function assetChoices(
  ctx: Reading,
  input: Parsed<'assets.choices'>,
): Result<Output<'assets.choices'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const id = cooperative.value.id;
  const asOf = input.asOf ?? ctx.today;
  const cards = standingCards(db, id, asOf);
  const words = (pick: (one: Standing) => readonly string[]): string[] =>
    [...new Set(cards.flatMap(pick).filter((word) => word !== ''))].sort((a, b) => a.localeCompare(b, 'zh'));
  const used = cards.map(({ row }) => row.category);
  const usual = USUAL_LIVES.map(({ category, lifeMonths, residual }) => ({
    name: category,
    lifeMonths,
    residual,
  }));
  const known = new Set(usual.map((one) => one.name));
  const own = cards
    .filter(({ row }, at) => !known.has(row.category) && used.indexOf(row.category) === at)
    .map(({ row }) => ({ name: row.category, lifeMonths: row.lifeMonths, residual: row.residual }));
  return ok({
    categories: [...usual, ...own.filter((one) => one.lifeMonths > 0)],
    places: words(({ row, pieces }) => [row.place, ...pieces.map((one) => one.place)]),
    departments: words(({ row }) => [row.department]),
    custodians: words(({ row, pieces }) => [row.custodian, ...pieces.map((one) => one.custodian)]),
    units: words(({ row }) => [row.unit]),
    projects: db.all(
      `SELECT i.id AS itemId, i.name, SUM(e.debit_fen - e.credit_fen) AS balanceFen
       FROM account a JOIN entry e ON e.account_id = a.id AND e.state > 0 JOIN voucher v ON v.id = e.voucher_id
         JOIN analysis_item i ON i.id = e.item_id
       WHERE a.entity_id = ? AND a.code = '153' AND v.date <= ? GROUP BY i.id HAVING balanceFen <> 0 ORDER BY i.id`,
      id,
      asOf,
    ),
    nominalFen: NOMINAL_FEN,
  });
}

export function suggestNo(ctx: Reading, input: Parsed<'assets.nextNo'>): Result<Output<'assets.nextNo'>> {
  const cooperative = cooperativeOf(ctx.db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const prefix = toHalfWidth(input.prefix).toUpperCase().replace(/-$/u, '');
  return ok({ no: nextNo(ctx.db, cooperative.value.id, prefix === '' ? 'GD' : prefix) });
}
