import { describe, expect, it } from 'vitest';
import {
  CHART,
  CORPORATE_INCOME_TAX_CODE,
  DIM_NAMES,
  DISTRIBUTIONS_CODE,
  FUND_SOURCE,
  PERSONAL_INCOME_TAX_CODE,
  PRESET_ITEMS,
  RESERVE_SOURCE,
  UNDISTRIBUTED_CODE,
  chartAccount,
} from './accounts.ts';

const codes = (choose: (one: (typeof CHART)[number]) => boolean) =>
  CHART.filter(choose)
    .map(({ code }) => code)
    .join(' ');

describe('the chart', () => {
  it('has 48 statutory accounts and the two by choice, in ascending order', () => {
    expect(codes((one) => !one.optional)).toBe(
      '101 102 113 114 121 124 125 127 128 131 141 142 143 144 151 152 153 154 161 162 171 181 ' +
        '201 211 212 213 214 215 221 222 231 235 301 311 321 322 331 332 401 501 502 511 521 522 523 524 529 531',
    );
    expect(codes((one) => one.optional)).toBe('109 122');
    expect(CHART.map(({ code }) => code)).toEqual(CHART.map(({ code }) => code).sort());
  });

  it('knows each account’s nature', () => {
    expect(codes((one) => one.class === 'asset')).toBe(
      '101 102 109 113 114 121 122 124 125 127 128 131 141 142 143 144 151 152 153 154 161 162 171 181',
    );
    expect(codes((one) => one.class === 'liability')).toBe('201 211 212 213 214 215 221 222 231 235');
    expect(codes((one) => one.class === 'equity')).toBe('301 311 321 322 331 332');
    expect(codes((one) => one.class === 'cost')).toBe('401');
    expect(codes((one) => one.class === 'profit')).toBe('501 502 511 521 522 523 524 529 531');
    expect(codes((one) => one.normal === 'credit')).toBe(
      '143 152 162 201 211 212 213 214 215 221 222 231 235 301 311 321 322 331 332 501 502 511',
    );
    expect(CHART.flatMap((one) => (one.contraOf ? [`${one.code}→${one.contraOf}`] : [])).join(' ')).toBe(
      '143→142 152→151 162→161',
    );
    expect(codes((one) => one.canReverse)).toBe('114 154 214 331 332 511');
    expect(codes((one) => one.postable === 'subAccountOnly')).toBe('181 214 332');
    expect(codes((one) => one.postable === 'closingOnly')).toBe('331');
    expect(codes((one) => one.zeroAt === 'yearClose')).toBe('331');
    expect(codes((one) => one.zeroAt === 'periodClose')).toBe('181 501 502 511 521 522 523 524 529 531');
  });

  it('asks for the analysis the regulation requires, two at most', () => {
    const asked = Object.groupBy(CHART, (one) => one.dims.join(','));
    expect(
      Object.fromEntries(
        Object.entries(asked).map(([dims, of]) => [dims, of?.map((one) => one.code).join(' ')]),
      ),
    ).toEqual({
      '': '101 109 122 181 214 331 531',
      bank: '102',
      counterparty: '113 211',
      member: '114 221 222 301',
      product: '121 125',
      'contract,counterparty': '124',
      consignor: '127 128',
      investment: '131 511',
      asset: '141 142 143 144 151 152 154 161 162',
      project: '153',
      spendItem: '171',
      lender: '201 215 231',
      'employee,payItem': '212',
      'worker,payItem': '213',
      grantProject: '235',
      fundSource: '311',
      reserveSource: '321',
      purpose: '322 332',
      costItem: '401',
      businessItem: '501 521',
      incomeSource: '502',
      taxItem: '522',
      expenseItem: '523 524 529',
    });
  });

  it('has the fixed sub-accounts', () => {
    const subs = (code: string) => chartAccount(code)?.subAccounts.map((one) => `${one.code} ${one.name}`);
    expect(subs('181')).toEqual(['18101 待处理流动资产损溢', '18102 待处理非流动资产损溢']);
    expect(subs('332')).toEqual([`${DISTRIBUTIONS_CODE} 各项分配`, `${UNDISTRIBUTED_CODE} 未分配盈余`]);
    expect(subs('214')).toEqual([
      '21401 应交增值税',
      '21402 消费税',
      '21403 城市维护建设税',
      '21404 资源税',
      '21405 房产税',
      '21406 土地使用税',
      '21407 车船使用税',
      '21408 印花税',
      '21409 教育费附加',
      '21410 地方教育费附加',
      `${CORPORATE_INCOME_TAX_CODE} 应交企业所得税`,
      `${PERSONAL_INCOME_TAX_CODE} 应交个人所得税`,
    ]);
    expect(codes((one) => one.subAccounts.length > 0)).toBe('181 214 332');
    expect(chartAccount('332')?.subAccounts.map((one) => [one.dims, one.zeroAt])).toEqual([
      [undefined, 'yearClose'],
      [[], undefined],
    ]);
  });

  it.each([
    ['102', '102'],
    ['10201', '102'],
    ['33202', '332'],
    ['21412', '214'],
    ['103', undefined],
    ['10', undefined],
    ['', undefined],
    ['other', undefined],
  ])('finds %s under %s', (code, expected) => expect(chartAccount(code)?.code).toBe(expected));
});

