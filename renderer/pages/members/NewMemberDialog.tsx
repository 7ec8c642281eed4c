import { call } from '../../api.ts';
import { settle } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, RadioField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { PersonPicker, type Person } from '../../parts/PersonPicker.tsx';
import { useForm } from '../../parts/useForm.ts';

/** 新增社员: a person of the village, or an organisation. */
export function NewMemberDialog({ onClose }: { onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({
    kind: 'person' as 'person' | 'organisation',
    person: null as Person | null,
    name: '',
    code: '',
    isVillageBody: false,
    no: '',
    joinedOn: today,
  });
  type Value = typeof form.value;
  const { kind, person, name } = form.value;
  async function save(value: Value): Promise<void> {
    const no = value.no.trim();
    const saved = await call('members.create', {
      kind: value.kind,
      joinedOn: value.joinedOn,
      ...(no ? { no } : {}),
      ...(value.kind === 'person'
        ? value.person
          ? { personId: value.person.id }
          : {}
        : { organisation: { name: value.name, code: value.code, isVillageBody: value.isVillageBody } }),
    });
    notifyWarnings(saved.warnings);
    notify(`已新增社员 ${saved.no}。`);
    settle('members', saved.id);
  }
  return (
    <Dialog
      title="新增社员"
      form={form}
      onSave={save}
      onClose={onClose}
      disabled={kind === 'person' ? !person : name.trim() === ''}
    >
      <RadioField
        {...form.field('kind')}
        label="社员类型"
        choices={[
          { value: 'person', label: '村民' },
          { value: 'organisation', label: '单位' },
        ]}
      />
      {kind === 'person' ? (
        <PersonPicker
          label="入社的人"
          required
          value={person}
          onChange={(picked) => form.set({ person: picked })}
          error={form.errorOf('personId')}
        />
      ) : (
        <div className="fields">
          <TextField {...form.field('name')} label="单位名称" required maxLength={50} />
          <TextField {...form.field('code')} label="统一社会信用代码" maxLength={30} />
          <div className="wide">
            <CheckField {...form.field('isVillageBody')} label="村集体经济组织" />
          </div>
        </div>
      )}
      <div className="fields">
        <DateField {...form.field('joinedOn')} label="入社日期" required />
        <TextField {...form.field('no')} label="社员号" maxLength={20} hint="空着就接着往下编" />
      </div>
    </Dialog>
  );
}
