import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chrome.exe',
  'msedge.exe',
];

const PLACES = [
  'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** An installed Chromium, Chrome or Edge; COOPLEDGER_BROWSER names one by hand. */
export function findBrowser(): string | null {
  const named = process.env['COOPLEDGER_BROWSER'];
  if (named && existsSync(named)) return named;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (folder && existsSync(path)) return path;
    }
  }
  return PLACES.find((path) => existsSync(path)) ?? null;
}

/** Switches for any use of the browser: no first-run talk, nothing fetched from outside. */
export function quietSwitches(profile: string): string[] {
  return [
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    '--disable-quic',
    '--disable-features=Translate',
    '--lang=zh-CN',
    // Chromium's sandbox refuses to run as root; only containers and build machines do that.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
