import { describe, expect, it } from 'vitest';
import { renderDocument } from './page.ts';
import { rosterDocument, type RosterData } from './roster.ts';
import { cellsOf, fenOf, textOf } from './testReading.ts';
import { header, resolution, villageRows } from './testVillage.ts';

const data: RosterData = {
  header,
  fiscalYear: 2018,
  resolution,
  parValueFen: 100_000,
  rows: villageRows.toReversed(),
  notes: ['本社不代扣个人所得税'],
};
const { pages } = rosterDocument(data);
const tables = pages.map(cellsOf);
const memberLines = (table: string[][]): string[][] => table.filter((cells) => /^\d+$/.test(cells[0] ?? ''));
const lineOf = (table: string[][], label: string): string[] =>
  table.find((cells) => cells[0]?.startsWith(label)) ?? [];

describe('分红发放表', () => {
  it('prints each of the 47 once, by member number, numbered through', () => {
    const lines = tables.flatMap(memberLines);
    expect(lines.map((cells) => cells[0])).toEqual(villageRows.map((_, index) => String(index + 1)));
    expect(lines.map((cells) => cells[2])).toEqual(villageRows.map((row) => row.name));
    expect(pages.map((page) => memberLines(cellsOf(page)).length)).toEqual([12, 12, 12, 11]);
  });

  it('repeats the header and numbers the pages', () => {
    pages.forEach((page, index) => {
      expect(cellsOf(page)[0]).toEqual(
        '序号 组别 户主姓名 身份证号 股数 出资额 占比 交易额 盈余返还 剩余盈余分配 应分合计 代扣 实发 银行卡号 领款人签字（指印） 备注'.split(
          ' ',
        ),
      );
      expect(textOf(page)).toContain(`第 ${index + 1} 页 共 4 页`);
      expect(textOf(page)).toContain('成员大会决议：2019-02-16 成决〔2019〕3号');
    });
  });

  it('adds the pages up to the total, column by column', () => {
    const total = lineOf(tables[3] ?? [], '合计');
    expect(total.slice(0, 9)).toEqual(
      '合计（47 户） 920 920,000.00 100.00% 696,739.35 88,174.82 58,783.20 146,958.02 —'
        .replace('（47 户）', '（47_户）')
        .split(' ')
        .map((cell) => cell.replace('_', ' ')),
    );
    for (const column of [2, 4, 5, 6, 7, 8, 9]) {
      const subtotals = tables.map((table) => fenOf(lineOf(table, '本页小计')[column] ?? ''));
      expect(subtotals.reduce((sum, fen) => sum + fen)).toBe(fenOf(total[column] ?? ''));
    }
    expect(tables.map((table) => lineOf(table, '本页小计')[0])).toEqual([
      '本页小计（12 户）',
      '本页小计（12 户）',
      '本页小计（12 户）',
      '本页小计（11 户）',
    ]);
    expect(lineOf(tables[3] ?? [], '实发合计（大写）')[1]).toContain('人民币壹拾肆万陆仟玖佰伍拾捌元零贰分');
    expect(tables.slice(0, 3).every((table) => lineOf(table, '合计').length === 0)).toBe(true);
  });

  it('leaves at least 12 mm to sign in', () => {
    const heights = pages.flatMap((page) => [
      ...page.markup.matchAll(/class="row" style="height:([\d.]+)mm"/g),
    ]);
    expect(heights).toHaveLength(47);
    expect(heights.every((match) => Number(match[1]) >= 12)).toBe(true);
  });

  it('prints rare characters and makes hostile names harmless', () => {
    const hostile = villageRows.map((row, index) =>
      index === 0 ? { ...row, name: '<script>alert(1)</script>' } : row,
    );
    const file = renderDocument(rosterDocument({ ...data, rows: hostile }));
    expect(file).not.toContain('<script');
    expect(file).toContain('何𬭎');
    expect(file).toContain('周文龑');
  });

  it("shows special steps in columns of their own, and members who are not their household's head", () => {
    const rows = villageRows.map((row, index) =>
      index === 1
        ? {
            ...row,
            guaranteedFen: 100,
            totalFen: row.totalFen + 100,
            netFen: row.netFen + 100,
            householdCode: 'H001',
            headName: '张守田',
          }
        : row,
    );
    const [first] = rosterDocument({ ...data, rows }).pages.map(cellsOf);
    expect(first?.[0]?.slice(8, 11)).toEqual(['盈余返还', '剩余盈余保底分红', '剩余盈余按份额']);
    expect(first?.[2]?.[2]).toBe('李秀英户主：张守田');
    expect(lineOf(first ?? [], '本页小计')[0]).toBe('本页小计（12 名成员）');
  });

  it('marks reprints on every page, and prints an empty run as one page', () => {
    const again = rosterDocument({ ...data, header: { ...header, reprint: 2 } });
    expect(again.pages.every((page) => textOf(page).includes('补打 第 2 次'))).toBe(true);
    expect(pages.some((page) => textOf(page).includes('补打'))).toBe(false);
    expect(rosterDocument({ ...data, rows: [] }).pages).toHaveLength(1);
  });

  it('refuses rows that do not add up', () => {
    const wrong = villageRows.map((row, index) =>
      index === 5 ? { ...row, totalFen: row.totalFen + 1 } : row,
    );
    expect(() => rosterDocument({ ...data, rows: wrong })).toThrow(/M006/);
  });
});
