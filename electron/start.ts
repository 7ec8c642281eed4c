import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildWhenStale } from './build.ts';
import { electronFolder, findElectron } from './runtime.ts';

/** `npm start`: the desktop shell where Electron's runtime is to be had, else the browser shell. */
const ROOT = resolve(import.meta.dirname, '..');
const FETCH_LIMIT_MS = 180_000;

const inBrowser = process.argv.includes('--browser');
await buildWhenStale();
const runtime = inBrowser ? null : (findElectron() ?? fetchElectron());
if (runtime) {
  run(runtime, [ROOT]);
} else {
  if (!inBrowser) console.log('没有 Electron 运行时,改用本机浏览器的窗口。');
  run(process.execPath, [join(ROOT, 'electron/browser/main.ts'), ...process.argv.slice(2)]);
}

/** Its package fetches the runtime from the network; without one this fails, and soon. */
function fetchElectron(): string | null {
  spawnSync(process.execPath, [join(electronFolder(), 'install.js')], {
    stdio: 'ignore',
    timeout: FETCH_LIMIT_MS,
  });
  return findElectron();
}

function run(program: string, args: string[]): void {
  const child = spawn(program, args, { stdio: 'inherit' });
  child.once('exit', (code) => process.exit(code ?? 1));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
}
