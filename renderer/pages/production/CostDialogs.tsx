import { useMemo } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { NumberField, RadioField, SelectField, TextField } from '../../parts/Field.tsx';
import { Lines } from '../../parts/Lines.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { yuanOrDash } from '../../parts/Stat.tsx';
import type { Form } from '../../parts/useForm.ts';
import { PayField } from '../assets/fields.tsx';
import { moneyOf } from '../business/draft.ts';
import { NameField } from '../business/inputs.tsx';
import { noPaper, type Paper, RecordDialog } from './RecordDialog.tsx';
import { amountText, type BatchRow, isDate, isOpen, type ProductionEvent, titleOf } from './view.ts';

interface MaterialLine {
  product: string;
  quantity: string;
}

interface MaterialDraft extends Paper {
  goods: MaterialLine[];
}

const NO_MATERIAL: MaterialLine = { product: '', quantity: '' };

/** 领料制袋: what was taken from stock for a batch, at moving average. */
export function MaterialDialog({ batch, onClose }: { batch: BatchRow; onClose: () => void }) {
  return (
    <RecordDialog<MaterialDraft>
      title={`领料：${titleOf(batch)}`}
      initial={(today) => ({ ...noPaper(today), goods: [NO_MATERIAL] })}
      eventOf={(draft) => materialEvent(batch.id, draft)}
      incomplete="填好领了哪些材料、多少，这里就显示成本和分录。"
      onClose={onClose}
    >
      {(form) => <MaterialFields form={form} />}
    </RecordDialog>
  );
}

function MaterialFields({ form }: { form: Form<MaterialDraft> }) {
  const { date, goods } = form.value;
  const stock = useCall('business.stock', isDate(date) ? { asOf: date } : {});
  const offers = (stock.value ?? []).map((one) => ({
    name: one.product,
    hint: `库存 ${one.quantity}${one.average === null ? '' : `，均价 ${one.average}`}`,
  }));
  return (
    <Lines
      label="材料"
      heads={['品名', '数量', '库存']}
      lines={goods}
      empty={NO_MATERIAL}
      isEmpty={(line) => line.product === '' && line.quantity === ''}
      onChange={(next) => form.set({ goods: next })}
    >
      {(line, change, at) => (
        <>
          <td>
            <NameField
              bare
              label={`第 ${at + 1} 行材料`}
              dim="product"
              offers={offers}
              maxLength={30}
              value={line.product}
              onChange={(product) => change({ product })}
              error={form.errorOf(`goods.${at}.product`)}
            />
          </td>
          <td>
            <NumberField
              bare
              label={`第 ${at + 1} 行数量`}
              value={line.quantity}
              onChange={(quantity) => change({ quantity })}
              error={form.errorOf(`goods.${at}.quantity`)}
            />
          </td>
          <td className="figures quiet">
            {line.product === ''
              ? ''
              : (stock.value?.find((one) => one.product === line.product.trim())?.quantity ?? '没有')}
          </td>
        </>
      )}
    </Lines>
  );
}

function materialEvent(batchId: number, { goods }: MaterialDraft): ProductionEvent | null {
  const lines = goods.filter((line) => line.product.trim() !== '' || line.quantity.trim() !== '');
  const whole = lines.map((line) => ({ product: line.product.trim(), quantity: amountText(line.quantity) }));
  if (whole.length === 0 || whole.some((line) => line.product === '' || line.quantity === '')) return null;
  return { kind: 'bagMaterial', batchId, goods: whole };
}

interface CostDraft extends Paper {
  what: string;
  amountFen: number | null;
  from: 'paid' | 'owed' | 'item';
  pay: string;
  party: string;
  itemId: string;
}

