import type { Output } from '../../../shared/contract/index.ts';
import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, RadioField, TextField } from '../../parts/Field.tsx';
import { MemberPicker, type Member } from '../../parts/MemberPicker.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';

type Withdrawal = Output<'members.get'>['withdrawals'][number];

/** 申请退社: the answer says on which year end the membership ends, and why. */
export function WithdrawDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({ member, appliedOn: today, document: '' });
  type Value = typeof form.value;
  const chosen = form.value.member;
  async function save(value: Value): Promise<void> {
    if (!value.member) return;
    const saved = await call('shares.requestWithdrawal', {
      memberId: value.member.id,
      appliedOn: value.appliedOn,
      document: value.document,
    });
    // Why on that day stands in the drawer, under the application.
    notify(`已登记 ${value.member.name} 的退社申请，${saved.effectiveOn} 终止社员资格。`);
  }
  return (
    <Dialog
      title="申请退社"
      form={form}
      onSave={save}
      onClose={onClose}
      saveLabel="登记申请"
      disabled={!chosen || form.value.document.trim() === ''}
    >
      <p>先登记书面申请；社员资格到会计年度末终止，那时再“办理退社”，退还出资和公积金份额。</p>
      <MemberPicker
        label="社员"
        required
        value={chosen}
        onChange={(picked) => form.set({ member: picked })}
        error={form.errorOf('memberId')}
      />
      <div className="fields">
        <DateField {...form.field('appliedOn')} label="申请日期" required />
        <TextField {...form.field('document')} label="书面申请" required placeholder="退社申请书编号" />
      </div>
    </Dialog>
  );
}

/** 办理退社: pays out capital and the share of the reserve after membership has ended. */
export function EffectDialog({ withdrawal, onClose }: { withdrawal: Withdrawal; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({
    date: today > withdrawal.effectiveOn ? today : withdrawal.effectiveOn,
    document: '',
    paid: 'owed' as 'owed' | 'cash' | 'bank',
  });
  return (
    <Dialog
      title={`办理退社 ${withdrawal.memberNo} ${withdrawal.memberName}`}
      form={form}
      onClose={onClose}
      saveLabel="办理退社"
      danger
      onSave={async (value) => {
        const { date, document, paid } = value;
        const saved = await call('shares.effectWithdrawal', {
          id: withdrawal.id,
          date,
          document,
          ...(paid === 'owed' ? {} : { paidWith: { kind: paid } }),
        });
        notifyWarnings(saved.warnings);
        notify(`已办理 ${withdrawal.memberName} 退社。`);
      }}
    >
      <p>{withdrawal.explanation}</p>
      <Stat label="退还出资" valueFen={withdrawal.capitalFen} />
      <Stat
        label="退还公积金份额"
        valueFen={withdrawal.reserveShareFen}
        hint="财政补助和捐赠量化的份额不退"
      />
      <div className="fields">
        <DateField
          {...form.field('date')}
          label="办理日期"
          required
          hint={`不早于 ${withdrawal.effectiveOn}`}
        />
        <TextField {...form.field('document')} label="凭据" placeholder="退社结算单号" />
        <div className="wide">
          <RadioField
            {...form.field('paid')}
            label="退款"
            choices={[
              { value: 'owed', label: '先挂成员往来' },
              { value: 'cash', label: '现金付清' },
              { value: 'bank', label: '银行转账付清' },
            ]}
          />
        </div>
      </div>
    </Dialog>
  );
}
