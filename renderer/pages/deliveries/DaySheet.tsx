import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { asRefusal, call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField } from '../../parts/Field.tsx';
import { isComposing } from '../../parts/keys.ts';
import { MemberPicker } from '../../parts/MemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { isBlank, slipAfter, slipFen, totalOf, whatIsMissing, type Slip } from './slips.ts';

/** A day has no more slips than this; one screen's worth of scrolling. */
const MOST_LINES = 200;

/**
 * The slips of one day, line under line. Enter walks through a line and opens the next. Every line is recorded by
 * itself: those that are refused stay, each with its reason, the others are in the books.
 */
export function DaySheet(props: {
  products: readonly string[];
  onClose: () => void;
  onRecorded: (date: string) => void;
}) {
  const { today } = useSession();
  const firstProduct = props.products[0] ?? '';
  const form = useForm<{ date: string; slips: readonly Slip[] }>(() => ({
    date: today,
    slips: [slipAfter(undefined, firstProduct)],
  }));
  const [done, setDone] = useState({ count: 0, fen: 0 });
  const sheet = useRef<HTMLTableSectionElement>(null);
  const productList = useId();
  const { slips } = form.value;
  const total = totalOf(slips);

  const change = (key: number, part: Partial<Slip>): void =>
    form.set({ slips: slips.map((one) => (one.key === key ? { ...one, reason: '', ...part } : one)) });
  const remove = (key: number): void => {
    const rest = slips.filter((one) => one.key !== key);
    form.set({ slips: rest.length > 0 ? rest : [slipAfter(slips.at(-1), firstProduct)] });
  };
  const lines = useRef(slips.length);
  useEffect(() => {
    // A line that was added is the one to type in.
    if (slips.length > lines.current)
      sheet.current?.querySelector<HTMLInputElement>('tr:last-child input')?.focus();
    lines.current = slips.length;
  }, [slips.length]);

  /** Enter: the next field of the line; from the last one the next line, made when there is none. */
  function onEnter(event: KeyboardEvent<HTMLElement>): void {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || isComposing(event.nativeEvent)) return;
    if (event.defaultPrevented || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const fields = [...(sheet.current?.querySelectorAll<HTMLInputElement>('input') ?? [])];
    const next = fields[fields.indexOf(event.target) + 1];
    if (next) {
      next.focus();
      next.select();
    } else if (slips.length < MOST_LINES) {
      form.set({ slips: [...slips, slipAfter(slips.at(-1), firstProduct)] });
    }
  }

  async function save({ date, slips: typed }: { date: string; slips: readonly Slip[] }): Promise<boolean> {
    const kept: Slip[] = [];
    let count = 0;
    let fen = 0;
    for (const slip of typed) {
      if (isBlank(slip)) continue;
      const outcome = await record(date, slip);
      if (outcome === null) {
        count += 1;
        fen += slipFen(slip) ?? 0;
      } else kept.push({ ...slip, reason: outcome });
    }
    if (count > 0) {
      setDone((before) => ({ count: before.count + count, fen: before.fen + fen }));
      props.onRecorded(date);
      notify(`已登记 ${count} 笔，共 ${formatYuan(fen)} 元。`);
    }
    if (kept.length === 0) return true;
    form.set({ slips: kept });
    requestAnimationFrame(() => sheet.current?.querySelector<HTMLInputElement>('tr.refused input')?.focus());
    return false;
  }

  const refused = slips.filter((slip) => slip.reason !== '').length;
  return (
    <Dialog
      title="一天的交售单"
      width={980}
      saveLabel={`全部登记 ${total.count} 笔`}
      form={form}
      disabled={total.count === 0}
      onClose={props.onClose}
      onSave={save}
      foot={
        <span>
          {done.count > 0 && `已登记 ${done.count} 笔 ${formatYuan(done.fen)} 元 · `}
          这里 {total.count} 笔 <b>{formatYuan(total.fen)}</b> 元
          {refused > 0 && <span className="negative">，{refused} 笔没有登记，原因在行尾</span>}
        </span>
      }
    >
      <div className="day-sheet">
        <DateField {...form.field('date')} label="日期" required width={150} />
        <p className="form-note">回车走到下一格，走完一行自动加一行；质量奖只填金额。Ctrl+回车全部登记。</p>
        <div className="day-lines">
          <table>
            <thead>
              <tr>
                <th>行</th>
                <th>社员</th>
                <th>品种</th>
                <th className="right">数量（公斤）</th>
                <th className="right">单价（元/公斤）</th>
                <th className="right">金额（元）</th>
                <th>没有登记的原因</th>
                <th />
              </tr>
            </thead>
            <tbody ref={sheet} onKeyDown={onEnter}>
              {slips.map((slip, index) => (
                <SlipLine
                  key={slip.key}
                  slip={slip}
                  number={index + 1}
                  productList={productList}
                  onChange={(part) => change(slip.key, part)}
                  onRemove={() => remove(slip.key)}
                />
              ))}
            </tbody>
          </table>
        </div>
        <datalist id={productList}>
          {props.products.map((product) => (
            <option key={product} value={product} />
          ))}
        </datalist>
      </div>
    </Dialog>
  );
}

function SlipLine(props: {
  slip: Slip;
  number: number;
  productList: string;
  onChange: (part: Partial<Slip>) => void;
  onRemove: () => void;
}) {
  const { slip, number, onChange } = props;
  const figure = (name: 'quantity' | 'price', label: string) => (
    <input
      className="figures"
      inputMode="decimal"
      aria-label={`${label} ${number}`}
      value={slip[name]}
      maxLength={30}
      autoComplete="off"
      onChange={(event) => onChange({ [name]: event.target.value.trim(), typedFen: null })}
    />
  );
  return (
    <tr className={slip.reason ? 'refused' : ''}>
      <td className="quiet figures">{number}</td>
      <td>
        <MemberPicker
          bare
          label={`社员 ${number}`}
          value={slip.member}
          onChange={(member) => onChange({ member })}
        />
      </td>
      <td>
        <input
          list={props.productList}
          aria-label={`品种 ${number}`}
          value={slip.product}
          maxLength={30}
          autoComplete="off"
          onChange={(event) => onChange({ product: event.target.value })}
        />
      </td>
      <td>{figure('quantity', '数量')}</td>
      <td>{figure('price', '单价')}</td>
      <td>
        <MoneyField
          bare
          label={`金额 ${number}`}
          valueFen={slipFen(slip)}
          onChange={(typedFen) => onChange({ typedFen })}
        />
      </td>
      <td className="negative">{slip.reason}</td>
      <td>
        <Button kind="quiet" title={`去掉第 ${number} 行`} onClick={props.onRemove}>
          去掉
        </Button>
      </td>
    </tr>
  );
}

/** One line, one command. Null when it is in the books, else why not. */
async function record(date: string, slip: Slip): Promise<string | null> {
  const missing = whatIsMissing(slip);
  const amountFen = slipFen(slip);
  if (missing !== null || slip.member === null || amountFen === null) return missing ?? '没有填完';
  const weighed = slip.quantity !== '' && slip.price !== '';
  try {
    const { warnings } = await call('deliveries.record', {
      memberId: slip.member.id,
      date,
      product: slip.product.trim(),
      quantity: weighed ? slip.quantity : null,
      price: weighed ? slip.price : null,
      amountFen,
    });
    notifyWarnings(warnings);
    return null;
  } catch (reason) {
    return asRefusal(reason).message;
  }
}
