import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween } from '../calendar.ts';
import { matchLines, type BookMovement, type Matching, type Movement } from './matching.ts';

/** '05 +500': came in on the 5th. */
function line(text: string, index: number): Movement {
  const [, day = '', amount = ''] = /^(\d\d) ([+-]\d+)$/.exec(text) ?? [];
  return { key: `L${index + 1}`, date: `2019-01-${day}`, amountFen: Number(amount) };
}

/**
 * 'v3 05 +500': an entry of voucher 3, debit when positive and credit when negative; 'v3 05 +500 red': in red, and so on
 * the other side; 'v3 05 +500 reverses v1'.
 */
function entry(text: string, index: number): BookMovement {
  const [, voucher = '', day = '', amount = '', red = '', reversed] =
    /^v(\d+) (\d\d) ([+-]\d+)(?: (red|reverses v(\d+)))?$/.exec(text) ?? [];
  const isPositive = Number(amount) > 0;
  return {
    key: `E${index + 1}`,
    date: `2019-01-${day}`,
    amountFen: Number(amount),
    voucherId: Number(voucher),
    side: isPositive === (red === '') ? 'debit' : 'credit',
    reversesId: reversed === undefined ? null : Number(reversed),
  };
}

const shown = ({ matches }: Matching): string[] =>
  matches.map(({ lines, entries, by }) => `${lines.join('+')}=${entries.join('+')} ${by}`).sort();

