import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths } from './calendar.ts';
import { compare, decimal, sum } from './fraction.ts';
import {
  checkFlow,
  interestBetween,
  type InterestTerms,
  type LoanFlow,
  payableDay,
  ratesInForce,
  type Settlement,
  settlementsTo,
  wholeMonths,
} from './interest.ts';
import { subsidyOf, subsidyOfSlip, type SubsidyTerms } from './subsidy.ts';

const TERMS: InterestTerms = {
  startsOn: '2018-04-12',
  payableOn: '2021-04-12',
  basis: 360,
  mode: 'actual-days',
  settlement: 'quarterly',
  settlementDay: 20,
  rateKind: 'contract',
  resetOn: 'anniversary',
  rates: [
    { from: '2018-04-12', percent: '4.75' },
    { from: '2020-04-12', percent: '4.65' },
  ],
  penaltyPercent: '50',
  misusePercent: '100',
  compounds: false,
  interestWithPrincipal: false,
  misusedFrom: null,
};
const FLOW: LoanFlow = {
  draws: [{ date: '2018-04-12', fen: 5_000_000 }],
  repayments: [
    { date: '2020-05-20', fen: 2_000_000 },
    { date: '2021-04-25', fen: 3_000_000 },
  ],
};
const SUBSIDY: SubsidyTerms = {
  ratios: [{ from: '2018-04-12', percent: '100' }],
  from: null,
  to: null,
  until: '2021-04-12',
  misusedFrom: null,
  capFen: 5_000_000,
  repaidFirst: 'excess',
};

/** One loan of a sum, drawn on a day. */
const loan = (fen: number, date: string, repayments: LoanFlow['repayments'] = []): LoanFlow => ({
  draws: [{ date, fen }],
  repayments,
});
const terms = (
  startsOn: string,
  payableOn: string,
  percent: string,
  more: Partial<InterestTerms> = {},
): InterestTerms => ({
  ...TERMS,
  startsOn,
  payableOn,
  rates: [{ from: startsOn, percent }],
  ...more,
});
const shown = ({ to, days, totalFen }: Settlement): string =>
  `${addDays(to, -1)} ${days} ${(totalFen / 100).toFixed(2)}`;

/** DOMAIN 10b: period end (included), days, by 360, by 365. */
const EXAMPLE = `
2018-06-20  70 461.81 455.48
2018-09-20  92 606.94 598.63
2018-12-20  91 600.35 592.12
2019-03-20  90 593.75 585.62
2019-06-20  92 606.94 598.63
2019-09-20  92 606.94 598.63
2019-12-20  91 600.35 592.12
2020-03-20  91 600.35 592.12
2020-06-20  92 514.56 507.51
2020-09-20  92 356.50 351.62
2020-12-20  91 352.63 347.79
2021-03-20  90 348.75 343.97
2021-04-11  22  85.25  84.08
2021-04-24  13  75.56  74.53`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/u) as [string, string, string, string]);

