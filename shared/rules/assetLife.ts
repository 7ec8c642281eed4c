import {
  type Charged,
  chargeOf,
  type DepreciationTerms,
  firstChargedPeriod,
  monthlyOf,
  residualOf,
  toCharge,
} from './depreciation.ts';
import { divideHalfUp, type Fen } from './money.ts';
import { invariant } from './result.ts';

/**
 * A card's life in months: the terms it goes by, one after the other (未来适用法: each from its month on), and what was charged by each. From
 * it follow the months that are due, the schedule to the end, and what new terms start from.
 */
export interface Life {
  /** In the order they begin, one a month. */
  readonly segments: readonly Segment[];
  /** The last month that was charged; null: none yet. */
  readonly chargedTo: string | null;
}

export interface Segment {
  readonly fromPeriod: string;
  readonly method: 'straight-line' | 'units';
  /** The whole life as the card says it, and what was left of it when these terms began. */
  readonly lifeMonths: number;
  readonly months: number;
  readonly residualMillionths: number;
  readonly toChargeFen: Fen;
  readonly unitsMilli: number;
  readonly charged: Charged;
}

/** A month that is to be charged. */
export interface DueMonth {
  readonly period: string;
  readonly method: Segment['method'];
  readonly fen: Fen;
  /** 工作量法; null: the work of the month is not known yet, and no month after it can be charged. */
  readonly unitsMilli: number | null;
}

/** The month after. */
export const nextPeriod = firstChargedPeriod;

/** The first month that is not charged yet, by the order of months alone; null without terms. */
export function nextToCharge({ segments, chargedTo }: Life): string | null {
  const first = segments[0]?.fromPeriod;
  if (first === undefined) return null;
  if (chargedTo === null) return first;
  const next = nextPeriod(chargedTo);
  return next > first ? next : first;
}

/** The terms in force in a month; null before the first begin. */
export function segmentAt(segments: readonly Segment[], period: string): Segment | null {
  return segments.findLast((one) => one.fromPeriod <= period) ?? null;
}

/**
 * The months up to `to` that are to be charged, in order, from the first not charged yet (but none before `from`). A month in which nothing
 * is left takes none. Stops where the work of a month is not known.
 */
export function dueMonths(
  life: Life,
  from: string,
  to: string,
  workedMilli: (period: string) => number | null,
): DueMonth[] {
  const due: DueMonth[] = [];
  const walk = walking(life.segments);
  const next = nextToCharge(life);
  if (next === null) return [];
  for (let period = next > from ? next : from; period <= to; period = nextPeriod(period)) {
    const segment = segmentAt(life.segments, period);
    if (segment === null) continue;
    if (walk.left(segment) === 0) {
      if (segment === life.segments.at(-1)) break;
      continue;
    }
    const unitsMilli = segment.method === 'units' ? workedMilli(period) : 0;
    if (unitsMilli === null) {
      due.push({ period, method: segment.method, fen: 0, unitsMilli: null });
      break;
    }
    const fen = walk.charge(segment, unitsMilli);
    due.push({ period, method: segment.method, fen, unitsMilli });
  }
  return due;
}

/** To the end of life; by units only what was asked for can be known, so nothing. */
export function monthsToCome(life: Life, from: string): DueMonth[] {
  return dueMonths(life, from, LAST_PERIOD, () => null).filter((one) => one.unitsMilli !== null);
}

const LAST_PERIOD = '9999-11';

/** Counts on from what was charged, without changing it. */
function walking(segments: readonly Segment[]) {
  const charged = new Map(segments.map((one) => [one, one.charged]));
  const left = (one: Segment): Fen => one.toChargeFen - charged.get(one)!.fen;
  return {
    left,
    charge(one: Segment, unitsMilli: number): Fen {
      const before = charged.get(one)!;
      const fen = chargeOf(termsOf(one), before, unitsMilli);
      charged.set(one, {
        fen: before.fen + fen,
        months: before.months + 1,
        unitsMilli: before.unitsMilli + unitsMilli,
      });
      return fen;
    },
  };
}

