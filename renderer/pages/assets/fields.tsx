import { useId } from 'react';
import { FUNDING_NAMES } from '../../../shared/rules/assetWords.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { Field, NumberField, SelectField, TextField, type FieldProps } from '../../parts/Field.tsx';
import { Lines } from '../../parts/Lines.tsx';
import { MemberPicker } from '../../parts/MemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { yuanOrDash } from '../../parts/Stat.tsx';
import { NameField } from '../business/inputs.tsx';
import {
  type FundingLine,
  type FundingSource,
  monthsOf,
  NO_FUNDING,
  type PayerDraft,
  type TermsDraft,
} from './typed.ts';

/** A word typed or picked from those used so far. */
export function WordField(
  props: FieldProps & {
    value: string;
    onChange: (value: string) => void;
    words: readonly string[];
    placeholder?: string;
    autoFocus?: boolean;
  },
) {
  const list = useId();
  return (
    <Field {...props}>
      {(control) => (
        <>
          <input
            {...control}
            list={list}
            value={props.value}
            placeholder={props.placeholder}
            autoFocus={props.autoFocus}
            maxLength={50}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => props.onChange(event.target.value)}
          />
          <datalist id={list}>
            {props.words.map((word) => (
              <option key={word} value={word} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** Cash, a bank account, or (where it may wait) owed: as one word, 'later', 'cash', 'bank:ID'. */
export function PayField(
  props: FieldProps & { value: string; onChange: (value: string) => void; later?: string },
) {
  const banks = useCall('items.list', { dim: 'bank' });
  const accounts = (banks.value ?? []).filter((bank) => bank.enabled);
  // 'bank' stands for the usual one until its number is known.
  const value = props.value === 'bank' && accounts[0] ? `bank:${accounts[0].id}` : props.value;
  return (
    <SelectField
      {...props}
      value={value}
      choices={[
        ...(props.later ? [{ value: 'later', label: props.later }] : []),
        ...accounts.map((bank) => ({ value: `bank:${bank.id}`, label: `银行存款：${bank.name}` })),
        ...(accounts.length === 0 ? [{ value: 'bank', label: '银行存款' }] : []),
        { value: 'cash', label: '库存现金' },
      ]}
    />
  );
}

export function PayerFields(props: {
  value: PayerDraft;
  set: (change: Partial<PayerDraft>) => void;
  errorOf: (name: string) => string | undefined;
}) {
  const { value, set, errorOf } = props;
  return (
    <>
      <SelectField
        label="收到哪里、谁欠着"
        value={value.payer}
        onChange={(payer) => set({ payer })}
        error={errorOf('payer')}
        choices={[
          { value: 'money', label: '已经收到' },
          { value: 'party', label: '还没收：保险公司、买方（应收款）' },
          { value: 'member', label: '还没收：社员（成员往来）' },
        ]}
      />
      {value.payer === 'money' && (
        <PayField label="收到" value={value.pay} onChange={(pay) => set({ pay })} error={errorOf('money')} />
      )}
      {value.payer === 'party' && (
        <NameField
          label="对方"
          required
          dim="counterparty"
          placeholder="保险公司、废品站…"
          value={value.party}
          onChange={(party) => set({ party })}
          error={errorOf('payer.name')}
        />
      )}
      {value.payer === 'member' && (
        <MemberPicker
          label="社员"
          required
          value={value.member}
          onChange={(member) => set({ member })}
          error={errorOf('memberId')}
        />
      )}
    </>
  );
}

/** 资金来源: each with its amount; below, what they add up to against the cost, as it is typed. */
export function FundingLines(props: {
  lines: readonly FundingLine[];
  onChange: (lines: FundingLine[]) => void;
  costFen: number | null;
  /** What the sum must be: 原值, 改建金额. */
  whole: string;
  /** What it means when nothing is filled in; without it they must be. */
  untouched?: string;
  error?: string | undefined;
}) {
  const { lines, costFen, whole } = props;
  const sumFen = lines.reduce((sum, line) => sum + (line.amountFen ?? 0), 0);
  const gapFen = (costFen ?? 0) - sumFen;
  const last = lines.at(-1);
  const untouched =
    props.untouched !== undefined && sumFen === 0 && lines.every((line) => line.note.trim() === '');
  return (
    <>
      {props.error && <p className="wide field-error">{props.error}</p>}
      <Lines
        label="资金来源"
        heads={['资金来源', '项目、单位', '金额（元）']}
        lines={lines}
        empty={NO_FUNDING}
        isEmpty={(line) => line.note === '' && line.amountFen === null}
        onChange={props.onChange}
        foot={
          <>
            {costFen !== null && gapFen > 0 && last && last.amountFen === null && (
              <button
                type="button"
                className="button quiet"
                title={`把差的 ${formatYuan(gapFen)} 元填在最后一行`}
                onClick={() => props.onChange([...lines.slice(0, -1), { ...last, amountFen: gapFen }])}
              >
                余下的填在最后一行
              </button>
            )}
            合计 <b>{yuanOrDash(sumFen)}</b>
            {costFen === null ? (
              <span className="quiet">{whole}还没有填</span>
            ) : untouched ? (
              <span className="quiet">{props.untouched}</span>
            ) : gapFen === 0 ? (
              <span className="tag good">等于{whole}</span>
            ) : (
              <span className="tag bad">
                比{whole}
                {gapFen > 0 ? '少' : '多'} {formatYuan(Math.abs(gapFen))}
              </span>
            )}
          </>
        }
      >
        {(line, change, at) => (
          <>
            <td>
              <SelectField
                bare
                label={`第 ${at + 1} 行来源`}
                value={line.source}
                onChange={(source) => change({ source })}
                choices={(Object.keys(FUNDING_NAMES) as FundingSource[]).map((value) => ({
                  value,
                  label: FUNDING_NAMES[value],
                }))}
              />
            </td>
            <td>
              <TextField
                bare
                label={`第 ${at + 1} 行项目`}
                value={line.note}
                onChange={(note) => change({ note })}
                maxLength={50}
              />
            </td>
            <td>
              <MoneyField
                bare
                label={`第 ${at + 1} 行资金`}
                valueFen={line.amountFen}
                onChange={(amountFen) => change({ amountFen })}
              />
            </td>
          </>
        )}
      </Lines>
    </>
  );
}

/** 折旧: by what method, how long, what is left at the end. */
export function TermsFields(props: {
  value: TermsDraft;
  set: (change: Partial<TermsDraft>) => void;
  errorOf: (name: string) => string | undefined;
  disabled?: boolean;
}) {
  const { value, set, errorOf } = props;
  const off = props.disabled ? { disabled: true } : {};
  return (
    <>
      <SelectField
        label="折旧方法"
        value={value.method}
        {...off}
        onChange={(method) => set({ method })}
        error={errorOf('method')}
        choices={[
          { value: 'straight-line', label: '年限平均法' },
          { value: 'units', label: '工作量法' },
        ]}
      />
      <div className="pair">
        <NumberField
          label="使用年限"
          required
          {...off}
          value={value.years}
          suffix="年"
          onChange={(years) => set({ years })}
          error={
            errorOf('lifeMonths') ??
            (value.years !== '' && monthsOf(value.years) === null ? '要合整月' : undefined)
          }
        />
        <NumberField
          label="净残值率"
          required
          {...off}
          value={value.residual}
          suffix="%"
          onChange={(residual) => set({ residual })}
          error={errorOf('residual') ?? errorOf('residualPercent')}
        />
      </div>
      {value.method === 'units' && (
        <div className="pair">
          <NumberField
            label="预计总工作量"
            required
            value={value.units}
            onChange={(units) => set({ units })}
            error={errorOf('units')}
          />
          <TextField
            label="工作量单位"
            required
            value={value.workUnit}
            placeholder="小时、筒、公里"
            maxLength={10}
            onChange={(workUnit) => set({ workUnit })}
            error={errorOf('workUnit')}
          />
        </div>
      )}
    </>
  );
}
