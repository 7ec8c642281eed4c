import './labour.css';
import { useMemo, useState } from 'react';
import { settle, useRoute } from '../../frame/routes.ts';
import { Page } from '../../parts/Page.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { KindsTab } from './KindsTab.tsx';
import { SheetDesk } from './SheetDesk.tsx';
import { SheetsTab } from './SheetsTab.tsx';
import { Slots } from './slots.tsx';
import { useEventPlace } from './useEventPlace.ts';
import { WorkersTab } from './WorkersTab.tsx';
import { WorkTab } from './WorkTab.tsx';
import { YearTab } from './YearTab.tsx';

type Tab = 'work' | 'kinds' | 'workers' | 'sheets' | 'year';

/** 务工: the work book, what work is paid, who works, the pay sheets, the year. */
export function LabourPage() {
  const { id, params } = useRoute();
  useEventPlace(id);
  const sheetId = Number(params.get('sheet'));
  if (Number.isInteger(sheetId) && sheetId > 0) return <SheetDesk key={sheetId} id={sheetId} />;
  const tab = TABS.find(({ value }) => value === params.get('tab'))?.value ?? 'work';
  return <Desk tab={tab} />;
}

const TABS: ReadonlyArray<{ value: Tab; label: string }> = [
  { value: 'work', label: '记工' },
  { value: 'kinds', label: '工种与工价' },
  { value: 'workers', label: '务工人员' },
  { value: 'sheets', label: '劳务费' },
  { value: 'year', label: '年度' },
];

function Desk({ tab }: { tab: Tab }) {
  const [filters, setFilters] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);
  const [banner, setBanner] = useState<HTMLElement | null>(null);
  const slots = useMemo(() => ({ filters, actions, banner }), [filters, actions, banner]);
  return (
    <Slots value={slots}>
      <div className="labour">
        <Page
          title="务工"
          actions={<div className="slot" ref={setActions} />}
          banner={<div className="slot" ref={setBanner} />}
        >
          <div className="labour-body">
            <div className="labour-bar">
              {' '}
              <Tabs
                label="看法"
                value={tab}
                onChange={(next) => settle('labour', null, next === 'work' ? {} : { tab: next })}
                tabs={TABS}
              />
              <div className="page-filters" ref={setFilters} />
            </div>
            <div className="labour-under">
              {tab === 'work' && <WorkTab />}
              {tab === 'kinds' && <KindsTab />}
              {tab === 'workers' && <WorkersTab />}
              {tab === 'sheets' && <SheetsTab />}
              {tab === 'year' && <YearTab />}
            </div>
          </div>
        </Page>
      </div>
    </Slots>
  );
}
