import { addMonths } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, useCall } from '../../api.ts';
import { settle } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { PersonPicker, type Person } from '../../parts/PersonPicker.tsx';
import { type Form, useForm } from '../../parts/useForm.ts';
import { type Draft, draftOfLoan, emptyDraft, termsOf } from './draft.ts';
import { RateLines } from './RateLines.tsx';
import { ReckoningFields } from './ReckoningFields.tsx';
import { taken } from './taken.ts';
import type { LoanView, Settings } from './words.ts';

/** A loan as its 借据 and contract say; how it is reckoned comes from the village's settings unless changed here. */
export function LoanDialog({ view, onClose }: { view: LoanView | null; onClose: () => void }) {
  const settings = useCall('loans.settings', {});
  if (settings.error) return <ErrorBanner error={settings.error} onRetry={settings.reload} />;
  return settings.value ? <Entry view={view} settings={settings.value} onClose={onClose} /> : null;
}

function Entry(props: { view: LoanView | null; settings: Settings; onClose: () => void }) {
  const { view, settings, onClose } = props;
  const { today } = useSession();
  const form = useForm<Draft>(() => (view ? draftOfLoan(view) : emptyDraft(settings, today)));
  const { value } = form;
  return (
    <Dialog
      title={view ? `修改贷款 ${view.loan.noteNo}` : '登记贷款'}
      form={form}
      width={900}
      saveLabel={view ? '保存' : '登记贷款'}
      disabled={
        value.person === null || value.noteNo.trim() === '' || value.amountFen === null || value.dueOn === ''
      }
      onClose={onClose}
      onSave={async (draft) => {
        const terms = taken(termsOf(draft));
        const { id, warnings } = view
          ? await call('loans.change', { id: view.loan.id, terms })
          : await call('loans.record', { terms, ...(draft.isDrawn ? {} : { draws: [] }) });
        settle('loans', id);
        notify(
          view
            ? `${draft.noteNo} 已修改。`
            : `已登记 ${draft.person?.name ?? ''} 的贷款 ${formatYuan(terms.amountFen)} 元。`,
        );
        notifyWarnings(warnings);
      }}
      foot={<span>村里的备查台账，不进合作社的账。</span>}
    >
      <div className="long">
        <div className="fields four">
          <div className="half">
            <PersonPicker
              label="借款人"
              required
              value={value.person as Person | null}
              onChange={(person) => form.set({ person })}
              error={form.errorOf('personId')}
            />
          </div>
          <SelectField
            {...form.field('householdKind')}
            label="户类型"
            choices={[
              { value: '', label: '按户籍' },
              { value: '脱贫户', label: '脱贫户' },
              { value: '监测户', label: '监测户' },
              { value: '一般户', label: '一般户' },
            ]}
          />
          <TextField {...form.field('purpose')} label="用途" placeholder="香菇、养蜂…" maxLength={60} />
          <div className="half">
            <TextField {...form.field('bank')} label="承贷银行" required />
          </div>
          <TextField {...form.field('contractNo')} label="合同号" maxLength={60} />
          <TextField {...form.field('noteNo')} label="借据号" required maxLength={60} />
          <MoneyField
            label="贷款金额（元）"
            required
            valueFen={value.amountFen}
            onChange={(amountFen) => form.set({ amountFen })}
            error={form.errorOf('amountFen')}
          />
          <DateField
            {...form.field('startsOn')}
            label="放款日"
            required
            onChange={(startsOn) => form.set(withStart(value, startsOn))}
          />
          <NumberField
            {...form.field('months')}
            label="期限"
            suffix="个月"
            onChange={(months) => form.set({ months, ...dueAfter(value.startsOn, months) })}
          />
          <DateField {...form.field('dueOn')} label="到期日" required />
          <RateLines
            label="年利率"
            lines={value.rates}
            onChange={(rates) => form.set({ rates })}
            error={form.errorOf('rates')}
          />
          <RateLines
            label="贴息比例"
            lines={value.ratios}
            onChange={(ratios) => form.set({ ratios })}
            error={form.errorOf('ratios')}
          />
          <DateField {...form.field('subsidyFrom')} label="贴息起" placeholder="放款日" />
          <DateField {...form.field('subsidyTo')} label="贴息止（含）" placeholder="到期日前一天" />
          <SelectField
            {...form.field('payee')}
            label="贴息收款方"
            choices={[
              { value: 'household', label: '农户（先付后贴）' },
              { value: 'bank', label: '银行（银行代扣）' },
            ]}
          />
          <MoneyField
            label="可贴息本金上限（元）"
            valueFen={value.capFen}
            onChange={(capFen) => form.set({ capFen: capFen ?? settings.capFen })}
            error={form.errorOf('capFen')}
          />
          <Reckoning form={form} />
          <div className="wide">
            <TextField {...form.field('note')} label="备注" />
          </div>
          {!view && (
            <div className="wide">
              <CheckField
                {...form.field('isDrawn')}
                label="放款日一次放足全部金额（分次放款的去掉勾，再逐笔登记放款）"
              />
            </div>
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** Kept shut: the village's usual way is nearly always right. */
function Reckoning({ form }: { form: Form<Draft> }) {
  return (
    <details className="wide loan-reckoning">
      <summary>计息和罚息的算法（按村里的设置，这笔不同的在这里改）</summary>
      <div className="fields four">
        <ReckoningFields form={form} />
      </div>
    </details>
  );
}

/** Another first day moves the first rate and the due day with it. */
function withStart(draft: Draft, startsOn: string): Partial<Draft> {
  const follow = (lines: Draft['rates']): Draft['rates'] =>
    lines.map((line, at) => (at === 0 && line.from === draft.startsOn ? { ...line, from: startsOn } : line));
  return {
    startsOn,
    rates: follow(draft.rates),
    ratios: follow(draft.ratios),
    ...dueAfter(startsOn, draft.months),
  };
}

function dueAfter(startsOn: string, months: string): { dueOn?: string } {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(startsOn) || !/^[1-9]\d{0,2}$/u.test(months.trim())) return {};
  return { dueOn: addMonths(startsOn, Number(months)) };
}
