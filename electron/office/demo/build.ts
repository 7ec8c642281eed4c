import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { MethodSpec } from '../../../shared/contract/method.ts';
import { ok, refuse, invariant, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { bookHandlers, type BookMethod } from '../handlers.ts';
import { demoContributions, demoDeliveries, demoMembers } from './cooperative.ts';
import { demoVillage, type DemoHousehold, type DemoPerson } from './village.ts';

/** What the demo put into the file. */
export interface DemoBuilt {
  readonly households: number;
  readonly people: number;
  readonly members: number;
  readonly deliveries: number;
  readonly runId: number;
}

/** The last day anything in the demo happens on. */
const LAST_DAY = '2019-02-20';

/**
 * Fills a fresh workspace with the demo village: register, members and their shares, a year of deliveries, and one approved
 * run for 2018. It makes the very calls a person at the desk makes, so whatever the books refuse is refused here too; the
 * caller provides the transaction. Refuses a day before 2019-02-20.
 */
export function buildDemo(context: Writing): Result<DemoBuilt> {
  if (context.today < LAST_DAY) {
    return refuse(
      'demo_too_early',
      `示范村的数据记到 ${LAST_DAY}，电脑日期 ${context.today} 在它之前。请校准日期再建。`,
    );
  }
  const { call, firstRefusal } = desk(context);
  saveSettings(call);
  const village = demoVillage();
  const heads = registerVillage(call, village);
  const memberIds = admitMembers(call, heads);
  const deliveries = demoDeliveries();
  for (const { memberNo, ...delivery } of deliveries) {
    call('deliveries.record', { memberId: idOf(memberIds, memberNo), ...delivery });
  }
  const runId = approveRun(call);
  const refused = firstRefusal();
  if (refused) return refused;
  return ok({
    households: village.length,
    people: village.reduce((sum, household) => sum + 1 + household.others.length, 0),
    members: memberIds.size,
    deliveries: deliveries.length,
    runId: runId ?? 0,
  });
}
