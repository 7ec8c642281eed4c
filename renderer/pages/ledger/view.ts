import type { Input } from '../../../shared/contract/index.ts';
import { orderedRange, readPeriod } from '../../parts/period.ts';

export type Dim = Input<'ledger.analysis'>['dim'];
export type ColumnsBy = Input<'ledger.columns'>['by'];

export const TABS = [
  { value: 'balances', label: '科目余额表' },
  { value: 'general', label: '总账' },
  { value: 'account', label: '明细账' },
  { value: 'daily', label: '日记账' },
  { value: 'columns', label: '多栏账' },
  { value: 'journal', label: '序时账' },
  { value: 'analysis', label: '辅助余额表' },
] as const;

export type Tab = (typeof TABS)[number]['value'];

/** What of the books is looked at. It stands in the address whole, so that the window's way back leads to the same sight. */
export interface LedgerView {
  readonly tab: Tab;
  readonly from: string;
  readonly to: string;
  /** Vouchers that are not posted yet count too. */
  readonly unposted: boolean;
  readonly account: string;
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly by: ColumnsBy;
  readonly dim: Dim;
  readonly search: string;
  /** First-level accounts only. */
  readonly top: boolean;
  /** The row the keyboard was on. */
  readonly at: string;
}

/** Reads the address; what it doesn't say, or says wrongly, is the usual. */
export function viewOf(params: URLSearchParams, usual: { from: string; to: string }): LedgerView {
  const text = (name: string): string => params.get(name) ?? '';
  const number = (name: string): number | null =>
    /^\d{1,15}$/u.test(text(name)) ? Number(text(name)) : null;
  const to = readPeriod(text('to')) ?? usual.to;
  const from = readPeriod(text('from')) ?? (usual.from <= to ? usual.from : to);
  return {
    ...orderedRange(from, to),
    tab: TABS.find((one) => one.value === text('tab'))?.value ?? 'balances',
    unposted: text('posted') !== '1',
    account: /^\d{3,12}$/u.test(text('account')) ? text('account') : '',
    memberId: number('member'),
    itemId: number('item'),
    by: BY.find((one) => one === text('by')) ?? 'item',
    dim: DIMS.find((one) => one === text('dim')) ?? 'member',
    search: text('search').slice(0, 200),
    top: text('top') === '1',
    at: text('at').slice(0, 40),
  };
}

/** The address of a sight; what only other tabs ask for is left out. */
export function paramsOf(view: LedgerView): Record<string, string> {
  const { tab } = view;
  const params: Record<string, string> = { tab, from: view.from, to: view.to };
  if (!view.unposted) params['posted'] = '1';
  if (view.account !== '' && tab !== 'balances') params['account'] = view.account;
  if (tab === 'account' || tab === 'daily') {
    if (view.memberId !== null) params['member'] = String(view.memberId);
    if (view.itemId !== null) params['item'] = String(view.itemId);
  }
  if (tab === 'columns') params['by'] = view.by;
  if (tab === 'analysis') params['dim'] = view.dim;
  if (tab === 'journal' && view.search !== '') params['search'] = view.search;
  if (tab === 'balances' && view.top) params['top'] = '1';
  if (view.at !== '') params['at'] = view.at;
  return params;
}

/**
 * Another tab over the same range. The account goes along where it is what the book is about; where it only narrows a list, the
 * list opens whole.
 */
export function otherTab(view: LedgerView, tab: Tab): LedgerView {
  const account = tab === 'journal' || tab === 'analysis' ? '' : view.account;
  return { ...view, tab, account, memberId: null, itemId: null, search: '', at: '' };
}

/** From a line of a list into the account behind it. */
export function intoAccount(
  view: LedgerView,
  account: string,
  narrowed: { memberId?: number | null; itemId?: number | null; from?: string; to?: string } = {},
): LedgerView {
  const { memberId = null, itemId = null, from = view.from, to = view.to } = narrowed;
  return { ...view, tab: 'account', account, memberId, itemId, from, to, search: '', at: '' };
}

/** 101 库存现金, 102 银行存款 and 109 其他货币资金 keep a journal by the day. */
export function isMoney(code: string): boolean {
  return /^10[129]/u.test(code);
}

const BY: readonly ColumnsBy[] = ['account', 'item', 'member'];

export const DIMS: readonly Dim[] = [
  'member',
  'bank',
  'counterparty',
  'product',
  'asset',
  'project',
  'grantProject',
  'lender',
  'worker',
  'employee',
  'payItem',
  'consignor',
  'contract',
  'investment',
  'spendItem',
  'taxItem',
  'fundSource',
  'reserveSource',
  'purpose',
  'costItem',
  'businessItem',
  'incomeSource',
  'expenseItem',
  'herd',
];
