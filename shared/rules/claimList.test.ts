import { describe, expect, it } from 'vitest';
import { type ListedLine, type ListedRow, matchList } from './claimList.ts';

const quarter = (interestFen: number) => ({ from: '2020-03-21', to: '2020-06-21', interestFen });
const lines: readonly ListedLine[] = [
  {
    ...{ loanId: 1, noteNo: 'JJ-001', name: '张守田', excludedReason: '', dueOn: '2021-04-12' },
    parts: [quarter(51_456)],
  },
  {
    ...{ loanId: 2, noteNo: 'JJ-002', name: '李秀英', excludedReason: '', dueOn: '2021-04-12' },
    parts: [quarter(60_694), { from: '2020-06-21', to: '2020-09-21', interestFen: 35_650 }],
  },
  {
    ...{ loanId: 3, noteNo: 'JJ-003', name: '李秀英', excludedReason: '', dueOn: '2020-05-01' },
    parts: [{ from: '2020-03-21', to: '2020-05-01', interestFen: 10_000 }],
  },
  {
    ...{ loanId: 4, noteNo: 'JJ-004', name: '王德福', excludedReason: '已挪用', dueOn: '2021-04-12' },
    parts: [],
  },
];

let next = 1;
const row = (noteNo: string, name: string, fen: number, more: Partial<ListedRow> = {}): ListedRow => ({
  ...{ row: ++next, noteNo, name, fen, from: null, to: null, days: null, isPenalty: false },
  ...more,
});
const inQuarter = { from: '2020-03-21', to: '2020-06-20', days: 92 };

describe('the bank’s list beside what was computed', () => {
  it.each<[string, ListedRow[], string[], Record<number, unknown>]>([
    [
      '#42: a fen less, whichever day the bank calls the last',
      [
        row('jj-001', '张守田', 51_455, inQuarter),
        row('JJ-002', '李秀英', 60_694, { from: '2020-03-21', to: '2020-06-21' }),
      ],
      ['differs', 'differs'],
      {
        1: { fen: 51_455, days: 92, byPart: [51_455] },
        // The second settlement has no row: the figure is of the line.
        2: { fen: 60_694, days: null, byPart: null },
      },
    ],
    [
      'a settlement in two rows because principal was repaid: 156.22 and 358.33',
      [
        row('JJ-001', '张守田', 15_622, { from: '2020-03-21', to: '2020-05-19', days: 60 }),
        row('JJ-001', '张守田', 35_833, inQuarter),
      ],
      ['differs', 'differs'],
      { 1: { fen: 51_455, days: 152, byPart: [51_455] } },
    ],
    [
      'settlement by settlement',
      [
        row('JJ-002', '李秀英', 60_694, inQuarter),
        row('JJ-002', '李秀英', 35_650, { from: '2020-06-21', to: '2020-09-20', days: 92 }),
      ],
      ['same', 'same'],
      { 2: { fen: 96_344, days: 184, byPart: [60_694, 35_650] } },
    ],
    [
      'rows that do not count say why',
      [
        row('JJ-001', '张守田', 51_456, inQuarter),
        row('JJ-001', '张守田', 51_456, inQuarter),
        row('JJ-009', '何正贵', 1_00),
        row('JJ-004', '王德福', 2_00),
        row('JJ-003', '李秀英', 3_00, { from: '2020-05-01', to: '2020-06-20' }),
        row('JJ-003', '李秀英', 4_00, { isPenalty: true }),
        row('JJ-002', '李秀英', 5_00, { from: '2019-12-21', to: '2020-03-20' }),
      ],
      ['same', 'double', 'unknown', 'excluded', 'penalty', 'penalty', 'outside'],
      { 1: { fen: 51_456, days: 92, byPart: [51_456] } },
    ],
    [
      'without a note number: by a name that one line has',
      [row('', '张守田', 51_456), row('', '李秀英', 60_694), row('', '王小二', 1)],
      ['same', 'unknown', 'unknown'],
      { 1: { fen: 51_456, days: null, byPart: null } },
    ],
  ])('%s', (_, rows, outcomes, figures) => {
    const match = matchList(lines, rows);
    expect(match.rows.map((one) => one.outcome)).toEqual(outcomes);
    expect(Object.fromEntries(match.figures)).toEqual(figures);
    const has = new Set(Object.keys(figures).map(Number));
    expect(match.missing).toEqual([1, 2, 3].filter((id) => !has.has(id)));
  });

  it('another name under the same note number, and days twice, are said', () => {
    const { rows } = matchList(lines, [
      row('JJ-001', '张守甜', 15_622, { from: '2020-03-21', to: '2020-05-19' }),
      row('JJ-001', '张守田', 35_833, inQuarter),
    ]);
    expect(rows[0]?.reason).toContain('张守甜');
    expect(rows[1]?.reason).toContain('重叠');
  });
});