/** 直接费用 of a batch: paid, owed, or from what stands on another item of 141. */
export function CostDialog({ batch, onClose }: { batch: BatchRow; onClose: () => void }) {
  return (
    <RecordDialog<CostDraft>
      title={`费用：${titleOf(batch)}`}
      initial={(today) => ({
        ...noPaper(today),
        what: '',
        amountFen: null,
        from: 'paid',
        pay: 'bank',
        party: '',
        itemId: '',
      })}
      eventOf={(draft) => costEvent(batch.id, draft)}
      incomplete="填好费用和金额，这里就显示分录。"
      onClose={onClose}
    >
      {(form) => <CostFields form={form} />}
    </RecordDialog>
  );
}

function CostFields({ form }: { form: Form<CostDraft> }) {
  const items = useCall('items.list', { dim: 'asset' });
  const batches = useCall('production.batches', {});
  const own = new Set((batches.value ?? []).map((one) => one.itemId));
  const others = (items.value ?? []).filter((one) => one.enabled && !own.has(one.id) && !one.isLivestock);
  return (
    <>
      <MoneyField
        label="金额（元）"
        required
        valueFen={form.value.amountFen}
        onChange={(amountFen) => form.set({ amountFen })}
        error={form.errorOf('amountFen')}
      />
      <div className="wide">
        <TextField
          {...form.field('what')}
          label="什么费用"
          required
          maxLength={50}
          placeholder="灭菌加工费、菌袋运费…"
          hint="工钱由“务工”的发放表记到批次；折旧、地租先进生产成本，再“分摊”"
        />
      </div>
      <div className="wide">
        <RadioField
          {...form.field('from')}
          label="钱从哪里来"
          choices={[
            { value: 'paid', label: '已经付款' },
            { value: 'owed', label: '还没付（应付款）' },
            { value: 'item', label: '从 141 其他项目转入' },
          ]}
        />
      </div>
      {form.value.from === 'item' ? (
        <SelectField
          {...form.field('itemId')}
          label="转出项目"
          choices={[
            { value: '', label: '请选择' },
            ...others.map((one) => ({ value: String(one.id), label: one.name })),
          ]}
        />
      ) : (
        <>
          <NameField
            {...form.field('party')}
            label="付给谁"
            required={form.value.from === 'owed'}
            dim="counterparty"
          />
          {form.value.from === 'paid' && (
            <PayField {...form.field('pay')} label="付款" error={form.errorOf('money')} />
          )}
        </>
      )}
    </>
  );
}

function costEvent(batchId: number, draft: CostDraft): ProductionEvent | null {
  const { what, amountFen } = draft;
  const from = costFrom(draft);
  if (what.trim() === '' || amountFen === null || !from) return null;
  return { kind: 'bagCost', batchId, what, amountFen, from };
}

type CostFrom = Extract<ProductionEvent, { kind: 'bagCost' }>['from'];

function costFrom({ from, pay, party, itemId }: CostDraft): CostFrom | null {
  switch (from) {
    case 'item':
      return itemId === '' ? null : { kind: 'item', itemId: Number(itemId) };
    case 'owed':
      return party.trim() === '' ? null : { kind: 'owed', party };
    case 'paid': {
      const money = moneyOf(pay);
      return money && { kind: 'money', money, party };
    }
  }
}

interface ShareDraft extends Paper {
  by: 'bags' | 'cost' | 'typed';
  costs: Record<string, number | null>;
  batches: Record<number, { on: boolean; amountFen: number | null }>;
}

/** 分摊生产成本: what stands on 401 goes to the batches that grow. */
export function ShareDialog({ batches, onClose }: { batches: readonly BatchRow[]; onClose: () => void }) {
  const open = useMemo(() => batches.filter(isOpen), [batches]);
  return (
    <RecordDialog<ShareDraft>
      title="分摊生产成本到菌袋"
      initial={(today) => ({
        ...noPaper(today),
        by: 'bags',
        costs: {},
        batches: Object.fromEntries(open.map((one) => [one.id, { on: true, amountFen: null }])),
      })}
      eventOf={shareEvent}
      incomplete="填好要分摊的成本项目和金额，选好批次，这里就显示各批分到多少。"
      onClose={onClose}
    >
      {(form) => <ShareFields form={form} open={open} />}
    </RecordDialog>
  );
}

