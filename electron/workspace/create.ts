import { closeSync, openSync, rmSync } from 'node:fs';
import { migrations } from '../migrations/index.ts';
import { defaultSettings } from './defaults.ts';
import { type Connection, openWriter } from './database.ts';

/** "COOP" in ASCII: how SQLite files of ours are told from others. */
export const APPLICATION_ID = 0x434f4f50;

export interface NewWorkspace {
  readonly villageName: string;
  readonly cooperativeName: string;
  /** 启用期间, YYYY-MM. */
  readonly firstPeriod: string;
  readonly now: string;
  readonly operator: string;
  readonly randomHex: (bytes: number) => string;
}

/**
 * Makes a new file with one cooperative in it. The file is created exclusively: an existing one makes this
 * throw EEXIST and is never touched. A half-made file is removed.
 */
export function createWorkspace(path: string, what: NewWorkspace): void {
  closeSync(openSync(path, 'wx'));
  let connection: Connection | null = null;
  try {
    connection = openWriter(path, { create: false });
    connection.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(connection);
    connection.run(
      `INSERT INTO workspace_info (id, uuid, village_name, created_at, created_by, digest_salt) VALUES (1, ?, ?, ?, ?, ?)`,
      what.randomHex(16),
      what.villageName,
      what.now,
      what.operator,
      what.randomHex(16),
    );
    connection.run(
      `INSERT INTO entity (kind, name, first_period, settings) VALUES ('cooperative', ?, ?, ?)`,
      what.cooperativeName,
      what.firstPeriod,
      JSON.stringify(defaultSettings),
    );
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.close();
  } catch (error) {
    connection?.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    throw error;
  }
}

/** Brings a file up to this program's version, each step in a transaction of its own with its number. */
export function migrate(connection: Connection): { from: number; to: number } {
  const from = Number(connection.pragma('user_version'));
  for (const migration of migrations) {
    if (migration.version <= from) continue;
    connection.transaction(
      () => {
        connection.exec(migration.sql);
        connection.pragma(`user_version = ${migration.version}`);
      },
      () => true,
    );
  }
  return { from, to: Number(connection.pragma('user_version')) };
}
