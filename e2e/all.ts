import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { buildWhenStale } from '../electron/build.ts';
import { findBrowser } from '../electron/paper/browser.ts';
import { installForPaper, missingForPaper, WHAT_TO_INSTALL } from '../electron/paper/install.ts';

/** `npm test`: the check, then a person's day at the desk in a real browser; ends with one line of counts. */
const ROOT = resolve(import.meta.dirname, '..');
const RESULTS = join(ROOT, 'test-results');

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const checked = run('npm', ['run', '-s', 'check']);
const ready = haveBrowser();
let walked = false;
if (ready) {
  await buildWhenStale();
  walked = run('playwright', ['test', '--config', 'e2e/playwright.config.ts']);
}
const counts = add(unitCounts(), e2eCounts());
// A step that failed without a failing test (format, lint, types, no browser) is a failure of its own.
if ((!checked || !walked) && counts.failed === 0) counts.failed = 1;
for (const line of skippedByName()) console.log(`skipped: ${line}`);
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit(counts.failed === 0 ? 0 : 1);

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

function run(command: string, args: string[]): boolean {
  const shell = process.platform === 'win32';
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', shell }).status === 0;
}

/** An installed browser; else the distribution's packages; else Playwright's own download; else one clear line. */
function haveBrowser(): boolean {
  if (missingForPaper().length === 0 || installForPaper()) return true;
  if (!findBrowser() && !existsSync(chromium.executablePath())) run('playwright', ['install', 'chromium']);
  if (findBrowser() ?? existsSync(chromium.executablePath())) return true;
  console.error(WHAT_TO_INSTALL);
  return false;
}

function unitCounts(): Counts {
  const report = read('unit.json') as {
    numPassedTests?: number;
    numFailedTests?: number;
    numPendingTests?: number;
  };
  return {
    passed: report.numPassedTests ?? 0,
    failed: report.numFailedTests ?? 0,
    skipped: report.numPendingTests ?? 0,
  };
}

function e2eCounts(): Counts {
  const { stats } = read('e2e.json') as {
    stats?: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  return {
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped ?? 0,
  };
}

/** Unit tests that were skipped, each by its name, and the e2e project that was, with its reason. */
function skippedByName(): string[] {
  const unit = read('unit.json') as {
    testResults?: { assertionResults: { status: string; fullName: string }[] }[];
  };
  const names = (unit.testResults ?? []).flatMap((file) =>
    file.assertionResults
      .filter((one) => one.status === 'pending' || one.status === 'skipped')
      .map((one) => one.fullName),
  );
  const e2e = e2eCounts().skipped;
  return e2e > 0
    ? [...names, `${e2e} e2e tests of the project “electron”: its runtime is not on this machine`]
    : names;
}

function read(name: string): unknown {
  const path = join(RESULTS, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
