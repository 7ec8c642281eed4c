import { describe, expect, it } from 'vitest';
import {
  computeDividend,
  type DividendInputs,
  type DividendMember,
  type DividendResult,
} from './dividend.ts';
import { explainAmount, explainTotal, isLineField, isTotalField, type LineField } from './explanation.ts';
import { formatYuan } from './money.ts';

const list = (amounts: [string, number, number][]): DividendMember[] =>
  amounts.map(([memberNo, capitalFen, patronageFen], i) => ({
    memberNo,
    name: ['张守田', '李秀英', '王德福', '村集体'][i] ?? memberNo,
    yearEndCapitalFen: capitalFen,
    capitalWeight: BigInt(capitalFen),
    weightDenominator: 1,
    reserveShareFen: 0,
    patronageFen,
    isHardship: i === 1 || i === 2,
    isVillageBody: i === 3,
    sharesGrants: i !== 3,
  }));

const members = list([
  ['M1', 100_000, 100_000],
  ['M2', 100_000, 100_000],
  ['M10', 100_000, 100_000],
  ['V1', 250_000, 0],
]);

const inputs: DividendInputs = {
  fiscalYear: 2018,
  surplusFen: 111_112,
  openingUndistributedFen: 0,
  reservePercent: '10',
  reserveBase: 'after-loss-offset',
  patronagePercent: '60',
  grantFen: 1_000,
  donationFen: 0,
  shareOnlyResolution: null,
  guaranteed: null,
  hardship: null,
  village: null,
  capitalBasis: 'year-end',
  method: 'A',
  parValueFen: 100_000,
  withholding: 'none',
  reserveQuantifiedBy: 'capital',
};

function run(chosen: DividendInputs, people = members): DividendResult {
  const computed = computeDividend(chosen, people);
  if (!computed.ok) throw new Error(computed.error.message);
  return computed.value;
}

function explain(change: Partial<DividendInputs>, memberNo: string, field: LineField, people = members) {
  const chosen = { ...inputs, ...change };
  const explained = explainAmount(run(chosen, people), chosen, memberNo, field);
  if (!explained.ok) throw new Error(explained.error.message);
  const { title, steps, law } = explained.value;
  return { title, text: steps.map((step) => step.text).join('\n'), law };
}

const authority = '章程第41条';
const everyStep: Partial<DividendInputs> = {
  guaranteed: { ratePercent: '2', authority },
  hardship: { percent: '10.01', authority },
  village: { percent: '20', authority },
  withholding: 'all-20',
};
const shareOnly: Partial<DividendInputs> = { shareOnlyResolution: '2019年第1号', method: 'B' };

describe('an amount of the worked year', () => {
  const year: DividendInputs = {
    ...inputs,
    surplusFen: 18_643_729,
    openingUndistributedFen: -2_315_060,
    grantFen: 0,
  };
  const two = list([
    ['M001', 2_000_000, 2_158_230],
    ['M002', 90_000_000, 67_515_705],
  ]);

  it('says what was multiplied, cut and added', () => {
    const { title, text, law } = explain(year, 'M001', 'patronageReturnFen', two);
    expect(title).toBe('张守田的盈余返还 2,731.32 是怎么来的');
    expect(text).toBe(
      '返还总额 88,174.82 × 本户交易额 21,582.30 ÷ 全体交易额 696,739.35 = 2731.31611…，先舍到分 2,731.31，余数较大，补 1 分 → 2,731.32。\n' +
        '各户舍去的尾数合计 1 分，按余数从大到小补给前 1 户，本户排第 1。',
    );
    expect(law).toContain('《农民专业合作社法》第四十四条');
  });

  it('and the chain above it', () => {
    const result = run(year, two);
    const said = (field: Parameters<typeof explainTotal>[2]) =>
      explainTotal(result, year, field).steps.at(-1)?.text;
    expect(said('reserveFen')).toBe('163,286.69 × 10% = 16328.669，四舍五入 → 16,328.67。');
    expect(said('distributableFen')).toBe(
      '本年盈余 186,437.29 − 弥补以前年度亏损 23,150.60 − 提取公积金 16,328.67 = 146,958.02。',
    );
    expect(said('patronagePoolFen')).toContain('88174.812，向上取到分（舍去就低于规定比例） → 88,174.82');
    expect(explainTotal(result, year, 'patronagePoolFen').title).toBe('返还总额 88,174.82 是怎么来的');
  });
});

