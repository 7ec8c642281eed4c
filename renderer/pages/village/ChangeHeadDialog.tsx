import type { Output } from '../../../shared/contract/index.ts';
import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, SelectField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';

/** 变更户主: who, from which day, why. Shares stay with the member they belong to. */
export function ChangeHeadDialog(props: { value: Output<'households.get'>; onClose: () => void }) {
  const { today } = useSession();
  const { household, persons } = props.value;
  const others = persons.filter((person) => person.id !== household.headId && person.diedOn === null);
  const form = useForm({ personId: String(others[0]?.id ?? ''), date: today, reason: '' });
  return (
    <Dialog
      title={`变更户主 ${household.code}`}
      form={form}
      width={440}
      onClose={props.onClose}
      disabled={others.length === 0}
      onSave={async (value) => {
        const saved = await call('households.changeHead', {
          id: household.id,
          personId: Number(value.personId),
          date: value.date,
          reason: value.reason,
        });
        notifyWarnings(saved.warnings);
        notify('已变更户主。');
      }}
    >
      <p>现在的户主：{household.headName}。股金和权益仍属于原来的社员，不随户主变更。</p>
      {others.length === 0 ? (
        <p className="field-error">这一户没有别的人可以当户主，请先“新增人员”。</p>
      ) : (
        <SelectField
          {...form.field('personId')}
          label="新户主"
          choices={others.map((person) => ({
            value: String(person.id),
            label: `${person.name}${person.relation ? `（${person.relation}）` : ''}`,
          }))}
        />
      )}
      <DateField {...form.field('date')} label="变更日期" required width={160} />
      <TextField {...form.field('reason')} label="原因" required placeholder="分户、去世、外嫁…" />
    </Dialog>
  );
}
