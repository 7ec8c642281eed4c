import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocateByLargestRemainder,
  allocateByShareRate,
  allocateEqually,
  compareMemberNo,
  rankInSplit,
  splitByLargestRemainder,
} from './allocation.ts';

/** The same split by the textbook: exact fractions compared by cross-multiplication, every step a full sort. */
function naiveSplit(
  total: number,
  parts: readonly { memberNo: string; weight: bigint }[],
): Map<string, number> {
  const whole = parts.reduce((sum, part) => sum + part.weight, 0n);
  const fractions = parts.map((part) => {
    const numerator = BigInt(total) * part.weight;
    const floor = numerator / whole;
    return { ...part, floor, rest: { numerator: numerator - floor * whole, denominator: whole } };
  });
  let left = BigInt(total) - fractions.reduce((sum, part) => sum + part.floor, 0n);
  fractions.sort((a, b) => {
    const difference = b.rest.numerator * a.rest.denominator - a.rest.numerator * b.rest.denominator;
    if (difference !== 0n) return difference > 0n ? 1 : -1;
    if (a.weight !== b.weight) return b.weight > a.weight ? 1 : -1;
    return Number(a.memberNo.slice(1)) - Number(b.memberNo.slice(1));
  });
  return new Map(fractions.map((part) => [part.memberNo, Number(part.floor) + (left-- > 0n ? 1 : 0)]));
}

const anyWeight = fc.oneof(
  fc.bigInt({ min: 0n, max: 4n }),
  fc.bigInt({ min: 0n, max: 10_000_000n }),
  fc.bigInt({ min: 0n, max: 10n ** 20n }),
);
const anyParts = fc
  .array(anyWeight, { minLength: 1, maxLength: 60 })
  .filter((weights) => weights.some((weight) => weight > 0n))
  .map((weights) => weights.map((weight, i) => ({ memberNo: `M${i + 1}`, weight })))
  .chain((parts) => fc.shuffledSubarray(parts, { minLength: parts.length, maxLength: parts.length }));
const anyTotal = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 100_000_000_000_000 }));

describe('largest remainder', () => {
  it.each([
    ['thirds', 100, { M1: 1n, M2: 1n, M3: 1n }, { M1: 34, M2: 33, M3: 33 }],
    ['the lower number by value, not by letter', 10, { M10: 1n, M2: 1n, M3: 1n }, { M10: 3, M2: 4, M3: 3 }],
    ['the larger remainder first', 10, { M1: 11n, M2: 12n, M3: 17n }, { M1: 3, M2: 3, M3: 4 }],
    ['the larger weight on equal remainders', 2, { M1: 1n, M2: 3n }, { M1: 0, M2: 2 }],
    ['no weight, nothing', 7, { M1: 0n, M2: 5n }, { M1: 0, M2: 7 }],
    ['nothing to split', 0, { M1: 0n, M2: 0n }, { M1: 0, M2: 0 }],
  ] as [string, number, Record<string, bigint>, Record<string, number>][])(
    '%s',
    (_, total, weights, expected) => {
      const parts = Object.entries(weights).map(([memberNo, weight]) => ({ memberNo, weight }));
      const fen = allocateByLargestRemainder(total, parts);
      expect(Object.fromEntries(parts.map((part, i) => [part.memberNo, fen[i]]))).toEqual(expected);
    },
  );

  it('equals exact rational arithmetic for any weights in any order', () => {
    fc.assert(
      fc.property(anyTotal, anyParts, (total, parts) => {
        const fen = allocateByLargestRemainder(total, parts);
        const naive = naiveSplit(total, parts);
        expect(fen).toEqual(parts.map((part) => naive.get(part.memberNo)));
        expect(fen.reduce((sum, part) => sum + part, 0)).toBe(total);
      }),
      { numRuns: 2000 },
    );
  });

  it('tells who got a left-over fen and why', () => {
    fc.assert(
      fc.property(anyTotal, anyParts, (total, parts) => {
        const split = splitByLargestRemainder(
          total,
          parts.map((part) => part.weight),
        );
        const ranks = parts.map((_, index) => rankInSplit(split, index).rank);
        expect([...ranks].sort((a, b) => a - b)).toEqual(parts.map((_, i) => i + 1));
        parts.forEach((part, i) => {
          const floor = Number((BigInt(total) * part.weight) / split.totalWeight);
          expect(split.fen[i]).toBe(floor + (ranks[i]! <= split.extraFen ? 1 : 0));
          const divided = parts.some((_, j) => {
            if (split.remainders[j] !== split.remainders[i]) return false;
            return ranks[j]! <= split.extraFen !== ranks[i]! <= split.extraFen;
          });
          expect(rankInSplit(split, i).tied).toBe(divided);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a member listed twice and an amount nobody has a claim to', () => {
    const twice = [
      { memberNo: 'M1', weight: 1n },
      { memberNo: 'M1', weight: 2n },
    ];
    expect(() => allocateByLargestRemainder(5, twice)).toThrow('listed once');
    expect(() => allocateByLargestRemainder(5, [{ memberNo: 'M1', weight: 0n }])).toThrow('no weight');
  });
});

describe('equal split', () => {
  it('gives odd fen to the lower numbers, wherever they are listed', () => {
    expect(allocateEqually(11, ['M10', 'M9', 'M2'])).toEqual([3, 4, 4]);
    expect(allocateEqually(0, [])).toEqual([]);
    expect(allocateEqually(60_000_000, ['M1', 'M2', 'M3'])).toEqual([20_000_000, 20_000_000, 20_000_000]);
  });
});

describe('rate per share', () => {
  it('cuts the rate to the fen and states the rest', () => {
    const split = allocateByShareRate(14_695_802, 100_000, [1_500_000n, 90_500_000n], 1n);
    expect(split).toEqual({ rateFen: 15_973, fen: [239_595, 14_455_565], remainderFen: 642 });
  });

  it('gives equal money to equal weight, more to more, and never more than there is', () => {
    fc.assert(
      fc.property(anyTotal, anyParts, fc.constantFrom(1n, 12n, 365n), (pool, parts, denominator) => {
        const weights = parts.map((part) => part.weight);
        const { fen, remainderFen } = allocateByShareRate(pool, 100, weights, denominator);
        expect(remainderFen).toBeGreaterThanOrEqual(0);
        expect(fen.reduce((sum, part) => sum + part, remainderFen)).toBe(pool);
        for (let i = 1; i < fen.length; i++) {
          if (weights[i] === weights[i - 1]) expect(fen[i]).toBe(fen[i - 1]);
          if (weights[i]! > weights[i - 1]!) expect(fen[i]).toBeGreaterThanOrEqual(fen[i - 1]!);
        }
      }),
    );
  });
});

describe('member numbers', () => {
  it.each([
    ['M2', 'M10'],
    ['M002', 'M10'],
    ['M009', 'M010'],
    ['A99', 'B1'],
    ['9', '10'],
    ['M1', 'M1-2'],
    ['M01', 'M1'],
    ['M99999999999999999998', 'M99999999999999999999'],
  ])('%s comes before %s', (a, b) => {
    expect(compareMemberNo(a, b)).toBeLessThan(0);
    expect(compareMemberNo(b, a)).toBeGreaterThan(0);
    expect(compareMemberNo(a, a)).toBe(0);
  });
});
