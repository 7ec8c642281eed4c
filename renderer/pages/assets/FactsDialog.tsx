import { OWNER_NAMES, USE_NAMES } from '../../../shared/rules/assetWords.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { SelectField, TextField } from '../../parts/Field.tsx';
import { notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { factsOf, termsOf } from './acquireDraft.ts';
import { FundingLines, TermsFields, WordField } from './fields.tsx';
import { type FundingLine, fundingOf, yearsText } from './typed.ts';
import type { Card } from './view.ts';

/** 改卡片: what it says beside money, each change kept. 补全资料: the life and the sources too, of a card that something else made. */
export function FactsDialog(props: { card: Card; completing: boolean; onClose: () => void }) {
  const { card, completing } = props;
  const choices = useCall('assets.choices', {}).value;
  const now = card.terms.filter((one) => !one.isUndone).at(-1);
  const form = useForm({
    ...factsOf(card),
    method: now?.method ?? ('straight-line' as const),
    years: yearsText(card.lifeMonths),
    residual: card.residual,
    units: now?.units === '0' ? '' : (now?.units ?? ''),
    workUnit: now?.workUnit ?? '',
    funding: card.fundingRows.map((row): FundingLine => ({ ...row })),
  });
  return (
    <Dialog
      title={`${completing ? '补全资料' : '改卡片'}：${card.no} ${card.name}`}
      form={form}
      width={820}
      onClose={props.onClose}
      onSave={async (value) => {
        const facts = factsOf(value);
        if (!completing) {
          await call('assets.update', { id: card.id, facts });
          notify(`已修改 ${facts.no} ${facts.name}，改动记在卡片上。`);
          return;
        }
        const [terms, funding] = [termsOf(value), fundingOf(value.funding)];
        if (!terms || !funding) {
          throw new Refusal(
            'incomplete',
            '年限要合整月，残值率写成 5 或 4.5；资金来源每行都要有金额，合计等于原值。',
          );
        }
        await call('assets.complete', { id: card.id, facts, funding, terms });
        notify(`已补全 ${facts.no} ${facts.name} 的资料。`);
      }}
    >
      <div className="fields three long">
        <TextField {...form.field('no')} label="资产编号" required maxLength={20} />
        <TextField {...form.field('name')} label="资产名称" required maxLength={50} />
        <WordField
          {...form.field('category')}
          label="类别"
          required
          words={(choices?.categories ?? []).map((one) => one.name)}
        />
        <TextField {...form.field('spec')} label="规格型号" />
        <WordField {...form.field('unit')} label="单位" words={choices?.units ?? []} />
        <SelectField
          {...form.field('use')}
          label="用途（折旧计入）"
          choices={[
            { value: 'production', label: `${USE_NAMES.production}（生产成本 401）` },
            { value: 'management', label: `${USE_NAMES.management}（管理费用 523）` },
            { value: 'public', label: `${USE_NAMES.public}（其他支出 529）` },
          ]}
        />
        <WordField {...form.field('place')} label="坐落" words={choices?.places ?? []} />
        <WordField {...form.field('department')} label="使用部门" words={choices?.departments ?? []} />
        <WordField {...form.field('custodian')} label="保管人" words={choices?.custodians ?? []} />
        <TextField {...form.field('supplier')} label="供应商" />
        <TextField {...form.field('documentNo')} label="单据号" />
        <SelectField
          {...form.field('ownerKind')}
          label="所有权人"
          choices={(Object.keys(OWNER_NAMES) as (keyof typeof OWNER_NAMES)[]).map((value) => ({
            value,
            label: OWNER_NAMES[value],
          }))}
        />
        {form.value.ownerKind !== 'cooperative' && (
          <>
            <TextField {...form.field('owner')} label="所有权人名称" />
            <TextField
              {...form.field('controlContract')}
              label="控制合同号"
              required={card.standing === 'booked'}
            />
          </>
        )}
        <div className="wide">
          <TextField {...form.field('note')} label="备注" />
        </div>
        {completing && (
          <>
            <h3 className="wide">折旧</h3>
            <TermsFields value={form.value} set={form.set} errorOf={form.errorOf} />
            <h3 className="wide">钱从哪里来</h3>
            <FundingLines
              lines={form.value.funding}
              onChange={(funding) => form.set({ funding })}
              costFen={card.costFen}
              whole="原值"
              error={form.errorOf('funding')}
            />
          </>
        )}
        {!completing && (
          <p className="wide form-note">
            金额、年限、资金来源不在这里改：原值错了用“冲销登记”重来，改建用“改建”，年限用“变更折旧”。
          </p>
        )}
      </div>
    </Dialog>
  );
}
