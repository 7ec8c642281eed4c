import { z } from 'zod';
import { bankTemplate } from './entities.ts';
import { command, query } from './method.ts';
import { base64, date, done, fen, id, positiveFen, requiredText, shortText, year } from './values.ts';

const days = z.int();
const warnings = z.array(z.string());

/**
 * Where a batch stands: 测算 → 公示 → 上报 → 到账 → 发放完; void (作废) before it is sent in. `received` and `paid` follow from the money:
 * some of it came, all that came was passed on.
 */
const claimState = z.enum(['computed', 'noticed', 'submitted', 'received', 'paid', 'void']);
/** A: the household paid its interest first and gets the subsidy (先付后贴); B: the bank gets it and charged the household nothing. */
const claimPayee = z.enum(['household', 'bank']);

/**
 * What is asked for. A batch of `settlements` takes each loan's whole interest periods whose last day falls in the range (as the bank's list
 * does); one of `days` takes the very days of the range.
 */
const terms = z.object({
  kind: z.enum(['quarter', 'year', 'range']),
  /** First and last day, both included. */
  from: date,
  to: date,
  by: z.enum(['settlements', 'days']),
  payee: claimPayee,
  /** 上报单位: 略阳县乡村振兴局 */
  office: shortText,
  title: shortText,
  /** Loans overdue on the last day: left out wholly, or claimed up to their due day. */
  overdue: z.enum(['exclude', 'until-due']),
  /** Payee A only: interest without a slip of its payment (付息凭证) is left out. */
  needsSlip: z.boolean(),
  note: shortText,
});

const totals = z.object({
  /** Loans claimed for, and left out. */
  loans: z.int(),
  excluded: z.int(),
  interestFen: fen,
  bankFen: fen,
  /** By the bank's figure where there is one, else as computed, less what was computed. */
  differenceFen: fen,
  subsidyFen: fen,
  claimedFen: fen,
  paidByHouseholdFen: fen,
  receivedFen: fen,
  paidFen: fen,
  /** 未拨: claimed and not received. */
  unreceivedFen: fen,
  /** 未发: received and not passed on. */
  unpaidFen: fen,
});

const batch = z.object({
  id,
  /** 贴息-2018-003 */
  no: z.string(),
  ...terms.shape,
  from: z.string(),
  to: z.string(),
  state: claimState,
  computedOn: z.string(),
  noticeFrom: z.string().nullable(),
  noticeTo: z.string().nullable(),
  telephone: z.string(),
  submittedOn: z.string().nullable(),
  documentNo: z.string(),
  voidReason: z.string(),
  openObjections: z.int(),
  /** Bank list that was read in last; empty: none. */
  bankList: z.string(),
  totals,
});

/** One stretch of one principal at one rate: 22天 × 50,000.00 × 4.75% ÷ 360 = 145.138889. */
const segment = z.object({ text: z.string() });

const part = z.object({
  no: z.int(),
  /** First and last day that bear interest. */
  from: z.string(),
  to: z.string(),
  days,
  interestFen: fen,
  /** From the loan's recorded settlement or the bank's list; null: none. */
  bankFen: fen.nullable(),
  subsidyFen: fen,
  claimedFen: fen,
  paidByHouseholdFen: fen,
  slipNo: z.string(),
  segments: z.array(segment),
});

const line = z.object({
  id,
  no: z.int(),
  loanId: id,
  groupNo: z.int().nullable(),
  householdCode: z.string(),
  headName: z.string(),
  borrowerName: z.string(),
  relation: z.string(),
  householdKind: z.string(),
  idMasked: z.string(),
  cardMasked: z.string(),
  phone: z.string(),
  bank: z.string(),
  contractNo: z.string(),
  /** 借据号 */
  noteNo: z.string(),
  amountFen: fen,
  drawnOn: z.string(),
  dueOn: z.string(),
  /** Percent a year at the end of the range: 4.75. */
  rate: z.string(),
  /** 贴息比例 at the end of the range. */
  ratio: z.string(),
  isIncluded: z.boolean(),
  /** Why it is left out; empty where it is claimed for. */
  excludedReason: z.string(),
  /** Left out or taken in by hand, not by the rules. */
  isByHand: z.boolean(),
  /** First and last day claimed; null where there are none. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  days,
  /** 积数: principal in fen × days. */
  product: z.int(),
  /** 其中可贴息本金, the highest in the range. */
  subsidisableFen: fen,
  interestFen: fen,
  bankFen: fen.nullable(),
  bankSource: z.enum(['', 'settlement', 'list', 'typed']),
  differenceFen: fen,
  /** As computed, and as claimed: the bank's figure wins. */
  subsidyFen: fen,
  claimedFen: fen,
  /** The interest's other part. */
  ownFen: fen,
  paidByHouseholdFen: fen,
  receivedFen: fen,
  paidFen: fen,
  paidOn: z.string().nullable(),
  unreceivedFen: fen,
  unpaidFen: fen,
  note: z.string(),
  parts: z.array(part),
});

