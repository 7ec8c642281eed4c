import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { Combo } from '../../parts/Combo.tsx';
import { Field, type FieldProps } from '../../parts/Field.tsx';
import { PAID_BY, type Kind } from './words.ts';

/** One kind of work, found by its place in the list (1, 2 …), name or pinyin initials. */
export function KindPicker(
  props: FieldProps & {
    value: Kind | null;
    kinds: readonly Kind[];
    onChange: (kind: Kind | null) => void;
  },
) {
  const { kinds } = props;
  return (
    <Field {...props}>
      {(control) => (
        <Combo<Kind>
          control={control}
          shown={props.value?.name ?? ''}
          search={(text) => Promise.resolve(kindsFor(kinds, text))}
          onPick={props.onChange}
          onClear={() => props.onChange(null)}
          placeholder="工种"
          emptyText="没有这个工种。可按名称、拼音首字母或序号找；新的在“工种与工价”里加。"
        />
      )}
    </Field>
  );
}

function kindsFor(kinds: readonly Kind[], typed: string) {
  const text = toHalfWidth(typed).trim().toLowerCase();
  return kinds
    .map((kind, index) => ({ kind, no: index + 1 }))
    .filter(
      ({ kind, no }) =>
        String(no) === text || kind.name.includes(text) || kind.pinyinInitials.startsWith(text),
    )
    .map(({ kind, no }) => ({
      key: kind.id,
      title: `${no} ${kind.name}`,
      detail: `${PAID_BY[kind.paidBy]} · ${kind.price === null ? '还没定工价' : `${kind.price} 元/${kind.unit}`}`,
      value: kind,
    }));
}
