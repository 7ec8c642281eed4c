import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, PercentField, SelectField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Loan } from './words.ts';

interface Draft {
  what: 'interest' | 'subsidy';
  from: string;
  percent: string;
  whose: 'all' | 'shown';
}

/** Another rate, or another ratio of subsidy, for many loans from a day on. */
export function RatesDialog({ shown, onClose }: { shown: readonly Loan[]; onClose: () => void }) {
  const { today } = useSession();
  const owed = shown.filter((loan) => loan.balanceFen > 0);
  const form = useForm<Draft>(() => ({
    what: 'subsidy',
    from: `${Number(today.slice(0, 4)) + 1}-01-01`,
    percent: '',
    whose: 'all',
  }));
  const { what } = form.value;
  return (
    <Dialog
      title="批量调利率或贴息比例"
      form={form}
      width={520}
      saveLabel="调整"
      disabled={form.value.percent.trim() === ''}
      onClose={onClose}
      onSave={async ({ from, percent, whose }) => {
        const done = await call('loans.changeRates', {
          what,
          from,
          percent: percent.trim(),
          ...(whose === 'shown' ? { loanIds: owed.map((loan) => loan.id) } : {}),
        });
        notify(
          `${done.changed} 笔贷款从 ${from} 起${what === 'interest' ? '年利率' : '贴息比例'} ${percent}%。`,
        );
        notifyWarnings(done.warnings);
      }}
    >
      <div className="fields">
        <SelectField
          {...form.field('what')}
          label="调什么"
          choices={[
            { value: 'subsidy', label: '贴息比例' },
            { value: 'interest', label: '年利率' },
          ]}
        />
        <SelectField
          {...form.field('whose')}
          label="哪些贷款"
          choices={[
            { value: 'all', label: '这天还有余额的全部贷款' },
            { value: 'shown', label: `现在列出的 ${owed.length} 笔` },
          ]}
        />
        <DateField {...form.field('from')} label="从哪天起" required />
        <PercentField
          {...form.field('percent')}
          label={what === 'interest' ? '新的年利率' : '新的贴息比例'}
          placeholder={what === 'interest' ? '4.65' : '70'}
        />
        <p className="wide form-note">
          这天以前的利息和贴息不变；已经登记的结息也不变，要改的到“结息”里撤销后重结。
        </p>
      </div>
    </Dialog>
  );
}
