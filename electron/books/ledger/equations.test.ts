import { afterEach, describe, expect, test } from 'vitest';
import { fillBooks } from '../../../e2e/bench/bigBooks.ts';
import { moveReserve, recordContribution, sharesHandlers } from '../shares/index.ts';
import { bookChecks } from './index.ts';
import { openYear, type SmallYear, smallYear, type TestBooks, testBooks } from './testBooks.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';

let books: TestBooks;
afterEach(() => books.close());

function year(make: () => SmallYear): SmallYear {
  const made = make();
  books = made.books;
  return made;
}

/** The closed year with the run in the register that its 221 and 222 come from. */
function yearWithRun(): SmallYear {
  const made = year(smallYear);
  const { connection } = books;
  connection.run(
    `INSERT INTO dividend_run (id, entity_id, fiscal_year, draft_no, state, inputs, totals, meeting_date, resolution, posting_date, approved_at, created_at, operator)
     VALUES (1, 1, 2018, 1, 'approved', '{"reservePercent":"10"}', ?, '2018-12-31', '成决1', '2018-12-31', '2018-12-31T17:00:00', '', '')`,
    JSON.stringify({
      surplusFen: 18_643_729,
      openingUndistributedFen: -2_315_060,
      reserveFen: 1_632_867,
      totalFen: 14_695_802,
    }),
  );
  const source = { register: 'dividend-run', id: 1, entityId: 1, date: '2018-12-31' } as const;
  moveReserve(connection, source, [
    { memberId: made.zhang, fen: 1_000_000 },
    { memberId: made.li, fen: 632_867 },
  ]);
  for (const [member, returnFen, surplusFen] of [
    [made.zhang, 5_000_000, 3_000_000],
    [made.li, 3_817_482, 2_878_320],
  ] as const) {
    connection.run(
      `INSERT INTO dividend_line (run_id, member_id, member_no, name, household_code, capital_fen, capital_weight, weight_denominator,
         is_hardship, is_village_body, shares_grants, year_end_capital_fen, patronage_fen, reserve_share_fen, grant_share_fen,
         donation_share_fen, weight_fen, patronage_return_fen, guaranteed_fen, hardship_fen, village_fen, weighted_share_fen,
         surplus_share_fen, total_fen, withheld_fen, net_fen, reserve_quantified_fen)
       VALUES (1, ?, '', '', '', 0, '0', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, 0, 0, 0, ?, ?, ?, 0, ?, 0)`,
      member,
      returnFen,
      surplusFen,
      surplusFen,
      returnFen + surplusFen,
      returnFen + surplusFen,
    );
  }
  return made;
}

const failing = (upTo?: string) =>
  bookChecks(books.connection, 1, upTo)
    .filter((one) => !one.ok)
    .map((one) => `${one.id} ${one.level}`);

const check = (id: string, upTo?: string) => {
  const found = bookChecks(books.connection, 1, upTo).find((one) => one.id === id);
  if (!found) throw new Error(`no check ${id}`);
  return found;
};

/** Past the triggers, as damage or another program would. */
function tamper(sql: string, ...values: (string | number)[]): void {
  const { connection } = books;
  connection.pragma('foreign_keys = OFF');
  const triggers = connection.all<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('entry', 'voucher', 'share_transaction')`,
  );
  for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`);
  connection.run(sql, ...values);
  for (const one of triggers) connection.exec(one.sql);
}

