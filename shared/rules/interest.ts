import { addDays, addMonths, daysBetween, yearOf } from './calendar.ts';
import {
  compare,
  decimal,
  type Fraction,
  fraction,
  percentFraction,
  plus,
  rounded,
  sum,
  times,
} from './fraction.ts';
import { formatYuan, type Fen } from './money.ts';
import { invariant, ok, refuse, type Result } from './result.ts';

/**
 * Interest of a bank loan, to the day and the fen. The first day counts and the last does not; a settlement day (20) is the last day of its
 * period, so periods are cut on the 21st. Amounts are exact fractions of fen until a settlement rounds once, half up (人民币利率管理规定
 * Art. 20, 21; 民法典 203 for due days on holidays).
 */

export type InterestMode = 'actual-days' | 'whole-periods' | 'whole-periods-odd-days';

export interface RateLine {
  readonly from: string;
  /** "4.75" */
  readonly percent: string;
}

export interface InterestTerms {
  /** 放款日: anniversaries are counted from it. */
  readonly startsOn: string;
  /** The last due day, past weekends and holidays ({@link payableDay}): from here on it is overdue. */
  readonly payableOn: string;
  readonly basis: 360 | 365;
  /**
   * `whole-periods`: a stretch of whole years and months by months, any other wholly by days; `whole-periods-odd-days`: its months by
   * months and the days left over by days.
   */
  readonly mode: InterestMode;
  readonly settlement: 'monthly' | 'quarterly' | 'at-maturity';
  readonly settlementDay: number;
  /** `contract`: a line applies from its own day. `yearly`: from the reset day on or after it. */
  readonly rateKind: 'contract' | 'yearly';
  readonly resetOn: 'anniversary' | 'new-year';
  readonly rates: readonly RateLine[];
  readonly penaltyPercent: string;
  readonly misusePercent: string;
  readonly compounds: boolean;
  /** Interest on what is repaid is collected with it, not at the settlement. */
  readonly interestWithPrincipal: boolean;
  readonly misusedFrom: string | null;
}

export interface Dated {
  readonly date: string;
  readonly fen: Fen;
}

export interface LoanFlow {
  readonly draws: readonly Dated[];
  /** Principal. */
  readonly repayments: readonly Dated[];
  /** Interest and penalties paid: what is unpaid compounds, where the terms say so. */
  readonly interestPaid?: readonly Dated[];
  /** The bank's figure of a settlement by its last day (exclusive), where it is known. */
  readonly figures?: ReadonlyMap<string, Fen>;
  /** Periods that were settled as they are, oldest first: whatever was registered later, no other is cut out of their days. */
  readonly kept?: readonly KeptPeriod[];
}

export interface KeptPeriod {
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly settlesOn: string;
  readonly reason: Settlement['reason'];
}

export type SegmentKind = 'normal' | 'overdue' | 'misuse' | 'compound';

/** A stretch of days with one principal and one rate. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  readonly days: number;
  readonly principalFen: Fen;
  /** What the whole loan stood at: more than the principal where interest is collected with what is repaid. */
  readonly balanceFen: Fen;
  /** The rate with what is added to it. */
  readonly percent: string;
  /** Fen. */
  readonly exact: Fraction;
  /** 22天 × 50,000.00 × 4.75% ÷ 360 = 145.138889 */
  readonly text: string;
}

export interface Settlement {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly settlesOn: string;
  readonly reason: 'settlement-day' | 'maturity' | 'cleared' | 'repayment' | 'running';
  /** By what is known now the period would end on other days: it was settled like this. */
  readonly isForced: boolean;
  readonly segments: readonly Segment[];
  /** Of all, rounded once; 正常利息; and the rest (罚息, 复利). */
  readonly totalFen: Fen;
  readonly interestFen: Fen;
  readonly penaltyFen: Fen;
}

export interface Holidays {
  readonly holidays: readonly string[];
  /** Weekend days that are worked (调休). */
  readonly workdays: readonly string[];
}

