import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutChapters, type Chapter } from './bookPages.ts';

/** Every row but each `totals`-th stays with the one before it; 0: none does. */
const chapterOf = (length: number, heading: string | null, carries: boolean, totals = 0): Chapter => ({
  heading,
  rows: Array.from({ length }, (_, index) => ({
    cells: [String(index)],
    staysWithPrevious: totals > 0 && index % totals !== 0,
  })),
  carry: carries ? (upTo, label) => ({ cells: [`${label} ${upTo}`] }) : null,
});

/** The lines that a page takes: headings, what is carried over, rows. */
const linesOn = (page: ReturnType<typeof cutChapters>[number]): number =>
  page.reduce((sum, { chapter, from, to }) => {
    const carried = chapter.carry === null ? 0 : Number(from > 0) + Number(to < chapter.rows.length);
    return sum + (chapter.heading === null ? 0 : 1) + carried + to - from;
  }, 0);

describe('cutChapters', () => {
  it.each([
    [10, [10]],
    [11, [9, 2]],
    [12, [9, 3]],
    [18, [9, 9]],
    [19, [9, 8, 2]],
    [0, [0]],
  ])('cuts %i rows that carry into %j of ten lines', (count, pages) => {
    const cut = cutChapters([chapterOf(count, null, true)], 10);
    expect(cut.map((page) => page.reduce((sum, { from, to }) => sum + to - from, 0))).toEqual(pages);
  });

  it('keeps a short chapter whole, and lets it share a page', () => {
    const [first, second, third] = [5, 6, 2].map((length) => chapterOf(length, 'x', true));
    const cut = cutChapters([first!, second!, third!], 10);
    expect(cut.map((page) => page.map(({ chapter }) => chapter))).toEqual([[first], [second, third]]);
  });

  it('prints every row once, in order, on pages that hold them', () => {
    const chapters = fc.array(
      fc.record({
        length: fc.nat(90),
        heading: fc.boolean(),
        carries: fc.boolean(),
        totals: fc.constantFrom(0, 1, 2, 3, 7),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(chapters, fc.integer({ min: 6, max: 40 }), (shapes, slots) => {
        const all = shapes.map((shape) =>
          chapterOf(shape.length, shape.heading ? 'x' : null, shape.carries, shape.totals),
        );
        const pages = cutChapters(all, slots);
        for (const chapter of all) {
          const pieces = pages.flat().filter((piece) => piece.chapter === chapter);
          expect(pieces.flatMap(({ from, to }) => chapter.rows.slice(from, to))).toEqual(chapter.rows);
          expect(pieces.length).toBeGreaterThan(0);
        }
        for (const page of pages) expect(linesOn(page)).toBeLessThanOrEqual(slots);
        expect(pages.every((page) => page.length > 0)).toBe(true);
      }),
    );
  });
});
