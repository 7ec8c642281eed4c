import type { Input, Output } from '../../../shared/contract/index.ts';

export type RunHead = Output<'dividends.list'>[number];
export type Run = Output<'dividends.get'>;
export type Inputs = Output<'dividends.defaults'>;
export type Computed = Output<'dividends.preview'>;
export type Line = Computed['lines'][number];
export type Totals = Computed['totals'];
type RunState = RunHead['state'];
export type Payment = Run['payments'][number];

/** An amount that somebody asks about: a field of one member, or a total. */
export type Asked = { field: Input<'dividends.explain'>['field']; memberNo?: string };

export const STATE_LABEL: Readonly<Record<RunState, string>> = {
  draft: '草稿',
  approved: '已批准',
  paying: '发放中',
  settled: '已结清',
  void: '作废',
};

export const CAPITAL_BASIS: Readonly<Record<Inputs['capitalBasis'], string>> = {
  'year-end': '年末数',
  'fen-days': '按天加权',
  'whole-months': '按整月加权',
};

export const METHOD: Readonly<Record<Inputs['method'], string>> = {
  A: '最大余额法',
  B: '每股定额',
};

export const WITHHOLDING: Readonly<Record<Inputs['withholding'], string>> = {
  none: '不代扣',
  'surplus-20': '仅剩余盈余 20%',
  'all-20': '全部 20%',
};

export const RESERVE_BASE: Readonly<Record<Inputs['reserveBase'], string>> = {
  'after-loss-offset': '弥补亏损后',
  'before-loss-offset': '弥补亏损前',
};

export const RESERVE_QUANTIFIED: Readonly<Record<Inputs['reserveQuantifiedBy'], string>> = {
  capital: '按出资额',
  patronage: '按交易额',
  'half-half': '各半',
};

/** Whether what the members get adds up, to the fen, with the remainder that stays, to what may be distributed. */
export function addsUp({ totals, lines }: Computed): boolean {
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0);
  return (
    sum((line) => line.totalFen) === totals.totalFen &&
    totals.totalFen + totals.remainderFen === totals.distributableFen &&
    sum((line) => line.netFen) === totals.netFen &&
    totals.netFen + totals.withheldFen === totals.totalFen
  );
}
