import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths } from './calendar.ts';
import {
  feeLinesOf,
  type FundLoanTerms,
  lastDue,
  movedOverRest,
  scheduleOf,
  splitRepayment,
  standingOf,
} from './fundLoan.ts';

const terms = (more: Partial<FundLoanTerms> = {}): FundLoanTerms => ({
  principalFen: 10_000_00,
  paidOutOn: '2017-11-03',
  months: 12,
  method: 'instalments',
  rate: { per: 'mille-month', rate: '5' },
  feeTime: 'month-day',
  dueOn: '2018-11-03',
  extension: null,
  ...more,
});

describe('a schedule', () => {
  test('of instalments: eleven equal parts, the last takes the remainder; 325.00 of fee in all (DOMAIN §4)', () => {
    const rows = scheduleOf(terms());
    expect(rows.map((row) => [row.dueOn, row.principalFen, row.feeFen, row.balanceFen])).toEqual([
      ['2017-12-03', 833_33, 50_00, 9_166_67],
      ['2018-01-03', 833_33, 45_83, 8_333_34],
      ['2018-02-03', 833_33, 41_67, 7_500_01],
      ['2018-03-03', 833_33, 37_50, 6_666_68],
      ['2018-04-03', 833_33, 33_33, 5_833_35],
      ['2018-05-03', 833_33, 29_17, 5_000_02],
      ['2018-06-03', 833_33, 25_00, 4_166_69],
      ['2018-07-03', 833_33, 20_83, 3_333_36],
      ['2018-08-03', 833_33, 16_67, 2_500_03],
      ['2018-09-03', 833_33, 12_50, 1_666_70],
      ['2018-10-03', 833_33, 8_33, 833_37],
      ['2018-11-03', 833_37, 4_17, 0],
    ]);
    expect(rows.reduce((sum, row) => sum + row.feeFen, 0)).toBe(325_00);
  });

  test('of a lump: all at the end, 600.00 of fee', () => {
    expect(scheduleOf(terms({ method: 'lump' }))).toEqual([
      {
        no: 1,
        dueOn: '2018-11-03',
        principalFen: 10_000_00,
        feeFen: 600_00,
        balanceFen: 0,
        feeText: '10,000.00 × 5‰/月 × 12 个月 = 600.00',
      },
    ]);
  });

  test('on days a month lacks falls on its last (民法典 202, DOMAIN §9 #44)', () => {
    const rows = scheduleOf(terms({ paidOutOn: '2018-10-31', months: 6, dueOn: '2019-04-30' }));
    expect(rows.map((row) => row.dueOn)).toEqual([
      '2018-11-30',
      '2018-12-31',
      '2019-01-31',
      '2019-02-28',
      '2019-03-31',
      '2019-04-30',
    ]);
  });

  test('extended: what was paid stands, the rest is planned anew to the new last day', () => {
    const extended = terms({ extension: { date: '2018-10-20', dueOn: '2019-01-03', balanceFen: 2_500_03 } });
    expect(lastDue(extended)).toBe('2019-01-03');
    expect(scheduleOf(extended).map((row) => [row.dueOn, row.principalFen])).toEqual([
      ['2018-10-20', 7_499_97],
      ['2018-11-03', 833_34],
      ['2018-12-03', 833_34],
      ['2019-01-03', 833_35],
    ]);
    const lump = terms({
      method: 'lump',
      extension: { date: '2018-10-20', dueOn: '2019-05-03', balanceFen: 10_000_00 },
    });
    expect(scheduleOf(lump).map((row) => [row.dueOn, row.principalFen, row.feeFen])).toEqual([
      ['2019-05-03', 10_000_00, 900_00],
    ]);
  });

  test('parts sum to the principal, none below nothing, and balances fall to 0', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50_000_00 }),
        fc.integer({ min: 1, max: 36 }),
        fc.constantFrom('lump' as const, 'instalments' as const),
        (principalFen, months, method) => {
          const rows = scheduleOf(
            terms({ principalFen, months, method, dueOn: addMonths('2017-11-03', months) }),
          );
          expect(rows.reduce((sum, row) => sum + row.principalFen, 0)).toBe(principalFen);
          expect(rows.every((row) => row.principalFen >= 0)).toBe(true);
          expect(rows.at(-1)?.balanceFen).toBe(0);
          expect(rows).toHaveLength(method === 'lump' ? 1 : months);
        },
      ),
    );
  });
});

