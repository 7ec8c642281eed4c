import { expect, test } from 'vitest';
import { inputsOf, samePlan, type Plan } from './plan.ts';

const plan: Plan = {
  fiscalYear: 2018,
  surplusFen: 18643729,
  openingUndistributedFen: -2315060,
  reservePercent: '10',
  reserveBase: 'after-loss-offset',
  patronagePercent: '60',
  grantFen: 0,
  donationFen: 0,
  shareOnlyResolution: null,
  guaranteed: { ratePercent: '6', authority: '章程第 40 条' },
  hardship: null,
  village: null,
  capitalBasis: 'year-end',
  method: 'A',
  withholding: 'none',
  reserveQuantifiedBy: 'capital',
};

test('a plan with an amount missing is not computed; zero is an amount', () => {
  expect(inputsOf(plan)).toEqual(plan);
  expect(inputsOf({ ...plan, surplusFen: null })).toBeNull();
  expect(inputsOf({ ...plan, donationFen: null })).toBeNull();
});

test('samePlan looks at content, not at the order of fields', () => {
  const turned = {
    ...Object.fromEntries(Object.entries(plan).reverse()),
    guaranteed: { authority: '章程第 40 条', ratePercent: '6' },
  };
  expect(samePlan(plan, turned as Plan)).toBe(true);
  expect(samePlan(plan, { ...plan, method: 'B' })).toBe(false);
});
