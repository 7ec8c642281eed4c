import { FUND_SOURCE } from '../chart/accounts.ts';
import { invariant } from '../result.ts';
import { grantSpentOnAsset } from './grants.ts';
import { type Money, moneyLine, type Posting, posting, type PostingLine } from './posting.ts';
import { outgoing } from './trade.ts';

/** A fixed or productive biological asset in the books: its card's item, on the pair of accounts it stands on. */
export interface BookedAsset {
  readonly item: string;
  /** 151 固定资产 or 142 生产性生物资产. */
  readonly account: '151' | '142';
}

/** 累计折旧 of its kind. */
const accumulatedOn = ({ account }: BookedAsset): '152' | '143' => (account === '151' ? '152' : '143');

/** What an asset is used for, and so where its depreciation goes (37号 accounts 143, 152). */
export type AssetUse = 'production' | 'management' | 'public';

/** Where the depreciation of a use goes. */
export const CHARGED_TO: Readonly<Record<AssetUse, { readonly account: string; readonly item: string }>> = {
  production: { account: '401', item: '折旧与摊销' },
  management: { account: '523', item: '折旧费' },
  public: { account: '529', item: '折旧费' },
};

/** 购入不需要安装的: Dr the asset; Cr money, or 211 until it is paid. */
export function assetBought(
  asset: BookedAsset,
  costFen: number,
  supplier: string,
  paid: Money | null,
): Posting {
  return posting(`购入${asset.item}`, [
    assetLine(asset, 'debit', costFen),
    outgoing(supplier, paid, costFen),
  ]);
}

/** 完工交付: Dr the asset; Cr 153 of its project, at 决算价. */
export function assetHandedOver(asset: BookedAsset, project: string, costFen: number): Posting {
  return posting(`${asset.item}完工交付使用`, [
    assetLine(asset, 'debit', costFen),
    { account: '153', side: 'credit', fen: costFen, item: project },
  ]);
}

/** What getting a thing cost beside its price: carriage, taxes. */
export interface SideCosts {
  readonly fen: number;
  readonly party: string;
  readonly paid: Money | null;
}

/**
 * 接受捐赠: Dr the asset at voucher or appraised value and what getting it cost; Cr 311, Cr money or 211 (37号 account 151 no. 1, 311 no. 5).
 * At 名义金额 the costs are not the asset's: Dr 529.
 */
export function assetDonated(
  asset: BookedAsset,
  costFen: number,
  donor: string,
  { isNominal, costs }: { readonly isNominal: boolean; readonly costs: SideCosts | null },
): Posting {
  const summary = `收到${donor}捐赠的${asset.item}`;
  const costsFen = costs?.fen ?? 0;
  const valueFen = isNominal ? costFen : costFen - costsFen;
  invariant(valueFen > 0, 'what was given is worth something');
  return posting(summary, [
    assetLine(asset, 'debit', costFen),
    ...(isNominal ? [{ account: '529', side: 'debit', fen: costsFen, item: '受赠资产税费' } as const] : []),
    { account: '311', side: 'credit', fen: valueFen, item: FUND_SOURCE.donation },
    ...(costs === null
      ? []
      : [{ ...outgoing(costs.party, costs.paid, costs.fen), summary: `${asset.item}运杂费、税费` }]),
  ]);
}

/** 按清单登记，款项待核对: Dr the asset; Cr 311 what was given, Cr 211 the rest until it is known how it was paid. */
export function assetListed(
  asset: BookedAsset,
  costFen: number,
  { donatedFen, party }: { readonly donatedFen: number; readonly party: string },
): Posting {
  invariant(donatedFen >= 0 && donatedFen <= costFen, 'no more was given than it cost');
  return posting(`按清单登记${asset.item}`, [
    assetLine(asset, 'debit', costFen),
    { account: '311', side: 'credit', fen: donatedFen, item: FUND_SOURCE.donation },
    ...(donatedFen === costFen ? [] : [outgoing(party, null, costFen - donatedFen)]),
  ]);
}

