import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  gradedMilli,
  overruns,
  paySheet,
  type PaidWork,
  type PayLine,
  type PayTerms,
  rateOn,
  workFen,
} from './labour.ts';

describe('what work is worth', () => {
  test.each([
    ['1,280 bags at 0.35', 1_280_000, 3_500, 44_800],
    ['six and a half days at 100', 6_500, 1_000_000, 65_000],
    ['half a fen goes up', 500, 100, 1],
    ['less than half a fen', 400, 100, 0],
    ['no work', 0, 1_000_000, 0],
  ])('%s', (_name, quantity, price, fen) => expect(workFen(quantity, price)).toBe(fen));

  test.each([
    ['ten points of a full worker', 10_000, 1_000, 10_000],
    ['ten of one at 0.85', 10_000, 850, 8_500],
    ['half a thousandth goes up', 1, 500, 1],
  ])('%s', (_name, points, coefficient, graded) => expect(gradedMilli(points, coefficient)).toBe(graded));

  const rates = [
    { from: '2018-09-15', priceE4: 4_000 },
    { from: '2018-01-01', priceE4: 3_500 },
  ];
  test.each([
    ['2017-12-31', null],
    ['2018-01-01', 3_500],
    ['2018-09-14', 3_500],
    ['2018-09-15', 4_000],
    ['2030-01-01', 4_000],
  ])('the rate on %s', (date, price) => expect(rateOn(rates, date)?.priceE4 ?? null).toBe(price));
});

test('more than a day on one day is told, by person; pieces have no limit', () => {
  const one = { workerId: 1, date: '2018-09-01' };
  const found = overruns(
    [
      { ...one, paidBy: 'day', quantityMilli: 1_000 },
      { ...one, paidBy: 'day', quantityMilli: 500 },
      { ...one, paidBy: 'piece', quantityMilli: 9_000_000 },
      { ...one, workerId: 2, paidBy: 'day', quantityMilli: 1_000 },
      { ...one, workerId: 2, paidBy: 'hour', quantityMilli: 11_000 },
      { ...one, date: '2018-09-02', paidBy: 'hour', quantityMilli: 10_000 },
    ],
    { daysMilli: 1_000, hoursMilli: 10_000 },
  );
  expect(found).toEqual([
    { ...one, paidBy: 'day', totalMilli: 1_500 },
    { ...one, workerId: 2, paidBy: 'hour', totalMilli: 11_000 },
  ]);
});

const WORK: PaidWork[] = [
  { workerId: 1, paidBy: 'piece', quantityMilli: 1_280_000, fen: 44_800 },
  { workerId: 1, paidBy: 'day', quantityMilli: 6_500, fen: 65_000 },
];
const TERMS: PayTerms = {
  ...{ workerId: 1, name: '李长生', awardFen: 0, taxFen: 0 },
  ...{ advanceFen: 20_000, consented: true, owesFen: 20_000 },
};

describe('a pay sheet', () => {
  test('the worked example (DOMAIN §5): 448.00 by the piece, 650.00 by the day, 200.00 of an advance', () => {
    expect(paySheet(WORK, [TERMS])).toEqual({
      ok: true,
      value: [
        {
          ...{ workerId: 1, daysMilli: 6_500, timeFen: 65_000, piecesMilli: 1_280_000, pieceFen: 44_800 },
          ...{ awardFen: 0, grossFen: 109_800, advanceFen: 20_000, taxFen: 0, netFen: 89_800 },
        },
      ],
    });
  });

  test('somebody without work still has their line', () => {
    const line = paySheet([], [{ ...TERMS, advanceFen: 0, awardFen: 500 }]);
    expect(line).toMatchObject({ value: [{ grossFen: 500, netFen: 500 }] });
  });

  test.each<[string, Partial<PayTerms>, RegExp]>([
    ['an advance without consent', { consented: false }, /李长生：扣回借支要本人同意/u],
    ['more than is owed', { owesFen: 19_999 }, /多于他欠社里的 199\.99/u],
    ['more than is earned', { owesFen: 200_000, advanceFen: 100_000, taxFen: 10_000 }, /多于应发 1,098\.00/u],
    ['a negative award', { awardFen: -1 }, /不能是负数/u],
  ])('%s is refused', (_name, change, why) => {
    expect(paySheet(WORK, [{ ...TERMS, ...change }])).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(why) as string },
    });
  });

  test('adds up: lines are the work, and net, advance and tax are the gross', () => {
    const work = fc.array(
      fc.record({
        workerId: fc.integer({ min: 1, max: 4 }),
        paidBy: fc.constantFrom('day', 'hour', 'piece', 'points'),
        quantityMilli: fc.nat(10_000_000),
        fen: fc.nat(1_000_000),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(work, fc.nat(1000), (entries, awardFen) => {
        const terms = [1, 2, 3, 4].map((workerId) => ({ ...TERMS, workerId, advanceFen: 0, awardFen }));
        const sheet = paySheet(entries, terms);
        if (!sheet.ok) throw new Error(sheet.error.message);
        const sum = (of: (line: PayLine) => number) =>
          sheet.value.reduce((total, line) => total + of(line), 0);
        expect(sum((line) => line.grossFen)).toBe(
          entries.reduce((total, one) => total + one.fen, 0) + 4 * awardFen,
        );
        expect(sum((line) => line.netFen + line.advanceFen + line.taxFen)).toBe(sum((line) => line.grossFen));
      }),
    );
  });
});
