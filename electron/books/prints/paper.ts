import type { PrintDocument } from '../../../shared/print/page.ts';
import type { Printed } from './counting.ts';

/** A document ready to be rendered, what to count when it goes out, how often it went out before, and whether it says so. */
export interface Paper {
  readonly document: PrintDocument;
  readonly printed: readonly Printed[];
  readonly before: number;
  /** Left out: from the second time on the page says 补打. Account books are printed anew as they grow, and do not. */
  readonly unmarked?: true;
}
