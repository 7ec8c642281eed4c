import { CheckField, NumberField, PercentField, SelectField } from '../../parts/Field.tsx';
import type { Form } from '../../parts/useForm.ts';
import type { ReckoningDraft } from './draft.ts';

/** How interest, penalties and the subsidised part are reckoned. */
export function ReckoningFields<T extends ReckoningDraft>({ form }: { form: Form<T> }) {
  const value: ReckoningDraft = form.value;
  const set = (change: Partial<ReckoningDraft>): void => form.set(change as Partial<T>);
  const field = <K extends keyof ReckoningDraft>(name: K) => ({
    value: value[name],
    onChange: (next: ReckoningDraft[K]) => set({ [name]: next }),
    error: form.errorOf(name),
  });
  return (
    <>
      <SelectField
        {...field('settlement')}
        label="结息方式"
        choices={[
          { value: 'quarterly', label: '按季' },
          { value: 'monthly', label: '按月' },
          { value: 'at-maturity', label: '到期一次' },
        ]}
      />
      <NumberField {...field('settlementDay')} label="结息日" suffix="日" />
      <SelectField
        {...field('basis')}
        label="日利率"
        choices={[
          { value: '360', label: '年利率 ÷ 360' },
          { value: '365', label: '年利率 ÷ 365' },
        ]}
      />
      <SelectField
        {...field('mode')}
        label="计息方式"
        choices={[
          { value: 'actual-days', label: '实际天数' },
          { value: 'whole-periods', label: '整年整月' },
          { value: 'whole-periods-odd-days', label: '整年整月加零头天数' },
        ]}
      />
      <SelectField
        {...field('rateKind')}
        label="利率方式"
        choices={[
          { value: 'contract', label: '合同利率（变动从当天起）' },
          { value: 'yearly', label: '按年调整' },
        ]}
      />
      <SelectField
        {...field('resetOn')}
        label="按年调整的日子"
        disabled={value.rateKind === 'contract'}
        choices={[
          { value: 'anniversary', label: '放款日对应日' },
          { value: 'new-year', label: '每年 1 月 1 日' },
        ]}
      />
      <PercentField {...field('penaltyPercent')} label="逾期罚息加收" />
      <PercentField {...field('misusePercent')} label="挪用罚息加收" />
      <SelectField
        {...field('repaidFirst')}
        label="还本先还哪部分"
        choices={[
          { value: 'excess', label: '先还超过上限的部分' },
          { value: 'pro-rata', label: '按比例' },
          { value: 'subsidised', label: '先还贴息的部分' },
        ]}
      />
      <div className="three loan-checks">
        <CheckField {...field('compounds')} label="对欠息计复利" />
        <CheckField {...field('interestWithPrincipal')} label="还本时同时收所还部分的利息" />
        <CheckField {...field('subsidisesExtension')} label="展期后继续贴息" />
      </div>
    </>
  );
}
