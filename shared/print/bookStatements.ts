import type { Output } from '../contract/index.ts';
import { daysInMonth } from '../rules/calendar.ts';
import { SURPLUS_STATEMENT } from '../rules/statements/forms.ts';
import { chineseDate, money, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';

type Statements = Output<'statements.get'>;

export interface BookStatementData {
  readonly header: PrintHeader;
  readonly statements: Statements;
  /** Vouchers not posted yet are left out. */
  readonly postedOnly: boolean;
}

/**
 * The three statements of 财会〔2021〕37号 in their official forms, one sheet each: 01 资产负债表 and 03 成员权益变动表 across, 02
 * 盈余及盈余分配表 upright. What is not settled about the figures is said under the table.
 */
export function bookStatementDocument(which: '01' | '02' | '03', data: BookStatementData): PrintDocument {
  const { header, statements } = data;
  const form = FORMS[which];
  const { paper, widthMm } = form;
  const year = statements.period.slice(0, 4);
  const asOf = which === '01' ? chineseDate(lastDayOf(statements.period)) : yearText(statements.period);
  const page = html`<div class="official">
    ${reprintMark(header)} ${pageTitle(form.name, widthMm - 60)}
    <div class="number">会农社${which}表</div>
    ${metaLine(widthMm, `编制单位：${header.cooperativeName}`, asOf, '单位：元')} ${form.table(statements)}
    ${remarks(data, widthMm)}
    <div class="signers"><span>单位负责人：</span><span>会计主管：</span><span>制表：</span></div>
    ${pageFoot(header, 1, 1)}
  </div>`;
  const when = which === '01' || !statements.period.endsWith('-12') ? statements.period : `${year} 年度`;
  return {
    title: `${header.cooperativeName} ${when} ${form.name}`,
    paper,
    css: CSS,
    watermark: null,
    pages: [page],
  };
}

const FORMS = {
  '01': { name: '资产负债表', paper: 'A4 landscape', widthMm: 277, table: balanceSheet },
  '02': { name: '盈余及盈余分配表', paper: 'A4', widthMm: 190, table: surplusStatement },
  '03': { name: '成员权益变动表', paper: 'A4 landscape', widthMm: 277, table: equityChanges },
} as const;

/** A year, or the part of it that is over. */
function yearText(period: string): string {
  const month = Number(period.slice(5, 7));
  const year = period.slice(0, 4);
  if (month === 12) return `${year}年度`;
  return month === 1 ? `${year}年1月` : `${year}年1月至${month}月`;
}

function lastDayOf(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return `${period}-${String(daysInMonth(year, month)).padStart(2, '0')}`;
}

type SheetRow = Statements['balanceSheet'][number];

/** Two sides with a line each, the totals level with each other as on the form: the shorter side has its gap above 所有者权益. */
function balanceSheet({ balanceSheet: rows }: Statements): Markup {
  const left = withSections(rows.filter((row) => row.side === 'left'));
  const right = withSections(rows.filter((row) => row.side === 'right'));
  const gap = Math.max(0, left.length - right.length);
  const equity = right.findIndex((row) => row === '所有者权益：');
  right.splice(equity === -1 ? right.length : equity, 0, ...Array<null>(gap).fill(null));
  const lines = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const both = [left[index] ?? null, right[index] ?? null];
    return html`<tr style="height:${SHEET_ROW_MM}mm">
      ${both.map((row) => sheetCells(row))}
    </tr> `;
  });
  const side = (title: string): Markup =>
    html`<th>${title}</th>
      <th>行次</th>
      <th>期末余额</th>
      <th>年初余额</th>`;
  return html`<table>
    <colgroup>
      ${columnsOf([56, 9.5, 36.5, 36.5, 56, 9.5, 36.5, 36.5])}
    </colgroup>
    <thead>
      <tr style="height:7mm">
        ${side('资产')}${side('负债和所有者权益')}
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
}

const SHEET_ROW_MM = 5.8;

function withSections(rows: readonly SheetRow[]): (SheetRow | string | null)[] {
  let section = '';
  return rows.flatMap((row) => {
    const begins = row.section !== '' && row.section !== section;
    section = row.section;
    return begins ? [`${row.section}：`, row] : [row];
  });
}

function sheetCells(row: SheetRow | string | null): Markup {
  if (row === null || typeof row === 'string') {
    const heading = row === null ? NOTHING : html`<b>${row}</b>`;
    return html`<td class="l">${heading}</td>
      <td></td>
      <td></td>
      <td></td>`;
  }
  const isSum = row.kind !== 'account';
  const name = fitted(`${isSum ? '' : '\u3000'}${row.prefix}${row.label}`, {
    widthMm: 53,
    heightMm: 0,
    basePt: 9,
  });
  return html`<td class="l">${strong(name, isSum)}</td>
    <td>${row.row}</td>
    ${amount(row.endFen, 33.5, isSum)}${amount(row.beginFen, 33.5, isSum)}`;
}

/** 一、 to 六、 stand before the main lines; the contract's prefix may hold them already. */
const NUMBERS: ReadonlyMap<number, string> = new Map(
  SURPLUS_STATEMENT.map((form) => [form.row, form.number]),
);

function surplusStatement({ surplus }: Statements): Markup {
  const rows = surplus.map((row) => {
    const number = NUMBERS.get(row.row) ?? '';
    const isMain = number !== '';
    const isSum = row.kind !== 'account';
    const begin = isMain ? (row.prefix.startsWith(number) ? '' : number) : '\u3000';
    const name = fitted(`${begin}${row.prefix}${row.label}`, { widthMm: 87, heightMm: 0, basePt: 10.5 });
    return html`<tr style="height:9.5mm">
      <td class="l">${strong(name, isMain)}</td>
      <td>${row.row}</td>
      ${amount(row.currentFen, 39, isSum)}${row.previousFen === null ? html`<td></td>` : amount(row.previousFen, 39, isSum)}
    </tr> `;
  });
  return html`<table class="large">
    <colgroup>
      ${columnsOf([92, 14, 42, 42])}
    </colgroup>
    <thead>
      <tr style="height:9.5mm">
        <th>项目</th>
        <th>行次</th>
        <th>本年金额</th>
        <th>上年金额</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

