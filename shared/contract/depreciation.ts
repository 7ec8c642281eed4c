import { z } from 'zod';
import { previewVoucher, voucherName } from './eventParts.ts';
import { assetUse } from './assets.ts';
import { command, query } from './method.ts';
import { date, entityId, fen, id, percent, period, quantityText, requiredText, shortText } from './values.ts';

const method = z.enum(['straight-line', 'units']);

/** 工作量法: what was done in the month (or in an earlier one that is caught up), in the card's unit of work. */
const worked = z
  .array(z.object({ assetId: id, period: period.optional(), units: quantityText }))
  .max(10_000, '一次最多 10000 行');

const month = z.object({ entityId, period, worked: worked.optional() });

const runRow = z.object({
  assetId: id,
  no: z.string(),
  name: z.string(),
  category: z.string(),
  use: assetUse,
  /** 入账; else 备查: charged in the register, without voucher. */
  isBooked: z.boolean(),
  method: method.nullable(),
  /** The month the charge is of: earlier than the run's where a closed month is caught up (补提). */
  period,
  isCatchUp: z.boolean(),
  /** `charge`: will be charged. `units`: the work of the month is asked for. `earlier`: an open month before it comes first. */
  state: z.enum(['charge', 'units', 'earlier', 'done', 'nothing']),
  /** Why it is not charged; null where it is. */
  why: z.string().nullable(),
  fen,
  /** 工作量法: work of the month, and its unit. */
  units: z.string().nullable(),
  workUnit: z.string(),
  costFen: fen,
  accumulatedBeforeFen: fen,
  accumulatedFen: fen,
  netFen: fen,
});

const runListRow = z.object({
  id,
  period,
  date: z.string(),
  cards: z.int(),
  bookedFen: fen,
  /** Of cards that are 备查. */
  registeredFen: fen,
  vouchers: z.array(voucherName),
  undoneOn: z.string().nullable(),
  undoneReason: z.string(),
  /** Why it can't be undone just now; null where it can, or is. */
  bar: z.string().nullable(),
  operator: z.string(),
});

const terms = z.object({
  assetId: id,
  /** The first month that goes by the new terms. */
  fromPeriod: period,
  method,
  /** The whole life as the card is to say it, from the first month that was charged. */
  lifeMonths: z.int('年限要填整月数').min(1, '年限至少 1 个月').max(1200, '年限最多 1200 个月'),
  residualPercent: percent,
  /** 工作量法: work still expected from then on. */
  units: quantityText.optional(),
  workUnit: z.string().trim().max(10, '最多 10 个字').optional(),
  reason: requiredText,
});

const termsRow = z.object({
  id,
  fromPeriod: period,
  method,
  lifeMonths: z.int(),
  /** Months left when they began. */
  months: z.int(),
  residualPercent: z.string(),
  toChargeFen: fen,
  units: z.string().nullable(),
  workUnit: z.string(),
  /** 月折旧额; by units: null. */
  monthlyFen: fen.nullable(),
  /** Fen for a thousandth of a unit can't be said in fen: yuan a unit, as text; straight-line: null. */
  perUnit: z.string().nullable(),
  reason: z.string(),
  operator: z.string(),
  recordedAt: z.string(),
});

/** Depreciation (计提折旧): a month at a time, before or with what goes; in the register for every card, in the books for those 入账. */
export const depreciation = {
  /** What running the month would charge, card by card, and the voucher. */
  'depreciation.preview': query(
    '试算折旧',
    month,
    z.object({
      period,
      /** Of the voucher: the month's last day, or today while the month runs. */
      date: z.string(),
      rows: z.array(runRow),
      bookedFen: fen,
      registeredFen: fen,
      byAccount: z.array(
        z.object({ account: z.string(), accountName: z.string(), use: assetUse, cards: z.int(), fen }),
      ),
      vouchers: z.array(previewVoucher),
      /** Why the month can't be run as it stands; null when it can. */
      problem: z.string().nullable(),
      /** An open month that has to be run first. */
      earlierPeriod: period.nullable(),
      warnings: z.array(z.string()),
    }),
  ),
  'depreciation.run': command(
    '计提折旧',
    month.extend({ note: shortText.optional() }),
    z.object({
      id,
      period,
      date: z.string(),
      eventId: id.nullable(),
      voucherIds: z.array(id),
      cards: z.int(),
      bookedFen: fen,
      registeredFen: fen,
      warnings: z.array(z.string()),
    }),
  ),
  /** Newest first. */
  'depreciation.runs': query('折旧计提记录', z.object({ entityId }), z.array(runListRow)),
  /** Red voucher; the month can be run again. The latest run first, and nothing may stand on it. */
  'depreciation.reverse': command(
    '冲销折旧',
    z.object({ id, date, reason: requiredText }),
    z.object({ eventId: id.nullable(), voucherIds: z.array(id), warnings: z.array(z.string()) }),
  ),
  /** A card's life: what was charged month by month, and what is to come by its terms. */
  'depreciation.schedule': query(
    '折旧计划',
    z.object({ assetId: id }),
    z.object({
      assetId: id,
      no: z.string(),
      name: z.string(),
      costFen: fen,
      accumulatedFen: fen,
      netFen: fen,
      residualFen: fen,
      /** Still to come. */
      leftFen: fen,
      /** The first month that is not charged yet; null when nothing is left. */
      nextPeriod: period.nullable(),
      /** Months not charged although they are over. */
      overdueMonths: z.int(),
      rows: z.array(
        z.object({
          period,
          state: z.enum(['charged', 'due']),
          fen,
          units: z.string().nullable(),
          accumulatedFen: fen,
          netFen: fen,
        }),
      ),
      terms: z.array(termsRow),
    }),
  ),
  'depreciation.previewTerms': query(
    '试算变更折旧办法',
    terms.extend({ reason: shortText }),
    z.object({
      /** Months left from then on. */
      months: z.int(),
      accumulatedFen: fen,
      netFen: fen,
      residualFen: fen,
      toChargeFen: fen,
      beforeFen: fen.nullable(),
      afterFen: fen.nullable(),
      lastPeriod: period.nullable(),
      warnings: z.array(z.string()),
    }),
  ),
  /** From a month on (未来适用法): months charged stay as they are. */
  'depreciation.changeTerms': command(
    '变更折旧办法',
    terms,
    z.object({
      id,
      months: z.int(),
      toChargeFen: fen,
      afterFen: fen.nullable(),
      warnings: z.array(z.string()),
    }),
  ),
  /** Takes the newest change of terms back, as long as no month was charged by it. */
  'depreciation.undoTerms': command(
    '撤销变更折旧办法',
    z.object({ assetId: id }),
    z.object({ id, fromPeriod: period }),
  ),
};
