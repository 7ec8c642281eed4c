import { z } from 'zod';
import { BUSINESS_TITLES, type BusinessKind } from '../rules/posting/business.ts';
import { accountCode, dim } from './accounts.ts';
import { previewVoucher, voucherName } from './eventParts.ts';
import { command, query } from './method.ts';
import {
  date,
  entityId,
  fen,
  id,
  name,
  positiveFen,
  positiveQuantity as quantity,
  requiredText,
  shortText,
  year,
} from './values.ts';

/** Where money comes from or goes to. Left out, the bank account is the books' usual one. */
const money = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cash') }),
  z.object({ kind: z.literal('bank'), bankId: id.optional() }),
]);

/** Non-members, lenders, workers, grant projects and assets go by their name; a new name makes a new item. */
const someone = name;
const anyone = z.string().trim().max(50, '最多 50 个字');
const buyer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), memberId: id }),
  /** Empty for a sale over the counter that is paid at once. */
  z.object({ kind: z.literal('party'), party: anyone }),
]);
const product = requiredText.max(30, '品名最多 30 个字');
const few = { min: '至少要有一行', max: '一次最多 2000 行' };
const goods = z
  .array(z.object({ product, quantity, amountFen: positiveFen }))
  .min(1, few.min)
  .max(200, '一次最多 200 行');
const members = z
  .array(z.object({ memberId: id, amountFen: positiveFen }))
  .min(1, few.min)
  .max(2000, few.max);
const deliveryIds = z.array(id).min(1, '请至少选一笔交售').max(20_000, '一次最多 20000 笔，请分几次入账');
const asset = z.object({
  account: accountCode,
  name: someone,
  /** 是否属于扶贫项目资产: kept with the item. */
  isPovertyAsset: z.boolean(),
});
const people = z
  .array(z.object({ name: someone, payItem: someone, amountFen: positiveFen }))
  .min(1, few.min)
  .max(2000, few.max);
const payroll = z.enum(['staff', 'labour']);
const term = z.enum(['short', 'long']);
const amountFen = positiveFen;

/** What happened. Amounts in fen, quantities as decimal text in the product's unit. */
export const businessEvent = z.discriminatedUnion('kind', [
  /** `paid`: null leaves it owed to the members (114). */
  z.object({ kind: z.literal('purchase'), deliveryIds, paid: money.nullable() }),
  z.object({ kind: z.literal('commission'), deliveryIds }),
  z.object({
    kind: z.literal('sale'),
    buyer,
    received: money.nullable(),
    goods: z
      .array(
        z.object({
          product,
          quantity,
          amountFen: positiveFen,
          /** Left out: moving weighted average. */
          costFen: positiveFen.nullable().optional(),
        }),
      )
      .min(1, few.min)
      .max(200, '一次最多 200 行'),
  }),
  z.object({
    kind: z.literal('sellConsigned'),
    buyer,
    received: money.nullable(),
    proceedsFen: positiveFen,
    goods: z
      .array(
        z.object({
          consignor: z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('member'), memberId: id }),
            z.object({ kind: z.literal('party'), party: someone }),
          ]),
          agreedFen: positiveFen,
        }),
      )
      .min(1, few.min)
      .max(2000, few.max),
  }),
  z.object({ kind: z.literal('buyOutside'), party: someone, goods, paid: money.nullable() }),
  z.object({ kind: z.literal('payMember'), members, money }),
  z.object({ kind: z.literal('receiveFromMember'), members, money }),
  z.object({
    kind: z.literal('buyForMember'),
    members: z
      .array(
        z.object({ memberId: id, amountFen: positiveFen, feeFen: fen.min(0, '服务费不能是负数').optional() }),
      )
      .min(1, few.min)
      .max(2000, few.max),
    /** The supplier; needed while not paid. */
    party: anyone,
    paid: money.nullable(),
  }),
  z.object({ kind: z.literal('payOutside'), party: someone, amountFen, money }),
  z.object({ kind: z.literal('receiveOutside'), party: someone, amountFen, money }),
  z.object({ kind: z.literal('grantReceived'), project: someone, amountFen, money }),
  z.object({
    kind: z.literal('grantSpentOnAsset'),
    project: someone,
    grantFen: positiveFen,
    asset,
    costFen: positiveFen,
    party: anyone,
    paid: money.nullable(),
  }),
  z.object({ kind: z.literal('grantSpentOnExpense'), project: someone, amountFen, money }),
  z.object({ kind: z.literal('grantAfterAsset'), project: someone, amountFen, assetName: someone, money }),
  z.object({ kind: z.literal('grantReturned'), project: someone, amountFen, money }),
  z.object({ kind: z.literal('donationCash'), party: someone, amountFen, money, restricted: z.boolean() }),
  z.object({ kind: z.literal('donationUsed'), party: someone, amountFen }),
  z.object({
    kind: z.literal('donationInKind'),
    party: someone,
    asset,
    /** Of goods (121) only. */
    quantity: quantity.nullable().optional(),
    amountFen,
  }),
  z.object({ kind: z.literal('loanReceived'), lender: someone, term, amountFen, money }),
  z.object({ kind: z.literal('loanRepaid'), lender: someone, term, amountFen, money }),
  z.object({ kind: z.literal('interestAccrued'), lender: someone, amountFen }),
  z.object({ kind: z.literal('interestPaid'), lender: someone, amountFen, money }),
  z.object({
    kind: z.literal('wagesAccrued'),
    payroll,
    people,
    charge: z.object({ account: accountCode, item: someone }),
  }),
  z.object({ kind: z.literal('wagesPaid'), payroll, people, money }),
  /** The whole share of a member who has left, as it stands on the day. */
  z.object({ kind: z.literal('reserveRefund'), memberId: id, paid: money.nullable() }),
  /** By resolution of the members' meeting. */
  z.object({
    kind: z.literal('lossFromReserve'),
    amountFen,
    resolution: requiredText.max(50, '最多 50 个字'),
  }),
]);

