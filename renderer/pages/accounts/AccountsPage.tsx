import './accounts.css';
import { useCall } from '../../api.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { Chart } from './Chart.tsx';
import { Items } from './Items.tsx';
import { Openings } from './Openings.tsx';

const TABS = [
  { value: 'chart', label: '会计科目' },
  { value: 'items', label: '辅助核算' },
  { value: 'openings', label: '期初余额' },
] as const;

type Tab = (typeof TABS)[number]['value'];

/** 科目: the chart, what its lines are analysed by, and where the books began. */
export function AccountsPage() {
  const { params } = useRoute();
  const accounts = useCall('accounts.list', {});
  const items = useCall('items.list', {});
  const tab: Tab = TABS.find((one) => one.value === params.get('tab'))?.value ?? 'chart';
  const tabs = (
    <Tabs label="科目" value={tab} tabs={TABS} onChange={(next) => settle('accounts', null, { tab: next })} />
  );
  const error = accounts.error ?? items.error;
  if (!accounts.value || !items.value || error) {
    return (
      <Page
        title="科目"
        filters={tabs}
        banner={
          <ErrorBanner error={error} onRetry={() => [accounts, items].forEach((one) => one.reload())} />
        }
      >
        {!error && <p className="waiting">正在读取…</p>}
      </Page>
    );
  }
  const known = { tabs, accounts: accounts.value, items: items.value };
  if (tab === 'items') return <Items {...known} />;
  if (tab === 'openings') return <Openings {...known} />;
  return <Chart {...known} />;
}
