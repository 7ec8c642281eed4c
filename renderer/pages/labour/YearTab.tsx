import { useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid, type Column } from '../../parts/Grid.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { Into } from './slots.tsx';
import { useLastWorked } from './useLastWorked.ts';
import { groupName } from './words.ts';

type Household = Output<'labour.year'>['households'][number];
/** A household, or one of its workers. */
type Row = Omit<Household, 'workers'> & {
  key: string;
  people: number;
  names: string;
  memberNos: string;
  workerId: number | null;
};

const fen = (
  field: 'grossFen' | 'advanceFen' | 'taxFen' | 'paidFen' | 'unpaidFen' | 'patronageFen',
  title: string,
): Column<Row> => ({
  field,
  title,
  kind: 'money',
  width: 100,
  total: true,
  strong: field === 'grossFen',
});

/** 年度: what each household worked, was paid and is owed in a year. */
export function YearTab() {
  const { today } = useSession();
  const lastWorked = useLastWorked();
  const [chosen, setChosen] = useState<number | null>(null);
  const [by, setBy] = useState<'household' | 'worker'>('household');
  const year = chosen ?? (lastWorked === null ? null : Number(lastWorked.slice(0, 4)));
  const { value, error, loading, reload } = useCall('labour.year', year === null ? null : { year });
  const rows = useMemo(() => rowsOf(value?.households ?? [], by), [value, by]);
  const columns = useMemo(() => columnsFor(by, value?.patronageNote !== ''), [by, value?.patronageNote]);
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: 8 }, (_, index) => thisYear + 1 - index);
  return (
    <>
      <Into place="filters">
        <SelectField
          bare
          label="年度"
          value={String(year ?? thisYear)}
          onChange={(next) => setChosen(Number(next))}
          choices={years.map((one) => ({ value: String(one), label: `${one} 年` }))}
        />
        <SelectField
          bare
          label="按户或按人"
          value={by}
          onChange={setBy}
          choices={[
            { value: 'household', label: '按户' },
            { value: 'worker', label: '按人' },
          ]}
        />
      </Into>
      <Into place="actions">
        <Button
          disabled={rows.length === 0}
          onClick={() =>
            void exportXlsx(`${year ?? ''}年务工汇总.xlsx`, columns, rows, by === 'household' ? '户' : '人')
          }
        >
          导出
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={error} onRetry={reload} />
        {value && value.openEntries > 0 && (
          <Banner kind="info">
            还有 {value.openEntries} 笔 {formatYuan(value.openFen)} 元的记工没有造发放表，不在下面的应发里。
          </Banner>
        )}
        {value && value.patronageNote !== '' && <Banner kind="warning">{value.patronageNote}</Banner>}
      </Into>
      <Grid<Row>
        key={by}
        label="务工年度汇总"
        columns={columns}
        rows={rows}
        rowId={(row) => row.key}
        totals={{ unit: by === 'household' ? '户' : '人' }}
        loading={loading || year === null}
        failed={error !== null}
        onOpen={(row) => {
          if (row.workerId !== null) go('labour', null, { tab: 'workers', worker: String(row.workerId) });
          else if (row.householdId !== null) go('village', row.householdId);
        }}
        empty={`${year ?? ''} 年没有务工。`}
      />
    </>
  );
}

function columnsFor(by: 'household' | 'worker', withPatronage: boolean): Column<Row>[] {
  return [
    {
      field: 'householdCode',
      title: '户号',
      kind: 'code',
      width: 74,
      value: (row) => row.householdCode || '村外',
    },
    { field: 'headName', title: '户主', kind: 'text', width: 76 },
    { field: 'groupNo', title: '组', kind: 'code', width: 46, value: (row) => groupName(row.groupNo) },
    {
      field: 'names',
      title: by === 'household' ? '务工的人' : '姓名',
      kind: 'text',
      width: by === 'household' ? 150 : 84,
    },
    { field: 'memberNos', title: '社员号', kind: 'code', width: 84 },
    {
      field: 'days',
      title: '工日',
      kind: 'number',
      width: 72,
      total: true,
      decimals: 1,
      value: (row) => (row.days === '0' ? null : row.days),
    },
    { field: 'pieces', title: '计件数量', kind: 'number', width: 92, total: true },
    fen('grossFen', '应发'),
    fen('advanceFen', '借支扣回'),
    fen('taxFen', '个税'),
    fen('paidFen', '本年已发'),
    fen('unpaidFen', '年末未发'),
    ...(withPatronage ? [fen('patronageFen', '计入交易额')] : []),
  ];
}

function rowsOf(households: readonly Household[], by: 'household' | 'worker'): Row[] {
  return households.flatMap(({ workers, ...household }, index): Row[] => {
    const key = `${household.householdId ?? `x${index}`}`;
    if (by === 'household') {
      const names = workers.map((worker) => worker.name).join('、');
      const memberNos = workers.flatMap((worker) => worker.memberNo ?? []).join('、');
      return [{ ...household, key, people: workers.length, names, memberNos, workerId: null }];
    }
    return workers.map((worker) => ({
      ...household,
      ...worker,
      key: `w${worker.workerId}`,
      people: 1,
      names: worker.name,
      memberNos: worker.memberNo ?? '',
    }));
  });
}
