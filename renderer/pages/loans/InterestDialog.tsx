import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { SelectField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { Explanation } from './Explanation.tsx';
import { emptySlip, SlipFields, type Slip } from './SlipFields.tsx';
import { lastDayBefore, type LoanView, type Settlement } from './words.ts';

interface Draft extends Slip {
  /** The period it pays, by the day after its last; '' for the oldest unpaid. */
  period: string;
  interestFen: number | null;
  penaltyFen: number | null;
}

/** 付息: what the household paid the bank for one period, as its slip says. */
export function InterestDialog({ view, onClose }: { view: LoanView; onClose: () => void }) {
  const { loan, settlements } = view;
  const { today } = useSession();
  const unpaid = settlements.filter((row) => row.reason !== 'running' && row.paidFen < row.dueFen);
  const form = useForm<Draft>(() => draftOf(unpaid[0], today));
  const chosen = unpaid.find((row) => row.to === form.value.period);
  return (
    <Dialog
      title={`登记付息：${loan.borrowerName} ${loan.noteNo}`}
      form={form}
      width={860}
      saveLabel="登记付息"
      disabled={form.value.interestFen === null}
      onClose={onClose}
      onSave={async ({ period, interestFen, penaltyFen, ...slip }) => {
        if (interestFen === null) throw new Refusal('amount', '请填利息。', { interestFen: '没有填' });
        const { warnings } = await call('loans.payInterest', {
          loanId: loan.id,
          periodTo: period === '' ? null : period,
          interestFen,
          penaltyFen: penaltyFen ?? 0,
          ...slip,
        });
        notify(`已登记 ${loan.borrowerName} 付息 ${formatYuan(interestFen + (penaltyFen ?? 0))} 元。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="loan-dialog">
        <div className="fields">
          <div className="wide">
            <SelectField
              label="付哪一期"
              value={form.value.period}
              onChange={(period) => {
                const row = unpaid.find((one) => one.to === period);
                form.set(row ? amountsOf(row) : { period });
              }}
              choices={[
                { value: '', label: '最早没有付的（由程序对）' },
                ...unpaid.map((row) => ({
                  value: row.to,
                  label: `${row.from} 至 ${lastDayBefore(row.to)}，应付 ${formatYuan(row.dueFen - row.paidFen)}`,
                })),
              ]}
              error={form.errorOf('periodTo')}
            />
          </div>
          <MoneyField
            label="利息（元）"
            required
            valueFen={form.value.interestFen}
            onChange={(interestFen) => form.set({ interestFen })}
            error={form.errorOf('interestFen')}
          />
          <MoneyField
            label="罚息（元）"
            valueFen={form.value.penaltyFen}
            onChange={(penaltyFen) => form.set({ penaltyFen })}
            error={form.errorOf('penaltyFen')}
          />
          <SlipFields form={form} dateLabel="付息日" slipLabel="付息凭证号" />
        </div>
        <section className="loan-side" aria-label="这一期">
          {chosen ? <Explanation row={chosen} /> : <p className="quiet">选了哪一期，这里显示怎么算的。</p>}
        </section>
      </div>
    </Dialog>
  );
}

function draftOf(row: Settlement | undefined, today: string): Draft {
  const amounts = row ? amountsOf(row) : { period: '', interestFen: null, penaltyFen: null };
  return { ...emptySlip(today), ...amounts };
}

/** What is still to be paid of a period: the bank's figures where they are known. */
function amountsOf(row: Settlement): Pick<Draft, 'period' | 'interestFen' | 'penaltyFen'> {
  const penaltyFen = row.bankPenaltyFen ?? row.penaltyFen;
  const left = row.dueFen - row.paidFen;
  const penalty = Math.min(penaltyFen, Math.max(0, left));
  return {
    period: row.to,
    interestFen: Math.max(0, left - penalty),
    penaltyFen: penalty === 0 ? null : penalty,
  };
}
