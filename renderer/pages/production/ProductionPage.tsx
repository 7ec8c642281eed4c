import './production.css';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useCall } from '../../api.ts';
import { useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { DateField } from '../../parts/Field.tsx';
import { type Column, Grid, type GridHandle } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { BatchDialog } from './BatchDialog.tsx';
import { BatchDrawer } from './BatchDrawer.tsx';
import {
  batchColumns,
  DRYING_COLUMNS,
  type DryingRow,
  EVENT_COLUMNS,
  GREENHOUSE_COLUMNS,
  type GreenhouseRow,
  REPORT_COLUMNS,
} from './columns.ts';
import { ShareDialog } from './CostDialogs.tsx';
import { DryingDialog } from './DryingDialog.tsx';
import { EventDrawer } from './EventDrawer.tsx';
import {
  type BatchRow,
  type EventRow,
  isDate,
  isOpen,
  type Report,
  showRow,
  showTab,
  tabOf,
  TABS,
} from './view.ts';

/** 菌袋生产: batches with what they cost, greenhouse by greenhouse, drying, the cost table, and everything recorded. */
export function ProductionPage() {
  switch (tabOf(useRoute())) {
    case 'batches':
      return <BatchesTab />;
    case 'greenhouses':
    case 'drying':
    case 'report':
      return <ReportTabs />;
    case 'events':
      return <EventsTab />;
  }
}

/** The page around each tab. */
function Frame(props: {
  filters?: ReactNode;
  actions?: ReactNode;
  banner?: ReactNode;
  drawer?: ReactNode;
  children: ReactNode;
}) {
  const route = useRoute();
  return (
    <Page title="菌袋生产" filters={props.filters} actions={props.actions} banner={props.banner}>
      <div className="production-body">
        <Tabs label="菌袋生产的内容" value={tabOf(route)} tabs={TABS} onChange={showTab} />
        {props.children}
      </div>
      {props.drawer}
    </Page>
  );
}

function BatchesTab() {
  const route = useRoute();
  const { today } = useSession();
  const grid = useRef<GridHandle<BatchRow>>(null);
  const [adding, setAdding] = useState(false);
  const [sharing, setSharing] = useState(false);
  const print = usePrint();
  const list = useCall('production.batches', {});
  const rows = list.value ?? [];
  const open = (row: BatchRow): void => showRow('batches', row.id);
  const narrow = route.id !== null;
  const columns = useMemo(() => batchColumns(open, narrow), [narrow]);
  useEffect(() => {
    if (route.id !== null && document.activeElement === document.body) grid.current?.focus(route.id);
  }, [route.id, rows]);
  return (
    <Frame
      actions={
        <>
          <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAdding(true)}>
            新批次
          </Button>
          <Button
            writes
            disabled={!rows.some(isOpen)}
            title="把生产成本（折旧、地租、水电…）分到在产的批次"
            onClick={() => setSharing(true)}
          >
            分摊成本…
          </Button>
          <Button
            disabled={rows.length === 0}
            onClick={() =>
              void exportXlsx(`菌袋批次-${today}.xlsx`, columns, grid.current?.shownRows() ?? rows, '批')
            }
          >
            导出 Excel
          </Button>
          <Button
            shortcut="Ctrl+P"
            disabled={rows.length === 0}
            onClick={() =>
              print({ document: 'batch-report', ...(route.id === null ? {} : { batchId: route.id }) })
            }
          >
            打印成本表
          </Button>
        </>
      }
      banner={<ErrorBanner error={list.error} onRetry={list.reload} />}
      drawer={
        <>
          {route.id !== null && <BatchDrawer id={route.id} onClose={() => showRow('batches', null)} />}
          {adding && <BatchDialog onClose={() => setAdding(false)} />}
          {sharing && <ShareDialog batches={rows} onClose={() => setSharing(false)} />}
        </>
      }
    >
      <Grid<BatchRow>
        key="batches"
        label="菌袋批次"
        gridRef={grid}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '批' }}
        loading={list.loading}
        failed={list.error !== null}
        rowClass={(row) => (isOpen(row) ? undefined : 'faded')}
        onOpen={open}
        onSelect={([row]) => {
          if (row && route.id !== null && row.id !== route.id) showRow('batches', row.id);
        }}
        empty={
          <Empty
            title="还没有菌袋批次"
            actions={
              <Button kind="primary" writes onClick={() => setAdding(true)}>
                新批次
              </Button>
            }
          >
            一次制袋登记一批。领料、用工、分摊的成本归到这一批（科目 141
            消耗性生物资产），采收一潮转出一潮，末潮结清到零。
          </Empty>
        }
      />
    </Frame>
  );
}

