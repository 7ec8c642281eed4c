import { z } from 'zod';
import { previewVoucher } from './eventParts.ts';
import { fundRecorded } from './fund.ts';
import { feeLine, feeRate, feeTime, loanMethod } from './fundSettings.ts';
import { command, query } from './method.ts';
import { date, entityId, fen, id, money, positiveFen, requiredText, shortText, year } from './values.ts';

const attachments = z.int('附单据张数是整数').min(0, '附单据张数不能是负数').max(9999, '附单据张数太大');
const paper = { documentNo: shortText, attachments, note: shortText };
const saved = z.object({ id, warnings: z.array(z.string()) });
const months = z.int('期限是整月').min(1, '期限至少 1 个月').max(60, '期限最多 60 个月');

const fundLoanState = z.enum([
  'applied',
  'guaranteed',
  'approved',
  'noticed',
  'contracted',
  'running',
  'overdue',
  'settled',
  'written-off',
  'ended',
]);

const stepKind = z.enum(['apply', 'guarantee', 'approve', 'notice', 'contract', 'pay-out', 'extend', 'end']);

const loanRow = z.object({
  id,
  /** 申请号: SQ-2018-0001. */
  applicationNo: z.string(),
  /** 借据号; empty before the contract. */
  no: z.string(),
  memberId: id,
  memberNo: z.string(),
  name: z.string(),
  personId: id,
  idMasked: z.string(),
  phone: z.string(),
  householdCode: z.string(),
  groupNo: z.int().nullable(),
  guaranteeGroupId: id.nullable(),
  guaranteeGroup: z.string(),
  appliedOn: z.string(),
  purpose: z.string(),
  askedFen: fen,
  /** What was approved, later contracted. */
  principalFen: fen,
  months: z.int(),
  method: loanMethod,
  rate: feeRate,
  /** 5‰/月. */
  rateText: z.string(),
  paidOutOn: z.string().nullable(),
  /** As contracted (extension included), and moved over rest days. */
  dueOn: z.string().nullable(),
  effectiveDueOn: z.string().nullable(),
  isExtended: z.boolean(),
  state: fundLoanState,
  repaidFen: fen,
  writtenOffFen: fen,
  balanceFen: fen,
  /** Principal of instalments due and not paid, while the loan itself is not due. */
  behindFen: fen,
  overdueFen: fen,
  overdueDays: z.int(),
  feePaidFen: fen,
  /** 占用费 owed on the day, penalty included. */
  feeOwedFen: fen,
  nextDueOn: z.string().nullable(),
  nextDueFen: fen,
  note: z.string(),
});

const step = z.object({
  id,
  kind: stepKind,
  title: z.string(),
  date: z.string(),
  /** What it says: who agreed, how much was approved by whom. */
  text: z.string(),
  documentNo: z.string(),
  note: z.string(),
  operator: z.string(),
  eventId: id.nullable(),
  /** The last one that stands, with nothing built on it. */
  canUndo: z.boolean(),
  undoneOn: z.string().nullable(),
  undoneReason: z.string(),
});

const scheduleRow = z.object({
  no: z.int(),
  dueOn: z.string(),
  principalFen: fen,
  feeFen: fen,
  totalFen: fen,
  balanceFen: fen,
  feeText: z.string(),
  state: z.enum(['paid', 'part', 'late', 'coming']),
});

const repaymentRow = z.object({
  id,
  loanId: id,
  loanNo: z.string(),
  memberId: id,
  memberNo: z.string(),
  name: z.string(),
  date: z.string(),
  kind: z.enum(['repayment', 'write-off', 'reversal']),
  principalFen: fen,
  feeFen: fen,
  penaltyFen: fen,
  waivedFen: fen,
  totalFen: fen,
  /** After it. */
  balanceFen: fen,
  /** 现金, 银行; null where the old register does not say, and where no money came in. */
  paidBy: z.enum(['cash', 'bank']).nullable(),
  /** A guarantor who paid for the borrower. */
  payerMemberId: id.nullable(),
  payerName: z.string(),
  documentNo: z.string(),
  note: z.string(),
  eventId: id.nullable(),
  reversesId: id.nullable(),
  isUndone: z.boolean(),
  operator: z.string(),
});

