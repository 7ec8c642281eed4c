import type { Output } from '../contract/index.ts';
import type { Flow } from '../rules/statements/flows.ts';
import {
  evaluateBalanceSheet,
  evaluateEquityChanges,
  evaluateSurplus,
  type AccountFigures,
  type YearFigures,
} from '../rules/statements/evaluate.ts';
import type { BookFrame } from './books.ts';
import { sumFen } from './figures.ts';
import { header, villageRows } from './testVillage.ts';
import type { PrintedLine, PrintedVoucher } from './voucher.ts';

/** Invented books for the tests of this folder. */
export const frame: BookFrame = { header, from: '2018-01', to: '2018-12', postedOnly: false, unposted: 3 };

export function voucherOf(lines: readonly PrintedLine[], more: Partial<PrintedVoucher> = {}): PrintedVoucher {
  return {
    date: '2018-03-05',
    word: '记',
    number: 5,
    state: 'posted',
    attachments: 2,
    lines,
    preparedBy: '李会计',
    reviewedBy: '王审核',
    postedBy: '李会计',
    voidReason: null,
    reprint: null,
    ...more,
  };
}

export function lineOf(
  account: string,
  debitFen: number,
  creditFen: number,
  more: Partial<PrintedLine> = {},
): PrintedLine {
  return { summary: '收到张守田入股', account, detail: '', debitFen, creditFen, ...more };
}

/** 股金 paid in: two lines. */
export const SIMPLE = voucherOf([
  lineOf('102 银行存款', 2_000_000, 0, { detail: '略阳县农村信用合作联社两河口分社基本户' }),
  lineOf('301 股金', 0, 2_000_000, { detail: 'M001 张守田' }),
]);

/** A dividend paid to 47 households: 48 lines, eight parts. */
export const LONG = voucherOf(
  [
    ...villageRows.map((row) =>
      lineOf('222 应付剩余盈余', row.weightedShareFen, 0, {
        summary: '发放2018年度剩余盈余',
        detail: `${row.memberNo} ${row.name}`,
      }),
    ),
    lineOf('102 银行存款', 0, sumFen(villageRows.map((row) => row.weightedShareFen)), {
      summary: '发放2018年度剩余盈余',
    }),
  ],
  { number: 12, date: '2019-02-20' },
);

type Entry = Output<'ledger.account'>['rows'][number];

const NOTHING: Entry = {
  kind: 'entry',
  date: '',
  voucherId: null,
  voucherName: '',
  no: null,
  summary: '',
  counter: '',
  memberId: null,
  memberName: null,
  itemName: null,
  debitFen: 0,
  creditFen: 0,
  balanceFen: 0,
  debitQuantity: null,
  creditQuantity: null,
  balanceQuantity: null,
};

/** A ledger of `perMonth` entries a month, in and out by turns, with its totals as the books give them. */
export function accountLedger(
  perMonth: number,
  { daily = false, withQuantity = false } = {},
): Output<'ledger.account'> {
  const openingFen = 5_000_000;
  const rows: Entry[] = [];
  let balanceFen = openingFen;
  let milli = 100_000;
  const text = (value: number): string | null => (withQuantity ? String(value / 1000) : null);
  rows.push({
    ...NOTHING,
    kind: 'opening',
    date: '2018-01-01',
    summary: '上年结转',
    balanceFen,
    balanceQuantity: text(milli),
  });
  let [yearDebitFen, yearCreditFen] = [0, 0];
  for (let month = 1; month <= 12; month++) {
    const period = `2018-${String(month).padStart(2, '0')}`;
    let [monthDebitFen, monthCreditFen] = [0, 0];
    for (let index = 0; index < perMonth; index++) {
      const isDebit = index % 2 === 0;
      const fen = 123_456 + month * 1000 + index;
      balanceFen += isDebit ? fen : -fen;
      milli += isDebit ? 12_500 : -2500;
      if (isDebit) monthDebitFen += fen;
      else monthCreditFen += fen;
      const date = `${period}-${String((index % 27) + 1).padStart(2, '0')}`;
      rows.push({
        ...NOTHING,
        date,
        voucherId: index + 1,
        voucherName: `记-${String(index + 1).padStart(3, '0')}`,
        no: 1,
        summary: isDebit ? '销售鲜香菇收款' : '付菌袋运费',
        counter: isDebit ? '经营收入' : '经营支出',
        memberName: isDebit ? null : '何𬭎',
        debitFen: isDebit ? fen : 0,
        creditFen: isDebit ? 0 : fen,
        balanceFen,
        debitQuantity: isDebit ? text(12_500) : null,
        creditQuantity: isDebit ? null : text(2500),
        balanceQuantity: text(milli),
      });
      if (daily) {
        const sums = { debitFen: isDebit ? fen : 0, creditFen: isDebit ? 0 : fen };
        rows.push({ ...NOTHING, kind: 'day', date, summary: '本日合计', ...sums, balanceFen });
      }
    }
    yearDebitFen += monthDebitFen;
    yearCreditFen += monthCreditFen;
    const total = { ...NOTHING, date: `${period}-28`, balanceFen, balanceQuantity: text(milli) };
    rows.push({
      ...total,
      kind: 'month',
      summary: '本月合计',
      debitFen: monthDebitFen,
      creditFen: monthCreditFen,
    });
    rows.push({
      ...total,
      kind: 'year',
      summary: '本年累计',
      debitFen: yearDebitFen,
      creditFen: yearCreditFen,
    });
  }
  return {
    code: withQuantity ? '121' : '101',
    name: withQuantity ? '产品物资' : '库存现金',
    normal: 'debit',
    withQuantity,
    openingFen,
    openingQuantity: text(100_000),
    rows,
    closingFen: balanceFen,
    below: [],
  };
}

