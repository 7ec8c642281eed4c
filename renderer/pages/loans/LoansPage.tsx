import './loans.css';
import { useMemo, useState } from 'react';
import { settle, useRoute } from '../../frame/routes.ts';
import { Page } from '../../parts/Page.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { Slots } from '../labour/slots.tsx';
import { ClaimDesk } from './ClaimDesk.tsx';
import { ClaimsTab } from './ClaimsTab.tsx';
import { ConflictsTab } from './ConflictsTab.tsx';
import { RegisterTab } from './RegisterTab.tsx';
import { RemindersTab } from './RemindersTab.tsx';
import { SettleTab } from './SettleTab.tsx';
import { TermsTab } from './TermsTab.tsx';

type Tab = 'register' | 'settle' | 'claims' | 'reminders' | 'conflicts' | 'terms';

const TABS: ReadonlyArray<{ value: Tab; label: string }> = [
  { value: 'register', label: '贷款台账' },
  { value: 'settle', label: '结息' },
  { value: 'claims', label: '贴息申请' },
  { value: 'reminders', label: '提醒与日历' },
  { value: 'conflicts', label: '疑点' },
  { value: 'terms', label: '设置' },
];

/** 贴息贷款: the households' bank loans, their interest, the subsidy claimed for it, and what falls due. */
export function LoansPage() {
  const { params } = useRoute();
  const [filters, setFilters] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);
  const [banner, setBanner] = useState<HTMLElement | null>(null);
  const slots = useMemo(() => ({ filters, actions, banner }), [filters, actions, banner]);
  const tab = TABS.find(({ value }) => value === params.get('tab'))?.value ?? 'register';
  const batch = Number(params.get('batch') ?? 0);
  return (
    <Slots value={slots}>
      <div className="loans">
        <Page
          title="贴息贷款"
          actions={<div className="slot" ref={setActions} />}
          banner={<div className="slot" ref={setBanner} />}
        >
          <div className="loans-body">
            <div className="loans-bar">
              <Tabs
                label="看法"
                value={tab}
                onChange={(next) => settle('loans', null, next === 'register' ? {} : { tab: next })}
                tabs={TABS}
              />
              <div className="page-filters" ref={setFilters} />
            </div>
            <div className="loans-under">
              {tab === 'register' && <RegisterTab />}
              {tab === 'settle' && <SettleTab />}
              {tab === 'claims' && (batch > 0 ? <ClaimDesk key={batch} id={batch} /> : <ClaimsTab />)}
              {tab === 'reminders' && <RemindersTab />}
              {tab === 'conflicts' && <ConflictsTab />}
              {tab === 'terms' && <TermsTab />}
            </div>
          </div>
        </Page>
      </div>
    </Slots>
  );
}
