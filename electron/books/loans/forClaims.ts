import { addDays, daysBetween } from '../../../shared/rules/calendar.ts';
import { type Fraction, fraction, rounded, sum, times } from '../../../shared/rules/fraction.ts';
import { type Segment } from '../../../shared/rules/interest.ts';
import { subsidyOf, subsidyOfSlip } from '../../../shared/rules/subsidy.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { flowOf, type Loan, readLoans, subsidyTermsOf } from './loan.ts';
import { readLoanSettings, type LoanSettings } from './settings.ts';
import { type ComputedSettlement, computedOf, rowsPaidBy, type SettlementRow } from './settlements.ts';
import { type LoanRow, rowOf } from './state.ts';

/** What is asked for: whole settlements with their 结息日 in a range, or the very days of it. Both days are included. */
export interface SubsidyRange {
  readonly from: string;
  readonly to: string;
  readonly by: 'settlements' | 'days';
  /** Left out: all. */
  readonly loanIds?: readonly number[] | undefined;
  /** Slips up to this day count: a settlement is paid in the days after it. Left out: up to the range's last day. */
  readonly paidBy?: string | undefined;
}

/** One settlement of a loan, or the days of it that lie in the range. */
export interface SubsidyPart {
  /** Of the register; null where it is only computed. */
  readonly settlementId: number | null;
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly days: number;
  readonly settlesOn: string;
  /** 正常利息 as computed; 罚息 and 复利 never count. */
  readonly interestFen: number;
  readonly penaltyFen: number;
  /** The bank's 正常利息; null while it is not known. */
  readonly bankFen: number | null;
  /** 其中可贴息本金, largest in the part. */
  readonly subsidisableFen: number;
  /** 积数 of the normal days: fen × days. */
  readonly product: number;
  /** As computed, and as it stands: by the bank's figure where it is known. */
  readonly computedSubsidyFen: number;
  readonly subsidyFen: number;
  /** The subsidised part of the computed interest, unrounded: numerator and denominator; of nothing, both are 0. */
  readonly share: readonly [bigint, bigint];
  /** What the household is known to have paid of it, when and by which slip. */
  readonly paidFen: number;
  readonly paidOn: string | null;
  readonly slipNo: string;
  /** The period goes on after the range's last day, or ends with the loan still running. */
  readonly isRunning: boolean;
  readonly segments: SettlementRow['segments'];
  readonly subsidyLines: readonly string[];
}

export interface LoanSubsidy {
  readonly loan: Loan;
  /** As the register has it on the range's last day. */
  readonly row: LoanRow;
  readonly parts: readonly SubsidyPart[];
}

/** Of every loan with interest in the range: its parts, oldest first. */
export function subsidiesOf(db: ReadableDb, range: SubsidyRange): LoanSubsidy[] {
  const settings = readLoanSettings(db);
  const wanted = range.loanIds && new Set(range.loanIds);
  return readLoans(db)
    .filter((loan) => wanted === undefined || wanted.has(loan.id))
    .map((loan) => ({ loan, row: rowOf(loan, settings, range.to), parts: partsOf(loan, settings, range) }))
    .filter((one) => one.parts.length > 0);
}

function partsOf(
  loan: Loan,
  settings: LoanSettings,
  { from, to, by, paidBy = to }: SubsidyRange,
): SubsidyPart[] {
  const computed = new Map(computedOf(loan, settings, to).map((one) => [one.settlement.to, one]));
  if (by === 'settlements') {
    return rowsPaidBy(loan, settings, to, paidBy)
      .filter((row) => row.reason !== 'running' && row.settlesOn >= from)
      .map((row) => wholePart(row, computed.get(row.to)));
  }
  const window = { from, to: addDays(to, 1) };
  // The day itself is in the range: what runs on is computed to the day after.
  const reaching = rowsPaidBy(loan, settings, window.to, paidBy).filter((row) => row.to > window.from);
  const withLast = new Map(computedOf(loan, settings, window.to).map((one) => [one.settlement.to, one]));
  return reaching.flatMap((row) => {
    const one = withLast.get(row.to);
    if (row.from >= window.to || !one) return [];
    const isWhole = row.from >= window.from && row.to <= window.to;
    if (isWhole) return [{ ...wholePart(row, one), isRunning: row.reason === 'running' }];
    return [clippedPart(loan, settings, row, one, window)];
  });
}

