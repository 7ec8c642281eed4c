import { formatYuan } from '../../../shared/rules/money.ts';
import type { Input } from '../../../shared/contract/index.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { WordField } from '../assets/fields.tsx';
import { useFund } from './context.ts';
import { FundMemberPicker } from './fields.tsx';
import type { FundMember } from './words.ts';

interface Draft {
  member: FundMember | null;
  date: string;
  amountFen: number | null;
  months: string;
  method: 'lump' | 'instalments';
  purpose: string;
  note: string;
  printing: boolean;
}

/** The slip a member brings in: who, how much, for how long, what for. */
export function ApplyDialog(props: {
  onClose: () => void;
  onSaved: (id: number, printing: boolean) => void;
}) {
  const fund = useFund();
  const { today } = useSession();
  const { settings } = fund;
  const loans = useCall('fund.loans', { entityId: fund.id });
  const purposes = [...new Set((loans.value ?? []).map((loan) => loan.purpose))].slice(0, 20);
  const form = useForm<Draft>(() => ({
    member: null,
    date: today,
    amountFen: null,
    months: String(settings.maxMonths),
    method: 'lump',
    purpose: '',
    note: '',
    printing: true,
  }));
  const { member } = form.value;
  const isFirst = member !== null && !(loans.value ?? []).some((loan) => loan.memberId === member.id);
  const capFen =
    isFirst && settings.firstLoanCapFen !== null ? settings.firstLoanCapFen : settings.loanCapFen;
  return (
    <Dialog
      title="受理借款申请"
      form={form}
      width={560}
      saveLabel="登记申请"
      onClose={props.onClose}
      disabled={member === null || form.value.amountFen === null}
      onSave={async (draft) => {
        const saved = await call('fund.apply', applicationOf(fund.id, draft));
        notify(`${draft.member?.name ?? ''}的申请已登记，编号 ${saved.applicationNo}。下一步：小组联保。`);
        notifyWarnings(saved.warnings);
        props.onSaved(saved.id, draft.printing);
        return false;
      }}
    >
      <div className="fields">
        <div className="wide">
          <FundMemberPicker
            label="申请人"
            required
            value={member}
            onChange={(next) => form.set({ member: next })}
            error={form.errorOf('memberId')}
            hint={member ? memberWords(member) : '一户一人，须已入会并在互助小组里'}
          />
        </div>
        <MoneyField
          label="申请金额（元）"
          required
          valueFen={form.value.amountFen}
          onChange={(amountFen) => form.set({ amountFen })}
          error={form.errorOf('amountFen')}
          hint={`最多 ${formatYuan(capFen)} 元${isFirst && settings.firstLoanCapFen !== null ? '（首次借款）' : ''}`}
        />
        <WordField
          {...form.field('purpose')}
          label="用途"
          required
          words={purposes}
          placeholder="香菇、养蜂…只借生产用"
        />
        <NumberField
          {...form.field('months')}
          label="期限"
          required
          suffix="个月"
          hint={`最长 ${settings.maxMonths} 个月`}
        />
        <SelectField
          {...form.field('method')}
          label="还款方式"
          choices={[
            { value: 'lump', label: '整借整还（到期一次还）' },
            { value: 'instalments', label: '整借零还（按月等额还本金）' },
          ]}
        />
        <DateField {...form.field('date')} label="申请日期" required max={today} />
        <TextField {...form.field('note')} label="备注" />
        <CheckField {...form.field('printing')} label="保存后打印申请审批表" />
      </div>
    </Dialog>
  );
}

function memberWords(member: FundMember): string {
  return [
    member.guaranteeGroup === '' ? '还没有互助小组' : member.guaranteeGroup,
    member.ownFen > 0 ? `互助金 ${member.ownFen / 100} 元` : '没有交互助金',
    member.loanFen > 0 ? `还有借款 ${member.loanFen / 100} 元` : '没有借款',
  ].join('，');
}

function applicationOf(entityId: number, draft: Draft): Input<'fund.apply'> {
  const { member, amountFen, months, date, method, purpose, note } = draft;
  if (!member) throw new Refusal('member', '请选申请人。', { memberId: '请选申请人' });
  if (amountFen === null) throw new Refusal('amount', '请填申请金额。', { amountFen: '没有填' });
  if (!/^\d{1,2}$/u.test(months.trim())) {
    throw new Refusal('months', '期限要写整月数，如 12。', { months: '写整月数' });
  }
  return { entityId, memberId: member.id, date, amountFen, months: Number(months), method, purpose, note };
}
