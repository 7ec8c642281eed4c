import { describe, expect, test } from 'vitest';
import { allTerms, faultOf, lineWith, termsOf, type Terms } from './terms.ts';
import type { SheetLine } from './words.ts';

/** DOMAIN §5: 1,280 bags × 0.35 and 6.5 days × 100. */
const line = {
  workerId: 7,
  name: '张守田',
  timeFen: 65_000,
  pieceFen: 44_800,
  awardFen: 0,
  grossFen: 109_800,
  advanceFen: 0,
  consent: '',
  taxFen: 0,
  netFen: 109_800,
  note: '',
  owesFen: 20_000,
} as SheetLine;
const terms = (over: Partial<Terms>): Terms => ({ ...termsOf(line), ...over });

test('pay and what is handed out follow what is typed', () => {
  expect(lineWith(line, undefined)).toBe(line);
  expect(lineWith(line, terms({ advanceFen: 20_000, consent: '签字' }))).toMatchObject({
    grossFen: 109_800,
    netFen: 89_800,
  });
  expect(lineWith(line, terms({ awardFen: 5_000, taxFen: 123 }))).toMatchObject({
    grossFen: 114_800,
    netFen: 114_677,
  });
});

describe('what keeps a line from being saved', () => {
  test.each<[string, Partial<Terms>, RegExp | null]>([
    ['nothing typed', {}, null],
    ['set off with consent', { advanceFen: 20_000, consent: '同意书 3 号' }, null],
    ['without consent', { advanceFen: 100, consent: ' ' }, /要本人同意/u],
    ['more than is owed', { advanceFen: 20_001, consent: '签字' }, /只欠 200\.00/u],
    ['more tax than pay', { taxFen: 109_801 }, /多于应发 1,098\.00/u],
    ['all of it in tax', { taxFen: 109_800 }, null],
  ])('%s', (_name, over, fault) => {
    const said = faultOf(lineWith(line, terms(over)));
    if (fault === null) expect(said).toBeNull();
    else expect(said).toMatch(fault);
  });
});

test('only what says something is sent, edits before what is stored', () => {
  const stored = { ...line, workerId: 8, awardFen: 300 };
  expect(allTerms([line, stored], new Map())).toEqual([
    { workerId: 8, awardFen: 300, advanceFen: 0, consent: '', taxFen: 0, note: '' },
  ]);
  expect(
    allTerms(
      [line, stored],
      new Map([
        [8, terms({})],
        [7, terms({ note: '代领' })],
      ]),
    ),
  ).toEqual([{ workerId: 7, awardFen: 0, advanceFen: 0, consent: '', taxFen: 0, note: '代领' }]);
});
