import { quantityText } from '../rules/measures.ts';
import { groupName } from './distribution.ts';
import { BLANK_DATE, chineseDate, money, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate, type PageOfRows } from './paginate.ts';
import { tableOfPage, type Column, type TableShape } from './table.ts';

/** One line of a day's work, as it was recorded. */
export interface DayWork {
  readonly name: string;
  readonly groupNo: number | null;
  readonly kind: string;
  readonly place: string;
  readonly unit: string;
  readonly quantityMilli: number;
  readonly price: string;
  readonly amountFen: number;
}

interface WorkDayData {
  readonly header: PrintHeader;
  /** Empty: a form to fill in in the field. */
  readonly date: string;
  readonly recorder: string;
  readonly rows: readonly DayWork[];
  /** On a form without lines, what may stand under 工种 with its unit: 装袋（袋）. */
  readonly kinds: readonly string[];
}

/** 记工单, A4: blank to be filled in in the greenhouse, or the lines of a day for those who worked to sign. */
export function workDayDocument(data: WorkDayData): PrintDocument {
  const isBlank = data.date === '';
  const lines: readonly Line[] = isBlank ? Array.from({ length: ROWS }, () => null) : data.rows;
  const pages = paginate(lines, { rows: ROWS, rowsOnLast: isBlank ? ROWS : ROWS - 1 });
  return {
    title: isBlank ? '记工单（空白）' : `记工单 ${data.date}`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: pages.map((page, index) => dayPage(data, page, index + 1, pages.length)),
  };
}

/** Null: a line to write on. */
type Line = DayWork | null;

/** Lines of 10 mm, high enough to write and sign in. */
const ROWS = 22;

const COLUMNS: readonly Column<Line>[] = [
  { kind: 'text', title: '序号', widthMm: 9, text: (_, position) => String(position) },
  { kind: 'text', title: '姓名', widthMm: 22, text: (line) => line?.name ?? '' },
  { kind: 'text', title: '组别', widthMm: 11, text: (line) => groupName(line?.groupNo ?? null) },
  { kind: 'text', title: '工种', widthMm: 20, text: (line) => line?.kind ?? '' },
  { kind: 'text', title: '大棚号/批次', widthMm: 24, text: (line) => line?.place ?? '' },
  { kind: 'text', title: '单位', widthMm: 12, text: (line) => line?.unit ?? '' },
  {
    kind: 'text',
    title: '数量',
    widthMm: 19,
    align: 'right',
    text: (line) => (line ? quantityText(line.quantityMilli) : ''),
  },
  { kind: 'text', title: '单价', widthMm: 16, align: 'right', text: (line) => line?.price ?? '' },
  {
    kind: 'text',
    title: '金额',
    widthMm: 22,
    align: 'right',
    text: (line) => (line ? money(line.amountFen) : ''),
    total: (lines) => money(sumFen(lines.map((line) => line?.amountFen ?? 0))),
  },
  { kind: 'text', title: '本人签字', widthMm: 31, text: () => '' },
];

const SHAPE: TableShape<Line> = {
  columns: COLUMNS,
  widthMm: 186,
  headHeightMm: 9,
  rowHeightMm: 10,
  closingHeightMm: 9,
  basePt: 9.5,
};

function dayPage(data: WorkDayData, page: PageOfRows<Line>, pageNo: number, pageCount: number): Markup {
  const { header, date, recorder } = data;
  const isBlank = date === '';
  const closing =
    page.isLast && !isBlank
      ? [
          {
            label: `合计（${new Set(data.rows.map((row) => row.name)).size} 人 ${data.rows.length} 笔）`,
            rows: data.rows,
          },
        ]
      : [];
  const kinds = isBlank && data.kinds.length > 0 ? `工种（单位）：${data.kinds.join('、')}` : '';
  return html`<div class="day">
    ${pageTitle(`${header.cooperativeName} 记工单`, 180)}
    ${metaLine(186, `日期：${isBlank ? BLANK_DATE : chineseDate(date)}`, '', '单位：元')}
    ${tableOfPage(SHAPE, page, closing)}
    <p class="kinds">${fitted(kinds, { widthMm: 184, heightMm: 10, basePt: 9 })}</p>
    <div class="signers">
      <span>记工员：${isBlank ? '' : recorder}</span><span>带班：</span><span>复核：</span><span>会计：</span>
    </div>
    ${pageFoot(header, pageNo, pageCount)}
  </div>`;
}

const CSS = `
.day{position:absolute;inset:10mm 12mm 0}
.day .kinds{margin:2mm 0 0}
.day .signers,.day .foot{left:0;right:0}
.day .signers{bottom:13mm;font-size:10pt}
.day .signers span:last-child{flex:1 1 0}
`;
