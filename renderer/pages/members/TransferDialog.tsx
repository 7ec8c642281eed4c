import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { MemberPicker, type Member } from '../../parts/MemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';

/** 转让: capital from one member to another; the total stays what it is. */
export function TransferDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({
    from: member,
    to: null as Member | null,
    date: today,
    amountFen: null as number | null,
    agreement: '',
    note: '',
  });
  type Value = typeof form.value;
  const { from, to, amountFen, agreement } = form.value;
  async function save(value: Value): Promise<void> {
    if (!value.from || !value.to || value.amountFen === null) return;
    const saved = await call('shares.transfer', {
      fromMemberId: value.from.id,
      toMemberId: value.to.id,
      date: value.date,
      amountFen: value.amountFen,
      agreement: value.agreement,
      note: value.note,
    });
    notifyWarnings(saved.warnings);
    notify(`已登记 ${value.from.name} 转让 ${formatYuan(value.amountFen)} 元给 ${value.to.name}。`);
  }
  return (
    <Dialog
      title="转让"
      form={form}
      onSave={save}
      onClose={onClose}
      disabled={!from || !to || amountFen === null || agreement.trim() === ''}
    >
      <div className="fields">
        <MemberPicker
          label="转让人"
          required
          value={from}
          onChange={(picked) => form.set({ from: picked })}
          exclude={to ? [to.id] : []}
          error={form.errorOf('fromMemberId')}
          hint={from ? `现有出资 ${formatYuan(from.capitalFen)} 元` : undefined}
        />
        <MemberPicker
          label="受让人"
          required
          value={to}
          onChange={(picked) => form.set({ to: picked })}
          exclude={from ? [from.id] : []}
          error={form.errorOf('toMemberId')}
          hint="只能转给本社社员"
        />
        <MoneyField
          label="金额（元）"
          required
          valueFen={amountFen}
          onChange={(next) => form.set({ amountFen: next })}
          error={form.errorOf('amountFen')}
        />
        <DateField {...form.field('date')} label="转让日期" required />
        <TextField {...form.field('agreement')} label="转让协议" required placeholder="协议编号或日期" />
        <TextField {...form.field('note')} label="备注" />
      </div>
    </Dialog>
  );
}
