import { useMemo } from 'react';
import { call, useCall } from '../api.ts';
import { chartIndex, findAccounts, type Account } from '../pages/vouchers/lookup.ts';
import { Combo } from './Combo.tsx';
import { Field, type FieldProps } from './Field.tsx';

interface AccountPickerProps extends FieldProps {
  /** The account's code; empty while none is chosen. */
  value: string;
  onChange: (account: Account | null) => void;
  /** Which accounts are offered; all unless given. */
  among?: (account: Account) => boolean;
  placeholder?: string;
  autoFocus?: boolean;
  disabled?: boolean;
}

/** More letters narrow a longer list. */
const MOST = 30;

/** One account of the chart, found by code, name or pinyin. */
export function AccountPicker(props: AccountPickerProps) {
  const { value, among } = props;
  const chart = useCall('accounts.list', {}).value;
  const offered = useMemo(
    () => (chart ? chartIndex(chart.filter((one) => among?.(one) ?? true)) : null),
    [chart, among],
  );
  async function search(text: string) {
    // Who types faster than the chart comes waits for it, rather than hear that there is no such account.
    const index =
      offered ?? chartIndex((await call('accounts.list', {})).filter((one) => props.among?.(one) ?? true));
    return findAccounts(index, text)
      .slice(0, MOST)
      .map(({ account: one }) => ({
        key: one.id,
        title: `${one.code} ${one.fullName}`,
        detail: one.enabled ? '' : '已停用',
        value: one,
      }));
  }
  const chosen = chart?.find((one) => one.code === value);
  return (
    <Field {...props}>
      {(control) => (
        <Combo<Account>
          control={control}
          shown={chosen ? `${chosen.code} ${chosen.fullName}` : value}
          search={search}
          onPick={props.onChange}
          onClear={() => props.onChange(null)}
          placeholder={props.placeholder ?? '编码、名称或拼音首字母'}
          emptyText="没有这个科目。可按编码（如 102）、名称或拼音首字母（如 yhck）找。"
          {...(props.autoFocus ? { autoFocus: true } : {})}
          {...(props.disabled ? { disabled: true } : {})}
        />
      )}
    </Field>
  );
}
