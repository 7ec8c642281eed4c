import { expect, test } from 'vitest';
import { BALANCE_SHEET, EQUITY_CHANGES } from '../../../shared/rules/statements/forms.ts';
import { cellValue } from '../../parts/gridColumns.ts';
import { gridToXlsxRows } from '../../parts/gridToXlsxRows.ts';
import {
  equityColumns,
  equityLines,
  isRow,
  notesAsText,
  sheetColumns,
  twoSided,
  type EquityColumn,
} from './forms.ts';

const sheet = BALANCE_SHEET.map(({ row, label, prefix, side, section, kind }) => ({
  row,
  label,
  prefix,
  side,
  section,
  kind,
  endFen: row * 100,
  beginFen: row,
}));

test('the balance sheet has assets left, debts and equity right, each row once, both totals on the last line', () => {
  const lines = twoSided(sheet);
  const rowsOf = (side: 'left' | 'right') =>
    lines.flatMap((line) => (isRow(line[side]) ? [line[side].row.row] : []));
  expect(rowsOf('left')).toEqual(Array.from({ length: 22 }, (_, index) => index + 1));
  expect(rowsOf('right')).toEqual(Array.from({ length: 20 }, (_, index) => index + 23));
  const last = lines.at(-1);
  expect([last?.left, last?.right].map((half) => half && isRow(half) && half.row.label)).toEqual([
    '资产总计',
    '负债和所有者权益总计',
  ]);
  expect(
    lines
      .flatMap((line) => [line.left, line.right])
      .flatMap((half) => (half && 'heading' in half ? [half.heading] : [])),
  ).toEqual(['流动资产：', '流动负债：', '非流动资产：', '非流动负债：', '所有者权益：']);
});

test('in a spreadsheet the figures of the balance sheet are numbers in yuan', () => {
  const [, heading, first] = gridToXlsxRows(sheetColumns(2019), twoSided(sheet));
  expect(
    heading?.map((cell) => (cell && typeof cell === 'object' && 'value' in cell ? cell.value : cell)),
  ).toEqual(['流动资产：', null, null, null, '流动负债：', null, null, null]);
  expect(first?.[2]).toMatchObject({ value: 1, type: Number });
  expect(first?.[3]).toMatchObject({ value: 0.01, type: Number });
});

const column = (key: string): EquityColumn => {
  const form = EQUITY_CHANGES.find((one) => one.key === key);
  if (!form) throw new Error(key);
  return {
    key,
    label: form.label,
    beginFen: 100,
    increase: form.increase.map(({ label, printed }) => ({ label, printed, fen: 10 })),
    increaseFen: 10 * form.increase.length,
    decrease: form.decrease.map(({ label, printed }) => ({ label, printed, fen: printed ? 1 : 0 })),
    decreaseFen: 1,
    endFen: 200,
  };
};

const TOTAL: EquityColumn = {
  key: 'total',
  label: '合计',
  beginFen: 300,
  increase: [],
  increaseFen: 60,
  decrease: [],
  decreaseFen: 3,
  endFen: 600,
};

test('equity: each column has its own parts, 合计 is the statement’s own and is not summed again', () => {
  const columns = [...['shareCapital', 'specialFund', 'surplusReserve'].map(column), TOTAL];
  const lines = equityLines(columns);
  expect(lines.map((line) => [line.title, line.cells.at(-1)?.fen])).toEqual([
    ['年初余额', 300],
    ['本年增加数', 60],
    ['其中：', undefined],
    ['', undefined],
    ['', undefined],
    ['本年减少数', 3],
    ['其中：', undefined],
    ['年末余额', 600],
  ]);
  expect(lines[2]?.cells.map((cell) => cell?.label)).toEqual([
    '资本公积转增',
    '接受国家财政直接补助形成',
    '从盈余中提取',
    undefined,
  ]);
  expect(lines[4]?.cells.map((cell) => cell?.label)).toEqual([
    '成员增加出资',
    undefined,
    undefined,
    undefined,
  ]);
});

test('balances lead to the row of 01, parts to their own line, sums nowhere', () => {
  const [begin, increase, part] = equityLines([column('shareCapital')]);
  expect(begin?.cells[0]?.figure).toEqual({ statement: '01', row: 36, column: 'begin' });
  expect(increase?.cells[0]?.figure).toBeNull();
  expect(part?.cells[0]?.figure).toEqual({
    statement: '03',
    line: { column: 'shareCapital', block: 'increase', label: '资本公积转增' },
    column: 'current',
  });
});

test('a decrease without a line on the form shows only where there is an amount', () => {
  const reserve = column('surplusReserve');
  const withLoss = {
    ...reserve,
    decrease: reserve.decrease.map((one) => (one.label === '弥补亏损' ? { ...one, fen: 50 } : one)),
  };
  const labels = (of: EquityColumn) =>
    equityLines([of]).flatMap((line) => line.cells.map((cell) => cell?.label));
  expect(labels(reserve)).not.toContain('弥补亏损');
  expect(labels(withLoss)).toContain('弥补亏损');
});

test('equity in a spreadsheet: a label and an amount for each column', () => {
  const columns = [column('specialFund'), TOTAL];
  const part = equityLines(columns)[2];
  if (!part) throw new Error('no parts');
  expect(equityColumns(columns).map((one) => cellValue(one, part))).toEqual([
    '其中：',
    '接受国家财政直接补助形成',
    10,
    null,
  ]);
});

test('notes as text keep their order, tables by tabs', () => {
  expect(
    notesAsText([
      { title: '一、声明', paragraphs: ['本社声明。'], table: null },
      { title: '二、成员', paragraphs: [], table: { head: ['项目', '人数'], rows: [['农民', '47']] } },
    ]),
  ).toBe('一、声明\n本社声明。\n\n二、成员\n项目\t人数\n农民\t47');
});
