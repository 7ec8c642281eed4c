import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { PayFrom, type Money } from './PayFrom.tsx';

interface Unpaid {
  readonly workerId: number;
  readonly name: string;
  readonly unpaidFen: number;
}

/** Pays what is owed, of a sheet or from before; one person alone may get a part of it. */
export function PayDialog(props: {
  sheet: { id: number; no: string } | null;
  lines: readonly Unpaid[];
  onClose: () => void;
  onPaid: () => void;
}) {
  const { sheet, lines } = props;
  const { today } = useSession();
  const only = lines.length === 1 ? lines[0] : undefined;
  const sumFen = lines.reduce((sum, line) => sum + line.unpaidFen, 0);
  const form = useForm<{ date: string; money: Money; note: string; amountFen: number | null }>({
    date: today,
    money: only ? { kind: 'cash' } : { kind: 'bank' },
    note: '',
    amountFen: only ? only.unpaidFen : null,
  });
  return (
    <Dialog
      title={`发放${sheet ? ` ${sheet.no} ` : '旧欠'}劳务费：${only ? only.name : `${lines.length} 人`}`}
      width={460}
      saveLabel="登记发放"
      form={form}
      onClose={props.onClose}
      onSave={async ({ date, money, note, amountFen }) => {
        if (only && amountFen === null) {
          throw new Refusal('amount_missing', '请填发放金额。', { amountFen: '没有金额' });
        }
        const paid = await call('labour.pay', {
          sheetId: sheet?.id ?? null,
          date,
          money,
          // Who gets less than all is one person alone; "all of it" is said with the figure that was on the screen.
          workers: lines.map(({ workerId, unpaidFen }) => ({
            workerId,
            amountFen: only && amountFen !== null ? amountFen : unpaidFen,
          })),
          note,
        });
        notify(`已登记发放 ${paid.count} 人 ${formatYuan(paid.amountFen)} 元，凭证已生成。`);
        notifyWarnings(paid.warnings);
        props.onPaid();
      }}
      foot={
        <span>
          共 <b>{formatYuan(only ? (form.value.amountFen ?? 0) : sumFen)}</b> 元
        </span>
      }
    >
      <PayFrom
        label="从哪里付"
        value={form.value.money}
        onChange={(money) => form.set({ money })}
        error={form.errorOf('money')}
      />
      <DateField label="发放日期" required {...form.field('date')} />
      {only && (
        <MoneyField
          label="金额（元）"
          required
          valueFen={form.value.amountFen}
          onChange={(amountFen) => form.set({ amountFen })}
          error={form.errorOf('amountFen')}
          hint={`未发 ${formatYuan(only.unpaidFen)}；可以先发一部分`}
        />
      )}
      <TextField label="备注" placeholder="例如：本人签领、由儿子代领" {...form.field('note')} />
      {!only && (
        <p className="form-note">
          每人发足未发的金额。请在钱已经付出以后登记；要让银行代发，请到“银行代发”生成文件，等回单来了再登记。
        </p>
      )}
    </Dialog>
  );
}
