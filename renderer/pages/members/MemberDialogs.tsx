import type { Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import type { Member } from '../../parts/MemberPicker.tsx';
import { notify } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { ContributeDialog } from './ContributeDialog.tsx';
import { InheritDialog } from './InheritDialog.tsx';
import { NewMemberDialog } from './NewMemberDialog.tsx';
import { ReserveDialog } from './ReserveDialog.tsx';
import { TransferDialog } from './TransferDialog.tsx';
import { EffectDialog, WithdrawDialog } from './WithdrawDialogs.tsx';
import { KIND_WORDS } from './words.ts';

type Got = Output<'members.get'>;
type Withdrawal = Got['withdrawals'][number];
type Transaction = Got['transactions'][number];

/** What the person wants to do, and to whom. */
export type Asking =
  | { what: 'contribute'; member: Member | null }
  | { what: 'create' }
  | { what: 'reserve' }
  | { what: 'transfer'; member: Member | null }
  | { what: 'withdraw'; member: Member | null }
  | { what: 'inherit'; member: Member }
  | { what: 'freeze'; member: Member }
  | { what: 'effect'; withdrawal: Withdrawal }
  | { what: 'cancel'; withdrawal: Withdrawal }
  | { what: 'reverse'; transaction: Transaction };

/** The dialog for what was asked. */
export function MemberDialogs({ asking, onClose }: { asking: Asking; onClose: () => void }) {
  switch (asking.what) {
    case 'contribute':
      return <ContributeDialog member={asking.member} onClose={onClose} />;
    case 'reserve':
      return <ReserveDialog onClose={onClose} />;
    case 'create':
      return <NewMemberDialog onClose={onClose} />;
    case 'transfer':
      return <TransferDialog member={asking.member} onClose={onClose} />;
    case 'withdraw':
      return <WithdrawDialog member={asking.member} onClose={onClose} />;
    case 'inherit':
      return <InheritDialog member={asking.member} onClose={onClose} />;
    case 'effect':
      return <EffectDialog withdrawal={asking.withdrawal} onClose={onClose} />;
    case 'freeze':
      return (
        <ReasonDialog
          title={`冻结 ${asking.member.no} ${asking.member.name}`}
          saveLabel="冻结账户"
          dated
          danger
          onClose={onClose}
          onSave={async ({ date, reason }) => {
            await call('members.freeze', { id: asking.member.id, date, reason });
            notify(`已冻结 ${asking.member.name} 的账户。`);
          }}
        >
          <p>社员去世后先冻结：分红照算，但在继承人定下来之前不发。继承办完自动处理。</p>
        </ReasonDialog>
      );
    case 'cancel':
      return (
        <ReasonDialog
          title={`撤回 ${asking.withdrawal.memberName} 的退社申请`}
          saveLabel="撤回申请"
          onClose={onClose}
          onSave={async ({ reason }) => {
            await call('shares.cancelWithdrawal', { id: asking.withdrawal.id, reason });
            notify('已撤回退社申请。');
          }}
        />
      );
    case 'reverse':
      return <ReverseDialog transaction={asking.transaction} onClose={onClose} />;
  }
}

function ReverseDialog({ transaction: one, onClose }: { transaction: Transaction; onClose: () => void }) {
  return (
    <ReasonDialog
      title="冲销"
      saveLabel="红字冲销"
      dated
      danger
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        await call('shares.reverse', { id: one.id, date, reason });
        notify('已冲销。');
      }}
    >
      <p>
        {one.date} {one.memberName} {KIND_WORDS[one.kind]} {formatYuan(one.amountFen)} 元
        {one.receiptNo ? `，收据 ${one.receiptNo}` : ''}。
      </p>
      <p>原来这一笔不动，另记一笔相反的红字，两笔连在一起，谁也抹不掉。</p>
    </ReasonDialog>
  );
}
