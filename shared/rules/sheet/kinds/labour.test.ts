import { describe, expect, test } from 'vitest';
import { sheetOf, type Written } from '../sheetForTests.ts';
import { parseLabour } from './labour.ts';

const ID = '610727188511112055';
const HEADER = ['日期', '姓名', '身份证号', '组别', '工种', '棚号', '单位', '数量', '单价', '金额', '记工员'];
type Row = readonly Written[];
const BAGS: Row = ['2018-09-01', '李长生', ID, '2组', '装袋', 'DP-066', '袋', 560, 0.35, 196, '李记工'];
const DAY: Row = ['2018-09-01', '侯祥云', ID, '6组', '日工', 'DP-060', '工日', 0.5, 100, 50, '李记工'];
const month = (rows: Row[], name = '2018-09') => sheetOf([[`${name} 投劳记工表`], HEADER, ...rows], [], name);
const read = (rows: Row[], name?: string) => parseLabour([month(rows, name)]);

test('a piece and half a day', () => {
  const { records, refused } = read([BAGS, DAY]);
  expect(refused).toEqual([]);
  expect(records).toMatchObject([
    {
      ...{
        sheet: '2018-09',
        row: 3,
        date: '2018-09-01',
        name: '李长生',
        idNumber: ID,
        groupNo: 2,
        work: '装袋',
      },
      ...{
        place: 'DP-066',
        unit: '袋',
        quantityMilli: 560_000,
        priceE4: 3_500,
        amountFen: 19_600,
        recorder: '李记工',
      },
    },
    { work: '日工', quantityMilli: 500, priceE4: 1_000_000, amountFen: 5_000 },
  ]);
});

describe('a row is refused, with its cell', () => {
  test.each<[string, Row, string | null, RegExp]>([
    [
      'an amount that is not quantity times price',
      BAGS.with(9, 195),
      'J',
      /195\.00 ≠ 数量 × 单价，应为 196\.00/u,
    ],
    ['a day of another month', BAGS.with(0, '2018-10-01'), 'A', /不在本月（2018-09）/u],
    ['a wrong check digit', BAGS.with(2, '610727188511112056'), 'C', /校验|身份证/u],
    ['no name', BAGS.with(1, null), 'B', /姓名没有填/u],
    ['no kind of work', BAGS.with(4, null), 'E', /工种没有填/u],
    ['no quantity', BAGS.with(7, 0).with(9, 0), 'H', /数量是 0/u],
  ])('%s', (_name, row, column, reason) => {
    const { records, refused } = read([row]);
    expect(records).toEqual([]);
    expect(refused).toMatchObject([{ row: 3, column, reason: expect.stringMatching(reason) as string }]);
  });

  test('the same work written twice', () => {
    const { records, refused } = read([BAGS, BAGS, DAY, BAGS]);
    expect(records).toHaveLength(2);
    expect(refused.map((one) => `${one.row} ${one.reason}`)).toEqual(['4 与上一行重复', '6 与第 4 行重复']);
  });
});

test.each([
  ['half a fen goes up', 0.5, 0.01, 0.01],
  ['a third decimal of quantity', 1.125, 0.4, 0.45],
])('%s', (_name, quantity, price, amount) => {
  expect(read([DAY.with(7, quantity).with(8, price).with(9, amount)]).refused).toEqual([]);
});

describe('sheets', () => {
  test('every month of the workbook is read, in its order, each with its own days', () => {
    const { records, refused } = parseLabour([
      month([BAGS]),
      sheetOf([['说明'], ['按月填写']], [], '说明'),
      month([BAGS.with(0, '2018-10-02'), DAY], '2018-10'),
    ]);
    expect(records.map((one) => `${one.sheet} ${one.row}`)).toEqual(['2018-09 3', '2018-10 3']);
    expect(refused.map((one) => `${one.sheet} ${one.row}`)).toEqual(['2018-10 4']);
  });

  test('only the chosen one', () => {
    const sheets = [month([BAGS]), month([BAGS.with(0, '2018-10-02')], '2018-10')];
    expect(parseLabour(sheets, { sheetName: '2018-10' }).records).toHaveLength(1);
  });

  test('a month said above the table only', () => {
    const sheet = sheetOf([['2018年9月记工表'], HEADER, BAGS, BAGS.with(0, '2018-08-31')], [], 'Sheet1');
    expect(parseLabour([sheet]).refused).toMatchObject([{ row: 4, column: 'A' }]);
  });

  test('none that is a work sheet', () => {
    expect(
      parseLabour([
        sheetOf([
          ['甲', '乙'],
          ['丙', '丁'],
        ]),
      ]).fatal,
    ).not.toBeNull();
  });
});
