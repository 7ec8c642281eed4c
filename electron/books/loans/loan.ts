import type { Output } from '../../../shared/contract/index.ts';
import {
  payableDay,
  type InterestTerms,
  type LoanFlow,
  type RateLine,
} from '../../../shared/rules/interest.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { SubsidyTerms } from '../../../shared/rules/subsidy.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import type { LoanSettings } from './settings.ts';

type LoanRow = Output<'loans.list'>['rows'][number];
export type LoanEventKind = Output<'loans.get'>['events'][number]['kind'];

/** A loan (借据) with all that happened to it, red rows included. */
export interface Loan {
  readonly id: number;
  readonly personId: number;
  readonly householdId: number | null;
  readonly householdCode: string;
  readonly groupNo: number | null;
  readonly headName: string;
  readonly borrowerName: string;
  readonly relation: string;
  readonly idSealed: string | null;
  readonly idDigest: string | null;
  readonly idMasked: string;
  readonly idTail: string;
  readonly phone: string;
  readonly cardMasked: string;
  readonly pinyinInitials: string;
  readonly pinyinFull: string;
  readonly householdKind: LoanRow['householdKind'];
  readonly bank: string;
  readonly contractNo: string;
  readonly noteNo: string;
  readonly amountFen: number;
  readonly purpose: string;
  readonly startsOn: string;
  readonly contractDueOn: string;
  readonly basis: 360 | 365;
  readonly mode: InterestTerms['mode'];
  readonly settlement: InterestTerms['settlement'];
  readonly settlementDay: number;
  readonly rateKind: InterestTerms['rateKind'];
  readonly resetOn: InterestTerms['resetOn'];
  readonly penaltyPercent: string;
  readonly misusePercent: string;
  readonly compounds: boolean;
  readonly interestWithPrincipal: boolean;
  readonly payee: 'household' | 'bank';
  readonly capFen: number;
  readonly repaidFirst: SubsidyTerms['repaidFirst'];
  readonly subsidisesExtension: boolean;
  readonly subsidyFrom: string | null;
  readonly subsidyTo: string | null;
  readonly note: string;
  readonly renewsId: number | null;
  readonly renewsNoteNo: string;
  readonly renewedByNoteNo: string;
  readonly voidedOn: string | null;
  readonly rates: readonly RateLine[];
  readonly ratios: readonly RateLine[];
  readonly events: readonly LoanEvent[];
  readonly settled: readonly RecordedSettlement[];
}

export interface LoanEvent {
  readonly id: number;
  readonly loanId: number;
  readonly date: string;
  readonly kind: LoanEventKind;
  readonly principalFen: number;
  readonly interestFen: number;
  readonly penaltyFen: number;
  readonly costFen: number;
  readonly dueOn: string | null;
  readonly stillOwed: 0 | 1;
  readonly periodTo: string | null;
  readonly slipNo: string;
  readonly note: string;
  readonly reversesId: number | null;
  readonly reversedById: number | null;
  readonly operator: string;
  readonly recordedAt: string;
}

/** A settlement of the register that stands. */
export interface RecordedSettlement {
  readonly id: number;
  readonly loanId: number;
  readonly from: string;
  readonly to: string;
  readonly settlesOn: string;
  readonly reason: 'settlement-day' | 'maturity' | 'cleared' | 'repayment';
  readonly interestFen: number;
  readonly penaltyFen: number;
  readonly bankInterestFen: number | null;
  readonly bankPenaltyFen: number | null;
  readonly subsidisableFen: number;
  readonly subsidyFen: number;
  readonly ownFen: number;
  readonly segments: string;
  readonly subsidyLines: string;
}

/** Names as the village's register has them now; the household is the one of the day it was registered. */
const LOAN = /* sql */ `
  SELECT b.id, b.person_id AS personId, b.household_id AS householdId, COALESCE(h.code, '') AS householdCode,
    COALESCE(h.group_no, p.listed_group_no) AS groupNo, COALESCE(head.name, '') AS headName, p.name AS borrowerName,
    CASE WHEN h.head_id = p.id THEN '本人' ELSE p.relation END AS relation, p.id_sealed AS idSealed, p.id_digest AS idDigest,
    p.id_masked AS idMasked, p.id_tail AS idTail,
    CASE WHEN p.phone <> '' THEN p.phone ELSE COALESCE(h.phone, '') END AS phone, p.card_masked AS cardMasked,
    p.pinyin_initials AS pinyinInitials, p.pinyin_full AS pinyinFull, b.household_kind AS householdKind, b.bank,
    b.contract_no AS contractNo, b.note_no AS noteNo, b.amount_fen AS amountFen, b.purpose, b.starts_on AS startsOn,
    b.due_on AS contractDueOn, b.basis, b.mode, b.settlement, b.settlement_day AS settlementDay, b.rate_kind AS rateKind,
    b.reset_on AS resetOn, b.penalty_percent AS penaltyPercent, b.misuse_percent AS misusePercent, b.compounds,
    b.interest_with_principal AS interestWithPrincipal, b.payee, b.cap_fen AS capFen, b.repaid_first AS repaidFirst,
    b.subsidises_extension AS subsidisesExtension, b.subsidy_from AS subsidyFrom, b.subsidy_to AS subsidyTo, b.note,
    b.renews_id AS renewsId, COALESCE(old.note_no, '') AS renewsNoteNo, COALESCE(new.note_no, '') AS renewedByNoteNo,
    b.voided_on AS voidedOn
  FROM bank_loan b JOIN person p ON p.id = b.person_id LEFT JOIN household h ON h.id = b.household_id
    LEFT JOIN person head ON head.id = h.head_id LEFT JOIN bank_loan old ON old.id = b.renews_id
    LEFT JOIN bank_loan new ON new.renews_id = b.id AND new.voided_on IS NULL`;

