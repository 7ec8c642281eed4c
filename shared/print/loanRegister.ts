import type { Output } from '../contract/index.ts';
import { LIST_CSS } from './chart.ts';
import { groupName } from './distribution.ts';
import { BLANK_DATE, chineseDate } from './figures.ts';
import { html } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate } from './paginate.ts';
import { type Column, tableOfPage, type TableShape } from './table.ts';

type LoanRow = Output<'loans.list'>['rows'][number];

/** A loan of the register with what came of its interest up to the day. */
export interface RegisterLine extends LoanRow {
  /** 应付利息 and 应贴息额 of the settlements up to the day, by the bank's figures where known. */
  readonly interestFen: number;
  readonly subsidyFen: number;
  /** 实付利息, and the last 付息凭证号. */
  readonly interestPaidFen: number;
  readonly interestSlipNo: string;
  /** 已贴息 and 贴息发放日. */
  readonly subsidisedFen: number;
  readonly subsidisedOn: string | null;
}

export interface RegisterData {
  readonly header: PrintHeader;
  readonly issuer: string;
  readonly asOf: string;
  readonly rows: readonly RegisterLine[];
}

export const LOAN_STATES: Readonly<Record<LoanRow['state'], string>> = {
  undrawn: '未放款',
  normal: '正常',
  extended: '展期',
  overdue: '逾期',
  settled: '结清',
  'written-off': '核销',
  compensated: '风险补偿',
};

const SETTLEMENTS = { monthly: '按月', quarterly: '按季', 'at-maturity': '到期一次' } as const;
const PAYEES = { household: '先付后贴', bank: '银行代扣' } as const;
const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

const COLUMNS: readonly Column<RegisterLine>[] = [
  { kind: 'text', title: '序号', widthMm: 8, text: (_, position) => String(position) },
  {
    kind: 'text',
    title: '组别\n户主',
    widthMm: 14,
    text: (row) => lines(groupName(row.groupNo), row.headName || row.borrowerName),
  },
  {
    kind: 'text',
    title: '借款人\n与户主关系',
    widthMm: 15,
    text: (row) => lines(row.borrowerName, row.relation),
  },
  {
    kind: 'text',
    title: '身份证号\n户类型',
    widthMm: 35,
    text: (row) => lines(row.idMasked, row.householdKind),
  },
  { kind: 'text', title: '电话\n一卡通', widthMm: 22, text: (row) => lines(row.phone, tail(row.cardMasked)) },
  {
    kind: 'text',
    title: '承贷银行\n合同号、借据号',
    widthMm: 26,
    text: (row) => lines(row.bank, row.contractNo, row.noteNo),
  },
  { kind: 'text', title: '用途', widthMm: 12, text: (row) => row.purpose },
  { kind: 'money', title: '贷款金额', widthMm: 18, fen: (row) => row.amountFen },
  {
    kind: 'text',
    title: '放款日\n到期日\n展期至',
    widthMm: 18,
    text: (row) =>
      lines(row.startsOn, row.contractDueOn, row.extendedTo === null ? '' : `展 ${row.extendedTo}`),
  },
  {
    kind: 'text',
    title: '期限\n年利率',
    widthMm: 14,
    text: (row) => lines(`${row.months} 个月`, `${row.ratePercent}%`),
  },
  {
    kind: 'text',
    title: '结息\n收款方',
    widthMm: 17,
    text: (row) => lines(SETTLEMENTS[row.settlement], PAYEES[row.payee]),
  },
  {
    kind: 'text',
    title: '贴息比例\n起止日',
    widthMm: 18,
    text: (row) => lines(`${row.subsidyPercent}%`, row.subsidyFrom, row.subsidyTo),
  },
  { kind: 'money', title: '累计还本', widthMm: 17, fen: (row) => row.repaidFen },
  { kind: 'money', title: '余额', widthMm: 19, bold: true, fen: (row) => row.balanceFen },
  { kind: 'money', title: '应付利息', widthMm: 16, fen: (row) => row.interestFen },
  { kind: 'money', title: '应贴息额', widthMm: 16, fen: (row) => row.subsidyFen },
  { kind: 'money', title: '实付利息', widthMm: 16, fen: (row) => row.interestPaidFen },
  { kind: 'money', title: '已贴息', widthMm: 16, fen: (row) => row.subsidisedFen },
  {
    kind: 'text',
    title: '付息凭证号\n贴息发放日',
    widthMm: 18,
    text: (row) => lines(row.interestSlipNo, row.subsidisedOn ?? ''),
  },
  {
    kind: 'text',
    title: '状态',
    widthMm: 12,
    text: (row) => lines(LOAN_STATES[row.state], row.overdueDays > 0 ? `${row.overdueDays} 天` : ''),
  },
  {
    kind: 'text',
    title: '备注',
    widthMm: 11,
    align: 'left',
    text: (row) =>
      [
        row.isMisused ? '挪用' : '',
        row.renewsNoteNo === '' ? '' : `续 ${row.renewsNoteNo}`,
        row.renewedByNoteNo === '' ? '' : `由 ${row.renewedByNoteNo} 续贷`,
        row.note,
      ]
        .filter((part) => part !== '')
        .join('；'),
  },
];

