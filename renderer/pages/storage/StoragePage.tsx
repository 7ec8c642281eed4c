import './storage.css';
import { useRef, useState } from 'react';
import { call, useCall } from '../../api.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { DateField, SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { ErrorBanner, notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import {
  EVENT_COLUMNS,
  type Lot,
  LOT_COLUMNS,
  type Move,
  MOVE_COLUMNS,
  openVoucher,
  READING_COLUMNS,
  type ReadingRow,
  type Room,
  type StoreEvent,
} from './columns.ts';
import { FeeDialog } from './FeeDialog.tsx';
import { LeaveDialog, type Leaving } from './LeaveDialog.tsx';
import { LotDrawer } from './LotDrawer.tsx';
import { OccupancyTab } from './OccupancyTab.tsx';
import { ReadingDialog } from './ReadingDialog.tsx';
import { RoomDialog } from './RoomDialog.tsx';
import { RoomStrip } from './RoomStrip.tsx';
import { SettleLossDialog } from './SettleLossDialog.tsx';
import { TakeInDialog } from './TakeInDialog.tsx';
import { UndoDialog } from './UndoDialog.tsx';

const TABS = ['lots', 'moves', 'occupancy', 'readings', 'events'] as const;
type Tab = (typeof TABS)[number];

type Asking =
  | { readonly what: 'in' | 'fees' | 'reading' }
  | { readonly what: Leaving; readonly lot: Lot }
  | { readonly what: 'room'; readonly room: Room | null }
  | { readonly what: 'settle'; readonly loss: StoreEvent }
  | { readonly what: 'undoMove'; readonly move: Move }
  | { readonly what: 'undoEvent'; readonly event: StoreEvent }
  | { readonly what: 'strike'; readonly reading: ReadingRow };

