import type { Output } from '../../../shared/contract/index.ts';
import { toHalfWidth, withoutSpaces } from '../../../shared/rules/fullwidth.ts';

export type Account = Output<'accounts.list'>[number];

/** An account that fits what was typed; `bar` says why it can't be chosen all the same. */
export interface FoundAccount {
  readonly account: Account;
  readonly bar: string | null;
  /** What was typed is its whole code or name. */
  readonly exact: boolean;
}

/** What of an account is compared, made once for a chart. */
interface Prepared {
  readonly account: Account;
  readonly bar: string | null;
  /** Own, and with the parents' before it: yyfp finds 盈余分配/未分配盈余 too. */
  readonly initials: readonly string[];
  readonly full: readonly string[];
}

export type ChartIndex = readonly Prepared[];

/** A chart made ready for {@link findAccounts}; in the order of codes. */
export function chartIndex(accounts: readonly Account[]): ChartIndex {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return accounts.map((account) => {
    const chain = [account];
    for (let at = account; at.parentId !== null;) {
      const parent = byId.get(at.parentId);
      if (!parent) break;
      chain.unshift(parent);
      at = parent;
    }
    const joined = (key: 'pinyinInitials' | 'pinyinFull'): string[] =>
      chain.map((_, index) =>
        chain
          .slice(index)
          .map((one) => one[key])
          .join(''),
      );
    return {
      account,
      bar: barToChoosing(account),
      initials: joined('pinyinInitials'),
      full: joined('pinyinFull'),
    };
  });
}

/** Why no line can be typed on the account; null when one can. */
function barToChoosing(account: Account): string | null {
  if (account.controlledBy !== null) return account.controlledBy;
  if (!account.isLeaf) return '下面有明细科目，请选明细';
  return account.enabled ? null : '已停用，在“科目”里可以重新启用';
}

/**
 * The accounts that fit what was typed, best first: the beginning of the code, then of the pinyin initials, then the name (its
 * beginning before its middle), then of the full pinyin. Within each in the order of codes; what can't be chosen stays, with its reason.
 * Nothing typed: the whole chart.
 */
export function findAccounts(index: ChartIndex, typed: string): FoundAccount[] {
  const text = withoutSpaces(toHalfWidth(typed)).toLowerCase();
  const ranked: { row: Prepared; rank: number }[] = [];
  for (const row of index) {
    const rank = rankOf(row, text);
    if (rank !== null) ranked.push({ row, rank });
  }
  // The sort is stable: the order of codes stays within a rank.
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.map(({ row: { account, bar } }) => ({
    account,
    bar,
    exact: account.code === text || account.name === text || account.fullName === text,
  }));
}

function rankOf({ account, initials, full }: Prepared, text: string): number | null {
  if (account.code.startsWith(text)) return 0;
  if (initials.some((one) => one.startsWith(text))) return 1;
  if (account.name.startsWith(text)) return 2;
  if (account.fullName.includes(text)) return 3;
  return full.some((one) => one.startsWith(text)) ? 4 : null;
}
