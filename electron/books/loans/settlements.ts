import type { Output } from '../../../shared/contract/index.ts';
import { daysBetween } from '../../../shared/rules/calendar.ts';
import {
  type LoanFlow,
  type Segment,
  type Settlement,
  settlementsTo,
} from '../../../shared/rules/interest.ts';
import { type Subsidy, subsidyOf } from '../../../shared/rules/subsidy.ts';
import {
  flowOf,
  interestTermsOf,
  type Loan,
  type LoanEvent,
  type RecordedSettlement,
  standing,
  subsidyTermsOf,
} from './loan.ts';
import type { LoanSettings } from './settings.ts';

export type SettlementRow = Output<'loans.settlements'>['rows'][number];

/** A period as the rules compute it today, with its subsidy. */
export interface ComputedSettlement {
  readonly settlement: Settlement;
  readonly subsidy: Subsidy;
}

/** Computed once for a loan as it was read: lists ask for the same days again and again. */
export function computedOf(loan: Loan, settings: LoanSettings, day: string): readonly ComputedSettlement[] {
  const known = COMPUTED.get(loan);
  const ofLoan =
    known?.settings === settings
      ? known
      : { settings, byDay: new Map<string, readonly ComputedSettlement[]>() };
  if (ofLoan !== known) COMPUTED.set(loan, ofLoan);
  const before = ofLoan.byDay.get(day);
  if (before) return before;
  const flow = flowOf(loan, day);
  const terms = subsidyTermsOf(loan, settings, day);
  const computed = settlementsTo(interestTermsOf(loan, settings, day), flow, day).map((settlement) => ({
    settlement,
    subsidy: subsidyOf(settlement, flow, terms),
  }));
  ofLoan.byDay.set(day, computed);
  return computed;
}

/** A loan that was read never changes: what happens to it is read anew. */
const COMPUTED = new WeakMap<Loan, Computed>();

interface Computed {
  readonly settings: LoanSettings;
  readonly byDay: Map<string, readonly ComputedSettlement[]>;
}

/**
 * A loan's periods up to and with a day: as they stand in the register, else as computed, with what was paid for each. Payments go to the
 * period they name, what is left of them and all others to the oldest unpaid.
 */
export function settlementRows(loan: Loan, settings: LoanSettings, day: string): SettlementRow[] {
  const computed = computedOf(loan, settings, day);
  const recorded = new Map(loan.settled.filter((one) => one.settlesOn <= day).map((one) => [one.to, one]));
  const rows = computed.map((one) => {
    const known = recorded.get(one.settlement.to);
    recorded.delete(one.settlement.to);
    return known && one.settlement.reason !== 'running'
      ? recordedRow(loan, known, one)
      : computedRow(loan, one);
  });
  // What was settled and could not be settled like that today.
  for (const left of recorded.values()) rows.push(recordedRow(loan, left, null));
  rows.sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0));
  return withPayments(rows, loan, day);
}

/** The periods up to a day, with what was paid for them until a later one: a settlement is paid in the days after it. */
export function rowsPaidBy(loan: Loan, settings: LoanSettings, day: string, paidBy: string): SettlementRow[] {
  const rows = settlementRows(loan, settings, day);
  if (paidBy <= day) return rows;
  const known = settlementRows(loan, settings, paidBy);
  return rows.map((row) => {
    const now = known.find((one) => one.from === row.from && one.to === row.to);
    return now ? { ...row, paidFen: now.paidFen, paidOn: now.paidOn, slipNo: now.slipNo } : row;
  });
}

function computedRow(loan: Loan, { settlement, subsidy }: ComputedSettlement): SettlementRow {
  const { from, to, days, settlesOn, reason, interestFen, penaltyFen, totalFen } = settlement;
  return {
    ...{ loanId: loan.id, settlementId: null, from, to, days, settlesOn, reason, interestFen, penaltyFen },
    ...{ bankInterestFen: null, bankPenaltyFen: null, differenceFen: null, dueFen: totalFen },
    ...{ subsidisableFen: subsidy.subsidisableFen, subsidyFen: subsidy.subsidyFen, ownFen: subsidy.ownFen },
    ...{ paidFen: 0, paidOn: null, slipNo: '', isStale: false },
    segments: settlement.segments.map(segmentShown),
    subsidyLines: [...subsidy.lines],
  };
}

