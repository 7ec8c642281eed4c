import type { Parsed } from '../../../shared/contract/index.ts';
import {
  dueMonths,
  nextPeriod,
  previousPeriod,
  type RestOfLife,
  type Segment,
  termsOfRest,
} from '../../../shared/rules/assetLife.ts';
import { partOf } from '../../../shared/rules/depreciation.ts';
import { type BookedAsset, depreciated } from '../../../shared/rules/posting/assets.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import {
  bookedAsset,
  changeState,
  insertMove,
  insertTerms,
  nameOf,
  type Piece,
  piecesOf,
} from '../assets/index.ts';
import {
  beginning,
  type CardLife,
  type Charge,
  monthCharge,
  openFromOf,
  standingLife,
  writeCharge,
} from '../depreciation/index.ts';
import { firstPeriodOf } from '../entities/index.ts';
import { currentPeriod } from '../vouchers/index.ts';

/** Something of a card goes – disposed of, or missing at a stock-take – worked out: what stands of it, and what becomes of the rest. */
export interface Removal {
  readonly life: CardLife;
  readonly period: string;
  /** 当月减少当月照提: the month's charge of the card, where it was not run yet. */
  readonly month: Charge | null;
  readonly parts: readonly Part[];
  readonly pieceNos: readonly string[];
  readonly pieces: number;
  readonly costFen: number;
  readonly accumulatedFen: number;
  readonly isWhole: boolean;
  /** From the next month on; null when nothing is left, or nothing is depreciated. */
  readonly rest: (RestOfLife & { readonly segment: Segment }) | null;
}

interface Part {
  readonly pieceId: number | null;
  readonly pieces: number;
  readonly costFen: number;
  readonly accumulatedFen: number;
}

type What = Parsed<'disposals.record'>['what'];

export function planRemoval(ctx: Reading, assetId: number, what: What, date: string): Result<Removal> {
  const standing = standingLife(ctx, assetId);
  if (!standing.ok) return standing;
  const life = standing.value;
  const bar = barToDate(life, date);
  if (bar) return bar;
  const month = monthOf(ctx, life, date);
  if (!month.ok) return month;
  const chosen = choose(ctx, life, what);
  if (!chosen.ok) return chosen;
  const whole = {
    costFen: life.costFen,
    accumulatedFen: life.accumulatedFen + (month.value?.fen ?? 0),
    pieces: life.pieces,
  };
  const later = laterState(ctx, life, chosen.value, date);
  if (later) return later;
  const parts = split(whole, chosen.value);
  const gone = {
    pieces: sum(parts, (one) => one.pieces),
    costFen: sum(parts, (one) => one.costFen),
    accumulatedFen: sum(parts, (one) => one.accumulatedFen),
  };
  const rest = restOf(ctx, life, month.value, date, whole, gone);
  if (!rest.ok) return rest;
  return ok({
    life,
    period: date.slice(0, 7),
    month: month.value,
    parts,
    pieceNos: chosen.value.map((one) => one.no),
    ...gone,
    isWhole: gone.pieces === whole.pieces,
    rest: rest.value,
  });
}

/**
 * What a removal puts into the books: the month's charge, where one is made with it, and what went, as `gone` has it. Nothing where it
 * stood at nothing (a piece whose share of the cost is below a fen): then only the card says so.
 */
export function removalPostings(removal: Removal, gone: (asset: BookedAsset) => Posting): Posting[] {
  const { month, period, life } = removal;
  if (life.itemId === null) return [];
  const charge = month === null || month.fen === 0 ? [] : [depreciated(period, [monthCharge(month)])];
  return [...charge, ...(removal.costFen === 0 ? [] : [gone(bookedAsset(life))])];
}

