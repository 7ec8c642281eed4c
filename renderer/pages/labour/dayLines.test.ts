import { describe, expect, test } from 'vitest';
import { isBlank, lineAfter, placeMeant, rowOf, whatIsMissing, type DayLine } from './dayLines.ts';
import type { Kind, Worker } from './words.ts';

const worker = { id: 7, name: '张守田' } as Worker;
const kind = { id: 3, name: '装袋' } as Kind;
const places = {
  pieces: [{ no: 'DP-017' }, { no: 'DP-001' }, { no: 'HG-1' }],
  batches: [{ id: 9, no: 'B1801' }],
};
const line = (over: Partial<DayLine>): DayLine => ({ ...lineAfter(undefined), ...over });
const full = { worker, kind, quantity: '320' };

test.each<[string, Partial<DayLine>, string | null]>([
  ['complete', full, null],
  ['half a day', { ...full, quantity: '0.5' }, null],
  ['at a price of its own', { ...full, price: '0.38' }, null],
  ['nobody', { kind, quantity: '1' }, '没有选人'],
  ['no kind of work', { worker, quantity: '1' }, '没有选工种'],
  ['no quantity', { worker, kind }, '没有填数量'],
  ['nothing done', { ...full, quantity: '0.0' }, '数量要大于 0'],
  ['too fine', { ...full, quantity: '1.2345' }, '数量最多三位小数'],
  ['less than nothing', { ...full, quantity: '-1' }, '数量最多三位小数'],
  ['a price that is none', { ...full, price: '三毛五' }, '单价最多四位小数'],
])('%s', (_name, over, missing) => {
  expect(whatIsMissing(line(over))).toBe(missing);
  expect(rowOf(line(over), places) === null).toBe(missing !== null);
});

describe('the place', () => {
  test.each([
    ['17', 'DP-017'],
    ['０１７', 'DP-017'],
    // Both DP-001 and HG-1 end in it: nobody guesses.
    ['1', '1'],
    ['122', '122'],
    [' 晾晒场 ', '晾晒场'],
    ['DP-017', 'DP-017'],
  ])('%s is %s', (typed, meant) => {
    expect(placeMeant(typed, places)).toBe(meant);
  });

  test('a greenhouse leaves its batch to the day; a batch is named itself', () => {
    expect(rowOf(line({ ...full, place: '17' }), places)).toEqual({
      workerId: 7,
      kindId: 3,
      place: 'DP-017',
      quantity: '320',
    });
    expect(rowOf(line({ ...full, place: 'B1801', price: '0.4' }), places)).toEqual({
      workerId: 7,
      kindId: 3,
      place: '',
      batchId: 9,
      quantity: '320',
      price: '0.4',
    });
  });
});

test('a new line keeps work and place, and is blank until something of its own is typed', () => {
  const next = lineAfter(line({ ...full, place: 'DP-017', price: '0.4' }));
  expect(next).toMatchObject({ kind, place: 'DP-017', worker: null, quantity: '', price: '', key: 2 });
  expect(isBlank(next)).toBe(true);
  expect(isBlank({ ...next, quantity: '1' })).toBe(false);
});
