import { expect, test } from 'vitest';
import { newDate } from './newDate.ts';

test.each([
  ['today is in the open month', '2019-03-01', '2019-03', null, '2019-03-01'],
  ['books behind: the last day of the open month', '2019-03-01', '2019-01', null, '2019-01-31'],
  ['in February', '2019-03-01', '2019-02', null, '2019-02-28'],
  ['of a leap year', '2020-03-05', '2020-02', null, '2020-02-29'],
  ['the pile goes on with the day of the last one', '2019-03-01', '2019-01', '2019-01-15', '2019-01-15'],
  ['not into a month closed since', '2019-03-01', '2019-02', '2019-01-15', '2019-02-28'],
  ['not into the future', '2019-03-01', '2019-03', '2019-03-09', '2019-03-01'],
  ['all closed up to now: today, and the sheet says why not', '2019-03-01', '2019-04', null, '2019-03-01'],
])('%s', (_name, today, current, lastSaved, date) => {
  expect(newDate(today, current, lastSaved)).toBe(date);
});
