import type { Output } from '../../shared/contract/index.ts';
import { call } from '../api.ts';
import { Combo } from './Combo.tsx';
import { Field, type FieldProps } from './Field.tsx';

type BookMember = Output<'items.members'>[number];

/** A member of the books one works in, as lines name them: also those who left, whose account can still be looked at. */
export function BookMemberPicker(
  props: FieldProps & {
    value: Pick<BookMember, 'id' | 'no' | 'name'> | null;
    onChange: (member: BookMember | null) => void;
  },
) {
  async function search(text: string) {
    const found = await call('items.members', { search: text });
    return found.map((member) => ({
      key: member.id,
      title: `${member.no} ${member.name}`,
      detail: [member.groupNo === null ? '' : `${member.groupNo}组`, member.left ? '已退出' : member.idMasked]
        .filter(Boolean)
        .join(' · '),
      value: member,
    }));
  }
  return (
    <Field {...props}>
      {(control) => (
        <Combo
          control={control}
          shown={props.value ? `${props.value.no} ${props.value.name}` : ''}
          search={search}
          onPick={props.onChange}
          onClear={() => props.onChange(null)}
          placeholder="姓名、拼音首字母或编号"
          emptyText="没有这个人。可按姓名、拼音首字母（如 zst）或编号找。"
        />
      )}
    </Field>
  );
}
