import { createContext, useContext } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';

export type Association = NonNullable<Output<'fund.get'>>;

/** The association whose page this is; the page shows nothing of it before it is known. */
export const FundContext = createContext<Association | null>(null);

export function useFund(): Association {
  const fund = useContext(FundContext);
  if (!fund) throw new Error('this is shown inside the association’s page');
  return fund;
}

export const TABS = [
  { value: 'overview', label: '概况' },
  { value: 'loans', label: '借款' },
  { value: 'repayments', label: '还款与占用费' },
  { value: 'members', label: '会员与互助金' },
  { value: 'groups', label: '互助小组' },
  { value: 'events', label: '资金与支出' },
  { value: 'distribution', label: '占用费分配' },
  { value: 'report', label: '季报' },
  { value: 'settings', label: '设置' },
] as const;
export type Tab = (typeof TABS)[number]['value'];

/** Which tab, the day everything is looked at on, and what is open: kept in the address. */
export function useView() {
  const { today } = useSession();
  const { id, params } = useRoute();
  const asked = TABS.find(({ value }) => value === params.get('tab'))?.value;
  const tab: Tab = asked ?? (id === null ? 'overview' : 'events');
  const day = params.get('asOf');
  const asOf = day !== null && /^\d{4}-\d{2}-\d{2}$/u.test(day) ? day : today;
  const opened = Number(params.get('open'));
  return {
    tab,
    asOf,
    /** The event that a voucher led here by. */
    eventId: id,
    openId: Number.isInteger(opened) && opened > 0 ? opened : null,
    look: params.get('look') ?? '',
    show: (next: { tab?: Tab; asOf?: string; open?: number | null; look?: string }): void => {
      const on = next.asOf ?? asOf;
      const open = next.open === undefined ? (next.tab && next.tab !== tab ? null : opened) : next.open;
      const look = next.look ?? (next.tab && next.tab !== tab ? '' : (params.get('look') ?? ''));
      settle('fund', null, {
        tab: next.tab ?? tab,
        ...(on === today ? {} : { asOf: on }),
        ...(open ? { open: String(open) } : {}),
        ...(look ? { look } : {}),
      });
    },
  };
}
