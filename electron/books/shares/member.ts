import { compareMemberNo } from '../../../shared/rules/allocation.ts';
import { toHalfWidth, withoutSpaces } from '../../../shared/rules/fullwidth.ts';
import { normaliseName } from '../../../shared/rules/names.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkPastDate, cooperativeOf, lastClosedYear } from '../entities/index.ts';
import { personById, recordDeath } from '../village/index.ts';

export type MemberState = 'active' | 'frozen' | 'leaving' | 'left';

/** A member (社员) as the commands need to know one. */
export interface Member {
  readonly id: number;
  readonly entityId: number;
  readonly no: string;
  readonly name: string;
  readonly kind: 'person' | 'organisation';
  readonly personId: number | null;
  readonly state: MemberState;
  readonly joinedOn: string;
  readonly leftOn: string | null;
  readonly frozenOn: string | null;
}

interface NewMember {
  readonly entityId?: number | undefined;
  /** 社员号; left out: the next one. */
  readonly no?: string | undefined;
  readonly kind: 'person' | 'organisation';
  readonly personId?: number | undefined;
  readonly organisation?:
    { readonly name: string; readonly code: string; readonly isVillageBody: boolean } | undefined;
  readonly joinedOn: string;
}

/** A cooperative's member; an association's are the business of its subject. */
export function memberById(db: ReadableDb, id: number): Member | null {
  return (
    db.get<Member>(
      `${MEMBER} JOIN entity ON entity.id = m.entity_id AND entity.kind = 'cooperative' WHERE m.id = ?`,
      id,
    ) ?? null
  );
}

/** Whoever a line names, in whichever books. */
export function memberOfBooks(db: ReadableDb, id: number): Member | null {
  return db.get<Member>(`${MEMBER} WHERE m.id = ?`, id) ?? null;
}

export function memberByNo(db: ReadableDb, entityId: number, no: string): Member | null {
  return db.get<Member>(`${MEMBER} WHERE m.entity_id = ? AND m.no = ?`, entityId, memberNo(no)) ?? null;
}

function memberByPerson(db: ReadableDb, entityId: number, personId: number): Member | null {
  return db.get<Member>(`${MEMBER} WHERE m.entity_id = ? AND m.person_id = ?`, entityId, personId) ?? null;
}

/** A member number as the books keep it: half width, no blanks, capitals. */
function memberNo(text: string): string {
  return withoutSpaces(toHalfWidth(text)).toUpperCase();
}

const MEMBER = /* sql */ `
  SELECT m.id, m.entity_id AS entityId, m.no, COALESCE(p.name, m.organisation_name) AS name, m.kind,
    m.person_id AS personId, m.state, m.joined_on AS joinedOn, m.left_on AS leftOn, m.frozen_on AS frozenOn
  FROM member m LEFT JOIN person p ON p.id = m.person_id`;

/**
 * Opens a member account (成员账户). One person, one account; an organisation likewise by its code or name. Warns when
 * organisations or farmers are no longer within 农民专业合作社法 Art. 20.
 */
