import { expect, test } from 'vitest';
import { ACCOUNTS, ITEMS } from './chartForTests.ts';
import {
  cellText,
  differenceInWords,
  differences,
  emptyRow,
  filledLines,
  freshKey,
  missingAnalysis,
  openingLines,
  refusedRow,
  sentRows,
  typedInto,
  typedRows,
  type Line,
  type Shown,
  type Typed,
} from './openings.ts';

const register = (memberId: number, fen: number): Shown => ({
  account: '301',
  memberId,
  itemId: null,
  item2Id: null,
  balanceFen: fen,
  yearDebitFen: 0,
  yearCreditFen: 0,
  quantity: null,
  accountName: '股金',
  memberName: `M00${memberId}`,
  itemName: null,
  item2Name: null,
  computed: true,
});

const row = (account: string, part: Partial<Typed>): Typed => ({ ...emptyRow(account, account), ...part });

const table = (typed: readonly Typed[], midYear = false, isLocked = false): Line[] =>
  openingLines({
    accounts: ACCOUNTS,
    items: ITEMS,
    typed,
    shown: [register(1, -2_000_000), register(2, -1_000_000)],
    midYear,
    isLocked,
  });

const line = (lines: readonly Line[], key: string): Line => {
  const found = lines.find((one) => one.key === key);
  if (!found) throw new Error(`no line ${key}`);
  return found;
};

test('in January every account that can have an opening has a line, in the order of the chart', () => {
  expect(table([]).map((one) => [one.code, one.kind])).toEqual([
    ['101', 'plain'],
    ['102', 'head'],
    ['114', 'head'],
    ['121', 'head'],
    ['141', 'head'],
    ['201', 'head'],
    ['211', 'head'],
    ['213', 'head'],
    ['301', 'computed'],
    ['33202', 'plain'],
  ]);
});

test('within a year income and expense are asked too, and 331 follows from them', () => {
  const lines = table(
    [row('501', { yearCreditFen: 90_000 }), row('523', { yearDebitFen: 20_000, yearCreditFen: 5_000 })],
    true,
  );
  expect(lines.map((one) => one.code).filter((code) => code.startsWith('5'))).toEqual([
    '501',
    '501',
    '522',
    '523',
    '523',
  ]);
  expect(line(lines, 'c331')).toMatchObject({
    kind: 'computed',
    balanceFen: -75_000,
    note: '由损益科目的本年累计算出',
  });
});

test('what a register computes is one locked line that says where from and for how many', () => {
  expect(line(table([]), 'c301')).toMatchObject({ balanceFen: -3_000_000, note: '来自股金登记簿，2 户' });
});

test('locked openings ask for nothing', () => {
  expect(table([], false, true).some((one) => one.note.includes('回车'))).toBe(false);
});

test('parts stand below their head, an unfinished one says what it lacks', () => {
  const lines = table([
    row('102', { key: 'x', itemId: 2, balanceFen: 5 }),
    row('102', { key: 'y', balanceFen: 7 }),
    row('114', { key: 'z', memberId: 9, memberName: 'M009 侯永强', balanceFen: -100 }),
  ]);
  expect(lines.slice(1, 4).map((one) => [one.kind, one.name, one.note, one.wrong])).toEqual([
    ['head', '银行存款', '回车加一行：按银行账户', false],
    ['part', '信用社', '', false],
    ['part', '（还没有指明）', '回车补上银行账户', true],
  ]);
  expect(line(lines, 'z').name).toBe('M009 侯永强');
});

const accountOf = (code: string) => {
  const found = ACCOUNTS.find((one) => one.code === code);
  if (!found) throw new Error(code);
  return found;
};

test.each([
  ['101', {}, null],
  ['102', {}, 'bank'],
  ['102', { itemId: 1 }, null],
  ['114', { itemId: 1 }, 'member'],
  ['213', { itemId: 1 }, 'payItem'],
  ['213', { itemId: 1, item2Id: 2 }, null],
  // Livestock says which herd, other assets don't.
  ['141', { itemId: 3 }, 'herd'],
  ['141', { itemId: 4 }, null],
])('%s with %j lacks %s', (code, part, dim) => {
  expect(
    missingAnalysis(accountOf(code), { memberId: null, itemId: null, item2Id: null, ...part }, ITEMS),
  ).toBe(dim);
});

