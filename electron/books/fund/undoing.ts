import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { standingEvent, type StandingEvent, undoEvent } from '../events/index.ts';
import { checkUndoing } from './acts.ts';
import { reverseCapital } from './capital.ts';
import { reverseContributions } from './contributing.ts';
import { barFromReturn, reopenExit } from './leaving.ts';
import { barFromLater, isAfter, payOutStep, reverseMove, takeBackPayOut } from './lending.ts';
import {
  type LoanFile,
  type LoanMove,
  loanNamed,
  loansOf,
  loanWith,
  standingMoves,
  standingSteps,
} from './loanFile.ts';
import { barFromHousehold } from './loanRules.ts';
import { isOut, stateNow } from './loanState.ts';
import { described, memberWith, ownOf } from './members.ts';
import { guarantorsOf } from './repaying.ts';
import { type Fund, fundWith } from './settings.ts';

interface Red {
  readonly eventId: number;
  readonly date: string;
  readonly reason: string;
}

/** What undoing an event does to the registers, once nothing stands in its way. */
type Undoing = (ctx: Writing, red: Red) => void;

/** Undoes an event: red vouchers and red rows; a loan's only from the last one back. */
export function reverse(ctx: Writing, input: Parsed<'fund.reverse'>): Result<Output<'fund.reverse'>> {
  const { db } = ctx;
  const found = standingEvent(db, input.id, 'fund');
  if (!found.ok) return found;
  const event = found.value;
  const owner = fundWith(db, event.entityId);
  if (!owner.ok) return owner;
  const day = checkUndoing(owner.value, event, input.date);
  if (!day.ok) return day;
  const planned = planUndoing(ctx, owner.value, event);
  if (!planned.ok) return planned;
  const undone = undoEvent(ctx, event, input);
  if (!undone.ok) return undone;
  planned.value(ctx, { eventId: undone.value.id, date: input.date, reason: input.reason });
  return undone;
}

function planUndoing(ctx: Writing, fund: Fund, event: StandingEvent): Result<Undoing> {
  const { db } = ctx;
  switch (event.kind) {
    case 'fundContributed':
    case 'fundGranted':
      return planContribution(ctx, fund, event);
    case 'fundBrought':
      return ok((writing, red) => {
        reverseCapital(writing.db, event.id, red);
      });
    case 'fundLent':
    case 'fundRepaid':
    case 'fundWrittenOff':
      return planLoan(ctx, fund, event);
    case 'fundDistributed':
      return ok((_, red) => {
        db.run('UPDATE fund_distribution SET undone_by = ? WHERE event_id = ?', red.eventId, event.id);
      });
    case 'fundLeft': {
      const bar = barFromReturn(db, fund, event.id);
      if (bar) return bar;
      return ok((writing, red) => {
        reverseContributions(writing, event.id, red);
        reopenExit(writing, fund, event.id);
      });
    }
    default:
      return ok(() => undefined);
  }
}

/** No more is taken back than the member still has. */
function planContribution(ctx: Writing, fund: Fund, event: StandingEvent): Result<Undoing> {
  const row = ctx.db.get<{ memberId: number; fen: number; isGranted: number }>(
    `SELECT member_id AS memberId, fen, is_granted AS isGranted FROM fund_contribution WHERE event_id = ? AND kind <> 'reversal'`,
    event.id,
  );
  invariant(row !== undefined, 'a contribution has its row');
  const member = memberWith(ctx.db, fund, row.memberId);
  if (!member.ok) return member;
  const hasFen = ownOf(ctx.db, fund, row.memberId, '9999-12-31');
  if (row.isGranted === 0 && hasFen < row.fen) {
    return refuse(
      'event_built_on',
      `${described(member.value)} 的互助金现在只有 ${formatYuan(hasFen)} 元，已经退过。请先冲销退会，再冲销这一笔。`,
    );
  }
  return ok((writing, red) => {
    reverseContributions(writing, event.id, red);
  });
}

/** The last that stands of its loan; what came later stands on it. */
function planLoan(ctx: Writing, fund: Fund, event: StandingEvent): Result<Undoing> {
  const found = ctx.db.get<{ loanId: number }>(
    `SELECT loan_id AS loanId FROM fund_loan_move WHERE event_id = ? AND kind <> 'reversal'`,
    event.id,
  );
  invariant(found !== undefined, 'an event of a loan moved it');
  const opened = loanWith(ctx.db, fund, found.loanId);
  if (!opened.ok) return opened;
  const loan = opened.value;
  const move = standingMoves(loan).at(-1);
  invariant(move !== undefined, 'what stands is there');
  const bar = move.eventId === event.id ? barFromSteps(loan, move) : builtOn(loan, move);
  if (bar) return bar;
  if (move.kind !== 'pay-out') {
    const reopened = barFromReopening(ctx, fund, loan);
    if (reopened) return reopened;
    return ok((writing, red) => {
      reverseMove(writing, fund, move, loan.memberId, red);
    });
  }
  const step = payOutStep(loan);
  invariant(step !== undefined, 'a pay-out is a step');
  return ok((writing, red) => {
    takeBackPayOut(writing, fund, loan, step, red);
  });
}

/** A loan that was closed runs again: its people must still be there, and no other loan in its place. */
function barFromReopening({ db, today }: Writing, fund: Fund, loan: LoanFile): Result<never> | null {
  if (isOut(stateNow(loan, today, fund.settings))) return null;
  const borrower = memberWith(db, fund, loan.memberId);
  if (!borrower.ok) return borrower;
  for (const memberId of [loan.memberId, ...guarantorsOf(loan).map((one) => one.memberId)]) {
    const member = memberWith(db, fund, memberId);
    if (!member.ok) return member;
    if (member.value.state !== 'left') continue;
    return refuse(
      'event_built_on',
      `冲销以后 ${loanNamed(loan)} 又欠款，可是${memberId === loan.memberId ? '借款人' : '担保人'} ${described(member.value)} 已于 ${member.value.leftOn ?? ''} 退会。请先冲销退会，再冲销这一笔。`,
    );
  }
  return barFromHousehold(fund, loansOf(db, fund.id), borrower.value, today, loan.id);
}

function builtOn(loan: LoanFile, later: LoanMove): Result<never> {
  return refuse(
    'event_built_on',
    `${loanNamed(loan)} 在 ${later.date} 还有后面的登记，请先冲销它，再冲销这一笔。`,
  );
}

/** An extension took what was owed on its day; guarantors named anew stand on the pay-out. */
function barFromSteps(loan: LoanFile, move: LoanMove): Result<never> | null {
  const last = standingSteps(loan).at(-1);
  if (!last) return null;
  if (move.kind === 'pay-out') {
    if (last.kind === 'pay-out') return barFromLater(loan, last);
  } else if (last.kind !== 'extend' || isAfter(move, last)) return null;
  return refuse(
    'event_built_on',
    `${loanNamed(loan)} 在 ${last.date} 还办过${last.kind === 'extend' ? '展期' : '别的手续'}，请先撤销它，再冲销这一笔。`,
  );
}
