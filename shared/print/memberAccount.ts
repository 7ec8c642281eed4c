import { Decimal } from 'decimal.js';
import { DASH, money, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { pageFoot, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate, type PageOfRows } from './paginate.ts';

/** The figures of an account line: balances in fen, then what passed between member and cooperative. */
interface AccountFigures {
  /** 来源于到户类扶贫项目资产的出资额. */
  readonly capitalReliefFen: number;
  readonly capitalOtherFen: number;
  readonly reserveFen: number;
  readonly grantFen: number;
  readonly donationFen: number;
  /** By product: a decimal number as text, in the product's unit. */
  readonly quantity: Readonly<Record<string, string>>;
  /** By product. */
  readonly amountFen: Readonly<Record<string, number>>;
  readonly patronageReturnFen: number;
  readonly surplusShareFen: number;
}

/** A movement of the year. */
export interface AccountRow extends AccountFigures {
  readonly no: number;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly summary: string;
}

/** One member's account of one year. Closing balances and totals are computed here: opening plus every row. */
export interface MemberAccountData {
  readonly header: PrintHeader;
  readonly year: number;
  readonly memberNo: string;
  readonly name: string;
  readonly address: string;
  readonly products: readonly string[];
  readonly opening: AccountFigures;
  readonly rows: readonly AccountRow[];
}

/**
 * 成员账户 in the form that 会农社 (财会〔2021〕37号) lays down, A4 landscape. A page that is full ends in 过次页, and the next begins
 * with 承前页. The form has two products; up to {@link MOST_PRODUCTS} are shown, more are gathered under 其他 by amount only.
 */
export function memberAccountDocument(data: MemberAccountData): PrintDocument {
  const columns = fitColumns(columnsFor(data.products));
  const pages = paginate(data.rows, { rows: ROWS_PER_PAGE, rowsOnLast: ROWS_PER_PAGE });
  return {
    title: `${data.name} ${data.year} 年度成员账户`,
    paper: 'A4 landscape',
    css: CSS,
    watermark: null,
    pages: pages.map((page, index) => accountPage(data, columns, page, index + 1, pages.length)),
  };
}

/** Movements between the opening and the closing line of a page. */
const ROWS_PER_PAGE = 20;
const ROW_MM = 6.8;
const WIDTH_MM = 277;
const MOST_PRODUCTS = 4;

interface AccountColumn {
  /** The heading above a group of columns; empty for none. */
  readonly group: string;
  readonly title: string;
  readonly widthMm: number;
  readonly show: (figures: AccountFigures) => string;
}

function columnsFor(products: readonly string[]): AccountColumn[] {
  const shown = products.length > MOST_PRODUCTS ? products.slice(0, MOST_PRODUCTS - 1) : products;
  const rest = products.slice(shown.length);
  const quantities = shown.map((product) => ({
    group: '交易量',
    title: headingOf(product),
    widthMm: 15,
    show: (figures: AccountFigures) => figures.quantity[product] ?? DASH,
  }));
  const amounts = shown.map((product) =>
    moneyColumn('交易额', headingOf(product), 19, (figures) => figures.amountFen[product] ?? 0),
  );
  const others = moneyColumn('交易额', `其他${rest.length}种`, 19, (figures) =>
    sumFen(rest.map((product) => figures.amountFen[product] ?? 0)),
  );
  return [
    moneyColumn('成员出资', '来源于到户类扶贫项目资产的出资额', 23, (figures) => figures.capitalReliefFen),
    moneyColumn('成员出资', '其他来源的出资额', 21, (figures) => figures.capitalOtherFen),
    moneyColumn('', '公积金份额', 19, (figures) => figures.reserveFen),
    moneyColumn('', '接受国家财政直接补助形成财产量化份额', 23, (figures) => figures.grantFen),
    moneyColumn('', '接受他人捐赠形成财产量化份额', 21, (figures) => figures.donationFen),
    ...quantities,
    ...amounts,
    ...(rest.length > 0 ? [others] : []),
    moneyColumn('', '盈余返还金额', 20, (figures) => figures.patronageReturnFen),
    moneyColumn('', '剩余盈余分配金额', 20, (figures) => figures.surplusShareFen),
  ];
}

/** A unit in brackets goes on a line of its own. */
function headingOf(product: string): string {
  return product.replace(/(?<=.)(?=[（(])/u, '\n');
}

function moneyColumn(
  group: string,
  title: string,
  widthMm: number,
  fen: (figures: AccountFigures) => number,
): AccountColumn {
  return { group, title, widthMm, show: (figures) => money(fen(figures)) };
}

const LEADING = [
  { title: '编号', widthMm: 9 },
  { title: '日期', widthMm: 19 },
  { title: '摘要', widthMm: 36 },
] as const;
const LEADING_MM = LEADING.reduce((sum, column) => sum + column.widthMm, 0);

interface FittedColumns {
  readonly columns: readonly AccountColumn[];
  readonly basePt: number;
}

/** The leading columns keep their width; the others share the rest of the paper, and the type shrinks with them. */
function fitColumns(columns: readonly AccountColumn[]): FittedColumns {
  const wanted = columns.reduce((sum, column) => sum + column.widthMm, 0);
  const factor = (WIDTH_MM - LEADING_MM) / wanted;
  return {
    columns: columns.map((column) => ({ ...column, widthMm: column.widthMm * factor })),
    basePt: Math.round(Math.min(8.5, 8.5 * factor) * 10) / 10,
  };
}

function accountPage(
  data: MemberAccountData,
  fittedColumns: FittedColumns,
  page: PageOfRows<AccountRow>,
  pageNo: number,
  pageCount: number,
): Markup {
  const before = addUp(data.opening, data.rows.slice(0, page.before));
  const after = addUp(before, page.rows);
  const { columns, basePt } = fittedColumns;
  const widths = [...LEADING, ...columns].map((column) => html`<col style="width:${column.widthMm}mm" />`);
  return html`<div class="account">
    ${reprintMark(data.header)}
    <h1>成员账户</h1>
    <div class="year">${data.year} 年度</div>
    <div class="meta">
      <span>成员姓名（名称）：${data.name}（${data.memberNo}）</span
      ><span class="address"
        >联系地址：${fitted(data.address, { widthMm: 110, heightMm: 6, basePt: 9.5 })}</span
      ><span>单位：元</span><span>第 ${pageNo} 页</span>
    </div>
    <table style="font-size:${basePt}pt">
      <colgroup>
        ${widths}
      </colgroup>
      <thead>
        ${headRows(fittedColumns)}
      </thead>
      <tbody>
        ${balanceRow(pageNo === 1 ? '年初余额' : '承前页', before, fittedColumns)}${page.rows.map((row) => movementRow(row, fittedColumns))}${balanceRow(page.isLast ? '年末余额/总额' : '过次页', after, fittedColumns)}
      </tbody>
    </table>
    ${pageFoot(data.header, pageNo, pageCount)}
  </div>`;
}

/** Two lines of headings: columns of one group stand under their common heading. */
function headRows({ columns, basePt }: FittedColumns): Markup {
  const leading = LEADING.map((column) => html`<th rowspan="2">${column.title}</th>`);
  const titleOf = (column: AccountColumn, heightMm: number): Markup =>
    fitted(column.title, { widthMm: column.widthMm - 2, heightMm, basePt });
  const upper = columns.map((column, index) => {
    if (column.group === '') return html`<th rowspan="2">${titleOf(column, 16)}</th>`;
    if (columns[index - 1]?.group === column.group) return NOTHING;
    const span = columns.filter((other) => other.group === column.group).length;
    return html`<th colspan="${span}">${column.group}</th>`;
  });
  const lower = columns.map((column) =>
    column.group === '' ? NOTHING : html`<th>${titleOf(column, 10)}</th>`,
  );
  return html`<tr style="height:5.5mm">
      ${leading}${upper}
    </tr>
    <tr style="height:11mm">
      ${lower}
    </tr>`;
}

function movementRow(row: AccountRow, fittedColumns: FittedColumns): Markup {
  const summary = fitted(row.summary, { widthMm: 34, heightMm: ROW_MM, basePt: fittedColumns.basePt });
  return html`<tr class="row" style="height:${ROW_MM}mm">
    <td>${row.no}</td>
    <td>${row.date}</td>
    <td class="l">${summary}</td>
    ${figureCells(row, fittedColumns, '')}
  </tr> `;
}

function balanceRow(label: string, figures: AccountFigures, fittedColumns: FittedColumns): Markup {
  return html`<tr class="closing" style="height:${ROW_MM}mm">
    <td colspan="3">${label}</td>
    ${figureCells(figures, fittedColumns, DASH)}
  </tr> `;
}

/** `nothing` is what stands for zero: a movement leaves the columns it did not touch blank, a balance has a dash. */
function figureCells(figures: AccountFigures, { columns, basePt }: FittedColumns, nothing: string): Markup[] {
  return columns.map((column) => {
    const shown = column.show(figures);
    const negative = shown.startsWith('−') ? ' neg' : '';
    const box = { widthMm: column.widthMm - 2, heightMm: 0, basePt };
    return html`<td class="${`r${negative}`}">${fitted(shown === DASH ? nothing : shown, box)}</td>`;
  });
}

function addUp(start: AccountFigures, rows: readonly AccountFigures[]): AccountFigures {
  const all = [start, ...rows];
  return {
    capitalReliefFen: sumFen(all.map((row) => row.capitalReliefFen)),
    capitalOtherFen: sumFen(all.map((row) => row.capitalOtherFen)),
    reserveFen: sumFen(all.map((row) => row.reserveFen)),
    grantFen: sumFen(all.map((row) => row.grantFen)),
    donationFen: sumFen(all.map((row) => row.donationFen)),
    quantity: sumQuantities(all),
    amountFen: sumAmounts(all),
    patronageReturnFen: sumFen(all.map((row) => row.patronageReturnFen)),
    surplusShareFen: sumFen(all.map((row) => row.surplusShareFen)),
  };
}

function sumQuantities(rows: readonly AccountFigures[]): Record<string, string> {
  const sums: Record<string, string> = {};
  for (const { quantity } of rows) {
    for (const [product, text] of Object.entries(quantity)) {
      sums[product] = new Decimal(sums[product] ?? 0).plus(text).toFixed();
    }
  }
  return sums;
}

function sumAmounts(rows: readonly AccountFigures[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { amountFen } of rows) {
    for (const [product, fen] of Object.entries(amountFen)) sums[product] = sumFen([sums[product] ?? 0, fen]);
  }
  return sums;
}

const CSS = `
.account{position:absolute;inset:8mm 10mm 0}
.account .reprint{right:0;top:-2mm}
.account .foot{left:0;right:0}
.account .year{text-align:center;line-height:5.5mm;font-size:11pt}
.account .meta{height:6.5mm;line-height:6.5mm;font-size:9.5pt}
.account .address{display:flex;white-space:normal}
`;
