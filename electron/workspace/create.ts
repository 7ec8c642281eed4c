import { closeSync, openSync, rmSync } from 'node:fs';
import { migrations } from '../migrations/index.ts';
import { invariant } from '../../shared/rules/result.ts';
import { seedCharts } from './chart.ts';
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
    seedCharts(connection);
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.close();
  } catch (error) {
    connection?.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    throw error;
  }
}

/**
 * Brings a file up to this program's version, each step in a transaction of its own with its number. Foreign keys rest
 * meanwhile, because a step may build a table anew that others refer to, and are checked before each step is kept.
 */
export function migrate(connection: Connection): { from: number; to: number } {
  const from = Number(connection.pragma('user_version'));
  connection.pragma('foreign_keys = OFF');
  for (const migration of migrations) {
    if (migration.version <= from) continue;
    connection.transaction(
      () => {
        connection.exec(migration.sql);
        migration.after?.(connection);
        invariant(
          connection.all('PRAGMA foreign_key_check').length === 0,
          `migration ${migration.version} keeps every reference`,
        );
        connection.pragma(`user_version = ${migration.version}`);
      },
      () => true,
    );
  }
  connection.pragma('foreign_keys = ON');
  return { from, to: Number(connection.pragma('user_version')) };
}
