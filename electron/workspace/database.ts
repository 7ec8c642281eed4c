import Database from 'better-sqlite3';

export type SqlValue = string | number | bigint | Uint8Array | null;

/** What a report gets: it can look, and that is all. */
export interface ReadableDb {
  get<T>(sql: string, ...values: SqlValue[]): T | undefined;
  all<T>(sql: string, ...values: SqlValue[]): T[];
  iterate<T>(sql: string, ...values: SqlValue[]): IterableIterator<T>;
}

/** What a command gets, inside its one transaction. */
export interface WritableDb extends ReadableDb {
  run(sql: string, ...values: SqlValue[]): { changes: number; lastId: number };
}

/** One connection. Statements are prepared once and kept. */
export class Connection implements WritableDb {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(database: Database.Database) {
    this.#database = database;
  }

  get<T>(sql: string, ...values: SqlValue[]): T | undefined {
    return this.#statement(sql).get(...values) as T | undefined;
  }

  all<T>(sql: string, ...values: SqlValue[]): T[] {
    return this.#statement(sql).all(...values) as T[];
  }

  iterate<T>(sql: string, ...values: SqlValue[]): IterableIterator<T> {
    return this.#statement(sql).iterate(...values) as IterableIterator<T>;
  }

  run(sql: string, ...values: SqlValue[]): { changes: number; lastId: number } {
    const { changes, lastInsertRowid } = this.#statement(sql).run(...values);
    return { changes, lastId: Number(lastInsertRowid) };
  }

  /** Several statements at once: migrations only. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  pragma(text: string): unknown {
    return this.#database.pragma(text, { simple: true });
  }

  /**
   * Runs `work` in one transaction that holds the write lock from its first statement. It commits only
   * when `keep` says so of the result; anything else, an exception included, rolls back.
   */
  transaction<T>(work: () => T, keep: (result: T) => boolean): T {
    this.#statement('BEGIN IMMEDIATE').run();
    try {
      const result = work();
      this.#statement(keep(result) ? 'COMMIT' : 'ROLLBACK').run();
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  backup(path: string): Promise<Database.BackupMetadata> {
    return this.#database.backup(path);
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #statement(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/**
 * The writing connection: WAL so that readers never wait, synchronous=FULL so that what was called saved
 * survives a power cut, foreign keys on.
 */
export function openWriter(path: string, options: { create: boolean }): Connection {
  const database = new Database(path, { fileMustExist: !options.create, timeout: 5000 });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // REPLACE deletes rows; with this the triggers that keep them are asked.
  database.pragma('recursive_triggers = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('temp_store = MEMORY');
  return new Connection(database);
}

/** A reading connection: the database itself refuses writes on it. */
export function openReader(path: string): Connection {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
  database.pragma('query_only = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('temp_store = MEMORY');
  return new Connection(database);
}
