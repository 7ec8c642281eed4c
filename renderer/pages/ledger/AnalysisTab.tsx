import { useMemo } from 'react';
import { DIM_NAMES } from '../../../shared/rules/chart/accounts.ts';
import { useCall } from '../../api.ts';
import { AccountPicker } from '../../parts/AccountPicker.tsx';
import { SelectField } from '../../parts/Field.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { analysisColumns, type AnalysisRow } from './columns.ts';
import { placed } from './rows.ts';
import { rangeOf, saveAs, useReturn, useTools, type TabProps } from './tab.ts';
import { DIMS, intoAccount, type Dim } from './view.ts';

/** 辅助余额表: members, banks, products … by account. Enter opens the account of that one. */
export function AnalysisTab({ view, change, open, tools }: TabProps) {
  const { dim, account } = view;
  const { value, error, loading, reload } = useCall('ledger.analysis', {
    ...rangeOf(view),
    dim,
    ...(account ? { account } : {}),
  });
  const rows = useMemo(() => placed(value ?? []), [value]);
  const columns = useMemo(() => analysisColumns(rows, DIM_NAMES[dim]), [rows, dim]);
  const grid = useReturn<AnalysisRow>(view.at, rows);
  useTools(tools, {
    print: { document: 'analysis', ...rangeOf(view), dim, ...(account ? { account } : {}) },
    save: saveAs(`辅助余额表 ${DIM_NAMES[dim]}`, view, columns, rows, '行'),
  });
  return (
    <>
      <div className="book-bar">
        <SelectField<Dim>
          bare
          label="辅助核算"
          value={dim}
          onChange={(next) => change({ dim: next })}
          choices={DIMS.map((one) => ({ value: one, label: DIM_NAMES[one] }))}
        />
        <AccountPicker
          bare
          label="科目"
          width={260}
          value={account}
          placeholder="全部科目"
          onChange={(picked) => change({ account: picked?.code ?? '' })}
        />
      </div>
      <ErrorBanner error={error} onRetry={reload} />
      <Grid<AnalysisRow>
        label="辅助余额表"
        gridRef={grid}
        columns={columns}
        rows={rows}
        rowId={(row) => row.at}
        totals={{ unit: '行' }}
        loading={loading}
        failed={error !== null}
        onOpen={(row) =>
          open(intoAccount(view, row.code, { memberId: row.memberId, itemId: row.itemId }), row.at)
        }
        empty={`这些月份没有按“${DIM_NAMES[dim]}”核算的余额和发生额。`}
      />
    </>
  );
}
