import {
  countOf,
  distributionColumns,
  groupName,
  orderedRows,
  type DistributionRow,
} from './distribution.ts';
import { BLANK_DATE, chineseDate, money } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate, type PageOfRows } from './paginate.ts';
import { tableOfPage, type Column, type TableShape } from './table.ts';

/** One link of the chain from surplus to distribution. Amounts to be taken off come in negative. */
export interface ChainLink {
  readonly title: string;
  /** Article of law, charter or resolution, or the line it is computed from. */
  readonly authority: string;
  readonly amountFen: number;
  /** 'result' stands out: 可分配盈余 and the like. */
  readonly kind: 'step' | 'result';
}

/** A choice that the meeting is asked to make: 公积金提取比例, 代扣政策 … */
export interface PlanChoice {
  readonly title: string;
  readonly choice: string;
  readonly authority: string;
}

/** A member's line in the plan: the distribution, and the weights it follows. */
export interface PlanRow extends DistributionRow {
  readonly reserveShareFen: number;
  readonly grantShareFen: number;
  readonly donationShareFen: number;
  /** What the remainder is split by. */
  readonly weightFen: number;
}

/** A draft run as the members get to see it before the meeting. */
export interface PlanData {
  readonly header: PrintHeader;
  readonly fiscalYear: number;
  readonly draftNo: number;
  readonly chain: readonly ChainLink[];
  readonly choices: readonly PlanChoice[];
  /** The planned day of the meeting and the last day to lay the plan out; null leaves room to write them. */
  readonly meetingOn: string | null;
  readonly layOutBy: string | null;
  readonly rows: readonly PlanRow[];
  readonly notes: readonly string[];
}

/**
 * 盈余分配方案（草案）, A4 landscape, watermarked: page one the chain with its articles, the choices to vote on, and where it is
 * laid out (法第四十条: at the office, 15 days before the meeting); then the members' lines with 本页小计 and 合计.
 */
export function planDocument(data: PlanData): PrintDocument {
  const rows = orderedRows(data.rows);
  const shape = planShape(rows);
  const pages = paginate(rows, CAPACITY);
  const pageCount = pages.length + 1;
  return {
    title: `${data.header.cooperativeName} ${data.fiscalYear} 年度盈余分配方案（草案）`,
    paper: 'A4 landscape',
    css: CSS,
    watermark: '草案',
    pages: [
      firstPage(data, pageCount),
      ...pages.map((page, index) => membersPage(data, shape, rows, page, index + 2, pageCount)),
    ],
  };
}

function firstPage(data: PlanData, pageCount: number): Markup {
  const { header } = data;
  return html`<div class="plan">
    ${reprintMark(header)} ${pageTitle(titleOf(data), 230)} ${draftLine(data)}
    <div class="halves">
      <div>
        <h2>一、从盈余到分配</h2>
        ${chainTable(data.chain)}
      </div>
      <div>
        <h2>二、提请成员大会表决的事项</h2>
        ${choicesTable(data.choices)}
        <h2>三、置备与查阅</h2>
        ${layingOut(data)}
      </div>
    </div>
    <div class="signers">
      <span>理事长：</span><span>监事：</span><span>会计（编制）：</span><span>日期：${BLANK_DATE}</span>
    </div>
    ${pageFoot(header, 1, pageCount)}
  </div>`;
}

function titleOf(data: PlanData): string {
  return `${data.header.cooperativeName} ${data.fiscalYear} 年度盈余分配方案（草案）`;
}

function draftLine({ header, draftNo }: PlanData): Markup {
  const left = `编制单位（公章）：${header.cooperativeName}`;
  return metaLine(277, left, `第 ${draftNo} 稿，未经成员大会表决，不作为发放依据`, '单位：元');
}

