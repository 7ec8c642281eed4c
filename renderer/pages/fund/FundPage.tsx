import './fund.css';
import { useMemo, useState } from 'react';
import { useCall } from '../../api.ts';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { Slots } from '../labour/slots.tsx';
import { FundContext, type Tab, TABS, useView } from './context.ts';
import { DistributionTab } from './DistributionTab.tsx';
import { EventsTab } from './EventsTab.tsx';
import { GroupsTab } from './GroupsTab.tsx';
import { LoansTab } from './LoansTab.tsx';
import { MembersTab } from './MembersTab.tsx';
import { NoFund } from './NoFund.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { RepaymentsTab } from './RepaymentsTab.tsx';
import { ReportTab } from './ReportTab.tsx';
import { SettingsTab } from './SettingsTab.tsx';

const CONTENT: Readonly<Record<Tab, React.ComponentType>> = {
  overview: OverviewTab,
  loans: LoansTab,
  repayments: RepaymentsTab,
  members: MembersTab,
  groups: GroupsTab,
  events: EventsTab,
  distribution: DistributionTab,
  report: ReportTab,
  settings: SettingsTab,
};

/** 互助资金: the village's mutual-aid association – its money, loans, members, groups, and what it hands in. */
export function FundPage() {
  const fund = useCall('fund.get', {});
  if (fund.value) {
    return (
      <FundContext value={fund.value}>
        <Desk name={fund.value.name} />
      </FundContext>
    );
  }
  if (fund.value === null && !fund.loading) return <NoFund />;
  return (
    <Page title="互助资金" banner={<ErrorBanner error={fund.error} onRetry={fund.reload} />}>
      <p className="waiting">{fund.error ? '' : '正在读取…'}</p>
    </Page>
  );
}

function Desk({ name }: { name: string }) {
  const { tab, show } = useView();
  const [filters, setFilters] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);
  const [banner, setBanner] = useState<HTMLElement | null>(null);
  const slots = useMemo(() => ({ filters, actions, banner }), [filters, actions, banner]);
  const Content = CONTENT[tab];
  return (
    <Slots value={slots}>
      <div className="fund">
        <Page
          title="互助资金"
          sub={name}
          actions={<div className="slot" ref={setActions} />}
          banner={<div className="slot" ref={setBanner} />}
        >
          <div className="fund-body">
            <div className="fund-bar">
              <Tabs label="互助资金的内容" value={tab} tabs={TABS} onChange={(next) => show({ tab: next })} />
              <div className="page-filters" ref={setFilters} />
            </div>
            <div className="fund-under">
              <Content key={tab} />
            </div>
          </div>
        </Page>
      </div>
    </Slots>
  );
}
