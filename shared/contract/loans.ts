import { z } from 'zod';
import { command, query } from './method.ts';
import { date, done, fen, id, percent, positiveFen, requiredText, shortText } from './values.ts';

/**
 * 产业扶持贴息贷款: what banks lent to households. The village's register of debts that are not its own: no call here writes a voucher or
 * names an entity.
 */

/** 计息方式: 实际天数; 整年整月; 整年整月 + 零头天数. */
export const interestMode = z.enum(['actual-days', 'whole-periods', 'whole-periods-odd-days']);
export const interestBasis = z.union([z.literal(360), z.literal(365)]);
/** 结息方式: 按月, 按季, 到期一次. */
export const interestSettlement = z.enum(['monthly', 'quarterly', 'at-maturity']);
/** 贴息方式: A 先付后贴 (the household pays the bank, the county pays the household); B 银行代扣 (the county pays the bank). */
export const subsidyPayee = z.enum(['household', 'bank']);
/** 户类型 on the bank's and the county's forms. */
export const householdKind = z.enum(['脱贫户', '监测户', '一般户', '']);
/** 未放款, 正常, 展期, 逾期, 结清, 核销, 风险补偿. */
export const loanState = z.enum([
  'undrawn',
  'normal',
  'extended',
  'overdue',
  'settled',
  'written-off',
  'compensated',
]);

/** How interest and subsidy are reckoned: the village's usual ones, and each loan's own. */
const reckoning = z.object({
  basis: interestBasis,
  mode: interestMode,
  settlement: interestSettlement,
  /** 结息日: the last day that bears interest. 28 at most, so that every month has it. */
  settlementDay: z.int().min(1, '结息日是 1 至 28').max(28, '结息日是 1 至 28'),
  /** 合同利率 (a change applies from its own day), or 按年调整 (from the next reset day). */
  rateKind: z.enum(['contract', 'yearly']),
  /** Of yearly reset: 放款日对应日, or 每年 1 月 1 日. */
  resetOn: z.enum(['anniversary', 'new-year']),
  /** 逾期罚息加收 and 挪用罚息加收, in percent of the rate: 50. */
  penaltyPercent: percent,
  misusePercent: percent,
  /** 对欠息计复利 */
  compounds: z.boolean(),
  /** 还本时同时收所还部分的利息 (利随本清) instead of at the settlement. */
  interestWithPrincipal: z.boolean(),
  payee: subsidyPayee,
  /** 可贴息本金上限 */
  capFen: positiveFen,
  /** Which part of the principal is repaid first: 超限部分, 按比例, 贴息部分. */
  repaidFirst: z.enum(['excess', 'pro-rata', 'subsidised']),
  /** 展期后是否继续贴息 */
  subsidisesExtension: z.boolean(),
});

export const loanSettings = reckoning.extend({
  bank: requiredText,
  /** 贴息比例 of a new loan. */
  subsidyPercent: percent,
  /** 户均限额 and 最长期限: beyond them, a warning. */
  householdLimitFen: positiveFen,
  longestMonths: z.int('期限是整数月').min(1, '期限至少 1 个月').max(600, '期限最多 600 个月'),
  /** Ages at the draw between which nothing is said. */
  youngest: z.int().min(0).max(150),
  oldest: z.int().min(0).max(150),
  /** 法定节假日 besides weekends, and 调休上班日 among them: due days move past the first ("2018-10-01"). */
  holidays: z.array(date).max(2000, '最多 2000 天'),
  workdays: z.array(date).max(2000, '最多 2000 天'),
});

const rateLine = z.object({ from: date, percent });

