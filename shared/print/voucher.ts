import { amountInWords } from '../rules/amountInWords.ts';
import { invariant } from '../rules/result.ts';
import { chineseDate, moneyInText, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { reprintMark, type PrintDocument, type PrintHeader } from './page.ts';

/** One line of a voucher. Red entries are negative. */
export interface PrintedLine {
  readonly summary: string;
  /** 总账科目: 102 银行存款. */
  readonly account: string;
  /** 明细科目及辅助核算: sub-account, member, item, quantity. */
  readonly detail: string;
  readonly debitFen: number;
  readonly creditFen: number;
}

export interface PrintedVoucher {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** 字: 记, 收, 付, 转, 初. */
  readonly word: string;
  readonly number: number;
  readonly state: 'draft' | 'reviewed' | 'posted' | 'void';
  readonly attachments: number;
  readonly lines: readonly PrintedLine[];
  readonly preparedBy: string;
  readonly reviewedBy: string | null;
  readonly postedBy: string | null;
  readonly voidReason: string | null;
  /** Vouchers are counted one by one, so each has its own mark: null for the first print. */
  readonly reprint: number | null;
}

export interface VoucherData {
  readonly header: PrintHeader;
  /** What the file is called: 记账凭证 2018年12月. */
  readonly title: string;
  /** 会计主管, as the settings name one; else room to sign. */
  readonly chiefAccountant?: string;
  readonly vouchers: readonly PrintedVoucher[];
}

/**
 * 记账凭证, three to an A4 sheet, to be cut apart and bound at the left. More than {@link LINES} lines go on in parts numbered
 * 5 1/2, 5 2/2 (基础工作规范 Art. 51): a part that is not the last ends in 过次页, the next begins with 承前页, both with the sums so
 * far, and only the last has the total and its words. Rows left empty are struck out over both amounts.
 */
export function voucherDocument(data: VoucherData): PrintDocument {
  const parts = data.vouchers.flatMap(partsOf);
  const pageCount = Math.ceil(parts.length / PER_PAGE);
  return {
    title: data.title,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: Array.from({ length: pageCount }, (_, index) => {
      const onPage = parts.slice(index * PER_PAGE, (index + 1) * PER_PAGE);
      return html`${onPage.map((part) => slip(data, part, `第 ${index + 1} 页 共 ${pageCount} 页`))}`;
    }),
  };
}

const PER_PAGE = 3;
const LINES = 6;

/** What of a voucher stands on one slip. */
interface Part {
  readonly voucher: PrintedVoucher;
  readonly lines: readonly PrintedLine[];
  /** From 1. */
  readonly no: number;
  readonly count: number;
  readonly before: readonly PrintedLine[];
}

function partsOf(voucher: PrintedVoucher): Part[] {
  const { lines } = voucher;
  invariant(
    debitOf(lines) === creditOf(lines),
    `${voucher.date} ${voucher.word}字${voucher.number}号 balances`,
  );
  const count = Math.max(1, Math.ceil(lines.length / LINES));
  return Array.from({ length: count }, (_, index) => ({
    voucher,
    lines: lines.slice(index * LINES, (index + 1) * LINES),
    no: index + 1,
    count,
    before: lines.slice(0, index * LINES),
  }));
}

const debitOf = (lines: readonly PrintedLine[]): number => sumFen(lines.map((line) => line.debitFen));
const creditOf = (lines: readonly PrintedLine[]): number => sumFen(lines.map((line) => line.creditFen));

function slip({ header, chiefAccountant = '' }: VoucherData, part: Part, pageOf: string): Markup {
  const { voucher } = part;
  const isVoid = voucher.state === 'void';
  const fraction = part.count === 1 ? '' : ` ${part.no}/${part.count}`;
  const who = (name: string | null): string => name ?? '';
  const foot = isVoid ? `作废原因：${voucher.voidReason ?? ''}` : STATE_NOTES[voucher.state];
  return html`<article class="voucher">
    ${isVoid ? html`<div class="void" aria-hidden="true">作废</div>` : NOTHING}
    ${reprintMark({ ...header, reprint: voucher.reprint })}
    <h1>${TITLES[voucher.word] ?? '记账凭证'}</h1>
    <div class="meta">
      <span>${fitted(`核算单位：${header.cooperativeName}`, { widthMm: 57, heightMm: 0, basePt: 9.5 })}</span
      ><span>${chineseDate(voucher.date)}</span
      ><span>${voucher.word}字第 ${voucher.number}${fraction} 号</span>
    </div>
    <div class="body">
      ${tableOf(part)}${struckOut(part)}
      <div class="sheets">
        <span>附</span><span>单</span><span>据</span><b>${voucher.attachments}</b><span>张</span>
      </div>
    </div>
    <div class="signers">
      <span>会计主管：${chiefAccountant}</span><span>记账：${who(voucher.postedBy)}</span
      ><span>审核：${who(voucher.reviewedBy)}</span><span>出纳：</span
      ><span>制单：${voucher.preparedBy}</span>
    </div>
    <div class="small">
      <span>打印：${header.printedOn} ${header.operator}</span
      ><span>${fitted(foot, { widthMm: 90, heightMm: 0, basePt: 7.5 })}</span><span>${pageOf}</span>
    </div>
  </article> `;
}

const TITLES: Readonly<Record<string, string>> = {
  收: '收款凭证',
  付: '付款凭证',
  转: '转账凭证',
  初: '期初余额凭证',
};

const STATE_NOTES = { draft: '草稿，未审核', reviewed: '已审核，未记账', posted: '' } as const;

function tableOf(part: Part): Markup {
  const { voucher, lines, before } = part;
  const isLast = part.no === part.count;
  const widths = COLUMNS.map(({ widthMm }) => html`<col style="width:${widthMm}mm" />`);
  const heads = COLUMNS.map(({ title }) => html`<th>${title}</th>`);
  const tick = voucher.state === 'posted' ? '√' : '';
  const written = lines.map((line) => lineRow(line, tick));
  const empty = Array.from(
    { length: LINES - lines.length },
    () =>
      html`<tr style="height:${LINE_MM}mm">
        ${COLUMNS.map(() => html`<td></td>`)}
      </tr> `,
  );
  const soFar = [...before, ...lines];
  return html`<table>
    <colgroup>
      ${widths}
    </colgroup>
    <thead>
      <tr style="height:${HEAD_MM}mm">
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${part.no === 1 ? NOTHING : carryRow('承前页', before, CARRY_MM)}${written}${empty}${isLast ? totalRow(soFar) : carryRow('过次页', soFar, LINE_MM)}
    </tbody>
  </table>`;
}

const COLUMNS = [
  { title: '摘要', widthMm: 43 },
  { title: '总账科目', widthMm: 31 },
  { title: '明细科目及辅助核算', widthMm: 43 },
  { title: '借方金额', widthMm: 26 },
  { title: '贷方金额', widthMm: 26 },
  { title: '√', widthMm: 6 },
] as const;
const HEAD_MM = 6.4;
const LINE_MM = 7.2;
const CARRY_MM = 5.6;

function lineRow(line: PrintedLine, tick: string): Markup {
  const cell = (text: string, column: 0 | 1 | 2): Markup =>
    html`<td class="l">
      ${fitted(text, { widthMm: COLUMNS[column].widthMm - 2.4, heightMm: LINE_MM - 1.1, basePt: 9 })}
    </td>`;
  return html`<tr class="row" style="height:${LINE_MM}mm">
    ${cell(line.summary, 0)}${cell(line.account, 1)}${cell(line.detail, 2)}${amount(line.debitFen)}${amount(line.creditFen)}
    <td>${tick}</td>
  </tr> `;
}

function carryRow(label: string, lines: readonly PrintedLine[], heightMm: number): Markup {
  return html`<tr class="closing" style="height:${heightMm}mm">
    <td colspan="3">${label}</td>
    ${amount(debitOf(lines))}${amount(creditOf(lines))}
    <td></td>
  </tr> `;
}

function totalRow(lines: readonly PrintedLine[]): Markup {
  const totalFen = debitOf(lines);
  const words = fitted(`合计　${amountInWords(totalFen)}`, { widthMm: 114, heightMm: 0, basePt: 9.5 });
  return html`<tr class="closing" style="height:${LINE_MM}mm">
    <td class="l" colspan="3">${words}</td>
    ${amount(totalFen, '¥')}${amount(creditOf(lines), '¥')}
    <td></td>
  </tr> `;
}

/** An amount in its column; nothing for the side that has none, unless it is a total. */
function amount(fen: number, sign = ''): Markup {
  const text = fen === 0 && sign === '' ? '' : `${sign}${moneyInText(fen)}`;
  const shown = fitted(text, { widthMm: COLUMNS[3].widthMm - 2, heightMm: 0, basePt: 9.5 });
  return html`<td class="r${fen < 0 ? ' neg' : ''}">${shown}</td>`;
}

/** The line from the first empty amount down to the total, which nothing can be written over unseen. */
function struckOut({ lines, no }: Part): Markup {
  if (lines.length === LINES) return NOTHING;
  const topMm = HEAD_MM + (no === 1 ? 0 : CARRY_MM) + lines.length * LINE_MM;
  const leftMm = COLUMNS[0].widthMm + COLUMNS[1].widthMm + COLUMNS[2].widthMm;
  const widthMm = COLUMNS[3].widthMm + COLUMNS[4].widthMm;
  const heightMm = (LINES - lines.length) * LINE_MM;
  const size = `left:${leftMm}mm;top:${topMm.toFixed(1)}mm;width:${widthMm}mm;height:${heightMm.toFixed(1)}mm`;
  return html`<svg class="struck" style="${size}" viewBox="0 0 100 100" preserveAspectRatio="none">
    <line x1="100" y1="0" x2="0" y2="100" vector-effect="non-scaling-stroke" />
  </svg>`;
}

const CSS = `
.voucher{position:relative;isolation:isolate;height:99mm;padding:6mm 10mm 0 16mm;overflow:hidden;font-size:9.5pt}
.voucher+.voucher{border-top:.25mm dashed #777}
.voucher h1{font-size:16pt;line-height:8mm;letter-spacing:.3em;text-indent:.3em}
.voucher .meta{height:6mm;line-height:6mm;width:175mm}
.voucher .meta span{flex:1 1 0;text-align:center}
.voucher .meta>span:first-child{text-align:left}
.voucher .meta>span:last-child{text-align:right}
.voucher .meta .fit{text-align:left}
.voucher .body{position:relative;width:175mm}
.voucher td{padding:0 1mm}
.voucher .closing td{font-size:9.5pt}
.voucher .struck{position:absolute;overflow:visible}
.voucher .struck line{stroke:#000;stroke-width:.3mm}
.voucher .sheets{position:absolute;left:176.5mm;top:6mm;display:flex;flex-direction:column;align-items:center;width:7mm;gap:1.4mm;font-size:9.5pt;line-height:4.6mm}
.voucher .signers{position:static;width:175mm;line-height:7mm;height:7mm}
.voucher .small{display:flex;justify-content:space-between;width:175mm;font-size:7.5pt;line-height:3.4mm;color:#444;white-space:nowrap}
.voucher .reprint{right:10mm;top:4.5mm}
.voucher .void{position:absolute;inset:0;display:flex;align-items:center;justify-content:center;font-size:84pt;letter-spacing:.3em;color:#ddd;transform:rotate(-14deg);z-index:-1;-webkit-print-color-adjust:exact;print-color-adjust:exact}
`;
