import { useState } from 'react';
import { LOAN_METHODS, LOAN_STATES } from '../../../shared/rules/fundWords.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { useFund, useView } from './context.ts';
import { goToVoucher } from './columns.ts';
import { ExtendDialog, WriteOffDialog } from './ChangeDialogs.tsx';
import { PayOutDialog } from './PayOutDialog.tsx';
import { RecoverDialog } from './RecoverDialog.tsx';
import { RepayDialog } from './RepayDialog.tsx';
import { Schedule } from './Schedule.tsx';
import { ApproveDialog, ContractDialog, GuaranteeDialog, NoticeDialog } from './StepDialogs.tsx';
import {
  dueWords,
  groupName,
  LOAN_WAY,
  type Loan,
  type LoanWhole,
  NEXT_STEPS,
  type Repayment,
  type Step,
} from './words.ts';

type Asking =
  | NonNullable<LoanWhole['next']>
  | 'recover'
  | 'extend'
  | 'write-off'
  | 'end'
  | { undo: Step }
  | { reverse: Repayment };

/** One loan: how far it is, what is owed, what can be done next, and everything that happened. */
export function LoanDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const fund = useFund();
  const { asOf } = useView();
  const print = usePrint();
  const [asking, setAsking] = useState<Asking | null>(null);
  const { value, error } = useCall('fund.loan', { id, asOf });
  if (!value) return error ? <ErrorBanner error={error} /> : null;
  const { loan, next, bar } = value;
  const isLent = loan.paidOutOn !== null;
  const isOpen = loan.balanceFen > 0 || loan.feeOwedFen > 0;
  const close = (): void => setAsking(null);
  return (
    <Drawer
      width={404}
      title={`${loan.name} ${loan.no || loan.applicationNo}`}
      sub={[
        groupName(loan.groupNo),
        loan.guaranteeGroup,
        loan.purpose,
        LOAN_METHODS[loan.method],
        loan.rateText,
        loan.phone,
      ]
        .filter(Boolean)
        .join(' · ')}
      onClose={onClose}
    >
      <Way whole={value} />
      {isLent ? (
        <Owed loan={loan} asOf={asOf} />
      ) : (
        <>
          <Stat
            label="申请"
            hint={`${loan.appliedOn}，${loan.months} 个月`}
            valueFen={loan.askedFen}
            strong
          />
          {loan.principalFen !== loan.askedFen && <Stat label="批准" valueFen={loan.principalFen} strong />}
        </>
      )}
      {bar && <p className="fund-bar-reason">{bar}</p>}
      <div className="drawer-actions">
        {next && (
          <Button
            kind="primary"
            writes
            disabled={bar !== '' && next !== 'repay'}
            {...(bar ? { title: bar } : {})}
            onClick={() => setAsking(next)}
          >
            {NEXT_STEPS[next]}…
          </Button>
        )}
        {isLent && isOpen && (
          <>
            {loan.state === 'overdue' && (
              <Button kind="danger" writes onClick={() => setAsking('recover')}>
                向担保人追偿…
              </Button>
            )}
            {!loan.isExtended && loan.state === 'running' && (
              <Button writes onClick={() => setAsking('extend')}>
                展期…
              </Button>
            )}
            {loan.overdueFen > 0 && (
              <Button writes onClick={() => setAsking('write-off')}>
                核销…
              </Button>
            )}
          </>
        )}
        {!isLent && loan.state !== 'ended' && (
          <Button writes onClick={() => setAsking('end')}>
            终止申请…
          </Button>
        )}
        <Button onClick={() => print({ document: 'fund-application', loanId: id })}>审批表</Button>
        {loan.no !== '' && <Button onClick={() => print({ document: 'fund-note', loanId: id })}>借据</Button>}
      </div>
      {value.guarantors.length > 0 && (
        <p className="quiet">联保人：{value.guarantors.map((one) => one.name).join('、')}</p>
      )}
      {loan.note && <p className="quiet">{loan.note}</p>}
      <Schedule whole={value} />
      <Repayments
        rows={value.repayments}
        onPrint={(row) => print({ document: 'fund-receipt', entityId: fund.id, repaymentId: row.id })}
        onVoucher={(row) => void goToVoucher(fund.id, row.eventId)}
        onReverse={(reverse) => setAsking({ reverse })}
      />
      <Steps steps={value.steps} onUndo={(undo) => setAsking({ undo })} />
      <Ask asking={asking} loan={loan} close={close} />
    </Drawer>
  );
}