/** Onto the card: the month's charge, what went, who is gone, the terms of the rest. */
export function writeRemoval(
  ctx: Writing,
  removal: Removal,
  by: {
    readonly kind: 'disposed' | 'missing';
    readonly eventId: number | null;
    readonly date: string;
    readonly note: string;
  },
): { moveIds: number[]; termsId: number | null } {
  const { db } = ctx;
  const { life, month, parts, rest, isWhole, period } = removal;
  const eventId = life.itemId === null ? null : by.eventId;
  const moveIds = month === null ? [] : [writeCharge(db, month, { date: by.date, eventId })];
  for (const part of parts) {
    moveIds.push(
      insertMove(db, life, {
        kind: by.kind,
        date: by.date,
        pieceId: part.pieceId,
        costFen: -part.costFen || 0,
        accumulatedFen: -part.accumulatedFen || 0,
        pieces: -part.pieces,
        eventId,
      }),
    );
    if (part.pieceId !== null) {
      changeState(ctx, { assetId: life.id, pieceId: part.pieceId }, 'gone', by.date, by.note);
    }
  }
  if (isWhole) {
    for (const piece of piecesOf(db, life.id)) {
      if (piece.state !== 'gone')
        changeState(ctx, { assetId: life.id, pieceId: piece.id }, 'gone', by.date, by.note);
    }
    changeState(ctx, { assetId: life.id, pieceId: null }, 'gone', by.date, by.note);
  }
  const termsId =
    rest === null
      ? null
      : insertTerms(ctx, {
          assetId: life.id,
          fromPeriod: nextPeriod(period),
          method: rest.segment.method,
          residualMillionths: rest.segment.residualMillionths,
          lifeMonths: rest.segment.lifeMonths,
          months: rest.months,
          toChargeFen: rest.toChargeFen,
          unitsMilli: rest.unitsMilli,
          workUnit: rest.segment.method === 'units' ? life.workUnit : '',
          reason: by.note,
          eventId,
        });
  return { moveIds, termsId };
}

/** Why something can't have happened to a card on a day: before it came, or before what was charged and recorded since. */
export function barToDate(life: CardLife, date: string): Result<never> | null {
  const month = date.slice(0, 7);
  if (date < life.cameOn) {
    const sentence = `${nameOf(life)} ${life.cameOn} 才登记取得，日期不能早于那一天。`;
    return refuse('before_acquired', sentence, { date: sentence });
  }
  if (life.chargedTo !== null && life.chargedTo > month) {
    const sentence = `${nameOf(life)}已经提到 ${life.chargedTo} 的折旧，减少的次月起就不该再提。请把日期改到 ${life.chargedTo} 以后，或先冲销 ${nextPeriod(month)} 起的折旧。`;
    return refuse('charged_later', sentence, { date: sentence });
  }
  if (life.movedOn > date) {
    const sentence = `${nameOf(life)}在 ${life.movedOn} 还有登记，日期不能早于那一天。请改日期，或先冲销后面的登记。`;
    return refuse('moved_later', sentence, { date: sentence });
  }
  const later = life.segments.at(-1);
  if (later && later.fromPeriod > nextPeriod(month)) {
    const sentence = `${nameOf(life)}从 ${later.fromPeriod} 起变更了折旧办法，日期不能早于 ${previousPeriod(later.fromPeriod)}。`;
    return refuse('terms_later', sentence, { date: sentence });
  }
  return null;
}

/** The charge of the month it goes in; null where that was made, or nothing is left. Months before must have been. */
function monthOf(ctx: Reading, life: CardLife, date: string): Result<Charge | null> {
  const period = date.slice(0, 7);
  const first = firstPeriodOf(ctx.db, life.entityId);
  const due = dueMonths(life, first, period, () => null);
  const [one] = due;
  if (!one) return ok(null);
  if (one.period < period) {
    const openFrom = openFromOf(life, currentPeriod(ctx.db, life.entityId));
    const isOpen = due.find((each) => each.period >= openFrom && each.period < period);
    const sentence = isOpen
      ? `${nameOf(life)} ${isOpen.period} 的折旧还没有提，累计折旧不全。请先计提 ${isOpen.period} 的折旧。`
      : `${nameOf(life)}还有 ${one.period} 起的折旧没有提。请先计提 ${period} 的折旧（会一并补提）。`;
    return refuse('earlier_month', sentence, { date: sentence });
  }
  if (one.unitsMilli === null) {
    const sentence = `${nameOf(life)}按工作量法计提，请先在“折旧”里填本月工作量，计提 ${period} 的折旧。`;
    return refuse('units_missing', sentence, { date: sentence });
  }
  return ok({ card: life, period, fen: one.fen, unitsMilli: one.unitsMilli });
}

