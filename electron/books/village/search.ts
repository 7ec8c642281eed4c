import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { checkIdNumber } from '../../../shared/rules/idNumber.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { digestOf } from '../../workspace/sealed.ts';

/** What of a row can be searched. */
export interface Searchable {
  readonly name: string;
  readonly initials: string;
  readonly full: string;
  /** Household and member numbers. */
  readonly codes: readonly string[];
  readonly groupNo: number | null;
  readonly idTail: string;
  readonly idDigest: string | null;
  readonly phone: string;
}

/**
 * A test for rows by what a person types: Chinese anywhere in the name, pinyin from its beginning (zst or
 * zhangshou), a household or member number, a phone number, the last digits of an ID number or all of it, a
 * group as 3组. Several words must all fit.
 */
export function searchTest(db: ReadableDb, search: string | undefined): (row: Searchable) => boolean {
  const words = searchWords(search ?? '');
  const tests = words.map((word) => wordTest(db, word));
  return (row) => tests.every((test) => test(row));
}

/** What was typed, in half width and lower case, as words. */
export function searchWords(search: string): string[] {
  return toHalfWidth(search)
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
}

/** The digest of a whole ID number, or null when the word is none. */
export function idDigestOf(db: ReadableDb, word: string): string | null {
  if (!/^\d{17}[\dx]$/u.test(word)) return null;
  const idNumber = checkIdNumber(word, 'typed');
  return idNumber.ok ? digestOf(db, idNumber.value.normalised) : null;
}

function wordTest(db: ReadableDb, word: string): (row: Searchable) => boolean {
  const group = /^(\d{1,2})组$/u.exec(word);
  if (group) return (row) => row.groupNo === Number(group[1]);
  const digest = idDigestOf(db, word);
  if (digest !== null) return (row) => row.idDigest === digest;
  const tail = /^\d{2,3}[\dx]$/u.test(word) ? word.toUpperCase() : null;
  return (row) =>
    row.name.toLowerCase().includes(word) ||
    row.initials.startsWith(word) ||
    row.full.startsWith(word) ||
    row.codes.some((code) => code.toLowerCase().includes(word)) ||
    (tail !== null && row.idTail.endsWith(tail)) ||
    (word.length >= 4 && row.phone.includes(word));
}
