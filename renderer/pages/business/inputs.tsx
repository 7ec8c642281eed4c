import { useId } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import { useCall } from '../../api.ts';
import { Field, SelectField, type FieldProps } from '../../parts/Field.tsx';
import type { Form } from '../../parts/useForm.ts';
import { type Draft, MAY_WAIT } from './draft.ts';

export type DraftForm = Form<Draft>;

type Dim = NonNullable<Input<'items.list'>['dim']>;

/** A name typed or picked from those the books know; a new one is made with the event. */
export function NameField(
  props: FieldProps & {
    value: string;
    onChange: (value: string) => void;
    dim: Dim;
    /** Instead of the names the books know: what stands beside each as a hint. */
    offers?: readonly { readonly name: string; readonly hint: string }[];
    placeholder?: string;
    maxLength?: number;
  },
) {
  const list = useId();
  const items = useCall('items.list', { dim: props.dim });
  const known = (items.value ?? []).filter((item) => item.enabled);
  const hints = new Map((props.offers ?? []).map((offer) => [offer.name, offer.hint]));
  const isNew =
    props.value.trim() !== '' &&
    items.value !== undefined &&
    !known.some((item) => item.name === props.value.trim());
  const hint = hints.get(props.value.trim()) ?? (isNew && !props.bare ? '名册里还没有，会新增' : props.hint);
  return (
    <Field {...props} hint={hint}>
      {(control) => (
        <>
          <input
            {...control}
            list={list}
            value={props.value}
            placeholder={props.placeholder}
            maxLength={props.maxLength ?? 50}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => props.onChange(event.target.value)}
          />
          <datalist id={list}>
            {known.map((item) => (
              <option key={item.id} value={item.name}>
                {hints.get(item.name)}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** Where the money comes from or goes to: owed, cash, or one of the bank accounts. */
export function PayField({ form, label }: { form: DraftForm; label: string }) {
  const banks = useCall('items.list', { dim: 'bank' });
  const { kind, pay } = form.value;
  const accounts = (banks.value ?? []).filter((bank) => bank.enabled);
  // 'bank' stands for the usual one until its number is known.
  const value = pay === 'bank' && accounts[0] ? `bank:${accounts[0].id}` : pay;
  return (
    <SelectField
      label={label}
      value={value}
      onChange={(next) => form.set({ pay: next })}
      error={form.errorOf('paid') ?? form.errorOf('received') ?? form.errorOf('money')}
      choices={[
        ...(MAY_WAIT.has(kind) ? [{ value: 'later', label: waits(kind, form.value.buyer) }] : []),
        ...accounts.map((bank) => ({ value: `bank:${bank.id}`, label: `银行存款：${bank.name}` })),
        ...(accounts.length === 0 ? [{ value: 'bank', label: '银行存款' }] : []),
        { value: 'cash', label: '库存现金' },
      ]}
    />
  );
}

function waits(kind: Draft['kind'], buyer: Draft['buyer']): string {
  if (kind === 'purchase') return '先记往来（成员往来）';
  if (kind === 'sale' || kind === 'sellConsigned') {
    return buyer === 'member' ? '还没收（成员往来）' : '还没收（应收款）';
  }
  return '还没付（应付款）';
}
