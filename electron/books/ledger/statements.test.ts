import { afterEach, describe, expect, test } from 'vitest';
import { ACCOUNT_FIGURES, EQUITY_VOUCHERS, MEMBER_FIGURES } from './figures.ts';
import { openYear, type SmallYear, smallYear, type TestBooks, testBooks } from './testBooks.ts';
import { recordContribution } from '../shares/index.ts';

let books: TestBooks;
afterEach(() => books.close());

function year(make: () => SmallYear = smallYear): SmallYear {
  const made = make();
  books = made.books;
  return made;
}

function rowsOf(rows: readonly { row: number }[], key: string): Record<number, number> {
  const pick = (one: object): number => (one as Record<string, number>)[key]!;
  return Object.fromEntries(rows.filter((one) => pick(one) !== 0).map((one) => [one.row, pick(one)]));
}

describe('a closed year', () => {
  test('01: by hand, 114 split by member, assets equal debts and equity', () => {
    year();
    const { balanceSheet } = books.read('statements.get', { period: '2018-12' });
    expect(rowsOf(balanceSheet, 'endFen')).toEqual({
      1: 166_666_669,
      2: 500_000,
      3: 500_000,
      5: 167_666_669,
      10: 12_800_000,
      11: 38_000,
      12: 12_762_000,
      15: 12_762_000,
      21: 12_762_000,
      22: 180_428_669,
      24: 2_000_000,
      29: 8_817_482,
      30: 5_878_320,
      31: 16_695_802,
      33: 55_200_000,
      34: 55_200_000,
      35: 71_895_802,
      36: 94_000_000,
      37: 12_800_000,
      38: 100_000,
      39: 1_632_867,
      41: 108_532_867,
      42: 180_428_669,
    });
    expect(rowsOf(balanceSheet, 'beginFen')).toEqual({
      1: 89_684_940,
      5: 89_684_940,
      22: 89_684_940,
      36: 92_000_000,
      40: -2_315_060,
      41: 89_684_940,
      42: 89_684_940,
    });
  });

  test('02: the figures of the worked example', () => {
    year();
    const { surplus } = books.read('statements.get', { period: '2018-12' });
    expect(rowsOf(surplus, 'currentFen')).toEqual({
      1: 30_000_000,
      3: 5_500_000,
      5: 638_000,
      6: 1_218_271,
      7: 22_643_729,
      8: 100_000,
      9: 4_100_000,
      10: 18_643_729,
      12: 18_643_729,
      13: -2_315_060,
      15: 1_632_867,
      16: 14_695_802,
      17: 8_817_482,
      18: 5_878_320,
    });
    expect(surplus.every((one) => one.previousFen === null)).toBe(true);
  });

  test('03: where each change of equity came from', () => {
    year();
    const { equity } = books.read('statements.get', { period: '2018-12' });
    const lines = (key: string): [string, number][] => {
      const column = equity.find((one) => one.key === key)!;
      return [...column.increase, ...column.decrease]
        .filter((one) => one.fen !== 0)
        .map((one) => [one.label, one.fen]);
    };
    expect(lines('shareCapital')).toEqual([['成员增加出资', 2_000_000]]);
    expect(lines('specialFund')).toEqual([
      ['接受国家财政直接补助形成', 4_800_000],
      ['接受他人捐赠形成', 8_000_000],
    ]);
    expect(lines('capitalReserve')).toEqual([['股金溢价', 100_000]]);
    expect(lines('surplusReserve')).toEqual([['从盈余中提取', 1_632_867]]);
    expect(lines('undistributed')).toEqual([
      ['本年盈余', 18_643_729],
      ['提取盈余公积', 1_632_867],
      ['盈余返还', 8_817_482],
      ['剩余盈余分配', 5_878_320],
    ]);
  });

  test('every check holds, and the year before 2023 says which regulation it was', () => {
    year();
    const { checks, notes, profitOpen, unposted } = books.read('statements.get', { period: '2018-12' });
    expect(checks.filter((one) => !one.ok)).toEqual([]);
    expect(checks.map((one) => one.id)).toEqual(expect.arrayContaining(['01-a-end', '02-a', '03-a-total']));
    expect(notes.join()).toContain('自 2023 年 1 月 1 日起施行');
    expect([profitOpen, unposted]).toEqual([false, 22]);
  });

  test('the next year begins where it ended, and shows it as 上年', () => {
    year();
    const { balanceSheet, surplus, checks } = books.read('statements.get', { period: '2019-01' });
    expect(balanceSheet.find((one) => one.row === 22)).toMatchObject({
      endFen: 180_428_669,
      beginFen: 180_428_669,
    });
    expect(rowsOf(surplus, 'currentFen')).toEqual({});
    expect(surplus.find((one) => one.row === 12)).toMatchObject({ previousFen: 18_643_729 });
    expect(checks.filter((one) => !one.ok)).toEqual([]);
    expect(checks.map((one) => one.id)).toContain('02-b-previous');
  });
});

