import { invariant } from '../../../shared/rules/result.ts';
import type { ShareRow } from '../../../shared/rules/sheet/kinds/shares.ts';
import type { Reading } from '../../workspace/context.ts';
import { checkMemberNo } from '../shares/index.ts';
import type { KnownMember, Members } from './members.ts';
import type { Plan } from './plan.ts';
import { type Register, type RegisteredPerson, unregisteredPerson, whoIs } from './register.ts';

/** What planning a roster's rows needs. */
export interface ShareWork {
  readonly ctx: Reading;
  readonly plan: Plan;
  readonly register: Register;
  readonly members: Members;
  /** Members the file has named so far, by number. */
  readonly holders: Map<string, Holder>;
  /** The same by person. */
  readonly held: Map<RegisteredPerson, Holder>;
  /** The letter of a field's column. */
  readonly column: (field: string) => string | null;
}

/** A member a row is about, known or about to be made. */
export interface Holder {
  readonly no: string;
  /** Null: new. */
  readonly member: KnownMember | null;
  /** Null: an organisation. */
  readonly person: RegisteredPerson | null;
  readonly organisation: { name: string; code: string; isVillageBody: boolean } | null;
  /** The plain ID number, as far as the file tells it: to make the person with. */
  idNumber: string | null;
  joinedOn: string | null;
  /** Set when the member is made. */
  memberId: number | null;
}

/** `settle`: takes note of the holder, and of a person to be made, once the row is found good. */
export type Contributor = { ok: true; holder: Holder; settle: () => void } | Fault;

type Fault = { ok: false; field: string; reason: string };

/**
 * The member a roster's row means. A number that exists must be this person's (or organisation's); a new number must
 * not be a second one for somebody. People are recognised by ID number, without one by name and group.
 */
export function contributorOf(work: ShareWork, row: ShareRow): Contributor {
  const planned = work.holders.get(row.memberNo);
  // That all rows of one number name one person has been seen to where the file was read.
  if (planned) return { ok: true, holder: planned, settle: () => undefined };
  const member = work.members.byNo.get(row.memberNo);
  if (member)
    return member.kind === 'person' ? knownPerson(work, member, row) : knownOrganisation(work, member, row);
  const no = checkMemberNo(row.memberNo);
  if (!no.ok) return { ok: false, field: 'memberNo', reason: no.error.message };
  return row.kind === 'person' ? newPerson(work, row) : newOrganisation(work, row);
}

function knownPerson(work: ShareWork, member: KnownMember, row: ShareRow): Contributor {
  const person = member.personId === null ? undefined : work.register.byId(member.personId);
  invariant(person !== undefined, 'a member who is a person is registered');
  const other = (field: string, why: string): Fault => ({
    ok: false,
    field,
    reason: `社员号 ${member.no} 已经是${whoIs(person)}的，${why}`,
  });
  if (row.kind === 'organisation') return other('memberNo', '不是单位。请核对社员号');
  if (row.idNumber !== null) {
    const holder = work.register.byIdNumber(row.idNumber);
    if (holder && holder !== person) return other('memberNo', `身份证号却是${whoIs(holder)}的。请改成一致`);
    if (!holder && person.idDigest !== null) {
      return other('idNumber', '登记的身份证号与本表的不同。请核对社员号和身份证号');
    }
  }
  if (person.name !== row.name) return other('name', `本表写的是${row.name}。请核对社员号和姓名`);
  const groupDiffers = row.groupNo !== null && person.groupNo !== null && row.groupNo !== person.groupNo;
  if (groupDiffers && row.idNumber === null) {
    return other('memberNo', `本表写的是${row.groupNo}组的${row.name}，分不清是不是同一个人。请填身份证号`);
  }
  return settling(work, row, holderOf(row, { member, person }));
}

function knownOrganisation(work: ShareWork, member: KnownMember, row: ShareRow): Contributor {
  const code = row.creditCode ?? '';
  const sameCode = code === '' || member.organisationCode === '' || code === member.organisationCode;
  if (member.name === row.name && row.idNumber === null && sameCode) {
    return settling(work, row, holderOf(row, { member, person: null }));
  }
  const reason = `社员号 ${member.no} 已经是${member.name}的，与本表的名称或代码不同。请核对社员号`;
  return { ok: false, field: 'memberNo', reason };
}

function newPerson(work: ShareWork, row: ShareRow): Contributor {
  const found = row.idNumber === null ? personByName(work, row) : personByIdNumber(work, row, row.idNumber);
  if (!found.ok) return found;
  const { person } = found;
  if (person) {
    const fault = whyNotNewMember(work, person, row);
    if (fault) return fault;
    return settling(work, row, holderOf(row, { member: null, person }));
  }
  const made = unregisteredPerson({ name: row.name, groupNo: row.groupNo });
  return settling(work, row, holderOf(row, { member: null, person: made }));
}

type FoundPerson = { ok: true; person: RegisteredPerson | null } | Fault;

