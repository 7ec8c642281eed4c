import type { Parsed } from '../../../shared/contract/index.ts';
import { bankByPart, claimsOver, type Computed, subsidyOnBank } from '../../../shared/rules/claim.ts';
import { type ListedRow, type ListMatch, matchList } from '../../../shared/rules/claimList.ts';
import { addDays } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';

export type Terms = Parsed<'claims.compute'>['terms'];

/** Who and what loan a line is of, as papers say it. */
export interface LineFacts {
  readonly groupNo: number | null;
  readonly householdCode: string;
  readonly headName: string;
  readonly borrowerName: string;
  readonly relation: string;
  readonly householdKind: string;
  readonly idMasked: string;
  readonly cardMasked: string;
  readonly phone: string;
  readonly bank: string;
  readonly contractNo: string;
  readonly noteNo: string;
  readonly amountFen: number;
  readonly drawnOn: string;
  readonly dueOn: string;
  readonly rate: string;
  readonly ratio: string;
}

/** A settlement of a loan, or what of it lies in the range: normal interest only. */
export interface Stretch extends Computed {
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly days: number;
  readonly product: number;
  readonly subsidisableFen: number;
  /** As recorded with the settlement. */
  readonly bankFen: number | null;
  /** What the borrower has to pay for it, and has paid as far as slips were seen. */
  readonly dueFen: number;
  readonly paidFen: number;
  readonly slipNo: string;
  readonly segments: readonly string[];
}

/** A loan that stood in the range, with what a batch could claim for it. */
export interface Claimable {
  readonly loanId: number;
  readonly personId: number;
  readonly facts: LineFacts;
  /** From here on it is overdue: the due day, past weekends and holidays. */
  readonly payableOn: string;
  /** Last day of the subsidy. */
  readonly subsidyTo: string;
  readonly hasRatio: boolean;
  readonly isMisused: boolean;
  /** Days on which interest was collected with what was repaid. */
  readonly repaidOn: readonly string[];
  /** On the last day of the range. */
  readonly overdueDays: number;
  readonly stretches: readonly Stretch[];
}

/** What was decided by hand for a loan. */
export interface Choice {
  readonly loanId: number;
  readonly excludedReason: string | null;
  readonly bankFen: number | null;
  readonly note: string;
}

/** Days of a loan that another batch asks for. */
export interface ClaimedSpan {
  readonly loanId: number;
  readonly from: string;
  readonly to: string;
  readonly batchNo: string;
}

export interface Part extends Stretch {
  readonly claimedFen: number;
}

export interface Line {
  readonly loanId: number;
  readonly personId: number;
  readonly facts: LineFacts;
  readonly excludedReason: string;
  readonly isByHand: boolean;
  readonly days: number;
  readonly product: number;
  readonly subsidisableFen: number;
  readonly interestFen: number;
  readonly bankFen: number | null;
  readonly bankSource: '' | 'settlement' | 'list' | 'typed';
  readonly subsidyFen: number;
  readonly claimedFen: number;
  readonly paidByHouseholdFen: number;
  readonly note: string;
  readonly parts: readonly Part[];
}

export interface Computation {
  readonly lines: readonly Line[];
  /** The bank's list beside them; null: there is none. */
  readonly list: ListMatch | null;
}

/** The lines of a batch: what may be claimed for each loan, or why nothing is; the bank's figure wins (typed, then its list, then the register). */
export function computeLines(
  terms: Terms,
  loans: readonly Claimable[],
  by: {
    readonly choices: readonly Choice[];
    readonly claimed: readonly ClaimedSpan[];
    readonly list: readonly ListedRow[];
  },
): Computation {
  const choices = new Map(by.choices.map((choice) => [choice.loanId, choice]));
  const claimed = Map.groupBy(by.claimed, (span) => span.loanId);
  const chosen = loans.map((loan) => {
    const choice = choices.get(loan.loanId) ?? null;
    return { loan, choice, ...partsOf(terms, loan, choice, claimed.get(loan.loanId) ?? []) };
  });
  const list =
    by.list.length === 0
      ? null
      : matchList(
          chosen.map(({ loan, parts, reason }) => ({
            loanId: loan.loanId,
            noteNo: loan.facts.noteNo,
            name: loan.facts.borrowerName,
            excludedReason: reason,
            dueOn: loan.payableOn,
            parts,
          })),
          by.list,
        );
  return {
    lines: chosen.map(({ loan, choice, parts, reason, note }) => {
      const figure = list?.figures.get(loan.loanId) ?? null;
      const bank = bankOf(parts, choice?.bankFen ?? null, figure);
      return lineOf(loan, choice, { reason, note, parts: withBank(parts, bank.byPart), source: bank.source });
    }),
    list,
  };
}

interface Chosen {
  readonly parts: readonly Stretch[];
  /** Empty: claimed for. */
  readonly reason: string;
  /** What of it is left for another time. */
  readonly note: string;
}

