import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { call, useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { DateField, SelectField, TextField } from '../../parts/Field.tsx';
import { Grid, type Column } from '../../parts/Grid.tsx';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useForm } from '../../parts/useForm.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { ReversePaymentDialog } from './ReversePaymentDialog.tsx';
import { Into } from './slots.tsx';
import { paymentColumns } from './paymentColumns.ts';
import { useLastWorked } from './useLastWorked.ts';
import { daysOf, groupName, SHEET_STATES, spanName, type Payment, type SheetHead } from './words.ts';

type View = 'sheets' | 'unpaid' | 'payments';
type Owed = Output<'labour.balances'>['rows'][number];

const sheetFen = (
  field: 'grossFen' | 'advanceFen' | 'taxFen' | 'netFen' | 'paidFen' | 'unpaidFen',
  title: string,
): Column<SheetHead> => ({
  field,
  title,
  kind: 'money',
  width: 90,
  total: (rows) => rows.reduce((sum, row) => (row.state === 'void' ? sum : sum + row.totals[field]), 0),
  strong: field === 'netFen',
  value: (row) =>
    row.state === 'draft' && (field === 'paidFen' || field === 'unpaidFen') ? null : row.totals[field],
});

const COLUMNS: readonly Column<SheetHead>[] = [
  { field: 'no', title: '编号', kind: 'code', width: 66 },
  {
    field: 'title',
    title: '名称',
    kind: 'text',
    width: 112,
    value: (row) => row.title || `${spanName(row.from, row.to)}劳务费`,
  },
  { field: 'span', title: '记工日期', kind: 'date', width: 166, value: (row) => `${row.from} 至 ${row.to}` },
  { field: 'state', title: '状态', kind: 'text', width: 58, words: SHEET_STATES },
  { field: 'workers', title: '人数', kind: 'number', width: 46, value: (row) => row.totals.workers },
  sheetFen('grossFen', '应发'),
  sheetFen('advanceFen', '借支扣回'),
  sheetFen('taxFen', '个税'),
  sheetFen('netFen', '实发'),
  sheetFen('paidFen', '已发'),
  sheetFen('unpaidFen', '未发'),
  {
    field: 'approvedOn',
    title: '批准日',
    kind: 'date',
    width: 84,
    value: (row) => row.voidedOn ?? row.approvedOn ?? '',
  },
  { field: 'operator', title: '制表', kind: 'text', width: 60, quiet: true },
];

const OWED_COLUMNS: readonly Column<Owed>[] = [
  { field: 'name', title: '姓名', kind: 'text', width: 110 },
  { field: 'groupNo', title: '组', kind: 'code', width: 50, value: (row) => groupName(row.groupNo) },
  { field: 'memberNo', title: '社员号', kind: 'code', width: 80 },
  {
    field: 'cardMasked',
    title: '银行卡',
    kind: 'code',
    width: 160,
    value: (row) => row.cardMasked || '现金',
  },
  { field: 'onSheetsFen', title: '发放表上未发', kind: 'money', width: 120, total: true },
  {
    field: 'older',
    title: '表外旧欠',
    kind: 'money',
    width: 120,
    total: true,
    value: (row) => row.balanceFen - row.onSheetsFen,
  },
  { field: 'balanceFen', title: '应付未付', kind: 'money', width: 120, total: true, strong: true },
  { field: 'since', title: '最早的表', kind: 'code', width: 100 },
];

