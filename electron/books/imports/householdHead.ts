import { withoutSpaces } from '../../../shared/rules/fullwidth.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { HouseholdRow, PersonRow } from '../../../shared/rules/sheet/kinds/households.ts';
import { changeHead, checkPerson, createPerson, personDifferences, updatePerson } from '../village/index.ts';
import { adopt } from './adoption.ts';
import type { HouseholdWork } from './households.ts';
import { whoIs, type RegisteredHousehold, type RegisteredPerson } from './register.ts';

/** What a file says about a head; phone and card stand in the household's row. */
export interface HeadFacts {
  readonly name: string;
  readonly idNumber: string | null;
  readonly phone: string;
  readonly card: string | null;
}

type Fault = { ok: false; field: string; reason: string };

/**
 * Finds the head's own row among a household's persons. The two sheets must mean the same person: another name, or
 * another ID number under the same name, refuses the household.
 */
export function splitHead(
  row: HouseholdRow,
): { ok: true; head: PersonRow | null; others: PersonRow[] } | Fault {
  const declared = row.people.filter(isDeclaredHead);
  for (const person of declared) {
    const where = `“${person.sheet}”第 ${person.row} 行`;
    if (person.name !== row.headName) {
      const reason = `户主写的是${row.headName}，${where}的户主却是${person.name}，请改成一致`;
      return { ok: false, field: 'name', reason };
    }
    if (!couldBeSame(person.idNumber, row.headIdNumber)) {
      const reason = `户主${row.headName}的身份证号与${where}的不同，请核对证件，改成一致`;
      return { ok: false, field: 'idNumber', reason };
    }
  }
  const named = row.people.filter(
    (person) => person.name === row.headName && couldBeSame(person.idNumber, row.headIdNumber),
  );
  const certain = named.find((person) => person.idNumber !== null && person.idNumber === row.headIdNumber);
  const likely = [...declared, ...named];
  const head = certain ?? likely.find((person) => person.idNumber !== null) ?? likely[0] ?? null;
  return { ok: true, head, others: row.people.filter((person) => person !== head) };
}

/** Whether a row of the persons' sheet calls its person the head. */
export function isDeclaredHead(person: PersonRow): boolean {
  return ['户主', '本人'].includes(withoutSpaces(person.relation));
}

function couldBeSame(idNumber: string | null, other: string | null): boolean {
  return idNumber === null || other === null || idNumber === other;
}

/**
 * The registered person the file's head is, or null for somebody new. By ID number; where the register has none, by
 * the name within the household. `household`: null for one that is yet to be made.
 */
export function findHead(
  work: HouseholdWork,
  household: RegisteredHousehold | null,
  head: HeadFacts,
): { ok: true; person: RegisteredPerson | null } | Fault {
  const found =
    head.idNumber === null
      ? headByName(household, head.name)
      : headByIdNumber(work, household, { ...head, idNumber: head.idNumber });
  if (!found.ok || !found.person) return found;
  const { person } = found;
  const stays = household !== null && person.id === household.headId;
  if (person.diedOn === null || stays) return found;
  const reason = `${person.name}已于 ${person.diedOn} 去世，不能作户主。请改成现在的户主`;
  return { ok: false, field: 'name', reason };
}

function headByName(
  household: RegisteredHousehold | null,
  name: string,
): { ok: true; person: RegisteredPerson | null } | Fault {
  const persons = household?.persons ?? [];
  const current = persons.find((person) => person.id === household?.headId);
  if (current?.name === name) return { ok: true, person: current };
  const named = persons.filter((person) => person.name === name);
  if (named.length <= 1) return { ok: true, person: named[0] ?? null };
  return { ok: false, field: 'name', reason: `本户登记了 ${named.length} 个${name}，请填户主的身份证号` };
}

function headByIdNumber(
  work: HouseholdWork,
  household: RegisteredHousehold | null,
  head: { name: string; idNumber: string },
): { ok: true; person: RegisteredPerson | null } | Fault {
  const holder = work.register.byIdNumber(head.idNumber);
  if (holder) {
    const here = household !== null && holder.householdCode === household.code;
    const fault = here ? null : whyNotToMoveIn(holder, head.name);
    return fault ? { ok: false, field: 'idNumber', reason: fault } : { ok: true, person: holder };
  }
  const persons = household?.persons ?? [];
  const current = persons.find((person) => person.id === household?.headId);
  if (current?.name === head.name && current.idDigest !== null) {
    const reason = `户主${head.name}登记的身份证号与本表的不同。请核对证件：登记错了，先在户籍里改；换了人，请写明姓名`;
    return { ok: false, field: 'idNumber', reason };
  }
  const unnumbered = persons.filter((person) => person.name === head.name && person.idDigest === null);
  if (unnumbered.length === 0) {
    return { ok: true, person: adopt(work, work.row, work.column('name'), head) };
  }
  if (unnumbered.length === 1) return { ok: true, person: unnumbered[0] ?? null };
  const reason = `本户登记了 ${unnumbered.length} 个没有身份证号的${head.name}，请先在户籍里补上身份证号`;
  return { ok: false, field: 'idNumber', reason };
}

