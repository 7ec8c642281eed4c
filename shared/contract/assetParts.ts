import { z } from 'zod';
import { fen, id, money, name } from './values.ts';

/** What the calls about fixed assets share. */
export const assetUse = z.enum(['production', 'management', 'public']);

/** Who pays what an asset brings: money at once; 114 of a member; 113 of an insurer, a buyer, whoever is liable. */
export const payer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('money'), money }),
  z.object({ kind: z.literal('member'), memberId: id }),
  z.object({ kind: z.literal('party'), name }),
]);

/** Pieces of a card: all that is left of it, some by their numbers, or (where they have none) so many. */
export const pieces = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole') }),
  z.object({
    kind: z.literal('pieces'),
    pieceIds: z.array(id).min(1, '请至少选一件').max(2000, '一次最多 2000 件'),
  }),
  z.object({ kind: z.literal('count'), count: z.int('件数要是整数').min(1, '至少 1 件').max(1_000_000) }),
]);

export const fundingSource = z.enum(['state', 'partner', 'donated', 'own', 'loan']);

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
