import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { compareMemberNo } from '../../../shared/rules/allocation.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkPastDate } from '../entities/index.ts';
import { lastOf, type LoanFile, loanNamed, loansOf, standingSteps } from './loanFile.ts';
import { isComing, isOut, stateNow, stateOn } from './loanState.ts';
import { activeMember, described, groupsOn, memberWith } from './members.ts';
import { type Fund, fundWith } from './settings.ts';

/** 互助小组: five to seven households that guarantee each other's loans. */
type GroupRow = Output<'fund.groups'>[number];

export function saveGroup(
  { db }: Writing,
  input: Parsed<'fund.saveGroup'>,
): Result<Output<'fund.saveGroup'>> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const { id, no, name, headMemberId, note } = input;
  const twin = db.get<{ no: number; name: string }>(
    'SELECT no, name FROM fund_group WHERE entity_id = ? AND id <> ? AND (no = ? OR name = ?)',
    fund.id,
    id ?? 0,
    no,
    name,
  );
  if (twin) {
    const sentence = `已经有第 ${twin.no} 组“${twin.name}”，组号和名称不能重复。`;
    return refuse('group_taken', sentence, { [twin.no === no ? 'no' : 'name']: sentence });
  }
  const warnings: string[] = [];
  if (headMemberId !== null) {
    const head = memberWith(db, fund, headMemberId, 'headMemberId');
    if (!head.ok) return head;
    if (id === undefined || groupOf(db, headMemberId)?.id !== id) {
      warnings.push(`组长 ${described(head.value)} 还不在这个组里，请把他加进来。`);
    }
  }
  if (id === undefined) {
    const { lastId } = db.run(
      'INSERT INTO fund_group (entity_id, no, name, head_member_id, note) VALUES (?, ?, ?, ?, ?)',
      fund.id,
      no,
      name,
      headMemberId,
      note,
    );
    return ok({ id: lastId, warnings });
  }
  const changed = db.run(
    'UPDATE fund_group SET no = ?, name = ?, head_member_id = ?, note = ? WHERE id = ? AND entity_id = ?',
    no,
    name,
    headMemberId,
    note,
    id,
    fund.id,
  );
  return changed.changes === 0 ? UNKNOWN : ok({ id, warnings });
}

const UNKNOWN = refuse('group_unknown', '没有这个互助小组，请重新选择。', { groupId: '没有这个小组' });

/** The group a member is in now. */
function groupOf(db: ReadableDb, memberId: number): { id: number; name: string; from: string } | null {
  return (
    db.get<{ id: number; name: string; from: string }>(
      `SELECT g.id, g.name, gm.from_date AS "from" FROM fund_group_member gm JOIN fund_group g ON g.id = gm.group_id
       WHERE gm.member_id = ? AND gm.to_date IS NULL`,
      memberId,
    ) ?? null
  );
}

export function enterGroup(
  ctx: Writing,
  input: Parsed<'fund.enterGroup'>,
): Result<Output<'fund.enterGroup'>> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const { groupId, memberId, date } = input;
  const day = checkPastDate(date, ctx.today);
  if (!day.ok) return day;
  const member = activeMember(db, fund, memberId, date);
  if (!member.ok) return member;
  const group = db.get<{ name: string; size: number }>(
    `SELECT name, (SELECT COUNT(*) FROM fund_group_member gm WHERE gm.group_id = g.id AND gm.to_date IS NULL) AS size
     FROM fund_group g WHERE g.id = ? AND g.entity_id = ?`,
    groupId,
    fund.id,
  );
  if (!group) return UNKNOWN;
  const standing = groupOf(db, memberId);
  if (standing) {
    const sentence = `${described(member.value)} 在“${standing.name}”里，一个会员只参加一个小组。请先退出那个组。`;
    return refuse('in_group', sentence, { memberId: sentence });
  }
  const { groupMin, groupMax } = fund.settings;
  if (group.size >= groupMax) {
    const sentence = `“${group.name}”已经有 ${group.size} 户，小组最多 ${groupMax} 户。请另建一个组，或在设置里改规定。`;
    return refuse('group_full', sentence, { groupId: sentence });
  }
  const before = db.get<{ to: string }>(
    'SELECT to_date AS "to" FROM fund_group_member WHERE member_id = ? AND to_date > ? ORDER BY to_date DESC LIMIT 1',
    memberId,
    date,
  );
  if (before) {
    const sentence = `${described(member.value)} 到 ${before.to} 还在另一个组里，加入的日期不能早于它。`;
    return refuse('in_group', sentence, { date: sentence });
  }
  const { lastId } = db.run(
    'INSERT INTO fund_group_member (group_id, member_id, from_date, operator, recorded_at) VALUES (?, ?, ?, ?, ?)',
    groupId,
    memberId,
    date,
    ctx.operator,
    ctx.now,
  );
  const size = group.size + 1;
  return ok({
    id: lastId,
    warnings: size < groupMin ? [`“${group.name}”现在 ${size} 户，满 ${groupMin} 户才能联保借款。`] : [],
  });
}

