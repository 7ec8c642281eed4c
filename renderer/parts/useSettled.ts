import { useEffect, useState } from 'react';

/** A value once it has stood still for a moment: what somebody types is not asked about letter by letter. */
export function useSettled<T>(value: T, waitMs = 200): T {
  const key = JSON.stringify(value);
  const [settled, setSettled] = useState(key);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), waitMs);
    return () => clearTimeout(timer);
  }, [key, waitMs]);
  return JSON.parse(settled) as T;
}
