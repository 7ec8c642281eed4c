import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetOf, type Written } from '../sheetForTests.ts';
import { parseBankStatement, type BankStatementParse } from './bankStatement.ts';

type Rows = (readonly Written[] | null)[];
const read = (rows: Rows): BankStatementParse => parseBankStatement([sheetOf(rows, [], '流水')]);

/** Each line as 日期 +收入/-支出 =余额. */
function shown({ records, fatal }: BankStatementParse): string[] {
  if (fatal !== null) return [fatal];
  return records.map(
    ({ date, inFen, outFen, balanceFen }) =>
      `${date} ${inFen === 0 ? `-${outFen}` : `+${inFen}`}${balanceFen === null ? '' : ` =${balanceFen}`}`,
  );
}

const THREE = ['2019-01-03 +50000 =150000', '2019-01-05 -2000 =148000', '2019-01-31 +35 =148035'];
const UNPROVED = ['2019-01-03 +50000', '2019-01-05 -2000', '2019-01-31 +35'];

const READ: ReadonlyArray<{ name: string; rows: Rows; lines?: string[]; opening?: number | null }> = [
  {
    name: '交易日期 摘要 支出 收入 余额',
    rows: [
      ['交易日期', '摘要', '支出', '收入', '余额'],
      ['2019-01-03', '货款', null, 500, 1500],
      ['2019-01-05', '手续费', 20, null, 1480],
      ['2019-01-31', '利息', null, 0.35, 1480.35],
    ],
  },
  {
    name: '借方发生额 is what went out, 贷方发生额 what came in; text amounts, dashes, dates without strokes',
    rows: [
      ['某某银行账户交易明细'],
      ['记账日期', '用途', '借方发生额', '贷方发生额', '余额', '对方户名', '流水号'],
      ['20190103', '货款', '-', '500.00', '1,500.00', '县供销社', 'A1'],
      ['20190105', '手续费', '20.00', '0.00', '1,480.00', '', 'A2'],
      ['20190131', '利息', '', '￥0.35', '1,480.35', '', 'A3'],
    ],
  },
  {
    name: 'newest first, with a time of day',
    rows: [
      ['交易时间', '收入金额', '支出金额', '账户余额', '摘要'],
      ['2019-01-31 23:59:59', '0.35', '', '1480.35', '利息'],
      ['2019-01-05 10:00:01', '', '20', '1480', '手续费'],
      ['2019-01-03 09:12:00', '500', '', '1500', '货款'],
    ],
  },
  {
    name: 'one signed amount',
    rows: [
      ['日期', '金额', '余额', '摘要'],
      ['2019.1.3', 500, 1500, '货款'],
      ['2019.1.5', -20, 1480, '手续费'],
      ['2019.1.31', 0.35, 1480.35, '利息'],
    ],
  },
  {
    name: 'one amount and 借贷标志',
    rows: [
      ['日期', '借贷标志', '交易金额', '余额'],
      ['2019-01-03', '贷', 500, 1500],
      ['2019-01-05', '借', 20, 1480],
      ['2019-01-31', '贷', 0.35, 1480.35],
    ],
  },
  {
    name: '借 with negative amounts',
    rows: [
      ['日期', '收支', '交易金额', '余额'],
      ['2019-01-03', '收入', 500, 1500],
      ['2019-01-05', '支出', -20, 1480],
      ['2019-01-31', '收入', 0.35, 1480.35],
    ],
  },
  {
    name: 'a sheet kept the books’ way: the balances prove that 借方 came in',
    rows: [
      ['日期', '摘要', '借方', '贷方', '余额'],
      ['2019-01-03', '货款', 500, null, 1500],
      ['2019-01-05', '手续费', null, 20, 1480],
      ['2019-01-31', '利息', 0.35, null, 1480.35],
    ],
  },
  {
    name: '期初余额, page sums, totals, 期末余额 and signatures are no lines',
    rows: [
      ['日期', '摘要', '支出', '收入', '余额'],
      [null, '期初余额', null, null, 1000],
      ['2019-01-03', '货款', null, 500, 1500],
      ['2019-01-05', '手续费', 20, null, 1480],
      ['本页小计', null, 20, 500, null],
      ['日期', '摘要', '支出', '收入', '余额'],
      ['2019-01-31', '利息', null, 0.35, 1480.35],
      ['合计', null, 20, 500.35, null],
      [null, '期末余额', null, null, 1480.35],
      ['打印时间：2019-02-01'],
    ],
  },
  {
    name: 'without balances the lines stand alone',
    rows: [
      ['日期', '摘要', '支出', '收入'],
      ['2019-01-03', '货款', null, 500],
      ['2019-01-05', '手续费', 20, null],
      ['2019-01-31', '利息', null, 0.35],
    ],
    lines: UNPROVED,
    opening: null,
  },
  {
    name: 'the only balance is on the last line: it says what was before the first',
    rows: [
      ['日期', '摘要', '支出', '收入', '余额'],
      ['2019-01-03', '货款', null, 500, null],
      ['2019-01-05', '手续费', 20, null, null],
      ['2019-01-31', '利息', null, 0.35, 1480.35],
    ],
    lines: ['2019-01-03 +50000', '2019-01-05 -2000', '2019-01-31 +35 =148035'],
  },
  {
    name: 'a dated line whose words look like a total is a line',
    rows: [
      ['日期', '摘要', '支出', '收入', '余额'],
      ['2019-01-03', '货款合计', null, 500, 1500],
      ['2019-01-05', '手续费小计', 20, null, 1480],
      ['2019-01-31', '利息', null, 0.35, 1480.35],
    ],
  },
  {
    name: 'the bank’s own correction is negative in its column',
    rows: [
      ['日期', '摘要', '支出', '收入', '余额'],
      ['2019-01-03', '误收', null, 500, 1500],
      ['2019-01-03', '冲正', null, -500, 1000],
    ],
    lines: ['2019-01-03 +50000 =150000', '2019-01-03 +-50000 =100000'],
  },
  {
    name: 'one day only, newest first: the balances say so',
    rows: [
      ['日期', '摘要', '支出', '收入', '余额'],
      ['2019-01-03', '手续费', 20, null, 1480],
      ['2019-01-03', '货款', null, 500, 1500],
    ],
    lines: ['2019-01-03 +50000 =150000', '2019-01-03 -2000 =148000'],
  },
  {
    name: '对方账号 and 可用余额 are not taken for ours',
    rows: [
      ['交易日期', '对方账号', '对方户名', '支出', '收入', '可用余额', '余额'],
      ['2019-01-03', '62280001', '县供销社', null, 500, 9, 1500],
      ['2019-01-05', '62280002', '', 20, null, 9, 1480],
      ['2019-01-31', '', '', null, 0.35, 9, 1480.35],
    ],
  },
];

