import { chromium, type Browser } from '@playwright/test';
import { findBrowser } from '../../electron/paper/browser.ts';

/** The browser the program itself would use, without a window. */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium, Chrome or Edge is installed');
  // Its sandbox refuses to run as root; only containers and build machines do that.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...asRoot, ...args] });
}
