import { useMemo } from 'react';
import { useCall } from '../../api.ts';
import { Empty } from '../../parts/Empty.tsx';
import { CheckField } from '../../parts/Field.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { trialBalanceColumns } from './columns.ts';
import type { BalanceRow } from './rows.ts';
import { rangeOf, saveAs, useReturn, useTools, type TabProps } from './tab.ts';
import { intoAccount } from './view.ts';

/** 科目余额表: where every account stood, what moved, where it stands. Enter opens the account. */
export function BalancesTab({ view, change, open, tools }: TabProps) {
  const { value, error, loading, reload } = useCall('ledger.trialBalance', {
    ...rangeOf(view),
    ...(view.top ? { level: 1 } : {}),
  });
  const rows = value?.rows ?? NONE;
  const columns = useMemo(() => (value ? trialBalanceColumns(value.totals) : []), [value]);
  const grid = useReturn<BalanceRow>(view.at, rows);
  useTools(tools, {
    print: { document: 'trial-balance', ...rangeOf(view), ...(view.top ? { level: 1 } : {}) },
    save: saveAs('科目余额表', view, columns, rows, '个科目'),
  });
  return (
    <>
      <div className="book-bar">
        <CheckField label="只看一级科目" value={view.top} onChange={(top) => change({ top })} />
        {value && <Verdict totals={value.totals} />}
      </div>
      <ErrorBanner error={error} onRetry={reload} />
      <Grid<BalanceRow>
        label="科目余额表"
        gridRef={grid}
        columns={columns}
        rows={rows}
        rowId={(row) => row.code}
        totals={{ unit: '个科目' }}
        loading={loading}
        failed={error !== null}
        rowClass={(row) => `level-${row.level}`}
        onOpen={(row) => open(intoAccount(view, row.code), row.code)}
        empty={
          <Empty title="这些月份账上还没有数">
            先录入期初余额和凭证；每登记一笔入股、分红，凭证会自动生成。
          </Empty>
        }
      />
    </>
  );
}

const NONE: readonly BalanceRow[] = [];

type Totals = Parameters<typeof trialBalanceColumns>[0];

/** Whether the three pairs of sums agree, said in words. */
function Verdict({ totals }: { totals: Totals }) {
  const apart = [
    ['期初', totals.openingDebitFen - totals.openingCreditFen],
    ['本期发生', totals.debitFen - totals.creditFen],
    ['期末', totals.closingDebitFen - totals.closingCreditFen],
  ].filter(([, fen]) => fen !== 0);
  return apart.length === 0 ? (
    <span className="tag good book-verdict">✓ 期初、发生、期末借贷都相等</span>
  ) : (
    <span className="tag bad book-verdict">✗ {apart.map(([what]) => what).join('、')}借贷不相等</span>
  );
}