describe('a year that runs', () => {
  test('02 is the year so far; the sheet lacks what is not carried yet, and says so', () => {
    year(openYear);
    const july = books.read('statements.get', { period: '2018-07' });
    expect(rowsOf(july.surplus, 'currentFen')).toMatchObject({ 1: 30_000_000, 3: 2_500_000, 12: 27_500_000 });
    expect(july.profitOpen).toBe(true);
    const failing = july.checks.filter((one) => !one.ok);
    expect(failing.map((one) => one.id)).toEqual(['01-d']);
    expect(failing[0]!.rows).toEqual([
      { text: '501 余额 -300,000.00', account: '501' },
      { text: '521 余额 25,000.00', account: '521' },
    ]);
  });

  test('what is not posted is left out when asked', () => {
    year(openYear);
    const posted = books.read('statements.get', { period: '2018-12', postedOnly: true });
    expect(rowsOf(posted.balanceSheet, 'endFen')).toEqual({});
  });

  test.each([['2017-12'], ['2015-01']])('%s lies before the books', (period) => {
    year(openYear);
    expect(books.call('statements.get', { period })).toMatchObject({
      ok: false,
      error: { code: 'before_books', message: expect.stringContaining('2018-01') as string },
    });
  });
});

describe('books that begin in July', () => {
  function midYear(): void {
    books = testBooks('2018-07');
    const zhang = books.member('M001', '张守田');
    for (const [date, amountFen] of [
      ['2017-03-01', 10_000_000],
      ['2018-02-01', 2_000_000],
    ] as const) {
      books.done((ctx) =>
        recordContribution(ctx, {
          ...{ form: 'cash', source: '自筹', fromRelief: false, document: '', note: '' },
          ...{ memberId: zhang, date, amountFen },
        }),
      );
    }
    const reserve = books.item('purpose', '提取盈余公积');
    books.open([
      {
        account: '102',
        item: books.item('bank', '基本存款账户'),
        fen: 16_000_000,
        year: [9_000_000, 3_000_000],
      },
      { account: '501', item: books.item('businessItem', '产品销售'), fen: 0, year: [0, 7_000_000] },
      { account: '523', item: books.item('expenseItem', '办公费'), fen: 0, year: [3_000_000, 0] },
      { account: '33201', item: reserve, fen: 100_000, year: [100_000, 0] },
      { account: '322', item: reserve, fen: -100_000, year: [0, 100_000] },
    ]);
  }

  test('the year so far is in the statements: profit, shares paid in, reserve taken', () => {
    midYear();
    const { balanceSheet, surplus, equity, checks } = books.read('statements.get', { period: '2018-07' });
    expect(rowsOf(balanceSheet, 'beginFen')).toMatchObject({ 1: 10_000_000, 36: 10_000_000 });
    expect(rowsOf(balanceSheet, 'endFen')).toMatchObject({
      1: 16_000_000,
      36: 12_000_000,
      39: 100_000,
      40: 3_900_000,
    });
    expect(rowsOf(surplus, 'currentFen')).toMatchObject({
      1: 7_000_000,
      5: 3_000_000,
      12: 4_000_000,
      15: 100_000,
      20: 3_900_000,
    });
    const added = equity[0]!.increase.find((one) => one.label === '成员增加出资');
    expect(added).toMatchObject({ fen: 2_000_000 });
    expect(checks.filter((one) => !one.ok)).toEqual([]);
  });

  test('本年累计 counts the openings of the year, 期初 all of them', () => {
    midYear();
    const { rows, totals } = books.read('ledger.trialBalance', { from: '2018-07', to: '2018-07' });
    const of = (code: string) => rows.find((one) => one.code === code);
    expect(of('102')).toMatchObject({
      openingDebitFen: 16_000_000,
      yearDebitFen: 9_000_000,
      yearCreditFen: 3_000_000,
      debitFen: 0,
    });
    expect(of('501')).toMatchObject({
      openingDebitFen: 0,
      openingCreditFen: 0,
      yearDebitFen: 7_000_000,
      yearCreditFen: 7_000_000,
    });
    expect(of('331')).toMatchObject({ openingCreditFen: 4_000_000 });
    expect([totals.openingDebitFen, totals.yearDebitFen]).toEqual([
      totals.openingCreditFen,
      totals.yearCreditFen,
    ]);
  });
});

