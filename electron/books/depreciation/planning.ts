import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { lastDayOf } from '../../../shared/rules/calendar.ts';
import { type DueMonth, dueMonths, nextPeriod, segmentAt } from '../../../shared/rules/assetLife.ts';
import { NOMINAL_FEN } from '../../../shared/rules/depreciation.ts';
import { quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { depreciated, type MonthCharge } from '../../../shared/rules/posting/assets.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { bookedAsset } from '../assets/index.ts';
import { firstPeriodOf } from '../entities/index.ts';
import { currentPeriod } from '../vouchers/index.ts';
import { type CardLife, livesOf } from './lives.ts';

export type RunRow = Output<'depreciation.preview'>['rows'][number];

/** A card's charge of a month. */
export interface Charge {
  readonly card: CardLife;
  readonly period: string;
  readonly fen: number;
  readonly unitsMilli: number;
}

/** A month's run, worked out: what it charges, what it shows, and why it can't be. */
export interface RunPlan {
  readonly period: string;
  readonly date: string;
  readonly rows: readonly RunRow[];
  readonly charges: readonly Charge[];
  readonly posting: Posting;
  readonly bookedFen: number;
  readonly registeredFen: number;
  readonly problem: { readonly code: string; readonly sentence: string } | null;
  readonly earlierPeriod: string | null;
  readonly warnings: readonly string[];
}

type Worked = NonNullable<Parsed<'depreciation.preview'>['worked']>;

/**
 * What running a month would charge. Months run in order, each on its own; what a card missed of months that are closed, or from before it
 * came onto its card, is caught up with the run as rows of their own (补提, 未来适用法).
 */
export function planRun(ctx: Reading, entityId: number, period: string, worked: Worked): Result<RunPlan> {
  const { db } = ctx;
  const lives = livesOf(db, entityId);
  const work = workOf(lives, period, worked);
  if (!work.ok) return work;
  const first = firstPeriodOf(db, entityId);
  const current = currentPeriod(db, entityId);
  const date = lastDayOf(period) < ctx.today ? lastDayOf(period) : ctx.today;
  const rows: RunRow[] = [];
  const charges: Charge[] = [];
  const charged = chargedFrom(db, entityId, period);
  for (const card of lives) {
    if (card.cameOn.slice(0, 7) > period || wentBefore(card, period)) continue;
    const due = dueMonths(card, first, period, (month) => work.value.get(`${card.id} ${month}`) ?? null);
    // What may be run in its own month: open, and after the card was there.
    const openFrom = openFromOf(card, current);
    const earlier = due.find((one) => one.period >= openFrom && one.period < period);
    if (earlier) {
      rows.push(
        rowOf(
          card,
          { ...earlier, period },
          { state: 'earlier', why: `${earlier.period} 还没有提，先提那个月` },
        ),
      );
      continue;
    }
    let before = 0;
    for (const one of due) {
      const asks = one.unitsMilli === null;
      rows.push(
        rowOf(card, one, {
          state: asks ? 'units' : 'charge',
          why: asks ? `请填 ${one.period} 完成的工作量` : null,
          before,
          isCatchUp: one.period < period,
        }),
      );
      before += one.fen;
      if (!asks) charges.push({ card, period: one.period, fen: one.fen, unitsMilli: one.unitsMilli ?? 0 });
    }
    if (due.some((one) => one.period === period)) continue;
    if (due.at(-1)?.unitsMilli === null) continue;
    const done = charged.get(card.id);
    const isDone = (done?.fen ?? null) !== null;
    const fen = done?.fen ?? 0;
    rows.push(
      rowOf(
        card,
        { period, method: 'straight-line', fen, unitsMilli: done?.unitsMilli ?? 0 },
        {
          state: isDone ? 'done' : 'nothing',
          why: isDone ? '本月已经提过' : whyNothing(card, period),
          before: before - fen - (done?.laterFen ?? 0),
        },
      ),
    );
  }
  const booked = charges.filter((one) => one.card.itemId !== null);
  const earlierPeriod = earlierIn(rows, lives, { first, current, period });
  const months = monthProblem(ctx, period, first, current);
  return ok({
    period,
    date,
    rows,
    charges,
    posting: depreciated(period, booked.map(monthCharge)),
    bookedFen: sum(booked),
    registeredFen: sum(charges.filter((one) => one.card.itemId === null)),
    problem: months ?? rowProblem(rows, charges, earlierPeriod, period),
    earlierPeriod: months === null ? earlierPeriod : null,
    warnings: warningsOf(rows, charges),
  });
}

/** Cards in the books that a month, or one before it, has still to be charged on: what its closing asks for. */
export function waitingCards(ctx: Reading, entityId: number, period: string): RunRow[] {
  const planned = planRun(ctx, entityId, period, []);
  if (!planned.ok) return [];
  return planned.value.rows.filter(
    (one) => one.isBooked && (one.state === 'charge' || one.state === 'units' || one.state === 'earlier'),
  );
}

/** The first month that a card may be charged in on its own: open, and not before it stood on the card. */
export function openFromOf(card: Pick<CardLife, 'cameOn'>, current: string): string {
  const came = nextPeriod(card.cameOn.slice(0, 7));
  return came > current ? came : current;
}

export function monthCharge({ card, period, fen }: Charge): MonthCharge {
  return { asset: bookedAsset(card), use: card.use, fen, period };
}

/** Gone in an earlier month: nothing of it belongs to this one. */
function wentBefore(card: CardLife, period: string): boolean {
  return card.pieces === 0 && card.movedOn.slice(0, 7) < period;
}

function workOf(lives: readonly CardLife[], period: string, worked: Worked): Result<Map<string, number>> {
  const work = new Map<string, number>();
  const known = new Map(lives.map((one) => [one.id, one]));
  for (const [index, one] of worked.entries()) {
    const field = `worked.${index}.units`;
    const card = known.get(one.assetId);
    if (!card || !card.segments.some((segment) => segment.method === 'units')) {
      const sentence = `第 ${index + 1} 行：没有这张按工作量法计提的卡片，请重新选择。`;
      return refuse('units_unknown', sentence, { [field]: sentence });
    }
    if (one.units.startsWith('-')) {
      const sentence = `${card.no} ${card.name}：工作量不能是负数。`;
      return refuse('units_negative', sentence, { [field]: sentence });
    }
    const key = `${one.assetId} ${one.period ?? period}`;
    if (work.has(key)) {
      const sentence = `${card.no} ${card.name}：${one.period ?? period} 的工作量填了两次，请合成一行。`;
      return refuse('units_twice', sentence, { [field]: sentence });
    }
    work.set(key, quantityMilli(one.units));
  }
  return ok(work);
}

interface Done {
  readonly id: number;
  /** Null: of later months only. */
  readonly fen: number | null;
  readonly unitsMilli: number | null;
  readonly laterFen: number;
}

/** What was charged of a month, and of those after it, by card. */
function chargedFrom(db: ReadableDb, entityId: number, period: string): Map<number, Done> {
  const rows = db.all<Done>(
    `WITH ask(entity_id, period) AS (VALUES (?, ?))
     SELECT m.asset_id AS id, SUM(m.accumulated_fen) FILTER (WHERE m.period = ask.period) AS fen,
       SUM(m.units_milli) FILTER (WHERE m.period = ask.period) AS unitsMilli,
       COALESCE(SUM(m.accumulated_fen) FILTER (WHERE m.period > ask.period), 0) AS laterFen
     FROM ask JOIN asset_card c ON c.entity_id = ask.entity_id JOIN asset_move m ON m.asset_id = c.id
     WHERE m.kind = 'depreciated' AND m.is_undone = 0 AND m.period >= ask.period GROUP BY m.asset_id`,
    entityId,
    period,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function rowOf(
  card: CardLife,
  due: DueMonth,
  {
    state,
    why,
    before = 0,
    isCatchUp = false,
  }: Pick<RunRow, 'state' | 'why'> & { before?: number; isCatchUp?: boolean },
): RunRow {
  const segment = segmentAt(card.segments, due.period);
  const fen = state === 'charge' || state === 'done' ? due.fen : 0;
  const beforeFen = card.accumulatedFen + before;
  return {
    assetId: card.id,
    no: card.no,
    name: card.name,
    category: card.category,
    use: card.use,
    isBooked: card.itemId !== null,
    method: segment?.method ?? null,
    period: due.period,
    isCatchUp,
    state,
    why,
    fen,
    units: segment?.method === 'units' && due.unitsMilli !== null ? quantityText(due.unitsMilli) : null,
    workUnit: segment?.method === 'units' ? card.workUnit : '',
    costFen: card.costFen,
    accumulatedBeforeFen: beforeFen,
    accumulatedFen: beforeFen + fen,
    netFen: card.costFen - beforeFen - fen,
  };
}

const NO_LIFE = '资料待补：没有填折旧年限，请先在卡片里补全';

function whyNothing(card: CardLife, period: string): string {
  if (card.costFen <= NOMINAL_FEN && card.costFen > 0) return '名义金额（1 元）入账，不提折旧';
  const first = card.segments[0];
  if (first === undefined || segmentAt(card.segments, period)?.lifeMonths === 0) return NO_LIFE;
  if (first.fromPeriod > period) return `当月增加下月起提，从 ${first.fromPeriod} 开始`;
  if (card.pieces === 0) return '已经处置，早已提足';
  if (card.chargedTo !== null && card.chargedTo > period) return `已经提到 ${card.chargedTo}`;
  return '已提足折旧';
}

function monthProblem(ctx: Reading, period: string, first: string, current: string): RunPlan['problem'] {
  if (period < first) {
    return {
      code: 'before_books',
      sentence: `${period} 在账套启用（${first}）之前，这时的折旧已包含在卡片的期初累计折旧里，不再计提。`,
    };
  }
  if (period > ctx.today.slice(0, 7)) {
    return {
      code: 'period_future',
      sentence: `${period} 还没有到（今天 ${ctx.today}），折旧按月计提，到那个月再提。`,
    };
  }
  if (period < current) {
    return {
      code: 'period_closed',
      sentence: `${period} 已经结账，不能再提。漏提的在计提 ${current} 时一并补提（会计制度第五十九条，未来适用法）。`,
    };
  }
  return null;
}

function rowProblem(
  rows: readonly RunRow[],
  charges: readonly Charge[],
  earlierPeriod: string | null,
  period: string,
): RunPlan['problem'] {
  if (earlierPeriod !== null) {
    const count = rows.filter((one) => one.state === 'earlier').length;
    return {
      code: 'earlier_month',
      sentence: `还有 ${count} 张卡片前面的月份没有提，折旧按月份顺序计提。请先提 ${earlierPeriod}。`,
    };
  }
  const asking = rows.filter((one) => one.state === 'units');
  if (asking.length > 0) {
    const [one] = asking;
    return {
      code: 'units_missing',
      sentence: `${one!.no} ${one!.name} 按工作量法计提，请先填 ${one!.period} 完成的工作量（没有使用就填 0）${asking.length > 1 ? `；这样的卡片共 ${asking.length} 张` : ''}。`,
    };
  }
  if (charges.length === 0) {
    return {
      code: 'nothing_due',
      sentence: rows.some((one) => one.state === 'done')
        ? `${period} 的折旧已经提过，没有新增的卡片要提。`
        : `${period} 没有要提折旧的卡片。`,
    };
  }
  return null;
}

/** The first open month that some card still waits for; only asked where one does. */
function earlierIn(
  rows: readonly RunRow[],
  lives: readonly CardLife[],
  { first, current, period }: { first: string; current: string; period: string },
): string | null {
  const waiting = new Set(rows.filter((row) => row.state === 'earlier').map((row) => row.assetId));
  let least: string | null = null;
  for (const card of lives) {
    if (!waiting.has(card.id)) continue;
    const openFrom = openFromOf(card, current);
    const due = dueMonths(card, first, period, () => 0).find((one) => one.period >= openFrom);
    if (due && (least === null || due.period < least)) least = due.period;
  }
  return least;
}

function warningsOf(rows: readonly RunRow[], charges: readonly Charge[]): string[] {
  const warnings: string[] = [];
  const late = rows.filter((one) => one.isCatchUp && one.state === 'charge');
  if (late.length > 0) {
    const cards = [...new Set(late.map((one) => `${one.no} ${one.name}`))];
    warnings.push(
      `补提：${cards.slice(0, 5).join('、')}${cards.length > 5 ? `等 ${cards.length} 张卡片` : ''}以前没有提的 ${late.length} 个月一并记入本月，合计 ${formatYuan(sum(late))} 元。`,
    );
  }
  const bare = rows.filter((one) => one.state === 'nothing' && one.why === NO_LIFE);
  if (bare.length > 0) {
    warnings.push(
      `${bare.map((one) => `${one.no} ${one.name}`).join('、')} 没有填折旧年限，没有计提。请先补全卡片。`,
    );
  }
  if (charges.length > 0 && charges.every((one) => one.card.itemId === null)) {
    warnings.push('这个月只有备查资产计提折旧，登记在卡片上，不作凭证。');
  }
  return warnings;
}

function sum(charges: readonly { readonly fen: number }[]): number {
  return charges.reduce((total, one) => total + one.fen, 0);
}
