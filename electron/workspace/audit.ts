import { hash as digest } from 'node:crypto';
import type { ReadableDb, WritableDb } from './database.ts';

/** What is never written to the log as it is: numbers of persons and whole files. */
const REDACTED = new Set(['idNumber', 'card', 'phone']);
const FILES = new Set(['dataBase64']);

/** Appends the row of one command; each hash covers the one before, so that a missing or changed row shows. */
export function appendAudit(
  db: WritableDb,
  entry: { time: string; operator: string; method: string; input: unknown },
): void {
  const last = db.get<{ seq: number; hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
  const seq = (last?.seq ?? 0) + 1;
  const previous = last?.hash ?? '';
  const input = JSON.stringify(redact(entry.input)) ?? 'null';
  const hash = auditHash(previous, seq, entry.time, entry.operator, entry.method, input);
  db.run(
    'INSERT INTO audit (seq, time, operator, method, input, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
    seq,
    entry.time,
    entry.operator,
    entry.method,
    input,
    previous,
    hash,
  );
}

/** The first row whose place, predecessor or content does not fit; null when the chain holds. */
export function findBrokenAudit(db: ReadableDb): number | null {
  interface Row {
    seq: number;
    time: string;
    operator: string;
    method: string;
    input: string;
    previous: string;
    hash: string;
  }
  let expectedSeq = 1;
  let previous = '';
  for (const row of db.iterate<Row>(
    'SELECT seq, time, operator, method, input, previous_hash AS previous, hash FROM audit ORDER BY seq',
  )) {
    const hash = auditHash(previous, row.seq, row.time, row.operator, row.method, row.input);
    if (row.seq !== expectedSeq || row.previous !== previous || row.hash !== hash) return row.seq;
    previous = row.hash;
    expectedSeq += 1;
  }
  return null;
}

function auditHash(previous: string, ...parts: (string | number)[]): string {
  return digest('sha256', JSON.stringify([previous, ...parts]));
}

function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 200 ? [`${value.length} items`] : value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (REDACTED.has(key) && typeof inner === 'string') return [key, inner ? '***' : ''];
      if (FILES.has(key) && typeof inner === 'string') {
        return [key, `sha256:${digest('sha256', inner)}`];
      }
      return [key, redact(inner)];
    }),
  );
}
