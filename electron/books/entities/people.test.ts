import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMember, memberById, memberOfBooks, recordContribution } from '../shares/index.ts';
import { type FundDesk, fundDesk } from './fundDeskForTests.ts';

/** A person may be a member of both; lists of the cooperative know its own members only. */
let desk: FundDesk;
let personId: number;
let inFund: number;
let inCooperative: number;
beforeEach(() => {
  desk = fundDesk();
  inFund = desk.member('张守田');
  desk.member('何满仓');
  personId = desk.workspace.connection.get<{ id: number }>(`SELECT id FROM person WHERE name = '张守田'`)!.id;
  const made = desk.workspace.run((ctx) =>
    createMember(ctx, { kind: 'person', personId, joinedOn: '2018-01-01' }),
  );
  inCooperative = made.ok ? made.value.id : 0;
});
afterEach(() => desk.close());

test('the jump box tells the two memberships apart', () => {
  const found = desk.call('search.jump', { text: '张守' }).map(({ kind, id, title }) => [kind, id, title]);
  expect(found).toEqual([
    ['member', inCooperative, 'M001 张守田'],
    ['fundMember', inFund, 'H001 张守田'],
  ]);
  expect(desk.call('search.jump', { text: '何满' }).map((one) => one.kind)).toEqual(['fundMember']);
});

test('lists of persons show the number in the cooperative', () => {
  const rows = desk.call('persons.search', { search: '张守田' });
  expect(rows.map((row) => row.memberNo)).toEqual(['M001']);
  expect(desk.call('persons.search', { search: '何满仓' }).map((row) => row.memberNo)).toEqual([null]);
});

test('the members of a set of books, by number, name and pinyin', () => {
  const { fund } = desk;
  const nos = (search: string, entityId: number) =>
    desk.call('items.members', { entityId, search }).map((one) => one.no);
  expect(nos('', fund)).toEqual(['H001', 'H002']);
  expect(nos('hmc', fund)).toEqual(['H002']);
  expect(nos('h002', fund)).toEqual(['H002']);
  expect(nos('张', 1)).toEqual(['M001']);
  expect(desk.call('items.members', { entityId: fund, id: inFund })).toMatchObject([
    { name: '张守田', left: false },
  ]);
});

test('a member of the association has no shares', () => {
  const { connection } = desk.workspace;
  expect(memberById(connection, inFund)).toBeNull();
  expect(memberOfBooks(connection, inFund)).toMatchObject({ no: 'H001', entityId: desk.fund });
  const paid = desk.workspace.run((ctx) =>
    recordContribution(ctx, {
      memberId: inFund,
      date: '2018-03-01',
      amountFen: 100_000,
      form: 'cash',
      source: '自筹',
      fromRelief: false,
      document: '',
      note: '',
    }),
  );
  expect(paid).toMatchObject({ ok: false });
  expect(connection.all('SELECT id FROM share_transaction')).toEqual([]);
});
