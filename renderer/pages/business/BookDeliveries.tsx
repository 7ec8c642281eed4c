import './business.css';
import { useMemo, useState } from 'react';
import { daysInMonth } from '../../../shared/rules/calendar.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { BUSINESS_TITLES } from '../../../shared/rules/posting/business.ts';
import { Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, RadioField, SelectField } from '../../parts/Field.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { yuanOrDash } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { type Draft, emptyDraft, moneyOf, recordedOf } from './draft.ts';
import { PaperFields, send } from './EventDialog.tsx';
import { PayField } from './inputs.tsx';
import { monthsOf, productsOf, sumsByMember } from './openDeliveries.ts';
import { Preview } from './Preview.tsx';

type OpenDelivery = Output<'business.openDeliveries'>['rows'][number];
const ALL = '';

/** 收购入账, 代销入账: deliveries of a month, of chosen products and members, into one voucher. */
export function BookDeliveries(props: { kind: 'purchase' | 'commission'; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm<Draft>(() => emptyDraft(props.kind, ''));
  const open = useCall('business.openDeliveries', {});
  const [chosenMonth, setMonth] = useState<string | null>(null);
  const [withoutProducts, setWithoutProducts] = useState<ReadonlySet<string>>(new Set());
  const [withoutMembers, setWithoutMembers] = useState<ReadonlySet<number>>(new Set());
  const kind: 'purchase' | 'commission' = form.value.kind === 'commission' ? 'commission' : 'purchase';

  const bookable = useMemo(
    () => (open.value?.rows ?? []).filter((row) => row.onlyAs === null || row.onlyAs === kind),
    [open.value, kind],
  );
  const months = monthsOf(bookable);
  const month = chosenMonth ?? months[0]?.month ?? ALL;
  const ofMonth = bookable.filter((row) => month === ALL || row.date.startsWith(month));
  const products = productsOf(ofMonth);
  const ofProducts = ofMonth.filter((row) => !withoutProducts.has(row.product));
  const members = sumsByMember(ofProducts);
  const chosen = ofProducts.filter((row) => !withoutMembers.has(row.memberId));
  const draft = { ...form.value, kind, date: form.value.date || usualDay(month, bookable, today) };
  const input = inputOf(draft, chosen);

  return (
    <Dialog
      title="业务登记：收购"
      form={form}
      width={980}
      saveLabel="入账"
      disabled={chosen.length === 0}
      onClose={props.onClose}
      onSave={async () => {
        if (!input) throw new Refusal('incomplete', '请填入账日期和附单据张数。', { date: '请填日期' });
        await send(input);
      }}
      foot={
        <span>
          选中 {chosen.length} 笔，<b>{yuanOrDash(sum(chosen))}</b> 元
        </span>
      }
    >
      <ErrorBanner error={open.error} onRetry={open.reload} />
      <div className="event-dialog long">
        <div className="event-fields">
          <div className="fields">
            <RadioField
              label="入账方式"
              value={kind}
              onChange={(next) => form.set({ kind: next })}
              choices={[
                { value: 'purchase', label: BUSINESS_TITLES.purchase, hint: '货归合作社，记产品物资' },
                { value: 'commission', label: BUSINESS_TITLES.commission, hint: '货还是社员的，替他卖' },
              ]}
            />
            {kind === 'purchase' ? <PayField form={form} label="货款" /> : <span />}
            <SelectField
              label="交售月份"
              value={month}
              onChange={(next) => {
                setMonth(next);
                form.set({ date: '' });
              }}
              choices={[
                ...months.map((one) => ({
                  value: one.month,
                  label: `${one.month}（${one.count} 笔未入账）`,
                })),
                { value: ALL, label: `全部未入账（${bookable.length} 笔）` },
              ]}
            />
            <DateField
              label="入账日期"
              required
              max={today}
              value={draft.date}
              onChange={(date) => form.set({ date })}
              error={form.errorOf('date')}
            />
          </div>
          <Ticks
            label="品种"
            all={products.map((one) => ({ key: one.product, words: `${one.product} ${one.count} 笔` }))}
            without={withoutProducts}
            onChange={setWithoutProducts}
          />
          <div className="open-members">
            <table aria-label="未入账的交售">
              <thead>
                <tr>
                  <th>
                    <input
                      type="checkbox"
                      aria-label="全选社员"
                      checked={members.every((one) => !withoutMembers.has(one.memberId))}
                      onChange={(event) =>
                        setWithoutMembers(
                          event.target.checked ? new Set() : new Set(members.map((one) => one.memberId)),
                        )
                      }
                    />
                  </th>
                  <th>社员</th>
                  <th className="right">笔数</th>
                  <th className="right">金额</th>
                </tr>
              </thead>
              <tbody>
                {members.map((one) => (
                  <tr key={one.memberId}>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`${one.memberNo} ${one.memberName}`}
                        checked={!withoutMembers.has(one.memberId)}
                        onChange={() => setWithoutMembers(toggled(withoutMembers, one.memberId))}
                      />
                    </td>
                    <td>
                      {one.memberNo} {one.memberName}
                    </td>
                    <td className="figures right">{one.count}</td>
                    <td className={one.amountFen < 0 ? 'figures right negative' : 'figures right'}>
                      {yuanOrDash(one.amountFen)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {open.value && bookable.length === 0 && (
              <p className="form-note">
                没有等着入账的交售。先在“交售”里登记；账套启用以前的 {open.value.historyCount}{' '}
                笔属于历史，不再入账。
              </p>
            )}
          </div>
          {form.errorOf('deliveryIds') && <div className="field-error">{form.errorOf('deliveryIds')}</div>}
          <PaperFields form={form} />
        </div>
        <Preview
          said={form.error?.message}
          input={input}
          incomplete="选好要入账的交售，这里就显示借贷分录。"
        />
      </div>
    </Dialog>
  );
}

function inputOf(draft: Draft, chosen: readonly OpenDelivery[]) {
  if (chosen.length === 0) return null;
  const deliveryIds = chosen.map((row) => row.id);
  return recordedOf(
    draft,
    draft.kind === 'commission'
      ? { kind: 'commission', deliveryIds }
      : { kind: 'purchase', deliveryIds, paid: moneyOf(draft.pay) },
  );
}

/** The last day of the month that is booked, or of what is booked; today where that is still to come. */
function usualDay(month: string, rows: readonly OpenDelivery[], today: string): string {
  const last = month === ALL ? (rows.at(-1)?.date.slice(0, 7) ?? today.slice(0, 7)) : month;
  const [year = 0, number = 1] = last.split('-').map(Number);
  const end = `${last}-${String(daysInMonth(year, number)).padStart(2, '0')}`;
  return end > today ? today : end;
}

/** All ticked to begin with; what is taken off is remembered. */
function Ticks(props: {
  label: string;
  all: readonly { readonly key: string; readonly words: string }[];
  without: ReadonlySet<string>;
  onChange: (without: ReadonlySet<string>) => void;
}) {
  return (
    <div className="ticks" role="group" aria-label={props.label}>
      {props.all.map(({ key, words }) => (
        <label key={key}>
          <input
            type="checkbox"
            checked={!props.without.has(key)}
            onChange={() => props.onChange(toggled(props.without, key))}
          />
          {words}
        </label>
      ))}
    </div>
  );
}

function toggled<K>(set: ReadonlySet<K>, key: K): ReadonlySet<K> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}

const sum = (rows: readonly OpenDelivery[]): number => rows.reduce((total, row) => total + row.amountFen, 0);