const kind = z.enum(Object.keys(BUSINESS_TITLES) as BusinessKind[]);

const recorded = z.object({
  entityId,
  date,
  /** Number of the paper it came with: none is entered twice. */
  documentNo: shortText,
  note: shortText,
  attachments: z.int('附单据张数是整数').min(0, '附单据张数不能是负数').max(9999, '附单据张数太大'),
  event: businessEvent,
});

const eventRow = z.object({
  id,
  kind,
  /** 收购入账 */
  title: z.string(),
  date: z.string(),
  summary: z.string(),
  party: z.string(),
  /** Negative: it takes another back. */
  amountFen: fen,
  documentNo: z.string(),
  note: z.string(),
  vouchers: z.array(voucherName),
  reversesId: id.nullable(),
  reversedById: id.nullable(),
  operator: z.string(),
});

const openDelivery = z.object({
  id,
  date: z.string(),
  memberId: id,
  memberNo: z.string(),
  memberName: z.string(),
  product: z.string(),
  /** Null: 质量奖. */
  quantity: z.string().nullable(),
  amountFen: fen,
  reversesId: id.nullable(),
  /** Takes back what stands booked that way, and can be booked no other; null: free to choose. */
  onlyAs: z.enum(['purchase', 'commission']).nullable(),
});

/** Business (业务登记): each event typed once, its voucher made with it. */
export const business = {
  'business.record': command(
    '登记业务',
    recorded,
    z.object({ id, voucherIds: z.array(id), warnings: z.array(z.string()) }),
  ),
  /** What recording it would write, or why it can't be. */
  'business.preview': query(
    '试算业务分录',
    recorded,
    z.object({
      vouchers: z.array(previewVoucher),
      amountFen: fen,
      warnings: z.array(z.string()),
    }),
  ),
  'business.list': query(
    '业务登记',
    z.object({ entityId, year: year.optional(), kind: kind.optional(), search: shortText.optional() }),
    z.array(eventRow),
  ),
  'business.get': query(
    '一笔业务',
    z.object({ id }),
    z.object({
      event: eventRow,
      /** As it was recorded. */
      facts: businessEvent,
      attachments: z.int(),
      recordedAt: z.string(),
      /** Of a purchase or commission: what went into it. */
      deliveries: z.array(openDelivery.omit({ onlyAs: true })),
    }),
  ),
  /** 红字冲销 of all its vouchers; the deliveries in it wait to be booked again. */
  'business.reverse': command(
    '冲销业务',
    z.object({ id, date, reason: requiredText }),
    z.object({ id, voucherIds: z.array(id), warnings: z.array(z.string()) }),
  ),
  /** Deliveries in the books' time that no standing event has used. */
  'business.openDeliveries': query(
    '未入账的交售',
    z.object({ entityId, from: date.optional(), to: date.optional() }),
    z.object({
      rows: z.array(openDelivery),
      byProduct: z.array(
        z.object({ product: z.string(), quantity: z.string(), amountFen: fen, count: z.int() }),
      ),
      byMember: z.array(
        z.object({
          memberId: id,
          memberNo: z.string(),
          memberName: z.string(),
          amountFen: fen,
          count: z.int(),
        }),
      ),
      /** Delivered before the books begin: history, never booked. */
      historyCount: z.int(),
    }),
  ),
  /** 产品物资 on hand at the end of a day (today unless given), by product. */
  'business.stock': query(
    '库存',
    z.object({ entityId, asOf: date.optional() }),
    z.array(
      z.object({
        itemId: id,
        product: z.string(),
        quantity: z.string(),
        amountFen: fen,
        /** Yuan a unit, four decimals; null where nothing is on hand. */
        average: z.string().nullable(),
      }),
    ),
  ),
  /** What is open on an account by whom or what, on its usual side: what a form can settle. Nil is left out. */
  'business.balances': query(
    '往来余额',
    z.object({
      entityId,
      account: z.enum(['113', '114', '128', '201', '211', '212', '213', '215', '231', '235']),
      asOf: date.optional(),
    }),
    z.array(
      z.object({
        memberId: id.nullable(),
        memberNo: z.string().nullable(),
        itemId: id.nullable(),
        dim: dim.nullable(),
        /** The member's or the item's. */
        name: z.string(),
        item2Name: z.string().nullable(),
        balanceFen: fen,
      }),
    ),
  ),
};
