import { expect, test } from 'vitest';
import {
  BANK_COLUMNS,
  MATCH_COLUMNS,
  matchInput,
  partnersOf,
  sumOf,
  type Item,
  type Match,
} from './columns.ts';
import { cellValue } from '../../parts/gridColumns.ts';

function item(key: string, inFen: number, outFen: number, more: Partial<Item> = {}): Item {
  const none = { lineId: null, voucherId: null, no: null, openingId: null, balanceFen: null };
  return {
    ...none,
    key,
    side: key.startsWith('L') ? 'bank' : 'book',
    date: '2019-01-05',
    reference: '记-003',
    summary: '货款',
    counter: '',
    inFen,
    outFen,
    isPosted: true,
    ageDays: 0,
    ...more,
  };
}

const line = item('L1', 500, 0, { lineId: 1, ageDays: 40 });
const entry = item('E2.1', 500, 0, { voucherId: 2, no: 1 });

test('partners have the amount and the direction', () => {
  const red = item('E3.1', 0, -500, { voucherId: 3, no: 1 });
  const others = [item('E4.1', 0, 500), item('E5.1', 501, 0), entry, red];
  // A red payment brings the money back: it answers to money that came in.
  expect(partnersOf(line, others).map(({ key }) => key)).toEqual(['E2.1', 'E3.1']);
  expect(sumOf([line, item('L2', 0, 200)])).toBe(300);
});

test('what is ticked becomes one call', () => {
  const second = item('L7', 0, 500, { lineId: 7 });
  const opening = item('O3', 500, 0, { openingId: 3 });
  expect(matchInput([line, second, entry, opening])).toEqual({
    lineId: 1,
    otherLineIds: [7],
    entries: [{ voucherId: 2, no: 1 }],
    openingIds: [3],
  });
  expect(matchInput([entry])).toEqual({
    otherLineIds: [],
    entries: [{ voucherId: 2, no: 1 }],
    openingIds: [],
  });
});

test('a match reads as one line, an old item says how old', () => {
  const match: Match = {
    matchId: 1,
    how: 'auto',
    operator: '李会计',
    date: '2019-01-05',
    amountFen: 500,
    items: [line, entry],
  };
  const text = (field: string): unknown =>
    cellValue(
      MATCH_COLUMNS.find((column) => column.field === field)!,
      match,
    );
  expect([text('bank'), text('book'), text('how')]).toEqual(['01-05 货款', '01-05 记-003 货款', '自动']);
  const tooltip = BANK_COLUMNS.find(({ field }) => field === 'summary')?.tooltip;
  expect(tooltip?.(line)).toContain('已挂 40 天');
  expect(tooltip?.({ ...line, ageDays: 3 })).not.toContain('已挂');
});
