import { describe, expect, it } from 'vitest';
import type { Output } from '../contract/index.ts';
import {
  accountBook,
  analysisBook,
  columnBook,
  generalLedgerBook,
  journalBook,
  rangeText,
  trialBalanceBook,
} from './books.ts';
import type { PrintDocument } from './page.ts';
import { accountLedger, columnLedger, frame, trialBalance } from './testBooks.ts';
import { cellsOf, fenOf, textOf } from './testReading.ts';

const tablesOf = ({ pages }: PrintDocument): string[][][] => pages.map(cellsOf);
const rowsOf = (document: PrintDocument): string[][] => tablesOf(document).flat();
const labelled = (rows: readonly string[][], label: string): string[][] =>
  rows.filter((row) => row.includes(label));
const fen = (cell: string | undefined): number => fenOf(cell === undefined || cell === '' ? '—' : cell);
const PLAIN = { subject: '', daily: false };

describe('三栏明细账', () => {
  const ledger = accountLedger(8);
  const document = accountBook(frame, ledger, PLAIN);
  const tables = tablesOf(document);

  it('heads every page with books, range, account and columns', () => {
    document.pages.forEach((page, index) => {
      const text = textOf(page);
      expect(text).toMatch(
        /库存现金明细账.*账套：鑫杰香菇种植专业合作社.*会计期间：2018年1月至12月.*单位：元.*科目：101 库存现金/,
      );
      expect(text).toContain(`第 ${index + 1} 页 共 ${document.pages.length} 页`);
      expect(text).toContain('含未记账凭证');
      expect(tables[index]?.slice(0, 2)).toEqual([
        ['2018年', '凭证字号', '摘要', '对方科目', '借方', '贷方', '借或贷', '余额'],
        ['月', '日'],
      ]);
    });
    const said = (more: Partial<typeof frame>): string =>
      textOf(accountBook({ ...frame, ...more }, ledger, PLAIN).pages[0]!);
    expect(said({ postedOnly: true })).toContain('只含已记账凭证');
    expect(said({ unposted: 0 })).not.toContain('记账凭证');
  });

  it('prints every entry once, in order', () => {
    const entries = ledger.rows.filter((row) => row.kind === 'entry');
    const printed = tables.flat().filter((row) => /^记-/.test(row[2] ?? ''));
    expect(printed.map((row) => [fen(row[5]), fen(row[6])])).toEqual(
      entries.map((row) => [row.debitFen, row.creditFen]),
    );
    expect(printed[1]?.[3]).toBe('付菌袋运费（何𬭎）');
  });

  it('ends each page with 过次页 and begins the next with the same 承前页', () => {
    expect(tables.length).toBeGreaterThan(2);
    tables.slice(0, -1).forEach((table, index) => {
      const [last, next] = [table.at(-1), tables[index + 1]?.[2]];
      expect([last?.[3], next?.[3]]).toEqual(['过次页', '承前页']);
      expect(next?.slice(5)).toEqual(last?.slice(5));
    });
    expect(labelled(tables.at(-1) ?? [], '过次页')).toEqual([]);
    expect(labelled(tables[0] ?? [], '承前页')).toEqual([]);
  });

  it('carries the month so far: with what follows it makes 本月合计', () => {
    let proved = 0;
    for (const [index, table] of tables.entries()) {
      if (index === 0) continue;
      const [carried] = labelled(table, '承前页');
      const monthAt = table.findIndex((row) => row.includes('本月合计'));
      const entries = table.slice(0, monthAt).filter((row) => /^记-/.test(row[2] ?? ''));
      const before = tables[index - 1] ?? [];
      const goesOn = /^记-/.test(before.at(-2)?.[2] ?? '');
      if (!goesOn) continue;
      const sum = entries.reduce((all, row) => all + fen(row[5]), fen(carried?.[5]));
      expect(sum).toBe(fen(table[monthAt]?.[5]));
      proved += 1;
    }
    expect(proved).toBeGreaterThan(0);
  });

  it('has 上年结转, totals of month and year, and 结转下年 with the balance', () => {
    const rows = tables.flat();
    expect(labelled(rows, '上年结转')).toEqual([['1', '1', '', '上年结转', '', '', '', '借', '50,000.00']]);
    expect(labelled(rows, '本月合计')).toHaveLength(12);
    expect(labelled(rows, '本年累计')).toHaveLength(12);
    const [next] = labelled(rows, '结转下年');
    expect(fen(next?.[8])).toBe(ledger.closingFen);
    expect(rows.at(-1)).toEqual(next);
    const short = accountBook({ ...frame, to: '2018-11' }, ledger, PLAIN);
    expect(labelled(rowsOf(short), '结转下年')).toEqual([]);
  });

  it.each([
    [0, '平', '—'],
    [100, '借', '1.00'],
    [-100, '贷', '1.00'],
  ])('a balance of %i fen is %s %s', (openingFen, side, shown) => {
    const data = { ...ledger, openingFen, rows: [], closingFen: openingFen };
    const rows = rowsOf(accountBook({ ...frame, from: '2018-02', to: '2018-03' }, data, PLAIN));
    expect(rows.at(-1)).toEqual(['', '', '', '期初余额', '', '', '', side, shown]);
  });

  it('begins no page with a total', () => {
    for (const perMonth of [1, 2, 3, 5, 8, 13]) {
      const data = accountLedger(perMonth, { daily: perMonth === 3 });
      for (const table of tablesOf(accountBook(frame, data, PLAIN)).slice(1)) {
        expect(table[2]?.[3]).toBe('承前页');
        expect(table[3]?.[3]).not.toMatch(/合计|本年累计|结转下年/);
      }
    }
  });

  it('names the item that all lines share above them, else each in its line', () => {
    const named = (names: readonly string[]) =>
      ledger.rows.map((row, index) =>
        row.kind === 'entry'
          ? { ...row, memberName: null, itemName: names[index % names.length] ?? '' }
          : row,
      );
    const one = accountBook(frame, { ...ledger, rows: named(['信用社']) }, PLAIN);
    expect(textOf(one.pages[0]!)).toContain('信用社');
    expect(rowsOf(one).flat().join()).not.toContain('信用社');
    const two = rowsOf(accountBook(frame, { ...ledger, rows: named(['信用社', '农行']) }, PLAIN));
    expect(two.flat().filter((cell) => /（(信用社|农行)）$/.test(cell))).toHaveLength(96);
  });

  it('shows red entries red, whole dates over several years, and both year ends between them', () => {
    const rows = ledger.rows.slice(1, 3).map((row, index) => ({
      ...row,
      date: index === 0 ? '2017-12-30' : '2018-01-02',
      debitFen: -100,
      creditFen: 0,
    }));
    const document2 = accountBook({ ...frame, from: '2017-11' }, { ...ledger, rows }, PLAIN);
    const printed = rowsOf(document2);
    expect(printed[0]?.[0]).toBe('日期');
    expect(printed.map((row) => row[2])).toEqual([
      '摘要',
      '期初余额',
      '销售鲜香菇收款',
      '结转下年',
      '上年结转',
      '付菌袋运费（何𬭎）',
      '结转下年',
    ]);
    expect(document2.pages[0]?.markup.match(/class="r neg"/g)).toHaveLength(2);
  });
});

