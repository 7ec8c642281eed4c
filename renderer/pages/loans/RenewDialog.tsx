import { addMonths } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { settle } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, PercentField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { emptySlip, SlipFields } from './SlipFields.tsx';
import type { Loan } from './words.ts';

/** 无还本续贷: a new 借据 takes over what is left of the old one. */
export function RenewDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm(() => ({
    ...emptySlip(today < loan.dueOn ? today : loan.dueOn),
    noteNo: '',
    contractNo: '',
    dueOn: addMonths(loan.dueOn, 12),
    ratePercent: loan.ratePercent,
    subsidyPercent: loan.subsidyPercent || '0',
  }));
  return (
    <Dialog
      title={`无还本续贷：${loan.borrowerName} ${loan.noteNo}`}
      form={form}
      width={560}
      saveLabel="登记续贷"
      disabled={form.value.noteNo.trim() === ''}
      onClose={onClose}
      onSave={async (value) => {
        const { id, warnings } = await call('loans.renew', { loanId: loan.id, ...value });
        settle('loans', id);
        notify(`${loan.noteNo} 已结清，由 ${value.noteNo} 续贷 ${formatYuan(loan.balanceFen)} 元。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="fields">
        <p className="wide form-note">
          余额 {formatYuan(loan.balanceFen)} 元转到新借据，旧借据结清；利息仍按旧借据算到续贷那天。
        </p>
        <TextField {...form.field('noteNo')} label="新借据号" required maxLength={60} />
        <TextField {...form.field('contractNo')} label="新合同号" maxLength={60} />
        <DateField {...form.field('dueOn')} label="新到期日" required />
        <PercentField {...form.field('ratePercent')} label="年利率" />
        <PercentField {...form.field('subsidyPercent')} label="贴息比例" />
        <SlipFields form={form} dateLabel="续贷日期" />
      </div>
    </Dialog>
  );
}
