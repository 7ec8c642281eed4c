import { describe, expect, it, test } from 'vitest';
import {
  isBlank,
  lineAfter,
  plainQuantity,
  repeated,
  rowOf,
  whatIsMissing,
  type SheetLine,
} from './sheetLines.ts';

const HOUSEHOLD = { id: 7, code: 'H007', name: '张守田', groupNo: 1 };
const full: SheetLine = {
  ...lineAfter(undefined),
  household: HOUSEHOLD,
  kindId: 1,
  scale: '5400',
  input: '16,200',
  expected: '27000.5',
};

describe('a line of the sheet', () => {
  it.each<[Partial<SheetLine>, string | null]>([
    [{}, null],
    [{ household: null }, '没有选户'],
    [{ kindId: null }, '没有选项目'],
    [{ scale: '' }, '没有填规模'],
    [{ scale: '0.000' }, '规模要大于 0'],
    [{ scale: '1.2345' }, '规模最多三位小数'],
    [{ output: '一百' }, '产量最多三位小数'],
    [{ input: '-5' }, '投入：这里不能是负数。'],
  ])('%o: %s', (part, missing) => {
    expect(whatIsMissing({ ...full, ...part })).toBe(missing);
    expect(rowOf({ ...full, ...part }) === null).toBe(missing !== null);
  });

  it('becomes a row, blanks being nothing or not known', () => {
    expect(rowOf(full)).toEqual({
      householdId: 7,
      kindId: 1,
      scale: '5400',
      inputFen: 16_200_00,
      expectedFen: 27_000_50,
      output: null,
      incomeFen: null,
      note: '',
    });
  });
});

test('the next line has the industry of the one before and nothing else', () => {
  const next = lineAfter(full);
  expect([next.kindId, isBlank(next), next.key]).toEqual([1, true, full.key + 1]);
});

test('a household twice in one industry is the second line’s fault', () => {
  const again = { ...full, key: 2 };
  expect([...repeated([full, again, { ...full, key: 3, kindId: 2 }])]).toEqual([2]);
});

test('quantities come as people write them', () => {
  expect(plainQuantity('５，４００．５')).toBe('5400.5');
});
