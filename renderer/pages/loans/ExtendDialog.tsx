import { addMonths } from '../../../shared/rules/calendar.ts';
import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { emptySlip, SlipFields } from './SlipFields.tsx';
import type { Loan } from './words.ts';

/** 展期: the same 借据, a later day. */
export function ExtendDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm(() => ({
    ...emptySlip(today < loan.dueOn ? today : loan.dueOn),
    dueOn: addMonths(loan.dueOn, 12),
  }));
  return (
    <Dialog
      title={`展期：${loan.borrowerName} ${loan.noteNo}`}
      form={form}
      width={520}
      saveLabel="登记展期"
      onClose={onClose}
      onSave={async (value) => {
        const { warnings } = await call('loans.extend', { loanId: loan.id, ...value });
        notify(`${loan.noteNo} 已展期至 ${value.dueOn}。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="fields">
        <p className="wide form-note">
          借据不变，现在 {loan.dueOn} 到期。展期要银行同意；展期内不算逾期，是否继续贴息按这笔贷款的设置。
        </p>
        <DateField {...form.field('dueOn')} label="展期至" required />
        <SlipFields form={form} dateLabel="银行同意的日期" slipLabel="展期协议号" />
      </div>
    </Dialog>
  );
}
