import { quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import { COST_RULES, type CostRule } from '../../../shared/rules/production.ts';
import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, NumberField, PercentField, RadioField, TextField } from '../../parts/Field.tsx';
import { Lines } from '../../parts/Lines.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { NameField } from '../business/inputs.tsx';
import { amountText, type BatchCard, isDate, showRow, wholeNumber } from './view.ts';

interface Draft {
  no: string;
  name: string;
  product: string;
  strain: string;
  bags: string;
  begunOn: string;
  costRule: CostRule;
  expectedKg: string;
  flushes: { share: string }[];
  note: string;
}

/** A batch: what it is, and how its cost will be shared out among the flushes. */
export function BatchDialog({ batch, onClose }: { batch?: BatchCard; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm<Draft>(() => (batch ? draftOf(batch) : newDraft(today)));
  const { costRule, flushes } = form.value;
  const sum = flushes.reduce((milli, one) => milli + milliOf(one.share), 0);
  return (
    <Dialog
      title={batch ? `改批次：${batch.facts.no}` : '新菌袋批次'}
      form={form}
      width={720}
      saveLabel="保存批次"
      onClose={onClose}
      onSave={async (draft) => {
        const { bags, begunOn, expectedKg } = draft;
        const count = wholeNumber(bags);
        const shares = draft.flushes.map((one) => one.share.trim()).filter((one) => one !== '');
        if (count === null || !isDate(begunOn)) {
          throw new Refusal('incomplete', '批次号、名称、品名、袋数（整数）、开始日期都要填。');
        }
        const kg = amountText(expectedKg);
        if (expectedKg.trim() !== '' && kg === '') {
          throw new Refusal('incomplete', '预计产量要写成公斤数，最多三位小数。', { expectedKg: '' });
        }
        const { no, name, product, strain, note } = draft;
        const saved = await call('production.saveBatch', {
          ...(batch ? { id: batch.batch.id } : {}),
          ...{ no, name, product, strain, note, bags: count, begunOn, costRule: draft.costRule },
          expectedKg: kg === '' ? null : kg,
          flushes: draft.costRule === 'percent' ? shares : [],
        });
        notify(batch ? `批次 ${no} 已改。` : `批次 ${no} 已登记，接着登记领料、进棚。`);
        notifyWarnings(saved.warnings);
        showRow('batches', saved.id);
      }}
    >
      <div className="fields">
        <TextField {...form.field('no')} label="批次号" required placeholder="2018-01" maxLength={20} />
        <DateField {...form.field('begunOn')} label="开始制袋日期" required max={today} />
        <div className="wide">
          <TextField
            {...form.field('name')}
            label="名称"
            required
            maxLength={50}
            placeholder="香菇菌袋 2018年秋栽一批"
            hint="科目 141 消耗性生物资产按这个名称核算"
          />
        </div>
        <NameField {...form.field('product')} label="鲜菇品名" required dim="product" maxLength={30} />
        <TextField {...form.field('strain')} label="菌种" maxLength={50} placeholder="香菇 808" />
        <NumberField {...form.field('bags')} label="袋数" required suffix="袋" />
        <NumberField
          {...form.field('expectedKg')}
          label="预计鲜菇产量（各潮合计）"
          required={costRule === 'expected'}
          suffix="公斤"
        />
        <div className="wide">
          <RadioField
            {...form.field('costRule')}
            label="各潮怎样分成本"
            choices={(Object.keys(COST_RULES) as CostRule[]).map((value) => ({
              value,
              label: COST_RULES[value],
            }))}
            hint="会计制度没有规定，选一种用到末潮。按比例：一潮合并登记一次；按预计产量：可以分几次入库。末潮把剩下的成本全部转完。"
          />
        </div>
        {costRule === 'percent' && (
          <>
            {form.errorOf('flushes') !== undefined && form.errorOf('flushes') !== '' && (
              <p className="wide field-error">{form.errorOf('flushes')}</p>
            )}
            <Lines
              label="各潮比例"
              heads={['潮次', '比例']}
              lines={flushes}
              empty={{ share: '' }}
              isEmpty={(line) => line.share.trim() === ''}
              onChange={(next) => form.set({ flushes: next })}
              foot={
                <>
                  合计 <b>{quantityText(sum)}%</b>
                  {sum === 100_000 ? (
                    <span className="tag good">正好 100%</span>
                  ) : (
                    <span className="tag bad">
                      {sum < 100_000 ? '还差' : '多出'} {quantityText(Math.abs(100_000 - sum))}%
                    </span>
                  )}
                </>
              }
            >
              {(line, change, at) => (
                <>
                  <td className="figures">第 {at + 1} 潮</td>
                  <td>
                    <PercentField
                      bare
                      label={`第 ${at + 1} 潮比例`}
                      value={line.share}
                      onChange={(share) => change({ share })}
                      error={form.errorOf(`flushes.${at}`)}
                    />
                  </td>
                </>
              )}
            </Lines>
          </>
        )}
        <div className="wide">
          <TextField {...form.field('note')} label="备注" />
        </div>
      </div>
    </Dialog>
  );
}

const milliOf = (share: string): number => {
  const plain = amountText(share, 2);
  return plain === '' ? 0 : quantityMilli(plain);
};

function newDraft(today: string): Draft {
  return {
    no: '',
    name: '',
    product: '鲜香菇',
    strain: '',
    bags: '',
    begunOn: today,
    costRule: 'percent',
    expectedKg: '',
    flushes: [{ share: '40' }, { share: '30' }, { share: '20' }, { share: '10' }, { share: '' }],
    note: '',
  };
}

function draftOf({ facts }: BatchCard): Draft {
  return {
    ...facts,
    bags: String(facts.bags),
    expectedKg: facts.expectedKg ?? '',
    flushes: [...facts.flushes.map((share) => ({ share })), { share: '' }],
  };
}
