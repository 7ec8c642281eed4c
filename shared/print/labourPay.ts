import { amountInWords } from '../rules/amountInWords.ts';
import { invariant } from '../rules/result.ts';
import { groupName, payeeText } from './distribution.ts';
import { BLANK_DATE, quantity, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate, type PageOfRows } from './paginate.ts';
import { tableOfPage, type Column, type TableShape } from './table.ts';

/** A worker's line of a pay sheet, with what identifies the payee. Card and ID number come in masked. */
export interface LabourPayRow {
  readonly name: string;
  readonly groupNo: number | null;
  readonly idMasked: string;
  /** Empty: paid in cash. */
  readonly cardMasked: string;
  /** 出勤工日 and 计件数量 in 1/1000. */
  readonly daysMilli: number;
  readonly timeFen: number;
  readonly piecesMilli: number;
  readonly pieceFen: number;
  readonly awardFen: number;
  readonly grossFen: number;
  readonly advanceFen: number;
  readonly taxFen: number;
  readonly netFen: number;
}

export interface LabourPayData {
  readonly header: PrintHeader;
  /** What the sheet is called where people speak of it: 2018-09 第 1 张. */
  readonly name: string;
  /** First and last day of the work in it. */
  readonly from: string;
  readonly to: string;
  readonly isDraft: boolean;
  readonly rows: readonly LabourPayRow[];
}

/**
 * 劳务费发放表, A4 landscape: header repeated, 本页小计 on every page, 合计 and its words on the last, a cell of at least 12 mm for
 * signature or thumbprint, and the signers at the foot. A draft says across the page that it is one.
 */
export function labourPayDocument(data: LabourPayData): PrintDocument {
  for (const row of data.rows) {
    invariant(
      row.timeFen + row.pieceFen + row.awardFen === row.grossFen &&
        row.grossFen - row.advanceFen - row.taxFen === row.netFen,
      `the parts of ${row.name}'s pay make the total`,
    );
  }
  const pages = paginate(data.rows, CAPACITY);
  return {
    title: titleOf(data),
    paper: 'A4 landscape',
    css: CSS,
    watermark: data.isDraft ? '草稿' : null,
    pages: pages.map((page, index) => payPage(data, page, index + 1, pages.length)),
  };
}

/** 12 rows of 12.2 mm and their subtotal fill the sheet; total and words take the place of one. */
const CAPACITY = { rows: 12, rowsOnLast: 11 };

const titleOf = ({ header, name }: LabourPayData): string => `${header.cooperativeName} ${name}劳务费发放表`;

const quantitySum =
  (of: (row: LabourPayRow) => number) =>
  (rows: readonly LabourPayRow[]): string =>
    quantity(rows.reduce((sum, row) => sum + of(row), 0));

const COLUMNS: readonly Column<LabourPayRow>[] = [
  { kind: 'text', title: '序号', widthMm: 9, text: (_, position) => String(position) },
  { kind: 'text', title: '组别', widthMm: 9, text: (row) => groupName(row.groupNo) },
  { kind: 'text', title: '姓名', widthMm: 20, text: (row) => row.name },
  { kind: 'text', title: '身份证号', widthMm: 35, text: (row) => row.idMasked },
  {
    kind: 'text',
    title: '出勤\n工日',
    widthMm: 13,
    align: 'right',
    text: (row) => quantity(row.daysMilli),
    total: quantitySum((row) => row.daysMilli),
  },
  { kind: 'money', title: '计时金额', widthMm: 20, fen: (row) => row.timeFen },
  {
    kind: 'text',
    title: '计件\n数量',
    widthMm: 16,
    align: 'right',
    text: (row) => quantity(row.piecesMilli),
    total: quantitySum((row) => row.piecesMilli),
  },
  { kind: 'money', title: '计件金额', widthMm: 20, fen: (row) => row.pieceFen },
  { kind: 'money', title: '奖补', widthMm: 17, fen: (row) => row.awardFen },
  { kind: 'money', title: '应发', widthMm: 21, fen: (row) => row.grossFen },
  { kind: 'money', title: '借支\n扣回', widthMm: 17, fen: (row) => row.advanceFen },
  { kind: 'money', title: '个税', widthMm: 15, fen: (row) => row.taxFen },
  { kind: 'money', title: '实发', widthMm: 21, bold: true, fen: (row) => row.netFen },
  { kind: 'text', title: '卡号', widthMm: 18, text: (row) => payeeText(row.cardMasked) },
  { kind: 'text', title: '领款人签名\n（指印）', widthMm: 27, text: () => '' },
];

const SHAPE: TableShape<LabourPayRow> = {
  columns: COLUMNS,
  widthMm: 277,
  headHeightMm: 9,
  rowHeightMm: 12.2,
  closingHeightMm: 7,
  basePt: 9,
};

function payPage(
  data: LabourPayData,
  page: PageOfRows<LabourPayRow>,
  pageNo: number,
  pageCount: number,
): Markup {
  const { header, rows } = data;
  const closing = [{ label: `本页小计（${page.rows.length} 人）`, rows: page.rows }];
  if (page.isLast) closing.push({ label: `合计（${rows.length} 人）`, rows });
  return html`<div class="sheet">
    ${reprintMark(header)} ${pageTitle(titleOf(data), 230)}
    ${metaLine(277, `编制单位（公章）：${header.cooperativeName}`, `记工日期：${data.from} 至 ${data.to}`, '单位：元')}
    ${tableOfPage(SHAPE, page, closing, page.isLast ? [wordsRow(rows)] : [])}
    <div class="signers">
      <span>理事长（审批）：</span><span>监事：</span><span>会计（制表）：</span><span>复核：</span
      ><span>出纳：</span><span>记工员：</span><span>发放日期：${BLANK_DATE}</span>
    </div>
    ${pageFoot(header, pageNo, pageCount)}
  </div>`;
}

function wordsRow(rows: readonly LabourPayRow[]): Markup {
  const words = amountInWords(sumFen(rows.map((row) => row.netFen)));
  return html`<tr style="height:7mm">
    <td colspan="4"><b>实发合计（大写）</b></td>
    <td class="l" colspan="${COLUMNS.length - 4}">
      <b>${fitted(words, { widthMm: 200, heightMm: 6, basePt: 10 })}</b>
    </td>
  </tr> `;
}

const CSS = `
.sheet{position:absolute;inset:8mm 10mm 0}
.sheet .reprint{right:0;top:-2mm}
.sheet .signers,.sheet .foot{left:0;right:0}
.sheet .signers{bottom:12.5mm;font-size:9.5pt}
.sheet .signers span:last-child{flex:0 0 auto}
`;
