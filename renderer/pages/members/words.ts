import type { Input, Output } from '../../../shared/contract/index.ts';

type Kind = Output<'shares.list'>[number]['kind'];
export type Form = Input<'shares.contribute'>['form'];

/** What the ledger of shares calls each kind of change. */
export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  contribution: '入股',
  'transfer-in': '转入',
  'transfer-out': '转出',
  'inheritance-in': '继承转入',
  'inheritance-out': '继承转出',
  'surplus-to-share': '盈余转股',
  'reserve-to-share': '公积金转增',
  withdrawal: '退社退股',
  reversal: '冲销',
};

/** 出资方式. */
export const FORM_WORDS: Readonly<Record<Form, string>> = {
  cash: '现金',
  'in-kind': '实物',
  land: '土地经营权',
  labour: '劳务',
};
