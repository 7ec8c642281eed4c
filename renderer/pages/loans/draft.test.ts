import { expect, test } from 'vitest';
import { loanSettings } from '../../../shared/contract/loans.ts';
import { emptyDraft, reckoningDraft, reckoningOf, termsOf, wholeNumber } from './draft.ts';

const SETTINGS = loanSettings.parse({
  basis: 360,
  mode: 'actual-days',
  settlement: 'quarterly',
  settlementDay: 20,
  rateKind: 'contract',
  resetOn: 'anniversary',
  penaltyPercent: '50',
  misusePercent: '100',
  compounds: false,
  interestWithPrincipal: false,
  payee: 'household',
  capFen: 5_000_000,
  repaidFirst: 'excess',
  subsidisesExtension: false,
  bank: '略阳县农村信用合作联社',
  subsidyPercent: '100',
  householdLimitFen: 5_000_000,
  longestMonths: 36,
  youngest: 18,
  oldest: 65,
  holidays: [],
  workdays: [],
});

const FILLED = {
  ...emptyDraft(SETTINGS, '2019-03-01'),
  person: { id: 7, name: '郭正军', idMasked: '' },
  noteNo: 'JJ1',
  amountFen: 1_500_000,
};

test('the village’s terms go through the form unchanged', () => {
  const read = reckoningOf(reckoningDraft(SETTINGS));
  expect(SETTINGS).toMatchObject(read.ok ? read.value : {});
  expect(read.ok).toBe(true);
});

test('a rate may be typed with its sign; empty lines are left out', () => {
  const read = termsOf({
    ...FILLED,
    rates: [
      { from: '2019-03-01', percent: ' 4.75 ％' },
      { from: '', percent: '' },
    ],
    ratios: [{ from: '2019-03-01', percent: '' }],
  });
  const terms = read.ok ? read.value : null;
  expect(terms?.rates).toEqual([{ from: '2019-03-01', percent: '4.75' }]);
  expect(terms?.ratios).toEqual([]);
  expect(terms).toMatchObject({ dueOn: '2020-03-01', basis: 360, subsidyFrom: null, personId: 7 });
});

test.each([
  ['nobody borrows', { person: null }, '请选借款人'],
  ['no amount', { amountFen: null }, '请填贷款金额'],
  ['no rate', {}, '请填年利率'],
  [
    'a day that is no number',
    { settlementDay: '二十', rates: [{ from: '2019-03-01', percent: '4' }] },
    '结息日',
  ],
])('refused with the way out: %s', (_name, change, said) => {
  const read = termsOf({ ...FILLED, ...change });
  expect(read.ok ? '' : read.error.message).toContain(said);
});

test('whole numbers only', () => {
  expect(wholeNumber(' 36 ', 'longestMonths', '最长期限')).toEqual({ ok: true, value: 36 });
  expect(wholeNumber('3.5', 'longestMonths', '最长期限')).toMatchObject({
    ok: false,
    error: { message: '最长期限要写整数。', fields: { longestMonths: '写整数' } },
  });
});
