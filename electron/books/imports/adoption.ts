import { invariant } from '../../../shared/rules/result.ts';
import type { HouseholdRow } from '../../../shared/rules/sheet/kinds/households.ts';
import { updatePersonContact } from '../village/index.ts';
import type { HouseholdWork } from './households.ts';
import { whoIs, type RegisteredPerson } from './register.ts';

/**
 * Somebody a roster has listed without ID number, before their household was known, and who can only be this person:
 * nobody else of that name is in that group, neither in the register nor in the file. They get the ID number, by
 * which the household then takes them in with their account. Null, and a warning where there is a doubt.
 */
export function adopt(
  { plan, register, row, namesakes }: HouseholdWork,
  at: { sheet: string; row: number },
  column: string | null,
  who: { name: string; idNumber: string | null },
): RegisteredPerson | null {
  const { idNumber } = who;
  const waiting = register
    .byName(who.name)
    .filter(
      (one) =>
        one.householdCode === null &&
        one.idDigest === null &&
        one.diedOn === null &&
        one.groupNo === row.groupNo,
    );
  const [person] = waiting;
  if (!person || idNumber === null) return null;
  const called = `${whoIs(person)}此前按入股花名册登记，没有身份证号`;
  if (waiting.length > 1 || namesakes(row.groupNo, who.name) > 1) {
    plan.warn(at, column, `${called}。同组同名的不止一个，没有认作同一人，请核对`);
    return null;
  }
  invariant(person.id !== null, 'an import of households lists nobody without one');
  const { id } = person;
  plan.warn(at, column, `${called}，现在认作同一人，请核对`);
  plan.step(at, (ctx) => updatePersonContact(ctx, id, { idNumber, phone: '', card: null }, 'sheet'));
  register.giveIdNumber(person, idNumber);
  return person;
}

/** Counts the persons of each name and group; a head who stands in both sheets is one. */
export function namesakesIn(rows: readonly HouseholdRow[]): (groupNo: number, name: string) => number {
  const counts = new Map<string, number>();
  for (const { groupNo, headName, people } of rows) {
    const names = people.map((person) => person.name);
    for (const name of names.includes(headName) ? names : [headName, ...names]) {
      const key = `${groupNo} ${name}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return (groupNo, name) => counts.get(`${groupNo} ${name}`) ?? 0;
}
