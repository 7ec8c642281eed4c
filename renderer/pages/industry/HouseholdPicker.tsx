import { call } from '../../api.ts';
import { Combo } from '../../parts/Combo.tsx';
import { Field, type FieldProps } from '../../parts/Field.tsx';
import type { PickedHousehold } from './sheetLines.ts';

const SHOWN = 20;

/** One household, found by anybody in it: name, pinyin initials, household number, the last digits of an ID. */
export function HouseholdPicker(
  props: FieldProps & {
    value: PickedHousehold | null;
    onChange: (household: PickedHousehold | null) => void;
    autoFocus?: boolean;
  },
) {
  return (
    <Field {...props}>
      {(control) => (
        <Combo<PickedHousehold>
          control={control}
          shown={props.value ? `${props.value.code} ${props.value.name}` : ''}
          search={async (text) =>
            (await call('households.list', { search: text })).slice(0, SHOWN).map((row) => ({
              key: row.id,
              title: `${row.code} ${row.headName}户`,
              detail: `${row.groupNo}组 · ${row.people}人`,
              value: { id: row.id, code: row.code, name: row.headName, groupNo: row.groupNo },
            }))
          }
          onPick={props.onChange}
          onClear={() => props.onChange(null)}
          placeholder={props.bare ? '姓名、拼音或户号' : '姓名、拼音首字母、户号或身份证后几位'}
          emptyText="没有这一户。请先在“户籍”里登记。"
          {...(props.autoFocus ? { autoFocus: true } : {})}
        />
      )}
    </Field>
  );
}
