import { amountInWords } from '../rules/amountInWords.ts';
import { BLANK_DATE, chineseDate, moneyInText } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { pageFoot, pageTitle, type PrintDocument, type PrintHeader, reprintMark } from './page.ts';

/** A loan of the association, from the slip to the note. What has not happened yet is left blank to be written. */
export interface FundLoanPaper {
  readonly no: string;
  readonly name: string;
  readonly idMasked: string;
  readonly householdCode: string;
  readonly groupNo: number | null;
  readonly memberNo: string;
  readonly fundGroup: string;
  readonly appliedOn: string;
  readonly appliedFen: number;
  readonly months: number;
  readonly purpose: string;
  /** 每月 5‰ */
  readonly rate: string;
  readonly method: string;
  readonly guarantors: readonly { readonly name: string; readonly agreedOn: string | null }[];
  readonly approval: { readonly on: string; readonly by: string; readonly fen: number } | null;
  readonly notice: { readonly from: string; readonly to: string } | null;
  readonly paid: {
    readonly on: string;
    readonly dueOn: string;
    readonly fen: number;
  } | null;
  /** Of a loan paid in parts: each day and principal. One entry: all at once. */
  readonly parts: readonly {
    readonly dueOn: string;
    readonly principalFen: number;
    readonly feeFen: number;
  }[];
}

/** 借款申请审批表, A4: the application, who stands surety, each decision with its day, and room to sign and press a thumb. */
export function fundApplicationDocument(header: PrintHeader, loan: FundLoanPaper): PrintDocument {
  const group = loan.groupNo === null ? '' : `${loan.groupNo} 组`;
  const { approval, notice, paid } = loan;
  return {
    title: `互助资金借款申请审批表 ${loan.name}`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: [
      html`<div class="fund-form">
        ${reprintMark(header)} ${pageTitle('互助资金借款申请审批表', 178)}
        <div class="meta">
          <span>${fitted(header.cooperativeName, { widthMm: 110, heightMm: 0, basePt: 10.5 })}</span
          ><span>申请日期：${chineseDate(loan.appliedOn)}</span>
        </div>
        <table>
          <colgroup>
            <col style="width:26mm" />
            <col style="width:63mm" />
            <col style="width:26mm" />
            <col style="width:63mm" />
          </colgroup>
          <tbody>
            ${pair('申请人', `${loan.name}（会员号 ${loan.memberNo}）`, '身份证号', loan.idMasked)}
            ${pair('住址', `${header.villageName} ${group}（户号 ${loan.householdCode}）`, '互助小组', loan.fundGroup)}
            ${pair('申请金额', `¥${moneyInText(loan.appliedFen)}`, '期限', `${loan.months} 个月`)}
            ${whole('金额（大写）', amountInWords(loan.appliedFen))}
            ${pair('占用费率', loan.rate, '还款方式', loan.method)} ${whole('用途', loan.purpose)}
            ${box('申请人承诺', '借款只用于上列生产用途，按期归还本金和占用费；逾期不还的，同意由本小组联保人代还并向本人追偿。', '申请人（签字、指印）：', loan.appliedOn)}
            ${suretyRow(loan)}
            ${box(
              '审批意见',
              approval
                ? `同意借款 ${moneyInText(approval.fen)} 元（${amountInWords(approval.fen)}）。审批人：${approval.by}`
                : '',
              '会长（签字）：　　　　　　　　监事（签字）：',
              approval?.on ?? null,
            )}
            ${box(
              '公示',
              notice
                ? `已于 ${chineseDate(notice.from)}至${chineseDate(notice.to)}在村公示栏公示，无异议。`
                : '',
              '经办人（签字）：',
              notice?.to ?? null,
            )}
            ${box(
              '发放',
              paid
                ? `借据号 ${loan.no}，发放 ${moneyInText(paid.fen)} 元，${chineseDate(paid.dueOn)}到期。`
                : '',
              '出纳（签字）：　　　　　　　　会计（签字）：',
              paid?.on ?? null,
            )}
          </tbody>
        </table>
        ${pageFoot(header, 1, 1)}
      </div>`,
    ],
  };
}

function pair(left: string, leftText: string, right: string, rightText: string): Markup {
  return html`<tr style="height:9.5mm">
    <th>${left}</th>
    <td class="l">${fitted(leftText, { widthMm: 60, heightMm: 9, basePt: 11 })}</td>
    <th>${right}</th>
    <td class="l">${fitted(rightText, { widthMm: 60, heightMm: 9, basePt: 11 })}</td>
  </tr>`;
}

function whole(title: string, text: string): Markup {
  return html`<tr style="height:9.5mm">
    <th>${title}</th>
    <td class="l" colspan="3">${fitted(text, { widthMm: 148, heightMm: 9, basePt: 11 })}</td>
  </tr>`;
}

/** A decision: its words, who signs under them, and the day. */
function box(title: string, words: string, signer: string, on: string | null, heightMm = 30): Markup {
  return html`<tr style="height:${heightMm}mm">
    <th>${title}</th>
    <td class="l opinion" colspan="3">
      <div class="words">${fitted(words, { widthMm: 146, heightMm: 13, basePt: 11 })}</div>
      <div class="sign"><span>${signer}</span><span>${on === null ? BLANK_DATE : chineseDate(on)}</span></div>
    </td>
  </tr>`;
}

/** Up to six people sign and press a thumb here. */
const THUMBS_MM = 46;

