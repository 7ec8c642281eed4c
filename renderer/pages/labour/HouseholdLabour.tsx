import { useCall } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { Stat } from '../../parts/Stat.tsx';
import { useLastWorked } from './useLastWorked.ts';

/** What a household worked and was paid in the last year that anybody worked; nothing where it didn't. */
export function HouseholdLabour({ householdId }: { householdId: number }) {
  const year = Number(useLastWorked()?.slice(0, 4) ?? 0);
  const summary = useCall('labour.year', year > 0 ? { year } : null);
  const own = summary.value?.households.find((one) => one.householdId === householdId);
  if (!own) return null;
  return (
    <>
      <h3>
        {year} 年务工{' '}
        {own.workers.map((worker) => (
          <a
            key={worker.workerId}
            href={href('labour', null, { tab: 'workers', worker: String(worker.workerId) })}
          >
            {worker.name}{' '}
          </a>
        ))}
      </h3>
      <Stat label="工日" value={own.days} />
      {own.pieces !== '0' && <Stat label="计件数量" value={own.pieces} />}
      <Stat label="应发劳务费" valueFen={own.grossFen} strong />
      <Stat label="已发" valueFen={own.paidFen} />
      <Stat label="年末未发" valueFen={own.unpaidFen} />
    </>
  );
}
