import './business.css';
import { useEffect, useRef, useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { BUSINESS_TITLES } from '../../../shared/rules/posting/business.ts';
import { call, useCall } from '../../api.ts';
import { go, settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { BookDeliveries } from './BookDeliveries.tsx';
import { EVENT_COLUMNS, type EventRow, openVoucher, STOCK_COLUMNS, type StockRow } from './columns.ts';
import { EventDialog } from './EventDialog.tsx';
import { EventDrawer } from './EventDrawer.tsx';
import { type BusinessKind, GROUPS } from './kinds.ts';
import { NewMenu } from './NewMenu.tsx';

type View = 'events' | 'stock';

/** 业务: each event typed once, its vouchers made with it; and what is in stock. */
export function BusinessPage() {
  const { today, cooperative } = useSession();
  const route = useRoute();
  const grid = useRef<GridHandle<EventRow>>(null);
  const [view, setView] = useState<View>('events');
  const [year, setYear] = useState('');
  const [kind, setKind] = useState<BusinessKind | ''>('');
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<EventRow | null>(null);
  const [adding, setAdding] = useState<BusinessKind | null>(null);
  const [reversing, setReversing] = useState<EventRow | null>(null);

  const list = useCall('business.list', {
    ...(year ? { year: Number(year) } : {}),
    ...(kind ? { kind } : {}),
    ...(search ? { search } : {}),
  });
  const stock = useCall('business.stock', {});
  const rows = list.value ?? [];
  const current = selected && (rows.find((row) => row.id === selected.id) ?? null);
  const canReverse = current !== null && current.reversesId === null && current.reversedById === null;

  // Whoever came by a link to one event has the keyboard on it.
  useEffect(() => {
    if (route.id !== null && document.activeElement === document.body) grid.current?.focus(route.id);
  }, [route.id, rows]);

  return (
    <Page
      title="业务"
      filters={
        <>
          <SelectField
            bare
            label="年度"
            value={year}
            onChange={setYear}
            choices={[
              { value: '', label: '全部年度' },
              ...yearsOf(cooperative?.firstPeriod ?? today, today).map((one) => ({
                value: one,
                label: `${one} 年`,
              })),
            ]}
          />
          <SelectField
            bare
            label="业务种类"
            value={kind}
            onChange={setKind}
            choices={[
              { value: '', label: '全部业务' },
              ...GROUPS.flatMap((group) => group.kinds).map((one) => ({
                value: one,
                label: BUSINESS_TITLES[one],
              })),
            ]}
          />
          <SearchField
            label="找业务"
            placeholder="对方、单据号、凭证号、金额"
            onChange={setSearch}
            onDown={() => grid.current?.focus()}
          />
        </>
      }
      actions={
        <>
          <NewMenu onPick={setAdding} />
          <Button
            disabled={current === null || current.vouchers.length === 0}
            title={current ? `打开 ${current.vouchers[0]?.name ?? ''} 号凭证（Enter）` : '先在表里选一笔'}
            onClick={() => current && openVoucher(current)}
          >
            看凭证
          </Button>
          <Button
            disabled={current === null}
            title="这笔业务的单据、凭证和用到的交售"
            onClick={() => current && settle('business', current.id)}
          >
            详情
          </Button>
          <Button
            writes
            disabled={!canReverse}
            title={canReverse ? '用红字凭证冲掉选中的这一笔' : '先在表里选一笔没有冲销过的业务'}
            onClick={() => setReversing(current)}
          >
            冲销…
          </Button>
          <Button
            disabled={view === 'events' ? rows.length === 0 : (stock.value ?? []).length === 0}
            onClick={() =>
              void (view === 'events'
                ? exportXlsx(`业务登记-${today}.xlsx`, EVENT_COLUMNS, grid.current?.shownRows() ?? rows, '笔')
                : exportXlsx(`库存-${today}.xlsx`, STOCK_COLUMNS, stock.value ?? [], '种'))
            }
          >
            导出 Excel
          </Button>
        </>
      }
      banner={<ErrorBanner error={list.error ?? stock.error} onRetry={list.reload} />}
    >
      <div className="business-body">
        <Tabs
          label="看法"
          value={view}
          onChange={setView}
          tabs={[
            { value: 'events', label: `登记 ${rows.length} 笔` },
            { value: 'stock', label: `库存 ${(stock.value ?? []).length} 种` },
          ]}
        />
        {view === 'events' ? (
          <Grid<EventRow>
            key="events"
            gridRef={grid}
            label="业务登记"
            columns={EVENT_COLUMNS}
            rows={rows}
            rowId={(row) => row.id}
            totals={{ unit: '笔' }}
            loading={list.loading}
            failed={list.error !== null}
            rowClass={(row) => (row.reversesId ? 'red' : row.reversedById ? 'faded' : undefined)}
            onOpen={openVoucher}
            onSelect={(picked) => {
              setSelected(picked[0] ?? null);
              if (picked[0] && route.id !== null && picked[0].id !== route.id)
                settle('business', picked[0].id);
            }}
            empty={
              year || kind || search ? (
                '没有符合条件的业务。'
              ) : (
                <Empty
                  title="还没有登记业务"
                  actions={
                    <>
                      <Button kind="primary" writes onClick={() => setAdding('purchase')}>
                        收购入账
                      </Button>
                      <Button onClick={() => go('deliveries')}>去看交售</Button>
                    </>
                  }
                >
                  收购、销售、补助、捐赠、借款、工资在这里登记一次，凭证随着生成。社员交售先在“交售”登记，再到这里一并入账。
                </Empty>
              )
            }
          />
        ) : (
          <Grid<StockRow>
            key="stock"
            label="库存"
            columns={STOCK_COLUMNS}
            rows={stock.value ?? []}
            rowId={(row) => row.itemId}
            totals={{ unit: '种' }}
            loading={stock.loading}
            failed={stock.error !== null}
            empty="账上没有库存。收购入账、购进以后，这里按品名列出数量和成本。"
          />
        )}
      </div>
      {view === 'events' && route.id !== null && (
        <EventDrawer id={route.id} onClose={() => settle('business')} />
      )}
      {adding !== null &&
        (adding === 'purchase' || adding === 'commission' ? (
          <BookDeliveries kind={adding} onClose={() => setAdding(null)} />
        ) : (
          <EventDialog kind={adding} onClose={() => setAdding(null)} />
        ))}
      {reversing && <ReverseEvent event={reversing} onClose={() => setReversing(null)} />}
    </Page>
  );
}

function ReverseEvent({ event, onClose }: { event: EventRow; onClose: () => void }) {
  const vouchers = event.vouchers.map((one) => one.name).join('、');
  return (
    <ReasonDialog
      title={`冲销${event.title}`}
      danger
      dated
      saveLabel="冲销"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const { warnings } = await call('business.reverse', { id: event.id, date, reason });
        notify(`已冲销 ${event.date} 的“${event.title}” ${formatYuan(event.amountFen)} 元，红字凭证已生成。`);
        notifyWarnings(warnings);
      }}
    >
      <p className="form-note">
        {event.date} {event.party} {formatYuan(event.amountFen)} 元，凭证 {vouchers}
        。原来的登记和凭证保留不动，另开红字凭证冲掉；收购用到的交售会重新等着入账。
      </p>
    </ReasonDialog>
  );
}

function yearsOf(firstPeriod: string, today: string): string[] {
  const [first, last] = [Number(firstPeriod.slice(0, 4)), Number(today.slice(0, 4))];
  return Array.from({ length: Math.max(last - first + 1, 1) }, (_, index) => String(last - index));
}
