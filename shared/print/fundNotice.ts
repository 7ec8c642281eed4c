import { groupName } from './distribution.ts';
import { BLANK_DATE, chineseDate } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader, reprintMark } from './page.ts';
import { paginate } from './paginate.ts';
import { tableOfPage, type TableShape } from './table.ts';

/** A loan for the public board: no field for an ID number or a card, so none can be posted. */
export interface NoticedLoan {
  readonly name: string;
  readonly groupNo: number | null;
  readonly fundGroup: string;
  readonly guarantors: string;
  readonly purpose: string;
  readonly months: number;
  readonly amountFen: number;
}

export interface FundNotice {
  readonly header: PrintHeader;
  readonly from: string;
  /** null: not ended yet. */
  readonly to: string | null;
  /** 监督电话; empty: room to write it. */
  readonly telephone: string;
  readonly loans: readonly NoticedLoan[];
}

/** 互助资金借款公示单, A4: who is to borrow how much for what, and where to object. */
export function fundNoticeDocument({ header, from, to, telephone, loans }: FundNotice): PrintDocument {
  const pages = paginate(loans, { rows: 22, rowsOnLast: 18 });
  const span = `${chineseDate(from)}至${to === null ? BLANK_DATE : chineseDate(to)}`;
  const words =
    `\u3000\u3000下列会员申请互助资金借款，已经小组联保、协会审批，现予公示。公示期：${span}。` +
    `对借款人、金额或用途有异议的，请在公示期内向协会或村监督委员会反映，监督电话：${telephone === '' ? '　　　　　　　　' : telephone}。`;
  return {
    title: `互助资金借款公示单 ${from}`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: pages.map((page, index) => {
      const closing = page.isLast ? [{ label: `合计 ${loans.length} 户`, rows: loans }] : [];
      return html`<div class="fund-notice">
        ${reprintMark(header)}
        ${pageTitle(header.cooperativeName, 150)}${pageTitle('互助资金借款公示单', 190)}
        <p class="announcement">${fitted(words, { widthMm: 186, heightMm: 24, basePt: 12 })}</p>
        ${metaLine(190, '', '', '单位：元')} ${tableOfPage(SHAPE, page, closing)}
        ${page.isLast ? seal(header) : NOTHING} ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

const SHAPE: TableShape<NoticedLoan> = {
  columns: [
    { kind: 'text', title: '序号', widthMm: 10, text: (_, position) => String(position) },
    { kind: 'text', title: '村民组', widthMm: 15, text: (row) => groupName(row.groupNo) },
    { kind: 'text', title: '借款人', widthMm: 23, text: (row) => row.name },
    { kind: 'text', title: '互助小组', widthMm: 27, text: (row) => row.fundGroup },
    { kind: 'text', title: '联保人', widthMm: 48, align: 'left', text: (row) => row.guarantors },
    { kind: 'text', title: '用途', widthMm: 25, align: 'left', text: (row) => row.purpose },
    { kind: 'text', title: '期限', widthMm: 17, text: (row) => `${row.months} 个月` },
    { kind: 'money', title: '借款金额', widthMm: 25, bold: true, fen: (row) => row.amountFen },
  ],
  widthMm: 190,
  headHeightMm: 8,
  rowHeightMm: 9,
  closingHeightMm: 8,
  basePt: 10,
};

function seal(header: PrintHeader): Markup {
  return html`<div class="ending">
    <div class="seal">${header.cooperativeName}（公章）<br />${BLANK_DATE}</div>
  </div>`;
}

const CSS = `
.fund-notice{position:absolute;inset:12mm 10mm 0}
.fund-notice .reprint{right:0;top:-4mm}
.fund-notice .foot{left:0;right:0}
.fund-notice .announcement{margin:3mm 2mm;height:26mm;font-size:12pt;line-height:1.5;text-align:justify;overflow-wrap:anywhere}
.fund-notice .announcement .fit{line-height:1.5}
.fund-notice .ending{display:flex;justify-content:flex-end;margin-top:8mm}
.fund-notice .seal{text-align:center;font-size:12pt;line-height:9mm;white-space:nowrap}
`;
