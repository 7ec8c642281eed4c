import { describe, expect, it } from 'vitest';
import { bookStatementDocument } from './bookStatements.ts';
import { statements } from './testBooks.ts';
import { cellsOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

type Data = Parameters<typeof bookStatementDocument>[1];

function print(which: '01' | '02' | '03', more: Partial<Data['statements']> = {}, postedOnly = false) {
  const document = bookStatementDocument(which, {
    header,
    statements: { ...statements(), ...more },
    postedOnly,
  });
  expect(document.pages).toHaveLength(1);
  const [page] = document.pages;
  return { document, rows: cellsOf(page!), text: textOf(page!), markup: page!.markup };
}

describe('会农社01表 资产负债表', () => {
  const { document, rows, text, markup } = print('01');

  it('has the form’s head and every row of 1 to 42 once', () => {
    expect(document.paper).toBe('A4 landscape');
    expect(text).toMatch(
      /资产负债表.*会农社01表.*编制单位：鑫杰香菇种植专业合作社.*2018年12月31日.*单位：元/,
    );
    expect(rows[0]).toEqual('资产 行次 期末余额 年初余额 负债和所有者权益 行次 期末余额 年初余额'.split(' '));
    const numbers = rows
      .slice(1)
      .flatMap((row) => [row[1], row[5]])
      .filter((cell) => cell !== '')
      .map(Number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 42 }, (_, index) => index + 1));
    expect(text).toMatch(/单位负责人：.*会计主管：.*制表：/);
  });

  it('stands level: both totals in the last line, sections where the form has them', () => {
    expect(rows.at(-1)?.map((cell) => cell.trim())).toEqual(
      '资产总计 22 960,328.67 916,849.40 负债和所有者权益总计 42 936,328.67 876,849.40'.split(' '),
    );
    expect(rows[1]?.[0]).toBe('流动资产：');
    expect(rows[7]?.[0]).toBe('非流动资产：');
    expect(rows[17]?.[4]).toBe('所有者权益：');
    expect(rows[16]?.slice(4)).toEqual(['', '', '', '']);
    expect(rows[10]?.[0]).toBe('减：生产性生物资产累计折旧');
  });

  it('prints a loss with a minus and red, nothing as a dash', () => {
    expect(rows.find((row) => row[5] === '40')?.slice(4)).toEqual(['未分配盈余', '40', '—', '−23,150.60']);
    expect(markup.match(/class="r neg"/g)).toHaveLength(1);
  });
});

describe('会农社02表 盈余及盈余分配表', () => {
  const { document, rows, text } = print('02');

  it('has the twenty rows with their numbers', () => {
    expect(document.paper).toBe('A4');
    expect(text).toMatch(/会农社02表.*2018年度/);
    expect(rows).toHaveLength(21);
    expect(rows.map((row) => row[0]?.trim())).toEqual([
      ...['项目', '一、经营收入', '加：投资收益', '减：经营支出', '税金及附加', '管理费用', '财务费用'],
      ...['二、经营收益', '加：其他收入', '减：其他支出', '三、盈余总额', '减：所得税费用', '四、本年盈余'],
      ...['加：年初未分配盈余', '其他转入', '减：提取盈余公积', '五、可分配盈余', '减：盈余返还'],
      ...['剩余盈余分配', '转为成员出资', '六、年末未分配盈余'],
    ]);
  });

  it('has the example’s figures, and no last year where there is none', () => {
    const amount = (row: number): string | undefined => rows[row]?.[2];
    expect([12, 13, 15, 16, 17, 18, 20].map(amount)).toEqual(
      '186,437.29 −23,150.60 16,328.67 146,958.02 88,174.82 58,783.20 —'.split(' '),
    );
    expect(rows.slice(1).every((row) => row[3] === '')).toBe(true);
    const surplus = statements().surplus.map((row) => ({ ...row, previousFen: row.row * 100 }));
    expect(print('02', { surplus }).rows[20]?.[3]).toBe('20.00');
  });

  it('says a part of the year as one, and a number that is there already only once', () => {
    expect(print('02', { period: '2018-06' }).text).toContain('2018年1月至6月');
    const surplus = statements().surplus.map((row) => (row.row === 1 ? { ...row, prefix: '一、' } : row));
    expect(print('02', { surplus }).rows[1]?.[0]).toBe('一、经营收入');
  });
});

