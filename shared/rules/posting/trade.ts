import { invariant } from '../result.ts';
import { type Money, moneyLine, type Posting, posting, type PostingLine } from './posting.ts';

/** Who is on the other side: a member (成员往来 114), or anybody else by name (应收款 113, 应付款 211). */
export type Party =
  | { readonly kind: 'member'; readonly memberId: number; readonly name: string }
  | { readonly kind: 'party'; readonly name: string };

/** A member's part of an event, in fen. */
export interface MemberAmount {
  readonly memberId: number;
  readonly name: string;
  readonly fen: number;
}

/** A delivery (交售) that is booked; what was taken back is negative, and a 质量奖 has no quantity. */
export interface DeliveredGoods {
  readonly memberId: number;
  readonly product: string;
  readonly quantityMilli: number | null;
  readonly fen: number;
}

/** Items of 经营项目 that events name; every new file has them. */
export const BUSINESS_ITEM = {
  sale: '产品销售',
  consigned: '受托代销',
  procurement: '代购服务',
  award: '质量奖',
} as const;

/**
 * 收购: Dr 121 by product with its quantity; Cr 114 by member, or money when paid at once (37号 account 121 no. 2). A 质量奖
 * brings no stock: Dr 521 († ours; it is a cost of the trade). What was taken back stands beside it in red.
 */
export function purchase(deliveries: readonly DeliveredGoods[], paid: Money | null): Posting {
  const goods = deliveries.filter((one) => one.quantityMilli !== null);
  const summary = `收购${wordsFor(goods.length > 0 ? goods : deliveries)}（${deliveries.length}笔）`;
  const inStock = grouped(goods, (one) => one.product).map((group): PostingLine => ({
    account: '121',
    side: 'debit',
    fen: sum(group.map((one) => one.fen)),
    item: group[0]!.product,
    quantityMilli: sum(group.map((one) => one.quantityMilli!)),
  }));
  return posting(summary, [
    ...inStock,
    ...awards(deliveries),
    ...(paid === null
      ? owedToMembers(deliveries)
      : [moneyLine(paid, 'credit', sum(deliveries.map((one) => one.fen)))]),
  ]);
}

/** 受托代销: Dr 128 by consignor at the agreed price; Cr 114 by member (37号 accounts 114 no. 4, 128 no. 2). 质量奖 as above. */
export function commission(deliveries: readonly DeliveredGoods[]): Posting {
  const goods = deliveries.filter((one) => one.quantityMilli !== null);
  return posting(`收社员委托代销${wordsFor(goods)}（${deliveries.length}笔）`, [
    ...grouped(goods, (one) => one.memberId).map((group): PostingLine => ({
      account: '128',
      side: 'debit',
      fen: sum(group.map((one) => one.fen)),
      memberId: group[0]!.memberId,
    })),
    ...awards(deliveries),
    ...owedToMembers(deliveries),
  ]);
}

function awards(deliveries: readonly DeliveredGoods[]): PostingLine[] {
  return grouped(
    deliveries.filter((one) => one.quantityMilli === null),
    () => '',
  ).map((group) => ({
    account: '521',
    side: 'debit',
    fen: sum(group.map((one) => one.fen)),
    item: BUSINESS_ITEM.award,
    summary: '社员质量奖',
  }));
}

function owedToMembers(deliveries: readonly DeliveredGoods[]): PostingLine[] {
  return grouped(deliveries, (one) => one.memberId).map((group) => ({
    account: '114',
    side: 'credit',
    fen: sum(group.map((one) => one.fen)),
    memberId: group[0]!.memberId,
  }));
}