/** The day something due is payable: past Saturdays, Sundays and holidays to the next day of work. */
export function payableDay(date: string, { holidays, workdays }: Holidays): string {
  let day = date;
  while (!workdays.includes(day) && (isWeekend(day) || holidays.includes(day))) day = addDays(day, 1);
  return day;
}

/** 2000-01-01 was a Saturday. */
function isWeekend(date: string): boolean {
  const day = ((daysBetween('2000-01-01', date) % 7) + 7) % 7;
  return day === 0 || day === 1;
}

/** A loan is repaid no further than it was drawn, on any day. */
export function checkFlow({ draws, repayments }: LoanFlow): Result<true> {
  for (const date of [...new Set(repayments.map((one) => one.date))].sort()) {
    const owed = totalTo(draws, date) - totalTo(repayments, date);
    if (owed >= 0) continue;
    const repaid = totalOn(repayments, date);
    const first = draws.map((one) => one.date).sort()[0];
    const hint =
      first === undefined || date < first
        ? `放款是 ${first ?? '还没有登记'}，请核对日期`
        : '请核对金额和日期';
    return refuse(
      'loan_overpaid',
      `${date} 还本 ${formatYuan(repaid)} 元，那天只欠 ${formatYuan(owed + repaid)} 元。${hint}。`,
      { principalFen: '多于欠款' },
    );
  }
  return ok(true);
}

function balanceOn(flow: LoanFlow, date: string): Fen {
  return totalTo(flow.draws, date) - totalTo(flow.repayments, date);
}

