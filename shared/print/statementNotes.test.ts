import { describe, expect, it } from 'vitest';
import type { Output } from '../contract/index.ts';
import { brokenLines } from './fit.ts';
import { statementNotesDocument } from './statementNotes.ts';
import { cellsOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

type Section = Output<'statements.notes'>['sections'][number];

const print = (...sections: Section[]) => statementNotesDocument({ header, year: 2018, notes: { sections } });
const table = (rows: number): Section['table'] => ({
  head: ['社员号', '出资额'],
  rows: Array.from({ length: rows }, (_, index) => [`M${index}`, '20,000.00']),
});

describe('附注', () => {
  it('has every section in order, numbered once, as a draft', () => {
    const document = print(
      { title: '声明', paragraphs: ['真实、完整。'], table: null },
      { title: '二、基本情况', paragraphs: [], table: table(2) },
      { title: '二（续）、成员', paragraphs: [], table: null },
    );
    expect(document.watermark).toBe('草稿');
    const text = textOf(document.pages[0]!);
    expect(text).toMatch(/2018 年度会计报表附注.*一、声明.*真实、完整。.*二、基本情况/);
    expect(text).not.toMatch(/[一二三四]、[一二]/);
    expect(cellsOf(document.pages[0]!)).toEqual([
      ['社员号', '出资额'],
      ['M0', '20,000.00'],
      ['M1', '20,000.00'],
    ]);
  });

  it('cuts a long table with its head again, every row once', () => {
    const { pages } = print({ title: '权益结构', paragraphs: ['如下。'], table: table(150) });
    const tables = pages.map(cellsOf);
    expect(pages.length).toBeGreaterThan(2);
    expect(tables.every((rows) => rows[0]?.[0] === '社员号')).toBe(true);
    expect(tables.flatMap((rows) => rows.slice(1)).map((row) => row[0])).toEqual(
      Array.from({ length: 150 }, (_, index) => `M${index}`),
    );
  });

  it('loses no character of a text that runs over pages', () => {
    const paragraph = '香菇种植，共 122 个大棚。'.repeat(300);
    const { pages } = print({ title: '说明', paragraphs: [paragraph], table: null });
    expect(pages.length).toBeGreaterThan(1);
    const lines = pages.flatMap((page) =>
      [...page.markup.matchAll(/<div class="text[^>]*>(.*?)<\/div>/gs)].map((match) => match[1] ?? ''),
    );
    expect(lines.join('').trim()).toBe(paragraph);
  });

  it('says where a table has nothing, and prints no sections as one page', () => {
    expect(textOf(print({ title: '甲', paragraphs: [], table: table(0) }).pages[0]!)).toContain('（无）');
    expect(print().pages).toHaveLength(1);
  });
});

describe('brokenLines', () => {
  it.each([
    ['张守田李秀英', 10, ['张守', '田李', '秀英']],
    ['张守田，李秀英', 15, ['张守', '田，李', '秀英']],
    ['一\n二', 20, ['一', '二']],
    ['', 20, ['']],
  ])('%j at %i mm', (text, widthMm, lines) => {
    expect(brokenLines(text, widthMm, 12)).toEqual(lines);
  });
});
