import { useEffect, useMemo, useRef, useState } from 'react';
import { addDays } from '../../../shared/rules/calendar.ts';
import { call, useCall } from '../../api.ts';
import { go, settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { ErrorBanner, notify } from '../../parts/Notice.tsx';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { DaySheet } from './DaySheet.tsx';
import { Into } from './slots.tsx';
import { useLastWorked } from './useLastWorked.ts';
import { WorkerDrawer } from './WorkerDrawer.tsx';
import { TOTAL_COLUMNS, WORK_COLUMNS } from './workColumns.ts';
import { daysOf, type Work, type WorkTotal } from './words.ts';

type View = 'rows' | 'byWorker' | 'byKind' | 'byPlace';
const ALL = '';

/** 记工: a month of the work book, and where a day's sheet is typed into it. */
export function WorkTab() {
  const { params } = useRoute();
  const { today } = useSession();
  const lastWorked = useLastWorked();
  const period = periodOf(params.get('period')) ?? lastWorked?.slice(0, 7) ?? null;
  const [view, setView] = useState<View>('rows');
  const [kindId, setKindId] = useState(ALL);
  const [place, setPlace] = useState(ALL);
  const [open, setOpen] = useState(ALL);
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<number | null>(null);
  const [workerId, setWorkerId] = useState<number | null>(null);
  const [asking, setAsking] = useState<'day' | 'reverse' | null>(null);
  const grid = useRef<GridHandle<Work>>(null);
  const print = usePrint();

  const kinds = useCall('labour.kinds', {});
  const span = period === null ? null : daysOf(period);
  const book = useCall(
    'labour.work',
    span && {
      ...span,
      ...(kindId === ALL ? {} : { kindId: Number(kindId) }),
      ...(place === ALL ? {} : { place }),
      ...(open === ALL ? {} : { open: open === 'open' }),
      ...(search ? { search } : {}),
    },
  );
  const all = useCall('labour.work', span);
  const places = useMemo(
    () => (all.value?.byPlace ?? []).map((one) => one.label).filter((label) => label !== ''),
    [all.value],
  );
  // A place of another month doesn't hold this one's rows back unseen.
  useEffect(() => setPlace(ALL), [period]);

  const rows = book.value?.rows ?? [];
  const current = rows.find((row) => row.id === selected) ?? null;
  const totals = view === 'rows' ? [] : (book.value?.[view] ?? []);
  const isFiltered = kindId !== ALL || place !== ALL || open !== ALL || search !== '';
  const canReverse =
    view === 'rows' && current !== null && current.reversesId === null && current.reversedById === null;
  const whyNot = current?.sheetId ? `已在发放表 ${current.sheetNo ?? ''} 里，请先作废那张表` : undefined;
  const day = current?.date ?? lastDay(rows) ?? today;
  const choose = (next: string): void => settle('labour', null, { period: next });
  const empty = isFiltered ? (
    '没有符合条件的记工。'
  ) : (
    <Empty
      title={
        period === null ? '还没有记工' : `${period.slice(0, 4)} 年 ${Number(period.slice(5))} 月还没有记工`
      }
      actions={
        <>
          <Button kind="primary" writes onClick={() => setAsking('day')}>
            记一天的工
          </Button>
          <Button onClick={() => go('imports', null, { kind: 'labour' })}>从表格导入</Button>
        </>
      }
    >
      照着记工单一行一行录，或者把记工表整张导入；工种和工价在“工种与工价”里定。
    </Empty>
  );

  return (
    <>
      <Into place="filters">
        <PeriodField
          bare
          steps
          label="月份"
          width={116}
          value={period ?? today.slice(0, 7)}
          onChange={choose}
        />
        <SelectField<View>
          bare
          label="明细或汇总"
          value={view}
          onChange={setView}
          choices={[
            { value: 'rows', label: '明细' },
            { value: 'byWorker', label: '按人汇总' },
            { value: 'byKind', label: '按工种汇总' },
            { value: 'byPlace', label: '按棚号汇总' },
          ]}
        />
        <SelectField
          bare
          label="工种"
          width={92}
          value={kindId}
          onChange={setKindId}
          choices={[
            { value: ALL, label: '全部工种' },
            ...(kinds.value ?? []).map((one) => ({ value: String(one.id), label: one.name })),
          ]}
        />
        <SelectField
          bare
          label="棚号"
          width={92}
          value={place}
          onChange={setPlace}
          choices={[{ value: ALL, label: '全部棚' }, ...places.map((one) => ({ value: one, label: one }))]}
        />
        <SelectField
          bare
          label="发放表"
          value={open}
          onChange={setOpen}
          choices={[
            { value: ALL, label: '全部' },
            { value: 'open', label: '未造表' },
            { value: 'settled', label: '已造表' },
          ]}
        />
        <SearchField
          label="找务工人员"
          placeholder="姓名、拼音、编号"
          width={124}
          onChange={setSearch}
          onDown={() => grid.current?.focus()}
        />
      </Into>
      <Into place="actions">
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAsking('day')}>
          记一天的工…
        </Button>
        <Button
          writes
          disabled={!canReverse || whyNot !== undefined}
          title={whyNot ?? (canReverse ? '用红字冲掉选中的这一笔' : '先在明细里选一笔没有冲销过的')}
          onClick={() => setAsking('reverse')}
        >
          冲销…
        </Button>
        <Button
          shortcut="Ctrl+P"
          title={rows.length === 0 ? '空白的，拿到棚里填' : `打印 ${day} 的记工单，给干活的人签字`}
          onClick={() => print({ document: 'work-day', ...(rows.length === 0 ? {} : { date: day }) })}
        >
          记工单
        </Button>
        <Button title="空白的，拿到棚里填" onClick={() => print({ document: 'work-day' })}>
          空白单
        </Button>
        <Button
          disabled={rows.length === 0}
          onClick={() =>
            void (view === 'rows'
              ? exportXlsx(`记工 ${period ?? ''}.xlsx`, WORK_COLUMNS, rows, '笔')
              : exportXlsx(`记工汇总 ${period ?? ''}.xlsx`, TOTAL_COLUMNS, totals, '行'))
          }
        >
          导出
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={book.error ?? kinds.error} onRetry={book.reload} />
      </Into>
      {view === 'rows' ? (
        <Grid<Work>
          key="rows"
          gridRef={grid}
          label="记工明细"
          columns={WORK_COLUMNS}
          rows={rows}
          rowId={(row) => row.id}
          totals={{ unit: '笔' }}
          loading={book.loading || period === null}
          failed={book.error !== null}
          empty={empty}
          rowClass={(row) => (row.reversesId ? 'red' : row.reversedById ? 'faded' : undefined)}
          onSelect={([row]) => {
            setSelected(row?.id ?? null);
            if (row && workerId !== null) setWorkerId(row.workerId);
          }}
          onOpen={(row) => setWorkerId(row.workerId)}
        />
      ) : (
        <Grid<WorkTotal>
          key={view}
          label="记工汇总"
          columns={TOTAL_COLUMNS}
          rows={totals}
          rowId={(row) => `${row.key} ${row.unit} ${row.paidBy ?? ''}`}
          totals={{ unit: '行' }}
          loading={book.loading || period === null}
          failed={book.error !== null}
          empty={empty}
        />
      )}
      {workerId !== null && view === 'rows' && (
        <WorkerDrawer id={workerId} onClose={() => setWorkerId(null)} />
      )}
      {asking === 'day' && (
        <DaySheet
          kinds={kinds.value ?? []}
          date={dateFor(period, today, lastDay(all.value?.rows ?? []))}
          recorder={rows.at(-1)?.recorder ?? ''}
          onClose={() => {
            setAsking(null);
            grid.current?.focus();
          }}
          onRecorded={(date) => choose(date.slice(0, 7))}
        />
      )}
      {asking === 'reverse' && current && (
        <ReasonDialog
          title="冲销记工"
          danger
          saveLabel="冲销"
          onClose={() => setAsking(null)}
          onSave={async ({ reason }) => {
            await call('labour.reverseWork', { id: current.id, reason });
            notify(`已冲销 ${current.name} ${current.date} 的${current.kind}。`);
          }}
        >
          <p>
            {current.date} {current.name} {current.place} {current.kind} {current.quantity}
            {current.unit}。原来那一笔保留不动，另记一笔红字。
          </p>
        </ReasonDialog>
      )}
    </>
  );
}

const periodOf = (asked: string | null): string | null =>
  asked !== null && /^\d{4}-(0[1-9]|1[0-2])$/u.test(asked) ? asked : null;

const lastDay = (rows: readonly Work[]): string | undefined =>
  rows.reduce<string | undefined>(
    (last, { date }) => (last === undefined || date > last ? date : last),
    undefined,
  );

/** The day a new sheet starts with: today; in a month that is being caught up with the day after the last one in the book. */
function dateFor(period: string | null, today: string, last: string | undefined): string {
  if (period === null || period === today.slice(0, 7)) return today;
  if (last === undefined) return `${period}-01`;
  const { to } = daysOf(period);
  return last < to ? addDays(last, 1) : to;
}
