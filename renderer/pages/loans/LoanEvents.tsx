import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import type { LoanEvent } from './words.ts';

/** 收放记录: what was paid out, paid back and agreed, newest first; red rows under what they take back. */
export function LoanEvents({ events, noteNo }: { events: readonly LoanEvent[]; noteNo: string }) {
  const [undoing, setUndoing] = useState<LoanEvent | null>(null);
  if (events.length === 0) return <p className="quiet">还没有放款。</p>;
  return (
    <>
      <table className="loan-table" aria-label="收放记录">
        <thead>
          <tr>
            <th>日期</th>
            <th>事项</th>
            <th className="right">金额</th>
            <th className="right">余额</th>
            <th aria-label="冲销" />
          </tr>
        </thead>
        <tbody>
          {[...events].reverse().map((event) => (
            <tr key={event.id} className={event.reversesId ? 'red' : event.reversedById ? 'gone' : undefined}>
              <td className="figures">{event.date}</td>
              <td>
                {event.reversesId ? `冲销${event.title}` : event.title}
                <small>
                  {[
                    partsOf(event),
                    event.dueOn && `到期改为 ${event.dueOn}`,
                    event.slipNo,
                    event.note,
                    event.operator,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </td>
              <td className={totalOf(event) < 0 ? 'figures right negative' : 'figures right'}>
                {totalOf(event) === 0 ? '—' : formatYuan(totalOf(event))}
              </td>
              <td className="figures right">{formatYuan(event.balanceFen)}</td>
              <td className="right">
                {event.reversesId === null && event.reversedById === null && (
                  <Button kind="quiet" writes onClick={() => setUndoing(event)}>
                    冲销…
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {undoing && (
        <ReasonDialog
          title={`冲销${undoing.title}`}
          danger
          saveLabel="冲销"
          onClose={() => setUndoing(null)}
          onSave={async ({ reason }) => {
            const { warnings } = await call('loans.undo', { eventId: undoing.id, reason });
            notify(`已冲销 ${undoing.date} 的“${undoing.title}”。`);
            notifyWarnings(warnings);
          }}
        >
          <p className="form-note">
            {noteNo}：{undoing.date} {undoing.title} {formatYuan(totalOf(undoing))} 元。原来的登记保留不动，
            另记一行红字；余额和利息按冲销后的重新算。
          </p>
        </ReasonDialog>
      )}
    </>
  );
}

const totalOf = (event: LoanEvent): number =>
  event.principalFen + event.interestFen + event.penaltyFen + event.costFen;

/** What an amount of several parts is made of. */
function partsOf(event: LoanEvent): string {
  const parts = [
    ['本金', event.principalFen],
    ['利息', event.interestFen],
    ['罚息', event.penaltyFen],
    ['费用', event.costFen],
  ] as const;
  const some = parts.filter(([, fen]) => fen !== 0);
  return some.length < 2 ? '' : some.map(([name, fen]) => `${name} ${formatYuan(fen)}`).join('，');
}
