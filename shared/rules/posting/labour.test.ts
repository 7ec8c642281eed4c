import { describe, expect, test } from 'vitest';
import { labourAccrued, labourDeducted, labourPaid, PAY_ITEMS } from './labour.ts';
import type { Posting } from './posting.ts';

/** 借 401[人工] 448.00; whoever 213 means by number. */
const text = ({ lines }: Posting): string[] =>
  lines.map((line) => {
    const of = [line.memberId === undefined ? undefined : `M${line.memberId}`, line.item, line.item2]
      .filter((one) => one !== undefined)
      .join('/');
    return `${line.side === 'debit' ? '借' : '贷'} ${line.account}${of === '' ? '' : `[${of}]`} ${(line.fen / 100).toFixed(2)}`;
  });

const CHEN = { worker: 7, timeFen: 650_00, pieceFen: 448_00, awardFen: 0 };

describe('the worked example of DOMAIN §5', () => {
  test.each<[string, Posting, string[]]>([
    [
      '计提: by what the work was for, and by worker, time and pieces apart',
      labourAccrued(
        '',
        [
          { account: '141', item: 3, fen: 448_00 },
          { account: '401', item: '人工', fen: 650_00 },
        ],
        [CHEN],
      ),
      ['借 141[3] 448.00', '借 401[人工] 650.00', '贷 213[7/计时工资] 650.00', '贷 213[7/计件工资] 448.00'],
    ],
    [
      'an account without items',
      labourAccrued('', [{ account: '52301', fen: 1_098_00 }], [CHEN]),
      ['借 52301 1098.00', '贷 213[7/计时工资] 650.00', '贷 213[7/计件工资] 448.00'],
    ],
    [
      '扣回借支',
      labourDeducted('', [
        {
          from: [{ worker: 7, payItem: PAY_ITEMS.time, fen: 200_00 }],
          memberId: 1,
          advanceFen: 200_00,
          taxFen: 0,
        },
      ]),
      ['借 213[7/计时工资] 200.00', '贷 114[M1] 200.00'],
    ],
    [
      '个税 of two, one of them no member',
      labourDeducted('', [
        {
          from: [{ worker: 7, payItem: PAY_ITEMS.time, fen: 230_00 }],
          memberId: 1,
          advanceFen: 200_00,
          taxFen: 30_00,
        },
        {
          from: [{ worker: 8, payItem: PAY_ITEMS.award, fen: 5_00 }],
          memberId: null,
          advanceFen: 0,
          taxFen: 5_00,
        },
      ]),
      ['借 213[7/计时工资] 230.00', '借 213[8/奖补] 5.00', '贷 114[M1] 200.00', '贷 21412 35.00'],
    ],
    [
      '发放',
      labourPaid(
        '',
        [
          { worker: 7, payItem: PAY_ITEMS.time, fen: 450_00 },
          { worker: 7, payItem: PAY_ITEMS.piece, fen: 448_00 },
        ],
        { kind: 'cash' },
      ),
      ['借 213[7/计时工资] 450.00', '借 213[7/计件工资] 448.00', '贷 101 898.00'],
    ],
  ])('%s', (_name, made, lines) => {
    expect(text(made)).toEqual(lines);
  });

  test('charges that are not what was earned are a bug', () => {
    expect(() => labourAccrued('', [{ account: '401', item: '人工', fen: 1 }], [CHEN])).toThrow(/balances/u);
  });
});
