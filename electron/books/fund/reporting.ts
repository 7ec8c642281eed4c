import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays, addMonths } from '../../../shared/rules/calendar.ts';
import { lastQuarter, quarterOf } from '../../../shared/rules/fundRules.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { booksBegin, computedOpening, openingDifference } from '../vouchers/index.ts';
import { costIn, feeIn } from './distributing.ts';
import { figuresOn } from './figures.ts';
import { listGroups } from './groups.ts';
import { listExits } from './leaving.ts';
import { lastOf, type LoanFile, loanNamed, loansOf, standingSteps } from './loanFile.ts';
import { stateOn } from './loanState.ts';
import { type Fund, fundWith } from './settings.ts';

/** 资金概况 at the end of a day. */
export function getPosition(
  { db, today }: Reading,
  input: Parsed<'fund.position'>,
): Result<Output<'fund.position'>> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const asOf = input.asOf ?? today;
  const inBooks = booksBegin(db, fund.id, asOf);
  const figures = figuresOn(db, fund, asOf);
  return ok({ ...figures, asOf, inBooks, warnings: positionWarnings(db, fund, inBooks, figures) });
}

function positionWarnings(
  db: ReadableDb,
  fund: Fund,
  inBooks: boolean,
  figures: Output<'fund.report'>['end'],
): string[] {
  if (!inBooks) {
    return [`账本从 ${fund.firstPeriod} 开始，这一天只有台账，没有现金和银行存款的数。`];
  }
  const warnings: string[] = [];
  const { balanceFen } = openingDifference(computedOpening(db, fund.id));
  if (balanceFen !== 0) {
    warnings.push(
      `期初余额还没有填平（差 ${formatYuan(Math.abs(balanceFen))} 元），现金、银行存款和资金总额还不准。请到协会账套的“科目与期初”里填。`,
    );
  } else if (figures.canLendFen < 0) {
    warnings.push(
      `已借出 ${figures.lentPercent}%，超过规定的 ${figures.limitPercent}%，多借出 ${formatYuan(-figures.canLendFen)} 元。收回以前不能再放款。`,
    );
  }
  return warnings;
}

interface Span {
  readonly joined: number;
  readonly left: number;
  readonly contributedFen: number;
  readonly refundedFen: number;
  readonly broughtFen: number;
  readonly lentFen: number;
  readonly lentLoans: number;
  readonly repaidFen: number;
  readonly writtenOffFen: number;
}

/** What happened in a span, what was undone in red. */
function spanOf(db: ReadableDb, entityId: number, from: string, to: string): Span {
  return db.get<Span>(
    `WITH ask(entity_id, first, last) AS (VALUES (?, ?, ?)),
     money AS (
       SELECT COALESCE(r.kind, c.kind) AS kind, c.fen FROM ask JOIN fund_contribution c ON c.entity_id = ask.entity_id
         LEFT JOIN fund_contribution r ON r.id = c.reverses_id
       WHERE c.is_granted = 0 AND c.date >= ask.first AND c.date <= ask.last),
     moved AS (
       SELECT COALESCE(r.kind, m.kind) AS kind, m.principal_fen AS fen, r.id IS NULL AS is_first
       FROM ask JOIN fund_loan_move m ON m.entity_id = ask.entity_id LEFT JOIN fund_loan_move r ON r.id = m.reverses_id
       WHERE m.date >= ask.first AND m.date <= ask.last)
     SELECT
       (SELECT COUNT(*) FROM ask JOIN member m ON m.entity_id = ask.entity_id WHERE m.joined_on >= ask.first AND m.joined_on <= ask.last) AS joined,
       (SELECT COUNT(*) FROM ask JOIN member m ON m.entity_id = ask.entity_id WHERE m.left_on >= ask.first AND m.left_on <= ask.last) AS "left",
       (SELECT COALESCE(SUM(fen), 0) FROM money WHERE kind <> 'refund') AS contributedFen,
       (SELECT COALESCE(-SUM(fen), 0) FROM money WHERE kind = 'refund') AS refundedFen,
       (SELECT COALESCE(SUM(c.fen), 0) FROM ask JOIN fund_capital c ON c.entity_id = ask.entity_id
        WHERE c.date >= ask.first AND c.date <= ask.last) AS broughtFen,
       (SELECT COALESCE(SUM(fen), 0) FROM moved WHERE kind = 'pay-out') AS lentFen,
       (SELECT COALESCE(SUM(CASE WHEN is_first THEN 1 ELSE -1 END), 0) FROM moved WHERE kind = 'pay-out') AS lentLoans,
       (SELECT COALESCE(-SUM(fen), 0) FROM moved WHERE kind = 'repayment') AS repaidFen,
       (SELECT COALESCE(-SUM(fen), 0) FROM moved WHERE kind = 'write-off') AS writtenOffFen`,
    entityId,
    from,
    to,
  )!;
}

