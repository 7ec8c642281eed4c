import { z } from 'zod';
import { fen, id, money, name } from './values.ts';

/** What the calls of every subject that records events share. */

/** Who pays what is lost or what an asset brings: money at once; 114 of a member; 113 of an insurer, a buyer, whoever is liable. */
export const payer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('money'), money }),
  z.object({ kind: z.literal('member'), memberId: id }),
  z.object({ kind: z.literal('party'), name }),
]);

export const voucherName = z.object({
  id,
  /** 记-012, or with its month where that differs: 2018-03 记-012. */
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
      /** Whom or what the line is analysed by: M001 张守田, 干菇, 冷库项目. */
      analysis: z.string(),
      debitFen: fen,
      creditFen: fen,
      quantity: z.string().nullable(),
    }),
  ),
});
