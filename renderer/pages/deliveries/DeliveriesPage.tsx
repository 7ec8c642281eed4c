import './deliveries.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField, TextField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { useKeys } from '../../parts/keys.ts';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { BookDeliveries } from '../business/BookDeliveries.tsx';
import { DETAIL_COLUMNS, summarise, summaryColumns, type Delivery, type Summary } from './columns.ts';
import { DaySheet } from './DaySheet.tsx';
import { RecordDelivery } from './RecordDelivery.tsx';
import { ReverseDelivery } from './ReverseDelivery.tsx';
import { useYear } from './useYear.ts';

type View = 'detail' | 'summary';
const ALL = '';

/** Deliveries (交售): each sale, and what each member delivered in a year. */
export function DeliveriesPage() {
  const { today } = useSession();
  const { year, years, setYear } = useYear();
  const [view, setView] = useState<View>('detail');
  const [product, setProduct] = useState(ALL);
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<Delivery | null>(null);
  const [booking, setBooking] = useState<'' | 'open' | 'booked'>(ALL);
  const [asking, setAsking] = useState<'record' | 'day' | 'reverse' | 'book' | null>(null);
  const grid = useRef<GridHandle<Delivery>>(null);
  const page = useRef<HTMLDivElement>(null);

  const wanted = useSettled(search.trim());
  const list = useCall(
    'deliveries.list',
    year === null
      ? null
      : {
          year,
          ...(product ? { product } : {}),
          ...(wanted ? { search: wanted } : {}),
          ...(booking ? { booking } : {}),
        },
  );
  const totals = useCall('deliveries.totals', year === null ? null : { year });
  const products = useMemo(() => distinct((totals.value ?? []).map((row) => row.product)), [totals.value]);
  const summary = useMemo(
    () => summarise((totals.value ?? []).filter((row) => !product || row.product === product)),
    [totals.value, product],
  );
  const columns = useMemo(
    () => summaryColumns(product ? [product] : products, summary),
    [product, products, summary],
  );

  useKeys({ 'ctrl+f': () => page.current?.querySelector<HTMLInputElement>('input[type=search]')?.focus() });

  const rows = list.value ?? [];
  const current = selected && (rows.find((row) => row.id === selected.id) ?? null);
  const canReverse = view === 'detail' && current !== null && !current.reversesId && !current.reversedById;
  const isFiltered = product !== ALL || wanted !== '' || booking !== ALL;
  const empty = isFiltered ? (
    '没有符合条件的交售。'
  ) : (
    <Empty
      title={`${year ?? ''} 年还没有交售`}
      actions={
        <>
          <Button kind="primary" writes onClick={() => setAsking('record')}>
            登记第一笔
          </Button>
          <Button onClick={() => go('imports')}>从表格导入</Button>
        </>
      }
    >
      一笔一笔登记，或者把收购点的 Excel 表整张导入。分红时按这里的交易额返还。
    </Empty>
  );

  return (
    <div ref={page} className="deliveries">
      <Page
        title="交售"
        filters={
          <>
            <SelectField
              bare
              label="年度"
              value={String(year ?? '')}
              onChange={(value) => setYear(Number(value))}
              choices={years.map((one) => ({ value: String(one), label: `${one} 年` }))}
            />
            <SelectField
              bare
              label="品种"
              value={product}
              onChange={setProduct}
              choices={[
                { value: ALL, label: '全部品种' },
                ...products.map((one) => ({ value: one, label: one })),
              ]}
            />
            <SelectField
              bare
              label="入账"
              value={booking}
              onChange={(next) => {
                setBooking(next);
                setView('detail');
              }}
              choices={[
                { value: ALL, label: '入账与否' },
                { value: 'open', label: '仅登记' },
                { value: 'booked', label: '已入账' },
              ]}
            />
            <TextField
              bare
              label="找交售"
              type="search"
              placeholder="姓名、拼音、社员号 Ctrl F"
              width={190}
              value={search}
              onChange={setSearch}
            />
          </>
        }
        actions={
          <>
            <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAsking('record')}>
              登记交售
            </Button>
            <Button writes title="一行一张过磅单，回车走到底，一次登记" onClick={() => setAsking('day')}>
              整天录入…
            </Button>
            <Button writes title="把登记的交售记入账里，生成收购凭证" onClick={() => setAsking('book')}>
              收购入账…
            </Button>
            <Button
              writes
              disabled={!canReverse}
              title={canReverse ? '用红字冲掉选中的这一笔' : '先在明细里选一笔没有冲销过的交售'}
              onClick={() => setAsking('reverse')}
            >
              冲销…
            </Button>
            <Button
              disabled={rows.length === 0}
              onClick={() =>
                void (view === 'detail'
                  ? exportXlsx(`${year ?? ''}年交售明细.xlsx`, DETAIL_COLUMNS, rows, '笔')
                  : exportXlsx(`${year ?? ''}年交售汇总.xlsx`, columns, summary, '户'))
              }
            >
              导出 Excel
            </Button>
          </>
        }
        banner={<ErrorBanner error={list.error ?? totals.error} onRetry={list.reload} />}
      >
        <div className="deliveries-body">
          <Tabs
            label="看法"
            value={view}
            onChange={setView}
            tabs={[
              { value: 'detail', label: `明细 ${rows.length} 笔` },
              { value: 'summary', label: `汇总 ${summary.length} 户` },
            ]}
          />
          {view === 'detail' ? (
            <Grid<Delivery>
              key="detail"
              gridRef={grid}
              label="交售明细"
              columns={DETAIL_COLUMNS}
              rows={rows}
              rowId={(row) => row.id}
              totals={{ unit: '笔' }}
              loading={list.loading || year === null}
              failed={list.error !== null}
              empty={empty}
              rowClass={(row) => (row.reversesId ? 'red' : row.reversedById ? 'faded' : undefined)}
              onSelect={(picked) => setSelected(picked[0] ?? null)}
            />
          ) : (
            <Grid<Summary>
              key="summary"
              label="交售汇总"
              columns={columns}
              rows={summary}
              rowId={(row) => row.memberId}
              totals={{ unit: '户' }}
              loading={totals.loading || year === null}
              failed={totals.error !== null}
              empty={empty}
              quickFilter={search.trim()}
              onOpen={(row) => {
                setSearch(row.memberNo);
                setView('detail');
              }}
            />
          )}
        </div>
      </Page>
      {asking === 'record' && (
        <RecordDelivery
          today={today}
          products={products}
          onClose={() => {
            setAsking(null);
            grid.current?.focus();
          }}
          onRecorded={(date) => setYear(Number(date.slice(0, 4)))}
        />
      )}
      {asking === 'day' && (
        <DaySheet
          products={products}
          onClose={() => setAsking(null)}
          onRecorded={(date) => setYear(Number(date.slice(0, 4)))}
        />
      )}
      {asking === 'book' && <BookDeliveries kind="purchase" onClose={() => setAsking(null)} />}
      {asking === 'reverse' && current && (
        <ReverseDelivery delivery={current} today={today} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}

/** What somebody types, once they pause: a list is not asked for letter by letter. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 200);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

const distinct = (texts: readonly string[]): string[] =>
  [...new Set(texts)].sort(new Intl.Collator('zh-CN').compare);
