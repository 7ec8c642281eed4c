import { describe, expect, it } from 'vitest';
import { sheetOf, type Written } from '../sheetForTests.ts';
import { parseInterestList } from './interestList.ts';

type Rows = (readonly Written[] | null)[];

/** Each row as 借据号 借款人 起-止 天数 利息. */
function shown(rows: Rows): string[] {
  const { fatal, records, refused } = parseInterestList([sheetOf(rows, [], '清单')]);
  if (fatal !== null) return [fatal];
  return [
    ...records.map(
      (one) =>
        `${one.noteNo} ${one.name} ${one.from ?? ''}~${one.to ?? ''} ${one.days ?? ''} ${one.fen}${one.isPenalty ? ' 罚' : ''}`,
    ),
    ...refused.map((one) => `${one.row}${one.column ?? ''}: ${one.reason}`),
  ];
}

const HEADS: readonly { name: string; rows: Rows; expected: unknown[] }[] = [
  {
    name: 'the usual columns',
    rows: [
      ['两河口信用社贴息贷款利息清单'],
      ['借据号', '借款人', '起息日', '止息日', '天数', '积数', '利率', '利息'],
      ['JJ001', '张守田', '2020-03-21', '2020-06-20', 92, '3,960,000.00', '4.65%', '514.56'],
      ['JJ002', '李秀英', '2020-03-21', '2020-06-20', 92, '', '', 606.94],
      ['合计', '', '', '', '', '', '', '1,121.50'],
    ],
    expected: ['JJ001 张守田 2020-03-21~2020-06-20 92 51456', 'JJ002 李秀英 2020-03-21~2020-06-20 92 60694'],
  },
  {
    name: 'other names, dates without strokes, full width',
    rows: [
      ['贷款账号', '客户名称', '计息起日', '计息止日', '应收利息', '罚息'],
      ['ｊｊ 001', '张守田', '20200321', '20200621', '￥514.55', '75.56'],
    ],
    expected: ['JJ001 张守田 2020-03-21~2020-06-21  51455'],
  },
  {
    name: 'no note numbers, no dates; 罚息 as a row',
    rows: [
      ['姓名', '利息类型', '利息金额(元)'],
      ['张守田', '正常', '514.56'],
      ['张守田', '逾期罚息', '75.56'],
    ],
    expected: [' 张守田 ~  51456', ' 张守田 ~  7556 罚'],
  },
  {
    name: 'rows that can’t be read say where',
    rows: [
      ['借据号', '借款人', '起息日', '止息日', '利息'],
      ['JJ001', '张守田', '2020-06-21', '2020-03-21', '1.00'],
      ['JJ002', '', '', '', '2.00'],
      ['JJ003', '王德福', '', '', '3.005'],
      [{ kind: 'number', digits: '6212345678901234567' }, '何正贵', '', '', '4.00'],
      ['JJ005', '赵明清', '', '', '-5.00'],
    ],
    expected: [
      '2D: 止息日 2020-03-21 在起息日 2020-06-21 之前',
      '3B: 借款人没有填',
      expect.stringMatching(/^4E: /),
      '5A: 借据号被表格存成了数字，末几位已经丢失。请向银行要文本格式的清单',
      '6E: 利息是负数。银行冲回的利息请和原来那一行合成一个数再导入',
    ],
  },
  {
    name: 'another table',
    rows: [
      ['品名', '数量'],
      ['香菇', '1'],
    ],
    expected: [expect.stringContaining('找不到')],
  },
];

describe('a bank’s list of interest', () => {
  it.each(HEADS)('$name', ({ rows, expected }) => {
    expect(shown(rows)).toEqual(expected);
  });
});
