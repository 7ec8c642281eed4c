import type { Input, Output } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { CheckField, DateField, SelectField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { moneyOf } from '../business/draft.ts';
import { useFund } from './context.ts';
import { NO_PAPER, paperOf, PayField, PaperFields, type PaperDraft } from './fields.tsx';
import type { Loan } from './words.ts';

interface Draft extends PaperDraft {
  date: string;
  amountFen: number | null;
  pay: string;
  /** Empty: the borrower. */
  payer: string;
  waivedFen: number | null;
  bySelf: boolean;
  feeFen: number | null;
  printing: boolean;
}

type Quote = Output<'fund.quote'>;

const feeOf = ({ feeFen, penaltyFen }: Quote): number => feeFen + penaltyFen;

/** 还款: money in hand, split into fee and principal before it is saved, and what stays owed after it. */
export function RepayDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const fund = useFund();
  const { today } = useSession();
  const print = usePrint();
  const form = useForm<Draft>(() => ({
    ...NO_PAPER,
    date: today,
    amountFen: null,
    pay: fund.settings.usualMoney,
    payer: '',
    waivedFen: null,
    bySelf: false,
    feeFen: null,
    printing: true,
  }));
  const { value } = form;
  const asked = useSettled({
    day: /^\d{4}-\d{2}-\d{2}$/u.test(value.date) ? value.date : '',
    amountFen: value.amountFen,
    waivedFen: value.waivedFen ?? 0,
  });
  const quote = useCall(
    'fund.quote',
    asked.day === ''
      ? null
      : {
          entityId: fund.id,
          loanId: loan.id,
          asOf: asked.day,
          waivedFen: asked.waivedFen,
          ...(asked.amountFen ? { amountFen: asked.amountFen } : {}),
        },
  );
  const settled = useSettled(repaymentOf(fund.id, loan.id, value));
  const preview = useCall('fund.previewLoan', settled && { act: 'repay', input: settled });
  const owed = quote.value;
  const feeFirst = fund.settings.order === 'fee-first';
  return (
    <Dialog
      title={`还款：${loan.name} ${loan.no}`}
      form={form}
      width={960}
      saveLabel="登记还款"
      onClose={onClose}
      disabled={value.amountFen === null && value.waivedFen === null}
      foot={<After quote={owed} draft={value} />}
      onSave={async (draft) => {
        const ready = repaymentOf(fund.id, loan.id, draft);
        if (!ready)
          throw new Refusal('incomplete', '请填收到的金额；附单据填张数。', { amountFen: '没有填' });
        const saved = await call('fund.repay', ready);
        notify(`已登记${loan.name}还款 ${formatYuan(ready.amountFen)} 元。`);
        notifyWarnings(saved.warnings);
        if (draft.printing && ready.amountFen > 0) await printReceipt(saved.id);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <MoneyField
            label="收到金额（元）"
            required
            valueFen={value.amountFen}
            onChange={(amountFen) => form.set({ amountFen })}
            error={form.errorOf('amountFen')}
          />
          <DateField {...form.field('date')} label="还款日期" required max={today} />
          <div className="wide fund-quick">
            <span className="quiet">应还</span>
            {owed && loan.nextDueFen > 0 && loan.nextDueFen < owed.balanceFen && (
              <button
                type="button"
                className="button"
                title="这一期的本金，加上到还款日的占用费"
                onClick={() => form.set({ amountFen: loan.nextDueFen + feeOf(owed) })}
              >
                这一期 {formatYuan(loan.nextDueFen + feeOf(owed))}
              </button>
            )}
            {owed && (
              <>
                <button
                  type="button"
                  className="button"
                  disabled={feeOf(owed) === 0}
                  onClick={() => form.set({ amountFen: feeOf(owed) })}
                >
                  只还占用费 {formatYuan(feeOf(owed))}
                </button>
                <button
                  type="button"
                  className="button"
                  onClick={() => form.set({ amountFen: owed.owedFen - (value.waivedFen ?? 0) })}
                >
                  全部还清 {formatYuan(owed.owedFen - (value.waivedFen ?? 0))}
                </button>
              </>
            )}
          </div>
          <SelectField
            label="谁来还"
            value={value.payer}
            onChange={(payer) => form.set({ payer })}
            error={form.errorOf('payerMemberId')}
            choices={[
              { value: '', label: `本人 ${loan.name}` },
              ...(owed?.mates ?? []).map((mate) => ({
                value: String(mate.memberId),
                label: `联保人 ${mate.memberNo} ${mate.name}`,
              })),
            ]}
          />
          <PayField
            label="收到"
            value={value.pay}
            onChange={(pay) => form.set({ pay })}
            error={form.errorOf('paid')}
          />
          <PaperFields
            form={form}
            label="收据号"
            placeholder="留空，按还款编号"
            note="备注（减免的写明原因）"
          />
          <MoneyField
            label="减免占用费（元）"
            valueFen={value.waivedFen}
            onChange={(waivedFen) => form.set({ waivedFen })}
            error={form.errorOf('waivedFen')}
          />
          {value.bySelf && (
            <MoneyField
              label="其中占用费（元）"
              valueFen={value.feeFen}
              onChange={(feeFen) => form.set({ feeFen })}
              error={form.errorOf('feeFen') ?? form.errorOf('split')}
              hint="余下的还本金"
            />
          )}
          <div className="wide fund-checks">
            <CheckField
              {...form.field('bySelf')}
              label={`不按规定的顺序（${feeFirst ? '先占用费后本金' : '先本金后占用费'}），自己分`}
            />
            <CheckField {...form.field('printing')} label="保存后打印收据" />
          </div>
        </div>
        <EntryPreview
          asked={settled !== null}
          value={preview.value}
          error={preview.error}
          incomplete="填收到的金额，这里显示怎么分、分录怎么记。"
          nothing="在协会记账以前的还款只记台账，不写凭证。"
          said={form.error?.message}
        >
          {owed && <Split quote={owed} />}
        </EntryPreview>
        {owed && owed.lines.length > 0 && (
          <div className="fund-fee-lines" aria-label="占用费怎么算的">
            <h3>占用费怎么算的</h3>
            <ul>
              {owed.feeUnpaidFen > 0 && (
                <li className="figures">以前没还清的 {formatYuan(owed.feeUnpaidFen)}</li>
              )}
              {owed.lines.map((line) => (
                <li key={`${line.kind} ${line.from} ${line.text}`} className="figures">
                  {line.kind === 'penalty' ? '逾期加收：' : ''}
                  {line.from} 至 {line.to}　{line.text}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Dialog>
  );

  /** The receipt is of the row in the register, which the event made. */
  async function printReceipt(eventId: number): Promise<void> {
    const rows = await call('fund.repayments', { entityId: fund.id, loanId: loan.id });
    const row = rows.find((one) => one.eventId === eventId) ?? rows.find((one) => one.id === eventId);
    if (row) print({ document: 'fund-receipt', entityId: fund.id, repaymentId: row.id });
  }
}

function Split({ quote }: { quote: Quote }) {
  const { split } = quote;
  if (!split) return null;
  return (
    <>
      <Stat label="还占用费" valueFen={split.feeFen} />
      {split.penaltyFen > 0 && <Stat label="还逾期加收" valueFen={split.penaltyFen} />}
      {split.waivedFen > 0 && <Stat label="减免" valueFen={split.waivedFen} />}
      <Stat label="还本金" valueFen={split.principalFen} strong />
    </>
  );
}

/** What is still owed once this is saved. */
function After({ quote, draft }: { quote: Quote | undefined; draft: Draft }) {
  if (!quote) return null;
  if (!quote.split || draft.bySelf) {
    return (
      <span>
        现在欠本金 <b>{formatYuan(quote.balanceFen)}</b>，占用费 <b>{formatYuan(feeOf(quote))}</b>
      </span>
    );
  }
  const { balanceLeftFen, feeLeftFen } = quote.split;
  return (
    <span>
      还后还欠本金 <b>{formatYuan(balanceLeftFen)}</b>
      {feeLeftFen > 0 && (
        <>
          ，占用费 <b>{formatYuan(feeLeftFen)}</b>
        </>
      )}{' '}
      元
    </span>
  );
}

/** What was typed as a repayment; null while it is not one. */
function repaymentOf(
  entityId: number,
  loanId: number,
  draft: Omit<Draft, 'printing'>,
): Input<'fund.repay'> | null {
  const paper = paperOf(draft);
  const paid = moneyOf(draft.pay);
  const amountFen = draft.amountFen ?? 0;
  const waivedFen = draft.waivedFen ?? 0;
  if (!paper || !paid || (amountFen === 0 && waivedFen === 0)) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(draft.date)) return null;
  const feeFen = draft.feeFen ?? 0;
  if (draft.bySelf && feeFen > amountFen) return null;
  return {
    entityId,
    loanId,
    date: draft.date,
    amountFen,
    waivedFen,
    ...(draft.bySelf ? { split: { feeFen, principalFen: amountFen - feeFen } } : {}),
    ...(draft.payer === '' ? {} : { payerMemberId: Number(draft.payer) }),
    paid,
    ...paper,
  };
}
