import type { Output } from '../../../shared/contract/index.ts';
import { checkIdNumber } from '../../../shared/rules/idNumber.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { unseal } from '../../workspace/sealed.ts';

type Person = Output<'household.dossier'>['persons'][number];

interface Stored extends Omit<Person, 'isHead' | 'sex' | 'age'> {
  readonly isHead: 0 | 1;
  readonly idSealed: string | null;
}

/** Everybody of the household, the head first. The ID number is opened for age and sex, and goes no further. */
export function personsOf(db: ReadableDb, householdId: number, asOf: string): Person[] {
  return db
    .all<Stored>(
      `SELECT p.id, p.name, p.relation, h.head_id IS p.id AS isHead, p.id_masked AS idMasked, p.phone, p.card_masked AS cardMasked,
         p.died_on AS diedOn, p.id_sealed AS idSealed
       FROM person p JOIN household h ON h.id = p.household_id WHERE h.id = ? ORDER BY h.head_id IS NOT p.id, p.id`,
      householdId,
    )
    .map(({ idSealed, ...person }) => ({ ...person, isHead: person.isHead === 1, ...told(idSealed, asOf) }));
}

/** The first year of birth that a living person can have. */
const FIRST_BIRTH = '1900-01-01';

function told(sealed: string | null, asOf: string): Pick<Person, 'sex' | 'age'> {
  const checked = sealed === null ? null : checkIdNumber(unseal(sealed));
  if (!checked?.ok) return { sex: '', age: null };
  const { birthDate, sex } = checked.value;
  return {
    sex: sex === 'male' ? '男' : '女',
    age: birthDate < FIRST_BIRTH || birthDate > asOf ? null : yearsBetween(birthDate, asOf),
  };
}

/** Full years: counted on the birthday. */
function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}
