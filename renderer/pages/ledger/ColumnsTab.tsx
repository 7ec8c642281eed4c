import { useMemo } from 'react';
import { useCall } from '../../api.ts';
import type { Account } from '../vouchers/lookup.ts';
import { AccountPicker } from '../../parts/AccountPicker.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { SelectField } from '../../parts/Field.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { spreadColumns, type SpreadRow } from './columns.ts';
import { lineClass, placed } from './rows.ts';
import { rangeOf, saveAs, useReturn, useTools, type TabProps } from './tab.ts';
import type { ColumnsBy } from './view.ts';

/** 多栏账: one account's turnover spread over what it is made of. Enter opens the voucher. */
export function ColumnsTab({ view, change, openVoucher, tools }: TabProps) {
  const { account, by } = view;
  const { value, error, loading, reload } = useCall(
    'ledger.columns',
    account === '' ? null : { ...rangeOf(view), account, by },
  );
  const book = value && value.code === account ? value : undefined;
  const rows = useMemo(() => placed(book?.rows ?? []), [book]);
  const columns = useMemo(() => spreadColumns(book?.columns ?? []), [book]);
  const grid = useReturn<SpreadRow>(view.at, rows);
  useTools(tools, {
    print: book ? { document: 'column-ledger', ...rangeOf(view), account, by } : null,
    save: saveAs(`${account} ${book?.name ?? ''}多栏账`, view, columns, rows),
  });
  return (
    <>
      <div className="book-bar">
        <AccountPicker
          bare
          label="科目"
          width={280}
          value={account}
          autoFocus={account === ''}
          onChange={(picked) =>
            change({ account: picked?.code ?? '', ...(picked ? { by: usualBy(picked) } : {}) })
          }
        />
        <SelectField<ColumnsBy>
          bare
          label="分栏"
          value={by}
          onChange={(next) => change({ by: next })}
          choices={[
            { value: 'item', label: '按核算项目分栏' },
            { value: 'account', label: '按明细科目分栏' },
            { value: 'member', label: '按成员分栏' },
          ]}
        />
      </div>
      <ErrorBanner error={error} onRetry={reload} />
      {account === '' ? (
        <Empty title="看哪个科目的多栏账？">
          费用、成本、收入最常用：例如 523 管理费用按费用项目分栏，121 产品物资按品名分栏。
        </Empty>
      ) : (
        <Grid<SpreadRow>
          label="多栏账"
          gridRef={grid}
          columns={columns}
          rows={rows}
          rowId={(row) => row.at}
          sortable={false}
          loading={loading}
          failed={error !== null}
          rowClass={(row) => lineClass(row.kind)}
          onOpen={(row) => row.voucherId !== null && openVoucher(row.voucherId, row.at)}
          empty="这些月份没有发生额。"
        />
      )}
    </>
  );
}

/** What an account is usually spread over: its sub-accounts, else its members, else its items. */
function usualBy(account: Account): ColumnsBy {
  if (!account.isLeaf) return 'account';
  return account.dims[0] === 'member' ? 'member' : 'item';
}
