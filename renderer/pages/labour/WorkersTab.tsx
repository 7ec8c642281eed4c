import { useMemo, useRef, useState } from 'react';
import { useCall } from '../../api.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { CheckField } from '../../parts/Field.tsx';
import { Grid, type Column, type GridHandle } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { OpeningDebts } from './OpeningDebts.tsx';
import { PayDialog } from './PayDialog.tsx';
import { Into } from './slots.tsx';
import { WorkerDrawer } from './WorkerDrawer.tsx';
import { NewWorkerDialog } from './WorkerDialogs.tsx';
import { groupName, type Worker } from './words.ts';

type Balance = { onSheetsFen: number };
type Row = Worker & { olderFen: number };

const COLUMNS: readonly Column<Row>[] = [
  { field: 'itemName', title: '姓名', kind: 'text', width: 100 },
  { field: 'groupNo', title: '组', kind: 'code', width: 46, value: (row) => groupName(row.groupNo) },
  { field: 'householdCode', title: '户号', kind: 'code', width: 70 },
  { field: 'memberNo', title: '社员号', kind: 'code', width: 66 },
  { field: 'grade', title: '等级', kind: 'text', width: 54 },
  { field: 'unpaidFen', title: '应付未付', kind: 'money', width: 100, total: true, strong: true },
  { field: 'olderFen', title: '其中表外旧欠', kind: 'money', width: 100, total: true },
  { field: 'lastWorkedOn', title: '最近出工', kind: 'date', width: 90 },
  { field: 'idMasked', title: '身份证号', kind: 'code', width: 142 },
  {
    field: 'cardMasked',
    title: '银行卡',
    kind: 'code',
    width: 138,
    value: (row) => row.cardMasked || '没有卡，发现金',
  },
  { field: 'phone', title: '电话', kind: 'code', width: 96, quiet: true },
  {
    field: 'note',
    title: '备注',
    kind: 'text',
    width: 90,
    quiet: true,
    value: (row) => (row.active ? row.note : `停用 ${row.note}`),
  },
];

/** 务工人员: who works here, whether a member or not, and what is still owed to them. */
export function WorkersTab() {
  const { params } = useRoute();
  const { cooperative } = useSession();
  const [all, setAll] = useState(false);
  const [search, setSearch] = useState('');
  const [asking, setAsking] = useState<'new' | 'opening' | 'pay' | null>(null);
  const grid = useRef<GridHandle<Row>>(null);
  const workers = useCall('labour.workers', { all, ...(search ? { search } : {}) });
  const balances = useCall('labour.balances', {});
  const rows = useMemo(() => {
    const byWorker = new Map<number, Balance & { balanceFen: number }>(
      (balances.value?.rows ?? []).flatMap((row) =>
        row.workerId === null ? [] : [[row.workerId, row] as const],
      ),
    );
    return (workers.value ?? []).map((worker): Row => {
      const balance = byWorker.get(worker.id);
      return { ...worker, olderFen: balance ? balance.balanceFen - balance.onSheetsFen : 0 };
    });
  }, [workers.value, balances.value]);
  const opened = Number(params.get('worker'));
  const openId = Number.isInteger(opened) && opened > 0 ? opened : null;
  const open = (id: number | null): void =>
    settle('labour', null, { tab: 'workers', ...(id === null ? {} : { worker: String(id) }) });
  const strangers = (balances.value?.rows ?? []).filter(
    (row) => row.workerId === null && row.balanceFen !== 0,
  );
  const older = rows.filter((row) => row.olderFen > 0);
  return (
    <>
      <Into place="filters">
        <SearchField
          label="找务工人员"
          placeholder="姓名、拼音、社员号、户号"
          width={176}
          onChange={setSearch}
          onDown={() => grid.current?.focus()}
        />
        <CheckField label="含停用" value={all} onChange={setAll} />
      </Into>
      <Into place="actions">
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setAsking('new')}>
          登记务工人员…
        </Button>
        <Button
          writes
          disabled={older.length === 0}
          title={older.length === 0 ? '没有发放表以外的旧欠' : '期初欠的、一次性计提的，不在发放表里的'}
          onClick={() => setAsking('pay')}
        >
          发旧欠…
        </Button>
        <Button writes title="账套启用以前欠下的劳务费" onClick={() => setAsking('opening')}>
          期初欠付…
        </Button>
        <Button
          disabled={rows.length === 0}
          onClick={() => void exportXlsx(`${cooperative?.name ?? ''}务工人员.xlsx`, COLUMNS, rows, '人')}
        >
          导出
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={workers.error ?? balances.error} onRetry={workers.reload} />
        {strangers.length > 0 && (
          <p className="form-note">
            应付劳务费里还有 {strangers.length} 个不是务工人员的名目：
            {strangers
              .slice(0, 6)
              .map((row) => row.name)
              .join('、')}
            {strangers.length > 6 ? '等' : ''}，在“业务”里发放。
          </p>
        )}
      </Into>
      <Grid<Row>
        gridRef={grid}
        label="务工人员"
        columns={COLUMNS}
        rows={rows}
        rowId={(row) => row.id}
        totals={{ unit: '人' }}
        loading={workers.loading}
        failed={workers.error !== null}
        rowClass={(row) => (row.active ? undefined : 'faded')}
        onOpen={(row) => open(row.id)}
        onSelect={([row]) => {
          if (row && openId !== null && row.id !== openId) open(row.id);
        }}
        empty={
          search ? (
            '没有符合条件的人。'
          ) : (
            <Empty
              title="还没有务工人员"
              actions={
                <Button kind="primary" writes onClick={() => setAsking('new')}>
                  登记第一个
                </Button>
              }
            >
              社员和不是社员的都可以；导入记工表时，户籍里有的人会自动登记。
            </Empty>
          )
        }
      />
      {openId !== null && <WorkerDrawer id={openId} onClose={() => open(null)} />}
      {asking === 'new' && <NewWorkerDialog onClose={() => setAsking(null)} onAdded={open} />}
      {asking === 'opening' && <OpeningDebts onClose={() => setAsking(null)} />}
      {asking === 'pay' && (
        <PayDialog
          sheet={null}
          lines={older.map((row) => ({ workerId: row.id, name: row.itemName, unpaidFen: row.olderFen }))}
          onClose={() => setAsking(null)}
          onPaid={() => undefined}
        />
      )}
    </>
  );
}
