import { invariant } from '../result.ts';
import { type Money, moneyLine, type Posting, posting, type PostingLine } from './posting.ts';

/** The cold store's events; a kind that files have is never renamed. */
export const STORAGE_TITLES = {
  storageLoss: '冷库货物盘亏',
  storageLossSettled: '处理冷库盘亏',
  storageFee: '结算仓储费',
} as const;

/** 待处理流动资产损溢 */
const PENDING = '18101';

/** 盘亏、毁损, until it is approved: Dr 18101; Cr 121 at cost (37号 accounts 121, 181). */
export function goodsLost(product: string, quantityMilli: number, fen: number): Posting {
  return posting(`冷库盘亏${product}`, [
    { account: PENDING, side: 'debit', fen },
    { account: '121', side: 'credit', fen, item: product, quantityMilli },
  ]);
}

/** Who makes good a part of it: money at once, a member (114), anybody else (113). */
export type LossPayer =
  | { readonly kind: 'money'; readonly money: Money }
  | { readonly kind: 'member'; readonly memberId: number }
  | { readonly kind: 'party'; readonly name: string };

/** 盘亏经批准处理: Dr who pays and 529 for the rest; Cr 18101. */
export function lossSettled(product: string, fen: number, paidFen: number, payer: LossPayer | null): Posting {
  invariant(paidFen >= 0 && paidFen <= fen && (paidFen === 0) === (payer === null), 'who pays, pays a part');
  return posting(`处理冷库盘亏${product}`, [
    ...(payer === null ? [] : [payerLine(payer, paidFen)]),
    { account: '529', side: 'debit', fen: fen - paidFen, item: '资产盘亏毁损' },
    { account: PENDING, side: 'credit', fen },
  ]);
}

/** 仓储费: Dr who owes it, or money; Cr 501. */
export function feeCharged(payer: LossPayer, name: string, fen: number): Posting {
  return posting(`${name}仓储费`, [
    payerLine(payer, fen),
    { account: '501', side: 'credit', fen, item: '仓储服务' },
  ]);
}

function payerLine(payer: LossPayer, fen: number): PostingLine {
  switch (payer.kind) {
    case 'money':
      return moneyLine(payer.money, 'debit', fen);
    case 'member':
      return { account: '114', side: 'debit', fen, memberId: payer.memberId };
    case 'party':
      return { account: '113', side: 'debit', fen, item: payer.name };
  }
}