const repaying = z.object({
  entityId,
  loanId: id,
  date,
  /** Money in hand; split by the setting unless `split` says how. */
  amountFen: fen.min(0, '金额不能是负数'),
  split: z
    .object({ principalFen: fen.min(0, '本金不能是负数'), feeFen: fen.min(0, '占用费不能是负数') })
    .optional(),
  /** 减免的占用费, with the reason in the note. */
  waivedFen: fen.min(0, '减免不能是负数'),
  /** Left out: the borrower. */
  payerMemberId: id.optional(),
  paid: money,
  ...paper,
});

const recovering = z.object({
  entityId,
  loanId: id,
  date,
  /** Left out: what is owed on the day, in equal parts over the mates who guaranteed. */
  parts: z
    .array(z.object({ memberId: id, amountFen: positiveFen }))
    .max(20, '最多 20 户')
    .optional(),
  paid: money,
  ...paper,
});

const payingOut = z.object({ entityId, loanId: id, date, paid: money, ...paper });

const writingOff = z.object({
  entityId,
  loanId: id,
  date,
  /** 核销批准文号或决议. */
  approval: requiredText,
  note: shortText,
});

const quote = z.object({
  loanId: id,
  asOf: z.string(),
  balanceFen: fen,
  /** Lines since the fee was last settled, and what was left unpaid of before. */
  lines: z.array(feeLine),
  feeUnpaidFen: fen,
  feeFen: fen,
  penaltyFen: fen,
  owedFen: fen,
  /** How an amount would be split; null where none was given. */
  split: z
    .object({
      feeFen: fen,
      penaltyFen: fen,
      principalFen: fen,
      waivedFen: fen,
      feeLeftFen: fen,
      balanceLeftFen: fen,
    })
    .nullable(),
  /** What each mate would bear. */
  mates: z.array(z.object({ memberId: id, memberNo: z.string(), name: z.string(), fen })),
});

