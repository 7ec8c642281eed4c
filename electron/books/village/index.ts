import type { village } from '../../../shared/contract/village.ts';
import { ok, refuse } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { changeHead, fillEmptyHead } from './head.ts';
import { createHousehold, updateHousehold, within } from './household.ts';
import { jump } from './jump.ts';
import { attachPersonToHousehold, createPerson, personById, revealForBank, updatePerson } from './person.ts';
import { getHousehold, listGroups, listHouseholds, searchPersons } from './register.ts';

export { changeHead } from './head.ts';
export {
  checkHousehold,
  createHousehold,
  findHouseholdByCode,
  householdDifferences,
  mergeHousehold,
  type HouseholdCategory,
  type HouseholdFacts,
} from './household.ts';
export {
  attachPersonToHousehold,
  checkPerson,
  createPerson,
  findPersonByIdNumber,
  personById,
  personDifferences,
  recordDeath,
  revealForBank,
  updatePerson,
  updatePersonContact,
  type PersonFacts,
} from './person.ts';
export { getHousehold, householdsFound } from './register.ts';
export { searchTest } from './search.ts';

const SEARCH_LIMIT = 50;

/** What the village owns together: groups, households, persons. */
export const villageHandlers: Handlers<MethodsOf<typeof village>> = {
  'groups.list': ({ db }) => ok(listGroups(db)),
  'households.list': ({ db }, input) => ok(listHouseholds(db, input)),
  'households.get': ({ db }, { id }) => getHousehold(db, id),
  'households.create': (ctx, { household, head }) => {
    const made = createHousehold(ctx, household, head);
    return made.ok ? ok({ id: made.value.id, warnings: made.value.warnings }) : made;
  },
  'households.update': (ctx, { id, household }) => updateHousehold(ctx, id, household),
  'households.changeHead': (ctx, { id, ...change }) => changeHead(ctx, id, change),
  'persons.search': ({ db }, { search, limit }) => ok(searchPersons(db, search, limit ?? SEARCH_LIMIT)),
  'persons.create': (ctx, { householdId, person }) => {
    const made = createPerson(ctx, person, { householdId });
    if (!made.ok) return within('person', made);
    fillEmptyHead(ctx, householdId, made.value.id);
    return made;
  },
  'persons.update': (ctx, { id, householdId, ...change }) => {
    if (householdId === undefined || personById(ctx.db, id)?.householdId === householdId) {
      return updatePerson(ctx, id, change);
    }
    const { relation, ...rest } = change;
    const moved = attachPersonToHousehold(ctx, id, householdId, relation);
    if (!moved.ok) return moved;
    fillEmptyHead(ctx, householdId, id);
    const updated = updatePerson(ctx, id, rest);
    return updated.ok ? ok({ id, warnings: [...moved.value.warnings, ...updated.value.warnings] }) : updated;
  },
  'persons.reveal': ({ db }, { id, field }) => {
    if (!db.get('SELECT 1 FROM person WHERE id = ?', id))
      return refuse('person_unknown', '没有这个人，请重新选择。');
    const value = revealForBank(db, id)[field];
    const what = field === 'card' ? '银行卡号' : '身份证号';
    return value === null
      ? refuse('nothing_to_reveal', `没有登记${what}。可在修改人员里补上。`)
      : ok({ value });
  },
  'search.jump': ({ db }, { text }) => ok(jump(db, text)),
};
