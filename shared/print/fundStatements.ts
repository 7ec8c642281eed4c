import type { Output } from '../contract/index.ts';
import { daysInMonth } from '../rules/calendar.ts';
import { chineseDate, money } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';

type Statements = Output<'statements.fund'>;

export interface FundStatementData {
  readonly header: PrintHeader;
  readonly statements: Statements;
  /** Vouchers not posted yet are left out. */
  readonly postedOnly: boolean;
}

/** 资产负债表 (会民非01表) and 业务活动表 (会民非02表) of a mutual-aid association, one sheet each, in simple form. */
export function fundStatementDocument(which: '01' | '02', data: FundStatementData): PrintDocument {
  const { header, statements } = data;
  const name = which === '01' ? '资产负债表' : '业务活动表';
  const { period } = statements;
  const [year = 0, month = 0] = period.split('-').map(Number);
  const when =
    which === '01'
      ? chineseDate(`${period}-${String(daysInMonth(year, month)).padStart(2, '0')}`)
      : `${year}年${month}月`;
  const page = html`<div class="official">
    ${reprintMark(header)} ${pageTitle(name, WIDTH_MM - 60)}
    <div class="number">会民非${which}表</div>
    ${metaLine(WIDTH_MM, `编制单位：${header.cooperativeName}`, when, '单位：元')}
    ${which === '01' ? sheetTable(statements) : activityTable(statements)}
    <div class="remarks">${fitted(remarksOf(data), { widthMm: WIDTH_MM, heightMm: 10.5, basePt: 8.5 })}</div>
    <div class="signers"><span>单位负责人：</span><span>复核：</span><span>制表：</span></div>
    ${pageFoot(header, 1, 1)}
  </div>`;
  return {
    title: `${header.cooperativeName} ${period} ${name}`,
    paper: 'A4 landscape',
    css: CSS,
    watermark: null,
    pages: [page],
  };
}

const WIDTH_MM = 277;

type SheetRow = Statements['sheet'][number];

function sheetTable({ sheet }: Statements): Markup {
  const left = sheet.filter((row) => row.side === 'assets');
  const right = sheet.filter((row) => row.side === 'claims');
  const last = left.length - 1;
  const lines = right.map((row, index) => {
    const beside = index === right.length - 1 ? left[last] : index < last ? left[index] : undefined;
    return html`<tr style="height:8mm">
      ${sheetCells(beside)}${sheetCells(row)}
    </tr> `;
  });
  const side = (title: string): Markup =>
    html`<th>${title}</th>
      <th>行次</th>
      <th>年初数</th>
      <th>期末数</th>`;
  return html`<table>
    <colgroup>
      ${columnsOf([56, 9.5, 36.5, 36.5, 56, 9.5, 36.5, 36.5])}
    </colgroup>
    <thead>
      <tr style="height:8mm">
        ${side('资产')}${side('负债和净资产')}
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
}

function sheetCells(row: SheetRow | undefined): Markup {
  if (!row)
    return html`<td></td>
      <td></td>
      <td></td>
      <td></td>`;
  const name = fitted(`${row.level === 2 ? '\u3000' : ''}${row.label}`, {
    widthMm: 53,
    heightMm: 0,
    basePt: 9.5,
  });
  return html`<td class="l">${strong(name, row.isTotal)}</td>
    <td>${row.no}</td>
    ${amount(row.beginFen, 33.5, row.isTotal)}${amount(row.endFen, 33.5, row.isTotal)}`;
}

function activityTable({ activity }: Statements): Markup {
  const rows = activity.map((row) => {
    const name = fitted(`${row.level === 2 ? '\u3000' : ''}${row.label}`, {
      widthMm: 74,
      heightMm: 0,
      basePt: 9.5,
    });
    const amounts = [row.month, row.year].map(
      ({ freeFen, restrictedFen }) =>
        html`${amount(freeFen, 28, row.isTotal)}${amount(restrictedFen, 28, row.isTotal)}${amount(freeFen + restrictedFen, 28, row.isTotal)}`,
    );
    return html`<tr style="height:9mm">
      <td class="l">${strong(name, row.level === 1)}</td>
      <td>${row.no}</td>
      ${amounts}
    </tr> `;
  });
  const kinds = html`<th>非限定性</th>
    <th>限定性</th>
    <th>合计</th>`;
  return html`<table>
    <colgroup>
      ${columnsOf([77, 14, 31, 31, 31, 31, 31, 31])}
    </colgroup>
    <thead>
      <tr style="height:7mm">
        <th rowspan="2">项目</th>
        <th rowspan="2">行次</th>
        <th colspan="3">本月数</th>
        <th colspan="3">本年累计数</th>
      </tr>
      <tr style="height:7mm">
        ${kinds}${kinds}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
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

function remarksOf({ statements, postedOnly }: FundStatementData): string {
  const { unposted, openFen, checks } = statements;
  const texts: string[] = [];
  if (unposted > 0) {
    texts.push(postedOnly ? `另有 ${unposted} 张未记账凭证没有计入` : `含 ${unposted} 张未记账凭证`);
  }
  if (openFen !== 0) texts.push('还没有结转的收入、费用已列在净资产里');
  for (const check of checks) {
    if (!check.ok)
      texts.push(`${check.name}不符：${check.leftLabel} ${check.left}，${check.rightLabel} ${check.right}`);
  }
  return texts.length === 0 ? '' : `注：${texts.join('；')}。`;
}

const CSS = `
.official{position:absolute;inset:8mm 10mm 0}
.official .reprint{right:0;top:-3mm}
.official .number{text-align:right;line-height:5mm;font-size:9pt}
.official .signers,.official .foot{left:0;right:0}
.official .signers{bottom:11mm;font-size:9.5pt;line-height:5mm}
.official .signers span:last-child{flex:1 1 0}
.official td{padding:0 1.3mm}
.official .remarks{height:11mm;padding-top:.8mm;font-size:8.5pt;line-height:1.2;overflow-wrap:anywhere}
`;
