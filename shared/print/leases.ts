import type { Output } from '../contract/index.ts';
import { amountInWords } from '../rules/amountInWords.ts';
import { LIST_CSS } from './chart.ts';
import { chineseDate, moneyInText, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { metaLine, pageFoot, pageTitle, type PrintDocument, type PrintHeader, reprintMark } from './page.ts';
import { paginate } from './paginate.ts';
import { type Column, tableOfPage, type TableShape } from './table.ts';

/** One lease's line of a payment list. */
export interface RentLine {
  readonly no: string;
  readonly lessorName: string;
  readonly groupNo: number | null;
  readonly plot: string;
  readonly area: string;
  readonly rentFen: number;
  /** 2018-03-01 至 2019-02-28 */
  readonly span: string;
  readonly fen: number;
}

export interface RentRoster {
  readonly header: PrintHeader;
  readonly date: string;
  /** Paid already, or to be paid. */
  readonly isPaid: boolean;
  readonly lines: readonly RentLine[];
}

const text = (
  title: string,
  widthMm: number,
  of: (row: RentLine, position: number) => string,
  more: Partial<
    Omit<Extract<Column<RentLine>, { kind: 'text' }>, 'kind' | 'title' | 'widthMm' | 'text'>
  > = {},
): Column<RentLine> => ({ kind: 'text', title, widthMm, text: of, ...more });

/** Areas have two decimals. */
function summedArea(lines: readonly RentLine[]): string {
  const hundredths = lines.reduce((sum, line) => sum + Number(line.area.replace('.', '')), 0);
  const digits = hundredths.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const ROSTER: TableShape<RentLine> = {
  columns: [
    text('序号', 10, (_, position) => String(position)),
    text('合同编号', 30, (line) => line.no),
    text('组', 10, (line) => (line.groupNo === null ? '' : String(line.groupNo))),
    text('出租户', 28, (line) => line.lessorName, { align: 'left' }),
    text('地块', 38, (line) => line.plot, { align: 'left' }),
    text('面积（亩）', 19, (line) => line.area, { align: 'right', total: summedArea }),
    { kind: 'money', title: '每亩年租金', widthMm: 22, fen: (line) => line.rentFen },
    text('租金所属期间', 48, (line) => line.span),
    { kind: 'money', title: '应发租金', widthMm: 27, bold: true, fen: (line) => line.fen },
    text('领款人签字', 34, () => ''),
    text('备注', 17, () => ''),
  ],
  widthMm: 277,
  headHeightMm: 8,
  rowHeightMm: 8.2,
  closingHeightMm: 8,
  basePt: 9.5,
};

/** A closing row adds every money column; the rent of a mu does not add up, so it has none. */
const ROSTER_CLOSED: TableShape<RentLine> = {
  ...ROSTER,
  columns: ROSTER.columns.map((column) =>
    column.title === '每亩年租金'
      ? text(column.title, column.widthMm, (line) => moneyInText(line.rentFen), {
          align: 'right',
          total: () => '',
        })
      : column,
  ),
};

/** 土地流转租金发放表, A4 landscape: who gets how much for which years, and room to sign. */
export function rentRosterDocument({ header, date, isPaid, lines }: RentRoster): PrintDocument {
  const pages = paginate(lines, { rows: 17, rowsOnLast: 15 });
  const totalFen = sumFen(lines.map((line) => line.fen));
  return {
    title: `土地流转租金发放表 ${date}`,
    paper: 'A4 landscape',
    css: LIST_CSS,
    watermark: null,
    pages: pages.map((page, index) => {
      const closing = page.isLast ? [{ label: '合计', rows: lines }] : [];
      return html`<div class="list">
        ${reprintMark(header)} ${pageTitle('土地流转租金发放表', 277)}
        ${metaLine(277, `单位：${header.cooperativeName}`, `${isPaid ? '发放日期' : '拟发日期'}：${chineseDate(date)}`, '单位：元')}
        ${tableOfPage(ROSTER_CLOSED, page, closing)} ${page.isLast ? words(totalFen) : NOTHING}
        <div class="signers">
          <span>负责人：</span><span>会计：</span><span>出纳：</span><span>制表：${header.operator}</span>
        </div>
        ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

function words(totalFen: number): Markup {
  const sentence = `合计（大写）：${amountInWords(totalFen)}。土地流转租金是生产成本，与股金分红、土地经营权入股的分配无关。`;
  return html`<div class="remark">${fitted(sentence, { widthMm: 277, heightMm: 6, basePt: 9.5 })}</div>`;
}

type Lease = Output<'leases.get'>;
type Year = Lease['years'][number];

const STATES: Readonly<Record<Year['state'], string>> = {
  paid: '已付',
  overdue: '已过付款日',
  due: '30 天内到期',
  coming: '',
};

const SCHEDULE: TableShape<Year> = {
  columns: [
    { kind: 'text', title: '年次', widthMm: 14, text: (year) => String(year.no) },
    { kind: 'text', title: '租金所属期间', widthMm: 56, text: (year) => `${year.from} 至 ${year.to}` },
    { kind: 'text', title: '付款日', widthMm: 27, text: (year) => year.dueOn },
    { kind: 'money', title: '租金', widthMm: 30, fen: (year) => year.rentFen },
    { kind: 'text', title: '情况', widthMm: 30, text: (year) => STATES[year.state] },
    { kind: 'text', title: '付款日期', widthMm: 33, text: (year) => year.paidOn ?? '' },
  ],
  widthMm: 190,
  headHeightMm: 8,
  rowHeightMm: 7,
  closingHeightMm: 7.5,
  basePt: 9.5,
};

/** 土地租金付款计划 of one contract, A4: its terms, each year's rent and whether it was paid. */
export function leaseScheduleDocument(header: PrintHeader, { lease, years }: Lease): PrintDocument {
  const pages = paginate(years, { rows: 32, rowsOnLast: 29 });
  return {
    title: `土地租金付款计划 ${lease.no} ${lease.lessorName}`,
    paper: 'A4',
    css: LIST_CSS + SCHEDULE_CSS,
    watermark: null,
    pages: pages.map(
      (page, index) =>
        html`<div class="list">
          ${pageTitle('土地租金付款计划', 190)}
          ${metaLine(190, `承租方：${header.cooperativeName}`, `合同编号：${lease.no}`, '单位：元')}
          ${page.before === 0 ? termsOf(lease) : NOTHING}
          ${tableOfPage(SCHEDULE, page, page.isLast ? [{ label: '合计', rows: years }] : [])}
          <div class="signers">
            <span>承租方（公章）：</span><span>出租户（签字）：</span><span>制表：${header.operator}</span>
          </div>
          ${pageFoot(header, index + 1, pages.length)}
        </div>`,
    ),
  };
}

function termsOf(lease: Lease['lease']): Markup {
  const group = lease.groupNo === null ? '' : `${lease.groupNo}组`;
  const member = lease.memberNo === null ? '' : `，社员 ${lease.memberNo}`;
  const lessor = `${lease.lessorName}${group || member ? `（${group}${member}）` : ''}`;
  const timing =
    lease.timing === 'arrears'
      ? '后付，一年一付'
      : lease.yearsAtOnce === 1
        ? '先付，一年一付'
        : `先付，一次付 ${lease.yearsAtOnce} 年`;
  const ended = lease.endedOn === null ? '' : `，${lease.endedOn} 提前终止`;
  const lines = [
    `出租户：${lessor}　地块：${lease.plot}　面积：${lease.area} 亩　每亩每年：${moneyInText(lease.rentFen)}`,
    `租期：${lease.from} 至 ${lease.to}${ended}　付款：${timing}，每年 ${lease.dueDay.replace('-', ' 月 ')} 日前后　全年租金：${moneyInText(lease.yearRentFen)}`,
  ];
  return html`<div class="terms">
    ${lines.map((line) => html`<div>${fitted(line, { widthMm: 190, heightMm: 0, basePt: 9.5 })}</div> `)}
  </div>`;
}

const SCHEDULE_CSS = `
.list .terms{height:13mm;line-height:6mm;white-space:nowrap}
.list .terms .fit{line-height:6mm}
`;
