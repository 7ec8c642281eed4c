import { describe, expect, it } from 'vitest';
import { noticeDocument } from './notice.ts';
import { renderDocument } from './page.ts';
import { cellsOf, fenOf, textOf } from './testReading.ts';
import { header, resolution, villageRows } from './testVillage.ts';

const document = noticeDocument({
  header,
  fiscalYear: 2018,
  resolution,
  postedFrom: '2019-02-20',
  postedUntil: '2019-02-26',
  supervisor: { name: '王建军', telephone: '0916-4829001' },
  rows: villageRows,
  notes: ['本社不代扣个人所得税'],
});
const tables = document.pages.map(cellsOf);
const closing = tables.flat().filter((cells) => /计（/.test(cells[0] ?? ''));

describe('公示表', () => {
  it('shows every member once and adds up', () => {
    const lines = tables.flat().filter((cells) => /^\d+$/.test(cells[0] ?? ''));
    expect(lines.map((cells) => cells[1])).toEqual(villageRows.map((row) => row.memberNo));
    const [first = [], second = [], total = []] = closing;
    expect(total[0]).toBe('合计（47 户）');
    for (let column = 1; column < total.length; column++) {
      expect(fenOf(first[column] ?? '') + fenOf(second[column] ?? '')).toBe(fenOf(total[column] ?? ''));
    }
    expect(total.at(-1)).toBe('146,958.02');
  });

  it('says who decided, how long it is posted and where to object, on every page', () => {
    for (const page of document.pages) {
      const text = textOf(page);
      for (const part of ['成决〔2019〕3号', '赞成 39 票', '2019年2月20日至2019年2月26日', '0916-4829001']) {
        expect(text).toContain(part);
      }
    }
  });

  it('has no ID number, card or household code, even where the rows carried them', () => {
    const file = renderDocument(document);
    for (const row of villageRows) {
      expect(file).not.toContain(row.idMasked);
      if (row.cardMasked !== '') expect(file).not.toContain(`尾号 ${row.cardMasked.slice(-4)}`);
      expect(file).not.toContain(row.householdCode);
    }
    expect(file).not.toMatch(/\*{4}|\d{11,}|身份证|银行卡/);
  });
});
