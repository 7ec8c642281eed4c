import type { FeeRate, FeeTime } from '../../../shared/rules/fundFee.ts';
import { refuse, ok, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import type { Fund } from './settings.ts';

/** A loan of the association as its papers have it: what was asked for, every step, the contract, and what moved. */
export interface LoanFile {
  readonly id: number;
  readonly entityId: number;
  readonly applicationNo: string;
  readonly memberId: number;
  readonly memberNo: string;
  readonly name: string;
  readonly personId: number;
  readonly idMasked: string;
  readonly phone: string;
  readonly householdId: number | null;
  readonly householdCode: string;
  readonly groupNo: number | null;
  readonly guaranteeGroupId: number | null;
  readonly guaranteeGroup: string;
  readonly appliedOn: string;
  readonly askedFen: number;
  readonly months: number;
  readonly method: 'lump' | 'instalments';
  readonly purpose: string;
  readonly note: string;
  readonly operator: string;
  readonly steps: readonly LoanStep[];
  readonly moves: readonly LoanMove[];
}

export type StepKind = 'guarantee' | 'approve' | 'notice' | 'contract' | 'pay-out' | 'extend' | 'end';

export interface LoanStep {
  readonly id: number;
  readonly loanId: number;
  readonly kind: StepKind;
  readonly date: string;
  readonly facts: StepFacts;
  readonly note: string;
  readonly eventId: number | null;
  readonly operator: string;
  readonly undone: { readonly date: string; readonly reason: string } | null;
  readonly guarantors: readonly Guarantor[];
  readonly contract: Contract | null;
}

export interface Guarantor {
  readonly memberId: number;
  readonly memberNo: string;
  readonly name: string;
  readonly householdCode: string;
  readonly phone: string;
}

/** What a step says beside its date; each kind has its own of these. */
export interface StepFacts {
  /** approve */
  readonly amountFen?: number;
  readonly months?: number;
  readonly approvedBy?: string;
  /** notice: its last day */
  readonly to?: string;
  readonly place?: string;
  /** pay-out, extend: the day all is due */
  readonly dueOn?: string;
  /** extend: what was owed then, after which move */
  readonly balanceFen?: number;
  readonly afterMoveId?: number;
  /** end */
  readonly reason?: string;
}

export interface Contract {
  readonly no: string;
  readonly contractNo: string;
  readonly fen: number;
  readonly months: number;
  readonly method: 'lump' | 'instalments';
  readonly rate: FeeRate;
  readonly feeTime: FeeTime;
  readonly overdueMille: string;
}

export interface LoanMove {
  readonly id: number;
  readonly loanId: number;
  readonly date: string;
  readonly kind: 'pay-out' | 'repayment' | 'write-off' | 'reversal';
  readonly principalFen: number;
  readonly feeFen: number;
  readonly penaltyFen: number;
  readonly waivedFen: number;
  /** Of the lines it settled. */
  readonly settledFen: number;
  readonly payerMemberId: number | null;
  readonly payerName: string;
  readonly documentNo: string;
  readonly note: string;
  readonly eventId: number | null;
  readonly reversesId: number | null;
  readonly undoneOn: string | null;
  readonly operator: string;
}

const LOAN = /* sql */ `
  SELECT l.id, l.entity_id AS entityId, l.application_no AS applicationNo, l.member_id AS memberId, m.no AS memberNo, p.name,
    p.id AS personId, p.id_masked AS idMasked, p.phone, h.id AS householdId, COALESCE(h.code, '') AS householdCode,
    COALESCE(h.group_no, p.listed_group_no) AS groupNo, l.group_id AS guaranteeGroupId, COALESCE(g.name, '') AS guaranteeGroup,
    l.date AS appliedOn, l.fen AS askedFen, l.months, l.method, l.purpose, l.note, l.operator
  FROM fund_loan l JOIN member m ON m.id = l.member_id JOIN person p ON p.id = m.person_id
    LEFT JOIN household h ON h.id = COALESCE(l.household_id, p.household_id) LEFT JOIN fund_group g ON g.id = l.group_id`;

type Head = Omit<LoanFile, 'steps' | 'moves'>;

/** All loans of the association, as they were applied for. */
export function loansOf(db: ReadableDb, entityId: number): LoanFile[] {
  const heads = db.all<Head>(`${LOAN} WHERE l.entity_id = ? ORDER BY l.date, l.id`, entityId);
  return filled(db, heads, 'SELECT id FROM fund_loan WHERE entity_id = ?', entityId);
}

export function loanWith(db: ReadableDb, fund: Fund, id: number, field = 'loanId'): Result<LoanFile> {
  const heads = db.all<Head>(`${LOAN} WHERE l.id = ? AND l.entity_id = ?`, id, fund.id);
  const [loan] = filled(db, heads, 'SELECT id FROM fund_loan WHERE id = ?', id);
  return loan
    ? ok(loan)
    : refuse('loan_unknown', '没有这笔借款，请回到列表重新选择。', { [field]: '没有这笔借款' });
}

/** The association a loan is of: a call on one loan names no books. */
export function entityOfLoan(db: ReadableDb, id: number): number | null {
  return db.get<{ id: number }>('SELECT entity_id AS id FROM fund_loan WHERE id = ?', id)?.id ?? null;
}

interface StepRow extends Omit<LoanStep, 'facts' | 'undone' | 'guarantors' | 'contract'> {
  readonly facts: string;
  readonly undoneOn: string | null;
  readonly undoneReason: string | null;
}

function filled(db: ReadableDb, heads: readonly Head[], which: string, value: number): LoanFile[] {
  if (heads.length === 0) return [];
  const guarantors = Map.groupBy(
    db.all<Guarantor & { stepId: number }>(
      `SELECT x.step_id AS stepId, x.member_id AS memberId, m.no AS memberNo, p.name, COALESCE(h.code, '') AS householdCode, p.phone
       FROM fund_guarantor x JOIN fund_loan_step s ON s.id = x.step_id JOIN member m ON m.id = x.member_id JOIN person p ON p.id = m.person_id
         LEFT JOIN household h ON h.id = p.household_id
       WHERE s.loan_id IN (${which}) ORDER BY m.no`,
      value,
    ),
    (one) => one.stepId,
  );
  const contracts = new Map(
    db
      .all<Omit<Contract, 'rate'> & { stepId: number; per: FeeRate['per']; rate: string }>(
        `SELECT step_id AS stepId, no, contract_no AS contractNo, fen, months, method, rate_per AS per, rate, fee_time AS feeTime,
           overdue_mille AS overdueMille
         FROM fund_contract WHERE loan_id IN (${which})`,
        value,
      )
      .map(({ stepId, per, rate, ...contract }) => [stepId, { ...contract, rate: { per, rate } }]),
  );
  const steps = Map.groupBy(
    db
      .all<StepRow>(
        `SELECT s.id, s.loan_id AS loanId, s.kind, s.date, s.facts, s.note, s.event_id AS eventId, s.operator, u.date AS undoneOn,
           u.note AS undoneReason
         FROM fund_loan_step s LEFT JOIN fund_loan_step u ON u.undoes_id = s.id
         WHERE s.kind <> 'undo' AND s.loan_id IN (${which}) ORDER BY s.id`,
        value,
      )
      .map(({ facts, undoneOn, undoneReason, ...step }): LoanStep => ({
        ...step,
        facts: JSON.parse(facts) as StepFacts,
        undone: undoneOn === null ? null : { date: undoneOn, reason: undoneReason ?? '' },
        guarantors: (guarantors.get(step.id) ?? []).map(({ stepId: _, ...one }) => one),
        contract: contracts.get(step.id) ?? null,
      })),
    (step) => step.loanId,
  );
  const moves = Map.groupBy(
    db.all<LoanMove>(
      `SELECT v.id, v.loan_id AS loanId, v.date, v.kind, v.principal_fen AS principalFen, v.fee_fen AS feeFen, v.penalty_fen AS penaltyFen,
         v.waived_fen AS waivedFen, (SELECT COALESCE(SUM(f.fen), 0) FROM fund_fee f WHERE f.move_id = v.id) AS settledFen,
         v.payer_member_id AS payerMemberId, CASE WHEN q.id IS NULL THEN '' ELSE q.no || ' ' || p.name END AS payerName,
         v.document_no AS documentNo, v.note, v.event_id AS eventId, v.reverses_id AS reversesId, r.date AS undoneOn, v.operator
       FROM fund_loan_move v LEFT JOIN fund_loan_move r ON r.reverses_id = v.id LEFT JOIN member q ON q.id = v.payer_member_id
         LEFT JOIN person p ON p.id = q.person_id
       WHERE v.loan_id IN (${which}) ORDER BY v.date, v.id`,
      value,
    ),
    (move) => move.loanId,
  );
  return heads.map((head) => ({
    ...head,
    steps: steps.get(head.id) ?? [],
    moves: moves.get(head.id) ?? [],
  }));
}

/** Steps that stand; on a day, those undone only later too. */
export function standingSteps(loan: LoanFile, asOf?: string): LoanStep[] {
  return loan.steps.filter(
    (step) =>
      (asOf === undefined || step.date <= asOf) &&
      (step.undone === null || (asOf !== undefined && step.undone.date > asOf)),
  );
}

/** Moves that stand, in the order of their days. */
export function standingMoves(loan: LoanFile, asOf?: string): LoanMove[] {
  return loan.moves.filter(
    (move) =>
      move.kind !== 'reversal' &&
      (asOf === undefined || move.date <= asOf) &&
      (move.undoneOn === null || (asOf !== undefined && move.undoneOn > asOf)),
  );
}

export const lastOf = (steps: readonly LoanStep[], kind: StepKind): LoanStep | undefined =>
  steps.findLast((step) => step.kind === kind);

/** As sentences name a loan: HZ2018001 王文清, SQ-2018-0003 王文清 before there is a number. */
export function loanNamed(loan: LoanFile): string {
  const no = lastOf(standingSteps(loan), 'contract')?.contract?.no ?? loan.applicationNo;
  return `${no} ${loan.name}`;
}
