import { invariant } from '../result.ts';

/**
 * What an event puts into the books: a summary and lines that balance. The rules that map events to lines are the files
 * of this folder, one a subject; nothing else makes lines for an event.
 */
export interface Posting {
  readonly summary: string;
  readonly lines: readonly PostingLine[];
}

export interface PostingLine {
  /** 会农社 code, or that of a sub-account: '102', '33201'. In an association's books what the account is for: '@loans' (chart/fund.ts). */
  readonly account: string;
  readonly side: 'debit' | 'credit';
  /** Whole fen, not 0. Negative is red. */
  readonly fen: number;
  readonly memberId?: number;
  /** Analysis besides the member: an item by its id, or by name, made when it is new. */
  readonly item?: Item;
  readonly item2?: Item;
  /** 1/1000 of the product's unit, of the amount's sign. */
  readonly quantityMilli?: number;
  /** Left out: the posting's. */
  readonly summary?: string;
}

export type Item = number | string;

/** Where money is kept: 库存现金, or a bank account (an item of 银行存款; left out: the books' usual one). */
export type Money =
  { readonly kind: 'cash' } | { readonly kind: 'bank'; readonly bankId?: number | undefined };

/** Name of the bank account a new file starts with. */
export const USUAL_BANK = '基本存款账户';

/** The line of money coming in (debit) or going out (credit). */
export function moneyLine(money: Money, side: 'debit' | 'credit', fen: number): PostingLine {
  if (money.kind === 'cash') return { account: '101', side, fen };
  return { account: '102', side, fen, item: money.bankId ?? USUAL_BANK };
}

/** A posting, proved: amounts are whole and not 0, and debit equals credit. Lines of 0 are left out beforehand. */
export function posting(summary: string, lines: readonly PostingLine[]): Posting {
  const moved = lines.filter((line) => line.fen !== 0);
  let balance = 0;
  for (const { side, fen } of moved) {
    invariant(Number.isSafeInteger(fen), 'a posting moves whole fen');
    balance += side === 'debit' ? fen : -fen;
  }
  invariant(balance === 0, `“${summary}” balances`);
  return { summary, lines: moved };
}

/** The same lines in red: 红字冲销. */
export function inRed({ lines }: Posting, summary: string): Posting {
  return posting(
    summary,
    lines.map((line) => ({
      ...line,
      fen: -line.fen,
      ...(line.quantityMilli === undefined ? {} : { quantityMilli: -line.quantityMilli }),
    })),
  );
}