describe('the worked example', () => {
  test.each([
    [360, 2],
    [365, 3],
  ] as const)('by %s', (basis, column) => {
    const settled = settlementsTo({ ...TERMS, basis }, FLOW, '2021-12-31');
    expect(settled.map(shown)).toEqual(EXAMPLE.map((row) => `${row[0]} ${row[1]} ${row[column]}`));
    const normal = settled.reduce((total, one) => total + one.interestFen, 0);
    expect(normal).toBe(basis === 360 ? 633_512 : 624_832);
    const subsidies = settled.map((one) => subsidyOf(one, FLOW, SUBSIDY).subsidyFen);
    expect(subsidies.reduce((total, one) => total + one, 0)).toBe(normal);
    expect(subsidies.at(-1)).toBe(0);
  });

  test('what the household pays in all, and what is its own', () => {
    const settled = settlementsTo(TERMS, FLOW, '2021-12-31');
    expect(settled.reduce((total, one) => total + one.totalFen, 0)).toBe(641_068);
    expect(settled.at(-1)).toMatchObject({ reason: 'cleared', interestFen: 0, penaltyFen: 7_556, days: 13 });
    expect(settled.at(-2)).toMatchObject({ reason: 'maturity', settlesOn: '2021-04-12' });
    expect(settled.reduce((total, one) => total + one.days, 0)).toBe(1_096 + 13);
  });

  test('a quarter explains itself', () => {
    const [quarter] = settlementsTo(TERMS, FLOW, '2020-06-20').slice(-1);
    expect(quarter!.segments.map((one) => one.text)).toEqual([
      '22天 × 50,000.00 × 4.75% ÷ 360 = 145.138889',
      '38天 × 50,000.00 × 4.65% ÷ 360 = 245.416667',
      '32天 × 30,000.00 × 4.65% ÷ 360 = 124.000000',
    ]);
    expect(quarter).toMatchObject({ settlesOn: '2020-06-20', reason: 'settlement-day', totalFen: 51_456 });
    expect(
      settlementsTo(TERMS, FLOW, '2021-12-31')
        .at(-1)!
        .segments.map((one) => one.text),
    ).toEqual(['13天 × 30,000.00 × 6.975%（4.65% 加收 50%） ÷ 360 = 75.562500']);
  });

  test('the day before the 20th it is still running, on the 20th it is settled', () => {
    const last = (day: string) => settlementsTo(TERMS, FLOW, day).at(-1)!;
    expect(last('2018-06-19')).toMatchObject({ reason: 'running', to: '2018-06-19', days: 68 });
    expect(last('2018-06-20')).toMatchObject({ reason: 'settlement-day', to: '2018-06-21', days: 70 });
    expect(last('2018-06-21')).toMatchObject({ reason: 'settlement-day', to: '2018-06-21' });
    expect(last('2018-06-22')).toMatchObject({ reason: 'running', from: '2018-06-21', to: '2018-06-22' });
  });

  test('collected on what is repaid at once it is a fen less', () => {
    const settled = settlementsTo({ ...TERMS, interestWithPrincipal: true }, FLOW, '2020-06-20').slice(-2);
    expect(settled.map((one) => [one.reason, one.settlesOn, one.totalFen])).toEqual([
      ['repayment', '2020-05-20', 15_622],
      ['settlement-day', '2020-06-20', 35_833],
    ]);
  });

  const file = join(import.meta.dirname, '../../../shared/data/interest-example.json');
  test.skipIf(!existsSync(file))('the same from the sample file', () => {
    const sample = JSON.parse(readFileSync(file, 'utf8')) as {
      rows: {
        start: string;
        end_excl: string;
        days: number;
        int360: number;
        int365: number;
        segs: unknown[];
      }[];
    };
    for (const basis of [360, 365] as const) {
      const settled = settlementsTo({ ...TERMS, basis }, FLOW, '2021-04-12');
      expect(settled.map((one) => [one.from, one.to, one.days, one.totalFen, one.segments.length])).toEqual(
        sample.rows.map((row) => [row.start, row.end_excl, row.days, row[`int${basis}`], row.segs.length]),
      );
    }
  });
});

describe('modes and bases (#40: three right answers)', () => {
  const year = loan(5_000_000, '2023-09-15');
  test.each<[string, Partial<InterestTerms>, number]>([
    ['366 days by 360', {}, 175_375],
    ['366 days by 365', { basis: 365 }, 172_973],
    ['a whole year', { mode: 'whole-periods' }, 172_500],
    ['a whole year, no odd days', { mode: 'whole-periods-odd-days' }, 172_500],
  ])('%s', (_, more, fen) => {
    const at = terms('2023-09-15', '2024-09-15', '3.45', { settlement: 'at-maturity', ...more });
    expect(settlementsTo(at, year, '2024-09-15').map((one) => one.totalFen)).toEqual([fen]);
  });

  test.each<[InterestTerms['mode'], number, string]>([
    ['actual-days', 114_400, '429天 × 20,000.00 × 4.8% ÷ 360 = 1,144.000000'],
    ['whole-periods', 114_400, '429天 × 20,000.00 × 4.8% ÷ 360 = 1,144.000000'],
    [
      'whole-periods-odd-days',
      113_333,
      '14个月 × 20,000.00 × 4.8% ÷ 12 + 5天 × 20,000.00 × 4.8% ÷ 360 = 1,133.333333',
    ],
  ])('14 months and 5 days, %s', (mode, fen, text) => {
    const at = terms('2018-01-10', '2019-03-15', '4.8', { settlement: 'at-maturity', mode });
    const [only] = settlementsTo(at, loan(2_000_000, '2018-01-10'), '2019-03-15');
    expect([only!.days, only!.totalFen, only!.segments[0]!.text]).toEqual([429, fen, text]);
  });

  test('months with the 20th, and at maturity once', () => {
    const monthly = settlementsTo(
      terms('2018-04-12', '2018-07-12', '4.35', { settlement: 'monthly' }),
      loan(1_000_000, '2018-04-12'),
      '2018-07-12',
    );
    expect(monthly.map((one) => [one.to, one.settlesOn, one.days])).toEqual([
      ['2018-04-21', '2018-04-20', 9],
      ['2018-05-21', '2018-05-20', 30],
      ['2018-06-21', '2018-06-20', 31],
      ['2018-07-12', '2018-07-12', 21],
    ]);
  });

  test.each([
    ['2018-01-31', '2018-02-28', 1, 0],
    ['2018-01-31', '2018-03-30', 1, 30],
    ['2020-02-29', '2021-02-28', 12, 0],
    ['2018-04-12', '2018-04-12', 0, 0],
    ['2018-04-12', '2018-05-11', 0, 29],
  ])('whole months from %s to %s (#44)', (from, to, months, odd) => {
    expect(wholeMonths(from, to)).toEqual({ months, odd });
  });
});