describe('日记账', () => {
  it('has a total and a balance for each day', () => {
    const document = accountBook(frame, accountLedger(4, { daily: true }), { subject: '', daily: true });
    expect(textOf(document.pages[0]!)).toContain('库存现金日记账');
    expect(labelled(rowsOf(document), '本日合计')).toHaveLength(48);
    expect(labelled(rowsOf(document), '本日合计').every((row) => row[8] !== '')).toBe(true);
  });
});

describe('数量金额明细账', () => {
  const document = accountBook(frame, accountLedger(6, { withQuantity: true }), {
    subject: '品名 鲜香菇',
    daily: false,
  });

  it('has quantity, price and amount of in, out and stock', () => {
    const [first] = tablesOf(document);
    expect(document.paper).toBe('A4 landscape');
    expect(first?.[1]?.slice(2)).toEqual([
      '数量',
      '单价',
      '金额',
      '数量',
      '单价',
      '金额',
      '数量',
      '单价',
      '金额',
    ]);
    expect(first?.[2]?.slice(10)).toEqual(['借', '100', '500.00', '50,000.00']);
    expect(first?.[3]?.slice(4, 7)).toEqual(['12.5', '99.5648', '1,244.56']);
    expect(textOf(document.pages[0]!)).toContain('品名 鲜香菇');
  });

  it('does not add quantities of different goods', () => {
    const data = accountLedger(6, { withQuantity: true });
    const rows = data.rows.map((row, index) =>
      row.kind === 'entry' ? { ...row, itemName: index % 2 === 0 ? '木屑' : '麸皮' } : row,
    );
    const mixed = accountBook(frame, { ...data, rows }, PLAIN);
    expect(textOf(mixed.pages[0]!)).toContain('共 2 种，数量不相加');
    const printed = rowsOf(mixed);
    const [month] = labelled(printed, '本月合计');
    expect(month?.slice(4)).toEqual(['', '', month?.[6], '', '', month?.[9], '借', '', '', month?.[13]]);
    expect(printed.find((row) => /^记-/.test(row[2] ?? ''))?.[4]).toBe('12.5');
  });

  it('carries quantities too', () => {
    const tables = tablesOf(document);
    expect(tables[0]?.at(-1)?.slice(4)).toEqual(tables[1]?.[2]?.slice(4));
    expect(tables[0]?.at(-1)?.[4]).not.toBe('');
  });
});