type EquityColumn = Statements['equity'][number];

/** The matrix: five columns of labels and amounts and their sum. Lines that the form does not have are shown when they have an amount. */
function equityChanges({ equity }: Statements): Markup {
  const five = equity.filter((column) => column.key !== 'total');
  const heads = five.map(
    (column) =>
      html`<th>${column.label}</th>
        <th>金额</th>`,
  );
  const sums = (label: string, of: (column: EquityColumn) => number): Markup => {
    const cells = five.map(
      (column) =>
        html`<td></td>
          ${amount(of(column), EQUITY_MM - 3, true)}`,
    );
    return html`<tr style="height:${EQUITY_ROW_MM}mm">
      <td class="l"><b>${label}</b></td>
      ${cells}${amount(sumFen(five.map(of)), EQUITY_TOTAL_MM - 3, true)}
    </tr> `;
  };
  const band = (lines: readonly (readonly { label: string; fen: number }[])[]): Markup => {
    const depth = Math.max(...lines.map((column) => column.length));
    const which = lines.map(
      (column) =>
        html`<td class="l">${column.length === 0 ? '' : '其中：'}</td>
          <td></td>`,
    );
    const rows = Array.from({ length: depth }, (_, index) =>
      lines.map((column) => equityCells(column[index])),
    );
    return html`${[which, ...rows].map(
      (cells) =>
        html`<tr style="height:${EQUITY_ROW_MM}mm">
          <td></td>
          ${cells}
          <td></td>
        </tr> `,
    )}`;
  };
  const { increase, decrease } = linesOf(five);
  return html`<table class="matrix">
    <colgroup>
      ${columnsOf([22, ...five.flatMap(() => [EQUITY_LABEL_MM, EQUITY_MM]), EQUITY_TOTAL_MM])}
    </colgroup>
    <thead>
      <tr style="height:8mm">
        <th>项目</th>
        ${heads}
        <th>合计</th>
      </tr>
    </thead>
    <tbody>
      ${sums('年初余额', (column) => column.beginFen)}${sums('本年增加数', (column) => column.increaseFen)}${band(increase)}${sums('本年减少数', (column) => column.decreaseFen)}${band(decrease)}${sums('年末余额', (column) => column.endFen)}
    </tbody>
  </table>`;
}

