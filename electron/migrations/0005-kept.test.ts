import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWriter } from '../workspace/database.ts';
import { migrations } from './index.ts';

it('what a file of version 4 has posted stays, with the vouchers of events complete', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coop-v4-'));
  const db = openWriter(join(folder, 'v4.coop'), { create: true });
  try {
    db.pragma('foreign_keys = OFF');
    for (const one of migrations) {
      if (one.version === 5) {
        for (const [id, kind] of [
          [1, 'event'],
          [2, 'entry'],
        ] as const) {
          db.run(
            `INSERT INTO voucher (id, entity_id, date, period, word, number, kind, state, attachments, note, prepared_by, prepared_at, reviewed_by, reviewed_at, posted_by, posted_at)
             VALUES (?, 1, '2026-01-05', '2026-01', '记', ?, ?, 'posted', 0, '', '李会计', '', '王理事', '', '李会计', '')`,
            id,
            id,
            kind,
          );
        }
      }
      db.exec(one.sql);
    }
    expect(db.all('SELECT kind, state, is_complete AS complete FROM voucher ORDER BY id')).toEqual([
      { kind: 'event', state: 'posted', complete: 1 },
      { kind: 'entry', state: 'posted', complete: 0 },
    ]);
    expect(() => db.run("UPDATE voucher SET note = 'x' WHERE id = 1")).toThrow(/final/u);
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
});
