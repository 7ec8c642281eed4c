import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { rounded } from '../../../shared/rules/fraction.ts';
import { interestBetween } from '../../../shared/rules/interest.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { checkPastDate } from '../entities/index.ts';
import { flowOf, interestTermsOf, type Loan, loanNamed, loanOf } from './loan.ts';
import { type LoanSettings, readLoanSettings } from './settings.ts';
import { householdPays, settlementRows, type SettlementRow } from './settlements.ts';
import { rowOf } from './state.ts';

/**
 * How an amount is set off where nothing else was agreed: costs, then interest and penalties, then principal (民法典 561). Interest is what
 * was settled and not paid; what runs since the last settlement comes with it once the loan is overdue or wholly repaid.
 */
export function previewRepay(
  { db, today }: Reading,
  input: Parsed<'loans.previewRepay'>,
): Result<Output<'loans.previewRepay'>> {
  const found = loanOf(db, input.loanId);
  if (!found.ok) return found;
  const past = checkPastDate(input.date, today);
  if (!past.ok) return past;
  const settings = readLoanSettings(db);
  const loan = found.value;
  const row = rowOf(loan, settings, input.date);
  if (row.balanceFen === 0) {
    return refuse('loan_settled', `${loanNamed(loan)}在 ${input.date} 没有余额。付欠息请用“登记付息”。`);
  }
  const rows = settlementRows(loan, settings, input.date);
  const settled = owedOf(
    rows.filter((one) => one.reason !== 'running'),
    loan,
  );
  const running = owedOf(
    rows.filter((one) => one.reason === 'running'),
    loan,
  );
  const all = plus(settled, running);
  const isWhole = input.amountFen >= input.costFen + all.interestFen + all.penaltyFen + row.balanceFen;
  const owed = isWhole || row.overdueDays > 0 ? all : settled;
  const costFen = Math.min(input.amountFen, input.costFen);
  let left = input.amountFen - costFen;
  const settledFen = Math.min(left, owed.interestFen);
  left -= settledFen;
  const penaltyFen = Math.min(left, owed.penaltyFen);
  left -= penaltyFen;
  const collected = isWhole ? 0 : collectedWith(loan, settings, input.date, rows, left);
  const principalFen = Math.min(left - collected, row.balanceFen);
  const interestFen = settledFen + collected;
  left -= collected + principalFen;
  const unpaid = rows.filter(
    (one) => one.reason !== 'running' && householdPays(one, loan) > one.paidFen,
  ).length;
  return ok({
    owed: {
      costFen: input.costFen,
      ...owed,
      principalFen: row.balanceFen,
      totalFen: input.costFen + owed.interestFen + owed.penaltyFen + row.balanceFen,
    },
    ...{ costFen, interestFen, penaltyFen, principalFen, leftFen: left },
    balanceFen: row.balanceFen - principalFen,
    lines: [
      ...(costFen > 0 ? [`费用 ${formatYuan(costFen)}`] : []),
      ...(interestFen > 0
        ? [`利息 ${formatYuan(interestFen)}${unpaid > 0 ? `（${unpaid} 期未付）` : ''}`]
        : []),
      ...(penaltyFen > 0 ? [`罚息 ${formatYuan(penaltyFen)}`] : []),
      `本金 ${formatYuan(principalFen)}，余额 ${formatYuan(row.balanceFen - principalFen)}`,
      ...(left > 0 ? [`多付 ${formatYuan(left)}`] : []),
    ],
  });
}

interface Owed {
  readonly interestFen: number;
  readonly penaltyFen: number;
}

/** What is unpaid of some periods; a payment covers interest before penalties. */
function owedOf(rows: readonly SettlementRow[], loan: Loan): Owed {
  return rows.reduce<Owed>(
    (total, row) => {
      const leftFen = Math.max(householdPays(row, loan) - row.paidFen, 0);
      const penaltyFen = Math.min(leftFen, row.bankPenaltyFen ?? row.penaltyFen);
      return plus(total, { interestFen: leftFen - penaltyFen, penaltyFen });
    },
    { interestFen: 0, penaltyFen: 0 },
  );
}

function plus(a: Owed, b: Owed): Owed {
  return { interestFen: a.interestFen + b.interestFen, penaltyFen: a.penaltyFen + b.penaltyFen };
}

/** 利随本清: the interest of the part that so much money repays, since the period began. */
function collectedWith(
  loan: Loan,
  settings: LoanSettings,
  date: string,
  rows: readonly SettlementRow[],
  moneyFen: number,
): number {
  const since = rows.findLast((row) => row.reason === 'running')?.from;
  if (!loan.interestWithPrincipal || since === undefined || loan.payee === 'bank') return 0;
  const terms = interestTermsOf(loan, settings, date);
  const flow = flowOf(loan, date);
  const whole = rounded(interestBetween(terms, flow, since, date));
  const { balanceFen } = rowOf(loan, settings, date);
  const interestOn = (fen: number): number => Math.round((whole * fen) / balanceFen);
  let [low, high] = [0, Math.min(moneyFen, balanceFen)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (middle + interestOn(middle) <= moneyFen) low = middle;
    else high = middle - 1;
  }
  return Math.min(interestOn(low), moneyFen - low);
}
