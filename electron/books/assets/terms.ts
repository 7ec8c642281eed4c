import {
  chargeOf,
  firstChargedPeriod,
  NOMINAL_FEN,
  NOTHING_CHARGED,
  type ScheduleRow,
  scheduleOf,
  type StraightLine,
  toCharge,
} from '../../../shared/rules/depreciation.ts';
import type { Parsed } from '../../../shared/contract/index.ts';
import { quantityMilli } from '../../../shared/rules/measures.ts';
import { formatYuan, parsePercent } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { NewTerms } from './moves.ts';

export type WantedTerms = Parsed<'assets.acquire'>['terms'];

/** Percent as text in millionths: "5" is 50_000. */
export function residualMillionths(text: string): Result<number> {
  const parsed = parsePercent(text);
  const millionths = parsed.ok ? (parsed.value.numerator * 1_000_000n * 100n) / parsed.value.denominator : 0n;
  if (parsed.ok && millionths % 100n === 0n) return ok(Number(millionths / 100n));
  const sentence = parsed.ok ? `残值率 ${text}% 最多四位小数。` : parsed.error.message;
  return refuse('residual_invalid', sentence, { 'terms.residual': sentence });
}

/** Months from one to another, both YYYY-MM: 2018-01 to 2018-03 are two. */
export function monthsBetween(from: string, to: string): number {
  const at = (period: string): number => Number(period.slice(0, 4)) * 12 + Number(period.slice(5));
  return at(to) - at(from);
}

export interface FirstTerms {
  readonly terms: Omit<NewTerms, 'assetId'>;
  /** What was depreciated before, month by month; or in one figure, as it was typed. */
  readonly history: readonly ScheduleRow[];
  readonly typedFen: number;
  /** First month that is charged (again); null where nothing is. */
  readonly firstPeriod: string | null;
  readonly monthlyFen: number | null;
}

/**
 * The terms a card begins with. Depreciated before `start` is what the terms give month by month, or the figure typed: then the terms begin
 * with `start`, over the months that are left.
 */
export function firstTerms(
  costFen: number,
  cameIn: string,
  start: string,
  wanted: WantedTerms,
  accumulatedFen: number | undefined,
): Result<FirstTerms> {
  const residual = residualMillionths(wanted.residual);
  if (!residual.ok) return residual;
  const first = firstChargedPeriod(cameIn);
  const shape = {
    method: wanted.method,
    residualMillionths: residual.value,
    lifeMonths: wanted.lifeMonths,
    unitsMilli: wanted.method === 'units' ? quantityMilli(wanted.units) : 0,
    workUnit: wanted.method === 'units' ? wanted.workUnit : '',
  };
  const allFen = toCharge(costFen, residual.value, 0);
  if (first >= start && (accumulatedFen ?? 0) > 0) {
    const sentence = `这项资产从 ${first} 起才提折旧，${start} 之前没有累计折旧，请改成 0 或核对投入使用日。`;
    return refuse('accumulated_too_early', sentence, { accumulatedFen: sentence });
  }
  if (costFen <= NOMINAL_FEN) {
    if ((accumulatedFen ?? 0) > 0) {
      const sentence = '按名义金额 1 元入账的资产不提折旧，累计折旧应为 0。';
      return refuse('nominal_depreciated', sentence, { accumulatedFen: sentence });
    }
    const terms = { ...shape, fromPeriod: first, months: wanted.lifeMonths, toChargeFen: 0 };
    return ok({ terms, history: [], typedFen: 0, firstPeriod: null, monthlyFen: 0 });
  }
  if (first < start && accumulatedFen !== undefined) {
    return typedTerms(costFen, { first, start }, shape, accumulatedFen);
  }
  const terms = { ...shape, fromPeriod: first, months: wanted.lifeMonths, toChargeFen: allFen };
  if (wanted.method === 'units') {
    if (first >= start) return ok({ terms, history: [], typedFen: 0, firstPeriod: first, monthlyFen: null });
    const sentence = '按工作量法折旧的资产，请填到启用时的累计折旧。';
    return refuse('accumulated_missing', sentence, { accumulatedFen: sentence });
  }
  const line: StraightLine = { method: 'straight-line', toChargeFen: allFen, months: wanted.lifeMonths };
  const rows = scheduleOf(line, NOTHING_CHARGED, first, { costFen, accumulatedFen: 0 });
  const history = rows.filter((one) => one.period < start);
  const next = rows[history.length];
  return ok({
    terms,
    history,
    typedFen: 0,
    firstPeriod: next?.period ?? null,
    monthlyFen: next?.fen ?? 0,
  });
}

function typedTerms(
  costFen: number,
  { first, start }: { first: string; start: string },
  shape: Omit<NewTerms, 'assetId' | 'fromPeriod' | 'months' | 'toChargeFen'>,
  typedFen: number,
): Result<FirstTerms> {
  if (typedFen > costFen) {
    const sentence = `累计折旧 ${formatYuan(typedFen)} 元超过了原值 ${formatYuan(costFen)} 元。`;
    return refuse('accumulated_too_large', sentence, { accumulatedFen: sentence });
  }
  const toChargeFen = toCharge(costFen, shape.residualMillionths, typedFen);
  const months = Math.max(shape.lifeMonths - monthsBetween(first, start), 0);
  if (months === 0 && toChargeFen > 0) {
    const sentence = `按年限到 ${start} 已经期满，累计折旧却还差 ${formatYuan(toChargeFen)} 元没有提。请核对累计折旧、年限或投入使用日。`;
    return refuse('life_over', sentence, { accumulatedFen: sentence });
  }
  const terms = { ...shape, fromPeriod: start, months: Math.max(months, 1), toChargeFen };
  const line: StraightLine = { method: 'straight-line', toChargeFen, months: terms.months };
  return ok({
    terms,
    history: [],
    typedFen,
    firstPeriod: toChargeFen === 0 ? null : start,
    monthlyFen: shape.method === 'units' ? null : chargeOf(line, NOTHING_CHARGED),
  });
}
