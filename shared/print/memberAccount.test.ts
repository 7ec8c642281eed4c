import { describe, expect, it } from 'vitest';
import { memberAccountDocument, type AccountRow, type MemberAccountData } from './memberAccount.ts';
import { cellsOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

const nothing = {
  capitalReliefFen: 0,
  capitalOtherFen: 0,
  reserveFen: 0,
  grantFen: 0,
  donationFen: 0,
  quantity: {},
  amountFen: {},
  patronageReturnFen: 0,
  surplusShareFen: 0,
};
const delivery = (no: number): AccountRow => ({
  ...nothing,
  no,
  date: '2018-05-12',
  summary: '交售',
  quantity: { 鲜香菇: '0.1' },
  amountFen: { 鲜香菇: 12_345 },
});
const data: MemberAccountData = {
  header,
  year: 2018,
  memberNo: 'M001',
  name: '张守田',
  address: '张家坝村1组',
  products: ['鲜香菇', '干香菇'],
  opening: { ...nothing, capitalOtherFen: 1_000_000, reserveFen: 35_497 },
  rows: [
    { ...nothing, no: 1, date: '2018-03-01', summary: '入股', capitalReliefFen: 500_000 },
    { ...nothing, no: 2, date: '2018-03-09', summary: '冲销', capitalReliefFen: -500_000 },
    ...Array.from({ length: 43 }, (_, index) => delivery(index + 3)),
  ],
};

describe('成员账户', () => {
  const { pages } = memberAccountDocument(data);
  const tables = pages.map(cellsOf);

  it('has the statutory columns', () => {
    expect(tables[0]?.[0]).toEqual(
      '编号 日期 摘要 成员出资 公积金份额 接受国家财政直接补助形成财产量化份额 接受他人捐赠形成财产量化份额 交易量 交易额 盈余返还金额 剩余盈余分配金额'.split(
        ' ',
      ),
    );
    expect(tables[0]?.[1]).toEqual(
      '来源于到户类扶贫项目资产的出资额 其他来源的出资额 鲜香菇 干香菇 鲜香菇 干香菇'.split(' '),
    );
    expect(textOf(pages[0] ?? { markup: '' })).toMatch(/2018 年度.*张守田（M001）.*张家坝村1组.*第 1 页/);
  });

  it('carries balances from page to page', () => {
    const labels = tables.map((table) => [table[2]?.[0], table.at(-1)?.[0]]);
    expect(labels).toEqual([
      ['年初余额', '过次页'],
      ['承前页', '过次页'],
      ['承前页', '年末余额/总额'],
    ]);
    expect(tables[0]?.at(-1)?.slice(1)).toEqual(tables[1]?.[2]?.slice(1));
    expect(tables[1]?.at(-1)?.slice(1)).toEqual(tables[2]?.[2]?.slice(1));
    expect(tables[2]?.at(-1)?.slice(1)).toEqual('— 10,000.00 354.97 — — 4.3 — 5,308.35 — — —'.split(' '));
  });

  it('leaves blank what a movement did not touch, and shows a reversal negative', () => {
    expect(tables[0]?.[4]).toEqual(['2', '2018-03-09', '冲销', '−5,000.00', ...Array<string>(10).fill('')]);
  });

  it('gathers many products by amount, and prints an account without movements', () => {
    const products = ['鲜香菇', '干香菇', '木耳', '猪苓', '天麻'];
    const rows = [{ ...delivery(1), amountFen: { 猪苓: 100, 天麻: 200 }, quantity: { 猪苓: '1' } }];
    const [page] = memberAccountDocument({ ...data, products, rows }).pages.map(cellsOf);
    expect(page?.[1]?.slice(2)).toEqual(['鲜香菇', '干香菇', '木耳', '鲜香菇', '干香菇', '木耳', '其他2种']);
    expect(page?.[3]?.at(-3)).toBe('3.00');
    expect(memberAccountDocument({ ...data, rows: [] }).pages).toHaveLength(1);
  });
});
