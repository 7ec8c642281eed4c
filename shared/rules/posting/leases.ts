import { type Money, moneyLine, type Posting, posting, type PostingLine } from './posting.ts';

/** Events of leased land; a kind that files have is never renamed. */
export const LEASE_TITLES = {
  rentPaid: '土地租金',
  rentAmortised: '摊销预付地租',
} as const;

/** What 401 is analysed by. */
const RENT = '土地租金';

/** One lease's part of a payment. */
export interface RentPart {
  readonly fen: number;
  /** Several years paid ahead: the item that 171 is analysed by. Null: one year, cost at once. */
  readonly prepaidItem: string | null;
  /** To whom it stays owing when it is not paid: a member by 114, anybody else by 211. */
  readonly creditor: { readonly memberId: number } | { readonly party: string };
}

/** 土地租金: Dr 401 of one year, 171 of several paid ahead; Cr money, or 114 (211) until it is paid. */
export function rentPaid(parts: readonly RentPart[], paid: Money | null, summary: string): Posting {
  const total = sum(parts);
  const now: PostingLine = {
    account: '401',
    side: 'debit',
    fen: sum(parts.filter((part) => part.prepaidItem === null)),
    item: RENT,
  };
  const ahead = parts.flatMap((part): PostingLine[] =>
    part.prepaidItem === null
      ? []
      : [{ account: '171', side: 'debit', fen: part.fen, item: part.prepaidItem }],
  );
  const owed = parts.map(({ creditor, fen }): PostingLine =>
    'memberId' in creditor
      ? { account: '114', side: 'credit', fen, memberId: creditor.memberId }
      : { account: '211', side: 'credit', fen, item: creditor.party },
  );
  return posting(summary, [now, ...ahead, ...(paid === null ? owed : [moneyLine(paid, 'credit', total)])]);
}

/** 摊销 of a month: Dr 401; Cr 171 by lease. */
export function rentAmortised(
  period: string,
  parts: readonly { readonly item: string; readonly fen: number }[],
): Posting {
  return posting(`摊销${Number(period.slice(5))}月土地租金`, [
    { account: '401', side: 'debit', fen: sum(parts), item: RENT },
    ...parts.map(({ item, fen }): PostingLine => ({ account: '171', side: 'credit', fen, item })),
  ]);
}

const sum = (parts: readonly { readonly fen: number }[]): number =>
  parts.reduce((total, part) => total + part.fen, 0);
