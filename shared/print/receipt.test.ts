import { describe, expect, it } from 'vitest';
import { receiptDocument, type Receipt } from './receipt.ts';
import { cellsOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

const receipt: Receipt = {
  number: 'SJ-2018-0001',
  date: '2018-03-12',
  payer: '何𬭎',
  memberNo: 'M047',
  groupNo: 3,
  amountFen: 2_000_050,
  reason: '入股出资',
  source: '到户类扶贫项目资产',
  form: '现金',
  note: '',
  handledBy: '李会计',
};

describe('收据', () => {
  const [page = { markup: '' }, ...more] = receiptDocument({
    header: { ...header, reprint: 1 },
    receipts: [receipt],
  }).pages;

  it('is one sheet with three equal copies, each saying what it is for', () => {
    expect(more).toEqual([]);
    const cells = cellsOf(page);
    expect(cells).toHaveLength(12);
    expect(cells.slice(0, 4)).toEqual(cells.slice(4, 8));
    expect(cells.slice(0, 4)).toEqual([
      ['今收到', '何𬭎（3组，社员号 M047）'],
      ['金额（大写）', '人民币贰万元零伍角整', '¥20,000.50'],
      ['事由', '入股出资', '收款方式', '现金'],
      ['资金来源', '到户类扶贫项目资产', '备注', ''],
    ]);
    const text = textOf(page);
    for (const part of [
      '第一联　存根联',
      '第二联　交款人联',
      '第三联　记账联',
      '№ SJ-2018-0001',
      '2018年3月12日',
    ]) {
      expect(text).toContain(part);
    }
    expect(text.match(/补打 第 1 次/g)).toHaveLength(3);
  });

  it('is never for nothing', () => {
    expect(() => receiptDocument({ header, receipts: [{ ...receipt, amountFen: 0 }] })).toThrow();
  });
});
