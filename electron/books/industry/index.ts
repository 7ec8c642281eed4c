import type { industry } from '../../../shared/contract/industry.ts';
import { ok } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { inspect, undoInspection } from './inspecting.ts';
import { listKinds, saveKind } from './kinds.ts';
import { getIndustry, listInspections, listRows, listYears } from './rows.ts';
import { removeRow, saveRows } from './saving.ts';
import { summarise } from './summary.ts';

export { addKind, type Kind, listKinds, saveKind } from './kinds.ts';
export { type IndustryRow, LISTED_HOUSEHOLD, listRows } from './rows.ts';
export {
  householdNamed,
  industriesOf,
  industryDifferences,
  type IndustryFacts,
  industryKey,
  putIndustry,
  yearFault,
} from './saving.ts';

/** 户产业台账: households' industries by year, and their inspections. */
export const industryHandlers: Handlers<MethodsOf<typeof industry>> = {
  'industry.kinds': ({ db }) => ok(listKinds(db)),
  'industry.saveKind': saveKind,
  'industry.years': ({ db }) => ok(listYears(db)),
  'industry.list': ({ db }, wanted) => ok(listRows(db, wanted)),
  'industry.get': ({ db }, { id }) => getIndustry(db, id),
  'industry.save': saveRows,
  'industry.remove': removeRow,
  'industry.inspect': inspect,
  'industry.undoInspection': undoInspection,
  'industry.inspections': ({ db }, { year }) => ok(listInspections(db, year)),
  'industry.summary': ({ db }, { year }) => ok(summarise(db, year)),
};
