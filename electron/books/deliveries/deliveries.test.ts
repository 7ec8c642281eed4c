import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Result } from '../../../shared/rules/result.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { createMember } from '../shares/index.ts';
import { createPerson } from '../village/index.ts';
import { deliveriesHandlers, findDelivery, patronageOfYear } from './index.ts';
import { PATRONAGE } from './patronage.ts';

let workspace: TestWorkspace;
let memberId: number;
beforeEach(() => {
  workspace = testWorkspace();
  memberId = value(
    workspace.run((ctx) => {
      const facts = { name: '何建平', relation: '', idNumber: null, phone: '', card: null };
      const person = createPerson(ctx, facts, { householdId: null, listedGroupNo: 5 });
      if (!person.ok) return person;
      return createMember(ctx, { kind: 'person', personId: person.value.id, joinedOn: '2018-03-01' });
    }),
  ).id;
});
afterEach(() => workspace.close());

const call = deliveriesHandlers as {
  readonly [K in keyof typeof deliveriesHandlers]: Extract<
    (typeof deliveriesHandlers)[K],
    (...a: never[]) => unknown
  >;
};

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

type Fields = Parameters<(typeof call)['deliveries.record']>[1];
const DRIED: Omit<Fields, 'memberId'> = {
  date: '2018-09-03',
  product: '干菇',
  quantity: '88.6',
  price: '56.2',
  amountFen: 497932,
};

function record(more: Partial<Fields> = {}) {
  return workspace.run((ctx) => call['deliveries.record'](ctx, { memberId, ...DRIED, ...more }));
}

function reverse(id: number, date: string, today?: string) {
  return workspace.run(
    (ctx) => call['deliveries.reverse'](ctx, { id, date, reason: '记错' }),
    today === undefined ? undefined : { today },
  );
}

function patronage(year: number): number {
  return patronageOfYear(workspace.connection, 1, year).get(memberId) ?? 0;
}

function approveYear(year: number): void {
  workspace.connection.run(
    `INSERT INTO dividend_run (entity_id, fiscal_year, draft_no, state, inputs, totals, meeting_date, resolution, created_at, operator)
     VALUES (1, ?, 1, 'approved', '{}', '{}', '2019-01-10', '决1', '', '')`,
    year,
  );
}

test('the same sale twice a day is two deliveries; a quality award has neither quantity nor price', () => {
  expect(value(record())).toMatchObject({ ordinal: 1, warnings: [] });
  expect(value(record())).toMatchObject({ ordinal: 2, warnings: [expect.stringContaining('第 2 笔')] });
  value(record({ product: ' 质量奖 ', quantity: null, price: null, amountFen: 100 }));
  expect(value(call['deliveries.totals'](workspace.writing(), { year: 2018 }))).toMatchObject([
    { product: '干菇', quantity: '177.2', amountFen: 995864, count: 2, groupNo: 5 },
    { product: '质量奖', quantity: '0', amountFen: 100, count: 1 },
  ]);
  expect(patronage(2018)).toBe(995964);
  const listed = value(call['deliveries.list'](workspace.writing(), { year: 2018, search: 'hjp' }));
  expect(listed.map((row) => [row.product, row.quantity, row.price, row.ordinal])).toEqual([
    ['干菇', '88.6', '56.2', 1],
    ['干菇', '88.6', '56.2', 2],
    ['质量奖', null, null, 1],
  ]);
});

test.each([
  ['an amount two yuan off', { amountFen: 498132 }, 'amount_differs'],
  ['a quantity without a price', { price: null }, 'quantity_without_price'],
  ['a quantity of nothing', { quantity: '0', price: '1', amountFen: 50 }, 'quantity_invalid'],
  ['a day to come', { date: '2019-03-02' }, 'date_future'],
  ['no product', { product: ' ' }, 'product_invalid'],
  ['nobody', { memberId: 99 }, 'member_unknown'],
] satisfies [string, Partial<Fields>, string][])('refuses %s', (_what, more, code) => {
  expect(record(more)).toMatchObject({ ok: false, error: { code } });
});

test('an amount rounded to the yuan is taken with a warning, and so is a sale from before joining', () => {
  expect(value(record({ amountFen: 497900 })).warnings[0]).toContain('按金额登记');
  expect(value(record({ date: '2018-02-01' })).warnings[0]).toContain('第四十一条');
});

test('a reversal takes the sale out of its own year, once; the identity stays taken', () => {
  const { id } = value(record());
  expect(reverse(id, '2019-01-02')).toMatchObject({ ok: false, error: { code: 'reversal_in_other_year' } });
  const reversal = value(reverse(id, '2018-12-31'));
  expect(patronage(2018)).toBe(0);
  expect(reverse(id, '2018-12-31')).toMatchObject({ ok: false, error: { code: 'already_reversed' } });
  expect(reverse(reversal.id, '2018-12-31')).toMatchObject({
    ok: false,
    error: { code: 'reversal_reversed' },
  });
  const identity = { ...DRIED, memberId, quantityMilli: 88600, priceE4: 562000, ordinal: 1 };
  expect(findDelivery(workspace.connection, identity)).toBe(id);
});

test('after the year is approved a reversal lowers the open year, never below zero', () => {
  const { id } = value(record());
  approveYear(2018);
  expect(record()).toMatchObject({ ok: false, error: { code: 'year_closed' } });
  expect(reverse(id, '2018-12-31')).toMatchObject({ ok: false, error: { code: 'year_closed' } });
  expect(reverse(id, '2019-02-01')).toMatchObject({ ok: false, error: { code: 'patronage_negative' } });
  value(record({ date: '2019-01-15' }));
  value(reverse(id, '2019-02-01'));
  expect([patronage(2018), patronage(2019)]).toEqual([497932, 0]);
});

test('deliveries are never edited', () => {
  const { id } = value(record());
  expect(() => workspace.connection.run('UPDATE delivery SET amount_fen = 1 WHERE id = ?', id)).toThrow(
    'final',
  );
  expect(() => workspace.connection.run('DELETE FROM delivery WHERE id = ?', id)).toThrow('final');
});

test('the patronage of a year is summed from its covering index alone', () => {
  const plan = workspace.connection.all<{ detail: string }>(
    `EXPLAIN QUERY PLAN ${PATRONAGE}`,
    1,
    '2018-01-01',
    '2018-12-31',
  );
  expect(plan[0]?.detail).toMatch(/^SEARCH delivery USING COVERING INDEX delivery_by_year/u);
});

test('a product with spaces between its characters is the same product', () => {
  record({ product: '干菇' });
  expect(value(record({ product: '干　菇' }))).toMatchObject({ ordinal: 2 });
  expect(call['deliveries.list'](workspace.writing(), {})).toMatchObject({
    value: [{ product: '干菇' }, { product: '干菇' }],
  });
});

test('figures out of all proportion are refused in words', () => {
  const refused = record({ quantity: '999999999.999', price: '999999999.9999', amountFen: 1 });
  expect(refused).toMatchObject({ ok: false, error: { code: 'amount_differs' } });
  const tooMuch = record({ quantity: null, price: null, amountFen: Number.MAX_SAFE_INTEGER });
  expect(tooMuch).toMatchObject({ ok: false, error: { code: 'amount_invalid' } });
});
