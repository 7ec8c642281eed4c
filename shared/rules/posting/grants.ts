import { FUND_SOURCE } from '../chart/accounts.ts';
import { type Money, moneyLine, type Posting, posting, type PostingLine } from './posting.ts';
import { outgoing } from './trade.ts';

/** What a grant is spent on, or what is given in kind: an account and its item (a card, a project, a product). */
export interface Thing {
  readonly account: string;
  readonly name: string;
  readonly quantityMilli?: number | undefined;
}

/** 财政补助到账: Dr money; Cr 235 by project (37号 account 235 no. 2). */
export function grantReceived(project: string, fen: number, money: Money): Posting {
  return posting(`收到财政补助：${project}`, [
    moneyLine(money, 'debit', fen),
    { account: '235', side: 'credit', fen, item: project },
  ]);
}

/**
 * 用补助购建资产: Dr the asset or the works at full cost; Cr money or 211 **and** for the grant's part Dr 235; Cr 311
 * (37号 account 235 no. 3; DOMAIN §9 #30). One voucher: the second half is what people forget, and here it can't stay behind.
 */
export function grantSpentOnAsset(
  project: string,
  grantFen: number,
  asset: Thing,
  costFen: number,
  supplier: string,
  paid: Money | null,
): Posting {
  return posting(`用补助购建${asset.name}`, [
    thingLine(asset, costFen),
    outgoing(supplier, paid, costFen),
    ...intoFund(project, grantFen, '补助形成资产，转入专项基金'),
  ]);
}

/** 补助用于费用 (培训、推销…) or 退回: Dr 235; Cr money (37号 account 235 no. 3, 5). */
export function grantPaidOut(summary: string, project: string, fen: number, money: Money): Posting {
  return posting(summary, [
    { account: '235', side: 'debit', fen, item: project },
    moneyLine(money, 'credit', fen),
  ]);
}

/** 先建后补 (DOMAIN §9 #31), two vouchers of one day: Dr money; Cr 235, then Dr 235; Cr 311. The asset's cost stays. */
export function grantAfterAsset(project: string, fen: number, assetName: string, money: Money): Posting[] {
  const summary = `${assetName}的补助转入专项基金`;
  return [grantReceived(project, fen, money), posting(summary, intoFund(project, fen, summary))];
}

function intoFund(project: string, fen: number, summary: string): PostingLine[] {
  return [
    { account: '235', side: 'debit', fen, item: project, summary },
    { account: '311', side: 'credit', fen, item: FUND_SOURCE.state, summary },
  ];
}

/**
 * 收到捐款: Dr money; Cr 311. Restricted and not used yet: Cr 211 by donor until it is († ours: 37号 Art. 41 lets only unrestricted
 * or used donations into 311, its account note sets no limit; the article is the stricter one).
 */
export function donationCash(donor: string, fen: number, money: Money, restricted: boolean): Posting {
  return posting(restricted ? `收到${donor}限定用途的捐款` : `收到${donor}捐款`, [
    moneyLine(money, 'debit', fen),
    restricted
      ? { account: '211', side: 'credit', fen, item: donor }
      : { account: '311', side: 'credit', fen, item: FUND_SOURCE.donation },
  ]);
}

/** 限定用途的捐款已按约定使用: Dr 211 by donor; Cr 311. */
export function donationUsed(donor: string, fen: number): Posting {
  return posting(`${donor}的捐款已按约定使用`, [
    { account: '211', side: 'debit', fen, item: donor },
    { account: '311', side: 'credit', fen, item: FUND_SOURCE.donation },
  ]);
}

/** 收到捐赠物资: Dr the asset or the goods; Cr 311 (37号 account 311 no. 5). At 1 yuan where nothing else can be found. */
export function donationInKind(donor: string, thing: Thing, fen: number): Posting {
  return posting(`收到${donor}捐赠的${thing.name}`, [
    thingLine(thing, fen),
    { account: '311', side: 'credit', fen, item: FUND_SOURCE.donation },
  ]);
}

function thingLine({ account, name, quantityMilli }: Thing, fen: number): PostingLine {
  return {
    account,
    side: 'debit',
    fen,
    item: name,
    ...(quantityMilli === undefined ? {} : { quantityMilli }),
  };
}
