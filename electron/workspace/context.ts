import type { ReadableDb, WritableDb } from './database.ts';

/** What every query is given. The clock and the operator come from the door, never from inside. */
export interface Reading {
  readonly db: ReadableDb;
  /** YYYY-MM-DD */
  readonly today: string;
  /** ISO 8601 with seconds, local time of the desk. */
  readonly now: string;
  readonly operator: string;
}

/** What every command is given, inside its one transaction. */
export interface Writing extends Reading {
  readonly db: WritableDb;
  /** Randomness from outside, so that a test can fix it. */
  readonly randomHex: (bytes: number) => string;
}
