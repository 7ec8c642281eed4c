import { Dialog } from '../../parts/Dialog.tsx';
import { Field } from '../../parts/Field.tsx';
import { useForm } from '../../parts/useForm.ts';
import { type Pasted, readBankLines } from './bankLines.ts';
import { taken } from './taken.ts';

/** The bank's list from Excel or an e-mail: a 借据号 a line with its interest (and penalty) behind it. */
export function BankPaste(props: { onTake: (rows: readonly Pasted[]) => void; onClose: () => void }) {
  const form = useForm({ text: '' });
  return (
    <Dialog
      title="粘贴银行清单"
      form={form}
      width={560}
      saveLabel="填进待登记"
      writes={false}
      disabled={form.value.text.trim() === ''}
      onClose={props.onClose}
      onSave={({ text }) => {
        props.onTake(taken(readBankLines(text)));
        return Promise.resolve();
      }}
    >
      <p className="form-note">
        在 Excel
        里选“借据号、利息、罚息”几列（罚息可以没有）复制，粘到下面。要连期间、天数一起核对的利息清单文件，在“贴息申请”的批次里导入。
      </p>
      <Field label="每行一笔：借据号 利息 罚息" error={form.errorOf('text')}>
        {(control) => (
          <textarea
            {...control}
            rows={10}
            value={form.value.text}
            placeholder={'JJ201800001\t180.10\nJJ201800002\t360.21\t0'}
            spellCheck={false}
            onChange={(event) => form.set({ text: event.target.value })}
          />
        )}
      </Field>
    </Dialog>
  );
}