function personByIdNumber(work: ShareWork, row: ShareRow, idNumber: string): FoundPerson {
  const person = work.register.byIdNumber(idNumber);
  if (person) {
    if (person.name === row.name) return { ok: true, person };
    const reason = `这个身份证号登记的是${whoIs(person)}，本表写的是${row.name}。请核对证件，改正姓名或身份证号`;
    return { ok: false, field: 'idNumber', reason };
  }
  // A register without this ID number may still list the person: the only one of that name in that group.
  const unnumbered = namesakes(work, row).filter(
    (one) => one.idDigest === null && one.groupNo === row.groupNo,
  );
  const free = unnumbered.filter((one) => !isMember(work, one));
  if (row.groupNo !== null && unnumbered.length === 1 && free[0]) return { ok: true, person: free[0] };
  if (unnumbered.length > 0) {
    const reason = `${whoIs({ ...row, householdCode: null })}已登记而没有身份证号，没有合并，按新的人登记，请核对`;
    work.plan.warn(row, work.column('name'), reason);
  }
  return { ok: true, person: null };
}

function personByName(work: ShareWork, row: ShareRow): FoundPerson {
  const named = namesakes(work, row);
  if (named.length <= 1) return { ok: true, person: named[0] ?? null };
  const who = named.map(whoIs).join('、');
  return { ok: false, field: 'name', reason: `登记了 ${named.length} 个${row.name}：${who}。请填身份证号` };
}

/** The living of that name who could be of that group. */
function namesakes(work: ShareWork, row: ShareRow): RegisteredPerson[] {
  return work.register
    .byName(row.name)
    .filter(
      (one) =>
        one.diedOn === null && (row.groupNo === null || one.groupNo === null || one.groupNo === row.groupNo),
    );
}

function isMember({ members, held }: ShareWork, person: RegisteredPerson): boolean {
  return held.has(person) || (person.id !== null && members.byPerson.has(person.id));
}

/** One person, one account. */
function whyNotNewMember(work: ShareWork, person: RegisteredPerson, row: ShareRow): Fault | null {
  const fault = (reason: string): Fault => ({ ok: false, field: 'memberNo', reason });
  if (person.diedOn !== null) return fault(`${whoIs(person)}已于 ${person.diedOn} 去世，不能入社`);
  const member = person.id === null ? undefined : work.members.byPerson.get(person.id);
  const no = member?.no ?? work.held.get(person)?.no;
  if (no === undefined) return null;
  const namesake = row.idNumber === null ? '；如果是同名的另一个人，请填身份证号' : '';
  return fault(
    member?.state === 'left'
      ? `${whoIs(person)}曾是社员 ${no}，已退社，一人只有一个账户。请核对，或由同户其他人入社`
      : `${whoIs(person)}已经是社员 ${no}，一人只有一个社员号。增加出资请也写 ${no}${namesake}`,
  );
}

function newOrganisation(work: ShareWork, row: ShareRow): Contributor {
  const code = row.creditCode ?? '';
  const known = [
    ...[...work.members.byNo.values()].map((one) => ({ ...one, code: one.organisationCode })),
    ...[...work.holders.values()].flatMap(({ no, organisation }) =>
      organisation ? [{ kind: 'organisation', no, ...organisation }] : [],
    ),
  ].find(
    (one) => one.kind === 'organisation' && (one.name === row.name || (code !== '' && one.code === code)),
  );
  if (known) {
    const reason = `${known.name}已经是社员 ${known.no}，一个单位只有一个社员号。增加出资请也写 ${known.no}`;
    return { ok: false, field: 'memberNo', reason };
  }
  const isVillageBody = VILLAGE_BODY.test(row.name);
  const organisation = { name: row.name, code, isVillageBody };
  return settling(work, row, { ...holderOf(row, { member: null, person: null }), organisation });
}

/** Names of a village's own economic organisation, which the charter may give a part of the surplus. */
const VILLAGE_BODY = /(?:村|社区|组).*(?:经济(?:联合)?(?:总)?社|经济合作社|集体经济)|村民委员会|村委会/u;

function holderOf(row: ShareRow, who: Pick<Holder, 'member' | 'person'>): Holder {
  return {
    ...who,
    no: row.memberNo,
    organisation: null,
    idNumber: null,
    joinedOn: who.member?.joinedOn ?? null,
    memberId: who.member?.id ?? null,
  };
}

function settling(work: ShareWork, row: ShareRow, holder: Holder): Contributor {
  return { ok: true, holder, settle: () => settle(work, row, holder) };
}

function settle(work: ShareWork, row: ShareRow, holder: Holder): void {
  const { plan, register, column } = work;
  work.holders.set(holder.no, holder);
  if (holder.organisation?.isVillageBody) {
    plan.warn(
      row,
      column('name'),
      '按村集体经济组织登记。村民委员会不得入社（农民专业合作社法第十九条），请确认',
    );
  }
  const { person } = holder;
  if (!person) return;
  work.held.set(person, holder);
  if (person.id === null) {
    register.add(person);
    return plan.warn(row, column('name'), '不在户籍花名册，已按本表新建');
  }
  if (row.groupNo !== null && person.groupNo !== null && row.groupNo !== person.groupNo) {
    plan.warn(row, column('groupNo'), `组别写的是${row.groupNo}组，户籍登记在${person.groupNo}组，请核对`);
  }
  if (row.category !== null && person.category !== null && row.category !== person.category) {
    plan.warn(row, column('category'), `户类别写的是${row.category}，户籍登记的是${person.category}，请核对`);
  }
}
