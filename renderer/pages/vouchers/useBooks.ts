import { useMemo } from 'react';
import { useCall, type Refusal } from '../../api.ts';
import { chartIndex, type Account, type ChartIndex } from './lookup.ts';
import type { Item } from './sheet.ts';

/** What vouchers are written with: the chart, what lines are analysed by, and the open month. */
export interface Books {
  readonly accounts: readonly Account[];
  readonly chart: ChartIndex;
  readonly items: readonly Item[];
  readonly currentPeriod: string;
  readonly firstPeriod: string;
  /** 收付转 instead of 记 for all. */
  readonly manyWords: boolean;
  readonly chiefAccountant: string;
}

export interface ReadBooks {
  /** Null while they are being read. */
  books: Books | null;
  error: Refusal | null;
  reload: () => void;
}

/** Read once for the whole page: a new voucher takes the first key at once. */
export function useBooks(): ReadBooks {
  const accounts = useCall('accounts.list', {});
  const items = useCall('items.list', {});
  const periods = useCall('periods.list', {});
  const settings = useCall('entities.books', {});
  const books = useMemo<Books | null>(() => {
    if (!accounts.value || !items.value || !periods.value || !settings.value) return null;
    return {
      accounts: accounts.value,
      chart: chartIndex(accounts.value),
      items: items.value,
      currentPeriod: periods.value.currentPeriod,
      firstPeriod: periods.value.firstPeriod,
      manyWords: settings.value.voucherWords !== '记',
      chiefAccountant: settings.value.chiefAccountant,
    };
  }, [accounts.value, items.value, periods.value, settings.value]);
  return {
    books,
    error: accounts.error ?? items.error ?? periods.error ?? settings.error,
    reload: () => [accounts, items, periods, settings].forEach((one) => one.reload()),
  };
}