describe('银行对账单', () => {
  it.each(READ)('$name', ({ rows, lines = THREE, opening = 100_000 }) => {
    const parse = read(rows);
    expect(shown(parse)).toEqual(lines);
    expect(parse.openingFen).toBe(opening);
  });

  it('says what it is about each line', () => {
    const { records } = read([
      ['交易日期', '摘要', '附言', '借方发生额', '贷方发生额', '余额', '对方户名', '交易流水号'],
      ['2019-01-03', '转账', '１月货款', null, 500, 1500, '县供销社', "'0001"],
      ['2019-01-05', '收费', '收费', 20, null, 1480, '—', 12345678901234567890],
    ]);
    expect(
      records.map(({ row, summary, counterparty, reference }) => [row, summary, counterparty, reference]),
    ).toEqual([
      [2, '转账 １月货款', '县供销社', '0001'],
      // A number of twenty digits has lost its end in the sheet.
      [3, '收费', '', ''],
    ]);
  });

  it('reads the days that stand above the header', () => {
    const day = (line: string): (string | null)[] => {
      const { from, to } = read([[line], ['日期', '支出', '收入'], ['2019-01-03', null, 5]]);
      return [from, to];
    };
    expect(day('查询日期：2019-01-01 至 2019-01-31')).toEqual(['2019-01-01', '2019-01-31']);
    expect(day('起止日期:20190101-20190131 币种:人民币')).toEqual(['2019-01-01', '2019-01-31']);
    expect(day('2019年1月1日—2019年1月31日')).toEqual(['2019-01-01', '2019-01-31']);
    expect(day('打印日期：2019-02-01')).toEqual([null, null]);
  });

  it('tells when 借 and 贷 could not be proved, and when they are the other way round', () => {
    const unproved = read([
      ['日期', '借方', '贷方'],
      ['2019-01-03', 20, null],
    ]);
    expect(unproved.records[0]).toMatchObject({ inFen: 0, outFen: 2000 });
    expect(unproved.warnings.map(({ reason }) => reason).join()).toContain('借方按支出');
    const swapped = read(READ[6]!.rows);
    expect(swapped.warnings.map(({ reason }) => reason).join()).toContain('借方是收入');
    expect(read(READ[1]!.rows).warnings).toEqual([]);
  });
});