describe('the help for each account', () => {
  const names = new Set(
    CHART.flatMap((one) => [
      ...(one.postable === 'subAccountOnly' ? [] : [one.name]),
      ...one.subAccounts.map((sub) => `${one.name}—${sub.name}`),
    ]),
  );

  it.each(CHART.map((one) => [one.code, one.name, one] as const))('%s %s', (_, name, one) => {
    expect(one.explanation.length).toBeGreaterThan(20);
    expect(one.explanation.length).toBeLessThan(120);
    expect(one.examples.length).toBeGreaterThanOrEqual(1);
    expect(one.examples.length).toBeLessThanOrEqual(4);
    let mentioned = false;
    for (const example of one.examples) {
      const [event, entry] = example.split('：');
      expect(event, example).not.toBe('');
      const lines = (entry ?? '').split('，').map((line) => /^(借|贷) (.+)$/.exec(line));
      for (const line of lines) expect(names, `${example} → ${line?.[2]}`).toContain(line?.[2]);
      expect(new Set(lines.map((line) => line?.[1])), example).toEqual(new Set(['借', '贷']));
      mentioned ||= lines.some((line) => line?.[2]?.startsWith(name));
    }
    expect(mentioned).toBe(true);
    for (const text of [one.explanation, ...one.traps]) expect(text).toMatch(/^[^,;:()]+。$/);
  });
});

describe('the items to start with', () => {
  it('are unique in their kind, and only of kinds that are asked for', () => {
    expect(new Set(PRESET_ITEMS.map(({ dim, name }) => `${dim} ${name}`)).size).toBe(PRESET_ITEMS.length);
    const asked = new Set(CHART.flatMap((one) => one.dims));
    for (const { dim } of PRESET_ITEMS) expect(asked).toContain(dim);
  });

  it('name the sources that statement 03 reads', () => {
    const of = (dim: string) => PRESET_ITEMS.filter((one) => one.dim === dim).map(({ name }) => name);
    expect(of('fundSource')).toEqual([FUND_SOURCE.state, FUND_SOURCE.donation]);
    expect(of('reserveSource')).toEqual([RESERVE_SOURCE.premium, RESERVE_SOURCE.revaluation]);
    expect(of('purpose')).toEqual([
      '提取盈余公积',
      '盈余返还',
      '剩余盈余分配',
      '转为成员出资',
      '弥补亏损',
      '其他',
    ]);
    expect(of('bank')).toEqual(['基本存款账户']);
  });

  it('has a Chinese name for every kind of analysis', () => {
    expect(new Set(Object.values(DIM_NAMES)).size).toBe(24);
    for (const dim of CHART.flatMap((one) => one.dims))
      expect(DIM_NAMES[dim]).toMatch(/^[\u4e00-\u9fff（）]+$/);
  });
});
