import type { Output, Parsed } from '../../../shared/contract/index.ts';
import type { household } from '../../../shared/contract/household.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { getHousehold } from '../village/index.ts';
import { answersOf } from './answers.ts';
import { deliveriesOf, labourOf, leasesOf, membersOf } from './cooperative.ts';
import { bankLoansOf, fundDebtsOf } from './debts.ts';
import { awardsOf, industriesOf } from './grants.ts';
import { personsOf } from './people.ts';

/** 一户一档: what every book of the village knows about a household, put together on one page. */
export const dossierHandlers: Handlers<MethodsOf<typeof household>> = {
  'household.dossier': dossierOf,
};

export function dossierOf(
  reading: Reading,
  { householdId, asOf: asked }: Parsed<'household.dossier'>,
): Result<Output<'household.dossier'>> {
  const asOf = asked ?? reading.today;
  if (!isRealDate(asOf)) {
    const sentence = `没有 ${asOf} 这一天，请改正日期。`;
    return refuse('date_wrong', sentence, { asOf: sentence });
  }
  const found = getHousehold(reading.db, householdId);
  if (!found.ok) return found;
  const { household: row, heads } = found.value;
  const known = {
    asOf,
    household: {
      id: row.id,
      code: row.code,
      groupNo: row.groupNo,
      category: row.category,
      headName: row.headName,
      phone: row.phone,
      note: row.note,
      people: row.people,
    },
    persons: personsOf(reading.db, householdId, asOf),
    heads: heads
      .filter(({ date }) => date <= asOf)
      .map(({ date, name, previousName, reason }) => ({ date, name, previousName, reason })),
    members: membersOf(reading, householdId, asOf),
    deliveries: deliveriesOf(reading, householdId, asOf),
    labour: labourOf(reading, householdId, asOf),
    bankLoans: bankLoansOf(reading, householdId, asOf),
    ...fundDebtsOf(reading, householdId, asOf),
    industries: industriesOf(reading, householdId, asOf),
    awards: awardsOf(reading, householdId, asOf),
    leases: leasesOf(reading, row.code, asOf),
  };
  return ok({ ...known, answers: answersOf(known) });
}
