import { afterEach, beforeEach, expect, test } from 'vitest';
import { FUND_CHART, FUND_ROLES } from '../../../shared/rules/chart/fund.ts';
import { posting } from '../../../shared/rules/posting/posting.ts';
import { testWorkspace } from '../../workspace/testing.ts';
import { movementsOf, previewOf } from '../events/index.ts';
import { recordEvent } from '../vouchers/index.ts';
import { type FundDesk, fundDesk } from './fundDeskForTests.ts';
import { booksOf, createFund, fundOf, readFundRules, saveFundRules } from './index.ts';

let desk: FundDesk;
beforeEach(() => (desk = fundDesk()));
afterEach(() => desk.close());

const codes = (entityId: number): string[] => desk.call('accounts.list', { entityId }).map((one) => one.code);

test('every role of the chart is one account, codes ascend and follow their parents', () => {
  const written = FUND_CHART.flatMap((one) => [one, ...one.subAccounts]);
  expect(written.map((one) => one.role).sort()).toEqual([...FUND_ROLES].sort());
  const all = written.map((one) => one.code);
  expect(all).toEqual([...all].sort());
  for (const one of FUND_CHART) {
    expect(one.code).toMatch(/^\d{4}$/u);
    for (const sub of one.subAccounts) expect(sub.code).toMatch(new RegExp(`^${one.code}\\d{2}$`, 'u'));
  }
});

test('an association has its own chart beside the cooperative’s', () => {
  const { fund, workspace } = desk;
  expect(desk.call('entities.list', {})).toMatchObject([
    { kind: 'cooperative' },
    { id: fund, kind: 'fund', name: '张家坝村互助资金协会', firstPeriod: '2018-01' },
  ]);
  expect(booksOf(workspace.connection, undefined)).toMatchObject({ value: { id: 1, kind: 'cooperative' } });
  expect(fundOf(workspace.connection)).toMatchObject({ value: { id: fund } });
  expect(codes(fund)).toEqual(
    FUND_CHART.flatMap((one) => [one.code, ...one.subAccounts.map((sub) => sub.code)]),
  );
  expect(codes(1)).toContain('301');
  expect(codes(1)).not.toContain('1121');
});

test('a second association is refused', () => {
  const input = { kind: 'fund', name: '第二协会', firstPeriod: '2018-01' } as const;
  expect(desk.attempt('entities.create', input)).toMatchObject({
    error: {
      code: 'fund_exists',
      fields: { name: expect.stringContaining('张家坝村互助资金协会') as string },
    },
  });
});

test.each([
  ['鑫杰香菇种植专业合作社', '2018-01', 'entity_name_taken'],
  ['协会', '2019-04', 'period_future'],
  ['协会', '2019-03', null],
])('an association %s from %s: %s', (name, firstPeriod, code) => {
  const bare = testWorkspace();
  const made = bare.run((ctx) => createFund(ctx, name, firstPeriod));
  expect(made.ok ? null : made.error.code).toBe(code);
  expect(fundOf(bare.connection).ok).toBe(code === null);
  bare.close();
});

test('its settings: how the books are kept, and the rules its subject keeps', () => {
  const { fund, workspace } = desk;
  const read = () => desk.call('fundBooks.read', { entityId: fund });
  expect(read()).toEqual({
    voucherWords: '记',
    eventVoucherState: 'reviewed',
    chiefAccountant: '',
    bankMatchDays: 7,
    carries: 'year',
  });
  saveFundRules(workspace.connection, fund, { capFen: 1_000_000 });
  desk.call('fundBooks.save', {
    entityId: fund,
    name: '村互助资金协会',
    settings: { ...read(), carries: 'month', voucherWords: '收付转' },
  });
  expect(read()).toMatchObject({ carries: 'month', voucherWords: '收付转' });
  expect(desk.call('entities.list', {})[1]?.name).toBe('村互助资金协会');
  expect(readFundRules(workspace.connection, fund)).toEqual({ capFen: 1_000_000 });
  expect(desk.refusal('fundBooks.read', { entityId: 1 })).toBe('entity_not_fund');
  expect(desk.refusal('settings.read', { entityId: fund })).toBe('entity_not_cooperative');
});

const GRANT = posting('财政扶持资金到账', [
  { account: '@bank', side: 'debit', fen: 30_000_000, item: '基本存款账户' },
  { account: '@subsidyRestricted', side: 'credit', fen: 30_000_000 },
]);

