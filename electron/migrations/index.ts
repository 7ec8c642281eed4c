import { foundation } from './0001-foundation.ts';

export interface Migration {
  readonly version: number;
  readonly title: string;
  readonly sql: string;
}

/** In order, numbered without gaps; a file says in `user_version` how far it has come. */
export const migrations: readonly Migration[] = [foundation];
