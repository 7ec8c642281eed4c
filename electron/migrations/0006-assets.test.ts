import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bookChecks } from '../books/ledger/index.ts';
import { migrate } from '../workspace/create.ts';
import { type Connection, openWriter } from '../workspace/database.ts';
import { verifyWorkspace } from '../workspace/verify.ts';
import { migrations } from './index.ts';

/** A file of version 5: a dryer bought and depreciated by hand, a store bought with a grant, a shed with typed openings, one sold. */
let folder: string;
let db: Connection;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coop-v5-'));
  db = openWriter(join(folder, 'v5.coop'), { create: true });
  db.pragma('foreign_keys = OFF');
  for (const one of migrations.filter(({ version }) => version <= 5)) {
    db.exec(one.sql);
    if (one.version === 1) {
      db.exec(`INSERT INTO workspace_info VALUES (1, 'u', '张家坝村', '', '', 's');
        INSERT INTO entity (id, kind, name, first_period, settings) VALUES (1, 'cooperative', '合作社', '2018-07', '{}');`);
    }
    if (one.version === 2) db.exec(`UPDATE entity SET first_period = '2018-07'`);
    one.after?.(db);
  }
  db.pragma('foreign_keys = ON');
  db.pragma('user_version = 5');
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const item = (dim: string, name: string, isRelief = 0): number =>
  db.run(
    `INSERT INTO analysis_item (entity_id, dim, name, note, is_poverty_asset, is_livestock, pinyin_initials, pinyin_full)
     VALUES (1, ?, ?, '', ?, 0, '', '')`,
    dim,
    name,
    isRelief,
  ).lastId;

type Line = readonly [account: string, itemId: number | null, debitFen: number, creditFen: number];
let number = 0;
function voucher(
  date: string,
  kind: 'entry' | 'event',
  lines: readonly Line[],
  eventId: number | null = null,
): void {
  db.exec('BEGIN');
  const id = db.run(
    `INSERT INTO voucher (entity_id, date, period, word, number, kind, state, attachments, note, prepared_by, prepared_at, source, source_id)
     VALUES (1, ?, ?, '记', ?, ?, 'draft', 0, '', '李会计', '', ?, ?)`,
    date,
    date.slice(0, 7),
    ++number,
    kind,
    eventId === null ? null : 'business',
    eventId,
  ).lastId;
  for (const [at, [account, itemId, debitFen, creditFen]] of lines.entries()) {
    db.run(
      `INSERT INTO entry (voucher_id, no, period, state, account_id, summary, debit_fen, credit_fen, item_id)
       SELECT ?, ?, ?, 1, id, '', ?, ?, ? FROM account WHERE entity_id = 1 AND code = ?`,
      id,
      at + 1,
      date.slice(0, 7),
      debitFen,
      creditFen,
      itemId,
      account,
    );
  }
  db.exec('COMMIT');
}
function opening(
  account: string,
  itemId: number | null,
  balanceFen: number,
  debitFen = 0,
  creditFen = 0,
): void {
  db.run(
    `INSERT INTO opening_row (entity_id, account_id, item_id, balance_fen, year_debit_fen, year_credit_fen)
     SELECT 1, id, ?, ?, ?, ? FROM account WHERE entity_id = 1 AND code = ?`,
    itemId,
    balanceFen,
    debitFen,
    creditFen,
    account,
  );
}

it('gives each asset of the books a card whose register agrees with the accounts', () => {
  const bank = db.get<{ id: number }>(`SELECT id FROM analysis_item WHERE dim = 'bank'`)!.id;
  const dryer = item('asset', '烘干机');
  const store = item('asset', '冷库', 1);
  const shed = item('asset', '旧棚');
  const bags = item('asset', '菌袋');
  opening('102', bank, 900_00);
  opening('151', shed, 1_000_00, 200_00, 0);
  opening('152', shed, -100_00, 0, 30_00);
  opening('33202', null, -1_800_00);
  voucher('2018-07-02', 'entry', [
    ['151', dryer, 500_00, 0],
    ['102', bank, 0, 500_00],
  ]);
  const event = db.run(
    `INSERT INTO business_event (entity_id, seq, kind, date, facts, amount_fen, document_no, party, note, operator, recorded_at)
     VALUES (1, 1, 'grantSpentOnAsset', '2018-07-03', '{}', 30000, '', '', '', '', '')`,
  ).lastId;
  voucher(
    '2018-07-03',
    'event',
    [
      ['151', store, 300_00, 0],
      ['102', bank, 0, 300_00],
    ],
    event,
  );
  voucher('2018-07-04', 'entry', [
    ['141', bags, 50_00, 0],
    ['102', bank, 0, 50_00],
  ]);
  for (const date of ['2018-08-31', '2018-08-31', '2018-09-30']) {
    voucher(date, 'entry', [
      ['523', item('expenseItem', `折旧${number}`), 4_00, 0],
      ['152', dryer, 0, 4_00],
    ]);
  }
  // The dryer is sold: what it cost and what it had worn go out together.
  voucher('2018-10-05', 'entry', [
    ['101', null, 488_00, 0],
    ['152', dryer, 12_00, 0],
    ['151', dryer, 0, 500_00],
  ]);

  migrate(db);
  expect(
    db.all(
      `SELECT c.no, c.name, c.state, c.is_relief AS relief, c.is_incomplete AS open, i.name AS item, SUM(m.cost_fen) AS cost,
         SUM(m.accumulated_fen) AS worn, SUM(m.pieces) AS pieces
       FROM asset_card c JOIN analysis_item i ON i.id = c.item_id JOIN asset_move m ON m.asset_id = c.id GROUP BY c.id`,
    ),
  ).toEqual([
    {
      no: 'GD-001',
      name: '烘干机',
      state: 'gone',
      relief: 0,
      open: 1,
      item: 'GD-001 烘干机',
      cost: 0,
      worn: 0,
      pieces: 0,
    },
    {
      no: 'GD-002',
      name: '冷库',
      state: 'in-use',
      relief: 1,
      open: 1,
      item: 'GD-002 冷库',
      cost: 300_00,
      worn: 0,
      pieces: 1,
    },
    {
      no: 'GD-003',
      name: '旧棚',
      state: 'in-use',
      relief: 0,
      open: 1,
      item: 'GD-003 旧棚',
      cost: 1_000_00,
      worn: 100_00,
      pieces: 1,
    },
  ]);
  // Two vouchers of August are one month.
  expect(
    db.all(
      `SELECT kind, period, accumulated_fen AS fen FROM asset_move WHERE asset_id = 1 AND kind = 'depreciated'`,
    ),
  ).toEqual([
    { kind: 'depreciated', period: '2018-08', fen: 8_00 },
    { kind: 'depreciated', period: '2018-09', fen: 4_00 },
  ]);
  // What an older event bought goes with it when it is undone.
  expect(db.get('SELECT event_id AS event FROM asset_move WHERE asset_id = 2')).toEqual({ event });
  // The openings are the cards' now, as they were typed.
  expect(db.get(`SELECT COUNT(*) AS typed FROM opening_row`)).toEqual({ typed: 2 });
  for (const period of [undefined, '2018-07', '2018-08', '2018-09', '2018-10']) {
    const wrong = bookChecks(db, 1, period).filter((one) => !one.ok && one.id.startsWith('control-'));
    expect(wrong).toEqual([]);
  }
  expect(verifyWorkspace(db).filter((one) => !one.ok)).toEqual([]);
});

it('leaves a file without assets as it was', () => {
  migrate(db);
  expect(db.get('SELECT COUNT(*) AS cards FROM asset_card')).toEqual({ cards: 0 });
});
