import { PAID_BY } from '../rules/fundWords.ts';
import { LIST_CSS } from './chart.ts';
import { groupName } from './distribution.ts';
import { chineseDate, moneyInText } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader, reprintMark } from './page.ts';
import { paginate } from './paginate.ts';
import { type Column, tableOfPage, type TableShape } from './table.ts';

/** 会员名册: who is in the association, and what they brought in. */
export interface FundMemberRow {
  readonly no: string;
  readonly name: string;
  readonly idMasked: string;
  readonly groupNo: number | null;
  /** Of the mutual-aid group; empty: in none. */
  readonly fundGroup: string;
  readonly joinedOn: string;
  /** null: still a member. */
  readonly leftOn: string | null;
  readonly contributedFen: number;
  /** 赠股、配股: a ticket, not money owed to the member. */
  readonly grantedFen: number;
  readonly lentFen: number;
  readonly note: string;
}

/** 互助金收缴台账: money in and out of 互助金, and the tickets of granted shares beside it. */
export interface ContributionRow {
  readonly date: string;
  readonly documentNo: string;
  readonly no: string;
  readonly name: string;
  readonly kind: string;
  /** Negative: given back, or taken back by a red row. */
  readonly paidFen: number;
  readonly grantedFen: number;
  /** Own 互助金 of the member after it. */
  readonly balanceFen: number;
  readonly note: string;
}

/** 借款台账. */
export interface FundLoanRow {
  readonly no: string;
  readonly name: string;
  readonly groupNo: number | null;
  readonly fundGroup: string;
  readonly purpose: string;
  readonly amountFen: number;
  readonly lentOn: string;
  readonly dueOn: string;
  readonly rate: string;
  readonly method: string;
  readonly repaidFen: number;
  readonly balanceFen: number;
  readonly feePaidFen: number;
  readonly overdueFen: number;
  readonly state: string;
}

/** 还款台账. */
export interface RepaymentRow {
  readonly date: string;
  readonly documentNo: string;
  readonly loanNo: string;
  readonly name: string;
  readonly principalFen: number;
  readonly feeFen: number;
  /** 逾期费、违约金; part of no other column. */
  readonly penaltyFen: number;
  readonly balanceFen: number;
  readonly paidBy: keyof typeof PAID_BY | null;
  /** Who paid, when it was not the borrower; 冲销. */
  readonly note: string;
}

/** 占用费台账: each line of the fee as it was settled, and how it came about. */
export interface FeeRow {
  readonly date: string;
  readonly loanNo: string;
  readonly name: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly baseFen: number;
  readonly text: string;
  readonly feeFen: number;
  /** Of the repayment it was settled with, on its first line. */
  readonly paidFen: number;
  readonly waivedFen: number;
}

const LANDSCAPE_MM = 277;

interface Register<Row> {
  readonly header: PrintHeader;
  readonly title: string;
  /** Middle of the line under the title: 截至 2018年12月31日. */
  readonly span: string;
  readonly unit: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly remark?: string;
}

