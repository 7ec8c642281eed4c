import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkPastDate } from '../entities/index.ts';
import { matesOn } from './groups.ts';
import {
  lastOf,
  type LoanFile,
  loanNamed,
  loansOf,
  loanWith,
  standingSteps,
  type StepKind,
} from './loanFile.ts';
import { barFromCaps, barFromGroup, barFromHousehold, groupFor } from './loanRules.ts';
import { isComing, isOut, stateNow } from './loanState.ts';
import { activeMember, described } from './members.ts';
import { type Fund, fundWith } from './settings.ts';

/** What leads to a loan, step by step: 申请, 联保, 审批, 公示, 签约. Each is dated, and the last can be taken back. */
export function apply(ctx: Writing, input: Parsed<'fund.apply'>): Result<Output<'fund.apply'>> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const { date, amountFen, months } = input;
  const day = checkPastDate(date, ctx.today);
  if (!day.ok) return day;
  const member = activeMember(db, fund, input.memberId, date);
  if (!member.ok) return member;
  if (member.value.state === 'leaving') {
    const sentence = `${described(member.value)} 已经申请退会，不能再借款。要借的，请先撤回退会申请。`;
    return refuse('member_leaving', sentence, { memberId: sentence });
  }
  const group = groupFor(db, fund, member.value, date);
  if (!group.ok) return group;
  const loans = loansOf(db, fund.id);
  const bar =
    barFromCaps(db, fund, member.value, { amountFen, months }) ??
    barFromHousehold(fund, loans, member.value, date) ??
    barFromGroup(db, fund, loans, group.value, date);
  if (bar) return bar;
  const applicationNo = nextApplication(db, fund.id, date);
  const id = insertApplication(ctx, fund, {
    ...input,
    applicationNo,
    groupId: group.value,
    householdId: member.value.householdId,
  });
  return ok({ id, applicationNo, warnings: [] });
}

