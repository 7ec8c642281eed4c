import { describe, expect, test } from 'vitest';
import { cellOf, sheetOf, type Written } from '../sheetForTests.ts';
import { parseCategory } from './category.ts';
import { parseDeliveries } from './deliveries.ts';
import { parseGroupNo } from './groupNo.ts';
import { parseHouseholds } from './households.ts';
import { parseShares } from './shares.ts';

/** Valid numbers born in the 1880s, of nobody. */
const ID = ['610727188511112055', '610727188902101409', '610727189502127124', '612327188608260038'] as const;

test.each([
  ['1', 1],
  ['1组', 1],
  ['一组', 1],
  ['第一组', 1],
  ['第1村民小组', 1],
  ['张家坝村十一组', 11],
  ['张家坝四组', 4],
  ['张家坝村4组', 4],
  ['二十', 20],
  ['８组', 8],
  ['0组', null],
  ['2-3组', null],
  ['2.5', null],
  ['-3', null],
  ['—', null],
  ['第1互助小组', null],
  ['东头', null],
])('group %s', (text, expected) => {
  const parsed = parseGroupNo(cellOf(text));
  expect(parsed.ok ? parsed.value : null).toBe(expected);
});

test.each([
  ['一般贫困户', '一般'],
  ['一般', '一般'],
  ['低保户', '低保'],
  ['五保贫困户', '五保'],
  ['特困', '五保'],
  ['脱贫户', '脱贫'],
  ['边缘户', '监测'],
  ['一般农户', '一般农户'],
  ['富户', null],
])('category %s', (text, expected) => {
  const parsed = parseCategory(cellOf(text));
  expect(parsed.ok ? parsed.value : null).toBe(expected);
});

const HOUSEHOLD_HEADER = ['户编号', '组', '户主', '身份证号', '户类别', '人口', '电话', '一卡通号', '备注'];
const PEOPLE_HEADER = ['户编号', '姓名', '与户主关系', '身份证号'];

describe('households', () => {
  const households = sheetOf(
    [
      ['花名册'],
      HOUSEHOLD_HEADER,
      ['H001', '一组', '张 守田', ID[0], '一般贫困户', 2, '19900000001', '6230556978349670275', '备 注'],
      ['H001', 1, '李四', ID[1], '低保户', 1],
      ['H003', 1, '王五', ID[0], '低保户', 1],
      ['H004', null, '王五', null, '富户', '四口'],
      ['H005', '第二组', '赵六', null, null, null],
    ],
    [],
    '户',
  );
  const people = sheetOf(
    [
      PEOPLE_HEADER,
      ['H001', '张守田', '户主', ID[0]],
      ['H001', '何𬭎', '长子', ID[1]],
      ['H001', '张三', '次子', ID[1]],
      ['H003', '王五', '户主', null],
      ['H999', '孤儿', '户主', null],
      ['H005', '赵二', '户主', ID[0].slice(0, 17) + '0'],
    ],
    [],
    '人口',
  );

  test('rows, refusals with their place, and persons joined', () => {
    const parsed = parseHouseholds([people, households]);
    expect(parsed.fatal).toBeNull();
    expect(parsed.info).toMatchObject({ sheet: '户', headerRows: [2] });
    expect(
      parsed.records.map((one) => [one.code, one.groupNo, one.headName, one.category, one.people.length]),
    ).toEqual([
      ['H001', 1, '张守田', '一般', 2],
      ['H005', 2, '赵六', null, 0],
    ]);
    expect(parsed.refused).toEqual([
      { sheet: '户', row: 4, column: 'A', reason: '与第 3 行户编号重复' },
      { sheet: '户', row: 5, column: 'D', reason: '与第 3 行身份证号重复' },
      {
        sheet: '户',
        row: 6,
        column: 'B',
        reason: expect.stringMatching(
          /^组没有填；E 列：户类别“富户”认不出来.*；F 列：“四口”不是整数/,
        ) as string,
      },
    ]);
    expect(parsed.people.total).toBe(6);
    expect(parsed.people.refused.map((one) => [one.row, one.column, one.reason])).toEqual([
      [4, 'D', '与第 3 行身份证号重复'],
      [5, 'A', 'H003：这一户没有导入，请先改好户'],
      [6, 'A', 'H999：户表里没有这个户编号'],
      [7, 'D', expect.stringContaining('校验码')],
    ]);
    expect(parsed.records[0]?.people.map((one) => one.name)).toEqual(['张守田', '何𬭎']);
  });

  test('a register without a sheet of persons', () => {
    const parsed = parseHouseholds([households]);
    expect(parsed.records).toHaveLength(2);
    expect(parsed.people).toEqual({ total: 0, refused: [] });
    expect(parsed.warnings).toEqual([]);
  });

  test('a list of persons alone is no register, and the way out is said', () => {
    const alone = parseHouseholds([sheetOf([PEOPLE_HEADER, ['H001', '张三', '户主', ID[0]]], [], '人口')]);
    expect(alone.fatal).toContain('“人口”是一人一行的人口表');
  });

  test('samples hide numbers', () => {
    expect(parseHouseholds([households]).info?.columns[3]?.samples[0]).toBe('610727********2055');
  });
});

