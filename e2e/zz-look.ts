import { chromium } from '@playwright/test';
import { mkdtempSync } from 'node:fs';
import { startProgram, addressOf, end } from './program.ts';
import { findBrowser } from '../electron/paper/browser.ts';
import { openDemo } from './pages/desk.ts';
const home = mkdtempSync('/tmp/look/home/h');
const program = startProgram(home);
const address = await addressOf(program);
const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: ['--no-sandbox'], ignoreDefaultArgs: ['--hide-scrollbars'] } as any);
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
const page = await context.newPage();
page.on('pageerror', (e) => console.log('PAGEERROR', e.message));
page.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', m.text()));
await page.goto(address);
await openDemo(page);
const shot = async (n: string) => { await page.waitForTimeout(700); await page.screenshot({ path: `/tmp/look/${n}.png` }); };
try {
  const { run } = await import(process.argv[2]!);
  await run(page, shot);
} catch (e) { console.log('FAILED', e); await shot('failed'); }
await browser.close();
await end(program, 'SIGKILL');
process.exit(0);
