import { afterEach, describe, expect, test } from 'vitest';
import { computedOpening } from '../vouchers/index.ts';
import { dryers, testAssets, type TestAssets } from './testAssets.ts';

let books: TestAssets;
afterEach(() => {
  expect(books.wrong()).toEqual([]);
  books.close();
});

const opening = () =>
  computedOpening(books.connection, 1)
    .filter((line) => ['151', '152'].includes(line.account))
    .map((line) => [line.account, line.balanceFen, line.yearDebitFen, line.yearCreditFen]);

/** In service before the books begin: no voucher, and the openings follow from the cards. */
describe('a card from before the books', () => {
  test('from January on: what was depreciated until then stands in the openings', () => {
    books = testAssets('2018-01');
    const { voucherIds } = books.call(
      'assets.acquire',
      dryers({ date: '2016-07-10', how: { kind: 'register', acquisition: 'purchase' } }),
    );
    expect(voucherIds).toEqual([]);
    // 2016-08 to 2017-12: 17 months of 380.00.
    expect(opening()).toEqual([
      ['151', 4_800_000, 0, 0],
      ['152', -646_000, 0, 0],
    ]);
    const [row] = books.call('assets.list', { asOf: '2017-12-31' });
    expect(row).toMatchObject({ accumulatedFen: 646_000, monthlyFen: 38_000 });
    expect(books.call('assets.list', { asOf: '2016-12-31' })[0]!.accumulatedFen).toBe(5 * 38_000);
  });

  test('in mid-year: the year so far turns over', () => {
    books = testAssets('2018-07');
    books.call(
      'assets.acquire',
      dryers({ date: '2018-03-10', how: { kind: 'register', acquisition: 'purchase' } }),
    );
    expect(opening()).toEqual([
      ['151', 4_800_000, 4_800_000, 0],
      ['152', -114_000, 0, 114_000],
    ]);
  });

  test('worn out by then: no more than there is to charge', () => {
    books = testAssets('2018-01');
    books.call(
      'assets.acquire',
      dryers({ date: '2005-07-10', how: { kind: 'register', acquisition: 'purchase' } }),
    );
    expect(opening()).toEqual([
      ['151', 4_800_000, 0, 0],
      ['152', -4_560_000, 0, 0],
    ]);
    expect(books.call('assets.list', {})[0]).toMatchObject({ netFen: 240_000, monthlyFen: 0 });
  });

  test('with the figure the old books had: the rest over the months that are left', () => {
    books = testAssets('2018-01');
    const old = dryers({
      date: '2016-07-10',
      accumulatedFen: 700_000,
      how: { kind: 'register', acquisition: 'purchase' },
    });
    expect(books.call('assets.preview', old)).toMatchObject({
      accumulatedFen: 700_000,
      firstPeriod: '2018-01',
      // (48,000 − 2,400 − 7,000) ÷ (120 − 17)
      monthlyFen: 37_476,
    });
    books.call('assets.acquire', old);
    expect(opening()).toEqual([
      ['151', 4_800_000, 0, 0],
      ['152', -700_000, 0, 0],
    ]);
  });

  test.each([
    [4_800_001, '超过了原值'],
    [100, '已经期满'],
  ])('refused: %d typed', (accumulatedFen, sentence) => {
    books = testAssets('2018-01');
    const old = dryers({
      date: '2005-07-10',
      accumulatedFen,
      how: { kind: 'register', acquisition: 'other' },
    });
    expect(books.refusal('assets.acquire', old)).toContain(sentence);
  });

  test('by work done asks for the figure', () => {
    books = testAssets('2018-01');
    const truck = dryers({
      date: '2016-07-10',
      terms: { method: 'units', lifeMonths: 60, residual: '5', units: '300000', workUnit: '公里' },
      how: { kind: 'register', acquisition: 'other' },
    });
    expect(books.refusal('assets.acquire', truck)).toContain('请填到启用时的累计折旧');
    books.call('assets.acquire', { ...truck, accumulatedFen: 1_000_000 });
    expect(books.call('assets.list', {})[0]).toMatchObject({ accumulatedFen: 1_000_000, monthlyFen: null });
  });

  test('can be undone while the openings are open', () => {
    books = testAssets('2018-01');
    const { id } = books.call(
      'assets.acquire',
      dryers({ date: '2016-07-10', how: { kind: 'register', acquisition: 'purchase' } }),
    );
    books.call('assets.reverse', { id, date: '2016-07-10', reason: '不是本社的' });
    expect(opening()).toEqual([]);
    expect(books.call('assets.list', { withGone: true })).toEqual([]);
  });
});
