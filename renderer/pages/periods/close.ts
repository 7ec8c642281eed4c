import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import {
  carryProfit,
  carryYear,
  clearDistribution,
  type OpenBalance,
} from '../../../shared/rules/posting/closing.ts';
import { carryFund } from '../../../shared/rules/posting/fundClosing.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';

export type PeriodRow = Output<'periods.list'>['periods'][number];
type BalanceRow = Output<'ledger.trialBalance'>['rows'][number];

/** A voucher that a button will make, by first-level account: what is said before it is done. */
export interface Preview {
  readonly summary: string;
  /** 借 501 经营收入 12,000.00 */
  readonly lines: readonly string[];
}

/** 结转损益 of a month, from its trial balance. Empty when income and expense stand at nil. */
export function carryProfitPreview(period: string, rows: readonly BalanceRow[]): Preview[] {
  return inWords(carryProfit(period, profitOf(rows)), rows);
}

type Account = Pick<Output<'accounts.list'>[number], 'code' | 'fullName' | 'role' | 'normal'>;

/** 结转收支 of an association, of a month or (with December) of the year. */
export function carryFundPreview(
  period: string,
  byYear: boolean,
  rows: readonly BalanceRow[],
  accounts: readonly Account[],
): Preview[] {
  const known = new Map(accounts.map((one) => [one.code, one]));
  const open = rows
    .filter((row) => row.isLeaf && row.class === 'profit')
    .map(openBalance)
    .filter(({ debitFen }) => debitFen !== 0)
    .map((one) => {
      const account = known.get(one.account);
      return { ...one, role: account?.role ?? '', isIncome: account?.normal === 'credit' };
    });
  const name = byYear ? `${period.slice(0, 4)}年度` : `${Number(period.slice(5))}月`;
  const byRole = (role: string): Account | undefined => accounts.find((one) => `@${one.role}` === role);
  return carryFund(name, open).map(({ summary, lines }) => ({
    summary,
    lines: lines.map(({ account, side, fen }) => {
      const named = known.get(account) ?? byRole(account);
      return `${side === 'debit' ? '借' : '贷'} ${named?.code ?? account} ${named?.fullName ?? ''} ${formatYuan(fen)}`;
    }),
  }));
}

/** ① of a year, from December's trial balance; income and expense still open are carried first. */
export function carryYearPreview(year: number, rows: readonly BalanceRow[]): Preview[] {
  return inWords([carryYear(year, surplusOf(rows))], rows);
}

/** ⑤: what was distributed in the year goes against 未分配盈余. */
export function clearDistributionPreview(year: number, rows: readonly BalanceRow[]): Preview[] {
  const distributed = rows.filter((row) => row.code === '33201').map(openBalance);
  return inWords([clearDistribution(year, distributed)], rows);
}

/** The surplus (a loss is negative) that stands in 331 once income and expense are carried, in fen. */
export function surplusOf(rows: readonly BalanceRow[]): number {
  const open = [...profitOf(rows), ...rows.filter((row) => row.code === '331').map(openBalance)];
  return 0 - open.reduce((fen, one) => fen + one.debitFen, 0);
}

function profitOf(rows: readonly BalanceRow[]): OpenBalance[] {
  return rows.filter((row) => row.level === 1 && row.class === 'profit').map(openBalance);
}

function openBalance(row: BalanceRow): OpenBalance {
  const debitFen = row.closingDebitFen - row.closingCreditFen;
  return { account: row.code, memberId: null, itemId: null, item2Id: null, debitFen };
}

const CLOSING_NAMES: Readonly<Record<string, string>> = {
  '331': '本年盈余',
  '33201': '盈余分配/各项分配',
  '33202': '盈余分配/未分配盈余',
};

function inWords(postings: readonly Posting[], rows: readonly BalanceRow[]): Preview[] {
  const nameOf = (code: string): string =>
    CLOSING_NAMES[code] ?? rows.find((row) => row.code === code)?.name ?? '';
  return postings
    .filter(({ lines }) => lines.length > 0)
    .map(({ summary, lines }) => ({
      summary,
      lines: lines.map(
        ({ account, side, fen }) =>
          `${side === 'debit' ? '借' : '贷'} ${account} ${nameOf(account)} ${formatYuan(fen)}`,
      ),
    }));
}

/** Checks that a close passes by what it does itself: they don't bar it. */
const DONE_BY_CLOSING: ReadonlySet<string> = new Set([
  'profit-carried',
  'year-carried',
  'distribution-cleared',
]);

/** What of a month's checks has to be put right by hand before it can be closed, by name. */
export function toPutRight(checks: Output<'periods.check'>): string[] {
  return checks
    .filter((one) => !one.ok && one.level === 'block' && !DONE_BY_CLOSING.has(one.id))
    .map((one) => one.name);
}

/** 草稿 2 · 已审核 1 · 已记账 12; what there is none of is left out. */
export function countsInWords(row: PeriodRow): string {
  const counts = [
    row.drafts > 0 ? `草稿 ${row.drafts}` : '',
    row.reviewed > 0 ? `已审核 ${row.reviewed}` : '',
    row.posted > 0 ? `已记账 ${row.posted}` : '',
    row.voided > 0 ? `作废 ${row.voided}` : '',
  ].filter(Boolean);
  return counts.join(' · ') || '没有凭证';
}

/** The years of the books, latest first, each with its months in order. */
export function byYear(periods: readonly PeriodRow[]): { year: number; months: PeriodRow[] }[] {
  const years = new Map<number, PeriodRow[]>();
  for (const row of [...periods].sort((a, b) => (a.period < b.period ? -1 : 1))) {
    const year = Number(row.period.slice(0, 4));
    years.set(year, [...(years.get(year) ?? []), row]);
  }
  return [...years].sort(([a], [b]) => b - a).map(([year, months]) => ({ year, months }));
}

/** The latest closed month: the only one that can be reopened. */
export function latestClosed(periods: readonly PeriodRow[]): PeriodRow | null {
  return periods.reduce<PeriodRow | null>(
    (last, row) => (row.state === 'closed' && (!last || row.period > last.period) ? row : last),
    null,
  );
}
