import { amountInWords } from '../rules/amountInWords.ts';
import { invariant } from '../rules/result.ts';
import { chineseDate, moneyInText } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { reprintMark, type PrintDocument, type PrintHeader } from './page.ts';

/** Money or property received from a member as contribution. */
export interface Receipt {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly payer: string;
  readonly memberNo: string;
  readonly groupNo: number | null;
  readonly amountFen: number;
  /** 事由: 入股出资. */
  readonly reason: string;
  /** 资金来源: 自筹, 到户类扶贫项目资产 … */
  readonly source: string;
  /** 收款方式 in words: 现金, 实物作价, 土地经营权作价. */
  readonly form: string;
  readonly note: string;
  readonly handledBy: string;
}

export interface ReceiptData {
  readonly header: PrintHeader;
  readonly receipts: readonly Receipt[];
}

/** 收据: one A4 sheet a receipt, its three copies (stub, payer's, bookkeeping) under each other, to be cut apart. */
export function receiptDocument({ header, receipts }: ReceiptData): PrintDocument {
  return {
    title: `收据 ${receipts.map((receipt) => receipt.number).join('、')}`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: receipts.map((receipt) => html`${COPIES.map((copy) => copyOf(header, receipt, copy))}`),
  };
}

/** What each copy is for has to be printed on it; only one of them serves as voucher. */
const COPIES = ['第一联　存根联', '第二联　交款人联', '第三联　记账联'] as const;

function copyOf(header: PrintHeader, receipt: Receipt, copy: string): Markup {
  invariant(receipt.amountFen > 0, 'a receipt is for money received');
  const group = receipt.groupNo === null ? '' : `${receipt.groupNo}组，`;
  const payer = `${receipt.payer}（${group}社员号 ${receipt.memberNo}）`;
  const field = (text: string, widthMm: number): Markup => fitted(text, { widthMm, heightMm: 9, basePt: 11 });
  return html`<article class="copy">
    ${reprintMark(header)}
    <h1>收　据</h1>
    <div class="meta">
      <span>${header.cooperativeName}</span><span>${chineseDate(receipt.date)}</span
      ><span>№ ${receipt.number}</span>
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
            <th>今收到</th>
            <td class="l" colspan="3">${field(payer, 136)}</td>
          </tr>
          <tr>
            <th>金额（大写）</th>
            <td class="l" colspan="2">${field(amountInWords(receipt.amountFen), 90)}</td>
            <td><b>¥${moneyInText(receipt.amountFen)}</b></td>
          </tr>
          <tr>
            <th>事由</th>
            <td class="l">${field(receipt.reason, 62)}</td>
            <th>收款方式</th>
            <td class="l">${field(receipt.form, 44)}</td>
          </tr>
          <tr>
            <th>资金来源</th>
            <td class="l">${field(receipt.source, 62)}</td>
            <th>备注</th>
            <td class="l">${field(receipt.note, 44)}</td>
          </tr>
        </tbody>
      </table>
      <div class="which">${copy}</div>
    </div>
    <div class="signers">
      <span>收款单位（公章）：</span><span>会计：</span><span>经手人：${receipt.handledBy}</span
      ><span>交款人（签字）：</span>
    </div>
  </article> `;
}

const CSS = `
.copy{position:relative;height:99mm;padding:10mm 16mm 0;overflow:hidden;font-size:11pt}
.copy+.copy{border-top:.25mm dashed #777}
.copy h1{font-size:18pt;line-height:11mm}
.copy .meta{height:8mm;line-height:8mm}
.copy .meta span{flex:1;text-align:center}
.copy .meta span:first-child{text-align:left}
.copy .meta span:last-child{text-align:right}
.copy .body{position:relative}
.copy table{width:172mm}
.copy tr{height:11.5mm}
.copy td{padding:0 1.5mm}
.copy .which{position:absolute;left:173.5mm;top:0;bottom:0;writing-mode:vertical-rl;text-align:center;font-size:9pt;line-height:4mm}
.copy .signers{position:absolute;left:16mm;right:16mm;bottom:11mm}
.copy .signers span:last-child{flex:1}
.copy .reprint{right:16mm;top:7mm}
`;
