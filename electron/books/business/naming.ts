import type { Dim } from '../../../shared/rules/chart/accounts.ts';
import { BUSINESS_TITLES, type BusinessKind } from '../../../shared/rules/posting/business.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { memberById, type Member } from '../shares/index.ts';

/** The item of that name, or null while there is none: events make it when they are recorded. */
export function itemNamed(db: ReadableDb, entityId: number, dim: Dim, name: string): number | null {
  return (
    db.get<{ id: number }>(
      'SELECT id FROM analysis_item WHERE entity_id = ? AND dim = ? AND name = ?',
      entityId,
      dim,
      name,
    )?.id ?? null
  );
}

/** An event as sentences name it: 2018-09-30“收购入账”（凭证 2018-09 记-004）. */
export function eventNamed(db: ReadableDb, id: number): string {
  const event = db.get<{ date: string; kind: BusinessKind; voucher: string | null }>(
    `SELECT e.date, e.kind, (SELECT v.period || ' ' || v.word || '-' || printf('%03d', v.number) FROM voucher v
       WHERE v.source = 'business' AND v.source_id = e.id ORDER BY v.id LIMIT 1) AS voucher
     FROM business_event e WHERE e.id = ?`,
    id,
  );
  invariant(event !== undefined, `event ${id} exists`);
  return `${event.date}“${BUSINESS_TITLES[event.kind]}”（凭证 ${event.voucher ?? '无'}）`;
}

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
