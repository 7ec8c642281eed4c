import { amountInWords } from '../rules/amountInWords.ts';
import {
  countOf,
  distributionColumns,
  groupName,
  orderedRows,
  payeeText,
  resolutionText,
  type DistributionRow,
  type Resolution,
} from './distribution.ts';
import { BLANK_DATE, percentOf, sharesOf, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate, type PageOfRows } from './paginate.ts';
import { tableOfPage, type Column, type TableShape } from './table.ts';

/** A member's line on the roster, with what identifies the payee. Card and ID number come in masked. */
export interface RosterRow extends DistributionRow {
  readonly idMasked: string;
  /** Empty: paid in cash. */
  readonly cardMasked: string;
  /** The head of the household, when the member is somebody else of it; else empty. */
  readonly headName: string;
  readonly remark: string;
}

/** An approved run as the list that members sign for their money. */
export interface RosterData {
  readonly header: PrintHeader;
  readonly fiscalYear: number;
  readonly resolution: Resolution;
  /** 每股金额; null when the cooperative counts no shares. */
  readonly parValueFen: number | null;
  readonly rows: readonly RosterRow[];
  /** Printed under the total: withholding policy, share-only and the like. */
  readonly notes: readonly string[];
}

/**
 * 分红发放表, A4 landscape: header repeated, 本页小计 on every page, 合计 and its words on the last, a cell of at least 12 mm for
 * signature or thumbprint, and the signers at the foot.
 */
export function rosterDocument(data: RosterData): PrintDocument {
  const rows = orderedRows(data.rows);
  const shape = rosterShape(rows, data);
  const pages = paginate(rows, CAPACITY);
  return {
    title: `${data.header.cooperativeName} ${data.fiscalYear} 年度分红发放表`,
    paper: 'A4 landscape',
    css: CSS,
    watermark: null,
    pages: pages.map((page, index) => rosterPage(data, shape, rows, page, index + 1, pages.length)),
  };
}

/** 12 rows of 12.2 mm and their subtotal fill the sheet; total, words and notes take the place of one. */
const CAPACITY = { rows: 12, rowsOnLast: 11 };

function rosterShape(rows: readonly RosterRow[], data: RosterData): TableShape<RosterRow> {
  const wholeFen = sumFen(rows.map((row) => row.capitalFen));
  const { parValueFen } = data;
  const capitalOf = (some: readonly RosterRow[]): number => sumFen(some.map((row) => row.capitalFen));
  const shares = (capitalFen: number): string =>
    parValueFen === null ? '' : sharesOf(capitalFen, parValueFen);
  const columns: Column<RosterRow>[] = [
    { kind: 'text', title: '序号', widthMm: 8.5, text: (_, position) => String(position) },
    { kind: 'text', title: '组别', widthMm: 9.5, text: (row) => groupName(row.groupNo) },
    {
      kind: 'text',
      title: '户主姓名',
      widthMm: 21,
      text: (row) => row.name,
      note: (row) => (row.headName === '' || row.headName === row.name ? null : `户主：${row.headName}`),
    },
    { kind: 'text', title: '身份证号', widthMm: 32, text: (row) => row.idMasked },
    {
      kind: 'text',
      title: '股数',
      widthMm: 12,
      align: 'right',
      text: (row) => shares(row.capitalFen),
      total: (some) => shares(capitalOf(some)),
    },
    { kind: 'money', title: '出资额', widthMm: 20, fen: (row) => row.capitalFen },
    {
      kind: 'text',
      title: '占比',
      widthMm: 15.5,
      align: 'right',
      text: (row) => percentOf(row.capitalFen, wholeFen),
      total: (some) => percentOf(capitalOf(some), wholeFen),
    },
    { kind: 'money', title: '交易额', widthMm: 20, fen: (row) => row.patronageFen },
    ...distributionColumns(rows, 19),
    { kind: 'money', title: '应分合计', widthMm: 20, fen: (row) => row.totalFen },
    { kind: 'money', title: '代扣', widthMm: 14, fen: (row) => row.withheldFen },
    { kind: 'money', title: '实发', widthMm: 20, bold: true, fen: (row) => row.netFen },
    {
      kind: 'text',
      title: '银行卡号',
      widthMm: 17,
      text: (row) => payeeText(row.cardMasked),
    },
    { kind: 'text', title: '领款人签字\n（指印）', widthMm: 25, text: () => '' },
    { kind: 'text', title: '备注', widthMm: 12, text: (row) => row.remark },
  ];
  return { columns, widthMm: 277, headHeightMm: 9, rowHeightMm: 12.2, closingHeightMm: 7, basePt: 9 };
}

function rosterPage(
  data: RosterData,
  shape: TableShape<RosterRow>,
  all: readonly RosterRow[],
  page: PageOfRows<RosterRow>,
  pageNo: number,
  pageCount: number,
): Markup {
  const closing = [{ label: `本页小计（${countOf(page.rows, all)}）`, rows: page.rows }];
  if (page.isLast) closing.push({ label: `合计（${countOf(all, all)}）`, rows: all });
  const { header, resolution } = data;
  return html`<div class="sheet">
    ${reprintMark(header)} ${pageTitle(`${header.cooperativeName} ${data.fiscalYear} 年度分红发放表`, 230)}
    ${metaLine(277, `编制单位（公章）：${header.cooperativeName}`, resolutionText(resolution), '单位：元')}
    ${tableOfPage(shape, page, closing, page.isLast ? [wordsRow(data, shape, all)] : [])}
    <div class="signers">
      <span>理事长：</span><span>监事：</span><span>会计（制表）：</span><span>复核：</span><span>出纳：</span
      ><span>日期：${BLANK_DATE}</span>
    </div>
    ${pageFoot(header, pageNo, pageCount)}
  </div>`;
}

function wordsRow(data: RosterData, shape: TableShape<RosterRow>, all: readonly RosterRow[]): Markup {
  const words = amountInWords(sumFen(all.map((row) => row.netFen)));
  const notes = data.notes.length === 0 ? '' : `注：${data.notes.join('；')}`;
  return html`<tr style="height:7mm">
    <td colspan="4"><b>实发合计（大写）</b></td>
    <td colspan="${shape.columns.length - 4}">
      <div class="words">
        <b>${words}</b><span>${fitted(notes, { widthMm: 100, heightMm: 6, basePt: 8.5 })}</span>
      </div>
    </td>
  </tr> `;
}

const CSS = `
.words{display:flex;justify-content:space-between;text-align:left}
.words span{width:101mm;font-size:8.5pt}
.words b{font-size:10pt}
.sheet{position:absolute;inset:8mm 10mm 0}
.sheet .reprint{right:0;top:-2mm}
.sheet .signers,.sheet .foot{left:0;right:0}
.sheet .signers{bottom:12.5mm;font-size:9.5pt}
.sheet .signers span:last-child{flex:0 0 auto}
`;
