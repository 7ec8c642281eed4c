import { useMemo } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { MoneyField } from '../../parts/MoneyField.tsx';
import type { MemberLine } from './draft.ts';
import { type DraftForm, NameField, PayField } from './inputs.tsx';
import { MemberLines } from './lines.tsx';

/** 付社员款, 收社员款, 代购农资, 付非成员款, 收非成员款. */
export function SettleFields({ form }: { form: DraftForm }) {
  return form.value.kind === 'payOutside' || form.value.kind === 'receiveOutside' ? (
    <OutsiderFields form={form} />
  ) : (
    <MembersFields form={form} />
  );
}

function MembersFields({ form }: { form: DraftForm }) {
  const { kind, date, members, pay } = form.value;
  const balances = useCall('business.balances', {
    account: '114',
    ...(/^\d{4}-\d{2}-\d{2}$/u.test(date) ? { asOf: date } : {}),
  });
  const owedTo = useMemo(
    () =>
      new Map(
        (balances.value ?? []).flatMap((row) =>
          row.memberId === null ? [] : [[row.memberId, row.balanceFen]],
        ),
      ),
    [balances.value],
  );
  const sign = kind === 'payMember' ? 1 : -1;
  const open = (balances.value ?? []).flatMap((row): MemberLine[] =>
    row.memberId !== null && row.memberNo !== null && row.balanceFen * sign > 0
      ? [
          {
            member: { id: row.memberId, no: row.memberNo, name: row.name },
            amountFen: row.balanceFen * sign,
            feeFen: null,
          },
        ]
      : [],
  );
  return (
    <>
      {kind === 'buyForMember' && (
        <NameField {...form.field('party')} label="供货方" required={pay === 'later'} dim="counterparty" />
      )}
      <PayField form={form} label={kind === 'receiveFromMember' ? '收到' : '付款'} />
      <MemberLines
        lines={members}
        onChange={(lines) => form.set({ members: lines })}
        errorOf={form.errorOf}
        withFee={kind === 'buyForMember'}
        owedTo={owedTo}
        {...(kind === 'buyForMember'
          ? {}
          : {
              fill: {
                label:
                  kind === 'payMember'
                    ? `列出全部应付（${open.length} 户）`
                    : `列出全部欠款（${open.length} 户）`,
                lines: open,
              },
            })}
      />
    </>
  );
}

function OutsiderFields({ form }: { form: DraftForm }) {
  const pays = form.value.kind === 'payOutside';
  const balances = useCall('business.balances', { account: pays ? '211' : '113' });
  const offers = (balances.value ?? [])
    .filter((row) => row.balanceFen > 0)
    .map((row) => ({ name: row.name, hint: `${pays ? '应付' : '应收'} ${formatYuan(row.balanceFen)} 元` }));
  return (
    <>
      <NameField
        {...form.field('party')}
        label={pays ? '付给（非成员）' : '收自（非成员）'}
        required
        dim="counterparty"
        offers={offers}
      />
      <MoneyField
        label="金额（元）"
        required
        valueFen={form.value.amountFen}
        onChange={(amountFen) => form.set({ amountFen })}
        error={form.errorOf('amountFen')}
      />
      <PayField form={form} label={pays ? '付款' : '收到'} />
    </>
  );
}
