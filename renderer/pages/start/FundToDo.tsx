import type { Output } from '../../../shared/contract/index.ts';
import { useCall } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { Stat } from '../../parts/Stat.tsx';

type Kind = Output<'fund.reminders'>[number]['kind'];

const LINES: ReadonlyArray<{ label: string; unit: string; tab: string; kinds: readonly Kind[] }> = [
  { label: '快到期', unit: '笔', tab: 'loans', kinds: ['due'] },
  { label: '已逾期', unit: '笔', tab: 'loans', kinds: ['overdue'] },
  { label: '分期拖欠', unit: '笔', tab: 'loans', kinds: ['behind'] },
  {
    label: '公示、季报、退会等',
    unit: '件',
    tab: 'overview',
    kinds: ['notice', 'report', 'exit', 'group', 'distribution'],
  },
];

/** The association's loans this morning, beside the bank's: it has books of its own, but the same desk. */
export function FundToDo() {
  const fund = useCall('fund.get', {}).value;
  const reminders = useCall('fund.reminders', fund ? { entityId: fund.id } : null).value ?? [];
  const lines = LINES.map((line) => ({
    ...line,
    count: reminders.filter((one) => line.kinds.includes(one.kind)).length,
  })).filter(({ count }) => count > 0);
  if (lines.length === 0) return null;
  return (
    <section className="sheet" aria-label="互助资金">
      <h2>互助资金</h2>
      {lines.map(({ label, count, unit, tab }) => (
        <a key={label} className="desk-line" href={href('fund', null, { tab })}>
          <Stat label={label} value={`${count} ${unit}`} />
        </a>
      ))}
    </section>
  );
}