/** 季报, due within the first days of the new quarter. */
export function getReport(
  { db, today }: Reading,
  input: Parsed<'fund.report'>,
): Result<Output<'fund.report'>> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const { year, quarter } = input;
  const { from, to, dueOn } = quarterOf(year, quarter, fund.settings.reportDays);
  if (from > today) {
    const sentence = `${year} 年第 ${quarter} 季度从 ${from} 开始，还没有到，没有季报。请选以前的季度。`;
    return refuse('quarter_not_begun', sentence, { quarter: sentence });
  }
  return ok({
    year,
    quarter,
    from,
    to,
    dueOn,
    isLate: today > dueOn,
    start: figuresOn(db, fund, addDays(from, -1)),
    end: figuresOn(db, fund, to),
    ...spanOf(db, fund.id, from, to),
    feeFen: feeIn(db, fund.id, from, to),
    costFen: costIn(db, fund, from, to),
  });
}

type Reminder = Output<'fund.reminders'>[number];

/** What has to be thought of on a day, the earliest first. */
export function listReminders(
  ctx: Reading,
  input: Parsed<'fund.reminders'>,
): Result<Output<'fund.reminders'>> {
  const { db, today } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const asOf = input.asOf ?? today;
  const exits = listExits(ctx, { entityId: fund.id, asOf });
  if (!exits.ok) return exits;
  const groups = listGroups(ctx, { entityId: fund.id, asOf });
  if (!groups.ok) return groups;
  const plain = (kind: Reminder['kind'], text: string, date: string): Reminder => ({
    kind,
    text,
    date,
    loanId: null,
    memberId: null,
  });
  const all = [
    ...loansOf(db, fund.id)
      .filter((loan) => loan.appliedOn <= asOf)
      .flatMap((loan) => remindersOfLoan(fund, loan, asOf)),
    ...exits.value
      .filter((one) => one.state === 'requested' && one.earliestOn <= asOf)
      .map((one): Reminder => ({
        ...plain('exit', `${one.memberNo} ${one.name} 申请退会已满期限，${exitText(one)}`, one.earliestOn),
        memberId: one.memberId,
      })),
    ...groups.value
      .filter((group) => group.size > 0 && group.size < fund.settings.groupMin)
      .map((group) =>
        plain('group', `“${group.name}”只有 ${group.size} 户，满 ${fund.settings.groupMin} 户才能联保`, asOf),
      ),
    ...remindersOfOffice(db, fund, asOf, plain),
  ];
  return ok(all.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)));
}

const exitText = (one: {
  readonly conditions: readonly { readonly isMet: boolean; readonly text: string }[];
}): string => one.conditions.find((condition) => !condition.isMet)?.text ?? '可以办理';

function remindersOfLoan(fund: Fund, loan: LoanFile, asOf: string): Reminder[] {
  const state = stateOn(loan, asOf, fund.settings);
  const of = (kind: Reminder['kind'], text: string, date: string): Reminder[] => [
    { kind, text: `${loanNamed(loan)} ${text}`, date, loanId: loan.id, memberId: loan.memberId },
  ];
  const { dueOn, balanceFen, overdueDays, feeOwedFen, next } = state;
  if (state.state === 'overdue') {
    return of(
      'overdue',
      `${dueOn ?? ''} 到期，逾期 ${overdueDays} 天，欠本金 ${formatYuan(balanceFen)} 元、占用费 ${formatYuan(feeOwedFen)} 元`,
      dueOn ?? asOf,
    );
  }
  if (state.state === 'running' && next !== null) {
    if (state.behindFen > 0) {
      return of('behind', `分期 ${next.dueOn} 该还的还差 ${formatYuan(state.behindFen)} 元`, next.dueOn);
    }
    return next.dueOn <= addDays(asOf, fund.settings.remindDays)
      ? of('due', `${next.dueOn} 要还本金 ${formatYuan(next.fen)} 元`, next.dueOn)
      : [];
  }
  const noticeTo = lastOf(standingSteps(loan, asOf), 'notice')?.facts.to;
  return state.state === 'noticed' && noticeTo !== undefined && noticeTo < asOf
    ? of('notice', `公示到 ${noticeTo} 已满，可以签合同`, noticeTo)
    : [];
}

/** The quarter's report while it is due, and last year's fee while it lies undistributed; what years before the books brought is over. */
function remindersOfOffice(
  db: ReadableDb,
  fund: Fund,
  asOf: string,
  plain: (kind: Reminder['kind'], text: string, date: string) => Reminder,
): Reminder[] {
  const reminders: Reminder[] = [];
  const { year, quarter } = lastQuarter(asOf);
  const { to, dueOn } = quarterOf(year, quarter, fund.settings.reportDays);
  if (asOf <= addDays(addMonths(dueOn, 1), -1)) {
    const late = asOf > dueOn ? '，已经过了期限' : '';
    reminders.push(
      plain('report', `${year} 年第 ${quarter} 季度（到 ${to}）的季报 ${dueOn} 以前要报${late}`, dueOn),
    );
  }
  const last = Number(asOf.slice(0, 4)) - 1;
  const feeFen = feeIn(db, fund.id, `${last}-01-01`, `${last}-12-31`);
  const isDone = db.get(
    'SELECT 1 FROM fund_distribution WHERE entity_id = ? AND year = ? AND undone_by IS NULL',
    fund.id,
    last,
  );
  if (feeFen > 0 && isDone === undefined && booksBegin(db, fund.id, `${last}-12-31`)) {
    reminders.push(
      plain('distribution', `${last} 年收的占用费 ${formatYuan(feeFen)} 元还没有分配`, `${last}-12-31`),
    );
  }
  return reminders;
}