export function createMember(
  ctx: Writing,
  input: NewMember,
): Result<{ id: number; no: string; warnings: string[] }> {
  const cooperative = cooperativeOf(ctx.db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const joined = checkPastDate(input.joinedOn, ctx.today, 'joinedOn');
  if (!joined.ok) return joined;
  const no = input.no?.trim() ? checkFreeNo(ctx.db, entityId, input.no) : ok(nextMemberNo(ctx.db, entityId));
  if (!no.ok) return no;
  const who =
    input.kind === 'person'
      ? checkPerson(ctx.db, entityId, input)
      : checkOrganisation(ctx.db, entityId, input);
  if (!who.ok) return who;
  const { personId, organisation } = who.value;
  const { lastId: id } = ctx.db.run(
    `INSERT INTO member (entity_id, no, kind, person_id, organisation_name, organisation_code, is_village_body, state, joined_on)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'active', ?)`,
    entityId,
    no.value,
    input.kind,
    personId,
    organisation?.name ?? null,
    organisation?.code ?? null,
    organisation?.isVillageBody ? 1 : 0,
    input.joinedOn,
  );
  return ok({ id, no: no.value, warnings: newMemberWarnings(ctx.db, entityId, input) });
}

/** M001 for the first, else the number after the highest, in its style and width. */
function nextMemberNo(db: ReadableDb, entityId: number): string {
  const numbers = db
    .all<{ no: string }>('SELECT no FROM member WHERE entity_id = ?', entityId)
    .map((row) => row.no);
  const numbered = numbers.filter((no) => /\d$/u.test(no)).sort(compareMemberNo);
  const last = /^(.*?)(\d{1,15})$/u.exec(numbered.at(-1) ?? 'M000');
  invariant(last !== null, 'a number ending in a digit ends in digits');
  const [, prefix = '', digits = ''] = last;
  return prefix + String(Number(digits) + 1).padStart(digits.length, '0');
}

/** A member number somebody wrote, in the books' form; whether it is taken is another question. */
export function checkMemberNo(text: string): Result<string> {
  const no = memberNo(text);
  if (/^[\p{L}\p{N}-]{1,20}$/u.test(no)) return ok(no);
  return refuse('member_no_invalid', `社员号“${text.trim()}”只能用字母、数字和短横线，最多 20 个字。`, {
    no: '只能用字母、数字和短横线，最多 20 个字',
  });
}

function checkFreeNo(db: ReadableDb, entityId: number, text: string): Result<string> {
  const checked = checkMemberNo(text);
  if (!checked.ok) return checked;
  const no = checked.value;
  const holder = memberByNo(db, entityId, no);
  if (!holder) return ok(no);
  const sentence = `社员号 ${no} 已经是${holder.name}的。请换一个，或留空由程序取下一个号。`;
  return refuse('member_no_taken', sentence, { no: sentence });
}

type Identity = {
  personId: number | null;
  organisation: { name: string; code: string; isVillageBody: boolean } | null;
};

function checkPerson(db: ReadableDb, entityId: number, input: NewMember): Result<Identity> {
  const person = input.personId === undefined ? null : personById(db, input.personId);
  if (!person) {
    return refuse('person_unknown', '请先选人。还没有登记的，先在户籍里新增。', { personId: '请选一个人' });
  }
  if (person.diedOn !== null) {
    const sentence = `${person.name}已于 ${person.diedOn} 去世，不能入社。`;
    return refuse('person_dead', sentence, { personId: sentence });
  }
  const holder = memberByPerson(db, entityId, person.id);
  if (!holder) return ok({ personId: person.id, organisation: null });
  const sentence =
    holder.state === 'left'
      ? `${person.name}曾是社员 ${holder.no}，已于 ${holder.leftOn ?? ''} 退社，账户保留备查，一人只有一个账户。可由同户其他人入社。`
      : `${person.name}已经是社员 ${holder.no}，一人只有一个账户。增加出资请用“入股”。`;
  return refuse('member_exists', sentence, { personId: sentence });
}

function checkOrganisation(db: ReadableDb, entityId: number, input: NewMember): Result<Identity> {
  if (!input.organisation) {
    return refuse('organisation_missing', '请填写单位名称。', { 'organisation.name': '请填写单位名称' });
  }
  const name = normaliseName(input.organisation.name, 'organisation');
  if (!name.ok)
    return refuse(name.error.code, name.error.message, { 'organisation.name': name.error.message });
  const code = memberNo(input.organisation.code);
  const holder = db.get<{ no: string; name: string }>(
    `SELECT no, organisation_name AS name FROM member
     WHERE entity_id = ? AND kind = 'organisation' AND (organisation_name = ? OR (organisation_code = ? AND ? <> ''))`,
    entityId,
    name.value,
    code,
    code,
  );
  if (!holder) {
    const { isVillageBody } = input.organisation;
    return ok({ personId: null, organisation: { name: name.value, code, isVillageBody } });
  }
  const sentence = `${holder.name}已经是社员 ${holder.no}，一个单位只有一个账户。`;
  return refuse('member_exists', sentence, { 'organisation.name': sentence });
}

function newMemberWarnings(db: ReadableDb, entityId: number, input: NewMember): string[] {
  const warnings: string[] = [];
  const closed = lastClosedYear(db, entityId);
  if (closed !== null && input.joinedOn <= `${closed}-12-31`) {
    warnings.push(`${closed} 年度的盈余分配方案已经批准，这位社员不在其中。`);
  }
  if (input.kind === 'person') return warnings;
  if (input.organisation?.isVillageBody) {
    warnings.push(
      '具有管理公共事务职能的单位不得入社（农民专业合作社法第十九条），请确认这是村集体经济组织，不是村民委员会。',
    );
  }
  const count = db.get<{ all: number; organisations: number }>(
    `SELECT COUNT(*) AS "all", COALESCE(SUM(kind = 'organisation'), 0) AS organisations
     FROM member WHERE entity_id = ? AND state <> 'left'`,
    entityId,
  )!;
  return [...warnings, ...compositionWarnings(count.all, count.organisations)];
}

/**
 * 农民专业合作社法 Art. 20: farmers are at least 80 % of the members; with up to 20 members one organisation may be
 * among them, with more at most 5 %. Persons count as farmers: the register does not know otherwise.
 */
export function compositionWarnings(members: number, organisations: number): string[] {
  const warnings: string[] = [];
  const persons = members - organisations;
  if (persons * 100 < members * 80) {
    warnings.push(
      `社员 ${members} 个中农民只有 ${persons} 个，不到百分之八十（农民专业合作社法第二十条）。请核实后再办理登记。`,
    );
  }
  const allowed = members <= 20 ? 1 : Math.floor((members * 5) / 100);
  if (organisations > allowed) {
    const limit = members <= 20 ? '社员二十人以下的可以有一个单位' : '社员超过二十人的，单位不得超过百分之五';
    warnings.push(
      `单位社员有 ${organisations} 个，社员共 ${members} 个：${limit}，现在最多 ${allowed} 个（农民专业合作社法第二十条）。请核实后再办理登记。`,
    );
  }
  return warnings;
}

/**
 * Freezes the account of a member who died: dividends go on being computed, but nothing is paid, taken in or moved
 * until the heirs are settled (民法典 Art. 1127; what happens to the membership is the charter's, Art. 15(6)).
 */
export function freezeMember(
  ctx: Writing,
  input: { id: number; date: string; reason: string },
): Result<{ id: number }> {
  const member = memberById(ctx.db, input.id);
  if (!member) return unknownMember('id');
  const date = checkPastDate(input.date, ctx.today);
  if (!date.ok) return date;
  if (member.state === 'frozen') return refuse('member_frozen', `${describe(member)} 的账户已经冻结。`);
  if (member.state === 'left')
    return refuse('member_left', `${describe(member)} 已经退社，没有可冻结的账户。`);
  const open = ctx.db.get(
    'SELECT 1 FROM withdrawal WHERE member_id = ? AND state = ?',
    member.id,
    'requested',
  );
  if (open) {
    const sentence = `${describe(member)} 有一份退社申请还没办完。请先撤回申请，再冻结账户，由继承人按章程办理。`;
    return refuse('withdrawal_open', sentence);
  }
  ctx.db.run(
    `UPDATE member SET state = 'frozen', frozen_on = ?, frozen_reason = ? WHERE id = ?`,
    input.date,
    input.reason,
    member.id,
  );
  if (member.personId !== null) recordDeath(ctx, member.personId, input.date);
  return ok({ id: member.id });
}

/** M002 李秀英. */
export function describe(member: Pick<Member, 'no' | 'name'>): string {
  return `${member.no} ${member.name}`;
}

export function unknownMember(field: string): Result<never> {
  return refuse('member_unknown', '没有这个社员，请重新选择。', { [field]: '没有这个社员' });
}