describe('rates', () => {
  const lines = [
    { from: '2018-01-01', percent: '4.75' },
    { from: '2019-08-20', percent: '4.85' },
    { from: '2020-04-12', percent: '4.65' },
  ];
  test.each<[Partial<InterestTerms>, string]>([
    [{ rateKind: 'contract' }, '2018-04-12 4.75, 2019-08-20 4.85, 2020-04-12 4.65'],
    // The anniversary that the first change waits for is the day of the second.
    [{ rateKind: 'yearly', resetOn: 'anniversary' }, '2018-04-12 4.75, 2020-04-12 4.65'],
    [{ rateKind: 'yearly', resetOn: 'new-year' }, '2018-04-12 4.75, 2020-01-01 4.85, 2021-01-01 4.65'],
  ])('%o', (more, expected) => {
    const rates = ratesInForce({ ...TERMS, rates: lines, ...more });
    expect(rates.map((line) => `${line.from} ${line.percent}`).join(', ')).toBe(expected);
  });

  test('a loan of a leap day resets on the last of February', () => {
    const at = { ...TERMS, startsOn: '2020-02-29', rateKind: 'yearly' as const };
    const rates = ratesInForce({
      ...at,
      rates: [
        { from: '2020-01-01', percent: '4' },
        { from: '2020-06-01', percent: '5' },
      ],
    });
    expect(rates.at(-1)).toEqual({ from: '2021-02-28', percent: '5' });
  });
});

