import type { PrintDocument } from '../../../shared/print/page.ts';
import type { Printed } from './counting.ts';

/** A document ready to be rendered, what to count when it goes out, and how often it went out before. */
export interface Paper {
  readonly document: PrintDocument;
  readonly printed: readonly Printed[];
  readonly before: number;
}
