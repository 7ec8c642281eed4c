import type { ReadableDb } from '../../workspace/database.ts';

/** A member as an import recognises one. */
export interface KnownMember {
  readonly id: number;
  readonly no: string;
  readonly kind: 'person' | 'organisation';
  readonly name: string;
  readonly personId: number | null;
  readonly organisationCode: string;
  readonly state: string;
  readonly joinedOn: string;
  readonly groupNo: number | null;
  readonly idDigest: string | null;
}

export interface Members {
  readonly byNo: Map<string, KnownMember>;
  readonly byPerson: Map<number, KnownMember>;
  readonly byDigest: Map<string, KnownMember>;
  readonly byName: Map<string, KnownMember[]>;
}

/** All members of a cooperative, those who left too: their accounts stay. */
export function readMembers(db: ReadableDb, entityId: number): Members {
  const members: Members = {
    byNo: new Map(),
    byPerson: new Map(),
    byDigest: new Map(),
    byName: new Map(),
  };
  for (const member of db.iterate<KnownMember>(MEMBERS, entityId)) {
    members.byNo.set(member.no, member);
    if (member.personId !== null) members.byPerson.set(member.personId, member);
    if (member.idDigest !== null) members.byDigest.set(member.idDigest, member);
    const namesakes = members.byName.get(member.name);
    if (namesakes) namesakes.push(member);
    else members.byName.set(member.name, [member]);
  }
  return members;
}

const MEMBERS = /* sql */ `
  SELECT m.id, m.no, m.kind, COALESCE(p.name, m.organisation_name) AS name, m.person_id AS personId,
    COALESCE(m.organisation_code, '') AS organisationCode, m.state, m.joined_on AS joinedOn,
    COALESCE(h.group_no, p.listed_group_no) AS groupNo, p.id_digest AS idDigest
  FROM member m LEFT JOIN person p ON p.id = m.person_id LEFT JOIN household h ON h.id = p.household_id
  WHERE m.entity_id = ? ORDER BY m.id`;
