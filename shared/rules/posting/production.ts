import { invariant } from '../result.ts';
import { type Money, moneyLine, type Posting, posting, type PostingLine } from './posting.ts';
import { BUSINESS_ITEM, outgoing, wordsOf } from './trade.ts';

/** A batch as its entries name it: the item of 141, and what summaries call it. */
export interface BookedBatch {
  readonly itemId: number;
  readonly name: string;
}

export interface Material {
  readonly product: string;
  readonly quantityMilli: number;
  readonly fen: number;
}

/** What drying costs until the dry goods come in: an item of 401. */
export const DRYING_ITEM = '烘干加工';

/** 领料制袋: Dr 141 the batch; Cr 121 a line a material, at moving weighted average. */
export function materialTaken(batch: BookedBatch, materials: readonly Material[]): Posting {
  const summary = `${batch.name}领用${wordsOf(materials.map((one) => one.product))}`;
  return posting(summary, [
    batchLine(batch, 'debit', sum(materials)),
    ...materials.map((one): PostingLine => ({
      account: '121',
      side: 'credit',
      fen: one.fen,
      item: one.product,
      quantityMilli: one.quantityMilli,
    })),
  ]);
}

/** Where a cost of a batch comes from: paid, owed to somebody, or what already stands on another item of 141. */
export type CostFrom =
  | { readonly kind: 'money'; readonly money: Money }
  | { readonly kind: 'owed'; readonly party: string }
  | { readonly kind: 'item'; readonly itemId: number };

/** 直接费用: Dr 141; Cr money, 211, or the item of 141 it stood on. */
export function batchCharged(batch: BookedBatch, what: string, fen: number, from: CostFrom): Posting {
  return posting(`${batch.name}${what}`, [
    batchLine(batch, 'debit', fen),
    from.kind === 'item'
      ? { account: '141', side: 'credit', fen, item: from.itemId }
      : from.kind === 'money'
        ? moneyLine(from.money, 'credit', fen)
        : outgoing(from.party, null, fen),
  ]);
}

/** 分摊生产成本: Dr 141 by batch; Cr 401 by cost item. */
export function costsShared(
  batches: readonly { readonly batch: BookedBatch; readonly fen: number }[],
  costs: readonly { readonly item: string; readonly fen: number }[],
): Posting {
  return posting(`${wordsOf(costs.map((one) => one.item))}分摊到菌袋`, [
    ...batches.map(({ batch, fen }) => batchLine(batch, 'debit', fen)),
    ...costs.map(({ item, fen }): PostingLine => ({ account: '401', side: 'credit', fen, item })),
  ]);
}

export interface Picked {
  readonly product: string;
  readonly quantityMilli: number;
  readonly fen: number;
  readonly flushNo: number;
  readonly isLast: boolean;
}

/** 采收入库: Dr 121; Cr 141 at what the flush costs. */
export function harvested(batch: BookedBatch, picked: Picked): Posting {
  const { product, quantityMilli, fen, flushNo, isLast } = picked;
  return posting(`${batch.name}第${flushNo}潮采收${product}${isLast ? '（末潮结清）' : ''}`, [
    { account: '121', side: 'debit', fen, item: product, quantityMilli },
    batchLine(batch, 'credit', fen),
  ]);
}

/** 非正常损失, until it is approved: Dr 18101; Cr 141 (37号 accounts 141, 181). */
export function bagsLost(batch: BookedBatch, bags: number, fen: number): Posting {
  return posting(`${batch.name}损失${bags}袋`, [
    { account: PENDING, side: 'debit', fen },
    batchLine(batch, 'credit', fen),
  ]);
}

/** Who makes a loss good: an insurer or somebody at fault; a member by 114, anybody else by 113. */
export type Compensation =
  | { readonly kind: 'money'; readonly money: Money }
  | { readonly kind: 'member'; readonly memberId: number }
  | { readonly kind: 'party'; readonly name: string };

/** 损失经批准处理: Dr who makes it good and 529 for the rest; Cr 18101. */
export function lossSettled(
  batch: BookedBatch,
  fen: number,
  paidFen: number,
  payer: Compensation | null,
): Posting {
  invariant(paidFen >= 0 && paidFen <= fen && (paidFen === 0) === (payer === null), 'who pays, pays a part');
  return posting(`处理${batch.name}损失`, [
    ...(payer === null ? [] : [compensationLine(payer, paidFen)]),
    { account: '529', side: 'debit', fen: fen - paidFen, item: '资产盘亏毁损' },
    { account: PENDING, side: 'credit', fen },
  ]);
}

/** Where what came to a batch after its last flush goes: its mushrooms are sold by now (521), or it is no cost of theirs (529). */
export type TailAccount = '521' | '529';

/** 批次尾数转出: Dr 521 or 529; Cr 141. */
export function tailCleared(batch: BookedBatch, fen: number, account: TailAccount): Posting {
  const item = account === '521' ? BUSINESS_ITEM.sale : '其他';
  return posting(`${batch.name}结清后的成本转出`, [
    { account, side: 'debit', fen, item },
    batchLine(batch, 'credit', fen),
  ]);
}

/**
 * 烘干, two vouchers: ① Dr 401; Cr 121 fresh. ② Dr 121 dry; Cr 401 the fresh and the fuel and labour that stand there already.
 */
export function dried(
  fresh: Material,
  dry: { readonly product: string; readonly quantityMilli: number },
  others: readonly { readonly item: string; readonly fen: number }[],
): Posting[] {
  return [
    posting(`烘干领用${fresh.product}`, [
      { account: '401', side: 'debit', fen: fresh.fen, item: DRYING_ITEM },
      {
        account: '121',
        side: 'credit',
        fen: fresh.fen,
        item: fresh.product,
        quantityMilli: fresh.quantityMilli,
      },
    ]),
    posting(`${dry.product}烘干入库`, [
      {
        account: '121',
        side: 'debit',
        fen: fresh.fen + sum(others),
        item: dry.product,
        quantityMilli: dry.quantityMilli,
      },
      { account: '401', side: 'credit', fen: fresh.fen, item: DRYING_ITEM },
      ...others.map(({ item, fen }): PostingLine => ({ account: '401', side: 'credit', fen, item })),
    ]),
  ];
}

/** 待处理流动资产损溢 */
const PENDING = '18101';

const batchLine = (batch: BookedBatch, side: 'debit' | 'credit', fen: number): PostingLine => ({
  account: '141',
  side,
  fen,
  item: batch.itemId,
});

function compensationLine(payer: Compensation, fen: number): PostingLine {
  switch (payer.kind) {
    case 'money':
      return moneyLine(payer.money, 'debit', fen);
    case 'member':
      return { account: '114', side: 'debit', fen, memberId: payer.memberId };
    case 'party':
      return { account: '113', side: 'debit', fen, item: payer.name };
  }
}

function sum(parts: readonly { readonly fen: number }[]): number {
  return parts.reduce((fen, one) => fen + one.fen, 0);
}
