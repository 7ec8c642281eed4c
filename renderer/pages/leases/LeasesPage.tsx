import './leases.css';
import { useRef, useState } from 'react';
import { addDays } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, useCall } from '../../api.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { CheckField, SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { ChargeDialog } from './ChargeDialog.tsx';
import {
  type Due,
  DUE_COLUMNS,
  EVENT_COLUMNS,
  type Lease,
  LEASE_COLUMNS,
  type LeaseEvent,
  openVoucher,
} from './columns.ts';
import { LeaseDialog } from './LeaseDialog.tsx';
import { LeaseDrawer } from './LeaseDrawer.tsx';
import { PayDialog } from './PayDialog.tsx';

const TABS = ['leases', 'due', 'events'] as const;
type Tab = (typeof TABS)[number];

type Asking =
  | { readonly what: 'pay' | 'charge' }
  | { readonly what: 'lease'; readonly lease: Lease | null }
  | { readonly what: 'end'; readonly lease: Lease }
  | { readonly what: 'undo'; readonly event: LeaseEvent };

/** 土地租赁: contracts, what falls due, what was paid and made cost. */
export function LeasesPage() {
  const { today } = useSession();
  const { id, params } = useRoute();
  const print = usePrint();
  const tab = TABS.find((one) => one === params.get('tab')) ?? (id === null ? 'leases' : 'events');
  const [days, setDays] = useState<'30' | '60' | '365'>('60');
  const [search, setSearch] = useState('');
  const [withEnded, setWithEnded] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const [lease, setLease] = useState<Lease | null>(null);
  const [event, setEvent] = useState<LeaseEvent | null>(null);
  const grid = useRef<GridHandle<Lease>>(null);

  const leases = useCall('leases.list', {
    ...(search ? { search } : {}),
    ...(withEnded ? { all: true } : {}),
  });
  const due = useCall('leases.due', { days: Number(days) });
  const events = useCall('leases.events', tab === 'events' ? {} : null);
  const rows = leases.value ?? [];
  const dues = due.value ?? [];
  const current = lease && (rows.find((row) => row.id === lease.id) ?? null);
  const happened = event && (events.value?.find((row) => row.id === event.id) ?? null);
  const dueFen = dues.reduce((sum, one) => sum + one.rentFen, 0);

  const actions: Readonly<Record<Tab, React.ReactNode>> = {
    leases: (
      <>
        <Button
          kind="primary"
          shortcut="Ctrl+N"
          writes
          onClick={() => setAsking({ what: 'lease', lease: null })}
        >
          新合同
        </Button>
        <Button writes disabled={rows.length === 0} onClick={() => setAsking({ what: 'pay' })}>
          付租金…
        </Button>
        <Button
          writes
          disabled={current === null}
          onClick={() => current && setAsking({ what: 'lease', lease: current })}
        >
          修改…
        </Button>
        <Button
          writes
          disabled={current === null}
          onClick={() => current && setAsking({ what: 'end', lease: current })}
        >
          {current?.endedOn ? '改终止日…' : '提前终止…'}
        </Button>
        <Button
          shortcut="Ctrl+P"
          disabled={current === null}
          title={current ? `打印 ${current.no} 的付款计划` : '先在表里选一份合同'}
          onClick={() => current && print({ document: 'lease-schedule', leaseId: current.id })}
        >
          打印付款计划
        </Button>
        <Button
          disabled={rows.length === 0}
          onClick={() =>
            void exportXlsx(`土地租赁-${today}.xlsx`, LEASE_COLUMNS, grid.current?.shownRows() ?? rows, '份')
          }
        >
          导出 Excel
        </Button>
      </>
    ),
    due: (
      <>
        <Button
          kind="primary"
          shortcut="Ctrl+N"
          writes
          disabled={rows.length === 0}
          onClick={() => setAsking({ what: 'pay' })}
        >
          付租金
        </Button>
        <Button
          shortcut="Ctrl+P"
          disabled={dues.length === 0}
          title="付款前先打印，发放时签字"
          onClick={() => print({ document: 'rent-roster', dueBy: addDays(today, Number(days)) })}
        >
          打印发放表
        </Button>
      </>
    ),
    events: (
      <>
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAsking({ what: 'charge' })}>
          摊销预付地租
        </Button>
        <Button
          shortcut="Ctrl+P"
          disabled={happened?.kind !== 'rentPaid' || happened.reversesId !== null}
          onClick={() => happened && print({ document: 'rent-roster', eventId: happened.id })}
        >
          打印发放表
        </Button>
        <Button
          disabled={happened === null || happened.vouchers.length === 0}
          onClick={() => happened && openVoucher(happened)}
        >
          看凭证
        </Button>
        <Button
          writes
          disabled={happened === null || happened.reversesId !== null || happened.reversedById !== null}
          onClick={() => happened && setAsking({ what: 'undo', event: happened })}
        >
          冲销…
        </Button>
      </>
    ),
  };

  return (
    <Page
      title="土地租赁"
      filters={
        <>
          {tab === 'leases' && (
            <>
              <SearchField
                label="找合同"
                placeholder="编号、户名、地块"
                onChange={setSearch}
                onDown={() => grid.current?.focus()}
              />
              <CheckField label="含已终止" value={withEnded} onChange={setWithEnded} />
            </>
          )}
          {tab === 'due' && (
            <SelectField
              bare
              label="多少天内到期"
              value={days}
              onChange={setDays}
              choices={[
                { value: '30', label: '30 天内到期' },
                { value: '60', label: '60 天内到期' },
                { value: '365', label: '一年内到期' },
              ]}
            />
          )}
        </>
      }
      actions={actions[tab]}
      banner={
        <>
          <ErrorBanner
            error={leases.error ?? due.error ?? events.error}
            onRetry={leases.error ? leases.reload : due.reload}
          />
          {tab === 'leases' && dues.length > 0 && (
            <div className="banner warning" role="status">
              <div>
                {days} 天内有 {dues.length} 笔土地租金到期，共 {formatYuan(dueFen)} 元
                {dues[0] && `，最早 ${dues[0].dueOn}`}。租金亏损年份也要付，不从分红里扣。
              </div>
              <div className="banner-actions">
                <Button onClick={() => settle('leases', null, { tab: 'due' })}>看到期</Button>
              </div>
            </div>
          )}
        </>
      }
    >
      <div className="leases">
        <Tabs
          label="看法"
          value={tab}
          onChange={(next) => settle('leases', null, { tab: next })}
          tabs={[
            { value: 'leases', label: `合同 ${rows.length} 份` },
            { value: 'due', label: `到期 ${dues.length} 笔` },
            { value: 'events', label: '付款与摊销' },
          ]}
        />
        {tab === 'leases' && (
          <div className="lease-side">
            <Grid<Lease>
              gridRef={grid}
              label="租地合同"
              columns={LEASE_COLUMNS}
              rows={rows}
              rowId={(row) => row.id}
              totals={{ unit: '份' }}
              loading={leases.loading}
              failed={leases.error !== null}
              rowClass={(row) => (row.owedFen > 0 ? 'red' : row.endedOn !== null ? 'faded' : undefined)}
              onOpen={(row) => setOpened(row.id)}
              onSelect={(picked) => {
                setLease(picked[0] ?? null);
                if (picked[0] && opened !== null) setOpened(picked[0].id);
              }}
              empty={
                search ? (
                  '没有符合条件的合同。'
                ) : (
                  <Empty
                    title="还没有租地合同"
                    actions={
                      <Button kind="primary" writes onClick={() => setAsking({ what: 'lease', lease: null })}>
                        新合同
                      </Button>
                    }
                  >
                    每户一份：合同编号、地块、亩数、每亩租金、租期和付款日。到期会提醒，付款生成凭证和发放表。
                  </Empty>
                )
              }
            />
            {opened !== null && <LeaseDrawer id={opened} onClose={() => setOpened(null)} />}
          </div>
        )}
        {tab === 'due' && (
          <Grid<Due>
            label="到期租金"
            columns={DUE_COLUMNS}
            rows={dues}
            rowId={(row) => `${row.leaseId}/${row.yearNo}`}
            totals={{ unit: '笔' }}
            loading={due.loading}
            failed={due.error !== null}
            rowClass={(row) => (row.dueIn < 0 ? 'red' : undefined)}
            empty={`${days} 天内没有到期的租金。`}
          />
        )}
        {tab === 'events' && (
          <Grid<LeaseEvent>
            label="付款与摊销"
            columns={EVENT_COLUMNS}
            rows={events.value ?? []}
            rowId={(row) => row.id}
            totals={{ unit: '笔' }}
            loading={events.loading}
            failed={events.error !== null}
            rowClass={(row) => (row.reversesId ? 'red' : row.reversedById ? 'faded' : undefined)}
            onOpen={openVoucher}
            onSelect={(picked) => setEvent(picked[0] ?? null)}
            empty="还没有付过租金。"
          />
        )}
      </div>
      {asking?.what === 'lease' && <LeaseDialog lease={asking.lease} onClose={() => setAsking(null)} />}
      {asking?.what === 'pay' && <PayDialog leases={rows} onClose={() => setAsking(null)} />}
      {asking?.what === 'charge' && <ChargeDialog onClose={() => setAsking(null)} />}
      {asking?.what === 'end' && <EndLease lease={asking.lease} onClose={() => setAsking(null)} />}
      {asking?.what === 'undo' && <UndoEvent event={asking.event} onClose={() => setAsking(null)} />}
    </Page>
  );
}