function suretyRow(loan: FundLoanPaper): Markup {
  const names = loan.guarantors
    .map((one) => (one.agreedOn === null ? `${one.name}（未签）` : one.name))
    .join('、');
  const agreed = loan.guarantors.flatMap((one) => (one.agreedOn === null ? [] : [one.agreedOn]));
  return box(
    '小组联保',
    `我们是${loan.fundGroup}的组员，自愿为这笔借款承担连带担保责任。联保人：${names}`,
    '联保人（逐人签字、指印）：',
    agreed.length > 0 && agreed.length === loan.guarantors.length ? agreed.toSorted().at(-1)! : null,
    THUMBS_MM,
  );
}

/** 借据, A4: the amount in words that nobody can alter, the days, what is paid back when. Three copies are one sheet each. */
export function fundNoteDocument(header: PrintHeader, loan: FundLoanPaper): PrintDocument {
  const paid = loan.paid;
  const fen = paid?.fen ?? loan.approval?.fen ?? loan.appliedFen;
  return {
    title: `互助资金借据 ${loan.no}`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: COPIES.map(
      (copy, index) =>
        html`<div class="fund-form note-form">
          ${reprintMark(header)} ${pageTitle('互助资金借据', 178)}
          <div class="meta">
            <span>${fitted(header.cooperativeName, { widthMm: 90, heightMm: 0, basePt: 10.5 })}</span
            ><span>${copy}</span><span>借据号：<b>${loan.no}</b></span>
          </div>
          <table>
            <colgroup>
              <col style="width:30mm" />
              <col style="width:59mm" />
              <col style="width:30mm" />
              <col style="width:59mm" />
            </colgroup>
            <tbody>
              ${pair('借款人', `${loan.name}（会员号 ${loan.memberNo}）`, '身份证号', loan.idMasked)}
              ${whole('金额（大写）', amountInWords(fen))}
              ${pair('金额（小写）', `¥${moneyInText(fen)}`, '用途', loan.purpose)}
              ${pair('借款日', paid ? chineseDate(paid.on) : BLANK_DATE, '到期日', paid ? chineseDate(paid.dueOn) : BLANK_DATE)}
              ${pair('占用费率', loan.rate, '还款方式', loan.method)}
              ${whole('联保人', loan.guarantors.map((one) => one.name).join('、'))}
            </tbody>
          </table>
          <p class="promise">
            ${fitted(
              `\u3000\u3000今借到${header.cooperativeName}互助资金${amountInWords(fen)}，按上列日期和方式归还本金和占用费。到期不还的，联保人承担连带责任，代还后有权向借款人追偿。`,
              { widthMm: 176, heightMm: 20, basePt: 12 },
            )}
          </p>
          ${partsTable(loan)}
          <div class="signing">
            <div>出借单位（公章）：</div>
            <div>借款人（签字、指印）：</div>
            <div>出纳：</div>
            <div>联保人（签字、指印）：</div>
            <div>会计：</div>
            <div>${paid ? chineseDate(paid.on) : BLANK_DATE}</div>
          </div>
          ${pageFoot(header, index + 1, COPIES.length)}
        </div>`,
    ),
  };
}

const COPIES = ['第一联　存根', '第二联　记账', '第三联　借款人'] as const;

/** What falls due when; of twelve parts or more in two columns, so that the note stays one sheet. */
function partsTable(loan: FundLoanPaper): Markup {
  const { parts } = loan;
  if (parts.length === 0) return html`<p></p>`;
  const half = Math.ceil(parts.length / 2);
  const rows = parts.length > 3 ? half : parts.length;
  const cells = (index: number): Markup => {
    const part = parts[index];
    if (!part)
      return html`<td></td>
        <td></td>
        <td></td>
        <td></td>`;
    return html`<td>${index + 1}</td>
      <td>${part.dueOn}</td>
      <td class="r">${moneyInText(part.principalFen)}</td>
      <td class="r">${moneyInText(part.feeFen)}</td>`;
  };
  const twice = parts.length > 3;
  const head = html`<th>期次</th>
    <th>应还日期</th>
    <th>本金</th>
    <th>占用费</th>`;
  const body = Array.from(
    { length: rows },
    (_, index) =>
      html`<tr style="height:6.4mm">
        ${cells(index)}${twice ? cells(index + rows) : html``}
      </tr>`,
  );
  return html`<table class="parts ${twice ? '' : 'single'}">
    <thead>
      <tr style="height:7mm">
        ${head}${twice ? head : html``}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`;
}

const CSS = `
.fund-form{position:absolute;inset:14mm 16mm 0;font-size:11pt}
.fund-form .reprint{right:0;top:-6mm}
.fund-form .foot{left:0;right:0}
.fund-form h1{font-size:18pt;line-height:12mm}
.fund-form .meta{height:8mm;line-height:8mm;font-size:10.5pt}
.fund-form td{padding:0 1.4mm}
.fund-form .opinion{position:relative;padding:1.5mm 2mm;vertical-align:top}
.fund-form .opinion .words{height:14mm;line-height:1.35}
.fund-form .opinion .words .fit{line-height:1.35}
.fund-form .opinion .sign{position:absolute;left:2mm;right:2mm;top:15mm;display:flex;justify-content:space-between;line-height:6mm;white-space:nowrap}
.fund-form .promise{margin:5mm 0;font-size:12pt;line-height:1.6}
.fund-form .promise .fit{line-height:1.6}
.fund-form .parts{font-size:9.5pt}
.fund-form .parts.single{width:60%}
.fund-form .signing{display:grid;grid-template-columns:1fr 1fr;margin-top:8mm;row-gap:12mm;font-size:12pt;line-height:9mm}
`;
