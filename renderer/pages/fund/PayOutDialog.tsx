import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { CheckField, DateField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { moneyOf } from '../business/draft.ts';
import { useFund } from './context.ts';
import { NO_PAPER, type PaperDraft, PaperFields, paperOf, PayField } from './fields.tsx';
import type { Loan } from './words.ts';

interface Draft extends PaperDraft {
  date: string;
  pay: string;
  printing: boolean;
}

/** 发放: from cash or bank, with the entry it makes; the note is printed to be signed. */
export function PayOutDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const fund = useFund();
  const { today } = useSession();
  const print = usePrint();
  const form = useForm<Draft>(() => ({
    ...NO_PAPER,
    date: today,
    pay: fund.settings.usualMoney,
    printing: true,
  }));
  const settled = useSettled(payingOf(fund.id, loan.id, form.value));
  const preview = useCall('fund.previewLoan', settled && { act: 'payOut', input: settled });
  return (
    <Dialog
      title={`发放借款：${loan.name} ${loan.no}`}
      form={form}
      width={900}
      saveLabel="发放入账"
      onClose={onClose}
      foot={
        <span>
          发放 <b>{formatYuan(loan.principalFen)}</b> 元，{loan.months} 个月
        </span>
      }
      onSave={async (draft) => {
        const ready = payingOf(fund.id, loan.id, draft);
        if (!ready) throw new Refusal('incomplete', '请填发放日期；附单据填张数。');
        const saved = await call('fund.payOut', ready);
        notify(`已向${loan.name}发放 ${formatYuan(loan.principalFen)} 元。`);
        notifyWarnings(saved.warnings);
        if (draft.printing) print({ document: 'fund-note', loanId: loan.id });
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <DateField {...form.field('date')} label="发放日期" required max={today} />
          <PayField
            label="付出"
            value={form.value.pay}
            onChange={(pay) => form.set({ pay })}
            error={form.errorOf('paid')}
          />
          <PaperFields form={form} placeholder="借据、领款单" />
          <CheckField {...form.field('printing')} label="保存后打印借据" />
        </div>
        <EntryPreview
          asked={settled !== null}
          value={preview.value}
          error={preview.error}
          incomplete="填好日期，这里显示借贷分录。"
          nothing="在协会记账以前的发放只记台账，不写凭证。"
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}

function payingOf(entityId: number, loanId: number, draft: Draft): Input<'fund.payOut'> | null {
  const paper = paperOf(draft);
  const paid = moneyOf(draft.pay);
  if (!paper || !paid || !/^\d{4}-\d{2}-\d{2}$/u.test(draft.date)) return null;
  return { entityId, loanId, date: draft.date, paid, ...paper };
}