const EVENT = /* sql */ `
  SELECT e.id, e.loan_id AS loanId, e.date, e.kind, e.principal_fen AS principalFen, e.interest_fen AS interestFen,
    e.penalty_fen AS penaltyFen, e.cost_fen AS costFen, e.due_on AS dueOn, e.still_owed AS stillOwed, e.period_to AS periodTo,
    e.slip_no AS slipNo, e.note, e.reverses_id AS reversesId, r.id AS reversedById, e.operator, e.recorded_at AS recordedAt
  FROM bank_loan_event e LEFT JOIN bank_loan_event r ON r.reverses_id = e.id`;

const SETTLED = /* sql */ `
  SELECT s.id, s.loan_id AS loanId, s.from_date AS "from", s.to_date AS "to", s.settles_on AS settlesOn, s.reason,
    s.interest_fen AS interestFen, s.penalty_fen AS penaltyFen, s.bank_interest_fen AS bankInterestFen,
    s.bank_penalty_fen AS bankPenaltyFen, s.subsidisable_fen AS subsidisableFen, s.subsidy_fen AS subsidyFen, s.own_fen AS ownFen,
    s.segments, s.subsidy_lines AS subsidyLines
  FROM bank_loan_settlement s
  WHERE s.is_void = 0 AND NOT EXISTS (SELECT 1 FROM bank_loan_settlement r WHERE r.replaces_id = s.id)`;

type StoredLoan = Omit<Loan, 'rates' | 'ratios' | 'events' | 'settled' | Flag> & Record<Flag, 0 | 1>;
type Flag = 'compounds' | 'interestWithPrincipal' | 'subsidisesExtension';

/** All loans that stand, by group, household and 借据号: four queries, whatever their number. */
export function readLoans(db: ReadableDb): Loan[] {
  const stored = db.all<StoredLoan>(
    `${LOAN} WHERE b.voided_on IS NULL ORDER BY COALESCE(h.group_no, p.listed_group_no, 99), h.code, b.starts_on, b.note_no`,
  );
  const rates = db.all<StoredRate>(`${RATE} ORDER BY loan_id, from_date`);
  const events = db.all<LoanEvent>(`${EVENT} ORDER BY e.loan_id, e.date, e.id`);
  const settled = db.all<RecordedSettlement>(`${SETTLED} ORDER BY s.loan_id, s.to_date`);
  const by = <T extends { loanId: number }>(rows: readonly T[]): Map<number, T[]> =>
    Map.groupBy(rows, (row) => row.loanId);
  const [ratesOf, eventsOf, settledOf] = [by(rates), by(events), by(settled)];
  return stored.map((loan) =>
    whole(loan, ratesOf.get(loan.id) ?? [], eventsOf.get(loan.id) ?? [], settledOf.get(loan.id) ?? []),
  );
}

export function loanOf(db: ReadableDb, id: number): Result<Loan> {
  const stored = db.get<StoredLoan>(`${LOAN} WHERE b.id = ?`, id);
  if (!stored) return refuse('loan_unknown', '没有这笔贷款，请回到台账重新选择。');
  if (stored.voidedOn !== null) {
    return refuse('loan_void', `借据 ${stored.noteNo} 已在 ${stored.voidedOn} 作废，不能再登记。`);
  }
  return ok(
    whole(
      stored,
      db.all<StoredRate>(`${RATE} WHERE loan_id = ? ORDER BY from_date`, id),
      db.all<LoanEvent>(`${EVENT} WHERE e.loan_id = ? ORDER BY e.date, e.id`, id),
      db.all<RecordedSettlement>(`${SETTLED} AND s.loan_id = ? ORDER BY s.to_date`, id),
    ),
  );
}

