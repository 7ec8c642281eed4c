import { afterEach, beforeEach, expect, test } from 'vitest';
import { FUND_CHART, FUND_ROLES } from '../../../shared/rules/chart/fund.ts';
import { posting } from '../../../shared/rules/posting/posting.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { accountsHandlers } from '../accounts/index.ts';
import { movementsOf, previewOf } from '../events/index.ts';
import { bookChecks, ledgerHandlers } from '../ledger/index.ts';
import { recordEvent, vouchersHandlers } from '../vouchers/index.ts';
import {
  booksOf,
  createFund,
  entitiesHandlers,
  fundOf,
  readFundBooks,
  readFundRules,
  saveFundRules,
} from './index.ts';

let workspace: TestWorkspace;
let fund: number;
beforeEach(() => {
  workspace = testWorkspace();
  const made = workspace.run((ctx) => createFund(ctx, '张家坝村互助资金协会', '2018-01'));
  fund = made.ok ? made.value : 0;
});
afterEach(() => workspace.close());

const codes = (entityId: number): string[] => {
  const list = accountsHandlers['accounts.list'](workspace.writing(), { entityId });
  return list.ok ? list.value.map((one) => one.code) : [];
};
const accountId = (role: string): number =>
  workspace.connection.get<{ id: number }>('SELECT id FROM account WHERE role = ?', role)!.id;

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
  expect(entitiesHandlers['entities.list'](workspace.writing(), {})).toMatchObject({
    value: [
      { kind: 'cooperative' },
      { id: fund, kind: 'fund', name: '张家坝村互助资金协会', firstPeriod: '2018-01' },
    ],
  });
  expect(booksOf(workspace.connection, undefined)).toMatchObject({ value: { id: 1, kind: 'cooperative' } });
  expect(fundOf(workspace.connection)).toMatchObject({ value: { id: fund } });
  expect(codes(fund)).toEqual(
    FUND_CHART.flatMap((one) => [one.code, ...one.subAccounts.map((sub) => sub.code)]),
  );
  expect(codes(1)).toContain('301');
  expect(codes(1)).not.toContain('1121');
});

test.each([
  ['第二协会', '2018-01', 'fund_exists'],
  ['鑫杰香菇种植专业合作社', '2018-01', 'entity_name_taken'],
  ['协会', '2019-04', 'period_future'],
])('refuses to make %s from %s: %s', (name, firstPeriod, code) => {
  if (code !== 'fund_exists') {
    workspace.close();
    workspace = testWorkspace();
  }
  const made = workspace.run((ctx) =>
    entitiesHandlers['entities.create'](ctx, { kind: 'fund', name, firstPeriod }),
  );
  expect(made.ok ? null : made.error.code).toBe(code);
});

test('its settings: how the books are kept, and the rules its subject keeps', () => {
  const read = () => readFundBooks(workspace.connection, fund);
  expect(read()).toEqual({
    voucherWords: '记',
    eventVoucherState: 'reviewed',
    chiefAccountant: '',
    bankMatchDays: 7,
    carries: 'year',
  });
  saveFundRules(workspace.connection, fund, { capFen: 1_000_000 });
  const saved = workspace.run((ctx) =>
    entitiesHandlers['fundBooks.save'](ctx, {
      entityId: fund,
      name: '村互助资金协会',
      settings: { ...read(), carries: 'month', voucherWords: '收付转' },
    }),
  );
  expect(saved.ok).toBe(true);
  expect(read()).toMatchObject({ carries: 'month', voucherWords: '收付转' });
  expect(readFundRules(workspace.connection, fund)).toEqual({ capFen: 1_000_000 });
  expect(entitiesHandlers['fundBooks.read'](workspace.writing(), { entityId: 1 })).toMatchObject({
    error: { code: 'entity_not_fund' },
  });
  expect(entitiesHandlers['settings.read'](workspace.writing(), { entityId: fund })).toMatchObject({
    error: { code: 'entity_not_cooperative' },
  });
});

const GRANT = posting('财政扶持资金到账', [
  { account: '@bank', side: 'debit', fen: 30_000_000, item: '基本存款账户' },
  { account: '@subsidyRestricted', side: 'credit', fen: 30_000_000 },
]);

