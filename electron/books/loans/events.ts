import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { checkPastDate } from '../entities/index.ts';
import { claimedSpans } from './claimed.ts';
import { warningsOf } from './conflicts.ts';
import { dueOn, type Loan, type LoanEventKind, loanNamed, loanOf, misusedFrom, standing } from './loan.ts';
import { readLoanSettings } from './settings.ts';
import { householdPays, rowsPaidBy, settlementRows } from './settlements.ts';
import { sumsOf } from './state.ts';
import { checkLoan } from './terms.ts';

type Saved = Output<'loans.record'>;

export const EVENT_TITLES: Readonly<Record<LoanEventKind, string>> = {
  draw: '放款',
  repayment: '还款',
  interest: '付息',
  extension: '展期',
  renewal: '续贷结清',
  'write-off': '核销',
  compensation: '风险补偿',
  recovery: '追偿收回',
  misuse: '挪用',
};

export interface NewEvent {
  readonly kind: LoanEventKind;
  readonly date: string;
  readonly principalFen?: number;
  readonly interestFen?: number;
  readonly penaltyFen?: number;
  readonly costFen?: number;
  readonly dueOn?: string;
  readonly stillOwed?: boolean;
  readonly periodTo?: string | null;
  readonly slipNo: string;
  readonly note: string;
  readonly importId?: number | undefined;
}

