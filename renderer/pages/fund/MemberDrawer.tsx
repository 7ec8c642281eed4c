import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { LOAN_STATES } from '../../../shared/rules/fundWords.ts';
import { useFund, useView } from './context.ts';
import { ApplyExitDialog, CancelExitDialog, Conditions, LeaveDialog } from './ExitDialogs.tsx';
import { ContributeDialog } from './MemberDialogs.tsx';
import { categoryWords } from '../village/categories.ts';
import { groupName, MEMBER_STATES } from './words.ts';

/** One member: what they put in, what they owe, their group, and the way out with its conditions. */
export function MemberDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const fund = useFund();
  const { asOf, show } = useView();
  const [asking, setAsking] = useState<'contribute' | 'exit' | 'cancel' | 'leave' | null>(null);
  const members = useCall('fund.members', { entityId: fund.id, asOf, all: true });
  const loans = useCall('fund.loans', { entityId: fund.id, asOf, memberId: id });
  const contributions = useCall('fund.contributions', { entityId: fund.id, memberId: id });
  const exits = useCall('fund.exits', { entityId: fund.id, asOf });
  const member = members.value?.find((one) => one.id === id);
  if (!member) return members.error ? <ErrorBanner error={members.error} /> : null;
  const exit = exits.value?.find((one) => one.memberId === id && one.state === 'requested') ?? null;
  const unmet = exit?.conditions.filter((one) => !one.isMet) ?? [];
  const close = (): void => setAsking(null);
  return (
    <Drawer
      width={348}
      title={`${member.no} ${member.name}`}
      sub={[
        groupName(member.groupNo),
        member.householdCode,
        categoryWords[member.category] ?? member.category,
        member.idMasked,
        member.phone,
      ]
        .filter(Boolean)
        .join(' · ')}
      onClose={onClose}
    >
      <Stat label="互助金" hint="退会时退还" valueFen={member.ownFen} strong />
      {member.additionalFen > 0 && <Stat label="其中追加" valueFen={member.additionalFen} />}
      <Stat label="赠股、配股" hint="记名凭据，不退" valueFen={member.grantedFen} />
      <Stat label="借款余额" valueFen={member.loanFen} strong />
      {member.overdueFen > 0 && <Stat label="其中逾期" valueFen={member.overdueFen} />}
      <Stat label="互助小组" value={member.guaranteeGroup || '还没有编组'} />
      <Stat
        label="状态"
        value={`${MEMBER_STATES[member.state]}，${member.leftOn ?? member.joinedOn} ${member.leftOn ? '退会' : '入会'}`}
      />
      {member.isExempt && <p className="quiet">免交基准互助金。</p>}
      <div className="drawer-actions">
        {member.state !== 'left' && (
          <Button writes onClick={() => setAsking('contribute')}>
            缴互助金…
          </Button>
        )}
        {member.state === 'active' && (
          <Button writes onClick={() => setAsking('exit')}>
            申请退会…
          </Button>
        )}
        {exit && (
          <>
            <Button
              kind="primary"
              writes
              disabled={unmet.length > 0}
              {...(unmet[0] ? { title: unmet[0].text } : {})}
              onClick={() => setAsking('leave')}
            >
              办理退会
            </Button>
            <Button writes onClick={() => setAsking('cancel')}>
              撤回申请…
            </Button>
          </>
        )}
        {member.householdId !== null && (
          <Button onClick={() => go('village', member.householdId)}>看这一户</Button>
        )}
      </div>
      {exit && (
        <>
          <h3>退会申请 {exit.appliedOn}</h3>
          <p className="quiet">{exit.reason}</p>
          <Conditions exit={exit} />
        </>
      )}
      <h3>借款</h3>
      <ol className="timeline">
        {(loans.value ?? []).map((loan) => (
          <li key={loan.id} className={loan.overdueFen > 0 ? 'red' : ''}>
            <button
              type="button"
              className="people-link"
              onClick={() => show({ tab: 'loans', open: loan.id })}
            >
              {loan.no || loan.applicationNo}
            </button>{' '}
            {LOAN_STATES[loan.state]}，欠 <span className="figures">{formatYuan(loan.balanceFen)}</span>
            <small className="figures">
              {loan.paidOutOn ?? loan.appliedOn} 借 {formatYuan(loan.principalFen)}
              {loan.dueOn && `，${loan.dueOn} 到期`}
            </small>
          </li>
        ))}
      </ol>
      {loans.value?.length === 0 && <p className="quiet">没有借过款。</p>}
      <h3>互助金</h3>
      <ol className="timeline">
        {(contributions.value ?? []).map((row) => (
          <li key={row.id} className={row.reversesId !== null ? 'red' : row.isUndone ? 'gone' : ''}>
            <b className="figures">{row.date}</b> {row.title}{' '}
            <span className={row.fen < 0 ? 'figures negative' : 'figures'}>{formatYuan(row.fen)}</span>
            <small>{[row.documentNo, row.note].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ol>
      {contributions.value?.length === 0 && <p className="quiet">还没有交互助金。</p>}
      {asking === 'contribute' && <ContributeDialog member={member} onClose={close} />}
      {asking === 'exit' && <ApplyExitDialog member={member} onClose={close} />}
      {asking === 'cancel' && exit && <CancelExitDialog exit={exit} onClose={close} />}
      {asking === 'leave' && exit && <LeaveDialog exit={exit} onClose={close} />}
    </Drawer>
  );
}
