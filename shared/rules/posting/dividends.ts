import { PERSONAL_INCOME_TAX_CODE } from '../chart/accounts.ts';
import { invariant } from '../result.ts';
import { posting, type Money, moneyLine, type Posting } from './posting.ts';

/** A member's line of an approved run, in fen. */
export interface DistributedLine {
  readonly memberId: number;
  readonly patronageReturnFen: number;
  readonly surplusShareFen: number;
  readonly withheldFen: number;
}

/**
 * What an approval posts, in order (DOMAIN §10a): ② reserve, ③ 盈余返还 and ④ 剩余盈余分配 by member; and where tax is withheld
 * the debt to the tax office († by analogy; 个人所得税 comes off 剩余盈余 first). Each is a voucher of its own, so that 02表 and 03表 can read
 * its flow; parts of 0 make none.
 */
export function distribution(year: number, reserveFen: number, lines: readonly DistributedLine[]): Posting[] {
  const returnFen = sum(lines.map((line) => line.patronageReturnFen));
  const surplusFen = sum(lines.map((line) => line.surplusShareFen));
  const withheldFen = sum(lines.map((line) => line.withheldFen));
  return [
    posting(`提取${year}年度盈余公积`, [
      { account: '33201', side: 'debit', fen: reserveFen, item: '提取盈余公积' },
      { account: '322', side: 'credit', fen: reserveFen, item: '提取盈余公积' },
    ]),
    posting(`${year}年度按交易量(额)返还盈余`, [
      { account: '33201', side: 'debit', fen: returnFen, item: '盈余返还' },
      ...lines.map(
        (line) =>
          ({
            account: '221',
            side: 'credit',
            fen: line.patronageReturnFen,
            memberId: line.memberId,
          }) as const,
      ),
    ]),
    posting(`${year}年度剩余盈余分配`, [
      { account: '33201', side: 'debit', fen: surplusFen, item: '剩余盈余分配' },
      ...lines.map(
        (line) =>
          ({ account: '222', side: 'credit', fen: line.surplusShareFen, memberId: line.memberId }) as const,
      ),
    ]),
    posting(`${year}年度分红代扣个人所得税`, [
      ...lines.flatMap((line) => {
        const fromReturnFen = withheldFromReturn(line);
        const of = { side: 'debit', memberId: line.memberId } as const;
        return [
          { account: '221', fen: fromReturnFen, ...of },
          { account: '222', fen: line.withheldFen - fromReturnFen, ...of },
        ];
      }),
      { account: PERSONAL_INCOME_TAX_CODE, side: 'credit', fen: withheldFen },
    ]),
  ].filter(({ lines: moved }) => moved.length > 0);
}

/** What of the tax comes off 盈余返还: only what 剩余盈余 does not cover. */
export function withheldFromReturn(line: DistributedLine): number {
  return Math.max(line.withheldFen - line.surplusShareFen, 0);
}

/** A payment to one member. */
export interface PaidPart {
  readonly memberId: number;
  readonly fen: number;
  /** Out of 221; the rest out of 222. */
  readonly returnFen: number;
}

/** ⑥ Payment: Dr 221 and 222 by member; Cr 101 or 102. */
export function payment(year: number, parts: readonly PaidPart[], money: Money): Posting {
  const who = parts.length === 1 ? '' : `(${parts.length}户)`;
  return posting(`发放${year}年度分红${who}`, [
    ...parts.flatMap(({ memberId, fen, returnFen }) => {
      invariant(Math.abs(returnFen) <= Math.abs(fen), 'a payment covers its parts');
      return [
        { account: '221', side: 'debit', fen: returnFen, memberId } as const,
        { account: '222', side: 'debit', fen: fen - returnFen, memberId } as const,
      ];
    }),
    moneyLine(money, 'credit', sum(parts.map((part) => part.fen))),
  ]);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, fen) => total + fen, 0);
}
