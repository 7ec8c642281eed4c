import { call, useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Field, NumberField, PercentField, SelectField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { ErrorBanner, notify } from '../../parts/Notice.tsx';
import { type Form, useForm } from '../../parts/useForm.ts';
import { Into } from '../labour/slots.tsx';
import { type ReckoningDraft, reckoningDraft, reckoningOf, wholeNumber } from './draft.ts';
import { ReckoningFields } from './ReckoningFields.tsx';
import { taken } from './taken.ts';
import type { Settings } from './words.ts';

interface Draft extends ReckoningDraft {
  bank: string;
  subsidyPercent: string;
  payee: Settings['payee'];
  capFen: number | null;
  householdLimitFen: number | null;
  longestMonths: string;
  youngest: string;
  oldest: string;
  /** Days as text, one a line. */
  holidays: string;
  workdays: string;
}

/** 设置: the village's usual terms; a loan that differs says so itself. */
export function TermsTab() {
  const read = useCall('loans.settings', {});
  if (!read.value) {
    return (
      <>
        <ErrorBanner error={read.error} onRetry={read.reload} />
        {!read.error && <p className="waiting">正在读取…</p>}
      </>
    );
  }
  return <TermsForm settings={read.value} />;
}

function TermsForm({ settings }: { settings: Settings }) {
  const form = useForm<Draft>(() => draftOf(settings));
  async function save(): Promise<void> {
    const saved = await form.submit(async (draft) => {
      await call('loans.saveSettings', { settings: settingsOf(draft) });
    });
    if (!saved) return;
    form.restart(form.value);
    notify('贷款设置已保存，以后登记和导入的贷款按新的；已登记的贷款不变。');
  }
  return (
    <>
      <Into place="actions">
        <Button disabled={!form.dirty} onClick={() => form.restart(draftOf(settings))}>
          还原
        </Button>
        <Button
          kind="primary"
          shortcut="Ctrl+S"
          writes
          busy={form.busy}
          disabled={!form.dirty}
          onClick={() => void save()}
        >
          保存
        </Button>
      </Into>
      <Into place="banner">
        <ErrorBanner error={form.error} />
      </Into>
      <div className="loan-terms">
        <section className="sheet">
          <h2>贷款</h2>
          <div className="fields four">
            <div className="half">
              <TextField {...form.field('bank')} label="承贷银行" required />
            </div>
            <MoneyField
              label="每户限额（元）"
              valueFen={form.value.householdLimitFen}
              onChange={(householdLimitFen) => form.set({ householdLimitFen })}
              error={form.errorOf('householdLimitFen')}
              hint="超过的列入疑点"
            />
            <NumberField
              {...form.field('longestMonths')}
              label="最长期限"
              suffix="个月"
              hint="超过的列入疑点"
            />
            <NumberField {...form.field('youngest')} label="借款人最小" suffix="岁" />
            <NumberField {...form.field('oldest')} label="借款人最大" suffix="岁" hint="只提醒，不拒绝" />
          </div>
        </section>
        <section className="sheet">
          <h2>贴息</h2>
          <div className="fields four">
            <PercentField {...form.field('subsidyPercent')} label="贴息比例" />
            <MoneyField
              label="可贴息本金上限（元）"
              valueFen={form.value.capFen}
              onChange={(capFen) => form.set({ capFen })}
              error={form.errorOf('capFen')}
            />
            <SelectField
              {...form.field('payee')}
              label="收款方"
              choices={[
                { value: 'household', label: '农户（先付后贴）' },
                { value: 'bank', label: '银行（银行代扣）' },
              ]}
            />
          </div>
        </section>
        <section className="sheet">
          <h2>计息</h2>
          <div className="fields four">
            <ReckoningFields form={form} />
          </div>
        </section>
        <section className="sheet">
          <h2>节假日</h2>
          <p className="form-note">
            到期日遇周六、周日和下面的休息日顺延到下一个工作日，利息算到还款那天，顺延的几天不算逾期。每行一天。
          </p>
          <div className="fields">
            <Days form={form} name="holidays" label="法定休息日" placeholder={'2018-10-01\n2018-10-02'} />
            <Days form={form} name="workdays" label="调休上班日" placeholder={'2018-09-29\n2018-09-30'} />
          </div>
        </section>
      </div>
    </>
  );
}

function Days(props: {
  form: Form<Draft>;
  name: 'holidays' | 'workdays';
  label: string;
  placeholder: string;
}) {
  const { form, name, label, placeholder } = props;
  return (
    <Field label={label} error={form.errorOf(name)}>
      {(control) => (
        <textarea
          {...control}
          className="figures"
          rows={6}
          value={form.value[name]}
          placeholder={placeholder}
          spellCheck={false}
          onChange={(event) => form.set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
}

function draftOf(settings: Settings): Draft {
  return {
    ...reckoningDraft(settings),
    bank: settings.bank,
    subsidyPercent: settings.subsidyPercent,
    payee: settings.payee,
    capFen: settings.capFen,
    householdLimitFen: settings.householdLimitFen,
    longestMonths: String(settings.longestMonths),
    youngest: String(settings.youngest),
    oldest: String(settings.oldest),
    holidays: settings.holidays.join('\n'),
    workdays: settings.workdays.join('\n'),
  };
}

function settingsOf(draft: Draft): Settings {
  return {
    ...taken(reckoningOf(draft)),
    bank: draft.bank,
    subsidyPercent: draft.subsidyPercent.trim(),
    payee: draft.payee,
    // Nothing typed is refused by the field's own name.
    capFen: draft.capFen ?? 0,
    householdLimitFen: draft.householdLimitFen ?? 0,
    longestMonths: taken(wholeNumber(draft.longestMonths, 'longestMonths', '最长期限')),
    youngest: taken(wholeNumber(draft.youngest, 'youngest', '最小年龄')),
    oldest: taken(wholeNumber(draft.oldest, 'oldest', '最大年龄')),
    holidays: daysIn(draft.holidays),
    workdays: daysIn(draft.workdays),
  };
}

const daysIn = (text: string): string[] => text.split(/[\s,，、;；]+/u).filter((day) => day !== '');