/** The pieces chosen by their numbers; none: all that is left of the card. */
function choose({ db }: Reading, life: CardLife, what: What): Result<Piece[]> {
  if (what.kind === 'whole') return ok([]);
  const byId = new Map(piecesOf(db, life.id).map((one) => [one.id, one]));
  const numbered: Piece[] = [];
  for (const id of new Set(what.pieceIds)) {
    const piece = byId.get(id);
    if (!piece)
      return refuse('piece_unknown', `${nameOf(life)}没有选中的那一件，请重新选择。`, { what: '请重新选择' });
    if (piece.state === 'gone') {
      const sentence = `${piece.no} 已经处置或盘亏，不能再选。`;
      return refuse('piece_gone', sentence, { what: sentence });
    }
    numbered.push(piece);
  }
  return ok(numbered);
}

/** What goes can't have been let or laid up after the day. What was gone by mistake, and back again, is no such state. */
function laterState(
  { db }: Reading,
  life: CardLife,
  chosen: readonly Piece[],
  date: string,
): Result<never> | null {
  const rows = db.all<{ pieceId: number | null; date: string; after: string; no: string | null }>(
    `SELECT h.piece_id AS pieceId, h.date, h.after, p.no FROM asset_change h LEFT JOIN asset_piece p ON p.id = h.piece_id
     WHERE h.asset_id = ? AND h.field = 'state' AND h.date > ? AND h.before <> 'gone' AND h.after <> 'gone' AND p.state IS NOT 'gone'
     ORDER BY h.date DESC, h.id DESC`,
    life.id,
    date,
  );
  const ids = new Set(chosen.map((one) => one.id));
  const isWhole = chosen.length === 0 || chosen.length === life.pieces;
  const row = rows.find((one) => isWhole || (one.pieceId !== null && ids.has(one.pieceId)));
  if (!row) return null;
  const what = STATE_WORDS[row.after] ?? '状态变动';
  const sentence = `${row.no ?? nameOf(life)} 在 ${row.date} 登记了“${what}”，请填 ${row.date} 或以后的日期。`;
  return refuse('state_later', sentence, { date: sentence });
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  'in-use': '在用',
  idle: '闲置',
  rented: '出租',
  damaged: '损坏',
};

/** Piece after piece, the last taking what is left; all of it in one. */
function split(
  whole: { readonly costFen: number; readonly accumulatedFen: number; readonly pieces: number },
  numbered: readonly Piece[],
): Part[] {
  if (numbered.length === 0) return [{ ...whole, pieceId: null }];
  let left = whole;
  return numbered.map(({ id }) => {
    invariant(left.pieces > 0, 'a card has as many pieces as it has numbers');
    const part = partOf(left, 1, left.pieces);
    left = {
      costFen: left.costFen - part.costFen,
      accumulatedFen: left.accumulatedFen - part.accumulatedFen,
      pieces: left.pieces - 1,
    };
    return { pieceId: id, pieces: 1, ...part };
  });
}

interface Standing {
  readonly costFen: number;
  readonly accumulatedFen: number;
  readonly pieces: number;
}

/** By what the pieces left go on: the same life, their share of what was still to be charged. */
function restOf(
  ctx: Reading,
  life: CardLife,
  month: Charge | null,
  date: string,
  whole: Standing,
  gone: Standing,
): Result<Removal['rest']> {
  const last = life.segments.at(-1);
  if (gone.pieces === whole.pieces || last === undefined) return ok(null);
  const period = nextPeriod(date.slice(0, 7));
  // Terms that begin next month already (another piece, or an improvement this month) are what the rest is taken from.
  const inForce = { ...life, segments: life.segments.filter((one) => one.fromPeriod <= period) };
  const begins = beginning(ctx, inForce, period);
  if (!begins.ok) return begins;
  const replaced = inForce.segments.find((one) => one.fromPeriod === period);
  const from = replaced
    ? {
        ...begins.value,
        segment: replaced,
        leftFen: replaced.toChargeFen,
        leftMonths: replaced.months,
        leftUnitsMilli: replaced.unitsMilli,
      }
    : begins.value;
  const left = {
    costFen: whole.costFen - gone.costFen,
    accumulatedFen: whole.accumulatedFen - gone.accumulatedFen,
  };
  invariant(month === null || month.period < period, 'the month is charged before the rest begins');
  const rest = termsOfRest(from, left, { before: whole.pieces, left: whole.pieces - gone.pieces });
  return ok({ ...rest, segment: from.segment });
}

function sum(parts: readonly Part[], pick: (one: Part) => number): number {
  return parts.reduce((total, one) => total + pick(one), 0);
}
