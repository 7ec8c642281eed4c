import { useCall } from '../../api.ts';
import { NumberField } from '../../parts/Field.tsx';
import { Lines } from '../../parts/Lines.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import type { Form } from '../../parts/useForm.ts';
import { NameField } from '../business/inputs.tsx';
import { noPaper, type Paper, RecordDialog } from './RecordDialog.tsx';
import { amountText, isDate, type ProductionEvent } from './view.ts';

interface CostLine {
  item: string;
  amountFen: number | null;
}

interface Draft extends Paper {
  freshProduct: string;
  freshQuantity: string;
  dryProduct: string;
  dryQuantity: string;
  costs: CostLine[];
}

const NO_COST: CostLine = { item: '', amountFen: null };

/** 烘干: fresh out of stock, dry in, with the fuel and power that stand on 401. */
export function DryingDialog({ fresh, dry, onClose }: { fresh: string; dry: string; onClose: () => void }) {
  return (
    <RecordDialog<Draft>
      title="烘干"
      initial={(today) => ({
        ...noPaper(today),
        freshProduct: fresh,
        freshQuantity: '',
        dryProduct: dry,
        dryQuantity: '',
        costs: [NO_COST],
      })}
      eventOf={dryingEvent}
      incomplete="填好鲜品、干品各多少公斤，这里就显示鲜干比、成本和分录。"
      onClose={onClose}
    >
      {(form) => <DryingFields form={form} />}
    </RecordDialog>
  );
}

function DryingFields({ form }: { form: Form<Draft> }) {
  const { date, freshProduct } = form.value;
  const asOf = isDate(date) ? { asOf: date } : {};
  const stock = useCall('business.stock', asOf).value ?? [];
  const costs = useCall('production.costsToShare', asOf).value ?? [];
  const onHand = stock.find((one) => one.product === freshProduct.trim());
  return (
    <>
      <span />
      <NameField {...form.field('freshProduct')} label="鲜品" required dim="product" maxLength={30} />
      <NumberField
        {...form.field('freshQuantity')}
        label="烘干鲜品"
        required
        suffix="公斤"
        hint={onHand ? `库存 ${onHand.quantity}，均价 ${onHand.average ?? '—'}` : '这一天没有库存'}
      />
      <NameField {...form.field('dryProduct')} label="干品" required dim="product" maxLength={30} />
      <NumberField {...form.field('dryQuantity')} label="得到干品" required suffix="公斤" />
      <Lines
        label="烘干费用"
        heads={['生产成本项目（可不填）', '金额（元）']}
        lines={form.value.costs}
        empty={NO_COST}
        isEmpty={(line) => line.item === '' && line.amountFen === null}
        onChange={(next) => form.set({ costs: next })}
        foot={<span className="quiet">燃料、电费先记到生产成本，烘干时转进干品</span>}
      >
        {(line, change, at) => (
          <>
            <td>
              <NameField
                bare
                label={`第 ${at + 1} 行成本项目`}
                dim="costItem"
                offers={costs.map((one) => ({
                  name: one.item,
                  hint: `余额 ${(one.balanceFen / 100).toFixed(2)}`,
                }))}
                value={line.item}
                onChange={(item) => change({ item })}
                error={form.errorOf(`costs.${at}.item`)}
              />
            </td>
            <td>
              <MoneyField
                bare
                label={`第 ${at + 1} 行金额`}
                valueFen={line.amountFen}
                onChange={(amountFen) => change({ amountFen })}
                error={form.errorOf(`costs.${at}.amountFen`)}
              />
            </td>
          </>
        )}
      </Lines>
    </>
  );
}

function dryingEvent(draft: Draft): ProductionEvent | null {
  const freshQuantity = amountText(draft.freshQuantity);
  const dryQuantity = amountText(draft.dryQuantity);
  const freshProduct = draft.freshProduct.trim();
  const dryProduct = draft.dryProduct.trim();
  const lines = draft.costs.filter((line) => line.item.trim() !== '' || line.amountFen !== null);
  const costs = lines.flatMap(({ item, amountFen }) =>
    item.trim() === '' || !amountFen ? [] : [{ item: item.trim(), amountFen }],
  );
  if (freshQuantity === '' || dryQuantity === '' || freshProduct === '' || dryProduct === '') return null;
  if (costs.length < lines.length) return null;
  return { kind: 'drying', freshProduct, freshQuantity, dryProduct, dryQuantity, costs };
}
