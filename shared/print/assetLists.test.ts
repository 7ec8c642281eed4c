import { describe, expect, it } from 'vitest';
import {
  assetRegister,
  type DepreciationLine,
  depreciationTable,
  stocktakeSheet,
  type StocktakeLine,
} from './assetLists.ts';
import { assetLabels } from './assetLabels.ts';
import { renderDocument } from './page.ts';
import { cellsOf, fenOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

const line = (at: number, change: Partial<DepreciationLine> = {}): DepreciationLine => ({
  no: `ZC-${at}`,
  name: '设备',
  category: '机器设备',
  pieces: 1,
  costFen: 1_200_000,
  residual: '5',
  lifeMonths: 120,
  method: '年限平均法',
  account: '401 生产成本',
  amountFen: 9_500,
  accumulatedFen: 19_000,
  inBooks: true,
  ...change,
});

describe('折旧计算表', () => {
  it('adds up on every page, names the accounts, and tells apart what is not booked', () => {
    const rows = [
      ...Array.from({ length: 30 }, (_, at) => line(at)),
      line(31, { account: '523 管理费用', amountFen: 16_361, accumulatedFen: 16_361 }),
      line(32, { inBooks: false, amountFen: 158_333, accumulatedFen: 158_333 }),
    ];
    const document = depreciationTable({ header, period: '2018-12', rows, voucher: '2018-12 记-003' });
    expect(document.pages).toHaveLength(2);
    const sums = document.pages.flatMap(cellsOf).filter((cells) => /计（/u.test(cells[0] ?? ''));
    const [first = [], second = [], total = []] = sums;
    for (const column of [1, 4, 5, 6, 7]) {
      expect(fenOf(first[column + 0] ?? '') + fenOf(second[column] ?? '')).toBe(fenOf(total[column] ?? ''));
    }
    const text = textOf(document.pages[1]!);
    expect(text).toContain('401 生产成本 2,850.00 元，523 管理费用 163.61 元');
    expect(text).toContain('备查资产 1 项 1,583.33 元，只登记备查簿，不入账');
    expect(text).toContain('凭证：2018-12 记-003');
  });
});

describe('盘点表', () => {
  const counted = (at: number, real: number | null): StocktakeLine => ({
    no: `DP-00${at}`,
    name: '钢架大棚',
    spec: '',
    place: '',
    custodian: '',
    unit: '个',
    inBooks: true,
    bookCount: 1,
    realCount: real,
    reason: '',
    opinion: '',
    counter: '李会计',
  });
  const sheetOf = (rows: readonly StocktakeLine[], approval = '') =>
    stocktakeSheet({ header, date: '2018-12-31', title: '固定资产盘点表', approval, rows });

  it('blank: the books’ number alone, the rest to be written', () => {
    const [cells] = cellsOf(sheetOf([counted(1, null)]).pages[0]!).filter((row) => row[0] === '1');
    expect(cells?.slice(7, 11)).toEqual(['1', '', '', '']);
  });

  it('filled: what is over and what is missing, and who approved', () => {
    const document = sheetOf(
      [counted(1, 1), counted(2, 0), { ...counted(3, 2), bookCount: 0 }],
      '2019-01-05 成决〔2019〕2号',
    );
    const rows = cellsOf(document.pages[0]!);
    expect(rows.find((row) => row[0] === '2')?.slice(7, 11)).toEqual(['1', '0', '', '1']);
    expect(rows.find((row) => row[0] === '3')?.slice(7, 11)).toEqual(['0', '2', '2', '']);
    expect(rows.find((row) => row[0]?.startsWith('合计'))?.slice(1, 5)).toEqual(['2', '3', '2', '1']);
    const text = textOf(document.pages[0]!);
    expect(text).toContain('账实不符 2 项');
    expect(text).toContain('批准处理：2019-01-05 成决〔2019〕2号');
  });
});

it('登记簿: more categories than the last page has room for are gathered, and the sums are all of it', () => {
  const asset = (at: number) => ({
    ...{
      id: at,
      no: `ZC-${at}`,
      name: '设备',
      category: `类别${at % 20}`,
      spec: '',
      unit: '台',
      isBatch: false,
    },
    ...{
      standing: 'booked' as const,
      account: '151' as const,
      pieces: 1,
      costFen: 100_000,
      accumulatedFen: 1_000,
    },
    ...{ netFen: 99_000, monthlyFen: 500, lifeMonths: 120, residual: '5', acquisition: 'purchase' as const },
    ...{
      acquiredOn: '2018-05-01',
      inServiceOn: '2018-05-01',
      use: 'production' as const,
      place: '',
      department: '',
    },
    ...{
      custodian: '',
      state: 'in-use' as const,
      ownerKind: 'cooperative' as const,
      owner: '',
      isRelief: false,
    },
    funding: { stateFen: 0, partnerFen: 0, donatedFen: 0, ownFen: 100_000, loanFen: 0 },
    isIncomplete: false,
  });
  const document = assetRegister({
    header,
    asOf: '2018-12-31',
    rows: Array.from({ length: 60 }, (_, at) => asset(at)),
  });
  const cells = document.pages.flatMap(cellsOf);
  expect(cells.filter((row) => /^ZC-/u.test(row[1] ?? ''))).toHaveLength(60);
  const total = cells.find((row) => row[0] === '合计（60 项）');
  expect(total?.[1]).toBe('60,000.00');
  expect(cells.filter((row) => row[0]?.startsWith('类别') && row[0].includes('项'))).toHaveLength(11);
  expect(cells.some((row) => row[0] === '其余各类（27 项）')).toBe(true);
});

it('标签: one a piece, 24 a sheet, beginning where the sheet was left; the number in bars and in words', () => {
  const labels = Array.from({ length: 122 }, (_, at) => ({
    no: `DP-${String(at + 1).padStart(3, '0')}`,
    name: '钢架大棚',
    place: '河坝东排',
    custodian: '陈大明',
    isRelief: true,
    owner: at === 0 ? '张家坝村委会' : '',
  }));
  expect(assetLabels({ header, labels, skip: 0 }).pages).toHaveLength(6);
  const skipped = assetLabels({ header, labels, skip: 23 });
  expect(skipped.pages).toHaveLength(7);
  expect(textOf(skipped.pages[0]!)).toContain('张家坝村委会');
  expect(textOf(skipped.pages[0]!)).not.toContain('DP-002');
  const html = renderDocument(skipped);
  expect([...html.matchAll(/条形码 DP-\d{3}/gu)]).toHaveLength(122);
  expect(html).not.toMatch(/<script|src=|url\(/u);
});
