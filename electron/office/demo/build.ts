import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import { createHousehold } from '../../books/village/index.ts';
import type { Writing } from '../../workspace/context.ts';
import { bookHandlers, type BookMethod } from '../handlers.ts';
import {
  demoContributions,
  demoDeliveries,
  demoDistribution,
  demoMeeting,
  demoMembers,
} from './cooperative.ts';
import { type DemoDesk, keepDemoBooks, openDemoBooks, payForDecember } from './books.ts';
import { claimDemoSubsidies } from './claims.ts';
import { lendToDemoHouseholds } from './loans.ts';
import { demoVillage, type DemoHousehold, type DemoPerson } from './village.ts';

/** What the demo put into the file. */
export interface DemoBuilt {
  readonly households: number;
  readonly people: number;
  readonly members: number;
  readonly deliveries: number;
  /** The approved run of 2018. */
  readonly runId: number;
}

/**
 * Fills a fresh workspace with the demo village: the register, the members and their shares, a year of deliveries, and
 * the cooperative's books of 2018 with an approved run, the households' bank loans. It makes the calls a person at the desk makes, so that the books check it as they check
 * anybody; the caller provides the one transaction. Refuses days before the last thing that happens in it, 2019-02-20.
 */
export function buildDemo(context: Writing): Result<DemoBuilt> {
  if (context.today < demoMeeting.postingDate) {
    return refuse(
      'demo_too_early',
      `示范村的数据记到 ${demoMeeting.postingDate}，今天的日期却是 ${context.today}。请先校准电脑的日期，再建示范村。`,
    );
  }
  const call = callsOn(context);
  saveSettings(call);
  const village = demoVillage();
  const heads = registerVillage(context, call, village);
  const desk = { call, reviewer: callsOn({ ...context, operator: '王复核' }) };
  openDemoBooks(desk);
  lendToDemoHouseholds(call);
  claimDemoSubsidies(call);
  const members = admitMembers(call, heads);
  const deliveries = demoDeliveries();
  for (const { memberNo, ...delivery } of deliveries) {
    call('deliveries.record', { memberId: found(members, memberNo), ...delivery });
  }
  keepDemoBooks(desk);
  return ok({
    households: village.length,
    people: village.reduce((sum, household) => sum + 1 + household.others.length, 0),
    members: members.size,
    deliveries: deliveries.length,
    runId: approveRun(desk),
  });
}

export type DemoCall = <M extends BookMethod>(method: M, input: Input<M>) => Output<M>;

/** Calls of the contract in this context. The data are our own, so a refusal is a bug and throws. */
function callsOn(context: Writing): DemoCall {
  return <M extends BookMethod>(method: M, input: Input<M>): Output<M> => {
    const handler = bookHandlers[method] as (context: Writing, input: unknown) => Result<Output<M>>;
    invariant(typeof handler === 'function', `${method} needs nothing prepared`);
    const result = handler(context, contract[method].input.parse(input));
    invariant(result.ok, `the demo is refused by ${method}: ${result.ok ? '' : result.error.message}`);
    return result.value;
  };
}

function saveSettings(call: DemoCall): void {
  const settings = call('settings.read', {});
  call('settings.save', {
    settings: {
      ...settings,
      supervisorPhone: '19900000110',
      officePhone: '19900000120',
      officePlace: '张家坝村委会一楼合作社办公室',
      legalRepresentative: '周兴才',
      charterArticle: '第三十八条',
    },
  });
}

/**
 * The heads' person ids by the member number each will get. Households bring their reported size along, as those of an
 * imported register do; that is why they don't come through the desk's form, which has no such field.
 */
function registerVillage(
  context: Writing,
  call: DemoCall,
  village: readonly DemoHousehold[],
): Map<string, number> {
  const heads = new Map<string, number>();
  for (const { code, groupNo, category, phone, card, head, others, memberNo } of village) {
    const facts = { code, groupNo, category, phone, note: '', statedPeople: 1 + others.length };
    const made = createHousehold(context, facts, personInput(head, phone, card));
    invariant(made.ok, `the register refuses ${code}: ${made.ok ? '' : made.error.message}`);
    const { id: householdId, headId } = made.value;
    for (const other of others) call('persons.create', { householdId, person: personInput(other, '', null) });
    if (memberNo !== null) heads.set(memberNo, headId);
  }
  return heads;
}

function personInput(
  { name, relation, idNumber }: DemoPerson,
  phone: string,
  card: string | null,
): Input<'persons.create'>['person'] {
  return { name, relation, idNumber, phone, card };
}

/** Everybody joins on the day of the first contribution; these come by date, as the receipts were written. */
function admitMembers(call: DemoCall, heads: ReadonlyMap<string, number>): Map<string, number> {
  const contributions = demoContributions();
  const joinedOn = new Map(contributions.map(({ memberNo, date }) => [memberNo, date]));
  const members = new Map<string, number>();
  for (const { no } of demoMembers()) {
    const { id } = call('members.create', {
      no,
      kind: 'person',
      personId: found(heads, no),
      joinedOn: found(joinedOn, no),
    });
    members.set(no, id);
  }
  const byDate = contributions.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  for (const { memberNo, ...contribution } of byDate) {
    const memberId = found(members, memberNo);
    call('shares.contribute', { memberId, ...contribution, form: 'cash', document: '', note: '' });
  }
  return members;
}

function approveRun({ call, reviewer }: DemoDesk): number {
  payForDecember({ call, reviewer });
  const { id } = call('dividends.saveDraft', { inputs: demoDistribution });
  call('dividends.approve', { id, meeting: demoMeeting });
  return id;
}

function found<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  invariant(value !== undefined, `the demo knows ${key}`);
  return value;
}
