import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import { bookChecks } from '../../books/ledger/index.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { verifyWorkspace } from '../../workspace/verify.ts';
import { bookHandlers, type BookMethod } from '../handlers.ts';
import { buildDemo } from './build.ts';

/** The demo's books against the worked example (DOMAIN §10a) and against what an accountant would add up by hand. */
/** 60,000 in August, 8,800 in September, 9,800 in October. */
const LABOUR_FEN = 78_600_00;

describe('the demo’s books', () => {
  let workspace: TestWorkspace;
  beforeAll(() => {
    workspace = testWorkspace();
    const built = workspace.run(buildDemo, { today: '2019-03-01' });
    if (!built.ok) throw new Error(built.error.message);
  });
  afterAll(() => workspace.close());

  function ask<M extends BookMethod>(method: M, input: Input<M>): Output<M> {
    const handler = bookHandlers[method] as (context: unknown, input: unknown) => Result<Output<M>>;
    const result = handler(workspace.writing(), contract[method].input.parse(input));
    if (!result.ok) throw new Error(result.error.message);
    return contract[method].output.parse(result.value) as Output<M>;
  }

  const closing = (to: string): Record<string, number> =>
    Object.fromEntries(
      ask('ledger.trialBalance', { from: '2018-01', to }).rows.map((row) => [
        row.code,
        row.closingDebitFen - row.closingCreditFen,
      ]),
    );

  it('make the surplus of the example, which the run distributes', () => {
    expect(ask('dividends.fromBooks', { fiscalYear: 2018 })).toEqual({
      booked: true,
      carried: true,
      surplusFen: 186_437_29,
      openingUndistributedFen: -23_150_60,
      grantFen: 600_000_00,
      donationFen: 80_000_00,
    });
  });

  it('stand at the year’s end as added up by hand', () => {
    const end = closing('2018-12');
    // 151: 610,000 sheds + 400,000 cold store + 48,000 dryers; 152: 5 × 6,792.50.
    expect([end['151'], end['152'], end['153'], end['235']]).toEqual([1_058_000_00, -33_962_50, 0, 0]);
    expect([end['301'], end['311'], end['331'], end['332']]).toEqual([
      -920_000_00, -680_000_00, 0, -163_286_69,
    ]);
    // All that was bought or picked was sold, and what production cost went to the bags.
    expect([end['121'], end['401']]).toEqual([0, 0]);
    // The October wages of two.
    const { totals } = october();
    expect([end['212'], end['213']]).toEqual([0, -totals.unpaidFen]);
    expect(totals.unpaidFen).toBeGreaterThan(0);
  });

  const october = () => ask('labour.sheets', { year: 2018 })[0]!;

  it('pay 52 households for their work, a sheet a month', () => {
    const sheets = ask('labour.sheets', { year: 2018 }).toReversed();
    expect(sheets.map((one) => [one.no, one.state, one.totals.grossFen])).toEqual([
      ['2018-01', 'approved', 60_000_00],
      // 400,000 bags pierced, eight days.
      ['2018-02', 'approved', 8_000_00 + 8 * 100_00],
      // 32,000 jin picked and trimmed, four awards.
      ['2018-03', 'approved', 6_400_00 + 3_200_00 + 200_00],
    ]);
    expect(sheets[0]!.totals.workers).toBe(52);
    const year = ask('labour.year', { year: 2018 });
    expect(year.totals).toMatchObject({ households: 52, workers: 52, grossFen: LABOUR_FEN, days: '8' });
    expect(year).toMatchObject({ openEntries: 0, patronageNote: '' });
    expect(ask('labour.balances', {}).rows).toHaveLength(2);
  });

  it('make 400,000 bags in four batches, two of them picked out by the year’s end', () => {
    const batches = ask('production.batches', { asOf: '2018-12-31' });
    expect(batches.map((one) => [one.no, one.bags, one.state, one.harvestedKg])).toEqual([
      ['2018-01', 100_000, 'settled', '17000'],
      ['2018-02', 100_000, 'settled', '17000'],
      ['2018-03', 100_000, 'fruiting', '13000'],
      ['2018-04', 100_000, 'fruiting', '5000'],
    ]);
    const sum = (pick: (one: (typeof batches)[number]) => number) =>
      batches.reduce((fen, one) => fen + pick(one), 0);
    // Materials 180,000, labour, land 18,000 and five months of depreciation.
    expect(sum((one) => one.costFen)).toBe(180_000_00 + LABOUR_FEN + 18_000_00 + 5 * 6_792_50);
    expect(sum((one) => one.balanceFen)).toBe(closing('2018-12')['141']);
    // Every greenhouse had one batch; those of the first two are empty again.
    expect(ask('production.greenhouses', { asOf: '2018-10-01' })).toHaveLength(122);
    expect(ask('production.greenhouses', { asOf: '2018-12-31' })).toHaveLength(62);
  });

  it('book each delivery once: 696,739.35 to 32 members, awards without stock', () => {
    expect(ask('business.openDeliveries', {}).rows).toEqual([]);
    const members = ask('ledger.analysis', { from: '2018-01', to: '2019-02', dim: 'member', account: '114' });
    expect(members).toHaveLength(32);
    expect(members.reduce((sum, row) => sum + row.debitFen, 0)).toBe(69_673_935);
    expect(members.every((row) => row.closingFen === 0)).toBe(true);
  });

  it('follow 02表 and 01表 of the example when the meeting posts in the next year', () => {
    const { surplus, balanceSheet, notes } = ask('statements.get', { period: '2018-12' });
    const row = (no: number) => surplus.find((one) => one.row === no)!.currentFen;
    expect([12, 13, 15, 16, 17, 18, 20].map(row)).toEqual([
      186_437_29, -23_150_60, 0, 163_286_69, 0, 0, 163_286_69,
    ]);
    expect(balanceSheet.find((one) => one.row === 40)!.endFen).toBe(163_286_69);
    expect(notes.join()).toMatch(/2023/u);
  });

  it('never let the bank or the cash box fall below zero', () => {
    for (const account of ['101', '102']) {
      expect(ask('ledger.account', { account, from: '2018-01', to: '2019-02', daily: true }).below).toEqual(
        [],
      );
    }
  });

  it('are closed through December, the meeting’s vouchers waiting to be posted', () => {
    const { currentPeriod, log } = ask('periods.list', {});
    expect(currentPeriod).toBe('2019-01');
    expect(log).toHaveLength(12);
    const open = ask('vouchers.list', { from: '2019-01' }).map((one) => [one.summary, one.state]);
    expect(open).toEqual([
      ['付社员（32户）往来款', 'reviewed'],
      ['提取2018年度盈余公积', 'reviewed'],
      ['2018年度按交易量(额)返还盈余', 'reviewed'],
      ['2018年度剩余盈余分配', 'reviewed'],
    ]);
  });

  it('hold every equation', () => {
    expect(bookChecks(workspace.connection, 1).filter((check) => !check.ok)).toEqual([]);
    expect(verifyWorkspace(workspace.connection).filter((check) => !check.ok)).toEqual([]);
  });
});
