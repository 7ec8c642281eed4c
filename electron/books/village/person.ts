import { checkBankCard, maskCard } from '../../../shared/rules/bankCard.ts';
import { toHalfWidth, withoutSpaces } from '../../../shared/rules/fullwidth.ts';
import { checkIdNumber, idTail, maskIdNumber } from '../../../shared/rules/idNumber.ts';
import { normaliseName, pinyinKeys } from '../../../shared/rules/names.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { digestOf, seal, unseal } from '../../workspace/sealed.ts';
import { afterOneLeft } from './statedPeople.ts';

/** Where an ID number was read: a spreadsheet's cell may have lost its last digits, a typed number has not. */
export type IdNumberOrigin = NonNullable<Parameters<typeof checkIdNumber>[1]>;

/** What somebody says about a person, on a screen or in a sheet. Empty and null: not said. */
export interface PersonFacts {
  readonly name: string;
  readonly relation: string;
  readonly idNumber: string | null;
  readonly phone: string;
  readonly card: string | null;
  readonly bankAlias?: string | undefined;
}

/** The same, checked and in the form the register keeps. */
interface CheckedPerson {
  readonly name: string;
  readonly relation: string;
  readonly idNumber: string | null;
  readonly phone: string;
  readonly card: string | null;
  readonly bankAlias: string;
  readonly warnings: readonly string[];
}

/** Who somebody is in the register, enough to say it to a person. */
interface KnownPerson {
  readonly id: number;
  readonly name: string;
  readonly householdId: number | null;
  readonly householdCode: string;
  readonly groupNo: number | null;
  readonly diedOn: string | null;
}

/** Where a person belongs: a household, or the group a roster listed them under before their household came in. */
interface PersonPlace {
  readonly householdId: number | null;
  readonly listedGroupNo?: number | null;
}

const MAX_ALIAS = 50;
const HEAD = '户主';

/**
 * Checks each field and refuses with a sentence per field: name (normaliseName), idNumber (GB 11643; `origin` as in
 * checkIdNumber), phone, card, bankAlias. A card that fails the Luhn formula is a warning. Looks nothing up: whether
 * the number is somebody's already is `checkUnusedIdNumber`.
 */
export function checkPerson(facts: PersonFacts, origin: IdNumberOrigin = 'typed'): Result<CheckedPerson> {
  const fields: Record<string, string> = {};
  const take = <T>(field: string, result: Result<T>): T | null => {
    if (result.ok) return result.value;
    fields[field] = result.error.message;
    return null;
  };
  const name = take('name', normaliseName(facts.name));
  const idNumber = isBlank(facts.idNumber) ? null : take('idNumber', checkIdNumber(facts.idNumber, origin));
  const phone = take('phone', checkPhone(facts.phone));
  const card = isBlank(facts.card) ? null : take('card', checkBankCard(facts.card));
  const bankAlias = (facts.bankAlias ?? '').trim();
  if ([...bankAlias].length > MAX_ALIAS) fields['bankAlias'] = `银行户名写法最多 ${MAX_ALIAS} 个字。`;
  const messages = Object.values(fields);
  if (messages.length > 0) return refuse('person_invalid', messages.join(''), fields);
  return ok({
    name: name ?? '',
    relation: withoutSpaces(facts.relation),
    idNumber: idNumber?.normalised ?? null,
    phone: phone ?? '',
    card: card?.normalised ?? null,
    bankAlias,
    warnings: card?.luhnValid === false ? [LUHN_WARNING] : [],
  });
}

/** Digits of a mobile or landline number, or '' for none. Blanks and hyphens are dropped. */
export function checkPhone(text: string): Result<string> {
  const phone = withoutSpaces(toHalfWidth(text)).replace(/[-–—()]/gu, '');
  if (
    phone === '' ||
    /^1\d{10}$/u.test(phone) ||
    /^0\d{9,11}$/u.test(phone) ||
    /^[2-8]\d{6,7}$/u.test(phone)
  ) {
    return ok(phone);
  }
  return refuse('phone', `电话“${text.trim()}”不像电话号码：手机 11 位，座机带区号。`, {
    phone: '手机 11 位，座机带区号',
  });
}

/** Who has this ID number (checked, eighteen characters); null when nobody. */
export function findPersonByIdNumber(db: ReadableDb, idNumber: string): KnownPerson | null {
  return (
    db.get<KnownPerson>(
      `SELECT p.id, p.name, p.household_id AS householdId, COALESCE(h.code, '') AS householdCode,
              COALESCE(h.group_no, p.listed_group_no) AS groupNo, p.died_on AS diedOn
       FROM person p LEFT JOIN household h ON h.id = p.household_id WHERE p.id_digest = ?`,
      digestOf(db, idNumber),
    ) ?? null
  );
}

