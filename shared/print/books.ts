import { Decimal } from 'decimal.js';
import type { Output } from '../contract/index.ts';
import { DIM_NAMES, type Dim } from '../rules/chart/accounts.ts';
import { bookDocument, type BookColumn, type BookRow, type BookSheet, type Chapter } from './bookPages.ts';
import { sumFen } from './figures.ts';
import type { PrintDocument, PrintHeader } from './page.ts';

/** What every account book says at its head. */
export interface BookFrame {
  readonly header: PrintHeader;
  /** YYYY-MM. */
  readonly from: string;
  readonly to: string;
  /** Only 已记账 vouchers, or all that are not void. */
  readonly postedOnly: boolean;
  /** Vouchers up to the last month that are not posted yet. */
  readonly unposted: number;
}

/** 科目余额表: openings, turnover, the year's turnover and closings, each on its side. */
export function trialBalanceBook(frame: BookFrame, data: Output<'ledger.trialBalance'>): PrintDocument {
  type Figures = (typeof data)['totals'];
  const figures = (of: Figures): number[] => [
    of.openingDebitFen,
    of.openingCreditFen,
    of.debitFen,
    of.creditFen,
    of.yearDebitFen,
    of.yearCreditFen,
    of.closingDebitFen,
    of.closingCreditFen,
  ];
  const rows = data.rows
    .filter((row) => figures(row).some((fen) => fen !== 0))
    .map((row): BookRow => ({
      cells: [row.code, '\u3000'.repeat(row.level - 1) + row.name, ...figures(row)],
      ...(row.level === 1 && !row.isLeaf ? { style: 'strong' } : {}),
    }));
  const total: BookRow = { cells: ['', '合计', ...figures(data.totals)], style: 'total' };
  return bookDocument(frame.header, nameOf(frame, '科目余额表'), [
    {
      title: '科目余额表',
      paper: 'A4 landscape',
      meta: metaOf(frame, ''),
      columns: [
        left('科目编码', 18),
        left('科目名称', 47),
        ...['期初余额', '本期发生额', '本年累计发生额', '期末余额'].flatMap((group) => [
          money('借方', 26.5, group),
          money('贷方', 26.5, group),
        ]),
      ],
      chapters: [{ heading: null, rows: [...rows, total], carry: null }],
    },
  ]);
}

/** 总账: each account by month, those that did not move and stand at nil left out unless one was asked for. */
export function generalLedgerBook(frame: BookFrame, data: Output<'ledger.general'>): PrintDocument {
  const moved = data.filter(
    (account) => account.openingFen !== 0 || account.months.some((month) => hasTurnover(month)),
  );
  const chapters = (moved.length > 0 ? moved : data.slice(0, 1)).map((account): Chapter => {
    const lines: Line[] = [openingLine(frame.from, account.openingFen)];
    for (const month of account.months.filter(hasTurnover)) {
      const at = { date: month.period, voucher: '', balanceFen: month.balanceFen };
      lines.push(
        { ...at, kind: 'month', summary: '本月合计', debitFen: month.debitFen, creditFen: month.creditFen },
        {
          ...at,
          kind: 'year',
          summary: '本年累计',
          debitFen: month.yearDebitFen,
          creditFen: month.yearCreditFen,
        },
      );
    }
    const all = withYearEnds(lines, frame.to);
    const row = (line: Line): BookRow => ({
      cells: [
        line.date,
        line.summary,
        line.debitFen,
        line.creditFen,
        sideOf(line.balanceFen),
        size(line.balanceFen),
      ],
      ...styleOf(line),
      staysWithPrevious: line.kind !== 'opening' && line.kind !== 'month',
    });
    return {
      heading: `科目：${account.code} ${account.name}`,
      rows: all.map(row),
      carry: (upTo, label) => row({ ...carriedLine(all, upTo, label), date: '' }),
    };
  });
  return bookDocument(frame.header, nameOf(frame, '总账'), [
    {
      title: '总　账',
      paper: 'A4',
      meta: metaOf(frame, ''),
      columns: [
        center('月份', 22),
        left('摘要', 56),
        money('借方', 33),
        money('贷方', 33),
        center('借或贷', 11),
        { ...money('余额', 35), zero: 'dash' },
      ],
      chapters: nonEmpty(chapters),
    },
  ]);
}

