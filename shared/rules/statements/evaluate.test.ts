import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHART, FUND_SOURCE, RESERVE_SOURCE } from '../chart/accounts.ts';
import { parseYuan, plainYuan } from '../money.ts';
import {
  checks,
  evaluateBalanceSheet,
  evaluateEquityChanges,
  evaluateSurplus,
  flowsWithoutLine,
  type StatementInput,
  type YearFigures,
} from './evaluate.ts';
import { pairFlows, type FlowLine } from './flows.ts';
import {
  BALANCE_SHEET,
  SURPLUS_STATEMENT,
  equityLineSources,
  rowSources,
  type SignedSource,
} from './forms.ts';

/**
 * A village's books in text: one voucher a line, "借 102 100.00; 贷 301 100.00". 114 carries a member: 114@7. An item
 * stands in brackets: 311[他人捐赠]. A line in 期初 is a balance.
 */
interface Line extends FlowLine {
  readonly memberId: number | null;
}

function fenOf(text: string): number {
  const read = parseYuan(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

function parse(text: string): Line[][] {
  return text
    .trim()
    .split('\n')
    .filter((one) => one.trim() !== '')
    .map((written) =>
      written.split(';').map((part) => {
        const match = /^\s*(借|贷) (\d+)(?:@(\d+))?(?:\[(.+)\])? (-?[\d,.]+)\s*$/u.exec(part);
        if (!match) throw new Error(part);
        const [, side, code = '', member, item = null, yuan = ''] = match;
        const fen = fenOf(yuan);
        return {
          code,
          item,
          memberId: member === undefined ? null : Number(member),
          debitFen: side === '借' ? fen : 0,
          creditFen: side === '借' ? 0 : fen,
        };
      }),
    );
}

const closesTo331 = (voucher: readonly Line[]) =>
  voucher.some((one) => one.code === '331') && voucher.some((one) => one.code.startsWith('5'));

/** The year's figures after an opening (a balanced voucher of balances) and the year's vouchers. */
function figures(opening: readonly Line[], vouchers: readonly Line[][]): YearFigures {
  const accounts = new Map<
    string,
    { code: string; endDebitFen: number; beginDebitFen: number; debitFen: number; creditFen: number }
  >();
  const members = new Map<
    string,
    { code: string; memberId: number; endDebitFen: number; beginDebitFen: number }
  >();
  const at = (code: string) => {
    const found = accounts.get(code) ?? { code, endDebitFen: 0, beginDebitFen: 0, debitFen: 0, creditFen: 0 };
    accounts.set(code, found);
    return found;
  };
  const of = (code: string, memberId: number) => {
    const key = `${code} ${memberId}`;
    const found = members.get(key) ?? { code, memberId, endDebitFen: 0, beginDebitFen: 0 };
    members.set(key, found);
    return found;
  };
  for (const { code, memberId, debitFen, creditFen } of opening) {
    for (const one of [at(code), ...(memberId === null ? [] : [of(code, memberId)])]) {
      one.beginDebitFen += debitFen - creditFen;
      one.endDebitFen += debitFen - creditFen;
    }
  }
  for (const voucher of vouchers) {
    const isClosing = closesTo331(voucher);
    for (const { code, memberId, debitFen, creditFen } of voucher) {
      const account = at(code);
      account.endDebitFen += debitFen - creditFen;
      if (memberId !== null) of(code, memberId).endDebitFen += debitFen - creditFen;
      if (isClosing) continue;
      account.debitFen += debitFen;
      account.creditFen += creditFen;
    }
  }
  return {
    accounts: [...accounts.values()],
    members: [...members.values()],
    flows: vouchers.filter((one) => !closesTo331(one)).flatMap((one) => pairFlows(one).flows),
  };
}

/** The balances with which the next year opens, as one voucher. */
const carriedOver = (year: YearFigures): Line[] => [
  ...year.accounts
    .filter((one) => one.code !== '114')
    .map((one) => ({ code: one.code, item: null, memberId: null, debitFen: one.endDebitFen, creditFen: 0 })),
  ...year.members.map((one) => ({
    code: one.code,
    item: null,
    memberId: one.memberId,
    debitFen: one.endDebitFen,
    creditFen: 0,
  })),
];

function year(opening: string, vouchers: string): YearFigures {
  return figures(parse(opening).flat(), parse(vouchers));
}

const first = (opening: string, vouchers: string): StatementInput => ({
  current: year(opening, vouchers),
  previous: null,
});

/** Rows with an amount, as "15 16,328.67". */
const sheetRows = (input: StatementInput) =>
  evaluateBalanceSheet(input)
    .filter((one) => one.endFen !== 0 || one.beginFen !== 0)
    .map((one) => `${one.row} ${one.label} ${plainYuan(one.endFen)} ${plainYuan(one.beginFen)}`);
const surplusRows = (input: StatementInput) =>
  evaluateSurplus(input)
    .filter((one) => one.currentFen !== 0)
    .map((one) => `${one.row} ${one.label} ${plainYuan(one.currentFen)}`);
const equityLines = (input: StatementInput) =>
  evaluateEquityChanges(input).columns.map((one) =>
    [
      `${one.label} ${plainYuan(one.beginFen)} + ${plainYuan(one.increaseFen)} - ${plainYuan(one.decreaseFen)} = ${plainYuan(one.endFen)}`,
      ...[...one.increase, ...one.decrease]
        .filter((line) => line.fen !== 0)
        .map((line) => `${line.label}${line.printed ? '' : '*'} ${plainYuan(line.fen)}`),
    ].join('; '),
  );
const failed = (input: StatementInput) => checks(input).flatMap((one) => (one.ok ? [] : [one.id]));
const sheet = (input: StatementInput, row: number) =>
  evaluateBalanceSheet(input).find((one) => one.row === row);
const surplus = (input: StatementInput, row: number) => evaluateSurplus(input).find((one) => one.row === row);

const OPENING = `
借 102 800,000.00; 借 151 680,000.00; 贷 152 3,150.60; 借 33202 23,150.60; 贷 301 920,000.00; 贷 311 580,000.00`;

/** A year that ends with 本年盈余 186,437.29. */
const TRADING = `
借 102 400,000.00; 贷 501 400,000.00
借 521 150,000.00; 贷 102 150,000.00
借 523 40,000.00; 贷 102 40,000.00
借 524 3,562.71; 贷 102 3,562.71
借 529 20,000.00; 贷 102 20,000.00`;
const MONTH_CLOSE = `
借 501 400,000.00; 贷 331 400,000.00
借 331 213,562.71; 贷 521 150,000.00; 贷 523 40,000.00; 贷 524 3,562.71; 贷 529 20,000.00`;
const YEAR_CLOSE = `
借 331 186,437.29; 贷 33202 186,437.29`;
const APPROVAL = `
借 33201[提取盈余公积] 16,328.67; 贷 322[提取盈余公积] 16,328.67
借 33201[盈余返还] 88,174.82; 贷 221 88,174.82
借 33201[剩余盈余分配] 58,783.20; 贷 222 58,783.20`;
const CLEARING = `
借 33202 163,286.69; 贷 33201 163,286.69`;
const PAYMENT = `
借 221 88,174.82; 借 222 58,783.20; 贷 102 146,958.02`;

describe('the distribution of 47 households (DOMAIN §10a)', () => {
  const input = first(OPENING, TRADING + MONTH_CLOSE + YEAR_CLOSE + APPROVAL + CLEARING + PAYMENT);

  it('fills 02', () => {
    expect(surplusRows(input)).toEqual([
      '1 经营收入 400000.00',
      '3 经营支出 150000.00',
      '5 管理费用 40000.00',
      '6 财务费用 3562.71',
      '7 经营收益 206437.29',
      '9 其他支出 20000.00',
      '10 盈余总额 186437.29',
      '12 本年盈余 186437.29',
      '13 年初未分配盈余 -23150.60',
      '15 提取盈余公积 16328.67',
      '16 可分配盈余 146958.02',
      '17 盈余返还 88174.82',
      '18 剩余盈余分配 58783.20',
    ]);
    expect(surplus(input, 20)).toMatchObject({
      number: '六、',
      label: '年末未分配盈余',
      currentFen: 0,
      previousFen: null,
    });
    expect(sheet(input, 40)).toMatchObject({ endFen: 0, beginFen: -2_315_060 });
  });

  it('fills 01', () => {
    expect(sheetRows(input)).toEqual([
      '1 货币资金 839479.27 800000.00',
      '5 流动资产合计 839479.27 800000.00',
      '10 固定资产原值 680000.00 680000.00',
      '11 累计折旧 3150.60 3150.60',
      '12 固定资产净值 676849.40 676849.40',
      '15 固定资产小计 676849.40 676849.40',
      '21 非流动资产合计 676849.40 676849.40',
      '22 资产总计 1516328.67 1476849.40',
      '36 股金 920000.00 920000.00',
      '37 专项基金 580000.00 580000.00',
      '39 盈余公积 16328.67 0.00',
      '40 未分配盈余 0.00 -23150.60',
      '41 所有者权益合计 1516328.67 1476849.40',
      '42 负债和所有者权益总计 1516328.67 1476849.40',
    ]);
  });

  it('fills 03', () => {
    expect(equityLines(input)).toEqual([
      '股金 920000.00 + 0.00 - 0.00 = 920000.00',
      '专项基金 580000.00 + 0.00 - 0.00 = 580000.00',
      '资本公积 0.00 + 0.00 - 0.00 = 0.00',
      '盈余公积 0.00 + 16328.67 - 0.00 = 16328.67; 从盈余中提取 16328.67',
      '未分配盈余 -23150.60 + 186437.29 - 163286.69 = 0.00; 本年盈余 186437.29; 提取盈余公积 16328.67; 盈余返还 88174.82; 剩余盈余分配 58783.20',
      '合计 1476849.40 + 202765.96 - 163286.69 = 1516328.67',
    ]);
  });

  it('holds together', () => expect(failed(input)).toEqual([]));

  it.each([
    ['before any close', TRADING, ['01-d'], '0.00'],
    ['before the year close', TRADING + MONTH_CLOSE, [], '186437.29'],
    ['after it', TRADING + MONTH_CLOSE + YEAR_CLOSE, [], '186437.29'],
    ['approved, before the year close', TRADING + MONTH_CLOSE + APPROVAL, [], '186437.29'],
    [
      'approved, 各项分配 not cleared',
      TRADING + MONTH_CLOSE + YEAR_CLOSE + APPROVAL,
      ['02-e-33201'],
      '186437.29',
    ],
  ])('%s', (_, vouchers, wrong) => {
    const stage = first(OPENING, vouchers);
    expect(failed(stage)).toEqual(wrong);
    expect(surplus(stage, 12)?.currentFen).toBe(18_643_729);
  });

  it('says that profit is still open', () => {
    const found = checks(first(OPENING, TRADING));
    expect(found.find((one) => one.id === '02-a')).toMatchObject({
      name: '年末未分配盈余等于资产负债表的未分配盈余（没有结转的损益一并计算）',
      leftFen: 16_328_669,
      rightLabel: '资产负债表第 40 行＋未结转的损益',
      rightFen: 16_328_669,
    });
    expect(found.find((one) => one.id === '01-a-end')).toMatchObject({
      name: '资产总计等于负债和所有者权益总计（期末，损益还没有结转）',
      ok: true,
    });
    expect(found.find((one) => one.id === '01-d')).toMatchObject({
      leftLabel: '损益类科目余额（501、521、523、524、529）',
      leftFen: 61_356_271,
    });
  });
});

describe('the meeting in March of the next year', () => {
  const ended = year(OPENING, TRADING + MONTH_CLOSE + YEAR_CLOSE);
  const next = figures(carriedOver(ended), parse(APPROVAL + PAYMENT));

  it('leaves the surplus in last year’s row 20', () => {
    const input = { current: ended, previous: null };
    expect(surplusRows(input).slice(-3)).toEqual([
      '13 年初未分配盈余 -23150.60',
      '16 可分配盈余 163286.69',
      '20 年末未分配盈余 163286.69',
    ]);
    expect(failed(input)).toEqual([]);
  });

  it('shows the distribution in its own year', () => {
    const input = { current: next, previous: ended };
    expect(surplusRows(input)).toEqual([
      '13 年初未分配盈余 163286.69',
      '15 提取盈余公积 16328.67',
      '16 可分配盈余 146958.02',
      '17 盈余返还 88174.82',
      '18 剩余盈余分配 58783.20',
    ]);
    expect(surplus(input, 12)).toMatchObject({ currentFen: 0, previousFen: 18_643_729 });
    expect(surplus(input, 20)).toMatchObject({ currentFen: 0, previousFen: 16_328_669 });
    expect(failed(input)).toEqual([]);
  });

  it('finds an opening that is not last year’s end', () => {
    const other = figures(parse('借 102 100.00; 贷 33202 100.00').flat(), []);
    const wrong = { current: other, previous: ended };
    expect(failed(wrong)).toEqual(['01-f', '02-b-previous']);
    expect(checks(wrong).find((one) => one.id === '01-f')?.leftLabel).toMatch(
      /^不相等的行的差额（第 1 行、第 5 行、/,
    );
  });
});

describe('成员往来 by each member’s side', () => {
  it('shows both rows although the account is nil (#47)', () => {
    const input = first(
      '借 114@1 500.00; 贷 114@2 500.00',
      '借 102 80.00; 贷 114@1 80.00\n借 114@2 80.00; 贷 102 80.00',
    );
    expect(sheetRows(input)).toEqual([
      '2 应收款项 420.00 500.00',
      '5 流动资产合计 420.00 500.00',
      '22 资产总计 420.00 500.00',
      '24 应付款项 420.00 500.00',
      '31 流动负债合计 420.00 500.00',
      '35 负债合计 420.00 500.00',
      '42 负债和所有者权益总计 420.00 500.00',
    ]);
    expect(failed(input)).toEqual([]);
  });

  it('nets a member’s own sub-ledgers first', () => {
    const input = first('借 11401@1 500.00; 贷 11402@1 300.00; 贷 301 200.00', '借 102 1.00; 贷 114@2 1.00');
    expect([sheet(input, 2)?.endFen, sheet(input, 24)?.endFen]).toEqual([20_000, 100]);
  });

  it('adds 应收款 and 应付款', () => {
    const input = first('借 113 10.00; 贷 211 4.00; 借 114@1 1.00; 贷 114@2 2.00; 贷 301 5.00', '');
    expect([sheet(input, 2)?.beginFen, sheet(input, 24)?.beginFen]).toEqual([1100, 600]);
  });

  it('notices a line without a member', () => {
    expect(failed(first('借 114 10.00; 贷 301 10.00', ''))).toEqual([
      '01-a-end',
      '01-a-begin',
      '01-b-end',
      '01-b-begin',
    ]);
  });
});

describe('the balance sheet', () => {
  it.each([
    [
      'own sub-accounts count into their parent',
      '借 10201 3.00; 借 10202 4.00; 贷 301 7.00',
      '1 货币资金 7.00',
    ],
    ['109 is money', '借 109 3.00; 贷 301 3.00', '1 货币资金 3.00'],
    ['work in progress and packing are inventory', '借 401 3.00; 借 122 4.00; 贷 301 7.00', '3 存货 7.00'],
    ['bags are not inventory', '借 141 3.00; 贷 301 3.00', '4 消耗性生物资产 3.00'],
    ['a gain in clearing shows minus', '贷 154 3.00; 借 102 3.00', '14 固定资产清理 -3.00'],
    ['overpaid tax shows minus', '借 21401 3.00; 贷 102 3.00', '27 应交税费 -3.00'],
    ['331 and 332 together', '借 331 3.00; 贷 33201 1.00; 贷 33202 2.00', null],
  ])('%s', (_, opening, expected) => {
    const rows = sheetRows(first(opening, '')).map((one) => one.split(' ').slice(0, 3).join(' '));
    if (expected) expect(rows).toContain(expected);
    else expect(rows).toEqual([]);
  });

  it('does not balance while 181 has a balance, and says so', () => {
    expect(failed(first('借 101 5.00; 贷 301 5.00', '借 18101 2.00; 贷 101 2.00'))).toEqual([
      '01-a-end',
      '01-c',
    ]);
  });

  it('names an account that has no row', () => {
    const input = first('借 103 5.00; 贷 104 5.00', '');
    expect(failed(input)).toEqual(['01-e']);
    expect(checks(input).find((one) => one.id === '01-e')).toMatchObject({
      leftLabel: '没有列进报表的科目余额（103、104）',
      leftFen: 1000,
    });
  });

  it('uses every balance account once, 114 twice', () => {
    const used = BALANCE_SHEET.flatMap((one) =>
      one.terms.flatMap((term) => ('account' in term ? [term.account] : [])),
    );
    expect(used.sort()).toEqual(
      [
        ...CHART.filter((one) => one.class !== 'profit' && one.code !== '181').map((one) => one.code),
        '114',
      ].sort(),
    );
    const turned = SURPLUS_STATEMENT.flatMap((one) =>
      one.terms.flatMap((term) => (term.kind === 'turnover' ? [term.account] : [])),
    );
    expect(turned.sort()).toEqual(CHART.filter((one) => one.class === 'profit').map((one) => one.code));
  });
});

describe('losses and reserves', () => {
  it('a loss year', () => {
    const input = first(
      '借 102 100.00; 贷 301 100.00',
      '借 523 30.00; 贷 102 30.00\n借 331 30.00; 贷 523 30.00\n借 33202 30.00; 贷 331 30.00',
    );
    expect(surplusRows(input)).toEqual([
      '5 管理费用 30.00',
      '7 经营收益 -30.00',
      '10 盈余总额 -30.00',
      '12 本年盈余 -30.00',
      '16 可分配盈余 -30.00',
      '20 年末未分配盈余 -30.00',
    ]);
    expect(sheet(input, 40)?.endFen).toBe(-3000);
    expect(failed(input)).toEqual([]);
  });

  it('a reserve covering a loss stands in row 14 and in an unprinted line', () => {
    const input = first(
      '借 102 100.00; 借 33202 30.00; 贷 301 90.00; 贷 322 40.00',
      '借 322[弥补亏损] 30.00; 贷 33202 30.00',
    );
    expect(surplusRows(input)).toEqual(['13 年初未分配盈余 -30.00', '14 其他转入 30.00']);
    expect(equityLines(input).slice(3, 5)).toEqual([
      '盈余公积 40.00 + 0.00 - 30.00 = 10.00; 弥补亏损* 30.00',
      '未分配盈余 -30.00 + 30.00 - 0.00 = 0.00; 其他转入 30.00',
    ]);
    expect(failed(input)).toEqual([]);
  });

  it('interest income above cost is subtracted as a negative', () => {
    const input = first('', '借 102 5.00; 贷 524 5.00');
    expect(surplusRows(input)).toContain('6 财务费用 -5.00');
    expect(surplus(input, 12)?.currentFen).toBe(500);
  });

  it('a distribution taken from 未分配盈余 itself is found', () => {
    const wrong = first('借 102 100.00; 贷 33202 100.00', '借 33202 10.00; 贷 322 10.00');
    expect(failed(wrong)).toEqual(['02-a', '03-a-surplusReserve', '03-a-undistributed']);
  });
});

describe('成员权益变动表', () => {
  const input = first(
    '借 102 1,000.00; 贷 301 300.00; 贷 321 200.00; 贷 322 200.00; 贷 33202 300.00',
    `
借 102 120.00; 贷 301[甲] 100.00; 贷 321[股金溢价] 20.00
借 151 50.00; 借 121 30.00; 贷 301[乙] 70.00; 贷 321[股金溢价] 10.00
借 131 90.00; 借 152 5.00; 贷 151 80.00; 贷 321[资产评估增值] 15.00
借 321[资产评估增值] 4.00; 借 131 46.00; 贷 121 30.00; 贷 102 20.00
借 235 60.00; 贷 311[国家财政直接补助] 60.00
借 102 25.00; 贷 311[他人捐赠] 25.00
借 321[股金溢价] 40.00; 贷 301 40.00
借 322[转为成员出资] 30.00; 贷 301 30.00
借 33201[转为成员出资] 11.00; 贷 301[甲] 11.00
借 33201[剩余盈余分配] 9.00; 贷 222 9.00
借 222 9.00; 贷 301[乙] 9.00
借 301[甲] 50.00; 贷 301[丙] 50.00
借 301[乙] 70.00; 借 322[其他] 6.00; 贷 102 50.00; 贷 114@2 26.00
借 102 1.00; 贷 301[丁] 1.00
借 102 -1.00; 贷 301[丁] -1.00`,
  );

  it('names every change', () => {
    expect(equityLines(input)).toEqual([
      '股金 300.00 + 260.00 - 70.00 = 490.00; 资本公积转增 40.00; 盈余公积转增 30.00; 成员增加出资 190.00; 成员减少出资 70.00',
      '专项基金 0.00 + 85.00 - 0.00 = 85.00; 接受国家财政直接补助形成 60.00; 接受他人捐赠形成 25.00',
      '资本公积 200.00 + 41.00 - 40.00 = 201.00; 股金溢价 30.00; 资产评估增值 11.00; 转为成员出资 40.00',
      '盈余公积 200.00 + 0.00 - 36.00 = 164.00; 转为成员出资 30.00; 退还成员公积金份额* 6.00',
      '未分配盈余 300.00 + 0.00 - 20.00 = 280.00; 剩余盈余分配 9.00; 转为成员出资 11.00',
      '合计 1000.00 + 386.00 - 166.00 = 1220.00',
    ]);
    expect(failed(input)).toEqual([]);
  });

  it('is ready to print: four bands of six columns, lines side by side', () => {
    const { blocks } = evaluateEquityChanges(input);
    expect(
      blocks.map((block) => [
        block.label,
        ...block.lines.map((line) => line.map((one) => one?.label ?? '').join('|')),
      ]),
    ).toEqual([
      ['年初余额'],
      [
        '本年增加数',
        '资本公积转增|接受国家财政直接补助形成|股金溢价|从盈余中提取|本年盈余|',
        '盈余公积转增|接受他人捐赠形成|资产评估增值||其他转入|',
        '成员增加出资|||||',
      ],
      [
        '本年减少数',
        '成员减少出资||转为成员出资|转为成员出资|提取盈余公积|',
        '||弥补亏损|退还成员公积金份额|盈余返还|',
        '||||剩余盈余分配|',
        '||||转为成员出资|',
      ],
      ['年末余额'],
    ]);
    expect(blocks.map((block) => block.fen.length)).toEqual([6, 6, 6, 6]);
  });

  it('finds 专项基金 without a source', () => {
    expect(failed(first('', '借 102 5.00; 贷 311 5.00'))).toEqual(['03-a-specialFund', '03-a-total']);
  });
});

describe('a flow without a line', () => {
  const stray = (text: string): string[] =>
    flowsWithoutLine(pairFlows(parse(text).flat()).flows).map((one) => `${one.debit}→${one.credit}`);
  it.each([
    ['借 33202 1; 贷 102 1', ['33202→102']],
    ['借 102 1; 贷 322 1', ['102→322']],
    ['借 501 1; 贷 33202 1', ['501→33202']],
    ['借 311[他人捐赠] 1; 贷 321[股金溢价] 1', ['311→321']],
    ['借 102 1; 贷 311[别处] 1', ['102→311']],
    ['借 321[股金溢价] 1; 贷 322 1', ['321→322']],
    ['借 33201 1; 贷 102 1', ['33201→102']],
    ['借 33202 -1; 贷 102 -1', ['33202→102']],
  ])('%s is found', (text, found) => expect(stray(text)).toEqual(found));

  it.each([
    '借 102 1; 贷 301 1',
    '借 301 1; 贷 114@1 1',
    '借 301@1 1; 贷 301@2 1',
    '借 151 1; 借 321[股金溢价] 1; 贷 301 2',
    '借 102 3; 贷 301 2; 贷 321[股金溢价] 1',
    '借 102 1; 贷 311[国家财政直接补助] 1',
    '借 321[资产评估增值] 1; 贷 151 1',
    '借 321[股金溢价] 1; 贷 33202 1',
    '借 322 1; 贷 33202 1',
    '借 322 1; 贷 301 1',
    '借 322 1; 贷 114@1 1',
    '借 331 1; 贷 33202 1',
    '借 33202 1; 贷 331 1',
    '借 33202 1; 贷 33201 1',
    '借 33201 1; 贷 322 1',
    '借 33201 1; 贷 221@1 1',
    '借 33201 1; 贷 222@1 1',
    '借 221@1 1; 贷 301@1 1',
    '借 301 -1; 贷 102 -1',
  ])('%s has one', (text) => expect(stray(text)).toEqual([]));
});

describe('what feeds a row', () => {
  const told = (sources: readonly SignedSource[]) =>
    sources.map((one) => {
      const sign = one.sign === 1 ? '+' : '-';
      if (one.kind !== 'flow') return `${sign}${one.kind} ${one.account} ${one.side}`;
      const [from, to] = [one.debit, one.credit].map((side) =>
        'anyBut' in side
          ? `not ${side.anyBut.join('/')}`
          : side.account + (side.item ? `[${side.item}]` : ''),
      );
      return `${sign}${from}→${to}`;
    });

  it.each([
    ['01', 2, ['+balance 113 debit', '+memberBalance 114 debit']],
    ['01', 12, ['+balance 151 debit', '-balance 152 credit']],
    ['01', 40, ['+balance 331 credit', '+balance 332 credit']],
    ['02', 3, ['+turnover 521 debit']],
    ['02', 13, ['+opening 331 credit', '+opening 332 credit']],
    ['02', 15, ['+33201→322']],
    ['02', 14, ['+322→33202', '+321→33202']],
    ['02', 99, []],
  ] as const)('%s 表 row %i', (form, row, expected) => expect(told(rowSources(form, row))).toEqual(expected));

  it('resolves sums down to the accounts, with their signs', () => {
    expect(told(rowSources('02', 12))).toEqual([
      '+turnover 501 credit',
      '+turnover 511 credit',
      '-turnover 521 debit',
      '-turnover 522 debit',
      '-turnover 523 debit',
      '-turnover 524 debit',
      '+turnover 502 credit',
      '-turnover 529 debit',
      '-turnover 531 debit',
    ]);
    expect(rowSources('01', 22)).toHaveLength(24);
  });

  it('knows the lines of 03', () => {
    expect(told(equityLineSources('shareCapital', 'increase', '成员增加出资'))).toEqual([
      '+not 301/321/322→301',
    ]);
    expect(told(equityLineSources('specialFund', 'increase', '接受他人捐赠形成'))).toEqual([
      '+not 311→311[他人捐赠]',
    ]);
    expect(told(equityLineSources('surplusReserve', 'decrease', '弥补亏损'))).toEqual(['+322→33202']);
    expect(told(equityLineSources('undistributed', 'decrease', '盈余返还'))).toEqual(['+33201→221']);
    expect(told(equityLineSources('undistributed', 'increase', '本年盈余'))).toHaveLength(9);
    expect(equityLineSources('specialFund', 'decrease', '无')).toEqual([]);
  });
});

describe('whatever is booked', () => {
  const everyday = CHART.flatMap((one) =>
    one.class === 'equity' || one.code === '181'
      ? []
      : one.subAccounts.length > 0
        ? one.subAccounts.map((sub) => sub.code)
        : [one.code],
  );
  const fen = fc.integer({ min: 1, max: 10_000_000 });
  const line = (
    code: string,
    item: string | null,
    debitFen: number,
    memberId: number | null = null,
  ): Line => ({
    code,
    item,
    memberId,
    debitFen: Math.max(0, debitFen),
    creditFen: Math.max(0, -debitFen),
  });

  /** Any accounts but equity, any number of lines, members in 114. */
  const anyTrade = fc
    .tuple(
      fc.array(fc.tuple(fc.constantFrom(...everyday), fc.integer({ min: -5_000_000, max: 5_000_000 })), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.constantFrom(...everyday),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([drawn, last, memberId]) => {
      const rest = drawn.reduce((sum, [, amount]) => sum + amount, 0);
      return [...drawn, [last, -rest] as const]
        .filter(([, amount]) => amount !== 0)
        .map(([code, amount], i) => line(code, null, amount, code === '114' ? memberId + (i % 2) : null));
    });

  const money = fc.constantFrom('101', '102', '10201', '151', '113');
  const pair = (debit: string, debitItem: string | null, credit: string, creditItem: string | null) =>
    fen.map((amount) => [line(debit, debitItem, amount), line(credit, creditItem, -amount)]);
  const anyEquity = fc.oneof(
    fc
      .tuple(money, fen, fen)
      .map(([code, shares, premium]) => [
        line(code, null, shares + premium),
        line('301', '甲', -shares),
        line('321', RESERVE_SOURCE.premium, -premium),
      ]),
    fc
      .tuple(fen, fen, fen)
      .map(([shed, goods, premium]) => [
        line('151', null, shed + premium),
        line('121', null, goods),
        line('301', '甲', -shed - goods),
        line('321', RESERVE_SOURCE.premium, -premium),
      ]),
    fc
      .tuple(fen, fen)
      .map(([shares, reserve]) => [
        line('301', '甲', shares),
        line('322', '其他', reserve),
        line('102', null, -reserve),
        line('114', null, -shares, 1),
      ]),
    pair('301', '甲', '301', '乙'),
    pair('235', null, '311', FUND_SOURCE.state),
    pair('102', null, '311', FUND_SOURCE.donation),
    pair('131', null, '321', RESERVE_SOURCE.revaluation),
    pair('321', RESERVE_SOURCE.premium, '131', null),
    pair('321', RESERVE_SOURCE.premium, '301', '甲'),
    pair('322', '转为成员出资', '301', '甲'),
    pair('322', '弥补亏损', '33202', null),
    pair('33201', '提取盈余公积', '322', '提取盈余公积'),
    pair('33201', '盈余返还', '221', null),
    pair('33201', '剩余盈余分配', '222', null),
    pair('33201', '转为成员出资', '301', '乙'),
    pair('222', null, '301', '乙'),
    fc
      .tuple(fen, fen, fen)
      .map(([reserve, back, rest]) => [
        line('33201', '提取盈余公积', reserve),
        line('33201', '盈余返还', back + rest),
        line('322', '提取盈余公积', -reserve),
        line('221', null, -back),
        line('222', null, -rest),
      ]),
  );
  const red = (voucher: readonly Line[]): Line[] =>
    voucher.map((one) => ({ ...one, debitFen: 0 - one.debitFen, creditFen: 0 - one.creditFen }));
  const anyVouchers = fc
    .array(fc.tuple(fc.oneof(anyTrade, anyEquity), fc.integer({ min: 0, max: 9 })), { maxLength: 25 })
    .map((drawn) =>
      drawn.flatMap(([voucher, luck]) =>
        luck === 0 ? [voucher, red(voucher)] : luck === 1 ? [red(voucher)] : [voucher],
      ),
    );

  type Closing = 'open' | 'month' | 'year';
  /** The closing vouchers that would follow: profit to 331, 331 to 33202, 33201 to 33202. */
  function closing(opening: readonly Line[], vouchers: readonly Line[][], how: Closing): Line[][] {
    if (how === 'open') return [];
    const { accounts } = figures(opening, vouchers);
    const balance = (code: string) => accounts.find((one) => one.code === code)?.endDebitFen ?? 0;
    const profit = accounts.filter((one) => one.code.startsWith('5') && one.endDebitFen !== 0);
    const surplusFen = profit.reduce((sum, one) => sum - one.endDebitFen, 0);
    const closeProfit = profit.map((one) => [
      line(one.code, null, -one.endDebitFen),
      line('331', null, one.endDebitFen),
    ]);
    if (how === 'month') return closeProfit;
    const total = surplusFen - balance('331');
    const distributed = balance('33201');
    return [
      ...closeProfit,
      ...(total === 0 ? [] : [[line('331', null, total), line('33202', null, -total)]]),
      ...(distributed === 0 ? [] : [[line('33202', null, distributed), line('33201', null, -distributed)]]),
    ];
  }

  it('01 balances, 02 ends in 01’s row 40, 03 closes; year after year, closed or not', () => {
    fc.assert(
      fc.property(
        anyTrade,
        anyVouchers,
        fc.constantFrom<Closing>('month', 'year'),
        anyVouchers,
        fc.constantFrom<Closing>('open', 'month', 'year'),
        (opening, before, closedHow, now, howNow) => {
          const balances = opening.filter((one) => !one.code.startsWith('5'));
          const rest = balances.reduce((sum, one) => sum + one.debitFen - one.creditFen, 0);
          const start = [...balances, line('301', '甲', -rest)];
          const previous = figures(start, [...before, ...closing(start, before, closedHow)]);
          const carried = carriedOver(previous);
          const current = figures(carried, [...now, ...closing(carried, now, howNow)]);
          const isOpen = current.accounts.some((one) => one.code.startsWith('5') && one.endDebitFen !== 0);

          for (const input of [
            { current: previous, previous: null },
            { current, previous },
          ]) {
            expect(failed(input)).toEqual(input.current === current && isOpen ? ['01-d'] : []);
          }
          const input = { current, previous };
          if (howNow !== 'open') {
            expect(sheet(input, 22)?.endFen).toBe(sheet(input, 42)?.endFen);
            expect(surplus(input, 20)?.currentFen).toBe(sheet(input, 40)?.endFen);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
