import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { emptySlip, SlipFields } from './SlipFields.tsx';
import type { Loan } from './words.ts';

/** 挪用: found to be used for something else than the contract says. */
export function MisuseDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm(() => emptySlip(today));
  return (
    <Dialog
      title={`登记挪用：${loan.borrowerName} ${loan.noteNo}`}
      form={form}
      width={520}
      saveLabel="登记挪用"
      danger
      onClose={onClose}
      onSave={async (value) => {
        const { warnings } = await call('loans.markMisused', { loanId: loan.id, ...value });
        notify(`${loan.noteNo} 已登记挪用，从 ${value.date} 起不再贴息。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="fields">
        <p className="wide form-note">
          合同用途是“{loan.purpose || '没有写'}
          ”。登记以后按挪用加收罚息，这笔贷款不再贴息；登错了可以在“收放”里冲销。
        </p>
        <SlipFields form={form} dateLabel="从哪天起" slipLabel="检查通知号" />
      </div>
    </Dialog>
  );
}
