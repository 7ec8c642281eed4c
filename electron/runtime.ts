import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Electron's own package: its runtime is not in it but fetched at first use. */
export function electronFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

/** The runtime's program file where it has been fetched already. */
export function findElectron(): string | null {
  const note = join(electronFolder(), 'path.txt');
  if (!existsSync(note)) return null;
  const program = join(electronFolder(), 'dist', readFileSync(note, 'utf8'));
  return existsSync(program) ? program : null;
}