const step = z.object({
  id,
  date: z.string(),
  /** What was done, in Chinese: 测算, 公示, 上报, 退回 … */
  title: z.string(),
  note: z.string(),
  operator: z.string(),
});

const objection = z.object({
  id,
  date: z.string(),
  who: z.string(),
  text: z.string(),
  /** Empty: not answered yet. */
  answer: z.string(),
  answeredOn: z.string().nullable(),
});

const receipt = z.object({
  id,
  date: z.string(),
  amountFen: fen,
  documentNo: z.string(),
  note: z.string(),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
  operator: z.string(),
});

const payment = z.object({
  id,
  lineId: id,
  groupNo: z.int().nullable(),
  borrowerName: z.string(),
  date: z.string(),
  method: z.enum(['cash', 'transfer', 'bank']),
  amountFen: fen,
  slipNo: z.string(),
  note: z.string(),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
  operator: z.string(),
});

const bankFile = z.object({
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

const listInput = z.object({
  id,
  fileName: shortText,
  dataBase64: base64,
  sheet: shortText.optional(),
});

/** The bank's list (利息清单) beside what was computed. The bank's figure wins; what differs is kept and listed. */
const comparison = z.object({
  /** Why the file can't be read at all. */
  fatal: z.string().nullable(),
  sheets: z.array(z.string()),
  sheet: z.string(),
  rows: z.array(
    z.object({
      row: z.int(),
      noteNo: z.string(),
      name: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      days: days.nullable(),
      bankFen: fen,
      lineId: id.nullable(),
      outcome: z.enum(['same', 'differs', 'unknown', 'double', 'excluded', 'penalty', 'outside']),
      reason: z.string(),
    }),
  ),
  /** Line by line: a line's rows of the list together against what was computed. */
  lines: z.array(
    z.object({
      lineId: id,
      noteNo: z.string(),
      borrowerName: z.string(),
      groupNo: z.int().nullable(),
      days,
      bankDays: days.nullable(),
      interestFen: fen,
      bankFen: fen,
      differenceFen: fen,
      subsidyFen: fen,
      claimedFen: fen,
    }),
  ),
  /** In the batch, and not on the bank's list. */
  missing: z.array(
    z.object({
      lineId: id,
      noteNo: z.string(),
      borrowerName: z.string(),
      groupNo: z.int().nullable(),
      interestFen: fen,
    }),
  ),
  refused: z.array(z.object({ row: z.int(), column: z.string().nullable(), reason: z.string() })),
  warnings: z.array(z.object({ row: z.int(), column: z.string().nullable(), reason: z.string() })),
  totals: z.object({
    rows: z.int(),
    interestFen: fen,
    bankFen: fen,
    differenceFen: fen,
    differing: z.int(),
    claimedFen: fen,
  }),
});

const receiving = z.object({
  id,
  date,
  amountFen: positiveFen,
  documentNo: shortText,
  note: shortText,
  /** As the county's list says, by line; left out: pro rata to what each line has not received yet, by largest remainder. */
  lines: z
    .array(z.object({ lineId: id, fen: z.int().min(0, '金额不能是负数') }))
    .max(5000)
    .optional(),
});

const recorded = z.object({ id, warnings });

/** Interest subsidies of the households' bank loans claimed from the county (贴息申请), in batches. Registers of the village: no vouchers. */
export const claims = {
  'claims.list': query('贴息申请批次', z.object({ year: year.optional() }), z.array(batch)),
  'claims.get': query(
    '一批贴息申请',
    z.object({ id }),
    z.object({
      batch,
      lines: z.array(line),
      steps: z.array(step),
      objections: z.array(objection),
      receipts: z.array(receipt),
      payments: z.array(payment),
      bankFiles: z.array(bankFile),
    }),
  ),
  /** What the next batch will probably be: the ranges not claimed yet, and the other terms as last time. */
  'claims.defaults': query(
    '新批次的默认值',
    z.object({}),
    terms.extend({
      telephone: z.string(),
      suggestions: z.array(
        z.object({
          kind: terms.shape.kind,
          from: z.string(),
          to: z.string(),
          title: z.string(),
          isClaimed: z.boolean(),
        }),
      ),
    }),
  ),
  /** The batch as it would be computed; nothing is written. */
  'claims.preview': query(
    '试算贴息',
    z.object({ terms, loanIds: z.array(id).max(5000).optional() }),
    z.object({ lines: z.array(line), totals, warnings }),
  ),
  'claims.compute': command(
    '测算贴息',
    z.object({
      terms,
      loanIds: z.array(id).max(5000).optional(),
      /** 测算日期; left out: today. */
      date: date.optional(),
    }),
    recorded,
  ),
  /** Anew from the loans as they are now, with other terms if given; bank figures and what was left out by hand stay. */
  'claims.recompute': command('重新测算贴息', z.object({ id, terms: terms.optional() }), recorded),
  /** By hand, while the batch is computed: leave a loan out or take it in again, type the bank's figure from paper. */
  'claims.setLine': command(
    '修改贴息明细',
    z.object({
      lineId: id,
      /** A reason leaves the loan out; empty takes it in; null leaves it to the rules; left out: stays. */
      excludedReason: shortText.nullable().optional(),
      /** Null takes the typed figure back. */
      bankFen: z.int().min(0, '利息不能是负数').nullable().optional(),
      note: shortText.optional(),
    }),
    recorded,
  ),
  'claims.previewBankList': query('核对银行利息清单', listInput, comparison),
  'claims.importBankList': command(
    '导入银行利息清单',
    listInput,
    z.object({ lines: z.int(), differing: z.int(), differenceFen: fen, claimedFen: fen, warnings }),
  ),
  'claims.notice': command(
    '公示贴息',
    z.object({ id, from: date, to: date, telephone: requiredText }),
    recorded,
  ),
  'claims.object': command(
    '登记公示异议',
    z.object({ id, date, who: requiredText, text: requiredText }),
    z.object({ id }),
  ),
  'claims.answer': command('答复公示异议', z.object({ objectionId: id, date, answer: requiredText }), done),
  /** From notice or county back to the computing: to be mended, noticed and sent in anew. Not once money came. */
  'claims.takeBack': command('退回重新测算', z.object({ id, date, reason: requiredText }), recorded),
  'claims.submit': command('上报贴息申请', z.object({ id, date, documentNo: shortText }), recorded),
  'claims.void': command('作废贴息批次', z.object({ id, date, reason: requiredText }), done),
  'claims.previewReceive': query(
    '试算到账分配',
    receiving,
    z.object({
      lines: z.array(
        z.object({
          lineId: id,
          groupNo: z.int().nullable(),
          borrowerName: z.string(),
          noteNo: z.string(),
          claimedFen: fen,
          beforeFen: fen,
          fen,
          unreceivedFen: fen,
        }),
      ),
      warnings,
    }),
  ),
  'claims.receive': command('登记贴息到账', receiving, recorded),
  'claims.reverseReceipt': command(
    '冲销贴息到账',
    z.object({ receiptId: id, date, reason: requiredText }),
    z.object({ id }),
  ),
  /** Passing on what came: cash or transfer to households (A), or to the bank (B). Lines left out: all that is unpaid. */
  'claims.pay': command(
    '发放贴息',
    z.object({
      id,
      date,
      method: z.enum(['cash', 'transfer', 'bank']),
      lineIds: z.array(id).min(1, '没有选户').max(5000).optional(),
      slipNo: shortText,
      note: shortText,
    }),
    z.object({ paymentIds: z.array(id), count: z.int(), amountFen: fen, warnings }),
  ),
  'claims.reversePayment': command(
    '冲销贴息发放',
    z.object({ paymentId: id, date, reason: requiredText }),
    z.object({ id }),
  ),
  /** The bank's own layouts, as the cooperative's settings have them. */
  'claims.bankTemplates': query('银行模板', z.object({}), z.array(bankTemplate)),
  'claims.bankFile': command(
    '生成贴息代发文件',
    z.object({ id, template: shortText, date, lineIds: z.array(id).max(5000).optional() }),
    z.object({
      batchId: id,
      fileName: z.string(),
      dataBase64: z.string(),
      count: z.int(),
      amountFen: fen,
      skipped: z.array(z.object({ lineId: id, name: z.string(), reason: z.string() })),
      warnings,
    }),
  ),
  'claims.cancelBankFile': command(
    '撤销贴息代发文件',
    z.object({ batchId: id, reason: requiredText }),
    z.object({ count: z.int() }),
  ),
  'claims.bankReturn': command(
    '读入贴息代发回单',
    z.object({ id, batchId: id.optional(), date, fileName: shortText, dataBase64: base64 }),
    z.object({
      paid: z.int(),
      paidFen: fen,
      failed: z.array(z.object({ name: z.string(), amountFen: fen, reason: z.string() })),
      already: z.int(),
      refused: z.array(z.object({ row: z.int(), reason: z.string() })),
    }),
  ),
  /** Interest settled by a day and in no batch that stands: 未申请的贴息. */
  'claims.unclaimed': query(
    '未申请的贴息',
    z.object({ asOf: date.optional() }),
    z.array(
      z.object({
        loanId: id,
        groupNo: z.int().nullable(),
        borrowerName: z.string(),
        noteNo: z.string(),
        from: z.string(),
        to: z.string(),
        interestFen: fen,
        subsidyFen: fen,
      }),
    ),
  ),
  /** What was claimed, received and paid for one loan: 已贴息, 贴息发放日. */
  'claims.ofLoan': query(
    '一笔贷款的贴息',
    z.object({ loanId: id }),
    z.array(
      z.object({
        batchId: id,
        no: z.string(),
        title: z.string(),
        state: claimState,
        lineId: id,
        from: z.string().nullable(),
        to: z.string().nullable(),
        excludedReason: z.string(),
        interestFen: fen,
        claimedFen: fen,
        receivedFen: fen,
        paidFen: fen,
        paidOn: z.string().nullable(),
      }),
    ),
  ),
};
