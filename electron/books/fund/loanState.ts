import type { Output } from '../../../shared/contract/index.ts';
import type { FundSettings } from '../../../shared/contract/fundSettings.ts';
import { daysBetween } from '../../../shared/rules/calendar.ts';
import { type FeeLine, rateText } from '../../../shared/rules/fundFee.ts';
import {
  feeLinesOf,
  type FundLoanTerms,
  lastDue,
  movedOverRest,
  type ScheduleRow,
  scheduleOf,
  standingOf,
} from '../../../shared/rules/fundLoan.ts';
import {
  type Contract,
  lastOf,
  type LoanFile,
  type LoanStep,
  standingMoves,
  standingSteps,
} from './loanFile.ts';

type LoanRow = Output<'fund.loans'>[number];

/** A loan at the end of a day. */
export interface LoanState {
  readonly state: LoanRow['state'];
  readonly contract: Contract | null;
  readonly terms: FundLoanTerms | null;
  readonly schedule: readonly ScheduleRow[];
  readonly paidOutOn: string | null;
  readonly dueOn: string | null;
  /** The last day to pay in time: moved over days of rest. */
  readonly effectiveDueOn: string | null;
  readonly isExtended: boolean;
  readonly repaidFen: number;
  readonly writtenOffFen: number;
  readonly balanceFen: number;
  readonly behindFen: number;
  readonly overdueFen: number;
  readonly overdueDays: number;
  readonly feePaidFen: number;
  /** Settled with earlier repayments and not paid then. */
  readonly feeUnpaidFen: number;
  /** Since the last repayment. */
  readonly lines: readonly FeeLine[];
  readonly feeOwedFen: number;
  readonly next: { readonly dueOn: string; readonly fen: number } | null;
}

/** Terms as contracted and paid out, with the extension if there is one; null before the pay-out. */
function termsOf(steps: readonly LoanStep[]): FundLoanTerms | null {
  const contract = lastOf(steps, 'contract')?.contract;
  const paidOut = lastOf(steps, 'pay-out');
  if (!contract || paidOut?.facts.dueOn === undefined) return null;
  const extended = lastOf(steps, 'extend');
  return {
    principalFen: contract.fen,
    paidOutOn: paidOut.date,
    months: contract.months,
    method: contract.method,
    rate: contract.rate,
    feeTime: contract.feeTime,
    dueOn: paidOut.facts.dueOn,
    extension:
      extended?.facts.dueOn === undefined
        ? null
        : { date: extended.date, dueOn: extended.facts.dueOn, balanceFen: extended.facts.balanceFen ?? 0 },
  };
}

export function stateOn(loan: LoanFile, asOf: string, settings: FundSettings): LoanState {
  return stateFrom(loan, standingSteps(loan, asOf), standingMoves(loan, asOf), asOf, settings);
}

/** As the commands see it: what was undone never was, whenever that is dated. */
export function stateNow(loan: LoanFile, date: string, settings: FundSettings): LoanState {
  const until = <T extends { readonly date: string }>(one: T): boolean => one.date <= date;
  return stateFrom(
    loan,
    standingSteps(loan).filter(until),
    standingMoves(loan).filter(until),
    date,
    settings,
  );
}

function stateFrom(
  loan: LoanFile,
  steps: readonly LoanStep[],
  moves: ReturnType<typeof standingMoves>,
  asOf: string,
  settings: FundSettings,
): LoanState {
  const contract = lastOf(steps, 'contract')?.contract ?? null;
  const terms = termsOf(steps);
  if (terms === null || contract === null) return { ...NOTHING, state: stageOf(steps), contract };
  const dueOn = lastDue(terms);
  const effectiveDueOn = movedOverRest(dueOn, settings);
  const back = moves.filter((move) => move.kind !== 'pay-out');
  const sum = (fens: readonly number[]): number => fens.reduce((total, fen) => total + fen, 0);
  const writtenOffFen =
    0 - sum(back.filter((one) => one.kind === 'write-off').map((one) => one.principalFen));
  const repaidFen = 0 - sum(back.map((one) => one.principalFen)) - writtenOffFen;
  const balanceFen = terms.principalFen - repaidFen - writtenOffFen;
  const feePaidFen = sum(back.map((one) => one.feeFen + one.penaltyFen));
  const feeUnpaidFen =
    sum(back.map((one) => one.settledFen)) - feePaidFen - sum(back.map((one) => one.waivedFen));
  const from = back.at(-1)?.date ?? terms.paidOutOn;
  const isGivenUp = writtenOffFen > 0;
  const lines = feeLinesOf(
    terms,
    { fen: balanceFen, from, to: asOf < from ? from : asOf },
    { effectiveDueOn, overdueMille: contract.overdueMille },
  );
  const feeOwedFen = isGivenUp ? 0 : feeUnpaidFen + sum(lines.map((one) => one.fen));
  const isOpen = balanceFen > 0 || feeOwedFen > 0;
  const isOverdue = isOpen && !isGivenUp && asOf > effectiveDueOn;
  const schedule = scheduleOf(terms);
  const standing = standingOf(schedule, terms.principalFen - balanceFen, asOf, settings);
  const closed = isGivenUp ? 'written-off' : 'settled';
  return {
    state: isOpen ? (isOverdue ? 'overdue' : 'running') : closed,
    contract,
    terms,
    schedule,
    paidOutOn: terms.paidOutOn,
    dueOn,
    effectiveDueOn,
    isExtended: terms.extension !== null,
    repaidFen,
    writtenOffFen,
    balanceFen,
    behindFen: isOverdue ? 0 : standing.behindFen,
    overdueFen: isOverdue ? balanceFen : 0,
    overdueDays: isOverdue ? daysBetween(effectiveDueOn, asOf) : 0,
    feePaidFen,
    feeUnpaidFen: isGivenUp ? 0 : feeUnpaidFen,
    lines: isGivenUp ? [] : lines,
    feeOwedFen,
    next: standing.next,
  };
}

