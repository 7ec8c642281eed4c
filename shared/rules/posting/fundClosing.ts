import { carriesTo, type RoleName } from '../chart/fund.ts';
import type { OpenBalance } from './closing.ts';
import { posting, type Posting, type PostingLine } from './posting.ts';

/** An income or a cost of an association that still stands on its account, with what the account is for. */
export interface OpenIncome extends OpenBalance {
  readonly role: string;
  readonly isIncome: boolean;
}

/**
 * 期末结转 of an association: income and costs go to 非限定性净资产, what its giver restricted to 限定性净资产 (民间非营利组织会计制度,
 * accounts 3101, 3102). Income and costs each in a voucher, each net asset in one line. `name` is the time they are of: 12月, 2018年度.
 */
export function carryFund(name: string, balances: readonly OpenIncome[]): Posting[] {
  const income = balances.filter((one) => one.isIncome);
  const costs = balances.filter((one) => !one.isIncome);
  return [
    posting(`结转${name}收入`, [...income.map(closed), ...against(income)]),
    posting(`结转${name}费用`, [...against(costs), ...costs.map(closed)]),
  ].filter(({ lines }) => lines.length > 0);
}

function closed({ account, debitFen, memberId, itemId, item2Id }: OpenIncome): PostingLine {
  return {
    account,
    side: debitFen > 0 ? 'credit' : 'debit',
    fen: Math.abs(debitFen),
    ...(memberId === null ? {} : { memberId }),
    ...(itemId === null ? {} : { item: itemId }),
    ...(item2Id === null ? {} : { item2: item2Id }),
  };
}

function against(balances: readonly OpenIncome[]): PostingLine[] {
  const byTarget = new Map<RoleName, number>();
  for (const { role, debitFen } of balances) {
    const target = carriesTo(role);
    byTarget.set(target, (byTarget.get(target) ?? 0) + debitFen);
  }
  return [...byTarget].map(([account, debitFen]) => ({
    account,
    side: debitFen > 0 ? 'debit' : 'credit',
    fen: Math.abs(debitFen),
  }));
}