function partsOf(
  terms: Terms,
  loan: Claimable,
  choice: Choice | null,
  claimed: readonly ClaimedSpan[],
): Chosen {
  const left = (reason: string): Chosen => ({ parts: [], reason, note: '' });
  if (choice?.excludedReason) return left(choice.excludedReason);
  const isTakenIn = choice?.excludedReason === '';
  const barred = isTakenIn ? null : whyBarred(terms, loan);
  if (barred !== null) return left(barred);
  if (loan.stretches.length === 0) return left(`${terms.from} 至 ${terms.to} 没有结息`);
  const subsidised = loan.stretches.filter((one) => one.subsidyFen > 0);
  if (subsidised.length === 0) return left(whyUnsubsidised(loan));
  const free = subsidised.filter((one) => claimsOver(one, claimed, loan.repaidOn).length === 0);
  if (free.length === 0) {
    const nos = [...new Set(claimed.map((span) => span.batchNo))].join('、');
    return left(`这些日子已在 ${nos} 里申请`);
  }
  const asksSlip = terms.needsSlip && terms.payee === 'household' && !isTakenIn;
  const seen = asksSlip ? free.filter((one) => one.paidFen >= one.dueFen) : free;
  if (seen.length === 0) {
    const due = free.reduce((sum, one) => sum + one.dueFen, 0);
    const paid = free.reduce((sum, one) => sum + one.paidFen, 0);
    return left(`没有见到付息凭证（应付 ${formatYuan(due)}，已登记 ${formatYuan(paid)}）`);
  }
  const notes = [
    ...(free.length < subsidised.length ? [`${subsidised.length - free.length} 期已在别的批次里申请`] : []),
    ...(seen.length < free.length ? [`${free.length - seen.length} 期没有见到付息凭证，没有申请`] : []),
  ];
  return { parts: seen, reason: '', note: notes.join('；') };
}

/** What the county refuses wholly. */
function whyBarred(terms: Terms, loan: Claimable): string | null {
  if (loan.isMisused) return '登记了挪用，不贴息';
  if (terms.overdue === 'exclude' && loan.overdueDays > 0) {
    return `到 ${terms.to} 已逾期 ${loan.overdueDays} 天，逾期贷款不贴息`;
  }
  return null;
}

function whyUnsubsidised(loan: Claimable): string {
  if (!loan.hasRatio) return '没有登记贴息比例';
  const first = loan.stretches[0];
  if (first && first.from > loan.subsidyTo) return `贴息到 ${loan.subsidyTo} 为止`;
  if (first && first.from >= loan.payableOn) return `${loan.facts.dueOn} 到期以后的利息不贴息`;
  return '这些日子没有可以贴息的利息';
}

function bankOf(
  parts: readonly Stretch[],
  typedFen: number | null,
  figure: { readonly fen: number; readonly byPart: readonly number[] | null } | null,
): { byPart: readonly (number | null)[]; source: Line['bankSource'] } {
  if (parts.length === 0) return { byPart: [], source: '' };
  if (typedFen !== null) return { byPart: bankByPart(parts, typedFen), source: 'typed' };
  if (figure) return { byPart: figure.byPart ?? bankByPart(parts, figure.fen), source: 'list' };
  const byPart = parts.map((part) => part.bankFen);
  return { byPart, source: byPart.some((fen) => fen !== null) ? 'settlement' : '' };
}

function withBank(parts: readonly Stretch[], byPart: readonly (number | null)[]): Part[] {
  return parts.map((part, index) => {
    const bankFen = byPart[index] ?? null;
    return {
      ...part,
      bankFen,
      claimedFen: bankFen === null ? part.subsidyFen : subsidyOnBank(part, bankFen),
    };
  });
}

function lineOf(
  loan: Claimable,
  choice: Choice | null,
  {
    reason,
    note,
    parts,
    source,
  }: { reason: string; note: string; parts: Part[]; source: Line['bankSource'] },
): Line {
  const sumOf = (of: (part: Part) => number): number => parts.reduce((sum, part) => sum + of(part), 0);
  return {
    loanId: loan.loanId,
    personId: loan.personId,
    facts: loan.facts,
    excludedReason: reason,
    isByHand: choice !== null && choice.excludedReason !== null,
    days: sumOf((part) => part.days),
    product: sumOf((part) => part.product),
    subsidisableFen: parts.reduce((most, part) => Math.max(most, part.subsidisableFen), 0),
    interestFen: sumOf((part) => part.interestFen),
    // Where the bank says nothing of a settlement, what was computed stands for it.
    bankFen: source === '' ? null : sumOf((part) => part.bankFen ?? part.interestFen),
    bankSource: source,
    subsidyFen: sumOf((part) => part.subsidyFen),
    claimedFen: sumOf((part) => part.claimedFen),
    paidByHouseholdFen: sumOf((part) => part.paidFen),
    note: [choice?.note ?? '', note].filter((text) => text !== '').join('；'),
    parts,
  };
}

/** The whole as the screen sums it up. */
export function rangeOf(parts: readonly { readonly from: string; readonly to: string }[]): {
  from: string | null;
  to: string | null;
} {
  if (parts.length === 0) return { from: null, to: null };
  const from = parts.map((part) => part.from).reduce((a, b) => (a < b ? a : b));
  const to = parts.map((part) => part.to).reduce((a, b) => (a > b ? a : b));
  return { from, to: addDays(to, -1) };
}
