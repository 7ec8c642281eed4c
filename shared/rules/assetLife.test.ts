import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beginningOf,
  changedTerms,
  dueMonths,
  type Life,
  monthlyAt,
  monthsToCome,
  nextPeriod,
  nextToCharge,
  previousPeriod,
  type Segment,
  termsOfRest,
} from './assetLife.ts';
import { NOTHING_CHARGED, partOf, residualOf, toCharge } from './depreciation.ts';

const FIVE_PERCENT = 50_000;

function segment(costFen: number, months: number, more: Partial<Segment> = {}): Segment {
  return {
    fromPeriod: '2018-06',
    method: 'straight-line',
    lifeMonths: months,
    months,
    residualMillionths: FIVE_PERCENT,
    toChargeFen: toCharge(costFen, more.residualMillionths ?? FIVE_PERCENT, 0),
    unitsMilli: 0,
    charged: NOTHING_CHARGED,
    ...more,
  };
}

const life = (segments: Segment[], chargedTo: string | null = null): Life => ({ segments, chargedTo });
const sheds = segment(61_000_000, 120);
const sum = (rows: readonly { fen: number }[]): number => rows.reduce((fen, one) => fen + one.fen, 0);
const none = () => null;

/** A life of which the first months were charged. */
function chargedThrough(one: Segment, last: string): { life: Life; accumulatedFen: number } {
  const rows = dueMonths(life([one]), '0000-00', last, none);
  const charged = { fen: sum(rows), months: rows.length, unitsMilli: 0 };
  return { life: life([{ ...one, charged }], rows.at(-1)?.period ?? null), accumulatedFen: charged.fen };
}

describe('months that are due', () => {
  test.each<[string, Life, string, string, string[]]>([
    [
      'from the first month of its terms',
      life([sheds]),
      '2018-01',
      '2018-08',
      ['2018-06', '2018-07', '2018-08'],
    ],
    [
      'after what was charged',
      chargedThrough(sheds, '2018-07').life,
      '2018-01',
      '2018-09',
      ['2018-08', '2018-09'],
    ],
    ['none before the books', life([sheds]), '2018-08', '2018-08', ['2018-08']],
    ['none yet', life([sheds]), '2018-01', '2018-05', []],
    ['none without terms', life([]), '2018-01', '2018-12', []],
    ['none when all is charged', chargedThrough(sheds, '2030-01').life, '2018-01', '2040-01', []],
    [
      'over the new year',
      chargedThrough(sheds, '2018-11').life,
      '2018-01',
      '2019-01',
      ['2018-12', '2019-01'],
    ],
  ])('%s', (_, of, from, to, periods) => {
    expect(dueMonths(of, from, to, none).map((one) => one.period)).toEqual(periods);
  });

  test('by units, until a month whose work is not known', () => {
    const van = segment(10_000_000, 120, { method: 'units', unitsMilli: 200_000_000 });
    const worked = (period: string) => ({ '2018-06': 3_000_000, '2018-07': 0 })[period] ?? null;
    expect(dueMonths(life([van]), '2018-01', '2018-12', worked)).toEqual([
      { period: '2018-06', method: 'units', fen: 142_500, unitsMilli: 3_000_000 },
      { period: '2018-07', method: 'units', fen: 0, unitsMilli: 0 },
      { period: '2018-08', method: 'units', fen: 0, unitsMilli: null },
    ]);
    expect(monthsToCome(life([van]), '2018-01')).toEqual([]);
    expect(monthlyAt(life([van]), '2018-06')).toBeNull();
  });

  test('the schedule of the worked example: 119 × 4,829.17 and 4,828.77', () => {
    const rows = monthsToCome(life([sheds]), '2018-01');
    expect(rows).toHaveLength(120);
    expect(rows[0]).toMatchObject({ period: '2018-06', fen: 482_917 });
    expect(rows.at(-1)).toMatchObject({ period: '2028-05', fen: 482_877 });
    expect(sum(rows)).toBe(57_950_000);
  });

  test.each([
    ['2018-12', '2019-01'],
    ['2018-06', '2018-07'],
    ['2019-09', '2019-10'],
  ])('%s and %s follow each other', (before, after) => {
    expect(nextPeriod(before)).toBe(after);
    expect(previousPeriod(after)).toBe(before);
  });

  test('the next to charge', () => {
    expect(nextToCharge(life([sheds]))).toBe('2018-06');
    expect(nextToCharge(life([sheds], '2018-06'))).toBe('2018-07');
    expect(nextToCharge(life([]))).toBeNull();
  });
});

