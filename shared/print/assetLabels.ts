import { barcode } from './barcode.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import type { PrintDocument, PrintHeader } from './page.ts';
import { paginate } from './paginate.ts';

/** What is stuck on one thing. */
export interface AssetLabel {
  /** The number that the bars say: of the card, or of the piece. */
  readonly no: string;
  readonly name: string;
  readonly place: string;
  readonly custodian: string;
  readonly isRelief: boolean;
  /** 所有权人 where it is not the cooperative; else empty. */
  readonly owner: string;
}

/**
 * 资产标签: sheets of 24 labels of 70 × 37 mm, as sold with adhesive for laser printers; `skip` leaves the places of a sheet that was begun
 * before.
 */
export function assetLabels(data: {
  readonly header: PrintHeader;
  readonly labels: readonly AssetLabel[];
  readonly skip: number;
}): PrintDocument {
  const places: (AssetLabel | null)[] = [...Array.from({ length: data.skip }, () => null), ...data.labels];
  const pages = paginate(places, { rows: ON_SHEET, rowsOnLast: ON_SHEET });
  return {
    title: `${data.header.cooperativeName} 资产标签 ${data.labels.length} 张`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: pages.map(
      (page) =>
        html`<div class="labels">
          ${page.rows.map((label) => (label === null ? html`<div></div>` : labelOf(data.header, label)))}
        </div>`,
    ),
  };
}

const ON_SHEET = 24;

function labelOf(header: PrintHeader, label: AssetLabel): Markup {
  const where = [label.place, label.custodian === '' ? '' : `保管：${label.custodian}`]
    .filter(Boolean)
    .join('　');
  const whose =
    label.owner === '' ? header.cooperativeName : `${label.owner}（${header.cooperativeName}使用）`;
  const bars = barcode(label.no, 60, 8.5);
  return html`<div class="label">
    <div class="whose">${fitted(whose, { widthMm: label.isRelief ? 46 : 62, heightMm: 0, basePt: 8 })}</div>
    ${label.isRelief ? html`<div class="relief">扶贫资产</div>` : NOTHING}
    <div class="name">${fitted(label.name, { widthMm: 62, heightMm: 0, basePt: 12 })}</div>
    <div class="where">${fitted(where, { widthMm: 62, heightMm: 0, basePt: 8 })}</div>
    ${bars}
    <div class="no">${fitted(label.no, { widthMm: 62, heightMm: 0, basePt: 11 })}</div>
  </div>`;
}

const CSS = `
.labels{position:absolute;inset:0;display:grid;grid-template-columns:repeat(3,70mm);grid-auto-rows:37.125mm}
.label{position:relative;padding:3mm 4mm 0;overflow:hidden;text-align:center;white-space:nowrap}
.label .whose{text-align:left;font-size:8pt;line-height:4.2mm;height:4.2mm}
.label .relief{position:absolute;right:4mm;top:3mm;border:.25mm solid #000;padding:0 1mm;font-size:7.5pt;line-height:4mm}
.label .name{font-size:12pt;line-height:6mm;height:6mm;font-weight:bold}
.label .where{font-size:8pt;line-height:4mm;height:4mm}
.label svg{display:block;margin:.6mm auto 0}
.label .no{font-size:11pt;line-height:5mm;letter-spacing:.06em}
@media screen{.label{outline:.2mm dashed #bbb;outline-offset:-.1mm}}
`;
