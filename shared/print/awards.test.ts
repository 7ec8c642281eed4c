import { describe, expect, it } from 'vitest';
import { awardNoticeDocument, awardRosterDocument, type Awards } from './awards.ts';
import { type IndustryRow, industryRegisterDocument } from './industryRegister.ts';
import { cellsOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

const household = (no: number) => ({
  householdId: no,
  householdCode: `H${String(no).padStart(3, '0')}`,
  groupNo: no <= 20 ? 1 : 2,
  headName: '张守田',
  category: '一般' as const,
});

function programme(households: number): Awards {
  const line = (no: number, more: Partial<Awards['lines'][number]> = {}): Awards['lines'][number] => ({
    ...household(no),
    id: no,
    kindId: 1,
    kind: '香菇',
    unit: '筒',
    scale: '5400',
    rate: '0.5',
    months: null,
    computedFen: 2_700_00,
    amountFen: 2_700_00,
    how: '5,400 筒 × 0.5 元 = 2,700.00',
    note: '',
    reversesId: null,
    reversedById: null,
    ...more,
  });
  const all = Array.from({ length: households }, (_, index) => index + 1);
  return {
    programme: {
      id: 1,
      year: 2018,
      name: '产业奖补',
      basis: 'scale',
      document: '略财农〔2018〕86号',
      fund: '财政',
      monthFen: null,
      capFen: null,
      note: '',
      state: 'noticed',
      imported: false,
      approvedOn: '2018-12-01',
      approvalDocument: '会议纪要 2018-19',
      noticeFrom: '2018-12-02',
      noticeTo: '2018-12-08',
      households,
      amountFen: households * 2_700_00,
      paidFen: 0,
      unpaidFen: households * 2_700_00,
    },
    rates: [],
    // One was taken back: neither it nor its red line is on paper.
    lines: [
      ...all.map((no) => line(no)),
      line(900, { reversedById: 901 }),
      line(901, { reversesId: 900, amountFen: -2_700_00 }),
    ],
    households: all.map((no) => ({
      ...household(no),
      payeeId: no,
      payeeName: no === 2 ? '陈桂花' : '张守田',
      payeeRelation: no === 2 ? '配偶' : '户主',
      idMasked: '610727********2055',
      cardMasked: no === 3 ? '' : '6230********0011',
      phone: '19900010217',
      what: '香菇',
      amountFen: 2_700_00,
      paidFen: 0,
      unpaidFen: 2_700_00,
      waitingIn: null,
      failedBecause: '',
    })),
    payments: [],
    bankFiles: [],
    steps: [],
    warnings: [],
  };
}

describe('奖补花名册', () => {
  it('has each household with room to sign, page sums, the whole in words', () => {
    const { pages } = awardRosterDocument(header, programme(30));
    expect(pages).toHaveLength(3);
    const rows = pages.flatMap((page) => cellsOf(page));
    expect(rows.filter((row) => row[2]?.startsWith('H'))).toHaveLength(30);
    expect(rows.find((row) => row[2] === 'H002')![3]).toContain('陈桂花');
    expect(rows.find((row) => row[2] === 'H003')![7]).toBe('现金');
    const subtotals = rows.filter((row) => row[0] === '本页小计').map((row) => row[1]);
    expect(subtotals).toHaveLength(3);
    expect(textOf(pages[2]!)).toContain('合计（30 户）');
    expect(textOf(pages[2]!)).toContain('捌万壹仟元整');
    expect(textOf(pages[0]!)).toContain('依据：略财农〔2018〕86号');
  });
});

describe('奖补公示表', () => {
  it('says what, when and where to object, and no number that is nobody’s business', () => {
    const { pages } = awardNoticeDocument(header, programme(40), '19900000110');
    const text = pages.map(textOf).join('');
    expect(text).toContain('拟向 40 户发放 2018 年产业奖补 108,000.00 元');
    expect(text).toContain('公示期：2018年12月2日至2018年12月8日');
    expect(text).toContain('监督电话：19900000110');
    expect(text).not.toContain('610727');
    expect(text).not.toContain('6230');
    expect(text).not.toContain('19900010217');
    const rows = pages.flatMap((page) => cellsOf(page)).filter((row) => row[2]?.startsWith('H'));
    expect(rows).toHaveLength(40);
    expect(rows[0]!.slice(5)).toEqual(['香菇', '5,400 筒', '0.5 元/筒', '2,700.00']);
  });
});

describe('户产业台账', () => {
  const row = (no: number, more: Partial<IndustryRow> = {}): IndustryRow => ({
    ...household(no),
    id: no,
    year: 2018,
    headId: no,
    kindId: 1,
    kind: '香菇',
    unit: '筒',
    outputUnit: '公斤',
    scale: '100',
    inputFen: 300_00,
    expectedFen: 500_00,
    output: null,
    incomeFen: null,
    inspectedScale: null,
    inspectedOn: null,
    inspector: '',
    awardFen: 50_00,
    note: '',
    versions: 1,
    ...more,
  });

  it('adds up each group and each page once, and the scales by industry', () => {
    const rows = [
      ...Array.from({ length: 30 }, (_, index) => row(index + 1)),
      row(30, { id: 99, kindId: 6, kind: '养蜂', unit: '箱', scale: '12' }),
    ];
    const { pages } = industryRegisterDocument(header, 2018, rows);
    const cells = pages.flatMap((page) => cellsOf(page));
    const money = (label: string) =>
      cells
        .filter((one) => one.some((cell) => cell === label))
        .map((one) => one.find((cell) => /^[\d,]+\.\d\d$/u.test(cell)));
    expect(money('1组小计')).toEqual(['6,000.00']);
    expect(money('2组小计')).toEqual(['3,300.00']);
    expect(money('合计')).toEqual(['9,300.00']);
    const [first, second] = money('本页小计') as [string, string];
    expect(Number(first.replace(',', '')) + Number(second.replace(',', ''))).toBe(9300);
    expect(textOf(pages.at(-1)!)).toContain('各项目合计：香菇 3,000 筒（30 户）；养蜂 12 箱（1 户）。');
  });
});
