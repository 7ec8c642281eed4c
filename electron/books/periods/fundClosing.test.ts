import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FundDesk, fundDesk } from '../entities/fundDeskForTests.ts';

let desk: FundDesk;
beforeEach(() => (desk = fundDesk()));
afterEach(() => desk.close());

/** 300,000 of the state (restricted), 1,000 given freely, 240 of fees, 90.00 spent, in two months. */
function aYear(): void {
  const { fund } = desk;
  const bank = { itemId: desk.item(fund, 'bank') };
  const office = { itemId: desk.item(fund, 'expenseItem', '办公费') };
  desk.post(fund, '2018-01-10', [
    ['借', '1002', 300_000, bank],
    ['贷', '440102', 300_000],
  ]);
  desk.post(fund, '2018-01-12', [
    ['借', '1001', 1000],
    ['贷', '410101', 1000],
  ]);
  desk.post(fund, '2018-02-03', [
    ['借', '1001', 240],
    ['贷', '4301', 240],
  ]);
  desk.post(fund, '2018-02-05', [
    ['借', '5201', 90, office],
    ['贷', '1001', 90],
  ]);
}

function keep(carries: 'month' | 'year'): void {
  const { fund } = desk;
  const settings = desk.call('fundBooks.read', { entityId: fund });
  desk.call('fundBooks.save', { entityId: fund, name: '协会', settings: { ...settings, carries } });
}

const balance = (code: string, to: string): number => {
  const { rows } = desk.call('ledger.trialBalance', { entityId: desk.fund, from: '2018-01', to });
  const row = rows.find((one) => one.code === code);
  return row ? row.closingCreditFen - row.closingDebitFen : 0;
};

const sheetRow = (no: number, period: string): number =>
  desk.call('statements.fund', { entityId: desk.fund, period }).sheet.find((one) => one.no === no)!.endFen;

test('by the year: months close uncarried, December carries all; what is restricted stays restricted', () => {
  const { fund } = desk;
  aYear();
  for (const month of ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11']) {
    expect(desk.call('periods.close', { entityId: fund, period: `2018-${month}` }).voucherIds).toEqual([]);
  }
  expect(balance('4301', '2018-11')).toBe(24_000);
  expect(sheetRow(20, '2018-11')).toBe(115_000);
  const { voucherIds } = desk.call('periods.close', { entityId: fund, period: '2018-12' });
  expect(voucherIds).toHaveLength(2);
  expect(balance('4301', '2018-12')).toBe(0);
  expect(balance('310109', '2018-12')).toBe(115_000);
  expect(balance('310201', '2018-12')).toBe(30_000_000);
  expect(desk.failing(fund)).toEqual([]);
  const income = desk.call('vouchers.get', { id: voucherIds[0]! });
  expect(income.lines.map((line) => [line.summary, line.accountCode, line.debitFen, line.creditFen])).toEqual(
    [
      ['结转2018年度收入', '410101', 100_000, 0],
      ['结转2018年度收入', '4301', 24_000, 0],
      ['结转2018年度收入', '440102', 30_000_000, 0],
      ['结转2018年度收入', '310109', 0, 124_000],
      ['结转2018年度收入', '310201', 0, 30_000_000],
    ],
  );
});

test('by the year: a month alone is not carried', () => {
  aYear();
  expect(desk.refusal('periods.carryProfit', { entityId: desk.fund, period: '2018-02' })).toBe(
    'carried_by_year',
  );
});

test('by the month: each close carries its month', () => {
  const { fund } = desk;
  keep('month');
  aYear();
  expect(desk.call('periods.carryProfit', { entityId: fund, period: '2018-01' }).surplusFen).toBe(30_100_000);
  expect(desk.call('periods.close', { entityId: fund, period: '2018-01' }).voucherIds).toEqual([]);
  expect(desk.call('periods.close', { entityId: fund, period: '2018-02' }).voucherIds).toHaveLength(2);
  expect(balance('310109', '2018-02')).toBe(115_000);
  desk.call('periods.reopen', { entityId: fund, period: '2018-02', reason: '漏记', authorisedBy: '会长' });
  desk.post(fund, '2018-02-20', [
    ['借', '1001', 60],
    ['贷', '4301', 60],
  ]);
  const failing = desk
    .call('periods.check', { entityId: fund, period: '2018-02' })
    .filter((one) => !one.ok)
    .map((one) => one.id);
  expect(failing).toEqual(['profit-carried']);
  desk.call('periods.close', { entityId: fund, period: '2018-02' });
  expect(balance('310109', '2018-02')).toBe(121_000);
});