function chainTable(chain: readonly ChainLink[]): Markup {
  const rowMm = rowHeight(chain.length);
  const rows = chain.map((link, index) => {
    const box = { heightMm: rowMm, basePt: 10 };
    const amount = link.amountFen < 0 ? 'r neg' : 'r';
    return html`<tr class="${link.kind}" style="height:${rowMm}mm">
      <td>${index + 1}</td>
      <td class="l">${fitted(link.title, { ...box, widthMm: 48 })}</td>
      <td class="l">${fitted(link.authority, { ...box, widthMm: 43, basePt: 8.5 })}</td>
      <td class="${amount}">${money(link.amountFen)}</td>
    </tr> `;
  });
  return html`<table>
    <colgroup>
      <col style="width:10mm" />
      <col style="width:51mm" />
      <col />
      <col style="width:26mm" />
    </colgroup>
    <thead>
      <tr style="height:7mm">
        <th>行次</th>
        <th>项目</th>
        <th>依据</th>
        <th>金额</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function choicesTable(choices: readonly PlanChoice[]): Markup {
  const rowMm = Math.min(10, 78 / Math.max(1, choices.length));
  const rows = choices.map((choice) => {
    const box = { heightMm: rowMm, basePt: 9 };
    return html`<tr style="height:${rowMm}mm">
      <td class="l">${fitted(choice.title, { ...box, widthMm: 31 })}</td>
      <td class="l">${fitted(choice.choice, { ...box, widthMm: 56 })}</td>
      <td class="l">${fitted(choice.authority, { ...box, widthMm: 35, basePt: 8 })}</td>
    </tr> `;
  });
  return html`<table>
    <colgroup>
      <col style="width:34mm" />
      <col />
      <col style="width:38mm" />
    </colgroup>
    <thead>
      <tr style="height:7mm">
        <th>事项</th>
        <th>本方案</th>
        <th>依据</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** Rows share the height that page one has for the chain. */
function rowHeight(count: number): number {
  return Math.min(12, Math.floor((136 / Math.max(1, count)) * 100) / 100);
}

function layingOut({ meetingOn, layOutBy, header }: PlanData): Markup {
  const meeting = meetingOn === null ? BLANK_DATE : chineseDate(meetingOn);
  const deadline = layOutBy === null ? BLANK_DATE : chineseDate(layOutBy);
  return html`<p class="layout">
      《农民专业合作社法》第四十条：盈余分配方案应于成员大会召开的十五日前，置备于办公地点，供成员查阅。
    </p>
    <div class="fields">
      <div><span>成员大会日期</span><span>${meeting}</span></div>
      <div><span>最迟置备日期</span><span>${deadline}</span></div>
      <div><span>供查阅地点</span><span>${header.villageName}　　　　　　　　</span></div>
      <div><span>供查阅日期</span><span>自${BLANK_DATE}至${BLANK_DATE}</span></div>
    </div>`;
}

const CAPACITY = { rows: 24, rowsOnLast: 23 };

function planShape(rows: readonly PlanRow[]): TableShape<PlanRow> {
  const columns: Column<PlanRow>[] = [
    { kind: 'text', title: '序号', widthMm: 9, text: (_, position) => String(position) },
    { kind: 'text', title: '社员号', widthMm: 14, text: (row) => row.memberNo },
    { kind: 'text', title: '组别', widthMm: 10, text: (row) => groupName(row.groupNo) },
    { kind: 'text', title: '姓名', widthMm: 28, text: (row) => row.name },
    { kind: 'money', title: '出资额', widthMm: 20, fen: (row) => row.capitalFen },
    { kind: 'money', title: '公积金份额', widthMm: 20, fen: (row) => row.reserveShareFen },
    { kind: 'money', title: '财政补助\n量化份额', widthMm: 20, fen: (row) => row.grantShareFen },
    { kind: 'money', title: '捐赠\n量化份额', widthMm: 20, fen: (row) => row.donationShareFen },
    { kind: 'money', title: '分配权数\n合计', widthMm: 22, fen: (row) => row.weightFen },
    { kind: 'money', title: '交易额', widthMm: 20, fen: (row) => row.patronageFen },
    ...distributionColumns(rows, 19),
    { kind: 'money', title: '应分合计', widthMm: 21, bold: true, fen: (row) => row.totalFen },
    { kind: 'money', title: '代扣', widthMm: 15, fen: (row) => row.withheldFen },
    { kind: 'money', title: '预计实发', widthMm: 21, fen: (row) => row.netFen },
  ];
  return { columns, widthMm: 277, headHeightMm: 10, rowHeightMm: 6.2, closingHeightMm: 7, basePt: 9 };
}

function membersPage(
  data: PlanData,
  shape: TableShape<PlanRow>,
  all: readonly PlanRow[],
  page: PageOfRows<PlanRow>,
  pageNo: number,
  pageCount: number,
): Markup {
  const closing = [{ label: `本页小计（${countOf(page.rows, all)}）`, rows: page.rows }];
  if (page.isLast) closing.push({ label: `合计（${countOf(all, all)}）`, rows: all });
  const notes = page.isLast && data.notes.length > 0 ? `注：${data.notes.join('；')}` : '';
  return html`<div class="plan">
    ${reprintMark(data.header)} ${pageTitle(`${titleOf(data)} 成员明细`, 230)} ${draftLine(data)}
    ${tableOfPage(shape, page, closing)}
    <p class="notes">${fitted(notes, { widthMm: 275, heightMm: 8, basePt: 8.5 })}</p>
    ${pageFoot(data.header, pageNo, pageCount)}
  </div>`;
}

const CSS = `
.plan{position:absolute;inset:8mm 10mm 0}
.plan .reprint{right:0;top:-2mm}
.plan .foot,.plan .signers{left:0;right:0}
.plan .signers{bottom:13mm;font-size:10pt}
.plan h2{margin:0;font-size:11pt;line-height:8mm}
.plan .halves{display:flex;gap:7mm}
.plan .halves>div{width:135mm}
.plan .result td:not(:nth-child(3)){font-weight:bold}
.plan .halves td{font-size:10pt}
.plan .layout{margin:0 0 1mm;line-height:5mm}
.plan .fields>div{display:flex;height:8.5mm;line-height:8.5mm}
.plan .fields span:first-child{width:26mm}
.plan .fields span:last-child{flex:1;border-bottom:.2mm solid #000}
.plan .notes{margin:1mm 0 0;font-size:8.5pt;line-break:anywhere}
`;
