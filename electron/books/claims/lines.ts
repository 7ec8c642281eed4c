import type { Output } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/rules/calendar.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Line, type LineFacts, rangeOf } from './computing.ts';

export type LineRow = Output<'claims.get'>['lines'][number];

interface Stored {
  readonly id: number;
  readonly no: number;
  readonly loanId: number;
  readonly facts: string;
  readonly excludedReason: string;
  readonly isByHand: number;
  readonly days: number;
  readonly product: number;
  readonly subsidisableFen: number;
  readonly interestFen: number;
  readonly bankFen: number | null;
  readonly bankSource: LineRow['bankSource'];
  readonly subsidyFen: number;
  readonly claimedFen: number;
  readonly paidByHouseholdFen: number;
  readonly note: string;
  readonly receivedFen: number;
  readonly paidFen: number;
  readonly paidOn: string | null;
}

type StoredPart = Omit<LineRow['parts'][number], 'segments'> & {
  readonly lineId: number;
  readonly segments: string;
};

/** A batch's lines in their order, with what came and was paid for each. */
export function linesOf(db: ReadableDb, batchId: number): LineRow[] {
  const lines = db.all<Stored>(
    `SELECT line.id, line.no, line.loan_id AS loanId, line.facts, line.excluded_reason AS excludedReason, line.is_by_hand AS isByHand,
       line.days, line.product, line.subsidisable_fen AS subsidisableFen, line.interest_fen AS interestFen, line.bank_fen AS bankFen,
       line.bank_source AS bankSource, line.subsidy_fen AS subsidyFen, line.claimed_fen AS claimedFen,
       line.paid_by_household_fen AS paidByHouseholdFen, line.note,
       COALESCE((SELECT SUM(fen) FROM claim_receipt_line r WHERE r.line_id = line.id), 0) AS receivedFen,
       COALESCE((SELECT SUM(amount_fen) FROM claim_payment p WHERE p.line_id = line.id), 0) AS paidFen,
       (SELECT MAX(p.date) FROM claim_payment p WHERE p.line_id = line.id AND p.reverses_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM claim_payment red WHERE red.reverses_id = p.id)) AS paidOn
     FROM claim_line line WHERE line.batch_id = ? ORDER BY line.no`,
    batchId,
  );
  const parts = Map.groupBy(partsOf(db, batchId), (part) => part.lineId);
  return lines.map(({ facts, isByHand, ...line }) => {
    const own = (parts.get(line.id) ?? []).map(({ lineId: _, ...part }) => ({
      ...part,
      segments: (JSON.parse(part.segments) as string[]).map((text) => ({ text })),
    }));
    const wholeFen = line.bankFen ?? line.interestFen;
    return {
      ...line,
      ...(JSON.parse(facts) as LineFacts),
      isIncluded: line.excludedReason === '',
      isByHand: isByHand === 1,
      ...spanOf(own),
      differenceFen: wholeFen - line.interestFen,
      ownFen: wholeFen - line.claimedFen,
      unreceivedFen: line.claimedFen - line.receivedFen,
      unpaidFen: line.receivedFen - line.paidFen,
      parts: own,
    };
  });
}

function partsOf(db: ReadableDb, batchId: number): StoredPart[] {
  return db.all<StoredPart>(
    `SELECT part.line_id AS lineId, part.no, part.from_date AS "from", date(part.to_date, '-1 day') AS "to", part.days,
       part.interest_fen AS interestFen, part.bank_fen AS bankFen, part.subsidy_fen AS subsidyFen, part.claimed_fen AS claimedFen,
       part.paid_by_household_fen AS paidByHouseholdFen, part.slip_no AS slipNo, part.segments
     FROM claim_part part JOIN claim_line line ON line.id = part.line_id WHERE line.batch_id = ? ORDER BY part.line_id, part.no`,
    batchId,
  );
}

function spanOf(parts: readonly { readonly from: string; readonly to: string }[]): {
  from: string | null;
  to: string | null;
} {
  return rangeOf(parts.map(({ from, to }) => ({ from, to: addDays(to, 1) })));
}

/** Lines that are only computed, as the screen shows those that are stored. Their ids count from 1 and name nothing. */
export function previewRows(lines: readonly Line[]): LineRow[] {
  return lines.map(({ personId: _, facts, parts, ...line }, index) => {
    const wholeFen = line.bankFen ?? line.interestFen;
    return {
      ...line,
      ...facts,
      id: index + 1,
      no: index + 1,
      isIncluded: line.excludedReason === '',
      ...rangeOf(parts),
      differenceFen: wholeFen - line.interestFen,
      ownFen: wholeFen - line.claimedFen,
      ...{ receivedFen: 0, paidFen: 0, paidOn: null, unreceivedFen: line.claimedFen, unpaidFen: 0 },
      parts: parts.map((part, at) => ({
        no: at + 1,
        from: part.from,
        to: addDays(part.to, -1),
        days: part.days,
        interestFen: part.interestFen,
        bankFen: part.bankFen,
        subsidyFen: part.subsidyFen,
        claimedFen: part.claimedFen,
        paidByHouseholdFen: part.paidFen,
        slipNo: part.slipNo,
        segments: part.segments.map((text) => ({ text })),
      })),
    };
  });
}