describe('after the due day', () => {
  test('13 days at half as much again, none of it subsidised (#38)', () => {
    const at = terms('2018-04-12', '2021-04-12', '4.65');
    const flow = loan(3_000_000, '2018-04-12', [{ date: '2021-04-25', fen: 3_000_000 }]);
    const last = settlementsTo(at, flow, '2021-04-30').at(-1)!;
    expect(last).toMatchObject({ totalFen: 7_556, interestFen: 0, penaltyFen: 7_556 });
    expect(subsidyOf(last, flow, SUBSIDY)).toMatchObject({ subsidyFen: 0, ownFen: 7_556, lines: [] });
  });

  const holidays = {
    holidays: ['2018-10-01', '2018-10-02', '2018-10-03', '2018-10-04', '2018-10-05'],
    workdays: ['2018-09-29'],
  };
  test.each([
    ['2018-09-28', '2018-09-28'],
    ['2018-09-29', '2018-09-29'],
    ['2018-09-30', '2018-10-08'],
    ['2018-10-06', '2018-10-08'],
    ['2018-12-01', '2018-12-03'],
    ['1999-12-31', '1999-12-31'],
    ['2000-01-01', '2000-01-03'],
  ])('due %s is payable %s (#43)', (due, payable) => {
    expect(payableDay(due, holidays)).toBe(payable);
  });

  test('interest runs to the moved day, and no penalty until then (#43)', () => {
    const at = terms('2018-03-01', payableDay('2018-12-01', { holidays: [], workdays: [] }), '4.35');
    const paid = loan(1_000_000, '2018-03-01', [{ date: '2018-12-03', fen: 1_000_000 }]);
    const settled = settlementsTo(at, paid, '2018-12-31');
    expect(settled.at(-1)).toMatchObject({ to: '2018-12-03', penaltyFen: 0, reason: 'cleared' });
    // 277 days, the weekend's two at the plain rate.
    expect(decimal(interestBetween(at, paid, '2018-03-01', '2018-12-03'), 4)).toBe('33470.8333');
  });

  test('paid before the moved day it ends on the day of the payment', () => {
    const at = terms('2018-03-01', '2018-12-03', '4.35', { settlement: 'at-maturity' });
    const paid = loan(1_000_000, '2018-03-01', [{ date: '2018-12-01', fen: 1_000_000 }]);
    expect(settlementsTo(at, paid, '2018-12-31').map((one) => [one.to, one.days, one.reason])).toEqual([
      ['2018-12-01', 275, 'cleared'],
    ]);
  });

  test('misuse bears its own penalty from its day, the heavier of the two once it is overdue', () => {
    const at = terms('2018-01-21', '2018-04-21', '4', { settlement: 'monthly', misusedFrom: '2018-03-01' });
    const flow = loan(3_600_000, '2018-01-21');
    expect(
      settlementsTo(at, flow, '2018-05-21').map((one) => [one.to, one.interestFen, one.penaltyFen]),
    ).toEqual([
      ['2018-02-21', 12_400, 0],
      ['2018-03-21', 3_200, 16_000],
      ['2018-04-21', 0, 24_800],
      ['2018-05-21', 0, 24_000],
    ]);
  });

  test('unpaid interest compounds: at the rate before, with the penalty after the due day', () => {
    const at = terms('2018-01-21', '2018-07-21', '3.6', { compounds: true });
    const flow = loan(10_000_000, '2018-01-21');
    const settled = settlementsTo(at, flow, '2018-09-20');
    expect(settled.map((one) => [one.to, one.interestFen, one.penaltyFen])).toEqual([
      ['2018-03-21', 59_000, 0],
      // 92 days of 590.00 at 3.6 %.
      ['2018-06-21', 92_000, 543],
      // 30 days of 590.00 + 925.43.
      ['2018-07-21', 30_000, 455],
      // 62 days at 5.4 %, on the principal and on all that is unpaid (1,819.98).
      ['2018-09-21', 0, 93_000 + 1_693],
    ]);
    expect(settled[1]!.segments.at(-1)!.text).toBe('复利 92天 × 590.00 × 3.6% ÷ 360 = 5.428000');
    expect(settled[1]!.segments.map((one) => one.kind)).toEqual(['normal', 'compound']);
  });

  test('paid on time nothing compounds; the bank’s figure is what was owed', () => {
    const at = terms('2018-01-21', '2018-07-21', '3.6', { compounds: true });
    const flow = { ...loan(10_000_000, '2018-01-21'), figures: new Map([['2018-03-21', 58_990]]) };
    const paid = { ...flow, interestPaid: [{ date: '2018-03-20', fen: 58_990 }] };
    expect(settlementsTo(at, paid, '2018-06-20').map((one) => one.totalFen)).toEqual([59_000, 92_000]);
    expect(settlementsTo(at, flow, '2018-06-20').at(-1)!.segments.at(-1)!.principalFen).toBe(58_990);
  });
});