function recordedRow(
  loan: Loan,
  recorded: RecordedSettlement,
  computed: ComputedSettlement | null,
): SettlementRow {
  const { id, from, to, settlesOn, reason, interestFen, penaltyFen, bankInterestFen, bankPenaltyFen } =
    recorded;
  const bankFen = bankInterestFen === null ? null : bankInterestFen + (bankPenaltyFen ?? 0);
  const { subsidisableFen, subsidyFen, ownFen } = recorded;
  return {
    ...{ loanId: loan.id, settlementId: id, from, to, days: daysBetween(from, to), settlesOn, reason },
    ...{ interestFen, penaltyFen, bankInterestFen, bankPenaltyFen },
    differenceFen: bankFen === null ? null : bankFen - interestFen - penaltyFen,
    dueFen: bankFen ?? interestFen + penaltyFen,
    ...{ subsidisableFen, subsidyFen, ownFen, paidFen: 0, paidOn: null, slipNo: '' },
    isStale: isStale(loan, recorded, computed),
    segments: JSON.parse(recorded.segments) as SettlementRow['segments'],
    subsidyLines: JSON.parse(recorded.subsidyLines) as string[],
  };
}

function isStale(loan: Loan, recorded: RecordedSettlement, computed: ComputedSettlement | null): boolean {
  if (computed === null) return true;
  const { settlement, subsidy } = computed;
  // The bank settled on the day that was due before it agreed to an extension.
  const wasDue = recorded.reason === 'maturity' && loan.events.some((event) => event.kind === 'extension');
  return (
    (settlement.isForced && !wasDue) ||
    recorded.from !== settlement.from ||
    recorded.interestFen !== settlement.interestFen ||
    recorded.penaltyFen !== settlement.penaltyFen ||
    (recorded.bankInterestFen === null && recorded.subsidyFen !== subsidy.subsidyFen)
  );
}

export function segmentShown(segment: Segment): SettlementRow['segments'][number] {
  const { from, to, days, kind, principalFen, percent, text } = segment;
  return { from, to, days, kind, principalFen, percent, text };
}

/** What the household pays of a period: all of it where the subsidy comes to it afterwards, its own part where the bank gets it. */
export function householdPays(row: SettlementRow, loan: Pick<Loan, 'payee'>): number {
  return loan.payee === 'household' ? row.dueFen : row.ownFen;
}

function withPayments(rows: readonly SettlementRow[], loan: Loan, day: string): SettlementRow[] {
  const paid = rows.map((row) => ({ ...row }));
  const payments = standing(loan, day).filter((event) => interestOf(event) > 0);
  const give = (event: LoanEvent, fen: number, row: SettlementRow): number => {
    const part = Math.min(fen, Math.max(householdPays(row, loan) - row.paidFen, 0));
    if (part === 0) return fen;
    row.paidFen += part;
    row.paidOn = event.date;
    row.slipNo = event.slipNo;
    return fen - part;
  };
  const named = (event: LoanEvent): SettlementRow | undefined =>
    event.periodTo === null ? undefined : paid.find((row) => row.to === event.periodTo);
  const left = payments.map((event) => {
    const row = named(event);
    return { event, fen: row ? give(event, interestOf(event), row) : interestOf(event) };
  });
  for (const one of left) {
    let fen = one.fen;
    for (const row of paid) if (fen > 0) fen = give(one.event, fen, row);
  }
  return paid;
}

function interestOf(event: LoanEvent): number {
  return event.kind === 'interest' || event.kind === 'repayment' ? event.interestFen + event.penaltyFen : 0;
}

/** Settled and not paid up to a day, whatever runs still. */
export function unpaidInterest(rows: readonly SettlementRow[], loan: Pick<Loan, 'payee'>): number {
  return rows
    .filter((row) => row.reason !== 'running')
    .reduce((total, row) => total + Math.max(householdPays(row, loan) - row.paidFen, 0), 0);
}

export function totalsOf(rows: readonly SettlementRow[]): Output<'loans.settlements'>['totals'] {
  const sum = (of: (row: SettlementRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    loans: new Set(rows.map((row) => row.loanId)).size,
    rows: rows.length,
    interestFen: sum((row) => row.interestFen),
    penaltyFen: sum((row) => row.penaltyFen),
    bankFen: sum((row) => (row.bankInterestFen ?? 0) + (row.bankPenaltyFen ?? 0)),
    differenceFen: sum((row) => row.differenceFen ?? 0),
    dueFen: sum((row) => row.dueFen),
    subsidyFen: sum((row) => row.subsidyFen),
    ownFen: sum((row) => row.ownFen),
  };
}

export { type LoanFlow };
