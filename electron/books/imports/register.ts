import type { ReadableDb } from '../../workspace/database.ts';
import { digestOf, unseal } from '../../workspace/sealed.ts';
import type { HouseholdCategory } from '../village/index.ts';

/**
 * The village register as one import sees it: read once, then kept up with what the import is going to do, so that
 * a later row of the file meets the persons of an earlier one.
 */
export interface Register {
  readonly households: Map<string, RegisteredHousehold>;
  /** The person of an ID number (checked, eighteen characters). */
  byIdNumber(idNumber: string): RegisteredPerson | undefined;
  byId(id: number): RegisteredPerson | undefined;
  byName(name: string): readonly RegisteredPerson[];
  add(person: RegisteredPerson): void;
  giveIdNumber(person: RegisteredPerson, idNumber: string): void;
}

export interface RegisteredHousehold {
  readonly id: number;
  readonly code: string;
  readonly groupNo: number;
  readonly category: HouseholdCategory;
  readonly phone: string;
  readonly headId: number | null;
  readonly persons: RegisteredPerson[];
}

export interface RegisteredPerson {
  /** Null: the import is going to make this person. Set when it does. */
  id: number | null;
  name: string;
  readonly relation: string;
  /** Null: in no household yet. */
  readonly householdCode: string | null;
  /** The household's group, else the one a roster listed. */
  readonly groupNo: number | null;
  readonly category: HouseholdCategory | null;
  idDigest: string | null;
  phone: string;
  /** The plain number. */
  card: string | null;
  readonly diedOn: string | null;
}

/** Somebody a sheet names whom the register does not know: the import makes them. */
export function unregisteredPerson(
  known: Pick<RegisteredPerson, 'name' | 'groupNo'> &
    Partial<Pick<RegisteredPerson, 'relation' | 'householdCode'>>,
): RegisteredPerson {
  return {
    ...{ id: null, relation: '', householdCode: null, category: null, idDigest: null },
    ...{ phone: '', card: null, diedOn: null },
    ...known,
  };
}

export function readRegister(db: ReadableDb): Register {
  const households = new Map<string, RegisteredHousehold>();
  const digests = new Map<string, RegisteredPerson>();
  const ids = new Map<number, RegisteredPerson>();
  const names = new Map<string, RegisteredPerson[]>();
  const byHousehold = new Map<number, RegisteredHousehold>();
  for (const row of db.iterate<Omit<RegisteredHousehold, 'persons'>>(HOUSEHOLDS)) {
    const household = { ...row, persons: [] };
    households.set(household.code, household);
    byHousehold.set(household.id, household);
  }
  const add = (person: RegisteredPerson): void => {
    if (person.id !== null) ids.set(person.id, person);
    if (person.idDigest !== null) digests.set(person.idDigest, person);
    const namesakes = names.get(person.name);
    if (namesakes) namesakes.push(person);
    else names.set(person.name, [person]);
  };
  for (const { householdId, listedGroupNo, cardSealed, ...row } of db.iterate<StoredPerson>(PERSONS)) {
    const household = householdId === null ? undefined : byHousehold.get(householdId);
    const person: RegisteredPerson = {
      ...row,
      householdCode: household?.code ?? null,
      groupNo: household?.groupNo ?? listedGroupNo,
      category: household?.category ?? null,
      card: cardSealed === null ? null : unseal(cardSealed),
    };
    household?.persons.push(person);
    add(person);
  }
  return {
    households,
    byIdNumber: (idNumber) => digests.get(digestOf(db, idNumber)),
    byId: (id) => ids.get(id),
    byName: (name) => names.get(name) ?? [],
    add,
    giveIdNumber(person, idNumber) {
      person.idDigest = digestOf(db, idNumber);
      digests.set(person.idDigest, person);
    },
  };
}

/** 3组 H012 李秀英: how a person is told from others of the same name. */
export function whoIs(person: Pick<RegisteredPerson, 'groupNo' | 'householdCode' | 'name'>): string {
  const group = person.groupNo === null ? '' : `${person.groupNo}组 `;
  return `${group}${person.householdCode === null ? '' : `${person.householdCode} `}${person.name}`;
}

const HOUSEHOLDS = /* sql */ `
  SELECT id, code, group_no AS groupNo, category, phone, head_id AS headId FROM household`;

interface StoredPerson extends Omit<RegisteredPerson, 'householdCode' | 'groupNo' | 'category' | 'card'> {
  readonly householdId: number | null;
  readonly listedGroupNo: number | null;
  readonly cardSealed: string | null;
}

const PERSONS = /* sql */ `
  SELECT id, household_id AS householdId, name, relation, listed_group_no AS listedGroupNo, id_digest AS idDigest, phone,
    card_sealed AS cardSealed, died_on AS diedOn
  FROM person ORDER BY id`;
