import type { Output, Parsed } from '../../../shared/contract/index.ts';
import {
  type Beginning,
  beginningOf,
  changedTerms,
  dueMonths,
  monthlyAt,
  monthsToCome,
  nextPeriod,
  nextToCharge,
  type RestOfLife,
  termsOf,
} from '../../../shared/rules/assetLife.ts';
import { monthlyOf, NOMINAL_FEN, residualOf } from '../../../shared/rules/depreciation.ts';
import { priceText, quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { insertTerms, nameOf, residualMillionths as millionthsOf, standingCard } from '../assets/index.ts';
import { firstPeriodOf } from '../entities/index.ts';
import { currentPeriod } from '../vouchers/index.ts';
import { type CardLife, lifeOf } from './lives.ts';

/** A card's life, of a card that stands and has pieces left. */
export function standingLife(ctx: Reading, assetId: number): Result<CardLife> {
  const card = standingCard(ctx.db, assetId);
  if (!card.ok) return card;
  const life = lifeOf(ctx.db, card.value.entityId, assetId);
  if (!life) return refuse('asset_empty', `${nameOf(card.value)}的卡片上没有原值，请先登记取得。`);
  if (life.pieces <= 0) {
    return refuse('asset_gone', `${nameOf(life)}已经处置完，卡片上没有实物了。`);
  }
  return ok(life);
}

/** The card when a month begins, or why that can't be said yet. */
export function beginning(ctx: Reading, life: CardLife, period: string): Result<Beginning> {
  const first = firstPeriodOf(ctx.db, life.entityId);
  const from = beginningOf(life, period, first, life.accumulatedFen);
  if (from !== null) return ok(from);
  if (life.segments.length === 0) {
    return refuse('terms_missing', `${nameOf(life)}没有填折旧年限，请先在卡片里补全。`);
  }
  const next = nextToCharge(life)!;
  return refuse(
    'earlier_month',
    `${nameOf(life)}按工作量法计提，${period} 以前的月份要先提完才知道还剩多少。请先提 ${next}。`,
  );
}

interface Changed {
  readonly life: CardLife;
  readonly begins: Beginning;
  readonly rest: RestOfLife;
  readonly residualMillionths: number;
  readonly after: CardLife;
  readonly warnings: string[];
}

type Wanted = Parsed<'depreciation.changeTerms'>;

function planChange(ctx: Reading, input: Wanted): Result<Changed> {
  const { fromPeriod } = input;
  const standing = standingLife(ctx, input.assetId);
  if (!standing.ok) return standing;
  const life = standing.value;
  const fault = (code: string, sentence: string, field: string): Result<never> =>
    refuse(code, sentence, { [field]: sentence });
  if (life.costFen <= NOMINAL_FEN) {
    return refuse('nominal', `${nameOf(life)}按名义金额（1 元）入账，不提折旧，没有折旧办法可变更。`);
  }
  if (life.chargedTo !== null && fromPeriod <= life.chargedTo) {
    return fault(
      'month_charged',
      `${life.chargedTo} 的折旧已经提了，变更只影响以后（未来适用法），最早从 ${nextPeriod(life.chargedTo)} 起。`,
      'fromPeriod',
    );
  }
  const current = currentPeriod(ctx.db, life.entityId);
  if (fromPeriod < current) {
    return fault('period_closed', `${fromPeriod} 已经结账，变更最早从 ${current} 起。`, 'fromPeriod');
  }
  if (fromPeriod > nextPeriod(ctx.today.slice(0, 7))) {
    return fault(
      'period_future',
      `${fromPeriod} 还早，变更最多提前到下月 ${nextPeriod(ctx.today.slice(0, 7))}。`,
      'fromPeriod',
    );
  }
  const latest = life.segments.at(-1);
  if (latest && fromPeriod < latest.fromPeriod) {
    return fault(
      'terms_later',
      `这张卡片从 ${latest.fromPeriod} 起已经有新的折旧办法，变更从 ${latest.fromPeriod} 或以后起。`,
      'fromPeriod',
    );
  }
  const begins = beginning(ctx, life, fromPeriod);
  if (!begins.ok) return begins;
  if (begins.value.leftFen === 0) {
    return refuse(
      'fully_charged',
      `${nameOf(life)}到 ${fromPeriod} 已经提足折旧，不再变更；继续使用的不再计提。`,
    );
  }
  return changedFrom(life, begins.value, input);
}

function changedFrom(life: CardLife, begins: Beginning, input: Wanted): Result<Changed> {
  const residual = millionthsOf(input.residualPercent);
  if (!residual.ok) {
    const { code, message } = residual.error;
    return refuse(code, message, { residualPercent: message });
  }
  const residualMillionths = residual.value;
  const byUnits = input.method === 'units';
  const unitsMilli =
    byUnits && input.units !== undefined && !input.units.startsWith('-') ? quantityMilli(input.units) : 0;
  if (byUnits && unitsMilli === 0) {
    const sentence = '工作量法要填从这个月起预计还能完成的工作量。';
    return refuse('units_missing', sentence, { units: sentence });
  }
  if (byUnits && (input.workUnit ?? life.workUnit) === '') {
    const sentence = '请填工作量的单位，如公里、小时。';
    return refuse('work_unit_missing', sentence, { workUnit: sentence });
  }
  const rest = changedTerms(begins, life.costFen, { ...input, residualMillionths, unitsMilli });
  if (rest.months < 1) {
    const sentence = `到 ${input.fromPeriod} 已经用了 ${begins.usedMonths} 个月，年限至少要 ${begins.usedMonths + 1} 个月。`;
    return refuse('life_over', sentence, { lifeMonths: sentence });
  }
  const segment = {
    fromPeriod: input.fromPeriod,
    method: input.method,
    lifeMonths: input.lifeMonths,
    residualMillionths,
    ...rest,
    charged: { fen: 0, months: 0, unitsMilli: 0 },
  };
  const after = {
    ...life,
    segments: [...life.segments.filter((one) => one.fromPeriod < input.fromPeriod), segment],
  };
  const warnings =
    rest.toChargeFen === 0 ? [`按新的残值率，${nameOf(life)}已经没有要提的折旧，以后各月不再计提。`] : [];
  return ok({ life, begins, rest, residualMillionths, after, warnings });
}

export function previewTerms(
  ctx: Reading,
  input: Parsed<'depreciation.previewTerms'>,
): Result<Output<'depreciation.previewTerms'>> {
  const planned = planChange(ctx, input);
  if (!planned.ok) return planned;
  const { life, begins, rest, residualMillionths, after, warnings } = planned.value;
  const netFen = life.costFen - begins.accumulatedFen;
  return ok({
    months: rest.months,
    accumulatedFen: begins.accumulatedFen,
    netFen,
    residualFen: residualOf(life.costFen, residualMillionths),
    toChargeFen: rest.toChargeFen,
    beforeFen: monthlyAt(life, input.fromPeriod),
    afterFen: monthlyAt(after, input.fromPeriod),
    lastPeriod:
      input.method === 'units'
        ? null
        : (monthsToCome(after, firstPeriodOf(ctx.db, life.entityId)).at(-1)?.period ?? null),
    warnings,
  });
}

/** 变更折旧年限、残值或方法, from a month on; what was charged stays. */
export function changeTerms(ctx: Writing, input: Wanted): Result<Output<'depreciation.changeTerms'>> {
  const planned = planChange(ctx, input);
  if (!planned.ok) return planned;
  const { life, rest, residualMillionths, after, warnings } = planned.value;
  const id = insertTerms(ctx, {
    assetId: life.id,
    fromPeriod: input.fromPeriod,
    method: input.method,
    residualMillionths,
    lifeMonths: input.lifeMonths,
    ...rest,
    workUnit: input.method === 'units' ? (input.workUnit ?? life.workUnit) : '',
    reason: input.reason,
  });
  return ok({
    id,
    months: rest.months,
    toChargeFen: rest.toChargeFen,
    afterFen: monthlyAt(after, input.fromPeriod),
    warnings,
  });
}

/** 折旧计划: what was charged by month, what is to come by the terms of the card. */
export function scheduleOfCard(
  ctx: Reading,
  { assetId }: Parsed<'depreciation.schedule'>,
): Result<Output<'depreciation.schedule'>> {
  const { db } = ctx;
  const card = standingCard(db, assetId);
  if (!card.ok) return card;
  const life = lifeOf(db, card.value.entityId, assetId);
  if (!life) return refuse('asset_empty', `${nameOf(card.value)}的卡片上没有原值，请先登记取得。`);
  const first = firstPeriodOf(db, life.entityId);
  const charged = chargedRows(ctx, assetId);
  const due = life.pieces > 0 ? monthsToCome(life, first) : [];
  let accumulatedFen = life.accumulatedFen;
  const coming = due.map(({ period, fen }) => {
    accumulatedFen += fen;
    return {
      period,
      state: 'due' as const,
      fen,
      units: null,
      accumulatedFen,
      netFen: life.costFen - accumulatedFen,
    };
  });
  const segment = life.segments.at(-1);
  const leftFen = life.pieces > 0 ? leftOf(life, due) : 0;
  const overdue =
    life.pieces > 0
      ? dueMonths(life, first, ctx.today.slice(0, 7), () => 0).filter(
          (one) => one.period < ctx.today.slice(0, 7),
        ).length
      : 0;
  const next = nextToCharge(life);
  return ok({
    assetId,
    no: life.no,
    name: life.name,
    costFen: life.costFen,
    accumulatedFen: life.accumulatedFen,
    netFen: life.costFen - life.accumulatedFen,
    residualFen:
      segment && life.costFen > NOMINAL_FEN ? residualOf(life.costFen, segment.residualMillionths) : 0,
    leftFen,
    nextPeriod: leftFen === 0 || next === null ? null : next > first ? next : first,
    overdueMonths: overdue,
    rows: [...charged, ...coming],
    terms: termsRows(ctx, assetId),
  });
}

function leftOf(life: CardLife, due: readonly { fen: number }[]): number {
  const segment = life.segments.at(-1);
  if (segment?.method === 'units') return segment.toChargeFen - segment.charged.fen;
  return due.reduce((sum, one) => sum + one.fen, 0);
}

type ScheduleRow = Output<'depreciation.schedule'>['rows'][number];

/** Months that were charged, each with what stood of the card after it: with what came and went until that month's end. */
function chargedRows({ db }: Reading, assetId: number): ScheduleRow[] {
  return db
    .all<{ period: string; fen: number; unitsMilli: number; accumulatedFen: number; costFen: number }>(
      `WITH moved AS (
         SELECT COALESCE(period, substr(date, 1, 7)) AS month, period, cost_fen, accumulated_fen, units_milli, id FROM asset_move
         WHERE asset_id = ? AND is_undone = 0 AND kind <> 'reversal'
       )
       SELECT d.period, d.accumulated_fen AS fen, d.units_milli AS unitsMilli,
         (SELECT SUM(m.accumulated_fen) FROM moved m WHERE m.month <= d.period) AS accumulatedFen,
         (SELECT SUM(m.cost_fen) FROM moved m WHERE m.month <= d.period) AS costFen
       FROM moved d WHERE d.period IS NOT NULL ORDER BY d.period`,
      assetId,
    )
    .map(({ period, fen, unitsMilli, accumulatedFen, costFen }) => ({
      period,
      state: 'charged',
      fen,
      units: unitsMilli === 0 ? null : quantityText(unitsMilli),
      accumulatedFen,
      netFen: costFen - accumulatedFen,
    }));
}

function termsRows({ db }: Reading, assetId: number): Output<'depreciation.schedule'>['terms'] {
  return db
    .all<{
      id: number;
      fromPeriod: string;
      method: 'straight-line' | 'units';
      lifeMonths: number;
      months: number;
      residualMillionths: number;
      toChargeFen: number;
      unitsMilli: number;
      workUnit: string;
      reason: string;
      operator: string;
      recordedAt: string;
    }>(
      `SELECT id, from_period AS fromPeriod, method, life_months AS lifeMonths, months, residual_millionths AS residualMillionths,
         to_charge_fen AS toChargeFen, units_milli AS unitsMilli, work_unit AS workUnit, reason, operator, recorded_at AS recordedAt
       FROM asset_terms WHERE asset_id = ? AND undone_by IS NULL ORDER BY from_period, id`,
      assetId,
    )
    .map(({ residualMillionths, unitsMilli, ...row }) => {
      const terms = termsOf({
        ...row,
        residualMillionths,
        unitsMilli,
        charged: { fen: 0, months: 0, unitsMilli: 0 },
      });
      return {
        ...row,
        residualPercent: priceText(residualMillionths),
        units: row.method === 'units' ? quantityText(unitsMilli) : null,
        monthlyFen: terms.method === 'straight-line' ? monthlyOf(terms) : null,
        perUnit: terms.method === 'units' ? perUnit(terms.toChargeFen, terms.unitsMilli) : null,
      };
    });
}

/** Yuan a unit of work, to six decimals. */
function perUnit(toChargeFen: number, unitsMilli: number): string {
  const millionths = (BigInt(toChargeFen) * 10_000_000n) / BigInt(unitsMilli);
  const digits = millionths.toString().padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/u, '');
}
