import { z } from 'zod';
import { fen, id, money, name } from './values.ts';

/** What the calls about what happens to fixed assets share. */

/** Who pays what an asset brings: money at once; 114 of a member; 113 of an insurer, a buyer, whoever is liable. */
export const payer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('money'), money }),
  z.object({ kind: z.literal('member'), memberId: id }),
  z.object({ kind: z.literal('party'), name }),
]);

/** All that is left of a card, or some of its pieces. */
export const pieces = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole') }),
  z.object({
    kind: z.literal('pieces'),
    pieceIds: z.array(id).min(1, '请至少选一件').max(10_000, '一次最多 10000 件'),
  }),
]);

export const voucherName = z.object({
  id,
  name: z.string(),
  state: z.enum(['draft', 'reviewed', 'posted', 'void']),
});

/** A voucher before it is written. */
export const previewVoucher = z.object({
  summary: z.string(),
  lines: z.array(
    z.object({
      summary: z.string(),
      accountCode: z.string(),
      accountName: z.string(),
      analysis: z.string(),
      debitFen: fen,
      creditFen: fen,
      quantity: z.string().nullable(),
    }),
  ),
});
