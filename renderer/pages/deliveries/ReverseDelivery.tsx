import { call } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { notify } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { type Delivery } from './columns.ts';

/** Takes a delivery back by a linked red row; the row itself stays as it is. */
export function ReverseDelivery(props: { delivery: Delivery; today: string; onClose: () => void }) {
  const { delivery } = props;
  const form = useForm({ date: props.today, reason: '' });
  return (
    <Dialog
      title="冲销交售"
      danger
      saveLabel="冲销"
      form={form}
      onClose={props.onClose}
      onSave={async ({ date, reason }) => {
        await call('deliveries.reverse', { id: delivery.id, date, reason });
        notify(`已冲销 ${delivery.memberName} ${delivery.date} 的${delivery.product}。`);
      }}
    >
      <div className="delivery-facts">
        <Stat label="社员" value={`${delivery.memberNo} ${delivery.memberName}`} />
        <Stat label="交售" value={`${delivery.date} ${delivery.product}`} />
        {delivery.quantity !== null && (
          <Stat label="数量 × 单价" value={`${delivery.quantity} 公斤 × ${delivery.price ?? '—'}`} />
        )}
        <Stat label="金额" valueFen={delivery.amountFen} strong />
      </div>
      <DateField label="冲销日期" required {...form.field('date')} />
      <TextField label="原因" required placeholder="例如：重复登记、社员登错" {...form.field('reason')} />
      <p className="delivery-note">
        原来那一笔保留不动，另记一笔红字；这一年的分红方案会按冲销后的交易额计算。
        {delivery.booking === 'booked' &&
          `它已经入账（${delivery.voucherName ?? ''}），红字那一笔会等着入账，请随后再做一次“收购入账”。`}
      </p>
    </Dialog>
  );
}
