import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sheetOf, type Written } from '../../../shared/rules/sheet/sheetForTests.ts';
import { parseSubsidisedLoans } from '../../../shared/rules/sheet/kinds/subsidisedLoans.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { loansHandlers, villageChecks } from '../loans/index.ts';
import { createHousehold } from '../village/index.ts';
import { idNumberOf, imported } from './importingForTests.ts';
import { planSubsidisedLoans } from './subsidisedLoans.ts';

const SAMPLES = join(import.meta.dirname, '../../../../shared/data');

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
});
afterEach(() => workspace.close());

function list(asOf: string, search?: string) {
  const handler = loansHandlers['loans.list'];
  if (typeof handler !== 'function') throw new Error('a plain handler');
  const found = handler(workspace.writing(), { asOf, search });
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

describe.skipIf(!existsSync(join(SAMPLES, '产业扶持贴息贷款台账.xlsx')))('the sample register', () => {
  const expected = existsSync(join(SAMPLES, 'expected.json'))
    ? (
        JSON.parse(readFileSync(join(SAMPLES, 'expected.json'), 'utf8')) as {
          files: Record<
            string,
            { loans: number; principal: number; flaggedUse: string[]; repayments: number; repaid: number }
          >;
        }
      ).files['产业扶持贴息贷款台账.xlsx']!
    : null;
  const file = join(SAMPLES, '产业扶持贴息贷款台账.xlsx');

  test.each([true, false])('after the household register: %s', async (isAfter) => {
    const households = join(SAMPLES, '户籍花名册.xlsx');
    if (isAfter) await imported(workspace, 'households', households);
    const first = await imported(workspace, 'subsidised-loans', file);
    expect(first).toMatchObject({ total: 127, created: expected!.loans, changed: 0, same: 0, refused: [] });
    const totals = list('2018-12-31').totals;
    expect(totals).toMatchObject({
      loans: expected!.loans,
      drawnFen: expected!.principal,
      repaidFen: expected!.repaid,
      balanceFen: expected!.principal - expected!.repaid,
      overdueFen: 0,
    });
    if (isAfter) expect(totals.households).toBe(127);
    const flagged = first.warnings.filter((one) => one.reason.includes('户贷企用'));
    expect(
      flagged.map(
        (one) =>
          first.preview.rows
            .find((row) => row.row === one.row && row.sheet === one.sheet)!
            .title.split(' ')[0],
      ),
    ).toEqual(expected!.flaggedUse);
    expect(
      workspace.connection.get<{ rows: number; fen: number }>(
        `SELECT COUNT(*) AS rows, SUM(principal_fen) AS fen FROM bank_loan_event WHERE kind = 'repayment'`,
      ),
    ).toEqual({ rows: expected!.repayments, fen: expected!.repaid });
    const again = await imported(workspace, 'subsidised-loans', file);
    expect(again).toMatchObject({ total: 127, created: 0, changed: 0, same: 127, refused: [] });
    expect(villageChecks(workspace.connection).every((one) => one.ok)).toBe(true);
    if (!isAfter) {
      // The borrowers are in the register now; their households come with it.
      const register = await imported(workspace, 'households', households);
      expect(register.refused).toEqual([]);
    }
  });
});

const HEADER = [
  ...[
    '组',
    '户主',
    '借款人',
    '与户主关系',
    '身份证号',
    '户类型',
    '联系电话',
    '一卡通号',
    '承贷银行',
    '合同号',
    '借据号',
  ],
  ...[
    '贷款金额',
    '用途',
    '放款日',
    '到期日',
    '期限(月)',
    '年利率',
    '结息方式',
    '贴息比例',
    '贴息方式',
    '状态',
  ],
];
type Row = readonly Written[];
const LOAN: Row = [
  ...['1组', '陈大', '陈大', '本人', null, '脱贫户', null, null, '信用社', 'HT1', 'JJ1'],
  ...[30000, '香菇', '2018-05-22', '2021-05-22', 36, 0.0475, '按季', 1, '先付后贴', '正常'],
];
const REPAID = ['借据号', '户主', '日期', '归还本金', '备注'];
const at = (title: string): number => HEADER.indexOf(title);

const parsed = (loans: readonly Row[], repayments: readonly Row[] = []) =>
  parseSubsidisedLoans([
    sheetOf([['产业扶持贴息贷款台账'], ['单位:元'], HEADER, ...loans], [], '贴息贷款'),
    ...(repayments.length > 0 ? [sheetOf([['还款明细'], REPAID, ...repayments], [], '还款明细')] : []),
  ]);
function run(loans: readonly Row[], repayments: readonly Row[] = []) {
  const parse = parsed(loans, repayments);
  if (parse.fatal !== null) throw new Error(parse.fatal);
  const plan = planSubsidisedLoans(workspace.writing(), parse);
  const written = workspace.run((ctx) => {
    const { lastId } = ctx.db.run(
      `INSERT INTO import (entity_id, kind, file_name, file_sha256, created_count, changed_count, same_count, refused_count, operator,
         recorded_at) VALUES (1, 'subsidised-loans', 'a.xlsx', '', 0, 0, 0, 0, '', '')`,
    );
    return plan.carryOut(ctx, lastId);
  });
  if (!written.ok) throw new Error(written.error.message);
  return plan.summary();
}

describe('what a row says', () => {
  test.each<[string, string, Written, Record<string, unknown>]>([
    ['a rate in percent format', '年利率', 0.0475, { ratePercent: '4.75' }],
    ['a rate as text', '年利率', '4.35%', { ratePercent: '4.35' }],
    ['a rate as a number of percent', '年利率', 4.35, { ratePercent: '4.35' }],
    ['a ratio of one', '贴息比例', 1, { subsidyPercent: '100' }],
    ['a ratio in part', '贴息比例', 0.7, { subsidyPercent: '70' }],
    ['a ratio as text', '贴息比例', '70%', { subsidyPercent: '70' }],
    ['a ratio of a hundred', '贴息比例', 100, { subsidyPercent: '100' }],
    ['no ratio said', '贴息比例', null, { subsidyPercent: null }],
    ['monthly', '结息方式', '按月结息', { settlement: 'monthly' }],
    ['at maturity', '结息方式', '利随本清', { settlement: 'at-maturity' }],
    ['the bank gets it', '贴息方式', '银行代扣', { payee: 'bank' }],
    ['watched household', '户类型', '监测户', { householdKind: '监测户' }],
    ['poor by its old name', '户类型', '建档立卡贫困户', { householdKind: '脱贫户' }],
    ['dates with points', '放款日', '2018.5.22', { startsOn: '2018-05-22' }],
    ['money as text', '贷款金额', '￥30,000.00元', { amountFen: 3_000_000 }],
  ])('%s', (_, title, cell, expected) => {
    const { records, refused } = parsed([LOAN.with(at(title), cell)]);
    expect(refused).toEqual([]);
    expect(records).toMatchObject([expected]);
  });

  test.each<[string, string, Written, RegExp]>([
    ['no 借据号', '借据号', null, /借据号没有填/u],
    ['no amount', '贷款金额', 0, /贷款金额是 0/u],
    ['due before the draw', '到期日', '2018-05-22', /不晚于放款日/u],
    ['no such day', '放款日', '2018-02-30', /没有这一天/u],
    ['a rate of nothing', '年利率', 0, /年利率是 0/u],
    ['a rate beyond belief', '年利率', 475, /太高/u],
    ['a ratio beyond all', '贴息比例', '120%', /超过 100%/u],
    ['an unknown settlement', '结息方式', '随便', /认不出来/u],
    ['a wrong check digit', '身份证号', '610727188511112056', /校验/u],
    ['an amount in part of a fen', '贷款金额', 30000.005, /两位小数/u],
  ])('%s is refused with its cell', (_, title, cell, reason) => {
    const { records, refused } = parsed([LOAN.with(at(title), cell)]);
    expect(records).toEqual([]);
    const column = String.fromCharCode(65 + at(title));
    expect(refused).toMatchObject([{ row: 4, column, reason: expect.stringMatching(reason) as string }]);
  });

  test('a 借据号 twice; a total that is wrong refuses the file', () => {
    expect(parsed([LOAN, LOAN]).refused).toMatchObject([
      { row: 5, reason: expect.stringMatching(/与第 4 行重复/u) as string },
    ]);
    const total: Row = ['合计', ...HEADER.slice(1).map((title) => (title === '贷款金额' ? 30001 : null))];
    expect(parsed([LOAN, total]).fatal).toMatch(/合计写的是 30001，各行相加是 30000/u);
    expect(
      parsed(
        [LOAN],
        [
          ['JJ1', '陈大', '2018-12-01', 100, ''],
          ['合计', '', '', 99, ''],
        ],
      ).fatal,
    ).toMatch(/“还款明细”.*合计写的是 99/u);
  });

  test.each<[string, Row, string, RegExp]>([
    ['of a loan that is not there', ['JJ9', '陈大', '2018-12-01', 100, ''], 'A', /没有借据号 JJ9/u],
    ['of somebody else', ['JJ1', '王二', '2018-12-01', 100, ''], 'B', /借款人是陈大/u],
    ['before the draw', ['JJ1', '陈大', '2018-05-21', 100, ''], 'C', /早于放款日/u],
    ['more than the loan', ['JJ1', '陈大', '2018-12-01', 30001, ''], 'D', /超过贷款金额/u],
    ['of nothing', ['JJ1', '陈大', '2018-12-01', 0, ''], 'D', /归还本金是 0/u],
  ])('a repayment %s is refused alone', (_, row, column, reason) => {
    const { records, refused } = parsed([LOAN], [row]);
    expect(records).toMatchObject([{ repayments: [] }]);
    expect(refused).toMatchObject([
      { sheet: '还款明细', row: 3, column, reason: expect.stringMatching(reason) as string },
    ]);
  });
});

describe('what the register makes of it', () => {
  const household = (code: string, name: string, idNumber: string | null) => {
    const facts = { code, groupNo: 1, category: '脱贫' as const, phone: '', note: '', statedPeople: 2 };
    const head = { name, relation: '户主', idNumber, phone: '', card: null };
    const made = workspace.run((ctx) => createHousehold(ctx, facts, head));
    if (!made.ok) throw new Error(made.error.message);
    return made.value;
  };

  test('somebody new in the household of the head that is named', () => {
    household('H001', '陈大', idNumberOf(1));
    const son = LOAN.with(at('借款人'), '陈小')
      .with(at('与户主关系'), '长子')
      .with(at('身份证号'), idNumberOf(2));
    const summary = run([son]);
    expect(summary).toMatchObject({ created: 1, refused: [] });
    expect(summary.warnings.map((one) => one.reason).join()).toMatch(
      /陈小不在户籍里，登记到1组 H001 陈大户下/u,
    );
    expect(list('2018-12-31').rows).toMatchObject([
      { householdCode: 'H001', headName: '陈大', borrowerName: '陈小', relation: '长子', groupNo: 1 },
    ]);
  });

  test('a file brought in later adds the repayments that are new, and nothing else', () => {
    household('H001', '陈大', null);
    const repaid: Row = ['JJ1', '陈大', '2018-12-01', 100, ''];
    expect(run([LOAN], [repaid])).toMatchObject({ created: 1 });
    expect(run([LOAN], [repaid])).toMatchObject({ same: 1, created: 0 });
    // The same day and amount twice is two.
    expect(run([LOAN], [repaid, repaid, ['JJ1', '陈大', '2018-12-05', 50, '']])).toMatchObject({
      changed: 1,
    });
    expect(list('2018-12-31').totals.repaidFen).toBe(25_000);
    expect(run([LOAN], [repaid, repaid])).toMatchObject({ same: 1 });
  });

  test.each<[string, string, Written, string, RegExp]>([
    ['another amount', '贷款金额', 29000, '贷款金额', /已登记的金额是 30,000\.00 元/u],
    ['another draw', '放款日', '2018-05-23', '放款日', /已登记的放款日是 2018-05-22/u],
    ['another due day', '到期日', '2021-05-21', '到期日', /已登记的到期日是 2021-05-22/u],
    ['another borrower', '借款人', '陈二', '借款人', /已登记在陈大名下/u],
  ])('a known 借据号 with %s is refused', (_, title, cell, at_, reason) => {
    run([LOAN]);
    const summary = run([LOAN.with(at(title), cell)]);
    const column = String.fromCharCode(65 + at(at_));
    expect(summary.refused).toMatchObject([
      { row: 4, column, reason: expect.stringMatching(reason) as string },
    ]);
  });

  test('an extension of a later file is registered once; other cells that changed are said', () => {
    run([LOAN]);
    const extended = [...LOAN, '2021-11-22'];
    const late = (cell: Written): Row => [...LOAN, cell];
    HEADER.push('展期至');
    try {
      expect(run([extended])).toMatchObject({ changed: 1, warnings: [] });
      expect(list('2021-06-01').rows).toMatchObject([{ dueOn: '2021-11-22', state: 'extended' }]);
      expect(run([extended])).toMatchObject({ same: 1, warnings: [] });
      expect(run([late('2021-12-22')]).warnings).toMatchObject([
        { row: 4, column: 'V', reason: expect.stringMatching(/已登记展期至 2021-11-22，没有改/u) as string },
      ]);
    } finally {
      HEADER.pop();
    }
    const other = LOAN.with(at('用途'), '木耳')
      .with(at('结息方式'), '按月')
      .with(at('贴息比例'), 0.7)
      .with(at('贴息方式'), '银行代扣');
    const said = run([other]);
    expect(said).toMatchObject({ same: 1 });
    expect(said.warnings.map((one) => one.reason.split('与登记的')[0]).sort()).toEqual([
      ...['用途', '结息方式', '贴息方式', '贴息比例'],
    ]);
  });

  test('repayments beside those typed by hand are refused with their loan, not with the file', () => {
    run([LOAN], [['JJ1', '陈大', '2018-12-01', 20000, '']]);
    const other = LOAN.with(at('借据号'), 'JJ2').with(at('借款人'), '王二').with(at('户主'), '王二');
    // The same money under another day: 40,000 of 30,000.
    const summary = run([LOAN, other], [['JJ1', '陈大', '2018-12-02', 20000, '']]);
    expect(summary).toMatchObject({ created: 1 });
    expect(summary.refused).toMatchObject([
      { row: 4, reason: expect.stringMatching(/20,000\.00 元，多于登记的余额 10,000\.00 元/u) as string },
    ]);
  });

  test('no date is refused for being old', () => {
    const old = LOAN.with(at('放款日'), '1943-05-22').with(at('到期日'), '1946-05-22');
    expect(run([old])).toMatchObject({ created: 1, refused: [] });
  });

  test('odd loans come in, and are said', () => {
    const summary = run([
      LOAN.with(at('用途'), '入股合作社'),
      LOAN.with(at('借据号'), 'JJ2').with(at('贷款金额'), 30000),
      LOAN.with(at('借据号'), 'JJ3')
        .with(at('借款人'), '王二')
        .with(at('户主'), '王二')
        .with(at('状态'), '结清'),
    ]);
    expect(summary.created).toBe(3);
    const said = summary.warnings.map((one) => `${one.row}${one.column} ${one.reason}`).join('\n');
    expect(said).toMatch(/4M 用途“入股合作社”有“户贷企用/u);
    expect(said).toMatch(/5C 同一户还有没有还清的借据 JJ1/u);
    expect(said).toMatch(/5L 这一户贷款合计 60,000\.00 元/u);
    expect(said).toMatch(/6U 状态写的是“结清”，按还款明细还欠 30,000\.00 元/u);
  });

  test('two of one name need an ID number', () => {
    household('H001', '陈大', idNumberOf(1));
    household('H002', '陈大', idNumberOf(2));
    expect(run([LOAN]).refused).toMatchObject([
      { column: 'C', reason: expect.stringMatching(/登记了 2 个陈大/u) as string },
    ]);
    expect(run([LOAN.with(at('身份证号'), idNumberOf(2))])).toMatchObject({ created: 1 });
    expect(list('2018-12-31').rows).toMatchObject([{ householdCode: 'H002' }]);
  });

  test('phone and card come to somebody who has none', () => {
    household('H001', '陈大', null);
    const row = LOAN.with(at('联系电话'), '19900000067').with(at('一卡通号'), '6230516839367825689');
    run([row]);
    expect(list('2018-12-31').rows).toMatchObject([
      { phone: '19900000067', cardMasked: expect.stringMatching(/5689$/u) as string },
    ]);
  });
});
