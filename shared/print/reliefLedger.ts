import type { Output } from '../contract/index.ts';
import { OWNER_NAMES, RELIEF_NAMES, STATE_NAMES } from '../rules/assetWords.ts';
import { addDays } from '../rules/calendar.ts';
import { LIST_CSS } from './chart.ts';
import { BLANK_DATE, chineseDate, moneyInText, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate } from './paginate.ts';
import { tableOfPage, type Column, type TableShape } from './table.ts';

type Row = Output<'assets.reliefLedger'>[number];

export interface ReliefLedgerData {
  readonly header: PrintHeader;
  readonly year: number;
  readonly rows: readonly Row[];
  /** To be posted up: from which day, how many days, whom to ring. Null: the ledger that is kept. */
  readonly posted: { readonly from: string; readonly days: number; readonly telephone: string } | null;
}

/** 扶贫项目资产明细账, A4 landscape, and the same figures for the public board (国办函〔2021〕51号: 县总账, 乡村明细账, 公告公示). */
export function reliefLedgerDocument(data: ReliefLedgerData): PrintDocument {
  const { header, rows, year, posted } = data;
  const title = posted === null ? `${year} 年扶贫项目资产明细账` : `${year} 年扶贫项目资产公示表`;
  const pages = paginate(rows, posted === null ? { rows: 10, rowsOnLast: 8 } : { rows: 9, rowsOnLast: 7 });
  return {
    title: `${header.cooperativeName} ${title}`,
    paper: 'A4 landscape',
    css: LIST_CSS + CSS,
    watermark: null,
    pages: pages.map((page, index) => {
      const closing = [
        ...(pages.length > 1 ? [{ label: `本页小计（${page.rows.length} 项）`, rows: page.rows }] : []),
        ...(page.isLast ? [{ label: `合计（${rows.length} 项）`, rows }] : []),
      ];
      return html`<div class="list relief">
        ${reprintMark(header)} ${pageTitle(title, 230)}
        ${posted === null ? NOTHING : announcement(data, posted)}
        ${metaLine(277, `编制单位（公章）：${header.cooperativeName}`, `截至 ${year}-12-31`, '单位：元')}
        ${tableOfPage(SHAPE, page, closing)} ${page.isLast ? remark(rows) : NOTHING}
        <div class="signers">
          <span>理事长：</span><span>监事：</span><span>会计（制表）：</span><span>日期：${BLANK_DATE}</span>
        </div>
        ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

function announcement(data: ReliefLedgerData, posted: NonNullable<ReliefLedgerData['posted']>): Markup {
  const { rows } = data;
  const until = addDays(posted.from, posted.days - 1);
  const text =
    `\u3000\u3000现将本社登记的扶贫项目资产 ${rows.length} 项、原值 ${moneyInText(sumFen(rows.map((row) => row.costFen)))} 元予以公示。` +
    `公示期：${chineseDate(posted.from)}至${chineseDate(until)}。对资产权属、管护、收益分配有异议的，请在公示期内反映，监督电话：${posted.telephone}。`;
  return html`<p class="announcement">${fitted(text, { widthMm: 277, heightMm: 11, basePt: 10.5 })}</p>`;
}

const lines = (...parts: readonly string[]): string => parts.filter(Boolean).join('\n');

const COLUMNS: readonly Column<Row>[] = [
  { kind: 'text', title: '序号', widthMm: 8, text: (_, position) => String(position) },
  {
    kind: 'text',
    title: '项目名称（年度）\n批文',
    widthMm: 40,
    align: 'left',
    text: ({ relief }) =>
      lines(
        [relief?.project ?? '', relief?.projectYear ? `（${relief.projectYear}）` : ''].join(''),
        relief?.approvalNo ?? '',
      ),
  },
  {
    kind: 'text',
    title: '资产名称\n编号、类型',
    widthMm: 32,
    align: 'left',
    text: (row) =>
      lines(row.name, [row.no, row.relief ? RELIEF_NAMES[row.relief.kind] : ''].filter(Boolean).join('　')),
  },
  { kind: 'text', title: '数量', widthMm: 12, text: (row) => `${row.pieces}${row.unit}` },
  { kind: 'text', title: '取得日\n坐落', widthMm: 22, text: (row) => lines(row.acquiredOn, row.place) },
  { kind: 'money', title: '原值', widthMm: 23, fen: (row) => row.costFen },
  { kind: 'money', title: '财政资金', widthMm: 21, fen: (row) => row.funding.stateFen },
  { kind: 'money', title: '帮扶单位', widthMm: 19, fen: (row) => row.funding.partnerFen },
  { kind: 'money', title: '捐赠', widthMm: 16, fen: (row) => row.funding.donatedFen },
  { kind: 'money', title: '自筹', widthMm: 20, fen: (row) => row.funding.ownFen },
  { kind: 'money', title: '贷款', widthMm: 16, fen: (row) => row.funding.loanFen },
  { kind: 'money', title: '净值', widthMm: 22, fen: (row) => row.netFen },
  {
    kind: 'text',
    title: '所有权人\n经营权人',
    widthMm: 22,
    text: (row) => lines(row.owner || OWNER_NAMES[row.ownerKind], row.relief?.operatedBy ?? ''),
  },
  {
    kind: 'text',
    title: '收益权与分配方式',
    widthMm: 27,
    align: 'left',
    text: (row) => row.relief?.benefitRule ?? '',
  },
  {
    kind: 'text',
    title: '管护责任人\n监管单位',
    widthMm: 22,
    text: (row) => lines(row.relief?.caretaker ?? row.custodian, row.relief?.supervisor ?? ''),
  },
  {
    kind: 'text',
    title: '确权日\n证号',
    widthMm: 26,
    text: (row) => lines(row.relief?.certifiedOn ?? '', row.relief?.certificateNo ?? ''),
  },
  { kind: 'money', title: '本年收益', widthMm: 18, fen: (row) => row.benefitFen ?? 0 },
  {
    kind: 'text',
    title: '状态\n处置',
    widthMm: 18,
    text: (row) =>
      lines(
        STATE_NAMES[row.state],
        ...row.disposals.slice(-2).map((one) => `${one.date.slice(5)} ${one.text}`),
      ),
  },
];

const SHAPE: TableShape<Row> = {
  columns: COLUMNS,
  widthMm: 277,
  headHeightMm: 10,
  rowHeightMm: 12.5,
  closingHeightMm: 6.5,
  basePt: 9,
};

function remark(rows: readonly Row[]): Markup {
  const booked = rows.filter((row) => row.standing === 'booked');
  const memo = rows.length - booked.length;
  const text =
    memo === 0
      ? '注：全部在合作社账内。'
      : `注：在合作社账内 ${booked.length} 项，原值 ${moneyInText(sumFen(booked.map((row) => row.costFen)))} 元；备查（所有权不属合作社、未入账）${memo} 项。`;
  return html`<div class="remark">${fitted(text, { widthMm: 277, heightMm: 8, basePt: 9 })}</div>`;
}

const CSS = `
.relief .announcement{margin:0;height:13mm;font-size:10.5pt;line-height:1.35;text-align:justify;overflow-wrap:anywhere}
.relief .announcement .fit{line-height:1.35}
`;
