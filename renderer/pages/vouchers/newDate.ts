import { daysInMonth } from '../../../shared/rules/calendar.ts';

/**
 * The day a new voucher starts with: that of the last one saved, since they are typed by the pile; else today, or the last
 * day of the open month when that is behind (the books of January, typed in March).
 */
export function newDate(today: string, currentPeriod: string, lastSaved: string | null): string {
  if (lastSaved !== null && lastSaved.slice(0, 7) >= currentPeriod && lastSaved <= today) return lastSaved;
  const period = today.slice(0, 7);
  if (period <= currentPeriod) return today;
  const [year = 0, month = 0] = currentPeriod.split('-').map(Number);
  return `${currentPeriod}-${String(daysInMonth(year, month)).padStart(2, '0')}`;
}
