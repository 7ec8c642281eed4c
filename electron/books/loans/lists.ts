import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { searchTest } from '../village/index.ts';
import { conflictsOf } from './conflicts.ts';
import { EVENT_TITLES } from './events.ts';
import { type Loan, loanOf, loansBeside, readLoans, REPAYING } from './loan.ts';
import { readLoanSettings } from './settings.ts';
import { rowsPaidBy, settlementRows, totalsOf } from './settlements.ts';
import { type LoanRow, rowOf } from './state.ts';

export function listLoans({ db, today }: Reading, input: Parsed<'loans.list'>): Result<Output<'loans.list'>> {
  const asOf = input.asOf ?? today;
  const settings = readLoanSettings(db);
  const isFound = searchTest(db, input.search);
  const rows = readLoans(db)
    .filter((loan) => loan.startsOn <= asOf)
    .filter((loan) => isWanted(loan, input) && isFound(searchable(loan)))
    .map((loan) => rowOf(loan, settings, asOf))
    .filter((row) => input.state === undefined || row.state === input.state);
  return ok({ asOf, rows, totals: listTotals(rows) });
}

function isWanted(loan: Loan, input: Parsed<'loans.list'>): boolean {
  return (
    (input.groupNo === undefined || loan.groupNo === input.groupNo) &&
    (input.householdId === undefined || loan.householdId === input.householdId) &&
    (input.personId === undefined || loan.personId === input.personId) &&
    (input.bank === undefined || loan.bank === input.bank)
  );
}

function searchable(loan: Loan): Parameters<ReturnType<typeof searchTest>>[0] {
  return {
    name: loan.borrowerName === loan.headName ? loan.borrowerName : `${loan.borrowerName} ${loan.headName}`,
    initials: loan.pinyinInitials,
    full: loan.pinyinFull,
    codes: [loan.householdCode, loan.noteNo, loan.contractNo, loan.purpose],
    groupNo: loan.groupNo,
    idTail: loan.idTail,
    idDigest: loan.idDigest,
    phone: loan.phone,
  };
}

function listTotals(rows: readonly LoanRow[]): Output<'loans.list'>['totals'] {
  const sum = (of: (row: LoanRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    loans: rows.length,
    households: new Set(rows.map((row) => row.householdId ?? `p${row.personId}`)).size,
    amountFen: sum((row) => row.amountFen),
    drawnFen: sum((row) => row.drawnFen),
    repaidFen: sum((row) => row.repaidFen),
    balanceFen: sum((row) => row.balanceFen),
    overdueFen: sum((row) => (row.state === 'overdue' ? row.balanceFen : 0)),
  };
}

export function getLoan({ db, today }: Reading, input: Parsed<'loans.get'>): Result<Output<'loans.get'>> {
  const found = loanOf(db, input.id);
  if (!found.ok) return found;
  const loan = found.value;
  const asOf = input.asOf ?? today;
  const settings = readLoanSettings(db);
  return ok({
    loan: rowOf(loan, settings, asOf),
    terms: termsOf(loan),
    events: eventsOf(loan, asOf),
    settlements: settlementRows(loan, settings, asOf),
    conflicts: conflictsOf(loansBeside(db, loan), settings, asOf).filter((one) => one.loanId === loan.id),
  });
}

function termsOf(loan: Loan): Output<'loans.get'>['terms'] {
  const { personId, householdKind, bank, contractNo, noteNo, amountFen, purpose, startsOn, note } = loan;
  const { basis, mode, settlement, settlementDay, rateKind, resetOn, penaltyPercent, misusePercent } = loan;
  const { compounds, interestWithPrincipal, payee, capFen, repaidFirst, subsidisesExtension } = loan;
  return {
    ...{ personId, householdKind, bank, contractNo, noteNo, amountFen, purpose, startsOn, note },
    ...{ basis, mode, settlement, settlementDay, rateKind, resetOn, penaltyPercent, misusePercent },
    ...{ compounds, interestWithPrincipal, payee, capFen, repaidFirst, subsidisesExtension },
    dueOn: loan.contractDueOn,
    rates: [...loan.rates],
    ratios: [...loan.ratios],
    subsidyFrom: loan.subsidyFrom,
    subsidyTo: loan.subsidyTo,
  };
}

function eventsOf(loan: Loan, asOf: string): Output<'loans.get'>['events'] {
  let balanceFen = 0;
  return loan.events
    .filter((event) => event.date <= asOf)
    .map((event) => {
      if (event.kind === 'draw') balanceFen += event.principalFen;
      if (REPAYING.includes(event.kind)) balanceFen -= event.principalFen;
      const { loanId: _, stillOwed: _owed, ...shown } = event;
      return { ...shown, title: EVENT_TITLES[event.kind], balanceFen };
    });
}

export function listSettlements(
  { db, today }: Reading,
  input: Parsed<'loans.settlements'>,
): Result<Output<'loans.settlements'>> {
  const found = loanOf(db, input.loanId);
  if (!found.ok) return found;
  const rows = settlementRows(found.value, readLoanSettings(db), input.to ?? today);
  return ok({ rows, totals: totalsOf(rows) });
}

/** Periods of all loans by 结息日, recorded or only computed, with the slips seen until today. */
export function listSettled(
  { db, today }: Reading,
  input: Parsed<'loans.settled'>,
): Result<Output<'loans.settled'>> {
  const settings = readLoanSettings(db);
  const rows = readLoans(db)
    .filter((loan) => input.groupNo === undefined || loan.groupNo === input.groupNo)
    .flatMap((loan) =>
      rowsPaidBy(loan, settings, input.to, today)
        .filter((row) => row.reason !== 'running' && row.settlesOn >= input.from)
        .map((row) => ({ ...row, ...personOf(loan), noteNo: loan.noteNo, bank: loan.bank })),
    );
  return ok({ rows, totals: totalsOf(rows) });
}

export function listConflicts(
  { db, today }: Reading,
  input: Parsed<'loans.conflicts'>,
): Result<Output<'loans.conflicts'>> {
  const asOf = input.asOf ?? today;
  return ok({ asOf, rows: conflictsOf(readLoans(db), readLoanSettings(db), asOf) });
}

export function personOf(
  loan: Loan,
): Pick<
  LoanRow,
  | 'personId'
  | 'householdId'
  | 'householdCode'
  | 'groupNo'
  | 'headName'
  | 'borrowerName'
  | 'relation'
  | 'idMasked'
  | 'phone'
  | 'cardMasked'
> {
  const { personId, householdId, householdCode, groupNo, headName, borrowerName, relation } = loan;
  const { idMasked, phone, cardMasked } = loan;
  return {
    ...{ personId, householdId, householdCode, groupNo, headName, borrowerName, relation },
    ...{ idMasked, phone, cardMasked },
  };
}
