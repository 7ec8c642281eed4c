import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import { parseRate } from '../../../shared/rules/sheet/kinds/fundLoans.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { createFund } from '../entities/index.ts';
import { fundHandlers } from '../fund/index.ts';
import { bookChecks } from '../ledger/index.ts';
import { createHousehold, createPerson } from '../village/index.ts';
import { csv, idNumberOf, imported } from './importingForTests.ts';

const SAMPLES = join(import.meta.dirname, '../../../../shared/data');

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace()));
afterEach(() => {
  expect(bookChecks(workspace.connection, 1).filter((one) => !one.ok && one.level === 'block')).toEqual([]);
  workspace.close();
});

function ask<M extends keyof typeof fundHandlers>(method: M, input: Input<M>): Output<M> {
  const handler = fundHandlers[method] as unknown as (ctx: Writing, input: unknown) => Result<Output<M>>;
  const result = workspace.run((ctx) => handler(ctx, contract[method].input.parse(input)));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const failing = (): string[] =>
  bookChecks(workspace.connection, 2)
    .filter((one) => !one.ok && one.level === 'block')
    .map((one) => one.id);

describe.skipIf(!existsSync(join(SAMPLES, '互助资金借款台账.xlsx')))('the sample register', () => {
  const [households, loans] = ['户籍花名册.xlsx', '互助资金借款台账.xlsx'].map((name) =>
    join(SAMPLES, name),
  ) as [string, string];
  interface Expected {
    loans: number;
    principal: number;
    groups: number[];
    repayments: number;
    repaid: number;
    fees: number;
    overdueAt20181231: string[];
  }
  const expected = (): Expected =>
    (JSON.parse(readFileSync(join(SAMPLES, 'expected.json'), 'utf8')) as { files: Record<string, Expected> })
      .files['互助资金借款台账.xlsx']!;

  test('34 loans in six groups, 57 repayments, two overdue; the association comes with it; a second time all is the same', async () => {
    await imported(workspace, 'households', households);
    const done = await imported(workspace, 'fund-loans', loans);
    expect(done).toMatchObject({ total: 34, created: 34, same: 0, refused: [] });
    expect(done.warnings.map((one) => one.reason.slice(0, 30))).toEqual([
      '还没有互助资金协会，随本表建立“张家坝村互助资金协会”，账本',
    ]);
    const want = expected();
    expect(ask('fund.get', {})).toMatchObject({ name: '张家坝村互助资金协会', firstPeriod: '2019-01' });
    const rows = ask('fund.loans', { asOf: '2018-12-31' });
    expect(rows).toHaveLength(want.loans);
    expect(rows.reduce((sum, row) => sum + row.principalFen, 0)).toBe(want.principal);
    expect(
      rows
        .filter((row) => row.state === 'overdue')
        .map((row) => row.no)
        .sort(),
    ).toEqual(want.overdueAt20181231);
    expect(rows.filter((row) => row.behindFen > 0)).toEqual([]);
    expect(rows.reduce((sum, row) => sum + row.repaidFen, 0)).toBe(want.repaid);
    expect(rows.reduce((sum, row) => sum + row.feePaidFen, 0)).toBe(want.fees);
    const back = ask('fund.repayments', {});
    expect(back).toHaveLength(want.repayments);
    // No fee differs from the rule's: none is owed beside the lumps', none was made up.
    expect(ask('fund.fees', {}).every((line) => line.fen === line.paidFen)).toBe(true);
    const groups = ask('fund.groups', { asOf: '2018-12-31' });
    expect(groups.map((group) => group.size)).toEqual(want.groups);
    expect(groups.filter((group) => group.overdueFen > 0).map((group) => group.name)).toEqual([
      '第4互助小组',
      '第5互助小组',
    ]);
    // 何满仓: the last instalment took the remainder, and all is paid.
    const he = rows.find((row) => row.no === 'HZ2018032')!;
    expect(he).toMatchObject({ state: 'settled', repaidFen: 10_000_00, feePaidFen: 325_00, feeOwedFen: 0 });
    const { schedule, repayments } = ask('fund.loan', { id: he.id, asOf: '2018-12-31' });
    expect(schedule.map((row) => [row.dueOn, row.principalFen, row.feeFen])).toEqual(
      repayments.map((row) => [row.date, row.principalFen, row.feeFen]),
    );
    // History: no voucher, the openings come of the registers.
    expect(workspace.connection.get(`SELECT COUNT(*) AS n FROM voucher WHERE entity_id = 2`)).toEqual({
      n: 0,
    });
    expect(ask('fund.position', { asOf: '2018-12-31' })).toMatchObject({
      lentFen: want.principal - want.repaid,
      overdueLoans: 2,
      members: 34,
      households: 34,
      groups: 6,
      inBooks: false,
    });
    expect(failing()).toEqual([]);
    const again = await imported(workspace, 'fund-loans', loans);
    expect(again).toMatchObject({ total: 34, created: 0, changed: 0, same: 34, refused: [], warnings: [] });
  });

  test('without a register of households the borrowers come with it', async () => {
    const done = await imported(workspace, 'fund-loans', loans);
    expect(done).toMatchObject({ created: 34, refused: [] });
    expect(done.warnings.filter((one) => one.reason === '不在户籍花名册，已按本表新建')).toHaveLength(34);
    expect(ask('fund.members', { asOf: '2018-12-31' })).toHaveLength(34);
  });

  test('into an association whose books have begun, each row makes its voucher', async () => {
    workspace.run((ctx) => createFund(ctx, '互助协会', '2017-10'));
    const done = await imported(workspace, 'fund-loans', loans);
    expect(done).toMatchObject({ created: 34, refused: [] });
    // 34 pay-outs and 57 repayments.
    expect(workspace.connection.get(`SELECT COUNT(*) AS n FROM voucher WHERE entity_id = 2`)).toEqual({
      n: 91,
    });
    expect(failing()).toEqual([]);
  });
});

const HEADER = [
  '小组',
  '借款人',
  '身份证号',
  '组别',
  '借据号',
  '金额',
  '用途',
  '借款日',
  '到期日',
  '占用费率',
  '还款方式',
];
const row = (no: number, more: Partial<Record<(typeof HEADER)[number], string>> = {}): string[] => {
  const plain: Record<string, string> = {
    小组: '第1互助小组',
    借款人: `张${'一二三四五六七八九'[no] ?? '十'}`,
    身份证号: idNumberOf(no),
    组别: '1组',
    借据号: `HZ201800${no}`,
    金额: '10000',
    用途: '香菇',
    借款日: '2018-03-01',
    到期日: '2019-03-01',
    占用费率: '5‰/月',
    还款方式: '整借整还',
    ...more,
  };
  return HEADER.map((title) => plain[title] ?? '');
};
const CSV = { fileName: 'a.csv' };
const sheet = (...rows: string[][]): Uint8Array => csv([HEADER, ...rows]);

describe('what is refused', () => {
  test.each([
    [{ 占用费率: '5%' }, '“5%”分不清是按月还是按年，请写成 5‰/月 或 6%/年'],
    [{ 占用费率: '五厘' }, '“五厘”不是占用费率，请写成 5‰/月 或 6%/年'],
    [{ 还款方式: '随便' }, '“随便”不是还款方式，请写整借整还或整借零还'],
    [{ 到期日: '2018-03-01' }, '到期日 2018-03-01 不在借款日 2018-03-01 之后'],
    [{ 金额: '0' }, '金额是 0'],
    [{ 借款日: '2019-03-02', 到期日: '2020-03-02' }, '日期 2019-03-02 在今天（2019-03-01）之后'],
    [{ 借据号: 'HZ2018001' }, '借据号重复'],
    [{ 小组: '' }, '小组没有填'],
  ])('%o', async (more, reason) => {
    const done = await imported(workspace, 'fund-loans', sheet(row(1), row(2, more)), CSV);
    expect(done.created).toBe(1);
    expect(done.refused.map((one) => one.reason).join()).toContain(reason);
  });

  test('a second member of a household, another’s number, and an amount that differs from the books', async () => {
    workspace.run((ctx) => {
      const home = createHousehold(
        ctx,
        { code: 'H001', groupNo: 1, category: '一般', phone: '', note: '' },
        { name: '张二', relation: '户主', idNumber: idNumberOf(1), phone: '', card: null },
      );
      if (!home.ok) return home;
      const wife = { name: '张三', relation: '妻', idNumber: idNumberOf(2), phone: '', card: null };
      return createPerson(ctx, wife, { householdId: home.value.id });
    });
    const done = await imported(workspace, 'fund-loans', sheet(row(1), row(2), row(3)), CSV);
    expect(done.refused.map((one) => one.reason)).toEqual(['H001 这一户已经有会员张二，一户只能一人入会']);
    expect(ask('fund.members', {}).map((one) => [one.name, one.isExempt])).toEqual([
      ['张二', true],
      ['张四', false],
    ]);
    const again = await imported(
      workspace,
      'fund-loans',
      sheet(
        row(1, { 金额: '9000' }),
        row(4, { 借据号: 'HZ2018003' }),
        row(5, { 借款人: '李五', 身份证号: idNumberOf(3) }),
      ),
      CSV,
    );
    expect(again.refused.map((one) => one.reason)).toEqual([
      '已经登记的是 10,000.00 元，请核对',
      '借据号 HZ2018003 已经登记给张四，请核对借据号',
      expect.stringContaining('姓名写的是李五，这个身份证号登记的是'),
    ]);
  });
});

test.each([
  ['5‰/月', { per: 'mille-month', rate: '5' }],
  ['月5‰', { per: 'mille-month', rate: '5' }],
  ['5.5‰', { per: 'mille-month', rate: '5.5' }],
  ['６%/年', { per: 'percent-year', rate: '6' }],
  ['年利率4.35%', { per: 'percent-year', rate: '4.35' }],
  ['0.5%/月', { per: 'mille-month', rate: '5' }],
  ['0.525%/月', { per: 'mille-month', rate: '5.25' }],
  ['1.2%/月', { per: 'mille-month', rate: '12' }],
])('a rate written %s', (text, rate) => {
  expect(parseRate({ kind: 'text', text })).toEqual({ ok: true, value: rate });
});
