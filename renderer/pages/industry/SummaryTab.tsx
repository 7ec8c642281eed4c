import { useMemo, useState } from 'react';
import { useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid, type Column } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { categoryWords } from '../village/categories.ts';
import { kindSumColumns, sumColumns } from './columns.ts';
import { Frame, useYear } from './Frame.tsx';
import type { Summary } from './words.ts';

type By = 'kind' | 'group' | 'category' | 'year';
type Group = Summary['byGroup'][number];
type Category = Summary['byCategory'][number];
type Year = Summary['byYear'][number];

const GROUP_COLUMNS = sumColumns<Group>({
  field: 'groupNo',
  title: '组',
  kind: 'code',
  width: 90,
  value: (row) => `${row.groupNo}组`,
});
const CATEGORY_COLUMNS = sumColumns<Category>({
  field: 'category',
  title: '户类别',
  kind: 'text',
  width: 110,
  words: categoryWords,
});
const YEAR_COLUMNS = sumColumns<Year>({
  field: 'year',
  title: '年度',
  kind: 'code',
  width: 90,
  value: (row) => `${row.year} 年`,
});

/** 汇总: by industry beside the year before, by group, by category of household, by year. */
export function SummaryTab() {
  const { year } = useYear();
  const [by, setBy] = useState<By>('kind');
  const summary = useCall('industry.summary', { year });
  const { value } = summary;
  const kindColumns = useMemo(() => kindSumColumns(value?.byKind ?? []), [value]);
  const shared = {
    loading: summary.loading,
    failed: summary.error !== null,
    empty: `${year} 年还没有产业台账。`,
  };
  const views: Readonly<Record<By, React.ReactNode>> = {
    kind: (
      <SumGrid
        label="按项目"
        columns={kindColumns}
        rows={value?.byKind ?? []}
        idOf={(row) => row.kindId}
        unit="个项目"
        {...shared}
      />
    ),
    group: (
      <SumGrid
        label="按组"
        columns={GROUP_COLUMNS}
        rows={value?.byGroup ?? []}
        idOf={(row) => row.groupNo}
        unit="个组"
        {...shared}
      />
    ),
    category: (
      <SumGrid
        label="按户类别"
        columns={CATEGORY_COLUMNS}
        rows={value?.byCategory ?? []}
        idOf={(row) => row.category}
        unit="类"
        {...shared}
      />
    ),
    year: (
      <SumGrid
        label="历年"
        columns={YEAR_COLUMNS}
        rows={value?.byYear ?? []}
        idOf={(row) => row.year}
        unit="年"
        {...shared}
      />
    ),
  };
  function save(): Promise<void> {
    const name = `户产业汇总-${year}.xlsx`;
    if (by === 'group') return exportXlsx(name, GROUP_COLUMNS, value?.byGroup ?? [], '个组');
    if (by === 'category') return exportXlsx(name, CATEGORY_COLUMNS, value?.byCategory ?? [], '类');
    if (by === 'year') return exportXlsx(name, YEAR_COLUMNS, value?.byYear ?? [], '年');
    return exportXlsx(name, kindColumns, value?.byKind ?? [], '个项目');
  }
  return (
    <Frame
      tab="summary"
      filters={
        <SelectField
          bare
          label="怎么汇总"
          value={by}
          onChange={setBy}
          choices={[
            { value: 'kind', label: '按项目（与上年比）' },
            { value: 'group', label: '按组' },
            { value: 'category', label: '按户类别' },
            { value: 'year', label: '历年' },
          ]}
        />
      }
      actions={
        <Button disabled={!value || value.totals.rows === 0} onClick={() => void save()}>
          导出 Excel
        </Button>
      }
      banner={<ErrorBanner error={summary.error} onRetry={summary.reload} />}
    >
      {value && (
        <div className="industry-stats">
          <Stat label="有产业的户" value={`${value.totals.households} 户`} />
          <Stat label="台账" value={`${value.totals.rows} 条`} />
          <Stat label="已验收" value={`${value.totals.inspected} 条`} />
          <Stat label="产业奖补" valueFen={value.totals.awardFen} />
          <Stat label="务工和其他补助" valueFen={value.otherAwardFen} />
          <Stat label="奖补合计" valueFen={value.totals.awardFen + value.otherAwardFen} strong />
        </div>
      )}
      {views[by]}
    </Frame>
  );
}

function SumGrid<T extends object>(props: {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  idOf: (row: T) => string | number;
  unit: string;
  loading: boolean;
  failed: boolean;
  empty: string;
}) {
  const { label, columns, rows, idOf, unit, loading, failed, empty } = props;
  return (
    <Grid<T>
      label={label}
      columns={columns}
      rows={rows}
      rowId={idOf}
      totals={{ unit }}
      loading={loading}
      failed={failed}
      empty={empty}
    />
  );
}
