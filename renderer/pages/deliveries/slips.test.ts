import { expect, test } from 'vitest';
import type { Member } from '../../parts/MemberPicker.tsx';
import { isBlank, slipAfter, slipFen, totalOf, whatIsMissing, type Slip } from './slips.ts';

const member = { id: 1, no: 'M001', name: '张守田' } as Member;
const slip = (over: Partial<Slip>): Slip => ({ ...slipAfter(undefined, '鲜菇'), ...over });

test.each<[string, Partial<Slip>, number | null, string | null]>([
  ['weighed', { member, quantity: '12.5', price: '8.2' }, 10250, null],
  ['rounded at the scale', { member, quantity: '12.5', price: '8.2', typedFen: 10200 }, 10200, null],
  ['an award has its amount only', { member, product: '质量奖', typedFen: 50000 }, 50000, null],
  ['no member', { quantity: '12.5', price: '8.2' }, 10250, '没有选社员'],
  ['no product', { member, product: ' ', quantity: '1', price: '1' }, 100, '没有填品种'],
  ['no figures', { member }, null, '没有数量和单价，也没有金额'],
  ['a price that is none', { member, quantity: '1', price: '八块' }, null, '数量或单价没有填对'],
  ['nothing to pay', { member, typedFen: 0 }, 0, '金额必须大于 0'],
])('%s', (_name, over, fen, missing) => {
  expect(slipFen(slip(over))).toBe(fen);
  expect(whatIsMissing(slip(over))).toBe(missing);
});

test('a new line keeps product and price, and is blank until something of its own is typed', () => {
  const next = slipAfter(slip({ member, quantity: '3', price: '9' }), '');
  expect(next).toMatchObject({ product: '鲜菇', price: '9', quantity: '', member: null, key: 2 });
  expect(isBlank(next)).toBe(true);
  expect(isBlank({ ...next, quantity: '1' })).toBe(false);
});

test('blank lines do not count', () => {
  const filled = slip({ member, quantity: '2', price: '10' });
  expect(totalOf([filled, slipAfter(filled, '')])).toEqual({ count: 1, fen: 2000 });
});