/** A4 landscape: the head repeated, 本页小计 on every page of several, 合计 on the last. */
function registerDocument<Row>(register: Register<Row>): PrintDocument {
  const { header, title, rows, unit } = register;
  const pages = paginate(rows, CAPACITY);
  const shape: TableShape<Row> = {
    columns: register.columns,
    widthMm: LANDSCAPE_MM,
    headHeightMm: 8,
    rowHeightMm: 6.6,
    closingHeightMm: 7,
    basePt: 9,
  };
  return {
    title: `${header.cooperativeName}${title}`,
    paper: 'A4 landscape',
    css: LIST_CSS,
    watermark: null,
    pages: pages.map((page, index) => {
      const closing =
        pages.length === 1 ? [] : [{ label: `本页小计 ${page.rows.length} ${unit}`, rows: page.rows }];
      if (page.isLast) closing.push({ label: `合计 ${rows.length} ${unit}`, rows: [...rows] });
      return html`<div class="list">
        ${reprintMark(header)} ${pageTitle(title, LANDSCAPE_MM)}
        ${metaLine(LANDSCAPE_MM, `单位：${header.cooperativeName}`, register.span, '单位：元')}
        ${tableOfPage(shape, page, closing)} ${page.isLast ? remarkOf(register.remark) : NOTHING}
        <div class="signers">
          <span>会长：</span><span>监事：</span><span>会计：</span><span>出纳：</span
          ><span>制表：${header.operator}</span>
        </div>
        ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

const CAPACITY = { rows: 21, rowsOnLast: 19 };

function remarkOf(remark: string | undefined): Markup {
  if (remark === undefined) return NOTHING;
  return html`<div class="remark">${fitted(remark, { widthMm: LANDSCAPE_MM, heightMm: 8, basePt: 9 })}</div>`;
}

type TextColumn<Row> = Extract<Column<Row>, { kind: 'text' }>;

function text<Row>(
  title: string,
  widthMm: number,
  of: (row: Row, position: number) => string,
  align?: 'left',
): TextColumn<Row> {
  return { kind: 'text', title, widthMm, text: of, ...(align ? { align } : {}) };
}

function money<Row>(title: string, widthMm: number, fen: (row: Row) => number, bold?: boolean): Column<Row> {
  return { kind: 'money', title, widthMm, fen, ...(bold ? { bold } : {}) };
}

const serial = <Row>(): TextColumn<Row> => text('序号', 10, (_, position) => String(position));

/** A balance after each row does not add up: shown like money, summed nowhere. */
function balance<Row>(title: string, widthMm: number, of: (row: Row) => string): Column<Row> {
  return { kind: 'text', title, widthMm, align: 'right', text: of, total: () => '' };
}

export function fundMembersDocument(
  header: PrintHeader,
  asOf: string,
  rows: readonly FundMemberRow[],
): PrintDocument {
  return registerDocument<FundMemberRow>({
    header,
    title: '互助资金会员名册',
    span: `截至：${chineseDate(asOf)}`,
    unit: '人',
    rows,
    columns: [
      serial(),
      text('会员号', 16, (row) => row.no),
      text('姓名', 24, (row) => row.name, 'left'),
      text('身份证号', 38, (row) => row.idMasked),
      text('村民组', 14, (row) => groupName(row.groupNo)),
      text('互助小组', 32, (row) => row.fundGroup, 'left'),
      text('入会日期', 24, (row) => row.joinedOn),
      text('退会日期', 24, (row) => row.leftOn ?? ''),
      money('互助金', 26, (row) => row.contributedFen, true),
      money('赠股、配股', 26, (row) => row.grantedFen),
      money('借款余额', 26, (row) => row.lentFen),
      text('备注', 17, (row) => row.note, 'left'),
    ],
    remark:
      '注：一户一人入会，一人一票。互助金退会时退还本人；赠股、配股只是记名凭据，不能转让，退会时不退。',
  });
}

interface Span {
  readonly from: string;
  readonly to: string;
}

export function contributionsDocument(
  header: PrintHeader,
  span: Span,
  rows: readonly ContributionRow[],
): PrintDocument {
  return registerDocument<ContributionRow>({
    header,
    title: '互助金收缴台账',
    span: `期间：${span.from} 至 ${span.to}`,
    unit: '笔',
    rows,
    columns: [
      serial(),
      text('日期', 24, (row) => row.date),
      text('收据号', 30, (row) => row.documentNo),
      text('会员号', 18, (row) => row.no),
      text('姓名', 28, (row) => row.name, 'left'),
      text('事项', 34, (row) => row.kind, 'left'),
      money('互助金', 30, (row) => row.paidFen, true),
      money('赠股、配股', 30, (row) => row.grantedFen),
      balance('本人余额', 28, (row) => moneyInText(row.balanceFen)),
      text('备注', 45, (row) => row.note, 'left'),
    ],
    remark: '注：退还和冲销记负数。赠股、配股没有收款，不记入互助金。',
  });
}

export function fundLoansDocument(
  header: PrintHeader,
  asOf: string,
  rows: readonly FundLoanRow[],
): PrintDocument {
  return registerDocument<FundLoanRow>({
    header,
    title: '互助资金借款台账',
    span: `截至：${chineseDate(asOf)}`,
    unit: '笔',
    rows,
    columns: [
      serial(),
      text('借据号', 23, (row) => row.no),
      text('借款人', 18, (row) => row.name, 'left'),
      text('组', 9, (row) => groupName(row.groupNo)),
      text('互助小组', 24, (row) => row.fundGroup, 'left'),
      text('用途', 17, (row) => row.purpose, 'left'),
      money('借款金额', 22, (row) => row.amountFen),
      text('借款日', 20, (row) => row.lentOn),
      text('到期日', 20, (row) => row.dueOn),
      text('占用费率', 17, (row) => row.rate),
      text('还款方式', 17, (row) => row.method),
      money('已还本金', 22, (row) => row.repaidFen),
      money('借款余额', 22, (row) => row.balanceFen, true),
      money('已收占用费', 20, (row) => row.feePaidFen),
      money('逾期本金', 22, (row) => row.overdueFen),
      text('状态', 16, (row) => row.state),
    ],
  });
}

export function repaymentsDocument(
  header: PrintHeader,
  span: Span,
  rows: readonly RepaymentRow[],
): PrintDocument {
  return registerDocument<RepaymentRow>({
    header,
    title: '互助资金还款台账',
    span: `期间：${span.from} 至 ${span.to}`,
    unit: '笔',
    rows,
    columns: [
      serial(),
      text('日期', 22, (row) => row.date),
      text('收据号', 27, (row) => row.documentNo),
      text('借据号', 26, (row) => row.loanNo),
      text('借款人', 22, (row) => row.name, 'left'),
      money('归还本金', 27, (row) => row.principalFen, true),
      money('占用费', 23, (row) => row.feeFen),
      money('逾期费', 21, (row) => row.penaltyFen),
      money('收款合计', 27, (row) => row.principalFen + row.feeFen + row.penaltyFen, true),
      balance('还后余额', 27, (row) => moneyInText(row.balanceFen)),
      text('方式', 14, (row) => (row.paidBy === null ? '' : PAID_BY[row.paidBy])),
      text('备注', 31, (row) => row.note, 'left'),
    ],
    remark: '注：冲销记负数。由担保人代还的，备注写明付款人。',
  });
}

export function feesDocument(header: PrintHeader, span: Span, rows: readonly FeeRow[]): PrintDocument {
  return registerDocument<FeeRow>({
    header,
    title: '互助资金占用费台账',
    span: `期间：${span.from} 至 ${span.to}`,
    unit: '行',
    rows,
    columns: [
      serial(),
      text('收费日期', 20, (row) => row.date),
      text('借据号', 23, (row) => row.loanNo),
      text('借款人', 18, (row) => row.name, 'left'),
      text('项目', 14, (row) => row.kind),
      text('计费期间', 42, (row) => `${row.from} 至 ${row.to}`),
      balance('计费本金', 22, (row) => moneyInText(row.baseFen)),
      text('算式', 78, (row) => row.text, 'left'),
      money('应收', 20, (row) => row.feeFen),
      money('实收', 20, (row) => row.paidFen, true),
      money('减免', 16, (row) => row.waivedFen),
    ],
    remark: '注：同一次还款的实收、减免记在它的第一行。已冲销的不列，见还款台账。',
  });
}