test.each([
  ['2018-01-02', 833_33, 0, ['2018-01-03', 833_33]],
  // On the due day itself nothing is late.
  ['2018-01-03', 833_33, 0, ['2018-01-03', 833_33]],
  ['2018-01-04', 833_33, 833_33, ['2018-01-03', 833_33]],
  // 2018-02-03 is a Saturday: the part of that day is in time on Monday.
  ['2018-02-05', 1_000_00, 666_66, ['2018-01-03', 666_66]],
  ['2018-02-06', 1_000_00, 1_499_99, ['2018-01-03', 666_66]],
  // Paid ahead.
  ['2018-01-04', 5_000_00, 0, ['2018-06-03', 833_31]],
  ['2018-12-31', 10_000_00, 0, null],
] as const)('on %s with %i repaid: behind by %i', (asOf, repaidFen, behindFen, next) => {
  expect(standingOf(scheduleOf(terms()), repaidFen, asOf, { restDays: [], workDays: [] })).toEqual({
    behindFen,
    next: next && { dueOn: next[0], fen: next[1] },
  });
});

test.each([
  ['2018-11-02', '2018-11-02'],
  // Saturday.
  ['2018-11-03', '2018-11-05'],
  // National day: Monday to Sunday, the weekend before it worked.
  ['2018-10-01', '2018-10-08'],
  ['2018-09-29', '2018-09-29'],
] as const)('a due day %s is kept until %s', (dueOn, moved) => {
  const days = ['2018-10-01', '2018-10-02', '2018-10-03', '2018-10-04', '2018-10-05'];
  expect(movedOverRest(dueOn, { restDays: days, workDays: ['2018-09-29', '2018-09-30'] })).toBe(moved);
});

describe('fee since the last repayment', () => {
  const lump = terms({ method: 'lump', paidOutOn: '2017-10-07', dueOn: '2018-10-07' });
  const late = { effectiveDueOn: '2018-10-08', overdueMille: '2' };
  const lines = (from: string, to: string, fen = 10_000_00) =>
    feeLinesOf(lump, { fen, from, to }, late).map((line) => [line.kind, line.from, line.to, line.fen]);

  test('within time only the agreed fee; on the day a holiday moved it to, too', () => {
    expect(lines('2017-10-07', '2018-10-08')).toEqual([['usage', '2017-10-07', '2018-10-08', 601_67]]);
  });

  test('afterwards it goes on, and what being late adds runs from the last day in time', () => {
    expect(lines('2017-10-07', '2018-12-08')).toEqual([
      ['usage', '2017-10-07', '2018-12-08', 701_67],
      ['penalty', '2018-10-08', '2018-12-08', 40_00],
    ]);
    expect(lines('2018-12-08', '2018-12-23', 6_000_00)).toEqual([
      ['usage', '2018-12-08', '2018-12-23', 15_00],
      ['penalty', '2018-12-08', '2018-12-23', 6_00],
    ]);
  });

  test('nothing of nothing, and nothing on the same day', () => {
    expect(lines('2018-01-01', '2018-02-01', 0)).toEqual([]);
    expect(lines('2018-01-01', '2018-01-01')).toEqual([]);
  });
});

describe('money in hand', () => {
  // DOMAIN §9 #37.
  const owed = { feeFen: 300_00, penaltyFen: 0, balanceFen: 10_000_00 };
  test('fee first, then principal', () => {
    expect(splitRepayment(5_000_00, owed, 'fee-first')).toEqual({
      feeFen: 300_00,
      penaltyFen: 0,
      principalFen: 4_700_00,
    });
    expect(splitRepayment(5_000_00, owed, 'principal-first').principalFen).toBe(5_000_00);
  });
  test('parts are the whole, and none is more than is owed', () => {
    const amount = fc.integer({ min: 0, max: 20_000_00 });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        fc.boolean(),
        (feeFen, penaltyFen, balanceFen, die, order) => {
          const all = { feeFen, penaltyFen, balanceFen };
          const paid = die % (feeFen + penaltyFen + balanceFen + 1);
          const part = splitRepayment(paid, all, order ? 'fee-first' : 'principal-first');
          expect(part.feeFen + part.penaltyFen + part.principalFen).toBe(paid);
          expect(
            part.feeFen <= feeFen && part.penaltyFen <= penaltyFen && part.principalFen <= balanceFen,
          ).toBe(true);
        },
      ),
    );
  });
});
