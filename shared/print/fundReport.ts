import type { Output } from '../contract/index.ts';
import { LIST_CSS } from './chart.ts';
import { BLANK_DATE, chineseDate, money } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader, reprintMark } from './page.ts';

type Report = Output<'fund.report'>;
type Figures = Report['start'];

/** 互助资金季度报表, A4: the fund at both ends of the quarter, what happened in it, and by when it has to be handed in. */
export function fundReportDocument(header: PrintHeader, report: Report, chairperson: string): PrintDocument {
  const title = `互助资金季度报表`;
  return {
    title: `${title} ${report.year} 年第 ${report.quarter} 季度`,
    paper: 'A4',
    css: LIST_CSS + CSS,
    watermark: null,
    pages: [
      html`<div class="list fund-report">
        ${reprintMark(header)} ${pageTitle(title, 190)}
        ${metaLine(190, `编报单位：${header.cooperativeName}`, `${report.year} 年第 ${report.quarter} 季度`, '单位：元')}
        ${standing(report)} ${movements(report)}
        <p class="note-line">
          ${fitted(
            `借出占资金总额 ${report.end.lentPercent}%，规定不超过 ${report.end.limitPercent}%。本表于 ${chineseDate(report.dueOn)}以前报镇政府、县主管部门，并在村公示栏公示。`,
            { widthMm: 190, heightMm: 9, basePt: 10 },
          )}
        </p>
        <div class="signers">
          <span>会长：${chairperson}</span><span>监事：</span><span>会计：${header.operator}</span
          ><span>报出日期：${BLANK_DATE}</span>
        </div>
        ${pageFoot(header, 1, 1)}
      </div>`,
    ],
  };
}

type Row = readonly [title: string, of: (figures: Figures) => number, isMoney?: false];

const STANDING: readonly (Row | string)[] = [
  '会员与小组',
  ['会员（人）', (one) => one.members, false],
  ['入会户数（户）', (one) => one.households, false],
  ['互助小组（个）', (one) => one.groups, false],
  '资金来源',
  ['会员互助金', (one) => one.ownFen],
  ['财政扶持资金', (one) => one.fiscalFen],
  ['捐赠资金', (one) => one.donationFen],
  ['社会帮扶资金', (one) => one.assistanceFen],
  ['赠股、配股（记名凭据，不是会员的债权）', (one) => one.grantedFen],
  '资金占用',
  ['库存现金', (one) => one.cashFen],
  ['银行存款', (one) => one.bankFen],
  ['借出余额', (one) => one.lentFen],
  ['资金总额', (one) => one.fundFen],
  ['借款笔数（笔）', (one) => one.loans, false],
  ['其中：逾期本金', (one) => one.overdueFen],
  ['逾期笔数（笔）', (one) => one.overdueLoans, false],
  ['还可以借出', (one) => one.canLendFen],
];

function standing({ start, end }: Report): Markup {
  const rows = STANDING.map((row) => {
    if (typeof row === 'string') {
      return html`<tr class="section">
        <td class="l" colspan="4">${row}</td>
      </tr>`;
    }
    const [title, of, isMoney] = row;
    const shown = (value: number): string => (isMoney === false ? count(value) : money(value));
    return html`<tr>
      <td class="l">${title}</td>
      <td class="r">${shown(of(start))}</td>
      <td class="r">${shown(of(end))}</td>
      <td class="r">${shown(of(end) - of(start))}</td>
    </tr>`;
  });
  return html`<table>
    <colgroup>
      <col style="width:82mm" />
      <col style="width:36mm" />
      <col style="width:36mm" />
      <col style="width:36mm" />
    </colgroup>
    <thead>
      <tr>
        <th>项目</th>
        <th>季初</th>
        <th>季末</th>
        <th>增减</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** What happened, two to a row: people and money in on the left, loans on the right. */
function movements(report: Report): Markup {
  const left: [string, string][] = [
    ['新入会（人）', count(report.joined)],
    ['退会（人）', count(report.left)],
    ['收互助金', money(report.contributedFen)],
    ['退互助金', money(report.refundedFen)],
    ['财政、捐赠等资金到账', money(report.broughtFen)],
  ];
  const right: [string, string][] = [
    [`发放借款（${report.lentLoans} 笔）`, money(report.lentFen)],
    ['收回本金', money(report.repaidFen)],
    ['核销本金', money(report.writtenOffFen)],
    ['占用费收入', money(report.feeFen)],
    ['费用支出', money(report.costFen)],
  ];
  const rows = left.map(
    ([title, value], index) =>
      html`<tr>
        <td class="l">${title}</td>
        <td class="r">${value}</td>
        <td class="l">${right[index]![0]}</td>
        <td class="r">${right[index]![1]}</td>
      </tr>`,
  );
  return html`<table class="movements">
    <colgroup>
      <col style="width:57mm" />
      <col style="width:38mm" />
      <col style="width:57mm" />
      <col style="width:38mm" />
    </colgroup>
    <thead>
      <tr>
        <th colspan="4">本季发生（${report.from} 至 ${report.to}）</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

const count = (value: number): string => (value === 0 ? '—' : String(value).replace('-', '−'));

const CSS = `
.fund-report table{font-size:10pt}
.fund-report tr{height:7.4mm}
.fund-report td{padding:0 1.6mm}
.fund-report .section td{font-weight:bold;background:#f1f1f1;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.fund-report .movements{margin-top:5mm}
.fund-report .note-line{margin:4mm 0 0;font-size:10pt;line-height:1.4}
.fund-report .note-line .fit{line-height:1.4}
.fund-report .signers{bottom:16mm}
`;
