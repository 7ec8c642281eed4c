import { describe, expect, it } from 'vitest';
import type { Output } from '../contract/index.ts';
import { chartDocument } from './chart.ts';
import { openingsDocument } from './openings.ts';
import { cellsOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

type Account = Output<'accounts.list'>[number];
type Openings = Output<'openings.read'>;

const account = (index: number): Account => ({
  id: index,
  code: index % 2 === 0 ? String(101 + index) : `${100 + index}01`,
  name: `科目${index}`,
  fullName: `科目${index}`,
  parentId: null,
  level: index % 2 === 0 ? 1 : 2,
  class: 'liability',
  normal: 'credit',
  dims: ['member', 'bank'],
  isLeaf: true,
  isStatutory: true,
  role: '',
  enabled: index !== 3,
  withQuantity: index === 2,
  controlledBy: null,
  explanation: '',
  examples: [],
  traps: [],
  pinyinInitials: '',
  pinyinFull: '',
  used: false,
});

describe('会计科目表', () => {
  it.each([
    ['', ['权益', '损益']],
    ['reserve', ['净资产', '收支']],
  ])('names the classes as the books with role “%s” do', (role, words) => {
    const classes = ['equity', 'profit'] as const;
    const { pages } = chartDocument(
      header,
      classes.map((kind, index) => ({ ...account(index), class: kind, role })),
    );
    expect(
      cellsOf(pages[0]!)
        .slice(1)
        .map((row) => row[2]),
    ).toEqual(words);
  });

  it('has every account once, over as many pages as it takes', () => {
    const { pages } = chartDocument(
      header,
      Array.from({ length: 95 }, (_, index) => account(index)),
    );
    const rows = pages.flatMap((page) => cellsOf(page).slice(1));
    expect(pages).toHaveLength(3);
    expect(rows).toHaveLength(95);
    expect(rows[2]).toEqual(['103', '科目2', '负债', '贷', '成员、银行账户', '√', '']);
    expect(rows[3]).toEqual(['10301', '科目3', '负债', '贷', '成员、银行账户', '', '停用']);
    expect(textOf(pages[0]!)).toContain('共 95 个科目');
  });
});

describe('期初余额表', () => {
  const row = (index: number): Openings['rows'][number] => ({
    account: index % 2 === 0 ? '102' : '301',
    accountName: index % 2 === 0 ? '银行存款' : '股金',
    memberId: null,
    itemId: null,
    item2Id: null,
    memberName: index % 2 === 0 ? null : '张守田',
    itemName: index % 2 === 0 ? '信用社' : null,
    item2Name: null,
    balanceFen: index % 2 === 0 ? 100_000 : -100_000,
    yearDebitFen: 200,
    yearCreditFen: 300,
    quantity: null,
    computed: index % 2 === 1,
  });
  const openings = (count: number, more: Partial<Openings> = {}): Openings => ({
    firstPeriod: '2018-01',
    midYear: false,
    state: 'balanced',
    rows: Array.from({ length: count }, (_, index) => row(index)),
    debitFen: 0,
    creditFen: 0,
    problem: null,
    ...more,
  });

  it('has every row on its side, and both totals on the last page only', () => {
    const { pages } = openingsDocument(header, openings(100));
    const tables = pages.map(cellsOf);
    expect(tables.flatMap((rows) => rows.filter((cells) => /^\d/.test(cells[0] ?? '')))).toHaveLength(100);
    expect(tables[0]?.[1]).toEqual(['102', '银行存款', '信用社', '1,000.00', '—']);
    expect(tables[0]?.[2]).toEqual(['301', '股金', '张守田', '—', '1,000.00']);
    expect(tables.at(-1)?.at(-1)).toEqual(['合计', '50,000.00', '50,000.00']);
    expect(tables.slice(0, -1).flat(2)).not.toContain('合计');
    expect(textOf(pages.at(-1)!)).toContain('注：借贷平衡，还没有记账；其中 50 行由登记簿得出。');
  });

  it('has 本年累计 for a start within the year, and says what does not balance', () => {
    const { pages } = openingsDocument(
      header,
      openings(1, { midYear: true, state: 'unbalanced', problem: '借方比贷方多 1,000.00 元。' }),
    );
    expect(cellsOf(pages[0]!)[1]).toEqual(['102', '银行存款', '信用社', '2.00', '3.00', '1,000.00', '—']);
    expect(textOf(pages[0]!)).toContain('注：借贷不平；借方比贷方多 1,000.00 元。');
  });

  it('prints an empty list', () => {
    expect(openingsDocument(header, openings(0)).pages).toHaveLength(1);
  });
});
