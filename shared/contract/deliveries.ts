import { z } from 'zod';
import { command, query } from './method.ts';
import { date, entityId, fen, id, positiveFen, requiredText, shortText, year } from './values.ts';

/** Quantity in kilograms with up to three decimals and price in yuan with up to four, as decimal text. */
const quantity = z.string().regex(/^\d{1,9}(\.\d{1,3})?$/, '数量最多三位小数');
const price = z.string().regex(/^\d{1,9}(\.\d{1,4})?$/, '单价最多四位小数');

const deliveryRow = z.object({
  id,
  date: z.string(),
  memberId: id,
  memberNo: z.string(),
  memberName: z.string(),
  groupNo: z.int().nullable(),
  product: z.string(),
  /** Null for a quality award (质量奖): an amount without quantity. */
  quantity: z.string().nullable(),
  price: z.string().nullable(),
  amountFen: fen,
  ordinal: z.int(),
  operator: z.string(),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
  /** In the books (已入账), waiting (仅登记), from before the books begin, or cancelled out before it was booked. */
  booking: z.enum(['booked', 'open', 'history', 'cancelled']),
  /** The voucher it is booked with. */
  voucherId: id.nullable(),
  voucherName: z.string().nullable(),
});

const total = z.object({
  memberId: id,
  memberNo: z.string(),
  memberName: z.string(),
  groupNo: z.int().nullable(),
  product: z.string(),
  quantity: z.string(),
  amountFen: fen,
  count: z.int(),
});

/** Patronage (交易量/交易额): what members delivered. */
export const deliveries = {
  'deliveries.list': query(
    '交售明细',
    z.object({
      entityId,
      year: year.optional(),
      memberId: id.optional(),
      product: shortText.optional(),
      search: shortText.optional(),
      booking: z.enum(['booked', 'open']).optional(),
    }),
    z.array(deliveryRow),
  ),
  'deliveries.totals': query('交售汇总', z.object({ entityId, year }), z.array(total)),
  'deliveries.record': command(
    '登记交售',
    z.object({
      memberId: id,
      date,
      product: requiredText,
      quantity: quantity.nullable(),
      price: price.nullable(),
      amountFen: positiveFen,
    }),
    z.object({ id, ordinal: z.int(), warnings: z.array(z.string()) }),
  ),
  'deliveries.reverse': command('冲销交售', z.object({ id, date, reason: requiredText }), z.object({ id })),
};
