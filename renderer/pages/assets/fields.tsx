import { useId } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import { FUNDING_NAMES } from '../../../shared/rules/assetWords.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { Field, NumberField, SelectField, TextField, type FieldProps } from '../../parts/Field.tsx';
import { Lines } from '../../parts/Lines.tsx';
import { MemberPicker } from '../../parts/MemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { yuanOrDash } from '../../parts/Stat.tsx';
import { moneyOf, type Someone } from '../business/draft.ts';
import { NameField } from '../business/inputs.tsx';

export type FundingSource = keyof typeof FUNDING_NAMES;

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

export type Payer = NonNullable<Input<'disposals.proceeds'>['payer']>;

/** Who pays: money that is there, a member who owes it, somebody else who does. */
export interface PayerDraft {
  payer: 'money' | 'party' | 'member';
  pay: string;
  party: string;
  member: Someone | null;
}

export const NO_PAYER: PayerDraft = { payer: 'money', pay: 'bank', party: '', member: null };

export function payerOf(draft: PayerDraft): Payer | null {
  if (draft.payer === 'member') return draft.member && { kind: 'member', memberId: draft.member.id };
  if (draft.payer === 'party') {
    const name = draft.party.trim();
    return name === '' ? null : { kind: 'party', name };
  }
  const money = moneyOf(draft.pay);
  return money && { kind: 'money', money };
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

export interface FundingLine {
  source: FundingSource;
  note: string;
  amountFen: number | null;
}

export const NO_FUNDING: FundingLine = { source: 'own', note: '', amountFen: null };

/** 资金来源: each with its amount; below, what they add up to against the cost, as it is typed. */
export function FundingLines(props: {
  lines: readonly FundingLine[];
  onChange: (lines: FundingLine[]) => void;
  costFen: number | null;
  /** What the sum must be: 原值, 改建金额. */
  whole: string;
  error?: string | undefined;
}) {
  const { lines, costFen, whole } = props;
  const sumFen = lines.reduce((sum, line) => sum + (line.amountFen ?? 0), 0);
  const gapFen = (costFen ?? 0) - sumFen;
  const last = lines.at(-1);
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

/** The filled lines; null where one is begun and not finished, or there is none. */
export function fundingOf(
  lines: readonly FundingLine[],
): { source: FundingSource; note: string; amountFen: number }[] | null {
  const begun = lines.filter((line) => line.note.trim() !== '' || line.amountFen !== null);
  const whole = begun.flatMap(({ source, note, amountFen }) =>
    amountFen ? [{ source, note: note.trim(), amountFen }] : [],
  );
  return whole.length > 0 && whole.length === begun.length ? whole : null;
}

export interface TermsDraft {
  method: 'straight-line' | 'units';
  /** Years as typed: 10, 2.5. */
  years: string;
  residual: string;
  units: string;
  workUnit: string;
}

/** Whole months of a life given in years; null when it is none. */
export function monthsOf(years: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/u.exec(years.trim());
  if (!match) return null;
  const hundredths = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  const months = (hundredths * 12) / 100;
  return Number.isInteger(months) && months > 0 ? months : null;
}

/** Years of a life in months, as they are typed. */
export function yearsText(months: number): string {
  return months % 12 === 0 ? String(months / 12) : String(Math.round((months / 12) * 100) / 100);
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
