import { z } from 'zod';
import { accountCode, dim } from './accounts.ts';
import { command, query } from './method.ts';
import { date, entityId, id, period, shortText, year } from './values.ts';
import { voucherWord } from './vouchers.ts';

/** Months of the books, and which vouchers of them count: as on the screen that prints. */
const range = { entityId, from: period, to: period, postedOnly: z.boolean().optional() };

/** Which paper, of what. */
export const printRequest = z.discriminatedUnion('document', [
  z.object({ document: z.literal('plan'), runId: id }),
  z.object({ document: z.literal('roster'), runId: id }),
  z.object({ document: z.literal('statements'), runId: id, memberIds: z.array(id).max(200_000).optional() }),
  z.object({ document: z.literal('notice'), runId: id, from: shortText.optional() }),
  z.object({ document: z.literal('member-account'), memberId: id, year }),
  z.object({ document: z.literal('receipt'), transactionId: id }),
  z.object({ document: z.literal('certificate'), transactionId: id }),
  z.object({
    document: z.literal('vouchers'),
    ids: z.array(id).min(1, '没有选凭证').max(10_000, '一次最多打印 10000 张凭证'),
  }),
  /** All vouchers of a month, those made void too: their numbers have no gaps. */
  z.object({ document: z.literal('voucher-month'), entityId, period, word: voucherWord.optional() }),
  z.object({ document: z.literal('trial-balance'), ...range, level: z.int().min(1).max(6).optional() }),
  z.object({ document: z.literal('general-ledger'), ...range, account: accountCode.optional() }),
  z.object({
    document: z.literal('account-ledger'),
    ...range,
    account: accountCode,
    memberId: id.optional(),
    itemId: id.optional(),
    daily: z.boolean().optional(),
  }),
  z.object({
    document: z.literal('column-ledger'),
    ...range,
    account: accountCode,
    by: z.enum(['account', 'item', 'member']),
  }),
  z.object({ document: z.literal('journal'), ...range, account: accountCode.optional() }),
  z.object({ document: z.literal('analysis'), ...range, dim, account: accountCode.optional() }),
  z.object({
    document: z.literal('statement'),
    entityId,
    statement: z.enum(['01', '02', '03']),
    period,
    postedOnly: z.boolean().optional(),
  }),
  z.object({
    document: z.literal('fund-statement'),
    entityId,
    statement: z.enum(['01', '02']),
    period,
    postedOnly: z.boolean().optional(),
  }),
  z.object({ document: z.literal('statement-notes'), entityId, year }),
  z.object({ document: z.literal('chart'), entityId }),
  /** 户产业台账 of a year; of one group or kind when said. */
  z.object({
    document: z.literal('industry-register'),
    year,
    groupNo: z.int().optional(),
    kindId: id.optional(),
  }),
  /** 奖补花名册 to sign, and 公示表. */
  z.object({ document: z.literal('award-roster'), programmeId: id }),
  z.object({ document: z.literal('award-notice'), programmeId: id }),
  /** 一户一档, to take to the house. */
  z.object({ document: z.literal('household-dossier'), householdId: id, asOf: date }),
  z.object({ document: z.literal('openings'), entityId }),
  /** 入库单, 出库单, 移库单, 损耗单. */
  z.object({ document: z.literal('storage-slip'), moveId: id }),
  z.object({ document: z.literal('storage-stock'), entityId, asOf: date }),
  z.object({ document: z.literal('storage-log'), entityId, period, roomId: id.optional() }),
  /** Of a payment of rent; without one, of what is due by a day. */
  z.object({
    document: z.literal('rent-roster'),
    entityId,
    eventId: id.optional(),
    dueBy: date.optional(),
  }),
  z.object({ document: z.literal('lease-schedule'), leaseId: id }),
  z.object({
    document: z.literal('asset-card'),
    ids: z.array(id).min(1, '没有选资产').max(2000, '一次最多打印 2000 张卡片'),
  }),
  /** One label a card, or one a piece of a batch (of those named only); `skip`: places of the first sheet that are used up. */
  z.object({
    document: z.literal('asset-labels'),
    ids: z.array(id).min(1, '没有选资产').max(2000, '一次最多 2000 项资产'),
    pieceIds: z.array(id).max(9999).optional(),
    skip: z.int().min(0).max(23).optional(),
  }),
  z.object({ document: z.literal('asset-register'), entityId, asOf: date }),
  z.object({ document: z.literal('depreciation-table'), entityId, period }),
  /** `blank`: to be counted on; `byPiece`: the pieces of a batch row by row. */
  z.object({
    document: z.literal('stocktake-sheet'),
    stocktakeId: id,
    blank: z.boolean().optional(),
    byPiece: z.boolean().optional(),
  }),
  /** `from`: to be posted up from that day. */
  z.object({ document: z.literal('relief-ledger'), entityId, year, from: date.optional() }),
  z.object({ document: z.literal('batch-report'), entityId, asOf: date.optional(), batchId: id.optional() }),
  z.object({ document: z.literal('bank-reconciliation'), entityId, bankId: id, period }),
  /** 劳务费发放表 and 工资条 of a pay sheet. */
  z.object({ document: z.literal('labour-pay'), sheetId: id }),
  z.object({ document: z.literal('labour-slips'), sheetId: id, workerIds: z.array(id).max(2000).optional() }),
  /** 记工单: without a date a blank one for the field. */
  z.object({ document: z.literal('work-day'), entityId, date: date.optional() }),
  /** 劳务费领条; with the share's receipt where the pay was brought in as a share. */
  z.object({ document: z.literal('labour-receipt'), paymentId: id }),
  /** The mutual-aid association: its registers on a day or of a year, its forms, what goes on the board and to the county. */
  z.object({ document: z.literal('fund-members'), entityId, asOf: date }),
  z.object({ document: z.literal('fund-groups'), entityId, asOf: date, groupId: id.optional() }),
  z.object({ document: z.literal('fund-loans'), entityId, asOf: date }),
  z.object({ document: z.literal('fund-contributions'), entityId, year }),
  z.object({ document: z.literal('fund-repayments'), entityId, year }),
  z.object({ document: z.literal('fund-fees'), entityId, year }),
  z.object({ document: z.literal('fund-application'), loanId: id }),
  /** 借据, in three copies. */
  z.object({ document: z.literal('fund-note'), loanId: id }),
  z.object({ document: z.literal('fund-notice'), entityId, since: date, until: date }),
  z.object({ document: z.literal('fund-receipt'), entityId, repaymentId: id }),
  z.object({
    document: z.literal('fund-report'),
    entityId,
    year,
    quarter: z.int('季度是 1 到 4').min(1, '季度是 1 到 4').max(4, '季度是 1 到 4'),
  }),
  /** 贴息申请表, one a household; 贴息花名册; 贴息公示表. */
  z.object({
    document: z.literal('subsidy-applications'),
    batchId: id,
    lineIds: z.array(id).min(1, '没有选户').max(5000).optional(),
  }),
  z.object({ document: z.literal('subsidy-roster'), batchId: id }),
  z.object({ document: z.literal('subsidy-notice'), batchId: id }),
  /** 贷款台账 on a day, of those picked (in the order picked) or of all. */
  z.object({
    document: z.literal('loan-register'),
    asOf: date.optional(),
    loanIds: z.array(id).min(1, '没有选贷款').max(5000).optional(),
  }),
  /** 到期走访单: who owes something within so many days, to take along. */
  z.object({
    document: z.literal('loan-visits'),
    asOf: date.optional(),
    days: z.int().min(0, '天数不能是负数').max(1100, '最多 1100 天'),
    groupNo: z.int().optional(),
  }),
  /** 还款结息明细 of one loan, each settlement with how it was computed. */
  z.object({ document: z.literal('loan-statement'), loanId: id, asOf: date.optional() }),
]);

const rendered = z.object({
  title: z.string(),
  html: z.string(),
  pages: z.int(),
  /** How often it was printed before. */
  printedBefore: z.int(),
  /** Whether the page says 补打 from the second time on; account books do not. */
  marksReprints: z.boolean(),
});

/** Paper. What the preview shows is the sheet that prints. */
export const prints = {
  'prints.preview': query('打印预览', z.object({ request: printRequest }), rendered),
  /** Counts the print and returns the very page that goes out. */
  'prints.issue': command('打印', z.object({ request: printRequest }), rendered),
};
