import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';

/** Every document carries this: whose paper it is, who printed it when, and whether it was printed before. */
export interface PrintHeader {
  readonly cooperativeName: string;
  readonly villageName: string;
  /** YYYY-MM-DD. */
  readonly printedOn: string;
  readonly operator: string;
  /** null for the first print; n for the n-th reprint (补打). */
  readonly reprint: number | null;
}

/** A document as sheets of paper. Each page was cut by code: what is in it fits on it. */
export interface PrintDocument {
  readonly title: string;
  readonly paper: 'A4' | 'A4 landscape';
  /** Rules of this kind of document, added to the frame's own. */
  readonly css: string;
  /** Large pale characters behind every page. */
  readonly watermark: string | null;
  readonly pages: readonly Markup[];
}

/**
 * One self-contained HTML file: no script, nothing loaded from outside, and a policy that would refuse either. The same file is
 * preview, print and PDF: a page is a box of the paper's own size, so no printer can cut it elsewhere.
 */
export function renderDocument(document: PrintDocument): string {
  const { widthMm, heightMm } = PAPER_SIZE[document.paper];
  const size = `@page{size:${widthMm}mm ${heightMm}mm;margin:0}.page{width:${widthMm}mm;height:${heightMm}mm}`;
  const watermark =
    document.watermark === null
      ? NOTHING
      : html`<div class="watermark" aria-hidden="true">${document.watermark}</div>`;
  const pages = document.pages.map((page) => html`<section class="page">${watermark}${page}</section> `);
  const style: Markup = { markup: size + FRAME_CSS + document.css };
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${document.title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        ${pages}
      </body>
    </html> `.markup;
}

const PAPER_SIZE = {
  A4: { widthMm: 210, heightMm: 297 },
  'A4 landscape': { widthMm: 297, heightMm: 210 },
} as const;

/** The centred heading of a page, made smaller when a long name needs it. */
export function pageTitle(text: string, widthMm: number): Markup {
  return html`<h1>
    ${fitted(text, { widthMm: widthMm / (1 + TITLE_SPACING_EM), heightMm: 8, basePt: 16 })}
  </h1>`;
}

/** The line under the title: what stands left, in the middle (both made smaller when long) and right. */
export function metaLine(widthMm: number, left: string, middle: string, right: string): Markup {
  const part = (text: string, share: number): Markup =>
    html`<span>${fitted(text, { widthMm: widthMm * share, heightMm: 0, basePt: 9 })}</span>`;
  // Nothing in the middle leaves its place to the left, which is the cooperative's full name.
  const leftShare = middle === '' ? 0.8 : 0.4;
  return html`<div class="meta">
    ${part(left, leftShare)}${part(middle, 0.8 - leftShare)}${part(right, 0.18)}
  </div>`;
}

const TITLE_SPACING_EM = 0.08;

/** The last line of a page: who printed it, and 第 x 页 共 y 页. Stands at the bottom edge. */
export function pageFoot(header: PrintHeader, page: number, pageCount: number): Markup {
  return html`<footer class="foot">
    <span>${issuerText(header)}</span><span>打印：${header.printedOn} ${header.operator}</span
    ><span>第 ${page} 页 共 ${pageCount} 页</span>
  </footer>`;
}

/** The village's own papers name it once. */
function issuerText({ villageName, cooperativeName }: PrintHeader): string {
  return cooperativeName.startsWith(villageName) ? cooperativeName : `${villageName} · ${cooperativeName}`;
}

/** 补打 第 n 次 in a box at the top right corner of the nearest positioned ancestor; nothing on a first print. */
export function reprintMark(header: PrintHeader): Markup {
  if (header.reprint === null) return NOTHING;
  return html`<div class="reprint">补打 第 ${header.reprint} 次</div>`;
}

/**
 * The serif faces of Windows first, then their free counterparts, then faces that hold the characters of names outside
 * the common plane (何𬭎). Money stands in tabular figures so that columns of it line up.
 */
const FONTS = [
  'SimSun',
  'FangSong',
  'Noto Serif CJK SC',
  'Source Han Serif SC',
  'SimSun-ExtB',
  'SimSun-ExtG',
  'Noto Sans CJK SC',
  'HanaMinB',
  'Microsoft YaHei',
]
  .map((family) => `'${family}'`)
  .join(',');

const FRAME_CSS = `
*{box-sizing:border-box}
html,body{margin:0;padding:0}
body{font:9pt/1.2 ${FONTS},serif;color:#000;font-variant-numeric:tabular-nums lining-nums;-webkit-text-size-adjust:none;font-kerning:none}
.page{position:relative;isolation:isolate;overflow:hidden;break-after:page;break-inside:avoid;background:#fff}
.page:last-child{break-after:auto}
h1{margin:0;text-align:center;font-size:16pt;line-height:9mm;letter-spacing:${TITLE_SPACING_EM}em;font-weight:bold;white-space:nowrap}
.meta{display:flex;justify-content:space-between;gap:4mm;height:5.5mm;line-height:5.5mm;white-space:nowrap}
.meta .fit{white-space:nowrap}
table{border-collapse:collapse;table-layout:fixed;width:100%}
th,td{border:.25mm solid #000;padding:0 .8mm;overflow:hidden;overflow-wrap:anywhere;line-break:anywhere;text-align:center;vertical-align:middle;font-weight:normal}
th{font-weight:bold;line-height:1.15}
.fit{display:block;line-height:1.2}
h1 .fit,.meta .fit{line-height:inherit}
.l{text-align:left}
.r{text-align:right;white-space:nowrap}
.neg{color:#a40000}
.note{display:block;font-size:6.5pt;line-height:1.15}
.closing td{font-weight:bold}
.signers{line-height:6mm;position:absolute;left:10mm;right:10mm;display:flex;justify-content:space-between;white-space:nowrap}
.signers span{flex:1 1 0}
.signers span:last-child{flex:0 0 auto}
.foot{position:absolute;left:10mm;right:10mm;bottom:6mm;height:4mm;line-height:4mm;display:flex;justify-content:space-between;font-size:8pt;white-space:nowrap}
.foot span{flex:1 1 0;text-align:center}
.foot span:first-child{text-align:left}
.foot span:last-child{text-align:right}
.reprint{position:absolute;right:10mm;top:5mm;border:.35mm solid #000;padding:.4mm 1.6mm;font-size:9pt;line-height:1.2;background:#fff}
.watermark{position:absolute;inset:0;display:flex;align-items:center;justify-content:center;font-size:150pt;letter-spacing:.25em;color:#ececec;transform:rotate(-28deg);z-index:-1;pointer-events:none;user-select:none;-webkit-print-color-adjust:exact;print-color-adjust:exact}
@media screen{body{background:#8d9091;padding:6mm 0}.page{margin:0 auto 6mm;box-shadow:0 .5mm 2mm rgba(0,0,0,.45)}}
`;