/** 冷库: what lies in it and whose, what came and went, how full and how cold it was, what it earns and loses. */
export function StoragePage() {
  const { today } = useSession();
  const { id, params } = useRoute();
  const print = usePrint();
  // A voucher's link names its event.
  const tab = TABS.find((one) => one === params.get('tab')) ?? (id === null ? 'lots' : 'events');
  const [asOf, setAsOf] = useState(today);
  const [year, setYear] = useState('');
  const [period, setPeriod] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [asking, setAsking] = useState<Asking | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const [lot, setLot] = useState<Lot | null>(null);
  const [move, setMove] = useState<Move | null>(null);
  const [reading, setReading] = useState<ReadingRow | null>(null);
  const [event, setEvent] = useState<StoreEvent | null>(null);
  const grid = useRef<GridHandle<Lot>>(null);

  // While a day is being typed the list stays at today.
  const day = /^\d{4}-\d{2}-\d{2}$/u.test(asOf) ? asOf : today;
  const rooms = useCall('storage.rooms', tab === 'lots' ? { asOf: day } : {});
  const known = rooms.value ?? [];
  const usable = known.filter((room) => room.enabled);
  const lots = useCall('storage.lots', { asOf: day, ...(search && tab === 'lots' ? { search } : {}) });
  const moves = useCall(
    'storage.moves',
    tab === 'moves' ? { ...(year ? { year: Number(year) } : {}), ...(search ? { search } : {}) } : null,
  );
  const lastRead = known.reduce<string | null>((latest, room) => {
    const at = room.lastReading?.at ?? null;
    return at !== null && (latest === null || at > latest) ? at : latest;
  }, null);
  const month = period ?? (lastRead ?? today).slice(0, 7);
  const readings = useCall('storage.readings', tab === 'readings' ? { period: month } : null);
  const events = useCall('storage.events', tab === 'events' ? {} : null);
  const failed = [rooms, lots, moves, readings, events].find((one) => one.error !== null);

  const held = lot && (lots.value?.find((one) => one.id === lot.id) ?? null);
  const slip = move && (moves.value?.find((one) => one.id === move.id) ?? null);
  const struck = reading && (readings.value?.find((one) => one.id === reading.id) ?? null);
  const happened = event && (events.value?.find((one) => one.id === event.id) ?? null);

  const leave = (kind: Leaving, label: string, hint: string) => (
    <Button
      writes
      disabled={held === null || held.places.length === 0}
      title={held ? hint : '先在表里选一批货'}
      onClick={() => held && setAsking({ what: kind, lot: held })}
    >
      {label}
    </Button>
  );

  const actions: Readonly<Record<Tab, React.ReactNode>> = {
    lots: (
      <>
        <Button
          kind="primary"
          shortcut="Ctrl+N"
          writes
          disabled={usable.length === 0}
          onClick={() => setAsking({ what: 'in' })}
        >
          入库
        </Button>
        {leave('out', '出库…', '选中的这一批出库')}
        {leave('transfer', '移库…', '移到另一间库房')}
        {leave('loss', '损耗…', '短少、霉变、破损')}
        <Button onClick={() => setAsking({ what: 'room', room: null })} writes>
          新库房…
        </Button>
        <Button
          shortcut="Ctrl+P"
          disabled={(lots.value ?? []).length === 0}
          onClick={() => print({ document: 'storage-stock', asOf: day })}
        >
          打印清单
        </Button>
        <Button
          disabled={(lots.value ?? []).length === 0}
          onClick={() =>
            void exportXlsx(`冷库存货-${day}.xlsx`, LOT_COLUMNS, grid.current?.shownRows() ?? [], '批')
          }
        >
          导出 Excel
        </Button>
      </>
    ),
    moves: (
      <>
        <Button
          shortcut="Ctrl+P"
          disabled={slip === null}
          title={slip ? `打印 ${slip.no}` : '先在表里选一张库单'}
          onClick={() => slip && print({ document: 'storage-slip', moveId: slip.id })}
        >
          打印库单
        </Button>
        <Button
          writes
          disabled={slip === null || slip.isUndone || slip.kind === 'reversal'}
          onClick={() => slip && setAsking({ what: 'undoMove', move: slip })}
        >
          冲销…
        </Button>
        <Button
          disabled={(moves.value ?? []).length === 0}
          onClick={() => void exportXlsx(`冷库进出-${today}.xlsx`, MOVE_COLUMNS, moves.value ?? [], '张')}
        >
          导出 Excel
        </Button>
      </>
    ),
    occupancy: null,
    readings: (
      <>
        <Button
          kind="primary"
          shortcut="Ctrl+N"
          writes
          disabled={usable.length === 0}
          onClick={() => setAsking({ what: 'reading' })}
        >
          记温度
        </Button>
        <Button
          writes
          disabled={struck === null || struck.struckReason !== null}
          onClick={() => struck && setAsking({ what: 'strike', reading: struck })}
        >
          作废…
        </Button>
        <Button
          shortcut="Ctrl+P"
          disabled={(readings.value ?? []).length === 0}
          onClick={() => print({ document: 'storage-log', period: month })}
        >
          打印记录
        </Button>
      </>
    ),
    events: (
      <>
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAsking({ what: 'fees' })}>
          结算仓储费
        </Button>
        <Button
          writes
          disabled={happened === null || !happened.isOpen}
          title={happened?.isOpen ? '批准了，转入支出或由人赔' : '先选一笔待处理的盘亏'}
          onClick={() => happened && setAsking({ what: 'settle', loss: happened })}
        >
          处理盘亏…
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
          onClick={() => happened && setAsking({ what: 'undoEvent', event: happened })}
        >
          冲销…
        </Button>
      </>
    ),
  };

  return (
    <Page
      title="冷库"
      filters={
        <>
          {tab === 'lots' && <DateField bare label="截至" value={asOf} onChange={setAsOf} width={126} />}
          {tab === 'moves' && (
            <SelectField
              bare
              label="年度"
              value={year}
              onChange={setYear}
              choices={[
                { value: '', label: '全部年度' },
                ...yearsTo(today).map((one) => ({ value: one, label: `${one} 年` })),
              ]}
            />
          )}
          {tab === 'readings' && (
            <PeriodField bare steps label="月份" width={120} value={month} onChange={setPeriod} />
          )}
          {(tab === 'lots' || tab === 'moves') && (
            <SearchField
              label="找货"
              placeholder="批号、品名、货主"
              onChange={setSearch}
              onDown={() => grid.current?.focus()}
            />
          )}
        </>
      }
      actions={actions[tab]}
      banner={<ErrorBanner error={failed?.error ?? null} onRetry={failed?.reload ?? rooms.reload} />}
    >
      {rooms.value && known.length === 0 ? (
        <Empty
          title="还没有库房"
          actions={
            <Button kind="primary" writes onClick={() => setAsking({ what: 'room', room: null })}>
              登记库房
            </Button>
          }
        >
          先登记冷库有几间、每间多少立方米，再登记货物进出。库房可以关联固定资产卡片。
        </Empty>
      ) : (
        <div className="store">
          <RoomStrip rooms={known} onOpen={(room) => setAsking({ what: 'room', room })} />
          <Tabs
            label="看法"
            value={tab}
            onChange={(next) => settle('storage', null, { tab: next })}
            tabs={[
              { value: 'lots', label: `存货 ${lots.value?.length ?? ''} 批` },
              { value: 'moves', label: '进出' },
              { value: 'occupancy', label: '库容' },
              { value: 'readings', label: '温度' },
              { value: 'events', label: '费用与损耗' },
            ]}
          />
          {tab === 'lots' && (
            <div className="store-side">
              <Grid<Lot>
                gridRef={grid}
                label="冷库存货"
                columns={LOT_COLUMNS}
                rows={lots.value ?? []}
                rowId={(row) => row.id}
                totals={{ unit: '批' }}
                loading={lots.loading}
                failed={lots.error !== null}
                onOpen={(row) => setOpened(row.id)}
                onSelect={(picked) => {
                  setLot(picked[0] ?? null);
                  if (picked[0] && opened !== null) setOpened(picked[0].id);
                }}
                empty={search ? '没有符合条件的货。' : `${day} 冷库里没有货。按“入库”登记。`}
              />
              {opened !== null && <LotDrawer id={opened} onClose={() => setOpened(null)} />}
            </div>
          )}
          {tab === 'moves' && (
            <Grid<Move>
              label="冷库进出"
              columns={MOVE_COLUMNS}
              rows={moves.value ?? []}
              rowId={(row) => row.id}
              totals={{ unit: '张' }}
              loading={moves.loading}
              failed={moves.error !== null}
              rowClass={(row) => (row.kind === 'reversal' ? 'red' : row.isUndone ? 'faded' : undefined)}
              onOpen={(row) => print({ document: 'storage-slip', moveId: row.id })}
              onSelect={(picked) => setMove(picked[0] ?? null)}
              empty="没有符合条件的库单。"
            />
          )}
          {tab === 'occupancy' && <OccupancyTab last={today} />}
          {tab === 'readings' && (
            <Grid<ReadingRow>
              label="温度巡检"
              columns={READING_COLUMNS}
              rows={readings.value ?? []}
              rowId={(row) => row.id}
              totals={{ unit: '次' }}
              loading={readings.loading}
              failed={readings.error !== null}
              rowClass={(row) => (row.struckReason !== null ? 'faded' : row.fault !== '' ? 'red' : undefined)}
              onSelect={(picked) => setReading(picked[0] ?? null)}
              empty={`${month} 没有温度记录。按“记温度”登记。`}
            />
          )}
          {tab === 'events' && (
            <Grid<StoreEvent>
              label="费用与损耗"
              columns={EVENT_COLUMNS}
              rows={events.value ?? []}
              rowId={(row) => row.id}
              totals={{ unit: '笔' }}
              loading={events.loading}
              failed={events.error !== null}
              rowClass={(row) => (row.reversesId ? 'red' : row.reversedById ? 'faded' : undefined)}
              onOpen={openVoucher}
              onSelect={(picked) => setEvent(picked[0] ?? null)}
              empty="还没有仓储费和盘亏。替别人存的货到期按“结算仓储费”；自有的货短少在“存货”里按“损耗”登记。"
            />
          )}
        </div>
      )}
      {asking && (
        <Asked
          asking={asking}
          rooms={usable}
          lots={lots.value ?? []}
          inspector={known.find((room) => room.lastReading)?.lastReading?.inspector ?? ''}
          onClose={() => setAsking(null)}
        />
      )}
    </Page>
  );
}

