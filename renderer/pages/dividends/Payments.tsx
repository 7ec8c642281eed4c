import { useState } from 'react';
import { createPortal } from 'react-dom';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { Grid, type Column } from '../../parts/Grid.tsx';
import { notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { type Payment } from './run.ts';

const COLUMNS: readonly Column<Payment>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 96 },
  { field: 'memberNo', title: '社员号', kind: 'code', width: 70 },
  { field: 'name', title: '户主', kind: 'text', width: 84 },
  { field: 'method', title: '方式', kind: 'text', width: 60, words: { cash: '现金', transfer: '转账' } },
  { field: 'amountFen', title: '金额', kind: 'money', width: 110, total: true, strong: true },
  {
    field: 'mark',
    title: '状态',
    kind: 'text',
    width: 76,
    value: (payment) => (payment.reversesId ? '红字冲销' : payment.reversedById ? '已冲销' : ''),
  },
  { field: 'note', title: '备注', kind: 'text', width: 180 },
  { field: 'operator', title: '经办人', kind: 'text', width: 76, quiet: true },
];

/** What was paid to whom; a mistake is taken back by a red row. */
export function Payments({ payments, bar }: { payments: readonly Payment[]; bar: HTMLElement | null }) {
  const [selected, setSelected] = useState<number | null>(null);
  const [reversing, setReversing] = useState(false);
  const current = payments.find((payment) => payment.id === selected);
  const canReverse = current !== undefined && !current.reversesId && !current.reversedById;
  return (
    <>
      {bar &&
        createPortal(
          <>
            <span>银行退票或登错：选那一笔，冲销后回到未发</span>
            <Button
              disabled={!current?.voucherId}
              onClick={() => current?.voucherId && go('vouchers', current.voucherId)}
            >
              看凭证
            </Button>
            <Button writes disabled={!canReverse} onClick={() => setReversing(true)}>
              冲销发放…
            </Button>
          </>,
          bar,
        )}
      <Grid<Payment>
        label="发放记录"
        columns={COLUMNS}
        rows={payments}
        rowId={(payment) => payment.id}
        totals={{ unit: '笔' }}
        onSelect={(rows) => setSelected(rows[0]?.id ?? null)}
        rowClass={(payment) => (payment.reversesId ? 'red' : payment.reversedById ? 'faded' : undefined)}
        empty="还没有发放。在“分配表”里勾选领款的户，按“发放选中”。"
      />
      {reversing && current && <ReversePayment payment={current} onClose={() => setReversing(false)} />}
    </>
  );
}

function ReversePayment({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({ date: today, reason: '' });
  return (
    <Dialog
      title="冲销发放"
      danger
      width={440}
      saveLabel="冲销"
      form={form}
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        await call('dividends.reversePayment', { paymentId: payment.id, date, reason });
        notify(`已冲销 ${payment.name} 的发放，${formatYuan(payment.amountFen)} 元回到未发。`);
      }}
    >
      <p>
        {payment.date} {payment.memberNo} {payment.name} <b>{formatYuan(payment.amountFen)}</b> 元
      </p>
      <DateField label="冲销日期" required {...form.field('date')} />
      <TextField label="原因" required placeholder="例如：银行退票，户名不符" {...form.field('reason')} />
    </Dialog>
  );
}
