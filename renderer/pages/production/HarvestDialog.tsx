import { quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import { COST_RULES } from '../../../shared/rules/production.ts';
import { CheckField, NumberField, TextField } from '../../parts/Field.tsx';
import { Lines } from '../../parts/Lines.tsx';
import type { Form } from '../../parts/useForm.ts';
import { noPaper, type Paper, RecordDialog } from './RecordDialog.tsx';
import { amountText, type BatchCard, type ProductionEvent, titleOf, wholeNumber } from './view.ts';

interface PlaceLine {
  greenhouse: string;
  quantity: string;
}

interface Draft extends Paper {
  flushNo: string;
  isLast: boolean;
  quantity: string;
  places: PlaceLine[];
}

const NO_PLACE: PlaceLine = { greenhouse: '', quantity: '' };

/** 采收入库: kilograms of a flush into stock, at their part of what the batch costs. */
export function HarvestDialog({ card, onClose }: { card: BatchCard; onClose: () => void }) {
  const { batch, facts } = card;
  const next = facts.costRule === 'percent' ? batch.flushNo + 1 : Math.max(batch.flushNo, 1);
  return (
    <RecordDialog<Draft>
      title={`采收：${titleOf(batch)}`}
      initial={(today) => ({
        ...noPaper(today),
        flushNo: String(next),
        isLast: false,
        quantity: '',
        places: [NO_PLACE],
      })}
      eventOf={(draft) => harvestEvent(batch.id, draft)}
      incomplete={`填好潮次和采收的公斤数，这里就按“${COST_RULES[facts.costRule]}”算出这一潮的成本。`}
      onClose={onClose}
    >
      {(form) => <HarvestFields form={form} card={card} />}
    </RecordDialog>
  );
}

function HarvestFields({ form, card }: { form: Form<Draft>; card: BatchCard }) {
  const { facts, batch } = card;
  const planned = facts.flushes.length;
  const endsPlan = facts.costRule === 'percent' && wholeNumber(form.value.flushNo) === planned;
  const weighed = form.value.places.reduce((milli, one) => milli + milliOf(one.quantity), 0);
  return (
    <>
      <NumberField
        {...form.field('flushNo')}
        label="潮次"
        required
        hint={
          facts.costRule === 'percent'
            ? `比例 ${facts.flushes.map((share) => `${share}%`).join('、')}`
            : `预计共 ${facts.expectedKg ?? '—'} 公斤，已采 ${batch.harvestedKg}`
        }
      />
      <NumberField
        {...form.field('quantity')}
        label={`采收${facts.product}`}
        required
        suffix="公斤"
        hint={batch.flushNo > 0 ? `已采到第 ${batch.flushNo} 潮` : '还没有采过'}
      />
      {endsPlan ? (
        <p className="form-note">第 {planned} 潮是末潮：剩下的成本全部转出，菌袋出棚。</p>
      ) : (
        <CheckField
          {...form.field('isLast')}
          label="末潮，采完结清"
          hint="剩下的成本全部转出，菌袋出棚，以后不再登记"
        />
      )}
      <Lines
        label="各棚重量"
        heads={['棚号（可不填）', '数量（公斤）']}
        lines={form.value.places}
        empty={NO_PLACE}
        isEmpty={(line) => line.greenhouse === '' && line.quantity === ''}
        onChange={(places) => form.set({ places })}
        foot={
          <>
            <button
              type="button"
              className="button quiet"
              disabled={card.places.length === 0}
              title="列出这一批现在在的棚，逐棚填重量"
              onClick={() =>
                form.set({
                  places: [...card.places.map(({ greenhouse }) => ({ greenhouse, quantity: '' })), NO_PLACE],
                })
              }
            >
              列出在棚 {card.places.length} 个
            </button>
            各棚合计 <b>{weighed === 0 ? '—' : quantityText(weighed)}</b>
            <button
              type="button"
              className="button quiet"
              disabled={weighed === 0}
              onClick={() => form.set({ quantity: quantityText(weighed) })}
            >
              填为采收数
            </button>
          </>
        }
      >
        {(line, change, at) => (
          <>
            <td>
              <TextField
                bare
                label={`第 ${at + 1} 行棚号`}
                maxLength={20}
                value={line.greenhouse}
                onChange={(greenhouse) => change({ greenhouse })}
                error={form.errorOf(`places.${at}.greenhouse`)}
              />
            </td>
            <td>
              <NumberField
                bare
                label={`第 ${at + 1} 行重量`}
                value={line.quantity}
                onChange={(quantity) => change({ quantity })}
                error={form.errorOf(`places.${at}.quantity`)}
              />
            </td>
          </>
        )}
      </Lines>
    </>
  );
}

const milliOf = (typed: string): number => {
  const plain = amountText(typed);
  return plain === '' ? 0 : quantityMilli(plain);
};

function harvestEvent(batchId: number, draft: Draft): ProductionEvent | null {
  const flushNo = wholeNumber(draft.flushNo);
  const quantity = amountText(draft.quantity);
  // A greenhouse without a weight was not weighed.
  const places = draft.places
    .filter((line) => line.quantity.trim() !== '')
    .map((line) => ({ greenhouse: line.greenhouse.trim(), quantity: amountText(line.quantity) }));
  if (flushNo === null || quantity === '') return null;
  if (places.some((line) => line.greenhouse === '' || line.quantity === '')) return null;
  return { kind: 'bagHarvest', batchId, flushNo, isLast: draft.isLast, quantity, places };
}
