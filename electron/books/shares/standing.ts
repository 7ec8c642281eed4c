import { refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { describe, type Member } from './member.ts';

/**
 * Whether a member may take part in a movement of shares on a day. `in`: capital comes (contribution, transfer in,
 * surplus turned into shares); `out`: it goes (transfer out). Frozen and left accounts do neither; somebody who has
 * applied to leave brings nothing more in, and moves nothing once the membership has ended.
 */
export function refusalToMove(
  db: ReadableDb,
  member: Member,
  direction: 'in' | 'out',
  date: string,
  field: string,
): Result<never> | null {
  const refused = (code: string, sentence: string) => refuse(code, sentence, { [field]: sentence });
  if (member.state === 'left') {
    return refused('member_left', `${describe(member)} 已于 ${member.leftOn ?? ''} 退社，不能再变动股金。`);
  }
  if (member.state === 'frozen') {
    return refused(
      'member_frozen',
      `${describe(member)} 的账户因继承未定已冻结，只能办理继承。请凭公证书或继承协议先办“继承”。`,
    );
  }
  const leaving = openWithdrawal(db, member.id);
  if (!leaving) return null;
  if (direction === 'in' && date >= leaving.appliedOn) {
    return refused(
      'member_leaving',
      `${describe(member)} 已于 ${leaving.appliedOn} 申请退社，不能再增加出资。要留下来，请先撤回退社申请。`,
    );
  }
  if (date > leaving.effectiveOn) {
    return refused(
      'membership_ended',
      `${describe(member)} 的成员资格已于 ${leaving.effectiveOn} 终止，只能办理退社。`,
    );
  }
  return null;
}

interface OpenWithdrawal {
  readonly id: number;
  readonly appliedOn: string;
  readonly effectiveOn: string;
}

/** The application to leave that is neither cancelled nor carried out, if there is one. */
export function openWithdrawal(db: ReadableDb, memberId: number): OpenWithdrawal | null {
  return (
    db.get<OpenWithdrawal>(
      `SELECT id, applied_on AS appliedOn, effective_on AS effectiveOn FROM withdrawal
       WHERE member_id = ? AND state = 'requested'`,
      memberId,
    ) ?? null
  );
}

/** Shares from before the day of joining mean that the person was a member already: the day moves. */
export function joinBy(ctx: Writing, member: Member, date: string): string[] {
  if (member.joinedOn <= date) return [];
  ctx.db.run('UPDATE member SET joined_on = ? WHERE id = ?', date, member.id);
  return [`${describe(member)} 的入社日期由 ${member.joinedOn} 提前到 ${date}。`];
}
