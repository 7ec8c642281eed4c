import { formatYuan } from '../../../shared/rules/money.ts';
import { addDays, addMonths } from '../../../shared/rules/calendar.ts';
import { call, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { useSettled } from '../../parts/useSettled.ts';
import { DateField } from '../../parts/Field.tsx';
import { notify } from '../../parts/Notice.tsx';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { useForm } from '../../parts/useForm.ts';

/** 摊销预付地租 of a month: what each lease's share is, and what is left of it. */
export function ChargeDialog({ onClose }: { onClose: () => void }) {
  const { today } = useSession();
  const form = useForm(() => ({ period: today.slice(0, 7), date: today }));
  const { period, date } = form.value;
  const settled = useSettled(/^\d{4}-\d{2}-\d{2}$/u.test(date) ? { period, date } : null);
  const { value, error } = useCall('leases.previewCharge', settled);
  const lines = error ? [] : (value?.lines ?? []);
  return (
    <Dialog
      title="摊销预付地租"
      form={form}
      width={960}
      saveLabel="摊销入账"
      onClose={onClose}
      onSave={async (draft) => {
        await call('leases.charge', draft);
        notify(`${draft.period} 的预付地租已摊销，凭证已生成。`);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <PeriodField
            label="月份"
            steps
            value={period}
            onChange={(next) => form.set({ period: next, date: lastDay(next, today) })}
          />
          <DateField {...form.field('date')} label="记账日期" required max={today} />
          <div className="wide lease-lines">
            <table aria-label="要摊销的合同">
              <thead>
                <tr>
                  <th>合同</th>
                  <th>出租户</th>
                  <th className="right">本次摊销</th>
                  <th className="right">摊后剩余</th>
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <tr key={line.paymentId}>
                    <td>{line.no}</td>
                    <td>{line.lessorName}</td>
                    <td className="figures right">{formatYuan(line.fen)}</td>
                    <td className="figures right">{formatYuan(line.leftFen)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="wide form-note">
            漏摊的月份会一并补上；同一个月不会摊两次；最后一个月摊完剩余，到零为止。
          </p>
        </div>
        <EntryPreview
          asked={settled !== null}
          value={value}
          error={error}
          incomplete="填好日期，这里显示借贷分录。"
          nothing="账套启用以前的摊销只记合同，不写凭证。"
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}

/** The month's last day, or today while it runs. */
function lastDay(period: string, today: string): string {
  const end = addDays(addMonths(`${period}-01`, 1), -1);
  return end > today && period === today.slice(0, 7) ? today : end;
}
