import { useEffect, useMemo, useRef, useState } from 'react';
import { FUNDING_NAMES, STATE_NAMES } from '../../../shared/rules/assetWords.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { useCall } from '../../api.ts';
import { go, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { CheckField, DateField, SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { AcquireDialog } from './AcquireDialog.tsx';
import { AssetsFrame } from './AssetsFrame.tsx';
import { CardDrawer } from './CardDrawer.tsx';
import { columnsFor, EXPORT_COLUMNS } from './columns.ts';
import { type Asset, type AssetState, nameChoices, showCard, wordChoices } from './view.ts';

type Source = keyof typeof FUNDING_NAMES;

const NO_FILTER = { category: '', place: '', custodian: '', source: '', state: '', relief: '', standing: '' };
type Filter = {
  category: string;
  place: string;
  custodian: string;
  source: Source | '';
  state: AssetState | '';
  relief: '' | 'yes' | 'no';
  standing: '' | 'booked' | 'memo';
};

/** 卡片: every asset by its card, what it cost and what is left of it on a day. */
export function CardsTab() {
  const { today, status } = useSession();
  const route = useRoute();
  const print = usePrint();
  const grid = useRef<GridHandle<Asset>>(null);
  const [asOf, setAsOf] = useState(today);
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>({ ...NO_FILTER } as Filter);
  const [withGone, setWithGone] = useState(false);
  const [adding, setAdding] = useState(false);
  const day = isRealDate(asOf) ? asOf : today;
  const list = useCall('assets.list', {
    asOf: day,
    withGone,
    ...(search ? { search } : {}),
    ...asked(filter),
  });
  const rows = list.value ?? [];
  const narrow = route.id !== null;
  const open = (row: Asset): void => showCard('cards', row.id);
  const columns = useMemo(() => columnsFor(open, narrow), [narrow]);
  const current = rows.find((row) => row.id === route.id) ?? null;
  const narrowed = search !== '' || Object.values(filter).some((one) => one !== '');

  // Whoever came by a link has the keyboard nowhere: it goes to the row.
  useEffect(() => {
    if (route.id !== null && document.activeElement === document.body) grid.current?.focus(route.id);
  }, [route.id, rows]);

  return (
    <AssetsFrame
      filters={
        <>
          <span className="quiet">截至</span>
          <DateField bare label="截至日期" width={108} value={asOf} onChange={setAsOf} />
          <SearchField
            label="查找资产"
            placeholder="编号、名称、坐落"
            width={176}
            onChange={setSearch}
            onDown={() => grid.current?.focus()}
          />
          <CheckField label="含已处置" value={withGone} onChange={setWithGone} />
        </>
      }
      narrow={<Filters filter={filter} set={setFilter} />}
      actions={
        <>
          <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAdding(true)}>
            新增资产
          </Button>
          <Button onClick={() => go('imports', null, { kind: 'assets' })}>导入</Button>
          <Button
            disabled={rows.length === 0}
            title="截至这一天的固定资产登记簿，按类别"
            onClick={() => print({ document: 'asset-register', asOf: day })}
          >
            登记簿
          </Button>
          <Button
            disabled={rows.length === 0}
            title="把表里的行存成 Excel 表格"
            onClick={() =>
              void exportXlsx(
                `${status.open?.villageName ?? ''}固定资产-${day}.xlsx`,
                EXPORT_COLUMNS,
                grid.current?.shownRows() ?? rows,
                '项',
              )
            }
          >
            导出
          </Button>
          <Button
            shortcut="Ctrl+P"
            disabled={rows.length === 0}
            title={current ? `打印 ${current.no} ${current.name} 的卡片` : '打印表里各项的卡片'}
            onClick={() =>
              print({
                document: 'asset-card',
                ids: current ? [current.id] : (grid.current?.shownRows() ?? rows).map((row) => row.id),
              })
            }
          >
            打印卡片
          </Button>
        </>
      }
      banner={
        <>
          <ErrorBanner error={list.error} onRetry={list.reload} />
          {day !== today && <Banner kind="info">看的是 {day} 当天结束时的数。</Banner>}
        </>
      }
      drawer={
        <>
          {route.id !== null && (
            <CardDrawer id={route.id} asOf={day} onClose={() => showCard('cards', null)} />
          )}
          {adding && <AcquireDialog onClose={() => setAdding(false)} />}
        </>
      }
    >
      <Grid
        label="固定资产"
        gridRef={grid}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '项' }}
        loading={list.loading}
        failed={list.error !== null}
        rowClass={(row) => (row.state === 'gone' ? 'faded' : undefined)}
        onOpen={open}
        onSelect={([row]) => {
          if (row && route.id !== null && row.id !== route.id) showCard('cards', row.id);
        }}
        empty={
          narrowed ? (
            '没有符合条件的资产。'
          ) : (
            <Empty
              title="还没有登记固定资产"
              actions={
                <>
                  <Button kind="primary" onClick={() => go('imports', null, { kind: 'assets' })}>
                    导入固定资产清单
                  </Button>
                  <Button writes onClick={() => setAdding(true)}>
                    新增资产
                  </Button>
                </>
              }
            >
              大棚、冷库、烘干机各建一张卡片；成批的大棚一张卡片，每个棚有自己的编号。
            </Empty>
          )
        }
      />
    </AssetsFrame>
  );
}