export function personById(db: ReadableDb, id: number): KnownPerson | null {
  return (
    db.get<KnownPerson>(
      `SELECT p.id, p.name, p.household_id AS householdId, COALESCE(h.code, '') AS householdCode,
              COALESCE(h.group_no, p.listed_group_no) AS groupNo, p.died_on AS diedOn
       FROM person p LEFT JOIN household h ON h.id = p.household_id WHERE p.id = ?`,
      id,
    ) ?? null
  );
}

/** One ID number, one person: a duplicate stops with the name of who has it. */
function checkUnusedIdNumber(db: ReadableDb, idNumber: string | null, exceptPersonId?: number): Result<true> {
  const holder = idNumber === null ? null : findPersonByIdNumber(db, idNumber);
  if (!holder || holder.id === exceptPersonId) return ok(true);
  const sentence = `这个身份证号已经登记在${describePerson(holder)}名下。请核对证件，两处必有一处写错；同一个人不要登记两次。`;
  return refuse('id_number_taken', sentence, { idNumber: sentence });
}

/** 3组 H012 李秀英: how a person is told from others of the same name. */
function describePerson(person: KnownPerson): string {
  const group = person.groupNo === null ? '' : `${person.groupNo}组 `;
  return `${group}${person.householdCode ? `${person.householdCode} ` : ''}${person.name}`;
}

/**
 * Registers a person. Somebody listed before under the same name and ID number but without a household is not
 * registered twice: they move in, and what is newly said about them is added.
 */
export function createPerson(
  ctx: Writing,
  facts: PersonFacts,
  place: PersonPlace,
  origin: IdNumberOrigin = 'typed',
): Result<{ id: number; warnings: string[] }> {
  const checked = checkPerson(facts, origin);
  if (!checked.ok) return checked;
  const person = checked.value;
  if (place.householdId !== null) {
    const allowed = checkNewcomer(ctx.db, place.householdId, person.relation);
    if (!allowed.ok) return allowed;
  }
  const known = person.idNumber === null ? null : findPersonByIdNumber(ctx.db, person.idNumber);
  if (known && known.householdId === null && known.name === person.name && place.householdId !== null) {
    return moveListedPersonIn(ctx, known, facts, place.householdId, origin);
  }
  const unused = checkUnusedIdNumber(ctx.db, person.idNumber);
  if (!unused.ok) return unused;
  return ok({ id: insertPerson(ctx, person, place), warnings: [...person.warnings] });
}

/** Whether somebody with that relation may come into the household: it exists, and it has one head. */
function checkNewcomer(db: ReadableDb, householdId: number, relation: string): Result<true> {
  const household = db.get<{ code: string; headName: string | null }>(
    `SELECT h.code, p.name AS headName FROM household h LEFT JOIN person p ON p.id = h.head_id WHERE h.id = ?`,
    householdId,
  );
  if (!household)
    return refuse('household_unknown', '没有这一户，请重新选择。', { householdId: '没有这一户' });
  if (relation === HEAD && household.headName !== null) {
    const sentence = `${household.code} 的户主是${household.headName}。换户主请用“变更户主”，这里请填与户主的关系。`;
    return refuse('second_head', sentence, { relation: sentence });
  }
  return ok(true);
}

function moveListedPersonIn(
  ctx: Writing,
  known: KnownPerson,
  facts: PersonFacts,
  householdId: number,
  origin: IdNumberOrigin,
): Result<{ id: number; warnings: string[] }> {
  const moved = attachPersonToHousehold(ctx, known.id, householdId, facts.relation);
  if (!moved.ok) return moved;
  const updated = updatePersonContact(ctx, known.id, facts, origin);
  if (!updated.ok) return updated;
  return ok({
    id: known.id,
    warnings: [...updated.value.warnings, `${known.name}此前已登记，没有重复新增，已归入本户。`],
  });
}

function insertPerson(ctx: Writing, person: CheckedPerson, place: PersonPlace): number {
  const keys = pinyinKeys(person.name);
  const idSealed = person.idNumber === null ? null : seal(ctx.db, person.idNumber);
  const card = person.card;
  return ctx.db.run(
    `INSERT INTO person (household_id, name, pinyin_initials, pinyin_full, relation, id_sealed, id_digest, id_masked,
       id_tail, phone, card_sealed, card_masked, bank_alias, listed_group_no, died_on)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)`,
    place.householdId,
    person.name,
    keys.initials,
    keys.full,
    person.relation,
    idSealed?.sealed ?? null,
    idSealed?.digest ?? null,
    person.idNumber === null ? '' : maskIdNumber(person.idNumber),
    person.idNumber === null ? '' : idTail(person.idNumber),
    person.phone,
    card === null ? null : seal(ctx.db, card).sealed,
    card === null ? '' : maskCard(card),
    person.bankAlias,
    place.listedGroupNo ?? null,
  ).lastId;
}

