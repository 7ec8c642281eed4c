import { z } from 'zod';
import { command, query } from './method.ts';
import { id, shortText, year } from './values.ts';

/** Which paper, of what. */
export const printRequest = z.discriminatedUnion('document', [
  z.object({ document: z.literal('plan'), runId: id }),
  z.object({ document: z.literal('roster'), runId: id }),
  z.object({ document: z.literal('statements'), runId: id, memberIds: z.array(id).max(200_000).optional() }),
  z.object({ document: z.literal('notice'), runId: id, from: shortText.optional() }),
  z.object({ document: z.literal('member-account'), memberId: id, year }),
  z.object({ document: z.literal('receipt'), transactionId: id }),
  z.object({ document: z.literal('certificate'), transactionId: id }),
]);

const rendered = z.object({
  title: z.string(),
  html: z.string(),
  pages: z.int(),
  /** How often it was printed before; from the second time the page says 补打. */
  printedBefore: z.int(),
});

/** Paper. What the preview shows is the sheet that prints. */
export const prints = {
  'prints.preview': query('打印预览', z.object({ request: printRequest }), rendered),
  /** Counts the print and returns the very page that goes out. */
  'prints.issue': command('打印', z.object({ request: printRequest }), rendered),
};
