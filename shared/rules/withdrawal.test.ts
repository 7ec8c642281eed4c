import { expect, test } from 'vitest';
import { withdrawalEffectiveDate } from './withdrawal.ts';

test.each([
  ['2018-09-30', 'person', undefined, '2018-12-31', '2018-09-30'],
  ['2018-10-01', 'person', undefined, '2019-12-31', '2019-09-30'],
  ['2018-11-15', 'person', undefined, '2019-12-31', '2019-09-30'],
  ['2018-01-01', 'person', undefined, '2018-12-31', '2018-09-30'],
  ['2018-12-31', 'person', undefined, '2019-12-31', '2019-09-30'],
  ['2018-06-30', 'organisation', undefined, '2018-12-31', '2018-06-30'],
  ['2018-07-01', 'organisation', undefined, '2019-12-31', '2019-06-30'],
  // The charter's own term.
  ['2018-11-15', 'person', 1, '2018-12-31', '2018-11-30'],
  ['2018-12-31', 'person', 0, '2018-12-31', '2018-12-31'],
  ['2018-01-01', 'person', 12, '2019-12-31', '2018-12-31'],
  ['2018-01-01', 'person', 24, '2020-12-31', '2018-12-31'],
  ['2020-02-29', 'person', 10, '2020-12-31', '2020-02-29'],
] as const)(
  'applied %s by a(n) %s, charter %s → %s',
  (appliedOn, kind, months, endsOn, lastApplicationDay) => {
    expect(withdrawalEffectiveDate(appliedOn, kind, months)).toMatchObject({
      endsOn,
      lastApplicationDay,
      noticeMonths: months ?? (kind === 'person' ? 3 : 6),
    });
  },
);

test('explains itself', () => {
  expect(withdrawalEffectiveDate('2018-09-30', 'person').explanation).toBe(
    '按农民专业合作社法第二十五条，个人成员须在会计年度终了 3 个月前书面申请退社。2018-09-30 提出申请，未晚于 2018-09-30，成员资格于 2018-12-31 终止。',
  );
  expect(withdrawalEffectiveDate('2018-11-15', 'organisation', 2).explanation).toBe(
    '按章程规定，须在会计年度终了 2 个月前书面申请退社。2018-11-15 提出申请，已晚于当年的最后期限 2018-10-31，成员资格顺延至 2019-12-31 终止。',
  );
});

test('a term or a day that cannot be is a bug', () => {
  expect(() => withdrawalEffectiveDate('2018-02-30', 'person')).toThrow('invariant');
  expect(() => withdrawalEffectiveDate('2018-02-01', 'person', -1)).toThrow('invariant');
  expect(() => withdrawalEffectiveDate('2018-02-01', 'person', 1.5)).toThrow('invariant');
});
