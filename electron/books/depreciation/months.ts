import { daysInMonth } from '../../../shared/rules/calendar.ts';

export function lastDayOf(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return `${period}-${daysInMonth(year, month)}`;
}
