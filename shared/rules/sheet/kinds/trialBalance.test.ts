import { describe, expect, it } from 'vitest';
import { sheetOf, type Written } from '../sheetForTests.ts';
import { readTrialBalance } from './trialBalance.ts';

type Rows = (readonly Written[] | null)[];
const read = (rows: Rows, merges: readonly string[] = []) =>
  readTrialBalance(sheetOf(rows, merges, '余额表'));
/** Each row as code balance/yearDebit/yearCredit. */
const shown = (rows: Rows, merges?: readonly string[]): string[] => {
  const { rows: found, problem, refused } = read(rows, merges);
  if (problem !== null) return [problem];
  return [
    ...found.map((one) => `${one.code} ${one.balanceFen}/${one.yearDebitFen}/${one.yearCreditFen}`),
    ...refused.map((one) => `${one.row}${one.column ?? ''} ${one.reason}`),
  ];
};

const GROUPS = ['科目编码', '科目名称', '期初余额', null, '本期发生额', null, '期末余额', null];
const SIDES = [null, null, '借方', '贷方', '借方', '贷方', '借方', '贷方'];
const BODY: Rows = [
  ['101', '现金', 100, null, 50, 30, 120, null],
  ['201', '短期借款', null, 5000, 1000, null, null, 4000],
];
const CLOSING = ['101 12000/0/0', '201 -400000/0/0'];

describe('which columns are the balance', () => {
  const CASES: readonly [name: string, rows: Rows, merges: readonly string[] | undefined, lines: string[]][] =
    [
      [
        '期初|本期|期末 with merged groups',
        [GROUPS, SIDES, ...BODY],
        ['A1:A2', 'B1:B2', 'C1:D1', 'E1:F1', 'G1:H1'],
        CLOSING,
      ],
      ['the same as csv, without merges', [GROUPS, SIDES, ...BODY], undefined, CLOSING],
      [
        'titles on one line',
        [
          ['科目编码', '科目名称', '期初借方', '期初贷方', '本期借方', '本期贷方', '期末借方', '期末贷方'],
          ...BODY,
        ],
        undefined,
        CLOSING,
      ],
      [
        '期末 before 期初',
        [
          ['科目代码', '会计科目', '期末借方余额', '期末贷方余额', '年初借方余额', '年初贷方余额'],
          ['101', '现金', 120, null, 100, null],
          ['201', '短期借款', null, 4000, null, 5000],
        ],
        undefined,
        CLOSING,
      ],
      [
        '本年累计 beside them',
        [
          [
            '科目编码',
            '科目名称',
            '年初余额/借方',
            '年初余额/贷方',
            '本年累计借方',
            '本年累计贷方',
            '期末借方',
            '期末贷方',
          ],
          ['101', '现金', 100, null, 50, 30, 120, null],
        ],
        undefined,
        ['101 12000/5000/3000'],
      ],
      [
        'a direction and one amount each',
        [
          ['科目编码', '科目名称', '期初方向', '期初余额', '本期借方', '本期贷方', '期末方向', '期末余额'],
          ['101', '现金', '借', 100, 50, 30, '借', 120],
          ['201', '短期借款', '贷', 5000, 1000, null, '贷', 4000],
          ['215', '应付利息', '平', 0, null, null, '平', 0],
        ],
        undefined,
        CLOSING,
      ],
      [
        'one direction without a moment, one balance',
        [
          ['科目编码', '科目名称', '方向', '余额'],
          ['101', '现金', '借', 120],
          ['201', '短期借款', '贷', 4000],
        ],
        undefined,
        CLOSING,
      ],
      [
        'only 借方 and 贷方',
        [
          ['科目编码', '科目名称', '借方', '贷方'],
          ['101', '现金', 120, null],
          ['201', '短期借款', null, 4000],
        ],
        undefined,
        CLOSING,
      ],
      [
        'only 期初 of the year the books begin with',
        [
          ['科目编码', '科目名称', '期初借方', '期初贷方'],
          ['101', '现金', 120, null],
          ['201', '短期借款', null, 4000],
        ],
        undefined,
        CLOSING,
      ],
      [
        'one signed column, debit positive',
        [
          ['科目编码', '科目名称', '期末余额'],
          ['101', '现金', 120],
          ['201', '短期借款', -4000],
        ],
        undefined,
        CLOSING,
      ],
    ];
  it.each(CASES)('%s', (_name, rows, merges, lines) => {
    expect(shown(rows, merges)).toEqual(lines);
  });

  it('says which they were', () => {
    expect(read([GROUPS, SIDES, ...BODY]).balanceFrom).toBe('期末余额/借方、期末余额/贷方');
  });

  it.each<[string, Rows, RegExp]>([
    [
      'opening and turnover only',
      [
        ['科目编码', '科目名称', '期初借方', '期初贷方', '本期借方', '本期贷方'],
        ['101', '现金', 1, 2, 3, 4],
      ],
      /没有期末余额/u,
    ],
    [
      'turnover only',
      [
        ['科目编码', '科目名称', '本期借方', '本期贷方'],
        ['101', '现金', 3, 4],
      ],
      /缺少期末余额/u,
    ],
    [
      'no amounts',
      [
        ['科目编码', '科目名称'],
        ['101', '现金'],
      ],
      /缺少期末余额/u,
    ],
    [
      'no header',
      [
        ['甲', '乙'],
        ['101', '现金'],
      ],
      /找不到科目余额表/u,
    ],
  ])('%s: the file is not read', (_name, rows, why) => {
    expect(read(rows)).toMatchObject({ rows: [], problem: expect.stringMatching(why) as string });
  });
});

it('of a parent and its sub-accounts only these count; what cannot be read is named', () => {
  expect(
    shown([
      ['科目编码', '科目名称', '方向', '期末余额'],
      ['102', '银行存款', '借', 300],
      ['10201', '信用社', '借', 100],
      ['10202', '农行', '借', 200],
      ['211', '应付款', '左', 5],
      ['x', '无', '借', 5],
      ['212', '应付工资', '贷', '五元'],
    ]),
  ).toEqual([
    '10201 10000/0/0',
    '10202 20000/0/0',
    '5C 方向“左”不是借，也不是贷',
    expect.stringMatching(/^6A/u),
    expect.stringMatching(/^7D/u),
  ]);
});