const terms = reckoning.extend({
  personId: id,
  householdKind,
  bank: requiredText,
  /** 合同号; '' where there is none */
  contractNo: shortText.max(60, '合同号最多 60 个字'),
  /** 借据号: of one loan only */
  noteNo: requiredText.max(60, '借据号最多 60 个字'),
  amountFen: positiveFen.max(100_000_000_00, '贷款金额太大，请检查金额单位'),
  purpose: shortText.max(60, '用途最多 60 个字'),
  /** 放款日 of the contract; the first rate begins on it. */
  startsOn: date,
  dueOn: date,
  /** 年利率 by the day it is from; the first no later than the draw. */
  rates: z.array(rateLine).min(1, '请填年利率').max(60, '利率变动最多 60 行'),
  /** 贴息比例 by the day it is from; empty: no subsidy. */
  ratios: z.array(rateLine).max(60, '贴息比例变动最多 60 行'),
  /** 贴息起止日 (both days are subsidised); null: from the draw, to the due date. */
  subsidyFrom: date.nullable(),
  subsidyTo: date.nullable(),
  note: shortText,
});

const personFields = {
  personId: id,
  householdId: id.nullable(),
  householdCode: z.string(),
  groupNo: z.int().nullable(),
  headName: z.string(),
  borrowerName: z.string(),
  /** 与户主关系: 本人 for the head. */
  relation: z.string(),
  idMasked: z.string(),
  phone: z.string(),
  cardMasked: z.string(),
};

const loanRow = z.object({
  id,
  ...personFields,
  householdKind,
  bank: z.string(),
  contractNo: z.string(),
  noteNo: z.string(),
  amountFen: fen,
  purpose: z.string(),
  startsOn: z.string(),
  /** As the contract says; with extensions up to the day asked for; and past weekends and holidays. */
  contractDueOn: z.string(),
  dueOn: z.string(),
  payableOn: z.string(),
  extendedTo: z.string().nullable(),
  /** 期限(月), rounded up. */
  months: z.int(),
  /** In force on the day asked for. */
  ratePercent: z.string(),
  subsidyPercent: z.string(),
  settlement: interestSettlement,
  basis: interestBasis,
  payee: subsidyPayee,
  subsidyFrom: z.string(),
  subsidyTo: z.string(),
  drawnFen: fen,
  /** 累计还本, by whomever */
  repaidFen: fen,
  balanceFen: fen,
  /** What the household owes the 风险补偿金 that paid the bank for it. */
  owedToFundFen: fen,
  overdueDays: z.int(),
  /** Days from the day asked for until it is payable; null once nothing is owed. */
  dueIn: z.int().nullable(),
  state: loanState,
  isMisused: z.boolean(),
  renewsNoteNo: z.string(),
  renewedByNoteNo: z.string(),
  note: z.string(),
});

export const loanEventKind = z.enum([
  'draw',
  'repayment',
  'interest',
  'extension',
  'renewal',
  'write-off',
  'compensation',
  'recovery',
  'misuse',
]);

const eventRow = z.object({
  id,
  date: z.string(),
  kind: loanEventKind,
  /** 放款, 还款, 付息, 展期, 续贷结清, 核销, 风险补偿, 追偿收回, 挪用. */
  title: z.string(),
  principalFen: fen,
  interestFen: fen,
  penaltyFen: fen,
  costFen: fen,
  /** Of an extension. */
  dueOn: z.string().nullable(),
  /** Of interest: the settlement period it pays, by its last day (exclusive); null: the oldest unpaid. */
  periodTo: z.string().nullable(),
  slipNo: z.string(),
  note: z.string(),
  /** Balance after it. */
  balanceFen: fen,
  /** Red row: what it takes back. Taken back: by which red row. */
  reversesId: id.nullable(),
  reversedById: id.nullable(),
  operator: z.string(),
  recordedAt: z.string(),
});

/** One stretch of days with one principal at one rate, in words: 22天 × 50,000.00 × 4.75% ÷ 360 = 145.138889. */
const segment = z.object({
  from: z.string(),
  /** Exclusive. */
  to: z.string(),
  days: z.int(),
  kind: z.enum(['normal', 'overdue', 'misuse', 'compound']),
  principalFen: fen,
  percent: z.string(),
  text: z.string(),
});

