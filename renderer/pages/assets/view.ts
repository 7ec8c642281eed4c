import type { Output } from '../../../shared/contract/index.ts';
import { settle } from '../../frame/routes.ts';

export type Asset = Output<'assets.list'>[number];
export type Card = Output<'assets.get'>;
export type Batch = Output<'assets.plan'>[number];
export type Piece = Batch['pieces'][number];
export type AssetState = Asset['state'];

export const TABS = [
  { value: 'cards', label: '卡片' },
  { value: 'plan', label: '平面图' },
  { value: 'depreciation', label: '折旧' },
  { value: 'stocktake', label: '盘点' },
  { value: 'clearing', label: '清理' },
  { value: 'relief', label: '扶贫资产' },
] as const;

export type TabName = (typeof TABS)[number]['value'];

export function tabOf(params: URLSearchParams): TabName {
  return TABS.find((tab) => tab.value === params.get('tab'))?.value ?? 'cards';
}

/** The card that is open (or none), on the tab one is on. */
export function showCard(tab: TabName, id: number | null): void {
  settle('assets', id, tab === 'cards' ? {} : { tab });
}

/** What of the choices is on: nothing is everything. */
const anyOf = (label: string) => ({ value: '', label });

export function wordChoices(all: string, words: readonly string[]): { value: string; label: string }[] {
  return [anyOf(all), ...words.map((one) => ({ value: one, label: one }))];
}

export function nameChoices<K extends string>(
  all: string,
  names: Readonly<Record<K, string>>,
): { value: K | ''; label: string }[] {
  return [
    { value: '' as const, label: all },
    ...(Object.keys(names) as K[]).map((value) => ({ value, label: names[value] })),
  ];
}
