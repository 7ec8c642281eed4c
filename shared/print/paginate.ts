import { invariant } from '../rules/result.ts';

/** How many rows fit on a page; the last one has less room, because it also holds totals. */
interface Capacity {
  readonly rows: number;
  readonly rowsOnLast: number;
}

/** The rows of one page, and how many came before it. */
export interface PageOfRows<Row> {
  readonly rows: readonly Row[];
  readonly before: number;
  readonly isLast: boolean;
}

/**
 * Cuts rows into pages: every row once, in order, none beyond its page's capacity. Totals never stand alone: when
 * the rows fit but the totals with them do not, a few rows move on to the last page. No rows still make one page.
 */
export function paginate<Row>(rows: readonly Row[], capacity: Capacity): PageOfRows<Row>[] {
  const { rows: full, rowsOnLast } = capacity;
  invariant(
    rowsOnLast >= 1 && full >= rowsOnLast,
    'a page holds rows, and the last one no more than the others',
  );
  const pages: PageOfRows<Row>[] = [];
  const company = Math.min(rowsOnLast, WITH_TOTALS);
  let before = 0;
  while (rows.length - before > rowsOnLast) {
    const take = Math.min(full, rows.length - before - company);
    pages.push({ rows: rows.slice(before, before + take), before, isLast: false });
    before += take;
  }
  pages.push({ rows: rows.slice(before), before, isLast: true });
  return pages;
}

/** Rows that keep the totals company when a page is broken for them. */
const WITH_TOTALS = 3;
