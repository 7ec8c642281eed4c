import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addMonths } from '../../../shared/rules/calendar.ts';
import type { FeeLine } from '../../../shared/rules/fundFee.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { lent } from '../../../shared/rules/posting/fund.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { checkPastDate } from '../entities/index.ts';
import { standingEvent, undoEvent } from '../events/index.ts';
import { type Act, checkUndoing, record } from './acts.ts';
import { insertStep, loanForStep, notItsTurn } from './applying.ts';
import {
  lastOf,
  type LoanFile,
  type LoanMove,
  loanNamed,
  loansOf,
  type LoanStep,
  loanWith,
  standingMoves,
  standingSteps,
} from './loanFile.ts';
import { barFromGroup, barFromHousehold, barFromLimit, faultInExtension } from './loanRules.ts';
import { isOut, stateNow } from './loanState.ts';
import { activeMember, described } from './members.ts';
import { type Fund, fundWith } from './settings.ts';

/** 放款: the rules are asked once more, because days have passed since the application. */
export function planPayOut(ctx: Reading, input: Parsed<'fund.payOut'>): Result<Act> {
  const { db } = ctx;
  const opened = loanForStep(ctx, input);
  if (!opened.ok) return opened;
  const { fund, loan } = opened.value;
  const { date, paid, documentNo, attachments, note } = input;
  const state = stateNow(loan, date, fund.settings);
  const { contract } = state;
  if (state.state !== 'contracted' || contract === null) return notItsTurn(loan, state.state, '放款');
  const member = activeMember(db, fund, loan.memberId, date);
  if (!member.ok) return member;
  const loans = loansOf(db, fund.id);
  const bar =
    barFromHousehold(fund, loans, member.value, date, loan.id) ??
    (loan.guaranteeGroupId === null ? null : barFromGroup(db, fund, loans, loan.guaranteeGroupId, date)) ??
    barFromLimit(db, fund, contract.fen, date);
  if (bar) return bar;
  return ok(
    payOutAct(
      fund,
      loan,
      { ...contract, date, dueOn: addMonths(date, contract.months) },
      {
        facts: input,
        paid,
        documentNo,
        attachments,
        note,
      },
    ),
  );
}

interface Paper {
  readonly facts: object;
  readonly paid: Parsed<'fund.payOut'>['paid'];
  readonly documentNo: string;
  readonly attachments: number;
  readonly note: string;
}

export function payOutAct(
  fund: Fund,
  loan: Pick<LoanFile, 'id' | 'memberId' | 'memberNo' | 'name'>,
  out: { readonly no: string; readonly fen: number; readonly date: string; readonly dueOn: string },
  { facts, paid, documentNo, attachments, note }: Paper,
): Act {
  const member = { id: loan.memberId, no: loan.memberNo, name: loan.name };
  const { no, fen, date, dueOn } = out;
  return {
    fund,
    kind: 'fundLent',
    date,
    facts,
    amountFen: fen,
    documentNo,
    attachments,
    party: described(member),
    note,
    posting: lent(member, no, fen, paid),
    warnings: [],
    write: (writing, eventId) => {
      insertStep(writing, { loanId: loan.id, kind: 'pay-out', date, facts: { dueOn }, note, eventId });
      insertMove(writing, fund, {
        loanId: loan.id,
        memberId: loan.memberId,
        date,
        kind: 'pay-out',
        principalFen: fen,
        documentNo,
        note,
        eventId,
      });
    },
  };
}

export const payOut = (ctx: Writing, input: Parsed<'fund.payOut'>): Result<Output<'fund.payOut'>> =>
  record(ctx, planPayOut(ctx, input));

export interface NewMove {
  readonly loanId: number;
  readonly memberId: number;
  readonly date: string;
  readonly kind: LoanMove['kind'];
  readonly principalFen: number;
  readonly feeFen?: number;
  readonly penaltyFen?: number;
  readonly waivedFen?: number;
  readonly payerMemberId?: number | null;
  readonly documentNo: string;
  readonly note: string;
  readonly eventId: number | null;
  readonly reversesId?: number;
}

