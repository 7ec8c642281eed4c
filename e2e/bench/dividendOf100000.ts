import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { DividendRunCost } from './dividendOf100000.child.ts';
import { type Benchmark, median, ms, percent, spread } from './measure.ts';

const BUDGET_MS = 1000;
const BUDGET_MB = 300;
const ROUNDS = 9;

/** One exact distribution among 100,000 members, each in a process of its own: no warmed-up code, no heap left from before. */
export const dividendOf100000: Benchmark = {
  name: 'dividend-100000',
  run() {
    const taken = Array.from({ length: ROUNDS + 1 }, () => inFreshProcess()).slice(1);
    const computing = taken.map((one) => one.computeMs);
    const peaks = taken.map((one) => one.peakMb);
    const peak = median(peaks);
    return Promise.resolve([
      {
        work: '100,000-member dividend, exact',
        budget: ms(BUDGET_MS),
        measured: spread(computing),
        ratio: `${percent(median(computing) / BUDGET_MS)} of budget`,
        within: median(computing) <= BUDGET_MS,
      },
      {
        work: '  its peak memory, whole process',
        budget: `< ${BUDGET_MB} MB`,
        measured: `${peak.toFixed(0)} MB (${Math.min(...peaks).toFixed(0)} – ${Math.max(...peaks).toFixed(0)})`,
        ratio: `${percent(peak / BUDGET_MB)} of budget`,
        within: peak < BUDGET_MB,
      },
    ]);
  },
};

function inFreshProcess(): DividendRunCost {
  const child = join(import.meta.dirname, 'dividendOf100000.child.ts');
  return JSON.parse(execFileSync(process.execPath, [child], { encoding: 'utf8' })) as DividendRunCost;
}
