import type { Output } from '../contract/index.ts';
import { quantityShown } from '../rules/measures.ts';
import { chineseDate, money } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader } from './page.ts';
import { CATEGORY_WORDS } from './villageWords.ts';

type Dossier = Output<'household.dossier'>;

interface Column<T> {
  readonly title: string;
  readonly widthMm: number;
  readonly align?: 'l' | 'r';
  readonly of: (row: T) => string;
}

/** A table or sentence of the page, with the height that pages are cut by. */
interface Block {
  readonly heightMm: number;
  readonly markup: Markup;
}

const WIDTH_MM = 190;
const ROW_MM = 5.2;
const HEAD_MM = 6.5;
/** Of a page between its title and its foot. */
const ROOM_MM = 240;

/** 一户一档, A4: one page for most households; a table that does not fit goes on, under its heading, on the next. */
export function dossierDocument(header: PrintHeader, dossier: Dossier): PrintDocument {
  const pages = cut(blocksOf(dossier));
  const { household, asOf } = dossier;
  return {
    title: `一户一档 ${household.code} ${household.headName}`,
    paper: 'A4',
    css: CSS,
    watermark: null,
    pages: pages.map(
      (blocks, index) =>
        html`<div class="dossier">
          ${pageTitle('一户一档', WIDTH_MM)}
          ${metaLine(
            WIDTH_MM,
            `${household.groupNo}组　${household.code}　户主：${household.headName}　${CATEGORY_WORDS[household.category]}　${household.people} 人`,
            household.phone === '' ? '' : `电话：${household.phone}`,
            `截至 ${chineseDate(asOf)}`,
          )}
          ${blocks.map((block) => block.markup)}
          <div class="signers"><span>走访人：</span><span>农户签字：</span><span>走访日期：</span></div>
          ${pageFoot(header, index + 1, pages.length)}
        </div>`,
    ),
  };
}

function cut(blocks: readonly Block[]): Block[][] {
  const pages: Block[][] = [[]];
  let used = 0;
  for (const block of blocks) {
    if (used + block.heightMm > ROOM_MM && used > 0) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)!.push(block);
    used += block.heightMm;
  }
  return pages;
}

/** Rows of one table that a page is sure to hold. */
const MOST_ROWS = 40;

function blocksOf(dossier: Dossier): Block[] {
  return [
    ...tables('办事提示', dossier.answers, ANSWERS, '没有要付的，也没有要领的。'),
    ...tables('家庭人员', dossier.persons, PERSONS, '没有登记人员。'),
    ...tables('银行贴息贷款', dossier.bankLoans, BANK_LOANS, '无'),
    ...tables('互助资金借款', dossier.fundLoans, FUND_LOANS, '无'),
    ...(dossier.guarantees.length > 0 ? tables('为别人联保', dossier.guarantees, GUARANTEES, '无') : []),
    ...tables('产业', dossier.industries, INDUSTRIES, '无'),
    ...tables('奖补与务工补助', dossier.awards, AWARDS, '无'),
    ...dossier.members.flatMap((member) =>
      tables(
        `股金与分红：${member.name}（${member.no}）股金 ${money(member.capitalFen)}`,
        member.years,
        SHARE_YEARS,
        '还没有分过红',
      ),
    ),
    ...tables('交售', dossier.deliveries, DELIVERIES, '无'),
    ...tables('务工', dossier.labour, LABOUR, '无'),
    ...tables('出租土地', dossier.leases, LEASES, '无'),
    remarks(),
  ];
}

/** What was found on the visit is written by hand. */
function remarks(): Block {
  return {
    heightMm: 26,
    markup: html`<div class="remarks"><b>走访记录：</b></div>`,
  };
}

/** A heading with its table; nothing to list is one line. */
function tables<T>(title: string, rows: readonly T[], columns: readonly Column<T>[], empty: string): Block[] {
  if (rows.length === 0) {
    return [
      {
        heightMm: HEAD_MM,
        markup: html`<h2><span>${title}</span>${empty}</h2>`,
      },
    ];
  }
  const blocks: Block[] = [];
  for (let from = 0; from < rows.length; from += MOST_ROWS) {
    const some = rows.slice(from, from + MOST_ROWS);
    blocks.push({
      heightMm: HEAD_MM + ROW_MM * (some.length + 1) + 1,
      markup: html`<h2><span>${from === 0 ? title : `${title}（续）`}</span></h2>
        ${table(some, columns)}`,
    });
  }
  return blocks;
}

