import { describe, expect, test } from 'vitest';
import { statutoryAccounts } from './chartForTests.ts';
import { chartIndex, findAccounts } from './lookup.ts';

const index = chartIndex(statutoryAccounts());
const codes = (text: string): string[] => findAccounts(index, text).map(({ account }) => account.code);

describe('what is typed finds the account', () => {
  test.each([
    ['523', '523'],
    ['５２３', '523'], // full width
    [' 5 2 3 ', '523'],
    ['glfy', '523'],
    ['GLFY', '523'],
    ['guanlifei', '523'],
    ['管理', '523'],
    ['待摊费', '171'], // the middle of a name
    ['kcxj', '101'],
    ['yhck', '102'],
    ['cyjx', null], // no account has these letters
    ['未分配', '33202'],
    ['yyfpwfp', '33202'], // parents' initials before its own
    ['盈余分配/未', '33202'],
    ['999', null],
  ])('%s → %s', (text, code) => {
    expect(codes(text)[0] ?? null).toBe(code);
  });

  test('the code counts before the initials, those before the name, the name before the full pinyin', () => {
    const made = (id: number, code: string, name: string, initials: string, full: string) => ({
      ...statutoryAccounts()[0]!,
      ...{ id, code, name, fullName: name, pinyinInitials: initials, pinyinFull: full },
    });
    const few = chartIndex([
      made(1, '105', 'x', 'y', 'a1full'),
      made(2, '104', 'a1名', 'z', 'zz'),
      made(3, '103', 'x', 'a1', 'q'),
      made(4, '102', '名a1', 'z', 'zz'),
    ]);
    expect(findAccounts(few, 'a1').map(({ account }) => account.id)).toEqual([3, 2, 4, 1]);
    expect(findAccounts(few, '10').map(({ account }) => account.id)).toEqual([1, 2, 3, 4]);
  });

  test('a parent stands before its sub-accounts, which the same letters find', () => {
    expect(codes('332')).toEqual(['332', '33201', '33202']);
    expect(codes('yyfp')).toEqual(expect.arrayContaining(['332', '33201', '33202']));
  });

  test('nothing typed: the whole chart in the order of codes', () => {
    expect(codes('')).toEqual(statutoryAccounts().map((account) => account.code));
  });

  test('a whole code or name is exact', () => {
    const exact = (text: string): string[] =>
      findAccounts(index, text)
        .filter((found) => found.exact)
        .map(({ account }) => account.code);
    expect(exact('101')).toEqual(['101']);
    expect(exact('库存现金')).toEqual(['101']);
    expect(exact('10')).toEqual([]);
  });
});

test.each([
  ['301', '股金由登记产生'],
  ['332', '下面有明细科目，请选明细'],
  ['33201', '各项分配由登记产生'],
  ['33202', null],
  ['109', '已停用，在“科目”里可以重新启用'],
  ['523', null],
])('%s can be chosen unless: %s', (code, bar) => {
  expect(findAccounts(index, code).find(({ account }) => account.code === code)?.bar).toBe(bar);
});