const SHARE_HEADER = [
  '社员号',
  '组别',
  '户主姓名',
  '身份证号',
  '股数',
  '金额',
  '日期',
  '资金来源',
  '银行卡号',
];
const shareRow = (over: Partial<Record<number, Written>> = {}): Written[] =>
  (['M001', '1组', '张守田', ID[0], 20, 20000, '2018.4.16', '自筹', null] as Written[]).map((value, index) =>
    over[index] === undefined ? value : (over[index] ?? null),
  );

describe('shares', () => {
  test('a bad row in the middle stops nothing', () => {
    const parsed = parseShares([
      sheetOf([
        SHARE_HEADER,
        shareRow(),
        shareRow({ 0: 'M002', 2: '侯　永　强', 3: '6.10727E+17', 5: '-1', 6: '2018-02-30' }),
        shareRow({
          0: 'M003',
          2: '周文龑',
          3: ID[3],
          5: '￥３０，０００．００',
          8: { kind: 'number', digits: '6230556978349670000' },
        }),
        ['合计', null, '3户', null, 60, 49999],
      ]),
    ]);
    expect(parsed.fatal).toBeNull();
    expect(
      parsed.records.map((one) => [one.memberNo, one.name, one.amountFen, one.date, one.sharesHundredths]),
    ).toEqual([
      ['M001', '张守田', 2_000_000, '2018-04-16', 2000],
      ['M003', '周文龑', 3_000_000, '2018-04-16', 2000],
    ]);
    expect(parsed.refused).toHaveLength(1);
    expect(parsed.refused[0]).toMatchObject({ row: 3, column: 'D' });
    expect(parsed.refused[0]?.reason).toMatch(/科学计数.*；F 列：.*是负数.*；G 列：.*没有这一天/);
    expect(parsed.warnings.map((one) => [one.row, one.column])).toEqual([[4, 'I']]);
    expect(parsed.records[1]?.card).toBeNull();
  });

  test('a wrong 合计 refuses everything', () => {
    const parsed = parseShares([sheetOf([SHARE_HEADER, shareRow(), ['合计', null, null, null, 20, 20001]])]);
    expect(parsed.fatal).toContain('整个文件没有导入');
    expect(parsed.records).toEqual([]);
    expect(parsed.info?.mapping.amount).toBe('F');
  });

  test('the same entry twice, a number with two people, a person with two numbers', () => {
    const parsed = parseShares([
      sheetOf([
        SHARE_HEADER,
        shareRow(),
        shareRow({ 5: 5000 }),
        shareRow({ 6: '2018-05-01' }),
        shareRow({ 2: '李秀英', 3: ID[1], 6: '2018-06-01' }),
        shareRow({ 0: 'M002' }),
      ]),
    ]);
    expect(parsed.records.map((one) => one.row)).toEqual([2, 4]);
    expect(parsed.refused.map((one) => [one.row, one.reason])).toEqual([
      [3, '与第 2 行的社员号、日期、资金来源都相同'],
      [5, '社员号 M001 在第 2 行是另一个人'],
      [6, '与第 2 行身份证号重复，社员号却不同'],
    ]);
  });

  test('an organisation by its credit code', () => {
    const parsed = parseShares([
      sheetOf([SHARE_HEADER, shareRow({ 2: '张家坝村股份经济合作社', 3: 'N2610727MF12345678' })]),
    ]);
    expect(parsed.records[0]).toMatchObject({
      kind: 'organisation',
      creditCode: 'N2610727MF12345678',
      idNumber: null,
    });
  });

  test('a merged amount can not be divided', () => {
    const parsed = parseShares([
      sheetOf([SHARE_HEADER, shareRow(), shareRow({ 0: 'M002', 3: ID[1], 5: null })], ['F2:F3']),
    ]);
    expect(parsed.records).toEqual([]);
    expect(parsed.refused[0]?.reason).toContain('一个数对着 2 行');
  });

  test('万元 chosen, stated, and suspected', () => {
    const small = sheetOf([
      SHARE_HEADER,
      ...[1, 2, 3, 4, 5].map((n) => shareRow({ 0: `M00${n}`, 3: null, 5: n })),
    ]);
    expect(parseShares([small]).warnings.at(-1)?.reason).toContain('请把单位改选为万元');
    expect(parseShares([small], { unit: '万元' }).records[0]?.amountFen).toBe(1_000_000);
    const stated = SHARE_HEADER.map((title) => (title === '金额' ? '金额（万元）' : title));
    const parsed = parseShares([sheetOf([stated, shareRow({ 5: '1.5' })])]);
    expect(parsed.info).toMatchObject({ unit: '万元', unitStated: '万元' });
    expect(parsed.records[0]?.amountFen).toBe(1_500_000);
    expect(
      parseShares([sheetOf([stated, shareRow({ 5: '1.5' })])], { unit: '元' }).warnings[0]?.reason,
    ).toContain('请确认');
  });

  test('one row in 万元 among rows in 元', () => {
    const rows = [20000, 2, 30000, 15000, 15000].map((n, i) => shareRow({ 0: `M00${i}`, 3: null, 5: n }));
    const parsed = parseShares([sheetOf([SHARE_HEADER, ...rows])]);
    expect(parsed.records).toHaveLength(5);
    expect(parsed.warnings).toMatchObject([{ row: 3, column: 'F' }]);
  });

  test('sheets, columns and headers that are not there', () => {
    expect(parseShares([]).fatal).toContain('找不到表头');
    expect(parseShares([sheetOf([SHARE_HEADER, shareRow()])], { sheetName: '没有' }).fatal).toContain(
      '没有“没有”',
    );
    const lacking = parseShares([
      sheetOf([
        ['户主姓名', '金额'],
        ['张三', 1],
      ]),
    ]);
    expect(lacking.fatal).toContain('找不到“社员号”、“日期”这一列');
    expect(lacking.info?.columns).toHaveLength(2);
    expect(parseShares([sheetOf([SHARE_HEADER])]).fatal).toContain('没有数据行');
  });

  test('a second sheet that would do is not left out in silence', () => {
    const both = [
      sheetOf([SHARE_HEADER, shareRow()], [], '2017入股'),
      sheetOf([SHARE_HEADER, shareRow()], [], '2018入股'),
    ];
    const parsed = parseShares(both);
    expect(parsed.info?.sheet).toBe('2017入股');
    expect(parsed.warnings).toMatchObject([{ sheet: '2018入股', row: 1, column: null }]);
    expect(parsed.warnings[0]?.reason).toContain('只导入了“2017入股”');
    expect(parseShares(both, { sheetName: '2018入股' }).warnings).toEqual([]);
  });

  test('the person corrects a column', () => {
    const sheet = sheetOf([
      ['社员号', '户主姓名', '金额', '日期', '实缴'],
      ['M001', '张三', 100, '2018-01-01', 200],
    ]);
    expect(parseShares([sheet], { mapping: { amount: 'E' } }).records[0]?.amountFen).toBe(20_000);
  });

  test('hidden sheets are not chosen, hidden rows are mentioned', () => {
    const sheet = sheetOf([SHARE_HEADER, shareRow()]);
    expect(parseShares([{ ...sheet, hidden: true }]).fatal).not.toBeNull();
    const rows = sheet.rows.map((row) => ({ ...row, hidden: row.number === 2 }));
    expect(parseShares([{ ...sheet, rows }]).warnings[0]?.reason).toContain('有 1 行被隐藏');
  });
});