/** The rates as they apply: from the draw on, each from its own day or its reset day. */
export function ratesInForce(
  terms: Pick<InterestTerms, 'startsOn' | 'rateKind' | 'resetOn' | 'rates'>,
): RateLine[] {
  const lines = [...terms.rates].sort((a, b) => (a.from < b.from ? -1 : 1));
  invariant(lines.length > 0, 'a loan has a rate');
  const first = lines.findLast((line) => line.from <= terms.startsOn) ?? lines[0]!;
  const inForce = new Map([[terms.startsOn, first.percent]]);
  for (const line of lines) {
    if (line === first || line.from <= terms.startsOn) continue;
    inForce.set(terms.rateKind === 'contract' ? line.from : resetDay(terms, line.from), line.percent);
  }
  return [...inForce]
    .map(([from, percent]) => ({ from, percent }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function resetDay({ startsOn, resetOn }: Pick<InterestTerms, 'startsOn' | 'resetOn'>, from: string): string {
  if (resetOn === 'new-year') {
    return from.endsWith('-01-01') ? from : `${String(yearOf(from) + 1).padStart(4, '0')}-01-01`;
  }
  let years = Math.max(yearOf(from) - yearOf(startsOn), 0);
  while (addMonths(startsOn, years * 12) < from) years += 1;
  return addMonths(startsOn, years * 12);
}

/** Interest between two days without compounding, unrounded, in fen. */
export function interestBetween(terms: InterestTerms, flow: LoanFlow, from: string, to: string): Fraction {
  return sum(segmentsOf(terms, flow, from, to, (day) => balanceOn(flow, day)).map((one) => one.exact));
}

/**
 * Every settlement up to and with a day, oldest first; the last one may still be running (to that day, exclusive). Periods end after each
 * settlement day, on the day the loan is payable, on the day nothing is owed any more, and, where interest is collected with what is
 * repaid, for that part on the day of the repayment.
 */
export function settlementsTo(terms: InterestTerms, flow: LoanFlow, day: string): Settlement[] {
  const start = [...flow.draws].map((one) => one.date).sort()[0];
  if (start === undefined || start > day) return [];
  const done: Settlement[] = [];
  let from = start;
  for (const end of endsOf(terms, flow, start, day)) {
    if (end.to <= from) continue;
    for (const settlement of settle(terms, flow, from, end, done)) done.push(settlement);
    from = end.to;
  }
  return done;
}

interface End {
  readonly to: string;
  readonly settlesOn: string;
  readonly reason: Settlement['reason'];
  readonly isForced: boolean;
}

function endsOf(terms: InterestTerms, flow: LoanFlow, start: string, day: string): End[] {
  const ends = new Map<string, End>();
  const add = (to: string, settlesOn: string, reason: End['reason']): void => {
    if (to > start && settlesOn <= day && !ends.has(to))
      ends.set(to, { to, settlesOn, reason, isForced: false });
  };
  for (const cut of cutDays(terms, start, day)) add(cut, addDays(cut, -1), 'settlement-day');
  const cleared = [...new Set(flow.repayments.map((one) => one.date))].filter(
    (date) => balanceOn(flow, date) === 0,
  );
  for (const date of cleared) add(date, date, 'cleared');
  add(terms.payableOn, terms.payableOn, 'maturity');
  // After the day itself nothing runs on; a settlement on the evening of that day is complete.
  if (![...ends.keys()].some((to) => to > day)) add(day, day, 'running');
  for (const period of flow.kept ?? []) if (period.settlesOn <= day) keep(ends, start, period);
  return [...ends.values()].sort((a, b) => (a.to < b.to ? -1 : 1));
}

/** A period that was settled stands with both its ends, and nothing ends within it. */
function keep(ends: Map<string, End>, start: string, { from, to, settlesOn, reason }: KeptPeriod): void {
  const within = [...ends.keys()].filter((end) => from < end && end < to);
  for (const end of within) ends.delete(end);
  if (from > start && !ends.has(from)) {
    ends.set(from, { to: from, settlesOn: addDays(from, -1), reason: 'settlement-day', isForced: true });
  }
  const known = ends.get(to);
  if (known === undefined || known.reason === 'running')
    ends.set(to, { to, settlesOn, reason, isForced: true });
  else if (within.length > 0) ends.set(to, { ...known, isForced: true });
}

/** The days after the settlement days of the terms. */
export function cutDays(
  { settlement, settlementDay }: Pick<InterestTerms, 'settlement' | 'settlementDay'>,
  from: string,
  to: string,
): string[] {
  if (settlement === 'at-maturity') return [];
  const days: string[] = [];
  const dayText = String(settlementDay).padStart(2, '0');
  for (let month = `${from.slice(0, 7)}-01`; month <= to; month = addMonths(month, 1)) {
    if (settlement === 'quarterly' && Number(month.slice(5, 7)) % 3 !== 0) continue;
    days.push(addDays(`${month.slice(0, 8)}${dayText}`, 1));
  }
  return days.filter((cut) => cut > from);
}

function settle(
  terms: InterestTerms,
  flow: LoanFlow,
  from: string,
  end: End,
  before: readonly Settlement[],
): Settlement[] {
  const parts = terms.interestWithPrincipal ? withPrincipal(flow, from, end.to) : [];
  const settled = parts.map((part) =>
    settlement(
      { from, to: part.date, settlesOn: part.date, reason: 'repayment', isForced: false },
      part.lots.flatMap((lot) => segmentsOf(terms, flow, later(from, lot.since), part.date, () => lot.fen)),
    ),
  );
  const gone = (day: string): Fen =>
    parts
      .filter((part) => part.date > day)
      .reduce(
        (total, part) => total + part.lots.reduce((all, lot) => all + (lot.since <= day ? lot.fen : 0), 0),
        0,
      );
  const segments = segmentsOf(terms, flow, from, end.to, (day) => balanceOn(flow, day) - gone(day));
  const compound = terms.compounds ? compoundOf(terms, flow, from, end.to, [...before, ...settled]) : [];
  const rest = settlement({ from, ...end }, [...segments, ...compound]);
  const isIdle = rest.segments.length === 0;
  return isIdle ? settled : [...settled, rest];
}

function settlement(
  period: Pick<Settlement, 'from' | 'to' | 'settlesOn' | 'reason' | 'isForced'>,
  segments: readonly Segment[],
): Settlement {
  const totalFen = rounded(sum(segments.map((one) => one.exact)));
  const interestFen = rounded(sum(segments.filter((one) => one.kind === 'normal').map((one) => one.exact)));
  return {
    ...period,
    days: daysBetween(period.from, period.to),
    segments,
    totalFen,
    interestFen,
    penaltyFen: totalFen - interestFen,
  };
}

interface Lot {
  readonly since: string;
  readonly fen: Fen;
}

/** What was repaid within a period (its ends apart), taken from the oldest draws first: since when each part bore interest in it. */
function withPrincipal(flow: LoanFlow, from: string, to: string): { date: string; lots: Lot[] }[] {
  const lots = [{ since: from, fen: balanceOn(flow, from) }];
  const dates = new Set([...flow.draws, ...flow.repayments].map((one) => one.date));
  const parts: { date: string; lots: Lot[] }[] = [];
  for (const date of [...dates].filter((one) => one > from && one < to).sort()) {
    const drawn = totalOn(flow.draws, date);
    if (drawn > 0) lots.push({ since: date, fen: drawn });
    let left = totalOn(flow.repayments, date);
    if (left === 0) continue;
    const taken: Lot[] = [];
    while (left > 0) {
      const lot = lots[0];
      invariant(lot !== undefined, 'no more is repaid than was drawn');
      const fen = Math.min(left, lot.fen);
      if (fen > 0) taken.push({ since: lot.since, fen });
      left -= fen;
      lot.fen -= fen;
      if (lot.fen === 0) lots.shift();
    }
    const bearing = taken.filter((lot) => lot.since < date);
    if (bearing.length > 0) parts.push({ date, lots: bearing });
  }
  return parts;
}

/** The stretches of a period in which neither principal nor rate changes. */
function segmentsOf(
  terms: InterestTerms,
  flow: LoanFlow,
  from: string,
  to: string,
  principalOn: (day: string) => Fen,
): Segment[] {
  const rates = ratesInForce(terms);
  const changes = [
    ...rates.map((line) => line.from),
    ...flow.draws.map((one) => one.date),
    ...flow.repayments.map((one) => one.date),
    terms.payableOn,
    ...(terms.misusedFrom === null ? [] : [terms.misusedFrom]),
  ];
  return stretches(from, to, changes).flatMap(([first, last]) => {
    const principalFen = principalOn(first);
    if (principalFen <= 0) return [];
    const { kind, rate, said } = rateOn(terms, rates, first);
    const base = { kind, from: first, to: last, principalFen, balanceFen: balanceOn(flow, first) };
    return [segment(base, kind === 'normal' ? terms.mode : 'actual-days', terms.basis, rate, said)];
  });
}

/** Unpaid interest of earlier settlements, at the rate of its days. */
function compoundOf(
  terms: InterestTerms,
  flow: LoanFlow,
  from: string,
  to: string,
  before: readonly Settlement[],
): Segment[] {
  const paid = flow.interestPaid ?? [];
  const owed = before.map((one) => ({ date: one.to, fen: flow.figures?.get(one.to) ?? one.totalFen }));
  const rates = ratesInForce(terms);
  const changes = [
    ...rates.map((line) => line.from),
    ...owed.map((one) => one.date),
    ...paid.map((one) => one.date),
    terms.payableOn,
  ];
  return stretches(from, to, changes).flatMap(([first, last]) => {
    const fen = totalTo(owed, first) - totalTo(paid, first);
    if (fen <= 0) return [];
    const { rate, said } = rateOn({ ...terms, misusedFrom: null }, rates, first);
    const base = { kind: 'compound' as const, from: first, to: last, principalFen: fen, balanceFen: fen };
    return [segment(base, 'actual-days', terms.basis, rate, said)];
  });
}

function stretches(from: string, to: string, changes: readonly string[]): [string, string][] {
  const cuts = [...new Set([from, ...changes.filter((day) => day > from && day < to), to])].sort();
  return cuts.slice(1).map((day, index) => [cuts[index]!, day]);
}

/** Overdue and misused at once: the heavier of the two, not both. */
function rateOn(
  terms: InterestTerms,
  rates: readonly RateLine[],
  day: string,
): { kind: SegmentKind; rate: Fraction; said: string } {
  const { percent } = rates.findLast((line) => line.from <= day) ?? rates[0]!;
  const isOverdue = day >= terms.payableOn;
  const isMisused = terms.misusedFrom !== null && day >= terms.misusedFrom;
  const overdue = isOverdue ? percentFraction(terms.penaltyPercent) : null;
  const misuse = isMisused ? percentFraction(terms.misusePercent) : null;
  if (overdue === null && misuse === null)
    return { kind: 'normal', rate: percentFraction(percent), said: '' };
  const isHeavier = misuse !== null && (overdue === null || compare(misuse, overdue) > 0);
  const added = isHeavier ? terms.misusePercent : terms.penaltyPercent;
  const factor = plus(fraction(1n), times(percentFraction(added), fraction(1n, 100n)));
  return {
    kind: isHeavier ? 'misuse' : 'overdue',
    rate: times(percentFraction(percent), factor),
    said: `（${percent}% 加收 ${added}%）`,
  };
}

type SegmentBase = Omit<Segment, 'days' | 'percent' | 'exact' | 'text'>;

function segment(
  base: SegmentBase,
  mode: InterestMode,
  basis: 360 | 365,
  rate: Fraction,
  said: string,
): Segment {
  const days = daysBetween(base.from, base.to);
  const { months, odd } = mode === 'actual-days' ? { months: 0, odd: days } : wholeMonths(base.from, base.to);
  const isWhole = mode === 'whole-periods' ? odd === 0 : mode === 'whole-periods-odd-days' && months > 0;
  const yearly = times(fraction(BigInt(base.principalFen), 100n), rate);
  const byMonths = isWhole ? times(yearly, fraction(BigInt(months), 12n)) : null;
  const daysCounted = isWhole ? odd : days;
  const byDays = times(yearly, fraction(BigInt(daysCounted), BigInt(basis)));
  const exact = byMonths === null ? byDays : plus(byMonths, byDays);
  const percent = shortDecimal(rate);
  const what = `${formatYuan(base.principalFen)} × ${percent}%${said}`;
  const words = [
    ...(byMonths === null
      ? []
      : [months % 12 === 0 ? `${months / 12}年 × ${what}` : `${months}个月 × ${what} ÷ 12`]),
    ...(daysCounted === 0 ? [] : [`${daysCounted}天 × ${what} ÷ ${basis}`]),
  ].join(' + ');
  const name = base.kind === 'compound' ? '复利 ' : '';
  return { ...base, days, percent, exact, text: `${name}${words} = ${yuanText(exact)}` };
}

/** As many whole months as fit, and the days left; a month without such a day ends on its last (民法典 202). */
export function wholeMonths(from: string, to: string): { months: number; odd: number } {
  let months = (yearOf(to) - yearOf(from)) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  if (addMonths(from, months) > to) months -= 1;
  return { months, odd: daysBetween(addMonths(from, months), to) };
}

/** An exact amount of fen as yuan with six decimals: 145.138889. */
export function yuanText({ numerator, denominator }: Fraction): string {
  const text = decimal({ numerator, denominator: denominator * 100n }, 6);
  const point = text.indexOf('.');
  if (point <= 3) return text;
  return text.slice(0, point).replace(/\B(?=(\d{3})+$)/gu, ',') + text.slice(point);
}

function shortDecimal(value: Fraction): string {
  return decimal(value, 8).replace(/\.?0+$/u, '');
}

function totalTo(some: readonly Dated[], date: string): Fen {
  return some.reduce((total, one) => (one.date <= date ? total + one.fen : total), 0);
}

function totalOn(some: readonly Dated[], date: string): Fen {
  return some.reduce((total, one) => (one.date === date ? total + one.fen : total), 0);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
