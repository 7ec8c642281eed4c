import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { USE_NAMES } from '../../../shared/rules/assetWords.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, call, useCall } from '../../api.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { Grid } from '../../parts/Grid.tsx';
import type { Column } from '../../parts/gridColumns.ts';
import { Banner, ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { periodName, shiftPeriod } from '../../parts/period.ts';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { VoucherLink } from '../../parts/VoucherLink.tsx';
import { AssetsFrame } from './AssetsFrame.tsx';
import { showCard } from './view.ts';

type Row = Output<'depreciation.preview'>['rows'][number];
type Run = Output<'depreciation.runs'>[number];

/** 折旧: a month's charge by card, by account and use, with its voucher; run once, the latest undone; what was done so far. */
export function DepreciationTab() {
  const { today, cooperative } = useSession();
  const route = useRoute();
  const print = usePrint();
  const runs = useCall('depreciation.runs', {});
  const [worked, setWorked] = useState<Readonly<Record<string, string>>>({});
  const [reversing, setReversing] = useState<Run | null>(null);
  const [busy, setBusy] = useState(false);
  const standing = (runs.value ?? []).filter((run) => run.undoneOn === null);
  const last = standing[0]?.period ?? null;
  const period =
    route.params.get('month') ??
    nextMonth(last, cooperative?.firstPeriod ?? today.slice(0, 7), today.slice(0, 7));
  const preview = useCall('depreciation.preview', runs.value ? { period, worked: workedOf(worked) } : null);
  const value = preview.value?.period === period ? preview.value : undefined;
  const run = standing.find((one) => one.period === period);
  const charged = (value?.rows ?? []).filter((row) => row.state === 'charge');
  const columns = columnsOf(period, value?.rows ?? []);
  const choose = (month: string): void => {
    setWorked({});
    settle('assets', null, { tab: 'depreciation', month });
  };
  async function charge(): Promise<void> {
    setBusy(true);
    try {
      const done = await call('depreciation.run', { period, worked: workedOf(worked) });
      // What was charged stays in view; the page would go on to the next month.
      choose(period);
      notify(
        `已计提 ${periodName(period)} 折旧：${done.cards} 项，入账 ${formatYuan(done.bookedFen)} 元${done.registeredFen > 0 ? `，备查 ${formatYuan(done.registeredFen)} 元` : ''}。`,
      );
      notifyWarnings(done.warnings);
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    } finally {
      setBusy(false);
    }
  }
  return (
    <AssetsFrame
      filters={
        <>
          <PeriodField bare steps label="计提月份" width={116} value={period} onChange={choose} />
          <span className={run ? 'tag good' : 'tag'}>{run ? '已计提' : '还没有计提'}</span>
        </>
      }
      actions={
        <>
          <Button
            kind="primary"
            writes
            busy={busy}
            disabled={!value || value.problem !== null || charged.length === 0}
            title={
              value?.problem ??
              (run ? `${periodName(period)}已经计提` : `计提 ${periodName(period)} 折旧，生成凭证`)
            }
            onClick={() => void charge()}
          >
            计提 {Number(period.slice(5))} 月折旧
          </Button>
          <Button
            kind="danger"
            writes
            disabled={!run || run.bar !== null}
            title={run ? (run.bar ?? '用红字凭证冲掉这个月的折旧，可以重新计提') : '这个月还没有计提'}
            onClick={() => setReversing(run ?? null)}
          >
            冲销…
          </Button>
          <Button
            shortcut="Ctrl+P"
            disabled={!value || value.rows.length === 0}
            title={`${periodName(period)}固定资产折旧计算表`}
            onClick={() => print({ document: 'depreciation-table', period })}
          >
            打印计算表
          </Button>
        </>
      }
      banner={
        <>
          <ErrorBanner error={preview.error ?? runs.error} onRetry={preview.reload} />
          {value?.problem && !run && (
            <Banner
              kind="warning"
              actions={
                value.earlierPeriod && (
                  <Button onClick={() => choose(value.earlierPeriod ?? period)}>
                    先提 {periodName(value.earlierPeriod)}
                  </Button>
                )
              }
            >
              {value.problem}
            </Banner>
          )}
        </>
      }
    >
      <div className="depreciation">
        <Grid<Row>
          label="折旧计算表"
          columns={columns}
          rows={value?.rows ?? []}
          rowId={(row) => `${row.assetId}-${row.period}`}
          totals={{ unit: '行' }}
          loading={preview.loading}
          failed={preview.error !== null}
          rowClass={(row) => (row.state === 'nothing' || row.state === 'earlier' ? 'faded' : undefined)}
          onOpen={(row) => showCard('cards', row.assetId)}
          onEdit={(row, _field, text) =>
            setWorked((old) => ({ ...old, [`${row.assetId}:${row.period}`]: toHalfWidth(text).trim() }))
          }
          empty="这个月没有要计提折旧的资产。"
        />
        <aside className="depreciation-side">
          <ByAccount value={value} />
          {run ? (
            <section className="sheet" aria-label="这个月的凭证">
              <h3>{periodName(period)}已计提</h3>
              <Stat label="日期" value={run.date} />
              <Stat label="入账" valueFen={run.bookedFen} strong />
              {run.registeredFen > 0 && <Stat label="备查" valueFen={run.registeredFen} />}
              <p>
                {run.vouchers.map((voucher) => (
                  <VoucherLink key={voucher.id} voucher={voucher} />
                ))}{' '}
                <span className="quiet">{run.operator}</span>
              </p>
            </section>
          ) : (
            <EntryPreview
              asked={value !== undefined}
              value={value}
              error={null}
              incomplete=""
              said={undefined}
              nothing={value?.problem ? '' : '没有要入账的折旧。'}
            />
          )}
          <Months runs={runs.value ?? []} period={period} onChoose={choose} />
        </aside>
      </div>
      {reversing && <ReverseRun run={reversing} onClose={() => setReversing(null)} />}
    </AssetsFrame>
  );
}

/** The month after the last that was run; no later than the current one. */
function nextMonth(last: string | null, first: string, current: string): string {
  const next = last === null ? first : shiftPeriod(last, 1);
  return next > current ? current : next;
}

function workedOf(worked: Readonly<Record<string, string>>) {
  return Object.entries(worked).flatMap(([key, units]) => {
    const [assetId = '', period = ''] = key.split(':');
    return /^\d{1,9}(\.\d{1,3})?$/u.test(units) ? [{ assetId: Number(assetId), period, units }] : [];
  });
}

const STATES: Readonly<Record<Row['state'], string>> = {
  charge: '本次计提',
  units: '等工作量',
  earlier: '先提以前',
  done: '已计提',
  nothing: '不提',
};

/** The month of a row where it is another than the run's, and work where it is counted. */
function columnsOf(period: string, rows: readonly Row[]): readonly Column<Row>[] {
  const columns: (Column<Row> | false)[] = [
    { field: 'no', title: '编号', kind: 'code', width: 58 },
    { field: 'name', title: '名称', kind: 'text', width: 124, tooltip: (row) => row.name },
    rows.some((row) => row.period !== period) && {
      field: 'period',
      title: '月份',
      kind: 'code',
      width: 68,
      tooltip: (row) => (row.isCatchUp ? '补提已结账月份的' : ''),
    },
    { field: 'use', title: '用途', kind: 'text', width: 44, words: USE_NAMES },
    { field: 'costFen', title: '原值', kind: 'money', width: 94, total: true },
    { field: 'accumulatedBeforeFen', title: '以前累计', kind: 'money', width: 88, total: true },
    { field: 'fen', title: '本月折旧', kind: 'money', width: 82, total: true, strong: true },
    { field: 'netFen', title: '提后净值', kind: 'money', width: 94, total: true },
    rows.some((row) => row.method === 'units') && {
      field: 'units',
      title: '工作量',
      kind: 'number',
      width: 72,
      editable: (row) => row.method === 'units' && row.state !== 'done',
      value: (row) => (row.method === 'units' ? (row.units ?? '') : null),
      strong: true,
      tooltip: (row) => (row.method === 'units' ? `填 ${row.period} 做了多少${row.workUnit}` : ''),
    },
    {
      field: 'state',
      title: '状态',
      kind: 'text',
      width: 112,
      value: (row) =>
        [row.isBooked ? '' : '备查', row.isCatchUp ? '补提' : '', row.why ?? STATES[row.state]]
          .filter(Boolean)
          .join('，'),
      tooltip: (row) => row.why ?? '',
    },
  ];
  return columns.filter((column) => column !== false);
}

function ByAccount({ value }: { value: Output<'depreciation.preview'> | undefined }) {
  if (!value || value.byAccount.length === 0) return null;
  return (
    <section className="sheet" aria-label="按科目">
      <h3>计入</h3>
      {value.byAccount.map((one) => (
        <Stat
          key={`${one.account}${one.use}`}
          label={`${one.account} ${one.accountName}`}
          valueFen={one.fen}
          hint={`${USE_NAMES[one.use]}，${one.cards} 项`}
        />
      ))}
      <Stat label="入账合计" valueFen={value.bookedFen} strong />
      {value.registeredFen > 0 && <Stat label="备查（不入账）" valueFen={value.registeredFen} />}
    </section>
  );
}

/** The months that were run, and those undone. */
function Months(props: { runs: readonly Run[]; period: string; onChoose: (period: string) => void }) {
  if (props.runs.length === 0) return null;
  return (
    <section className="sheet" aria-label="已计提的月份">
      <h3>已计提的月份</h3>
      <ol className="month-list">
        {props.runs.map((run) => (
          <li key={run.id} className={run.undoneOn === null ? '' : 'gone'}>
            <button
              type="button"
              className="people-link figures"
              aria-current={run.period === props.period}
              onClick={() => props.onChoose(run.period)}
            >
              {run.period}
            </button>
            <span className="figures">{formatYuan(run.bookedFen)}</span>
            <span>
              {run.undoneOn === null
                ? run.vouchers.map((voucher) => <VoucherLink key={voucher.id} voucher={voucher} />)
                : `${run.undoneOn} 冲销`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function ReverseRun({ run, onClose }: { run: Run; onClose: () => void }) {
  return (
    <ReasonDialog
      title={`冲销 ${periodName(run.period)} 折旧`}
      danger
      dated
      saveLabel="冲销"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const { warnings } = await call('depreciation.reverse', { id: run.id, date, reason });
        notify(`已冲销 ${periodName(run.period)} 的折旧，可以重新计提。`);
        notifyWarnings(warnings);
      }}
    >
      <p className="form-note">
        {run.cards} 项，入账 {formatYuan(run.bookedFen)} 元，凭证{' '}
        {run.vouchers.map((voucher) => voucher.name).join('、') || '没有'}
        。另开红字凭证冲掉；每次只能冲最后一个月。
      </p>
    </ReasonDialog>
  );
}