function hasTurnover(month: Output<'ledger.general'>[number]['months'][number]): boolean {
  return month.debitFen !== 0 || month.creditFen !== 0;
}

/** What an account book of one account is about, beside the account. */
export interface AccountBookOf {
  /** One member's or item's own book: 社员 M001 张守田. */
  readonly subject: string;
  /** A cash or bank journal (日记账), with 本日合计. */
  readonly daily: boolean;
}

/** 三栏明细账, 数量金额明细账, or a journal (日记账) of one account. */
export function accountBook(
  frame: BookFrame,
  data: Output<'ledger.account'>,
  { subject, daily }: AccountBookOf,
): PrintDocument {
  const title = `${data.name}${daily ? '日记账' : data.withQuantity ? '数量金额明细账' : '明细账'}`;
  const items = new Set(data.rows.flatMap(({ itemName }) => itemName ?? []));
  const isMixed = items.size > 1;
  const rows = data.rows.map((row): Line => {
    // A summary may name several goods, but only one member. An item that all lines share stands above them.
    const member = row.memberName !== null && row.summary.includes(row.memberName) ? null : row.memberName;
    const who = [member, isMixed ? row.itemName : null].filter(
      (name) => name !== null && !subject.includes(name),
    );
    return {
      ...row,
      voucher: row.voucherName,
      summary: row.summary + (who.length > 0 ? `（${who.join('，')}）` : ''),
    };
  });
  const about =
    subject === '' && items.size === 1
      ? [...items].join()
      : isMixed && data.withQuantity
        ? `共 ${items.size} 种，数量不相加`
        : subject;
  const opening = { ...openingLine(frame.from, data.openingFen), balanceQuantity: data.openingQuantity };
  const lines = withYearEnds(rows[0]?.kind === 'opening' ? rows : [opening, ...rows], frame.to);
  const columns = data.withQuantity ? quantityColumns(frame) : plainColumns(frame, daily);
  const row = (line: Line): BookRow => ({
    cells: [
      ...dateCells(frame, line.date),
      line.voucher,
      line.summary,
      ...(data.withQuantity ? quantityCells(line, isMixed) : plainCells(line)),
    ],
    ...styleOf(line),
  });
  return bookDocument(frame.header, nameOf(frame, title), [
    {
      title,
      paper: data.withQuantity ? 'A4 landscape' : 'A4',
      meta: metaOf(frame, `科目：${data.code} ${data.name}`, about),
      columns,
      chapters: [
        {
          heading: null,
          rows: lines.map(row),
          carry: (upTo, label) => row(carriedLine(lines, upTo, label)),
        },
      ],
    },
  ]);
}

function plainColumns(frame: BookFrame, daily: boolean): BookColumn[] {
  return [
    ...dateColumns(frame),
    center('凭证字号', 17),
    left('摘要', 50),
    left('对方科目', 27),
    money(daily ? '借方（收入）' : '借方', 25),
    money(daily ? '贷方（支出）' : '贷方', 25),
    center('借或贷', 7),
    { ...money('余额', 26), zero: 'dash' },
  ];
}

function plainCells(line: Line): BookRow['cells'] {
  return [line.counter ?? '', line.debitFen, line.creditFen, sideOf(line.balanceFen), size(line.balanceFen)];
}

function quantityColumns(frame: BookFrame): BookColumn[] {
  return [
    ...dateColumns(frame),
    center('凭证字号', 17),
    left('摘要', 50),
    ...['借方（收入）', '贷方（发出）'].flatMap((group) => quantityGroup(group)),
    center('借或贷', 7),
    ...quantityGroup('结存').map((column) => ({ ...column, ...(column.kind === 'money' ? DASHED : {}) })),
  ];
}

