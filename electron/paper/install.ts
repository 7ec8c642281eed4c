import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './browser.ts';

/** What a machine needs to draw and read Chinese pages, as Debian and Ubuntu name it. */
const PACKAGES = ['chromium', 'fonts-noto-cjk', 'poppler-utils'];

export const WHAT_TO_INSTALL =
  '需要 Chromium、Chrome 或 Edge 浏览器和中文字体;Debian/Ubuntu 上请运行:sudo apt-get install chromium fonts-noto-cjk poppler-utils';

/** Whether this machine has a browser, a Chinese font and pdftotext. */
export function missingForPaper(): string[] {
  const missing: string[] = [];
  if (!findBrowser()) missing.push('chromium');
  if (process.platform === 'linux' && !hasChineseFont()) missing.push('fonts-noto-cjk');
  if (process.platform === 'linux' && !runs('pdftotext', ['-v'])) missing.push('poppler-utils');
  return missing;
}

/**
 * Installs what is missing where that can be done unasked: Debian or Ubuntu, as root (a build machine, a
 * container). Says on stderr what it does; true when nothing is missing afterwards.
 */
export function installForPaper(): boolean {
  const missing = missingForPaper();
  if (missing.length === 0) return true;
  const canInstall =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!canInstall) return false;
  process.stderr.write(`正在安装 ${missing.join('、')} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...PACKAGES]]) {
    const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (status !== 0 && args[0] === 'install') process.stderr.write(stderr);
  }
  return missingForPaper().length === 0;
}

function hasChineseFont(): boolean {
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim().length > 0;
  } catch {
    return false;
  }
}

function runs(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).error === undefined;
}
