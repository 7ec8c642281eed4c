import { posting, type Item, type Money, moneyLine, type Posting, type PostingLine } from './posting.ts';

/** A part of one member's capital that an event moves, in fen. */
export interface MemberPart {
  readonly memberId: number;
  readonly name: string;
  readonly fen: number;
}

/** What a contribution (出资) brings in: money, goods, an asset, the right to use land. */
export type ContributedAs =
  | { readonly kind: 'money'; readonly money: Money }
  | {
      readonly kind: 'asset';
      readonly account: string;
      readonly item: Item;
      /** Of goods: 1/1000 of the unit. */
      readonly quantityMilli?: number | undefined;
    };

/**
 * 出资: Dr what came in; Cr 301 the member's share of the contributions; Cr 321-股金溢价 what exceeds it (debit where the value
 * agreed on is lower). 37号 accounts 301, 321.
 */
export function contribution(member: MemberPart, premiumFen: number, as: ContributedAs): Posting {
  const cameInFen = member.fen + premiumFen;
  const debit: PostingLine =
    as.kind === 'money'
      ? moneyLine(as.money, 'debit', cameInFen)
      : {
          account: as.account,
          side: 'debit',
          fen: cameInFen,
          item: as.item,
          ...(as.quantityMilli === undefined ? {} : { quantityMilli: as.quantityMilli }),
        };
  return posting(`收${member.name}入股`, [
    debit,
    { account: '301', side: 'credit', fen: member.fen, memberId: member.memberId },
    ...(premiumFen >= 0
      ? [{ account: '321', side: 'credit', fen: premiumFen, item: '股金溢价' } as const]
      : [{ account: '321', side: 'debit', fen: -premiumFen, item: '股金溢价' } as const]),
  ]);
}

/** 转让, 继承: 301 by member only; the account's total is unchanged. */
export function transfer(summary: string, from: MemberPart, to: readonly MemberPart[]): Posting {
  return posting(summary, [
    { account: '301', side: 'debit', fen: from.fen, memberId: from.memberId },
    ...to.map((one) => ({ account: '301', side: 'credit', fen: one.fen, memberId: one.memberId }) as const),
  ]);
}

/** 公积金转增: Dr 321 or 322; Cr 301 by member (37号 accounts 321, 322). */
export function reserveToShare(reserve: '321' | '322', members: readonly MemberPart[]): Posting {
  const fen = members.reduce((sum, member) => sum + member.fen, 0);
  const item = reserve === '321' ? '股金溢价' : '转为成员出资';
  return posting(reserve === '321' ? '资本公积转增股金' : '盈余公积转增股金', [
    { account: reserve, side: 'debit', fen, item },
    ...members.map(
      (one) => ({ account: '301', side: 'credit', fen: one.fen, memberId: one.memberId }) as const,
    ),
  ]);
}

/** 盈余转股 (法 Art. 44): Dr 221 and 222 of the member; Cr 301. */
export function surplusToShare(member: MemberPart, returnFen: number): Posting {
  const of = { memberId: member.memberId };
  return posting(`${member.name}盈余转为出资`, [
    { account: '221', side: 'debit', fen: returnFen, ...of },
    { account: '222', side: 'debit', fen: member.fen - returnFen, ...of },
    { account: '301', side: 'credit', fen: member.fen, ...of },
  ]);
}

/**
 * 退社: Dr 301 the capital; Dr 322 the reserve share refunded († the regulation names no entry, ours); Cr 114 of the member
 * until it is paid, or the money when it is paid at once. Nothing is set off against what the member owes (法 Art. 13).
 */
export function withdrawal(member: MemberPart, reserveFen: number, paid: Money | null): Posting {
  const totalFen = member.fen + reserveFen;
  return posting(`${member.name}退社退还出资`, [
    { account: '301', side: 'debit', fen: member.fen, memberId: member.memberId },
    {
      account: '322',
      side: 'debit',
      fen: reserveFen,
      item: '其他',
      summary: `${member.name}退社退还公积金份额`,
    },
    paid === null
      ? { account: '114', side: 'credit', fen: totalFen, memberId: member.memberId }
      : moneyLine(paid, 'credit', totalFen),
  ]);
}
