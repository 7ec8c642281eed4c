import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { preferencesFolder, systemClock, systemRandomHex } from '../office/clock.ts';
import { Office } from '../office/office.ts';
import { findBrowser, quietSwitches } from '../paper/browser.ts';
import { readAssets } from '../office/assets.ts';
import { openBrowserDoor } from './server.ts';

/**
 * Entry of the browser shell: the same program in a window of an installed Chromium, Chrome or Edge.
 * Without a display, or with --no-window, it prints the address instead.
 */
const home = preferencesFolder();
const office = new Office({
  door: 'browser',
  home,
  paths: 'own-folders',
  remember: true,
  clock: systemClock(process.env['COOPLEDGER_TODAY']),
  randomHex: systemRandomHex,
  onBug: (method, error) => console.error(`程序内部出错(${method}):`, error),
});
const door = await openBrowserDoor(office, readAssets(resolve(import.meta.dirname, '../../dist/renderer')));

const browser = process.argv.includes('--no-window') || !hasDisplay() ? null : findBrowser();
if (browser) {
  const profile = join(home, 'window');
  mkdirSync(profile, { recursive: true });
  const window = spawn(
    browser,
    [...quietSwitches(profile), `--app=${door.entrance}`, '--window-size=1366,768'],
    {
      stdio: 'ignore',
    },
  );
  window.once('exit', () => void leave());
  window.once('error', () => console.log(`请用浏览器打开:${door.entrance}`));
} else {
  console.log(`请用浏览器打开:${door.entrance}`);
}
process.once('SIGINT', () => void leave());
process.once('SIGTERM', () => void leave());

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

async function leave(): Promise<void> {
  await door.close();
  office.close();
  process.exit(0);
}