const DASHED = { zero: 'dash' } as const;

function quantityGroup(group: string): BookColumn[] {
  return [
    { group, title: '数量', widthMm: 20, kind: 'right' },
    { group, title: '单价', widthMm: 18, kind: 'right' },
    money('金额', 25, group),
  ];
}

/** Quantities of different goods are not added up: totals and stock of several show their money alone. */
function quantityCells(line: Line, isMixed: boolean): BookRow['cells'] {
  const { debitFen, creditFen, balanceFen } = line;
  const isSum = isMixed && line.kind !== 'entry';
  const debit = isSum ? null : (line.debitQuantity ?? null);
  const credit = isSum ? null : (line.creditQuantity ?? null);
  const balance = isMixed ? null : (line.balanceQuantity ?? null);
  return [
    quantityText(debit),
    unitPrice(debitFen, debit),
    debitFen,
    quantityText(credit),
    unitPrice(creditFen, credit),
    creditFen,
    sideOf(balanceFen),
    quantityText(balance),
    unitPrice(balanceFen, balance),
    size(balanceFen),
  ];
}

function quantityText(quantity: string | null): string {
  if (quantity === null || Number(quantity) === 0) return '';
  return quantity.replace('-', '−');
}

/** Yuan a unit, two decimals where they say it all, else four, half-up; only for showing, nothing is computed from it. */
function unitPrice(fen: number, quantity: string | null): string {
  if (quantity === null || Number(quantity) === 0 || fen === 0) return '';
  const price = new Decimal(fen).div(100).div(quantity).abs().toDecimalPlaces(4, Decimal.ROUND_HALF_UP);
  return price.toFixed(price.decimalPlaces() > 2 ? 4 : 2);
}

/**
 * 多栏明细账: turnover spread over sub-accounts, items or members. More columns than a sheet holds go on to further sheets, each
 * with date, number and summary.
 */
export function columnBook(
  frame: BookFrame,
  data: Output<'ledger.columns'>,
  by: 'account' | 'item' | 'member',
): PrintDocument {
  const title = `${data.name}多栏明细账`;
  const rows = data.rows.map((row): Line => ({
    ...row,
    voucher: row.voucherName,
    parts: row.cells,
  }));
  const opening = openingLine(frame.from, data.openingFen);
  const lines = withYearEnds(rows[0]?.kind === 'opening' ? rows : [opening, ...rows], frame.to);
  const carriedParts = (upTo: number, key: string): number =>
    sumFen(entriesOfMonth(lines, upTo).map((line) => line.parts?.[key] ?? 0));
  const sheets = spreads(data.columns).map((keys, index, all): BookSheet => {
    const withSums = index === 0;
    const row = (line: Line, partOf: (key: string) => number): BookRow => ({
      cells: [
        ...dateCells(frame, line.date),
        line.voucher,
        line.summary,
        ...(withSums ? [line.debitFen, line.creditFen, sideOf(line.balanceFen), size(line.balanceFen)] : []),
        ...keys.map(({ key }) => partOf(key)),
      ],
      ...styleOf(line),
    });
    const sums = [
      money('借方', 23),
      money('贷方', 23),
      center('借或贷', 7),
      { ...money('余额', 24), ...DASHED },
    ];
    const group = `${COLUMNED_BY[by]}${all.length > 1 ? `（第 ${index + 1} 幅 共 ${all.length} 幅）` : ''}`;
    return {
      title,
      paper: 'A4 landscape',
      meta: metaOf(frame, `科目：${data.code} ${data.name}`),
      columns: [
        ...dateColumns(frame),
        center('凭证字号', 17),
        left('摘要', 44),
        ...(withSums ? sums : []),
        ...keys.map(({ title: heading }) => money(heading, COLUMN_MM, group)),
      ],
      chapters: [
        {
          heading: null,
          rows: lines.map((line) => row(line, (key) => line.parts?.[key] ?? 0)),
          carry: (upTo, label) => row(carriedLine(lines, upTo, label), (key) => carriedParts(upTo, key)),
        },
      ],
    };
  });
  return bookDocument(frame.header, nameOf(frame, title), sheets);
}

