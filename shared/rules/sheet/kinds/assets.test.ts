import { describe, expect, test } from 'vitest';
import { sheetOf, type Written } from '../sheetForTests.ts';
import { parseAssets } from './assets.ts';

const HEADER = [
  ...['资产编号', '名称', '类别', '数量', '单位', '原值', '投入使用日', '取得方式'],
  ...['财政资金', '帮扶单位', '自筹', '贷款', '年限', '残值率', '扶贫项目资产', '所有权人', '坐落/保管'],
];
type Row = readonly Written[];
const read = (rows: Row[]) => parseAssets([sheetOf([['固定资产清单'], HEADER, ...rows], [], '固定资产')]);
const SHEDS: Row = [
  ...['DP', '钢架大棚', '生产设施', 122, '个', 610000, '2018-05-20', '自建'],
  ...[350000, 60000, 200000, 0, 10, 0.05, '是', '合作社', 'DP-001至DP-122'],
];
const changed = (at: number, written: Written, row = SHEDS): Row => row.with(at, written);

test('a batch of greenhouses is one card with its pieces numbered', () => {
  const { records, refused, warnings } = read([SHEDS]);
  expect([refused, warnings]).toEqual([[], []]);
  expect(records).toEqual([
    {
      ...{
        sheet: '固定资产',
        row: 3,
        no: 'DP',
        name: '钢架大棚',
        category: '生产设施',
        pieces: 122,
        unit: '个',
      },
      ...{ costFen: 61_000_000, amountFen: 61_000_000, inServiceOn: '2018-05-20', acquisition: 'built' },
      funding: { stateFen: 35_000_000, partnerFen: 6_000_000, donatedFen: 0, ownFen: 20_000_000, loanFen: 0 },
      ...{
        lifeMonths: 120,
        residualMillionths: 50_000,
        isRelief: true,
        owner: '合作社',
        place: 'DP-001至DP-122',
      },
      pieceNos: expect.arrayContaining(['DP-001', 'DP-017', 'DP-122']) as string[],
    },
  ]);
  expect(records[0]?.pieceNos).toHaveLength(122);
});

describe('a row is refused, with its cell', () => {
  test.each<[string, Row, string, RegExp]>([
    [
      'sources that are not the cost',
      changed(8, 300000),
      'F',
      /资金来源合计 560,000\.00 ≠ 原值 610,000\.00/u,
    ],
    ['a cost of nothing', changed(5, 0), 'F', /名义金额 1 元/u],
    ['no cost', changed(5, null), 'F', /原值没有填/u],
    ['a third decimal', changed(5, 610000.005), 'F', /两位|小数|分/u],
    ['no day', changed(6, '去年'), 'G', /去年/u],
    ['a life of nothing', changed(12, 0), 'M', /年限/u],
    ['a residual above all', changed(13, 5), 'N', /残值率/u],
    ['neither yes nor no', changed(14, '大概'), 'O', /是或否/u],
    ['no pieces', changed(3, 0), 'D', /数量 0/u],
  ])('%s', (_name, row, column, reason) => {
    const { records, refused } = read([row]);
    expect(records).toEqual([]);
    expect(refused).toMatchObject([{ row: 3, column, reason: expect.stringMatching(reason) as string }]);
  });

  test('a number twice', () => {
    const { records, refused } = read([SHEDS, SHEDS]);
    expect(records).toHaveLength(1);
    expect(refused).toMatchObject([{ row: 4, column: 'A', reason: '资产编号 DP 在第 3 行已经有了' }]);
  });
});

describe('written another way', () => {
  test.each<[string, Row, object]>([
    ['5% and 10年', changed(13, '5%', changed(12, '10年')), { residualMillionths: 50_000, lifeMonths: 120 }],
    ['half a year', changed(12, 0.5), { lifeMonths: 6 }],
    [
      'nothing said of life and residual',
      changed(12, null, changed(13, '—')),
      { lifeMonths: null, residualMillionths: null },
    ],
    ['a place that is a place', changed(16, '大棚区'), { place: '大棚区', pieceNos: [] }],
    ['bought', changed(7, '购置'), { acquisition: 'purchase' }],
    ['given', changed(7, '接受捐赠'), { acquisition: 'donation' }],
    ['brought as a share', changed(7, '作价入股'), { acquisition: 'share' }],
  ])('%s', (_name, row, expected) => expect(read([row]).records).toMatchObject([expected]));

  test('numbers that are not as many as the pieces are not used, and that is said', () => {
    const { records, warnings } = read([changed(16, 'DP-001至DP-120')]);
    expect(records).toMatchObject([{ pieceNos: [] }]);
    expect(warnings).toMatchObject([{ row: 3, reason: expect.stringContaining('120 个编号') as string }]);
  });

  test('a list without sources is all one’s own', () => {
    const parsed = parseAssets([
      sheetOf([
        ['资产编号', '资产名称', '原值', '启用日期'],
        ['CC-01', '叉车', 3600, '2018-08-20'],
      ]),
    ]);
    expect(parsed.records).toMatchObject([
      { no: 'CC-01', pieces: 1, funding: { stateFen: 0, ownFen: 360_000 }, acquisition: 'other' },
    ]);
  });

  test('a total row is proved, not taken for an asset', () => {
    const { records, info } = read([SHEDS, ['合计', null, null, null, null, 610000]]);
    expect(records).toHaveLength(1);
    expect(info?.skipped).toHaveLength(1);
  });
});
