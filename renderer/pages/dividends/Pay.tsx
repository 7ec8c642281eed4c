import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, RadioField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { type Line } from './run.ts';

/** Pays members what is payable, in cash or by transfer; one member alone may get a part of it. */
export function Pay(props: {
  runId: number;
  lines: readonly Line[];
  onClose: () => void;
  onPaid: () => void;
}) {
  const { lines } = props;
  const { today } = useSession();
  const only = lines.length === 1 ? lines[0] : undefined;
  const sumFen = lines.reduce((sum, line) => sum + line.payableFen, 0);
  const form = useForm<{ date: string; method: 'cash' | 'transfer'; note: string; amountFen: number | null }>(
    {
      date: today,
      method: only ? 'cash' : 'transfer',
      note: '',
      amountFen: only ? only.payableFen : null,
    },
  );
  return (
    <Dialog
      title={only ? `发放给 ${only.memberNo} ${only.name}` : `发放给 ${lines.length} 户`}
      width={460}
      saveLabel="登记发放"
      form={form}
      onClose={props.onClose}
      onSave={async ({ date, method, note, amountFen }) => {
        if (only && amountFen === null) {
          throw new Refusal('amount_missing', '请填发放金额。', { amountFen: '没有金额' });
        }
        const members = lines.map(({ memberId }) =>
          only && amountFen !== null ? { memberId, amountFen } : { memberId },
        );
        const paid = await call('dividends.pay', { runId: props.runId, date, method, members, note });
        notify(`已登记发放 ${paid.count} 户 ${formatYuan(paid.amountFen)} 元。`);
        props.onPaid();
      }}
      foot={
        <span>
          共 <b>{formatYuan(only ? (form.value.amountFen ?? 0) : sumFen)}</b> 元
        </span>
      }
    >
      <RadioField
        label="方式"
        choices={[
          { value: 'cash', label: '现金' },
          { value: 'transfer', label: '转账' },
        ]}
        {...form.field('method')}
      />
      <DateField label="发放日期" required {...form.field('date')} />
      {only && (
        <MoneyField
          label="金额（元）"
          required
          valueFen={form.value.amountFen}
          onChange={(amountFen) => form.set({ amountFen })}
          error={form.errorOf('amountFen')}
          hint={`未发 ${formatYuan(only.payableFen)}；可以先发一部分`}
        />
      )}
      <TextField label="备注" placeholder="例如：本人签领、由儿子代领" {...form.field('note')} />
      {!only && (
        <p className="form-note">
          每户发足未发的金额。请在钱已经付出以后登记；要让银行代发，请到“银行代发”生成文件，等回单来了再登记。
        </p>
      )}
    </Dialog>
  );
}
