import type { ReadableDb } from '../../workspace/database.ts';

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

export function spansOver(
  spans: readonly ClaimedSpan[] | undefined,
  { from, to }: { readonly from: string; readonly to: string },
): ClaimedSpan[] {
  return (spans ?? []).filter((span) => span.from < to && from < span.to);
}