const settlementRow = z.object({
  loanId: id,
  /** Of the register; null while it is only computed. */
  settlementId: id.nullable(),
  from: z.string(),
  /** Exclusive: the first day of the next period. */
  to: z.string(),
  days: z.int(),
  /** 结息日 */
  settlesOn: z.string(),
  /** 结息日, 到期, 还清, 还本付息; or still running on the day asked for. */
  reason: z.enum(['settlement-day', 'maturity', 'cleared', 'repayment', 'running']),
  /** Computed: 正常利息, and 罚息 with 复利. */
  interestFen: fen,
  penaltyFen: fen,
  /** The bank's slip; null until it is known. */
  bankInterestFen: fen.nullable(),
  bankPenaltyFen: fen.nullable(),
  /** Bank less computed, both kinds. */
  differenceFen: fen.nullable(),
  /** What counts: the bank's where it is known. */
  dueFen: fen,
  /** 其中可贴息本金 (largest in the period), 应贴息额, 户自付 (penalties included). */
  subsidisableFen: fen,
  subsidyFen: fen,
  ownFen: fen,
  paidFen: fen,
  /** 付息日 and 付息凭证号 of the last payment. */
  paidOn: z.string().nullable(),
  slipNo: z.string(),
  /** Computed again today it would be another amount: something of its days was recorded later. */
  isStale: z.boolean(),
  segments: z.array(segment),
  /** One line a stretch of subsidy: 145.14 贴 100% = 145.14. */
  subsidyLines: z.array(z.string()),
});

const settlementTotals = z.object({
  loans: z.int(),
  rows: z.int(),
  interestFen: fen,
  penaltyFen: fen,
  bankFen: fen,
  differenceFen: fen,
  dueFen: fen,
  subsidyFen: fen,
  ownFen: fen,
});

export const loanConflict = z.object({
  kind: z.enum([
    'second-loan',
    'household-limit',
    'age',
    'purpose',
    'beyond-contract',
    'term',
    'card-missing',
    'id-missing',
    'household-missing',
    'stale-settlement',
    'bank-difference',
    'misuse',
  ]),
  /** 户贷企用风险, 一户多贷 … */
  title: z.string(),
  loanId: id,
  noteNo: z.string(),
  borrowerName: z.string(),
  groupNo: z.int().nullable(),
  sentence: z.string(),
});

const saved = z.object({ id, warnings: z.array(z.string()) });
const slip = { slipNo: shortText.max(60, '凭证号最多 60 个字').default(''), note: shortText.default('') };
const partFen = z.int('金额要精确到分').min(0, '金额不能是负数').max(100_000_000_00, '金额太大');

const settling = z.object({
  /** Every period that ends by a 结息日 up to here and is not in the register yet. */
  to: date,
  /** And not before; left out: all. */
  from: date.optional(),
  loanIds: z.array(id).max(100_000).optional(),
  /** What the bank's list says, by loan and period. */
  bank: z
    .array(z.object({ loanId: id, to: date, interestFen: partFen, penaltyFen: partFen.default(0) }))
    .max(100_000)
    .default([]),
});

const due = z.object({
  loanId: id,
  noteNo: z.string(),
  borrowerName: z.string(),
  groupNo: z.int().nullable(),
  householdCode: z.string(),
  phone: z.string(),
  date: z.string(),
  /** Days from the day asked for; below zero: past. */
  inDays: z.int(),
  fen,
  sentence: z.string(),
});