test('postings name accounts by role, whatever their codes are', () => {
  const { fund, workspace } = desk;
  const db = workspace.connection;
  desk.call('accounts.recode', { id: desk.account('subsidies'), code: '4402' });
  const source = { register: 'business', id: 1 } as const;
  const made = workspace.run((ctx) =>
    recordEvent(ctx, { entityId: fund, date: '2018-03-01', source, posting: GRANT }),
  );
  expect(made.ok).toBe(true);
  const trial = desk.call('ledger.trialBalance', { entityId: fund, from: '2018-03', to: '2018-03' });
  expect(trial.rows).toMatchObject([
    { code: '1002', closingDebitFen: 30_000_000, level: 1 },
    { code: '4402', closingCreditFen: 30_000_000, level: 1 },
    { code: '440202', closingCreditFen: 30_000_000, level: 2 },
  ]);
  expect(desk.call('ledger.trialBalance', { from: '2018-03', to: '2018-03' }).rows).toEqual([]);
  expect(previewOf(db, fund, [GRANT])[0]?.lines.map((line) => line.accountCode)).toEqual(['1002', '440202']);
  expect(movementsOf(db, fund, [GRANT]).map(({ account, role }) => [account, role])).toEqual([
    ['1002', 'bank'],
    ['440202', 'subsidyRestricted'],
  ]);
});

test.each([
  ['cash', '1003', null],
  ['cash', '1001', null],
  ['cash', '1121', 'account_code'],
  ['cash', '2001', 'account_code'],
  ['cash', '10010', 'account_code'],
  ['netFree', '3103', null],
  ['reserve', '310105', null],
  ['reserve', '310109', 'account_code'],
  ['reserve', '320101', 'account_code'],
])('the code of %s becomes %s: %s', (role, code, fault) => {
  expect(desk.refusal('accounts.recode', { id: desk.account(role), code })).toBe(fault);
  if (role === 'netFree') expect(codes(desk.fund)).toContain('310301');
});

test('a cooperative’s codes and names are the regulation’s', () => {
  const { id } = desk.call('accounts.list', {}).find((one) => one.code === '101')!;
  expect(desk.refusal('accounts.recode', { id, code: '102' })).toBe('account_code');
  expect(desk.refusal('accounts.rename', { id, name: '现金' })).toBe('account_statutory');
});

test('an association’s accounts are named as its county names them, and keep their explanation', () => {
  desk.call('accounts.rename', { id: desk.account('loans'), name: '应收账款—借款' });
  const loans = desk.call('accounts.list', { entityId: desk.fund }).find((one) => one.role === 'loans');
  expect(loans).toMatchObject({ name: '应收账款—借款', dims: ['member'] });
  expect(loans?.explanation).toContain('借款台账');
});

test('templates of vouchers follow a changed code', () => {
  const { fund } = desk;
  desk.call('vouchers.saveTemplate', {
    entityId: fund,
    name: '存现',
    lines: [
      {
        summary: '存现',
        account: '1002',
        debitFen: 100,
        creditFen: 0,
        itemId: desk.item(fund, 'bank'),
      },
      { summary: '存现', account: '1001', debitFen: 0, creditFen: 100 },
    ],
  });
  desk.call('accounts.recode', { id: desk.account('cash'), code: '1003' });
  const [template] = desk.call('vouchers.templates', { entityId: fund });
  expect(template?.lines.map((line) => line.account)).toEqual(['1002', '1003']);
});

test.each([
  ['1121', 'account_no_sub'],
  ['1001', 'account_no_sub'],
  ['5201', 'account_no_sub'],
  ['2202', null],
  ['3101', null],
])('a sub-account of %s: %s', (parentCode, fault) => {
  expect(desk.refusal('accounts.add', { entityId: desk.fund, parentCode, name: '另设' })).toBe(fault);
});

test.each([
  ['feesDue', null],
  ['payables', null],
  ['cash', 'account_needed'],
  ['undistributed', 'account_needed'],
])('%s is switched off: %s', (role, fault) => {
  expect(desk.refusal('accounts.enable', { id: desk.account(role), enabled: false })).toBe(fault);
});

test('a new association’s books hold every equation, and there is none of a cooperative’s', () => {
  expect(desk.failing(desk.fund)).toEqual([]);
  const ids = desk.call('periods.check', { entityId: desk.fund, period: '2018-01' }).map((one) => one.id);
  expect(ids).toContain('fund-01-end');
  expect(ids).not.toContain('control-301');
  expect(ids.filter((id) => /^0[123]-/u.test(id))).toEqual([]);
});

test('vouchers are numbered in each set of books by themselves', () => {
  const { fund } = desk;
  const save = (entityId: number, debit: string, credit: string) =>
    desk.attempt('vouchers.save', {
      entityId,
      date: '2018-02-01',
      attachments: 1,
      lines: [
        {
          summary: '存现',
          account: debit,
          debitFen: 100,
          creditFen: 0,
          itemId: desk.item(entityId, 'bank'),
        },
        { summary: '存现', account: credit, debitFen: 0, creditFen: 100 },
      ],
    });
  expect(save(1, '102', '101')).toMatchObject({ value: { word: '记', number: 1 } });
  expect(save(fund, '1002', '1001')).toMatchObject({ value: { word: '记', number: 1 } });
  const short = save(fund, '1002', '1001');
  expect(short).toMatchObject({ value: { number: 2 } });
  expect(short.ok ? short.value.warnings : []).toEqual([
    '现金在 2018-02-01 会成为 -2.00 元，现金不能透支。请核对日期和金额。',
  ]);
  expect(save(fund, '102', '101')).toMatchObject({ error: { code: 'account_unknown' } });
});
