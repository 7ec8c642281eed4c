import type { z } from 'zod';
import type { village } from '../../../shared/contract/village.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import type { HouseholdCategory } from './household.ts';
import { searchTest, type Searchable } from './search.ts';
import { HOUSEHOLD_PEOPLE } from './statedPeople.ts';

type HouseholdRow = z.output<(typeof village)['households.list']['output']>[number];
type PersonRow = z.output<(typeof village)['persons.search']['output']>[number];
type Household = z.output<(typeof village)['households.get']['output']>;
type Group = z.output<(typeof village)['groups.list']['output']>[number];

/** The village's groups with their households and people. */
export function listGroups(db: ReadableDb): Group[] {
  return db.all<Group>(
    `SELECT h.group_no AS no, COUNT(*) AS households, SUM(${HOUSEHOLD_PEOPLE}) AS people
     FROM household h GROUP BY h.group_no ORDER BY h.group_no`,
  );
}

/** The household register, by group and number. A search also finds a household by anybody living in it. */
export function listHouseholds(
  db: ReadableDb,
  wanted: {
    search?: string | undefined;
    groupNo?: number | undefined;
    category?: HouseholdCategory | undefined;
  },
): HouseholdRow[] {
  const rows = db
    .all<StoredHousehold>(
      `${HOUSEHOLDS} WHERE h.group_no = COALESCE(?, h.group_no) AND h.category = COALESCE(?, h.category) ORDER BY h.group_no, h.code`,
      wanted.groupNo ?? null,
      wanted.category ?? null,
    )
    .map(householdRow);
  if (!wanted.search?.trim()) return rows;
  const fits = searchTest(db, wanted.search);
  const found = new Set<number | null>();
  for (const person of db.iterate<SearchedPerson>(SEARCHED_PERSONS))
    if (fits(searchable(person))) found.add(person.householdId);
  return rows.filter((row) => found.has(row.id) || fits(asSearchable(row)));
}

/** A household with everybody in it, the head first, and the history of its heads, latest first. */
export function getHousehold(db: ReadableDb, id: number): Result<Household> {
  const stored = db.get<StoredHousehold>(`${HOUSEHOLDS} WHERE h.id = ?`, id);
  if (!stored) return refuse('household_unknown', '没有这一户，可能选错了。请回到户籍重新选择。');
  return ok({
    household: householdRow(stored),
    persons: db.all<PersonRow>(
      `${PERSONS} WHERE p.household_id = ? ORDER BY h.head_id IS NOT p.id, p.id`,
      id,
    ),
    heads: db.all<Household['heads'][number]>(
      `SELECT date, name, previous_name AS previousName, reason, operator FROM head_change
       WHERE household_id = ? ORDER BY date DESC, id DESC`,
      id,
    ),
  });
}

/** People by name, pinyin, ID tail, phone or household number; those with a group and household number first. */
export function searchPersons(db: ReadableDb, search: string, limit: number): PersonRow[] {
  const fits = searchTest(db, search);
  const ids: number[] = [];
  for (const person of db.iterate<SearchedPerson>(SEARCHED_PERSONS)) {
    if (!fits(searchable(person))) continue;
    ids.push(person.id);
    if (ids.length === limit) break;
  }
  return db.all<PersonRow>(
    `${PERSONS} JOIN json_each(?) chosen ON chosen.value = p.id ORDER BY groupNo, householdCode, p.id`,
    JSON.stringify(ids),
  );
}

interface StoredHousehold {
  readonly id: number;
  readonly code: string;
  readonly groupNo: number;
  readonly headId: number | null;
  readonly headName: string;
  readonly category: HouseholdCategory;
  readonly people: number;
  readonly phone: string;
  readonly idMasked: string;
  readonly cardMasked: string;
  readonly memberNos: string;
  readonly note: string;
}

const HOUSEHOLDS = /* sql */ `
  SELECT h.id, h.code, h.group_no AS groupNo, h.head_id AS headId, COALESCE(head.name, '') AS headName, h.category,
    ${HOUSEHOLD_PEOPLE} AS people,
    COALESCE(NULLIF(h.phone, ''), head.phone, '') AS phone,
    COALESCE(head.id_masked, '') AS idMasked, COALESCE(head.card_masked, '') AS cardMasked,
    (SELECT json_group_array(m.no) FROM person r JOIN member m ON m.person_id = r.id JOIN entity e ON e.id = m.entity_id AND e.kind = 'cooperative'
     WHERE r.household_id = h.id AND m.state <> 'left') AS memberNos,
    h.note
  FROM household h LEFT JOIN person head ON head.id = h.head_id`;

const PERSONS = /* sql */ `
  SELECT p.id, p.household_id AS householdId, COALESCE(h.code, '') AS householdCode,
    COALESCE(h.group_no, p.listed_group_no) AS groupNo, p.name, p.relation, p.id_masked AS idMasked, p.phone,
    p.card_masked AS cardMasked, p.bank_alias AS bankAlias, p.died_on AS diedOn,
    (SELECT m.no FROM member m JOIN entity e ON e.id = m.entity_id AND e.kind = 'cooperative'
     WHERE m.person_id = p.id ORDER BY m.entity_id LIMIT 1) AS memberNo
  FROM person p LEFT JOIN household h ON h.id = p.household_id`;

interface SearchedPerson {
  readonly id: number;
  readonly householdId: number | null;
  readonly name: string;
  readonly initials: string;
  readonly full: string;
  readonly code: string;
  readonly groupNo: number | null;
  readonly idTail: string;
  readonly idDigest: string | null;
  readonly phone: string;
}

const SEARCHED_PERSONS = /* sql */ `
  SELECT p.id, p.household_id AS householdId, p.name, p.pinyin_initials AS initials, p.pinyin_full AS full,
    COALESCE(h.code, '') AS code, COALESCE(h.group_no, p.listed_group_no) AS groupNo, p.id_tail AS idTail,
    p.id_digest AS idDigest, p.phone
  FROM person p LEFT JOIN household h ON h.id = p.household_id ORDER BY p.id`;

function searchable(person: SearchedPerson): Searchable {
  return { ...person, codes: [person.code] };
}

/** The household by what stands on its own row: its number, its phone, its members' numbers. */
function asSearchable(row: HouseholdRow): Searchable {
  return {
    name: row.headName,
    initials: '',
    full: '',
    codes: [row.code, ...row.memberNos],
    groupNo: row.groupNo,
    idTail: '',
    idDigest: null,
    phone: row.phone,
  };
}

function householdRow(stored: StoredHousehold): HouseholdRow {
  return { ...stored, memberNos: JSON.parse(stored.memberNos) as string[] };
}
