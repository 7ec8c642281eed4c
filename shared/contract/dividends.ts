import { z } from 'zod';
import { command, query } from './method.ts';
import { bankTemplate } from './entities.ts';
import {
  base64,
  date,
  entityId,
  fen,
  id,
  percent,
  positiveFen,
  requiredText,
  shortText,
  year,
} from './values.ts';

const runState = z.enum(['draft', 'approved', 'paying', 'settled', 'void']);

/** What the meeting decides; the cooperative's members, shares and deliveries come from the file. */
export const dividendInputs = z.object({
  fiscalYear: year,
  surplusFen: fen,
  openingUndistributedFen: fen,
  reservePercent: percent,
  reserveBase: z.enum(['after-loss-offset', 'before-loss-offset']),
  patronagePercent: percent,
  grantFen: fen.nonnegative('不能是负数'),
  donationFen: fen.nonnegative('不能是负数'),
  /** Set: a share-only run (仅按股), allowed by this resolution. */
  shareOnlyResolution: shortText.nullable(),
  guaranteed: z.object({ ratePercent: percent, authority: shortText }).nullable(),
  hardship: z.object({ percent, authority: shortText }).nullable(),
  village: z.object({ percent, authority: shortText }).nullable(),
  capitalBasis: z.enum(['year-end', 'fen-days', 'whole-months']),
  method: z.enum(['A', 'B']),
  withholding: z.enum(['none', 'surplus-20', 'all-20']),
  reserveQuantifiedBy: z.enum(['capital', 'patronage', 'half-half']),
});

/** The members' meeting that decided. Votes: at least two thirds present, more than half of all votes (法第三十条). */
export const meeting = z.object({
  date,
  resolution: requiredText,
  present: z.int('到会人数是整数').positive('到会人数必须大于 0'),
  votesFor: z.int('赞成票数是整数').positive('赞成票数必须大于 0'),
  votesTotal: z.int('表决权总数是整数').positive('表决权总数必须大于 0'),
  postingDate: date,
});

const totals = z.object({
  surplusFen: fen,
  openingUndistributedFen: fen,
  reserveFen: fen,
  distributableFen: fen,
  patronagePoolFen: fen,
  surplusPoolFen: fen,
  guaranteedFen: fen,
  hardshipFen: fen,
  villageFen: fen,
  weightedFen: fen,
  remainderFen: fen,
  totalFen: fen,
  withheldFen: fen,
  netFen: fen,
  capitalFen: fen,
  patronageFen: fen,
  weightFen: fen,
  /** Method B: fen per share. */
  shareRateFen: fen.nullable(),
});

const line = z.object({
  memberId: id,
  memberNo: z.string(),
  name: z.string(),
  groupNo: z.int().nullable(),
  householdCode: z.string(),
  idMasked: z.string(),
  cardMasked: z.string(),
  capitalFen: fen,
  patronageFen: fen,
  reserveShareFen: fen,
  grantShareFen: fen,
  donationShareFen: fen,
  weightFen: fen,
  patronageReturnFen: fen,
  guaranteedFen: fen,
  hardshipFen: fen,
  villageFen: fen,
  weightedShareFen: fen,
  surplusShareFen: fen,
  totalFen: fen,
  withheldFen: fen,
  netFen: fen,
  reserveQuantifiedFen: fen,
  paidFen: fen,
  /** Turned into shares instead of paid. */
  convertedFen: fen,
  payableFen: fen,
  /** The member has died and the heirs are not settled: computed, not payable. */
  frozen: z.boolean(),
});

const computed = z.object({
  totals,
  lines: z.array(line),
  warnings: z.array(z.string()),
  /** Typed figures that are not the ledger's: shown, never approved. */
  whatIf: z.boolean(),
});

const runHead = z.object({
  id,
  entityId: id,
  fiscalYear: year,
  state: runState,
  /** Draft number within the year: 第 2 稿. */
  draftNo: z.int(),
  createdAt: z.string(),
  operator: z.string(),
  meeting: meeting.nullable(),
  approvedAt: z.string().nullable(),
  voidReason: z.string().nullable(),
  distributableFen: fen,
  totalFen: fen,
  paidFen: fen,
  payableFen: fen,
});

const payment = z.object({
  id,
  date: z.string(),
  memberId: id,
  memberNo: z.string(),
  name: z.string(),
  method: z.enum(['cash', 'transfer']),
  amountFen: fen,
  note: z.string(),
  batchId: id.nullable(),
  voucherId: id.nullable(),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
  operator: z.string(),
});

const batch = z.object({
  id,
  createdAt: z.string(),
  template: z.string(),
  fileName: z.string(),
  count: z.int(),
  amountFen: fen,
  paid: z.int(),
  failed: z.int(),
  pending: z.int(),
});

const explainedField = z.enum([
  'reserveShareFen',
  'grantShareFen',
  'donationShareFen',
  'weightFen',
  'capitalFen',
  'patronageFen',
  'patronageReturnFen',
  'guaranteedFen',
  'hardshipFen',
  'villageFen',
  'weightedShareFen',
  'surplusShareFen',
  'totalFen',
  'withheldFen',
  'netFen',
  'reserveQuantifiedFen',
]);

