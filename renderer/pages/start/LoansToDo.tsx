import { useCall } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { Stat } from '../../parts/Stat.tsx';

/** The households' bank loans this morning: what falls due, what is late, what waits to be settled or claimed. */
export function LoansToDo() {
  const reminders = useCall('loans.reminders', {}).value;
  if (!reminders) return null;
  const { due30, overdue, interestNotSeen, notSettled, notClaimed } = reminders;
  const lines = [
    { label: '30 天内到期', count: due30.length, unit: '笔', at: { due: '30' } },
    { label: '已逾期', count: overdue.length, unit: '笔', at: { due: 'overdue' } },
    {
      label: '没有见到付息',
      count: interestNotSeen.length,
      unit: '期',
      at: { tab: 'reminders', kind: 'interestNotSeen' },
    },
    { label: '没有结息', count: notSettled.length, unit: '期', at: { tab: 'settle' } },
    { label: '没有申请贴息', count: notClaimed.length, unit: '期', at: { tab: 'claims' } },
  ].filter(({ count }) => count > 0);
  if (lines.length === 0) return null;
  return (
    <section className="sheet" aria-label="贴息贷款">
      <h2>贴息贷款</h2>
      {lines.map(({ label, count, unit, at }) => (
        <a key={label} className="desk-line" href={href('loans', null, at as Record<string, string>)}>
          <Stat label={label} value={`${count} ${unit}`} />
        </a>
      ))}
    </section>
  );
}
