import { z } from 'zod';
import { query } from './method.ts';
import { date, fen, id } from './values.ts';
import { householdCategory } from './village.ts';

/** One line of the answer at the counter: what is due, owed, or to be fetched, and until when. */
const answer = z.object({
  /** due: the household pays by a day. overdue: the day is past. gets: money waits for it. todo: something to be done. */
  kind: z.enum(['overdue', 'due', 'gets', 'todo']),
  /** 贴息贷款, 互助金借款, 分红, 务工补助 … */
  what: z.string(),
  date: z.string().nullable(),
  /** Days from the day asked for; null without a day. */
  inDays: z.int().nullable(),
  fen,
  sentence: z.string(),
  /** The page that deals with it. */
  subject: z.string(),
  subjectId: id.nullable(),
});

const person = z.object({
  id,
  name: z.string(),
  relation: z.string(),
  isHead: z.boolean(),
  /** 男, 女; '' where the register does not know. */
  sex: z.string(),
  /** Full years on the day; null where no ID number says so. */
  age: z.int().nullable(),
  idMasked: z.string(),
  phone: z.string(),
  cardMasked: z.string(),
  diedOn: z.string().nullable(),
});

const shareYear = z.object({
  year: z.int(),
  capitalFen: fen,
  patronageFen: fen,
  patronageReturnFen: fen,
  surplusShareFen: fen,
  netFen: fen,
  /** Handed out, or turned into shares. */
  paidFen: fen,
  unpaidFen: fen,
});

const member = z.object({
  memberId: id,
  no: z.string(),
  name: z.string(),
  cooperative: z.string(),
  state: z.enum(['active', 'frozen', 'leaving', 'left']),
  joinedOn: z.string(),
  capitalFen: fen,
  /** Of it from 到户类扶贫项目资产. */
  reliefFen: fen,
  /** 114 成员往来: above zero, the cooperative owes the member. */
  owedFen: fen,
  years: z.array(shareYear),
});

const bankLoan = z.object({
  loanId: id,
  noteNo: z.string(),
  borrowerName: z.string(),
  bank: z.string(),
  purpose: z.string(),
  amountFen: fen,
  balanceFen: fen,
  ratePercent: z.string(),
  startsOn: z.string(),
  dueOn: z.string(),
  dueIn: z.int().nullable(),
  /** 正常, 逾期 … */
  state: z.string(),
  overdueDays: z.int(),
  nextInterestOn: z.string().nullable(),
  nextInterestFen: fen,
  /** Settled by the bank and no slip seen; false: it still runs. */
  isInterestSettled: z.boolean(),
  subsidyReceivedFen: fen,
});

const fundLoan = z.object({
  loanId: id,
  no: z.string(),
  name: z.string(),
  group: z.string(),
  principalFen: fen,
  balanceFen: fen,
  state: z.string(),
  dueOn: z.string().nullable(),
  nextDueOn: z.string().nullable(),
  nextDueFen: fen,
  overdueFen: fen,
  overdueDays: z.int(),
  feeOwedFen: fen,
});

/** A loan of somebody else that a person of the household guarantees. */
const guarantee = z.object({
  loanId: id,
  no: z.string(),
  guarantor: z.string(),
  borrower: z.string(),
  householdCode: z.string(),
  balanceFen: fen,
  overdueFen: fen,
});

/** 一户一档: everything the village knows about a household, on a day. */
export const household = {
  'household.dossier': query(
    '一户一档',
    z.object({ householdId: id, asOf: date.optional() }),
    z.object({
      asOf: z.string(),
      household: z.object({
        id,
        code: z.string(),
        groupNo: z.int(),
        category: householdCategory,
        headName: z.string(),
        phone: z.string(),
        note: z.string(),
        people: z.int(),
      }),
      answers: z.array(answer),
      persons: z.array(person),
      heads: z.array(
        z.object({ date: z.string(), name: z.string(), previousName: z.string(), reason: z.string() }),
      ),
      members: z.array(member),
      deliveries: z.array(
        z.object({
          year: z.int(),
          memberNo: z.string(),
          product: z.string(),
          /** Kilograms; "0" for awards without a quantity. */
          quantity: z.string(),
          amountFen: fen,
          count: z.int(),
        }),
      ),
      labour: z.array(
        z.object({
          year: z.int(),
          name: z.string(),
          days: z.string(),
          pieces: z.string(),
          grossFen: fen,
          netFen: fen,
          paidFen: fen,
          unpaidFen: fen,
        }),
      ),
      bankLoans: z.array(bankLoan),
      fundLoans: z.array(fundLoan),
      guarantees: z.array(guarantee),
      /** 互助金 paid in and still there. */
      fundSharesFen: fen,
      industries: z.array(
        z.object({
          id,
          year: z.int(),
          kind: z.string(),
          scale: z.string(),
          unit: z.string(),
          inspectedScale: z.string().nullable(),
          inputFen: fen,
          expectedFen: fen,
          incomeFen: fen.nullable(),
          awardFen: fen,
        }),
      ),
      awards: z.array(
        z.object({
          programmeId: id,
          year: z.int(),
          name: z.string(),
          amountFen: fen,
          paidFen: fen,
          unpaidFen: fen,
          paidOn: z.string().nullable(),
          isPayable: z.boolean(),
        }),
      ),
      leases: z.array(
        z.object({
          leaseId: id,
          no: z.string(),
          plot: z.string(),
          area: z.string(),
          yearRentFen: fen,
          to: z.string(),
          paidFen: fen,
          owedFen: fen,
          nextDueOn: z.string().nullable(),
          nextDueFen: fen,
        }),
      ),
    }),
  ),
};