describe('draws and repayments', () => {
  test('several draws bear interest each from its own day', () => {
    const flow = {
      draws: [
        { date: '2018-03-21', fen: 1_000_000 },
        { date: '2018-04-20', fen: 2_000_000 },
      ],
      repayments: [],
    };
    const [only] = settlementsTo(terms('2018-03-21', '2019-03-21', '3.6'), flow, '2018-06-20');
    expect(only!.segments.map((one) => [one.days, one.principalFen])).toEqual([
      [30, 1_000_000],
      [62, 3_000_000],
    ]);
  });

  test('what is repaid at once takes the oldest draw first', () => {
    const flow = {
      draws: [
        { date: '2018-03-21', fen: 1_000_000 },
        { date: '2018-04-20', fen: 2_000_000 },
      ],
      repayments: [{ date: '2018-05-20', fen: 1_500_000 }],
    };
    const at = terms('2018-03-21', '2019-03-21', '3.6', { interestWithPrincipal: true });
    const [now, later] = settlementsTo(at, flow, '2018-06-20');
    expect(now!.segments.map((one) => [one.from, one.principalFen])).toEqual([
      ['2018-03-21', 1_000_000],
      ['2018-04-20', 1_000_000],
      ['2018-04-20', 500_000],
    ]);
    expect(later!.segments.map((one) => [one.from, one.principalFen])).toEqual([
      ['2018-04-20', 1_500_000],
      ['2018-05-20', 1_500_000],
    ]);
    const whole = settlementsTo({ ...at, interestWithPrincipal: false }, flow, '2018-06-20');
    const exact = (some: readonly Settlement[]) =>
      sum(some.flatMap((one) => one.segments.map((part) => part.exact)));
    expect(exact([now!, later!])).toEqual(exact(whole));
  });

  test.each<[string, LoanFlow, RegExp | null]>([
    ['before the draw', loan(100, '2018-04-12', [{ date: '2018-04-11', fen: 100 }]), /放款是 2018-04-12/u],
    ['too much', loan(100, '2018-04-12', [{ date: '2018-05-01', fen: 101 }]), /只欠 1\.00 元/u],
    [
      'twice',
      loan(100, '2018-04-12', [
        { date: '2018-05-01', fen: 60 },
        { date: '2018-06-01', fen: 41 },
      ]),
      /2018-06-01 还本 0\.41 元，那天只欠 0\.40 元/u,
    ],
    ['never drawn', { draws: [], repayments: [{ date: '2018-05-01', fen: 1 }] }, /还没有登记/u],
    ['all, on its day', loan(100, '2018-04-12', [{ date: '2018-04-12', fen: 100 }]), null],
  ])('repaid %s', (_, flow, sentence) => {
    const checked = checkFlow(flow);
    if (sentence === null) expect(checked.ok).toBe(true);
    else expect(checked.ok ? '' : checked.error.message).toMatch(sentence);
  });

  test('nothing drawn, nothing settled; nothing owed, nothing settled any more', () => {
    expect(settlementsTo(TERMS, { draws: [], repayments: [] }, '2020-01-01')).toEqual([]);
    expect(settlementsTo(TERMS, FLOW, '2018-04-11')).toEqual([]);
    expect(settlementsTo(TERMS, FLOW, '2030-01-01')).toHaveLength(EXAMPLE.length);
  });
});

