import { afterEach, describe, expect, test } from 'vitest';
import { wagesAccrued } from '../../../shared/rules/posting/wages.ts';
import { LINES, OPENING } from './account.ts';
import { BY_FIRST } from './analysis.ts';
import { OPENING as COLUMN_OPENING } from './columns.ts';
import { MONTHS } from './general.ts';
import { JOURNAL } from './journal.ts';
import { openYear, type SmallYear, smallYear, type TestBooks } from './testBooks.ts';
import { TRIAL_BALANCE } from './trialBalance.ts';

let books: TestBooks;
afterEach(() => books.close());

function year(make: () => SmallYear = smallYear): SmallYear {
  const made = make();
  books = made.books;
  return made;
}

const WHOLE = { from: '2018-01', to: '2018-12' } as const;

describe('科目余额表', () => {
  test('opening, turnover, year and closing of a month by hand; the sides of each column are equal', () => {
    year();
    const { rows, totals } = books.read('ledger.trialBalance', { from: '2018-08', to: '2018-08' });
    expect(rows.find((one) => one.code === '101')).toMatchObject({
      name: '库存现金',
      level: 1,
      isLeaf: true,
      class: 'asset',
      openingDebitFen: 0,
      debitFen: 700_000,
      creditFen: 600_000,
      yearDebitFen: 700_000,
      yearCreditFen: 600_000,
      closingDebitFen: 100_000,
      closingCreditFen: 0,
    });
    expect(rows.find((one) => one.code === '114')).toMatchObject({
      openingCreditFen: 1_500_000,
      yearCreditFen: 3_000_000,
    });
    expect(rows.some((one) => one.code === '524')).toBe(false);
    for (const [debit, credit] of [
      [totals.openingDebitFen, totals.openingCreditFen],
      [totals.debitFen, totals.creditFen],
      [totals.yearDebitFen, totals.yearCreditFen],
      [totals.closingDebitFen, totals.closingCreditFen],
    ]) {
      expect(debit).toBe(credit);
      expect(debit).toBeGreaterThan(0);
    }
  });

  test('sub-accounts are summed into those above; the first level alone when asked', () => {
    year();
    const { rows } = books.read('ledger.trialBalance', WHOLE);
    const parent = rows.find((one) => one.code === '332')!;
    expect(parent).toMatchObject({
      isLeaf: false,
      openingDebitFen: 2_315_060,
      debitFen: 32_657_338,
      creditFen: 34_972_398,
    });
    expect(rows.find((one) => one.code === '33201')).toMatchObject({
      level: 2,
      debitFen: 16_328_669,
      creditFen: 16_328_669,
    });
    const first = books.read('ledger.trialBalance', { ...WHOLE, level: 1 });
    expect(first.rows.every((one) => one.code.length === 3)).toBe(true);
    expect(first.totals).toEqual(books.read('ledger.trialBalance', WHOLE).totals);
  });

  test('what is void counts nowhere, what is not posted only when asked for all', () => {
    year(openYear);
    const { connection } = books;
    const august = { from: '2018-08', to: '2018-08' };
    const cash = (postedOnly: boolean) =>
      books.read('ledger.trialBalance', { ...august, postedOnly }).rows.find((one) => one.code === '101')
        ?.debitFen;
    const [first, second] = connection.all<{ id: number }>(
      `SELECT v.id FROM voucher v JOIN entry e ON e.voucher_id = v.id JOIN account a ON a.id = e.account_id
       WHERE a.code = '101' AND e.debit_fen > 0 ORDER BY v.id`,
    );
    connection.run(`UPDATE voucher SET state = 'void' WHERE id = ?`, first!.id);
    connection.run(
      `UPDATE voucher SET reviewed_by = '王', posted_by = '王', state = 'posted' WHERE id = ?`,
      second!.id,
    );
    books.save('2018-08-06', '提现', [
      ['借', '101', 30_000],
      ['贷', '102', 30_000, { itemId: books.item('bank', '基本存款账户') }],
    ]);
    expect([cash(false), cash(true)]).toEqual([230_000, 200_000]);
  });

  test('books that hold nothing have nothing', () => {
    const made = year(openYear);
    expect(
      made.books.read('ledger.trialBalance', { from: '2018-01', to: '2018-01', postedOnly: true }).rows,
    ).toEqual([]);
  });

  test.each([
    ['ledger.trialBalance', {}],
    ['ledger.general', {}],
    ['ledger.account', { account: '101' }],
    ['ledger.columns', { account: '101', by: 'item' }],
    ['ledger.journal', {}],
    ['ledger.analysis', { dim: 'member' }],
  ] as const)('%s: a range that ends before it begins is refused', (method, more) => {
    year(openYear);
    const answer = books.call(method, { from: '2018-08', to: '2018-07', ...more });
    expect(answer).toMatchObject({ ok: false, error: { code: 'period_order' } });
  });
});

