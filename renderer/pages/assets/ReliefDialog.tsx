import { RELIEF_NAMES } from '../../../shared/rules/assetWords.ts';
import { call, Refusal } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { type ReliefDraft, reliefDraftOf, reliefOf } from './acquireDraft.ts';
import type { Card } from './view.ts';

/** What is asked of a poverty-relief project's asset beside. */
export function ReliefFields(props: {
  value: ReliefDraft;
  set: (change: Partial<ReliefDraft>) => void;
  errorOf: (name: string) => string | undefined;
}) {
  const { value, set, errorOf } = props;
  const text = (name: Exclude<keyof ReliefDraft, 'kind'>, label: string, placeholder = '') => (
    <TextField
      label={label}
      placeholder={placeholder}
      value={value[name]}
      onChange={(next) => set({ [name]: next })}
      error={errorOf(name)}
    />
  );
  return (
    <>
      <SelectField
        label="资产类型"
        value={value.kind}
        onChange={(kind) => set({ kind })}
        choices={(Object.keys(RELIEF_NAMES) as (keyof typeof RELIEF_NAMES)[]).map((kind) => ({
          value: kind,
          label: RELIEF_NAMES[kind],
        }))}
      />
      {text('project', '项目名称')}
      <NumberField
        label="项目年度"
        value={value.projectYear}
        suffix="年"
        onChange={(projectYear) => set({ projectYear })}
        error={errorOf('projectYear')}
      />
      {text('approvalNo', '批文', '略扶发〔2018〕12号')}
      {text('implementer', '实施单位')}
      <DateField
        label="竣工验收日"
        value={value.acceptedOn}
        onChange={(acceptedOn) => set({ acceptedOn })}
        error={errorOf('acceptedOn')}
      />
      {text('operatedBy', '经营权人')}
      {text('supervisor', '监管单位')}
      {text('caretaker', '管护责任人')}
      <DateField
        label="确权日"
        value={value.certifiedOn}
        onChange={(certifiedOn) => set({ certifiedOn })}
        error={errorOf('certifiedOn')}
      />
      {text('certificateNo', '确权证号')}
      <div className="wide">{text('benefitRule', '收益权与分配方式', '收益归谁、按什么比例分、决议号')}</div>
    </>
  );
}

/** 扶贫项目资产: is it one, of which project, who owns, runs, keeps and watches it. */
export function ReliefDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const form = useForm({ isRelief: card.isRelief, relief: reliefDraftOf(card.relief) });
  return (
    <Dialog
      title={`扶贫项目资产信息：${card.no} ${card.name}`}
      form={form}
      width={720}
      onClose={onClose}
      onSave={async ({ isRelief, relief }) => {
        const read = reliefOf(relief);
        if (isRelief && !read) {
          throw new Refusal('incomplete', '项目年度要写四位年份，验收日、确权日要写成 2018-08-15 这样。');
        }
        await call('assets.setRelief', { id: card.id, isRelief, relief: isRelief ? read : null });
        notify(isRelief ? `已保存 ${card.no} 的扶贫项目资产信息。` : `${card.no} 不再列入扶贫项目资产。`);
      }}
    >
      <CheckField {...form.field('isRelief')} label="属于扶贫项目资产" />
      {form.value.isRelief && (
        <div className="fields three">
          <ReliefFields
            value={form.value.relief}
            set={(change) => form.set({ relief: { ...form.value.relief, ...change } })}
            errorOf={form.errorOf}
          />
        </div>
      )}
    </Dialog>
  );
}

/** 年度收益 of a relief asset. */
export function BenefitDialog(props: {
  asset: { id: number; no: string; name: string };
  year: number;
  amountFen: number | null;
  note: string;
  onClose: () => void;
}) {
  const { asset } = props;
  const form = useForm({ year: String(props.year), amountFen: props.amountFen, note: props.note });
  return (
    <Dialog
      title={`年度收益：${asset.no} ${asset.name}`}
      form={form}
      width={440}
      onClose={props.onClose}
      onSave={async ({ year, amountFen, note }) => {
        await call('assets.setBenefit', { id: asset.id, year: Number(year || Number.NaN), amountFen, note });
        notify(amountFen === null ? `已去掉 ${year} 年的收益。` : `已登记 ${asset.no} ${year} 年收益。`);
      }}
    >
      <div className="fields">
        <NumberField {...form.field('year')} label="年度" required suffix="年" />
        <MoneyField
          label="收益（元）"
          valueFen={form.value.amountFen}
          onChange={(amountFen) => form.set({ amountFen })}
          error={form.errorOf('amountFen')}
          hint="留空就是去掉这一年"
        />
        <div className="wide">
          <TextField {...form.field('note')} label="怎么来的、分给了谁" />
        </div>
      </div>
    </Dialog>
  );
}
