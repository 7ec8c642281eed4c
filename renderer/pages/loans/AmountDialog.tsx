import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { emptySlip, type Slip, SlipFields } from './SlipFields.tsx';
import type { Loan } from './words.ts';

/** What is one amount on one day. */
export type AmountKind = 'draw' | 'compensate' | 'recover' | 'writeOff';

interface Draft extends Slip {
  amountFen: number | null;
  stillOwed: boolean;
}

const WORDS: Readonly<Record<AmountKind, { title: string; amount: string; slip: string; note: string }>> = {
  draw: {
    title: '放款',
    amount: '放款金额（元）',
    slip: '放款凭证号',
    note: '分次放款的，每次登记一笔；合计不能超过合同金额。',
  },
  compensate: {
    title: '风险补偿代偿',
    amount: '代偿本金（元）',
    slip: '代偿文件号',
    note: '县风险补偿金替农户还给银行的本金。代偿以后不再计息，也不再贴息。',
  },
  recover: {
    title: '追偿收回',
    amount: '收回金额（元）',
    slip: '收据号',
    note: '农户还给风险补偿金的钱。',
  },
  writeOff: {
    title: '银行核销',
    amount: '核销本金（元）',
    slip: '核销文件号',
    note: '银行按呆账核销的本金。核销不等于免除，农户是否仍要归还以银行通知为准，写在备注里。',
  },
};

export function AmountDialog({ kind, loan, onClose }: { kind: AmountKind; loan: Loan; onClose: () => void }) {
  const { today } = useSession();
  const words = WORDS[kind];
  const form = useForm<Draft>(() => ({
    ...emptySlip(today),
    amountFen: usualFen(kind, loan),
    stillOwed: true,
  }));
  return (
    <Dialog
      title={`${words.title}：${loan.borrowerName} ${loan.noteNo}`}
      form={form}
      width={520}
      saveLabel="登记"
      disabled={form.value.amountFen === null}
      onClose={onClose}
      onSave={async ({ date, slipNo, note, amountFen, stillOwed }) => {
        if (amountFen === null) throw new Refusal('amount', '请填金额。', { principalFen: '没有填' });
        const given = { loanId: loan.id, date, principalFen: amountFen, slipNo, note };
        const { warnings } = await send(kind, given, stillOwed);
        notify(`已登记 ${loan.borrowerName} ${words.title} ${formatYuan(amountFen)} 元。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="fields">
        <p className="wide form-note">{words.note}</p>
        <MoneyField
          label={words.amount}
          required
          valueFen={form.value.amountFen}
          onChange={(amountFen) => form.set({ amountFen })}
          error={form.errorOf('principalFen')}
        />
        <SlipFields form={form} slipLabel={words.slip} />
        {kind === 'compensate' && (
          <div className="wide">
            <CheckField {...form.field('stillOwed')} label="农户仍欠风险补偿金，以后追偿" />
          </div>
        )}
      </div>
    </Dialog>
  );
}

function usualFen(kind: AmountKind, loan: Loan): number {
  if (kind === 'draw') return loan.amountFen - loan.drawnFen;
  return kind === 'recover' ? loan.owedToFundFen : loan.balanceFen;
}

function send(
  kind: AmountKind,
  given: { loanId: number; date: string; principalFen: number; slipNo: string; note: string },
  stillOwed: boolean,
): Promise<{ warnings: string[] }> {
  switch (kind) {
    case 'draw':
      return call('loans.draw', given);
    case 'compensate':
      return call('loans.compensate', { ...given, stillOwed });
    case 'recover':
      return call('loans.recover', given);
    case 'writeOff':
      return call('loans.writeOff', given);
  }
}
