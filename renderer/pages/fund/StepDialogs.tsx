import { useEffect } from 'react';
import { LOAN_METHODS } from '../../../shared/rules/fundWords.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, NumberField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { addDays } from '../../../shared/rules/calendar.ts';
import { useFund } from './context.ts';
import type { Loan } from './words.ts';

interface StepProps {
  loan: Loan;
  onClose: () => void;
}

/** 小组联保: which of the group signed. */
export function GuaranteeDialog({ loan, onClose }: StepProps) {
  const fund = useFund();
  const { today } = useSession();
  const form = useForm<{ date: string; memberIds: number[] | null; note: string }>(() => ({
    date: today,
    memberIds: null,
    note: '',
  }));
  const groups = useCall('fund.groups', { entityId: fund.id, asOf: form.value.date });
  const group = groups.value?.find((one) => one.id === loan.guaranteeGroupId);
  const mates = (group?.members ?? []).filter((one) => one.memberId !== loan.memberId && one.to === null);
  const chosen = form.value.memberIds ?? mates.map((one) => one.memberId);
  const { set } = form;
  const known = form.value.memberIds !== null;
  useEffect(() => {
    if (!known && mates.length > 0) set({ memberIds: mates.map((one) => one.memberId) });
  }, [known, mates, set]);
  const tick = (id: number, on: boolean): void =>
    form.set({ memberIds: on ? [...chosen, id] : chosen.filter((one) => one !== id) });
  return (
    <Dialog
      title={`小组联保：${loan.name} ${formatYuan(loan.askedFen)} 元`}
      form={form}
      width={520}
      saveLabel="登记联保"
      disabled={chosen.length === 0}
      onClose={onClose}
      foot={`${chosen.length} 户联保`}
      onSave={async ({ date, note }) => {
        const saved = await call('fund.guarantee', {
          entityId: fund.id,
          loanId: loan.id,
          date,
          memberIds: chosen,
          note,
        });
        notify(`${loan.name}的借款已登记 ${chosen.length} 户联保。下一步：审批。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="fields">
        <DateField {...form.field('date')} label="签字日期" required max={today} />
        <TextField {...form.field('note')} label="备注" />
      </div>
      <div className="fund-table">
        <table aria-label="同意联保的组员">
          <thead>
            <tr>
              <th aria-label="同意" />
              <th>{loan.guaranteeGroup || '还没有小组'}</th>
              <th>户号</th>
              <th className="right">借款余额</th>
              <th className="right">逾期</th>
            </tr>
          </thead>
          <tbody>
            {mates.map((mate) => (
              <tr key={mate.memberId}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={mate.name}
                    checked={chosen.includes(mate.memberId)}
                    onChange={(event) => tick(mate.memberId, event.target.checked)}
                  />
                </td>
                <td>
                  {mate.memberNo} {mate.name}
                </td>
                <td className="figures">{mate.householdCode}</td>
                <td className="figures right">{mate.loanFen === 0 ? '—' : formatYuan(mate.loanFen)}</td>
                <td className="figures right">{mate.overdueFen === 0 ? '—' : formatYuan(mate.overdueFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {form.errorOf('memberIds') && <p className="field-error">{form.errorOf('memberIds')}</p>}
    </Dialog>
  );
}

interface ApproveDraft {
  date: string;
  amountFen: number | null;
  months: string;
  approvedBy: string;
  note: string;
}

/** 审批: by whom, how much, for how long. */
export function ApproveDialog({ loan, onClose }: StepProps) {
  const fund = useFund();
  const { today } = useSession();
  const form = useForm<ApproveDraft>(() => ({
    date: today,
    amountFen: loan.askedFen,
    months: String(loan.months),
    approvedBy: fund.settings.chairperson,
    note: '',
  }));
  return (
    <Dialog
      title={`审批：${loan.name}申请 ${formatYuan(loan.askedFen)} 元`}
      form={form}
      saveLabel="登记审批"
      disabled={form.value.amountFen === null || form.value.approvedBy.trim() === ''}
      onClose={onClose}
      onSave={async ({ date, amountFen, months, approvedBy, note }) => {
        if (!/^\d{1,2}$/u.test(months.trim())) {
          throw new Refusal('months', '期限要写整月数，如 12。', { months: '写整月数' });
        }
        const saved = await call('fund.approve', {
          entityId: fund.id,
          loanId: loan.id,
          date,
          amountFen: amountFen ?? 0,
          months: Number(months),
          approvedBy,
          note,
        });
        notify(`${loan.name}的借款已审批。下一步：公示。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="fields">
        <MoneyField
          label="批准金额（元）"
          required
          valueFen={form.value.amountFen}
          onChange={(amountFen) => form.set({ amountFen })}
          error={form.errorOf('amountFen')}
        />
        <NumberField {...form.field('months')} label="期限" required suffix="个月" />
        <TextField {...form.field('approvedBy')} label="审批人" required />
        <DateField {...form.field('date')} label="审批日期" required max={today} />
        <div className="wide">
          <TextField {...form.field('note')} label="审批意见" />
        </div>
      </div>
    </Dialog>
  );
}

/** 公示: from which day, where; the sheet for the board goes out with it. */
export function NoticeDialog({ loan, onClose }: StepProps) {
  const fund = useFund();
  const { today } = useSession();
  const print = usePrint();
  const form = useForm(() => ({ date: today, place: '村公示栏', note: '', printing: true }));
  const { noticeDays } = fund.settings;
  return (
    <Dialog
      title={`公示：${loan.name} ${formatYuan(loan.principalFen)} 元`}
      form={form}
      saveLabel="登记公示"
      onClose={onClose}
      onSave={async ({ date, place, note, printing }) => {
        const saved = await call('fund.notice', { entityId: fund.id, loanId: loan.id, date, place, note });
        notify(`已登记公示，满 ${noticeDays} 天没有异议就可以签合同。`);
        notifyWarnings(saved.warnings);
        if (printing) {
          const until = /^\d{4}-\d{2}-\d{2}$/u.test(date) ? addDays(date, noticeDays) : date;
          print({ document: 'fund-notice', entityId: fund.id, since: date, until });
        }
      }}
    >
      <div className="fields">
        <DateField
          {...form.field('date')}
          label="公示从"
          required
          max={today}
          hint={`公示 ${noticeDays} 天`}
        />
        <TextField {...form.field('place')} label="张贴在" />
        <div className="wide">
          <TextField {...form.field('note')} label="备注" />
        </div>
        <CheckField {...form.field('printing')} label="保存后打印公示单" />
      </div>
    </Dialog>
  );
}

/** 合同: number of the note, the fee as the settings have it today. */
export function ContractDialog({ loan, onClose }: StepProps) {
  const fund = useFund();
  const { today } = useSession();
  const form = useForm(() => ({ date: today, no: '', contractNo: '', note: '' }));
  const { rate } = fund.settings;
  return (
    <Dialog
      title={`签订合同：${loan.name} ${formatYuan(loan.principalFen)} 元`}
      form={form}
      saveLabel="登记合同"
      onClose={onClose}
      onSave={async ({ no, ...draft }) => {
        const saved = await call('fund.contract', {
          entityId: fund.id,
          loanId: loan.id,
          ...draft,
          ...(no.trim() === '' ? {} : { no }),
        });
        notify(`合同已登记，借据号 ${saved.no}。下一步：发放。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <p className="form-note">
        {LOAN_METHODS[loan.method]}，{loan.months} 个月，占用费{' '}
        {rate.per === 'mille-month' ? `每月 ${rate.rate}‰` : `每年 ${rate.rate}%`}（现在的规定）。
      </p>
      <div className="fields">
        <TextField {...form.field('no')} label="借据号" placeholder="留空，接着编" maxLength={30} />
        <TextField {...form.field('contractNo')} label="合同编号" />
        <DateField {...form.field('date')} label="签订日期" required max={today} />
        <TextField {...form.field('note')} label="备注" />
      </div>
    </Dialog>
  );
}