/** A loan of up to three draws and four repayments within its three years or shortly after. */
const randomLoan = fc
  .record({
    draws: fc.array(fc.record({ after: fc.nat(300), fen: fc.integer({ min: 1, max: 10_000_000 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    repayments: fc.array(fc.record({ after: fc.nat(1_300), part: fc.integer({ min: 1, max: 100 }) }), {
      maxLength: 4,
    }),
    rates: fc.array(fc.record({ after: fc.nat(1_300), percent: fc.integer({ min: 1, max: 12_000 }) }), {
      maxLength: 3,
    }),
    basis: fc.constantFrom(360 as const, 365 as const),
    settlement: fc.constantFrom('monthly' as const, 'quarterly' as const, 'at-maturity' as const),
    settlementDay: fc.integer({ min: 1, max: 28 }),
    rateKind: fc.constantFrom('contract' as const, 'yearly' as const),
    resetOn: fc.constantFrom('anniversary' as const, 'new-year' as const),
    interestWithPrincipal: fc.boolean(),
    misused: fc.option(fc.nat(1_300)),
    start: fc.integer({ min: 0, max: 1_500 }),
    mode: fc.constantFrom(
      'actual-days' as const,
      'whole-periods' as const,
      'whole-periods-odd-days' as const,
    ),
  })
  .map((made) => {
    const startsOn = addDays('2016-01-01', made.start);
    const draws = made.draws.map(({ after, fen }, index) => ({
      date: index === 0 ? startsOn : addDays(startsOn, after),
      fen,
    }));
    const repayments: { date: string; fen: number }[] = [];
    for (const { after, part } of [...made.repayments].sort((a, b) => a.after - b.after)) {
      const date = addDays(startsOn, after);
      const owed = (day: string) =>
        [...draws.filter((one) => one.date <= day)].reduce((total, one) => total + one.fen, 0) -
        repayments.reduce((total, one) => total + one.fen, 0);
      const fen = Math.floor((owed(date) * part) / 100);
      if (fen > 0) repayments.push({ date, fen });
    }
    const at: InterestTerms = {
      ...TERMS,
      ...made,
      startsOn,
      payableOn: addMonths(startsOn, 36),
      rates: [
        { from: startsOn, percent: '4.75' },
        ...made.rates.map(({ after, percent }) => ({
          from: addDays(startsOn, after),
          percent: String(percent / 1_000),
        })),
      ],
      misusedFrom: made.misused === null ? null : addDays(startsOn, made.misused),
    };
    return { at, flow: { draws, repayments } satisfies LoanFlow };
  });

test('by days, a period split at any day bears the same interest, unrounded', () => {
  fc.assert(
    fc.property(randomLoan, fc.nat(1_400), fc.nat(1_400), fc.nat(1_400), ({ at, flow }, a, b, c) => {
      const byDays = { ...at, mode: 'actual-days' as const };
      const [from, middle, to] = [a, b, c]
        .sort((x, y) => x - y)
        .map((days) => addDays(at.startsOn, days)) as [string, string, string];
      const whole = interestBetween(byDays, flow, from, to);
      const parts = sum([
        interestBetween(byDays, flow, from, middle),
        interestBetween(byDays, flow, middle, to),
      ]);
      expect(compare(whole, parts)).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('by days, all settlements together are the interest of the whole time, however they are cut', () => {
  fc.assert(
    fc.property(randomLoan, ({ at, flow }) => {
      const byDays = { ...at, mode: 'actual-days' as const };
      const end = addDays(at.startsOn, 1_500);
      const settled = settlementsTo(byDays, flow, end);
      const exact = sum(settled.flatMap((one) => one.segments.map((part) => part.exact)));
      const last = settled.reduce((latest, one) => (one.to > latest ? one.to : latest), end);
      expect(compare(exact, interestBetween(byDays, flow, at.startsOn, last))).toBe(0);
    }),
    { numRuns: 200 },
  );
});

test('subsidy and the household’s own part make up the interest, of every settlement and every slip', () => {
  fc.assert(
    fc.property(
      randomLoan,
      fc.record({
        ratios: fc.array(fc.record({ after: fc.nat(1_300), percent: fc.integer({ min: 0, max: 100 }) }), {
          maxLength: 3,
        }),
        cap: fc.integer({ min: 1, max: 20_000_000 }),
        repaidFirst: fc.constantFrom('excess' as const, 'pro-rata' as const, 'subsidised' as const),
        from: fc.option(fc.nat(1_300)),
        to: fc.option(fc.nat(1_300)),
        slip: fc.integer({ min: -500, max: 500 }),
      }),
      ({ at, flow }, made) => {
        const subsidised: SubsidyTerms = {
          ratios: made.ratios.map(({ after, percent }) => ({
            from: addDays(at.startsOn, after),
            percent: String(percent),
          })),
          from: made.from === null ? null : addDays(at.startsOn, made.from),
          to: made.to === null ? null : addDays(at.startsOn, made.to),
          until: at.payableOn,
          misusedFrom: at.misusedFrom,
          capFen: made.cap,
          repaidFirst: made.repaidFirst,
        };
        for (const one of settlementsTo({ ...at, compounds: true }, flow, addDays(at.startsOn, 1_400))) {
          const subsidy = subsidyOf(one, flow, subsidised);
          expect(subsidy.subsidyFen + subsidy.ownFen).toBe(one.totalFen);
          expect(subsidy.subsidyFen).toBeLessThanOrEqual(one.interestFen);
          expect(subsidy.subsidyFen).toBeGreaterThanOrEqual(0);
          expect(subsidy.subsidisableFen).toBeLessThanOrEqual(made.cap);
          const bank = { interestFen: Math.max(one.interestFen + made.slip, 0), penaltyFen: one.penaltyFen };
          const bySlip = subsidyOfSlip(one, subsidy, bank);
          expect(bySlip.subsidyFen + bySlip.ownFen).toBe(bank.interestFen + bank.penaltyFen);
          expect(bySlip.subsidyFen).toBeLessThanOrEqual(bank.interestFen);
        }
      },
    ),
    { numRuns: 200 },
  );
});