/** What may be changed of a person; what is left out stays. An empty card takes the card away. */
interface PersonChange {
  readonly name?: string | undefined;
  readonly relation?: string | undefined;
  readonly idNumber?: string | undefined;
  readonly phone?: string | undefined;
  readonly card?: string | undefined;
  readonly bankAlias?: string | undefined;
}

/** Changes a person's own data. An ID number can be corrected or added, never taken away or given to two. */
export function updatePerson(
  ctx: Writing,
  id: number,
  change: PersonChange,
  origin: IdNumberOrigin = 'typed',
): Result<{ id: number; warnings: string[] }> {
  const stored = storedPerson(ctx.db, id);
  if (!stored) return refuse('person_unknown', '没有这个人，请重新选择。');
  const checked = checkPerson({ ...stored, idNumber: null, card: null, ...definedOf(change) }, origin);
  if (!checked.ok) return checked;
  const person = checked.value;
  if ((person.relation === HEAD) !== stored.isHead && change.relation !== undefined) {
    const sentence = stored.isHead
      ? '户主的“与户主关系”不能改成别的。换户主请用“变更户主”。'
      : '换户主请用“变更户主”，这里请填与户主的关系。';
    return refuse('second_head', sentence, { relation: sentence });
  }
  const unused = checkUnusedIdNumber(ctx.db, person.idNumber, id);
  if (!unused.ok) return unused;

  const keys = pinyinKeys(person.name);
  ctx.db.run(
    `UPDATE person SET name = ?, pinyin_initials = ?, pinyin_full = ?, relation = ?, phone = ?, bank_alias = ? WHERE id = ?`,
    person.name,
    keys.initials,
    keys.full,
    person.relation,
    person.phone,
    person.bankAlias,
    id,
  );
  if (person.idNumber !== null) writeIdNumber(ctx, id, person.idNumber);
  if (person.card !== null) writeCard(ctx, id, person.card);
  else if (change.card?.trim() === '')
    ctx.db.run(`UPDATE person SET card_sealed = NULL, card_masked = '' WHERE id = ?`, id);
  return ok({ id, warnings: [...person.warnings] });
}

/** Adds what a sheet newly says: ID number where none was known, phone, card, alias. Blanks change nothing. */
export function updatePersonContact(
  ctx: Writing,
  id: number,
  facts: Pick<PersonFacts, 'idNumber' | 'phone' | 'card' | 'bankAlias'>,
  origin: IdNumberOrigin = 'sheet',
): Result<{ id: number; warnings: string[] }> {
  return updatePerson(
    ctx,
    id,
    {
      ...(isBlank(facts.idNumber) ? {} : { idNumber: facts.idNumber }),
      ...(isBlank(facts.phone) ? {} : { phone: facts.phone }),
      ...(isBlank(facts.card) ? {} : { card: facts.card }),
      ...(isBlank(facts.bankAlias) ? {} : { bankAlias: facts.bankAlias }),
    },
    origin,
  );
}

/** What a checked sheet row would change of a person, as field names in Chinese; blanks in the sheet change nothing. */
export function personDifferences(db: ReadableDb, id: number, facts: CheckedPerson): string[] {
  const stored = storedPerson(db, id);
  invariant(stored !== null, `person ${id} exists`);
  const differences: string[] = [];
  if (facts.name !== stored.name) differences.push('姓名');
  if (facts.relation !== '' && facts.relation !== stored.relation) differences.push('与户主关系');
  if (facts.idNumber !== null && facts.idNumber !== stored.idNumber) differences.push('身份证号');
  if (facts.phone !== '' && facts.phone !== stored.phone) differences.push('电话');
  if (facts.card !== null && facts.card !== stored.card) differences.push('银行卡号');
  if (facts.bankAlias !== '' && facts.bankAlias !== stored.bankAlias) differences.push('银行户名写法');
  return differences;
}

/**
 * Moves a person into a household, or out of any (null). A head leaves only a household that is then empty; the
 * counts that the village stated follow. Member accounts stay what they are (户并不并账).
 */
