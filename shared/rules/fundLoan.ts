import { addDays, addMonths, daysBetween } from './calendar.ts';
import { type FeeLine, feeLine, type FeeRate, type FeeTime, isZeroRate } from './fundFee.ts';
import { divideHalfUp, type Fen } from './money.ts';
import { invariant } from './result.ts';

/**
 * A mutual-aid loan as it was contracted: 整借整还 (all at the end) or 整借零还 (equal parts of the principal by the month, half up, the last
 * takes the remainder), each with its fee.
 */
export interface FundLoanTerms {
  readonly principalFen: Fen;
  readonly paidOutOn: string;
  readonly months: number;
  readonly method: 'lump' | 'instalments';
  readonly rate: FeeRate;
  readonly feeTime: FeeTime;
  /** As contracted. */
  readonly dueOn: string;
  /** 展期: once, from a day on, of what was owed then. */
  readonly extension: {
    readonly date: string;
    readonly dueOn: string;
    readonly balanceFen: Fen;
  } | null;
}

export interface ScheduleRow {
  readonly no: number;
  readonly dueOn: string;
  readonly principalFen: Fen;
  readonly feeFen: Fen;
  /** After it. */
  readonly balanceFen: Fen;
  readonly feeText: string;
}

/** The last day to pay, extension included. */
export const lastDue = ({ dueOn, extension }: FundLoanTerms): string => extension?.dueOn ?? dueOn;

/** What is to be paid when, as if each part were paid on its day. */
export function scheduleOf(terms: FundLoanTerms): ScheduleRow[] {
  const planned = principalPlan(terms);
  const rows: ScheduleRow[] = [];
  let balanceFen = terms.principalFen;
  let from = terms.paidOutOn;
  for (const { dueOn, principalFen } of planned) {
    const fee = feeLine(
      'usage',
      { fen: balanceFen, from, to: dueOn, anchor: terms.paidOutOn },
      terms.rate,
      terms.feeTime,
    );
    balanceFen -= principalFen;
    rows.push({
      no: rows.length + 1,
      dueOn,
      principalFen,
      feeFen: fee.fen,
      balanceFen,
      feeText: fee.text,
    });
    from = dueOn;
  }
  invariant(balanceFen === 0, 'a schedule repays the whole principal');
  return rows;
}

interface Planned {
  readonly dueOn: string;
  readonly principalFen: Fen;
}

function principalPlan(terms: FundLoanTerms): Planned[] {
  const { principalFen, paidOutOn, extension } = terms;
  if (extension === null) {
    return spread(
      principalFen,
      terms.method === 'lump' ? [terms.dueOn] : duesBetween(terms, paidOutOn, terms.dueOn),
    );
  }
  const before = principalFen - extension.balanceFen;
  // What was paid before the extension stands as paid; what was owed then is planned anew.
  const paid: Planned[] = before > 0 ? [{ dueOn: extension.date, principalFen: before }] : [];
  const dues =
    terms.method === 'lump' ? [extension.dueOn] : duesBetween(terms, extension.date, extension.dueOn);
  return [...paid, ...spread(extension.balanceFen, dues)];
}

/** The months' days after one day, the last one being the day all is due. */
function duesBetween({ paidOutOn }: FundLoanTerms, after: string, last: string): string[] {
  const dues: string[] = [];
  for (let month = 1; addMonths(paidOutOn, month) < last; month++) {
    const due = addMonths(paidOutOn, month);
    if (due > after) dues.push(due);
  }
  return [...dues, last];
}

/** Equal parts half up; the last takes the remainder. */
function spread(totalFen: Fen, dues: readonly string[]): Planned[] {
  const part = Number(divideHalfUp(BigInt(totalFen), BigInt(dues.length)));
  let left = totalFen;
  return dues.map((dueOn, index) => {
    const principalFen = index === dues.length - 1 ? left : Math.min(part, left);
    left -= principalFen;
    return { dueOn, principalFen };
  });
}

