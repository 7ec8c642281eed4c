import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type { Browser } from '@playwright/test';
import { build } from 'vite';
import { launchChromium } from './chromium.ts';
import { type Benchmark, inTurn, medianRatio, type Row, spread, times } from './measure.ts';
import type { RegisterTimes } from './register/main.tsx';

const ROWS = 100_000;
const MOST = 1.3;
const ROUNDS = 9;

const STEPS: readonly (readonly [keyof RegisterTimes, string])[] = [
  ['firstPaint', 'first paint'],
  ['totals', 'first paint with its totals row'],
  ['sort', 'first sort by an amount'],
  ['sortAgain', 'sort the other way round'],
  ['filter', 'filter, first character typed'],
  ['filterAgain', 'filter, second character typed'],
];

/**
 * The members' register in the program's Grid (totals row, formats, row classes and all) against AgGridReact with the same
 * rows, columns, theme and modules and nothing else. Every round loads the page afresh.
 */
export const register: Benchmark = {
  name: 'register',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'coop-bench-'));
    const configFile = join(import.meta.dirname, 'register/vite.config.ts');
    await build({ configFile, logLevel: 'warn', build: { outDir: folder, emptyOutDir: true } });
    const site = await serve(folder);
    const browser = await launchChromium(['--js-flags=--expose-gc']);
    try {
      const taken = await inTurn(
        {
          ours: () => measure(browser, site.address, 'ours'),
          bare: () => measure(browser, site.address, 'bare'),
        },
        { warmUps: 1, rounds: ROUNDS },
      );
      return STEPS.map(([step, words]): Row => {
        const ours = taken.ours.map((one) => one[step]);
        const bare = taken.bare.map((one) => one[step]);
        const work = `100,000-row register: ${words}`;
        if (step === 'totals') {
          return { work, budget: '', measured: `${spread(ours)}; bare has none`, ratio: '', within: null };
        }
        const ratio = medianRatio(ours, bare);
        return {
          work,
          budget: `≤ ${MOST} × bare AG Grid`,
          measured: `${spread(ours)}; bare ${spread(bare)}`,
          ratio: `${times(ratio)} bare`,
          within: ratio <= MOST,
        };
      });
    } finally {
      await browser.close();
      site.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(browser: Browser, address: string, variant: 'ours' | 'bare'): Promise<RegisterTimes> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  try {
    await page.goto(address);
    return await page.evaluate(
      async ([which, count]) => {
        if (!window.measureRegister) throw new Error('the page did not start');
        return window.measureRegister(which, count);
      },
      [variant, ROWS] as const,
    );
  } finally {
    await page.close();
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Module scripts don't load from file: addresses. */
async function serve(folder: string): Promise<{ address: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = normalize(request.url === '/' ? '/index.html' : (request.url ?? '/'));
    readFile(join(folder, path)).then(
      (bytes) => response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? '' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
