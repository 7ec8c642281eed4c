import type { Output } from '../contract/index.ts';
import { amountInWords } from '../rules/amountInWords.ts';
import { LIST_CSS } from './chart.ts';
import { groupName, payeeText } from './distribution.ts';
import { BLANK_DATE, chineseDate, moneyInText, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate, type PageOfRows } from './paginate.ts';
import { type Column, tableOfPage, type TableShape } from './table.ts';

type Claim = Output<'claims.get'>;
export type ClaimBatch = Claim['batch'];
export type ClaimLine = Claim['lines'][number];

export interface ClaimData {
  readonly header: PrintHeader;
  /** 张家坝村村民委员会 */
  readonly issuer: string;
  readonly batch: ClaimBatch;
  /** Those claimed for, in the batch's order. */
  readonly lines: readonly ClaimLine[];
}

/** 2018年第三季度贷款贴息, or the days it is of. */
export function titleOfClaim({ title, from, to }: Pick<ClaimBatch, 'title' | 'from' | 'to'>): string {
  return title === '' ? `${from} 至 ${to} 贷款贴息` : title;
}

const spanOf = (line: ClaimLine): string => (line.from === null ? '' : `${line.from}\n${line.to ?? ''}`);
const wholeFen = (line: ClaimLine): number => line.bankFen ?? line.interestFen;
const PAYEES = { household: '先付后贴，贴息发给农户', bank: '银行代扣，贴息付给银行' } as const;

/** Loans and the households behind them: 127 笔 125 户. */
function countOfLines(lines: readonly ClaimLine[]): string {
  const households = new Set(lines.map((line) => line.householdCode || `loan ${line.loanId}`)).size;
  return households === lines.length ? `${lines.length} 户` : `${lines.length} 笔 ${households} 户`;
}

const ROSTER_COLUMNS: readonly Column<ClaimLine>[] = [
  { kind: 'text', title: '序号', widthMm: 8, text: (line) => String(line.no) },
  { kind: 'text', title: '组别', widthMm: 8.5, text: (line) => groupName(line.groupNo) },
  {
    kind: 'text',
    title: '户主\n借款人',
    widthMm: 18,
    text: (line) => line.headName || line.borrowerName,
    note: (line) =>
      line.headName === '' || line.headName === line.borrowerName
        ? null
        : `${line.borrowerName}（${line.relation || '家人'}）`,
  },
  { kind: 'text', title: '身份证号', widthMm: 31, text: (line) => line.idMasked },
  { kind: 'text', title: '借据号', widthMm: 22, text: (line) => line.noteNo },
  { kind: 'money', title: '贷款金额', widthMm: 20, fen: (line) => line.amountFen },
  { kind: 'text', title: '放款日\n到期日', widthMm: 18, text: (line) => `${line.drawnOn}\n${line.dueOn}` },
  { kind: 'text', title: '年利率', widthMm: 12, text: (line) => `${line.rate}%` },
  { kind: 'text', title: '计息区间', widthMm: 18, text: spanOf },
  { kind: 'text', title: '天数', widthMm: 9, align: 'right', text: (line) => String(line.days) },
  { kind: 'money', title: '测算利息', widthMm: 18, fen: (line) => line.interestFen },
  { kind: 'money', title: '核定利息\n（按银行）', widthMm: 18, fen: wholeFen },
  { kind: 'text', title: '贴息\n比例', widthMm: 10.5, text: (line) => `${line.ratio}%` },
  { kind: 'money', title: '申请贴息', widthMm: 19, bold: true, fen: (line) => line.claimedFen },
  { kind: 'text', title: '一卡通', widthMm: 17, text: (line) => payeeText(line.cardMasked) },
  { kind: 'text', title: '签字\n（指印）', widthMm: 21, text: () => '' },
  {
    kind: 'text',
    title: '备注',
    widthMm: 15,
    align: 'left',
    text: (line) =>
      line.differenceFen === 0
        ? line.note
        : `与银行差 ${moneyInText(line.differenceFen)}${line.note === '' ? '' : `；${line.note}`}`,
  },
];

const ROSTER: TableShape<ClaimLine> = {
  columns: ROSTER_COLUMNS,
  widthMm: 277,
  headHeightMm: 9,
  rowHeightMm: 10,
  closingHeightMm: 7,
  basePt: 9,
};

interface GroupPage {
  readonly page: PageOfRows<ClaimLine>;
  readonly group: readonly ClaimLine[];
  readonly groupNo: number | null;
  readonly isLast: boolean;
}

/** Each group begins on a sheet of its own, to be signed where it lives. */
function pagesByGroup(lines: readonly ClaimLine[]): GroupPage[] {
  const groups = [...Map.groupBy(lines, (line) => line.groupNo)];
  return groups.flatMap(([groupNo, group], index) => {
    const isLastGroup = index === groups.length - 1;
    return paginate(group, isLastGroup ? { rows: 14, rowsOnLast: 12 } : { rows: 14, rowsOnLast: 13 }).map(
      (page) => ({ page, group, groupNo, isLast: isLastGroup && page.isLast }),
    );
  });
}

