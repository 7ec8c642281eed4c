import { describe, expect, it } from 'vitest';
import { statementsDocument, type StatementsData } from './statements.ts';
import { cellsOf, textOf } from './testReading.ts';
import { header, resolution, statementOf, villageRows } from './testVillage.ts';

const data: StatementsData = {
  header,
  fiscalYear: 2018,
  resolution,
  contact: { place: '村委会财务室', telephone: '0916-4829001' },
  statements: villageRows.map(statementOf),
  printOnly: null,
};
const slipsOf = (document: { pages: readonly { markup: string }[] }): string[] =>
  document.pages.flatMap((page) => page.markup.split('<article').slice(1)).map((slip) => `<article${slip}`);
const document = statementsDocument(data);
const slips = slipsOf(document);

describe('成员分红通知单', () => {
  it('puts two on a page, one member each', () => {
    expect(document.pages).toHaveLength(24);
    expect(document.pages.map((page) => page.markup.match(/<article/g)?.length)).toEqual([
      ...Array<number>(23).fill(2),
      1,
    ]);
    slips.forEach((slip, index) => {
      const row = villageRows[index];
      expect(textOf({ markup: slip })).toContain(`社员号 ${row?.memberNo}`);
      expect(textOf({ markup: slip })).toContain(row?.name);
    });
  });

  it('shows how each amount was computed, down to where the odd fen went', () => {
    expect(cellsOf({ markup: slips[0] ?? '' })).toEqual([
      ['项目', '怎么算的', '金额（元）'],
      [
        '盈余返还',
        '返还总额 88,174.82 × 您的交易额 21,582.30 ÷ 全社交易额 696,739.35= 2,731.31611…，尾数按余数大小排序，进 1 分',
        '2,731.32',
      ],
      [
        '剩余盈余分配',
        '剩余盈余 58,783.20 × 您的份额 34,468.09 ÷ 全社份额 1,600,000.00= 1,266.34039…，舍去不足 1 分的尾数',
        '1,266.34',
      ],
      ['应分合计', '3,997.66'],
      ['减：代扣', '本社按成员大会决议不代扣个人所得税', '—'],
      ['实发', '人民币叁仟玖佰玖拾柒元陆角陆分', '3,997.66'],
    ]);
    expect(cellsOf({ markup: slips[2] ?? '' })[1]).toEqual([
      '盈余返还',
      '您的交易额为 0，不参与返还总额的分配',
      '—',
    ]);
  });

  it('carries code, card, holding and contact', () => {
    const text = textOf({ markup: slips[0] ?? '' });
    for (const part of [
      '7K4M-Q2XD-M001',
      '尾号 4400',
      '出资额 20,000.00 元',
      '0916-4829001',
      '成决〔2019〕3号',
    ]) {
      expect(text).toContain(part);
    }
    expect(textOf({ markup: slips[8] ?? '' })).toContain('现金领取');
  });

  it('keeps a household together and counts its statements, also when only one is printed', () => {
    const statements = data.statements.map((statement) =>
      statement.memberNo === 'M030' ? { ...statement, householdCode: 'H002', headName: '李秀英' } : statement,
    );
    const texts = slipsOf(statementsDocument({ ...data, statements })).map((slip) =>
      textOf({ markup: slip }),
    );
    expect(texts.slice(0, 4).map((text) => /M\d{3}/.exec(text)?.[0])).toEqual([
      'M001',
      'M002',
      'M030',
      'M003',
    ]);
    expect(texts[2]).toContain('本户 2 名成员，第 2 份');
    const [only = '', ...more] = slipsOf(statementsDocument({ ...data, statements, printOnly: ['M030'] }));
    expect(more).toEqual([]);
    expect(textOf({ markup: only })).toContain('本户 2 名成员，第 2 份');
  });

  it('shows other steps, withholding and reprints', () => {
    const [first] = data.statements;
    if (!first) throw new Error('no statement');
    const statement = {
      ...first,
      lines: [
        ...first.lines,
        {
          title: '按股分配',
          basis: { kind: 'rate' as const, rateFen: 15_973, shares: '20' },
          amountFen: 319_460,
        },
        { title: '困难照顾', basis: { kind: 'text' as const, text: '决议认定' }, amountFen: 100 },
      ],
      totalFen: first.totalFen + 319_560,
      withheldFen: 1_000,
      netFen: first.totalFen + 318_560,
    };
    const [page] = statementsDocument({
      ...data,
      header: { ...header, reprint: 1 },
      statements: [statement],
    }).pages;
    const cells = cellsOf(page ?? { markup: '' });
    expect(cells[3]).toEqual(['按股分配', '每股 159.73 元 × 20 股', '3,194.60']);
    expect(cells[4]).toEqual(['困难照顾', '决议认定', '1.00']);
    expect(cells[6]?.[2]).toBe('10.00');
    expect(textOf(page ?? { markup: '' })).toContain('补打 第 1 次');
    expect(() => statementsDocument({ ...data, statements: [{ ...statement, netFen: 1 }] })).toThrow(/M001/);
  });
});
