import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { DateField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { moneyOf } from '../business/draft.ts';
import { useFund } from './context.ts';
import { NO_PAPER, type PaperDraft, PaperFields, paperOf, PayField } from './fields.tsx';
import type { Loan } from './words.ts';

interface Draft extends PaperDraft {
  date: string;
  pay: string;
  /** By member, as typed; a mate not in it bears an equal part. */
  parts: Readonly<Record<number, number | null>>;
}

/** 向担保人追偿: what is owed in equal parts over those who stood surety, or as they agreed among themselves. */
export function RecoverDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const fund = useFund();
  const { today } = useSession();
  const form = useForm<Draft>(() => ({
    ...NO_PAPER,
    date: today,
    pay: fund.settings.usualMoney,
    parts: {},
  }));
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(form.value.date);
  const quote = useCall(
    'fund.quote',
    isDay ? { entityId: fund.id, loanId: loan.id, asOf: form.value.date } : null,
  );
  const mates = (quote.value?.mates ?? []).map((mate) => ({
    ...mate,
    fen: mate.memberId in form.value.parts ? (form.value.parts[mate.memberId] ?? 0) : mate.fen,
  }));
  const owedFen = quote.value?.owedFen ?? 0;
  const sumFen = mates.reduce((sum, mate) => sum + mate.fen, 0);
  const ready = (draft: Draft): Input<'fund.recover'> | null => {
    const paper = paperOf(draft);
    const paid = moneyOf(draft.pay);
    const parts = mates
      .filter((mate) => mate.fen > 0)
      .map(({ memberId, fen }) => ({ memberId, amountFen: fen }));
    if (!paper || !paid || parts.length === 0 || sumFen > owedFen) return null;
    return { entityId: fund.id, loanId: loan.id, date: draft.date, parts, paid, ...paper };
  };
  const settled = useSettled(ready(form.value));
  const preview = useCall('fund.previewLoan', settled && { act: 'recover', input: settled });
  return (
    <Dialog
      title={`向担保人追偿：${loan.name} ${loan.no}`}
      form={form}
      width={960}
      saveLabel="登记代还"
      disabled={sumFen === 0 || sumFen > owedFen}
      onClose={onClose}
      foot={
        <span>
          代还 <b>{formatYuan(sumFen)}</b>，欠 <b>{formatYuan(owedFen)}</b>
          {sumFen > owedFen ? (
            <span className="negative">，多了 {formatYuan(sumFen - owedFen)}</span>
          ) : (
            `，还差 ${formatYuan(owedFen - sumFen)}`
          )}
        </span>
      }
      onSave={async (draft) => {
        const input = ready(draft);
        if (!input) throw new Refusal('incomplete', '请填各联保人代还的金额；附单据填张数。');
        const done = await call('fund.recover', input);
        notify(`已登记 ${input.parts?.length ?? 0} 户联保人代${loan.name}还 ${formatYuan(sumFen)} 元。`);
        notifyWarnings(done.warnings);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <DateField {...form.field('date')} label="代还日期" required max={today} />
          <PayField
            label="收到"
            value={form.value.pay}
            onChange={(pay) => form.set({ pay })}
            error={form.errorOf('paid')}
          />
          <div className="wide fund-table typed">
            <table aria-label="联保人代还">
              <thead>
                <tr>
                  <th>联保人</th>
                  <th className="right">代还金额（元）</th>
                </tr>
              </thead>
              <tbody>
                {mates.map((mate) => (
                  <tr key={mate.memberId}>
                    <td>
                      {mate.memberNo} {mate.name}
                    </td>
                    <td className="right">
                      <MoneyField
                        bare
                        label={`${mate.name}代还`}
                        valueFen={mate.fen}
                        onChange={(fen) => form.set({ parts: { ...form.value.parts, [mate.memberId]: fen } })}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="wide form-note">
            默认按人头平均（分不尽的按最大余数）；小组另有约定的，直接改。代还记在{loan.name}
            的借款上，谁还的留在台账里，可凭收据向本人追讨。
          </p>
          <PaperFields form={form} label="收据号" />
        </div>
        <EntryPreview
          asked={settled !== null}
          value={preview.value}
          error={preview.error ?? quote.error}
          incomplete="填代还的金额，这里显示借贷分录。"
          nothing="在协会记账以前的还款只记台账，不写凭证。"
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}