describe('going on from a row', () => {
  test.each([
    [
      '01',
      1,
      'end',
      [
        ['101', 100_000],
        ['102', 166_566_669],
      ],
    ],
    ['01', 2, 'end', [['114', 500_000]]],
    ['01', 24, 'end', [['114', 2_000_000]]],
    ['01', 40, 'begin', [['33202', -2_315_060]]],
    ['02', 5, 'current', [['523', 638_000]]],
    ['02', 13, 'current', [['33202', -2_315_060]]],
    ['02', 17, 'current', [['33201', 8_817_482]]],
  ] as const)('%s row %i, %s', (statement, row, column, expected) => {
    year();
    const { targets, formula } = books.read('statements.drill', {
      period: '2018-12',
      statement,
      row,
      column,
    });
    expect(targets.map((one) => [one.account, one.fen])).toEqual(expected);
    expect(formula).not.toBe('');
  });

  test('sums go down to the accounts, with their signs; a flow goes to its voucher, a member to the member', () => {
    const { li } = year();
    const total = books.read('statements.drill', {
      period: '2018-12',
      statement: '01',
      row: 22,
      column: 'end',
    });
    expect(total.formula).toBe('第 5 行 ＋ 第 21 行');
    expect(total.targets.reduce((fen, one) => fen + one.fen, 0)).toBe(180_428_669);
    expect(total.targets.find((one) => one.account === '152')).toMatchObject({ fen: -38_000 });
    expect(total.targets.find((one) => one.account === '114')).toMatchObject({
      memberId: li,
      text: '114 成员往来 M002 李秀英',
    });
    const line = { column: 'specialFund', block: 'increase', label: '接受他人捐赠形成' } as const;
    const donated = books.read('statements.drill', {
      period: '2018-12',
      statement: '03',
      line,
      column: 'current',
    });
    expect(donated.targets).toMatchObject([
      { account: '311', fen: 8_000_000, text: '2018-05-01 记-001 接受捐赠冷库' },
    ]);
  });

  test.each([
    [{ statement: '01', row: 43 }],
    [{ statement: '02', row: 0 }],
    [{ statement: '03', row: 1 }],
    [{ statement: '03', line: { column: 'undistributed', block: 'increase', label: '没有这一行' } }],
  ] as const)('%o is no row', (asked) => {
    year();
    const answer = books.call('statements.drill', { period: '2018-12', column: 'end', ...asked });
    expect(answer).toMatchObject({ ok: false, error: { code: 'statement_row' } });
  });
});

test('the notes follow the regulation, with the figures of the books', () => {
  year();
  const { sections } = books.read('statements.notes', { year: 2018 });
  expect(sections.map((one) => one.title.slice(0, 2))).toEqual([
    '一、',
    '二、',
    '三、',
    '三（',
    '三（',
    '四、',
    '五、',
    '六、',
    '七、',
    '八、',
    '九、',
  ]);
  const words = sections.flatMap((one) => one.paragraphs).join('\n');
  for (const known of [
    '股金总额 940,000.00 元，成员总数 2 名',
    '占 100.00%',
    '捐赠形成专项基金 80,000.00 元',
    '可分配盈余 146,958.02 元',
  ]) {
    expect(words).toContain(known);
  }
  const members = sections[3]!.table!;
  expect(members.rows.at(-1)).toEqual(['', '合计', '940,000.00', '0.00']);
});

test.each([
  ['figures', ACCOUNT_FIGURES, 4, /^SEARCH t USING PRIMARY KEY/u],
  ['members', MEMBER_FIGURES, 5, /^SEARCH e USING COVERING INDEX entry_by_member/u],
  ['equity vouchers', EQUITY_VOUCHERS, 4, /^SEARCH e USING COVERING INDEX entry_by_account/u],
])('%s: from an index alone', (_name, sql, values, expected) => {
  year(openYear);
  const plan = books.connection
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...Array.from({ length: values }, () => 1))
    .map((step) => step.detail);
  expect(plan).toContainEqual(expect.stringMatching(expected));
  expect(plan.filter((step) => /^SCAN (?!ask|CONSTANT|touching)/u.test(step))).toEqual([]);
});
