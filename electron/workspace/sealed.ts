import { createHash } from 'node:crypto';
import type { ReadableDb } from './database.ts';

/**
 * Sealed columns: ID and bank card numbers. Everything that stores or reads one goes through here, so that
 * encryption is switched on in this file alone: the scheme stands at the front of each value ("p:" = plain),
 * old values stay readable and new ones are written with the newer scheme.
 */
export interface Sealed {
  /** What the column holds. */
  readonly sealed: string;
  /** Equal for equal numbers of one workspace; lets two be compared without being opened. */
  readonly digest: string;
}

export function seal(db: ReadableDb, plain: string): Sealed {
  return { sealed: `p:${plain}`, digest: digestOf(db, plain) };
}

export function unseal(sealed: string): string {
  if (!sealed.startsWith('p:')) throw new Error(`unknown sealing scheme: ${sealed.slice(0, 2)}`);
  return sealed.slice(2);
}

export function digestOf(db: ReadableDb, plain: string): string {
  const info = db.get<{ salt: string }>('SELECT digest_salt AS salt FROM workspace_info WHERE id = 1');
  if (!info) throw new Error('workspace_info is empty');
  return createHash('sha256').update(info.salt).update('\0').update(plain).digest('hex');
}
