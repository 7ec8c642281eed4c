import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { notify } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import type { Payment } from './words.ts';

/** A payment that was entered wrong or came back: a red row, and the money is owed again. */
export function ReversePaymentDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  return (
    <ReasonDialog
      title="冲销发放"
      danger
      dated
      saveLabel="冲销"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        await call('labour.reversePayment', { paymentId: payment.id, date, reason });
        notify(`已冲销 ${payment.name} 的发放，${formatYuan(payment.amountFen)} 元回到应付未付。`);
      }}
    >
      <p>
        {payment.date} {payment.receiptNo} {payment.name} <b>{formatYuan(payment.amountFen)}</b> 元
        {payment.shareReceiptNo && `。同日用它入的股（${payment.shareReceiptNo}）要先在“社员与股金”里冲销`}
      </p>
    </ReasonDialog>
  );
}
