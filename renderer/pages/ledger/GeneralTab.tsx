import { useMemo } from 'react';
import { useCall } from '../../api.ts';
import { AccountPicker } from '../../parts/AccountPicker.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { GENERAL_COLUMNS } from './columns.ts';
import { generalLines, lineClass, type GeneralLine } from './rows.ts';
import { rangeOf, saveAs, useReturn, useTools, type TabProps } from './tab.ts';
import { intoAccount } from './view.ts';

/** 总账: each account month by month. Enter opens the account for that month. */
export function GeneralTab({ view, change, open, tools }: TabProps) {
  const { value, error, loading, reload } = useCall('ledger.general', {
    ...rangeOf(view),
    ...(view.account ? { account: view.account } : {}),
  });
  const lines = useMemo(() => generalLines(value ?? [], view.from), [value, view.from]);
  const grid = useReturn<GeneralLine>(view.at, lines);
  useTools(tools, {
    print: {
      document: 'general-ledger',
      ...rangeOf(view),
      ...(view.account ? { account: view.account } : {}),
    },
    save: saveAs('总账', view, GENERAL_COLUMNS, lines),
  });
  return (
    <>
      <div className="book-bar">
        <AccountPicker
          bare
          label="科目"
          width={300}
          value={view.account}
          placeholder="全部科目；可按编码、名称、首字母找一个"
          onChange={(account) => change({ account: account?.code ?? '' })}
        />
      </div>
      <ErrorBanner error={error} onRetry={reload} />
      <Grid<GeneralLine>
        label="总账"
        gridRef={grid}
        columns={GENERAL_COLUMNS}
        rows={lines}
        rowId={(row) => row.at}
        sortable={false}
        loading={loading}
        failed={error !== null}
        rowClass={(row) => `general ${lineClass(row.kind) ?? ''}`}
        onOpen={(row) =>
          open(
            intoAccount(view, row.code, row.kind === 'month' ? { from: row.period, to: row.period } : {}),
            row.at,
          )
        }
        empty="这些月份没有余额和发生额。"
      />
    </>
  );
}
