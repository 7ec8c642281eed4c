import { expect, it } from 'vitest';
import { moved, planOf } from './plan.ts';
import type { Piece } from './view.ts';

const piece = (at: number, state: Piece['state'] = 'in-use'): Piece => ({
  id: at,
  no: `DP-${String(at).padStart(3, '0')}`,
  place: '',
  custodian: at === 1 ? '陈大明' : '',
  state,
});
const bags = (greenhouse: string, batchId: number) => ({
  greenhouse,
  batchId,
  batchNo: `2018-0${batchId}`,
  batchName: '秋栽',
  bags: 1000,
  since: '2018-09-01',
});

it('every state has its place in the legend, with how many', () => {
  const { cells, legend } = planOf([piece(1), piece(2, 'damaged'), piece(17, 'gone')], [], 'state');
  expect(cells.map((cell) => [cell.short, cell.tone])).toEqual([
    ['001', 'in-use'],
    ['002', 'damaged'],
    ['017', 'gone'],
  ]);
  expect(cells[0]?.title).toBe('DP-001 · 在用 · 保管 陈大明');
  expect(legend.map((entry) => [entry.label, entry.count])).toEqual([
    ...[
      ['在用', 1],
      ['闲置', 0],
      ['出租', 0],
      ['损坏', 1],
      ['报废', 1],
    ],
  ]);
});

it('by batch: one colour a batch, empty ones and gone ones apart', () => {
  const standing = [bags('DP-001', 3), bags('DP-002', 4), bags('DP-003', 3), bags('DP-017', 3)];
  const pieces = [piece(1), piece(2), piece(3), piece(4), piece(17, 'gone')];
  const { cells, legend } = planOf(pieces, standing, 'batch');
  expect(cells.map((cell) => cell.tone)).toEqual(['batch-0', 'batch-1', 'batch-0', 'none', 'gone']);
  expect(legend.map((entry) => [entry.label, entry.count])).toEqual([
    ['2018-03 秋栽', 2],
    ['2018-04 秋栽', 1],
    ['没有菌袋', 1],
    ['报废', 1],
  ]);
  expect(cells[1]?.title).toContain('2018-04 秋栽 1000 袋');
});

it('a ninth batch shares a colour, and both are named', () => {
  const standing = Array.from({ length: 9 }, (_, at) => bags(`DP-00${at + 1}`, at + 1));
  const { legend } = planOf(
    Array.from({ length: 9 }, (_, at) => piece(at + 1)),
    standing,
    'batch',
  );
  expect(legend[0]).toMatchObject({ label: '2018-01 秋栽、2018-09 秋栽', count: 2 });
});

it.each([
  [16, 'ArrowRight', 17],
  [16, 'ArrowDown', 33],
  [16, 'ArrowUp', null],
  [0, 'ArrowLeft', null],
  [121, 'ArrowRight', null],
  [20, 'Home', 17],
  [18, 'End', 33],
  [120, 'End', 121],
  [5, 'a', null],
])('from cell %i, %s leads to %s of 122 in rows of 17', (at, key, to) => {
  expect(moved(at, key, 17, 122)).toBe(to);
});
