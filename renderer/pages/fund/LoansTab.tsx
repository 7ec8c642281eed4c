import { useMemo, useRef, useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { Into } from '../labour/slots.tsx';
import { ApplyDialog } from './ApplyDialog.tsx';
import { beside, loanColumns } from './columns.ts';
import { useFund, useView } from './context.ts';
import { LoanDrawer } from './LoanDrawer.tsx';
import { NoticeSheetDialog } from './NoticeSheetDialog.tsx';
import { AsOfField } from './OverviewTab.tsx';
import { RepayDialog } from './RepayDialog.tsx';
import type { Loan } from './words.ts';

type Which = 'all' | 'open' | 'overdue' | 'pending' | 'settled';

const WHICH: Readonly<Record<Which, (loan: Loan) => boolean>> = {
  all: () => true,
  open: (loan) => loan.balanceFen > 0,
  overdue: (loan) => loan.overdueFen > 0 || loan.behindFen > 0,
  pending: (loan) => loan.paidOutOn === null && loan.state !== 'ended',
  settled: (loan) => loan.state === 'settled' || loan.state === 'written-off',
};

/** 借款: every loan with where it stands; Enter opens it, its next step is a button there. */
export function LoansTab() {
  const fund = useFund();
  const { asOf, openId, look, show } = useView();
  const print = usePrint();
  const [which, setWhich] = useState<Which>('all');
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<Loan | null>(null);
  const [asking, setAsking] = useState<'repay' | 'notice' | null>(null);
  const grid = useRef<GridHandle<Loan>>(null);
  const loans = useCall('fund.loans', { entityId: fund.id, asOf, ...(search ? { search } : {}) });
  const all = loans.value ?? [];
  const rows = all.filter(WHICH[which]);
  const columns = useMemo(() => loanColumns(asOf), [asOf]);
  const current = selected && (rows.find((row) => row.id === selected.id) ?? null);
  const late = all.filter((loan) => loan.overdueFen > 0);
  const lateFen = late.reduce((sum, loan) => sum + loan.overdueFen, 0);
  return (
    <>
      <Into place="filters">
        <AsOfField />
        <SelectField
          bare
          label="哪些借款"
          value={which}
          onChange={setWhich}
          choices={[
            { value: 'all', label: '全部' },
            { value: 'open', label: '在借' },
            { value: 'overdue', label: '逾期和拖欠' },
            { value: 'pending', label: '还没发放' },
            { value: 'settled', label: '已还清、核销' },
          ]}
        />
        <SearchField
          label="找借款"
          placeholder="姓名、拼音、借据号"
          width={136}
          onChange={setSearch}
          onDown={() => grid.current?.focus()}
        />
      </Into>
      <Into place="actions">
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => show({ look: 'new' })}>
          受理借款申请…
        </Button>
        <Button
          writes
          disabled={!current || current.balanceFen <= 0}
          title={current ? `${current.name} ${current.no}` : '先在表里选一笔'}
          onClick={() => setAsking('repay')}
        >
          登记还款…
        </Button>
        <Button onClick={() => setAsking('notice')}>公示单…</Button>
        <Button
          disabled={rows.length === 0}
          onClick={() =>
            void exportXlsx(
              `${fund.name}借款台账-${asOf}.xlsx`,
              columns,
              grid.current?.shownRows() ?? rows,
              '笔',
            )
          }
        >
          导出 Excel
        </Button>
        <Button
          shortcut="Ctrl+P"
          disabled={all.length === 0}
          onClick={() => print({ document: 'fund-loans', entityId: fund.id, asOf })}
        >
          打印台账
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={loans.error} onRetry={loans.reload} />
        {late.length > 0 && which !== 'overdue' && (
          <Banner kind="warning" actions={<Button onClick={() => setWhich('overdue')}>只看逾期</Button>}>
            {late.length} 笔逾期，本金 {formatYuan(lateFen)} 元：
            {late
              .slice(0, 5)
              .map((loan) => `${loan.name}（${loan.guaranteeGroup}）`)
              .join('、')}
            {late.length > 5 ? '等' : ''}。同组的人在还清以前不能新借。
          </Banner>
        )}
      </Into>
      <Grid<Loan>
        gridRef={grid}
        label="借款台账"
        columns={openId === null ? columns : beside(columns)}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '笔' }}
        loading={loans.loading}
        failed={loans.error !== null}
        rowClass={(row) =>
          row.overdueFen > 0 ? 'late' : row.state === 'settled' || row.state === 'ended' ? 'faded' : undefined
        }
        onOpen={(row) => show({ open: row.id })}
        onSelect={([row]) => {
          setSelected(row ?? null);
          if (row && openId !== null && row.id !== openId) show({ open: row.id });
        }}
        empty={
          all.length > 0 || search ? (
            '没有符合条件的借款。'
          ) : (
            <Empty
              title="还没有借款"
              actions={
                <>
                  <Button kind="primary" writes onClick={() => show({ look: 'new' })}>
                    受理申请
                  </Button>
                  <Button writes onClick={() => go('imports', null, { kind: 'fund-loans' })}>
                    导入借款台账
                  </Button>
                </>
              }
            >
              会员交来申请，在这里登记：联保、审批、公示、合同，再发放。
            </Empty>
          )
        }
      />
      {openId !== null && <LoanDrawer key={openId} id={openId} onClose={() => show({ open: null })} />}
      {look === 'new' && (
        <ApplyDialog
          onClose={() => show({ look: '' })}
          onSaved={(id, printing) => {
            show({ open: id, look: '' });
            if (printing) print({ document: 'fund-application', loanId: id });
          }}
        />
      )}
      {asking === 'repay' && current && <RepayDialog loan={current} onClose={() => setAsking(null)} />}
      {asking === 'notice' && <NoticeSheetDialog onClose={() => setAsking(null)} />}
    </>
  );
}
