import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Grid, type Column } from '../../parts/Grid.tsx';
import { notify } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { type Claim, METHODS, type Payment, type Receipt } from './claimWords.ts';
import { groupName } from './words.ts';

const mark = (row: { reversesId: number | null; reversedById: number | null; note: string }): string =>
  [row.reversesId !== null ? '冲销' : row.reversedById !== null ? '已冲销' : '', row.note]
    .filter(Boolean)
    .join('；');

const RECEIPTS: readonly Column<Receipt>[] = [
  { field: 'date', title: '到账日', kind: 'date', width: 90 },
  { field: 'documentNo', title: '文件号', kind: 'code', width: 120 },
  { field: 'amountFen', title: '金额', kind: 'money', width: 110, total: true, strong: true },
  { field: 'operator', title: '经办人', kind: 'text', width: 70 },
  { field: 'mark', title: '备注', kind: 'text', width: 110, quiet: true, value: mark },
];

const PAYMENTS: readonly Column<Payment>[] = [
  { field: 'date', title: '发放日', kind: 'date', width: 90 },
  { field: 'groupNo', title: '组', kind: 'code', width: 44, value: (row) => groupName(row.groupNo) },
  { field: 'borrowerName', title: '领款人', kind: 'text', width: 74 },
  { field: 'method', title: '方式', kind: 'text', width: 72, words: METHODS },
  { field: 'amountFen', title: '金额', kind: 'money', width: 96, total: true, strong: true },
  { field: 'slipNo', title: '凭证号', kind: 'code', width: 96 },
  { field: 'mark', title: '备注', kind: 'text', width: 96, quiet: true, value: mark },
];

const isStanding = (row: { reversesId: number | null; reversedById: number | null } | undefined): boolean =>
  row !== undefined && row.reversesId === null && row.reversedById === null;

/** 到账与发放: what the county sent, and what of it was passed on. */
export function ClaimMoney({ given: { receipts, payments } }: { given: Claim }) {
  const [receiptId, setReceipt] = useState<number | null>(null);
  const [paymentId, setPayment] = useState<number | null>(null);
  const [undoing, setUndoing] = useState<'receipt' | 'payment' | null>(null);
  const receipt = receipts.find((one) => one.id === receiptId);
  const payment = payments.find((one) => one.id === paymentId);
  const color = (row: Receipt | Payment): string | undefined =>
    row.reversesId !== null ? 'red' : row.reversedById !== null ? 'faded' : undefined;
  return (
    <div className="loan-money">
      <section>
        <header>
          <h2>到账</h2>
          <Button writes disabled={!isStanding(receipt)} onClick={() => setUndoing('receipt')}>
            冲销到账…
          </Button>
        </header>
        <Grid<Receipt>
          label="贴息到账"
          columns={RECEIPTS}
          rows={receipts}
          rowId={(row) => row.id}
          totals={{ unit: '笔' }}
          rowClass={color}
          onSelect={([row]) => setReceipt(row?.id ?? null)}
          empty="县里的钱还没有到。"
        />
      </section>
      <section>
        <header>
          <h2>发放</h2>
          <Button writes disabled={!isStanding(payment)} onClick={() => setUndoing('payment')}>
            冲销发放…
          </Button>
        </header>
        <Grid<Payment>
          label="贴息发放"
          columns={PAYMENTS}
          rows={payments}
          rowId={(row) => row.id}
          totals={{ unit: '笔' }}
          rowClass={color}
          onSelect={([row]) => setPayment(row?.id ?? null)}
          empty="还没有发放。"
        />
      </section>
      {undoing === 'receipt' && receipt && (
        <ReasonDialog
          title="冲销贴息到账"
          danger
          dated
          saveLabel="冲销"
          onClose={() => setUndoing(null)}
          onSave={async ({ date, reason }) => {
            await call('claims.reverseReceipt', { receiptId: receipt.id, date, reason });
            notify(`已冲销 ${receipt.date} 到账 ${formatYuan(receipt.amountFen)} 元。`);
          }}
        >
          <p className="form-note">
            {receipt.date} 到账 {formatYuan(receipt.amountFen)} 元。已经发给农户的，要先冲销发放。
          </p>
        </ReasonDialog>
      )}
      {undoing === 'payment' && payment && (
        <ReasonDialog
          title={`冲销发放：${payment.borrowerName}`}
          danger
          dated
          saveLabel="冲销"
          onClose={() => setUndoing(null)}
          onSave={async ({ date, reason }) => {
            await call('claims.reversePayment', { paymentId: payment.id, date, reason });
            notify(`已冲销 ${payment.borrowerName} 的发放 ${formatYuan(payment.amountFen)} 元。`);
          }}
        >
          <p className="form-note">退票或登错了用。冲销以后这一户回到没有发清的。</p>
        </ReasonDialog>
      )}
    </div>
  );
}
