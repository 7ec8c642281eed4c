import type { Output } from '../../../shared/contract/index.ts';
import { daysInMonth } from '../../../shared/rules/calendar.ts';

export type Worker = Output<'labour.workers'>[number];
export type Kind = Output<'labour.kinds'>[number];
export type WorkBook = Output<'labour.work'>;
export type Work = WorkBook['rows'][number];
export type WorkTotal = WorkBook['byWorker'][number];
export type SheetHead = Output<'labour.sheets'>[number];
export type Sheet = Output<'labour.getSheet'>;
export type SheetLine = Sheet['lines'][number];
export type Payment = Sheet['payments'][number];

export const PAID_BY: Readonly<Record<Kind['paidBy'], string>> = {
  day: '计日',
  hour: '计时',
  piece: '计件',
  points: '工分',
};

export const SHEET_STATES: Readonly<Record<SheetHead['state'], string>> = {
  draft: '草稿',
  approved: '已批准',
  void: '已作废',
};

/** 2组, or nothing for who belongs to no group. */
export const groupName = (groupNo: number | null): string => (groupNo === null ? '' : `${groupNo}组`);

/** First and last day of a month. */
export function daysOf(period: string): { from: string; to: string } {
  const [year = 0, month = 1] = period.split('-').map(Number);
  return { from: `${period}-01`, to: `${period}-${String(daysInMonth(year, month)).padStart(2, '0')}` };
}

/** 2018 年 9 月 for a whole month, else both its days. */
export function spanName(from: string, to: string): string {
  const whole = daysOf(from.slice(0, 7));
  return whole.from === from && whole.to === to
    ? `${from.slice(0, 4)} 年 ${Number(from.slice(5, 7))} 月`
    : `${from} 至 ${to}`;
}