export const loans = {
  'loans.settings': query('贴息贷款设置', z.object({}), loanSettings),
  'loans.saveSettings': command('保存贴息贷款设置', z.object({ settings: loanSettings }), done),

  'loans.list': query(
    '产业扶持贴息贷款台账',
    z.object({
      asOf: date.optional(),
      search: shortText.optional(),
      groupNo: z.int().optional(),
      state: loanState.optional(),
      householdId: id.optional(),
      personId: id.optional(),
      bank: shortText.optional(),
    }),
    z.object({
      asOf: z.string(),
      rows: z.array(loanRow),
      totals: z.object({
        loans: z.int(),
        households: z.int(),
        amountFen: fen,
        drawnFen: fen,
        repaidFen: fen,
        balanceFen: fen,
        overdueFen: fen,
      }),
    }),
  ),
  'loans.get': query(
    '一笔贴息贷款',
    z.object({ id, asOf: date.optional() }),
    z.object({
      loan: loanRow,
      terms,
      events: z.array(eventRow),
      settlements: z.array(settlementRow),
      conflicts: z.array(loanConflict),
    }),
  ),

  /** `draws`: left out, the whole amount on 放款日; empty: not paid out yet. */
  'loans.record': command(
    '登记贴息贷款',
    z.object({
      terms,
      draws: z
        .array(z.object({ date, principalFen: positiveFen, ...slip }))
        .max(100)
        .optional(),
    }),
    saved,
  ),
  'loans.change': command('修改贴息贷款', z.object({ id, terms }), saved),
  /** Registered by mistake: nothing but draws stands on it. */
  'loans.void': command('作废贴息贷款', z.object({ id, reason: requiredText }), done),
  /** 利率调整 or 贴息比例调整 of many loans at once from a day on; left out: all that are owed then. */
  'loans.changeRates': command(
    '批量调整利率或贴息比例',
    z.object({
      what: z.enum(['interest', 'subsidy']),
      from: date,
      percent,
      loanIds: z.array(id).min(1).max(100_000).optional(),
    }),
    z.object({ changed: z.int(), warnings: z.array(z.string()) }),
  ),

  'loans.draw': command(
    '贷款放款',
    z.object({ loanId: id, date, principalFen: positiveFen, ...slip }),
    saved,
  ),
  /** What the household paid the bank; its parts as the slip has them. */
  'loans.repay': command(
    '贷款还款',
    z.object({
      loanId: id,
      date,
      principalFen: partFen,
      interestFen: partFen.default(0),
      penaltyFen: partFen.default(0),
      costFen: partFen.default(0),
      ...slip,
    }),
    saved,
  ),
  /** 费用 → 利息 → 本金 (民法典 561): how an amount is set off. */
  'loans.previewRepay': query(
    '试算还款',
    z.object({ loanId: id, date, amountFen: positiveFen, costFen: partFen.default(0) }),
    z.object({
      owed: z.object({ costFen: fen, interestFen: fen, penaltyFen: fen, principalFen: fen, totalFen: fen }),
      costFen: fen,
      interestFen: fen,
      penaltyFen: fen,
      principalFen: fen,
      /** More than is owed. */
      leftFen: fen,
      balanceFen: fen,
      lines: z.array(z.string()),
    }),
  ),
  'loans.payInterest': command(
    '登记付息',
    z.object({
      loanId: id,
      date,
      /** Which settlement, by the last day of its period (exclusive); null: the oldest unpaid. */
      periodTo: date.nullable().default(null),
      interestFen: partFen,
      penaltyFen: partFen.default(0),
      ...slip,
    }),
    saved,
  ),
  'loans.extend': command('贷款展期', z.object({ loanId: id, date, dueOn: date, ...slip }), saved),
  /** 无还本续贷: a new 借据 takes the old one's balance over. */
  'loans.renew': command(
    '无还本续贷',
    z.object({
      loanId: id,
      date,
      noteNo: requiredText.max(60, '借据号最多 60 个字'),
      contractNo: shortText.max(60, '合同号最多 60 个字').default(''),
      dueOn: date,
      ratePercent: percent,
      subsidyPercent: percent,
      ...slip,
    }),
    saved,
  ),
  /** 银行核销 */
  'loans.writeOff': command(
    '贷款核销',
    z.object({ loanId: id, date, principalFen: positiveFen, ...slip }),
    saved,
  ),
  /** 风险补偿金 paid the bank; whether the household owes it to the fund now. */
  'loans.compensate': command(
    '风险补偿代偿',
    z.object({ loanId: id, date, principalFen: positiveFen, stillOwed: z.boolean(), ...slip }),
    saved,
  ),
  'loans.recover': command(
    '追偿收回',
    z.object({ loanId: id, date, principalFen: positiveFen, ...slip }),
    saved,
  ),
  'loans.markMisused': command('登记挪用', z.object({ loanId: id, date, ...slip }), saved),
  'loans.undo': command('冲销贷款登记', z.object({ eventId: id, reason: requiredText }), saved),

  'loans.conflicts': query(
    '贷款疑点',
    z.object({ asOf: date.optional() }),
    z.object({ asOf: z.string(), rows: z.array(loanConflict) }),
  ),

  'loans.settlements': query(
    '一笔贷款的结息',
    z.object({ loanId: id, to: date.optional() }),
    z.object({ rows: z.array(settlementRow), totals: settlementTotals }),
  ),
  /** Periods of many loans in a range of 结息日, computed and recorded. */
  'loans.settled': query(
    '结息清单',
    z.object({ from: date, to: date, groupNo: z.int().optional() }),
    z.object({
      rows: z.array(settlementRow.extend(personFields).extend({ noteNo: z.string(), bank: z.string() })),
      totals: settlementTotals,
    }),
  ),
  'loans.previewSettle': query(
    '试算结息',
    settling,
    z.object({
      rows: z.array(settlementRow.extend(personFields).extend({ noteNo: z.string(), bank: z.string() })),
      totals: settlementTotals,
      warnings: z.array(z.string()),
    }),
  ),
  'loans.settle': command(
    '结息',
    settling,
    z.object({ totals: settlementTotals, warnings: z.array(z.string()) }),
  ),
  /** The bank's figure for a period that is recorded: a new row in the place of the old. */
  'loans.setBankFigure': command(
    '登记银行利息',
    z.object({
      settlementId: id,
      interestFen: partFen,
      penaltyFen: partFen.default(0),
      note: shortText.default(''),
    }),
    saved,
  ),
  'loans.undoSettlement': command('撤销结息', z.object({ settlementId: id, reason: requiredText }), done),

  /** What somebody should do something about. */
  'loans.reminders': query(
    '贷款提醒',
    z.object({ asOf: date.optional() }),
    z.object({
      asOf: z.string(),
      due30: z.array(due),
      due60: z.array(due),
      due90: z.array(due),
      overdue: z.array(due),
      /** Settled, and no slip seen that the household paid its part. */
      interestNotSeen: z.array(due),
      /** Periods that are over and not in the register. */
      notSettled: z.array(due),
      /** Subsidised interest that no claim has asked for yet. */
      notClaimed: z.array(due),
    }),
  ),
  /** Settlement days and due dates, by day. */
  'loans.calendar': query(
    '到期日历',
    z.object({ from: date, to: date }),
    z.object({
      days: z.array(
        z.object({
          date: z.string(),
          settlements: z.int(),
          settlementsFen: fen,
          due: z.array(due),
        }),
      ),
    }),
  ),
  /** 入户走访: by group, who owes what when. */
  'loans.visits': query(
    '入户走访名单',
    z.object({
      asOf: date.optional(),
      groupNo: z.int().optional(),
      dueWithinDays: z.int().min(0).max(3660).optional(),
    }),
    z.object({
      asOf: z.string(),
      rows: z.array(
        z.object({
          ...personFields,
          loanId: id,
          noteNo: z.string(),
          state: loanState,
          dueOn: z.string(),
          dueIn: z.int().nullable(),
          balanceFen: fen,
          interestDueFen: fen,
          nextSettlesOn: z.string().nullable(),
        }),
      ),
    }),
  ),
};
