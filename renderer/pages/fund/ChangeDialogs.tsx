import { addMonths } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { useFund } from './context.ts';
import type { Loan } from './words.ts';

/** 展期, once. */
export function ExtendDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const fund = useFund();
  const { today } = useSession();
  const { extensionMonths, chairperson } = fund.settings;
  const latest = loan.dueOn === null ? '' : addMonths(loan.dueOn, extensionMonths);
  const form = useForm(() => ({ date: today, dueOn: latest, approvedBy: chairperson, note: '' }));
  return (
    <Dialog
      title={`展期：${loan.name} ${loan.no}`}
      form={form}
      saveLabel="登记展期"
      disabled={form.value.approvedBy.trim() === ''}
      onClose={onClose}
      onSave={async (draft) => {
        const saved = await call('fund.extend', { entityId: fund.id, loanId: loan.id, ...draft });
        notify(`${loan.name}的借款已展期到 ${draft.dueOn}。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <p className="form-note">
        原到期日 {loan.dueOn}，欠本金 {formatYuan(loan.balanceFen)} 元。一笔借款只能展期一次
        {extensionMonths > 0 ? `，最长 ${extensionMonths} 个月` : '；现在的规定是不准展期'}。
      </p>
      <div className="fields">
        <DateField {...form.field('dueOn')} label="展期到" required />
        <DateField {...form.field('date')} label="批准日期" required max={today} />
        <TextField {...form.field('approvedBy')} label="审批人" required />
        <TextField {...form.field('note')} label="原因" />
      </div>
    </Dialog>
  );
}

/** 核销 of what can't be recovered, from the risk reserve. */
export function WriteOffDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const fund = useFund();
  const { today } = useSession();
  const form = useForm(() => ({ date: today, approval: '', note: '' }));
  const { date, approval, note } = form.value;
  const settled = useSettled(
    approval.trim() === '' || !/^\d{4}-\d{2}-\d{2}$/u.test(date)
      ? null
      : { entityId: fund.id, loanId: loan.id, date, approval, note },
  );
  const preview = useCall('fund.previewLoan', settled && { act: 'writeOff', input: settled });
  return (
    <Dialog
      title={`核销：${loan.name} ${loan.no}`}
      form={form}
      width={860}
      danger
      saveLabel="核销"
      disabled={approval.trim() === ''}
      onClose={onClose}
      onSave={async (draft) => {
        const saved = await call('fund.writeOff', { entityId: fund.id, loanId: loan.id, ...draft });
        notify(`已核销${loan.name}的借款 ${formatYuan(loan.balanceFen)} 元。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <DateField {...form.field('date')} label="核销日期" required max={today} />
          <TextField {...form.field('approval')} label="批准文号或决议" required />
          <div className="wide">
            <TextField {...form.field('note')} label="原因" />
          </div>
          <p className="wide form-note">
            欠本金 {formatYuan(loan.balanceFen)}{' '}
            元。追偿不到的才核销，从风险准备里出。核销以后本人不能再借；以后收回来的，先冲销这次核销，再登记还款。
          </p>
        </div>
        <EntryPreview
          asked={settled !== null}
          value={preview.value}
          error={preview.error}
          incomplete="填批准文号，这里显示借贷分录。"
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}
