import { describe, expect, test } from 'vitest';
import type { Output } from '../contract/index.ts';
import { batchReportDocument, type BatchReportData } from './batchReport.ts';
import { cellsOf, fenOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

type Report = Output<'production.report'>;

const batch = (id: number, more: Partial<Report['batches'][number]> = {}): Report['batches'][number] => ({
  id,
  no: `2018-0${id}`,
  name: `香菇菌袋 2018年秋栽${id}批`,
  state: 'fruiting',
  bags: 100_000,
  bagsLeft: 99_940,
  costs: {
    openingFen: 100,
    materialFen: 45_000_00,
    labourFen: 15_000_00,
    paidFen: 200,
    shareFen: 11_288_69,
    otherFen: 0,
  },
  costFen: 71_291_69,
  lossFen: 213_89,
  tailFen: 11,
  harvestedFen: 50_000_00,
  balanceFen: 21_077_69,
  harvestedKg: '12000.5',
  costPerKg: '4.1665',
  realisedPrice: '7.676',
  revenueFen: 92_115_84,
  surplusFen: 42_115_84,
  ...more,
});

const greenhouse = (at: number): Report['greenhouses'][number] => ({
  greenhouse: `DP-${String(at).padStart(3, '0')}`,
  batchId: 1,
  batchNo: '2018-01',
  bags: 3_334,
  costFen: 2_377_87,
  harvestedKg: '555.367',
  harvestedFen: 2_000_00,
  costPerKg: '3.6012',
  revenueFen: 4_263_00,
  surplusFen: 2_263_00,
});

const data = (report: Partial<Report>, one: BatchReportData['one'] = null) =>
  batchReportDocument({
    header,
    report: { asOf: '2018-12-31', batches: [batch(1), batch(2)], greenhouses: [], drying: [], ...report },
    one,
  });

describe('批次成本表', () => {
  test('adds up its columns, and says what is an estimate', () => {
    const { pages, title } = data({});
    expect(title).toMatch(/菌袋批次成本表 2018-12-31$/u);
    expect(pages).toHaveLength(1);
    const rows = cellsOf(pages[0]!);
    const total = rows.find((row) => row[0] === '合计（2 批）')!;
    expect(total.slice(1, 3)).toEqual(['200,000', '199,880']);
    expect(total).toContain('24,001');
    const own = rows[1]!;
    // Each amount of the total is twice that of a row.
    for (const at of [4, 5, 6, 7, 8, 9, 10, 11]) expect(fenOf(total[at - 1]!)).toBe(2 * fenOf(own[at]!));
    expect(fenOf(own[9]!)).toBe(213_89 + 11);
    expect(textOf(pages[0]!)).toMatch(/收入和盈余是估计/u);
    expect(textOf(pages[0]!)).toMatch(/会计制度没有规定/u);
  });

  test('nothing sold yet is a dash, not a nought', () => {
    const rows = cellsOf(
      data({ batches: [batch(1, { revenueFen: null, surplusFen: null, costPerKg: null, harvestedKg: '0' })] })
        .pages[0]!,
    );
    expect(rows[1]!.slice(-4)).toEqual(['0', '—', '—', '—']);
  });

  test('of one batch: flushes, then greenhouses on as many pages as they need, each row once', () => {
    const all = Array.from({ length: 60 }, (_, at) => greenhouse(at + 1));
    const harvest = {
      eventId: 1,
      date: '2018-10-28',
      flushNo: 1,
      isLast: true,
      quantity: '8000',
      costFen: 27_157_44,
      costPerKg: '3.3947',
      places: [{ greenhouse: 'DP-001', quantity: '254' }],
    };
    const { pages } = data(
      { batches: [batch(1)], greenhouses: all },
      { title: '2018-01 一批', rule: '按各潮比例', harvests: [harvest] },
    );
    expect(pages).toHaveLength(1 + 3);
    expect(textOf(pages[0]!)).toMatch(/各潮采收（2018-01 一批）.*第 1 潮（末潮）.*27,157\.44/u);
    const printed = pages.slice(1).flatMap((page) => cellsOf(page).map((row) => row[1]));
    for (const one of all) expect(printed.filter((name) => name === one.greenhouse)).toHaveLength(1);
    expect(textOf(pages.at(-1)!)).toMatch(/合计（60 棚）.*33,322\.02/u);
  });

  test('of all: drying with its yield, odd ones marked', () => {
    const run = (ratio: string, isUsual: boolean) => ({
      ...{ eventId: 1, date: '2018-10-28', freshProduct: '鲜香菇', freshKg: '16000', dryProduct: '干香菇' },
      ...{ dryKg: '2000', ratio, isUsual, costPerKg: '27.1577' },
    });
    const { pages } = data({ drying: [run('8', true), run('4', false)] });
    expect(pages).toHaveLength(1);
    expect(textOf(pages[0]!)).toMatch(/烘干登记.*8:1.*4:1.*不在 5:1 到 12:1/u);
    expect(textOf(pages[0]!)).toMatch(/合计（2 次）.*32,000.*4,000/u);
    const many = data({ drying: Array.from({ length: 12 }, () => run('8', true)) });
    expect(many.pages).toHaveLength(2);
  });
});