test('总账: the months that moved, with balance and year so far', () => {
  year();
  const general = books.read('ledger.general', { from: '2018-08', to: '2019-03' });
  expect(general.find((one) => one.code === '523')).toEqual({
    code: '523',
    name: '管理费用',
    normal: 'debit',
    openingFen: 0,
    months: [
      {
        period: '2018-08',
        debitFen: 600_000,
        creditFen: 0,
        balanceFen: 600_000,
        yearDebitFen: 600_000,
        yearCreditFen: 0,
      },
      {
        period: '2018-09',
        debitFen: 38_000,
        creditFen: 0,
        balanceFen: 638_000,
        yearDebitFen: 638_000,
        yearCreditFen: 0,
      },
      {
        period: '2018-12',
        debitFen: 0,
        creditFen: 638_000,
        balanceFen: 0,
        yearDebitFen: 638_000,
        yearCreditFen: 638_000,
      },
    ],
  });
  expect(general.map((one) => one.code)).toContain('301');
  const distributions = books.read('ledger.general', { ...WHOLE, account: '332' });
  expect(distributions).toMatchObject([
    { code: '332', openingFen: 2_315_060, months: [{ period: '2018-12', balanceFen: 0 }] },
  ]);
  expect(books.call('ledger.general', { ...WHOLE, account: '999' })).toMatchObject({
    ok: false,
    error: { code: 'account_unknown' },
  });
});

