import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { addDays } from '../../../shared/rules/calendar.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { useForm } from '../../parts/useForm.ts';
import { WorkerPicker } from './WorkerPicker.tsx';
import type { Worker } from './words.ts';

interface Line {
  worker: Worker | null;
  amountFen: number | null;
}

/** What was owed to workers before the books began: it makes the opening of 应付劳务费. */
export function OpeningDebts({ onClose }: { onClose: () => void }) {
  const { cooperative, today } = useSession();
  const before = cooperative ? addDays(`${cooperative.firstPeriod}-01`, -1) : today;
  const debts = useCall('labour.openingDebts', {});
  const [reversing, setReversing] = useState<number | null>(null);
  const form = useForm<{ date: string; note: string; lines: readonly Line[] }>({
    date: before,
    note: '',
    lines: [{ worker: null, amountFen: null }],
  });
  const { lines } = form.value;
  const filled = lines.flatMap(({ worker, amountFen }) =>
    worker && amountFen !== null ? [{ workerId: worker.id, amountFen }] : [],
  );
  function change(at: number, part: Partial<Line>): void {
    const next = lines.map((line, index) => (index === at ? { ...line, ...part } : line));
    const last = next.at(-1);
    form.set({ lines: last?.worker ? [...next, { worker: null, amountFen: null }] : next });
  }
  const standing = (debts.value ?? []).filter((one) => !one.reversed);
  return (
    <>
      <Dialog
        title="期初欠付劳务费"
        width={560}
        form={form}
        saveLabel="登记"
        disabled={filled.length === 0}
        onClose={onClose}
        onSave={async ({ date, note }) => {
          await call('labour.openingDebt', { date, note, workers: filled });
          notify(`已登记 ${filled.length} 人的期初欠付。`);
        }}
        foot={
          <span>
            {filled.length} 人 <b>{formatYuan(filled.reduce((sum, one) => sum + one.amountFen, 0))}</b> 元
          </span>
        }
      >
        <p className="form-note">
          账套启用以前干的活、还没付的钱。它就是 213 应付劳务费的期初数，不用在“科目”里再填。
        </p>
        <div className="fields">
          <DateField {...form.field('date')} label="欠到哪天" required />
          <TextField {...form.field('note')} label="备注" />
        </div>
        <div className="labour-debts">
          {lines.map((line, index) => (
            <div key={index} className="labour-debt">
              <WorkerPicker
                bare
                label={`姓名 ${index + 1}`}
                value={line.worker}
                onChange={(worker) => change(index, { worker })}
              />
              <MoneyField
                bare
                label={`金额 ${index + 1}`}
                valueFen={line.amountFen}
                onChange={(amountFen) => change(index, { amountFen })}
              />
            </div>
          ))}
        </div>
        {standing.length > 0 && (
          <ul className="labour-debts-kept">
            {standing.map((one) => (
              <li key={one.id}>
                {one.date} {one.workers.length} 人 <b className="figures">{formatYuan(one.amountFen)}</b>{' '}
                {one.note}
                <Button kind="quiet" writes onClick={() => setReversing(one.id)}>
                  冲销
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Dialog>
      {reversing !== null && (
        <ReasonDialog
          title="冲销期初欠付"
          danger
          dated
          date={before}
          saveLabel="冲销"
          onClose={() => setReversing(null)}
          onSave={async ({ date, reason }) => {
            await call('labour.reverseOpeningDebt', { id: reversing, date, reason });
            notify('已冲销这笔期初欠付。');
          }}
        />
      )}
    </>
  );
}