describe('总账', () => {
  type Account = Output<'ledger.general'>[number];
  const months = (count: number): Account['months'] =>
    Array.from({ length: count }, (_, index) => ({
      period: `2018-${String(index + 13 - count).padStart(2, '0')}`,
      debitFen: 300,
      creditFen: 100,
      balanceFen: 1000 + 200 * (index + 1),
      yearDebitFen: 300 * (index + 1),
      yearCreditFen: 100 * (index + 1),
    }));
  const account = (code: string, count: number): Account => ({
    code,
    name: `科目${code}`,
    normal: 'debit',
    openingFen: 1000,
    months: months(count),
  });

  it('has each account by month, several short ones on a page', () => {
    const document = generalLedgerBook(frame, [account('101', 12), account('102', 1), account('113', 6)]);
    const rows = rowsOf(document);
    expect(document.pages).toHaveLength(2);
    expect(rows.filter((row) => row.length === 1).map((row) => row[0])).toEqual([
      '科目：101 科目101',
      '科目：102 科目102',
      '科目：113 科目113',
    ]);
    expect(labelled(rows, '本月合计')).toHaveLength(19);
    expect(labelled(rows, '结转下年')).toHaveLength(3);
    expect(rows.find((row) => row[0] === '2018-12' && row[1] === '本年累计')).toEqual([
      '2018-12',
      '本年累计',
      '36.00',
      '12.00',
      '借',
      '34.00',
    ]);
  });

  it('leaves out accounts with nothing, and prints nothing as one page', () => {
    const empty = { ...account('121', 0), openingFen: 0 };
    expect(textOf(generalLedgerBook(frame, [account('101', 1), empty]).pages[0]!)).not.toContain('121');
    expect(rowsOf(generalLedgerBook(frame, [empty])).flat()).toContain('科目：121 科目121');
    expect(textOf(generalLedgerBook(frame, []).pages[0]!)).toContain('本期没有余额和发生额');
  });
});

describe('多栏明细账', () => {
  it.each([
    [1, 1],
    [6, 1],
    [7, 2],
    [17, 3],
  ])('spreads %i columns over %i sheets, each column once', (count, sheets) => {
    const data = columnLedger(count);
    const document = columnBook(frame, data, 'item');
    const heads = new Map(tablesOf(document).map((table) => [JSON.stringify(table.slice(0, 2)), table]));
    expect(heads.size).toBe(sheets);
    const titles = [...heads.values()].flatMap((table) => table[1]?.slice(2) ?? []);
    expect(titles).toEqual(data.columns.map((column) => column.title));
  });

  it('has each cell under its column, and carries each column', () => {
    const document = columnBook(frame, columnLedger(3), 'item');
    const tables = tablesOf(document);
    expect(tables[0]?.[3]).toEqual([
      '1',
      '1',
      '记-001',
      '付菌棒加工支出',
      '600.06',
      '',
      '借',
      '600.06',
      '100.01',
      '200.02',
      '300.03',
    ]);
    expect(tables.length).toBeGreaterThan(1);
    expect(tables[0]?.at(-1)?.[3]).toBe('过次页');
    expect(tables[0]?.at(-1)?.slice(4)).toEqual(tables[1]?.[2]?.slice(4));
    const [year] = labelled(tables.flat(), '本年累计').slice(-1);
    const [debit, , , , ...parts] = (year ?? []).slice(4).map(fen);
    expect(parts.reduce((sum, one) => sum + one, 0)).toBe(debit);
  });
});

