import { yearOf } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { Money } from '../../../shared/rules/posting/posting.ts';
import { withdrawal } from '../../../shared/rules/posting/shares.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import { withdrawalEffectiveDate } from '../../../shared/rules/withdrawal.ts';
import type { Writing } from '../../workspace/context.ts';
import { checkPastDate, lastClosedYear, readSettings } from '../entities/index.ts';
import { leastFrom } from '../ledger/index.ts';
import { booksBegin, isOpeningLocked } from '../vouchers/index.ts';
import type { Recorded } from './contribution.ts';
import { append, pursesOn, wholeHolding } from './ledger.ts';
import { describe, memberById, unknownMember } from './member.ts';
import { bookShareEvent, checkShareDate, partOf } from './posting.ts';
import { freeReserveOn, moveReserve } from './quantified.ts';
import { openWithdrawal } from './standing.ts';
import { legs } from './transfer.ts';

/**
 * Takes an application to leave (退社申请). The membership ends with the fiscal year the notice still reaches
 * (农民专业合作社法 Art. 25, or the charter's months from the settings). A frozen account closes this way only when it
 * holds nothing that could be inherited.
 */
export function requestWithdrawal(
  ctx: Writing,
  input: { memberId: number; appliedOn: string; document: string },
): Result<{ id: number; effectiveOn: string; explanation: string }> {
  const member = memberById(ctx.db, input.memberId);
  if (!member) return unknownMember('memberId');
  const applied = checkPastDate(input.appliedOn, ctx.today, 'appliedOn');
  if (!applied.ok) return applied;
  if (member.state === 'left') return refuse('member_left', `${describe(member)} 已经退社。`);
  const held = pursesOn(ctx.db, member.id, ctx.today);
  if (member.state === 'frozen' && held.otherFen + held.reliefFen > 0) {
    return refuse('member_frozen', `${describe(member)} 的账户因继承未定已冻结，不能申请退社。请先办继承。`);
  }
  const open = openWithdrawal(ctx.db, member.id);
  if (open) {
    return refuse(
      'withdrawal_open',
      `${describe(member)} 已于 ${open.appliedOn} 申请退社，${open.effectiveOn} 生效。要重新申请，请先撤回原申请。`,
    );
  }
  if (input.appliedOn < member.joinedOn) {
    const sentence = `申请日期早于入社日期 ${member.joinedOn}，请改正。`;
    return refuse('withdrawal_before_joining', sentence, { appliedOn: sentence });
  }
  const timetable = withdrawalEffectiveDate(input.appliedOn, member.kind, charterNotice(ctx, member));
  const later = ctx.db.get<{ date: string }>(
    'SELECT date FROM share_transaction WHERE member_id = ? AND date > ? ORDER BY date DESC LIMIT 1',
    member.id,
    timetable.endsOn,
  );
  if (later) {
    const sentence = `按 ${input.appliedOn} 申请，成员资格应于 ${timetable.endsOn} 终止，但账户在 ${later.date} 还有股金变动。请核对申请日期。`;
    return refuse('share_later_entries', sentence, { appliedOn: sentence });
  }
  const { lastId: id } = ctx.db.run(
    `INSERT INTO withdrawal (member_id, applied_on, effective_on, explanation, document, state, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, 'requested', ?, ?)`,
    member.id,
    input.appliedOn,
    timetable.endsOn,
    timetable.explanation,
    input.document,
    ctx.operator,
    ctx.now,
  );
  ctx.db.run(`UPDATE member SET state = 'leaving' WHERE id = ?`, member.id);
  return ok({ id, effectiveOn: timetable.endsOn, explanation: timetable.explanation });
}

/** The charter's months of notice, or undefined where they are the law's own, which is then cited. */
function charterNotice(
  ctx: Writing,
  member: { entityId: number; kind: 'person' | 'organisation' },
): number | undefined {
  const settings = readSettings(ctx.db, member.entityId);
  const [months, legal] =
    member.kind === 'person' ? [settings.noticeMonthsPerson, 3] : [settings.noticeMonthsOrganisation, 6];
  return months === legal ? undefined : months;
}

export function cancelWithdrawal(
  ctx: Writing,
  input: { id: number; reason: string },
): Result<{ id: number }> {
  const application = applicationById(ctx, input.id, 'cancelling');
  if (!application.ok) return application;
  const { memberId } = application.value;
  ctx.db.run(
    `UPDATE withdrawal SET state = 'cancelled', closed_reason = ? WHERE id = ?`,
    input.reason,
    input.id,
  );
  ctx.db.run(
    `UPDATE member SET left_on = NULL, state = CASE WHEN frozen_on IS NULL THEN 'active' ELSE 'frozen' END WHERE id = ?`,
    memberId,
  );
  return ok({ id: input.id });
}

/**
 * Carries out a withdrawal on or after the year end with which the membership ends: the whole capital goes out, the
 * reserve share quantified so far is recorded as refunded (Art. 28). Grant and donation shares stay with the
 * cooperative. Nothing is set off against what the member owes (Art. 13). The year's dividend still includes the leaver.
 */