const explainedTotal = z.enum([
  'surplusFen',
  'openingUndistributedFen',
  'reserveFen',
  'distributableFen',
  'patronagePoolFen',
  'surplusPoolFen',
  'guaranteedFen',
  'hardshipFen',
  'villageFen',
  'weightedFen',
  'remainderFen',
  'totalFen',
  'withheldFen',
  'netFen',
]);

const explanation = z.object({ title: z.string(), steps: z.array(z.string()), law: z.string() });

/** Dividend runs (盈余分配): preview, draft, approval, payment. */
export const dividends = {
  'dividends.list': query('分红', z.object({ entityId }), z.array(runHead)),
  /** Settings and last year's figures as a starting point. */
  'dividends.defaults': query('新方案', z.object({ entityId, fiscalYear: year }), dividendInputs),
  /** What the ledger says about a year: its surplus, what earlier years left, and whether the year is in the books at all. */
  'dividends.fromBooks': query(
    '账上的盈余',
    z.object({ entityId, fiscalYear: year }),
    z.object({
      booked: z.boolean(),
      /** ① of the year stands, so that a plan can be approved. */
      carried: z.boolean(),
      surplusFen: fen,
      openingUndistributedFen: fen,
      grantFen: fen,
      donationFen: fen,
    }),
  ),
  /** Computes from stored shares and deliveries; writes nothing. */
  'dividends.preview': query('试算', z.object({ entityId, inputs: dividendInputs }), computed),
  'dividends.explain': query(
    '怎么来的',
    z.object({
      entityId,
      /** One of the two: a stored run, or inputs being tried. */
      runId: id.optional(),
      inputs: dividendInputs.optional(),
      memberNo: shortText.optional(),
      field: z.union([explainedField, explainedTotal]),
    }),
    explanation,
  ),
  'dividends.get': query(
    '分配方案',
    z.object({ id }),
    computed.extend({
      run: runHead,
      inputs: dividendInputs,
      payments: z.array(payment),
      batches: z.array(batch),
    }),
  ),
  'dividends.saveDraft': command(
    '保存草稿',
    z.object({ entityId, /** Set: replaces that draft. */ id: id.optional(), inputs: dividendInputs }),
    z.object({ id, draftNo: z.int() }),
  ),
  /** Recomputes, checks the meeting's votes and locks the run for good. */
  'dividends.approve': command(
    '批准',
    z.object({
      entityId,
      /** A draft; or, without one, `inputs` decided on directly. */
      id: id.optional(),
      inputs: dividendInputs.optional(),
      meeting,
    }),
    z.object({ id }),
  ),
  'dividends.void': command('作废', z.object({ id, reason: requiredText }), z.object({ id })),
  'dividends.pay': command(
    '发放',
    z.object({
      runId: id,
      date,
      method: z.enum(['cash', 'transfer']),
      /** Which bank account pays; left out: the usual one. */
      bankId: id.optional(),
      /** What each receives now; left out amount: all that is payable. */
      members: z
        .array(z.object({ memberId: id, amountFen: positiveFen.optional() }))
        .min(1, '没有选社员')
        .max(200_000),
      note: shortText,
    }),
    z.object({ count: z.int(), amountFen: fen }),
  ),
  'dividends.reversePayment': command(
    '冲销发放',
    z.object({ paymentId: id, date, reason: requiredText }),
    z.object({ id }),
  ),
  'dividends.bankTemplates': query('银行模板', z.object({ entityId }), z.array(bankTemplate)),
  /** The bank's batch file for everything payable by transfer. Holds full card numbers: each is audited. */
  'dividends.bankBatch': command(
    '生成银行代发文件',
    z.object({ runId: id, template: shortText, date, memberIds: z.array(id).max(200_000).optional() }),
    z.object({
      batchId: id,
      fileName: z.string(),
      dataBase64: z.string(),
      count: z.int(),
      amountFen: fen,
      /** Members left out, and why: no card, a name the bank's encoding can't hold … */
      skipped: z.array(
        z.object({ memberId: id, memberNo: z.string(), name: z.string(), reason: z.string() }),
      ),
      warnings: z.array(z.string()),
    }),
  ),
  /** A file that never went to the bank: its rows wait no longer and stay payable. A return that comes all the same is read. */
  'dividends.cancelBatch': command(
    '撤销代发文件',
    z.object({ batchId: id, reason: requiredText }),
    z.object({ count: z.int() }),
  ),
  /** Reads the bank's return file: successes become payments, failures stay payable with the bank's reason. */
  'dividends.bankReturn': command(
    '读入银行回单',
    z.object({
      runId: id,
      batchId: id.optional(),
      bankId: id.optional(),
      date,
      fileName: shortText,
      dataBase64: base64,
    }),
    z.object({
      paid: z.int(),
      paidFen: fen,
      failed: z.array(
        z.object({ memberNo: z.string(), name: z.string(), amountFen: fen, reason: z.string() }),
      ),
      /** Rows read before: the same file twice pays nobody twice. */
      already: z.int(),
      refused: z.array(z.object({ row: z.int(), reason: z.string() })),
    }),
  ),
  /** The code on a printed statement, checked back against the run. */
  'dividends.checkCode': query(
    '核验通知单',
    z.object({ code: shortText }),
    z.object({
      genuine: z.boolean(),
      fiscalYear: year.nullable(),
      memberNo: z.string().nullable(),
      name: z.string().nullable(),
      netFen: fen.nullable(),
      state: runState.nullable(),
    }),
  ),
};
