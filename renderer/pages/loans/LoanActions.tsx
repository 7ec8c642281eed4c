import { useState } from 'react';
import { call } from '../../api.ts';
import { settle } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { notify } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { AmountDialog, type AmountKind } from './AmountDialog.tsx';
import { ExtendDialog } from './ExtendDialog.tsx';
import { InterestDialog } from './InterestDialog.tsx';
import { LoanDialog } from './LoanDialog.tsx';
import { MisuseDialog } from './MisuseDialog.tsx';
import { RenewDialog } from './RenewDialog.tsx';
import { RepayDialog } from './RepayDialog.tsx';
import type { LoanView } from './words.ts';

type Asking = 'repay' | 'interest' | 'extend' | 'renew' | 'misuse' | 'change' | 'void' | AmountKind;

/** What can be recorded of a loan as it stands. */
export function LoanActions({ view }: { view: LoanView }) {
  const { loan, events, settlements } = view;
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = (): void => setAsking(null);
  const owes = loan.balanceFen > 0;
  const hasOnlyDraws = events.every(
    (event) => event.kind === 'draw' || event.reversesId !== null || event.reversedById !== null,
  );
  const isSettled = settlements.some((row) => row.settlementId !== null);
  const buttons: ReadonlyArray<{ what: Asking; label: string; shown: boolean; primary?: boolean }> = [
    { what: 'draw', label: '放款…', shown: loan.drawnFen < loan.amountFen },
    { what: 'repay', label: '还款…', shown: owes, primary: true },
    {
      what: 'interest',
      label: '付息…',
      shown: owes || settlements.some((row) => row.paidFen < row.dueFen),
    },
    { what: 'extend', label: '展期…', shown: owes },
    { what: 'renew', label: '续贷…', shown: owes },
    { what: 'compensate', label: '风险补偿…', shown: owes },
    { what: 'recover', label: '追偿收回…', shown: loan.owedToFundFen > 0 },
    { what: 'writeOff', label: '核销…', shown: owes },
    { what: 'misuse', label: '挪用…', shown: owes && !loan.isMisused },
    { what: 'change', label: '修改…', shown: true },
    { what: 'void', label: '作废…', shown: hasOnlyDraws && !isSettled },
  ];
  return (
    <>
      <div className="drawer-actions" role="toolbar" aria-label="登记">
        {buttons
          .filter(({ shown }) => shown)
          .map(({ what, label, primary }) => (
            <Button key={what} kind={primary ? 'primary' : 'plain'} writes onClick={() => setAsking(what)}>
              {label}
            </Button>
          ))}
      </div>
      {asking === 'repay' && <RepayDialog loan={loan} onClose={close} />}
      {asking === 'interest' && <InterestDialog view={view} onClose={close} />}
      {asking === 'extend' && <ExtendDialog loan={loan} onClose={close} />}
      {asking === 'renew' && <RenewDialog loan={loan} onClose={close} />}
      {asking === 'misuse' && <MisuseDialog loan={loan} onClose={close} />}
      {asking === 'change' && <LoanDialog view={view} onClose={close} />}
      {(asking === 'draw' || asking === 'compensate' || asking === 'recover' || asking === 'writeOff') && (
        <AmountDialog kind={asking} loan={loan} onClose={close} />
      )}
      {asking === 'void' && (
        <ReasonDialog
          title={`作废贷款 ${loan.noteNo}`}
          danger
          saveLabel="作废"
          onClose={close}
          onSave={async ({ reason }) => {
            await call('loans.void', { id: loan.id, reason });
            settle('loans');
            notify(`${loan.noteNo} 已作废，不再列在台账里。`);
          }}
        >
          <p className="form-note">
            只用于登记错了的贷款。有过还款、付息或结息的，请先一笔一笔冲销，或用“修改”改正。
          </p>
        </ReasonDialog>
      )}
    </>
  );
}
