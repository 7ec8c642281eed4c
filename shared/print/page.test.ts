import { describe, expect, it } from 'vitest';
import { html } from './markup.ts';
import { pageFoot, pageTitle, renderDocument, reprintMark, type PrintDocument } from './page.ts';
import { header } from './testVillage.ts';
import { textOf } from './testReading.ts';

const document: PrintDocument = {
  title: '甲</title><script>',
  paper: 'A4 landscape',
  css: '.own{color:#000}',
  watermark: '草案',
  pages: [html`<p>一</p>`, html`<p>二</p>`],
};

describe('renderDocument', () => {
  const file = renderDocument(document);

  it('is one file without script or anything from outside', () => {
    expect(file).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(file).not.toMatch(/<script|<link|<img|url\(|@import|https?:/);
    expect(file).toContain('<title>甲&lt;/title&gt;&lt;script&gt;</title>');
  });

  it('gives each page a sheet of its own size and the watermark', () => {
    expect(file).toContain('@page{size:297mm 210mm;margin:0}');
    expect(file.match(/<section class="page">/g)).toHaveLength(2);
    expect(file.match(/class="watermark"/g)).toHaveLength(2);
    expect(renderDocument({ ...document, paper: 'A4' })).toContain('@page{size:210mm 297mm;margin:0}');
  });
});

describe('marks on a page', () => {
  it('counts reprints', () => {
    expect(reprintMark(header).markup).toBe('');
    expect(textOf(reprintMark({ ...header, reprint: 2 }))).toBe('补打 第 2 次');
  });

  it('numbers pages and says who printed', () => {
    expect(textOf(pageFoot(header, 3, 5))).toMatch(/打印：2019-02-20 李会计.*第 3 页 共 5 页/);
  });

  it('makes a long title smaller', () => {
    expect(pageTitle('合作社', 200).markup).not.toContain('font-size');
    expect(pageTitle('略阳县两河口镇张家坝村鑫杰香菇种植加工销售农民专业合作社联合社', 150).markup).toContain(
      'font-size',
    );
  });
});
