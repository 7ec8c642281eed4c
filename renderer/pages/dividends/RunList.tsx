import { useState } from 'react';
import { call, useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { NumberField } from '../../parts/Field.tsx';
import { Grid, type Column } from '../../parts/Grid.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { useForm } from '../../parts/useForm.ts';
import { CheckCode } from './CheckCode.tsx';
import { STATE_LABEL, type RunHead } from './run.ts';
import { StateTag } from './StateTag.tsx';

const COLUMNS: readonly Column<RunHead>[] = [
  { field: 'fiscalYear', title: '年度', kind: 'code', width: 70 },
  { field: 'draftNo', title: '稿次', kind: 'text', width: 64, value: (run) => `第 ${run.draftNo} 稿` },
  {
    field: 'state',
    title: '状态',
    kind: 'text',
    width: 76,
    words: STATE_LABEL,
    render: (run) => <StateTag state={run.state} />,
  },
  { field: 'distributableFen', title: '可分配盈余', kind: 'money', width: 110 },
  { field: 'totalFen', title: '应分合计', kind: 'money', width: 110, strong: true },
  { field: 'paidFen', title: '已发', kind: 'money', width: 110 },
  {
    field: 'payableFen',
    title: '未发',
    kind: 'money',
    width: 110,
    value: (run) => (run.state === 'draft' || run.state === 'void' ? null : run.payableFen),
  },
  {
    field: 'resolution',
    title: '决议',
    kind: 'text',
    width: 180,
    value: (run) => run.voidReason ?? (run.meeting ? `${run.meeting.date} ${run.meeting.resolution}` : ''),
  },
  { field: 'operator', title: '经办人', kind: 'text', width: 76, quiet: true },
  {
    field: 'createdAt',
    title: '制表时间',
    kind: 'date',
    width: 130,
    quiet: true,
    value: (run) => run.createdAt.slice(0, 16).replace('T', ' '),
  },
];

/** All runs, newest year first. */
export function RunList() {
  const { today } = useSession();
  const { value, error, loading, reload } = useCall('dividends.list', {});
  const [asking, setAsking] = useState<'new' | 'code' | null>(null);
  const runs = [...(value ?? [])].sort(
    (a, b) => b.fiscalYear - a.fiscalYear || b.draftNo - a.draftNo || b.id - a.id,
  );
  return (
    <Page
      title="分红"
      sub="盈余分配方案"
      banner={<ErrorBanner error={error} onRetry={reload} />}
      actions={
        <>
          <Button onClick={() => setAsking('code')}>核验通知单…</Button>
          <Button kind="primary" shortcut="Ctrl+N" onClick={() => setAsking('new')}>
            新建方案…
          </Button>
        </>
      }
    >
      <Grid<RunHead>
        label="分红方案"
        columns={COLUMNS}
        rows={runs}
        rowId={(run) => run.id}
        loading={loading}
        failed={error !== null}
        onOpen={(run) => go('dividends', run.id)}
        rowClass={(run) => (run.state === 'void' ? 'faded' : undefined)}
        empty={
          <Empty
            title="还没有分红方案"
            actions={
              <Button kind="primary" onClick={() => setAsking('new')}>
                新建方案
              </Button>
            }
          >
            社员、股金和这一年的交售登记好以后，在这里试算、打印草案、提交成员大会、发放。
          </Empty>
        }
      />
      {asking === 'new' && <NewPlan suggested={suggestedYear(runs, today)} onClose={() => setAsking(null)} />}
      {asking === 'code' && <CheckCode onClose={() => setAsking(null)} />}
    </Page>
  );
}

/** The year after the last one distributed; without any, the latest with deliveries would be a guess: last year. */
function suggestedYear(runs: readonly RunHead[], today: string): number {
  const done = runs.filter((run) => run.state !== 'void').map((run) => run.fiscalYear);
  return done.length > 0 ? Math.max(...done) + 1 : Number(today.slice(0, 4)) - 1;
}

function NewPlan(props: { suggested: number; onClose: () => void }) {
  const form = useForm({ year: String(props.suggested) });
  return (
    <Dialog
      title="新建分红方案"
      width={380}
      saveLabel="开始试算"
      writes={false}
      form={form}
      onClose={props.onClose}
      onSave={async ({ year }) => {
        // Asked here, so that a wrong year is refused at its field.
        await call('dividends.defaults', { fiscalYear: /^\d{4}$/.test(year.trim()) ? Number(year) : 0 });
        go('dividends', null, { year: year.trim() });
      }}
    >
      <NumberField
        label="分配哪一年的盈余"
        suffix="年度"
        value={form.value.year}
        onChange={(year) => form.set({ year })}
        error={form.errorOf('fiscalYear')}
        hint="会计年度；过账日期可以在下一年，批准时再填。"
      />
    </Dialog>
  );
}
