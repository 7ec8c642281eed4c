import { expect, test } from 'vitest';
import { businessEvent } from '../../../shared/contract/business.ts';
import {
  type Draft,
  emptyDraft,
  EMPTY_GOODS,
  EMPTY_MEMBER,
  EMPTY_PERSON,
  eventOf,
  recordedOf,
} from './draft.ts';
import { GROUPS, groupOf, type BusinessKind } from './kinds.ts';

const MEMBER = { id: 7, no: 'M007', name: '陈自明' };

/** What a person has filled in by the time they save. */
const FILLED: Partial<Draft> = {
  party: '兴隆商行',
  amountFen: 5000,
  goods: [{ product: '干菇', quantity: ' １０.5 ', amountFen: 5000, costFen: 4000 }, EMPTY_GOODS],
  members: [{ member: MEMBER, amountFen: 5000, feeFen: 100 }, EMPTY_MEMBER],
  consigned: [
    { key: '1', consignor: { kind: 'member', memberId: 7 }, name: '陈自明', heldFen: 9000, agreedFen: 4500 },
    { key: '2', consignor: { kind: 'party', party: '王五' }, name: '王五', heldFen: 1, agreedFen: null },
  ],
  people: [{ name: '陈大', payItem: '计件工资', amountFen: 100 }, EMPTY_PERSON],
  project: '冷库补助',
  grantFen: 3000,
  assetName: '冷库',
  resolution: '成决5号',
  member: MEMBER,
  lender: '信用社',
};

const KINDS = GROUPS.flatMap((group) => group.kinds).filter(
  (kind) => kind !== 'purchase' && kind !== 'commission',
);

test.each(KINDS)('%s: filled in it is an event of the contract, empty it is none', (kind) => {
  const draft = { ...emptyDraft(kind, '2018-10-08'), ...FILLED };
  const event = eventOf(draft);
  expect(businessEvent.safeParse(event).error).toBeUndefined();
  expect(event).toMatchObject({ kind });
  expect(recordedOf(draft, event)).toMatchObject({ date: '2018-10-08', attachments: 1 });
  expect(eventOf(emptyDraft(kind, '2018-10-08'))).toBeNull();
});

test.each<[string, BusinessKind, Partial<Draft>, object | null]>([
  [
    'full-width quantities are read, blank lines left out',
    'sale',
    {},
    { goods: [{ quantity: '10.5', costFen: 4000 }] },
  ],
  [
    'a purchase has no cost of its own',
    'buyOutside',
    {},
    { goods: [{ product: '干菇', quantity: '10.5', amountFen: 5000 }] },
  ],
  ['a line half filled in waits', 'sale', { goods: [{ ...EMPTY_GOODS, product: '干菇' }] }, null],
  ['a sale on credit needs a name', 'sale', { party: '' }, null],
  [
    'one over the counter needs none',
    'sale',
    { party: '', pay: 'cash' },
    { buyer: { party: '' }, received: { kind: 'cash' } },
  ],
  ['a member buys', 'sale', { buyer: 'member', member: MEMBER }, { buyer: { kind: 'member', memberId: 7 } }],
  ['only what is sold of what is held', 'sellConsigned', {}, { goods: [{ agreedFen: 4500 }] }],
  ['a fee only where one is taken', 'payMember', {}, { members: [{ memberId: 7, amountFen: 5000 }] }],
  ['a chosen bank account', 'payOutside', { pay: 'bank:9' }, { money: { kind: 'bank', bankId: 9 } }],
  ['donated goods need a quantity', 'donationInKind', { assetAccount: '121' }, null],
  ['donated goods', 'donationInKind', { assetAccount: '121', quantity: '3' }, { quantity: '3' }],
])('%s', (_, kind, more, expected) => {
  const event = eventOf({ ...emptyDraft(kind, '2018-10-08'), ...FILLED, ...more });
  if (expected === null) expect(event).toBeNull();
  else expect(event).toMatchObject(expected);
});

test.each([
  ['no day', { date: '' }],
  ['no number of sheets', { attachments: '两张' }],
])('nothing to try: %s', (_, more) => {
  const draft = { ...emptyDraft('payOutside', '2018-10-08'), ...FILLED, ...more };
  expect(recordedOf(draft, eventOf(draft))).toBeNull();
});

test('every kind stands in one group of the menu', () => {
  const all = GROUPS.flatMap((group) => group.kinds);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(businessEvent.options.length);
  expect(groupOf('sellConsigned').title).toBe('销售');
});