function table<T>(rows: readonly T[], columns: readonly Column<T>[]): Markup {
  const factor = WIDTH_MM / columns.reduce((sum, column) => sum + column.widthMm, 0);
  const width = (column: Column<T>): number => Math.round(column.widthMm * factor * 100) / 100;
  const cell = (column: Column<T>, text: string): Markup =>
    fitted(text, { widthMm: width(column) - 1.9, heightMm: 0, basePt: 8.5 });
  return html`<table>
    <colgroup>
      ${columns.map((column) => html`<col style="width:${width(column)}mm" />`)}
    </colgroup>
    <thead>
      <tr>
        ${columns.map((column) => html`<th>${cell(column, column.title)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${columns.map((column) => html`<td class="${column.align ?? ''}">${cell(column, column.of(row))}</td>`)}
          </tr> `,
      )}
    </tbody>
  </table>`;
}

type Answer = Dossier['answers'][number];

const ANSWER_WORDS: Readonly<Record<Answer['kind'], string>> = {
  overdue: '已过期',
  due: '要付',
  gets: '可领',
  todo: '要办',
};

const ANSWERS: readonly Column<Answer>[] = [
  { title: '提示', widthMm: 14, of: (row) => ANSWER_WORDS[row.kind] },
  { title: '事项', widthMm: 22, of: (row) => row.what },
  { title: '金额', widthMm: 22, align: 'r', of: (row) => money(row.fen) },
  { title: '日期', widthMm: 20, of: (row) => row.date ?? '' },
  { title: '说明', widthMm: 112, align: 'l', of: (row) => row.sentence },
];

const PERSONS: readonly Column<Dossier['persons'][number]>[] = [
  { title: '姓名', widthMm: 22, of: (row) => row.name },
  { title: '与户主关系', widthMm: 20, of: (row) => (row.isHead ? '户主' : row.relation) },
  { title: '性别', widthMm: 10, of: (row) => row.sex },
  { title: '年龄', widthMm: 10, of: (row) => (row.age === null ? '' : String(row.age)) },
  { title: '身份证号', widthMm: 38, of: (row) => row.idMasked },
  { title: '电话', widthMm: 28, of: (row) => row.phone },
  { title: '银行卡', widthMm: 40, of: (row) => row.cardMasked },
  { title: '备注', widthMm: 22, of: (row) => (row.diedOn === null ? '' : `${row.diedOn} 去世`) },
];

const BANK_LOANS: readonly Column<Dossier['bankLoans'][number]>[] = [
  { title: '借款人', widthMm: 18, of: (row) => row.borrowerName },
  { title: '借据号', widthMm: 30, of: (row) => row.noteNo },
  { title: '金额', widthMm: 22, align: 'r', of: (row) => money(row.amountFen) },
  { title: '余额', widthMm: 22, align: 'r', of: (row) => money(row.balanceFen) },
  { title: '到期日', widthMm: 20, of: (row) => row.dueOn },
  {
    title: '状态',
    widthMm: 20,
    of: (row) => (row.overdueDays > 0 ? `逾期 ${row.overdueDays} 天` : row.state),
  },
  { title: '下次结息', widthMm: 20, of: (row) => row.nextInterestOn ?? '' },
  { title: '应付利息', widthMm: 18, align: 'r', of: (row) => money(row.nextInterestFen) },
  { title: '已领贴息', widthMm: 18, align: 'r', of: (row) => money(row.subsidyReceivedFen) },
];

const FUND_LOANS: readonly Column<Dossier['fundLoans'][number]>[] = [
  { title: '借款人', widthMm: 18, of: (row) => row.name },
  { title: '借据号', widthMm: 30, of: (row) => row.no },
  { title: '小组', widthMm: 22, of: (row) => row.group },
  { title: '借款', widthMm: 22, align: 'r', of: (row) => money(row.principalFen) },
  { title: '余额', widthMm: 22, align: 'r', of: (row) => money(row.balanceFen) },
  {
    title: '状态',
    widthMm: 20,
    of: (row) => (row.overdueDays > 0 ? `逾期 ${row.overdueDays} 天` : row.state),
  },
  {
    title: '下次还款',
    widthMm: 20,
    of: (row) => (row.overdueFen > 0 ? row.dueOn : (row.nextDueOn ?? row.dueOn)) ?? '',
  },
  {
    title: '应还',
    widthMm: 18,
    align: 'r',
    of: (row) => money(row.overdueFen > 0 ? row.overdueFen : row.nextDueFen),
  },
  { title: '占用费', widthMm: 18, align: 'r', of: (row) => money(row.feeOwedFen) },
];

const GUARANTEES: readonly Column<Dossier['guarantees'][number]>[] = [
  { title: '联保人', widthMm: 24, of: (row) => row.guarantor },
  { title: '借款人', widthMm: 40, of: (row) => `${row.householdCode} ${row.borrower}` },
  { title: '借据号', widthMm: 40, of: (row) => row.no },
  { title: '余额', widthMm: 30, align: 'r', of: (row) => money(row.balanceFen) },
  { title: '其中逾期', widthMm: 30, align: 'r', of: (row) => money(row.overdueFen) },
];

const INDUSTRIES: readonly Column<Dossier['industries'][number]>[] = [
  { title: '年度', widthMm: 12, of: (row) => String(row.year) },
  { title: '项目', widthMm: 22, of: (row) => row.kind },
  { title: '规模', widthMm: 26, align: 'r', of: (row) => `${quantityShown(row.scale)} ${row.unit}` },
  {
    title: '验收',
    widthMm: 20,
    align: 'r',
    of: (row) => (row.inspectedScale === null ? '' : quantityShown(row.inspectedScale)),
  },
  { title: '投入', widthMm: 26, align: 'r', of: (row) => money(row.inputFen) },
  { title: '预计收入', widthMm: 26, align: 'r', of: (row) => money(row.expectedFen) },
  {
    title: '实际收入',
    widthMm: 26,
    align: 'r',
    of: (row) => (row.incomeFen === null ? '' : money(row.incomeFen)),
  },
  { title: '奖补', widthMm: 24, align: 'r', of: (row) => money(row.awardFen) },
];

const AWARDS: readonly Column<Dossier['awards'][number]>[] = [
  { title: '年度', widthMm: 12, of: (row) => String(row.year) },
  { title: '项目', widthMm: 70, align: 'l', of: (row) => row.name },
  { title: '应发', widthMm: 28, align: 'r', of: (row) => money(row.amountFen) },
  { title: '已发', widthMm: 28, align: 'r', of: (row) => money(row.paidFen) },
  { title: '未发', widthMm: 28, align: 'r', of: (row) => money(row.unpaidFen) },
  { title: '发放日', widthMm: 24, of: (row) => row.paidOn ?? '' },
];

const SHARE_YEARS: readonly Column<Dossier['members'][number]['years'][number]>[] = [
  { title: '年度', widthMm: 12, of: (row) => String(row.year) },
  { title: '出资额', widthMm: 26, align: 'r', of: (row) => money(row.capitalFen) },
  { title: '交易额', widthMm: 26, align: 'r', of: (row) => money(row.patronageFen) },
  { title: '盈余返还', widthMm: 26, align: 'r', of: (row) => money(row.patronageReturnFen) },
  { title: '剩余分配', widthMm: 26, align: 'r', of: (row) => money(row.surplusShareFen) },
  { title: '实发', widthMm: 26, align: 'r', of: (row) => money(row.netFen) },
  { title: '已领', widthMm: 24, align: 'r', of: (row) => money(row.paidFen) },
  { title: '未领', widthMm: 24, align: 'r', of: (row) => money(row.unpaidFen) },
];

const DELIVERIES: readonly Column<Dossier['deliveries'][number]>[] = [
  { title: '年度', widthMm: 12, of: (row) => String(row.year) },
  { title: '社员号', widthMm: 20, of: (row) => row.memberNo },
  { title: '产品', widthMm: 50, of: (row) => row.product },
  {
    title: '数量（公斤）',
    widthMm: 34,
    align: 'r',
    of: (row) => (row.quantity === '0' ? '' : quantityShown(row.quantity)),
  },
  { title: '笔数', widthMm: 20, align: 'r', of: (row) => String(row.count) },
  { title: '金额', widthMm: 34, align: 'r', of: (row) => money(row.amountFen) },
];

const LABOUR: readonly Column<Dossier['labour'][number]>[] = [
  { title: '年度', widthMm: 12, of: (row) => String(row.year) },
  { title: '姓名', widthMm: 26, of: (row) => row.name },
  { title: '工日', widthMm: 20, align: 'r', of: (row) => (row.days === '0' ? '' : quantityShown(row.days)) },
  {
    title: '计件',
    widthMm: 26,
    align: 'r',
    of: (row) => (row.pieces === '0' ? '' : quantityShown(row.pieces)),
  },
  { title: '应发', widthMm: 28, align: 'r', of: (row) => money(row.grossFen) },
  { title: '已发', widthMm: 28, align: 'r', of: (row) => money(row.paidFen) },
  { title: '未发', widthMm: 28, align: 'r', of: (row) => money(row.unpaidFen) },
];

const LEASES: readonly Column<Dossier['leases'][number]>[] = [
  { title: '合同', widthMm: 28, of: (row) => row.no },
  { title: '地块', widthMm: 34, of: (row) => row.plot },
  { title: '面积（亩）', widthMm: 18, align: 'r', of: (row) => row.area },
  { title: '年租金', widthMm: 26, align: 'r', of: (row) => money(row.yearRentFen) },
  { title: '租到', widthMm: 22, of: (row) => row.to },
  { title: '已领', widthMm: 26, align: 'r', of: (row) => money(row.paidFen) },
  { title: '下次付款', widthMm: 22, of: (row) => row.nextDueOn ?? '' },
];

const CSS = `
.dossier{position:absolute;inset:10mm 10mm 0}
.dossier .foot{left:0;right:0}
.dossier .signers{left:0;right:0;bottom:11mm;line-height:5mm}
.dossier .signers span:last-child{flex:1 1 0}
.dossier h2{margin:0;height:${HEAD_MM}mm;line-height:${HEAD_MM + 1}mm;font-size:10pt;font-weight:normal;white-space:nowrap;overflow:hidden}
.dossier h2 span{font-weight:bold;margin-right:4mm}
.dossier tr{height:${ROW_MM}mm}
.dossier th,.dossier td{font-size:8.5pt;white-space:nowrap}
.dossier .remarks{margin-top:2mm;height:23mm;border:.25mm solid #000;padding:1.5mm}
`;
