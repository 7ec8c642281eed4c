/** A percentage as text in millionths of the whole: "5" → 50000. The contract has seen to its form. */
export function millionthsOf(percent: string): number {
  const [whole = '0', fraction = ''] = percent.split('.');
  // Beyond four decimals nothing of a cost in fen could tell.
  return Number(whole) * 10_000 + Number(fraction.slice(0, 4).padEnd(4, '0'));
}

/** The other way: 50000 → "5". */
export function percentText(millionths: number): string {
  const whole = Math.floor(millionths / 10_000);
  const rest = millionths % 10_000;
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(4, '0').replace(/0+$/u, '')}`;
}