/** By key, blue and red apart, in the order first met: neither swallows the other, so no quantity is lost. */
function grouped<T extends { readonly fen: number }>(
  rows: readonly T[],
  keyOf: (row: T) => string | number,
): T[][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = `${row.fen < 0 ? 'red' : 'blue'} ${keyOf(row)}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function wordsFor(goods: readonly DeliveredGoods[]): string {
  return wordsOf(goods.map((one) => one.product));
}

/** 干菇、鲜菇等: up to three products by name. */
export function wordsOf(products: readonly string[]): string {
  const names = [...new Set(products)];
  return names.slice(0, 3).join('、') + (names.length > 3 ? '等' : '');
}

/** A consignor's goods that were sold, at the agreed price. */
export interface ConsignedGoods {
  readonly consignor: Party;
  readonly agreedFen: number;
}

/**
 * 代销商品售出: Dr what came in or is owed; Cr 128 by consignor at the agreed price; what is over Cr 501, what is short Dr 521
 * (37号 Art. 17(5), account 128 no. 3).
 */
export function sellConsigned(
  goods: readonly ConsignedGoods[],
  proceedsFen: number,
  buyer: Party,
  received: Money | null,
): Posting {
  const overFen = proceedsFen - sum(goods.map((one) => one.agreedFen));
  const words = `售出受托代销商品${to(buyer)}`;
  const short = { account: '521', side: 'debit', fen: -overFen, item: BUSINESS_ITEM.consigned } as const;
  return posting(words, [
    incoming(buyer, received, proceedsFen),
    ...(overFen < 0 ? [{ ...short, summary: '代销价低于约定价的差额' }] : []),
    ...goods.map(({ consignor, agreedFen }): PostingLine => ({
      account: '128',
      side: 'credit',
      fen: agreedFen,
      ...(consignor.kind === 'member' ? { memberId: consignor.memberId } : { item: consignor.name }),
    })),
    ...(overFen > 0
      ? [
          {
            account: '501',
            side: 'credit',
            fen: overFen,
            item: BUSINESS_ITEM.consigned,
            summary: '代销差价收入',
          } as const,
        ]
      : []),
  ]);
}

/** Goods bought or sold: 1/1000 of the product's unit, and fen. */
export interface Goods {
  readonly product: string;
  readonly quantityMilli: number;
  readonly fen: number;
}

/** Goods sold, and what they had cost. */
export interface SoldGoods extends Goods {
  readonly costFen: number;
}

/**
 * 销售, two vouchers of one event (37号 account 121 no. 5): ① Dr what came in or is owed; Cr 501, a line a product. ② Dr 521;
 * Cr 121 at cost with the quantity. Two, because the first is a receipt with many products and the second moves no money:
 * each stays one account against another, and books that use 收付转 get a 收 and a 转.
 */
export function sale(goods: readonly SoldGoods[], buyer: Party, received: Money | null): Posting[] {
  const words = wordsOf(goods.map((one) => one.product));
  return [
    posting(`销售${words}${to(buyer)}`, [
      incoming(buyer, received, sum(goods.map((one) => one.fen))),
      ...goods.map((one): PostingLine => ({
        account: '501',
        side: 'credit',
        fen: one.fen,
        item: BUSINESS_ITEM.sale,
        summary: `销售${one.product}${to(buyer)}`,
      })),
    ]),
    posting(`结转已售${words}成本`, [
      {
        account: '521',
        side: 'debit',
        fen: sum(goods.map((one) => one.costFen)),
        item: BUSINESS_ITEM.sale,
      },
      ...goods.map((one): PostingLine => ({
        account: '121',
        side: 'credit',
        fen: one.costFen,
        item: one.product,
        quantityMilli: one.quantityMilli,
      })),
    ]),
  ];
}

/** 付社员款: Dr 114 by member; Cr money. */
export function payMembers(members: readonly MemberAmount[], money: Money): Posting {
  return posting(`付${whom(members)}往来款`, [
    ...members.map(
      (one) => ({ account: '114', side: 'debit', fen: one.fen, memberId: one.memberId }) as const,
    ),
    moneyLine(money, 'credit', sum(members.map((one) => one.fen))),
  ]);
}

/** 收社员款: Dr money; Cr 114 by member. */
export function receiveFromMembers(members: readonly MemberAmount[], money: Money): Posting {
  return posting(`收${whom(members)}往来款`, [
    moneyLine(money, 'debit', sum(members.map((one) => one.fen))),
    ...members.map(
      (one) => ({ account: '114', side: 'credit', fen: one.fen, memberId: one.memberId }) as const,
    ),
  ]);
}

export interface BoughtForMember extends MemberAmount {
  /** 服务费, 0 where none is taken. */
  readonly feeFen: number;
}

/**
 * 代购农资: Dr 114 by member what it cost, Cr money or 211 while the supplier is not paid; Dr 114, Cr 501 the fee
 * (37号 account 114 no. 3).
 */
export function buyForMembers(
  members: readonly BoughtForMember[],
  supplier: string,
  paid: Money | null,
): Posting {
  const summary = `为${whom(members)}代购农资`;
  const owes = (one: BoughtForMember, fen: number, words: string): PostingLine => ({
    account: '114',
    side: 'debit',
    fen,
    memberId: one.memberId,
    summary: words,
  });
  return posting(summary, [
    ...members.flatMap((one) => [owes(one, one.fen, summary), owes(one, one.feeFen, '代购服务费')]),
    outgoing(supplier, paid, sum(members.map((one) => one.fen))),
    {
      account: '501',
      side: 'credit',
      fen: sum(members.map((one) => one.feeFen)),
      item: BUSINESS_ITEM.procurement,
      summary: '代购服务费',
    },
  ]);
}

/** 向非成员购进: Dr 121 by product; Cr 211 by name, or money. Kept apart from members' trade and never patronage (法 Art. 41). */
export function buyOutside(goods: readonly Goods[], supplier: string, paid: Money | null): Posting {
  return posting(`向${supplier}购进${wordsOf(goods.map((one) => one.product))}`, [
    ...goods.map((one): PostingLine => ({
      account: '121',
      side: 'debit',
      fen: one.fen,
      item: one.product,
      quantityMilli: one.quantityMilli,
    })),
    outgoing(supplier, paid, sum(goods.map((one) => one.fen))),
  ]);
}

/** 付非成员款: Dr 211; Cr money. */
export function payOutside(party: string, fen: number, money: Money): Posting {
  return posting(`付${party}款`, [
    { account: '211', side: 'debit', fen, item: party },
    moneyLine(money, 'credit', fen),
  ]);
}

/** 收非成员款: Dr money; Cr 113. */
export function receiveOutside(party: string, fen: number, money: Money): Posting {
  return posting(`收${party}款`, [
    moneyLine(money, 'debit', fen),
    { account: '113', side: 'credit', fen, item: party },
  ]);
}

/** Money out, or what is owed to a non-member until it is paid. */
export function outgoing(party: string, paid: Money | null, fen: number): PostingLine {
  if (paid !== null) return moneyLine(paid, 'credit', fen);
  invariant(party !== '', 'what is owed has a name');
  return { account: '211', side: 'credit', fen, item: party };
}

/** Money in, or what the buyer owes until it is paid: a member by 114, anybody else by 113. */
function incoming(buyer: Party, received: Money | null, fen: number): PostingLine {
  if (received !== null) return moneyLine(received, 'debit', fen);
  if (buyer.kind === 'member') return { account: '114', side: 'debit', fen, memberId: buyer.memberId };
  invariant(buyer.name !== '', 'what is owed has a name');
  return { account: '113', side: 'debit', fen, item: buyer.name };
}

const to = (buyer: Party): string => (buyer.name === '' ? '' : `给${buyer.name}`);

function whom(members: readonly MemberAmount[]): string {
  return members.length === 1 ? members[0]!.name : `社员（${members.length}户）`;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, one) => total + one, 0);
}
