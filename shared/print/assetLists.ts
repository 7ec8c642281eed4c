import type { Output } from '../contract/index.ts';
import { ACQUISITION_NAMES, lifeText, STATE_NAMES } from '../rules/assetWords.ts';
import { LIST_CSS } from './chart.ts';
import { BLANK_DATE, moneyInText, sumFen } from './figures.ts';
import { fitted } from './fit.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { metaLine, pageFoot, pageTitle, reprintMark, type PrintDocument, type PrintHeader } from './page.ts';
import { paginate } from './paginate.ts';
import { tableOfPage, type Column, type TableShape } from './table.ts';

/** A list of assets on A4 landscape: rows cut into pages, a subtotal a page, the total and its words on the last. */
interface AssetList<Row> {
  readonly header: PrintHeader;
  readonly title: string;
  /** Left of the line under the title. */
  readonly left: string;
  readonly middle: string;
  readonly right: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly unit: string;
  /** Under the last page's total. */
  readonly remark: string;
  readonly signers: readonly string[];
  readonly rowHeightMm: number;
}

function assetList<Row>(list: AssetList<Row>): PrintDocument {
  const { header, rows } = list;
  const fits = Math.floor(ROOM_MM / list.rowHeightMm);
  const pages = paginate(rows, { rows: fits, rowsOnLast: fits - Math.ceil(LAST_MM / list.rowHeightMm) });
  const shape: TableShape<Row> = {
    columns: list.columns,
    widthMm: 277,
    headHeightMm: 9,
    rowHeightMm: list.rowHeightMm,
    closingHeightMm: 7,
    basePt: 9,
  };
  return {
    title: `${header.cooperativeName} ${list.title}`,
    paper: 'A4 landscape',
    css: LIST_CSS,
    watermark: null,
    pages: pages.map((page, index) => {
      const closing = [
        ...(pages.length > 1
          ? [{ label: `本页小计（${page.rows.length} ${list.unit}）`, rows: page.rows }]
          : []),
        ...(page.isLast ? [{ label: `合计（${rows.length} ${list.unit}）`, rows }] : []),
      ];
      return html`<div class="list">
        ${reprintMark(header)} ${pageTitle(list.title, 230)}
        ${metaLine(277, list.left, list.middle, list.right)} ${tableOfPage(shape, page, closing)}
        ${page.isLast && list.remark !== '' ? remarkOf(list.remark) : NOTHING}
        <div class="signers">${list.signers.map((one) => html`<span>${one}</span>`)}</div>
        ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

/** Between the heads and the signers, with the page's subtotal. */
const ROOM_MM = 138;
/** What the last page needs besides: the total, and the remark under it. */
const LAST_MM = 20;

function remarkOf(text: string): Markup {
  return html`<div class="remark">${fitted(text, { widthMm: 277, heightMm: 11, basePt: 9 })}</div>`;
}

/** One asset of a month's depreciation. */
export interface DepreciationLine {
  readonly no: string;
  readonly name: string;
  readonly category: string;
  readonly pieces: number;
  readonly costFen: number;
  /** Percent of the cost. */
  readonly residual: string;
  readonly lifeMonths: number;
  readonly method: string;
  /** 401 生产成本 …; empty for what is not in the books. */
  readonly account: string;
  readonly amountFen: number;
  /** After the month. */
  readonly accumulatedFen: number;
  readonly inBooks: boolean;
}

export interface DepreciationTableData {
  readonly header: PrintHeader;
  /** YYYY-MM. */
  readonly period: string;
  readonly rows: readonly DepreciationLine[];
  /** 记-012; empty while it is not run. */
  readonly voucher: string;
}

/** 固定资产折旧计算表 of a month: the paper that the month's voucher stands on. */
export function depreciationTable({ header, period, rows, voucher }: DepreciationTableData): PrintDocument {
  const [year = '', month = ''] = period.split('-');
  const [booked, memo] = [rows.filter((row) => row.inBooks), rows.filter((row) => !row.inBooks)];
  const charged = [...Map.groupBy(booked, (row) => row.account)].map(
    ([account, some]) => `${account} ${moneyInText(sumFen(some.map((row) => row.amountFen)))} 元`,
  );
  const memoFen = sumFen(memo.map((row) => row.amountFen));
  const parts = [
    ...(charged.length > 0 ? [`本月计入：${charged.join('，')}`] : []),
    ...(memo.length > 0
      ? [`备查资产 ${memo.length} 项 ${moneyInText(memoFen)} 元，只登记备查簿，不入账`]
      : []),
  ];
  const columns: Column<DepreciationLine>[] = [
    { kind: 'text', title: '序号', widthMm: 9, text: (_, position) => String(position) },
    { kind: 'text', title: '资产编号', widthMm: 21, align: 'left', text: (row) => row.no },
    { kind: 'text', title: '名称', widthMm: 42, align: 'left', text: (row) => row.name },
    { kind: 'text', title: '类别', widthMm: 21, text: (row) => row.category },
    { kind: 'text', title: '数量', widthMm: 11, align: 'right', text: (row) => String(row.pieces) },
    { kind: 'money', title: '原值', widthMm: 25, fen: (row) => row.costFen },
    { kind: 'text', title: '残值率', widthMm: 13, text: (row) => `${row.residual}%` },
    { kind: 'text', title: '年限', widthMm: 15, text: (row) => lifeText(row.lifeMonths) },
    { kind: 'text', title: '方法', widthMm: 18, text: (row) => row.method },
    {
      kind: 'money',
      title: '月初\n累计折旧',
      widthMm: 24,
      fen: (row) => row.accumulatedFen - row.amountFen,
    },
    { kind: 'money', title: '本月折旧', widthMm: 22, bold: true, fen: (row) => row.amountFen },
    { kind: 'money', title: '月末\n累计折旧', widthMm: 24, fen: (row) => row.accumulatedFen },
    { kind: 'money', title: '月末净值', widthMm: 25, fen: (row) => row.costFen - row.accumulatedFen },
    {
      kind: 'text',
      title: '计入科目',
      widthMm: 21,
      text: (row) => (row.inBooks ? row.account : '备查'),
    },
  ];
  return assetList({
    header,
    title: `固定资产折旧计算表（${year} 年 ${Number(month)} 月）`,
    left: `编制单位（公章）：${header.cooperativeName}`,
    middle: voucher === '' ? '还没有计提' : `凭证：${voucher}`,
    right: '单位：元',
    columns,
    rows,
    unit: '项',
    remark: parts.length === 0 ? '' : `注：${parts.join('；')}。`,
    signers: ['理事长：', '会计（制表）：', '复核：', `日期：${BLANK_DATE}`],
    rowHeightMm: 7,
  });
}

/** One card or piece as it is counted. */
export interface StocktakeLine {
  readonly no: string;
  readonly name: string;
  readonly spec: string;
  readonly place: string;
  readonly custodian: string;
  readonly unit: string;
  readonly inBooks: boolean;
  readonly bookCount: number;
  /** Null: not counted yet, to be written by hand. */
  readonly realCount: number | null;
  readonly reason: string;
  readonly opinion: string;
  readonly counter: string;
}

export interface StocktakeSheetData {
  readonly header: PrintHeader;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly title: string;
  /** Day and number of the resolution; empty before. */
  readonly approval: string;
  readonly rows: readonly StocktakeLine[];
}

/** 固定资产盘点表 in the form that DOMAIN §6 names: blank for counting, filled for the meeting that decides. */
export function stocktakeSheet({ header, date, title, approval, rows }: StocktakeSheetData): PrintDocument {
  const differs = rows.filter((row) => row.realCount !== null && row.realCount !== row.bookCount);
  const open = rows.filter((row) => row.realCount === null).length;
  const count = (value: number | null): string => (value === null ? '' : String(value));
  const total = (of: (row: StocktakeLine) => number | null) => (some: readonly StocktakeLine[]) =>
    some.some((row) => of(row) === null) ? '' : count(some.reduce((sum, row) => sum + (of(row) ?? 0), 0));
  const over = (row: StocktakeLine): number | null =>
    row.realCount === null ? null : Math.max(row.realCount - row.bookCount, 0);
  const short = (row: StocktakeLine): number | null =>
    row.realCount === null ? null : Math.max(row.bookCount - row.realCount, 0);
  const columns: Column<StocktakeLine>[] = [
    { kind: 'text', title: '序号', widthMm: 9, text: (_, position) => String(position) },
    { kind: 'text', title: '资产编号', widthMm: 22, align: 'left', text: (row) => row.no },
    { kind: 'text', title: '名称', widthMm: 40, align: 'left', text: (row) => row.name },
    { kind: 'text', title: '规格', widthMm: 23, align: 'left', text: (row) => row.spec },
    { kind: 'text', title: '坐落', widthMm: 24, align: 'left', text: (row) => row.place },
    { kind: 'text', title: '保管人', widthMm: 17, text: (row) => row.custodian },
    { kind: 'text', title: '单位', widthMm: 10, text: (row) => row.unit },
    {
      kind: 'text',
      title: '账面数',
      widthMm: 14,
      align: 'right',
      text: (row) => String(row.bookCount),
      total: total((row) => row.bookCount),
    },
    {
      kind: 'text',
      title: '实存数',
      widthMm: 14,
      align: 'right',
      text: (row) => count(row.realCount),
      total: total((row) => row.realCount),
    },
    {
      kind: 'text',
      title: '盘盈',
      widthMm: 12,
      align: 'right',
      text: (row) => blankZero(over(row)),
      total: total(over),
    },
    {
      kind: 'text',
      title: '盘亏',
      widthMm: 12,
      align: 'right',
      text: (row) => blankZero(short(row)),
      total: total(short),
    },
    { kind: 'text', title: '原因', widthMm: 30, align: 'left', text: (row) => row.reason },
    { kind: 'text', title: '处理意见', widthMm: 30, align: 'left', text: (row) => row.opinion },
    { kind: 'text', title: '盘点人', widthMm: 18, text: (row) => row.counter },
  ];
  const memo = rows.filter((row) => !row.inBooks).length;
  const parts = [
    ...(open > 0 ? [] : [differs.length === 0 ? '账实相符' : `账实不符 ${differs.length} 项`]),
    ...(memo > 0 ? [`其中备查资产 ${memo} 项`] : []),
    approval === '' ? '账实不符的写明原因，报理事会或成员大会批准后处理' : `批准处理：${approval}`,
  ];
  return assetList({
    header,
    title,
    left: `盘点单位（公章）：${header.cooperativeName}`,
    middle: `盘点日：${date}`,
    right: `共 ${rows.length} 行`,
    columns,
    rows,
    unit: '行',
    remark: `注：${parts.join('；')}。`,
    signers: ['理事长：', '监盘人（监事）：', '会计：', '盘点人：', `日期：${BLANK_DATE}`],
    rowHeightMm: 7,
  });
}

const blankZero = (value: number | null): string => (value === null || value === 0 ? '' : String(value));

type Asset = Output<'assets.list'>[number];

export interface RegisterData {
  readonly header: PrintHeader;
  /** YYYY-MM-DD. */
  readonly asOf: string;
  readonly rows: readonly Asset[];
}

/** 固定资产登记簿: category after category, under the last page each one's sum and that of all. */
export function assetRegister({ header, asOf, rows }: RegisterData): PrintDocument {
  const categories = [...Map.groupBy(rows, (row) => row.category || '未分类')];
  const ordered = categories.flatMap(([, some]) => some);
  const sums = summed(categories);
  const shape = registerShape();
  const room = REGISTER_ROWS * shape.rowHeightMm - (sums.length + 1) * shape.closingHeightMm - 4;
  const pages = paginate(ordered, {
    rows: REGISTER_ROWS,
    rowsOnLast: Math.max(Math.floor(room / shape.rowHeightMm), 1),
  });
  const memo = rows.filter((row) => row.standing === 'memo');
  const remark =
    memo.length === 0
      ? ''
      : `注：其中备查资产 ${memo.length} 项，原值 ${moneyInText(sumFen(memo.map((row) => row.costFen)))} 元，不在 151、152 科目内。`;
  return {
    title: `${header.cooperativeName} 固定资产登记簿`,
    paper: 'A4 landscape',
    css: LIST_CSS,
    watermark: null,
    pages: pages.map((page, index) => {
      const closing = page.isLast
        ? [...sums, { label: `合计（${rows.length} 项）`, rows }]
        : [{ label: `本页小计（${page.rows.length} 项）`, rows: page.rows }];
      return html`<div class="list">
        ${reprintMark(header)} ${pageTitle('固定资产登记簿', 230)}
        ${metaLine(277, `单位（公章）：${header.cooperativeName}`, `截至 ${asOf}`, '单位：元')}
        ${tableOfPage(shape, page, closing)} ${page.isLast && remark !== '' ? remarkOf(remark) : NOTHING}
        <div class="signers">
          <span>理事长：</span><span>会计：</span><span>保管：</span><span>日期：${BLANK_DATE}</span>
        </div>
        ${pageFoot(header, index + 1, pages.length)}
      </div>`;
    }),
  };
}

const REGISTER_ROWS = 18;
/** Categories that have a line of their own; what is beyond them is one. */
const MOST_CATEGORIES = 12;

function summed(categories: readonly (readonly [string, readonly Asset[]])[]) {
  const lineOf = (label: string, some: readonly Asset[]) => ({
    label: `${label}（${some.length} 项）`,
    rows: some,
  });
  if (categories.length <= MOST_CATEGORIES) return categories.map(([label, some]) => lineOf(label, some));
  const rest = categories.slice(MOST_CATEGORIES - 1).flatMap(([, some]) => some);
  return [
    ...categories.slice(0, MOST_CATEGORIES - 1).map(([label, some]) => lineOf(label, some)),
    lineOf('其余各类', rest),
  ];
}

function registerShape(): TableShape<Asset> {
  return {
    columns: [
      { kind: 'text', title: '类别', widthMm: 20, text: (row) => row.category || '未分类' },
      { kind: 'text', title: '资产编号', widthMm: 19, align: 'left', text: (row) => row.no },
      {
        kind: 'text',
        title: '名称、规格',
        widthMm: 40,
        align: 'left',
        text: (row) => [row.name, row.spec].filter(Boolean).join(' '),
      },
      { kind: 'text', title: '取得方式', widthMm: 15, text: (row) => ACQUISITION_NAMES[row.acquisition] },
      { kind: 'text', title: '投入使用', widthMm: 19, text: (row) => row.inServiceOn },
      { kind: 'text', title: '数量', widthMm: 14, align: 'right', text: (row) => `${row.pieces}${row.unit}` },
      { kind: 'money', title: '原值', widthMm: 24, fen: (row) => row.costFen },
      {
        kind: 'text',
        title: '残值率',
        widthMm: 12,
        text: (row) => `${row.residual}%`,
      },
      {
        kind: 'text',
        title: '年限',
        widthMm: 13,
        text: (row) => lifeText(row.lifeMonths),
      },
      { kind: 'money', title: '月折旧', widthMm: 19, fen: (row) => row.monthlyFen ?? 0 },
      { kind: 'money', title: '累计折旧', widthMm: 22, fen: (row) => row.accumulatedFen },
      { kind: 'money', title: '净值', widthMm: 24, fen: (row) => row.costFen - row.accumulatedFen },
      { kind: 'text', title: '坐落', widthMm: 22, align: 'left', text: (row) => row.place },
      { kind: 'text', title: '保管人', widthMm: 15, text: (row) => row.custodian },
      { kind: 'text', title: '状态', widthMm: 11, text: (row) => STATE_NAMES[row.state] },
      {
        kind: 'text',
        title: '备注',
        widthMm: 15,
        text: (row) =>
          [row.standing === 'memo' ? '备查' : '', row.isRelief ? '扶贫' : ''].filter(Boolean).join('、'),
      },
    ],
    widthMm: 277,
    headHeightMm: 9,
    rowHeightMm: 7,
    closingHeightMm: 6.5,
    basePt: 9,
  };
}
