import type { Output } from '../contract/index.ts';
import { amountInWords } from '../rules/amountInWords.ts';
import { chineseDate, money, moneyInText } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate, type PageOfRows } from './paginate.ts';

export interface ReconciliationData {
  readonly header: PrintHeader;
  /** The period's last day. */
  readonly asOf: string;
  readonly sheet: Sheet;
}

type Sheet = Output<'bank.reconciliation'>;
type Item = Sheet['bankReceived'][number];

/** 银行存款余额调节表, A4: the books' balance and the bank's, each brought to what both would say, item by item. */
export function reconciliationDocument(data: ReconciliationData): PrintDocument {
  const { header, asOf, sheet } = data;
  const pages = paginate(rowsOf(sheet), CAPACITY);
  return {
    title: `银行存款余额调节表 ${sheet.bankName} ${asOf}`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: pages.map(
      (page, index) =>
        html`<div class="reconciliation">
          ${reprintMark(header)} ${pageTitle('银行存款余额调节表', 190)}
          ${metaLine(190, `编制单位：${header.cooperativeName}`, chineseDate(asOf), '单位：元')}
          <div class="account">
            ${fitted(`银行账户：${sheet.bankName}`, { widthMm: 186, heightMm: 0, basePt: 9 })}
          </div>
          ${table(page)} ${page.isLast ? ending(data) : NOTHING} ${pageFoot(header, index + 1, pages.length)}
        </div>`,
    ),
  };
}

const CAPACITY = { rows: 34, rowsOnLast: 28 };

/** One half of a row. */
type Half =
  | { readonly kind: 'sum'; readonly label: string; readonly fen: number; readonly isStrong: boolean }
  | { readonly kind: 'item'; readonly date: string; readonly text: string; readonly fen: number }
  | { readonly kind: 'blank' };
type Row = readonly [Half, Half];

function rowsOf(sheet: Sheet): Row[] {
  const sum = (label: string, fen: number, isStrong = false): Half => ({ kind: 'sum', label, fen, isStrong });
  return [
    [sum('企业账面余额', sheet.bookFen, true), sum('银行对账单余额', sheet.bankFen ?? 0, true)],
    [
      sum('加：银行已收、企业未收', sheet.bankReceivedFen),
      sum('加：企业已收、银行未收', sheet.bookReceivedFen),
    ],
    ...sideBySide(sheet.bankReceived.map(itemIn), sheet.bookReceived.map(itemIn)),
    [sum('减：银行已付、企业未付', sheet.bankPaidFen), sum('减：企业已付、银行未付', sheet.bookPaidFen)],
    ...sideBySide(sheet.bankPaid.map(itemOut), sheet.bookPaid.map(itemOut)),
    [sum('调节后余额', sheet.adjustedBookFen, true), sum('调节后余额', sheet.adjustedBankFen ?? 0, true)],
  ];
}

const itemIn = (item: Item): Half => ({ kind: 'item', date: item.date, text: textOf(item), fen: item.inFen });
const itemOut = (item: Item): Half => ({
  kind: 'item',
  date: item.date,
  text: textOf(item),
  fen: item.outFen,
});

/** What finds it again: the voucher's number, or whom the bank names. */
function textOf({ side, openingId, reference, summary, counter }: Item): string {
  if (side === 'book' || openingId !== null) return `${reference} ${summary}`;
  return [summary, counter].filter((part) => part !== '').join(' ');
}

/** The form has room to write even where nothing is outstanding. */
const LEAST_ROWS = 3;

function sideBySide(left: readonly Half[], right: readonly Half[]): Row[] {
  const blank: Half = { kind: 'blank' };
  const count = Math.max(LEAST_ROWS, left.length, right.length);
  return Array.from({ length: count }, (_, index): Row => [left[index] ?? blank, right[index] ?? blank]);
}

function table(page: PageOfRows<Row>): Markup {
  const column = (widthMm: number): Markup => html`<col style="width:${widthMm}mm" />`;
  const widths = [DATE_MM, TEXT_MM, FEN_MM, DATE_MM, TEXT_MM, FEN_MM].map(column);
  const titles = ['日期', '摘要', '金额', '日期', '摘要', '金额'].map((title) => html`<th>${title}</th>`);
  const rows = page.rows.map(
    ([left, right]) =>
      html`<tr class="row">
        ${half(left, ' mid')}${half(right, '')}
      </tr> `,
  );
  return html`<table>
    <colgroup>
      ${widths}
    </colgroup>
    <thead>
      <tr class="row">
        ${titles}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

const DATE_MM = 19;
const TEXT_MM = 47;
const FEN_MM = 29;
const ROW_MM = 6.6;
const PADDING_MM = 1.9;

/** `edge`: the class of its last cell. */
function half(one: Half, edge: string): Markup {
  const amount = (fen: number): Markup =>
    fitted(money(fen), { widthMm: FEN_MM - PADDING_MM, heightMm: 0, basePt: 9 });
  const classes = (fen: number): string => `r${fen < 0 ? ' neg' : ''}${edge}`;
  switch (one.kind) {
    case 'blank':
      return html`<td></td>
        <td></td>
        <td class="${edge.trim()}"></td>`;
    case 'item': {
      const text = fitted(one.text, { widthMm: TEXT_MM - PADDING_MM, heightMm: ROW_MM - 0.6, basePt: 9 });
      return html`<td>${one.date}</td>
        <td class="l">${text}</td>
        <td class="${classes(one.fen)}">${amount(one.fen)}</td>`;
    }
    case 'sum': {
      const fen = one.isStrong ? html`<b>${moneyInText(one.fen)}</b>` : amount(one.fen);
      const label = one.isStrong ? html`<b>${one.label}</b>` : html`${one.label}`;
      return html`<td class="l" colspan="2">${label}</td>
        <td class="${classes(one.fen)}">${fen}</td>`;
    }
  }
}

function ending({ header, sheet }: ReconciliationData): Markup {
  const notes = sheet.notes.length === 0 ? '' : `\n注：${sheet.notes.join('')}`;
  return html`<div class="conclusion">
      ${fitted(conclusion(sheet) + notes, { widthMm: 186, heightMm: 21, basePt: 10 })}
    </div>
    <div class="signers">
      <span>会计主管：</span><span>复核：</span><span>出纳：</span><span>编制：${header.operator}</span>
    </div>`;
}

function conclusion({ differenceFen, adjustedBookFen }: Sheet): string {
  if (differenceFen === 0) {
    const words = adjustedBookFen > 0 ? `（${amountInWords(adjustedBookFen)}）` : '';
    return `调节后两边余额相等，均为 ${moneyInText(adjustedBookFen)} 元${words}。`;
  }
  return `调节后两边余额不相等，相差 ${moneyInText(Math.abs(differenceFen ?? 0))} 元，原因尚未查明。`;
}

const CSS = `
.reconciliation{position:absolute;inset:10mm 10mm 0}
.reconciliation .reprint{right:0;top:-3mm}
.reconciliation .foot{left:0;right:0}
.reconciliation .account{height:5.5mm;line-height:5.5mm;white-space:nowrap}
.reconciliation .row{height:${ROW_MM}mm}
.reconciliation .mid,.reconciliation th:nth-child(3){border-right-width:.6mm}
.conclusion{margin-top:2mm;height:22mm;font-size:10pt;line-height:1.3;overflow-wrap:anywhere}
.reconciliation .signers{left:0;right:0;bottom:14mm}
`;