/** Application to pay-out, each step done, next or to come. */
function Way({ whole }: { whole: LoanWhole }) {
  const done = new Set(whole.steps.filter((step) => step.undoneOn === null).map((step) => step.kind));
  const { state } = whole.loan;
  const last =
    state === 'settled' || state === 'written-off' || state === 'ended' ? LOAN_STATES[state] : '还清';
  return (
    <ol className="fund-way" aria-label="手续">
      {LOAN_WAY.map(({ kind, label }) => (
        <li key={kind} className={done.has(kind) ? 'done' : kind === whole.next ? 'next' : ''}>
          {label}
        </li>
      ))}
      <li className={state === 'settled' || state === 'written-off' || state === 'ended' ? 'done' : ''}>
        {last}
      </li>
    </ol>
  );
}

function Owed({ loan, asOf }: { loan: Loan; asOf: string }) {
  return (
    <>
      <Stat
        label="欠本金"
        hint={`借 ${formatYuan(loan.principalFen)}，已还 ${formatYuan(loan.repaidFen)}`}
        valueFen={loan.balanceFen}
        strong
      />
      <Stat label="欠占用费" hint={`已收 ${formatYuan(loan.feePaidFen)}`} valueFen={loan.feeOwedFen} />
      <Stat label="今天还清要" hint={`算到 ${asOf}`} valueFen={loan.balanceFen + loan.feeOwedFen} strong />
      <Stat
        label={loan.isExtended ? '到期（已展期）' : '到期'}
        hint={loan.effectiveDueOn !== loan.dueOn ? `逢休息日顺延到 ${loan.effectiveDueOn ?? ''}` : ''}
        value={`${loan.dueOn ?? '—'} ${dueWords(loan, asOf)}`}
      />
      {loan.overdueFen > 0 && <Stat label="逾期本金" valueFen={loan.overdueFen} strong />}
      {loan.behindFen > 0 && <Stat label="到期没还的分期" valueFen={loan.behindFen} />}
      {loan.nextDueOn !== null && (
        <Stat label="下一次还" hint={`${loan.nextDueOn}，另加占用费`} valueFen={loan.nextDueFen} />
      )}
      {loan.writtenOffFen > 0 && <Stat label="已核销" valueFen={loan.writtenOffFen} />}
    </>
  );
}