export function addEvent({ db, now, operator }: Writing, loanId: number, event: NewEvent): number {
  return db.run(
    `INSERT INTO bank_loan_event (loan_id, date, kind, principal_fen, interest_fen, penalty_fen, cost_fen, due_on, still_owed,
       period_to, slip_no, note, import_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    loanId,
    event.date,
    event.kind,
    event.principalFen ?? 0,
    event.interestFen ?? 0,
    event.penaltyFen ?? 0,
    event.costFen ?? 0,
    event.dueOn ?? null,
    Number(event.stillOwed ?? false),
    event.periodTo ?? null,
    event.slipNo,
    event.note,
    event.importId ?? null,
    operator,
    now,
  ).lastId;
}

/** Records an event on a loan after what its kind asks for, and looks at the whole loan again. */
function record(
  ctx: Writing,
  loanId: number,
  event: NewEvent,
  check: (loan: Loan) => Result<string[]> = () => ok([]),
): Result<Saved> {
  const found = loanOf(ctx.db, loanId);
  if (!found.ok) return found;
  const loan = found.value;
  const past = checkPastDate(event.date, ctx.today);
  if (!past.ok) return past;
  if (event.date < loan.startsOn) {
    const sentence = `${loanNamed(loan)} ${loan.startsOn} 才放款，${event.date} 还没有这笔贷款。请核对日期。`;
    return refuse('loan_early', sentence, { date: `不能早于 ${loan.startsOn}` });
  }
  const checked = check(loan);
  if (!checked.ok) return checked;
  const twice = sameEvent(loan, event);
  const id = addEvent(ctx, loanId, event);
  const fits = checkLoan(ctx.db, loanId);
  if (!fits.ok) return fits;
  return ok({
    id,
    warnings: [...checked.value, ...twice, ...staleWarnings(ctx, loan, event)],
  });
}

/** The same slip typed twice is paid once. */
function sameEvent(loan: Loan, event: NewEvent): string[] {
  const same = standing(loan, event.date).find(
    (one) =>
      one.kind === event.kind &&
      one.date === event.date &&
      one.principalFen === (event.principalFen ?? 0) &&
      one.interestFen === (event.interestFen ?? 0) &&
      one.slipNo === event.slipNo,
  );
  return same ? [`${event.date} 已经登记过一笔同样的${EVENT_TITLES[event.kind]}，请核对是不是重复。`] : [];
}

/** What was settled or claimed by what was known before. */
function staleWarnings(
  { db }: Writing,
  loan: Loan,
  event: Pick<NewEvent, 'kind' | 'date' | 'principalFen'>,
): string[] {
  const { date } = event;
  if (!changesInterest(loan, event)) return [];
  const after = loan.settled.filter((one) => one.to > date);
  const claims = (claimedSpans(db).get(loan.id) ?? []).filter((span) => span.isFixed === 1 && span.to > date);
  return [
    ...(after.length === 0
      ? []
      : [`${after.map((one) => one.settlesOn).join('、')} 已经结息，${date} 的登记会改变利息，请看“疑点”。`]),
    ...(claims.length === 0
      ? []
      : [
          `${[...new Set(claims.map((span) => span.batchNo))].join('、')} 里已经公示或上报这笔贷款 ${date} 以后的贴息，这次登记会改变它，请核对那一批。`,
        ]),
  ];
}

function changesInterest(
  loan: Loan,
  { kind, principalFen = 0 }: Pick<NewEvent, 'kind' | 'principalFen'>,
): boolean {
  if (kind === 'recovery') return false;
  return principalFen > 0 || kind === 'extension' || kind === 'misuse' || loan.compounds;
}

export function drawLoan(ctx: Writing, { loanId, ...draw }: Parsed<'loans.draw'>): Result<Saved> {
  return record(ctx, loanId, { kind: 'draw', ...draw });
}

export function repayLoan(
  ctx: Writing,
  { loanId, ...paid }: Parsed<'loans.repay'>,
  importId?: number,
): Result<Saved> {
  if (paid.principalFen + paid.interestFen + paid.penaltyFen + paid.costFen === 0) {
    return refuse('loan_nothing', '没有填金额。本金、利息、罚息、费用至少填一项。', {
      principalFen: '没有填金额',
    });
  }
  return record(ctx, loanId, { kind: 'repayment', ...paid, importId }, (loan) => {
    const owed = sumsOf(loan, paid.date).balanceFen;
    return paid.principalFen <= owed
      ? ok(overpaid(ctx, loan, paid))
      : refuse(
          'loan_overpaid',
          `${loanNamed(loan)}到 ${paid.date} 只欠本金 ${formatYuan(owed)} 元，还本 ${formatYuan(paid.principalFen)} 元多了。请核对金额；多付的部分登记为利息或退回。`,
          { principalFen: `最多 ${formatYuan(owed)}` },
        );
  });
}

export function payInterest(ctx: Writing, { loanId, ...paid }: Parsed<'loans.payInterest'>): Result<Saved> {
  if (paid.interestFen + paid.penaltyFen === 0) {
    return refuse('loan_nothing', '没有填付息金额。', { interestFen: '没有填金额' });
  }
  return record(ctx, loanId, { kind: 'interest', ...paid }, (loan) => {
    if (paid.periodTo === null) return ok(overpaid(ctx, loan, paid));
    const rows = settlementRows(loan, readLoanSettings(ctx.db), ctx.today);
    return rows.some((row) => row.to === paid.periodTo)
      ? ok(overpaid(ctx, loan, paid))
      : refuse('loan_period', `${loanNamed(loan)}没有到 ${paid.periodTo} 为止的计息区间，请重新选择。`, {
          periodTo: '没有这个计息区间',
        });
  });
}

/** More interest than the loan has borne until then is a slip of the pen, or somebody else's slip. */
function overpaid(
  { db, today }: Writing,
  loan: Loan,
  { date, interestFen, penaltyFen }: { date: string; interestFen: number; penaltyFen: number },
): string[] {
  const rows = rowsPaidBy(loan, readLoanSettings(db), date, today);
  const owedFen = rows.reduce((total, row) => total + Math.max(householdPays(row, loan) - row.paidFen, 0), 0);
  const moreFen = interestFen + penaltyFen - owedFen;
  return moreFen <= 0
    ? []
    : [
        `到 ${date} 没有付的利息只有 ${formatYuan(owedFen)} 元，这笔多付 ${formatYuan(moreFen)} 元，请核对金额和借据。`,
      ];
}

export function extendLoan(ctx: Writing, { loanId, ...extension }: Parsed<'loans.extend'>): Result<Saved> {
  if (!isRealDate(extension.dueOn)) {
    return refuse('date_unreal', `${extension.dueOn} 这一天不存在，请改正日期。`, { dueOn: '没有这一天' });
  }
  return record(ctx, loanId, { kind: 'extension', ...extension }, (loan) => {
    const due = dueOn(loan, ctx.today);
    if (sumsOf(loan, extension.date).balanceFen <= 0) {
      return refuse('loan_settled', `${loanNamed(loan)}在 ${extension.date} 没有余额，不用展期。`);
    }
    if (extension.dueOn <= due) {
      return refuse(
        'loan_extension',
        `展期后的到期日 ${extension.dueOn} 不晚于现在的到期日 ${due}，请核对。`,
        {
          dueOn: `要晚于 ${due}`,
        },
      );
    }
    const before = standing(loan, ctx.today).find((event) => event.kind === 'extension');
    if (before && before.date > extension.date) {
      return refuse('loan_extension', `${before.date} 已经展期至 ${before.dueOn}，这次展期的日期不能更早。`, {
        date: `不能早于 ${before.date}`,
      });
    }
    return ok([
      ...(before ? [`这笔贷款 ${before.date} 已展期过一次。多数县规定只能展期一次，请核对。`] : []),
      ...(extension.date > due ? [`${due} 已经到期，逾期后才办的展期，请核对银行是否同意。`] : []),
      ...(loan.subsidisesExtension ? [] : [`展期后的利息按设置不贴息（${due} 以后由借款人自付）。`]),
    ]);
  });
}

export function writeOffLoan(ctx: Writing, { loanId, ...off }: Parsed<'loans.writeOff'>): Result<Saved> {
  return record(ctx, loanId, { kind: 'write-off', ...off });
}

export function compensateLoan(ctx: Writing, { loanId, ...paid }: Parsed<'loans.compensate'>): Result<Saved> {
  return record(ctx, loanId, { kind: 'compensation', ...paid }, (loan) =>
    ok(paid.date > dueOn(loan, paid.date) ? [] : ['这笔贷款还没有到期就代偿了，请核对日期。']),
  );
}

export function recoverLoan(ctx: Writing, { loanId, ...paid }: Parsed<'loans.recover'>): Result<Saved> {
  return record(ctx, loanId, { kind: 'recovery', ...paid });
}

export function markMisused(ctx: Writing, { loanId, ...mark }: Parsed<'loans.markMisused'>): Result<Saved> {
  return record(ctx, loanId, { kind: 'misuse', ...mark }, (loan) => {
    const since = misusedFrom(loan, ctx.today);
    return since === null
      ? ok([])
      : refuse('loan_misused', `${loanNamed(loan)}已从 ${since} 起登记为挪用，不用再登记。`);
  });
}

/** Takes an event back by a red row of the same day: it never was. With a renewal goes the loan it made. */
export function undoEvent(ctx: Writing, { eventId, reason }: Parsed<'loans.undo'>): Result<Saved> {
  const { db, now, operator } = ctx;
  const row = db.get<{ loanId: number }>(
    'SELECT loan_id AS loanId FROM bank_loan_event WHERE id = ?',
    eventId,
  );
  if (!row) return refuse('event_unknown', '没有这笔登记，请重新选择。');
  const found = loanOf(db, row.loanId);
  if (!found.ok) return found;
  const loan = found.value;
  const event = loan.events.find((one) => one.id === eventId)!;
  const barred = whyKept(loan, event);
  if (barred !== null) return refuse('event_kept', barred);
  const { lastId: id } = db.run(
    `INSERT INTO bank_loan_event (loan_id, date, kind, principal_fen, interest_fen, penalty_fen, cost_fen, due_on, still_owed,
       period_to, slip_no, note, reverses_id, operator, recorded_at)
     SELECT loan_id, date, kind, -principal_fen, -interest_fen, -penalty_fen, -cost_fen, due_on, still_owed, period_to, slip_no, ?, id,
       ?, ? FROM bank_loan_event WHERE id = ?`,
    reason,
    operator,
    now,
    eventId,
  );
  if (event.kind === 'renewal') {
    const undone = voidRenewal(ctx, loan, reason);
    if (!undone.ok) return undone;
  }
  const fits = checkLoan(db, loan.id);
  if (!fits.ok) {
    return refuse('event_built_on', `这笔登记后面还有登记用到它，不能先冲销：${fits.error.message}`);
  }
  return ok({ id, warnings: [...staleWarnings(ctx, loan, event), ...warningsOf(ctx, loan.id)] });
}

function whyKept(loan: Loan, event: Loan['events'][number]): string | null {
  if (event.reversesId !== null) return '红字行不能再冲销。要恢复，请重新登记一笔。';
  if (event.reversedById !== null) return '这笔登记已经冲销过了。';
  if (event.kind === 'draw' && loan.renewsId !== null) {
    return `这笔放款来自 ${loan.renewsNoteNo} 的续贷。请在那张借据里冲销“续贷结清”。`;
  }
  const later = loan.events.find(
    (one) =>
      one.kind === 'extension' &&
      event.kind === 'extension' &&
      one.reversedById === null &&
      one.reversesId === null &&
      one.id > event.id,
  );
  return later ? `${later.date} 又展期至 ${later.dueOn}。请先冲销后一次展期。` : null;
}

function voidRenewal(ctx: Writing, loan: Loan, reason: string): Result<true> {
  const made = ctx.db.get<{ id: number }>(
    'SELECT id FROM bank_loan WHERE renews_id = ? AND voided_on IS NULL',
    loan.id,
  );
  const found = made ? loanOf(ctx.db, made.id) : null;
  if (!found?.ok) return ok(true);
  const renewed = found.value;
  const event = standing(renewed, ctx.today).find((one) => one.kind !== 'draw');
  if (event || renewed.settled.length > 0) {
    return refuse('event_kept', `续贷的${loanNamed(renewed)}已有还款或结息。请先冲销它们，再冲销这次续贷。`);
  }
  ctx.db.run(
    'UPDATE bank_loan SET voided_on = ?, void_reason = ? WHERE id = ?',
    ctx.today,
    `冲销续贷：${reason}`,
    renewed.id,
  );
  return ok(true);
}