/** Out of the group: not while own loans run under its guarantee, or loans of mates that this member guaranteed. */
export function leaveGroup(
  ctx: Writing,
  input: Parsed<'fund.leaveGroup'>,
): Result<Output<'fund.leaveGroup'>> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const { groupId, memberId, date, reason } = input;
  const day = checkPastDate(date, ctx.today);
  if (!day.ok) return day;
  const member = memberWith(db, fund, memberId);
  if (!member.ok) return member;
  const standing = groupOf(db, memberId);
  if (standing?.id !== groupId) {
    const sentence = `${described(member.value)} 现在不在这个组里。`;
    return refuse('not_in_group', sentence, { memberId: sentence });
  }
  if (date < standing.from) {
    const sentence = `${described(member.value)} 在 ${standing.from} 加入，退出日期不能早于它。`;
    return refuse('before_entering', sentence, { date: sentence });
  }
  const bound = bondsOf(db, fund, memberId, ctx.today);
  const [own] = bound.own;
  const [guaranteed] = bound.guaranteed;
  if (own) {
    const sentence = `${described(member.value)} 的借款 ${loanNamed(own)} 还没有还清，由本组联保，还清以后才能退组。`;
    return refuse('loan_running', sentence, { memberId: sentence });
  }
  if (guaranteed) {
    const sentence = `${described(member.value)} 为 ${loanNamed(guaranteed)} 的借款担保，还没有还清。请等还清，或先在那笔借款里重新办联保、换担保人。`;
    return refuse('guarantee_running', sentence, { memberId: sentence });
  }
  closeMembership(db, memberId, date, reason);
  return ok({ id: groupId, warnings: [] });
}

/** Ends a member's time in the group, wherever it is. */
export function closeMembership(db: Writing['db'], memberId: number, date: string, reason: string): void {
  db.run(
    'UPDATE fund_group_member SET to_date = MAX(?, from_date), end_reason = ? WHERE member_id = ? AND to_date IS NULL',
    date,
    reason,
    memberId,
  );
}

/** What holds a member: own loans that run or are on the way, and those of others under this member's guarantee. */
export function bondsOf(
  db: ReadableDb,
  fund: Fund,
  memberId: number,
  date: string,
): { own: LoanFile[]; guaranteed: LoanFile[] } {
  const open = loansOf(db, fund.id).filter((loan) => {
    const state = stateNow(loan, date, fund.settings);
    return isOut(state) || isComing(state);
  });
  return {
    own: open.filter((loan) => loan.memberId === memberId),
    guaranteed: open.filter((loan) =>
      lastOf(standingSteps(loan), 'guarantee')?.guarantors.some((one) => one.memberId === memberId),
    ),
  };
}

interface GroupMember {
  readonly groupId: number;
  readonly memberId: number;
  readonly memberNo: string;
  readonly name: string;
  readonly householdCode: string;
  readonly from: string;
  readonly to: string | null;
  readonly endReason: string;
}

/** Groups with everybody who is or was in them; figures and faults of the day. */
export function listGroups({ db, today }: Reading, input: Parsed<'fund.groups'>): Result<GroupRow[]> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const asOf = input.asOf ?? today;
  const members = Map.groupBy(
    db.all<GroupMember>(
      `SELECT gm.group_id AS groupId, gm.member_id AS memberId, m.no AS memberNo, p.name, COALESCE(h.code, '') AS householdCode,
         gm.from_date AS "from", gm.to_date AS "to", gm.end_reason AS endReason
       FROM fund_group g JOIN fund_group_member gm ON gm.group_id = g.id JOIN member m ON m.id = gm.member_id
         JOIN person p ON p.id = m.person_id LEFT JOIN household h ON h.id = p.household_id
       WHERE g.entity_id = ? AND gm.from_date <= ? ORDER BY gm.from_date, gm.id`,
      fund.id,
      asOf,
    ),
    (one) => one.groupId,
  );
  const loans = Map.groupBy(loansOf(db, fund.id), (loan) => loan.memberId);
  const groups = db.all<Pick<GroupRow, 'id' | 'no' | 'name' | 'headMemberId' | 'headName' | 'note'>>(
    `SELECT g.id, g.no, g.name, g.head_member_id AS headMemberId, COALESCE(p.name, '') AS headName, g.note
     FROM fund_group g LEFT JOIN member m ON m.id = g.head_member_id LEFT JOIN person p ON p.id = m.person_id
     WHERE g.entity_id = ? ORDER BY g.no`,
    fund.id,
  );
  return ok(
    groups.map((group): GroupRow => {
      const own = (members.get(group.id) ?? [])
        .sort((a, b) => compareMemberNo(a.memberNo, b.memberNo))
        .map(({ groupId: _, ...one }) => {
          const states = (loans.get(one.memberId) ?? []).map((loan) => stateOn(loan, asOf, fund.settings));
          return {
            ...one,
            loanFen: states.reduce((sum, state) => sum + state.balanceFen, 0),
            overdueFen: states.reduce((sum, state) => sum + state.overdueFen, 0),
          };
        });
      const present = own.filter((one) => one.to === null || one.to > asOf);
      const overdue = present.filter((one) => one.overdueFen > 0);
      return {
        ...group,
        members: own,
        size: present.length,
        loanFen: present.reduce((sum, one) => sum + one.loanFen, 0),
        overdueFen: overdue.reduce((sum, one) => sum + one.overdueFen, 0),
        faults: [
          ...sizeFaults(fund, present.length),
          ...overdue.map((one) => `${one.name}逾期 ${formatYuan(one.overdueFen)} 元，还清以前本组不能再借`),
        ],
      };
    }),
  );
}

function sizeFaults({ settings }: Fund, size: number): string[] {
  if (size < settings.groupMin) return [`只有 ${size} 户，满 ${settings.groupMin} 户才能联保借款`];
  return size > settings.groupMax ? [`有 ${size} 户，超过规定的 ${settings.groupMax} 户`] : [];
}

/** Who is in a group on a day. */
export function matesOn(db: ReadableDb, entityId: number, groupId: number, date: string): number[] {
  return [...groupsOn(db, entityId, date)].flatMap(([memberId, group]) =>
    group.id === groupId ? [memberId] : [],
  );
}
