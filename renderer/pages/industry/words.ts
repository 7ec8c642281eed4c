import type { Input, Output } from '../../../shared/contract/index.ts';

export type IndustryRow = Output<'industry.list'>[number];
export type Kind = Output<'industry.kinds'>[number];
export type Inspection = Output<'industry.inspections'>[number];
export type Summary = Output<'industry.summary'>;
export type Programme = Output<'awards.programmes'>[number];
export type Awards = Output<'awards.get'>;
export type Line = Awards['lines'][number];
export type Payable = Awards['households'][number];
export type Payment = Awards['payments'][number];
export type Terms = Input<'awards.saveProgramme'>['terms'];

export const BASES: readonly {
  readonly value: Terms['basis'];
  readonly label: string;
  readonly hint: string;
}[] = [
  { value: 'scale', label: '产业奖补（按规模）', hint: '验收规模 × 标准，可设起补规模和上限' },
  { value: 'work', label: '务工补助（按月）', hint: '务工月数 × 每月标准' },
  { value: 'fixed', label: '定额', hint: '每户金额照文件填写' },
];

export const BASIS_WORDS: Readonly<Record<Terms['basis'], string>> = {
  scale: '产业奖补',
  work: '务工补助',
  fixed: '定额',
};

const STATE_WORDS: Readonly<Record<Programme['state'], string>> = {
  draft: '草拟',
  approved: '已批准',
  noticed: '已公示',
  paid: '已发清',
  void: '已作废',
};

/** Of a programme that came with a ledger there is nothing to show but what the ledger says. */
export function stateWords(programme: Pick<Programme, 'state' | 'imported'>): string {
  return programme.imported && programme.state === 'paid' ? '已发（导入）' : STATE_WORDS[programme.state];
}

export const STATE_TAGS: Readonly<Record<Programme['state'], string>> = {
  draft: 'attention',
  approved: 'paying',
  noticed: 'good',
  paid: '',
  void: 'bad',
};

export const METHOD_WORDS: Readonly<Record<Payment['method'], string>> = {
  cash: '现金',
  transfer: '转账',
  ledger: '台账所列',
};

export const STEP_WORDS: Readonly<Record<Awards['steps'][number]['step'], string>> = {
  approve: '批准',
  notice: '公示',
  back: '退回',
  void: '作废',
};