describe('books that are right', () => {
  test('every equation holds, with both its sides; only the day without cash is to look at', () => {
    yearWithRun();
    expect(failing()).toEqual(['cash-below-zero warn']);
    // Its assets were not counted.
    expect(failing('2018-12')).toEqual(['stocktake-made warn']);
    expect(failing('2018-08')).toEqual(['cash-below-zero warn', '01-d block']);
    expect(check('control-301')).toMatchObject({
      tier: 2,
      left: '940,000.00',
      right: '940,000.00',
      rows: [],
    });
    expect(check('control-221')).toMatchObject({ left: '88,174.82', right: '88,174.82' });
    expect(check('share-events')).toMatchObject({ left: '20,000.00', right: '20,000.00' });
    expect(check('members-114')).toMatchObject({ left: '-15,000.00', right: '-15,000.00' });
    expect(check('debit-credit').left).toBe(check('debit-credit').right);
    expect(check('voucher-balance')).toMatchObject({ tier: 1, left: '23 张', right: '23 张' });
    expect(check('cash-below-zero')).toMatchObject({
      left: '-1,000.00',
      rows: [{ text: '2018-08-03 现金 -1,000.00' }],
    });
    expect(check('01-a-end')).toMatchObject({ tier: 3, left: '1,804,286.69', right: '1,804,286.69' });
  });

  test('profit not carried yet warns while the year runs, and keeps a month from closing', () => {
    year(openYear);
    expect(failing()).toEqual(['cash-below-zero warn', '01-d warn']);
    expect(failing('2018-12')).toEqual(['stocktake-made warn', '01-d block']);
  });

  test('a loss waiting for approval warns too, and blocks at the end of the month', () => {
    year(smallYear);
    const before = failing();
    const loss = books.item('product', '香菇');
    books.save('2019-01-10', '盘亏香菇', [
      ['借', '18101', 1_000],
      ['贷', '121', 1_000, { itemId: loss, quantity: '1' }],
    ]);
    expect(failing().filter((one) => !before.includes(one))).toEqual([
      'pending-losses warn',
      '01-a-end warn',
    ]);
    expect(failing('2019-01')).toEqual(expect.arrayContaining(['pending-losses block', '01-a-end block']));
    expect(check('pending-losses').rows).toEqual([
      { text: '18101 待处理流动资产损溢 10.00', account: '18101' },
    ]);
  });

  test('openings that do not balance yet: the register stands in for them', () => {
    books = testBooks();
    const member = books.member('M001', '张守田');
    const plain = { form: 'cash', source: '自筹', fromRelief: false, document: '', note: '' } as const;
    books.done((ctx) =>
      recordContribution(ctx, { ...plain, memberId: member, date: '2017-05-01', amountFen: 700 }),
    );
    books.done((ctx) =>
      recordContribution(ctx, { ...plain, memberId: member, date: '2018-05-01', amountFen: 55 }),
    );
    expect(failing()).toEqual([]);
    expect(check('control-301')).toMatchObject({ left: '7.55', right: '7.55' });
  });

  test('a share event undone in red keeps register and books together', () => {
    const { zhang } = year(smallYear);
    const id = books.connection.get<{ id: number }>(
      'SELECT MAX(id) AS id FROM share_transaction WHERE member_id = ?',
      zhang,
    )!.id;
    books.done((ctx) => {
      const reverse = sharesHandlers['shares.reverse'] as (ctx: Writing, input: unknown) => Result<unknown>;
      return reverse(ctx, { id, date: '2019-01-05', reason: '录错' });
    });
    expect(check('share-events')).toMatchObject({ ok: true, left: '0.00', right: '0.00' });
    expect(check('control-301')).toMatchObject({ ok: true, left: '920,000.00' });
  });

  test('empty books', () => {
    books = testBooks();
    expect(failing()).toEqual([]);
  });
});

describe('damage is found, and says where', () => {
  const cases: [string, () => void, string, string][] = [
    [
      'an entry changed',
      () =>
        tamper(
          `UPDATE entry SET debit_fen = debit_fen + 1 WHERE voucher_id = (SELECT MAX(voucher_id) FROM entry WHERE state > 0) AND no = 1`,
        ),
      'voucher-balance',
      '借方',
    ],
    [
      'a voucher without lines',
      () => tamper(`DELETE FROM entry WHERE voucher_id = (SELECT MAX(id) FROM voucher)`),
      'voucher-balance',
      '借方 0.00，贷方 0.00',
    ],
    [
      'a number missing',
      () => tamper(`UPDATE voucher SET number = number + 5 WHERE id = (SELECT MAX(id) FROM voucher)`),
      'voucher-numbers',
      '2018-12 记字最大号',
    ],
    [
      'an entry of another month',
      () => tamper(`UPDATE entry SET period = '2018-11' WHERE voucher_id = (SELECT MAX(id) FROM voucher)`),
      'entry-state',
      '分录与凭证不一致',
    ],
    [
      'an entry on a parent',
      () =>
        tamper(
          `UPDATE entry SET account_id = (SELECT id FROM account WHERE code = '332') WHERE account_id = (SELECT id FROM account WHERE code = '33202')`,
        ),
      'entry-leaf',
      '332 盈余分配',
    ],
    [
      'a member gone',
      () =>
        tamper(
          `UPDATE entry SET member_id = NULL WHERE account_id = (SELECT id FROM account WHERE code = '114')`,
        ),
      'entry-analysis',
      '114 成员往来',
    ],
    [
      'an item of another kind',
      () =>
        tamper(
          `UPDATE entry SET item_id = (SELECT id FROM analysis_item WHERE dim = 'bank') WHERE account_id = (SELECT id FROM account WHERE code = '523')`,
        ),
      'entry-analysis',
      '523 管理费用',
    ],
    [
      'an analysis nobody reads',
      () =>
        tamper(`UPDATE entry SET item_id = 1 WHERE account_id = (SELECT id FROM account WHERE code = '101')`),
      'entry-analysis',
      '101 库存现金',
    ],
    [
      'a month of turnover',
      () =>
        tamper(
          `UPDATE turnover SET debit_fen = debit_fen + 1, credit_fen = credit_fen - 1 WHERE period = '2018-08'`,
        ),
      'turnover',
      '2018-08 101',
    ],
    [
      'members exchanged on 301',
      () =>
        tamper(
          `UPDATE entry SET member_id = (SELECT id FROM member WHERE no = 'M002') WHERE credit_fen = 2000000 AND account_id = (SELECT id FROM account WHERE code = '301')`,
        ),
      'control-301',
      'M001 张守田：账面 600,000.00，登记簿 620,000.00',
    ],
    [
      'a voucher of shares without its event',
      () => tamper(`UPDATE voucher SET source_id = 999 WHERE source = 'share'`),
      'share-events',
      '张守田：登记 0.00，凭证 20,000.00',
    ],
    [
      '114 without a member',
      () =>
        tamper(
          `UPDATE entry SET member_id = NULL WHERE account_id = (SELECT id FROM account WHERE code = '114') AND debit_fen > 0`,
        ),
      'members-114',
      '15,000.00',
    ],
    [
      'a register row more',
      () => tamper(`UPDATE share_transaction SET amount_fen = amount_fen + 1 WHERE date > '2018'`),
      'control-301',
      '登记簿 620,000.01',
    ],
    [
      'a surplus changed after it was distributed',
      () => {
        tamper(`UPDATE entry SET credit_fen = credit_fen + 100 WHERE account_id = (SELECT id FROM account WHERE code = '33202')
          AND voucher_id = (SELECT id FROM voucher WHERE kind = 'close-year')`);
      },
      'run-sources',
      '2018 年度方案按本年盈余 186,437.29、年初未分配盈余 -23,150.60 分配，账上是 186,438.29、-23,150.60',
    ],
    [
      'a business voucher without its event',
      () => tamper(`UPDATE voucher SET source = 'business', source_id = 77 WHERE period = '2018-05'`),
      'business-events',
      '2018-05-01 记-001',
    ],
  ];

  test.each(cases)('%s', (_name, damage, id, text) => {
    yearWithRun();
    expect(check(id).ok).toBe(true);
    damage();
    const found = check(id);
    expect(found.ok).toBe(false);
    expect(found.rows.map((one) => one.text).join('\n')).toContain(text);
  });
});

