import { defineConfig } from '@playwright/test';
import type { DeskOptions } from './desk.ts';

/** The same suite behind both windows; `electron` reports itself as skipped where its runtime is missing. */
export default defineConfig<DeskOptions>({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results/e2e',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  use: { viewport: { width: 1366, height: 768 }, locale: 'zh-CN', trace: 'retain-on-failure' },
  projects: [
    { name: 'browser', use: { shell: 'browser' } },
    { name: 'electron', use: { shell: 'electron' } },
  ],
});