/** How an asset came in, as its vouchers need to know. */
export type HowAcquired =
  | { readonly kind: 'bought'; readonly party: string; readonly paid: Money | null }
  | { readonly kind: 'built'; readonly project: string }
  | {
      readonly kind: 'granted';
      readonly project: string;
      readonly grantFen: number;
      readonly party: string;
      readonly paid: Money | null;
    }
  | {
      readonly kind: 'donated';
      readonly party: string;
      readonly isNominal: boolean;
      readonly costs: SideCosts | null;
    }
  | { readonly kind: 'pending'; readonly party: string; readonly donatedFen: number };

/** The voucher of an asset's coming in. */
export function assetAcquired(asset: BookedAsset, costFen: number, how: HowAcquired): Posting {
  switch (how.kind) {
    case 'bought':
      return assetBought(asset, costFen, how.party, how.paid);
    case 'built':
      return assetHandedOver(asset, how.project, costFen);
    case 'granted': {
      const thing = { account: asset.account, name: asset.item };
      return grantSpentOnAsset(how.project, how.grantFen, thing, costFen, how.party, how.paid);
    }
    case 'donated':
      return assetDonated(asset, costFen, how.party, how);
    case 'pending':
      return assetListed(asset, costFen, how);
  }
}

/** One asset's charge of a month. */
export interface MonthCharge {
  readonly asset: BookedAsset;
  readonly use: AssetUse;
  readonly fen: number;
  /** Where it is not the voucher's month: an earlier one that is caught up (补提). */
  readonly period?: string;
}

/** 计提折旧 of a month, one voucher: Dr 401, 523 or 529 by use; Cr 152 or 143 by asset, what is caught up by its month. */
export function depreciated(period: string, charges: readonly MonthCharge[]): Posting {
  const byUse = Map.groupBy(charges, (one) => one.use);
  const debits = (Object.keys(CHARGED_TO) as AssetUse[]).map((use): PostingLine => {
    const fen = (byUse.get(use) ?? []).reduce((sum, one) => sum + one.fen, 0);
    return { ...CHARGED_TO[use], side: 'debit', fen };
  });
  const credits = charges.map((one): PostingLine => ({
    account: accumulatedOn(one.asset),
    side: 'credit',
    fen: one.fen,
    item: one.asset.item,
    ...(one.period === undefined || one.period === period ? {} : { summary: `补提${one.period}折旧` }),
  }));
  return posting(`计提${Number(period.slice(5))}月折旧`, [...debits, ...credits]);
}

/** 改建完工: Dr the asset, Cr 153 of the works, which it adds to (37号 account 151 no. 4). */
export function assetImproved(asset: BookedAsset, project: string, fen: number): Posting {
  return posting(`${asset.item}改建完工`, [
    assetLine(asset, 'debit', fen),
    { account: '153', side: 'credit', fen, item: project },
  ]);
}

/** 已提足折旧的资产改建: Dr 171; Cr 153 (37号 account 171). */
export function improvementDeferred(asset: BookedAsset, project: string, fen: number): Posting {
  return posting(`${asset.item}改建支出待摊`, [
    { account: '171', side: 'debit', fen, item: `${asset.item}改建` },
    { account: '153', side: 'credit', fen, item: project },
  ]);
}

/** What stands of an asset (or of a piece of it) when it goes. */
export interface Standing {
  readonly costFen: number;
  readonly accumulatedFen: number;
}

/** 转入清理: Dr 154 what is left, Dr 152 what was depreciated; Cr 151 the cost (37号 account 151 no. 5). */
export function intoClearing(asset: BookedAsset, { costFen, accumulatedFen }: Standing): Posting {
  invariant(accumulatedFen >= 0 && accumulatedFen <= costFen, 'no more was depreciated than it cost');
  return posting(`${asset.item}转入清理`, [
    { account: '154', side: 'debit', fen: costFen - accumulatedFen, item: asset.item },
    { account: accumulatedOn(asset), side: 'debit', fen: accumulatedFen, item: asset.item },
    assetLine(asset, 'credit', costFen),
  ]);
}

/** 清理费用: Dr 154; Cr money or 211. */
export function clearingCost(asset: BookedAsset, fen: number, party: string, paid: Money | null): Posting {
  return posting(`${asset.item}清理费用`, [
    { account: '154', side: 'debit', fen, item: asset.item },
    outgoing(party, paid, fen),
  ]);
}