/** 521 by item, with `count` columns, three vouchers a month. */
export function columnLedger(count: number): Output<'ledger.columns'> {
  type Row = Output<'ledger.columns'>['rows'][number];
  const columns = Array.from({ length: count }, (_, index) => ({
    key: String(index + 1),
    title: `项目${index + 1}`,
  }));
  const rows: Row[] = [];
  const cellsOf = (fen: number): Record<string, number> =>
    Object.fromEntries(columns.map(({ key }) => [key, fen * Number(key)]));
  const plain = { voucherId: null, voucherName: '', creditFen: 0 };
  let [balanceFen, yearFen] = [0, 0];
  rows.push({
    ...plain,
    kind: 'opening',
    date: '2018-01-01',
    summary: '上年结转',
    debitFen: 0,
    balanceFen,
    cells: {},
  });
  for (let month = 1; month <= 12; month++) {
    const period = `2018-${String(month).padStart(2, '0')}`;
    let monthFen = 0;
    for (let day = 1; day <= 3; day++) {
      const fen = 10_000 * month + day;
      const cells = cellsOf(fen);
      const debitFen = sumFen(Object.values(cells));
      balanceFen += debitFen;
      monthFen += fen;
      const date = `${period}-0${day}`;
      rows.push({
        ...plain,
        kind: 'entry',
        date,
        voucherId: day,
        voucherName: `记-00${day}`,
        summary: '付菌棒加工支出',
        debitFen,
        balanceFen,
        cells,
      });
    }
    yearFen += monthFen;
    for (const [kind, summary, fen] of [
      ['month', '本月合计', monthFen],
      ['year', '本年累计', yearFen],
    ] as const) {
      const cells = cellsOf(fen);
      const debitFen = sumFen(Object.values(cells));
      rows.push({ ...plain, kind, date: `${period}-28`, summary, debitFen, balanceFen, cells });
    }
  }
  return { code: '521', name: '经营支出', openingFen: 0, columns, rows };
}

/** `count` accounts with the same figures, every second a sub-account of the one before it. */
export function trialBalance(count: number): Output<'ledger.trialBalance'> {
  const rows = Array.from({ length: count }, (_, index) => ({
    accountId: index + 1,
    code: index % 2 === 0 ? String(101 + index) : `${100 + index}01`,
    name: index % 2 === 0 ? `科目${index}` : `明细${index}`,
    level: index % 2 === 0 ? 1 : 2,
    isLeaf: index % 2 === 1,
    class: 'asset',
    openingDebitFen: 100_000,
    openingCreditFen: 0,
    debitFen: 5000,
    creditFen: 2000,
    yearDebitFen: 9000,
    yearCreditFen: 4000,
    closingDebitFen: 103_000,
    closingCreditFen: 0,
  }));
  const first = rows.filter((row) => row.level === 1);
  const sum = (of: (row: (typeof rows)[number]) => number): number => sumFen(first.map(of));
  return {
    rows,
    totals: {
      openingDebitFen: sum((row) => row.openingDebitFen),
      openingCreditFen: 0,
      debitFen: sum((row) => row.debitFen),
      creditFen: sum((row) => row.creditFen),
      yearDebitFen: sum((row) => row.yearDebitFen),
      yearCreditFen: sum((row) => row.yearCreditFen),
      closingDebitFen: sum((row) => row.closingDebitFen),
      closingCreditFen: 0,
    },
  };
}

/** The year of the example (DOMAIN §10a): 186,437.29 earned, all of it distributed and paid. */
export function statements(period = '2018-12'): Output<'statements.get'> {
  const account = (
    code: string,
    beginDebitFen: number,
    debitFen: number,
    creditFen: number,
  ): AccountFigures => ({
    code,
    beginDebitFen,
    debitFen,
    creditFen,
    endDebitFen: beginDebitFen + debitFen - creditFen,
  });
  const carried = (code: string, netFen: number): AccountFigures => ({
    code,
    beginDebitFen: 0,
    endDebitFen: 0,
    debitFen: Math.max(netFen, 0),
    creditFen: Math.max(-netFen, 0),
  });
  const flow = (debit: string, credit: string, fen: number): Flow => ({
    debit,
    debitItem: null,
    credit,
    creditItem: null,
    fen,
  });
  const current: YearFigures = {
    accounts: [
      account('101', 1_200_000, 500_000, 300_000),
      account('102', 30_484_940, 90_000_000, 71_356_271 - 200_000 + 14_695_802),
      account('114', 0, 0, 0),
      account('151', 60_000_000, 0, 0),
      account('301', -92_000_000 + 2_000_000, 0, 2_000_000),
      account('322', 0, 0, 1_632_867),
      account('33202', 2_315_060, 16_328_669, 18_643_729),
      carried('501', -69_673_935),
      carried('521', 45_000_000),
      carried('523', 6_030_206),
    ],
    members: [],
    flows: [
      flow('102', '301', 2_000_000),
      flow('331', '33202', 18_643_729),
      flow('33201', '322', 1_632_867),
      flow('33201', '221', 8_817_482),
      flow('33201', '222', 5_878_320),
      flow('33202', '33201', 16_328_669),
    ],
  };
  const input = { current, previous: null };
  return {
    period,
    unposted: 0,
    profitOpen: false,
    notes: [],
    balanceSheet: evaluateBalanceSheet(input),
    surplus: evaluateSurplus(input),
    equity: evaluateEquityChanges(input).columns.map((column) => ({
      ...column,
      increase: [...column.increase],
      decrease: [...column.decrease],
    })),
    checks: [],
  };
}
