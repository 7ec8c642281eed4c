import { describe, expect, test } from 'vitest';
import { compare, fraction, sum } from './fraction.ts';
import { type InterestTerms, type LoanFlow, settlementsTo } from './interest.ts';
import { subsidyOf, subsidyOfSlip, type SubsidyTerms } from './subsidy.ts';

const at = (
  startsOn: string,
  payableOn: string,
  percent: string,
  more: Partial<InterestTerms> = {},
): InterestTerms => ({
  startsOn,
  payableOn,
  basis: 360,
  mode: 'actual-days',
  settlement: 'at-maturity',
  settlementDay: 20,
  rateKind: 'contract',
  resetOn: 'anniversary',
  rates: [{ from: startsOn, percent }],
  penaltyPercent: '50',
  misusePercent: '100',
  compounds: false,
  interestWithPrincipal: false,
  misusedFrom: null,
  ...more,
});
const paid = (terms: InterestTerms, more: Partial<SubsidyTerms> = {}): SubsidyTerms => ({
  ratios: [{ from: terms.startsOn, percent: '100' }],
  from: null,
  to: null,
  until: terms.payableOn,
  misusedFrom: terms.misusedFrom,
  capFen: 5_000_000,
  repaidFirst: 'excess',
  ...more,
});
const drawn = (fen: number, date: string, repayments: LoanFlow['repayments'] = []): LoanFlow => ({
  draws: [{ date, fen }],
  repayments,
});

describe('a subsidy shorter than the loan, a ratio that changes (#39)', () => {
  const terms = at('2023-09-15', '2024-09-15', '3.45');
  const flow = drawn(5_000_000, '2023-09-15');
  const [year] = settlementsTo(terms, flow, '2024-09-15');
  const first = { from: '2023-09-15', percent: '100' };
  test.each<[string, Partial<SubsidyTerms>, number]>([
    ['70 % from the new year', { ratios: [first, { from: '2024-01-01', percent: '70' }] }, 138_288],
    ['ended with the year', { to: '2023-12-31' }, 51_750],
    ['ended by a ratio of nothing', { ratios: [first, { from: '2024-01-01', percent: '0' }] }, 51_750],
    ['from the new year only', { from: '2024-01-01' }, 123_625],
    ['none at all', { ratios: [] }, 0],
    ['misused since the new year', { misusedFrom: '2024-01-01' }, 51_750],
  ])('%s', (_, more, fen) => {
    const subsidy = subsidyOf(year!, flow, paid(terms, more));
    expect(subsidy.subsidyFen).toBe(fen);
    expect(subsidy.ownFen).toBe(175_375 - fen);
  });

  test('explains itself', () => {
    const ratios = [first, { from: '2024-01-01', percent: '70' }];
    expect(subsidyOf(year!, flow, paid(terms, { ratios })).lines).toEqual([
      '108天利息 517.500000 × 100% = 517.500000',
      '258天利息 1,236.250000 × 70% = 865.375000',
    ]);
  });

  test('of the days of one claim only', () => {
    const window = { from: '2023-10-01', to: '2024-10-01' };
    // 16 days of September are the claim before.
    expect(subsidyOf(year!, flow, paid(terms), window).subsidyFen).toBe(175_375 - 7_667);
  });
});

describe('more than the cap (#41)', () => {
  const terms = at('2018-03-21', '2018-06-19', '4.35');
  test('90 days of 80,000: 543.75 of 870.00', () => {
    const flow = drawn(8_000_000, '2018-03-21');
    const [only] = settlementsTo(terms, flow, '2018-06-19');
    expect(only).toMatchObject({ days: 90, totalFen: 87_000 });
    expect(subsidyOf(only!, flow, paid(terms))).toMatchObject({
      subsidisableFen: 5_000_000,
      subsidyFen: 54_375,
      ownFen: 32_625,
      lines: ['90天利息 870.000000 × 50,000.00 ÷ 80,000.00 × 100% = 543.750000'],
    });
  });

  // 30 days of 80,000 (290.00), then 60 days of 48,000 (348.00) after 32,000 was repaid.
  test.each<[SubsidyTerms['repaidFirst'], number, number]>([
    ['excess', 5_000_000, 18_125 + 34_800],
    ['pro-rata', 5_000_000, 18_125 + 21_750],
    ['subsidised', 5_000_000, 18_125 + 13_050],
  ])('32,000 repaid, %s first', (repaidFirst, most, fen) => {
    const flow = drawn(8_000_000, '2018-03-21', [{ date: '2018-04-20', fen: 3_200_000 }]);
    const [only] = settlementsTo(terms, flow, '2018-06-19');
    expect(subsidyOf(only!, flow, paid(terms, { repaidFirst }))).toMatchObject({
      subsidisableFen: most,
      subsidyFen: fen,
    });
  });

  test('collected with what is repaid, the two parts are the same subsidy', () => {
    const flow = drawn(8_000_000, '2018-03-21', [{ date: '2018-04-20', fen: 3_200_000 }]);
    const settled = settlementsTo({ ...terms, interestWithPrincipal: true }, flow, '2018-06-19');
    expect(settled.map((one) => one.reason)).toEqual(['repayment', 'maturity']);
    expect(settled.reduce((total, one) => total + subsidyOf(one, flow, paid(terms)).subsidyFen, 0)).toBe(
      52_925,
    );
  });
});

describe('an extension (#36)', () => {
  const terms = at('2018-04-20', '2019-10-21', '4.35', { settlement: 'quarterly' });
  const flow = drawn(5_000_000, '2018-04-20');
  const settled = settlementsTo(terms, flow, '2019-10-21');
  test.each([
    ['2019-10-21', 549],
    ['2019-04-20', 365],
  ])('subsidised until %s', (until, days) => {
    const subsidies = settled.map((one) => subsidyOf(one, flow, paid(terms, { until })));
    const exact = sum(subsidies.map((one) => one.exact));
    expect(compare(exact, fraction(5_000_000n * 435n * BigInt(days), 10_000n * 360n))).toBe(0);
    expect(settled.every((one) => one.penaltyFen === 0)).toBe(true);
  });
});

test('the bank’s slip wins (#42)', () => {
  const terms = at('2020-03-21', '2021-03-21', '4.75', { settlement: 'quarterly' });
  const flow = drawn(5_000_000, '2020-03-21');
  const [quarter] = settlementsTo(terms, flow, '2020-06-20');
  const whole = subsidyOf(quarter!, flow, paid(terms));
  expect(whole.subsidyFen).toBe(60_694);
  const bank = { interestFen: 60_693, penaltyFen: 12 };
  expect(subsidyOfSlip(quarter!, whole, bank)).toEqual({ subsidyFen: 60_693, ownFen: 12 });
  const part = subsidyOf(quarter!, flow, paid(terms, { ratios: [{ from: '2020-01-01', percent: '70' }] }));
  expect(part.subsidyFen).toBe(42_486);
  expect(subsidyOfSlip(quarter!, part, bank)).toEqual({ subsidyFen: 42_485, ownFen: 60_693 - 42_485 + 12 });
});
