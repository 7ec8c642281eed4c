import type { entities } from '../../../shared/contract/entities.ts';
import { ok } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { createEntity, readFundBooks, readFundBookSettings, saveFundBookSettings } from './fund.ts';
import { booksOf, cooperativeOf, readSettings, saveSettings } from './settings.ts';

export { checkEntryDate, checkPastDate, lastClosedYear } from './entryDate.ts';
export { createFund, fundOf, readFundBooks, readFundRules, saveFundRules } from './fund.ts';
export {
  type Books,
  booksOf,
  type Cooperative,
  cooperativeOf,
  type EntityKind,
  firstPeriodOf,
  fundId,
  readSettings,
  type Settings,
} from './settings.ts';

/** The books a workspace holds (账套) and what each one's charter says. */
export const entitiesHandlers: Handlers<MethodsOf<typeof entities>> = {
  'entities.list': ({ db }) =>
    ok(
      db.all<{ id: number; kind: 'cooperative' | 'fund'; name: string; firstPeriod: string }>(
        `SELECT id, kind, name, first_period AS firstPeriod FROM entity ORDER BY kind <> 'cooperative', id`,
      ),
    ),
  'entities.create': createEntity,
  'entities.books': ({ db }, { entityId }) => {
    const books = booksOf(db, entityId);
    if (!books.ok) return books;
    const { id, kind, name, firstPeriod } = books.value;
    const { voucherWords, chiefAccountant } = readSettings(db, id);
    const carries = kind === 'fund' ? readFundBooks(db, id).carries : 'month';
    return ok({ id, kind, name, firstPeriod, voucherWords, chiefAccountant, carries });
  },
  'fundBooks.read': readFundBookSettings,
  'fundBooks.save': saveFundBookSettings,
  'settings.read': ({ db }, { entityId }) => {
    const cooperative = cooperativeOf(db, entityId);
    return cooperative.ok ? ok(cooperative.value.settings) : cooperative;
  },
  'settings.save': ({ db }, { entityId, settings }) => {
    const cooperative = cooperativeOf(db, entityId);
    return cooperative.ok ? saveSettings(db, cooperative.value.id, settings) : cooperative;
  },
};