function Repayments(props: {
  rows: readonly Repayment[];
  onPrint: (row: Repayment) => void;
  onVoucher: (row: Repayment) => void;
  onReverse: (row: Repayment) => void;
}) {
  if (props.rows.length === 0) return null;
  return (
    <>
      <h3>还款 {props.rows.filter((row) => row.kind === 'repayment' && !row.isUndone).length} 笔</h3>
      <ol className="timeline">
        {props.rows.toReversed().map((row) => {
          const stands = row.reversesId === null && !row.isUndone;
          return (
            <li key={row.id} className={row.reversesId !== null ? 'red' : row.isUndone ? 'gone' : ''}>
              <b className="figures">{row.date}</b> {row.kind === 'write-off' ? '核销本金' : '本金'}{' '}
              <span className={row.principalFen < 0 ? 'figures negative' : 'figures'}>
                {formatYuan(row.principalFen)}
              </span>
              ，占用费 <span className="figures">{formatYuan(row.feeFen + row.penaltyFen)}</span>
              <small>
                {[
                  `还后欠 ${formatYuan(row.balanceFen)}`,
                  row.payerMemberId === null ? '' : `${row.payerName}代还`,
                  row.waivedFen === 0 ? '' : `减免 ${formatYuan(row.waivedFen)}`,
                  row.documentNo,
                  row.note,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
              {stands && (
                <span className="row-actions">
                  {row.kind === 'repayment' && row.totalFen > 0 && (
                    <Button kind="quiet" onClick={() => props.onPrint(row)}>
                      收据
                    </Button>
                  )}
                  {row.eventId !== null && (
                    <>
                      <Button kind="quiet" onClick={() => props.onVoucher(row)}>
                        凭证
                      </Button>
                      <Button kind="quiet" writes onClick={() => props.onReverse(row)}>
                        冲销
                      </Button>
                    </>
                  )}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Steps({ steps, onUndo }: { steps: readonly Step[]; onUndo: (step: Step) => void }) {
  return (
    <>
      <h3>手续</h3>
      <ol className="timeline">
        {steps.map((step) => (
          <li key={step.id} className={step.undoneOn === null ? '' : 'gone'}>
            <b className="figures">{step.date}</b> {step.title}
            <small>
              {[step.text, step.documentNo, step.note, step.operator].filter(Boolean).join(' · ')}
              {step.undoneOn !== null && `（${step.undoneOn} 撤销：${step.undoneReason}）`}
            </small>
            {step.canUndo && (
              <span className="row-actions">
                <Button kind="quiet" writes onClick={() => onUndo(step)}>
                  撤销
                </Button>
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function Ask({ asking, loan, close }: { asking: Asking | null; loan: Loan; close: () => void }) {
  switch (asking) {
    case null:
      return null;
    case 'guarantee':
      return <GuaranteeDialog loan={loan} onClose={close} />;
    case 'approve':
      return <ApproveDialog loan={loan} onClose={close} />;
    case 'notice':
      return <NoticeDialog loan={loan} onClose={close} />;
    case 'contract':
      return <ContractDialog loan={loan} onClose={close} />;
    case 'pay-out':
      return <PayOutDialog loan={loan} onClose={close} />;
    case 'repay':
      return <RepayDialog loan={loan} onClose={close} />;
    case 'recover':
      return <RecoverDialog loan={loan} onClose={close} />;
    case 'extend':
      return <ExtendDialog loan={loan} onClose={close} />;
    case 'write-off':
      return <WriteOffDialog loan={loan} onClose={close} />;
    case 'end':
      return <EndDialog loan={loan} onClose={close} />;
    default:
      return 'undo' in asking ? (
        <UndoDialog loan={loan} step={asking.undo} onClose={close} />
      ) : (
        <ReverseDialog loan={loan} row={asking.reverse} onClose={close} />
      );
  }
}

function EndDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const fund = useFund();
  return (
    <ReasonDialog
      title={`终止 ${loan.name} 的借款申请`}
      danger
      dated
      saveLabel="终止"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const done = await call('fund.endApplication', { entityId: fund.id, loanId: loan.id, date, reason });
        notify(`${loan.name}的申请已终止。`);
        notifyWarnings(done.warnings);
      }}
    >
      <p className="form-note">
        {loan.applicationNo}，申请 {formatYuan(loan.askedFen)} 元。终止以后留在台账里备查，可以另外再申请。
      </p>
    </ReasonDialog>
  );
}

function UndoDialog({ loan, step, onClose }: { loan: Loan; step: Step; onClose: () => void }) {
  const fund = useFund();
  return (
    <ReasonDialog
      title={`撤销“${step.title}”`}
      danger
      dated
      saveLabel="撤销"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        const done = await call('fund.undoStep', {
          entityId: fund.id,
          loanId: loan.id,
          stepId: step.id,
          date,
          reason,
        });
        notify(`已撤销${loan.name}的“${step.title}”。`);
        notifyWarnings(done.warnings);
      }}
    >
      <p className="form-note">
        {step.date} {step.text} 原来的登记留着备查；
        {step.kind === 'pay-out' ? '发放的凭证用红字冲销，借款回到待发放。' : '撤销以后这一步可以重新做。'}
      </p>
    </ReasonDialog>
  );
}

function ReverseDialog({ loan, row, onClose }: { loan: Loan; row: Repayment; onClose: () => void }) {
  return (
    <ReasonDialog
      title={row.kind === 'write-off' ? '冲销核销' : '冲销还款'}
      danger
      dated
      saveLabel="冲销"
      onClose={onClose}
      onSave={async ({ date, reason }) => {
        if (row.eventId === null) return;
        const done = await call('fund.reverse', { id: row.eventId, date, reason });
        notify(`已冲销${loan.name} ${row.date} 的还款 ${formatYuan(row.totalFen)} 元。`);
        notifyWarnings(done.warnings);
      }}
    >
      <p className="form-note">
        {row.date} {loan.name} {loan.no}：本金 {formatYuan(row.principalFen)}，占用费{' '}
        {formatYuan(row.feeFen + row.penaltyFen)} 元。原来的登记和凭证保留不动，另开红字；借款余额恢复。
      </p>
    </ReasonDialog>
  );
}