export function effectWithdrawal(
  ctx: Writing,
  input: { id: number; date: string; document: string; paidWith?: Money | undefined },
): Result<Recorded> {
  const application = applicationById(ctx, input.id);
  if (!application.ok) return application;
  const { memberId, effectiveOn } = application.value;
  const member = memberById(ctx.db, memberId);
  invariant(member !== null, 'an application has its member');
  if (input.date < effectiveOn) {
    const sentence = `成员资格到 ${effectiveOn} 才终止（会计年度终了），不能提前办理。请在那天或以后办理。`;
    return refuse('withdrawal_too_early', sentence, { date: sentence });
  }
  const date = checkShareDate(ctx.db, member.entityId, input.date, ctx.today);
  if (!date.ok) return date;
  const held = wholeHolding(ctx.db, member, input.date);
  if (!held.ok) return held;

  const refundFen = held.value.reliefFen + held.value.otherFen;
  const shareFen = freeReserveOn(ctx.db, memberId, input.date);
  // Without capital to pay back there is no entry to refund with: the share waits for its own.
  const reserveFen = refundFen === 0 ? 0 : shareFen;
  if (booksBegin(ctx.db, member.entityId, input.date) && isOpeningLocked(ctx.db, member.entityId)) {
    const inBooksFen = leastFrom(ctx.db, member.entityId, '322', input.date);
    if (reserveFen > inBooksFen) {
      const sentence = `要退还公积金份额 ${formatYuan(reserveFen)} 元，可账上盈余公积自 ${input.date} 起最少只有 ${formatYuan(Math.max(inBooksFen, 0))} 元：分红方案入账以后才有。请用方案入账以后的日期办理。`;
      return refuse('reserve_not_enough', sentence, { date: sentence });
    }
  }
  const rows = legs(held.value, -1, {
    memberId,
    date: input.date,
    kind: 'withdrawal',
    source: '退还出资',
    document: input.document || application.value.document,
    note: `成员资格于 ${effectiveOn} 终止`,
    withdrawalId: input.id,
  });
  const ids = rows.length > 0 ? append(ctx, member.entityId, rows) : [];
  ctx.db.run(
    `UPDATE withdrawal SET state = 'effected', reserve_refund_fen = ? WHERE id = ?`,
    reserveFen,
    input.id,
  );
  ctx.db.run(`UPDATE member SET state = 'left', left_on = ? WHERE id = ?`, effectiveOn, memberId);
  const source = {
    register: 'withdrawal',
    id: input.id,
    entityId: member.entityId,
    date: input.date,
  } as const;
  moveReserve(ctx.db, source, [{ memberId, fen: -reserveFen }]);
  if (ids[0] !== undefined) {
    const posting = withdrawal(partOf(member, refundFen), reserveFen, input.paidWith ?? null);
    const booked = bookShareEvent(ctx, member.entityId, ids[0], input.date, posting);
    if (!booked.ok) return booked;
  }
  return ok({
    id: ids[0] ?? input.id,
    receiptNo: '',
    warnings: [
      `应退还出资 ${formatYuan(refundFen)} 元${reserveFen === 0 ? '' : `、公积金份额 ${formatYuan(reserveFen)} 元`}。`,
      ...(shareFen > reserveFen
        ? [`还有公积金份额 ${formatYuan(shareFen)} 元，请在“业务登记”里登记“退还公积金份额”。`]
        : []),
      ...lateReserveWarning(lastClosedYear(ctx.db, member.entityId), yearOf(effectiveOn)),
    ],
  });
}

function lateReserveWarning(closedYear: number | null, lastYear: number): string[] {
  if (closedYear !== null && closedYear >= lastYear) return [];
  return [
    `${lastYear} 年度的盈余分配还没有批准：批准后应分给这位社员的盈余和量化的公积金份额，要另行支付（公积金份额在“业务登记”里登记“退还公积金份额”）。`,
  ];
}

interface Application {
  readonly memberId: number;
  readonly effectiveOn: string;
  readonly document: string;
}

function applicationById(
  ctx: Writing,
  id: number,
  purpose: 'effecting' | 'cancelling' = 'effecting',
): Result<Application> {
  const row = ctx.db.get<Application & { state: string }>(
    'SELECT member_id AS memberId, effective_on AS effectiveOn, document, state FROM withdrawal WHERE id = ?',
    id,
  );
  if (!row) return refuse('withdrawal_unknown', '没有这份退社申请，请重新选择。');
  if (row.state === 'cancelled')
    return refuse('withdrawal_closed', '这份退社申请已经撤回。要退社请重新申请。');
  if (row.state === 'effected' && purpose === 'cancelling' && !hasPaidOut(ctx, id, row.memberId))
    return ok(row);
  if (row.state === 'effected')
    return refuse(
      'withdrawal_closed',
      '这份退社申请已经办完。办错了请冲销退还出资的那一笔；没有出资可退的，可以撤回申请（已退还公积金份额的，先冲销那笔业务）。',
    );
  return ok(row);
}

/** Whether anything went out on the application: capital, or the member's share of the reserve since. */
function hasPaidOut({ db }: Writing, id: number, memberId: number): boolean {
  return (
    db.get('SELECT 1 FROM share_transaction WHERE withdrawal_id = ? LIMIT 1', id) !== undefined ||
    db.get(
      `SELECT 1 FROM reserve_move WHERE member_id = ?
         AND (source = 'withdrawal' AND source_id = ? OR source = 'business' AND source_id IN
           (SELECT b.id FROM business_event b WHERE b.kind = 'reserveRefund'
             AND NOT EXISTS (SELECT 1 FROM business_event r WHERE r.reverses_id = b.id)))
       GROUP BY member_id HAVING SUM(fen) <> 0`,
      memberId,
      id,
    ) !== undefined
  );
}
