import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Claim } from './claimWords.ts';

type Objection = Claim['objections'][number];

/** What was done when and by whom; who objected while it hung out, and what was answered. */
export function ClaimHistory({ given }: { given: Claim }) {
  const { steps, objections, batch } = given;
  const paid = payDays(given.payments);
  const [answering, setAnswering] = useState<Objection | null>(null);
  return (
    <div className="loan-history">
      <section className="sheet">
        <h2>经过</h2>
        <ol className="timeline">
          {steps.map((step) => (
            <li key={step.id}>
              <b className="figures">{step.date}</b> {step.title}
              <small>{[step.note, step.operator].filter(Boolean).join(' · ')}</small>
            </li>
          ))}
          {paid.map((day) => (
            <li key={day.date}>
              <b className="figures">{day.date}</b> 发放
              <small>
                {day.count} 笔 {formatYuan(day.fen)} 元 · {day.operator}
              </small>
            </li>
          ))}
        </ol>
      </section>
      <section className="sheet">
        <h2>公示异议</h2>
        {batch.telephone && <p className="form-note">公示的监督电话：{batch.telephone}</p>}
        {objections.length === 0 && <p className="quiet">没有异议。</p>}
        <ol className="timeline">
          {objections.map((one) => (
            <li key={one.id} className={one.answeredOn === null ? 'red' : ''}>
              <b className="figures">{one.date}</b> {one.who}：{one.text}
              <small>
                {one.answeredOn === null ? '还没有答复' : `${one.answeredOn} 答复：${one.answer}`}
              </small>
              {one.answeredOn === null && (
                <span className="row-actions">
                  <Button kind="quiet" writes onClick={() => setAnswering(one)}>
                    答复…
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ol>
      </section>
      {answering && <Answer objection={answering} onClose={() => setAnswering(null)} />}
    </div>
  );
}

/** What was paid out on which days; a payment taken back is no step. */
function payDays(
  payments: Claim['payments'],
): { date: string; count: number; fen: number; operator: string }[] {
  const days = new Map<string, { date: string; count: number; fen: number; operator: string }>();
  for (const one of payments) {
    if (one.reversesId !== null || one.reversedById !== null) continue;
    const day = days.get(one.date) ?? { date: one.date, count: 0, fen: 0, operator: one.operator };
    days.set(one.date, { ...day, count: day.count + 1, fen: day.fen + one.amountFen });
  }
  return [...days.values()].sort((a, b) => a.date.localeCompare(b.date));
}

function Answer({ objection, onClose }: { objection: Objection; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm(() => ({ date: today, answer: '' }));
  return (
    <Dialog
      title={`答复 ${objection.who} 的异议`}
      form={form}
      width={520}
      disabled={form.value.answer.trim() === ''}
      onClose={onClose}
      onSave={async (value) => {
        await call('claims.answer', { objectionId: objection.id, ...value });
        notify('答复已登记。');
      }}
    >
      <p>{objection.text}</p>
      <DateField {...form.field('date')} label="答复日期" required max={today} width={160} />
      <TextField {...form.field('answer')} label="答复" required />
    </Dialog>
  );
}
