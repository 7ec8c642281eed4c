import type { WritableDb } from '../workspace/database.ts';
import { foundation } from './0001-foundation.ts';
import { books } from './0002-books.ts';
import { bank } from './0003-bank.ts';
import { reserve } from './0004-reserve.ts';
import { kept } from './0005-kept.ts';
import { assets } from './0006-assets.ts';
import { production } from './0007-production.ts';
import { labour } from './0008-labour.ts';
import { storage } from './0009-storage.ts';
import { stocktakes } from './0010-stocktakes.ts';
import { loans } from './0011-loans.ts';
import { claims } from './0012-claims.ts';
import { fundBooks } from './0013-fundBooks.ts';
import { fund } from './0014-fund.ts';

export interface Migration {
  readonly version: number;
  readonly title: string;
  readonly sql: string;
  /** What SQL alone can't fill in, in the same transaction. */
  readonly after?: (db: WritableDb) => void;
}

/** In order, numbered without gaps; a file says in `user_version` how far it has come, and what it went through never changes any more. */
export const migrations: readonly Migration[] = [
  foundation,
  books,
  bank,
  reserve,
  kept,
  assets,
  production,
  labour,
  storage,
  stocktakes,
  loans,
  claims,
  fundBooks,
  fund,
];
