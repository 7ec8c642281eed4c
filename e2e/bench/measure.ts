/** One line of the table that `npm run bench` prints. */
export interface Row {
  readonly work: string;
  readonly budget: string;
  readonly measured: string;
  /** Against the budget, or against the baseline measured in the same run. */
  readonly ratio: string;
  /** Null: there is no budget for it, it stands here to explain the others. */
  readonly within: boolean | null;
}

/** One measured piece of work; its rows may share one preparation. */
export interface Benchmark {
  readonly name: string;
  run(): Promise<Row[]>;
}

/**
 * Runs the variants one after the other, round by round, the order turned in every second round, so that a machine that is
 * slower for a while is slower for all of them. The first rounds warm up and are not counted.
 */
export async function inTurn<K extends string, T>(
  variants: Readonly<Record<K, () => T | Promise<T>>>,
  { warmUps, rounds }: { warmUps: number; rounds: number },
): Promise<Record<K, T[]>> {
  const names = Object.keys(variants) as K[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<K, T[]>;
  for (let round = -warmUps; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const result = await variants[name]();
      if (round >= 0) taken[name].push(result);
    }
  }
  return taken;
}

/** The middle value; the mean of the two middle ones when their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('nothing was measured');
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Median of the rounds' own ratios: both sides of each ran within moments of each other. */
export function medianRatio(over: readonly number[], under: readonly number[]): number {
  return median(over.map((value, round) => value / (under[round] ?? NaN)));
}

export async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** 12.3 ms, 456 ms, 7.89 s, with the least and the most that were seen. */
export function spread(values: readonly number[]): string {
  return `${ms(median(values))} (${ms(Math.min(...values))} – ${ms(Math.max(...values))})`;
}

export function ms(value: number): string {
  if (Math.abs(value) >= 1000) return `${(value / 1000).toFixed(2)} s`;
  return `${value.toFixed(Math.abs(value) < 100 ? 1 : 0)} ms`;
}

export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;
export const percent = (ratio: number): string => `${(ratio * 100).toFixed(0)} %`;