describe('明细账', () => {
  test('cash by the day: balances, totals, the day below zero', () => {
    year();
    const ledger = books.read('ledger.account', { ...WHOLE, account: '101', daily: true });
    const shown = ledger.rows.map((one) => [
      one.kind,
      one.date,
      one.summary,
      one.debitFen,
      one.creditFen,
      one.balanceFen,
    ]);
    expect(shown).toEqual([
      ['opening', '2018-01-01', '上年结转', 0, 0, 0],
      ['entry', '2018-08-01', '提取备用金', 500_000, 0, 500_000],
      ['day', '2018-08-01', '本日合计', 500_000, 0, 500_000],
      ['entry', '2018-08-03', '付办公费', 0, 600_000, -100_000],
      ['day', '2018-08-03', '本日合计', 0, 600_000, -100_000],
      ['entry', '2018-08-05', '提取备用金', 200_000, 0, 100_000],
      ['day', '2018-08-05', '本日合计', 200_000, 0, 100_000],
      ['month', '2018-08-31', '本月合计', 700_000, 600_000, 100_000],
      ['year', '2018-08-31', '本年累计', 700_000, 600_000, 100_000],
    ]);
    expect(ledger.below).toEqual([{ date: '2018-08-03', balanceFen: -100_000 }]);
    expect(ledger.rows[1]).toMatchObject({ voucherName: '记-001', no: 1, counter: '银行存款' });
    expect(ledger.rows[3]).toMatchObject({ counter: '管理费用' });
    expect(ledger.closingFen).toBe(100_000);
  });

  test('begun in the middle of a year, 本年累计 still counts from January, and begins anew with the next', () => {
    year();
    books.save('2019-01-15', '付办公费', [
      ['借', '523', 5_000, { itemId: books.item('expenseItem', '办公费') }],
      ['贷', '101', 5_000],
    ]);
    const of = (from: string, to: string) =>
      books
        .read('ledger.account', { account: '523', from, to })
        .rows.filter((one) => one.kind === 'opening' || one.kind === 'year')
        .map((one) => [one.date, one.debitFen, one.creditFen, one.balanceFen]);
    expect(of('2018-09', '2019-02')).toEqual([
      ['2018-09-01', 0, 0, 600_000],
      ['2018-09-30', 638_000, 0, 638_000],
      ['2018-12-31', 638_000, 638_000, 0],
      ['2019-01-31', 5_000, 0, 5_000],
    ]);
    expect(of('2018-12', '2019-02').at(-1)).toEqual(['2019-01-31', 5_000, 0, 5_000]);
    // Nothing moves in what is left of 2018: the year so far of 2019 must not go on from it.
    expect(
      books
        .read('ledger.account', { account: '101', from: '2018-10', to: '2019-02' })
        .rows.filter((one) => one.kind === 'year')
        .map((one) => [one.debitFen, one.creditFen, one.balanceFen]),
    ).toEqual([[0, 5_000, 95_000]]);
  });

  test('goods carry quantities: opening, both sides, balance', () => {
    const { mushrooms } = year();
    const ledger = books.read('ledger.account', {
      from: '2018-07',
      to: '2018-07',
      account: '121',
      itemId: mushrooms,
    });
    expect(ledger).toMatchObject({ withQuantity: true, openingFen: 3_000_000, openingQuantity: '3000.5' });
    expect(ledger.rows[1]).toMatchObject({
      itemName: '香菇',
      debitQuantity: null,
      creditQuantity: '2500',
      balanceQuantity: '500.5',
    });
    expect(ledger.rows.at(-1)).toMatchObject({
      kind: 'year',
      creditQuantity: null,
      balanceQuantity: '500.5',
      balanceFen: 500_000,
    });
    const whole = books.read('ledger.account', { ...WHOLE, account: '121' });
    expect(whole.rows.at(-1)).toMatchObject({
      kind: 'year',
      debitQuantity: '3000.5',
      creditQuantity: '2500',
    });
  });

  test('one member of an account, with the opening and the year of that member alone', () => {
    const { li, zhang } = year();
    const ledger = books.read('ledger.account', { ...WHOLE, account: '114', memberId: li });
    expect(
      ledger.rows.filter((one) => one.kind === 'entry').map((one) => [one.memberName, one.balanceFen]),
    ).toEqual([
      ['李秀英', -1_000_000],
      ['李秀英', 500_000],
    ]);
    const later = books.read('ledger.account', {
      from: '2018-07',
      to: '2018-12',
      account: '114',
      memberId: zhang,
    });
    expect(later).toMatchObject({
      openingFen: -2_000_000,
      closingFen: -2_000_000,
      rows: [{ kind: 'opening' }],
    });
    const shares = books.read('ledger.account', { ...WHOLE, account: '301', memberId: zhang });
    expect(shares).toMatchObject({ openingFen: -60_000_000, closingFen: -62_000_000 });
  });

  test('one item, and the item as second analysis', () => {
    const { bank } = year();
    expect(books.read('ledger.account', { ...WHOLE, account: '102', itemId: bank })).toMatchObject({
      openingFen: 89_684_940,
      closingFen: 166_566_669,
    });
    const pay = books.item('payItem', '计件工资');
    books.put('2019-01-20', 'event', baggingWages());
    const byPay = books.read('ledger.account', {
      from: '2019-01',
      to: '2019-01',
      account: '213',
      itemId: pay,
    });
    expect(byPay).toMatchObject({ closingFen: -40_000, rows: [{}, { itemName: '陈师傅/计件工资' }, {}, {}] });
  });

  test('an account above gathers what is below, by date', () => {
    year();
    const { rows } = books.read('ledger.account', { ...WHOLE, account: '332' });
    const entries = rows.filter((one) => one.kind === 'entry');
    expect(entries).toHaveLength(8);
    expect(rows.at(-1)).toMatchObject({
      kind: 'year',
      debitFen: 32_657_338,
      creditFen: 34_972_398,
      balanceFen: 0,
    });
  });

  test.each([
    [{ account: '999' }, 'account_unknown'],
    [{ account: '102', itemId: 99_999 }, 'item_unknown'],
    [{ account: '102', itemId: 1, memberId: 1 }, 'analysis_both'],
  ])('%o: %s', (asked, code) => {
    year(openYear);
    expect(books.call('ledger.account', { ...WHOLE, ...asked })).toMatchObject({
      ok: false,
      error: { code },
    });
  });
});