function wholePart(row: SettlementRow, computed: ComputedSettlement | undefined): SubsidyPart {
  const { settlementId, from, to, days, settlesOn, interestFen, penaltyFen, paidFen, paidOn, slipNo } = row;
  return {
    ...{ settlementId, from, to, days, settlesOn, interestFen, penaltyFen, paidFen, paidOn, slipNo },
    bankFen: row.bankInterestFen,
    subsidisableFen: row.subsidisableFen,
    product: productOf(row.segments),
    computedSubsidyFen: computed?.subsidy.subsidyFen ?? row.subsidyFen,
    subsidyFen: row.subsidyFen,
    share: computed
      ? shareOf(computed.subsidy.exact, normalOf(computed.settlement.segments))
      : [BigInt(row.subsidyFen), BigInt(row.bankInterestFen ?? row.interestFen)],
    isRunning: false,
    segments: row.segments,
    subsidyLines: row.subsidyLines,
  };
}

/** Days of a segment bear the same interest each; the bank's figure and what was paid are shared by what the days bear. */
function clippedPart(
  loan: Loan,
  settings: LoanSettings,
  row: SettlementRow,
  { settlement }: ComputedSettlement,
  window: { from: string; to: string },
): SubsidyPart {
  const from = row.from > window.from ? row.from : window.from;
  const to = row.to < window.to ? row.to : window.to;
  const flow = flowOf(loan, addDays(to, -1));
  const subsidy = subsidyOf(settlement, flow, subsidyTermsOf(loan, settings, addDays(to, -1)), window);
  const inside = settlement.segments.flatMap((segment) => clipped(segment, from, to));
  const [part, whole] = [normalOf(inside), normalOf(settlement.segments)];
  const partOf = (fen: number): number =>
    whole.numerator === 0n
      ? 0
      : rounded(
          times(
            fraction(BigInt(fen)),
            fraction(part.numerator * whole.denominator, part.denominator * whole.numerator),
          ),
        );
  const bankFen = row.bankInterestFen === null ? null : partOf(row.bankInterestFen);
  const interestFen = rounded(part);
  const bySlip =
    bankFen === null
      ? subsidy.subsidyFen
      : subsidyOfSlip({ segments: inside }, subsidy, { interestFen: bankFen, penaltyFen: 0 }).subsidyFen;
  return {
    ...{ settlementId: row.settlementId, from, to, days: daysBetween(from, to), settlesOn: row.settlesOn },
    interestFen,
    penaltyFen: rounded(sum(inside.map((one) => one.exact))) - interestFen,
    bankFen,
    subsidisableFen: subsidy.subsidisableFen,
    product: productOf(inside),
    computedSubsidyFen: subsidy.subsidyFen,
    subsidyFen: bySlip,
    share: shareOf(subsidy.exact, part),
    paidFen: partOf(Math.min(row.paidFen, row.dueFen)),
    paidOn: row.paidOn,
    slipNo: row.slipNo,
    isRunning: row.to > window.to || row.reason === 'running',
    segments: inside.map(({ exact: _, balanceFen: _balance, ...shown }) => shown),
    subsidyLines: subsidy.lines,
  };
}

function clipped(segment: Segment, from: string, to: string): Segment[] {
  const first = segment.from > from ? segment.from : from;
  const last = segment.to < to ? segment.to : to;
  if (first >= last) return [];
  const days = daysBetween(first, last);
  if (days === segment.days) return [segment];
  const exact = times(segment.exact, fraction(BigInt(days), BigInt(segment.days)));
  return [{ ...segment, from: first, to: last, days, exact, text: `${segment.text} 中的 ${days} 天` }];
}

function normalOf(segments: readonly { kind: string; exact: Fraction }[]): Fraction {
  return sum(segments.filter((one) => one.kind === 'normal').map((one) => one.exact));
}

function shareOf(part: Fraction, whole: Fraction): readonly [bigint, bigint] {
  return [part.numerator * whole.denominator, part.denominator * whole.numerator];
}

function productOf(segments: readonly { kind: string; principalFen: number; days: number }[]): number {
  return segments.reduce(
    (total, one) => (one.kind === 'normal' ? total + one.principalFen * one.days : total),
    0,
  );
}