const CASES: ReadonlyArray<{
  name: string;
  lines: string[];
  entries: string[];
  matches: string[];
  ambiguous?: string;
}> = [
  { name: 'the same day', lines: ['05 +500'], entries: ['v1 05 +500'], matches: ['L1=E1 date'] },
  { name: 'the other side is another thing', lines: ['05 +500'], entries: ['v1 05 -500'], matches: [] },
  { name: 'one fen off is another thing', lines: ['05 +500'], entries: ['v1 05 +501'], matches: [] },
  { name: 'seven days later', lines: ['12 -500'], entries: ['v1 05 -500'], matches: ['L1=E1 near'] },
  { name: 'seven days earlier', lines: ['05 -500'], entries: ['v1 12 -500'], matches: ['L1=E1 near'] },
  { name: 'eight days are too many', lines: ['13 -500'], entries: ['v1 05 -500'], matches: [] },
  {
    name: 'the day itself goes before a near day',
    lines: ['05 +500', '06 +500'],
    entries: ['v1 06 +500', 'v2 08 +500'],
    matches: ['L1=E2 near', 'L2=E1 date'],
  },
  {
    name: 'two alike on a day with two alike: no pairing leaves anything over',
    lines: ['05 -500', '05 -500'],
    entries: ['v1 05 -500', 'v2 05 -500'],
    matches: ['L1=E1 date', 'L2=E2 date'],
  },
  {
    name: 'two alike and one of them in the books: nobody knows which',
    lines: ['05 -500', '05 -500'],
    entries: ['v1 05 -500'],
    matches: [],
    ambiguous: 'L1 L2 E1',
  },
  {
    name: 'near on both sides of it: nobody knows which',
    lines: ['05 +500'],
    entries: ['v1 03 +500', 'v2 06 +500'],
    matches: [],
    ambiguous: 'L1 E1 E2',
  },
  {
    name: 'a chain of near ones stays open',
    lines: ['03 +500', '08 +500'],
    entries: ['v1 05 +500', 'v2 14 +500'],
    matches: [],
    ambiguous: 'L1 L2 E1 E2',
  },
  {
    name: 'one line, several entries of one voucher',
    lines: ['05 -900'],
    entries: ['v1 05 -400', 'v1 05 -300', 'v1 05 -200'],
    matches: ['L1=E1+E2+E3 date-sum'],
  },
  {
    name: 'the same within days',
    lines: ['09 -900'],
    entries: ['v1 05 -600', 'v1 05 -300'],
    matches: ['L1=E1+E2 near-sum'],
  },
  {
    name: 'a sum across vouchers is a person’s decision',
    lines: ['05 -900'],
    entries: ['v1 05 -600', 'v2 05 -300'],
    matches: [],
  },
  {
    name: 'part of a voucher is no sum',
    lines: ['05 -900'],
    entries: ['v1 05 -600', 'v1 05 -300', 'v1 05 -100'],
    matches: [],
  },
  {
    name: 'what is left of a voucher is',
    lines: ['05 -900', '05 -100'],
    entries: ['v1 05 -600', 'v1 05 -300', 'v1 05 -100'],
    matches: ['L1=E1+E2 date-sum', 'L2=E3 date'],
  },
  {
    name: 'two vouchers with the same sum: nobody knows which',
    lines: ['05 -900'],
    entries: ['v1 05 -600', 'v1 05 -300', 'v2 05 -500', 'v2 05 -400'],
    matches: [],
    ambiguous: 'L1 E1 E2 E3 E4',
  },
  {
    name: 'a red reversal and its original cancel, and the right one goes with the bank',
    lines: ['05 -100'],
    entries: ['v1 04 -1000', 'v2 05 +1000 reverses v1', 'v3 05 -100'],
    matches: ['=E1+E2 red', 'L1=E3 date'],
  },
  {
    name: 'a reversal months later cancels all the same',
    lines: [],
    entries: ['v1 01 -1000', 'v2 31 +1000 reverses v1'],
    matches: ['=E1+E2 red'],
  },
  {
    name: 'a payment that the bank made and got back: each with its own line',
    lines: ['05 -1000', '08 +1000'],
    entries: ['v1 05 -1000', 'v2 08 +1000 reverses v1'],
    matches: ['L1=E1 date', 'L2=E2 date'],
  },
  {
    name: 'a reversal whose original is matched already goes with the bank',
    lines: ['08 +1000'],
    entries: ['v2 08 +1000 reverses v1'],
    matches: ['L1=E1 date'],
  },
  {
    name: 'a reversal in part cancels nothing',
    lines: [],
    entries: ['v1 05 -1000', 'v2 06 +300 reverses v1'],
    matches: [],
  },
  {
    name: 'a red entry by hand cancels the one before it',
    lines: [],
    entries: ['v1 05 +700', 'v2 20 -700 red'],
    matches: ['=E1+E2 red'],
  },
  {
    name: 'but not one after it, nor an ordinary payment of that amount',
    lines: [],
    entries: ['v2 05 -700 red', 'v1 20 +700', 'v3 21 -700'],
    matches: [],
  },
  {
    name: 'one red entry by hand and two it could mean: nobody knows which',
    lines: [],
    entries: ['v1 05 +700', 'v3 06 +700', 'v2 20 -700 red'],
    matches: [],
  },
  {
    name: 'a bank’s own correction is no business of the matching',
    lines: ['05 -30', '06 +30'],
    entries: [],
    matches: [],
  },
];

describe('自动勾对', () => {
  it.each(CASES)('$name', ({ lines, entries, matches, ambiguous }) => {
    const found = matchLines(lines.map(line), entries.map(entry), 7);
    expect(shown(found)).toEqual([...matches].sort());
    expect([...found.ambiguous.lines, ...found.ambiguous.entries].join(' ')).toBe(ambiguous ?? '');
  });

  it('takes the days as said', () => {
    const [lines, entries] = [['12 -500'].map(line), ['v1 05 -500'].map(entry)];
    expect(matchLines(lines, entries, 6).matches).toEqual([]);
    expect(matchLines(lines, entries, 7).matches).toHaveLength(1);
    expect(matchLines(['05 -500'].map(line), entries, 0).matches).toHaveLength(1);
  });
});