test('a voucher that no statement has a line for is named by the statement it breaks', () => {
  year(smallYear);
  const id = books.put('2018-12-31', 'event', {
    summary: '未分配盈余',
    lines: [
      { account: '101', side: 'debit', fen: 700 },
      { account: '33202', side: 'credit', fen: 700 },
    ],
  });
  expect(check('03-a-undistributed')).toMatchObject({
    ok: false,
    rows: [{ voucherId: id, text: '凭证里的“借 101、贷 33202”7.00 元，报表没有这种变动的位置' }],
  });
  expect(check('02-a').rows).toHaveLength(1);
});

describe('business events and deliveries', () => {
  function event(id: number, date: string, reverses: number | null = null): void {
    books.connection.run(
      `INSERT INTO business_event (id, entity_id, seq, kind, date, facts, amount_fen, document_no, party, note, reverses_id, operator, recorded_at)
       VALUES (?, 1, ?, 'purchase', ?, '{}', 1000, '', '张守田', '', ?, '', '')`,
      id,
      id,
      date,
      reverses,
    );
  }

  test('an event before the books needs no voucher, one in them does', () => {
    year(openYear);
    event(1, '2017-11-01');
    expect(check('business-events').ok).toBe(true);
    event(2, '2018-11-01');
    expect(check('business-events')).toMatchObject({
      ok: false,
      left: '1 笔',
      right: '0 笔',
      rows: [{ text: '2018-11-01 张守田 10.00 元没有凭证' }],
    });
  });

  test('a delivery in an event that was undone must be free again', () => {
    const { zhang } = year(openYear);
    const { connection } = books;
    connection.run(
      `INSERT INTO delivery (id, entity_id, member_id, date, product, amount_fen, ordinal, operator, recorded_at)
       VALUES (1, 1, ?, '2018-11-01', '香菇', 1000, 1, '', '')`,
      zhang,
    );
    event(1, '2018-11-01');
    connection.run('INSERT INTO delivery_use (delivery_id, event_id) VALUES (1, 1)');
    expect(check('deliveries-used')).toMatchObject({ ok: true, left: '1 笔', right: '1 笔' });
    event(2, '2018-11-02', 1);
    expect(check('deliveries-used')).toMatchObject({ ok: false, rows: [{ memberId: zhang }] });
    connection.run('UPDATE delivery_use SET released_by = 2');
    expect(check('deliveries-used')).toMatchObject({ ok: true, left: '0 笔' });
  });
});

test('books written by the benchmark hold every equation, closed years and all', () => {
  books = testBooks();
  const { entries } = fillBooks(books.path, { vouchers: 1400, members: 12 });
  expect(entries).toBeGreaterThan(5600);
  expect(failing()).toEqual([]);
  expect(failing('2019-12')).toEqual([]);
  expect(books.read('statements.get', { period: '2020-12' }).profitOpen).toBe(false);
});
