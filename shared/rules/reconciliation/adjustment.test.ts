import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconcile, type Outstanding } from './adjustment.ts';

const of = (...fens: number[]): { amountFen: number }[] => fens.map((amountFen) => ({ amountFen }));

const CASES: ReadonlyArray<{
  name: string;
  bookFen: number;
  bankFen: number;
  /** 银收企未收, 银付企未付, 企收银未收, 企付银未付. */
  lists: [number[], number[], number[], number[]];
  adjusted: [number, number];
}> = [
  {
    name: 'nothing outstanding',
    bookFen: 500_00,
    bankFen: 500_00,
    lists: [[], [], [], []],
    adjusted: [500_00, 500_00],
  },
  {
    name: 'one of each kind',
    bookFen: 1_000_00,
    bankFen: 1_150_00,
    lists: [[300_00], [50_00], [200_00], [100_00]],
    adjusted: [1_250_00, 1_250_00],
  },
  {
    name: 'the textbook sheet: interest in, fee out, deposit on its way, cheque not cashed',
    bookFen: 56_830_00,
    bankFen: 58_122_35,
    lists: [[1_204_60, 87_75], [25_00], [3_600_00], [3_625_00]],
    adjusted: [58_097_35, 58_097_35],
  },
  {
    name: 'a red entry stands in its own column',
    bookFen: 400_00,
    bankFen: 500_00,
    lists: [[], [], [], [600_00, -500_00]],
    adjusted: [400_00, 400_00],
  },
  {
    name: 'an overdraft',
    bookFen: -20_00,
    bankFen: 0,
    lists: [[], [], [], [20_00]],
    adjusted: [-20_00, -20_00],
  },
  {
    name: 'one fen nobody has found',
    bookFen: 100_01,
    bankFen: 100_00,
    lists: [[], [], [], []],
    adjusted: [100_01, 100_00],
  },
];

describe('余额调节表', () => {
  it.each(CASES)('$name', ({ bookFen, bankFen, lists, adjusted }) => {
    const [bankReceived, bankPaid, bookReceived, bookPaid] = lists.map((list) => of(...list)) as [
      { amountFen: number }[],
      { amountFen: number }[],
      { amountFen: number }[],
      { amountFen: number }[],
    ];
    const result = reconcile(bookFen, bankFen, { bankReceived, bankPaid, bookReceived, bookPaid });
    expect([result.adjustedBookFen, result.adjustedBankFen]).toEqual(adjusted);
    expect(result.differenceFen).toBe(adjusted[0] - adjusted[1]);
  });

  it('takes no amount that is no fen', () => {
    expect(() =>
      reconcile(0.5, 0, { bankReceived: [], bankPaid: [], bookReceived: [], bookPaid: [] }),
    ).toThrow();
    expect(() =>
      reconcile(0, 0, { bankReceived: of(0.1), bankPaid: [], bookReceived: [], bookPaid: [] }),
    ).toThrow();
  });
});

/** What happened at an account: seen by both, by the bank only, or by the books only. */
const event = fc.record({
  seen: fc.constantFrom('both', 'bank', 'book'),
  isIn: fc.boolean(),
  amountFen: fc.integer({ min: -5_000_000, max: 50_000_000 }).filter((fen) => fen !== 0),
});
const world = fc.record({
  startFen: fc.integer({ min: -1_000_000, max: 1_000_000_000 }),
  events: fc.array(event),
});

function observed({
  startFen,
  events,
}: {
  startFen: number;
  events: { seen: string; isIn: boolean; amountFen: number }[];
}) {
  const moved = (who: string): number =>
    events
      .filter(({ seen }) => seen === 'both' || seen === who)
      .reduce((sum, { isIn, amountFen }) => sum + (isIn ? amountFen : -amountFen), startFen);
  const only = (who: string, isIn: boolean): { amountFen: number }[] =>
    events.filter((one) => one.seen === who && one.isIn === isIn).map(({ amountFen }) => ({ amountFen }));
  const outstanding: Outstanding = {
    bankReceived: only('bank', true),
    bankPaid: only('bank', false),
    bookReceived: only('book', true),
    bookPaid: only('book', false),
  };
  return { bookFen: moved('book'), bankFen: moved('bank'), outstanding };
}

describe('余额调节表, whatever happened', () => {
  it('both sides are equal when every unmatched row is on its list', () => {
    fc.assert(
      fc.property(world, (happened) => {
        const { bookFen, bankFen, outstanding } = observed(happened);
        const result = reconcile(bookFen, bankFen, outstanding);
        expect(result.differenceFen).toBe(0);
        expect(result.adjustedBookFen).toBe(result.adjustedBankFen);
      }),
    );
  });

  it('and unequal by exactly that row when one is left out, or by exactly the fault of a balance', () => {
    fc.assert(
      fc.property(world, fc.nat(), fc.integer({ min: 1, max: 999_999 }), (happened, pick, faultFen) => {
        const { bookFen, bankFen, outstanding } = observed(happened);
        expect(reconcile(bookFen + faultFen, bankFen, outstanding).differenceFen).toBe(faultFen);
        expect(reconcile(bookFen, bankFen + faultFen, outstanding).differenceFen).toBe(-faultFen);
        const lists = Object.keys(outstanding) as (keyof Outstanding)[];
        const list = lists[pick % 4]!;
        const [left, ...rest] = outstanding[list];
        if (!left) return;
        const { differenceFen } = reconcile(bookFen, bankFen, { ...outstanding, [list]: rest });
        expect(Math.abs(differenceFen)).toBe(Math.abs(left.amountFen));
      }),
    );
  });
});
