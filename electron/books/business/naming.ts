import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { memberById, type Member } from '../shares/index.ts';

/** Members by their ids, in the order given; each once. */
export function membersNamed(
  db: ReadableDb,
  entityId: number,
  ids: readonly number[],
  list: string,
): Result<Member[]> {
  const members: Member[] = [];
  const seen = new Set<number>();
  for (const [index, id] of ids.entries()) {
    const field = `${list}.${index}.memberId`;
    const member = memberById(db, id);
    if (!member || member.entityId !== entityId) {
      return refuse('member_unknown', `第 ${index + 1} 行：没有这个社员，请重新选择。`, {
        [field]: '没有这个社员',
      });
    }
    if (seen.has(id)) {
      const sentence = `第 ${index + 1} 行：${member.no} ${member.name} 前面已经有一行，请合成一行。`;
      return refuse('member_twice', sentence, { [field]: sentence });
    }
    seen.add(id);
    members.push(member);
  }
  return ok(members);
}

/** A name that a member has too: trade with members and with others is kept apart (法 Art. 41). */
export function warnOfMember(db: ReadableDb, entityId: number, name: string): string[] {
  if (name === '') return [];
  const twin = db.get<{ no: string }>(
    `SELECT m.no FROM member m LEFT JOIN person p ON p.id = m.person_id
     WHERE m.entity_id = ? AND m.state <> 'left' AND COALESCE(p.name, m.organisation_name) = ? ORDER BY m.id`,
    entityId,
    name,
  );
  return twin
    ? [
        `“${name}”与社员 ${twin.no} 同名。是社员本人的，收购走“交售”，其他往来选社员登记；与非成员的交易分别核算（农民专业合作社法第四十一条）。`,
      ]
    : [];
}
