import type { Output } from '../contract/index.ts';
import { addDays } from '../rules/calendar.ts';
import { groupName } from './distribution.ts';
import { chineseDate, money, moneyInText, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { LOAN_STATES } from './loanRegister.ts';
import { html, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader } from './page.ts';

type Loan = Output<'loans.get'>;
type Event = Loan['events'][number];
type Settlement = Loan['settlements'][number];
type Claimed = Output<'claims.ofLoan'>[number];

export interface LoanStatementData {
  readonly header: PrintHeader;
  readonly issuer: string;
  readonly asOf: string;
  readonly loan: Loan['loan'];
  readonly events: readonly Event[];
  readonly settlements: readonly Settlement[];
  readonly claims: readonly Claimed[];
}

/** A strip of the statement with the height it takes: pages are cut between strips. */
interface Strip {
  readonly heightMm: number;
  readonly markup: Markup;
  /** A heading, which does not stay behind alone at the foot of a page. */
  readonly leads?: true;
}

/** 还款结息明细 of one loan, A4: what was drawn and repaid, each settlement with how its interest comes about, what was claimed back of it. */
export function loanStatementDocument(data: LoanStatementData): PrintDocument {
  const { header, loan, asOf, issuer } = data;
  const pages = cut(stripsOf(data), ROOM_MM);
  return {
    title: `贷款还款结息明细 ${loan.borrowerName} ${loan.noteNo}`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: pages.map(
      (strips, index) =>
        html`<div class="statement">
          ${pageTitle('贷款还款结息明细', 190)}
          ${metaLine(190, `借款人：${loan.borrowerName}　借据号：${loan.noteNo}`, `截至 ${chineseDate(asOf)}　${issuer}`, '单位：元')}
          ${strips.map((strip) => strip.markup)} ${pageFoot(header, index + 1, pages.length)}
        </div>`,
    ),
  };
}

const ROOM_MM = 255;

function cut(strips: readonly Strip[], roomMm: number): Strip[][] {
  const pages: Strip[][] = [[]];
  let usedMm = 0;
  strips.forEach((strip, index) => {
    const withNext = strip.leads ? strip.heightMm + (strips[index + 1]?.heightMm ?? 0) : strip.heightMm;
    if (usedMm + withNext > roomMm && usedMm > 0) {
      pages.push([]);
      usedMm = 0;
    }
    pages.at(-1)!.push(strip);
    usedMm += strip.heightMm;
  });
  return pages;
}

function stripsOf(data: LoanStatementData): Strip[] {
  const { loan, events, settlements, claims } = data;
  const settled = settlements.filter((one) => one.reason !== 'running');
  const running = settlements.find((one) => one.reason === 'running');
  return [
    facts(loan),
    heading(
      '放款、还款',
      ['日期', '事项', '本金', '利息', '罚息', '费用', '余额', '凭证号、说明'],
      EVENT_WIDTHS,
    ),
    ...events.map(eventRow),
    heading(
      '结息',
      ['计息区间（含首尾）', '天数', '测算利息', '罚息复利', '银行利息', '贴息', '户自付', '已付'],
      SETTLEMENT_WIDTHS,
    ),
    ...settled.map(settlementStrip),
    settledTotal(settled),
    ...(running ? [runningRow(running)] : []),
    ...(claims.length === 0
      ? []
      : [
          heading('贴息申请', ['批次', '期间', '申请', '到账', '已发', '发放日', '情况'], CLAIM_WIDTHS),
          ...claims.map(claimRow),
        ]),
  ];
}

function facts(loan: Loan['loan']): Strip {
  const pairs: readonly (readonly [string, string])[] = [
    ['户主', `${groupName(loan.groupNo)} ${loan.headName || loan.borrowerName}`.trim()],
    ['与户主关系', loan.relation],
    ['电话', loan.phone],
    ['承贷银行', loan.bank],
    ['合同号', loan.contractNo],
    ['用途', loan.purpose],
    ['贷款金额', moneyInText(loan.amountFen)],
    ['放款日', loan.startsOn],
    ['到期日', loan.extendedTo === null ? loan.dueOn : `${loan.contractDueOn}，展至 ${loan.extendedTo}`],
    ['年利率', `${loan.ratePercent}%，÷ ${loan.basis}`],
    ['贴息', `${loan.subsidyPercent}%，${loan.subsidyFrom} 至 ${loan.subsidyTo}`],
    [
      '状态',
      `${LOAN_STATES[loan.state]}${loan.overdueDays > 0 ? ` ${loan.overdueDays} 天` : ''}，余额 ${moneyInText(loan.balanceFen)}`,
    ],
  ];
  const rows = [0, 3, 6, 9].map((at) => pairs.slice(at, at + 3));
  return {
    heightMm: 4 * 7,
    markup: html`<table class="strip">
      <colgroup>
        ${FACT_WIDTHS.map((width) => html`<col style="width:${width}mm" />`)}
      </colgroup>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr style="height:7mm">
              ${row.map(
                ([title, text], index) =>
                  html`<th>${title}</th>
                    <td class="l">
                      ${fitted(text, { widthMm: FACT_WIDTHS[index * 2 + 1]! - 2, heightMm: 6, basePt: 9.5 })}
                    </td>`,
              )}
            </tr> `,
        )}
      </tbody>
    </table>`,
  };
}

const FACT_WIDTHS = [17, 44, 20, 51, 13, 45];
const EVENT_WIDTHS = [22, 20, 26, 21, 20, 18, 26, 37];
const SETTLEMENT_WIDTHS = [46, 12, 22, 21, 22, 22, 22, 23];
const CLAIM_WIDTHS = [28, 46, 24, 24, 24, 22, 22];

function row(widths: readonly number[], cells: readonly Markup[], heightMm: number, className = ''): Strip {
  return {
    heightMm,
    markup: html`<table class="strip ${className}">
      <colgroup>
        ${widths.map((width) => html`<col style="width:${width}mm" />`)}
      </colgroup>
      <tbody>
        <tr style="height:${heightMm}mm">
          ${cells}
        </tr>
      </tbody>
    </table>`,
  };
}

const text = (value: string, widthMm: number): Markup =>
  html`<td>${fitted(value, { widthMm: widthMm - 2, heightMm: 0, basePt: 9.5 })}</td>`;
const fen = (value: number): Markup => html`<td class="r${value < 0 ? ' neg' : ''}">${money(value)}</td>`;

function heading(title: string, columns: readonly string[], widths: readonly number[]): Strip {
  const cells = columns.map((column) => html`<th>${column}</th>`);
  const strip = row(widths, cells, 6.5);
  return {
    heightMm: 13.5,
    leads: true,
    markup: html`<h2>${title}</h2>
      ${strip.markup}`,
  };
}

function eventRow(event: Event): Strip {
  const undone = event.reversesId !== null ? '冲销 ' : event.reversedById !== null ? '（已冲销）' : '';
  const words = [undone, event.slipNo, event.dueOn === null ? '' : `展期至 ${event.dueOn}`, event.note];
  const said = words.filter((word) => word !== '').join(' ');
  // What was noted may take a second line.
  const heightMm = [...said].length > 16 ? 9.5 : 6;
  return row(
    EVENT_WIDTHS,
    [
      text(event.date, 22),
      text(event.title, 20),
      fen(event.principalFen),
      fen(event.interestFen),
      fen(event.penaltyFen),
      fen(event.costFen),
      fen(event.balanceFen),
      html`<td class="said">${fitted(said, { widthMm: 35, heightMm, basePt: 9 })}</td>`,
    ],
    heightMm,
  );
}

/** A settlement with how it comes about, kept together. */
function settlementStrip(one: Settlement): Strip {
  const isWhole = one.subsidyFen === one.interestFen;
  const how = [
    ...one.segments.map((segment) => segment.text),
    ...(isWhole ? [] : one.subsidyLines.map((line) => `贴息：${line}`)),
  ];
  const own = row(
    SETTLEMENT_WIDTHS,
    [
      text(`${one.from} 至 ${addDays(one.to, -1)}`, 46),
      html`<td class="r">${one.days}</td>`,
      fen(one.interestFen),
      fen(one.penaltyFen),
      one.bankInterestFen === null
        ? html`<td class="r"></td>`
        : fen(one.bankInterestFen + (one.bankPenaltyFen ?? 0)),
      fen(one.subsidyFen),
      fen(one.ownFen),
      fen(one.paidFen),
    ],
    6,
  );
  const lines = how.map(
    (line) => html`<div>${fitted(line, { widthMm: 182, heightMm: 0, basePt: 8.5 })}</div> `,
  );
  return {
    heightMm: 6 + how.length * 4.6,
    markup: html`${own.markup}
      <div class="how">${lines}</div> `,
  };
}

function settledTotal(rows: readonly Settlement[]): Strip {
  if (rows.length === 0) return row([190], [html`<td>还没有结息</td>`], 6);
  const of = (value: (one: Settlement) => number): Markup => fen(sumFen(rows.map(value)));
  return row(
    SETTLEMENT_WIDTHS,
    [
      html`<td><b>合计（${rows.length} 期）</b></td>`,
      html`<td class="r">${rows.reduce((sum, one) => sum + one.days, 0)}</td>`,
      of((one) => one.interestFen),
      of((one) => one.penaltyFen),
      of((one) => (one.bankInterestFen ?? 0) + (one.bankPenaltyFen ?? 0)),
      of((one) => one.subsidyFen),
      of((one) => one.ownFen),
      of((one) => one.paidFen),
    ],
    6.5,
    'closing',
  );
}

function runningRow(one: Settlement): Strip {
  const words = `${one.from} 起到这一天还没有结息的：${one.days} 天，利息 ${moneyInText(one.interestFen + one.penaltyFen)} 元`;
  return row([190], [html`<td class="l">${words}</td>`], 6);
}

const CLAIM_STATES: Readonly<Record<Claimed['state'], string>> = {
  computed: '已测算',
  noticed: '公示中',
  submitted: '已上报',
  received: '已到账',
  paid: '已发放',
  void: '已作废',
};

function claimRow(claim: Claimed): Strip {
  const span = claim.from === null ? '' : `${claim.from} 至 ${claim.to ?? ''}`;
  return row(
    CLAIM_WIDTHS,
    [
      text(claim.no, 28),
      text(span === '' ? claim.excludedReason : span, 46),
      fen(claim.claimedFen),
      fen(claim.receivedFen),
      fen(claim.paidFen),
      text(claim.paidOn ?? '', 22),
      text(span === '' ? '不申请' : CLAIM_STATES[claim.state], 22),
    ],
    6,
  );
}

const CSS = `
.statement{position:absolute;inset:10mm 10mm 0}
.statement .foot{left:0;right:0}
.statement h2{margin:0;height:7mm;line-height:8mm;font-size:11pt}
.statement .strip{margin-top:-.25mm}
.statement .strip td,.statement .strip th{font-size:9.5pt;white-space:nowrap}
.statement .strip .said{white-space:normal;font-size:9pt}
.statement .how{border:.25mm solid #000;margin-top:-.25mm;padding-left:5mm;font-size:8.5pt;white-space:nowrap;overflow:hidden}
.statement .how div{height:4.6mm;line-height:4.6mm}
.statement .how .fit{line-height:inherit}
`;
