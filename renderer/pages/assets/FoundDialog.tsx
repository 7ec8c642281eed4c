import type { Input } from '../../../shared/contract/index.ts';
import { USE_NAMES } from '../../../shared/rules/assetWords.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Found, Sheet } from './CountSheet.tsx';
import { WordField } from './fields.tsx';
import { monthsOf, yearsText } from './typed.ts';

type FoundInput = NonNullable<Input<'stocktakes.save'>['found']>[number];

/** 盘盈: what stands there and in no card; it gets a card of its own when the differences are booked. */
export function FoundDialog(props: { sheet: Sheet; found: Found | null; onClose: () => void }) {
  const { sheet, found } = props;
  const choices = useCall('assets.choices', {}).value;
  const form = useForm({
    no: found?.no ?? '',
    name: found?.name ?? '',
    category: found?.category ?? '',
    spec: found?.spec ?? '',
    unit: found?.unit ?? '',
    quantity: String(found?.quantity ?? 1),
    valueFen: found?.valueFen ?? (null as number | null),
    use: found?.use ?? ('production' as const),
    years: found ? yearsText(found.lifeMonths) : '',
    residual: found?.residualPercent ?? '5',
    place: found?.place ?? '',
    custodian: found?.custodian ?? '',
    cause: found?.cause ?? '',
    treatment: found?.treatment ?? '转其他收入',
  });
  const others = sheet.found.filter((one) => one.id !== found?.id).map(inputOf);
  async function save(rows: FoundInput[]): Promise<void> {
    const { warnings } = await call('stocktakes.save', { id: sheet.stocktake.id, lines: [], found: rows });
    notifyWarnings(warnings);
  }
  return (
    <Dialog
      title={found ? `盘盈：${found.name}` : '盘盈一项'}
      form={form}
      width={720}
      onClose={props.onClose}
      foot={
        found && (
          <button
            type="button"
            className="button danger"
            onClick={() => void save(others).then(props.onClose, (reason: unknown) => form.fail(reason))}
          >
            去掉这一项
          </button>
        )
      }
      onSave={async (value) => {
        const lifeMonths = monthsOf(toHalfWidth(value.years));
        const quantity = Number(toHalfWidth(value.quantity).trim());
        if (!value.valueFen || lifeMonths === null || !Number.isInteger(quantity) || quantity < 1) {
          throw new Refusal('incomplete', '名称、类别、数量、价值和还能用的年限都要填，年限要合整月。');
        }
        const { no, years: _, residual, valueFen, ...rest } = value;
        await save([
          ...others,
          {
            ...rest,
            ...(found ? { id: found.id } : {}),
            ...(no.trim() === '' ? {} : { no }),
            quantity,
            valueFen,
            lifeMonths,
            residualPercent: toHalfWidth(residual).trim(),
          },
        ]);
        notify(`已记下盘盈 ${value.name}。`);
      }}
    >
      <div className="fields three">
        <TextField {...form.field('name')} label="名称" required maxLength={50} />
        <WordField
          {...form.field('category')}
          label="类别"
          required
          words={(choices?.categories ?? []).map((one) => one.name)}
        />
        <TextField {...form.field('no')} label="资产编号" placeholder="入账时自动给" maxLength={20} />
        <TextField {...form.field('spec')} label="规格型号" />
        <NumberField {...form.field('quantity')} label="数量" required />
        <WordField {...form.field('unit')} label="单位" words={choices?.units ?? []} />
        <MoneyField
          label="市价或评估价减去磨损（元）"
          required
          valueFen={form.value.valueFen}
          onChange={(valueFen) => form.set({ valueFen })}
          error={form.errorOf('valueFen')}
          hint="全部数量合计"
        />
        <NumberField
          {...form.field('years')}
          label="还能用"
          required
          suffix="年"
          error={form.errorOf('lifeMonths')}
        />
        <NumberField
          {...form.field('residual')}
          label="净残值率"
          suffix="%"
          error={form.errorOf('residualPercent')}
        />
        <SelectField
          {...form.field('use')}
          label="用途"
          choices={(Object.keys(USE_NAMES) as (keyof typeof USE_NAMES)[]).map((value) => ({
            value,
            label: USE_NAMES[value],
          }))}
        />
        <WordField {...form.field('place')} label="坐落" words={choices?.places ?? []} />
        <WordField {...form.field('custodian')} label="保管人" words={choices?.custodians ?? []} />
        <div className="wide">
          <TextField {...form.field('cause')} label="原因" placeholder="以前购置没有登记" />
        </div>
        <div className="wide">
          <TextField {...form.field('treatment')} label="处理意见" />
        </div>
      </div>
    </Dialog>
  );
}

function inputOf(found: Found): FoundInput {
  const { assetId: _, ...rest } = found;
  return rest;
}
