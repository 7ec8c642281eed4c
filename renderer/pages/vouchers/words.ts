import type { Output } from '../../../shared/contract/index.ts';

export type VoucherHead = Output<'vouchers.list'>[number];
export type Voucher = Output<'vouchers.get'>;

export const STATES: Readonly<Record<VoucherHead['state'], string>> = {
  draft: '草稿',
  reviewed: '已审核',
  posted: '已记账',
  void: '作废',
};

/** The state in words; of a posted voucher also that it was undone. */
export function stateOf({ state, reversed }: VoucherHead): string {
  if (state === 'void' || reversed === 'no') return STATES[state];
  return reversed === 'wholly' ? '已冲销' : '部分冲销';
}

/** 记-012, as every list and sentence names a voucher. */
export function numberOf({ word, number }: Pick<VoucherHead, 'word' | 'number'>): string {
  return `${word}-${String(number).padStart(3, '0')}`;
}

const SOURCES: Readonly<Record<NonNullable<VoucherHead['source']>, string>> = {
  share: '股金登记',
  'dividend-run': '分红方案',
  'dividend-payment': '分红发放',
  business: '业务登记',
};
const KINDS: Readonly<Record<VoucherHead['kind'], string>> = {
  entry: '手工填制',
  event: '业务登记',
  'close-profit': '结转损益',
  'close-year': '年末结转',
  'clear-distribution': '结清分配',
  opening: '期初余额',
};

/** Where a voucher comes from, in a word. */
export function sourceOf({ source, kind, reversesId }: VoucherHead): string {
  const from = source === null ? KINDS[kind] : SOURCES[source];
  if (reversesId === null) return from;
  return source === null && kind === 'event' ? '红字冲销' : `${from}冲销`;
}

/** Whether its figures are the person's to change: a draft written by hand. */
export function isEditable({ kind, state }: VoucherHead): boolean {
  return kind === 'entry' && state === 'draft';
}

/** Whether it can be made void: not posted, and not made with an event. */
export function canVoid({ kind, state, source }: VoucherHead): boolean {
  return (
    (state === 'draft' || state === 'reviewed') && (kind === 'entry' || (kind === 'event' && source === null))
  );
}

/** Why a voucher can't be undone in red here; null when it can. */
export function barToReversing(head: VoucherHead): string | null {
  if (head.kind === 'event' && head.source === null) return '它本身是冲销凭证。冲错了，请按原内容重新填一张';
  if (head.kind !== 'entry') return '不是手工填制的，请在它的来源登记里冲销';
  if (head.state !== 'posted') return '还没有记账，直接修改或作废即可';
  return head.reversed === 'no' ? null : '已经冲销过了';
}

/** Why the figures of a voucher that isn't posted stay as they are; '' where there is nothing to explain. */
export function whyFixed(head: VoucherHead): string {
  if (head.state === 'void' || head.state === 'posted') return '';
  if (head.kind === 'entry')
    return head.state === 'reviewed' ? '已审核的凭证不能改金额和科目，要改请先取消审核。' : '';
  if (head.kind === 'event' && head.source === null) {
    return '冲销凭证的金额和科目照原凭证反写，不能改；可以改摘要和附单据张数。';
  }
  if (head.kind === 'event') {
    return '随业务登记产生，金额和科目跟登记一致，不能改；可以改摘要和附单据张数。登错了，请回到来源登记里冲销。';
  }
  return '由结账程序产生，金额和科目不能改；可以改摘要和附单据张数。';
}

/** 2019年1月5日, as the voucher's head writes it. */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
