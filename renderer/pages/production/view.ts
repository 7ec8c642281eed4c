import type { Input, Output } from '../../../shared/contract/index.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { go, settle } from '../../frame/routes.ts';

export type BatchRow = Output<'production.batches'>[number];
export type BatchCard = Output<'production.batch'>;
export type EventRow = Output<'production.events'>[number];
export type Report = Output<'production.report'>;
export type Recorded = Input<'production.record'>;
export type ProductionEvent = Recorded['event'];

export const STATE_NAMES: Readonly<Record<BatchRow['state'], string>> = {
  growing: '养菌',
  fruiting: '出菇',
  settled: '已结清',
  lost: '已损失',
};

export const TABS = [
  { value: 'batches', label: '批次' },
  { value: 'greenhouses', label: '各棚' },
  { value: 'drying', label: '烘干' },
  { value: 'report', label: '成本表' },
  { value: 'events', label: '登记' },
] as const;

export type TabName = (typeof TABS)[number]['value'];

/** An id alone is that of an event: where vouchers lead to. A batch is named by its tab too. */
export function tabOf({ id, params }: { id: number | null; params: URLSearchParams }): TabName {
  return TABS.find((tab) => tab.value === params.get('tab'))?.value ?? (id === null ? 'batches' : 'events');
}

export function showTab(tab: TabName): void {
  go('production', null, { tab });
}

/** The batch or event that is open (or none), on its tab. */
export function showRow(tab: TabName, id: number | null): void {
  settle('production', id, { tab });
}

/** 还能登记的: neither picked out nor lost. */
export const isOpen = (batch: BatchRow): boolean => batch.state === 'growing' || batch.state === 'fruiting';

export const titleOf = (batch: { readonly no: string; readonly name: string }): string =>
  `${batch.no} ${batch.name}`;

/** A number as a person types it: half-width, without spaces and separators; '' where it is no positive decimal. */
export function amountText(typed: string, decimals = 3): string {
  const plain = toHalfWidth(typed).replace(/[\s,]/gu, '');
  const match = /^(\d{1,9})(?:\.(\d+))?$/u.exec(plain);
  return match && (match[2] ?? '').length <= decimals && Number(plain) > 0 ? plain : '';
}

export function wholeNumber(typed: string): number | null {
  const plain = amountText(typed, 0);
  return plain === '' ? null : Number(plain);
}

export const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/u.test(text);

/** DP-001 to DP-030, all of them; null where the two are no row of numbers. */
export function greenhouseRange(from: string, to: string): string[] | null {
  const parts = (typed: string): RegExpExecArray | null =>
    /^(.*?)(\d+)$/u.exec(toHalfWidth(typed).trim().toUpperCase());
  const [first, last] = [parts(from), parts(to)];
  if (!first || !last || first[1] !== last[1]) return null;
  const [low, high] = [Number(first[2]), Number(last[2])];
  if (high < low || high - low >= 500) return null;
  const digits = first[2]!.length;
  return Array.from(
    { length: high - low + 1 },
    (_, index) => first[1]! + String(low + index).padStart(digits, '0'),
  );
}

/** So many bags over so many greenhouses, the odd ones to the first. */
export function spread(bags: number, greenhouses: number): number[] {
  const each = Math.floor(bags / greenhouses);
  return Array.from({ length: greenhouses }, (_, index) => each + (index < bags % greenhouses ? 1 : 0));
}
