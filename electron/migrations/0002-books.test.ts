import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bookChecks } from '../books/ledger/index.ts';
import { migrate } from '../workspace/create.ts';
import { type Connection, openWriter } from '../workspace/database.ts';
import { verifyWorkspace } from '../workspace/verify.ts';
import { foundation } from './0001-foundation.ts';

/** A file of the first version with shares, an approved run, payments, a returned one and a conversion in it. */
let folder: string;
let db: Connection;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coop-v1-'));
  db = openWriter(join(folder, 'v1.coop'), { create: true });
  db.exec(foundation.sql);
  db.exec(OLD);
  db.pragma('user_version = 1');
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const share = (id: number, member: number, date: string, kind: string, fen: number, more = 'NULL, NULL') =>
  `INSERT INTO share_transaction (id, entity_id, seq, member_id, date, kind, form, source, from_relief, amount_fen, document, note, receipt_no, run_id, reverses_id, operator, recorded_at)
   VALUES (${id}, 1, ${id}, ${member}, '${date}', '${kind}', NULL, '自筹', 0, ${fen}, '', '', '', ${more}, '李会计', '');`;
const pay = (id: number, member: number, fen: number, reverses = 'NULL') =>
  `INSERT INTO dividend_payment (id, run_id, member_id, date, method, amount_fen, note, reverses_id, operator, recorded_at)
   VALUES (${id}, 1, ${member}, '2019-02-21', 'cash', ${fen}, '', ${reverses}, '李会计', '');`;
const line = (member: number, returned: number, surplus: number, withheld: number, quantified = 0) =>
  `INSERT INTO dividend_line VALUES (1, ${member}, 'M00${member}', '张', 1, 'H1', 100, '100', 1, 0, 0, 1, 100, 0, 0, 0, 0, 100,
     ${returned}, 0, 0, 0, ${surplus}, ${surplus}, ${returned + surplus}, ${withheld}, ${returned + surplus - withheld}, ${quantified});`;

const OLD = `
  INSERT INTO workspace_info VALUES (1, 'u', '张家坝村', '', '', 's');
  INSERT INTO entity (id, kind, name, first_period, settings) VALUES (1, 'cooperative', '合作社', '2018-01', '{}');
  INSERT INTO member (id, entity_id, no, kind, organisation_name, state, joined_on)
    VALUES (1, 1, 'M001', 'organisation', '甲社', 'active', '2018-01-01'), (2, 1, 'M002', 'organisation', '乙社', 'active', '2018-01-01');
  INSERT INTO dividend_run (id, entity_id, fiscal_year, draft_no, state, inputs, totals, meeting_date, resolution, present, votes_for,
    votes_total, posting_date, created_at, operator)
    VALUES (1, 1, 2018, 1, 'paying', '{"shareOnlyResolution":"决1"}', '{"remainderFen":0,"distributableFen":400}', '2019-02-16', '决1', 2, 2, 2, '2019-02-20', '', '');
  ${line(1, 100, 50, 60)} ${line(2, 150, 100, 0)}
  ${share(1, 1, '2018-03-01', 'contribution', 10_000)} ${share(2, 2, '2018-03-01', 'contribution', 20_000)}
  ${share(3, 2, '2019-02-22', 'surplus-to-share', 130, '1, NULL')}
  ${pay(1, 1, 70)} ${pay(2, 1, 20)} ${pay(3, 1, -70, '1')} ${pay(4, 2, 120)}
`;

it('begins the books after the last recorded row, with everything before it as history and openings', () => {
  migrate(db);
  expect(db.get('SELECT first_period AS period FROM entity')).toEqual({ period: '2019-03' });
  expect(bookChecks(db, 1).filter((check) => !check.ok && check.level === 'block')).toEqual([]);
  expect(verifyWorkspace(db).filter((check) => !check.ok)).toEqual([]);
});

it('splits what was paid and converted between 221 and 222 as the books would have', () => {
  migrate(db);
  // M001: 10 of the tax came off the return of 100, which leaves 90 there and nothing in 222.
  expect(db.all('SELECT id, return_fen AS returnFen FROM dividend_payment ORDER BY id')).toEqual([
    { id: 1, returnFen: 70 },
    { id: 2, returnFen: 20 },
    { id: 3, returnFen: -70 },
    { id: 4, returnFen: 120 },
  ]);
  // M002: the conversion takes 222 (100) first.
  expect(
    db.get('SELECT return_fen AS returnFen, amount_fen AS fen FROM share_transaction WHERE id = 3'),
  ).toEqual({
    returnFen: 30,
    fen: 130,
  });
});

it('keeps what was final final', () => {
  migrate(db);
  expect(() => db.run('UPDATE share_transaction SET amount_fen = 1 WHERE id = 1')).toThrow(/final/u);
  expect(() => db.run('DELETE FROM share_transaction WHERE id = 1')).toThrow(/final/u);
  expect(() => db.run('UPDATE dividend_payment SET amount_fen = 1 WHERE id = 1')).toThrow(/final/u);
  expect(() => db.run('DELETE FROM dividend_payment WHERE id = 1')).toThrow(/final/u);
});

it('fills the register of reserve shares with what runs quantified and leavers were refunded', () => {
  const file = openWriter(join(folder, 'v1-reserve.coop'), { create: true });
  try {
    file.exec(foundation.sql);
    file.exec(
      OLD.replace('posting_date, created_at, operator)', 'posting_date, approved_at, created_at, operator)')
        .replace("'2019-02-20', '', '')", "'2019-02-20', '2019-02-16T10:00:00', '', '')")
        .replace(line(1, 100, 50, 60), line(1, 100, 50, 60, 40))
        .replace(line(2, 150, 100, 0), line(2, 150, 100, 0, 60)),
    );
    file.exec(`INSERT INTO withdrawal (member_id, applied_on, effective_on, explanation, document, state, reserve_refund_fen, operator, recorded_at)
      VALUES (2, '2019-05-01', '2019-12-31', '', '', 'effected', 60, '李会计', '')`);
    file.pragma('user_version = 1');
    migrate(file);
    expect(
      file.all('SELECT member_id AS member, date, counts_from AS counts, fen, source FROM reserve_move'),
    ).toEqual([
      { member: 1, date: '2019-02-20', counts: '2018-12-31', fen: 40, source: 'dividend-run' },
      { member: 2, date: '2019-02-20', counts: '2018-12-31', fen: 60, source: 'dividend-run' },
      { member: 2, date: '2019-12-31', counts: '2019-12-31', fen: -60, source: 'withdrawal' },
    ]);
    expect(() => file.run('DELETE FROM reserve_move')).toThrow(/final/u);
  } finally {
    file.close();
  }
});