/** Who owes what an asset brings when it goes: an insurer or a person at fault, a member by 114, anybody else by 113. */
export type Payer =
  | { readonly kind: 'money'; readonly money: Money }
  | { readonly kind: 'member'; readonly memberId: number }
  | { readonly kind: 'party'; readonly name: string };

/** 残料、变价收入、保险和责任人赔偿: Dr money, 113 or 114; Cr 154. */
export function clearingProceeds(asset: BookedAsset, fen: number, payer: Payer): Posting {
  return posting(`${asset.item}清理收入`, [
    payerLine(payer, fen),
    { account: '154', side: 'credit', fen, item: asset.item },
  ]);
}

/** 结转清理净损益: what stands on 154 (debit positive) to 529, or what is over to 502. Nothing where it is nil. */
export function clearingClosed(asset: BookedAsset, balanceFen: number): Posting {
  const fen = Math.abs(balanceFen);
  const [debit, credit]: [PostingLine, PostingLine] =
    balanceFen >= 0
      ? [
          { account: '529', side: 'debit', fen, item: '资产处置损失' },
          { account: '154', side: 'credit', fen, item: asset.item },
        ]
      : [
          { account: '154', side: 'debit', fen, item: asset.item },
          { account: '502', side: 'credit', fen, item: '资产处置收益' },
        ];
  return posting(`结转${asset.item}清理${balanceFen >= 0 ? '净损失' : '净收益'}`, [debit, credit]);
}

/** 盘亏, until it is approved: Dr 181 what is left, Dr 152; Cr 151 (37号 account 151, 181). */
export function foundMissing(asset: BookedAsset, { costFen, accumulatedFen }: Standing): Posting {
  invariant(accumulatedFen >= 0 && accumulatedFen <= costFen, 'no more was depreciated than it cost');
  return posting(`盘亏${asset.item}`, [
    { account: PENDING, side: 'debit', fen: costFen - accumulatedFen },
    { account: accumulatedOn(asset), side: 'debit', fen: accumulatedFen, item: asset.item },
    assetLine(asset, 'credit', costFen),
  ]);
}

/** 盘盈, until it is approved: Dr 151 at market or appraised value less wear; Cr 181. */
export function foundMore(asset: BookedAsset, valueFen: number): Posting {
  return posting(`盘盈${asset.item}`, [
    assetLine(asset, 'debit', valueFen),
    { account: PENDING, side: 'credit', fen: valueFen },
  ]);
}

/** 盘亏经批准处理: Dr who pays (113, 114, money) and 529 for the rest; Cr 181. */
export function missingSettled(
  asset: BookedAsset,
  fen: number,
  paidFen: number,
  payer: Payer | null,
): Posting {
  invariant(paidFen >= 0 && paidFen <= fen && (paidFen === 0) === (payer === null), 'who pays, pays a part');
  return posting(`处理盘亏${asset.item}`, [
    ...(payer === null ? [] : [payerLine(payer, paidFen)]),
    { account: '529', side: 'debit', fen: fen - paidFen, item: '资产盘亏毁损' },
    { account: PENDING, side: 'credit', fen },
  ]);
}

/** 盘盈经批准处理: Dr 181; Cr 502. */
export function moreSettled(asset: BookedAsset, fen: number): Posting {
  return posting(`处理盘盈${asset.item}`, [
    { account: PENDING, side: 'debit', fen },
    { account: '502', side: 'credit', fen, item: '资产盘盈' },
  ]);
}

/** 待处理非流动资产损溢 */
const PENDING = '18102';

const assetLine = (asset: BookedAsset, side: 'debit' | 'credit', fen: number): PostingLine => ({
  account: asset.account,
  side,
  fen,
  item: asset.item,
});

function payerLine(payer: Payer, fen: number): PostingLine {
  switch (payer.kind) {
    case 'money':
      return moneyLine(payer.money, 'debit', fen);
    case 'member':
      return { account: '114', side: 'debit', fen, memberId: payer.memberId };
    case 'party':
      return { account: '113', side: 'debit', fen, item: payer.name };
  }
}
