import { addDays, daysBetween } from './calendar.ts';
import {
  compare,
  type Fraction,
  fraction,
  minus,
  percentFraction,
  plus,
  rounded,
  sum,
  times,
  ZERO,
} from './fraction.ts';
import { type LoanFlow, type RateLine, type Segment, type Settlement, yuanText } from './interest.ts';
import { formatYuan, type Fen } from './money.ts';

/**
 * 贴息: what the county pays of a settlement's interest. Only of normal interest on the part of the principal under the cap, within the days
 * the subsidy runs; never of penalties, of what is overdue, of compound interest, or of a loan lent on or misused. Rounded half up once a
 * settlement; what is left of the interest is the household's own, so that both always make up the whole.
 */
export interface SubsidyTerms {
  /** 贴息比例 by the day it is from; none before the first. */
  readonly ratios: readonly RateLine[];
  /** First and last day; null: from the draw, to the due day. */
  readonly from: string | null;
  readonly to: string | null;
  /** The day the loan is payable (exclusive): the extended one only where an extension is subsidised. */
  readonly until: string;
  readonly misusedFrom: string | null;
  readonly capFen: Fen;
  readonly repaidFirst: 'excess' | 'pro-rata' | 'subsidised';
}

export interface Subsidy {
  /** 其中可贴息本金: the largest in the period. */
  readonly subsidisableFen: Fen;
  /** Unrounded, in fen. */
  readonly exact: Fraction;
  readonly subsidyFen: Fen;
  /** 户自付: the rest of the interest, penalties included. */
  readonly ownFen: Fen;
  readonly lines: readonly string[];
}

/** The subsidy of one settlement; `window`: only of the days in it (last day exclusive), the rest being somebody else's claim. */
export function subsidyOf(
  settlement: Pick<Settlement, 'segments' | 'totalFen'>,
  flow: LoanFlow,
  terms: SubsidyTerms,
  window?: { readonly from: string; readonly to: string },
): Subsidy {
  const principal = subsidisedPrincipal(flow, terms);
  const pieces = settlement.segments
    .filter((segment) => segment.kind === 'normal')
    .flatMap((segment) => piecesOf(segment, terms, principal, window));
  const exact = sum(pieces.map((piece) => piece.exact));
  const subsidyFen = rounded(exact);
  return {
    subsidisableFen: pieces.reduce((most, piece) => Math.max(most, piece.principalFen), 0),
    exact,
    subsidyFen,
    ownFen: settlement.totalFen - subsidyFen,
    lines: pieces.map((piece) => piece.text),
  };
}

/**
 * The same by the bank's slip, which wins: the subsidised part of its interest is what it is of the computed interest. A fen that the bank
 * took less is a fen less of subsidy.
 */
export function subsidyOfSlip(
  settlement: Pick<Settlement, 'segments'>,
  computed: Pick<Subsidy, 'exact'>,
  bank: { readonly interestFen: Fen; readonly penaltyFen: Fen },
): { subsidyFen: Fen; ownFen: Fen } {
  const interest = sum(
    settlement.segments.filter((segment) => segment.kind === 'normal').map((segment) => segment.exact),
  );
  const subsidyFen =
    interest.numerator === 0n
      ? 0
      : rounded(
          times(
            fraction(BigInt(bank.interestFen)),
            fraction(
              computed.exact.numerator * interest.denominator,
              computed.exact.denominator * interest.numerator,
            ),
          ),
        );
  return { subsidyFen, ownFen: bank.interestFen + bank.penaltyFen - subsidyFen };
}

interface Piece {
  readonly principalFen: Fen;
  readonly exact: Fraction;
  readonly text: string;
}

/** The subsidised days of a segment, by ratio. Days of one segment bear the same interest each. */
function piecesOf(
  segment: Segment,
  terms: SubsidyTerms,
  principal: (day: string) => Fraction,
  window: { readonly from: string; readonly to: string } | undefined,
): Piece[] {
  const begins = [segment.from, terms.from ?? segment.from, window?.from ?? segment.from];
  const ends = [
    segment.to,
    terms.until,
    terms.to === null ? segment.to : addDays(terms.to, 1),
    terms.misusedFrom ?? segment.to,
    window?.to ?? segment.to,
  ];
  const from = begins.reduce((a, b) => (a > b ? a : b));
  const to = ends.reduce((a, b) => (a < b ? a : b));
  if (from >= to) return [];
  const ratios = [...terms.ratios].sort((a, b) => (a.from < b.from ? -1 : 1));
  const cuts = [
    ...new Set([from, ...ratios.map((line) => line.from).filter((day) => day > from && day < to), to]),
  ];
  const share = shareOf(principal(segment.from), segment.balanceFen);
  const days = BigInt(segment.days);
  return cuts.slice(1).flatMap((last, index) => {
    const first = cuts[index]!;
    const percent = ratios.findLast((line) => line.from <= first)?.percent;
    if (percent === undefined) return [];
    const ratio = percentFraction(percent);
    if (ratio.numerator === 0n || share.numerator === 0n) return [];
    const count = daysBetween(first, last);
    const interest = times(segment.exact, fraction(BigInt(count), days));
    const exact = times(times(interest, share), times(ratio, fraction(1n, 100n)));
    const principalFen = rounded(times(fraction(BigInt(segment.principalFen)), share));
    const part =
      principalFen === segment.principalFen
        ? ''
        : ` × ${formatYuan(principalFen)} ÷ ${formatYuan(segment.principalFen)}`;
    return [
      {
        principalFen,
        exact,
        text: `${count}天利息 ${yuanText(interest)}${part} × ${percent}% = ${yuanText(exact)}`,
      },
    ];
  });
}

function shareOf(subsidised: Fraction, balanceFen: Fen): Fraction {
  return times(subsidised, fraction(1n, BigInt(balanceFen)));
}

/** How much of what is owed on a day is under the cap: draws fill it up, repayments take from it as the terms say. */
function subsidisedPrincipal(
  flow: LoanFlow,
  { capFen, repaidFirst }: SubsidyTerms,
): (day: string) => Fraction {
  const cap = fraction(BigInt(capFen));
  const moves = [
    ...flow.draws.map(({ date, fen }) => ({ date, fen: BigInt(fen), draws: true })),
    ...flow.repayments.map(({ date, fen }) => ({ date, fen: BigInt(fen), draws: false })),
  ].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : Number(b.draws) - Number(a.draws)));
  const states: { date: string; under: Fraction }[] = [];
  let under = ZERO;
  let balance = 0n;
  for (const { date, fen, draws } of moves) {
    const amount = fraction(fen);
    if (draws) {
      under = smaller(plus(under, amount), cap);
      balance += fen;
    } else {
      under = afterRepayment(under, fraction(balance), amount, repaidFirst);
      balance -= fen;
    }
    states.push({ date, under });
  }
  return (day) => states.findLast((state) => state.date <= day)?.under ?? ZERO;
}

function afterRepayment(
  under: Fraction,
  balance: Fraction,
  amount: Fraction,
  first: SubsidyTerms['repaidFirst'],
): Fraction {
  const left = minus(balance, amount);
  switch (first) {
    case 'excess':
      return smaller(under, left);
    case 'subsidised':
      return compare(under, amount) > 0 ? minus(under, amount) : ZERO;
    case 'pro-rata':
      return times(
        under,
        fraction(left.numerator * balance.denominator, left.denominator * balance.numerator),
      );
  }
}

function smaller(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) < 0 ? a : b;
}