const HEADER = ['日期', '摘要', '支出', '收入', '余额'];
const REFUSED: ReadonlyArray<{ name: string; rows: Rows; says: string[] }> = [
  {
    name: 'a line taken out',
    rows: [HEADER, ['2019-01-03', '货款', null, 500, 1500], ['2019-01-31', '利息', null, 0.35, 1480.35]],
    says: ['第 3 行', '1,500.00', '应是 1,500.35', '1,480.35'],
  },
  {
    name: 'an amount changed',
    rows: [HEADER, ['2019-01-03', '货款', null, 500, 1500], ['2019-01-05', '费', 21, null, 1480]],
    says: ['第 3 行', '应是 1,479.00'],
  },
  {
    name: 'newest first and broken: the row is the file’s own',
    rows: [
      HEADER,
      ['2019-01-31', '利息', null, 0.35, 1480.35],
      ['2019-01-05', '费', 21, null, 1480],
      ['2019-01-03', '货款', null, 500, 1500],
    ],
    says: ['第 3 行'],
  },
  {
    name: 'an opening balance that does not lead to the first line',
    rows: [HEADER, [null, '期初余额', null, null, 900], ['2019-01-03', '货款', null, 500, 1500]],
    says: ['第 3 行', '900.00'],
  },
  {
    name: 'a closing balance that does not follow from the last',
    rows: [HEADER, ['2019-01-03', '货款', null, 500, 1500], [null, '期末余额', null, null, 1600]],
    says: ['期末余额是 1,600.00', '1,500.00'],
  },
  {
    name: 'a total that is not the sum',
    rows: [HEADER, ['2019-01-03', '货款', null, 500, 1500], ['合计', null, null, 600, null]],
    says: ['第 3 行', '600', '500'],
  },
  {
    name: 'a day that is none',
    rows: [HEADER, ['2019-02-30', '货款', null, 500, 1500]],
    says: ['第 2 行 A 列', '整份没有导入'],
  },
  {
    name: 'no day, but an amount',
    rows: [HEADER, [null, '货款', null, 500, 1500], ['2019-01-05', '费', 20, null, 1480]],
    says: ['第 2 行', '日期没有填'],
  },
  {
    name: 'in and out at once',
    rows: [HEADER, ['2019-01-03', '货款', 20, 500, 1480]],
    says: ['第 2 行', '同时有数'],
  },
  {
    name: 'a part of a fen',
    rows: [HEADER, ['2019-01-03', '货款', null, 500.005, 1500]],
    says: ['第 2 行 D 列', '超过两位小数'],
  },
  {
    name: 'neither 借 nor 贷',
    rows: [
      ['日期', '借贷', '金额'],
      ['2019-01-03', '平', 500],
    ],
    says: ['第 2 行 B 列', '看不出'],
  },
  {
    name: 'only what came in',
    rows: [
      ['日期', '摘要', '收入'],
      ['2019-01-03', '货款', 500],
    ],
    says: ['支出'],
  },
  {
    name: 'no amounts at all',
    rows: [
      ['日期', '摘要'],
      ['2019-01-03', '货款'],
    ],
    says: ['金额'],
  },
  {
    name: 'another table',
    rows: [
      ['姓名', '股金'],
      ['张守田', 20000],
    ],
    says: ['找不到表头'],
  },
  {
    name: 'two accounts in one file',
    rows: [
      ['日期', '本方账号', '支出', '收入'],
      ['2019-01-03', '1001', null, 5],
      ['2019-01-03', '1002', null, 6],
    ],
    says: ['2 个账户'],
  },
];

describe('银行对账单, refused', () => {
  it.each(REFUSED)('$name', ({ rows, says }) => {
    const parse = read(rows);
    for (const part of says) expect(parse.fatal).toContain(part);
    expect(parse.records).toEqual([]);
  });
});

describe('银行对账单, whatever moved', () => {
  const moves = fc.array(
    fc.integer({ min: -900_000, max: 900_000 }).filter((fen) => fen !== 0),
    { minLength: 3, maxLength: 30 },
  );
  /** In fen as a sheet stores yuan. */
  const yuan = (fen: number): string => (fen / 100).toFixed(2);
  const fileOf = (startFen: number, fens: readonly number[]): Written[][] => {
    let balance = startFen;
    return fens.map((fen, index) => {
      balance += fen;
      const date = `2019-01-${String(1 + Math.floor(index / 2)).padStart(2, '0')}`;
      return [date, `第${index}笔`, fen < 0 ? yuan(-fen) : '', fen > 0 ? yuan(fen) : '', yuan(balance)];
    });
  };

  it('reads back what was written, in either order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        moves,
        fc.boolean(),
        (startFen, fens, isNewestFirst) => {
          const rows = fileOf(startFen, fens);
          const parse = read([HEADER, ...(isNewestFirst ? rows.reverse() : rows)]);
          expect(parse.fatal).toBeNull();
          expect(parse.records.map(({ inFen, outFen }) => inFen - outFen)).toEqual(fens);
          expect(parse.openingFen).toBe(startFen);
        },
      ),
    );
  });

  it('and never without a line of the middle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), moves, fc.nat(), (startFen, fens, pick) => {
        const rows = fileOf(startFen, fens);
        rows.splice(1 + (pick % (rows.length - 2)), 1);
        expect(read([HEADER, ...rows]).fatal).toContain('余额接不上');
      }),
    );
  });
});
