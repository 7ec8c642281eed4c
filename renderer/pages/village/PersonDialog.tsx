import type { Output } from '../../../shared/contract/index.ts';
import { call } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';

type Person = Output<'households.get'>['persons'][number];

interface PersonDialogProps {
  householdId: number;
  /** Given: edits this person. */
  person?: Person;
  onClose: () => void;
}

/** 新增人员 or 修改人员. Kept numbers are never shown: an empty field leaves them as they are. */
export function PersonDialog({ householdId, person, onClose }: PersonDialogProps) {
  const form = useForm({
    name: person?.name ?? '',
    relation: person?.relation ?? '',
    phone: person?.phone ?? '',
    bankAlias: person?.bankAlias ?? '',
    idNumber: '',
    card: '',
  });
  type Value = typeof form.value;
  async function save(value: Value): Promise<void> {
    const { name, relation, phone, bankAlias } = value;
    const idNumber = value.idNumber.trim();
    const card = value.card.trim();
    const saved = person
      ? await call('persons.update', {
          id: person.id,
          name,
          relation,
          phone,
          bankAlias,
          ...(idNumber ? { idNumber } : {}),
          ...(card ? { card } : {}),
        })
      : await call('persons.create', {
          householdId,
          person: { name, relation, phone, bankAlias, idNumber: idNumber || null, card: card || null },
        });
    notifyWarnings(saved.warnings);
    notify(person ? `已修改 ${name}。` : `已新增 ${name}。`);
  }
  const kept = (masked: string | undefined): string =>
    masked ? `现有 ${masked}；不改就空着` : '加密保存，屏幕上只显示头尾';
  return (
    <Dialog
      title={person ? `修改人员 ${person.name}` : '新增人员'}
      form={form}
      onSave={save}
      onClose={onClose}
    >
      <div className="fields">
        <TextField {...form.field('name')} label="姓名" required autoFocus maxLength={50} />
        <TextField
          {...form.field('relation')}
          label="与户主关系"
          maxLength={20}
          placeholder="配偶、子、女…"
        />
        <TextField
          {...form.field('idNumber')}
          label="身份证号"
          maxLength={30}
          hint={kept(person?.idMasked)}
        />
        <TextField {...form.field('card')} label="银行卡号" maxLength={40} hint={kept(person?.cardMasked)} />
        <TextField {...form.field('phone')} label="电话" maxLength={30} />
        <TextField
          {...form.field('bankAlias')}
          label="银行户名"
          maxLength={50}
          hint="名字里有生僻字、银行系统写法不同时才填"
        />
      </div>
    </Dialog>
  );
}
