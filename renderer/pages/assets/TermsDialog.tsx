import type { Input } from '../../../shared/contract/index.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { useSettled } from '../../parts/useSettled.ts';
import { TextField } from '../../parts/Field.tsx';
import { Banner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { Stat, yuanOrDash } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { shiftPeriod } from '../../parts/period.ts';
import { TermsFields } from './fields.tsx';
import { monthsOf, type TermsDraft, yearsText } from './typed.ts';
import type { Card } from './view.ts';

type Terms = Input<'depreciation.changeTerms'>;
type Draft = TermsDraft & { fromPeriod: string; reason: string };

/** 变更折旧: method, life or residual from a month on (未来适用法); months charged stay as they are. */
export function TermsDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const { today } = useSession();
  const now = card.terms.filter((one) => !one.isUndone).at(-1);
  const form = useForm<Draft>({
    method: now?.method ?? 'straight-line',
    years: yearsText(card.lifeMonths),
    residual: card.residual,
    units: now?.units === '0' ? '' : (now?.units ?? ''),
    workUnit: now?.workUnit ?? '',
    fromPeriod: card.depreciatedTo ? shiftPeriod(card.depreciatedTo, 1) : today.slice(0, 7),
    reason: '',
  });
  const ready = termsOf(card.id, form.value);
  const { value, error } = useCall('depreciation.previewTerms', useSettled(ready));
  return (
    <Dialog
      title={`变更折旧办法：${card.no} ${card.name}`}
      form={form}
      width={640}
      onClose={onClose}
      disabled={form.value.reason.trim() === ''}
      onSave={async (draft) => {
        const terms = termsOf(card.id, draft);
        if (!terms)
          throw new Refusal('incomplete', '年限要合整月，残值率写成 5 或 4.5，工作量和单位都要填。');
        const saved = await call('depreciation.changeTerms', terms);
        notify(
          `从 ${terms.fromPeriod} 起${saved.afterFen === null ? '按新办法计提' : `每月折旧 ${formatYuan(saved.afterFen)} 元`}。`,
        );
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="fields">
        <p className="wide form-note">
          会计估计变更用未来适用法：已经计提的月份不动，从新的月份起，（净值－净残值）÷
          剩余月数。年限写的是从开始计提算起的总年限。
        </p>
        <PeriodField
          label="从哪个月起"
          required
          value={form.value.fromPeriod}
          onChange={(fromPeriod) => form.set({ fromPeriod })}
          error={form.errorOf('fromPeriod')}
        />
        <TermsFields value={form.value} set={form.set} errorOf={form.errorOf} />
        <div className="wide">
          <TextField
            {...form.field('reason')}
            label="变更原因、决议"
            required
            placeholder="成决〔2019〕7号，棚膜棚架老化"
          />
        </div>
      </div>
      {ready && error && !form.error && <p className="entry-problem">{error.message}</p>}
      {ready && value && !error && (
        <section className="sheet terms-after" aria-label="变更后">
          <Stat label="累计折旧" valueFen={value.accumulatedFen} />
          <Stat label="净值" valueFen={value.netFen} />
          <Stat label="预计净残值" valueFen={value.residualFen} />
          <Stat label={`还要提（${value.months} 个月）`} valueFen={value.toChargeFen} />
          <Stat
            label="月折旧"
            value={`${value.beforeFen === null ? '按工作量' : yuanOrDash(value.beforeFen)} → ${value.afterFen === null ? '按工作量' : yuanOrDash(value.afterFen)}`}
            strong
            {...(value.lastPeriod ? { hint: `提到 ${value.lastPeriod}` } : {})}
          />
          {value.warnings.map((warning) => (
            <Banner key={warning} kind="warning">
              {warning}
            </Banner>
          ))}
        </section>
      )}
    </Dialog>
  );
}

function termsOf(assetId: number, draft: Draft): Terms | null {
  const lifeMonths = monthsOf(toHalfWidth(draft.years));
  const residual = toHalfWidth(draft.residual).trim();
  if (lifeMonths === null || !/^\d{1,3}(\.\d{1,6})?$/u.test(residual)) return null;
  const base = {
    assetId,
    fromPeriod: draft.fromPeriod,
    method: draft.method,
    lifeMonths,
    residualPercent: residual,
    reason: draft.reason,
  };
  if (draft.method === 'straight-line') return base;
  const [units, workUnit] = [toHalfWidth(draft.units).trim(), draft.workUnit.trim()];
  return units === '' || workUnit === '' ? null : { ...base, units, workUnit };
}
