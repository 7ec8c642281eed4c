import { expect, type Locator, type Page } from '@playwright/test';

/** The one table of the program, as a person reads it. */
export function gridOf(page: Page | Locator, label: string): Locator {
  return page.locator(`.grid[aria-label="${label}"]`);
}

/** The row that says all of these. Rows out of view are not there. */
export function rowOf(grid: Locator, ...texts: (string | RegExp)[]): Locator {
  let row = grid.getByRole('row');
  for (const text of texts) row = row.filter({ hasText: text });
  return row.first();
}

/** A cell of a row, by the column's field. */
export function cellOf(row: Locator, field: string): Locator {
  return row.locator(`[col-id="${field}"]`);
}

/** The totals row (合计) under the grid. */
export function totalOf(grid: Locator, field: string): Locator {
  return grid.locator(`.ag-grid-pinned-bottom-rows [col-id="${field}"]`);
}

/** How many rows the grid shows, those out of view included. */
export async function expectRows(grid: Locator, count: number): Promise<void> {
  await expect(grid).toHaveAttribute('data-shown', String(count));
}
