import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONTROLS, registerOn } from '../books/accounts/index.ts';
import { bookChecks } from '../books/ledger/index.ts';
import { openWriter } from '../workspace/database.ts';
import { testWorkspace } from '../workspace/testing.ts';
import { migrations } from './index.ts';

/** A file of version 5: what a new one has of tables before 6, with its chart and its cooperative. */
it('what 213 had in a file of version 5 is in its register: openings, lump wages, typed vouchers and what took them back', () => {
  const made = testWorkspace('2018-03');
  const copied = ['workspace_info', 'entity', 'account', 'analysis_item'].map((table) => ({
    table,
    rows: made.connection.all<Record<string, string | number | null>>(`SELECT * FROM ${table} ORDER BY id`),
  }));
  made.close();
  const folder = mkdtempSync(join(tmpdir(), 'coop-v5-'));
  const db = openWriter(join(folder, 'v5.coop'), { create: true });
  try {
    db.pragma('foreign_keys = OFF');
    for (const one of migrations.filter(({ version }) => version <= 5)) db.exec(one.sql);
    for (const { table, rows } of copied) {
      // Columns that came later are not there yet.
      const known = db.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', table);
      const names = known.map(({ name }) => name);
      for (const row of rows) {
        db.run(
          `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
          ...names.map((name) => row[name] ?? null),
        );
      }
    }
    const account = (code: string) =>
      db.get<{ id: number }>('SELECT id FROM account WHERE code = ?', code)!.id;
    const item = (dim: string, name: string) =>
      db.get<{ id: number }>('SELECT id FROM analysis_item WHERE dim = ? AND name = ?', dim, name)?.id ??
      db.run(
        `INSERT INTO analysis_item (entity_id, dim, name, note, pinyin_initials, pinyin_full) VALUES (1, ?, ?, '', '', '')`,
        dim,
        name,
      ).lastId;
    const [gang, chen, pay, labour] = [
      item('worker', '制袋一组'),
      item('worker', '陈大'),
      item('payItem', '劳务费'),
      item('costItem', '人工'),
    ];
    // Opening 500.00 owed to 陈大, of which 300.00 of January; 100.00 was paid in February.
    db.run(
      `INSERT INTO opening_row (entity_id, account_id, item_id, item2_id, balance_fen, year_debit_fen, year_credit_fen) VALUES (1, ?, ?, ?, -50000, 10000, 30000)`,
      account('213'),
      chen,
      pay,
    );
    let number = 0;
    const write = (
      kind: string,
      date: string,
      sides: readonly [code: string, debit: number, credit: number, who?: number][],
      more: { source?: [string, number]; reverses?: number; opening?: boolean } = {},
    ) => {
      number += 1;
      const { lastId } = db.run(
        `INSERT INTO voucher (entity_id, period, date, word, number, kind, state, attachments, note, source, source_id, reverses_id, reverses_wholly, prepared_by, prepared_at)
         VALUES (1, ?, ?, ?, ?, ?, 'draft', 0, '', ?, ?, ?, ?, '', '')`,
        date.slice(0, 7),
        date,
        kind === 'opening' ? '初' : '记',
        number,
        kind,
        more.source?.[0] ?? null,
        more.source?.[1] ?? null,
        more.reverses ?? null,
        more.reverses === undefined ? 0 : 1,
      );
      sides.forEach(([code, debit, credit, who], at) =>
        db.run(
          `INSERT INTO entry (voucher_id, no, account_id, summary, debit_fen, credit_fen, item_id, item2_id, period, state) VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, 1)`,
          lastId,
          at + 1,
          account(code),
          debit,
          credit,
          code === '401' ? labour : (who ?? null),
          code === '213' ? pay : null,
          date.slice(0, 7),
        ),
      );
      return lastId;
    };
    db.transaction(
      () => {
        write('opening', '2017-12-31', [
          ['213', 0, 30_000, chen],
          ['101', 30_000, 0],
        ]);
        write('opening', '2018-02-28', [
          ['213', 10_000, 0, chen],
          ['213', 0, 30_000, chen],
          ['101', 20_000, 0],
        ]);
        for (const [id, fen] of [
          [1, 60_000],
          [2, -60_000],
        ] as const) {
          db.run(
            `INSERT INTO business_event (id, entity_id, seq, kind, date, facts, amount_fen, document_no, party, note, reverses_id, operator, recorded_at)
             VALUES (?, 1, ?, 'wagesAccrued', '2018-03-05', '{}', ?, '', '', '', ?, '', '')`,
            id,
            id,
            fen,
            id === 2 ? 1 : null,
          );
          write(
            'event',
            '2018-03-05',
            [
              ['401', fen, 0],
              ['213', 0, fen, gang],
            ],
            { source: ['business', id] },
          );
        }
        const typed = write('entry', '2018-03-06', [
          ['401', 7_000, 0],
          ['213', 0, 7_000, gang],
        ]);
        write(
          'event',
          '2018-03-07',
          [
            ['401', -7_000, 0],
            ['213', 0, -7_000, gang],
          ],
          { reverses: typed },
        );
        write('entry', '2018-03-08', [
          ['401', 4_000, 0],
          ['213', 0, 4_000, gang],
        ]);
        return null;
      },
      () => true,
    );
    for (const one of migrations.filter(({ version }) => version > 5)) {
      db.exec(one.sql);
      one.after?.(db);
    }
    db.pragma(`user_version = ${migrations.at(-1)!.version}`);
    const control = CONTROLS.find((one) => one.account === '213')!;
    expect(registerOn(db, control, 1, '2018-12-31')).toEqual(
      new Map([
        [chen, 50_000],
        [gang, 4_000],
      ]),
    );
    expect(registerOn(db, control, 1, '2017-12-31')).toEqual(new Map([[chen, 30_000]]));
    expect(db.all('SELECT 1 FROM opening_row')).toEqual([]);
    expect(bookChecks(db, 1).find((one) => one.id === 'control-213')).toMatchObject({
      ok: true,
      left: '540.00',
    });
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
});
