import type { Input } from '../../../shared/contract/index.ts';
import { useCall } from '../../api.ts';
import { SelectField, type FieldProps } from '../../parts/Field.tsx';

export type Money = Input<'labour.pay'>['money'];

/** Which money pays: cash in hand, or one of the bank accounts. */
export function PayFrom(props: FieldProps & { value: Money; onChange: (money: Money) => void }) {
  const banks = useCall('items.list', { dim: 'bank' });
  const accounts = (banks.value ?? []).filter((bank) => bank.enabled);
  const { value } = props;
  const bankId = value.kind === 'bank' ? (value.bankId ?? accounts[0]?.id) : undefined;
  return (
    <SelectField
      {...props}
      value={value.kind === 'cash' ? 'cash' : String(bankId ?? 'bank')}
      onChange={(next) =>
        props.onChange(
          next === 'cash'
            ? { kind: 'cash' }
            : { kind: 'bank', ...(next === 'bank' ? {} : { bankId: Number(next) }) },
        )
      }
      choices={[
        { value: 'cash', label: '库存现金' },
        ...accounts.map((bank) => ({ value: String(bank.id), label: `银行存款：${bank.name}` })),
        ...(accounts.length === 0 ? [{ value: 'bank', label: '银行存款' }] : []),
      ]}
    />
  );
}
