import './ledger.css';
import { useRef } from 'react';
import { asRefusal, useCall } from '../../api.ts';
import { go, settle, useRoute } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { CheckField } from '../../parts/Field.tsx';
import { ErrorBanner, notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { orderedRange, usualRange } from '../../parts/period.ts';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { AccountTab } from './AccountTab.tsx';
import { AnalysisTab } from './AnalysisTab.tsx';
import { BalancesTab } from './BalancesTab.tsx';
import { ColumnsTab } from './ColumnsTab.tsx';
import { GeneralTab } from './GeneralTab.tsx';
import { JournalTab } from './JournalTab.tsx';
import type { TabProps, Tools } from './tab.ts';
import { otherTab, paramsOf, TABS, viewOf, type LedgerView } from './view.ts';

/** 账簿: the books as they are read, from the trial balance down to the voucher and back. */
export function LedgerPage() {
  const periods = useCall('periods.list', {});
  const route = useRoute();
  const print = usePrint();
  const tools = useRef<Tools>({ print: null, save: null });
  if (!periods.value) {
    return (
      <Page title="账簿" banner={<ErrorBanner error={periods.error} onRetry={periods.reload} />}>
        {!periods.error && <p className="waiting">正在读取…</p>}
      </Page>
    );
  }
  const usual = usualRange(periods.value);
  const view = viewOf(route.params, usual);
  const year = view.to.slice(0, 4);
  const change = (part: Partial<LedgerView>): void => {
    const next = { ...view, at: '', ...part };
    settle('ledger', null, paramsOf({ ...next, ...orderedRange(next.from, next.to) }));
  };
  const leave = (at: string): void => settle('ledger', null, paramsOf({ ...view, at }));
  const props: TabProps = {
    view,
    change,
    open: (next, at) => {
      leave(at);
      go('ledger', null, paramsOf(next));
    },
    openVoucher: (id, at) => {
      leave(at);
      go('vouchers', id);
    },
    tools,
  };
  return (
    <Page
      title="账簿"
      filters={
        <>
          <PeriodField bare label="从" width={76} value={view.from} onChange={(from) => change({ from })} />
          <span className="quiet">至</span>
          <PeriodField bare label="到" width={76} value={view.to} onChange={(to) => change({ to })} />
          <Button kind="quiet" title="只看最后一个月" onClick={() => change({ from: view.to })}>
            本月
          </Button>
          <Button
            kind="quiet"
            title={`从 ${year} 年 1 月到 ${view.to}`}
            onClick={() => change({ from: `${year}-01` })}
          >
            本年
          </Button>
          <Button
            kind="quiet"
            title={`从启用期间 ${periods.value.firstPeriod} 到 ${usual.to}`}
            onClick={() => change({ from: periods.value?.firstPeriod ?? view.from, to: usual.to })}
          >
            全部
          </Button>
          <CheckField label="含未记账" value={view.unposted} onChange={(unposted) => change({ unposted })} />
        </>
      }
      actions={
        <>
          <Button
            title="把表里的行存成 Excel 表格，金额仍是数字"
            onClick={() => {
              const { save } = tools.current;
              if (save) save().catch((reason: unknown) => notify(asRefusal(reason).message, 'error'));
              else notify('现在没有可以导出的行。', 'warning');
            }}
          >
            导出 Excel
          </Button>
          <Button
            shortcut="Ctrl+P"
            onClick={() => {
              if (tools.current.print) print(tools.current.print);
              else notify('现在没有可以打印的账页，请先选科目。', 'warning');
            }}
          >
            打印
          </Button>
        </>
      }
    >
      <div className="books">
        <Tabs
          label="账簿种类"
          value={view.tab}
          tabs={TABS}
          onChange={(tab) => go('ledger', null, paramsOf(otherTab(view, tab)))}
        />
        <Shown {...props} />
      </div>
    </Page>
  );
}

function Shown(props: TabProps) {
  switch (props.view.tab) {
    case 'balances':
      return <BalancesTab {...props} />;
    case 'general':
      return <GeneralTab {...props} />;
    case 'account':
      return <AccountTab {...props} key="account" daily={false} />;
    case 'daily':
      return <AccountTab {...props} key="daily" daily />;
    case 'columns':
      return <ColumnsTab {...props} />;
    case 'journal':
      return <JournalTab {...props} />;
    case 'analysis':
      return <AnalysisTab {...props} />;
  }
}
