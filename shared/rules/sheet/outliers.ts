/** Amounts so far from the others that the unit looks wrong. */
const OUTLIER_RATIO = 1000;
/** Below this many amounts a median says nothing. */
const MIN_AMOUNTS = 5;

/**
 * Amounts a thousand times and more below or above the median, as when one row is typed in 万元 and the rest in 元.
 * Only positive amounts count; of fewer than five amounts nothing is said.
 */
export function findOutliers<T extends { amountFen: number }>(
  records: readonly T[],
): { record: T; side: 'small' | 'large'; medianFen: number }[] {
  const amounts = records.map((record) => record.amountFen).filter((amount) => amount > 0);
  if (amounts.length < MIN_AMOUNTS) return [];
  const medianFen = amounts.sort((a, b) => a - b)[Math.floor(amounts.length / 2)] ?? 0;
  const found: { record: T; side: 'small' | 'large'; medianFen: number }[] = [];
  for (const record of records) {
    const amount = record.amountFen;
    if (amount <= 0) continue;
    if (amount <= medianFen / OUTLIER_RATIO) found.push({ record, side: 'small', medianFen });
    else if (amount / OUTLIER_RATIO >= medianFen) found.push({ record, side: 'large', medianFen });
  }
  return found;
}