/** Loans of the mutual-aid association: application → guarantee → approval → notice → contract → pay-out, and back. */
export const fundLoans = {
  'fund.loans': query(
    '借款台账',
    z.object({
      entityId,
      asOf: date.optional(),
      search: shortText.optional(),
      memberId: id.optional(),
      /** Left out: all but ended applications. */
      state: fundLoanState.optional(),
    }),
    z.array(loanRow),
  ),
  'fund.loan': query(
    '一笔借款',
    z.object({ id, asOf: date.optional() }),
    z.object({
      loan: loanRow,
      steps: z.array(step),
      /** What can be done next; null: nothing (settled, ended, written off). */
      next: z.enum(['guarantee', 'approve', 'notice', 'contract', 'pay-out', 'repay']).nullable(),
      /** Why the next step can't be done yet. */
      bar: z.string(),
      guarantors: z.array(z.object({ memberId: id, memberNo: z.string(), name: z.string() })),
      schedule: z.array(scheduleRow),
      repayments: z.array(repaymentRow),
      fees: z.array(feeLine),
    }),
  ),
  'fund.apply': command(
    '申请借款',
    z.object({
      entityId,
      memberId: id,
      date,
      amountFen: positiveFen,
      months,
      method: loanMethod,
      purpose: requiredText.max(60, '用途最多 60 个字'),
      note: shortText,
    }),
    z.object({ id, applicationNo: z.string(), warnings: z.array(z.string()) }),
  ),
  'fund.guarantee': command(
    '小组联保',
    z.object({
      entityId,
      loanId: id,
      date,
      /** Mates who signed. */
      memberIds: z.array(id).min(1, '请选同意联保的组员').max(20),
      note: shortText,
    }),
    saved,
  ),
  'fund.approve': command(
    '审批借款',
    z.object({
      entityId,
      loanId: id,
      date,
      amountFen: positiveFen,
      months,
      /** 审批人. */
      approvedBy: requiredText,
      note: shortText,
    }),
    saved,
  ),
  'fund.notice': command(
    '公示借款',
    z.object({ entityId, loanId: id, date, place: shortText, note: shortText }),
    saved,
  ),
  'fund.contract': command(
    '签订借款合同',
    z.object({
      entityId,
      loanId: id,
      date,
      /** 借据号; left out: the next one. */
      no: z.string().trim().max(30, '借据号最多 30 个字').optional(),
      contractNo: shortText,
      /** Left out: what the settings say today. */
      rate: feeRate.optional(),
      feeTime: feeTime.optional(),
      note: shortText,
    }),
    z.object({ id, no: z.string(), warnings: z.array(z.string()) }),
  ),
  'fund.payOut': command('发放借款', payingOut, fundRecorded),
  'fund.endApplication': command(
    '终止借款申请',
    z.object({ entityId, loanId: id, date, reason: requiredText }),
    saved,
  ),
  'fund.undoStep': command(
    '撤销借款手续',
    z.object({ entityId, loanId: id, stepId: id, date, reason: requiredText }),
    saved,
  ),
  'fund.extend': command(
    '借款展期',
    z.object({ entityId, loanId: id, date, dueOn: date, approvedBy: requiredText, note: shortText }),
    saved,
  ),
  'fund.quote': query(
    '借款应还',
    z.object({
      entityId,
      loanId: id,
      asOf: date.optional(),
      amountFen: fen.min(0).optional(),
      waivedFen: fen.min(0).optional(),
    }),
    quote,
  ),
  'fund.repay': command('登记还款', repaying, fundRecorded),
  'fund.recover': command(
    '向担保人追偿',
    recovering,
    z.object({ eventIds: z.array(id), voucherIds: z.array(id), warnings: z.array(z.string()) }),
  ),
  'fund.writeOff': command('核销借款', writingOff, fundRecorded),
  'fund.previewLoan': query(
    '试算借款分录',
    z.discriminatedUnion('act', [
      z.object({ act: z.literal('payOut'), input: payingOut }),
      z.object({ act: z.literal('repay'), input: repaying }),
      z.object({ act: z.literal('recover'), input: recovering }),
      z.object({ act: z.literal('writeOff'), input: writingOff }),
    ]),
    z.object({ vouchers: z.array(previewVoucher), amountFen: fen, warnings: z.array(z.string()) }),
  ),
  'fund.repayments': query(
    '还款台账',
    z.object({ entityId, year: year.optional(), loanId: id.optional() }),
    z.array(repaymentRow),
  ),
  'fund.fees': query(
    '占用费台账',
    z.object({ entityId, year: year.optional() }),
    z.array(
      feeLine.extend({
        id,
        loanId: id,
        loanNo: z.string(),
        memberNo: z.string(),
        name: z.string(),
        /** Settled with which repayment, on which day. */
        date: z.string(),
        /** Of the repayment, on its first line: paid and waived. */
        paidFen: fen,
        waivedFen: fen,
        isUndone: z.boolean(),
      }),
    ),
  ),
  /** 公示单: loans whose notice stands on a day or was made in a span. */
  'fund.notices': query(
    '借款公示单',
    z.object({ entityId, from: date, to: date }),
    z.array(
      z.object({
        loanId: id,
        applicationNo: z.string(),
        name: z.string(),
        householdCode: z.string(),
        groupNo: z.int().nullable(),
        guaranteeGroup: z.string(),
        guarantors: z.string(),
        purpose: z.string(),
        amountFen: fen,
        months: z.int(),
        rateText: z.string(),
        approvedBy: z.string(),
        from: z.string(),
        to: z.string(),
        place: z.string(),
      }),
    ),
  ),
  /** 借款申请审批表 of one loan: what every step said. */
  'fund.application': query(
    '借款申请审批表',
    z.object({ id }),
    z.object({
      loan: loanRow,
      steps: z.array(step),
      guarantors: z.array(
        z.object({
          memberId: id,
          memberNo: z.string(),
          name: z.string(),
          householdCode: z.string(),
          phone: z.string(),
        }),
      ),
      contractNo: z.string(),
      approvedBy: z.string(),
      approvedFen: fen.nullable(),
      noticeFrom: z.string().nullable(),
      noticeTo: z.string().nullable(),
    }),
  ),
};