export function insertApplication(
  ctx: Writing,
  fund: Fund,
  row: {
    readonly applicationNo: string;
    readonly memberId: number;
    readonly householdId: number | null;
    readonly groupId: number | null;
    readonly date: string;
    readonly amountFen: number;
    readonly months: number;
    readonly method: 'lump' | 'instalments';
    readonly purpose: string;
    readonly note: string;
  },
): number {
  return ctx.db.run(
    `INSERT INTO fund_loan (entity_id, application_no, member_id, household_id, group_id, date, fen, months, method, purpose, note, operator,
       recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    fund.id,
    row.applicationNo,
    row.memberId,
    row.householdId,
    row.groupId,
    row.date,
    row.amountFen,
    row.months,
    row.method,
    row.purpose,
    row.note,
    ctx.operator,
    ctx.now,
  ).lastId;
}

/** SQ-2018-0001, counted by the year applied in. */
export function nextApplication(db: ReadableDb, entityId: number, date: string): string {
  const prefix = `SQ-${date.slice(0, 4)}-`;
  const { last } = db.get<{ last: number }>(
    `SELECT COALESCE(MAX(CAST(substr(application_no, ?) AS INTEGER)), 0) AS last FROM fund_loan
     WHERE entity_id = ? AND application_no LIKE ? || '%'`,
    prefix.length + 1,
    entityId,
    prefix,
  )!;
  return prefix + String(last + 1).padStart(4, '0');
}

/** The loan a step is taken on: real day, not before the step before. */
export function loanForStep(
  ctx: Reading,
  input: { readonly entityId?: number | undefined; readonly loanId: number; readonly date: string },
): Result<{ fund: Fund; loan: LoanFile }> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const loan = loanWith(db, found.value, input.loanId);
  if (!loan.ok) return loan;
  const day = checkPastDate(input.date, ctx.today);
  if (!day.ok) return day;
  const before = standingSteps(loan.value).at(-1)?.date ?? loan.value.appliedOn;
  if (input.date < before) {
    const sentence = `${loanNamed(loan.value)} 的上一步在 ${before}，日期不能早于它。`;
    return refuse('step_too_early', sentence, { date: sentence });
  }
  return ok({ fund: found.value, loan: loan.value });
}

/** A step whose turn it is not: what comes first, in words. */
export function notItsTurn(loan: LoanFile, state: string, doing: string): Result<never> {
  const now: Readonly<Record<string, string>> = {
    applied: '要先办小组联保',
    guaranteed: '要先审批',
    approved: '要先公示',
    noticed: '要先签合同',
    contracted: '已经签了合同，要放款；条件变了的，先撤销合同',
    running: '已经放款',
    overdue: '已经放款并且逾期',
    settled: '已经还清',
    'written-off': '已经核销',
    ended: '申请已经终止',
  };
  return refuse('step_out_of_turn', `${loanNamed(loan)} 现在不能${doing}：${now[state] ?? state}。`);
}

/** 小组联保: who of the group signs. On a loan that runs it names the guarantors anew. */
export function guarantee(ctx: Writing, input: Parsed<'fund.guarantee'>): Result<Output<'fund.guarantee'>> {
  const opened = loanForStep(ctx, input);
  if (!opened.ok) return opened;
  const { fund, loan } = opened.value;
  const { date, memberIds, note } = input;
  const state = stateNow(loan, date, fund.settings);
  if (state.state !== 'applied' && !isOut(state)) return notItsTurn(loan, state.state, '办联保');
  const mates = new Set(
    loan.guaranteeGroupId === null ? [] : matesOn(ctx.db, fund.id, loan.guaranteeGroupId, date),
  );
  mates.delete(loan.memberId);
  const chosen = new Set(memberIds);
  const stranger = [...chosen].find((id) => !mates.has(id));
  if (stranger !== undefined) {
    const sentence =
      stranger === loan.memberId
        ? '借款人不能为自己的借款担保。'
        : `担保人要是“${loan.guaranteeGroup}”在 ${date} 的组员。请核对，或先把他加进小组。`;
    return refuse('not_a_mate', sentence, { memberIds: sentence });
  }
  const least = fund.settings.groupMin - 1;
  if (chosen.size < least) {
    const sentence = `联保要 ${least} 户以上的组员同意，只选了 ${chosen.size} 户。没有同意的，借款不能办；可以“终止申请”。`;
    return refuse('guarantee_short', sentence, { memberIds: sentence });
  }
  const silent = mates.size - chosen.size;
  const id = insertStep(ctx, { loanId: loan.id, kind: 'guarantee', date, facts: {}, note, eventId: null });
  for (const memberId of chosen) {
    ctx.db.run('INSERT INTO fund_guarantor (step_id, member_id) VALUES (?, ?)', id, memberId);
  }
  return ok({ id, warnings: silent > 0 ? [`本组还有 ${silent} 户没有签联保，追偿时不由他们分担。`] : [] });
}

export function insertStep(
  ctx: Writing,
  step: {
    readonly loanId: number;
    readonly kind: StepKind | 'undo';
    readonly date: string;
    readonly facts: object;
    readonly note: string;
    readonly eventId: number | null;
    readonly undoesId?: number;
  },
): number {
  return ctx.db.run(
    `INSERT INTO fund_loan_step (loan_id, kind, date, facts, note, event_id, undoes_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    step.loanId,
    step.kind,
    step.date,
    JSON.stringify(step.facts),
    step.note,
    step.eventId,
    step.undoesId ?? null,
    ctx.operator,
    ctx.now,
  ).lastId;
}

/** 审批: by whom, how much, for how long; never more than was asked for. */
export function approve(ctx: Writing, input: Parsed<'fund.approve'>): Result<Output<'fund.approve'>> {
  const opened = loanForStep(ctx, input);
  if (!opened.ok) return opened;
  const { fund, loan } = opened.value;
  const { date, amountFen, months, approvedBy, note } = input;
  const { state } = stateNow(loan, date, fund.settings);
  if (state !== 'guaranteed') return notItsTurn(loan, state, '审批');
  if (amountFen > loan.askedFen) {
    const sentence = `申请的是 ${formatYuan(loan.askedFen)} 元，批准的不能比它多。要多借的，请终止这份，重新申请。`;
    return refuse('approved_above', sentence, { amountFen: sentence });
  }
  const bar = barFromCaps(ctx.db, fund, { id: loan.memberId, name: loan.name }, { amountFen, months });
  if (bar) return bar;
  const id = insertStep(ctx, {
    loanId: loan.id,
    kind: 'approve',
    date,
    facts: { amountFen, months, approvedBy },
    note,
    eventId: null,
  });
  return ok({ id, warnings: [] });
}

/** 公示, for the days the charter says. */
export function giveNotice(ctx: Writing, input: Parsed<'fund.notice'>): Result<Output<'fund.notice'>> {
  const opened = loanForStep(ctx, input);
  if (!opened.ok) return opened;
  const { fund, loan } = opened.value;
  const { date, place, note } = input;
  const { state } = stateNow(loan, date, fund.settings);
  if (state !== 'approved') return notItsTurn(loan, state, '公示');
  const to = addDays(date, Math.max(fund.settings.noticeDays - 1, 0));
  const id = insertStep(ctx, {
    loanId: loan.id,
    kind: 'notice',
    date,
    facts: { to, place },
    note,
    eventId: null,
  });
  return ok({ id, warnings: [`公示到 ${to}，没有异议的，${addDays(to, 1)} 起可以签合同。`] });
}

/** 借款合同, 借据: with the fee the settings say on the day, unless the contract says otherwise. */
export function contract(ctx: Writing, input: Parsed<'fund.contract'>): Result<Output<'fund.contract'>> {
  const opened = loanForStep(ctx, input);
  if (!opened.ok) return opened;
  const { fund, loan } = opened.value;
  const { settings } = fund;
  const { date, contractNo, note } = input;
  const { state } = stateNow(loan, date, settings);
  if (state === 'approved' && settings.noticeDays > 0) return notItsTurn(loan, state, '签合同');
  if (state !== 'noticed' && state !== 'approved') return notItsTurn(loan, state, '签合同');
  const steps = standingSteps(loan);
  const noticeTo = lastOf(steps, 'notice')?.facts.to;
  if (noticeTo !== undefined && date <= noticeTo) {
    const sentence = `${loanNamed(loan)} 公示到 ${noticeTo}，要到 ${addDays(noticeTo, 1)} 才能签合同。`;
    return refuse('notice_running', sentence, { date: sentence });
  }
  const approved = lastOf(steps, 'approve')?.facts;
  const no = loanNoFor(ctx.db, fund, input.no, date);
  if (!no.ok) return no;
  const id = insertStep(ctx, { loanId: loan.id, kind: 'contract', date, facts: {}, note, eventId: null });
  insertContract(ctx, fund, {
    stepId: id,
    loanId: loan.id,
    no: no.value,
    contractNo,
    fen: approved?.amountFen ?? loan.askedFen,
    months: approved?.months ?? loan.months,
    method: loan.method,
    rate: input.rate ?? settings.rate,
    feeTime: input.feeTime ?? settings.feeTime,
  });
  return ok({ id, no: no.value, warnings: [] });
}

export function insertContract(
  ctx: Writing,
  fund: Fund,
  row: {
    readonly stepId: number;
    readonly loanId: number;
    readonly no: string;
    readonly contractNo: string;
    readonly fen: number;
    readonly months: number;
    readonly method: 'lump' | 'instalments';
    readonly rate: { readonly per: string; readonly rate: string };
    readonly feeTime: string;
  },
): void {
  ctx.db.run(
    `INSERT INTO fund_contract (step_id, loan_id, entity_id, no, contract_no, fen, months, method, rate_per, rate, fee_time, overdue_mille)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.stepId,
    row.loanId,
    fund.id,
    row.no,
    row.contractNo,
    row.fen,
    row.months,
    row.method,
    row.rate.per,
    row.rate.rate,
    row.feeTime,
    fund.settings.overdueMille,
  );
}

/** 借据号 that stand: HZ2018001 and so on by the year. */
function loanNoFor(db: ReadableDb, fund: Fund, typed: string | undefined, date: string): Result<string> {
  const taken = db
    .all<{ no: string }>(
      `SELECT c.no FROM fund_contract c WHERE c.entity_id = ?
         AND NOT EXISTS (SELECT 1 FROM fund_loan_step u WHERE u.undoes_id = c.step_id)`,
      fund.id,
    )
    .map((row) => row.no);
  const no = (typed ?? '').toUpperCase();
  if (no === '') {
    const prefix = `HZ${date.slice(0, 4)}`;
    const last = taken
      .filter((one) => one.startsWith(prefix) && /^\d{3,6}$/u.test(one.slice(prefix.length)))
      .reduce((most, one) => Math.max(most, Number(one.slice(prefix.length))), 0);
    return ok(prefix + String(last + 1).padStart(3, '0'));
  }
  if (!taken.includes(no)) return ok(no);
  const sentence = `借据号 ${no} 已经用过了。请核对，或留空由程序取下一个号。`;
  return refuse('loan_no_taken', sentence, { no: sentence });
}

/** 终止申请, with the reason: refused, withdrawn, objected to. */
export function endApplication(
  ctx: Writing,
  input: Parsed<'fund.endApplication'>,
): Result<Output<'fund.endApplication'>> {
  const opened = loanForStep(ctx, input);
  if (!opened.ok) return opened;
  const { fund, loan } = opened.value;
  const { date, reason } = input;
  const state = stateNow(loan, date, fund.settings);
  if (!isComing(state)) return notItsTurn(loan, state.state, '终止申请');
  const id = insertStep(ctx, {
    loanId: loan.id,
    kind: 'end',
    date,
    facts: { reason },
    note: reason,
    eventId: null,
  });
  return ok({ id, warnings: [] });
}
