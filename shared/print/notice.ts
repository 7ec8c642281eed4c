import {
  countOf,
  distributionColumns,
  groupName,
  orderedRows,
  type DistributionRow,
  type Resolution,
} from './distribution.ts';
import { BLANK_DATE, chineseDate, moneyInText, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate, type PageOfRows } from './paginate.ts';
import { tableOfPage, type Column, type TableShape } from './table.ts';

/**
 * An approved run for the public board. The rows are the plain distribution: there is no field for an ID number, a bank
 * card or a member's telephone, so none can be posted.
 */
export interface NoticeData {
  readonly header: PrintHeader;
  readonly fiscalYear: number;
  readonly resolution: Resolution;
  /** 公示期, first and last day, YYYY-MM-DD. */
  readonly postedFrom: string;
  readonly postedUntil: string;
  /** Where members object. */
  readonly supervisor: { readonly name: string; readonly telephone: string };
  readonly rows: readonly DistributionRow[];
  readonly notes: readonly string[];
}

/** 公示表, A4: what each member gets, when and by whom it was decided, and where to object. */
export function noticeDocument(data: NoticeData): PrintDocument {
  const rows = orderedRows(data.rows);
  const pages = paginate(rows, CAPACITY);
  const shape = noticeShape(rows);
  return {
    title: `${data.header.cooperativeName} ${data.fiscalYear} 年度盈余分配公示表`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: pages.map((page, index) => noticePage(data, shape, rows, page, index + 1, pages.length)),
  };
}

const CAPACITY = { rows: 32, rowsOnLast: 28 };

function noticeShape(rows: readonly DistributionRow[]): TableShape<DistributionRow> {
  const columns: Column<DistributionRow>[] = [
    { kind: 'text', title: '序号', widthMm: 9, text: (_, position) => String(position) },
    { kind: 'text', title: '社员号', widthMm: 13, text: (row) => row.memberNo },
    { kind: 'text', title: '组别', widthMm: 9, text: (row) => groupName(row.groupNo) },
    { kind: 'text', title: '姓名', widthMm: 24, text: (row) => row.name },
    { kind: 'money', title: '出资额', widthMm: 20, fen: (row) => row.capitalFen },
    { kind: 'money', title: '交易额', widthMm: 20, fen: (row) => row.patronageFen },
    ...distributionColumns(rows, 19),
    { kind: 'money', title: '应分合计', widthMm: 20, fen: (row) => row.totalFen },
    { kind: 'money', title: '代扣', widthMm: 15, fen: (row) => row.withheldFen },
    { kind: 'money', title: '实发', widthMm: 20, bold: true, fen: (row) => row.netFen },
  ];
  return { columns, widthMm: 190, headHeightMm: 9, rowHeightMm: 6.6, closingHeightMm: 7, basePt: 9 };
}

function noticePage(
  data: NoticeData,
  shape: TableShape<DistributionRow>,
  all: readonly DistributionRow[],
  page: PageOfRows<DistributionRow>,
  pageNo: number,
  pageCount: number,
): Markup {
  const { header } = data;
  const closing = [{ label: `本页小计（${countOf(page.rows, all)}）`, rows: page.rows }];
  if (page.isLast) closing.push({ label: `合计（${countOf(all, all)}）`, rows: all });
  return html`<div class="notice">
    ${reprintMark(header)}
    ${pageTitle(header.cooperativeName, 150)}${pageTitle(`${data.fiscalYear} 年度盈余分配公示表`, 190)}
    ${announcement(data, all)} ${metaLine(190, `编制单位（公章）：${header.cooperativeName}`, '', '单位：元')}
    ${tableOfPage(shape, page, closing)} ${page.isLast ? ending(data) : NOTHING}
    ${pageFoot(header, pageNo, pageCount)}
  </div>`;
}

function announcement(data: NoticeData, all: readonly DistributionRow[]): Markup {
  const { resolution, supervisor } = data;
  const totalFen = sumFen(all.map((row) => row.totalFen));
  const who = supervisor.name === '' ? '' : `（${supervisor.name}）`;
  const votes = `到会 ${resolution.present} 人，表决权总数 ${resolution.votesTotal} 票，赞成 ${resolution.votesFor} 票`;
  const text =
    `\u3000\u3000本社 ${data.fiscalYear} 年度盈余分配方案已于 ${chineseDate(resolution.date)}经成员大会表决通过（决议号：${resolution.number}；${votes}），` +
    `向 ${countOf(all, all)}分配 ${moneyInText(totalFen)} 元，现予公示。公示期：${chineseDate(data.postedFrom)}至${chineseDate(data.postedUntil)}。` +
    `有异议的，请在公示期内向监事${who}反映，监督电话：${supervisor.telephone}。`;
  return html`<p class="announcement">${fitted(text, { widthMm: 186, heightMm: 17.5, basePt: 10.5 })}</p>`;
}

function ending(data: NoticeData): Markup {
  const notes = data.notes.length === 0 ? '' : `注：${data.notes.join('；')}`;
  return html`<div class="ending">
    <div class="notes">${fitted(notes, { widthMm: 110, heightMm: 20, basePt: 9 })}</div>
    <div class="seal">${data.header.cooperativeName}（公章）<br />${BLANK_DATE}</div>
  </div>`;
}

const CSS = `
.notice{position:absolute;inset:10mm 10mm 0}
.notice .reprint{right:0;top:-3mm}
.notice .foot{left:0;right:0}
.announcement{margin:1mm 0;height:20mm;font-size:10.5pt;line-height:1.35;text-align:justify;overflow-wrap:anywhere}
.announcement .fit{line-height:1.35}
.ending{display:flex;justify-content:space-between;margin-top:2mm;height:21mm}
.ending .notes{width:112mm;line-height:1.2;overflow-wrap:anywhere}
.ending .seal{text-align:center;font-size:10pt;line-height:7mm;white-space:nowrap}
`;