/** The loans of the same household, or of the same person where none is known; the loan itself among them. */
export function loansBeside(db: ReadableDb, { householdId, personId }: Loan): Loan[] {
  const ids =
    householdId === null
      ? db.all<{ id: number }>(
          'SELECT id FROM bank_loan WHERE person_id = ? AND household_id IS NULL AND voided_on IS NULL ORDER BY id',
          personId,
        )
      : db.all<{ id: number }>(
          'SELECT id FROM bank_loan WHERE household_id = ? AND voided_on IS NULL ORDER BY id',
          householdId,
        );
  return ids.flatMap(({ id }) => {
    const found = loanOf(db, id);
    return found.ok ? [found.value] : [];
  });
}

interface StoredRate extends RateLine {
  readonly loanId: number;
  readonly what: 'interest' | 'subsidy';
}

const RATE = /* sql */ `SELECT loan_id AS loanId, what, from_date AS "from", percent FROM bank_loan_rate`;

function whole(
  stored: StoredLoan,
  rates: readonly StoredRate[],
  events: readonly LoanEvent[],
  settled: readonly RecordedSettlement[],
): Loan {
  const lines = (what: StoredRate['what']): RateLine[] =>
    rates.filter((line) => line.what === what).map(({ from, percent }) => ({ from, percent }));
  return {
    ...stored,
    compounds: stored.compounds === 1,
    interestWithPrincipal: stored.interestWithPrincipal === 1,
    subsidisesExtension: stored.subsidisesExtension === 1,
    rates: lines('interest'),
    ratios: lines('subsidy'),
    events,
    settled,
  };
}

/** What stands of a loan's events up to a day: neither red rows nor what they take back. */
export function standing(loan: Pick<Loan, 'events'>, asOf: string): LoanEvent[] {
  return loan.events.filter(
    (event) => event.date <= asOf && event.reversesId === null && event.reversedById === null,
  );
}

/** By what principal goes down: whoever paid it. */
export const REPAYING: readonly LoanEventKind[] = ['repayment', 'renewal', 'write-off', 'compensation'];

/** Draws and repayments as they stand on a day, for the rules. */
export function flowOf(loan: Loan, asOf: string): LoanFlow {
  const events = standing(loan, asOf);
  const of = (kinds: readonly LoanEventKind[], fen: (event: LoanEvent) => number) =>
    events
      .filter((event) => kinds.includes(event.kind))
      .map((event) => ({ date: event.date, fen: fen(event) }))
      .filter((one) => one.fen > 0);
  return {
    draws: of(['draw'], (event) => event.principalFen),
    repayments: of(REPAYING, (event) => event.principalFen),
    interestPaid: of(['interest', 'repayment'], (event) => event.interestFen + event.penaltyFen),
    kept: loan.settled.filter((one) => one.settlesOn <= asOf && one.reason !== 'repayment'),
    figures: new Map(
      loan.settled.map((one) => [
        one.to,
        (one.bankInterestFen ?? one.interestFen) + (one.bankPenaltyFen ?? one.penaltyFen),
      ]),
    ),
  };
}

/** The due day with the extensions agreed up to a day. */
export function dueOn(loan: Loan, asOf: string): string {
  return standing(loan, asOf).findLast((event) => event.kind === 'extension')?.dueOn ?? loan.contractDueOn;
}

export function misusedFrom(loan: Loan, asOf: string): string | null {
  return standing(loan, asOf).find((event) => event.kind === 'misuse')?.date ?? null;
}

export function interestTermsOf(loan: Loan, settings: LoanSettings, asOf: string): InterestTerms {
  const { startsOn, basis, mode, settlement, settlementDay, rateKind, resetOn, rates } = loan;
  const { penaltyPercent, misusePercent, compounds, interestWithPrincipal } = loan;
  return {
    ...{ startsOn, basis, mode, settlement, settlementDay, rateKind, resetOn, rates },
    ...{ penaltyPercent, misusePercent, compounds, interestWithPrincipal },
    payableOn: payableDay(dueOn(loan, asOf), settings),
    misusedFrom: misusedFrom(loan, asOf),
  };
}

export function subsidyTermsOf(loan: Loan, settings: LoanSettings, asOf: string): SubsidyTerms {
  return {
    ratios: loan.ratios,
    from: loan.subsidyFrom,
    to: loan.subsidyTo,
    until: payableDay(loan.subsidisesExtension ? dueOn(loan, asOf) : loan.contractDueOn, settings),
    misusedFrom: misusedFrom(loan, asOf),
    capFen: loan.capFen,
    repaidFirst: loan.repaidFirst,
  };
}

/** 借据 JJ201800001（郭正军）: how sentences name a loan. */
export function loanNamed(loan: Pick<Loan, 'noteNo' | 'borrowerName'>): string {
  return `借据 ${loan.noteNo}（${loan.borrowerName}）`;
}
