import { z } from 'zod';
import { command, query } from './method.ts';
import { done, entityId, fen, id, name, nothing, percent, period, shortText } from './values.ts';

const entityKind = z.enum(['cooperative', 'fund']);

/** A bank's batch-file layout; no national format exists, so each bank's own is kept as a setting. */
export const bankTemplate = z.object({
  code: z.string().min(1).max(20),
  name: z.string().min(1).max(50),
  format: z.enum(['csv', 'xlsx']),
  encoding: z.enum(['GBK', 'GB18030', 'UTF-8']),
  withIdNumber: z.boolean(),
});

/** What the charter, the members' meeting or the county decides; each is a setting, not a constant. */
export const settings = z.object({
  parValueFen: fen.positive('每股金额必须大于 0'),
  /** Months of notice before the year ends; the law's 3 (persons) and 6 (organisations) unless the charter differs. */
  noticeMonthsPerson: z.int().min(0).max(12),
  noticeMonthsOrganisation: z.int().min(0).max(12),
  reservePercent: percent,
  reserveBase: z.enum(['after-loss-offset', 'before-loss-offset']),
  patronagePercent: percent,
  capitalBasis: z.enum(['year-end', 'fen-days', 'whole-months']),
  withholding: z.enum(['none', 'surplus-20', 'all-20']),
  reserveQuantifiedBy: z.enum(['capital', 'patronage', 'half-half']),
  /** 投劳计入交易额: the pay of the year, or its days at a fixed value; the charter's to say, off unless it does. */
  labourPatronage: z.enum(['none', 'pay', 'days']),
  labourDayValueFen: fen.positive('每个工日的折算金额必须大于 0'),
  publicityDays: z.int().min(1).max(90),
  supervisorPhone: shortText,
  officePhone: shortText,
  officePlace: shortText,
  legalRepresentative: shortText,
  charterArticle: shortText,
  /** 记 for all, or 收/付/转 by what moves. */
  voucherWords: z.enum(['记', '收付转']),
  /** What an event's voucher starts as: a draft to look at, or already 已审核. */
  eventVoucherState: z.enum(['draft', 'reviewed']),
  /** Where shares paid in money go, unless the entry says otherwise. */
  shareMoney: z.enum(['cash', 'bank']),
  /** 会计主管, who alone may reopen a closed period; empty: whoever works, with the name of who allowed it. */
  chiefAccountant: shortText,
  /** 自动勾对: days that a bank line and its entry may lie apart. */
  bankMatchDays: z.int('天数是整数').min(0, '天数不能是负数').max(31, '天数最多 31'),
  bankTemplates: z.array(bankTemplate).min(1, '至少留一个银行模板').max(20),
});

/** How an association's books are kept; the rules of its loans are its subject's. */
export const fundBookSettings = settings
  .pick({ voucherWords: true, eventVoucherState: true, chiefAccountant: true, bankMatchDays: true })
  .extend({
    /** 期末: when income and costs are carried to the net assets. */
    carries: z.enum(['month', 'year']),
  });

export const entities = {
  /** The cooperative first. */
  'entities.list': query(
    '账套',
    nothing,
    z.array(z.object({ id, kind: entityKind, name: z.string(), firstPeriod: z.string() })),
  ),
  /** The village's mutual-aid association (互助资金协会), with its small chart; one to a workspace. */
  'entities.create': command(
    '新建互助资金协会账套',
    z.object({ kind: z.literal('fund'), name, firstPeriod: period }),
    z.object({ id }),
  ),
  'fundBooks.read': query('协会账套设置', z.object({ entityId: id }), fundBookSettings),
  'fundBooks.save': command(
    '修改协会账套设置',
    z.object({ entityId: id, name, settings: fundBookSettings }),
    done,
  ),
  /** How a set of books is kept, whichever it is. */
  'entities.books': query(
    '账套的记账方式',
    z.object({ entityId }),
    z.object({
      id,
      kind: entityKind,
      name: z.string(),
      firstPeriod: period,
      voucherWords: settings.shape.voucherWords,
      chiefAccountant: z.string(),
      /** An association's; a cooperative carries by the month. */
      carries: z.enum(['month', 'year']),
    }),
  ),
  'settings.read': query('章程与设置', z.object({ entityId }), settings),
  'settings.save': command('修改设置', z.object({ entityId, settings }), done),
};
