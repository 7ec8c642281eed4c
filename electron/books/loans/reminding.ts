import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays, daysBetween } from '../../../shared/rules/calendar.ts';
import { cutDays } from '../../../shared/rules/interest.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { claimedSpans, spansOver } from './claimed.ts';
import { type Loan, loanOf, readLoans } from './loan.ts';
import { personOf } from './lists.ts';
import { readLoanSettings } from './settings.ts';
import { householdPays, settlementRows, unpaidInterest, type SettlementRow } from './settlements.ts';
import { type LoanRow, rowOf } from './state.ts';

type Reminders = Output<'loans.reminders'>;
type Due = Reminders['overdue'][number];

/** What somebody should do something about on a day, the most urgent first. */
export function listReminders({ db, today }: Reading, input: Parsed<'loans.reminders'>): Result<Reminders> {
  const asOf = input.asOf ?? today;
  const settings = readLoanSettings(db);
  const claimed = claimedSpans(db);
  const found: Record<Exclude<keyof Reminders, 'asOf'>, Due[]> = {
    ...{ due30: [], due60: [], due90: [], overdue: [], interestNotSeen: [], notSettled: [], notClaimed: [] },
  };
  for (const loan of readLoans(db)) {
    if (loan.startsOn > asOf) continue;
    const row = rowOf(loan, settings, asOf);
    const kind = dueKind(row);
    if (kind !== null) found[kind].push(dueOf(row, asOf));
    for (const settlement of settlementRows(loan, settings, asOf)) {
      if (settlement.reason === 'running') continue;
      const one = settlementDue(row, settlement, asOf);
      const unpaid = householdPays(settlement, loan) - settlement.paidFen;
      if (settlement.settlementId === null) {
        found.notSettled.push({
          ...one,
          fen: settlement.dueFen,
          sentence: `${settlement.settlesOn} 应结息 ${formatYuan(settlement.dueFen)} 元，还没有登记结息`,
        });
        continue;
      }
      if (unpaid > 0) {
        found.interestNotSeen.push({
          ...one,
          fen: unpaid,
          sentence: `${settlement.settlesOn} 结息，还差 ${formatYuan(unpaid)} 元没有见到付息凭证`,
        });
      }
      if (settlement.subsidyFen > 0 && spansOver(claimed.get(loan.id), settlement, loan).length === 0) {
        found.notClaimed.push({
          ...one,
          fen: settlement.subsidyFen,
          sentence: `${settlement.settlesOn} 结息的贴息 ${formatYuan(settlement.subsidyFen)} 元还没有申请`,
        });
      }
    }
  }
  for (const rows of Object.values(found))
    rows.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return ok({ asOf, ...found });
}

function dueKind({ state, dueIn }: LoanRow): 'due30' | 'due60' | 'due90' | 'overdue' | null {
  if (dueIn === null) return null;
  if (state === 'overdue') return 'overdue';
  if (dueIn <= 30) return 'due30';
  if (dueIn <= 60) return 'due60';
  return dueIn <= 90 ? 'due90' : null;
}

function who(
  row: LoanRow,
): Pick<Due, 'loanId' | 'noteNo' | 'borrowerName' | 'groupNo' | 'householdCode' | 'phone'> {
  const { id: loanId, noteNo, borrowerName, groupNo, householdCode, phone } = row;
  return { loanId, noteNo, borrowerName, groupNo, householdCode, phone };
}

function dueOf(row: LoanRow, asOf: string): Due {
  const inDays = daysBetween(asOf, row.payableOn);
  const moved = row.payableOn === row.dueOn ? '' : `（遇休息日顺延至 ${row.payableOn}）`;
  const when =
    row.overdueDays > 0
      ? `已逾期 ${row.overdueDays} 天`
      : inDays === 0
        ? '今天到期'
        : `还有 ${inDays} 天到期`;
  return {
    ...who(row),
    date: row.payableOn,
    inDays,
    fen: row.balanceFen,
    sentence: `${row.dueOn}${moved}到期，${when}，余额 ${formatYuan(row.balanceFen)} 元`,
  };
}

function settlementDue(row: LoanRow, settlement: SettlementRow, asOf: string): Omit<Due, 'fen' | 'sentence'> {
  return { ...who(row), date: settlement.settlesOn, inDays: daysBetween(asOf, settlement.settlesOn) };
}