/** 贴息花名册, A4 landscape: by group, 本页小计 and the group's 合计, the whole and its words on the last sheet, room to sign. */
export function claimRosterDocument(data: ClaimData): PrintDocument {
  const { header, batch, lines, issuer } = data;
  const title = `${header.villageName}${titleOfClaim(batch)}花名册`;
  const pages = pagesByGroup(lines);
  return {
    title,
    paper: 'A4 landscape',
    css: LIST_CSS + CSS,
    watermark: batch.state === 'computed' ? '测算稿' : null,
    pages: pages.map(({ page, group, groupNo, isLast }, index) => {
      const closing = [
        { label: `本页小计（${countOfLines(page.rows)}）`, rows: page.rows },
        ...(page.isLast && groupNo !== null
          ? [{ label: `${groupName(groupNo)}合计（${countOfLines(group)}）`, rows: group }]
          : []),
        ...(isLast ? [{ label: `全村合计（${countOfLines(lines)}）`, rows: lines }] : []),
      ];
      return html`<div class="list claims">
        ${reprintMark(header)} ${pageTitle(title, 230)}
        ${metaLine(277, `编制单位（公章）：${issuer}`, `${batch.no}　${batch.from} 至 ${batch.to}　${PAYEES[batch.payee]}`, '单位：元')}
        ${tableOfPage(ROSTER, page, closing, isLast ? [wordsRow(lines)] : [])}
        <div class="signers">
          <span>村负责人：</span><span>驻村工作队：</span><span>会计（制表）：</span><span>复核：</span
          ><span>日期：${BLANK_DATE}</span>
        </div>
        ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

function wordsRow(lines: readonly ClaimLine[]): Markup {
  const words = amountInWords(sumFen(lines.map((line) => line.claimedFen)));
  return html`<tr style="height:7mm">
    <td colspan="4"><b>申请贴息合计（大写）</b></td>
    <td class="l" colspan="${ROSTER_COLUMNS.length - 4}">
      <b>${fitted(words, { widthMm: 200, heightMm: 6, basePt: 10 })}</b>
    </td>
  </tr> `;
}

const NOTICE: TableShape<ClaimLine> = {
  columns: [
    { kind: 'text', title: '序号', widthMm: 9, text: (_, position) => String(position) },
    { kind: 'text', title: '组别', widthMm: 10, text: (line) => groupName(line.groupNo) },
    { kind: 'text', title: '户主', widthMm: 19, text: (line) => line.headName || line.borrowerName },
    { kind: 'text', title: '借款人', widthMm: 19, text: (line) => line.borrowerName },
    { kind: 'text', title: '身份证号', widthMm: 32, text: (line) => line.idMasked },
    { kind: 'money', title: '贷款金额', widthMm: 22, fen: (line) => line.amountFen },
    {
      kind: 'text',
      title: '计息区间',
      widthMm: 41,
      text: (line) => (line.from === null ? '' : `${line.from}～${line.to ?? ''}`),
    },
    { kind: 'text', title: '天数', widthMm: 11, align: 'right', text: (line) => String(line.days) },
    { kind: 'money', title: '利息', widthMm: 20, fen: wholeFen },
    { kind: 'money', title: '申请贴息', widthMm: 21, bold: true, fen: (line) => line.claimedFen },
  ],
  widthMm: 190,
  headHeightMm: 8,
  rowHeightMm: 6.4,
  closingHeightMm: 7,
  basePt: 9,
};

/** 贴息公示表, A4: ID numbers masked, no card and no telephone of anybody; where and until when to object. */
export function claimNoticeDocument(data: ClaimData): PrintDocument {
  const { header, batch, lines, issuer } = data;
  const title = `${header.villageName}${titleOfClaim(batch)}公示表`;
  const pages = paginate(lines, { rows: 32, rowsOnLast: 27 });
  return {
    title,
    paper: 'A4',
    css: LIST_CSS + CSS,
    watermark: null,
    pages: pages.map((page, index) => {
      const closing = [
        { label: `本页小计（${countOfLines(page.rows)}）`, rows: page.rows },
        ...(page.isLast ? [{ label: `合计（${countOfLines(lines)}）`, rows: lines }] : []),
      ];
      return html`<div class="list claims">
        ${reprintMark(header)} ${pageTitle(title, 190)} ${announcement(data)}
        ${metaLine(190, `公示单位（公章）：${issuer}`, batch.no, '单位：元')}
        ${tableOfPage(NOTICE, page, closing)} ${page.isLast ? ending(data) : NOTHING}
        ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

function announcement({ batch, lines }: ClaimData): Markup {
  const sum = moneyInText(sumFen(lines.map((line) => line.claimedFen)));
  const office = batch.office === '' ? '上级主管部门' : batch.office;
  const period =
    batch.noticeFrom === null || batch.noticeTo === null
      ? ''
      : `公示期：${chineseDate(batch.noticeFrom)}至${chineseDate(batch.noticeTo)}。`;
  const text =
    `\u3000\u3000我村${titleOfClaim(batch)}（${chineseDate(batch.from)}至${chineseDate(batch.to)}）拟向${office}申请 ${countOfLines(lines)}贴息 ${sum} 元` +
    `（${PAYEES[batch.payee]}），现予公示。${period}罚息、复利和逾期利息不贴息。有异议的，请在公示期内向村委会反映，监督电话：${batch.telephone || '\u3000'.repeat(8)}。`;
  return html`<p class="announcement">${fitted(text, { widthMm: 188, heightMm: 17.5, basePt: 10.5 })}</p>`;
}

function ending({ issuer, batch }: ClaimData): Markup {
  const day = batch.noticeFrom === null ? BLANK_DATE : chineseDate(batch.noticeFrom);
  return html`<div class="ending">
    <div class="seal">${issuer}（公章）<br />${day}</div>
  </div>`;
}

const CSS = `
.claims .announcement{margin:1mm 0;height:19mm;font-size:10.5pt;line-height:1.35;text-align:justify;overflow-wrap:anywhere}
.claims .announcement .fit{line-height:1.35}
.claims .ending{display:flex;justify-content:flex-end;margin-top:3mm}
.claims .ending .seal{text-align:center;font-size:10pt;line-height:7mm;white-space:nowrap}
`;
