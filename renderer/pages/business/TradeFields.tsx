import { useEffect } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { RadioField } from '../../parts/Field.tsx';
import { MemberPicker } from '../../parts/MemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { type DraftForm, NameField, PayField } from './inputs.tsx';
import { ConsignedLines, GoodsLines } from './lines.tsx';

/** 销售, 代销售出, 向非成员购进. */
export function TradeFields({ form }: { form: DraftForm }) {
  const { kind, date, goods } = form.value;
  const stock = useCall('business.stock', /^\d{4}-\d{2}-\d{2}$/u.test(date) ? { asOf: date } : {});
  return (
    <>
      {kind === 'buyOutside' ? (
        <NameField {...form.field('party')} label="卖方（非成员）" required dim="counterparty" />
      ) : (
        <BuyerFields form={form} />
      )}
      <PayField form={form} label={kind === 'buyOutside' ? '付款' : '收款'} />
      {kind === 'sellConsigned' ? (
        <Consigned form={form} />
      ) : (
        <GoodsLines
          lines={goods}
          onChange={(lines) => form.set({ goods: lines })}
          errorOf={form.errorOf}
          withCost={kind === 'sale'}
          stock={kind === 'sale' ? (stock.value ?? []) : []}
        />
      )}
    </>
  );
}

function BuyerFields({ form }: { form: DraftForm }) {
  const { buyer, pay } = form.value;
  return (
    <>
      <RadioField
        label="买方是"
        value={buyer}
        onChange={(next) => form.set({ buyer: next })}
        choices={[
          { value: 'party', label: '非成员' },
          { value: 'member', label: '社员' },
        ]}
      />
      {buyer === 'member' ? (
        <MemberPicker
          label="社员"
          required
          value={form.value.member}
          onChange={(member) => form.set({ member })}
          error={form.errorOf('memberId')}
        />
      ) : (
        <NameField
          {...form.field('party')}
          label="买方"
          required={pay === 'later'}
          dim="counterparty"
          hint={pay === 'later' ? '' : '零售可以不填'}
        />
      )}
    </>
  );
}

function Consigned({ form }: { form: DraftForm }) {
  const { date, consigned, amountFen } = form.value;
  const held = useCall('business.balances', {
    account: '128',
    ...(/^\d{4}-\d{2}-\d{2}$/u.test(date) ? { asOf: date } : {}),
  });
  const { set } = form;
  const rows = held.value;
  useEffect(() => {
    if (!rows) return;
    const typed = new Map(consigned.map((line) => [line.key, line.agreedFen]));
    set({
      consigned: rows
        .filter((row) => row.balanceFen > 0)
        .map((row) => {
          const key = row.memberId === null ? row.name : `M${row.memberId}`;
          return {
            key,
            consignor:
              row.memberId === null
                ? ({ kind: 'party', party: row.name } as const)
                : ({ kind: 'member', memberId: row.memberId } as const),
            name: row.memberNo === null ? row.name : `${row.memberNo} ${row.name}`,
            heldFen: row.balanceFen,
            agreedFen: typed.get(key) ?? null,
          };
        }),
    });
    // Asked anew when the day changes; what was typed meanwhile stays.
  }, [rows]);
  const agreedFen = consigned.reduce((sum, line) => sum + (line.agreedFen ?? 0), 0);
  return (
    <>
      <ConsignedLines
        lines={consigned}
        onChange={(lines) => form.set({ consigned: lines })}
        errorOf={form.errorOf}
      />
      <MoneyField
        label="实际卖价（元）"
        required
        valueFen={amountFen}
        onChange={(fen) => form.set({ amountFen: fen })}
        error={form.errorOf('proceedsFen')}
        hint={differenceWords(amountFen, agreedFen)}
      />
    </>
  );
}

function differenceWords(proceedsFen: number | null, agreedFen: number): string {
  if (proceedsFen === null || agreedFen === 0) return '';
  if (proceedsFen === agreedFen) return '和约定价相同，没有差价';
  const apart = formatYuan(Math.abs(proceedsFen - agreedFen));
  return proceedsFen > agreedFen ? `差价 ${apart}，记经营收入` : `低于约定价 ${apart}，记经营支出`;
}
