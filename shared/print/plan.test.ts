import { describe, expect, it } from 'vitest';
import { renderDocument } from './page.ts';
import { planDocument, type PlanData } from './plan.ts';
import { cellsOf, fenOf, textOf } from './testReading.ts';
import { header, villageRows } from './testVillage.ts';

const data: PlanData = {
  header,
  fiscalYear: 2018,
  draftNo: 2,
  chain: [
    { title: '本年盈余', authority: '331 本年盈余', amountFen: 18_643_729, kind: 'step' },
    { title: '年初未分配盈余', authority: '332', amountFen: -2_315_060, kind: 'step' },
    { title: '减：提取盈余公积', authority: '法第四十二条', amountFen: -1_632_867, kind: 'step' },
    { title: '可分配盈余', authority: '法第四十四条', amountFen: 14_695_802, kind: 'result' },
  ],
  choices: [{ title: '返还比例', choice: '60%', authority: '法第四十四条第二款' }],
  meetingOn: '2019-03-16',
  layOutBy: '2019-03-01',
  rows: villageRows,
  notes: [],
};
const { pages } = planDocument(data);

describe('盈余分配方案（草案）', () => {
  it('opens with the chain, the choices and the laying out of Article 40', () => {
    const text = textOf(pages[0] ?? { markup: '' });
    for (const part of [
      '第 2 稿',
      '第四十条',
      '十五日前',
      '2019年3月16日',
      '2019年3月1日',
      '返还比例',
      '供查阅地点',
    ]) {
      expect(text).toContain(part);
    }
    expect(cellsOf(pages[0] ?? { markup: '' }).slice(0, 3)).toEqual([
      ['行次', '项目', '依据', '金额'],
      ['1', '本年盈余', '331 本年盈余', '186,437.29'],
      ['2', '年初未分配盈余', '332', '−23,150.60'],
    ]);
  });

  it('leaves dates open that nobody knows yet', () => {
    const [first] = planDocument({ ...data, meetingOn: null, layOutBy: null }).pages;
    expect(textOf(first ?? { markup: '' })).not.toContain('2019年3月');
  });

  it('lists every member with weights, and its pages add up', () => {
    const tables = pages.slice(1).map(cellsOf);
    const lines = tables.flat().filter((cells) => /^\d+$/.test(cells[0] ?? ''));
    expect(lines.map((cells) => cells[1])).toEqual(villageRows.map((row) => row.memberNo));
    const subtotals = tables.flat().filter((cells) => cells[0]?.startsWith('本页小计'));
    const total = tables.flat().find((cells) => cells[0]?.startsWith('合计')) ?? [];
    expect(total.slice(1)).toEqual(
      '920,000.00 — 600,000.00 80,000.00 1,600,000.00 696,739.35 88,174.82 58,783.20 146,958.02 — 146,958.02'.split(
        ' ',
      ),
    );
    for (let column = 1; column < total.length; column++) {
      const sum = subtotals.reduce((all, cells) => all + fenOf(cells[column] ?? ''), 0);
      expect(sum).toBe(fenOf(total[column] ?? ''));
    }
  });

  it('carries the watermark and page numbers throughout', () => {
    const file = renderDocument(planDocument(data));
    expect(file.match(/<div class="watermark" aria-hidden="true">草案<\/div>/g)).toHaveLength(3);
    expect(file).toContain('第 3 页 共 3 页');
  });
});
