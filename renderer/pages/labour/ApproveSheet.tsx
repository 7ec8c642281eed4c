import { useEffect } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { Charges } from './Charges.tsx';
import { daysOf, type Sheet } from './words.ts';

/** Approves a pay sheet: the voucher as it will be written, and the day it is written on. */
export function ApproveSheet({ given, onClose }: { given: Sheet; onClose: () => void }) {
  const { sheet, totals } = given;
  const { today } = useSession();
  const periods = useCall('periods.list', {});
  const form = useForm({ date: sheet.to < today ? sheet.to : today, note: '' });
  // The month of the work may be closed by now: the voucher then goes into the first that is open.
  const currentPeriod = periods.value?.currentPeriod;
  const { set } = form;
  useEffect(() => {
    if (currentPeriod !== undefined && sheet.to.slice(0, 7) < currentPeriod) {
      const { to } = daysOf(currentPeriod);
      set({ date: to < today ? to : today });
    }
    // Once, when it is known.
  }, [currentPeriod]);
  return (
    <Dialog
      title={`批准发放表 ${sheet.no}`}
      width={860}
      saveLabel="批准，生成凭证"
      form={form}
      onClose={onClose}
      onSave={async ({ date, note }) => {
        const done = await call('labour.approveSheet', { id: sheet.id, date, note });
        notify(`发放表 ${sheet.no} 已批准，应发 ${formatYuan(totals.grossFen)} 元，凭证已生成。`);
        notifyWarnings(done.warnings);
      }}
    >
      <div className="labour-approve">
        <div>
          <Stat label="人数" value={`${totals.workers} 人，${totals.entries} 笔工`} />
          <Stat label="应发" valueFen={totals.grossFen} strong />
          <Stat label="借支扣回" valueFen={totals.advanceFen} />
          <Stat label="个税" valueFen={totals.taxFen} />
          <Stat label="实发" valueFen={totals.netFen} strong />
          <Charges charges={given.charges} />
          <DateField {...form.field('date')} label="凭证日期" required hint="记在哪个月，成本就算在哪个月" />
          <TextField {...form.field('note')} label="备注" />
          <p className="form-note">
            批准后这些记工不能再冲销，发放表不能再改；有错就作废重造（已发的要先冲销发放）。
          </p>
        </div>
        <EntryPreview
          asked
          value={{ vouchers: given.preview, warnings: given.warnings }}
          error={null}
          incomplete=""
          said={undefined}
        />
      </div>
    </Dialog>
  );
}