export function insertMove(
  ctx: Writing,
  fund: Pick<Fund, 'id'>,
  move: NewMove,
  lines: readonly FeeLine[] = [],
): number {
  const { lastId: id } = ctx.db.run(
    `INSERT INTO fund_loan_move (entity_id, loan_id, member_id, date, kind, principal_fen, fee_fen, penalty_fen, waived_fen,
       payer_member_id, document_no, note, event_id, reverses_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    fund.id,
    move.loanId,
    move.memberId,
    move.date,
    move.kind,
    move.principalFen,
    move.feeFen ?? 0,
    move.penaltyFen ?? 0,
    move.waivedFen ?? 0,
    move.payerMemberId ?? null,
    move.documentNo,
    move.note,
    move.eventId,
    move.reversesId ?? null,
    ctx.operator,
    ctx.now,
  );
  for (const line of lines) {
    ctx.db.run(
      'INSERT INTO fund_fee (move_id, kind, from_date, to_date, base_fen, fen, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      line.kind,
      line.from,
      line.to,
      line.baseFen,
      line.fen,
      line.text,
    );
  }
  return id;
}

/** The move of an event in red. What it settled stays beside it and counts no more. */
export function reverseMove(
  ctx: Writing,
  fund: Pick<Fund, 'id'>,
  move: LoanMove,
  memberId: number,
  red: { readonly eventId: number | null; readonly date: string; readonly reason: string },
): void {
  insertMove(ctx, fund, {
    loanId: move.loanId,
    memberId,
    date: red.date,
    kind: 'reversal',
    principalFen: 0 - move.principalFen,
    feeFen: 0 - move.feeFen,
    penaltyFen: 0 - move.penaltyFen,
    waivedFen: 0 - move.waivedFen,
    payerMemberId: move.payerMemberId,
    documentNo: '',
    note: red.reason,
    eventId: red.eventId,
    reversesId: move.id,
  });
}

/** 展期: a new last day for what is owed, the 借据 stays (DOMAIN §9 #36). */
export function extend(ctx: Writing, input: Parsed<'fund.extend'>): Result<Output<'fund.extend'>> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const opened = loanWith(db, fund, input.loanId);
  if (!opened.ok) return opened;
  const loan = opened.value;
  const { date, dueOn, approvedBy, note } = input;
  const day = checkPastDate(date, ctx.today);
  if (!day.ok) return day;
  const real = checkDue(dueOn);
  if (!real.ok) return real;
  const state = stateNow(loan, date, fund.settings);
  if (!isOut(state) || state.dueOn === null || state.effectiveDueOn === null) {
    return notItsTurn(loan, state.state, '展期');
  }
  const later = latestOf(loan);
  if (date < later) {
    const sentence = `${loanNamed(loan)} 在 ${later} 有登记，展期日期不能早于它。`;
    return refuse('step_too_early', sentence, { date: sentence });
  }
  const name = loanNamed(loan);
  const { isExtended, effectiveDueOn } = state;
  const fault = faultInExtension(
    fund,
    { name, dueOn: state.dueOn, effectiveDueOn, isExtended },
    { date, dueOn },
  );
  if (fault) return fault;
  const { balanceFen } = state;
  const id = insertStep(ctx, {
    loanId: loan.id,
    kind: 'extend',
    date,
    facts: { dueOn, balanceFen, approvedBy, afterMoveId: standingMoves(loan).at(-1)?.id },
    note,
    eventId: null,
  });
  return ok({ id, warnings: [`余额 ${formatYuan(balanceFen)} 元展期到 ${dueOn}，占用费照旧计算。`] });
}

/** Any day that exists; the rule says how late. */
const checkDue = (dueOn: string): Result<string> => checkPastDate(dueOn, '9999-12-31', 'dueOn');

/** The last day on which something of the loan stands. */
export function latestOf(loan: LoanFile): string {
  const days = [
    ...standingMoves(loan).map((move) => move.date),
    ...standingSteps(loan)
      .filter((step) => step.kind === 'pay-out' || step.kind === 'extend')
      .map((step) => step.date),
  ];
  return days.reduce((last, day) => (day > last ? day : last), loan.appliedOn);
}

/** Takes back the last step; of a pay-out, its voucher in red too. */
export function undoStep(ctx: Writing, input: Parsed<'fund.undoStep'>): Result<Output<'fund.undoStep'>> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const opened = loanWith(db, fund, input.loanId);
  if (!opened.ok) return opened;
  const loan = opened.value;
  const { date, reason } = input;
  const day = checkPastDate(date, ctx.today);
  if (!day.ok) return day;
  const step = standingSteps(loan).at(-1);
  if (step?.id !== input.stepId) {
    return refuse(
      'step_not_last',
      `只能撤销 ${loanNamed(loan)} 的最后一步${step ? `（${step.date} 的手续）` : ''}。请先撤销后面的。`,
    );
  }
  const bar = barFromLater(loan, step);
  if (bar) return bar;
  if (date < step.date) {
    const sentence = `撤销日期不能早于这一步的日期 ${step.date}。`;
    return refuse('undo_too_early', sentence, { date: sentence });
  }
  if (step.kind !== 'pay-out') {
    const id = insertStep(ctx, {
      loanId: loan.id,
      kind: 'undo',
      date,
      facts: {},
      note: reason,
      eventId: null,
      undoesId: step.id,
    });
    return ok({ id, warnings: [] });
  }
  invariant(step.eventId !== null, 'a pay-out is an event');
  const event = standingEvent(db, step.eventId, 'fund');
  if (!event.ok) return event;
  const bookDay = checkUndoing(fund, event.value, date);
  if (!bookDay.ok) return bookDay;
  const undone = undoEvent(ctx, event.value, { date, reason });
  if (!undone.ok) return undone;
  takeBackPayOut(ctx, fund, loan, step, { eventId: undone.value.id, date, reason });
  return ok({ id: step.id, warnings: undone.value.warnings });
}

/** What came of the money after this step. */
export function barFromLater(loan: LoanFile, step: LoanStep): Result<never> | null {
  const later = standingMoves(loan).find(
    (move) => move.kind !== 'pay-out' && (step.kind !== 'extend' || isAfter(move, step)),
  );
  if (!later || (step.kind !== 'pay-out' && step.kind !== 'extend')) return null;
  return refuse(
    'loan_repaid',
    `${loanNamed(loan)} 在 ${later.date} 已经有还款或核销，请先冲销它，再撤销这一步。`,
  );
}

/** Whether a move came after an extension: repaid and extended on one day is the usual thing at the counter. */
export const isAfter = (move: LoanMove, { date, facts }: LoanStep): boolean =>
  facts.afterMoveId === undefined ? move.date > date : move.id > facts.afterMoveId;

export function takeBackPayOut(
  ctx: Writing,
  fund: Fund,
  loan: LoanFile,
  step: LoanStep,
  red: { readonly eventId: number; readonly date: string; readonly reason: string },
): void {
  const move = standingMoves(loan).find((one) => one.kind === 'pay-out');
  invariant(move !== undefined, 'a pay-out moved the principal');
  reverseMove(ctx, fund, move, loan.memberId, red);
  insertStep(ctx, {
    loanId: loan.id,
    kind: 'undo',
    date: red.date,
    facts: {},
    note: red.reason,
    eventId: red.eventId,
    undoesId: step.id,
  });
}

export const payOutStep = (loan: LoanFile): LoanStep | undefined => lastOf(standingSteps(loan), 'pay-out');
