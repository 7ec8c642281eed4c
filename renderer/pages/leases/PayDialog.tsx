import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { useSettled } from '../../parts/useSettled.ts';
import { CheckField, DateField, NumberField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { PayField } from '../assets/fields.tsx';
import { moneyOf } from '../business/draft.ts';
import { dueWords, type Lease } from './columns.ts';

interface Draft {
  date: string;
  pay: string;
  documentNo: string;
  attachments: string;
  note: string;
  /** Years of each lease that is paid now, as typed. */
  years: Readonly<Record<number, string>>;
  printing: boolean;
}

/** Rent that is due within so many days is ticked at once. */
const SOON = 60;

/** 付租金: the leases with rent to pay, as many years of each; one voucher for all. */
export function PayDialog({ leases, onClose }: { leases: readonly Lease[]; onClose: () => void }) {
  const { today } = useSession();
  const print = usePrint();
  const open = leases.filter((lease) => lease.nextDueOn !== null);
  const form = useForm<Draft>(() => ({
    date: today,
    pay: 'bank',
    documentNo: '',
    attachments: '1',
    note: '',
    years: Object.fromEntries(
      open
        .filter((lease) => lease.dueIn !== null && lease.dueIn <= SOON)
        .map((lease) => [lease.id, String(lease.yearsAtOnce)]),
    ),
    printing: true,
  }));
  const { years } = form.value;
  const settled = useSettled(payingOf(form.value));
  const { value, error } = useCall('leases.previewPay', settled);
  const set = (id: number, text: string | null): void => {
    const { [id]: _, ...rest } = years;
    form.set({ years: text === null ? rest : { ...rest, [id]: text } });
  };
  const count = Object.keys(years).length;
  return (
    <Dialog
      title="付土地租金"
      form={form}
      width={1020}
      saveLabel="登记入账"
      disabled={count === 0}
      onClose={onClose}
      foot={
        <span>
          选中 {count} 份合同，共 <b>{formatYuan(value && settled ? value.amountFen : 0)}</b> 元
        </span>
      }
      onSave={async (draft) => {
        const ready = payingOf(draft);
        if (!ready) throw new Refusal('incomplete', '请选合同，年数填整数，附单据填张数。');
        const saved = await call('leases.pay', ready);
        notify(`已登记 ${count} 份合同的土地租金。`);
        notifyWarnings(saved.warnings);
        if (draft.printing) print({ document: 'rent-roster', eventId: saved.id });
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <DateField {...form.field('date')} label="付款日期" required max={today} />
          <PayField
            label="付款"
            value={form.value.pay}
            onChange={(pay) => form.set({ pay })}
            error={form.errorOf('paid')}
            later="还没付（社员往来，非社员记应付款）"
          />
          <div className="wide lease-lines">
            <table aria-label="要付的合同">
              <thead>
                <tr>
                  <th>
                    <input
                      type="checkbox"
                      aria-label="全选"
                      checked={count === open.length && count > 0}
                      onChange={(event) =>
                        form.set({
                          years: event.target.checked
                            ? Object.fromEntries(open.map((lease) => [lease.id, String(lease.yearsAtOnce)]))
                            : {},
                        })
                      }
                    />
                  </th>
                  <th>合同</th>
                  <th>出租户</th>
                  <th>付款日</th>
                  <th className="right">年租金</th>
                  <th className="right">付几年</th>
                </tr>
              </thead>
              <tbody>
                {open.map((lease) => (
                  <tr key={lease.id}>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`付 ${lease.no}`}
                        checked={years[lease.id] !== undefined}
                        onChange={(event) =>
                          set(lease.id, event.target.checked ? String(lease.yearsAtOnce) : null)
                        }
                      />
                    </td>
                    <td>{lease.no}</td>
                    <td>{lease.lessorName}</td>
                    <td className={lease.dueIn !== null && lease.dueIn < 0 ? 'figures negative' : 'figures'}>
                      {lease.nextDueOn}
                      <small>{dueWords(lease.dueIn)}</small>
                    </td>
                    <td className="figures right">{formatYuan(lease.yearRentFen)}</td>
                    <td>
                      <input
                        className="figures"
                        inputMode="numeric"
                        aria-label={`${lease.no} 付几年`}
                        value={years[lease.id] ?? ''}
                        disabled={years[lease.id] === undefined}
                        maxLength={2}
                        autoComplete="off"
                        onChange={(event) => set(lease.id, event.target.value)}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <TextField {...form.field('documentNo')} label="单据号" placeholder="租金发放表 2019" />
          <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
          <div className="wide">
            <TextField {...form.field('note')} label="备注" />
          </div>
          <CheckField {...form.field('printing')} label="保存后打印发放表" />
        </div>
        <EntryPreview
          asked={settled !== null}
          value={value}
          error={error}
          incomplete="勾选要付的合同，这里显示借贷分录。一年的记生产成本，一次付几年的记长期待摊费用。"
          nothing="账套启用以前的付款只记合同，不写凭证。"
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}

function payingOf(draft: Draft): Input<'leases.pay'> | null {
  const chosen = Object.entries(draft.years).map(([id, text]) => ({
    leaseId: Number(id),
    years: Number(text),
  }));
  const paid = draft.pay === 'later' ? null : moneyOf(draft.pay);
  if (chosen.length === 0 || chosen.some((one) => !Number.isInteger(one.years) || one.years < 1)) return null;
  if ((draft.pay !== 'later' && paid === null) || !/^\d{1,4}$/u.test(draft.attachments.trim())) return null;
  const { date, documentNo, note } = draft;
  return { date, leases: chosen, paid, documentNo, attachments: Number(draft.attachments), note };
}
