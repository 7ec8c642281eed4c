import './industry.css';
import type { ReactNode } from 'react';
import { useCall } from '../../api.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Page } from '../../parts/Page.tsx';
import { Tabs } from '../../parts/Tabs.tsx';

export const TABS = [
  { value: 'ledger', label: '产业' },
  { value: 'inspect', label: '验收' },
  { value: 'awards', label: '奖补项目' },
  { value: 'summary', label: '汇总' },
] as const;
export type Tab = (typeof TABS)[number]['value'];

/** The year looked at: the address's, else the latest that has something. */
export function useYear(): { year: number; years: readonly number[] } {
  const { params } = useRoute();
  const { today } = useSession();
  const known = useCall('industry.years', {}).value ?? [];
  const asked = Number(params.get('year') ?? 0);
  const now = Number(today.slice(0, 4));
  const years = [...new Set([now, ...known, ...(asked ? [asked] : [])])].sort((a, b) => b - a);
  return { year: asked || known[0] || now, years };
}

export function place(tab: Tab, year: number): Record<string, string> {
  return { ...(tab === 'ledger' ? {} : { tab }), year: String(year) };
}

/** The page around each of its tabs: the year stands beside the title, the buttons are the tab's. */
export function Frame(props: {
  tab: Tab;
  filters?: ReactNode;
  actions: ReactNode;
  banner?: ReactNode;
  children: ReactNode;
}) {
  const { year, years } = useYear();
  return (
    <Page
      title="户产业与奖补"
      filters={
        <SelectField
          bare
          label="年度"
          value={String(year)}
          onChange={(next) => settle('industry', null, place(props.tab, Number(next)))}
          choices={years.map((one) => ({ value: String(one), label: `${one} 年` }))}
        />
      }
      actions={props.actions}
      banner={props.banner}
    >
      <div className="industry">
        <div className="industry-bar">
          <Tabs
            label="看法"
            value={props.tab}
            onChange={(next) => settle('industry', null, place(next, year))}
            tabs={TABS}
          />
          <div className="page-filters">{props.filters}</div>
        </div>
        {props.children}
      </div>
    </Page>
  );
}