export function termsOf(one: Segment): DepreciationTerms {
  return one.method === 'straight-line'
    ? { method: 'straight-line', toChargeFen: one.toChargeFen, months: Math.max(one.months, 1) }
    : { method: 'units', toChargeFen: one.toChargeFen, unitsMilli: Math.max(one.unitsMilli, 1) };
}

/** 月折旧额 of the terms in a month, nothing once all is charged; null by units, where it follows the work. */
export function monthlyAt(life: Life, period: string): Fen | null {
  const segment = segmentAt(life.segments, period);
  if (segment === null || segment.toChargeFen === segment.charged.fen) return 0;
  const terms = termsOf(segment);
  return terms.method === 'units' ? null : monthlyOf(terms);
}

/** Where a card stands when a month begins, all months before it charged. */
export interface Beginning {
  readonly accumulatedFen: Fen;
  readonly leftFen: Fen;
  /** Months of its life that are over, and what is left of it. */
  readonly usedMonths: number;
  readonly leftMonths: number;
  /** 工作量法: work still expected. */
  readonly leftUnitsMilli: number;
  /** What it went by until then. */
  readonly segment: Segment;
}

/**
 * The card when `period` begins: what is not charged yet of the months before is counted as its terms give. Null where that can't be known:
 * without terms until then, or by units with months that are not charged.
 */
export function beginningOf(life: Life, period: string, from: string, accumulatedFen: Fen): Beginning | null {
  const before = life.segments.filter((one) => one.fromPeriod < period);
  const segment = before.at(-1) ?? (life.segments[0]?.fromPeriod === period ? life.segments[0] : undefined);
  if (segment === undefined) return null;
  const last = previousPeriod(period);
  const due = dueMonths({ ...life, segments: before }, from, last, () => null);
  if (due.some((one) => one.unitsMilli === null)) return null;
  const sum = due.reduce((fen, one) => fen + one.fen, 0);
  const inSegment = due.filter((one) => one.period >= segment.fromPeriod);
  const months = segment.charged.months + inSegment.length;
  const fen = segment.charged.fen + inSegment.reduce((total, one) => total + one.fen, 0);
  const leftFen = segment.toChargeFen - fen;
  const leftMonths = Math.max(segment.months - months, 0);
  return {
    accumulatedFen: accumulatedFen + sum,
    leftFen,
    usedMonths: segment.lifeMonths - segment.months + months,
    leftMonths,
    leftUnitsMilli: Math.max(segment.unitsMilli - segment.charged.unitsMilli, 0),
    segment,
  };
}

export function previousPeriod(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

/** New terms as the table of terms keeps them. */
export interface RestOfLife {
  readonly months: number;
  readonly toChargeFen: Fen;
  readonly unitsMilli: number;
}

/** #35: (net less residual) over the months that are left of the new life; cost and residual may have changed too (改建). */
export function changedTerms(
  beginning: Beginning,
  costFen: Fen,
  wanted: { readonly lifeMonths: number; readonly residualMillionths: number; readonly unitsMilli: number },
): RestOfLife {
  return {
    months: wanted.lifeMonths - beginning.usedMonths,
    toChargeFen: toCharge(costFen, wanted.residualMillionths, beginning.accumulatedFen),
    unitsMilli: wanted.unitsMilli,
  };
}

/** A batch of which pieces went: the rest of the life of those that are left. */
export function termsOfRest(
  beginning: Beginning,
  left: { readonly costFen: Fen; readonly accumulatedFen: Fen },
  pieces: { readonly before: number; readonly left: number },
): RestOfLife {
  invariant(pieces.left > 0 && pieces.left <= pieces.before, 'pieces are left');
  const { segment, leftFen, leftMonths, leftUnitsMilli } = beginning;
  return {
    months: Math.max(leftMonths, 1),
    toChargeFen:
      leftFen === 0
        ? 0
        : Math.max(
            left.costFen - residualOf(left.costFen, segment.residualMillionths) - left.accumulatedFen,
            0,
          ),
    unitsMilli:
      segment.method === 'units'
        ? Math.max(
            Number(divideHalfUp(BigInt(leftUnitsMilli) * BigInt(pieces.left), BigInt(pieces.before))),
            1,
          )
        : 0,
  };
}
