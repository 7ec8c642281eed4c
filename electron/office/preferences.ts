import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** What the program remembers on this machine, outside any workspace. */
const preferences = z.object({
  operator: z.string().max(50).catch(''),
  recent: z.array(z.object({ path: z.string(), villageName: z.string(), lastOpened: z.string() })).catch([]),
});
export type Preferences = z.output<typeof preferences>;

const MOST_RECENT = 12;

/** A missing or spoilt file is an empty one: nothing of value lives here. */
export function readPreferences(home: string): Preferences {
  try {
    return preferences.parse(JSON.parse(readFileSync(fileOf(home), 'utf8')));
  } catch {
    return { operator: '', recent: [] };
  }
}

export function writePreferences(home: string, value: Preferences): void {
  const file = fileOf(home);
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, JSON.stringify({ ...value, recent: value.recent.slice(0, MOST_RECENT) }, null, 1));
  renameSync(fresh, file);
}

const fileOf = (home: string): string => join(home, 'preferences.json');
