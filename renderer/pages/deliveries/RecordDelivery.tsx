import { useId, useRef, useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, Field, NumberField } from '../../parts/Field.tsx';
import { isComposing } from '../../parts/keys.ts';
import { MemberPicker, type Member } from '../../parts/MemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { amountOf } from './amount.ts';

/** What a quality award (质量奖) is called when nothing else is typed. */
const AWARD = '质量奖';

type Draft = {
  member: Member | null;
  date: string;
  product: string;
  isAward: boolean;
  quantity: string;
  price: string;
  /** Null: quantity × price as computed. */
  typedFen: number | null;
};

/**
 * Enters weigh slips one after the other: after each the dialog stays, keeps date, product and price, and
 * the keyboard goes back to the member. Enter walks from field to field.
 */
export function RecordDelivery(props: {
  today: string;
  products: readonly string[];
  onClose: () => void;
  onRecorded: (date: string) => void;
}) {
  const form = useForm<Draft>(() => ({
    member: null,
    date: props.today,
    product: props.products[0] ?? '',
    isAward: false,
    quantity: '',
    price: '',
    typedFen: null,
  }));
  const [done, setDone] = useState({ count: 0, fen: 0 });
  const member = useRef<HTMLInputElement>(null);
  const productList = useId();
  const { isAward, quantity, price, typedFen } = form.value;
  const computedFen = isAward ? null : amountOf(quantity, price);
  const amountFen = typedFen ?? computedFen;

  async function save(draft: Draft): Promise<false> {
    if (!draft.member) throw new Refusal('member_missing', '请先选社员。', { memberId: '请选社员' });
    if (amountFen === null) {
      throw new Refusal('amount_missing', draft.isAward ? '请填金额。' : '请填数量和单价，或者直接填金额。', {
        amountFen: '没有金额',
      });
    }
    const { warnings, ordinal } = await call('deliveries.record', {
      memberId: draft.member.id,
      date: draft.date,
      product: draft.product,
      quantity: draft.isAward || draft.quantity === '' ? null : draft.quantity,
      price: draft.isAward || draft.price === '' ? null : draft.price,
      amountFen,
    });
    const again = ordinal > 1 ? `（当天第 ${ordinal} 笔相同的，请核对是否重复）` : '';
    notify(
      `已登记 ${draft.member.name} ${draft.product} ${formatYuan(amountFen)} 元${again}。`,
      again ? 'warning' : 'done',
    );
    notifyWarnings(warnings);
    setDone({ count: done.count + 1, fen: done.fen + amountFen });
    props.onRecorded(draft.date);
    form.restart({ ...draft, member: null, quantity: '', typedFen: null });
    requestAnimationFrame(() => member.current?.focus());
    return false;
  }

  return (
    <Dialog
      title="登记交售"
      saveLabel="登记"
      form={form}
      width={560}
      onClose={props.onClose}
      onSave={save}
      foot={
        done.count > 0 && (
          <span>
            已登记 {done.count} 笔，共 <b>{formatYuan(done.fen)}</b> 元
          </span>
        )
      }
    >
      <div className="delivery-form" onKeyDown={toNextField}>
        <MemberPicker
          label="社员"
          required
          autoFocus
          inputRef={member}
          value={form.value.member}
          onChange={(picked) => {
            form.set({ member: picked });
            // Date and product stay from the slip before: on to the weight.
            if (picked && form.value.date && form.value.product) focusFigures(member.current);
          }}
          error={form.errorOf('memberId')}
        />
        <DateField label="日期" required {...form.field('date')} />
        <Field label="品种" required error={form.errorOf('product')}>
          {(control) => (
            <>
              <input
                {...control}
                list={productList}
                value={form.value.product}
                maxLength={200}
                autoComplete="off"
                onChange={(event) => form.set({ product: event.target.value })}
              />
              <datalist id={productList}>
                {props.products.map((product) => (
                  <option key={product} value={product} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <CheckField
          label="质量奖：只有金额，没有数量"
          value={isAward}
          onChange={(on) =>
            form.set({
              isAward: on,
              typedFen: null,
              product: on
                ? AWARD
                : form.value.product === AWARD
                  ? (props.products[0] ?? '')
                  : form.value.product,
            })
          }
        />
        <NumberField
          label="数量"
          suffix="公斤"
          disabled={isAward}
          {...form.field('quantity')}
          onChange={(text) => form.set({ quantity: text, typedFen: null })}
        />
        <NumberField
          label="单价"
          suffix="元/公斤"
          disabled={isAward}
          {...form.field('price')}
          onChange={(text) => form.set({ price: text, typedFen: null })}
        />
        <MoneyField
          label="金额（元）"
          required
          valueFen={amountFen}
          onChange={(fen) => form.set({ typedFen: fen })}
          error={form.errorOf('amountFen')}
          hint={differenceHint(typedFen, computedFen)}
        />
      </div>
    </Dialog>
  );
}

/** A slip may be rounded at the scale: the typed amount counts, the difference is said. */
function differenceHint(typedFen: number | null, computedFen: number | null): string | undefined {
  if (computedFen === null) return undefined;
  if (typedFen === null || typedFen === computedFen) return '数量 × 单价，四舍五入到分';
  const apart = typedFen - computedFen;
  const said = `数量 × 单价是 ${formatYuan(computedFen)}，差 ${formatYuan(apart)}`;
  // The books take a slip that was rounded to the yuan, and no more.
  return Math.abs(apart) <= 100 ? `${said}；按填写的金额登记` : `${said}，请核对过磅单`;
}

/** The first field that changes from slip to slip. */
function focusFigures(from: HTMLElement | null): void {
  const form = from?.closest('form');
  requestAnimationFrame(() =>
    form?.querySelector<HTMLInputElement>('.with-suffix input:not([disabled])')?.focus(),
  );
}

/** Enter goes on to the next field, and from the last one to the button that saves. */
function toNextField(event: React.KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || isComposing(event.nativeEvent)) return;
  if (event.defaultPrevented || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  const all = [
    ...(event.currentTarget
      .closest('form')
      ?.querySelectorAll<HTMLElement>(
        '.delivery-form input:not([disabled]):not([type=checkbox]):not([tabindex="-1"]), footer .button.primary',
      ) ?? []),
  ];
  all[all.indexOf(event.target) + 1]?.focus();
}
