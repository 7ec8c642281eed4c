import { quantityText } from '../rules/measures.ts';
import { money, moneyInText, quantity } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { reprintMark, type PrintDocument } from './page.ts';
import type { LabourPayData, LabourPayRow } from './labourPay.ts';
import { groupName, payeeText } from './distribution.ts';
import { paginate } from './paginate.ts';

/** A worker's work of one kind at one price, as the slip explains the pay. */
export interface SlipWork {
  readonly kind: string;
  readonly unit: string;
  readonly quantityMilli: number;
  readonly price: string;
  readonly amountFen: number;
}

interface SlipRow extends LabourPayRow {
  readonly work: readonly SlipWork[];
}

interface SlipsData extends LabourPayData {
  readonly rows: readonly SlipRow[];
}

/** 工资条: six strips to an A4 sheet, to be cut apart; what each got, and of which work it is made. */
export function labourSlipsDocument(data: SlipsData): PrintDocument {
  return {
    title: `${data.header.cooperativeName} ${data.name}劳务费工资条`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: paginate(data.rows, { rows: PER_SHEET, rowsOnLast: PER_SHEET }).map(
      (page) => html`${page.rows.map((row, index) => slip(data, row, page.before + index + 1))}`,
    ),
  };
}

const PER_SHEET = 6;

function slip(data: SlipsData, row: SlipRow, position: number): Markup {
  const figures: readonly (readonly [title: string, value: string])[] = [
    ['出勤工日', quantity(row.daysMilli)],
    ['计时金额', money(row.timeFen)],
    ['计件数量', quantity(row.piecesMilli)],
    ['计件金额', money(row.pieceFen)],
    ['奖补', money(row.awardFen)],
    ['应发', money(row.grossFen)],
    ['借支扣回', money(row.advanceFen)],
    ['个税', money(row.taxFen)],
    ['实发', money(row.netFen)],
  ];
  const box = { widthMm: 19, heightMm: 0, basePt: 9 };
  return html`<article class="slip">
    ${reprintMark(data.header)}
    <div class="head">
      <b
        >${fitted(`${data.header.cooperativeName}　劳务费工资条`, { widthMm: 110, heightMm: 0, basePt: 11 })}</b
      >
      <span>${data.name}（${data.from} 至 ${data.to}）</span>
    </div>
    <div class="head">
      <span>${String(position)}　<b>${row.name}</b>　${groupName(row.groupNo)}　${row.idMasked}</span>
      <span>${row.cardMasked === '' ? '现金' : `银行卡${payeeText(row.cardMasked)}`}</span>
    </div>
    <table>
      <tr>
        ${figures.map(([title]) => html`<th>${title}</th>`)}
      </tr>
      <tr>
        ${figures.map(([title, value]) => html`<td>${title === '实发' ? html`<b>${fitted(value, box)}</b>` : fitted(value, box)}</td>`)}
      </tr>
      <tr class="work">
        <td class="l" colspan="9">${fitted(workText(row), { widthMm: 180, heightMm: 12, basePt: 8.5 })}</td>
      </tr>
    </table>
  </article> `;
}

/** 装袋 1280袋×0.35=448.00；日工 6.5工日×100=650.00 */
function workText({ work, awardFen }: SlipRow): string {
  const parts = work.map(
    (one) =>
      `${one.kind} ${quantityText(one.quantityMilli)}${one.unit}×${one.price}=${moneyInText(one.amountFen)}`,
  );
  if (awardFen !== 0) parts.push(`奖补 ${moneyInText(awardFen)}`);
  return `明细：${parts.join('；')}`;
}

const CSS = `
.slip{position:relative;height:49.5mm;padding:5mm 12mm 0;overflow:hidden}
.slip+.slip{border-top:.25mm dashed #777}
.slip .head{display:flex;justify-content:space-between;height:6mm;line-height:6mm;font-size:9.5pt;white-space:nowrap}
.slip .head b{font-size:11pt}
.slip tr{height:6.5mm}
.slip tr.work{height:13mm}
.slip .reprint{right:12mm;top:auto;bottom:1mm;font-size:7pt}
`;