/** Why somebody registered elsewhere cannot come into a household by import; null for those who have none yet. */
export function whyNotToMoveIn(holder: RegisteredPerson, name: string): string | null {
  if (holder.householdCode !== null) {
    return (
      `这个身份证号已经登记在${whoIs(holder)}名下。请核对证件，两处必有一处写错；` +
      `如果是迁户、并户，请先在户籍里办理，再导入`
    );
  }
  if (holder.name === name) return null;
  return `这个身份证号已经登记在${whoIs(holder)}名下，姓名不同。请核对证件，改正姓名或身份证号`;
}

/** Plans what becomes of a known household's head; gives back what changes, in words. */
export function headChange(
  work: HouseholdWork,
  household: RegisteredHousehold,
  target: RegisteredPerson | null,
  head: HeadFacts,
  phoneChanges: boolean,
): string[] {
  const { plan, row } = work;
  const movesIn = target === null || target.householdCode === null;
  const changes = target !== null && !movesIn ? updateHead(work, household, target, head, phoneChanges) : [];
  if (target !== null && target.id === household.headId) return changes;

  const current = household.persons.find((person) => person.id === household.headId);
  let personId = target?.id ?? null;
  if (movesIn) {
    if (target) warnOfListedHead(work, target, head);
    plan.step(row, (ctx) => {
      const made = createPerson(ctx, { ...head, relation: '' }, { householdId: household.id }, 'sheet');
      if (made.ok) personId = made.value.id;
      return made;
    });
  }
  plan.step(row, (ctx) => {
    invariant(personId !== null, 'the new head is registered by now');
    return changeHead(ctx, household.id, { personId, date: ctx.today, reason: '按户籍花名册导入' });
  });
  return [...changes, `户主由${current?.name ?? '空缺'}变更为${head.name}`];
}

function updateHead(
  { ctx, plan, row, column }: HouseholdWork,
  household: RegisteredHousehold,
  target: RegisteredPerson,
  head: HeadFacts,
  phoneChanges: boolean,
): string[] {
  invariant(target.id !== null, 'a registered person has an id');
  const { id } = target;
  // The phone is the household's; the head's own follows it only where it was the same, or none.
  const follows = phoneChanges && (target.phone === '' || target.phone === household.phone);
  const facts = { ...head, relation: '', phone: follows ? head.phone : '' };
  const checked = checkPerson(facts, 'sheet');
  invariant(checked.ok, 'the file’s head has been checked');
  const differences = personDifferences(ctx.db, id, checked.value);
  if (differences.length === 0) return [];
  if (differences.includes('姓名')) {
    plan.warn(row, column('name'), `户主姓名由${target.name}改为${head.name}（身份证号相同），请核对证件`);
  }
  if (differences.includes('银行卡号') && target.card !== null) {
    plan.warn(row, column('card'), '户主的银行卡号与此前登记的不同，按本表更正');
  }
  plan.step(row, (writing) =>
    updatePerson(
      writing,
      id,
      {
        name: facts.name,
        ...(facts.idNumber === null ? {} : { idNumber: facts.idNumber }),
        ...(facts.phone === '' ? {} : { phone: facts.phone }),
        ...(facts.card === null ? {} : { card: facts.card }),
      },
      'sheet',
    ),
  );
  return differences.filter((field) => field !== '电话').map((field) => `户主${field}`);
}

/** Somebody a share roster listed comes into their household; what the register says of them counts. */
export function warnOfListedHead(
  { plan, row, column }: HouseholdWork,
  person: RegisteredPerson,
  head: HeadFacts,
): void {
  if (head.phone !== '' && person.phone !== '' && head.phone !== person.phone) {
    plan.warn(row, column('phone'), '户主的电话与此前登记的不同，按本表更正');
  }
  if (head.card !== null && person.card !== null && head.card !== person.card) {
    plan.warn(row, column('card'), '户主的银行卡号与此前登记的不同，按本表更正');
  }
}
