import { expect, test } from 'vitest';
import { href, routeOf } from './routes.ts';

test.each([
  ['', 'desk', null],
  ['#/', 'desk', null],
  ['#/members', 'members', null],
  ['#/members/12', 'members', 12],
  ['#/members/x', 'members', null],
  ['#/imports?kind=shares', 'imports', null],
])('%s leads to %s %s', (hash, subject, id) => {
  expect(routeOf(hash)).toMatchObject({ subject, id });
});

test('an address and the route it gives agree', () => {
  const route = routeOf(href('deliveries', 7, { member: '张 三' }));
  expect(route.id).toBe(7);
  expect(route.params.get('member')).toBe('张 三');
});
