import { DIM_NAMES } from '../../../shared/rules/chart/accounts.ts';
import { useCall } from '../../api.ts';
import { SelectField } from '../../parts/Field.tsx';
import { BookMemberPicker } from '../../parts/BookMemberPicker.tsx';
import type { LedgerView } from './view.ts';

/** Of an account that is analysed: one member, or one item of its first analysis. */
export function Narrow(props: {
  view: LedgerView;
  account: string;
  change: (part: Partial<LedgerView>) => void;
}) {
  const { view, change } = props;
  const chart = useCall('accounts.list', {}).value;
  const dim = chart?.find((one) => one.code === props.account)?.dims[0];
  const member = useCall('items.members', view.memberId === null ? null : { id: view.memberId }).value?.[0];
  const items = useCall('items.list', dim && dim !== 'member' ? { dim } : null).value ?? [];
  if (!dim) return null;
  if (dim === 'member') {
    return (
      <BookMemberPicker
        bare
        label={DIM_NAMES.member}
        width={190}
        value={member ?? null}
        onChange={(picked) => change({ memberId: picked?.id ?? null })}
      />
    );
  }
  return (
    <SelectField
      bare
      label={DIM_NAMES[dim]}
      value={String(view.itemId ?? '')}
      onChange={(id) => change({ itemId: id === '' ? null : Number(id) })}
      choices={[
        { value: '', label: `全部${DIM_NAMES[dim]}` },
        ...items.map((one) => ({
          value: String(one.id),
          label: one.enabled ? one.name : `${one.name}（停用）`,
        })),
      ]}
    />
  );
}
