import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays, addMonths } from './calendar.ts';
import {
  amortisationOf,
  areaHundredths,
  areaText,
  chargedBy,
  type LeaseTerms,
  leaseYears,
  yearRent,
} from './leases.ts';

const terms = (more: Partial<LeaseTerms> = {}): LeaseTerms => ({
  areaHundredths: 250,
  rentFen: 600_00,
  from: '2018-03-01',
  to: '2021-02-28',
  timing: 'advance',
  dueDay: '03-15',
  yearsAtOnce: 1,
  endedOn: null,
  ...more,
});

const told = (given: LeaseTerms): string[] =>
  leaseYears(given).map(({ no, from, to, dueOn, rentFen }) => `${no} ${from}~${to} due ${dueOn} ${rentFen}`);

describe('the years of a lease', () => {
  test.each<[string, Partial<LeaseTerms>, string[]]>([
    [
      'three years, paid ahead in mid-March',
      {},
      [
        '1 2018-03-01~2019-02-28 due 2018-03-15 150000',
        '2 2019-03-01~2020-02-29 due 2019-03-15 150000',
        '3 2020-03-01~2021-02-28 due 2020-03-15 150000',
      ],
    ],
    [
      'due before the year begins: the nearest day counts, not the next',
      { dueDay: '02-20', to: '2019-02-28' },
      ['1 2018-03-01~2019-02-28 due 2018-02-20 150000'],
    ],
    [
      'afterwards, at the end of a calendar year',
      { from: '2018-01-01', to: '2019-12-31', timing: 'arrears', dueDay: '12-20' },
      ['1 2018-01-01~2018-12-31 due 2018-12-20 150000', '2 2019-01-01~2019-12-31 due 2019-12-20 150000'],
    ],
    [
      'afterwards, some days past the end',
      { to: '2019-02-28', timing: 'arrears', dueDay: '03-10' },
      ['1 2018-03-01~2019-02-28 due 2019-03-10 150000'],
    ],
    [
      'two years at once, the odd one by itself',
      { yearsAtOnce: 2 },
      [
        '1 2018-03-01~2019-02-28 due 2018-03-15 150000',
        '2 2019-03-01~2020-02-29 due 2018-03-15 150000',
        '3 2020-03-01~2021-02-28 due 2020-03-15 150000',
      ],
    ],
    [
      'a last half year by days: 184 of 365',
      { to: '2019-08-31' },
      ['1 2018-03-01~2019-02-28 due 2018-03-15 150000', '2 2019-03-01~2019-08-31 due 2019-03-15 75410'],
    ],
    [
      'ended early: 31 of 365 days of the year it ended in',
      { endedOn: '2018-03-31' },
      ['1 2018-03-01~2018-03-31 due 2018-03-15 12740'],
    ],
    [
      'begun on the 29th of February',
      { from: '2020-02-29', to: '2022-02-27', dueDay: '02-29' },
      ['1 2020-02-29~2021-02-27 due 2020-02-29 150000', '2 2021-02-28~2022-02-27 due 2021-02-28 150000'],
    ],
    ['one day', { to: '2018-03-01' }, ['1 2018-03-01~2018-03-01 due 2018-03-15 411']],
  ])('%s', (_, more, expected) => {
    expect(told(terms(more))).toEqual(expected);
  });

  test.each([
    // mu × rent, half a fen up: 30 mu of 600 are 18,000.
    ['30', 600_00, 18_000_00],
    ['2.35', 600_00, 1_410_00],
    ['0.01', 50, 1],
    ['0.01', 49, 0],
  ])('%s mu at %i', (area, rent, fen) => {
    expect(yearRent(areaHundredths(area), rent)).toBe(fen);
  });

  it('areas read as people write them', () => {
    expect(areaHundredths('2.5')).toBe(250);
    expect(areaText(5)).toBe('0.05');
    expect(areaText(3000)).toBe('30.00');
    expect(() => areaHundredths('2.345')).toThrow(/area/u);
  });

  it('follow one another without a gap to the last day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 0, max: 12_000 }),
        fc.constantFrom(1, 2, 5),
        (start, length, yearsAtOnce) => {
          const from = addDays('2017-11-03', start);
          const to = addDays(from, length);
          const years = leaseYears(terms({ from, to, yearsAtOnce }));
          expect(years[0]?.from).toBe(from);
          expect(years.at(-1)?.to).toBe(to);
          for (const [index, year] of years.entries()) {
            const next = years[index + 1];
            if (next) expect(next.from).toBe(addDays(year.to, 1));
            expect(year.rentFen).toBeLessThanOrEqual(150_000);
          }
        },
      ),
    );
  });
});

describe('years paid ahead', () => {
  const years = leaseYears(terms()).map(({ from, to, rentFen }) => ({ from, to, fen: rentFen }));
  it('by the year: each in the month it begins', () => {
    expect(amortisationOf({ years, every: 'year' })).toEqual([
      { period: '2018-03', fen: 150_000 },
      { period: '2019-03', fen: 150_000 },
      { period: '2020-03', fen: 150_000 },
    ]);
  });
  it('by the month: 36 parts, the last takes what is left', () => {
    const odd = years.map((year) => ({ ...year, fen: 150_001 }));
    const charges = amortisationOf({ years: odd, every: 'month' });
    expect(charges).toHaveLength(36);
    expect(charges[0]).toEqual({ period: '2018-03', fen: 12_500 });
    expect(charges.at(-1)).toEqual({ period: '2021-02', fen: 12_503 });
  });
  test.each([
    ['2018-02', 0],
    ['2018-03', 12_500],
    ['2019-02', 150_000],
    ['2021-01', 437_500],
    ['2021-02', 450_000],
    ['2030-01', 450_000],
  ])('up to %s: %i', (period, fen) => {
    expect(chargedBy({ years, every: 'month' }, period)).toBe(fen);
  });

  it('sums to what was paid, each part once, and never goes back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 99_999_99 }),
        fc.constantFrom('month' as const, 'year' as const),
        (start, count, fen, every) => {
          const from = addDays('2018-01-29', start);
          const paid = leaseYears(terms({ from, to: addDays(addMonths(from, 12 * count), -1) })).map(
            (year) => ({ from: year.from, to: year.to, fen }),
          );
          const charges = amortisationOf({ years: paid, every });
          expect(charges).toHaveLength(every === 'month' ? 12 * count : count);
          expect(charges.reduce((sum, charge) => sum + charge.fen, 0)).toBe(fen * count);
          expect(new Set(charges.map((charge) => charge.period)).size).toBe(charges.length);
          let before = 0;
          for (const { period } of charges) {
            const now = chargedBy({ years: paid, every }, period);
            expect(now).toBeGreaterThanOrEqual(before);
            before = now;
          }
          expect(before).toBe(fen * count);
        },
      ),
    );
  });
});