function EndLease({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  return (
    <ReasonDialog
      title={lease.endedOn === null ? `提前终止合同 ${lease.no}` : `改终止日：合同 ${lease.no}`}
      danger={lease.endedOn === null}
      dated
      saveLabel={lease.endedOn === null ? '终止' : '改终止日'}
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const { warnings } = await call('leases.end', { id: lease.id, endedOn: date, reason });
        notify(
          date === lease.to
            ? `合同 ${lease.no} 不提前终止，租到 ${date}。`
            : `合同 ${lease.no} 已登记 ${date} 终止。`,
        );
        notifyWarnings(warnings);
      }}
    >
      <p className="form-note">
        {lease.lessorName} {lease.plot} {lease.area} 亩，租期 {lease.from} 至 {lease.to}
        。终止日期以后不再算租金；最后一年不满的按天算，以前没付的仍要付清。
        {lease.endedOn !== null &&
          `现在登记的终止日期是 ${lease.endedOn}；填租期的最后一天 ${lease.to}，就是不提前终止了。`}
      </p>
    </ReasonDialog>
  );
}

function UndoEvent({ event, onClose }: { event: LeaseEvent; onClose: () => void }) {
  return (
    <ReasonDialog
      title={`冲销${event.title}`}
      danger
      dated
      saveLabel="冲销"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const { warnings } = await call('leases.reverse', { id: event.id, date, reason });
        notify(`已冲销 ${event.date} 的“${event.title}” ${formatYuan(event.amountFen)} 元。`);
        notifyWarnings(warnings);
      }}
    >
      <p className="form-note">
        {event.date} {event.party} {formatYuan(event.amountFen)} 元。原来的登记和凭证保留不动，另开红字凭证；
        {event.kind === 'rentPaid' ? '这些年的租金重新等着付。' : '这个月可以重新摊销。'}
      </p>
    </ReasonDialog>
  );
}