const NOTHING: Omit<LoanState, 'state' | 'contract'> = {
  terms: null,
  schedule: [],
  paidOutOn: null,
  dueOn: null,
  effectiveDueOn: null,
  isExtended: false,
  repaidFen: 0,
  writtenOffFen: 0,
  balanceFen: 0,
  behindFen: 0,
  overdueFen: 0,
  overdueDays: 0,
  feePaidFen: 0,
  feeUnpaidFen: 0,
  lines: [],
  feeOwedFen: 0,
  next: null,
};

const STAGES = {
  guarantee: 'guaranteed',
  approve: 'approved',
  notice: 'noticed',
  contract: 'contracted',
} as const;

/** How far an application has come. */
function stageOf(steps: readonly LoanStep[]): LoanState['state'] {
  if (lastOf(steps, 'end')) return 'ended';
  for (const kind of ['contract', 'notice', 'approve', 'guarantee'] as const) {
    if (lastOf(steps, kind)) return STAGES[kind];
  }
  return 'applied';
}

/** Whether the money is out and not all back. */
export const isOut = ({ state }: Pick<LoanState, 'state'>): boolean =>
  state === 'running' || state === 'overdue';

/** What was given up of a loan and never came back. */
export const lostOf = (loan: LoanFile, asOf: string, settings: FundSettings): number =>
  stateNow(loan, asOf, settings).writtenOffFen;

/** Applied for and neither ended nor paid out. */
export const isComing = ({ state }: Pick<LoanState, 'state'>): boolean =>
  !isOut({ state }) && state !== 'settled' && state !== 'written-off' && state !== 'ended';

/** A loan as its register shows it on a day. */
export function loanRow(loan: LoanFile, asOf: string, settings: FundSettings): LoanRow {
  const on = stateOn(loan, asOf, settings);
  const approved = lastOf(standingSteps(loan, asOf), 'approve')?.facts;
  const { contract } = on;
  const rate = contract?.rate ?? settings.rate;
  const { id, applicationNo, memberId, memberNo, name, personId, idMasked, phone, householdCode } = loan;
  return {
    id,
    applicationNo,
    no: contract?.no ?? '',
    memberId,
    memberNo,
    name,
    personId,
    idMasked,
    phone,
    householdCode,
    groupNo: loan.groupNo,
    guaranteeGroupId: loan.guaranteeGroupId,
    guaranteeGroup: loan.guaranteeGroup,
    appliedOn: loan.appliedOn,
    purpose: loan.purpose,
    askedFen: loan.askedFen,
    principalFen: contract?.fen ?? approved?.amountFen ?? loan.askedFen,
    months: contract?.months ?? approved?.months ?? loan.months,
    method: contract?.method ?? loan.method,
    rate,
    rateText: rateText(rate),
    paidOutOn: on.paidOutOn,
    dueOn: on.dueOn,
    effectiveDueOn: on.effectiveDueOn,
    isExtended: on.isExtended,
    state: on.state,
    repaidFen: on.repaidFen,
    writtenOffFen: on.writtenOffFen,
    balanceFen: on.balanceFen,
    behindFen: on.behindFen,
    overdueFen: on.overdueFen,
    overdueDays: on.overdueDays,
    feePaidFen: on.feePaidFen,
    feeOwedFen: on.feeOwedFen,
    nextDueOn: on.next?.dueOn ?? null,
    nextDueFen: on.next?.fen ?? 0,
    note: loan.note,
  };
}
