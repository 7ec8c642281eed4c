import { amountInWords } from '../rules/amountInWords.ts';
import { invariant } from '../rules/result.ts';
import { groupName } from './distribution.ts';
import { chineseDate, moneyInText } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { receiptDocument, type Receipt } from './receipt.ts';

/** Pay for labour that a worker has taken. */
export interface PayReceipt {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly payee: string;
  readonly groupNo: number | null;
  readonly idMasked: string;
  readonly amountFen: number;
  /** 2018-09 劳务费 */
  readonly reason: string;
  readonly form: '现金' | '转账';
  readonly handledBy: string;
}

/** 劳务费领条 and 入股收据 of one and the same day: the two papers of wages that were paid and then brought in as a share. */
export function paidThenContributedDocument(
  header: PrintHeader,
  paid: PayReceipt,
  contributed: Receipt,
): PrintDocument {
  const share = receiptDocument({ header, receipts: [contributed] });
  const linked = `同日以现金入股，另见入股收据 ${contributed.number}`;
  return {
    title: `劳务费领条 ${paid.number}、入股收据 ${contributed.number}`,
    paper: 'A4',
    css: CSS + share.css,
    watermark: null,
    pages: [payPage(header, paid, linked), ...share.pages],
  };
}

/** 劳务费领条: one A4 sheet, two copies under each other, to be cut apart. */
export function payReceiptDocument(header: PrintHeader, paid: PayReceipt): PrintDocument {
  return {
    title: `劳务费领条 ${paid.number}`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: [payPage(header, paid, '')],
  };
}

const COPIES = ['第一联　记账联', '第二联　领款人联'] as const;

function payPage(header: PrintHeader, paid: PayReceipt, note: string): Markup {
  return html`${COPIES.map((copy) => paidCopy(header, paid, note, copy))}`;
}

function paidCopy(header: PrintHeader, paid: PayReceipt, note: string, copy: string): Markup {
  invariant(paid.amountFen > 0, 'a receipt is for money taken');
  const group = groupName(paid.groupNo);
  const payee = [paid.payee, group, paid.idMasked].filter((part) => part !== '').join('　');
  const field = (text: string, widthMm: number): Markup => fitted(text, { widthMm, heightMm: 9, basePt: 11 });
  return html`<article class="paid">
    ${reprintMark(header)}
    <h1>劳务费领条</h1>
    <div class="meta">
      <span>${header.cooperativeName}</span><span>${chineseDate(paid.date)}</span
      ><span>№ ${paid.number}</span>
    </div>
    <div class="body">
      <table>
        <colgroup>
          <col style="width:27mm" />
          <col />
          <col style="width:27mm" />
          <col style="width:47mm" />
        </colgroup>
        <tbody>
          <tr>
            <th>领款人</th>
            <td class="l" colspan="3">${field(payee, 136)}</td>
          </tr>
          <tr>
            <th>金额（大写）</th>
            <td class="l" colspan="2">${field(amountInWords(paid.amountFen), 90)}</td>
            <td><b>¥${moneyInText(paid.amountFen)}</b></td>
          </tr>
          <tr>
            <th>事由</th>
            <td class="l">${field(paid.reason, 62)}</td>
            <th>付款方式</th>
            <td class="l">${field(paid.form, 44)}</td>
          </tr>
          <tr>
            <th>备注</th>
            <td class="l" colspan="3">${field(note, 136)}</td>
          </tr>
        </tbody>
      </table>
      <div class="which">${copy}</div>
    </div>
    <div class="signers">
      <span>付款单位（公章）：</span><span>会计：</span><span>出纳：${paid.handledBy}</span
      ><span>领款人（签字、指印）：</span>
    </div>
  </article> `;
}

const CSS = `
.paid{position:relative;height:120mm;padding:14mm 16mm 0;overflow:hidden;font-size:11pt}
.paid+.paid{border-top:.25mm dashed #777}
.paid h1{font-size:18pt;line-height:11mm}
.paid .meta{height:8mm;line-height:8mm}
.paid .meta span{flex:1;text-align:center}
.paid .meta span:first-child{text-align:left}
.paid .meta span:last-child{text-align:right}
.paid .body{position:relative}
.paid table{width:172mm}
.paid tr{height:11.5mm}
.paid td{padding:0 1.5mm}
.paid .which{position:absolute;left:173.5mm;top:0;bottom:0;writing-mode:vertical-rl;text-align:center;font-size:9pt;line-height:4mm}
.paid .signers{position:absolute;left:16mm;right:16mm;bottom:14mm}
.paid .signers span:last-child{flex:1.4}
.paid .reprint{right:16mm;top:7mm}
`;