const COLUMNED_BY = { account: '按明细科目', item: '按项目', member: '按社员' } as const;
const COLUMN_MM = 21;
/** Columns beside the sums on the first sheet, and without them on those after it. */
const FIRST_SPREAD = 6;
const NEXT_SPREAD = 9;

function spreads<T>(columns: readonly T[]): T[][] {
  const sheets = [columns.slice(0, FIRST_SPREAD)];
  for (let at = FIRST_SPREAD; at < columns.length; at += NEXT_SPREAD) {
    sheets.push(columns.slice(at, at + NEXT_SPREAD));
  }
  return sheets;
}

/** 序时账: every line by date and number, with the sums so far from page to page. */
export function journalBook(frame: BookFrame, data: Output<'ledger.journal'>): PrintDocument {
  const sums = [{ debitFen: 0, creditFen: 0 }];
  for (const row of data.rows) {
    const before = sums.at(-1)!;
    sums.push({
      debitFen: sumFen([before.debitFen, row.debitFen]),
      creditFen: sumFen([before.creditFen, row.creditFen]),
    });
  }
  const total = (label: string, upTo: number): BookRow => {
    const { debitFen, creditFen } = sums[Math.min(upTo, data.rows.length)]!;
    return { cells: ['', '', label, '', '', '', debitFen, creditFen] };
  };
  const rows = data.rows.map((line): BookRow => ({
    cells: [
      line.date,
      line.voucherName,
      line.summary,
      line.code,
      line.name,
      line.analysis,
      line.debitFen,
      line.creditFen,
    ],
  }));
  return bookDocument(frame.header, nameOf(frame, '序时账'), [
    {
      title: '序时账',
      paper: 'A4 landscape',
      meta: metaOf(frame, ''),
      columns: [
        center('日期', 20),
        center('凭证字号', 18),
        left('摘要', 66),
        left('科目编码', 18),
        left('科目名称', 45),
        left('辅助核算', 50),
        money('借方', 30),
        money('贷方', 30),
      ],
      chapters: [
        {
          heading: null,
          rows: [...rows, { ...total('合计', data.rows.length), style: 'total' }],
          carry: (upTo, label) => total(label, upTo),
        },
      ],
    },
  ]);
}

/** 辅助余额表: an analysis by account. */
export function analysisBook(frame: BookFrame, data: Output<'ledger.analysis'>, dim: Dim): PrintDocument {
  const title = `${DIM_NAMES[dim]}辅助余额表`;
  const withQuantity = data.some((row) => row.closingQuantity !== null);
  const withKey = data.some((row) => row.key !== '');
  const balances = (of: { openingFen: number; debitFen: number; creditFen: number; closingFen: number }) => [
    sideOf(of.openingFen),
    size(of.openingFen),
    of.debitFen,
    of.creditFen,
    sideOf(of.closingFen),
    size(of.closingFen),
  ];
  const rows = data.map((row): BookRow => ({
    cells: [
      ...(withKey ? [row.key] : []),
      row.name,
      row.code,
      row.accountName,
      ...balances(row),
      ...(withQuantity ? [quantityText(row.closingQuantity)] : []),
    ],
  }));
  const total = balances({
    openingFen: sumFen(data.map((row) => row.openingFen)),
    debitFen: sumFen(data.map((row) => row.debitFen)),
    creditFen: sumFen(data.map((row) => row.creditFen)),
    closingFen: sumFen(data.map((row) => row.closingFen)),
  });
  return bookDocument(frame.header, nameOf(frame, title), [
    {
      title,
      paper: 'A4 landscape',
      meta: metaOf(frame, `辅助核算：${DIM_NAMES[dim]}`),
      columns: [
        ...(withKey ? [left('编号', 20)] : []),
        left('名称', 46),
        left('科目编码', 17),
        left('科目名称', 43),
        center('方向', 8, '期初余额'),
        { ...money('金额', 28, '期初余额'), ...DASHED },
        money('借方', 28, '本期发生额'),
        money('贷方', 28, '本期发生额'),
        center('方向', 8, '期末余额'),
        { ...money('金额', 28, '期末余额'), ...DASHED },
        ...(withQuantity ? [{ title: '期末数量', widthMm: 22, kind: 'right' } as const] : []),
      ],
      chapters: [
        {
          heading: null,
          rows: [
            ...rows,
            {
              cells: [...(withKey ? [''] : []), '合计', '', '', ...total, ...(withQuantity ? [''] : [])],
              style: 'total',
            },
          ],
          carry: null,
        },
      ],
    },
  ]);
}

