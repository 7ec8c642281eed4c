import { formatYuan } from '../../../shared/rules/money.ts';
import { surplusToShare } from '../../../shared/rules/posting/shares.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { Recorded } from './contribution.ts';
import { append, checkAmount } from './ledger.ts';
import { describe, memberById, unknownMember } from './member.ts';
import { payableOfRun, refreshRunState } from './payable.ts';
import { bookShareEvent, checkShareDate, partOf } from './posting.ts';
import { refusalToMove } from './standing.ts';

interface SurplusToShare {
  readonly runId: number;
  readonly memberId: number;
  readonly date: string;
  readonly amountFen: number;
  readonly resolution: string;
}

/**
 * Turns what an approved run still owes a member into capital (农民专业合作社法 Art. 44, last paragraph): the payable
 * falls, the holding rises by the same fen. No receipt: no money comes in.
 */
export function recordSurplusToShare(ctx: Writing, input: SurplusToShare): Result<Recorded> {
  const member = memberById(ctx.db, input.memberId);
  if (!member) return unknownMember('memberId');
  const run = ctx.db.get<{
    entityId: number;
    fiscalYear: number;
    state: string;
    meetingDate: string | null;
    postingDate: string | null;
  }>(
    'SELECT entity_id AS entityId, fiscal_year AS fiscalYear, state, meeting_date AS meetingDate, posting_date AS postingDate FROM dividend_run WHERE id = ?',
    input.runId,
  );
  if (!run || run.entityId !== member.entityId) {
    return refuse('run_unknown', '没有这个分配方案，请重新选择。', { runId: '没有这个方案' });
  }
  if (run.state === 'draft' || run.state === 'void') {
    return refuse('run_not_standing', '只有已批准的方案才能转股。草稿请先批准；作废的方案没有可转的盈余。');
  }
  if (input.resolution.trim() === '') {
    return refuse('resolution_missing', '盈余转股要有成员大会决议，请填决议号。', {
      resolution: '请填决议号',
    });
  }
  const amount = checkAmount(input.amountFen);
  if (!amount.ok) return amount;
  const date = checkShareDate(ctx.db, member.entityId, input.date, ctx.today);
  if (!date.ok) return date;
  const from = run.postingDate ?? run.meetingDate;
  if (from !== null && input.date < from) {
    const sentence = `方案在 ${from} 才批准入账，转股日期不能更早。`;
    return refuse('conversion_too_early', sentence, { date: sentence });
  }
  const refusal = refusalToMove(ctx.db, member, 'in', input.date, 'memberId');
  if (refusal) return refusal;
  const payable = payableOfRun(ctx.db, input.runId).get(member.id);
  const payableFen = payable?.payableFen ?? 0;
  if (input.amountFen > payableFen) {
    const sentence = `${describe(member)} 在 ${run.fiscalYear} 年度方案里还有 ${formatYuan(payableFen)} 元没有发放，转股不能超过它。`;
    return refuse('payable_not_enough', sentence, { amountFen: sentence });
  }
  // 应付剩余盈余 goes first; what it does not cover comes out of 应付盈余返还.
  const returnFen = Math.max(input.amountFen - (payableFen - (payable?.returnPayableFen ?? 0)), 0);
  const [id] = append(ctx, member.entityId, [
    {
      memberId: member.id,
      date: input.date,
      kind: 'surplus-to-share',
      source: `${run.fiscalYear} 年度盈余转股`,
      fromRelief: false,
      amountFen: input.amountFen,
      returnFen,
      document: input.resolution,
      note: '',
      runId: input.runId,
    },
  ]);
  const booked = bookShareEvent(
    ctx,
    member.entityId,
    id!,
    input.date,
    surplusToShare(partOf(member, input.amountFen), returnFen),
  );
  if (!booked.ok) return booked;
  refreshRunState(ctx.db, input.runId);
  return ok({ id: id!, receiptNo: '', warnings: ['成员出资总额变了，请按规定办理变更登记备案。'] });
}
