import { expect, test } from 'vitest';
import { addsUp, type Computed, type Line, type Totals } from './run.ts';

const line = (totalFen: number, withheldFen = 0) =>
  ({ totalFen, withheldFen, netFen: totalFen - withheldFen }) as unknown as Line;
const totals = (over: Partial<Totals>) => over as Totals;
const computed = (of: Partial<Totals>, lines: Line[]): Computed => ({
  totals: totals(of),
  lines,
  warnings: [],
  whatIf: false,
});

test('parts and stated remainder make the whole', () => {
  const good = { distributableFen: 1000, totalFen: 998, remainderFen: 2, withheldFen: 3, netFen: 995 };
  expect(addsUp(computed(good, [line(500, 3), line(498)]))).toBe(true);
  expect(addsUp(computed(good, [line(500, 3), line(497)]))).toBe(false);
  expect(addsUp(computed({ ...good, remainderFen: 1 }, [line(500, 3), line(498)]))).toBe(false);
  expect(addsUp(computed({ ...good, netFen: 996 }, [line(500, 3), line(498)]))).toBe(false);
});