export function attachPersonToHousehold(
  ctx: Writing,
  personId: number,
  householdId: number | null,
  relation?: string,
): Result<{ id: number; warnings: string[] }> {
  const stored = storedPerson(ctx.db, personId);
  if (!stored) return refuse('person_unknown', '没有这个人，请重新选择。');
  if (stored.householdId === householdId) return ok({ id: personId, warnings: [] });
  const newRelation = withoutSpaces(relation ?? '') || (stored.relation === HEAD ? '' : stored.relation);
  if (householdId !== null) {
    const allowed = checkNewcomer(ctx.db, householdId, newRelation);
    if (!allowed.ok) return allowed;
  }
  const warnings: string[] = [];
  if (stored.isHead && stored.householdId !== null) {
    const others = ctx.db.get<{ count: number }>(
      'SELECT COUNT(*) AS count FROM person WHERE household_id = ? AND id <> ?',
      stored.householdId,
      personId,
    );
    if (others!.count > 0) {
      const sentence = `${stored.name}是户主，户里还有 ${others!.count} 人。请先变更户主，再把${stored.name}迁出。`;
      return refuse('head_moves', sentence, { householdId: sentence });
    }
    ctx.db.run('UPDATE household SET head_id = NULL WHERE id = ?', stored.householdId);
    warnings.push('原来那一户已经没有人了，户号保留。');
  }
  ctx.db.run(
    'UPDATE person SET household_id = ?, relation = ? WHERE id = ?',
    householdId,
    newRelation,
    personId,
  );
  if (stored.householdId !== null) afterOneLeft(ctx.db, stored.householdId);
  return ok({ id: personId, warnings });
}

/** A death: the day is kept with the person, and the household counts one less. */
export function recordDeath(ctx: Writing, personId: number, date: string): void {
  const stored = storedPerson(ctx.db, personId);
  invariant(stored !== null, `person ${personId} exists`);
  if (stored.diedOn !== null) return;
  ctx.db.run('UPDATE person SET died_on = ? WHERE id = ?', date, personId);
  if (stored.householdId !== null) afterOneLeft(ctx.db, stored.householdId);
}

/** The full numbers and the name the bank knows: for the bank's file alone, which is audited by whoever asks. */
export function revealForBank(
  db: ReadableDb,
  personId: number,
): { name: string; bankAlias: string; idNumber: string | null; card: string | null } {
  const stored = storedPerson(db, personId);
  invariant(stored !== null, `person ${personId} exists`);
  return { name: stored.name, bankAlias: stored.bankAlias, idNumber: stored.idNumber, card: stored.card };
}

interface StoredPerson extends PersonFacts {
  readonly bankAlias: string;
  readonly householdId: number | null;
  readonly diedOn: string | null;
  readonly isHead: boolean;
}

function storedPerson(db: ReadableDb, id: number): StoredPerson | null {
  const row = db.get<{
    name: string;
    relation: string;
    phone: string;
    bankAlias: string;
    householdId: number | null;
    diedOn: string | null;
    idSealed: string | null;
    cardSealed: string | null;
    isHead: number;
  }>(
    `SELECT p.name, p.relation, p.phone, p.bank_alias AS bankAlias, p.household_id AS householdId, p.died_on AS diedOn,
            p.id_sealed AS idSealed, p.card_sealed AS cardSealed, h.head_id IS p.id AS isHead
     FROM person p LEFT JOIN household h ON h.id = p.household_id WHERE p.id = ?`,
    id,
  );
  if (!row) return null;
  const { idSealed, cardSealed, isHead, ...rest } = row;
  return {
    ...rest,
    isHead: isHead === 1,
    idNumber: idSealed === null ? null : unseal(idSealed),
    card: cardSealed === null ? null : unseal(cardSealed),
  };
}

function writeIdNumber(ctx: Writing, id: number, idNumber: string): void {
  const { sealed, digest } = seal(ctx.db, idNumber);
  ctx.db.run(
    'UPDATE person SET id_sealed = ?, id_digest = ?, id_masked = ?, id_tail = ? WHERE id = ?',
    sealed,
    digest,
    maskIdNumber(idNumber),
    idTail(idNumber),
    id,
  );
}

function writeCard(ctx: Writing, id: number, card: string): void {
  ctx.db.run(
    'UPDATE person SET card_sealed = ?, card_masked = ? WHERE id = ?',
    seal(ctx.db, card).sealed,
    maskCard(card),
    id,
  );
}

function isBlank(text: string | null | undefined): text is null | undefined | '' {
  return text === null || text === undefined || text.trim() === '';
}

function definedOf(change: PersonChange): Partial<PersonFacts> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

const LUHN_WARNING = '银行卡号的校验位对不上，请对着卡面核对一遍（有些存折账号没有校验位）。';