const tail = (cardMasked: string): string => (cardMasked === '' ? '无卡' : `尾号 ${cardMasked.slice(-4)}`);

const SHAPE: TableShape<RegisterLine> = {
  columns: COLUMNS,
  widthMm: 281,
  headHeightMm: 11.5,
  rowHeightMm: 11.2,
  closingHeightMm: 7,
  basePt: 9,
};

/** 产业扶持贴息贷款台账, A4 landscape: every loan on a day, with what it bore and what came back of it. */
export function loanRegisterDocument({ header, issuer, asOf, rows }: RegisterData): PrintDocument {
  const pages = paginate(rows, { rows: 13, rowsOnLast: 12 });
  const title = `${header.villageName}产业扶持贴息贷款台账`;
  const owing = rows.filter((row) => row.balanceFen > 0);
  return {
    title: `${title} ${asOf}`,
    paper: 'A4 landscape',
    css: LIST_CSS + CSS,
    watermark: null,
    pages: pages.map((page, index) => {
      const closing = [
        { label: `本页小计（${page.rows.length} 笔）`, rows: page.rows },
        ...(page.isLast ? [{ label: `合计（${rows.length} 笔，未还清 ${owing.length} 笔）`, rows }] : []),
      ];
      return html`<div class="list register">
        ${reprintMark(header)} ${pageTitle(title, 230)}
        ${metaLine(281, `编制单位（公章）：${issuer}`, `截至 ${chineseDate(asOf)}`, '单位：元')}
        ${tableOfPage(SHAPE, page, closing)}
        <div class="signers">
          <span>村负责人：</span><span>会计（制表）：</span><span>复核：</span
          ><span>日期：${BLANK_DATE}</span>
        </div>
        ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

type Visit = Output<'loans.visits'>['rows'][number];

export interface VisitsData {
  readonly header: PrintHeader;
  readonly issuer: string;
  readonly asOf: string;
  /** Due within so many days. */
  readonly days: number;
  readonly rows: readonly Visit[];
}

const VISITS: TableShape<Visit> = {
  columns: [
    { kind: 'text', title: '序号', widthMm: 9, text: (_, position) => String(position) },
    {
      kind: 'text',
      title: '户主\n借款人',
      widthMm: 24,
      text: (row) => row.headName || row.borrowerName,
      note: (row) =>
        row.headName === '' || row.headName === row.borrowerName ? null : `借款人：${row.borrowerName}`,
    },
    { kind: 'text', title: '电话', widthMm: 26, text: (row) => row.phone },
    { kind: 'text', title: '借据号', widthMm: 27, text: (row) => row.noteNo },
    {
      kind: 'text',
      title: '到期日',
      widthMm: 27,
      text: (row) => row.dueOn,
      note: (row) =>
        row.dueIn === null
          ? null
          : row.dueIn < 0
            ? `已逾期 ${-row.dueIn} 天`
            : row.dueIn === 0
              ? '今天到期'
              : `还有 ${row.dueIn} 天`,
    },
    { kind: 'money', title: '贷款余额', widthMm: 24, bold: true, fen: (row) => row.balanceFen },
    { kind: 'money', title: '欠息', widthMm: 21, fen: (row) => row.interestDueFen },
    { kind: 'text', title: '下次结息', widthMm: 24, text: (row) => row.nextSettlesOn ?? '' },
    { kind: 'text', title: '走访情况（还款打算、产业、困难）', widthMm: 64, text: () => '' },
    { kind: 'text', title: '户签字', widthMm: 31, text: () => '' },
  ],
  widthMm: 277,
  headHeightMm: 8,
  rowHeightMm: 13,
  closingHeightMm: 7,
  basePt: 10,
};

/** 到期走访单, A4 landscape, each group on sheets of its own: to take along, with room to write. */
export function loanVisitsDocument({ header, issuer, asOf, days, rows }: VisitsData): PrintDocument {
  const sheets = [...Map.groupBy(rows, (row) => row.groupNo)].flatMap(([groupNo, group]) =>
    paginate(group, { rows: 11, rowsOnLast: 11 }).map((page) => ({ groupNo, group, page })),
  );
  return {
    title: `${header.villageName}贷款到期走访单 ${asOf}`,
    paper: 'A4 landscape',
    css: LIST_CSS,
    watermark: null,
    pages: sheets.map(({ groupNo, group, page }, index) => {
      const closing = page.isLast
        ? [{ label: `${groupName(groupNo)}合计（${group.length} 笔）`, rows: group }]
        : [];
      return html`<div class="list">
        ${pageTitle(`贷款到期走访单　${groupName(groupNo) || '未分组'}`, 277)}
        ${metaLine(277, `${issuer}`, `${chineseDate(asOf)}起 ${days} 天内到期和已经逾期的贷款`, '单位：元')}
        ${tableOfPage(VISITS, page, closing)}
        <div class="signers"><span>走访人：</span><span>走访日期：${BLANK_DATE}</span></div>
        ${pageFoot(header, index + 1, sheets.length)}
      </div>`;
    }),
  };
}

const CSS = `
.register{inset:8mm 8mm 0}
.register .signers{bottom:10mm}
`;
