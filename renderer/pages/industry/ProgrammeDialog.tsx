import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { MoneyField, readAmount } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { type Awards, BASES, type Kind, type Terms } from './words.ts';

/** A rate as it is typed; a kind without one gets nothing. */
interface TypedRate {
  readonly rate: string;
  readonly fromScale: string;
  readonly cap: string;
}

interface Typed {
  year: string;
  name: string;
  basis: Terms['basis'];
  document: string;
  fund: string;
  monthFen: number | null;
  capFen: number | null;
  note: string;
  rates: Readonly<Record<string, TypedRate>>;
}

const NO_RATE: TypedRate = { rate: '', fromScale: '', cap: '' };

/** 奖补项目: what for, by which document, by which rates. */
export function ProgrammeDialog(props: { year: number; given: Awards | null; onClose: () => void }) {
  const { given } = props;
  const programme = given?.programme;
  const kinds = (useCall('industry.kinds', {}).value ?? []).filter(
    (kind) => kind.enabled || given?.rates.some((rate) => rate.kindId === kind.id),
  );
  const form = useForm<Typed>(() => ({
    year: String(programme?.year ?? props.year),
    name: programme?.name ?? '',
    basis: programme?.basis ?? 'scale',
    document: programme?.document ?? '',
    fund: programme?.fund ?? '',
    monthFen: programme?.monthFen ?? null,
    capFen: programme?.capFen ?? null,
    note: programme?.note ?? '',
    rates: Object.fromEntries(
      (given?.rates ?? []).map(({ kindId, rate, fromScale, capFen }) => [
        String(kindId),
        {
          rate,
          fromScale: fromScale === '0' ? '' : fromScale,
          cap: capFen === null ? '' : String(capFen / 100),
        },
      ]),
    ),
  }));
  const { basis } = form.value;
  return (
    <Dialog
      title={programme ? `修改奖补项目：${programme.name}` : '新奖补项目'}
      width={600}
      form={form}
      disabled={form.value.name.trim() === ''}
      onClose={props.onClose}
      onSave={async (value) => {
        const saved = await call('awards.saveProgramme', {
          ...(programme ? { id: programme.id } : {}),
          terms: termsOf(value, kinds),
        });
        notify(`奖补项目“${value.name}”已保存。`);
        notifyWarnings(saved.warnings);
        if (!programme) go('industry', saved.id);
      }}
    >
      <div className="industry-row">
        <NumberField {...form.field('year')} label="年度" required />
        <TextField
          {...form.field('name')}
          label="项目名称"
          required
          maxLength={60}
          placeholder="例如：香菇产业奖补"
        />
      </div>
      <SelectField
        {...form.field('basis')}
        label="补助方式"
        choices={BASES}
        hint={BASES.find((one) => one.value === basis)?.hint ?? ''}
      />
      <div className="industry-row">
        <TextField {...form.field('document')} label="资金文件" placeholder="略财农〔2018〕86号" />
        <TextField {...form.field('fund')} label="资金来源" placeholder="财政衔接资金、苏陕协作…" />
      </div>
      {basis === 'work' && (
        <MoneyField
          label="每月补助（元）"
          required
          valueFen={form.value.monthFen}
          onChange={(monthFen) => form.set({ monthFen })}
          error={form.errorOf('monthFen')}
        />
      )}
      {basis === 'scale' && (
        <>
          <table className="award-rates" aria-label="补助标准">
            <thead>
              <tr>
                <th>产业项目</th>
                <th>每单位补助（元）</th>
                <th>从多少起补</th>
                <th>每户这一项最多（元）</th>
              </tr>
            </thead>
            <tbody>
              {kinds.map((kind) => (
                <RateRow
                  key={kind.id}
                  kind={kind}
                  value={form.value.rates[kind.id] ?? NO_RATE}
                  onChange={(rate) => form.set({ rates: { ...form.value.rates, [kind.id]: rate } })}
                />
              ))}
            </tbody>
          </table>
          {form.errorOf('rates') && <div className="field-error">{form.errorOf('rates')}</div>}
        </>
      )}
      {basis !== 'fixed' && (
        <MoneyField
          label="每户合计最多（元）"
          valueFen={form.value.capFen}
          onChange={(capFen) => form.set({ capFen })}
          hint={basis === 'scale' ? '不填就没有上限；超过时各项按比例压减' : '不填就没有上限'}
          error={form.errorOf('capFen')}
        />
      )}
      <TextField {...form.field('note')} label="备注" />
    </Dialog>
  );
}

function RateRow(props: { kind: Kind; value: TypedRate; onChange: (rate: TypedRate) => void }) {
  const { kind, value, onChange } = props;
  const input = (name: keyof TypedRate, label: string, placeholder: string) => (
    <input
      className="figures"
      inputMode="decimal"
      aria-label={`${kind.name}${label}`}
      value={value[name]}
      placeholder={placeholder}
      maxLength={16}
      autoComplete="off"
      onFocus={(event) => event.target.select()}
      onChange={(event) =>
        onChange({ ...value, [name]: toHalfWidth(event.target.value).replace(/[,\s]/gu, '') })
      }
    />
  );
  return (
    <tr className={value.rate === '' ? 'off' : ''}>
      <td>
        {kind.name}（{kind.unit}）
      </td>
      <td>{input('rate', '每单位补助', '不补')}</td>
      <td>{input('fromScale', '起补规模', '0')}</td>
      <td>{input('cap', '上限', '不限')}</td>
    </tr>
  );
}

function termsOf(value: Typed, kinds: readonly Kind[]): Terms {
  const { year, name, basis, document, fund, monthFen, capFen, note } = value;
  return {
    ...{ year: Number(year), name, basis, document, fund, monthFen, note },
    capFen: basis === 'fixed' ? null : capFen,
    rates: basis !== 'scale' ? [] : kinds.flatMap((kind) => rateOf(kind, value.rates[kind.id] ?? NO_RATE)),
  };
}

function rateOf(kind: Kind, { rate, fromScale, cap }: TypedRate): Terms['rates'] {
  if (rate === '') return [];
  const capped = readAmount(cap, false);
  if (capped.error !== undefined) {
    throw new Refusal('cap_wrong', `${kind.name}的上限：${capped.error}`, {
      rates: `${kind.name}的上限：${capped.error}`,
    });
  }
  return [{ kindId: kind.id, rate, fromScale: fromScale || '0', capFen: capped.fen }];
}
