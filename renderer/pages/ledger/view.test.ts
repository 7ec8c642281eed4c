import { expect, test } from 'vitest';
import { intoAccount, otherTab, paramsOf, viewOf, type LedgerView } from './view.ts';

const USUAL = { from: '2019-01', to: '2019-03' };
const read = (query: string): LedgerView => viewOf(new URLSearchParams(query), USUAL);

test('an address that says nothing is the trial balance of the usual range, drafts included', () => {
  expect(read('')).toMatchObject({
    tab: 'balances',
    ...USUAL,
    unposted: true,
    account: '',
    by: 'item',
    dim: 'member',
  });
});

test.each([
  ['from=2018-05&to=2018-12', { from: '2018-05', to: '2018-12' }],
  ['from=2018-12&to=2018-05', { from: '2018-05', to: '2018-12' }],
  ['to=2018-05', { from: '2018-05', to: '2018-05' }],
  ['from=2018-99', USUAL],
  ['from=2018-11', { from: '2018-11', to: '2019-03' }],
  ['tab=nonsense', { tab: 'balances' }],
  ['tab=journal&search=%E9%A6%99%E8%8F%87', { tab: 'journal', search: '香菇' }],
  ['tab=account&account=102&item=7', { tab: 'account', account: '102', itemId: 7, memberId: null }],
  ["tab=account&account=1'--&member=x", { account: '', memberId: null }],
  ['tab=columns&by=member', { by: 'member' }],
  ['tab=analysis&dim=bank', { dim: 'bank' }],
  ['posted=1&top=1', { unposted: false, top: true }],
])('%s', (query, part) => {
  expect(read(query)).toMatchObject(part);
});

test.each([
  'tab=balances&top=1&at=102',
  'tab=general&account=102',
  'tab=account&account=114&member=12&at=4',
  'tab=daily&account=10201&item=3&posted=1',
  'tab=columns&account=523&by=account',
  'tab=journal&search=x&account=101',
  'tab=analysis&dim=product&account=121',
])('%s comes back from the address it gives', (query) => {
  const view = read(query);
  expect(viewOf(new URLSearchParams(paramsOf(view)), { from: '2000-01', to: '2000-01' })).toEqual(view);
});

test('another tab keeps range and account, and drops what narrowed them', () => {
  const view = otherTab(read('tab=account&account=114&member=12&from=2018-01&to=2018-06&at=9'), 'general');
  expect(paramsOf(view)).toEqual({ tab: 'general', from: '2018-01', to: '2018-06', account: '114' });
  expect(otherTab(view, 'journal').account).toBe('');
  expect(otherTab(view, 'columns').account).toBe('114');
});

test('going into an account from a month of it', () => {
  const view = intoAccount(read('tab=general&posted=1'), '101', { from: '2019-02', to: '2019-02' });
  expect(paramsOf(view)).toEqual({
    tab: 'account',
    from: '2019-02',
    to: '2019-02',
    account: '101',
    posted: '1',
  });
});