/** 劳务费: the pay sheets of a year, who is still owed what, and what was paid. */
export function SheetsTab() {
  const { today } = useSession();
  const lastWorked = useLastWorked();
  const [view, setView] = useState<View>('sheets');
  const [chosen, setChosen] = useState<number | null>(null);
  const year = chosen ?? (lastWorked === null ? null : Number(lastWorked.slice(0, 4)));
  const [isNew, setNew] = useState(false);
  const [selected, setSelected] = useState<number | null>(null);
  const [reversing, setReversing] = useState<Payment | null>(null);
  const sheets = useCall('labour.sheets', year === null ? null : { year });
  const owed = useCall('labour.balances', view === 'unpaid' ? {} : null);
  const payments = useCall(
    'labour.payments',
    view === 'payments' && year !== null ? { from: `${year}-01-01`, to: `${year}-12-31` } : null,
  );
  const payment = payments.value?.find((one) => one.id === selected);
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: 8 }, (_, index) => thisYear + 1 - index);
  const rows = owed.value?.rows.filter((row) => row.balanceFen !== 0) ?? [];
  return (
    <>
      <Into place="filters">
        <SelectField<View>
          bare
          label="看什么"
          value={view}
          onChange={setView}
          choices={[
            { value: 'sheets', label: '发放表' },
            { value: 'unpaid', label: '未发名单' },
            { value: 'payments', label: '发放记录' },
          ]}
        />
        {view !== 'unpaid' && (
          <SelectField
            bare
            label="年度"
            value={String(year ?? thisYear)}
            onChange={(value) => setChosen(Number(value))}
            choices={years.map((one) => ({ value: String(one), label: `${one} 年` }))}
          />
        )}
      </Into>
      <Into place="actions">
        {view === 'payments' && (
          <Button
            writes
            disabled={!payment || payment.reversesId !== null || payment.reversedById !== null}
            onClick={() => payment && setReversing(payment)}
          >
            冲销发放…
          </Button>
        )}
        {view === 'unpaid' && (
          <Button
            disabled={rows.length === 0}
            onClick={() => void exportXlsx(`劳务费未发名单 ${today}.xlsx`, OWED_COLUMNS, rows, '人')}
          >
            导出
          </Button>
        )}
        <Button kind="primary" shortcut="Ctrl+N" writes onClick={() => setNew(true)}>
          造发放表…
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={sheets.error ?? owed.error ?? payments.error} onRetry={sheets.reload} />
      </Into>
      {view === 'sheets' && (
        <Grid<SheetHead>
          key="sheets"
          label="劳务费发放表"
          columns={COLUMNS}
          rows={sheets.value ?? []}
          rowId={(row) => row.id}
          totals={{ unit: '张' }}
          loading={sheets.loading || year === null}
          failed={sheets.error !== null}
          rowClass={(row) => (row.state === 'void' ? 'faded' : undefined)}
          onOpen={(row) => go('labour', null, { sheet: String(row.id) })}
          empty={
            <Empty
              title={`${year ?? ''} 年还没有发放表`}
              actions={
                <Button kind="primary" writes onClick={() => setNew(true)}>
                  造第一张
                </Button>
              }
            >
              一个月的工记完以后造表：应发取自记工，填奖补、借支扣回和个税，批准就生成凭证，再现金或银行代发。
            </Empty>
          }
        />
      )}
      {view === 'unpaid' && (
        <Grid<Owed>
          key="unpaid"
          label="未发名单"
          columns={OWED_COLUMNS}
          rows={rows}
          rowId={(row) => row.itemId}
          totals={{ unit: '人' }}
          loading={owed.loading}
          failed={owed.error !== null}
          onOpen={(row) => {
            if (row.workerId !== null) go('labour', null, { tab: 'workers', worker: String(row.workerId) });
          }}
          empty="劳务费都发清了。"
        />
      )}
      {view === 'payments' && (
        <Grid<Payment>
          key="payments"
          label="发放记录"
          columns={paymentColumns(true)}
          rows={payments.value ?? []}
          rowId={(row) => row.id}
          totals={{ unit: '笔' }}
          loading={payments.loading}
          failed={payments.error !== null}
          rowClass={(row) => (row.reversesId ? 'red' : row.reversedById ? 'faded' : undefined)}
          onSelect={([row]) => setSelected(row?.id ?? null)}
          empty={`${year ?? ''} 年还没有发放。`}
        />
      )}
      {isNew && <NewSheet month={(lastWorked ?? today).slice(0, 7)} onClose={() => setNew(false)} />}
      {reversing && <ReversePaymentDialog payment={reversing} onClose={() => setReversing(null)} />}
    </>
  );
}

/** The days whose work goes into a sheet; what that comes to is said before it is made. */
function NewSheet({ month, onClose }: { month: string; onClose: () => void }) {
  const form = useForm({ ...daysOf(month), title: '' });
  const { from, to } = form.value;
  const isSpan = /^\d{4}-\d{2}-\d{2}$/u.test(from) && /^\d{4}-\d{2}-\d{2}$/u.test(to);
  const span = useSettled(isSpan ? { from, to } : null);
  const trial = useCall('labour.draftSheet', span);
  return (
    <Dialog
      title="造劳务费发放表"
      width={460}
      form={form}
      saveLabel="造表"
      onClose={onClose}
      onSave={async (value) => {
        const made = await call('labour.saveSheet', {
          from: value.from,
          to: value.to,
          ...(value.title.trim() ? { title: value.title.trim() } : {}),
          terms: [],
        });
        notify(`发放表 ${made.no} 已造好，是草稿。`);
        notifyWarnings(made.warnings);
        go('labour', null, { sheet: String(made.id) });
      }}
    >
      <div className="fields">
        <DateField {...form.field('from')} label="记工从" required />
        <DateField {...form.field('to')} label="到" required />
        <div className="wide">
          <TextField {...form.field('title')} label="名称" placeholder={`${spanName(from, to)}劳务费`} />
        </div>
      </div>
      <p className={trial.error ? 'field-error' : 'form-note'} role="status">
        {trial.error?.message ??
          (trial.value &&
            `这几天没有造过表的工：${trial.value.totals.workers} 人 ${trial.value.totals.entries} 笔，应发 ${formatYuan(trial.value.totals.grossFen)} 元。`)}
      </p>
      {trial.value?.warnings.map((text) => (
        <p key={text} className="form-note">
          {text}
        </p>
      ))}
    </Dialog>
  );
}
