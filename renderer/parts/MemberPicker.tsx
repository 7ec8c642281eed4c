import { call } from '../api.ts';
import type { Output } from '../../shared/contract/index.ts';
import { Combo } from './Combo.tsx';
import { Field, type FieldProps } from './Field.tsx';

export type Member = Output<'members.list'>[number];

interface MemberPickerProps extends FieldProps {
  value: Pick<Member, 'id' | 'no' | 'name'> | null;
  onChange: (member: Member | null) => void;
  /** Ids that can't be chosen: the other side of a transfer. */
  exclude?: readonly number[];
  /** Only those who have left, instead of those who have not. */
  left?: boolean;
  autoFocus?: boolean;
  disabled?: boolean;
  inputRef?: React.Ref<HTMLInputElement>;
}

/** One member, found by name, pinyin initials or number. Those who left are not offered, unless it is about them. */
export function MemberPicker(props: MemberPickerProps) {
  async function search(text: string) {
    const found = await call('members.list', { search: text });
    return found
      .filter(
        (member) =>
          (member.state === 'left') === (props.left ?? false) && !props.exclude?.includes(member.id),
      )
      .slice(0, 20)
      .map((member) => ({
        key: member.id,
        title: `${member.no} ${member.name}`,
        detail: [member.groupNo === null ? '' : `${member.groupNo}组`, member.idMasked]
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
          placeholder="姓名、拼音首字母或社员号"
          emptyText="没有这个社员。可按姓名、拼音首字母（如 zst）或社员号找。"
          {...(props.autoFocus ? { autoFocus: true } : {})}
          {...(props.disabled ? { disabled: true } : {})}
          {...(props.inputRef ? { inputRef: props.inputRef } : {})}
        />
      )}
    </Field>
  );
}
