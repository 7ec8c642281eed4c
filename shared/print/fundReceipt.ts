import { amountInWords } from '../rules/amountInWords.ts';
import { PAID_BY } from '../rules/fundWords.ts';
import { invariant } from '../rules/result.ts';
import { groupName } from './distribution.ts';
import { chineseDate, moneyInText } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { type PrintDocument, type PrintHeader, reprintMark } from './page.ts';
import { receiptDocument } from './receipt.ts';

/** Money received on a loan of the association: its principal, its fee, and what stays owed. */
export interface FundReceipt {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly loanNo: string;
  readonly name: string;
  readonly memberNo: string;
  readonly groupNo: number | null;
  /** The guarantor who paid; empty: the borrower. */
  readonly payer: string;
  readonly principalFen: number;
  readonly feeFen: number;
  readonly penaltyFen: number;
  /** Principal owed after it. */
  readonly balanceFen: number;
  readonly paidBy: keyof typeof PAID_BY | null;
  readonly note: string;
  readonly handledBy: string;
}

/** 还款收据: one A4 sheet, three copies under each other, to be cut apart. */
export function fundReceiptDocument(header: PrintHeader, receipt: FundReceipt): PrintDocument {
  return {
    title: `互助资金还款收据 ${receipt.number}`,
    paper: 'A4',
    css: receiptDocument({ header, receipts: [] }).css,
    watermark: null,
    pages: [html`${COPIES.map((copy) => copyOf(header, receipt, copy))}`],
  };
}

const COPIES = ['第一联　存根联', '第二联　交款人联', '第三联　记账联'] as const;

function copyOf(header: PrintHeader, receipt: FundReceipt, copy: string): Markup {
  const totalFen = receipt.principalFen + receipt.feeFen + receipt.penaltyFen;
  invariant(totalFen > 0, 'a receipt is for money received');
  const field = (text: string, widthMm: number): Markup => fitted(text, { widthMm, heightMm: 9, basePt: 11 });
  const group = groupName(receipt.groupNo);
  const borrower = `${receipt.name}（${group === '' ? '' : `${group}，`}会员号 ${receipt.memberNo}，借据号 ${receipt.loanNo}）`;
  const payer = receipt.payer === '' ? borrower : `${receipt.payer}（代 ${borrower}）`;
  const parts = [
    `归还本金 ${moneyInText(receipt.principalFen)}`,
    `占用费 ${moneyInText(receipt.feeFen)}`,
    ...(receipt.penaltyFen === 0 ? [] : [`逾期费 ${moneyInText(receipt.penaltyFen)}`]),
  ].join('，');
  return html`<article class="copy">
    ${reprintMark(header)}
    <h1>互助资金还款收据</h1>
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
            <td class="l" colspan="2">${field(amountInWords(totalFen), 90)}</td>
            <td><b>¥${moneyInText(totalFen)}</b></td>
          </tr>
          <tr>
            <th>其中</th>
            <td class="l" colspan="3">
              ${field(receipt.paidBy === null ? parts : `${parts}（${PAID_BY[receipt.paidBy]}收款）`, 136)}
            </td>
          </tr>
          <tr>
            <th>还欠本金</th>
            <td class="l">
              ${field(receipt.balanceFen === 0 ? '本金已还清' : `${moneyInText(receipt.balanceFen)} 元`, 62)}
            </td>
            <th>备注</th>
            <td class="l">${field(receipt.note, 44)}</td>
          </tr>
        </tbody>
      </table>
      <div class="which">${copy}</div>
    </div>
    <div class="signers">
      <span>收款单位（公章）：</span><span>会计：</span><span>出纳：${receipt.handledBy}</span
      ><span>交款人（签字）：</span>
    </div>
  </article> `;
}
