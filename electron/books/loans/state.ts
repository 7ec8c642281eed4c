import type { Output } from '../../../shared/contract/index.ts';
import { daysBetween } from '../../../shared/rules/calendar.ts';
import { payableDay, ratesInForce, wholeMonths } from '../../../shared/rules/interest.ts';
import { dueOn, type Loan, type LoanEventKind, misusedFrom, standing } from './loan.ts';
import type { LoanSettings } from './settings.ts';

export type LoanRow = Output<'loans.list'>['rows'][number];

/** A loan as the register (台账) shows it on a day: what later happened is not known then. */
export function rowOf(loan: Loan, settings: LoanSettings, asOf: string): LoanRow {
  const sums = sumsOf(loan, asOf);
  const due = dueOn(loan, asOf);
  const payableOn = payableDay(due, settings);
  const isExtended = due !== loan.contractDueOn;
  const owes = sums.balanceFen > 0;
  const overdueDays = owes && asOf > payableOn ? daysBetween(payableOn, asOf) : 0;
  const { months, odd } = wholeMonths(loan.startsOn, loan.contractDueOn);
  const { personId, householdId, householdCode, groupNo, headName, borrowerName, relation } = loan;
  const { idMasked, phone, cardMasked, householdKind, bank, contractNo, noteNo, amountFen, purpose } = loan;
  const { startsOn, contractDueOn, settlement, basis, payee, renewsNoteNo, renewedByNoteNo, note } = loan;
  return {
    id: loan.id,
    ...{ personId, householdId, householdCode, groupNo, headName, borrowerName, relation },
    ...{ idMasked, phone, cardMasked, householdKind, bank, contractNo, noteNo, amountFen, purpose },
    ...{ startsOn, contractDueOn, settlement, basis, payee, renewsNoteNo, note },
    renewedByNoteNo: sums.renewedFen > 0 ? renewedByNoteNo : '',
    dueOn: due,
    payableOn,
    extendedTo: isExtended ? due : null,
    months: months + (odd > 0 ? 1 : 0),
    ratePercent: ratesInForce(loan).findLast((line) => line.from <= asOf)?.percent ?? loan.rates[0]!.percent,
    subsidyPercent: loan.ratios.findLast((line) => line.from <= asOf)?.percent ?? '0',
    subsidyFrom: loan.subsidyFrom ?? startsOn,
    subsidyTo: loan.subsidyTo ?? (loan.subsidisesExtension ? due : contractDueOn),
    drawnFen: sums.drawnFen,
    repaidFen: sums.drawnFen - sums.balanceFen,
    balanceFen: sums.balanceFen,
    owedToFundFen: sums.owedToFundFen,
    overdueDays,
    dueIn: owes ? daysBetween(asOf, payableOn) : null,
    state: stateOf(sums, overdueDays > 0, isExtended),
    isMisused: misusedFrom(loan, asOf) !== null,
  };
}

export interface LoanSums {
  readonly drawnFen: number;
  readonly balanceFen: number;
  readonly renewedFen: number;
  readonly writtenOffFen: number;
  readonly compensatedFen: number;
  readonly owedToFundFen: number;
}

export function sumsOf(loan: Pick<Loan, 'events'>, asOf: string): LoanSums {
  const events = standing(loan, asOf);
  const of = (kind: LoanEventKind): number =>
    events.reduce((total, event) => (event.kind === kind ? total + event.principalFen : total), 0);
  const owed = events.reduce((total, event) => total + event.stillOwed * event.principalFen, 0);
  const [drawnFen, renewedFen, writtenOffFen, compensatedFen] = [
    of('draw'),
    of('renewal'),
    of('write-off'),
    of('compensation'),
  ];
  return {
    drawnFen,
    renewedFen,
    writtenOffFen,
    compensatedFen,
    balanceFen: drawnFen - of('repayment') - renewedFen - writtenOffFen - compensatedFen,
    owedToFundFen: owed - of('recovery'),
  };
}

function stateOf(sums: LoanSums, isOverdue: boolean, isExtended: boolean): LoanRow['state'] {
  if (sums.drawnFen === 0) return 'undrawn';
  if (isOverdue) return 'overdue';
  if (sums.balanceFen > 0) return isExtended ? 'extended' : 'normal';
  if (sums.compensatedFen > 0) return 'compensated';
  return sums.writtenOffFen > 0 ? 'written-off' : 'settled';
}
