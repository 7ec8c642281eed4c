import { memo } from 'react';
import { AmountCell } from './AmountCell.tsx';
import type { Account, ChartIndex } from './lookup.ts';
import { AccountCell, SlotCell, type Chosen } from './pickers.tsx';
import { slotsOf, type Faults, type Item, type SheetLine, type Side, type Slot, type Stop } from './sheet.ts';

/** What a line asks of the sheet; the same functions for its whole life, so that typing redraws one row. */
export interface LineActions {
  summary: (key: number, text: string) => void;
  account: (key: number, account: Account | null) => void;
  slot: (key: number, slot: Slot, chosen: Chosen) => void;
  quantity: (key: number, text: string) => void;
  amount: (key: number, side: Side, text: string) => void;
  balance: (key: number) => void;
  switchSide: (key: number, from: Side) => void;
  remove: (key: number) => void;
}

/** One line of a voucher being typed: real inputs, so that no first letter of an input method is lost. */
export const LineRow = memo(function LineRow(props: {
  line: SheetLine;
  number: number;
  withQuantity: boolean;
  chart: ChartIndex;
  items: readonly Item[];
  faults: Faults;
  actions: LineActions;
}) {
  const { line, number, actions, faults } = props;
  const { key } = line;
  const cell = (stop: Stop, name: string) => ({
    label: `${name} ${number}`,
    place: { 'data-line': key, 'data-stop': stop },
    invalid: faults[`${key}.${stop}`] !== undefined,
  });
  const amount = (side: Side, name: string) => (
    <td className="voucher-money">
      <AmountCell
        {...cell(side, name)}
        text={line[side]}
        onChange={(text) => actions.amount(key, side, text)}
        onBalance={() => actions.balance(key)}
        onSwitch={() => actions.switchSide(key, side)}
      />
      <Fault faults={faults} at={`${key}.${side}`} />
    </td>
  );
  const summary = cell('summary', '摘要');
  return (
    <tr>
      <td className="voucher-line-no">{number}</td>
      <td>
        <input
          {...summary.place}
          aria-label={summary.label}
          aria-invalid={summary.invalid}
          value={line.summary}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => actions.summary(key, event.target.value)}
        />
        <Fault faults={faults} at={`${key}.summary`} />
      </td>
      <td>
        <AccountCell
          {...cell('account', '科目')}
          chart={props.chart}
          account={line.account}
          onPick={(account) => actions.account(key, account)}
        />
        <Fault faults={faults} at={`${key}.account`} />
      </td>
      <td className="voucher-slots">
        {slotsOf(line).map((slot) => (
          <div key={slot.stop}>
            <SlotCell
              {...cell(slot.stop, slot.stop === 'item2' ? '第二项辅助核算' : '辅助核算')}
              slot={slot}
              line={line}
              items={props.items}
              onPick={(chosen) => actions.slot(key, slot, chosen)}
            />
            <Fault faults={faults} at={`${key}.${slot.stop}`} />
          </div>
        ))}
        {line.item?.isPovertyAsset && <PovertyMark />}
      </td>
      {props.withQuantity && (
        <td className="voucher-money">
          {line.account?.withQuantity && (
            <input
              {...cell('quantity', '数量').place}
              className="figures"
              aria-label={`数量 ${number}`}
              aria-invalid={faults[`${key}.quantity`] !== undefined}
              inputMode="decimal"
              value={line.quantity}
              maxLength={20}
              autoComplete="off"
              onFocus={(event) => event.target.select()}
              onChange={(event) => actions.quantity(key, event.target.value)}
            />
          )}
          <Fault faults={faults} at={`${key}.quantity`} />
        </td>
      )}
      {amount('debit', '借方')}
      {amount('credit', '贷方')}
      <td className="voucher-line-no">
        <button
          type="button"
          className="voucher-remove"
          tabIndex={-1}
          aria-label={`去掉第 ${number} 行`}
          title="去掉这一行（Ctrl+Delete）"
          onClick={() => actions.remove(key)}
        >
          ×
        </button>
      </td>
    </tr>
  );
});

function Fault({ faults, at }: { faults: Faults; at: string }) {
  const sentence = faults[at];
  return sentence ? <div className="field-error">{sentence}</div> : null;
}

/** 是否扶贫项目资产 follows from the asset or project and is not asked again. */
export function PovertyMark() {
  return <span className="voucher-poverty">扶贫项目资产</span>;
}