const LONGEST_CALENDAR = 800;

/** What falls due in a range of days, days to come included as they look today. */
export function listCalendar(
  { db }: Reading,
  { from, to }: Parsed<'loans.calendar'>,
): Result<Output<'loans.calendar'>> {
  if (to < from || daysBetween(from, to) > LONGEST_CALENDAR) {
    return refuse('range', `日历一次看 ${LONGEST_CALENDAR} 天以内，止日不早于起日。`, { to: '请改正止日' });
  }
  const settings = readLoanSettings(db);
  const days = new Map<string, Output<'loans.calendar'>['days'][number]>();
  const on = (date: string): Output<'loans.calendar'>['days'][number] => {
    const day = days.get(date) ?? { date, settlements: 0, settlementsFen: 0, due: [] };
    days.set(date, day);
    return day;
  };
  for (const loan of readLoans(db)) {
    const row = rowOf(loan, settings, to);
    for (const settlement of settlementRows(loan, settings, to)) {
      if (settlement.reason === 'running' || settlement.settlesOn < from || settlement.dueFen === 0) continue;
      const day = on(settlement.settlesOn);
      day.settlements += 1;
      day.settlementsFen += settlement.dueFen;
    }
    if (row.balanceFen > 0 && row.payableOn >= from && row.payableOn <= to) {
      on(row.payableOn).due.push(dueOf({ ...row, overdueDays: 0 }, from));
    }
  }
  return ok({ days: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)) });
}

/** Who to see in which group, and about what. */
export function listVisits(
  { db, today }: Reading,
  input: Parsed<'loans.visits'>,
): Result<Output<'loans.visits'>> {
  const asOf = input.asOf ?? today;
  const settings = readLoanSettings(db);
  const rows = readLoans(db)
    .filter(
      (loan) => loan.startsOn <= asOf && (input.groupNo === undefined || loan.groupNo === input.groupNo),
    )
    .flatMap((loan) => {
      const row = rowOf(loan, settings, asOf);
      const isWanted =
        input.dueWithinDays === undefined || (row.dueIn !== null && row.dueIn <= input.dueWithinDays);
      const interestDueFen = unpaidInterest(settlementRows(loan, settings, asOf), loan);
      if (!isWanted || (row.balanceFen === 0 && row.owedToFundFen === 0 && interestDueFen === 0)) return [];
      const { noteNo, state, dueOn, dueIn, balanceFen } = row;
      return [
        {
          ...personOf(loan),
          ...{ loanId: loan.id, noteNo, state, dueOn, dueIn, balanceFen, interestDueFen },
          nextSettlesOn: nextSettlement(loan, row, asOf),
        },
      ];
    });
  return ok({ asOf, rows });
}

/**
 * What a household pays next of a loan's interest: all that is settled and not paid, by the oldest 结息日 of it; else what has run up to the
 * day, which is due on the next one.
 */
export function nextInterestOf(
  db: ReadableDb,
  loanId: number,
  asOf: string,
): { readonly on: string; readonly fen: number; readonly isSettled: boolean } | null {
  const found = loanOf(db, loanId);
  if (!found.ok) return null;
  const loan = found.value;
  const settings = readLoanSettings(db);
  const rows = settlementRows(loan, settings, asOf);
  const openFen = (row: SettlementRow): number => Math.max(householdPays(row, loan) - row.paidFen, 0);
  const oldest = rows.find((row) => row.reason !== 'running' && openFen(row) > 0);
  if (oldest) return { on: oldest.settlesOn, fen: unpaidInterest(rows, loan), isSettled: true };
  const running = rows.find((row) => row.reason === 'running');
  const on = nextSettlement(loan, rowOf(loan, settings, asOf), asOf);
  return running && on !== null ? { on, fen: openFen(running), isSettled: false } : null;
}

function nextSettlement(loan: Loan, row: LoanRow, asOf: string): string | null {
  if (row.balanceFen === 0) return null;
  const cut = cutDays(loan, asOf, addDays(asOf, 100))
    .map((day) => addDays(day, -1))
    .find((day) => day >= asOf);
  if (row.payableOn >= asOf && (cut === undefined || row.payableOn <= cut)) return row.payableOn;
  return cut ?? null;
}
