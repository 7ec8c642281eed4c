import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who has a workspace open for writing; stands as JSON in FILE.coop.lock. */
export interface LockOwner {
  readonly host: string;
  readonly pid: number;
  readonly operator: string;
  /** ISO time. */
  readonly since: string;
}

export interface Lock {
  /** Removes the lock file, if it is still ours. */
  release(): void;
}

/** A lock file that holds nothing readable is a crash between creating and writing it, once this old. */
const UNREADABLE_GRACE_MS = 5_000;

/**
 * Takes the write lock of `path`, or says who holds it. A dead owner's lock on this machine is taken over;
 * one from another machine can't be judged from here and is taken only when the person says so.
 */
export function takeLock(
  path: string,
  who: { operator: string; now: string; nowMs: number },
  takeOver: boolean,
): { lock: Lock } | { owner: LockOwner } {
  const lockPath = `${path}.lock`;
  const mine: LockOwner = { host: hostname(), pid: process.pid, operator: who.operator, since: who.now };
  for (let attempt = 0; attempt < 5; attempt++) {
    if (writeNew(lockPath, mine)) return { lock: { release: () => release(lockPath, mine) } };
    const owner = readOwner(lockPath);
    if (owner === 'gone') continue;
    if (owner === 'unreadable') {
      if (!takeOver && !olderThan(lockPath, who.nowMs, UNREADABLE_GRACE_MS)) {
        return { owner: { host: '', pid: 0, operator: '', since: '' } };
      }
    } else if (!takeOver && isAlive(owner)) {
      return { owner };
    }
    moveAside(lockPath);
  }
  throw new Error(`the lock of ${path} keeps changing hands`);
}

function writeNew(lockPath: string, owner: LockOwner): boolean {
  let file: number;
  try {
    file = openSync(lockPath, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(file, JSON.stringify(owner));
    closeSync(file);
    return true;
  } catch (error) {
    // A full disk: an empty lock left behind would look like somebody else's.
    closeSync(file);
    rmSync(lockPath, { force: true });
    throw error;
  }
}

function readOwner(lockPath: string): LockOwner | 'gone' | 'unreadable' {
  try {
    const value: unknown = JSON.parse(readFileSync(lockPath, 'utf8'));
    if (typeof value !== 'object' || value === null) return 'unreadable';
    const { host, pid, operator, since } = value as Partial<LockOwner>;
    if (typeof host !== 'string' || typeof pid !== 'number') return 'unreadable';
    return { host, pid, operator: String(operator ?? ''), since: String(since ?? '') };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : 'unreadable';
  }
}

function isAlive(owner: LockOwner): boolean {
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function olderThan(lockPath: string, nowMs: number, ageMs: number): boolean {
  try {
    return nowMs - statSync(lockPath).mtimeMs > ageMs;
  } catch {
    return true;
  }
}

/** By rename, so that of two who find the same dead lock only one removes it and neither removes a new one. */
function moveAside(lockPath: string): void {
  const aside = `${lockPath}.${process.pid}.dead`;
  try {
    renameSync(lockPath, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function release(lockPath: string, mine: LockOwner): void {
  const owner = readOwner(lockPath);
  if (
    typeof owner === 'object' &&
    owner.pid === mine.pid &&
    owner.host === mine.host &&
    owner.since === mine.since
  ) {
    rmSync(lockPath, { force: true });
  }
}
