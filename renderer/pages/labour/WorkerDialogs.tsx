import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, RadioField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { PersonPicker, type Person } from '../../parts/PersonPicker.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Worker } from './words.ts';

/** Somebody of the village's register, or somebody from elsewhere. */
export function NewWorkerDialog(props: { onClose: () => void; onAdded: (id: number) => void }) {
  const form = useForm({
    kind: 'registered' as 'registered' | 'new',
    person: null as Person | null,
    name: '',
    idNumber: '',
    card: '',
    phone: '',
    grade: '',
    note: '',
  });
  const { kind, person } = form.value;
  type Value = typeof form.value;
  async function save(value: Value): Promise<void> {
    const { name, phone, grade, note } = value;
    if (value.kind === 'registered' && !value.person) {
      throw new Refusal('person_missing', '请先选人。', { personId: '请选人' });
    }
    const saved = await call('labour.addWorker', {
      who:
        value.kind === 'registered'
          ? { kind: 'registered', personId: value.person?.id ?? 0 }
          : {
              kind: 'new',
              person: {
                name,
                relation: '',
                phone,
                idNumber: value.idNumber.trim() || null,
                card: value.card.trim() || null,
              },
            },
      grade,
      note,
    });
    notify(`已登记务工人员 ${saved.itemName}。`);
    notifyWarnings(saved.warnings);
    props.onAdded(saved.id);
  }
  return (
    <Dialog title="登记务工人员" form={form} width={520} onSave={save} onClose={props.onClose}>
      <RadioField
        label="哪里人"
        {...form.field('kind')}
        choices={[
          { value: 'registered', label: '户籍里有的' },
          { value: 'new', label: '外来的' },
        ]}
      />
      {kind === 'registered' ? (
        <PersonPicker
          label="谁"
          required
          value={person}
          onChange={(picked) => form.set({ person: picked })}
          error={form.errorOf('personId')}
        />
      ) : (
        <div className="fields">
          <TextField {...form.field('name')} label="姓名" required maxLength={50} />
          <TextField {...form.field('phone')} label="电话" maxLength={30} />
          <TextField
            {...form.field('idNumber')}
            label="身份证号"
            maxLength={30}
            hint="加密保存，屏幕上只显示头尾"
          />
          <TextField {...form.field('card')} label="银行卡号" maxLength={40} hint="没有就发现金" />
        </div>
      )}
      <div className="fields">
        <TextField {...form.field('grade')} label="等级" maxLength={20} hint="分等级计酬的才填" />
        <TextField {...form.field('note')} label="备注" />
      </div>
    </Dialog>
  );
}

/** Grade from a day on, a note, whether they still work here. */
export function EditWorkerDialog({ worker, onClose }: { worker: Worker; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({ grade: worker.grade, gradeFrom: today, note: worker.note, active: worker.active });
  const newGrade = form.value.grade !== worker.grade;
  return (
    <Dialog
      title={`修改 ${worker.itemName}`}
      width={420}
      form={form}
      onClose={onClose}
      onSave={async ({ grade, gradeFrom, note, active }) => {
        await call('labour.updateWorker', {
          id: worker.id,
          note,
          active,
          ...(newGrade ? { grade, gradeFrom } : {}),
        });
        notify(`${worker.itemName} 已修改。`);
      }}
    >
      <TextField
        {...form.field('grade')}
        label="等级"
        maxLength={20}
        hint="分等级计酬的才填；已经记的工不变"
      />
      {newGrade && <DateField {...form.field('gradeFrom')} label="新等级从哪天起" required />}
      <TextField {...form.field('note')} label="备注" />
      <CheckField {...form.field('active')} label="还在这里务工" />
      <p className="form-note">姓名、身份证、银行卡在“户籍”里改。</p>
    </Dialog>
  );
}
