import { describe, expect, it } from 'vitest';
import { capitalDenominator, capitalOfYear, type CapitalBasis } from './capital.ts';

type Movements = [date: string, amountFen: number, leaves?: 'leaves'][];

function capital(year: number, basis: CapitalBasis, movements: Movements) {
  return capitalOfYear(
    year,
    basis,
    movements.map(([date, amountFen, leaves]) => ({ date, amountFen, leavesAtYearEnd: leaves === 'leaves' })),
  );
}

describe('capital of a fiscal year', () => {
  const july: Movements = [['2018-07-01', 2_000_000]];
  const july2020: Movements = [['2020-07-01', 2_000_000]];
  const cases: [string, number, CapitalBasis, Movements, bigint, number][] = [
    ['by day: 184 of 365', 2018, 'fen-days', july, 2_000_000n * 184n, 1_008_219],
    ['by day in a leap year: 184 of 366', 2020, 'fen-days', july2020, 2_000_000n * 184n, 1_005_464],
    ['by day, the last day counts as one', 2018, 'fen-days', [['2018-12-31', 365]], 365n, 1],
    ['by day, the first day is the whole year', 2018, 'fen-days', [['2018-01-01', 365]], 365n * 365n, 365],
    ['by day, after 29 February', 2020, 'fen-days', [['2020-03-01', 366]], 366n * 306n, 306],
    ['by day, brought forward', 2019, 'fen-days', july, 2_000_000n * 365n, 2_000_000],
    ['by month, dated the 1st', 2018, 'whole-months', july, 2_000_000n * 6n, 1_000_000],
    ['by month, from the next', 2018, 'whole-months', [['2018-07-02', 1200]], 1200n * 5n, 500],
    ['by month, December too late', 2018, 'whole-months', [['2018-12-02', 1200]], 0n, 0],
    ['by month, 1 December', 2018, 'whole-months', [['2018-12-01', 1200]], 1200n, 100],
    ['at year end', 2018, 'year-end', july, 2_000_000n, 2_000_000],
    ['not before it came', 2017, 'year-end', july, 0n, 0],
    [
      'taken out in the year, by day',
      2018,
      'fen-days',
      [
        ['2017-01-01', 100],
        ['2018-12-31', -100],
      ],
      36_400n,
      100,
    ],
  ];
  it.each(cases)('%s', (_, year, basis, movements, weight, weightFen) => {
    const result = capital(year, basis, movements);
    expect(result.weight).toBe(weight);
    expect(result.weightFen).toBe(weightFen);
    expect(result.denominator).toBe(capitalDenominator(year, basis));
  });

  it.each(['year-end', 'fen-days', 'whole-months'] as const)(
    'a leaver keeps the last year (%s), not the next',
    (basis) => {
      const movements: Movements = [
        ['2016-05-05', 500_000],
        ['2018-12-31', -500_000, 'leaves'],
      ];
      expect(capital(2018, basis, movements)).toMatchObject({ weightFen: 500_000, yearEndFen: 500_000 });
      expect(capital(2019, basis, movements)).toMatchObject({ weight: 0n, yearEndFen: 0 });
    },
  );

  it('keeps the sum over members in a transfer', () => {
    const [from, to] = [
      capital(2018, 'fen-days', [
        ['2018-01-01', 900],
        ['2018-05-17', -900],
      ]),
      capital(2018, 'fen-days', [['2018-05-17', 900]]),
    ];
    expect(from.weight + to.weight).toBe(900n * 365n);
  });

  it('divides by the year’s own days', () => {
    expect([2018, 2020, 2000, 2100].map((year) => capitalDenominator(year, 'fen-days'))).toEqual([
      365, 366, 366, 365,
    ]);
  });

  it('takes no day that does not exist and no holding below nothing', () => {
    expect(() => capital(2018, 'year-end', [['2018-02-29', 100]])).toThrow();
    expect(() => capital(2018, 'year-end', [['2018-02-28', -100]])).toThrow('less than nothing');
  });
});