describe('会农社03表 成员权益变动表', () => {
  const { rows, text } = print('03');

  it('is the form’s matrix', () => {
    expect(rows[0]).toEqual(
      '项目 股金 金额 专项基金 金额 资本公积 金额 盈余公积 金额 未分配盈余 金额 合计'.split(' '),
    );
    expect(rows.map((row) => row[0])).toEqual([
      '项目',
      '年初余额',
      '本年增加数',
      ...Array<string>(4).fill(''),
      '本年减少数',
      ...Array<string>(5).fill(''),
      '年末余额',
    ]);
    expect(rows[4]).toEqual([
      ...['', '资本公积转增', '—', '接受国家财政直接补助形成', '—', '股金溢价', '—'],
      ...['从盈余中提取', '16,328.67', '本年盈余', '186,437.29', ''],
    ]);
    expect(text).toMatch(/会农社03表.*2018年度/);
  });

  it('adds up: beginning plus increase less decrease is the end, in every column and in the sum', () => {
    for (const column of [2, 4, 6, 8, 10, 11]) {
      const fen = (label: string): number => {
        const cell = rows.find((row) => row[0] === label)?.[column] ?? '';
        return cell === '—' ? 0 : Number(cell.replace(/[,.]/g, '').replace('−', '-'));
      };
      expect(fen('年初余额') + fen('本年增加数') - fen('本年减少数')).toBe(fen('年末余额'));
    }
    expect(rows.at(-1)?.at(-1)).toBe('936,328.67');
  });

  it('shows a line that the form lacks only when it has an amount', () => {
    expect(text).not.toContain('退还成员公积金份额');
    const withLine = (fen: number) =>
      statements().equity.map((column) => ({
        ...column,
        decrease: [...column.decrease, { label: '退还成员公积金份额', fen, printed: false }],
      }));
    expect(print('03', { equity: withLine(0) }).text).not.toContain('退还成员公积金份额');
    const equity = withLine(500);
    expect(print('03', { equity }).text).toContain('退还成员公积金份额');
  });
});

describe('what a reader has to know', () => {
  it.each([
    ['2018-12', true],
    ['2022-12', true],
    ['2023-01', false],
  ])('a statement of %s says that the 2021 system is shown for illustration: %s', (period, said) => {
    for (const which of ['01', '02', '03'] as const) {
      expect(print(which, { period }).text.includes('财会〔2021〕37号')).toBe(said);
    }
  });

  it('names vouchers not posted, open profit and failed equations, not those that hold', () => {
    const check = {
      id: '01-a',
      tier: 3,
      name: '资产总计等于负债和权益总计',
      level: 'block' as const,
      leftLabel: '第22行',
      left: '1.00',
      rightLabel: '第42行',
      right: '2.00',
      rows: [],
    };
    const { text } = print('01', {
      unposted: 3,
      profitOpen: true,
      notes: ['自己的说明。'],
      checks: [
        { ...check, ok: false },
        { ...check, name: '别的等式', ok: true },
      ],
    });
    expect(text).toContain('自己的说明；');
    expect(text).toContain(
      '含 3 张未记账凭证；本期损益还没有结转；资产总计等于负债和权益总计不符：第22行 1.00，第42行 2.00。',
    );
    expect(text).not.toContain('别的等式');
    expect(print('01', { unposted: 3 }, true).text).toContain('另有 3 张未记账凭证没有计入');
  });

  it('marks a reprint', () => {
    const [page] = bookStatementDocument('01', {
      header: { ...header, reprint: 1 },
      statements: statements(),
      postedOnly: false,
    }).pages;
    expect(textOf(page!)).toContain('补打 第 1 次');
  });
});
