import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { buildWhenStale } from './build.ts';

/** `npm start`: the desktop shell where Electron's runtime is to be had, else the browser shell. */
const ROOT = resolve(import.meta.dirname, '..');
const FETCH_LIMIT_MS = 180_000;

await buildWhenStale();
const runtime = process.argv.includes('--browser') ? null : findRuntime();
if (runtime) {
  run(runtime, [ROOT]);
} else {
  if (!process.argv.includes('--browser')) console.log('没有 Electron 运行时,改用本机浏览器的窗口。');
  run(process.execPath, [join(ROOT, 'electron/browser/main.ts'), ...process.argv.slice(2)]);
}

/** Electron's program file; its package fetches it at first use, which fails without a network. */
function findRuntime(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const installed = (): string | null => {
    const note = join(folder, 'path.txt');
    if (!existsSync(note)) return null;
    const program = join(folder, 'dist', readFileSync(note, 'utf8'));
    return existsSync(program) ? program : null;
  };
  if (!installed()) {
    spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: FETCH_LIMIT_MS });
  }
  return installed();
}

function run(program: string, args: string[]): void {
  const child = spawn(program, args, { stdio: 'inherit' });
  child.once('exit', (code) => process.exit(code ?? 1));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
}
