import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a code vouches for: one member's line of one approved run. */
export interface CodedLine {
  readonly runId: number;
  readonly memberId: number;
  readonly memberNo: string;
  readonly name: string;
  readonly totalFen: number;
  readonly netFen: number;
}

/**
 * The verification code (核验码) of a printed statement, such as `0040-0B7K-Q2ZN`: the first six characters say
 * which run and member it belongs to, the last six are taken from HMAC-SHA256 of the line under the run's own
 * key, so that a changed amount or name no longer fits. Crockford's alphabet: no I, L, O or U.
 */
export function verificationCode(keyHex: string, line: CodedLine): string {
  const place = (line.runId % RUNS) * MEMBERS + (line.memberId % MEMBERS);
  return grouped(lettersOf(place) + signatureOf(keyHex, line));
}

/**
 * Where to look for the line of a code that somebody typed: any case, with spaces or hyphens anywhere, full-width forms,
 * O for 0, I or L for 1. Run and member ids are meant modulo RUNS and MEMBERS. Null: not a code of ours.
 */
export function readCode(typed: string): { code: string; runRest: number; memberRest: number } | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{12}$/.test(letters)) return null;
  let place = 0;
  for (const letter of letters.slice(0, 6)) place = place * 32 + ALPHABET.indexOf(letter);
  return { code: grouped(letters), runRest: Math.floor(place / MEMBERS), memberRest: place % MEMBERS };
}

/** Whether `code` (as `readCode` returns it) is that of this line. */
export function codeFits(code: string, keyHex: string, line: CodedLine): boolean {
  return timingSafeEqual(Buffer.from(code), Buffer.from(verificationCode(keyHex, line)));
}

/** Six characters hold 30 bits: 12 for the run, 18 for the member. Beyond that the signature alone decides. */
export const RUNS = 2 ** 12;
export const MEMBERS = 2 ** 18;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function signatureOf(keyHex: string, line: CodedLine): string {
  const said = [line.runId, line.memberId, line.memberNo, line.name, line.totalFen, line.netFen];
  const mac = createHmac('sha256', Buffer.from(keyHex, 'hex')).update(JSON.stringify(said)).digest();
  return lettersOf(mac.readUInt32BE(0) % 2 ** 30);
}

function lettersOf(thirtyBits: number): string {
  let letters = '';
  for (let rest = thirtyBits, place = 0; place < 6; place++) {
    letters = (ALPHABET[rest % 32] ?? '') + letters;
    rest = Math.floor(rest / 32);
  }
  return letters;
}

function grouped(letters: string): string {
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}