describe('多栏账', () => {
  test('管理费用 by item: one row a voucher, closing in the same columns', () => {
    year();
    const ledger = books.read('ledger.columns', { ...WHOLE, account: '523', by: 'item' });
    const [office, depreciation] = ledger.columns.map((one) => one.key);
    expect(ledger.columns.map((one) => one.title)).toEqual(['办公费', '折旧费']);
    expect(
      ledger.rows.map((one) => [
        one.kind,
        one.balanceFen,
        one.cells[office!] ?? 0,
        one.cells[depreciation!] ?? 0,
      ]),
    ).toEqual([
      ['opening', 0, 0, 0],
      ['entry', 600_000, 600_000, 0],
      ['month', 600_000, 600_000, 0],
      ['year', 600_000, 600_000, 0],
      ['entry', 638_000, 0, 38_000],
      ['month', 638_000, 0, 38_000],
      ['year', 638_000, 600_000, 38_000],
      ['entry', 0, -600_000, -38_000],
      ['month', 0, -600_000, -38_000],
      ['year', 0, 0, 0],
    ]);
  });

  test('by sub-account and by member, on the side of the account', () => {
    const { zhang, li } = year();
    const distributed = books.read('ledger.columns', { ...WHOLE, account: '332', by: 'account' });
    expect(distributed.columns).toEqual([
      { key: '33201', title: '各项分配' },
      { key: '33202', title: '未分配盈余' },
    ]);
    expect(distributed.rows[0]!.cells).toEqual({ '33202': -2_315_060 });
    expect(distributed.rows.at(-1)).toMatchObject({
      kind: 'year',
      balanceFen: 0,
      cells: { '33201': 0, '33202': 2_315_060 },
    });
    const owed = books.read('ledger.columns', { ...WHOLE, account: '221', by: 'member' });
    expect(owed.columns.map((one) => one.title)).toEqual(['张守田', '李秀英']);
    expect(owed.rows[1]!.cells).toEqual({ [zhang]: 5_000_000, [li]: 3_817_482 });
    const cash = books.read('ledger.columns', { ...WHOLE, account: '101', by: 'item' });
    expect(cash.columns).toEqual([{ key: 'none', title: '未分项' }]);
  });
});

describe('序时账', () => {
  test('lines by date and number, with their analysis', () => {
    year();
    const { rows, truncated } = books.read('ledger.journal', { from: '2018-06', to: '2018-06' });
    expect(truncated).toBe(false);
    expect(
      rows.map((one) => [
        one.date,
        one.voucherName,
        one.no,
        one.code,
        one.analysis,
        one.debitFen,
        one.creditFen,
      ]),
    ).toEqual([
      ['2018-06-15', '记-001', 1, '121', '香菇', 3_000_000, 0],
      ['2018-06-15', '记-001', 2, '114', 'M001 张守田', 0, 2_000_000],
      ['2018-06-15', '记-001', 3, '114', 'M002 李秀英', 0, 1_000_000],
      ['2018-06-20', '记-002', 1, '114', 'M002 李秀英', 1_500_000, 0],
      ['2018-06-20', '记-002', 2, '102', '基本存款账户', 0, 1_500_000],
    ]);
  });

  test.each([
    ['冷库', 2],
    ['李秀英', 5],
    ['M002', 4],
    ['记-002', 11],
    ['380.00', 3],
    ['12,182.71', 3],
    ['管理费用', 4],
    ['没有这样的', 0],
    ['', 59],
  ])('found by “%s”: %i lines', (search, count) => {
    year();
    expect(books.read('ledger.journal', { ...WHOLE, search }).rows).toHaveLength(count);
  });

  test('of one account with all below it', () => {
    year();
    expect(books.read('ledger.journal', { ...WHOLE, account: '332' }).rows.map((one) => one.name)).toContain(
      '盈余分配/各项分配',
    );
    expect(books.read('ledger.journal', { ...WHOLE, account: '332' }).rows).toHaveLength(8);
  });
});

