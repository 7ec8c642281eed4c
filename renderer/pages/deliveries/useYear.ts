import { useEffect, useState } from 'react';
import { useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';

/**
 * The year shown: the one chosen, else the latest that has deliveries (so that in January, or over old
 * books, the page doesn't open empty), else this year. Null while that is being found out.
 */
export function useYear(): { year: number | null; years: number[]; setYear: (year: number) => void } {
  const { today, cooperative } = useSession();
  const thisYear = Number(today.slice(0, 4));
  const firstYear = Math.min(thisYear, Number(cooperative?.firstPeriod.slice(0, 4) ?? thisYear));
  const [chosen, setChosen] = useState<number | null>(null);
  const [tried, setTried] = useState(thisYear);
  const { value, loading, error } = useCall('deliveries.totals', chosen === null ? { year: tried } : null);
  const isEmpty = !loading && value?.length === 0;

  useEffect(() => {
    if (chosen !== null || loading) return;
    if (error) setChosen(thisYear);
    else if (isEmpty && tried > firstYear) setTried(tried - 1);
    else if (isEmpty) setChosen(thisYear);
    else if (value) setChosen(tried);
  }, [chosen, loading, error, isEmpty, tried, firstYear, thisYear, value]);

  const oldest = Math.min(firstYear, chosen ?? firstYear) - 2;
  const newest = Math.max(thisYear, chosen ?? thisYear);
  return {
    year: chosen,
    years: Array.from({ length: newest - oldest + 1 }, (_, index) => newest - index),
    setYear: setChosen,
  };
}
