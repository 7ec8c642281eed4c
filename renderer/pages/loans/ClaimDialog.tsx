import { call, useCall } from '../../api.ts';
import { settle } from '../../frame/routes.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, DateField, SelectField, TextField } from '../../parts/Field.tsx';
import { ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { useSettled } from '../../parts/useSettled.ts';
import type { Batch, ClaimTerms } from './claimWords.ts';
import { isDate } from './words.ts';

type Defaults = Output<'claims.defaults'>;

/** What is claimed for: which days, whose money, which loans are left out. What it comes to is said before it is made. */
export function ClaimDialog({ batch, onClose }: { batch?: Batch; onClose: () => void }) {
  const defaults = useCall('claims.defaults', {});
  if (defaults.error) return <ErrorBanner error={defaults.error} onRetry={defaults.reload} />;
  if (!defaults.value) return null;
  return <Entry defaults={defaults.value} batch={batch} onClose={onClose} />;
}

function Entry(props: { defaults: Defaults; batch: Batch | undefined; onClose: () => void }) {
  const { defaults, batch, onClose } = props;
  const form = useForm<ClaimTerms>(() => termsFrom(batch ?? firstOf(defaults)));
  const { value } = form;
  const spans = defaults.suggestions;
  const asked = useSettled(
    batch === undefined && isDate(value.from) && isDate(value.to) && value.from <= value.to ? value : null,
    400,
  );
  const trial = useCall('claims.preview', asked ? { terms: asked } : null);
  // While it is reckoned anew the figures of before would say something else than the form.
  const isFresh = asked !== null && !trial.loading && JSON.stringify(asked) === JSON.stringify(value);
  const shown = isFresh && !trial.error ? trial.value : undefined;
  return (
    <Dialog
      title={batch ? `重新测算 ${batch.no}` : '测算贴息'}
      form={form}
      width={900}
      saveLabel={batch ? '重新测算' : '测算'}
      onClose={onClose}
      onSave={async (terms) => {
        const { id, warnings } = batch
          ? await call('claims.recompute', { id: batch.id, terms })
          : await call('claims.compute', { terms });
        settle('loans', null, { tab: 'claims', batch: String(id) });
        notify(batch ? `${batch.no} 已重新测算。` : '已测算，核对后就可以公示。');
        notifyWarnings(warnings);
      }}
    >
      <div className="loan-dialog">
        <div className="fields">
          <div className="wide">
            <SelectField
              label="哪段时间"
              value={String(spans.findIndex((one) => one.from === value.from && one.to === value.to))}
              onChange={(at) => {
                const one = spans[Number(at)];
                if (one) form.set({ kind: one.kind, from: one.from, to: one.to, title: one.title });
              }}
              choices={[
                { value: '-1', label: '自己填起止日期' },
                ...spans.map((one, at) => ({
                  value: String(at),
                  label: `${one.title}（${one.from} 至 ${one.to}）${one.isClaimed ? ' 已申请过' : ''}`,
                })),
              ]}
            />
          </div>
          <DateField
            {...form.field('from')}
            label="从"
            required
            onChange={(from) => form.set({ from, kind: 'range' })}
          />
          <DateField
            {...form.field('to')}
            label="到（含这一天）"
            required
            onChange={(to) => form.set({ to, kind: 'range' })}
          />
          <div className="wide">
            <TextField {...form.field('title')} label="名称" />
          </div>
          <SelectField
            {...form.field('payee')}
            label="给谁"
            choices={[
              { value: 'household', label: '农户（先付后贴）' },
              { value: 'bank', label: '银行（银行代扣）' },
            ]}
          />
          <SelectField
            {...form.field('by')}
            label="怎么取利息"
            choices={[
              { value: 'settlements', label: '结息日在这段时间的各期' },
              { value: 'days', label: '这段时间的每一天' },
            ]}
          />
          <SelectField
            {...form.field('overdue')}
            label="最后一天逾期的"
            choices={[
              { value: 'exclude', label: '整笔不申请' },
              { value: 'until-due', label: '申请到到期日' },
            ]}
          />
          <TextField {...form.field('office')} label="上报单位" />
          {value.payee === 'household' && (
            <div className="wide">
              <CheckField {...form.field('needsSlip')} label="没有见到付息凭证的不申请" />
            </div>
          )}
          <div className="wide">
            <TextField {...form.field('note')} label="备注" />
          </div>
        </div>
        <section className="loan-side" aria-label="测算结果">
          {isFresh && trial.error && <p className="negative">{trial.error.message}</p>}
          {batch && <p className="quiet">银行利息和手工改过的各笔保留。</p>}
          {!batch && !isFresh && (
            <p className="quiet">{asked === null ? '填好起止日期，这里显示测算结果。' : '正在测算…'}</p>
          )}
          {shown && (
            <>
              <Stat label="申请" value={`${shown.totals.loans} 笔`} />
              <Stat label="不申请" value={`${shown.totals.excluded} 笔`} />
              <Stat label="利息" valueFen={shown.totals.interestFen} />
              <Stat label="申请贴息" valueFen={shown.totals.claimedFen} strong />
              <ul className="loan-lines">
                {shown.warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </>
          )}
        </section>
      </div>
    </Dialog>
  );
}

function firstOf(defaults: Defaults): ClaimTerms {
  const open = defaults.suggestions.find((one) => !one.isClaimed);
  return {
    ...defaults,
    ...(open ? { kind: open.kind, from: open.from, to: open.to, title: open.title } : {}),
  };
}

/** Only what a batch is asked for with; a saved one carries more. */
const termsFrom = (given: ClaimTerms): ClaimTerms => ({
  kind: given.kind,
  from: given.from,
  to: given.to,
  by: given.by,
  payee: given.payee,
  office: given.office,
  title: given.title,
  overdue: given.overdue,
  needsSlip: given.needsSlip,
  note: given.note,
});
