import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paginate } from './paginate.ts';

const rowsUpTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('paginate', () => {
  it.each([
    [0, [0]],
    [11, [11]],
    [12, [9, 3]],
    [13, [10, 3]],
    [24, [12, 9, 3]],
    [47, [12, 12, 12, 11]],
  ])('cuts %i rows of a roster into %j', (count, pages) => {
    const cut = paginate(rowsUpTo(count), { rows: 12, rowsOnLast: 11 });
    expect(cut.map((page) => page.rows.length)).toEqual(pages);
  });

  it('prints every row once and in order, never more than fit, and never totals alone', () => {
    const cases = fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 40 }), fc.nat(6));
    fc.assert(
      fc.property(cases, ([count, rowsOnLast, more]) => {
        const rows = rowsUpTo(count);
        const pages = paginate(rows, { rows: rowsOnLast + more, rowsOnLast });
        expect(pages.flatMap((page) => [...page.rows])).toEqual(rows);
        pages.forEach((page, index) => {
          expect(page.isLast).toBe(index === pages.length - 1);
          expect(page.rows[0] ?? page.before).toBe(page.before);
          expect(page.rows.length).toBeLessThanOrEqual(page.isLast ? rowsOnLast : rowsOnLast + more);
          expect(page.rows.length > 0 || count === 0).toBe(true);
        });
      }),
    );
  });
});