describe('科目余额表', () => {
  const document = trialBalanceBook(frame, trialBalance(61));

  it('has opening, turnover, the year and closing of every account, then 合计 once', () => {
    const rows = rowsOf(document);
    expect(rows.filter((row) => /^\d{3,}$/.test(row[0] ?? ''))).toHaveLength(61);
    expect(rows[0]).toEqual(['科目编码', '科目名称', '期初余额', '本期发生额', '本年累计发生额', '期末余额']);
    expect(rows.find((row) => row[0] === '10101')?.[1]).toBe('明细1');
    expect(labelled(rows, '合计')).toEqual([
      ['', '合计', '31,000.00', '', '1,550.00', '620.00', '2,790.00', '1,240.00', '31,930.00', ''],
    ]);
    expect(rows.at(-1)?.[1]).toBe('合计');
    expect(rows.flat()).not.toContain('过次页');
  });

  it('leaves out accounts of which nothing is known', () => {
    const data = trialBalance(3);
    const nil = Object.fromEntries(Object.keys(data.totals).map((key) => [key, 0])) as typeof data.totals;
    const rows = rowsOf(
      trialBalanceBook(frame, { ...data, rows: [...data.rows, { ...data.rows[0]!, code: '999', ...nil }] }),
    );
    expect(rows.flat()).not.toContain('999');
  });
});

describe('辅助余额表', () => {
  const row = (index: number): Output<'ledger.analysis'>[number] => ({
    memberId: index,
    itemId: null,
    key: `M${String(index).padStart(3, '0')}`,
    name: `社员${index}`,
    code: '301',
    accountName: '股金',
    openingFen: -100_000,
    debitFen: 0,
    creditFen: 50_000,
    closingFen: -150_000,
    closingQuantity: null,
  });

  it('has every row with its side, and the sums', () => {
    const rows = rowsOf(
      analysisBook(
        frame,
        Array.from({ length: 47 }, (_, index) => row(index + 1)),
        'member',
      ),
    );
    expect(rows.filter((cells) => cells[0]?.startsWith('M'))).toHaveLength(47);
    expect(rows.at(-1)).toEqual(['', '合计', '', '', '贷', '47,000.00', '', '23,500.00', '贷', '70,500.00']);
  });

  it('has quantities where there are any, and no empty column of numbers', () => {
    const [head] = rowsOf(analysisBook(frame, [{ ...row(1), key: '', closingQuantity: '-3.5' }], 'product'));
    expect(head).toEqual(['名称', '科目编码', '科目名称', '期初余额', '本期发生额', '期末余额', '期末数量']);
  });
});

describe('序时账', () => {
  const data: Output<'ledger.journal'> = {
    truncated: false,
    rows: Array.from({ length: 100 }, (_, index) => ({
      date: '2018-03-05',
      voucherId: index,
      voucherName: `记-${String(index >> 1).padStart(3, '0')}`,
      state: 'posted',
      no: (index % 2) + 1,
      summary: '入股',
      code: index % 2 === 0 ? '102' : '301',
      name: index % 2 === 0 ? '银行存款' : '股金',
      analysis: '',
      debitFen: index % 2 === 0 ? 1000 + index : 0,
      creditFen: index % 2 === 0 ? 0 : 999 + index,
    })),
  };

  it('has every line and carries the sums to the total', () => {
    const document = journalBook(frame, data);
    const tables = tablesOf(document);
    expect(tables.flat().filter((row) => /^记-/.test(row[1] ?? ''))).toHaveLength(100);
    tables.slice(1).forEach((table, index) => {
      expect(table[1]?.slice(6)).toEqual(tables[index]?.at(-1)?.slice(6));
    });
    expect(tables.at(-1)?.at(-1)).toEqual(['', '', '合计', '', '', '', '524.50', '524.50']);
  });
});

it.each([
  ['2018-12', '2018-12', '2018年12月'],
  ['2018-01', '2018-12', '2018年1月至12月'],
  ['2017-11', '2018-02', '2017年11月至2018年2月'],
])('%s to %s is called %s', (from, to, text) => {
  expect(rangeText({ from, to })).toBe(text);
});
