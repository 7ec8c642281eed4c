import { useState } from 'react';
import { Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, Field, SelectField } from '../../parts/Field.tsx';
import { useForm } from '../../parts/useForm.ts';
import { ACCEPTED, readSheetFile } from '../imports/sheetFile.ts';
import type { BankDesk, Returned } from './bankDesk.ts';

/** Reads the bank's answer: what went through becomes payments, what failed stays payable with the reason. */
export function BankReturn(props: {
  desk: BankDesk;
  onClose: () => void;
  onRead: (returned: Returned) => void;
}) {
  const { today } = useSession();
  const { batches } = props.desk;
  const waiting = batches.find((batch) => batch.pending > 0) ?? batches[0];
  const form = useForm({ date: today, batch: waiting ? String(waiting.id) : '' });
  const [file, setFile] = useState<File | null>(null);
  return (
    <Dialog
      title="读入银行回单"
      width={460}
      saveLabel="读入"
      form={form}
      onClose={props.onClose}
      disabled={!file}
      onSave={async ({ date, batch }) => {
        if (!file) return false;
        const read = await readSheetFile(file);
        if (typeof read === 'string') throw new Refusal('file_unreadable', read);
        const returned = await props.desk.read({
          date,
          ...(batch ? { batchId: Number(batch) } : {}),
          ...read,
        });
        props.onRead(returned);
        return true;
      }}
    >
      <SelectField
        label="对应的代发文件"
        choices={[
          ...batches.map((batch) => ({
            value: String(batch.id),
            label: `${batch.createdAt.slice(0, 10)} ${batch.fileName}`,
          })),
          { value: '', label: '按卡号、户名、金额自动对' },
        ]}
        {...form.field('batch')}
      />
      <Field label="回单文件" required hint=".csv 或 .xlsx，银行给的原样文件">
        {(control) => (
          <input
            {...control}
            type="file"
            accept={ACCEPTED}
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        )}
      </Field>
      <DateField label="入账日期" required {...form.field('date')} />
      <p>成功的登记为转账发放；失败的留作未发，写明银行给的原因。同一份回单读两次不会重复登记。</p>
    </Dialog>
  );
}