function asked(filter: Filter) {
  const { relief, ...rest } = filter;
  return {
    ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== '')) as {
      category?: string;
      place?: string;
      custodian?: string;
      source?: Source;
      state?: AssetState;
      standing?: 'booked' | 'memo';
    }),
    ...(relief === '' ? {} : { relief: relief === 'yes' }),
  };
}

/** What narrows the list: kind, place, custodian, where the money came from, state, poverty relief, in the books or not. */
function Filters({ filter, set }: { filter: Filter; set: (filter: Filter) => void }) {
  const choices = useCall('assets.choices', {}).value;
  const change = (part: Partial<Filter>): void => set({ ...filter, ...part });
  return (
    <>
      <SelectField
        bare
        label="类别"
        width={92}
        value={filter.category}
        onChange={(category) => change({ category })}
        choices={wordChoices(
          '全部类别',
          (choices?.categories ?? []).map((one) => one.name),
        )}
      />
      <SelectField
        bare
        label="坐落"
        width={92}
        value={filter.place}
        onChange={(place) => change({ place })}
        choices={wordChoices('全部坐落', choices?.places ?? [])}
      />
      <SelectField
        bare
        label="保管人"
        width={100}
        value={filter.custodian}
        onChange={(custodian) => change({ custodian })}
        choices={wordChoices('全部保管人', choices?.custodians ?? [])}
      />
      <SelectField
        bare
        label="资金来源"
        width={92}
        value={filter.source}
        onChange={(source) => change({ source })}
        choices={nameChoices('全部来源', FUNDING_NAMES)}
      />
      <SelectField
        bare
        label="状态"
        width={86}
        value={filter.state}
        onChange={(state) => change({ state })}
        choices={nameChoices('全部状态', STATE_NAMES)}
      />
      <SelectField
        bare
        label="扶贫项目资产"
        width={92}
        value={filter.relief}
        onChange={(relief) => change({ relief })}
        choices={[
          { value: '', label: '扶贫与否' },
          { value: 'yes', label: '扶贫资产' },
          { value: 'no', label: '其他资产' },
        ]}
      />
      <SelectField
        bare
        label="入账或备查"
        width={100}
        value={filter.standing}
        onChange={(standing) => change({ standing })}
        choices={[
          { value: '', label: '入账、备查' },
          { value: 'booked', label: '入账' },
          { value: 'memo', label: '备查' },
        ]}
      />
    </>
  );
}
