import { call } from '../api.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { TextField } from '../parts/Field.tsx';
import { useForm } from '../parts/useForm.ts';
import { useSession } from './session.ts';

/** Who is at the desk: asked once, then written beside every entry and on receipts. */
export function OperatorDialog({ onClose }: { onClose: () => void }) {
  const { operator, setStatus } = useSession();
  const form = useForm({ name: operator });
  return (
    <Dialog
      title="经办人"
      form={form}
      width={400}
      writes={false}
      saveLabel="就用这个名字"
      disabled={form.value.name.trim() === ''}
      onClose={onClose}
      onSave={async ({ name }) => setStatus(await call('operator.set', { name }))}
    >
      <TextField
        {...form.field('name')}
        label="您的姓名"
        required
        autoFocus
        maxLength={50}
        hint="每一笔登记、收据和审计记录上都会写这个名字，可以随时在右上角更换。"
      />
    </Dialog>
  );
}