/** Few amounts and days, so that everything collides. */
const day = fc.integer({ min: 1, max: 31 }).map((n) => `2019-01-${String(n).padStart(2, '0')}`);
const amount = fc.constantFrom(100, 200, 300, -100, -200, -300);
const linesOf = fc
  .array(fc.record({ date: day, amountFen: amount }), { maxLength: 14 })
  .map((rows) => rows.map((row, index): Movement => ({ ...row, key: `L${index}` })));
const entriesOf = fc
  .array(
    fc.record({
      date: day,
      amountFens: fc.array(amount, { minLength: 1, maxLength: 3 }),
      isRed: fc.boolean(),
      reverses: fc.option(fc.nat({ max: 5 }), { nil: null }),
    }),
    { maxLength: 8 },
  )
  .map((vouchers) =>
    vouchers.flatMap(({ date, amountFens, isRed, reverses }, voucherId) =>
      amountFens.map((amountFen, index): BookMovement => ({
        key: `E${voucherId}.${index}`,
        date,
        amountFen,
        voucherId,
        side: amountFen > 0 !== isRed ? 'debit' : 'credit',
        reversesId: reverses !== null && reverses < voucherId ? reverses : null,
      })),
    ),
  );

describe('自动勾对, whatever comes', () => {
  it('matches each at most once, equal sums, near days, one voucher a line', () => {
    fc.assert(
      fc.property(linesOf, entriesOf, fc.nat({ max: 9 }), (lines, entries, days) => {
        const lineOf = new Map(lines.map((one) => [one.key, one]));
        const entryOf = new Map(entries.map((one) => [one.key, one]));
        const found = matchLines(lines, entries, days);
        const used = found.matches.flatMap((match) => [...match.lines, ...match.entries]);
        expect(new Set(used).size).toBe(used.length);
        for (const match of found.matches) {
          const of = match.entries.map((key) => entryOf.get(key)!);
          const sum = of.reduce((fen, one) => fen + one.amountFen, 0);
          if (match.by === 'red') {
            expect([match.lines.length, of.length, sum]).toEqual([0, 2, 0]);
            continue;
          }
          expect(match.lines).toHaveLength(1);
          const at = lineOf.get(match.lines[0]!)!;
          expect(sum).toBe(at.amountFen);
          expect(new Set(of.map((one) => one.voucherId)).size).toBe(1);
          expect(Math.abs(daysBetween(at.date, of[0]!.date))).toBeLessThanOrEqual(days);
        }
        for (const key of [...found.ambiguous.lines, ...found.ambiguous.entries])
          expect(used).not.toContain(key);
      }),
      { numRuns: 500 },
    );
  });

  it('finds the same in any order', () => {
    fc.assert(
      fc.property(linesOf, entriesOf, (lines, entries) => {
        const one = matchLines(lines, entries, 7);
        const other = matchLines([...lines].reverse(), [...entries].reverse(), 7);
        expect(shown(other)).toEqual(shown(one));
      }),
      { numRuns: 300 },
    );
  });

  it('leaves no sure pair behind, where nothing is red and no voucher has two entries', () => {
    fc.assert(
      fc.property(linesOf, entriesOf, (lines, mixed) => {
        const entries = mixed
          .filter(({ key }) => key.endsWith('.0'))
          .map((one): BookMovement => ({
            ...one,
            side: one.amountFen > 0 ? 'debit' : 'credit',
            reversesId: null,
          }));
        const { matches } = matchLines(lines, entries, 7);
        const used = new Set(matches.flatMap((match) => [...match.lines, ...match.entries]));
        const openLines = lines.filter(({ key }) => !used.has(key));
        for (const one of openLines) {
          const rivals = openLines.filter((other) => other.amountFen === one.amountFen);
          const partners = entries.filter(
            (other) =>
              !used.has(other.key) &&
              other.amountFen === one.amountFen &&
              Math.abs(daysBetween(other.date, one.date)) <= 7,
          );
          // One line of that amount, one entry of it, near: it would have been matched.
          if (rivals.length === 1) expect(partners.length).not.toBe(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