describe('辅助余额表', () => {
  test('members with every account of theirs, by number', () => {
    year();
    const rows = books.read('ledger.analysis', { ...WHOLE, dim: 'member' });
    expect(rows.map((one) => [one.key, one.name, one.code, one.openingFen, one.closingFen])).toEqual([
      ['M001', '张守田', '114', 0, -2_000_000],
      ['M001', '张守田', '221', 0, -5_000_000],
      ['M001', '张守田', '222', 0, -3_000_000],
      ['M001', '张守田', '301', -60_000_000, -62_000_000],
      ['M002', '李秀英', '114', 0, 500_000],
      ['M002', '李秀英', '221', 0, -3_817_482],
      ['M002', '李秀英', '222', 0, -2_878_320],
      ['M002', '李秀英', '301', -32_000_000, -32_000_000],
    ]);
  });

  test('goods with their quantity; one account; a second analysis; a party among consignors', () => {
    const { mushrooms } = year();
    expect(books.read('ledger.analysis', { ...WHOLE, dim: 'product' })).toMatchObject([
      {
        itemId: mushrooms,
        name: '香菇',
        code: '121',
        debitFen: 3_000_000,
        creditFen: 2_500_000,
        closingQuantity: '500.5',
      },
    ]);
    const distributed = books.read('ledger.analysis', { ...WHOLE, dim: 'purpose', account: '332' });
    expect(distributed.map((one) => [one.name, one.accountName, one.debitFen, one.closingFen])).toEqual([
      ['剩余盈余分配', '盈余分配/各项分配', 5_878_320, 0],
      ['提取盈余公积', '盈余分配/各项分配', 1_632_867, 0],
      ['盈余返还', '盈余分配/各项分配', 8_817_482, 0],
    ]);
    const wholesaler = books.item('counterparty', '汉中批发');
    books.save('2019-01-08', '代销与用工', [
      ['借', '128', 70_000, { itemId: wholesaler }],
      ['贷', '211', 70_000, { itemId: wholesaler }],
    ]);
    books.put('2019-01-20', 'event', baggingWages());
    const january = { from: '2019-01', to: '2019-01' };
    expect(
      books
        .read('ledger.analysis', { ...january, dim: 'counterparty' })
        .map((one) => [one.code, one.closingFen]),
    ).toEqual([
      ['128', 70_000],
      ['211', -70_000],
    ]);
    expect(books.read('ledger.analysis', { ...january, dim: 'payItem' })).toMatchObject([
      { name: '计件工资', code: '213', closingFen: -40_000 },
    ]);
  });
});

/** 213 is not typed. */
const baggingWages = () =>
  wagesAccrued('labour', [{ name: '陈师傅', payItem: '计件工资', fen: 40_000 }], {
    account: '401',
    item: '人工',
  });

const COVERING = /^SEARCH e USING COVERING INDEX entry_by_account \(account_id=\?/u;
const MONTHLY = /^SEARCH t USING PRIMARY KEY \(account_id=\?/u;

test.each([
  ['trial balance', TRIAL_BALANCE, MONTHLY],
  ['general ledger', MONTHS, MONTHLY],
  ['opening of an account', OPENING.all, MONTHLY],
  [
    'opening of a member',
    OPENING.member,
    /^SEARCH e USING COVERING INDEX entry_by_member \(member_id=\? AND account_id=\?/u,
  ],
  ['opening of an item', OPENING.item, COVERING],
  ['opening of columns', COLUMN_OPENING.item, COVERING],
  ['analysis', BY_FIRST, COVERING],
  [
    'lines of an account',
    LINES.all,
    /^SEARCH e USING INDEX entry_by_account \(account_id=\? AND period>\? AND period<\?\)/u,
  ],
  [
    'journal',
    JOURNAL,
    /^SEARCH v USING INDEX sqlite_autoindex_voucher_1 \(entity_id=\? AND period>\? AND period<\?\)/u,
  ],
])('%s: read from its index', (_name, sql, expected) => {
  year(openYear);
  const values = Array.from({ length: sql.split('?').length - 1 }, () => 1);
  const plan = books.connection
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values)
    .map((step) => step.detail);
  expect(plan).toContainEqual(expect.stringMatching(expected));
  // Nothing is read from end to end but what a statement has gathered itself.
  expect(
    plan.filter((step) => /^SCAN (?!ask|accounts|CONSTANT|wanted|lines|l\b|v\b|s\b|a\b)/u.test(step)),
  ).toEqual([]);
});
