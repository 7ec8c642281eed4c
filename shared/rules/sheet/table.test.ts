import { describe, expect, test } from 'vitest';
import { matchColumns, statedUnit, statedWeight, type Field } from './columns.ts';
import { cellText } from './sheet.ts';
import { sheetOf } from './sheetForTests.ts';
import { cellAt, findTable } from './table.ts';
import { checkTotals } from './totals.ts';

const FIELDS: readonly Field[] = [
  { field: 'groupNo', title: '组别', synonyms: ['组别', '组'], required: false },
  { field: 'name', title: '户主', synonyms: ['户主姓名', '户主', '姓名'], required: true },
  { field: 'shares', title: '股数', synonyms: ['股数'], required: false, summed: true },
  { field: 'amount', title: '金额', synonyms: ['入股金额', '金额', '出资额'], required: true, summed: true },
];

const roster = sheetOf(
  [
    ['某某合作社入股花名册'],
    ['填报单位：状元村  单位：元'],
    ['序号', '组别', '户主\n姓名', '入股情况'],
    [null, null, null, '股　数', '金额(元)'],
    [1, '1组', '张三', 10, '１００００'],
    [2, null, '李四', 5, '￥5,000.00'],
    ['小　计', null, null, 15, 15000],
    null,
    [3, '2组', '王五', 1, 1000],
    [4],
    ['合　计', null, '3户', 16, 16000],
    ['填表人：', null, '审核人：'],
    ['备注：以上数据由会计提供'],
  ],
  ['A1:E1', 'A2:E2', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:E3', 'B5:B9'],
);

describe('finding the table', () => {
  const table = findTable(roster, FIELDS);

  test('two-level header, titles joined, columns matched', () => {
    expect(table?.headerRows).toEqual([3, 4]);
    expect(table?.columns.map((column) => column.title)).toEqual([
      '序号',
      '组别',
      '户主姓名',
      '入股情况/股数',
      '入股情况/金额(元)',
    ]);
    expect(table?.mapping).toEqual({ groupNo: 'B', name: 'C', shares: 'D', amount: 'E' });
  });

  test('every row is told apart', () => {
    expect(table?.rows.map((row) => [row.number, row.kind])).toEqual([
      [5, 'data'],
      [6, 'data'],
      [7, 'subtotal'],
      [9, 'data'],
      [11, 'total'],
      [12, 'note'],
      [13, 'note'],
    ]);
  });

  test('a merge fills down, and never across a sum', () => {
    const groups = table?.rows
      .filter((row) => row.kind === 'data')
      .map((row) => cellText(cellAt(table, row, 'groupNo').cell));
    expect(groups).toEqual(['1组', '1组', '2组']);
    const shortened = findTable(
      {
        ...roster,
        rows: roster.rows.map((row) => (row.number === 9 ? { ...row, cells: row.cells.slice(0, 1) } : row)),
      },
      FIELDS,
    );
    expect(shortened?.fills.has(9)).toBe(false);
  });

  test('the sums are proved', () => {
    const check = table && checkTotals(table, FIELDS);
    expect(check).toMatchObject({ fatal: null, warnings: [] });
    expect(check?.proved.map((one) => [one.row, one.column, one.sum])).toEqual([
      [7, 'D', '15'],
      [11, 'D', '16'],
      [7, 'E', '15000'],
      [11, 'E', '16000'],
    ]);
  });

  test('a header of two levels without merges, as csv has it', () => {
    const plain = findTable(
      sheetOf([
        ['组', '户主', '入股情况', null],
        [null, null, '股数', '金额'],
        ['1', '张三', '1', '1000'],
      ]),
      FIELDS,
    );
    expect(plain?.columns.map((column) => column.title)).toEqual([
      '组',
      '户主',
      '入股情况/股数',
      '入股情况/金额',
    ]);
  });

  test('repeated headers, column numbers and page titles are no data', () => {
    const paged = findTable(
      sheetOf(
        [
          ['花名册'],
          ['组别', '户主', '股数', '金额'],
          ['1', '2', '3', '4'],
          ['1组', '张三', 1, 1000],
          ['本页小计', null, 1, 1000],
          ['花名册'],
          ['组别', '户主', '股数', '金额'],
          ['2组', '李四', 2, 2000],
          ['本页小计', null, 2, 2000],
          ['总　计', null, 3, 3000],
          ['合计（大写）：叁仟元整'],
        ],
        [],
      ),
      FIELDS,
    );
    expect(paged?.rows.map((row) => row.kind)).toEqual([
      'header',
      'data',
      'subtotal',
      'note',
      'header',
      'data',
      'subtotal',
      'total',
      'total',
    ]);
    expect(paged && checkTotals(paged, FIELDS).fatal).toBeNull();
  });

  test.each([
    [['第1页 共2页']],
    [['第1页', '共2页']],
    [['1/2页']],
    [['2018年12月31日']],
    [[null, null, '日期：2018年12月']],
    [['备注']],
    [['以上情况属实']],
    [['2、未缴清的不列入本表']],
    [['承前页', null, 1, 1000]],
    [['过次页', null, 1, 1000]],
  ])('%j under a table is no data', (row) => {
    const table = findTable(
      sheetOf([['组别', '户主', '股数', '金额'], ['1组', '张三', 1, 1000], row]),
      FIELDS,
    );
    expect(table?.rows.map((one) => one.kind)).toEqual(['data', 'note']);
  });

  test.each([[['张三']], [['1组', null, null, 1000]], [['2、', '张三', 1, 1000]]])(
    '%j under a table is data, however little',
    (row) => {
      const table = findTable(sheetOf([['组别', '户主', '股数', '金额'], row]), FIELDS);
      expect(table?.rows.map((one) => one.kind)).toEqual(['data']);
    },
  );

  test('no table where no title is known', () => {
    expect(
      findTable(
        sheetOf([
          ['甲', '乙'],
          [1, 2],
        ]),
        FIELDS,
      ),
    ).toBeNull();
  });
});

describe('totals', () => {
  const check = (rows: (readonly (string | number | null)[])[], merges: string[] = []) => {
    const table = findTable(sheetOf([['组别', '户主', '股数', '金额'], ...rows], merges), FIELDS);
    if (!table) throw new Error('no table');
    return checkTotals(table, FIELDS);
  };

  test('a wrong 合计 refuses the file with both figures', () => {
    const { fatal } = check([
      ['1组', '张三', 1, 1000.1],
      ['合计', null, 1, 1000.3],
    ]);
    expect(fatal).toContain('第 3 行 D 列（金额）的合计写的是 1000.3，各行相加是 1000.1，相差 0.2');
  });

  test('a wrong 小计 too', () => {
    expect(
      check([
        ['1组', '甲', 1, 10],
        ['小计', null, 2, 10],
        ['合计', null, 1, 10],
      ]).fatal,
    ).toContain('的小计写的是 2');
  });

  test('sums may stand above their rows', () => {
    const { fatal, proved } = check([
      ['合计', null, 6, 60],
      ['一组小计', null, 3, 30],
      ['1组', '甲', 1, 10],
      ['1组', '乙', 2, 20],
      ['二组小计', null, 3, 30],
      ['2组', '丙', 3, 30],
    ]);
    expect(fatal).toBeNull();
    expect(proved).toHaveLength(6);
  });

  test('a 合计 per group, then one for all; and 累计', () => {
    const grouped = (last: number) =>
      check([
        ['1组', '甲', 1, 10],
        ['合计', null, 1, 10],
        ['2组', '乙', 2, 20],
        ['累计', null, 3, 30],
        ['合计', null, 2, 20],
        ['总计', null, 3, last],
      ]);
    expect(grouped(30).fatal).toBeNull();
    expect(grouped(31).fatal).toContain('31');
  });

  test('an unreadable amount: nothing can be proved, a warning', () => {
    const { fatal, warnings } = check([
      ['1组', '甲', 1, '两千'],
      ['1组', '乙', 1, 10],
      ['合计', null, 2, 2010],
    ]);
    expect(fatal).toBeNull();
    expect(warnings).toEqual([
      { sheet: '表', row: 4, column: 'D', reason: '第 2 行的数字读不出来，这一格的合计无法核对' },
    ]);
  });

  test('a count that differs is a warning; a sum that was not calculated too', () => {
    const { fatal, warnings } = check([
      ['1组', '甲', 1, 10],
      ['合计', '2户', 1, '#DIV/0!'],
    ]);
    expect(fatal).toBeNull();
    expect(warnings.map((one) => one.column)).toEqual(['D', 'B']);
  });

  test.each([
    [['合计：￥40.00'], 'proved'],
    [['合计人民币（大写）：肆拾元整　￥40.01'], 'fatal'],
    [['共计4户40.01元'], 'fatal'],
    [['合计', '￥40.01', null, '肆拾元整'], 'fatal'],
    [['合计：4户，每股10元'], 'warned'],
    [['合计：0.004万元'], 'warned'],
    [['合计', '4户'], 'warned'],
  ])('a total beside its column: %j', (row, expected) => {
    const { fatal, warnings, proved } = check([
      ...['甲', '乙', '丙', '丁'].map((name) => ['1组', name, 1, 10]),
      row,
    ]);
    const outcome =
      fatal !== null ? 'fatal' : proved.length > 0 ? 'proved' : warnings.length > 0 ? 'warned' : '';
    expect(outcome).toBe(expected);
  });

  test('a merged amount counts once', () => {
    expect(
      check(
        [
          ['1组', '甲', 1, 30],
          ['1组', '乙', 2, null],
          ['合计', null, 3, 30],
        ],
        ['D2:D3'],
      ).fatal,
    ).toBeNull();
  });
});

describe('columns', () => {
  const titled = (...titles: string[]) => titles.map((title, index) => ({ column: index + 1, title }));

  test('the closest title wins, and a person overrules it', () => {
    const columns = titled('与户主关系', '社员姓名', '户主', '填报金额', '入股情况/出资额');
    expect(matchColumns(columns, FIELDS)).toEqual({ name: 'C', amount: 'E' });
    expect(matchColumns(columns, FIELDS, { name: 'B', shares: '' })).toEqual({ name: 'B', amount: 'E' });
  });

  test.each([
    [['金额(万元)'], ['单位：元'], '万元'],
    [['入股情况/金额'], ['填报单位:状元村  填报日期:2018年7月  单位:元'], '元'],
    [['金额'], ['填报单位:状元村'], null],
    [['金额'], ['(单位：人民币万元)'], '万元'],
    [['金额'], ['填报单位:两河口镇张家坝村  单位:公斤、元'], '元'],
  ])('unit of %j under %j is %s', (titles, above, unit) => expect(statedUnit(titles, above)).toBe(unit));

  test('unit of weight', () => {
    expect(statedWeight(['数量(斤)'], ['单位:公斤、元'])).toBe('斤');
    expect(statedWeight(['数量'], ['单位:公斤、元'])).toBe('公斤');
    expect(statedWeight(['数量'], [])).toBeNull();
  });
});
