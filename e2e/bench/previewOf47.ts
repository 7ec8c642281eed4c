import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, benchOffice, writeDemo } from './demo.ts';
import { type Benchmark, median, milliseconds, ms, percent, type Row, spread } from './measure.ts';

const BUDGET_MS = 50;
const COLD = 5;
const WARM_UPS = 20;
const WARM = 101;

/**
 * The call the dividend desk makes at every keystroke, through the office: input checked, members, shares and deliveries read
 * from the file, distribution computed, answer checked. Also the first one after opening, when nothing is warm.
 */
export const previewOf47: Benchmark = {
  name: 'preview-47',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'coop-bench-'));
    const path = join(folder, 'demo.coop');
    try {
      await writeDemo(path, folder);
      const first: number[] = [];
      for (let n = 0; n < COLD; n++) first.push((await previews(path, folder, 1))[0] ?? NaN);
      const again = (await previews(path, folder, WARM_UPS + WARM)).slice(WARM_UPS);
      return [
        row('47-member dividend preview, as inputs change', again),
        row('  the first after opening the file', first),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function row(work: string, taken: readonly number[]): Row {
  const typical = median(taken);
  return {
    work,
    budget: ms(BUDGET_MS),
    measured: spread(taken),
    ratio: `${percent(typical / BUDGET_MS)} of budget`,
    within: typical <= BUDGET_MS,
  };
}

/** Milliseconds of each of `count` previews, with a surplus that changes every time. */
async function previews(path: string, home: string, count: number): Promise<number[]> {
  const office = benchOffice(home);
  await ask(office, 'workspace.open', { path });
  const [run] = await ask(office, 'dividends.list', {});
  if (!run) throw new Error('the demo has no run');
  const { inputs } = await ask(office, 'dividends.get', { id: run.id });
  const taken: number[] = [];
  for (let n = 0; n < count; n++) {
    const tried = { ...inputs, surplusFen: inputs.surplusFen + n };
    taken.push(
      await milliseconds(async () => {
        const { lines } = await ask(office, 'dividends.preview', { inputs: tried });
        if (lines.length !== 47) throw new Error(`${lines.length} lines`);
      }),
    );
  }
  office.close();
  return taken;
}
