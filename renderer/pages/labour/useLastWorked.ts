import { useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';

/** The last day anybody worked (today while nobody has): what the page opens on. Null while that is being found out. */
export function useLastWorked(): string | null {
  const { today } = useSession();
  const workers = useCall('labour.workers', { all: true });
  if (!workers.value) return workers.error ? today : null;
  const days = workers.value.map((worker) => worker.lastWorkedOn ?? '');
  return days.reduce((last, day) => (day > last ? day : last), '') || today;
}