function Asked(props: {
  asking: Asking;
  rooms: readonly Room[];
  lots: readonly Lot[];
  inspector: string;
  onClose: () => void;
}) {
  const { asking, rooms, lots, onClose } = props;
  switch (asking.what) {
    case 'in':
      return <TakeInDialog rooms={rooms} lots={lots} onClose={onClose} />;
    case 'out':
    case 'transfer':
    case 'loss':
      return <LeaveDialog kind={asking.what} lot={asking.lot} rooms={rooms} onClose={onClose} />;
    case 'room':
      return <RoomDialog room={asking.room} onClose={onClose} />;
    case 'fees':
      return <FeeDialog onClose={onClose} />;
    case 'settle':
      return <SettleLossDialog loss={asking.loss} onClose={onClose} />;
    case 'reading':
      return <ReadingDialog rooms={rooms} inspector={props.inspector} onClose={onClose} />;
    case 'undoMove':
    case 'undoEvent':
      return <UndoDialog asking={asking} onClose={onClose} />;
    case 'strike':
      return (
        <ReasonDialog
          title="作废巡检记录"
          danger
          saveLabel="作废"
          onClose={onClose}
          onSave={async ({ reason }) => {
            await call('storage.strikeReading', { id: asking.reading.id, reason });
            notify('已作废，可以重新登记同一时间的温度。');
          }}
        >
          <p className="form-note">
            {asking.reading.roomName} {asking.reading.at.replace('T', ' ')} {asking.reading.temperature}
            ℃。原来的记录保留，打印时不再列出。
          </p>
        </ReasonDialog>
      );
  }
}

function yearsTo(today: string): string[] {
  const last = Number(today.slice(0, 4));
  return Array.from({ length: 10 }, (_, index) => String(last - index));
}
