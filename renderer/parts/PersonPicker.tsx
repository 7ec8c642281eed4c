import { call } from '../api.ts';
import type { Output } from '../../shared/contract/index.ts';
import { Combo } from './Combo.tsx';
import { Field, type FieldProps } from './Field.tsx';

export type Person = Output<'persons.search'>[number];

interface PersonPickerProps extends FieldProps {
  value: Person | null;
  onChange: (person: Person | null) => void;
  autoFocus?: boolean;
  disabled?: boolean;
}

/** One person of the village, found by name, pinyin initials, household number or the last digits of the ID. */
export function PersonPicker(props: PersonPickerProps) {
  async function search(text: string) {
    const found = await call('persons.search', { search: text, limit: 20 });
    return found.map((person) => ({
      key: person.id,
      title: person.name,
      detail: [
        person.groupNo === null ? '' : `${person.groupNo}组`,
        person.householdCode,
        person.relation,
        person.memberNo ? `已是社员 ${person.memberNo}` : '',
        person.idMasked,
      ]
        .filter(Boolean)
        .join(' · '),
      value: person,
    }));
  }
  return (
    <Field {...props}>
      {(control) => (
        <Combo
          control={control}
          shown={props.value ? `${props.value.name} ${props.value.idMasked}`.trim() : ''}
          search={search}
          onPick={props.onChange}
          onClear={() => props.onChange(null)}
          placeholder="姓名、拼音首字母、户号或身份证后几位"
          emptyText="没有这个人。请先在“户籍”里登记。"
          {...(props.autoFocus ? { autoFocus: true } : {})}
          {...(props.disabled ? { disabled: true } : {})}
        />
      )}
    </Field>
  );
}