/** A line of a ledger, whatever the book. */
interface Line {
  readonly kind: 'opening' | 'entry' | 'day' | 'month' | 'year' | 'year-end' | 'carried';
  readonly date: string;
  readonly voucher: string;
  readonly summary: string;
  readonly counter?: string;
  readonly debitFen: number;
  readonly creditFen: number;
  /** Debit positive. */
  readonly balanceFen: number;
  readonly debitQuantity?: string | null;
  readonly creditQuantity?: string | null;
  readonly balanceQuantity?: string | null;
  /** 多栏账: what of it belongs to each column. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** What a book begins with: in January, and when there is something, last year's balance. */
function openingLine(from: string, balanceFen: number): Line {
  const carried = from.endsWith('-01') && balanceFen !== 0;
  const summary = carried ? '上年结转' : '期初余额';
  return { kind: 'opening', date: '', voucher: '', summary, debitFen: 0, creditFen: 0, balanceFen };
}

/** 结转下年 after each December within the range, and 上年结转 where the next year begins (基础工作规范 Art. 63). */
function withYearEnds(lines: readonly Line[], to: string): Line[] {
  const carried = (line: Line, summary: string): Line => ({
    kind: 'carried',
    date: '',
    voucher: '',
    summary,
    debitFen: 0,
    creditFen: 0,
    balanceFen: line.balanceFen,
    balanceQuantity: line.balanceQuantity ?? null,
  });
  const all: Line[] = [];
  lines.forEach((line, index) => {
    const next = lines[index + 1];
    const yearEnds =
      next === undefined
        ? to.endsWith('-12')
        : line.date !== '' && next.date.slice(0, 4) > line.date.slice(0, 4);
    all.push(yearEnds && line.kind === 'year' ? { ...line, kind: 'year-end' } : line);
    if (!yearEnds || line.balanceFen === 0) return;
    all.push(carried(line, '结转下年'));
    if (next !== undefined) all.push(carried(line, '上年结转'));
  });
  return all;
}

/**
 * 过次页 and 承前页 after the first `upTo` lines: the balance then, and the turnover of the month so far (基础工作规范 Art. 60), so that
 * 本月合计 is what was carried and what follows it.
 */
function carriedLine(lines: readonly Line[], upTo: number, label: string): Line {
  const entries = entriesOfMonth(lines, upTo);
  const last = lines[upTo - 1];
  return {
    kind: 'carried',
    date: '',
    voucher: '',
    summary: label,
    debitFen: sumFen(entries.map((line) => line.debitFen)),
    creditFen: sumFen(entries.map((line) => line.creditFen)),
    balanceFen: last?.balanceFen ?? 0,
    debitQuantity: sumQuantity(entries.map((line) => line.debitQuantity)),
    creditQuantity: sumQuantity(entries.map((line) => line.creditQuantity)),
    balanceQuantity: last?.balanceQuantity ?? null,
  };
}

/** The entries, among the first `upTo` lines, of the month that the last of them lies in; in 总账 its 本月合计. */
function entriesOfMonth(lines: readonly Line[], upTo: number): Line[] {
  const found: Line[] = [];
  let month = '';
  for (let at = upTo - 1; at >= 0; at--) {
    const line = lines[at]!;
    if (line.date === '') continue;
    month ||= line.date.slice(0, 7);
    if (line.date.slice(0, 7) !== month) break;
    if (line.kind === 'entry' || (line.kind === 'month' && line.date.length === 7)) found.push(line);
  }
  return found;
}

function sumQuantity(quantities: readonly (string | null | undefined)[]): string | null {
  const given = quantities.filter((one) => one !== null && one !== undefined);
  if (given.length === 0) return null;
  return given.reduce((sum, one) => sum.plus(one), new Decimal(0)).toFixed();
}

function sideOf(balanceFen: number): string {
  if (balanceFen === 0) return '平';
  return balanceFen > 0 ? '借' : '贷';
}

/** A balance without its side, which stands in the column before. */
function size(balanceFen: number): number {
  return Math.abs(balanceFen);
}

function styleOf({ kind }: Line): Omit<BookRow, 'cells'> {
  if (kind === 'entry' || kind === 'opening') return {};
  if (kind === 'day') return { staysWithPrevious: true };
  const style = kind === 'year-end' ? 'year' : kind === 'carried' ? 'strong' : 'total';
  return { style, staysWithPrevious: true };
}

/** 月 and 日 under their year, or the whole date where a book runs over several years. */
function dateColumns({ from, to }: BookFrame): BookColumn[] {
  const year = from.slice(0, 4);
  if (year !== to.slice(0, 4)) return [center('日期', 18)];
  return [center('月', 6.5, `${year}年`), center('日', 6.5, `${year}年`)];
}

function dateCells({ from, to }: BookFrame, date: string): string[] {
  if (from.slice(0, 4) !== to.slice(0, 4)) return [date];
  return date === '' ? ['', ''] : [String(Number(date.slice(5, 7))), String(Number(date.slice(8, 10)) || '')];
}

function left(title: string, widthMm: number): BookColumn {
  return { title, widthMm, kind: 'left' };
}

function center(title: string, widthMm: number, group?: string): BookColumn {
  return { title, widthMm, kind: 'center', ...(group === undefined ? {} : { group }) };
}

function money(title: string, widthMm: number, group?: string): BookColumn {
  return { title, widthMm, kind: 'money', ...(group === undefined ? {} : { group }) };
}

function nonEmpty(chapters: readonly Chapter[]): readonly Chapter[] {
  return chapters.length > 0 ? chapters : [{ heading: '本期没有余额和发生额', rows: [], carry: null }];
}

function metaOf(frame: BookFrame, subject: string, more = ''): BookSheet['meta'] {
  const { header, postedOnly, unposted } = frame;
  const counted = postedOnly ? '只含已记账凭证' : unposted > 0 ? '含未记账凭证' : '';
  const lines = [
    [`账套：${header.cooperativeName}`, `会计期间：${rangeText(frame)}`, '单位：元'],
    [subject, more, counted],
  ] as const;
  return lines.filter((line) => line.some((text) => text !== ''));
}

function nameOf(frame: BookFrame, title: string): string {
  return `${frame.header.cooperativeName} ${rangeText(frame)} ${title}`;
}

/** 2018年1月至12月. */
export function rangeText({ from, to }: { readonly from: string; readonly to: string }): string {
  const [year, month] = partsOf(from);
  const [lastYear, lastMonth] = partsOf(to);
  if (from === to) return `${year}年${month}月`;
  return `${year}年${month}月至${year === lastYear ? '' : `${lastYear}年`}${lastMonth}月`;
}

function partsOf(period: string): [number, number] {
  return [Number(period.slice(0, 4)), Number(period.slice(5, 7))];
}
