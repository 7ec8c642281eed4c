import { copyFileSync, existsSync, openSync, readSync, closeSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { migrations } from '../migrations/index.ts';
import { ok, refuse, type Result } from '../../shared/rules/result.ts';
import { APPLICATION_ID, migrate } from './create.ts';
import { type Connection, openReader, openWriter } from './database.ts';
import { type Lock, type LockOwner, takeLock } from './lock.ts';

/** An open workspace file: one writer at most (none when somebody else has it), and a reader. */
export interface OpenWorkspace {
  readonly path: string;
  readonly villageName: string;
  readonly reader: Connection;
  /** Null: read-only, because `lockedBy` has it open or the disk can't be written. */
  readonly writer: Connection | null;
  readonly lockedBy: LockOwner | null;
  /** Resolves to what quick_check found wrong, or null; large files are checked beside the work. */
  readonly checked: Promise<string | null>;
  /** Checkpoints and leaves one file behind. */
  close(): void;
}

export interface Opening {
  readonly operator: string;
  readonly now: string;
  readonly nowMs: number;
  readonly takeOver: boolean;
  /**
   * Whether a large file is checked beside the work; left out: yes. A command that ends in a moment does not wait seconds for it, `coop
   * check` reads the whole file anyway.
   */
  readonly checkLarge?: boolean;
}

/** Above this size quick_check runs on a thread of its own: the desk need not wait for it. */
const CHECK_AT_ONCE_BYTES = 16 * 1024 * 1024;

const require = createRequire(import.meta.url);

const NEWEST = migrations.at(-1)?.version ?? 0;

/** Opens a file, or says in one sentence why not and what to do. */
export function openWorkspace(path: string, opening: Opening): Result<OpenWorkspace> {
  const refused = judgeFile(path);
  if (refused) return refused;
  const taken = tryLock(path, opening);
  if ('readOnly' in taken) return openForReading(path, taken.owner, opening);
  let writer: Connection | null = null;
  try {
    writer = openWriter(path, { create: false });
    const judged = judgeContent(path, writer);
    if (!judged.ok) {
      writer.close();
      taken.lock.release();
      return judged;
    }
    if (judged.value < NEWEST) {
      keepBeforeMigration(path, writer, judged.value);
      migrate(writer);
    }
    return ok(assemble(path, openReader(path), writer, { lock: taken.lock, owner: null }, opening));
  } catch (error) {
    writer?.close();
    taken.lock.release();
    return unreadable(path, error);
  }
}

function judgeFile(path: string): Result<never> | null {
  if (!existsSync(path)) {
    return refuse(
      'file-missing',
      `找不到文件:${path}。它可能被移动、改名或在没插上的 U 盘里。请重新选择文件,或从最近列表移除。`,
    );
  }
  if (!statSync(path).isFile())
    return refuse('not-a-workspace', `${path} 是文件夹,不是台账文件。请选择 .coop 文件。`);
  const head = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  readSync(file, head, 0, HEADER_BYTES, 0);
  closeSync(file);
  if (head.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    return refuse(
      'not-a-workspace',
      `${path} 不是合作社台账的文件。请选择本程序建立的 .coop 文件;表格请在“导入”里读入。`,
    );
  }
  return judgeMarks(path, head.readUInt32BE(68), head.readUInt32BE(60));
}

/** The header of an SQLite file; application_id stands at byte 68, user_version at 60. */
const HEADER_BYTES = 100;

/** Ours, and not newer than this program; asked of the bare bytes first, as opening for writing already changes a file. */
function judgeMarks(path: string, applicationId: number, version: number): Result<never> | null {
  if (applicationId !== APPLICATION_ID) {
    return refuse(
      'not-a-workspace',
      `${path} 是别的程序的数据库,不是合作社台账。请选择本程序建立的 .coop 文件。`,
    );
  }
  if (version > NEWEST) {
    return refuse(
      'newer-version',
      `这个台账由更新的程序版本保存(格式 ${version},本程序认识到 ${NEWEST})。请升级本程序后再打开;文件没有改动。`,
    );
  }
  return null;
}

/** The schema version of a file that is ours, whole and not newer than this program. */
function judgeContent(path: string, connection: Connection): Result<number> {
  const version = Number(connection.pragma('user_version'));
  const foreign = judgeMarks(path, Number(connection.pragma('application_id')), version);
  if (foreign) return foreign;
  if (statSync(path).size <= CHECK_AT_ONCE_BYTES) {
    const found = String(connection.pragma('quick_check(1)'));
    if (found !== 'ok') return damaged(path, found);
  }
  return ok(version);
}

function damaged(path: string, detail: string): Result<never> {
  return refuse('damaged', `台账文件损坏:${path}(${detail})。请不要继续使用它,用最近一份备份打开。`);
}

function unreadable(path: string, error: unknown): Result<never> {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return damaged(path, code);
  if (code === 'EACCES' || code === 'SQLITE_CANTOPEN') {
    return refuse('no-access', `没有权限打开 ${path}。请检查文件夹权限,或把文件复制到自己的文件夹再打开。`);
  }
  // A full disk has no room for the index that readers and writer share.
  if (code === 'ENOSPC' || code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') {
    return refuse('disk-full', `磁盘满了,打不开 ${path}。请腾出空间后再打开;文件没有改动。`);
  }
  throw error;
}

function tryLock(
  path: string,
  opening: Opening,
): { lock: Lock } | { readOnly: true; owner: LockOwner | null } {
  try {
    const taken = takeLock(path, opening, opening.takeOver);
    return 'lock' in taken ? taken : { readOnly: true, owner: taken.owner };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // No right to write here, or no room: reading may still go.
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOSPC')
      return { readOnly: true, owner: null };
    throw error;
  }
}

function openForReading(path: string, owner: LockOwner | null, opening: Opening): Result<OpenWorkspace> {
  try {
    const reader = openReader(path);
    const judged = judgeContent(path, reader);
    if (!judged.ok) {
      reader.close();
      return judged;
    }
    if (judged.value < NEWEST) {
      reader.close();
      return refuse('open-elsewhere', '这个台账正在别处打开,而且格式需要升级。请先在那边关闭,再从这里打开。');
    }
    return ok(assemble(path, reader, null, { lock: null, owner }, opening));
  } catch (error) {
    return unreadable(path, error);
  }
}

/** A copy of the file as it was, before its format changes. */
function keepBeforeMigration(path: string, writer: Connection, version: number): void {
  writer.pragma('wal_checkpoint(TRUNCATE)');
  const copy = `${path}.升级前-v${version}.bak`;
  if (!existsSync(copy)) copyFileSync(path, copy);
}

function assemble(
  path: string,
  reader: Connection,
  writer: Connection | null,
  { lock, owner: lockedBy }: { lock: Lock | null; owner: LockOwner | null },
  opening: Opening,
): OpenWorkspace {
  const info = reader.get<{ villageName: string }>('SELECT village_name AS villageName FROM workspace_info');
  const large = opening.checkLarge !== false && statSync(path).size > CHECK_AT_ONCE_BYTES;
  return {
    path,
    villageName: info?.villageName ?? '',
    reader,
    writer,
    lockedBy,
    checked: large ? checkBeside(path) : Promise.resolve(null),
    close() {
      reader.close();
      if (writer) {
        writer.pragma('wal_checkpoint(TRUNCATE)');
        writer.close();
        for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
      }
      lock?.release();
    },
  };
}

function checkBeside(path: string): Promise<string | null> {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    const Database = require(workerData.library);
    const database = new Database(workerData.path, { readonly: true });
    parentPort.postMessage(String(database.pragma('quick_check(1)', { simple: true })));
    database.close();`;
  const library = require.resolve('better-sqlite3');
  return new Promise((resolve) => {
    const worker = new Worker(source, { eval: true, workerData: { path, library } });
    worker.unref();
    worker.once('message', (found: string) => resolve(found === 'ok' ? null : found));
    worker.once('error', (error) => resolve(String(error)));
  });
}
