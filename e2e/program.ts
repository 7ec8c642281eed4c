import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from '../electron/paper/browser.ts';

/** The browser shell as a program of its own, on a home folder of its own. */
export const ROOT = resolve(import.meta.dirname, '..');

export function startProgram(home: string): ChildProcess {
  return spawn(process.execPath, [join(ROOT, 'electron/browser/main.ts'), '--no-window'], {
    env: environment(home),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

export function environment(home: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    USERPROFILE: home,
    COOPLEDGER_HOME: join(home, '.coopledger'),
    COOPLEDGER_TODAY: '2019-03-01',
    COOPLEDGER_BROWSER: findBrowser() ?? chromium.executablePath(),
  };
}

/** The address the program prints once its door is open. */
export function addressOf(program: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = '';
    program.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/\S+/.exec(said);
      if (found) done(found[0]);
    });
    program.once('exit', (code) =>
      fail(new Error(`the program ended (${String(code)}) before it had an address`)),
    );
  });
}

export function end(program: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    program.once('exit', () => done());
    program.kill(signal);
  });
}