test('closing is each set of books’ own: months, order, reopening', () => {
  const { fund } = desk;
  aYear();
  expect(desk.refusal('periods.close', { entityId: fund, period: '2018-02' })).toBe('period_order');
  desk.call('periods.close', { entityId: fund, period: '2018-01' });
  expect(desk.call('periods.list', { entityId: fund }).currentPeriod).toBe('2018-02');
  expect(desk.call('periods.list', {}).currentPeriod).toBe('2018-01');
  expect(desk.refusal('periods.reopen', { period: '2018-01', reason: '漏记', authorisedBy: '理事长' })).toBe(
    'nothing_closed',
  );
  expect(
    desk.refusal('vouchers.save', {
      entityId: fund,
      date: '2018-01-31',
      attachments: 1,
      lines: [
        { summary: '收会费', account: '1001', debitFen: 100, creditFen: 0 },
        { summary: '收会费', account: '4201', debitFen: 0, creditFen: 100 },
      ],
    }),
  ).toBe('period_closed');
});

test.each(['periods.carryYear', 'periods.undoCarryYear'] as const)('%s is a cooperative’s', (method) => {
  const input = { entityId: desk.fund, year: 2018, reason: '改' };
  expect(desk.refusal(method, input)).toBe('fund_no_year');
});

test('an opening after January has the year so far, and December carries it too', () => {
  desk.close();
  desk = fundDesk('2018-07');
  const { fund } = desk;
  const nothing = { yearDebitFen: 0, yearCreditFen: 0 };
  expect(
    desk.call('openings.save', {
      entityId: fund,
      rows: [
        { account: '1001', balanceFen: 50_000, yearDebitFen: 24_000, yearCreditFen: 0 },
        { account: '310109', balanceFen: -26_000, ...nothing },
        { account: '4301', balanceFen: 0, yearDebitFen: 0, yearCreditFen: 24_000 },
      ],
    }),
  ).toEqual({ balanced: true, differenceFen: 0, warnings: [] });
  for (const month of ['07', '08', '09', '10', '11', '12']) {
    desk.call('periods.close', { entityId: fund, period: `2018-${month}` });
  }
  expect(balance('310109', '2018-12')).toBe(50_000);
  const { activity, checks } = desk.call('statements.fund', { entityId: fund, period: '2018-12' });
  expect(activity.find((one) => one.no === 3)).toMatchObject({
    month: { freeFen: 0 },
    year: { freeFen: 24_000, restrictedFen: 0 },
  });
  expect(checks.filter((one) => !one.ok)).toEqual([]);
  expect(desk.failing(fund)).toEqual([]);
});

test('the statements: assets are debts and net assets, free and restricted beside each other', () => {
  const { fund } = desk;
  aYear();
  desk.post(fund, '2018-02-20', [
    ['借', '310201', 100],
    ['贷', '310109', 100],
  ]);
  const { sheet, activity, checks, openFen } = desk.call('statements.fund', {
    entityId: fund,
    period: '2018-02',
  });
  const row = (no: number) => sheet.find((one) => one.no === no)?.endFen;
  expect([1, 9, 14, 20, 22, 24, 25].map(row)).toEqual([
    30_115_000, 30_115_000, 0, 125_000, 29_990_000, 30_115_000, 30_115_000,
  ]);
  expect(openFen).toBe(30_115_000);
  const of = (no: number) => activity.find((one) => one.no === no);
  expect(of(4)?.year).toEqual({ freeFen: 0, restrictedFen: 30_000_000 });
  expect(of(4)?.month).toEqual({ freeFen: 0, restrictedFen: 0 });
  expect(of(8)?.month).toEqual({ freeFen: 9_000, restrictedFen: 0 });
  expect(of(11)?.year).toEqual({ freeFen: 10_000, restrictedFen: -10_000 });
  expect(of(12)?.year).toEqual({ freeFen: 0, restrictedFen: 0 });
  expect(of(13)?.year).toEqual({ freeFen: 125_000, restrictedFen: 29_990_000 });
  expect(checks.map((one) => one.ok)).toEqual([true, true, true]);
});

test('what is not of these books is refused in words', () => {
  const { fund } = desk;
  expect(desk.refusal('statements.fund', { period: '2018-02' })).toBe('entity_not_fund');
  expect(desk.refusal('statements.get', { entityId: fund, period: '2018-02' })).toBe(
    'entity_not_cooperative',
  );
  expect(desk.refusal('statements.fund', { entityId: fund, period: '2017-12' })).toBe('before_books');
  expect(
    desk.attempt('openings.save', {
      entityId: fund,
      rows: [{ account: '4301', balanceFen: -1, yearDebitFen: 0, yearCreditFen: 0 }],
    }),
  ).toMatchObject({ error: { code: 'opening_row' } });
});
