import { useEffect } from 'react';
import { useCall } from '../../api.ts';
import { settle } from '../../frame/routes.ts';

/** A voucher leads to its event; the window goes on to the pay sheet or the worker it was about. */
export function useEventPlace(eventId: number | null): void {
  const found = useCall('labour.ofEvent', eventId === null ? null : { eventId });
  useEffect(() => {
    if (!found.value) return;
    const { sheetId, workerId } = found.value;
    if (sheetId !== null) settle('labour', null, { sheet: String(sheetId) });
    else
      settle(
        'labour',
        null,
        workerId === null ? { tab: 'workers' } : { tab: 'workers', worker: String(workerId) },
      );
  }, [found.value]);
}
