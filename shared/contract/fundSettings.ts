import { z } from 'zod';
import { date, fen, name, percent, positiveFen, shortText } from './values.ts';

const months = z.int('月数是整数').min(0, '月数不能是负数').max(60, '月数最多 60');
const days = z.int('天数是整数').min(0, '天数不能是负数').max(365, '天数最多 365');

/** 占用费率: so many per mille a month, or percent a year, as decimal text: {"per": "mille-month", "rate": "5"}. */
export const feeRate = z.object({
  per: z.enum(['mille-month', 'percent-year']),
  rate: z
    .string()
    .trim()
    .regex(/^\d{1,2}(\.\d{1,4})?$/, '费率写成 5 或 4.35 这样，最多四位小数'),
});

/**
 * How a fee counts time: whole months by the month and odd days by a thirtieth of it (a year of 360 days); actual days of 360 or 365; or a
 * month begun as a whole one.
 */
export const feeTime = z.enum(['month-day', 'actual-360', 'actual-365', 'begun-month']);
export const loanMethod = z.enum(['lump', 'instalments']);

/**
 * What the members' meeting and the county decide for a mutual-aid association. National rules name few of them (DOMAIN §4): each is a
 * setting with what is usual as its default.
 */
export const fundSettings = z.object({
  /** 单笔借款上限. */
  loanCapFen: positiveFen,
  /** 首次借款上限, where the charter has one. */
  firstLoanCapFen: positiveFen.nullable(),
  /** 最长期限, 月. */
  maxMonths: months.min(1, '期限至少 1 个月'),
  /** 展期最长, 月; 0: none. */
  extensionMonths: months,
  /** 借出占资金总额的上限. */
  lentPercent: percent,
  oneLoanAHousehold: z.boolean(),
  /** No loan while one of the group is overdue. */
  stopGroupOverdue: z.boolean(),
  groupMin: z.int('人数是整数').min(2, '联保小组至少 2 户').max(20, '联保小组最多 20 户'),
  groupMax: z.int('人数是整数').min(2, '联保小组至少 2 户').max(20, '联保小组最多 20 户'),
  /** 基准互助金. */
  baseFen: positiveFen,
  /** Poor households join without it. */
  poorExempt: z.boolean(),
  /** 公示天数. */
  noticeDays: days,
  /** 到期前几天提醒. */
  remindDays: days,
  rate: feeRate,
  feeTime,
  /** After the due day the agreed fee goes on; this comes on top, per mille a month of what is overdue. "0": nothing. */
  overdueMille: z
    .string()
    .trim()
    .regex(/^\d{1,2}(\.\d{1,4})?$/, '逾期加收写成 2 或 2.5 这样，最多四位小数'),
  /** 还款顺序. */
  order: z.enum(['fee-first', 'principal-first']),
  /** 占用费分配表: sums to exactly 100 %. */
  split: z
    .array(
      z.object({
        name,
        percent,
        /** 运行费 stays for costs; the others go to their part of the net assets (risk: 风险准备金). */
        target: z.enum(['running', 'reserve', 'welfare', 'risk']),
      }),
    )
    .min(1, '分配表至少一行')
    .max(12, '分配表最多十二行'),
  /** 退会提前几个月申请. */
  exitMonths: months,
  /** 退会时退还累积份额: Shaanxi's rule gives it, Yunnan's forbids dividends; off unless the charter says so. */
  exitWithShare: z.boolean(),
  /** 季报: days of the new quarter in which it is due. */
  reportDays: days,
  /** Where money comes in and goes out unless the entry says otherwise. */
  usualMoney: z.enum(['cash', 'bank']),
  /** Rest days of the law besides Saturdays and Sundays; a due day on one moves to the next working day. */
  restDays: z.array(date).max(400, '节假日最多 400 天'),
  /** Saturdays and Sundays worked instead. */
  workDays: z.array(date).max(400, '调休上班日最多 400 天'),
  /** 会长（理事长）, 会计, 监督电话 on papers. */
  chairperson: shortText,
  supervisorPhone: shortText,
});

export type FundSettings = z.output<typeof fundSettings>;

/** A line of the usage fee that explains itself: 10,000.00 × 5‰/月 × 12 个月 = 600.00. */
export const feeLine = z.object({
  kind: z.enum(['usage', 'penalty']),
  from: z.string(),
  to: z.string(),
  baseFen: fen,
  fen,
  text: z.string(),
});