/** What the report says: by batch, by greenhouse, and of drying; as of a day. */
function ReportTabs() {
  const route = useRoute();
  const { today } = useSession();
  const [asOf, setAsOf] = useState(today);
  const [drying, setDrying] = useState(false);
  const print = usePrint();
  const tab = tabOf(route);
  const day = isDate(asOf) ? asOf : today;
  const got = useCall('production.report', { asOf: day });
  const report = got.value;
  const standing = useCall('production.greenhouses', { asOf: day }).value;
  const latest = report?.drying.at(-1);
  return (
    <Frame
      filters={
        <>
          <span className="quiet">截至</span>
          <DateField bare label="截至日期" width={108} value={asOf} onChange={setAsOf} />
        </>
      }
      actions={
        <>
          {tab === 'drying' && (
            <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setDrying(true)}>
              烘干…
            </Button>
          )}
          <Button disabled={!report} onClick={() => report && void exportReport(tab, report, day)}>
            导出 Excel
          </Button>
          <Button
            shortcut="Ctrl+P"
            disabled={(report?.batches ?? []).length === 0}
            onClick={() => print({ document: 'batch-report', asOf: day })}
          >
            打印成本表
          </Button>
        </>
      }
      banner={<ErrorBanner error={got.error} onRetry={got.reload} />}
      drawer={
        drying && (
          <DryingDialog
            fresh={latest?.freshProduct ?? '鲜香菇'}
            dry={latest?.dryProduct ?? '干香菇'}
            onClose={() => setDrying(false)}
          />
        )
      }
    >
      {tab !== 'drying' && (
        <p className="production-note">{ESTIMATE[tab === 'report' ? 'report' : 'greenhouses']}</p>
      )}
      {tab === 'report' && (
        <ReportGrid
          label="批次成本表"
          columns={REPORT_COLUMNS}
          rows={report?.batches ?? []}
          id={(row) => row.id}
          got={got}
          unit="批"
        />
      )}
      {tab === 'greenhouses' && (
        <ReportGrid
          label="各棚成本"
          columns={GREENHOUSE_COLUMNS}
          rows={greenhouseRows(report, standing)}
          id={(row) => `${row.greenhouse} ${row.batchId}`}
          got={got}
          unit="棚次"
        />
      )}
      {tab === 'drying' && (
        <ReportGrid<DryingRow>
          label="烘干登记"
          columns={DRYING_COLUMNS}
          rows={report?.drying ?? []}
          id={(row) => row.eventId}
          got={got}
          unit="次"
          onOpen={(row) => showRow('events', row.eventId)}
        />
      )}
    </Frame>
  );
}

const ESTIMATE = {
  report:
    '采收成本、每公斤成本是账上的数。收入是估计：产品混在一起卖，按截至这一天的平均售价（烘干的按干品售价折回鲜品，扣烘干费用）乘采收公斤。',
  greenhouses:
    '成本按袋数和天数分到各棚；采收有各棚重量的按重量，没有的也按袋数和天数分。收入、盈余是按平均售价的估计。',
} as const;

function ReportGrid<T extends object>(props: {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  id: (row: T) => string | number;
  got: { loading: boolean; error: unknown };
  unit: string;
  onOpen?: (row: T) => void;
}) {
  return (
    <Grid<T>
      key={props.label}
      label={props.label}
      columns={props.columns}
      rows={props.rows}
      rowId={props.id}
      totals={{ unit: props.unit }}
      loading={props.got.loading}
      failed={props.got.error !== null}
      {...(props.onOpen ? { onOpen: props.onOpen } : {})}
      empty="到这一天还没有登记。"
    />
  );
}

function greenhouseRows(
  report: Report | undefined,
  standing: readonly { greenhouse: string; batchId: number; bags: number }[] = [],
): GreenhouseRow[] {
  const now = new Map(standing.map((one) => [`${one.greenhouse} ${one.batchId}`, one.bags]));
  return (report?.greenhouses ?? [])
    .map((row) => {
      const bags = now.get(`${row.greenhouse} ${row.batchId}`);
      return { ...row, standing: bags === undefined ? '已出棚' : `${bags.toLocaleString('en-US')} 袋` };
    })
    .sort((a, b) => (a.greenhouse < b.greenhouse ? -1 : a.greenhouse > b.greenhouse ? 1 : 0));
}

function exportReport(tab: string, report: Report, day: string): Promise<void> {
  switch (tab) {
    case 'greenhouses':
      return exportXlsx(`各棚成本-${day}.xlsx`, GREENHOUSE_COLUMNS, greenhouseRows(report), '棚次');
    case 'drying':
      return exportXlsx(`烘干-${day}.xlsx`, DRYING_COLUMNS, report.drying, '次');
    default:
      return exportXlsx(`批次成本表-${day}.xlsx`, REPORT_COLUMNS, report.batches, '批');
  }
}

function EventsTab() {
  const route = useRoute();
  const { today } = useSession();
  const grid = useRef<GridHandle<EventRow>>(null);
  const list = useCall('production.events', {});
  const rows = list.value ?? [];
  useEffect(() => {
    if (route.id !== null && document.activeElement === document.body) grid.current?.focus(route.id);
  }, [route.id, rows]);
  return (
    <Frame
      actions={
        <Button
          disabled={rows.length === 0}
          onClick={() =>
            void exportXlsx(
              `菌袋生产登记-${today}.xlsx`,
              EVENT_COLUMNS,
              grid.current?.shownRows() ?? rows,
              '笔',
            )
          }
        >
          导出 Excel
        </Button>
      }
      banner={<ErrorBanner error={list.error} onRetry={list.reload} />}
      drawer={route.id !== null && <EventDrawer id={route.id} onClose={() => showRow('events', null)} />}
    >
      <Grid<EventRow>
        key="events"
        label="菌袋生产登记"
        gridRef={grid}
        columns={EVENT_COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '笔' }}
        loading={list.loading}
        failed={list.error !== null}
        rowClass={(row) => (row.reversesId ? 'red' : row.reversedById ? 'faded' : undefined)}
        onOpen={(row) => showRow('events', row.id)}
        onSelect={([row]) => {
          if (row && route.id !== null && row.id !== route.id) showRow('events', row.id);
        }}
        empty="还没有登记。先到“批次”里登记一批，再领料、分摊、采收。"
      />
    </Frame>
  );
}
