import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/** Builds what the windows load: the renderer, and the desktop shell's two entries. */
const ROOT = resolve(import.meta.dirname, '..');

if (process.argv[1] === import.meta.filename) await buildAll();

/** Builds only when a source is newer than what was built. */
export async function buildWhenStale(): Promise<void> {
  const built = join(ROOT, 'dist/built');
  if (
    existsSync(built) &&
    newest(['renderer', 'shared', 'electron', 'package-lock.json']) < statSync(built).mtimeMs
  )
    return;
  console.log('正在准备界面(第一次启动需要十几秒)…');
  await buildAll();
}

async function buildAll(): Promise<void> {
  await build({ configFile: join(ROOT, 'renderer/vite.config.ts'), logLevel: 'warn' });
  for (const [entry, format, out] of [
    ['electron/main.ts', 'es', 'main.js'],
    ['electron/preload.ts', 'cjs', 'preload.cjs'],
  ] as const) {
    await build({
      configFile: false,
      root: ROOT,
      logLevel: 'warn',
      ssr: { noExternal: true },
      build: {
        ssr: join(ROOT, entry),
        outDir: join(ROOT, 'dist/electron'),
        emptyOutDir: false,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          external: ['electron', 'better-sqlite3'],
          output: { format, entryFileNames: out, codeSplitting: false },
        },
      },
    });
  }
  writeFileSync(join(ROOT, 'dist/built'), '');
}

function newest(places: readonly string[]): number {
  let latest = 0;
  for (const place of places) {
    const path = join(ROOT, place);
    const stat = statSync(path);
    latest = Math.max(latest, stat.mtimeMs);
    if (!stat.isDirectory()) continue;
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
      latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
    }
  }
  return latest;
}
