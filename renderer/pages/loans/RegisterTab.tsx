import { useMemo, useRef, useState } from 'react';
import { useCall } from '../../api.ts';
import { go, settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { DateField, SelectField } from '../../parts/Field.tsx';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { Into } from '../labour/slots.tsx';
import { FORM_COLUMNS, LOAN_COLUMNS, NARROW_COLUMNS } from './columns.ts';
import { LoanDialog } from './LoanDialog.tsx';
import { LoanDrawer } from './LoanDrawer.tsx';
import { RatesDialog } from './RatesDialog.tsx';
import { RepayDialog } from './RepayDialog.tsx';
import { isDate, type Loan, STATES } from './words.ts';

type DueFilter = '' | 'overdue' | '30' | '60' | '90';

const NO_ROWS: readonly Loan[] = [];

/** 贷款台账: every loan with what is left of it on a day; one loan with all that is known of it beside. */
export function RegisterTab() {
  const { today } = useSession();
  const { id, params } = useRoute();
  const print = usePrint();
  const grid = useRef<GridHandle<Loan>>(null);
  const [search, setSearch] = useState('');
  const [asOf, setAsOf] = useState(today);
  const [group, setGroup] = useState('');
  const [state, setState] = useState<Loan['state'] | ''>('');
  const [due, setDue] = useState<DueFilter>(dueFilterOf(params.get('due')));
  const [selected, setSelected] = useState<Loan | null>(null);
  const [asking, setAsking] = useState<'record' | 'repay' | 'rates' | null>(null);
  const day = isDate(asOf) ? asOf : today;
  const groups = useCall('groups.list', {});
  const list = useCall('loans.list', {
    asOf: day,
    ...(search ? { search } : {}),
    ...(group ? { groupNo: Number(group) } : {}),
    ...(state ? { state } : {}),
  });
  const all = list.value?.rows ?? NO_ROWS;
  const rows = useMemo(() => all.filter((row) => isDue(row, due)), [all, due]);
  const current = rows.find((row) => row.id === (id ?? selected?.id)) ?? null;
  const filtered = search !== '' || group !== '' || state !== '' || due !== '' || day !== today;

  return (
    <>
      <Into place="filters">
        <SearchField
          label="查找贷款"
          placeholder="姓名、首字母、借据号"
          width={190}
          onChange={setSearch}
          onDown={() => grid.current?.focus()}
        />
        <SelectField
          bare
          label="状态"
          value={state}
          onChange={setState}
          choices={[
            { value: '', label: '全部状态' },
            ...Object.entries(STATES).map(([value, label]) => ({ value: value as Loan['state'], label })),
          ]}
        />
        <SelectField
          bare
          label="村民小组"
          value={group}
          onChange={setGroup}
          choices={[
            { value: '', label: '全部组' },
            ...(groups.value ?? []).map(({ no }) => ({ value: String(no), label: `${no} 组` })),
          ]}
        />
        <SelectField
          bare
          label="到期"
          value={due}
          onChange={setDue}
          choices={[
            { value: '', label: '到期不限' },
            { value: 'overdue', label: '已逾期' },
            { value: '30', label: '30 天内到期' },
            { value: '60', label: '60 天内到期' },
            { value: '90', label: '90 天内到期' },
          ]}
        />
        <DateField bare label="截至哪天" width={122} value={asOf} onChange={setAsOf} />
        {day !== today && <span className="tag attention">截至 {day} 的数</span>}
      </Into>
      <Into place="actions">
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAsking('record')}>
          登记贷款
        </Button>
        <Button
          shortcut="Ctrl+J"
          writes
          disabled={current === null || current.balanceFen === 0}
          title={current ? `${current.borrowerName} 还款` : '先在表里选一笔贷款'}
          onClick={() => setAsking('repay')}
        >
          登记还款
        </Button>
        <Button writes disabled={all.length === 0} onClick={() => setAsking('rates')}>
          批量调利率…
        </Button>
        <Button
          shortcut="Ctrl+P"
          disabled={rows.length === 0}
          title="按现在的筛选和顺序打印"
          onClick={() =>
            print({
              document: 'loan-register',
              asOf: day,
              ...(filtered ? { loanIds: (grid.current?.shownRows() ?? [...rows]).map((row) => row.id) } : {}),
            })
          }
        >
          打印台账
        </Button>
        <Button
          disabled={rows.length === 0}
          onClick={() =>
            void exportXlsx(`贴息贷款台账-${day}.xlsx`, FORM_COLUMNS, grid.current?.shownRows() ?? rows, '笔')
          }
        >
          导出 Excel
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={list.error ?? groups.error} onRetry={list.reload} />
      </Into>
      <Grid<Loan>
        gridRef={grid}
        label="贷款台账"
        columns={id === null ? LOAN_COLUMNS : NARROW_COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '笔' }}
        loading={list.loading}
        failed={list.error !== null}
        rowClass={(row) => (row.state === 'overdue' ? 'late' : row.balanceFen === 0 ? 'faded' : undefined)}
        onOpen={(row) => settle('loans', row.id)}
        onSelect={([row]) => {
          setSelected(row ?? null);
          if (row && id !== null && id !== row.id) settle('loans', row.id);
        }}
        empty={
          filtered ? (
            '没有符合条件的贷款。'
          ) : (
            <Empty
              title="还没有登记贷款"
              actions={
                <>
                  <Button kind="primary" onClick={() => go('imports', null, { kind: 'subsidised-loans' })}>
                    导入台账
                  </Button>
                  <Button writes onClick={() => setAsking('record')}>
                    登记一笔
                  </Button>
                </>
              }
            >
              把银行或乡镇的“产业扶持贴息贷款台账”（Excel，贷款和还款明细两张表）读进来，或逐笔登记。这是村里的备查台账，不进合作社的账。
            </Empty>
          )
        }
      />
      {id !== null && <LoanDrawer key={id} id={id} asOf={day} onClose={() => settle('loans')} />}
      {asking === 'record' && <LoanDialog view={null} onClose={() => setAsking(null)} />}
      {asking === 'repay' && current && <RepayDialog loan={current} onClose={() => setAsking(null)} />}
      {asking === 'rates' && <RatesDialog shown={rows} onClose={() => setAsking(null)} />}
    </>
  );
}

function dueFilterOf(word: string | null): DueFilter {
  return word === 'overdue' || word === '30' || word === '60' || word === '90' ? word : '';
}

function isDue(row: Loan, filter: DueFilter): boolean {
  if (filter === '') return true;
  if (filter === 'overdue') return row.state === 'overdue';
  return row.dueIn !== null && row.dueIn >= 0 && row.dueIn <= Number(filter);
}
