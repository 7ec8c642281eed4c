import { expect, test } from 'vitest';
import { ACCOUNTS, ITEMS } from './chartForTests.ts';
import { emptyRow, type Typed } from './openings.ts';
import { clearTarget, LEFT_OUT, placeSheet, targetsFor, type SheetRow } from './sheet.ts';

const sheetRow = (row: number, oldCode: string, oldName: string, part: Partial<SheetRow> = {}): SheetRow => ({
  row,
  oldCode,
  oldName,
  choices: [oldCode],
  reason: '',
  balanceFen: 0,
  yearDebitFen: 0,
  yearCreditFen: 0,
  ...part,
});

function place(
  rows: readonly SheetRow[],
  chosen: Record<number, string>,
  part: { typed?: Typed[]; midYear?: boolean } = {},
) {
  return placeSheet({
    rows,
    chosen: new Map(Object.entries(chosen).map(([row, code]) => [Number(row), code])),
    accounts: ACCOUNTS,
    items: ITEMS,
    typed: part.typed ?? [],
    computed: new Map([['301', -92_000_000]]),
    midYear: part.midYear ?? false,
  });
}

test('a row is clear where one leaf fits, and else a person chooses among those that may', () => {
  expect(clearTarget(sheetRow(1, '101', '现金'), ACCOUNTS)).toBe('101');
  expect(clearTarget(sheetRow(1, '522', '管理费用', { choices: ['523'] }), ACCOUNTS)).toBe('523');
  const split = sheetRow(1, '211', '应付款', { choices: ['211', '213'] });
  expect(clearTarget(split, ACCOUNTS)).toBeNull();
  expect(targetsFor(split, ACCOUNTS).map((one) => one.code)).toEqual(['211', '213']);
  // A parent stands for its sub-accounts.
  expect(targetsFor(sheetRow(1, '332', '', { choices: ['332'] }), ACCOUNTS).map((one) => one.code)).toEqual([
    '33201',
    '33202',
  ]);
  // Nothing known: all leaves, and none by itself.
  const unknown = sheetRow(1, '999', '？', { choices: [] });
  expect(clearTarget(unknown, ACCOUNTS)).toBeNull();
  expect(targetsFor(unknown, ACCOUNTS).length).toBe(ACCOUNTS.filter((one) => one.isLeaf).length);
});

test('rows go to their accounts, sub-accounts of banks to the item of the same name, the undecided nowhere', () => {
  const rows = [
    sheetRow(3, '101', '库存现金', { balanceFen: 100 }),
    sheetRow(4, '10201', '信用社', { balanceFen: 200 }),
    sheetRow(5, '10202', '农行', { balanceFen: 300 }),
    sheetRow(6, '211', '应付款', { balanceFen: -50 }),
  ];
  const { rows: made, notes } = place(rows, { 3: '101', 4: '102', 5: '102', 6: LEFT_OUT });
  expect(made.map((one) => [one.account, one.itemId, one.balanceFen])).toEqual([
    ['101', null, 100],
    ['102', 2, 200],
    ['102', null, 300],
  ]);
  expect(notes).toEqual([]);
});

test('two rows of one account are one, and take the place of what was typed for it', () => {
  const typed = [
    { ...emptyRow('101', 'n1'), balanceFen: 999 },
    { ...emptyRow('33202', 'n2'), balanceFen: -7 },
  ];
  const rows = [
    sheetRow(1, '10101', '柜上', { balanceFen: 5 }),
    sheetRow(2, '10102', '备用金', { balanceFen: 6 }),
  ];
  const { rows: made } = place(rows, { 1: '101', 2: '101' }, { typed });
  expect(made.map((one) => [one.account, one.balanceFen])).toEqual([
    ['33202', -7],
    ['101', 11],
  ]);
});

test('what a register computes is compared, not taken', () => {
  const share = (fen: number) => place([sheetRow(1, '301', '股金', { balanceFen: fen })], { 1: '301' });
  expect(share(-92_000_000)).toEqual({
    rows: [],
    notes: ['301 股金由登记簿算出，和表里的 920,000.00 元相等。'],
  });
  expect(share(-90_000_000).notes[0]).toMatch(/算出 920,000.00 元，表里是 900,000.00 元，没有放进来/u);
});

test('income and expense: nothing in January, the year so far within a year', () => {
  const rows = [
    sheetRow(1, '522', '管理费用', { balanceFen: 300 }),
    sheetRow(2, '501', '经营收入', { balanceFen: -900, yearDebitFen: 100, yearCreditFen: 1000 }),
    sheetRow(3, '331', '本年盈余', { balanceFen: -600 }),
  ];
  const chosen = { 1: '523', 2: '501', 3: '331' };
  const january = place(rows, chosen);
  expect(january.rows).toEqual([]);
  expect(january.notes).toHaveLength(3);
  expect(january.notes[2]).toMatch(/旧账年末还没有结转/u);
  const july = place(rows, chosen, { midYear: true });
  expect(july.rows.map((one) => [one.account, one.balanceFen, one.yearDebitFen, one.yearCreditFen])).toEqual([
    ['523', 0, 300, 0],
    ['501', 0, 100, 1000],
  ]);
  expect(july.notes).toEqual([expect.stringMatching(/^331 本年盈余由损益科目的本年累计算出/u)]);
});