describe('who gets the left-over fen', () => {
  // 100,001 fen distributable: pool 60,001 over three equal patronages leaves one fen; 40,000 the rest.
  it.each([
    ['M1', '补 1 分 → 200.01', '本户排第 1'],
    ['M2', '不补 → 200.00', '本户排第 2'],
    ['M10', '不补 → 200.00', '本户排第 3'],
  ])('%s, by member number among equals', (memberNo, fate, place) => {
    const { text } = explain({}, memberNo, 'patronageReturnFen');
    expect(text).toContain('余数与别户相同');
    expect(text).toContain(fate);
    expect(text).toContain(place);
  });

  it('nothing for those without patronage', () => {
    expect(explain({}, 'V1', 'patronageReturnFen').text).toBe('本户本年没有与本社的交易，返还为 0.00。');
  });

  it('odd fen of an equal split', () => {
    expect(explain({}, 'M1', 'grantShareFen').text).toContain(
      '余 1 分按社员号从小到大补给前 1 户。\n本户排第 1，补 1 分 → 3.34',
    );
    expect(explain({}, 'M10', 'grantShareFen').text).toContain('本户排第 3，不补 → 3.33');
    expect(explain({}, 'V1', 'grantShareFen').text).toBe('本户不是参加量化的社员，为 0.00。');
    expect(explain({}, 'M1', 'donationShareFen').text).toContain('为 0.00');
  });
});

describe('the other steps', () => {
  it('保底, as promised and capped', () => {
    expect(explain(everyStep, 'M1', 'guaranteedFen').text).toBe(
      '出资额 1,000.00 × 保底 2% = 20.00（依据：章程第41条）。',
    );
    const capped = explain({ guaranteed: { ratePercent: '50', authority } }, 'V1', 'guaranteedFen').text;
    expect(capped).toContain('全体保底应付 2,750.00');
    expect(capped).toContain('÷ 全体出资额 5,500.00');
  });

  it('hardship and village', () => {
    expect(explain(everyStep, 'M2', 'hardshipFen').text).toContain('10.01%');
    expect(explain(everyStep, 'M1', 'hardshipFen').text).toBe('本户不是困难户，为 0.00。');
    expect(explain(everyStep, 'V1', 'villageFen').text).toContain('× 20%');
  });

  it('a rate per share, and what it rests on', () => {
    const { text, law } = explain(shareOnly, 'V1', 'weightedShareFen');
    // 100,001 fen over 5.5 shares: 18,182 a share; 2.5 shares are 45,455
    expect(text).toContain('每股分红 1,000.01 ÷ 5.5 股 = 181.82');
    expect(text).toContain('合 2.5 股 × 181.82 → 454.55。');
    expect(law).toContain('成员大会决议 2019年第1号');
  });

  it('withholding', () => {
    expect(explain({ withholding: 'surplus-20' }, 'M1', 'withheldFen').text).toContain(
      '盈余返还是交易的返还',
    );
    expect(explain({}, 'M1', 'withheldFen').text).toBe('代扣政策为不代扣，为 0.00。');
  });

  it('capital weighted by days', () => {
    const byDays = members.map((one) => ({
      ...one,
      capitalWeight: one.capitalWeight * 184n,
      weightDenominator: 365,
    }));
    const { title, text } = explain({ capitalBasis: 'fen-days' }, 'M1', 'capitalWeightFen', byDays);
    expect(title).toBe('张守田的参加分配的出资额 504.11 是怎么来的');
    expect(text).toContain('合计 184000 元天 ÷ 365 天 = 504.10958…，四舍五入 → 504.11');
  });
});

describe('every amount', () => {
  const variants: Partial<DividendInputs>[] = [
    {},
    everyStep,
    { guaranteed: { ratePercent: '50', authority }, withholding: 'surplus-20' },
    shareOnly,
    { ...shareOnly, ...everyStep },
    { ...shareOnly, method: 'A', openingUndistributedFen: 55, reserveQuantifiedBy: 'half-half' },
    { reserveQuantifiedBy: 'patronage', reserveBase: 'before-loss-offset', openingUndistributedFen: -33 },
  ];
  it.each(variants)('is explained, and the explanation arrives at it: %j', (change) => {
    const chosen = { ...inputs, ...change };
    const result = run(chosen);
    const lineFields = Object.keys(result.lines[0]!).filter(isLineField);
    for (const line of result.lines) {
      for (const field of lineFields) {
        const { title, text } = explain(change, line.memberNo, field);
        expect(title).toBe(`${title.split(' ')[0]} ${formatYuan(line[field])} 是怎么来的`);
        expect(text).toContain(formatYuan(line[field]));
        expect(text).not.toMatch(/undefined|NaN|null/);
      }
    }
    expect(lineFields).toHaveLength(
      Object.keys(result.lines[0]!).filter((name) => name.endsWith('Fen')).length,
    );
    const totalFields = Object.keys(result.totals).filter(isTotalField);
    expect(totalFields).toHaveLength(
      Object.keys(result.totals).filter((name) => name.endsWith('Fen')).length,
    );
    for (const field of totalFields) {
      const { title, steps, law } = explainTotal(result, chosen, field);
      expect(title).toMatch(/ 是怎么来的$/);
      expect(steps.length).toBeGreaterThan(0);
      expect(law).toMatch(/《.+》/);
      expect(steps.map((step) => step.text).join()).not.toMatch(/undefined|NaN|null/);
    }
  });

  it('refuses a member who is not in the run', () => {
    const explained = explainAmount(run(inputs), inputs, 'M999', 'totalFen');
    expect(explained).toMatchObject({ ok: false, error: { code: 'dividend_member_unknown' } });
  });
});
