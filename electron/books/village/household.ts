import { toHalfWidth, withoutSpaces } from '../../../shared/rules/fullwidth.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { recordHead } from './head.ts';
import { checkPhone, createPerson, type IdNumberOrigin, type PersonFacts } from './person.ts';

/** 户类别 as the register keeps it. */
export type HouseholdCategory = '一般' | '低保' | '五保' | '脱贫' | '监测' | '一般农户';

/** What somebody says about a household. `statedPeople`: its size as reported, where persons are not all registered. */
export interface HouseholdFacts {
  readonly code: string;
  readonly groupNo: number;
  readonly category: HouseholdCategory;
  readonly phone: string;
  readonly note: string;
  readonly statedPeople?: number | undefined;
}

interface KnownHousehold extends Required<Omit<HouseholdFacts, 'statedPeople'>> {
  readonly id: number;
  readonly statedPeople: number;
  readonly headId: number | null;
}

/** Checks the fields and puts them in the register's form: the code without blanks, in half width and capitals. */
export function checkHousehold(facts: HouseholdFacts): Result<HouseholdFacts> {
  const fields: Record<string, string> = {};
  const code = householdCode(facts.code);
  if (code === '') fields['code'] = '户编号不能空着。';
  else if ([...code].length > 30) fields['code'] = '户编号最多 30 个字。';
  if (!Number.isInteger(facts.groupNo) || facts.groupNo < 1 || facts.groupNo > 99) {
    fields['groupNo'] = '组号是 1 至 99 的数字。';
  }
  const phone = checkPhone(facts.phone);
  if (!phone.ok) fields['phone'] = phone.error.message;
  const people = facts.statedPeople;
  if (people !== undefined && !(Number.isInteger(people) && people >= 0 && people <= 99)) {
    fields['statedPeople'] = '人口是 0 至 99 的整数。';
  }
  const messages = Object.values(fields);
  if (!phone.ok || messages.length > 0) return refuse('household_invalid', messages.join(''), fields);
  return ok({ ...facts, code, phone: phone.value, note: facts.note.trim() });
}

/** A household number as the register compares it. */
function householdCode(text: string): string {
  return withoutSpaces(toHalfWidth(text)).toUpperCase();
}

export function findHouseholdByCode(db: ReadableDb, code: string): KnownHousehold | null {
  return db.get<KnownHousehold>(`${KNOWN_HOUSEHOLD} WHERE code = ?`, householdCode(code)) ?? null;
}

function householdById(db: ReadableDb, id: number): KnownHousehold | null {
  return db.get<KnownHousehold>(`${KNOWN_HOUSEHOLD} WHERE id = ?`, id) ?? null;
}

const KNOWN_HOUSEHOLD = /* sql */ `
  SELECT id, code, group_no AS groupNo, category, phone, note, stated_people AS statedPeople, head_id AS headId
  FROM household`;

/** A new household with its head; the head is also the first row of the head's history. */
export function createHousehold(
  ctx: Writing,
  facts: HouseholdFacts,
  head: PersonFacts,
  origin: IdNumberOrigin = 'typed',
): Result<{ id: number; headId: number; warnings: string[] }> {
  const checked = checkHousehold(facts);
  if (!checked.ok) return within('household', checked);
  const household = checked.value;
  const free = checkFreeCode(ctx.db, household.code);
  if (!free.ok) return within('household', free);
  const { lastId: id } = ctx.db.run(
    `INSERT INTO household (code, group_no, category, head_id, stated_people, phone, note) VALUES (?, ?, ?, NULL, ?, ?, ?)`,
    household.code,
    household.groupNo,
    household.category,
    household.statedPeople ?? 0,
    household.phone,
    household.note,
  );
  const person = createPerson(ctx, { ...head, relation: '户主' }, { householdId: id }, origin);
  if (!person.ok) return within('head', person);
  recordHead(ctx, id, { personId: person.value.id, date: ctx.today, reason: '建户' });
  return ok({ id, headId: person.value.id, warnings: person.value.warnings });
}

/** Changes a household's own data; its number stays unique. A stated size that is left out stays. */
export function updateHousehold(
  ctx: Writing,
  id: number,
  facts: HouseholdFacts,
): Result<{ id: number; warnings: string[] }> {
  const stored = householdById(ctx.db, id);
  if (!stored) return refuse('household_unknown', '没有这一户，请重新选择。');
  const checked = checkHousehold(facts);
  if (!checked.ok) return within('household', checked);
  const household = checked.value;
  const free = checkFreeCode(ctx.db, household.code, id);
  if (!free.ok) return within('household', free);
  ctx.db.run(
    'UPDATE household SET code = ?, group_no = ?, category = ?, phone = ?, note = ?, stated_people = ? WHERE id = ?',
    household.code,
    household.groupNo,
    household.category,
    household.phone,
    household.note,
    household.statedPeople ?? stored.statedPeople,
    id,
  );
  return ok({ id, warnings: [] });
}

/** As updateHousehold, but an empty phone or note keeps what is there: a sheet that does not say is no correction. */
export function mergeHousehold(
  ctx: Writing,
  id: number,
  facts: HouseholdFacts,
): Result<{ id: number; warnings: string[] }> {
  const stored = householdById(ctx.db, id);
  if (!stored) return refuse('household_unknown', '没有这一户，请重新选择。');
  return updateHousehold(ctx, id, {
    ...facts,
    phone: facts.phone.trim() || stored.phone,
    note: facts.note.trim() || stored.note,
  });
}

/** What a checked sheet row would change of a household, as field names in Chinese; blanks in the sheet change nothing. */
export function householdDifferences(db: ReadableDb, id: number, facts: HouseholdFacts): string[] {
  const stored = householdById(db, id);
  invariant(stored !== null, `household ${id} exists`);
  const differences: string[] = [];
  if (facts.groupNo !== stored.groupNo) differences.push('组');
  if (facts.category !== stored.category) differences.push('户类别');
  if (facts.phone !== '' && facts.phone !== stored.phone) differences.push('电话');
  if (facts.note !== '' && facts.note !== stored.note) differences.push('备注');
  if (facts.statedPeople !== undefined && facts.statedPeople !== stored.statedPeople)
    differences.push('人口');
  return differences;
}

function checkFreeCode(db: ReadableDb, code: string, exceptId?: number): Result<true> {
  const holder = findHouseholdByCode(db, code);
  if (!holder || holder.id === exceptId) return ok(true);
  const head = db.get<{ name: string }>('SELECT name FROM person WHERE id = ?', holder.headId);
  const sentence = `户编号 ${code} 已经是${holder.groupNo}组${head?.name ?? ''}户的，请换一个。`;
  return refuse('household_code_taken', sentence, { code: sentence });
}

/** The same refusal with its fields named as parts of `place`. */
export function within<T>(place: string, result: Result<T>): Result<T> {
  if (result.ok || !result.error.fields) return result;
  const fields = Object.fromEntries(
    Object.entries(result.error.fields).map(([field, message]) => [`${place}.${field}`, message]),
  );
  return refuse(result.error.code, result.error.message, fields);
}