test('postings name accounts by role, whatever their codes are', () => {
  const recoded = workspace.run((ctx) =>
    accountsHandlers['accounts.recode'](ctx, { id: accountId('subsidies'), code: '4402' }),
  );
  expect(recoded.ok).toBe(true);
  const made = workspace.run((ctx) =>
    recordEvent(ctx, {
      entityId: fund,
      date: '2018-03-01',
      source: { register: 'business', id: 1 },
      posting: GRANT,
    }),
  );
  expect(made).toMatchObject({ ok: true });
  const trial = ledgerHandlers['ledger.trialBalance'](workspace.writing(), {
    entityId: fund,
    from: '2018-03',
    to: '2018-03',
  });
  expect(
    trial.ok && trial.value.rows.filter((row) => row.closingDebitFen !== 0 || row.closingCreditFen !== 0),
  ).toMatchObject([
    { code: '1002', closingDebitFen: 30_000_000, level: 1 },
    { code: '4402', closingCreditFen: 30_000_000, level: 1 },
    { code: '440202', closingCreditFen: 30_000_000, level: 2 },
  ]);
  expect(previewOf(workspace.connection, fund, [GRANT])[0]?.lines.map((line) => line.accountCode)).toEqual([
    '1002',
    '440202',
  ]);
  expect(
    movementsOf(workspace.connection, fund, [GRANT]).map(({ account, role }) => [account, role]),
  ).toEqual([
    ['1002', 'bank'],
    ['440202', 'subsidyRestricted'],
  ]);
});

test.each([
  ['cash', '1003', null],
  ['cash', '1121', 'account_code'],
  ['cash', '2001', 'account_code'],
  ['cash', '10010', 'account_code'],
  ['netFree', '3103', null],
  ['reserve', '310105', null],
  ['reserve', '310109', 'account_code'],
  ['reserve', '320101', 'account_code'],
])('the code of %s becomes %s: %s', (role, code, fault) => {
  const done = workspace.run((ctx) =>
    accountsHandlers['accounts.recode'](ctx, { id: accountId(role), code }),
  );
  expect(done.ok ? null : done.error.code).toBe(fault);
  if (role === 'netFree') expect(codes(fund)).toContain('310301');
});

test('a cooperative’s codes are the regulation’s', () => {
  const id = workspace.connection.get<{ id: number }>(
    `SELECT id FROM account WHERE entity_id = 1 AND code = '101'`,
  )!.id;
  const done = workspace.run((ctx) => accountsHandlers['accounts.recode'](ctx, { id, code: '102' }));
  expect(done).toMatchObject({ error: { code: 'account_code' } });
  const named = workspace.run((ctx) => accountsHandlers['accounts.rename'](ctx, { id, name: '现金' }));
  expect(named).toMatchObject({ error: { code: 'account_statutory' } });
});

test('an association’s accounts are named as its county names them, and keep their explanation', () => {
  const named = workspace.run((ctx) =>
    accountsHandlers['accounts.rename'](ctx, { id: accountId('loans'), name: '应收账款—借款' }),
  );
  expect(named.ok).toBe(true);
  const list = accountsHandlers['accounts.list'](workspace.writing(), { entityId: fund });
  const loans = list.ok ? list.value.find((one) => one.role === 'loans') : undefined;
  expect(loans).toMatchObject({ name: '应收账款—借款', dims: ['member'] });
  expect(loans?.explanation).toContain('借款台账');
});

test.each([
  ['1121', 'account_no_sub'],
  ['1001', 'account_no_sub'],
  ['2202', null],
  ['3101', null],
])('a sub-account of %s: %s', (parentCode, fault) => {
  const added = workspace.run((ctx) =>
    accountsHandlers['accounts.add'](ctx, { entityId: fund, parentCode, name: '另设' }),
  );
  expect(added.ok ? null : added.error.code).toBe(fault);
});

test('a new association’s books hold every equation', () => {
  expect(bookChecks(workspace.connection, fund).filter((one) => !one.ok)).toEqual([]);
});

test('vouchers are numbered in each set of books by themselves', () => {
  const save = (entityId: number, debit: string, credit: string) =>
    workspace.run((ctx) => {
      const item = (dim: string) =>
        ctx.db.get<{ id: number }>(
          'SELECT id FROM analysis_item WHERE entity_id = ? AND dim = ? LIMIT 1',
          entityId,
          dim,
        )!.id;
      return vouchersHandlers['vouchers.save'](ctx, {
        entityId,
        date: '2018-02-01',
        attachments: 1,
        lines: [
          { summary: '存现', account: debit, debitFen: 100, creditFen: 0, itemId: item('bank') },
          { summary: '存现', account: credit, debitFen: 0, creditFen: 100 },
        ],
      });
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