describe('new terms', () => {
  test('a life of 12 years after two of ten (#35)', () => {
    const { life: of, accumulatedFen } = chargedThrough(sheds, '2020-05');
    const begins = beginningOf(of, '2020-06', '2018-01', accumulatedFen)!;
    expect(begins).toMatchObject({ usedMonths: 24, leftMonths: 96, accumulatedFen: 11_590_008 });
    const wanted = { lifeMonths: 144, residualMillionths: FIVE_PERCENT, unitsMilli: 0 };
    expect(changedTerms(begins, 61_000_000, wanted)).toEqual({
      months: 120,
      toChargeFen: 57_950_000 - 11_590_008,
      unitsMilli: 0,
    });
  });

  test('months not charged yet are counted as their terms give', () => {
    const begins = beginningOf(life([sheds]), '2020-06', '2018-01', 0)!;
    expect(begins).toMatchObject({
      usedMonths: 24,
      accumulatedFen: 11_590_008,
      leftFen: 57_950_000 - 11_590_008,
    });
  });

  test('not known: before the first terms, by units with months not charged', () => {
    expect(beginningOf(life([sheds]), '2018-05', '2018-01', 0)).toBeNull();
    const van = segment(10_000_000, 120, { method: 'units', unitsMilli: 200_000_000 });
    expect(beginningOf(life([van]), '2018-07', '2018-01', 0)).toBeNull();
    expect(beginningOf(life([van]), '2018-06', '2018-01', 0)).toMatchObject({
      usedMonths: 0,
      leftUnitsMilli: 200_000_000,
    });
  });
});

describe('laws', () => {
  const of = fc.record({
    costFen: fc.integer({ min: 10_000, max: 10_000_000_000 }),
    residual: fc.integer({ min: 0, max: 1_000_000 }),
    months: fc.integer({ min: 2, max: 600 }),
    at: fc.nat(599),
  });
  /** The month so many after the first. */
  const monthAfter = (count: number): string => {
    const all = 2018 * 12 + 5 + count;
    return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
  };

  test('the schedule charges all there is, in no more months than the life has', () => {
    fc.assert(
      fc.property(of, ({ costFen, residual, months }) => {
        const one = segment(costFen, months, { residualMillionths: residual });
        const rows = monthsToCome(life([one]), '2018-01');
        expect(sum(rows)).toBe(one.toChargeFen);
        expect(rows.length).toBeLessThanOrEqual(months);
      }),
    );
  });

  test('terms changed in any month: before and after together are what the new terms leave of the cost', () => {
    fc.assert(
      fc.property(
        of,
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (given, more, newResidual) => {
          const { costFen, residual, months } = given;
          const at = given.at % (months - 1);
          const period = monthAfter(at);
          const one = segment(costFen, months, { residualMillionths: residual });
          const begins = beginningOf(life([one]), period, '2018-01', 0)!;
          expect(begins.usedMonths).toBeLessThanOrEqual(at);
          const rest = changedTerms(begins, costFen, {
            lifeMonths: begins.usedMonths + more,
            residualMillionths: newResidual,
            unitsMilli: 0,
          });
          const changed = life([
            one,
            { ...one, ...rest, fromPeriod: period, residualMillionths: newResidual },
          ]);
          const rows = monthsToCome(changed, '2018-01');
          const until = rows.filter((row) => row.period < period);
          expect(sum(until)).toBe(begins.accumulatedFen);
          expect(sum(rows)).toBe(Math.max(costFen - residualOf(costFen, newResidual), begins.accumulatedFen));
          expect(rows.length - until.length).toBeLessThanOrEqual(more);
        },
      ),
    );
  });

  test('pieces that go: the rest charges down to its own residual, and nothing is lost between them', () => {
    fc.assert(
      fc.property(
        of,
        fc.integer({ min: 2, max: 200 }),
        fc.nat(198),
        ({ costFen, months, at }, pieces, some) => {
          const gone = 1 + (some % (pieces - 1));
          const period = monthAfter((at % (months - 1)) + 1);
          const one = segment(costFen, months);
          const begins = beginningOf(life([one]), period, '2018-01', 0)!;
          const whole = { costFen, accumulatedFen: begins.accumulatedFen };
          const part = partOf(whole, gone, pieces);
          const left = {
            costFen: costFen - part.costFen,
            accumulatedFen: begins.accumulatedFen - part.accumulatedFen,
          };
          const rest = termsOfRest(begins, left, { before: pieces, left: pieces - gone });
          expect(rest.months).toBe(Math.max(begins.leftMonths, 1));
          if (begins.leftFen === 0) expect(rest.toChargeFen).toBe(0);
          else {
            const residualFen = residualOf(left.costFen, FIVE_PERCENT);
            expect(left.accumulatedFen + rest.toChargeFen).toBe(
              Math.max(left.costFen - residualFen, left.accumulatedFen),
            );
            // Within two fen of its share of what the whole had left.
            const share = (begins.leftFen * (pieces - gone)) / pieces;
            expect(Math.abs(rest.toChargeFen - share)).toBeLessThanOrEqual(2.5);
          }
        },
      ),
    );
  });
});
