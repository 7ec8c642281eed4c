import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { DateField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { moneyOf } from '../business/draft.ts';
import { useFund } from './context.ts';
import { NO_PAPER, type PaperDraft, PaperFields, paperOf, PayField } from './fields.tsx';
import type { Exit, FundMember } from './words.ts';

/** 申请退会: months ahead, as the settings say. */
export function ApplyExitDialog({ member, onClose }: { member: FundMember; onClose: () => void }) {
  const fund = useFund();
  const { exitMonths, exitWithShare } = fund.settings;
  return (
    <ReasonDialog
      title={`申请退会：${member.no} ${member.name}`}
      dated
      saveLabel="登记申请"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const saved = await call('fund.applyExit', { entityId: fund.id, memberId: member.id, date, reason });
        notify(`${member.name}的退会申请已登记，${exitMonths} 个月以后可以办理。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <p className="form-note">
        提前 {exitMonths} 个月申请；还清自己的借款，联保的借款还清或有人接替，才能办理。退还互助金{' '}
        {formatYuan(member.ownFen)} 元{exitWithShare ? '和累积份额' : '，不分累积（章程没有规定要分）'}
        ；赠股、配股 {formatYuan(member.grantedFen)} 元不退。
      </p>
    </ReasonDialog>
  );
}

export function CancelExitDialog({ exit, onClose }: { exit: Exit; onClose: () => void }) {
  const fund = useFund();
  return (
    <ReasonDialog
      title={`撤回 ${exit.name} 的退会申请`}
      dated
      saveLabel="撤回"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const saved = await call('fund.cancelExit', { entityId: fund.id, id: exit.id, date, reason });
        notify(`${exit.name}的退会申请已撤回。`);
        notifyWarnings(saved.warnings);
      }}
    />
  );
}

/** Each condition with a tick or what is missing. */
export function Conditions({ exit }: { exit: Exit }) {
  return (
    <ul className="fund-conditions" aria-label="退会条件">
      {exit.conditions.map((one) => (
        <li key={one.name} className={one.isMet ? 'met' : 'unmet'}>
          <b aria-hidden="true">{one.isMet ? '✓' : '✗'}</b> {one.name}
          <small>{one.text}</small>
        </li>
      ))}
    </ul>
  );
}

interface Draft extends PaperDraft {
  date: string;
  pay: string;
}

/** 办理退会: what is given back, with its entry. */
export function LeaveDialog({ exit, onClose }: { exit: Exit; onClose: () => void }) {
  const fund = useFund();
  const { today } = useSession();
  const form = useForm<Draft>(() => ({ ...NO_PAPER, date: today, pay: fund.settings.usualMoney }));
  const settled = useSettled(leavingOf(fund.id, exit.id, form.value));
  const preview = useCall('fund.preview', settled && { act: 'leave', input: settled });
  return (
    <Dialog
      title={`办理退会：${exit.memberNo} ${exit.name}`}
      form={form}
      width={900}
      danger
      saveLabel="办理退会"
      onClose={onClose}
      onSave={async (draft) => {
        const ready = leavingOf(fund.id, exit.id, draft);
        if (!ready) throw new Refusal('incomplete', '请填退会日期；附单据填张数。');
        const saved = await call('fund.leave', ready);
        notify(`${exit.name}已退会，退还 ${formatYuan(exit.payableFen)} 元。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <DateField {...form.field('date')} label="退会日期" required max={today} />
          <PayField
            label="付出"
            value={form.value.pay}
            onChange={(pay) => form.set({ pay })}
            error={form.errorOf('paid')}
          />
          <div className="wide">
            <Stat label="互助金" valueFen={exit.ownFen} />
            <Stat
              label="累积份额"
              valueFen={exit.shareFen}
              hint={fund.settings.exitWithShare ? '' : '章程没有规定，不退'}
            />
            <Stat label="应退" valueFen={exit.payableFen} strong />
            {exit.grantedFen > 0 && (
              <Stat label="赠股、配股" hint="不退，记名凭据收回" value={formatYuan(exit.grantedFen)} />
            )}
            <Conditions exit={exit} />
          </div>
          <PaperFields form={form} label="领条号" />
        </div>
        <EntryPreview
          asked={settled !== null}
          value={preview.value}
          error={preview.error}
          incomplete="填好日期，这里显示借贷分录。"
          nothing="没有要退的钱，不写凭证。"
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}

function leavingOf(entityId: number, id: number, draft: Draft): Input<'fund.leave'> | null {
  const paper = paperOf(draft);
  const paid = moneyOf(draft.pay);
  if (!paper || !paid || !/^\d{4}-\d{2}-\d{2}$/u.test(draft.date)) return null;
  return { entityId, id, date: draft.date, paid, ...paper };
}
