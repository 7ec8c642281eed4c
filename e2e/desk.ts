import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../electron/paper/browser.ts';
import { findElectron } from '../electron/runtime.ts';
import { addressOf, end, environment, ROOT, startProgram } from './program.ts';

export interface DeskOptions {
  shell: 'browser' | 'electron';
}

/** One person's desk: a machine with an empty home folder, the program started on it, its window. */
export interface DeskAt {
  readonly page: Page;
  /** The person's home folder; documents are in `Documents`. */
  readonly home: string;
  /** The browser shell's address; empty behind Electron. */
  readonly origin: string;
  /** A second window of the same program, as a fresh browser without its cookie would see it. */
  readonly entrance: string;
  /** Ends the program the hard way, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same home folder. */
  restart(): Promise<DeskAt>;
}

export const test = base.extend<{ desk: DeskAt } & DeskOptions>({
  shell: ['browser', { option: true }],
  desk: async ({ shell }, use) => {
    base.skip(shell === 'electron' && !findElectron(), 'Electron 的运行时不在这台机器上');
    const home = mkdtempSync(join(tmpdir(), 'coop-home-'));
    mkdirSync(join(home, 'Documents'));
    const started: Started[] = [];
    const start = async (): Promise<DeskAt> => {
      const one = shell === 'electron' ? await startElectron(home) : await startBrowser(home);
      started.push(one);
      return { ...one, home, restart: start };
    };
    await use(await start());
    for (const one of started) await one.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  },
});

export { expect } from '@playwright/test';

interface Started extends Omit<DeskAt, 'home' | 'restart'> {
  stop(): Promise<void>;
}

async function startBrowser(home: string): Promise<Started> {
  const program = startProgram(home);
  const entrance = await addressOf(program);
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    // With scroll bars, as on the person's own screen.
    ignoreDefaultArgs: ['--hide-scrollbars'],
  });
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(entrance);
  const kill = (): Promise<void> => end(program, 'SIGKILL');
  return {
    page,
    origin: new URL(entrance).origin,
    entrance,
    kill,
    stop: async () => {
      await browser.close();
      await end(program, 'SIGTERM');
    },
  };
}

async function startElectron(home: string): Promise<Started> {
  const runtime = findElectron();
  if (!runtime) throw new Error('no Electron runtime');
  const app = await _electron.launch({ executablePath: runtime, args: [ROOT], env: environment(home) });
  const page = await app.firstWindow();
  return {
    page,
    origin: '',
    entrance: '',
    kill: () => end(app.process(), 'SIGKILL'),
    stop: () => app.close(),
  };
}
