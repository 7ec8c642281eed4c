import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { ok, refuse, type Result } from '../../shared/rules/result.ts';

/** Which files a door may name. */
export type PathPolicy = 'anywhere' | 'own-folders';

/**
 * Where a path sent by a window may lead: what the person picked in the system's own dialog, or their own
 * folder and removable media, never hidden folders.
 * The command line may go where its person may go.
 */
export function checkWorkspacePath(
  path: string,
  policy: PathPolicy,
  chosen: ReadonlySet<string>,
): Result<string> {
  const full = resolve(path);
  if (policy === 'anywhere' || chosen.has(full)) return ok(full);
  if (extname(full) !== '.coop') return refuse('path', '台账文件的名字要以 .coop 结尾。');
  return isOwn(full)
    ? ok(full)
    : refuse('path', '只能打开自己文件夹或 U 盘里的台账文件。请在文件面板里选择。');
}

export interface Listing {
  folder: string;
  parent: string | null;
  folders: { name: string; path: string }[];
  files: { name: string; path: string; modified: string; bytes: number }[];
}

/** A folder's subfolders and .coop files, for the panel of the browser shell. */
export function listPlaces(folder: string | null, policy: PathPolicy): Result<Listing> {
  const at = resolve(folder ?? documentsFolder());
  if (policy !== 'anywhere' && !isOwn(at)) return refuse('path', '这个文件夹不在可以浏览的范围内。');
  let entries;
  try {
    entries = readdirSync(at, { withFileTypes: true });
  } catch {
    return refuse('path', `打不开文件夹 ${at}。请换一个文件夹。`);
  }
  const shown = entries.filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules');
  const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'zh');
  const parent = dirname(at);
  return ok({
    folder: at,
    parent: parent !== at && (policy === 'anywhere' || isOwn(parent)) ? parent : null,
    folders: shown
      .filter((entry) => entry.isDirectory())
      .slice(0, 500)
      .map((entry) => ({ name: entry.name, path: join(at, entry.name) }))
      .sort(byName),
    files: shown
      .filter((entry) => entry.isFile() && extname(entry.name) === '.coop')
      .slice(0, 500)
      .map((entry) => {
        const path = join(at, entry.name);
        const { mtime, size } = statSync(path);
        return { name: entry.name, path, modified: mtime.toISOString().slice(0, 10), bytes: size };
      })
      .sort(byName),
  });
}

/** The person's documents folder; made when it isn't there, so that a first workspace has a place. */
export function documentsFolder(): string {
  for (const name of ['Documents', '文档']) {
    const folder = join(homedir(), name);
    if (existsSync(folder)) return folder;
  }
  const folder = join(homedir(), 'Documents');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** `folder/name.coop`, or the first `name-2.coop` … that doesn't exist: nothing is ever overwritten. */
export function freePath(folder: string, name: string): string {
  for (let n = 1; ; n++) {
    const path = join(folder, n === 1 ? `${name}.coop` : `${name}-${n}.coop`);
    if (!existsSync(path)) return path;
  }
}

function isOwn(path: string): boolean {
  const real = realOf(path);
  return ownRoots().some((root) => {
    const inside = relative(root, real);
    if (inside === '') return true;
    if (inside.startsWith('..') || resolve(root, inside) !== real) return false;
    return !inside.split(sep).some((part) => part.startsWith('.'));
  });
}

/** Follows links of the deepest part that exists, so that a link can't lead out. */
function realOf(path: string): string {
  const full = resolve(path);
  if (existsSync(full)) return realpathSync(full);
  const parent = dirname(full);
  return parent === full ? full : join(realOf(parent), basename(full));
}

function ownRoots(): string[] {
  const roots = [homedir(), '/media', '/run/media', '/mnt', '/Volumes'];
  if (process.platform === 'win32') {
    for (const letter of 'DEFGHIJKLMNOPQRSTUVWXYZ') roots.push(`${letter}:\\`);
  }
  return roots.filter((root) => existsSync(root)).map((root) => realpathSync(root));
}
