import { bridge } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, SelectField } from '../../parts/Field.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { BankDesk, Batched } from './bankDesk.ts';

/** Makes the file that the bank pays from, in the bank's own layout, and saves it where the person says. */
export function BankBatch(props: {
  desk: BankDesk;
  onClose: () => void;
  onMade: (batched: Batched) => void;
}) {
  const { today } = useSession();
  const { templates, unit, make } = props.desk;
  const form = useForm({ template: templates[0]?.code ?? '', date: today });
  const chosen = templates.find((template) => template.code === form.value.template);
  return (
    <Dialog
      title="生成银行代发文件"
      width={440}
      saveLabel="生成并存文件"
      form={form}
      onClose={props.onClose}
      onSave={async ({ template, date }) => {
        const batched = await make(template, date);
        await bridge.saveFile(batched.fileName, bytesOf(batched.dataBase64));
        props.onMade(batched);
      }}
    >
      <SelectField
        label="银行"
        choices={templates.map((template) => ({ value: template.code, label: template.name }))}
        hint={
          chosen &&
          `${chosen.format === 'csv' ? `CSV，${chosen.encoding}` : 'Excel'}${chosen.withIdNumber ? '，带身份证号' : ''}；格式在“章程与设置”里改`
        }
        {...form.field('template')}
      />
      <DateField label="日期" required {...form.field('date')} />
      <p>
        包括全部未发、有银行卡的{unit}。没有卡、账户冻结、户名写不进银行编码的{unit}会留在外面，并写明原因。
      </p>
    </Dialog>
  );
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
