import { describe, expect, it } from 'vitest';
import { chartAccount } from './accounts.ts';
import { mapOldAccount } from './system2007.ts';

/** The 2007 system's accounts (财会〔2021〕38号, 对照表), and where each goes. */
const OLD_CHART = `
101 库存现金        same    101
102 银行存款        same    102
109 其他货币资金    same    109
113 应收款          same    113
114 成员往来        same    114
121 产品物资        same    121
122 包装物          same    122
124 委托加工物资    same    124
125 委托代销商品    same    125
127 受托代购商品    same    127
128 受托代销商品    same    128
131 对外投资        same    131
141 牲畜（禽）资产  choose  141,142,143,144
142 林木资产        choose  141,142,143,144
151 固定资产        same    151
152 累计折旧        same    152
153 在建工程        same    153
154 固定资产清理    same    154
161 无形资产        same    161
201 短期借款        same    201
211 应付款          choose  211,213,214,215
212 应付工资        same    212
221 应付盈余返还    same    221
222 应付剩余盈余    same    222
231 长期借款        same    231
235 专项应付款      same    235
301 股金            same    301
311 专项基金        same    311
321 资本公积        same    321
322 盈余公积        same    322
331 本年盈余        same    331
332 盈余分配        renamed 33202
401 生产成本        same    401
501 经营收入        same    501
502 其他收入        same    502
511 投资收益        same    511
521 经营支出        same    521
522 管理费用        renamed 523
529 其他支出        choose  524,529`;

/** Sub-accounts, ways of writing, books that are new already, and accounts a cooperative made up. */
const OTHERS = `
52201  管理费用-办公费   renamed 523
522.01 办公费            renamed 523
５２２ 管理费用          renamed 523
522    管理费用—差旅费   renamed 523
522    税金及附加        same    522
52201  税金及附加-印花税 same    522
523    管理费用          same    523
523    水利费            choose  -
141    消耗性生物资产    same    141
142    生产性生物资产    same    142
143    经济林木          choose  -
213    应付劳务费        same    213
213    应付利息          choose  215
524    财务费用          same    524
531    所得税费用        same    531
10201  信用社            same    102
21101  应付款-张三       choose  211,213,214,215
33201  各项分配          renamed 33201
33202  未分配盈余        renamed 33202
112    内部往来          choose  -
99     其它              choose  -
-      合计              choose  -`;

const cases = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/u) as [string, string, string, string]);

describe('an account of the 2007 system', () => {
  it.each([...cases(OLD_CHART), ...cases(OTHERS)])('%s %s: %s %s', (code, name, kind, to) => {
    const mapped = mapOldAccount(code, name);
    expect(mapped.kind).toBe(kind);
    expect(mapped.to).toEqual(to === '-' ? [] : to.split(','));
    expect(mapped.reason).toMatch(/^[^,;:()]+。$/);
    for (const one of mapped.to) expect(chartAccount(one)).toBeDefined();
  });

  it('may come without a name', () => {
    expect(mapOldAccount('522', '').to).toEqual(['523']);
    expect(mapOldAccount(' 101 ', '　').to).toEqual(['101']);
    expect(mapOldAccount('524', '').kind).toBe('same');
  });

  it('with a name of two words is still recognised', () => {
    expect(mapOldAccount('522', ' 税金 及附加').kind).toBe('same');
  });
});
