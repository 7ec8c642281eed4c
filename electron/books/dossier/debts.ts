import type { Output } from '../../../shared/contract/index.ts';
import type { Reading } from '../../workspace/context.ts';
import { nextInterestOf } from '../loans/index.ts';
import { askOr } from './asking.ts';

type Dossier = Output<'household.dossier'>;

const BANK_STATES = {
  undrawn: '未放款',
  normal: '正常',
  extended: '展期',
  overdue: '逾期',
  settled: '结清',
  'written-off': '核销',
  compensated: '风险补偿',
} as const;

const FUND_STATES = {
  applied: '申请中',
  guaranteed: '已联保',
  approved: '已审批',
  noticed: '已公示',
  contracted: '已签约',
  running: '正常',
  overdue: '逾期',
  settled: '结清',
  'written-off': '核销',
  ended: '未借',
} as const;

/** Bank loans of the household on a day, with the next interest and what the county paid back of it. */
export function bankLoansOf(reading: Reading, householdId: number, asOf: string): Dossier['bankLoans'] {
  const none = { asOf, rows: [], totals: NO_TOTALS };
  return askOr(reading, 'loans.list', { householdId, asOf }, none).rows.map((loan) => {
    const interest = nextInterestOf(reading.db, loan.id, asOf);
    return {
      loanId: loan.id,
      noteNo: loan.noteNo,
      borrowerName: loan.borrowerName,
      bank: loan.bank,
      purpose: loan.purpose,
      amountFen: loan.amountFen,
      balanceFen: loan.balanceFen,
      ratePercent: loan.ratePercent,
      startsOn: loan.startsOn,
      dueOn: loan.payableOn,
      dueIn: loan.dueIn,
      state: BANK_STATES[loan.state],
      overdueDays: loan.overdueDays,
      nextInterestOn: interest?.on ?? null,
      nextInterestFen: interest?.fen ?? 0,
      isInterestSettled: interest?.isSettled ?? false,
      subsidyReceivedFen: askOr(reading, 'claims.ofLoan', { loanId: loan.id }, [])
        .filter((claim) => claim.paidOn !== null && claim.paidOn <= asOf)
        .reduce((sum, claim) => sum + claim.paidFen, 0),
    };
  });
}

const NO_TOTALS = {
  loans: 0,
  households: 0,
  amountFen: 0,
  drawnFen: 0,
  repaidFen: 0,
  balanceFen: 0,
  overdueFen: 0,
};

interface FundDebts {
  readonly fundLoans: Dossier['fundLoans'];
  readonly guarantees: Dossier['guarantees'];
  readonly fundSharesFen: number;
}

/** Loans of the mutual-aid association to persons of the household, and those of others that they guarantee. */
export function fundDebtsOf(reading: Reading, householdId: number, asOf: string): FundDebts {
  const { db } = reading;
  const own = db.all<{ memberId: number; name: string }>(
    `SELECT m.id AS memberId, p.name FROM person p JOIN member m ON m.person_id = p.id JOIN entity e ON e.id = m.entity_id AND e.kind = 'fund'
     WHERE p.household_id = ? AND m.joined_on <= ?`,
    ...[householdId, asOf],
  );
  if (own.length === 0) return { fundLoans: [], guarantees: [], fundSharesFen: 0 };
  const names = new Map(own.map(({ memberId, name }) => [memberId, name]));
  const guaranteed = guaranteedBy(reading, householdId, asOf);
  const loans = askOr(reading, 'fund.loans', { asOf }, []);
  return {
    fundLoans: loans
      .filter((loan) => names.has(loan.memberId))
      .map((loan) => ({
        loanId: loan.id,
        no: loan.no || loan.applicationNo,
        name: loan.name,
        group: loan.guaranteeGroup,
        principalFen: loan.principalFen,
        balanceFen: loan.balanceFen,
        state: FUND_STATES[loan.state],
        dueOn: loan.effectiveDueOn,
        nextDueOn: loan.nextDueOn,
        nextDueFen: loan.nextDueFen,
        overdueFen: loan.overdueFen,
        overdueDays: loan.overdueDays,
        feeOwedFen: loan.feeOwedFen,
      })),
    guarantees: loans.flatMap((loan) => {
      const guarantor = guaranteed.get(loan.id);
      if (guarantor === undefined || loan.balanceFen === 0) return [];
      const { id, no, name, householdCode, balanceFen, overdueFen } = loan;
      return [{ loanId: id, no, guarantor, borrower: name, householdCode, balanceFen, overdueFen }];
    }),
    fundSharesFen: sharesOf(reading, householdId, asOf),
  };
}

/** Which loans persons of the household signed for, by whose hand. */
function guaranteedBy({ db }: Reading, householdId: number, asOf: string): Map<number, string> {
  const rows = db.all<{ loanId: number; name: string }>(
    `SELECT s.loan_id AS loanId, p.name FROM person p JOIN member m ON m.person_id = p.id JOIN fund_guarantor g ON g.member_id = m.id
       JOIN fund_loan_step s ON s.id = g.step_id
     WHERE p.household_id = ? AND s.date <= ? AND NOT EXISTS (SELECT 1 FROM fund_loan_step u WHERE u.undoes_id = s.id)`,
    ...[householdId, asOf],
  );
  return new Map(rows.map(({ loanId, name }) => [loanId, name]));
}

function sharesOf({ db }: Reading, householdId: number, asOf: string): number {
  return (
    db.get<{ fen: number }>(
      `SELECT COALESCE(SUM(c.fen), 0) AS fen FROM person p JOIN member m ON m.person_id = p.id JOIN fund_contribution c ON c.member_id = m.id
       WHERE p.household_id = ? AND c.date <= ? AND c.kind <> 'granted'`,
      ...[householdId, asOf],
    )?.fen ?? 0
  );
}
