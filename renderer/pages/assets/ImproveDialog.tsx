import type { Input } from '../../../shared/contract/index.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { useSettled } from '../../parts/useSettled.ts';
import { DateField, NumberField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { FundingLines, WordField } from './fields.tsx';
import { type FundingLine, fundingOf, monthsOf, NO_FUNDING } from './typed.ts';
import type { Card } from './view.ts';

type Improvement = Input<'improvements.record'>;

interface Draft {
  date: string;
  project: string;
  amountFen: number | null;
  funding: FundingLine[];
  years: string;
  residual: string;
  units: string;
  reason: string;
  documentNo: string;
  attachments: string;
}

/** 改建: works gathered on 153 become part of the card, or of 171 where it is fully depreciated. */
export function ImproveDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const { today } = useSession();
  const choices = useCall('assets.choices', {}).value;
  const form = useForm<Draft>({
    date: today,
    project: '',
    amountFen: null,
    funding: [NO_FUNDING],
    years: '',
    residual: '',
    units: '',
    reason: '',
    documentNo: '',
    attachments: '1',
  });
  const input = useSettled(improvementOf(card, form.value));
  const { value, error } = useCall('improvements.preview', input);
  const project = choices?.projects.find((one) => one.name === form.value.project.trim());
  const byUnits = card.terms.filter((one) => !one.isUndone).at(-1)?.method === 'units';
  return (
    <Dialog
      title={`改建：${card.no} ${card.name}`}
      form={form}
      width={980}
      saveLabel={card.standing === 'booked' ? '改建入账' : '登记改建'}
      onClose={onClose}
      onSave={async (draft) => {
        const ready = improvementOf(card, draft);
        if (!ready)
          throw new Refusal(
            'incomplete',
            '还有没填完的：在建工程、金额、说明都要填，资金来源填了的要合计等于金额。',
          );
        const saved = await call('improvements.record', ready);
        notify(`已登记 ${card.no} ${card.name} 改建 ${formatYuan(ready.amountFen)} 元。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="event-dialog long">
        <div className="event-fields fields">
          <p className="wide form-note">
            改建先在“在建工程”里归集支出，完工后从这里转入。日常修理直接记费用，不在这里登记。改变年限、残值率的，从下个月起按新的计提，以前的不动。
          </p>
          {card.standing === 'booked' && (
            <WordField
              {...form.field('project')}
              label="在建工程"
              required
              words={(choices?.projects ?? []).map((one) => one.name)}
              hint={project ? `账上 ${formatYuan(project.balanceFen)} 元` : ''}
            />
          )}
          <MoneyField
            label="改建金额（元）"
            required
            valueFen={form.value.amountFen}
            onChange={(amountFen) => form.set({ amountFen })}
            error={form.errorOf('amountFen')}
          />
          <DateField {...form.field('date')} label="完工日期" required />
          <NumberField
            {...form.field('years')}
            label="改建后总年限"
            suffix="年"
            placeholder="不变"
            error={form.errorOf('lifeMonths')}
          />
          <NumberField
            {...form.field('residual')}
            label="净残值率"
            suffix="%"
            placeholder="不变"
            error={form.errorOf('residualPercent')}
          />
          {byUnits && <NumberField {...form.field('units')} label="改建后还能做的工作量" required />}
          <div className="wide">
            <TextField
              {...form.field('reason')}
              label="改建了什么"
              required
              placeholder="加装保温层、换制冷机组"
            />
          </div>
          <TextField {...form.field('documentNo')} label="单据号" />
          <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
          <h3 className="wide">钱从哪里来（不填就是自筹）</h3>
          <FundingLines
            lines={form.value.funding}
            onChange={(funding) => form.set({ funding })}
            costFen={form.value.amountFen}
            whole="改建金额"
            untouched="没有填，算自筹股金"
            error={form.errorOf('funding')}
          />
        </div>
        <EntryPreview
          asked={input !== null}
          value={value}
          error={error}
          said={form.error?.message}
          incomplete="填好带 * 的各项，这里就显示分录和改建后的月折旧。"
          nothing="备查资产不写凭证，只登记卡片。"
        >
          {value && (
            <>
              {value.mode === 'deferred' && <p>这项资产已经提足折旧，改建支出记长期待摊费用（171）。</p>}
              <Stat label="改建后原值" valueFen={value.costFen} />
              {value.beforeFen !== null && <Stat label="改建前月折旧" valueFen={value.beforeFen} />}
              {value.afterFen !== null && (
                <Stat
                  label="改建后月折旧"
                  valueFen={value.afterFen}
                  strong
                  {...(value.fromPeriod
                    ? { hint: `从 ${value.fromPeriod} 起，还有 ${value.months} 个月` }
                    : {})}
                />
              )}
            </>
          )}
        </EntryPreview>
      </div>
    </Dialog>
  );
}

function improvementOf(card: Card, draft: Draft): Improvement | null {
  const project = draft.project.trim();
  const [years, residual, units] = [draft.years, draft.residual, draft.units].map((one) =>
    toHalfWidth(one).trim(),
  ) as [string, string, string];
  const lifeMonths = years === '' ? undefined : monthsOf(years);
  const untouched = draft.funding.every((line) => line.note.trim() === '' && line.amountFen === null);
  const funding = untouched ? undefined : fundingOf(draft.funding);
  if (!draft.amountFen || draft.reason.trim() === '' || lifeMonths === null || funding === null) return null;
  if ((card.standing === 'booked' && project === '') || !/^\d{4}-\d{2}-\d{2}$/u.test(draft.date)) return null;
  if (residual !== '' && !/^\d{1,3}(\.\d{1,6})?$/u.test(residual)) return null;
  const attachments = toHalfWidth(draft.attachments).trim();
  if (!/^\d{0,4}$/u.test(attachments)) return null;
  return {
    assetId: card.id,
    date: draft.date,
    amountFen: draft.amountFen,
    reason: draft.reason,
    documentNo: draft.documentNo,
    attachments: Number(attachments),
    ...(project === '' ? {} : { project }),
    ...(funding ? { funding } : {}),
    ...(lifeMonths === undefined ? {} : { lifeMonths }),
    ...(residual === '' ? {} : { residualPercent: residual }),
    ...(units === '' ? {} : { units }),
  };
}
