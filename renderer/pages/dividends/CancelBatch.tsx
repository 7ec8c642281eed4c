import { Dialog } from '../../parts/Dialog.tsx';
import { TextField } from '../../parts/Field.tsx';
import { notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { BankDesk } from './bankDesk.ts';

/** A bank file that was never handed in: its members wait no longer. */
export function CancelBatch(props: {
  batch: { id: number; fileName: string; pending: number };
  desk: BankDesk;
  onClose: () => void;
}) {
  const { batch, desk } = props;
  const form = useForm({ reason: '' });
  return (
    <Dialog
      title="撤销代发文件"
      danger
      width={440}
      saveLabel="撤销"
      form={form}
      onClose={props.onClose}
      onSave={async ({ reason }) => {
        const { count } = await desk.cancel(batch.id, reason);
        notify(`${batch.fileName} 已撤销，${count} ${desk.unit}可以重新发放。`);
      }}
    >
      <p>
        “{batch.fileName}”里还有 {batch.pending} {desk.unit}
        在等回单。没有送到银行的才可以撤销；已经送出的，请等银行回单。
      </p>
      <TextField label="原因" required placeholder="例如：选错了银行模板" {...form.field('reason')} />
    </Dialog>
  );
}