const DELIVERY_HEADER = ['日期', '户主', '身份证号', '产品', '数量', '单价', '金额'];

describe('deliveries', () => {
  test.each<[string, Written[], unknown]>([
    ['a sale', [88.6, 56.2, 4979.32], 'taken'],
    ['one fen off', [88.6, 56.2, 4979.33], 'taken'],
    ['two fen off', [88.6, 56.2, 4979.34], '金额 4,979.34 不等于数量×单价，应为 4,979.32'],
    ['an award', [null, null, 8517.87], 'taken'],
    ['quantity without price', [88.6, null, 4979.32], '有数量，没有单价'],
    ['price without quantity', [null, 56.2, 4979.32], '有单价，没有数量'],
    ['no amount', [88.6, 56.2, null], '金额没有填'],
    ['nothing', [0, 56.2, 0], '金额是 0；E 列：数量是 0'],
  ])('%s', (_, figures, expected) => {
    const parsed = parseDeliveries([
      sheetOf([DELIVERY_HEADER, ['2018-09-03', '何建平', ID[0], '干菇', ...figures]]),
    ]);
    expect(parsed.refused[0]?.reason ?? 'taken').toEqual(expected);
    expect(parsed.records).toHaveLength(expected === 'taken' ? 1 : 0);
  });

  test('the same sale twice a day is two deliveries', () => {
    const row = ['2018-09-03', '何建平', ID[0], '干菇', 1, 10, 10];
    const parsed = parseDeliveries([sheetOf([DELIVERY_HEADER, row, row, ['2018-09-04', ...row.slice(1)]])]);
    expect(parsed.records.map((one) => one.ordinal)).toEqual([1, 2, 1]);
  });

  test('a unit with a stroke: 单价(元/公斤)', () => {
    const header = ['日期', '户主', '身份证号', '产品', '数量(公斤/袋)', '单价(元/公斤)', '金额(元)'];
    const parsed = parseDeliveries([
      sheetOf([header, ['2018-09-03', '何建平', ID[0], '干菇', 3, 10.5, 31.5]]),
    ]);
    expect(parsed.records).toMatchObject([{ quantityThousandths: 3000, priceTenThousandths: 105_000 }]);
  });

  test('斤 become kilograms', () => {
    const header = DELIVERY_HEADER.map((title) => (title === '数量' ? '数量(斤)' : title));
    const parsed = parseDeliveries([
      sheetOf([header, ['2018-09-03', '何建平', ID[0], '干菇', 3, 10.5, 31.5]]),
    ]);
    expect(parsed.records[0]).toMatchObject({
      quantityThousandths: 1500,
      priceTenThousandths: 210_000,
      amountFen: 3150,
    });
    expect(parsed.warnings[0]?.reason).toContain('换算成公斤');
  });

  test('a name alone is left to the register', () => {
    const parsed = parseDeliveries([
      sheetOf([
        ['日期', '户主', '产品', '金额'],
        ['2018-09-03', '何建平', '奖', 1],
      ]),
    ]);
    expect(parsed.records[0]).toMatchObject({ name: '何建平', idNumber: null, memberNo: null });
    const empty = parseDeliveries([
      sheetOf([DELIVERY_HEADER, ['2018-09-03', '何建平', null, '奖', null, null, 1]]),
    ]);
    expect(empty.refused).toEqual([]);
  });
});
