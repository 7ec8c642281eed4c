import { type Money, type Posting, posting, type PostingLine, USUAL_BANK } from './posting.ts';

/** Events of the mutual-aid association; a kind that files have is never renamed. */
export const FUND_TITLES = {
  fundContributed: '收互助金',
  fundGranted: '登记赠股配股',
  fundBrought: '资金来源到账',
  fundSpent: '协会费用支出',
  fundLent: '发放借款',
  fundRepaid: '收回借款和占用费',
  fundWrittenOff: '核销借款',
  fundDistributed: '占用费分配',
  fundLeft: '退会退还互助金',
} as const;

/**
 * Entries of the association's books (民间非营利组织会计制度, DOMAIN §4); accounts by what they are for, because counties have templates of
 * their own. Members' 互助金 is refundable and so a liability; granted shares are in no account.
 */
function fundMoney(money: Money, side: 'debit' | 'credit', fen: number): PostingLine {
  if (money.kind === 'cash') return { account: '@cash', side, fen };
  return { account: '@bank', side, fen, item: money.bankId ?? USUAL_BANK };
}

export interface FundMember {
  readonly id: number;
  readonly no: string;
  readonly name: string;
}

const who = ({ no, name }: FundMember): string => `${no} ${name}`;

/** 收互助金: Dr money; Cr 互助金 by member. */
export function contributed(
  member: FundMember,
  kind: 'base' | 'additional',
  fen: number,
  paid: Money,
): Posting {
  return posting(`收 ${who(member)} ${kind === 'base' ? '基准互助金' : '追加互助金'}`, [
    fundMoney(paid, 'debit', fen),
    { account: '@memberFund', side: 'credit', fen, memberId: member.id },
  ]);
}

export interface Capital {
  readonly source: 'fiscal' | 'donation' | 'assistance';
  readonly party: string;
  readonly isRestricted: boolean;
  readonly fen: number;
}

export const CAPITAL_TITLES: Readonly<Record<Capital['source'], string>> = {
  fiscal: '财政扶持资金',
  donation: '捐赠',
  assistance: '社会帮扶资金',
};

/** 资金来源: Dr money; Cr 政府补助收入 or 捐赠收入, restricted to lending where whoever gave it said so. */
export function brought({ source, party, isRestricted, fen }: Capital, paid: Money): Posting {
  const free = source === 'fiscal' ? '@subsidyFree' : '@donationFree';
  const restricted = source === 'fiscal' ? '@subsidyRestricted' : '@donationRestricted';
  return posting(`收到${party}${CAPITAL_TITLES[source]}`, [
    fundMoney(paid, 'debit', fen),
    { account: isRestricted ? restricted : free, side: 'credit', fen },
  ]);
}

/** 费用: Dr 业务活动成本 or 管理费用 by item; Cr money. */
export function spent(cost: 'programme' | 'management', item: string, fen: number, paid: Money): Posting {
  return posting(`付${item}`, [
    { account: cost === 'programme' ? '@activityCost' : '@managementCost', side: 'debit', fen, item },
    fundMoney(paid, 'credit', fen),
  ]);
}

/** 发放借款: Dr 借款 by member; Cr money. */
export function lent(member: FundMember, loanNo: string, fen: number, paid: Money): Posting {
  return posting(`发放 ${who(member)} 借款 ${loanNo}`, [
    { account: '@loans', side: 'debit', fen, memberId: member.id },
    fundMoney(paid, 'credit', fen),
  ]);
}

export interface Repaid {
  readonly principalFen: number;
  /** With what being late adds. */
  readonly feeFen: number;
  /** A guarantor who paid for the borrower. */
  readonly payer: FundMember | null;
}

/** 收回: Dr money; Cr 占用费收入, 借款 of the borrower whoever paid. */
export function repaid(member: FundMember, loanNo: string, part: Repaid, paid: Money): Posting {
  const { principalFen, feeFen, payer } = part;
  const what = principalFen === 0 ? '占用费' : feeFen === 0 ? '借款' : '借款和占用费';
  const by = payer === null ? '' : `（担保人 ${who(payer)} 代还）`;
  return posting(`收 ${who(member)} ${what} ${loanNo}${by}`, [
    fundMoney(paid, 'debit', principalFen + feeFen),
    { account: '@feeIncome', side: 'credit', fen: feeFen },
    { account: '@loans', side: 'credit', fen: principalFen, memberId: member.id },
  ]);
}

/** What a loan that is given up for lost costs beyond the reserve. */
const LOSS = '借款损失';

/** 核销: Dr 风险准备金, beyond it 业务活动成本; Cr 借款. */
export function writtenOff(
  member: FundMember,
  loanNo: string,
  part: { readonly reserveFen: number; readonly costFen: number },
): Posting {
  const { reserveFen, costFen } = part;
  return posting(`核销 ${who(member)} 借款 ${loanNo}`, [
    { account: '@riskReserve', side: 'debit', fen: reserveFen },
    { account: '@activityCost', side: 'debit', fen: costFen, item: LOSS },
    { account: '@loans', side: 'credit', fen: reserveFen + costFen, memberId: member.id },
  ]);
}

export interface Distributed {
  readonly target: 'running' | 'reserve' | 'welfare' | 'risk';
  readonly fen: number;
}

const PART_ACCOUNT: Readonly<Record<Distributed['target'], string>> = {
  running: '@runningReserve',
  reserve: '@reserve',
  welfare: '@welfare',
  risk: '@riskReserve',
};

/**
 * 占用费分配 of a year, within the net assets: each part of the fee to its own account, the running part less what the year's costs have
 * used of it.
 */
export function distributed(year: number, parts: readonly Distributed[], costFen: number): Posting {
  const byTarget = (['reserve', 'welfare', 'risk', 'running'] as const).map((target) => {
    const fen = parts.filter((part) => part.target === target).reduce((sum, part) => sum + part.fen, 0);
    return { target, fen: target === 'running' ? fen - costFen : fen };
  });
  const movedFen = byTarget.reduce((sum, part) => sum + part.fen, 0);
  const line = (account: string, creditFen: number): PostingLine => ({
    account,
    side: creditFen >= 0 ? 'credit' : 'debit',
    fen: Math.abs(creditFen),
  });
  return posting(`分配 ${year} 年占用费`, [
    line('@undistributed', -movedFen),
    ...byTarget.map(({ target, fen }) => line(PART_ACCOUNT[target], fen)),
  ]);
}

/** 退会: Dr 互助金, and the accumulated share of the reserve where the charter gives it; Cr money. */
export function refunded(
  member: FundMember,
  part: { readonly ownFen: number; readonly shareFen: number },
  paid: Money,
): Posting {
  return posting(`退还 ${who(member)} 退会互助金`, [
    { account: '@memberFund', side: 'debit', fen: part.ownFen, memberId: member.id },
    { account: '@reserve', side: 'debit', fen: part.shareFen },
    fundMoney(paid, 'credit', part.ownFen + part.shareFen),
  ]);
}
