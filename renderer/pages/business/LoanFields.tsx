import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { RadioField, SelectField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import type { PersonLine } from './draft.ts';
import { type DraftForm, NameField, PayField } from './inputs.tsx';
import { PersonLines } from './lines.tsx';

/** 借款: taken up, repaid, interest accrued and paid. */
export function LoanFields({ form }: { form: DraftForm }) {
  const { kind, term, amountFen } = form.value;
  const isInterest = kind === 'interestAccrued' || kind === 'interestPaid';
  const account = isInterest ? '215' : term === 'short' ? '201' : '231';
  const balances = useCall('business.balances', { account });
  const offers = (balances.value ?? []).map((row) => ({
    name: row.name,
    hint: `${isInterest ? '应付利息' : '欠本金'} ${formatYuan(row.balanceFen)} 元`,
  }));
  return (
    <>
      <NameField {...form.field('lender')} label="出借方" required dim="lender" offers={offers} />
      {!isInterest && (
        <RadioField
          {...form.field('term')}
          label="期限"
          choices={[
            { value: 'short', label: '一年以内（短期借款）' },
            { value: 'long', label: '一年以上（长期借款）' },
          ]}
        />
      )}
      <MoneyField
        label="金额（元）"
        required
        valueFen={amountFen}
        onChange={(fen) => form.set({ amountFen: fen })}
        error={form.errorOf('amountFen')}
      />
      {kind !== 'interestAccrued' && (
        <PayField form={form} label={kind === 'loanReceived' ? '收到' : '付款'} />
      )}
    </>
  );
}

const CHARGES = [
  { value: '401', label: '生产成本', dim: 'costItem', item: '人工' },
  { value: '523', label: '管理费用', dim: 'expenseItem', item: '管理人员工资' },
  { value: '521', label: '经营支出', dim: 'businessItem', item: '产品销售' },
  { value: '141', label: '消耗性生物资产（菌袋等）', dim: 'asset', item: '' },
  { value: '153', label: '在建工程', dim: 'project', item: '' },
] as const;

/** 工资劳务: accrued on what the work was for, then paid by person. */
export function WageFields({ form }: { form: DraftForm }) {
  const { kind, payroll, people, chargeAccount } = form.value;
  const owed = useCall(
    'business.balances',
    kind === 'wagesPaid' ? { account: payroll === 'staff' ? '212' : '213' } : null,
  );
  const charge = CHARGES.find((one) => one.value === chargeAccount) ?? CHARGES[0];
  const open = (owed.value ?? []).flatMap((row): PersonLine[] =>
    row.balanceFen > 0 ? [{ name: row.name, payItem: row.item2Name ?? '', amountFen: row.balanceFen }] : [],
  );
  return (
    <>
      <RadioField
        label="人员"
        value={payroll}
        onChange={(next) => {
          const usual = next === 'staff' ? CHARGES[1] : CHARGES[0];
          form.set({ payroll: next, chargeAccount: usual.value, chargeItem: usual.item });
        }}
        choices={[
          { value: 'labour', label: '临时用工（应付劳务费）' },
          { value: 'staff', label: '管理和固定人员（应付工资）' },
        ]}
      />
      {kind === 'wagesAccrued' ? (
        <>
          <SelectField
            label="记入"
            value={chargeAccount}
            onChange={(next) =>
              form.set({
                chargeAccount: next,
                chargeItem: CHARGES.find((one) => one.value === next)?.item ?? '',
              })
            }
            choices={CHARGES.map(({ value, label }) => ({ value, label }))}
            error={form.errorOf('charge.account')}
          />
          <NameField
            label="项目"
            required
            dim={charge.dim}
            value={form.value.chargeItem}
            onChange={(chargeItem) => form.set({ chargeItem })}
            error={form.errorOf('charge.item')}
          />
        </>
      ) : (
        <PayField form={form} label="付款" />
      )}
      <PersonLines
        lines={people}
        onChange={(lines) => form.set({ people: lines })}
        errorOf={form.errorOf}
        dim={payroll === 'staff' ? 'employee' : 'worker'}
        {...(kind === 'wagesPaid'
          ? { fill: { label: `列出全部未发（${open.length} 笔）`, lines: open } }
          : {})}
      />
    </>
  );
}
