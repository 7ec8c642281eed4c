import { PERSONAL_INCOME_TAX_CODE } from '../chart/accounts.ts';
import type { Fen } from '../money.ts';
import { type Item, type Money, moneyLine, type Posting, posting, type PostingLine } from './posting.ts';

/** 213's second analysis: what of somebody's pay it is. */
export const PAY_ITEMS = { time: '计时工资', piece: '计件工资', award: '奖补', opening: '以前欠付' } as const;

/** What work goes to: 401, 141 (a batch), 523, 153 or 521 with its item; none where the account has no items. */
export interface WorkCharge {
  readonly account: string;
  readonly item?: Item | undefined;
  readonly fen: Fen;
}

/** A worker's pay as 213 takes it. */
export interface Earned {
  /** What 213 calls the worker. */
  readonly worker: number;
  readonly timeFen: Fen;
  readonly pieceFen: Fen;
  readonly awardFen: Fen;
}

/** 计提: Dr what the work was for; Cr 213 by worker, by time, piece and award apart. */
export function labourAccrued(
  summary: string,
  charges: readonly WorkCharge[],
  workers: readonly Earned[],
): Posting {
  return posting(summary, [
    ...charges.map(({ account, item, fen }): PostingLine => {
      const line = { account, side: 'debit', fen } as const;
      return item === undefined ? line : { ...line, item };
    }),
    ...workers.flatMap(({ worker, timeFen, pieceFen, awardFen }) => [
      owed('credit', { worker, payItem: PAY_ITEMS.time, fen: timeFen }),
      owed('credit', { worker, payItem: PAY_ITEMS.piece, fen: pieceFen }),
      owed('credit', { worker, payItem: PAY_ITEMS.award, fen: awardFen }),
    ]),
  ]);
}

/** A part of what a worker is owed. */
export interface Owed {
  readonly worker: number;
  readonly payItem: Item;
  readonly fen: Fen;
}

/** What comes off a worker's pay: an advance that the member owes in 114, tax for the tax office. */
export interface Deducted {
  readonly from: readonly Owed[];
  readonly memberId: number | null;
  readonly advanceFen: Fen;
  readonly taxFen: Fen;
}

/** 扣回借支和个税: Dr 213; Cr 114 of the member and 214 for the tax office. The member has agreed to it. */
export function labourDeducted(summary: string, deductions: readonly Deducted[]): Posting {
  const taxFen = deductions.reduce((sum, one) => sum + one.taxFen, 0);
  return posting(summary, [
    ...deductions.flatMap((one) => one.from.map((part) => owed('debit', part))),
    ...deductions.flatMap(({ memberId, advanceFen }): PostingLine[] =>
      memberId === null ? [] : [{ account: '114', side: 'credit', fen: advanceFen, memberId }],
    ),
    { account: PERSONAL_INCOME_TAX_CODE, side: 'credit', fen: taxFen },
  ]);
}

/** 发放: Dr 213 by worker; Cr money. */
export function labourPaid(summary: string, parts: readonly Owed[], money: Money): Posting {
  return posting(summary, [
    ...parts.map((part) => owed('debit', part)),
    moneyLine(
      money,
      'credit',
      parts.reduce((sum, part) => sum + part.fen, 0),
    ),
  ]);
}

function owed(side: 'debit' | 'credit', { worker, payItem, fen }: Owed): PostingLine {
  return { account: '213', side, fen, item: worker, item2: payItem };
}
