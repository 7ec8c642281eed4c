import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { type Line, type RunHead } from './run.ts';

/** Turns a member's distributed surplus into share capital instead of paying it out. */
export function ConvertToShares(props: {
  run: RunHead;
  line: Line;
  onClose: () => void;
  onDone: () => void;
}) {
  const { run, line } = props;
  const { today } = useSession();
  const form = useForm<{ date: string; amountFen: number | null; resolution: string }>({
    date: today,
    amountFen: line.payableFen,
    resolution: run.meeting?.resolution ?? '',
  });
  return (
    <Dialog
      title={`盈余转股：${line.memberNo} ${line.name}`}
      width={460}
      saveLabel="转为股金"
      form={form}
      onClose={props.onClose}
      onSave={async ({ date, amountFen, resolution }) => {
        if (amountFen === null)
          throw new Refusal('amount_missing', '请填转股金额。', { amountFen: '没有金额' });
        const done = await call('shares.fromSurplus', {
          runId: run.id,
          memberId: line.memberId,
          date,
          amountFen,
          resolution,
        });
        notify(
          `${line.name} 的 ${formatYuan(amountFen)} 元已转为股金${done.receiptNo ? `，收据 ${done.receiptNo}` : ''}。`,
        );
        props.onDone();
        notifyWarnings(done.warnings);
      }}
    >
      <MoneyField
        label="转股金额（元）"
        required
        valueFen={form.value.amountFen}
        onChange={(amountFen) => form.set({ amountFen })}
        error={form.errorOf('amountFen')}
        hint={`未发 ${formatYuan(line.payableFen)}`}
      />
      <DateField label="日期" required {...form.field('date')} />
      <TextField label="决议文号" required {...form.field('resolution')} />
      <p className="form-note">
        依据：农民专业合作社法第四十四条末款，经成员大会表决，可分配盈余可以转为对合作社的出资，记在本人账户。
      </p>
    </Dialog>
  );
}