function ShareFields({ form, open }: { form: Form<ShareDraft>; open: readonly BatchRow[] }) {
  const { date, costs, by, batches } = form.value;
  const list = useCall('production.costsToShare', isDate(date) ? { asOf: date } : {});
  const items = list.value ?? [];
  const setCost = (item: string, fen: number | null): void => form.set({ costs: { ...costs, [item]: fen } });
  const total = Object.values(costs).reduce<number>((sum, fen) => sum + (fen ?? 0), 0);
  return (
    <>
      <RadioField
        {...form.field('by')}
        label="怎样分摊"
        choices={[
          { value: 'bags', label: '按袋数' },
          { value: 'cost', label: '按已归集成本' },
          { value: 'typed', label: '填金额' },
        ]}
      />
      <div className="event-lines share-table wide">
        <table aria-label="生产成本">
          <thead>
            <tr>
              <th>成本项目（401）</th>
              <th className="right">可分摊余额</th>
              <th className="right">这次分摊（元）</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ item, balanceFen }, at) => (
              <tr key={item}>
                <td>{item}</td>
                <td className="figures right">{formatYuan(balanceFen)}</td>
                <td>
                  <MoneyField
                    bare
                    label={`分摊${item}`}
                    valueFen={costs[item] ?? null}
                    onChange={(fen) => setCost(item, fen)}
                    error={form.errorOf(`costs.${at}.amountFen`)}
                  />
                </td>
              </tr>
            ))}
            {items.length === 0 && (
              <tr>
                <td colSpan={3} className="quiet">
                  这一天生产成本没有余额可以分摊。
                </td>
              </tr>
            )}
          </tbody>
        </table>
        <div className="event-lines-foot">
          <button
            type="button"
            className="button quiet"
            disabled={items.length === 0}
            onClick={() =>
              form.set({ costs: Object.fromEntries(items.map((one) => [one.item, one.balanceFen])) })
            }
          >
            全部余额
          </button>
          合计 <b>{yuanOrDash(total)}</b> 元
        </div>
      </div>
      <div className="event-lines share-table wide">
        <table aria-label="分摊到的批次">
          <thead>
            <tr>
              <th>批次</th>
              <th className="right">剩余袋数</th>
              <th className="right">已归集成本</th>
              {by === 'typed' && <th className="right">分到（元）</th>}
            </tr>
          </thead>
          <tbody>
            {open.map((batch, at) => {
              const chosen = batches[batch.id] ?? { on: false, amountFen: null };
              const set = (more: Partial<typeof chosen>): void =>
                form.set({ batches: { ...batches, [batch.id]: { ...chosen, ...more } } });
              return (
                <tr key={batch.id}>
                  <td>
                    <label>
                      <input
                        type="checkbox"
                        checked={chosen.on}
                        onChange={(event) => set({ on: event.target.checked })}
                      />{' '}
                      {titleOf(batch)}
                    </label>
                  </td>
                  <td className="figures right">{batch.bagsLeft.toLocaleString('en-US')}</td>
                  <td className="figures right">{yuanOrDash(batch.costFen)}</td>
                  {by === 'typed' && (
                    <td>
                      <MoneyField
                        bare
                        label={`${batch.no}分到`}
                        disabled={!chosen.on}
                        valueFen={chosen.amountFen}
                        onChange={(amountFen) => set({ amountFen })}
                        error={form.errorOf(`batches.${at}.amountFen`)}
                      />
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

function shareEvent({ by, costs, batches }: ShareDraft): ProductionEvent | null {
  const items = Object.entries(costs).flatMap(([item, amountFen]) =>
    amountFen ? [{ item, amountFen }] : [],
  );
  const chosen = Object.entries(batches)
    .filter(([, one]) => one.on && (by !== 'typed' || one.amountFen))
    .map(([id, one]) => ({
      batchId: Number(id),
      ...(by === 'typed' && one.amountFen ? { amountFen: one.amountFen } : {}),
    }));
  if (items.length === 0 || chosen.length === 0) return null;
  return { kind: 'bagShare', by, costs: items, batches: chosen };
}
