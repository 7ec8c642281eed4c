import { useMemo } from 'react';
import { useCall } from '../../api.ts';
import { AccountPicker } from '../../parts/AccountPicker.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { JOURNAL_COLUMNS, type JournalLine } from './columns.ts';
import { placed } from './rows.ts';
import { rangeOf, saveAs, useReturn, useTools, type TabProps } from './tab.ts';

/** 序时账: every line by date and number. Enter opens the voucher. */
export function JournalTab({ view, change, openVoucher, tools }: TabProps) {
  const { value, error, loading, reload } = useCall('ledger.journal', {
    ...rangeOf(view),
    ...(view.account ? { account: view.account } : {}),
    ...(view.search ? { search: view.search } : {}),
  });
  const rows = useMemo(() => placed(value?.rows ?? []), [value]);
  const grid = useReturn<JournalLine>(view.at, rows);
  useTools(tools, {
    print: { document: 'journal', ...rangeOf(view), ...(view.account ? { account: view.account } : {}) },
    save: saveAs('序时账', view, JOURNAL_COLUMNS, rows, '行'),
  });
  return (
    <>
      <div className="book-bar">
        <SearchField
          label="查找分录"
          placeholder="摘要、凭证号、金额"
          initial={view.search}
          onChange={(search) => search !== view.search && change({ search })}
          onDown={() => grid.current?.focus()}
        />
        <AccountPicker
          bare
          label="科目"
          width={260}
          value={view.account}
          placeholder="全部科目"
          onChange={(account) => change({ account: account?.code ?? '' })}
        />
      </div>
      <ErrorBanner error={error} onRetry={reload} />
      {value?.truncated && (
        <Banner kind="warning">
          分录太多，这里只列出前 {rows.length} 行。请缩短月份范围，或按科目、摘要查找；打印和导出也请分几段。
        </Banner>
      )}
      <Grid<JournalLine>
        label="序时账"
        gridRef={grid}
        columns={JOURNAL_COLUMNS}
        rows={rows}
        rowId={(row) => row.at}
        totals={{ unit: '行' }}
        loading={loading}
        failed={error !== null}
        rowClass={(row) => (row.debitFen < 0 || row.creditFen < 0 ? 'red' : undefined)}
        onOpen={(row) => openVoucher(row.voucherId, row.at)}
        empty={view.search || view.account ? '没有符合条件的分录。' : '这些月份还没有凭证。'}
      />
    </>
  );
}
