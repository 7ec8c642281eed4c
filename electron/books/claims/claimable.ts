import type { Reading } from '../../workspace/context.ts';
import { type LoanSubsidy, repaidOn, subsidiesOf, type SubsidyPart } from '../loans/index.ts';
import type { Claimable, LineFacts, Stretch, Terms } from './computing.ts';

/** What a batch of these terms could claim: the loans whose payee it is for, by group, household and note number. */
export function claimableLoans(
  { db, today }: Pick<Reading, 'db' | 'today'>,
  terms: Pick<Terms, 'from' | 'to' | 'by' | 'payee'>,
  loanIds: readonly number[] | null,
): Claimable[] {
  const { from, to, by } = terms;
  return subsidiesOf(db, { from, to, by, loanIds: loanIds ?? undefined, paidBy: today })
    .filter(({ loan }) => loan.payee === terms.payee)
    .map(claimable);
}

function claimable({ loan, row, parts }: LoanSubsidy): Claimable {
  return {
    loanId: loan.id,
    personId: loan.personId,
    facts: factsOf(row),
    payableOn: row.payableOn,
    subsidyTo: row.subsidyTo,
    hasRatio: loan.ratios.length > 0,
    isMisused: row.isMisused,
    repaidOn: repaidOn(loan),
    overdueDays: row.overdueDays,
    stretches: parts.map(stretch),
  };
}

function factsOf(row: LoanSubsidy['row']): LineFacts {
  const { groupNo, householdCode, headName, borrowerName, relation, householdKind, idMasked } = row;
  const { cardMasked, phone, bank, contractNo, noteNo, amountFen, dueOn } = row;
  return {
    ...{ groupNo, householdCode, headName, borrowerName, relation, householdKind, idMasked },
    ...{ cardMasked, phone, bank, contractNo, noteNo, amountFen, dueOn },
    drawnOn: row.startsOn,
    rate: row.ratePercent,
    ratio: row.subsidyPercent,
  };
}

function stretch(part: SubsidyPart): Stretch {
  const { from, to, days, product, subsidisableFen, interestFen, bankFen, paidFen, slipNo } = part;
  const normal = part.segments.filter((segment) => segment.kind === 'normal').map((segment) => segment.text);
  const isWhole = part.computedSubsidyFen === interestFen;
  return {
    ...{ from, to, days, product, subsidisableFen, interestFen, bankFen, paidFen, slipNo },
    subsidyFen: part.computedSubsidyFen,
    share: part.share,
    dueFen: bankFen ?? interestFen,
    segments: isWhole ? normal : [...normal, ...part.subsidyLines],
  };
}