/** Of one plan on a day: what should have been repaid, and what comes next. A part due on a day of rest is in time on the next working day. */
export function standingOf(
  rows: readonly ScheduleRow[],
  repaidFen: Fen,
  asOf: string,
  rest: RestDays,
): { behindFen: Fen; next: { dueOn: string; fen: Fen } | null } {
  let plannedFen = 0;
  let behindFen = 0;
  let next: { dueOn: string; fen: Fen } | null = null;
  for (const { dueOn, principalFen } of rows) {
    plannedFen += principalFen;
    if (plannedFen <= repaidFen) continue;
    if (movedOverRest(dueOn, rest) < asOf) behindFen = plannedFen - repaidFen;
    next ??= { dueOn, fen: plannedFen - repaidFen };
  }
  return { behindFen, next };
}

/** Days nobody works: Saturdays, Sundays and the holidays given, less those worked instead. */
export interface RestDays {
  readonly restDays: readonly string[];
  readonly workDays: readonly string[];
}

/** A last day on a day of rest moves to the next working day (民法典 Art. 203). */
export function movedOverRest(date: string, { restDays, workDays }: RestDays): string {
  let day = date;
  for (let tried = 0; tried < LONGEST_REST; tried++) {
    const isRest = restDays.includes(day) || (isWeekend(day) && !workDays.includes(day));
    if (!isRest) return day;
    day = addDays(day, 1);
  }
  return day;
}

const LONGEST_REST = 60;
/** A Monday. */
const MONDAY = '2018-01-01';
const isWeekend = (date: string): boolean => ((daysBetween(MONDAY, date) % 7) + 7) % 7 >= 5;

/**
 * What a balance has cost since it was last settled. Past the due day the agreed fee goes on; what the members' meeting adds for being late
 * comes on top, from the day that was the last to pay in time.
 */
export function feeLinesOf(
  terms: FundLoanTerms,
  balance: { readonly fen: Fen; readonly from: string; readonly to: string },
  late: { readonly effectiveDueOn: string; readonly overdueMille: string },
): FeeLine[] {
  const { fen, from, to } = balance;
  if (fen === 0 || to <= from) return [];
  const usage = feeLine('usage', { fen, from, to, anchor: terms.paidOutOn }, terms.rate, terms.feeTime);
  const penaltyRate: FeeRate = { per: 'mille-month', rate: late.overdueMille };
  if (to <= late.effectiveDueOn || isZeroRate(penaltyRate)) return [usage];
  const since = from > late.effectiveDueOn ? from : late.effectiveDueOn;
  const penalty = feeLine(
    'penalty',
    { fen, from: since, to, anchor: late.effectiveDueOn },
    penaltyRate,
    terms.feeTime,
  );
  return [usage, penalty];
}

/** What is owed on a day. */
export interface Owed {
  readonly feeFen: Fen;
  readonly penaltyFen: Fen;
  readonly balanceFen: Fen;
}

export interface RepaymentSplit {
  readonly feeFen: Fen;
  readonly penaltyFen: Fen;
  readonly principalFen: Fen;
}

/**
 * Money in hand over what is owed (DOMAIN §9 #37): by the meeting's order, fee (with what being late added first) and then principal, or the
 * other way round. Never more than is owed.
 */
export function splitRepayment(
  amountFen: Fen,
  owed: Owed,
  order: 'fee-first' | 'principal-first',
): RepaymentSplit {
  invariant(
    amountFen >= 0 && amountFen <= owed.feeFen + owed.penaltyFen + owed.balanceFen,
    'nobody pays more than is owed',
  );
  let left = amountFen;
  const take = (fen: Fen): Fen => {
    const taken = Math.min(fen, left);
    left -= taken;
    return taken;
  };
  if (order === 'principal-first') {
    const principalFen = take(owed.balanceFen);
    return { principalFen, penaltyFen: take(owed.penaltyFen), feeFen: take(owed.feeFen) };
  }
  const penaltyFen = take(owed.penaltyFen);
  const feeFen = take(owed.feeFen);
  return { penaltyFen, feeFen, principalFen: take(owed.balanceFen) };
}
