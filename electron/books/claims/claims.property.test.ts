import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../../shared/rules/calendar.ts';
import { ClaimDesk, termsOf } from './deskForTests.ts';

/**
 * Random loans (rates that change, ratios, sums over the cap, repayments), claimed in pieces: taken by settlement, quarters in sequence are
 * exactly the year; taken by days, any cut is the whole up to a fen for each settlement that it cuts. Every line's parts make the line, and no
 * more than the interest is claimed.
 */
let desk: ClaimDesk;
beforeAll(() => {
  desk = new ClaimDesk();
  desk.today = '2021-12-31';
});
afterAll(() => desk.close());

const YEAR = ['2019-03-21', '2020-03-20'] as const;
const QUARTERS = [
  ['2019-03-21', '2019-06-20'],
  ['2019-06-21', '2019-09-20'],
  ['2019-09-21', '2019-12-20'],
  ['2019-12-21', '2020-03-20'],
] as const;

const percent = fc.integer({ min: 300, max: 700 }).map((n) => (n / 100).toFixed(2));
const ratio = fc.integer({ min: 1, max: 100 }).map(String);
const day = (from: string, days: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: days }).map((n) => addDays(from, n));
const facts = fc.record({
  amountFen: fc.integer({ min: 1_000_00, max: 90_000_00 }),
  startsOn: day('2018-05-01', 500),
  rates: fc.tuple(percent, percent, day('2019-05-01', 300)),
  ratios: fc.tuple(ratio, ratio, day('2019-05-01', 300)),
  basis: fc.constantFrom(360 as const, 365 as const),
  repaid: fc.option(fc.record({ on: day('2019-10-01', 120), share: fc.integer({ min: 1, max: 99 }) })),
  cut: day('2019-04-01', 350),
});

test('claims in pieces are the claim of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(facts, async ({ startsOn, rates, ratios, repaid, cut, ...rest }) => {
      const loanId = await desk.loan('张守田', {
        ...{ ...rest, startsOn, dueOn: '2021-11-30' },
        rates: [{ from: startsOn, percent: rates[0] }, ...later(startsOn, rates[2], rates[1])],
        ratios: [{ from: startsOn, percent: ratios[0] }, ...later(startsOn, ratios[2], ratios[1])],
      });
      if (repaid) await desk.repay(loanId, repaid.on, Math.ceil((rest.amountFen * repaid.share) / 100));
      const claim = async (from: string, to: string, by: 'settlements' | 'days') => {
        const { lines, totals } = await desk.call('claims.preview', {
          terms: termsOf({ from, to, by }),
          loanIds: [loanId],
        });
        for (const line of lines) {
          const sum = (of: (part: (typeof line.parts)[number]) => number): number =>
            line.parts.reduce((all, part) => all + of(part), 0);
          expect([line.interestFen, line.claimedFen]).toEqual([
            sum((one) => one.interestFen),
            sum((one) => one.claimedFen),
          ]);
          expect(line.claimedFen + line.ownFen).toBe(line.interestFen);
          expect(line.ownFen).toBeGreaterThanOrEqual(0);
        }
        return totals.claimedFen;
      };
      const sumOf = async (spans: readonly (readonly [string, string])[], by: 'settlements' | 'days') => {
        let sum = 0;
        for (const [from, to] of spans) sum += await claim(from, to, by);
        return sum;
      };
      const bySettlement = await claim(...YEAR, 'settlements');
      expect(await sumOf(QUARTERS, 'settlements')).toBe(bySettlement);
      const byDays = await claim(...YEAR, 'days');
      const inTwo = await sumOf(
        [
          [YEAR[0], addDays(cut, -1)],
          [cut, YEAR[1]],
        ],
        'days',
      );
      expect(Math.abs(inTwo - byDays)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 25 },
  );
});

const later = (startsOn: string, from: string, rate: string): { from: string; percent: string }[] =>
  from > startsOn ? [{ from, percent: rate }] : [];