const EQUITY_LABEL_MM = 24;
const EQUITY_MM = 22;
const EQUITY_TOTAL_MM = 25;
const EQUITY_ROW_MM = 7.6;

function linesOf(five: readonly EquityColumn[]) {
  return {
    increase: five.map((column) => column.increase),
    decrease: five.map((column) => column.decrease.filter((line) => line.printed || line.fen !== 0)),
  };
}

function equityCells(line: { label: string; fen: number } | undefined): Markup {
  if (line === undefined)
    return html`<td></td>
      <td></td>`;
  const label = fitted(line.label, {
    widthMm: EQUITY_LABEL_MM - 3,
    heightMm: EQUITY_ROW_MM - 0.6,
    basePt: 8.5,
  });
  return html`<td class="l">${label}</td>
    ${amount(line.fen, EQUITY_MM - 3, false)}`;
}

function amount(fen: number, widthMm: number, bold: boolean): Markup {
  const shown = fitted(money(fen), { widthMm, heightMm: 0, basePt: 9 });
  return html`<td class="r${fen < 0 ? ' neg' : ''}">${strong(shown, bold)}</td>`;
}

function strong(text: Markup, bold: boolean): Markup {
  return bold ? html`<b>${text}</b>` : text;
}

function columnsOf(widths: readonly number[]): Markup[] {
  return widths.map((widthMm) => html`<col style="width:${widthMm}mm" />`);
}

/** What a reader has to know of the figures, under the table. */
function remarks({ statements, postedOnly }: BookStatementData, widthMm: number): Markup {
  const texts = remarksOf(statements, postedOnly);
  const text = texts.length === 0 ? '' : `注：${texts.join('；')}。`;
  return html`<div class="remarks">${fitted(text, { widthMm, heightMm: 10.5, basePt: 8.5 })}</div>`;
}

function remarksOf(statements: Statements, postedOnly: boolean): string[] {
  const { period, unposted, profitOpen, notes, checks } = statements;
  const texts = notes.map((note) => note.replace(/[。；]$/u, ''));
  const before = period < '2023-01' && !texts.some((note) => note.includes('37号'));
  if (before)
    texts.push('财会〔2021〕37号自2023年1月1日起施行，本表为以前期间，按该制度的格式列示，作示例用');
  if (unposted > 0) {
    texts.push(postedOnly ? `另有 ${unposted} 张未记账凭证没有计入` : `含 ${unposted} 张未记账凭证`);
  }
  if (profitOpen) texts.push('本期损益还没有结转');
  for (const check of checks) {
    if (check.ok || check.tier !== 3) continue;
    texts.push(`${check.name}不符：${check.leftLabel} ${check.left}，${check.rightLabel} ${check.right}`);
  }
  return texts;
}

const CSS = `
.official{position:absolute;inset:8mm 10mm 0}
.official .reprint{right:0;top:-3mm}
.official .number{text-align:right;line-height:5mm;font-size:9pt}
.official .signers,.official .foot{left:0;right:0}
.official .signers{bottom:11mm;font-size:9.5pt;line-height:5mm}
.official .signers span:last-child{flex:1 1 0}
.official td{padding:0 1.3mm}
.official .large{font-size:10.5pt}
.official .matrix{font-size:8.5pt}
.official .remarks{height:11mm;padding-top:.8mm;font-size:8.5pt;line-height:1.2;overflow-wrap:anywhere}
`;
