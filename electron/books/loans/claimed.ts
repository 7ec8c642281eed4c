import { claimsOver, type Span } from '../../../shared/rules/claim.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { flowOf, type Loan } from './loan.ts';

/** Days of a loan that a claim asks for. */
interface ClaimedSpan {
  readonly loanId: number;
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly batchNo: string;
  /** On notice or sent in: its figures are fixed. */
  readonly isFixed: 0 | 1;
}

/** What the claims (贴息申请) that stand ask for. */
export function claimedSpans(db: ReadableDb): ReadonlyMap<number, ClaimedSpan[]> {
  return Map.groupBy(
    db.all<ClaimedSpan>(
      `SELECT part.loan_id AS loanId, part.from_date AS "from", part.to_date AS "to", batch.no AS batchNo,
         batch.state <> 'computed' AS isFixed
       FROM claim_part part JOIN claim_line line ON line.id = part.line_id JOIN claim_batch batch ON batch.id = line.batch_id
       WHERE batch.state <> 'void'`,
    ),
    (span) => span.loanId,
  );
}

/** Those that ask for the interest of a period of the loan. */
export function spansOver(
  spans: readonly ClaimedSpan[] | undefined,
  period: Span,
  loan: Loan,
): ClaimedSpan[] {
  return claimsOver(period, spans ?? [], repaidOn(loan));
}

/** The days on which interest was collected with what was repaid. */
export function repaidOn(loan: Loan): string[] {
  if (!loan.interestWithPrincipal) return [];
  return flowOf(loan, '9999-12-31').repayments.map((one) => one.date);
}
