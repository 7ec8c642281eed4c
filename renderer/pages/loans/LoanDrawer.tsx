import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { LoanActions } from './LoanActions.tsx';
import { LoanClaims } from './LoanClaims.tsx';
import { LoanEvents } from './LoanEvents.tsx';
import { Schedule } from './Schedule.tsx';
import {
  dueWords,
  groupName,
  type LoanView,
  MODES,
  nextSettlement,
  PAYEES,
  percentWords,
  SETTLEMENTS,
  STATES,
} from './words.ts';

type View = 'facts' | 'events' | 'interest' | 'claims';

/** One loan at the counter: what is left of it and when it is due, then how everything came about. */
export function LoanDrawer({ id, asOf, onClose }: { id: number; asOf: string; onClose: () => void }) {
  const print = usePrint();
  const { value, error, reload } = useCall('loans.get', { id, asOf });
  const [view, setView] = useState<View>('facts');
  if (!value) return error ? <ErrorBanner error={error} onRetry={reload} /> : null;
  const { loan, terms, events, settlements, conflicts } = value;
  const running = settlements.find((row) => row.reason === 'running');
  const open = settlements.filter((row) => row.settlementId === null && row !== running);
  const unseen = settlements.filter((row) => row.settlementId !== null && row.paidFen < row.dueFen);
  return (
    <Drawer
      title={`${loan.borrowerName} ${loan.noteNo}`}
      width={470}
      sub={
        <>
          {groupName(loan.groupNo)}{' '}
          {loan.householdId === null ? (
            '没有户籍'
          ) : (
            <a href={href('village', loan.householdId)}>
              {loan.householdCode} {loan.headName}
            </a>
          )}{' '}
          {[loan.relation, loan.phone || '没有电话']
            .filter(Boolean)
            .map((one) => `· ${one}`)
            .join(' ')}
        </>
      }
      onClose={onClose}
    >
      {conflicts.map((one) => (
        <Banner key={`${one.kind}${one.sentence}`} kind="warning">
          <b>{one.title}</b>：{one.sentence}
        </Banner>
      ))}
      <Stat label="余额" valueFen={loan.balanceFen} hint={`截至 ${asOf}`} strong />
      <Stat
        label="到期"
        value={`${loan.payableOn}${loan.dueIn === null ? '' : `（${dueWords(loan.dueIn)}）`}`}
        {...(loan.payableOn === loan.dueOn ? {} : { hint: `${loan.dueOn} 是休息日，顺延` })}
      />
      {running && (
        <Stat
          label="下次结息"
          value={nextSettlement(terms, loan.payableOn, asOf)}
          hint={`到 ${asOf} 已计 ${formatYuan(running.interestFen + running.penaltyFen)} 元`}
        />
      )}
      {open.length > 0 && (
        <Stat label="没有登记的结息" value={`${open.length} 期`} hint={`从 ${open[0]?.from ?? ''} 起`} />
      )}
      {unseen.length > 0 && (
        <Stat
          label="没有见到付息"
          value={`${unseen.length} 期`}
          hint={unseen.map((row) => row.settlesOn).join('、')}
        />
      )}
      {loan.owedToFundFen > 0 && <Stat label="欠风险补偿金" valueFen={loan.owedToFundFen} strong />}
      <LoanActions view={value} />
      <Tabs
        label="这笔贷款"
        value={view}
        onChange={setView}
        tabs={[
          { value: 'facts', label: '合同' },
          { value: 'events', label: `收放 ${events.length}` },
          { value: 'interest', label: `结息 ${settlements.length}` },
          { value: 'claims', label: '贴息' },
        ]}
      />
      <div className="loan-view">
        {view === 'facts' && <Facts view={value} />}
        {view === 'events' && <LoanEvents events={events} noteNo={loan.noteNo} />}
        {view === 'interest' && <Schedule rows={settlements} payee={loan.payee} />}
        {view === 'claims' && <LoanClaims loanId={loan.id} />}
      </div>
      <div className="drawer-actions">
        <Button onClick={() => print({ document: 'loan-statement', loanId: loan.id, asOf })}>
          打印还款结息明细
        </Button>
      </div>
    </Drawer>
  );
}

function Facts({ view: { loan, terms } }: { view: LoanView }) {
  return (
    <>
      <Stat label="状态" value={`${STATES[loan.state]}${loan.isMisused ? '，挪用' : ''}`} />
      <Stat label="贷款金额" valueFen={loan.amountFen} />
      <Stat label="已放款" valueFen={loan.drawnFen} />
      <Stat label="累计还本" valueFen={loan.repaidFen} />
      <Stat label="用途" value={loan.purpose || '—'} />
      <Stat label="承贷银行" value={loan.bank} />
      <Stat label="合同号" value={loan.contractNo || '—'} />
      {loan.renewsNoteNo && <Stat label="续自" value={loan.renewsNoteNo} />}
      {loan.renewedByNoteNo && <Stat label="续贷为" value={loan.renewedByNoteNo} />}
      <Stat label="放款日" value={loan.startsOn} />
      <Stat label="合同到期" value={`${loan.contractDueOn}（${loan.months} 个月）`} />
      {loan.extendedTo && <Stat label="展期至" value={loan.extendedTo} />}
      {loan.overdueDays > 0 && <Stat label="逾期" value={`${loan.overdueDays} 天`} strong />}
      <h3>利率</h3>
      {terms.rates.map((line) => (
        <Stat key={line.from} label={`${line.from} 起`} value={percentWords(line.percent)} />
      ))}
      <Stat label="利率方式" value={terms.rateKind === 'contract' ? '合同利率' : '按年调整'} />
      <Stat label="结息" value={`${SETTLEMENTS[loan.settlement]}，${terms.settlementDay} 日`} />
      <Stat label="计息" value={`${MODES[terms.mode]}，一年 ${terms.basis} 天`} />
      <Stat
        label="罚息"
        value={`逾期加收 ${terms.penaltyPercent}%，挪用加收 ${terms.misusePercent}%${terms.compounds ? '，计复利' : ''}`}
      />
      <h3>贴息</h3>
      {terms.ratios.length === 0 && <Stat label="贴息" value="没有" />}
      {terms.ratios.map((line) => (
        <Stat key={line.from} label={`${line.from} 起`} value={percentWords(line.percent)} />
      ))}
      {terms.ratios.length > 0 && (
        <>
          <Stat label="起止" value={`${loan.subsidyFrom} 至 ${loan.subsidyTo}`} />
          <Stat label="可贴息本金上限" valueFen={terms.capFen} />
          <Stat label="收款方" value={PAYEES[loan.payee]} />
          <Stat label="一卡通号" value={loan.cardMasked || '没有登记'} />
        </>
      )}
      {loan.note && <p>{loan.note}</p>}
    </>
  );
}