const plain = (balanceFen: number): Line =>
  line(table(balanceFen === 0 ? [] : [row('101', { balanceFen })]), 'a101');

test.each([
  ['debit', '1,234.50', 0, 123_450],
  ['credit', '100', 0, -10_000],
  ['debit', '￥１００', 0, 10_000],
  // Typing the other side moves the balance there.
  ['credit', '100', 5_000, -10_000],
  ['debit', '', 5_000, 0],
  // A red amount on one side stands on the other.
  ['debit', '-100', 0, -10_000],
] as const)('%s %s over a balance of %i', (field, text, before, after) => {
  const typed = before === 0 ? [] : [row('101', { balanceFen: before })];
  const result = typedInto(typed, plain(before), field, text);
  expect('rows' in result && result.rows.find((one) => one.account === '101')?.balanceFen).toBe(after);
});

test('emptying the side that nothing stands on leaves the other alone', () => {
  const typed = [row('101', { balanceFen: 5_000 })];
  const result = typedInto(typed, plain(5_000), 'credit', '');
  expect('rows' in result && result.rows).toEqual(typed);
});

test.each([
  ['debit', '一百'],
  ['debit', '1.234'],
  ['quantity', '1.2345'],
] as const)('%s %s is no amount', (field, text) => {
  expect(typedInto([], plain(0), field, text)).toHaveProperty('problem');
});

test('a part is changed by itself, keys stay apart', () => {
  const typed = [row('102', { key: 'n1', itemId: 1 }), row('102', { key: 'n2', itemId: 2 })];
  const result = typedInto(typed, line(table(typed), 'n2'), 'debit', '50');
  expect('rows' in result && result.rows.map((one) => one.balanceFen)).toEqual([0, 5_000]);
  expect(freshKey(typed)).toBe('n3');
  expect(freshKey([row('101', { key: 'n1' })])).toBe('n2');
});

test('the difference counts registers and, within a year, what 331 follows to', () => {
  expect(differences(table([row('101', { balanceFen: 3_000_000 })]))).toEqual({ balanceFen: 0, yearFen: 0 });
  expect(differences(table([]))).toEqual({ balanceFen: -3_000_000, yearFen: 0 });
  const midYear = table(
    [row('101', { balanceFen: 3_075_000, yearDebitFen: 75_000 }), row('501', { yearCreditFen: 75_000 })],
    true,
  );
  expect(differences(midYear)).toEqual({ balanceFen: 0, yearFen: 0 });
  expect(differenceInWords('期初', -3_000_000)).toBe('期初借方比贷方少 30,000.00 元');
});

test('only what is filled: parts keep their heads, empty heads go', () => {
  const lines = table([row('102', { key: 'x', itemId: 2, balanceFen: 5 }), row('211', { key: 'y' })]);
  expect(filledLines(lines).map((one) => [one.code, one.kind])).toEqual([
    ['102', 'head'],
    ['102', 'part'],
    // Without a figure, but it lacks its party: to put right.
    ['211', 'head'],
    ['211', 'part'],
    ['301', 'computed'],
  ]);
});

test('a cell holds its own side only', () => {
  expect([cellText(123_450, 'debit'), cellText(123_450, 'credit')]).toEqual(['1234.50', null]);
  expect([cellText(-5, 'debit'), cellText(-5, 'credit')]).toEqual([null, '0.05']);
  expect([cellText(0, 'debit'), cellText(null, 'credit')]).toEqual([null, null]);
});

test('rows without figures are not sent, nor what only the window knows', () => {
  const typed = [row('101', {}), row('114', { memberId: 3, memberName: 'M003', balanceFen: 1 })];
  expect(sentRows(typed)).toEqual([
    {
      account: '114',
      memberId: 3,
      itemId: null,
      item2Id: null,
      balanceFen: 1,
      yearDebitFen: 0,
      yearCreditFen: 0,
      quantity: null,
    },
  ]);
});

test('what the server gives comes back as it was typed, without what it computed', () => {
  const shown: Shown[] = [
    register(1, -5),
    { ...register(2, 7), account: '101', memberId: null, computed: false },
  ];
  expect(typedRows(shown).map((one) => [one.account, one.balanceFen])).toEqual([['101', 7]]);
});

test('a refusal names its row', () => {
  expect(refusedRow({ 'rows.12.itemId': '要指明银行账户' })).toBe(12);
  expect(refusedRow({ firstPeriod: 'x' })).toBeNull();
});
