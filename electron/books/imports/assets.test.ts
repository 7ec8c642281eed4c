import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { bookChecks } from '../ledger/index.ts';
import { imported } from './importingForTests.ts';

/** The sample list lives beside the repository and not everywhere. */
const LIST = join(import.meta.dirname, '../../../../shared/data/固定资产清单.xlsx');

let workspace: TestWorkspace;
afterEach(() => {
  expect(bookChecks(workspace.connection, 1).filter((one) => !one.ok && one.level === 'block')).toEqual([]);
  workspace.close();
});

const cards = () =>
  workspace.connection.all<{ no: string; isBooked: number; cost: number; worn: number; pieces: number }>(
    `SELECT c.no, c.item_id IS NOT NULL AS isBooked, SUM(m.cost_fen) AS cost, SUM(m.accumulated_fen) AS worn, SUM(m.pieces) AS pieces
     FROM asset_card c JOIN asset_move m ON m.asset_id = c.id GROUP BY c.id ORDER BY c.id`,
  );
const balance = (account: string) =>
  workspace.connection.get<{ fen: number }>(
    `SELECT COALESCE(SUM(e.debit_fen - e.credit_fen), 0) AS fen FROM entry e JOIN account a ON a.id = e.account_id WHERE a.code = ?`,
    account,
  )!.fen;

describe.skipIf(!existsSync(LIST))('the sample list in the books’ time', () => {
  beforeEach(() => {
    workspace = testWorkspace('2018-01');
  });

  test('seven cards; what is paid for stays open, what was given is 311, what the village owns is 备查', async () => {
    const { total, created, refused, warnings } = await imported(workspace, 'assets', LIST);
    expect([total, created]).toEqual([8, 7]);
    expect(refused).toEqual([
      { sheet: '固定资产', row: 11, column: 'F', reason: '资金来源合计 50,000.00 ≠ 原值 58,000.00' },
    ]);
    const all = cards();
    expect(all.reduce((sum, one) => sum + one.cost, 0)).toBe(1_114_100_00);
    expect(all.map((one) => [one.no, one.isBooked, one.pieces])).toEqual([
      ['DP', 1, 122],
      ['LK-01', 0, 1],
      ['HG-01', 1, 4],
      ['CC-01', 1, 2],
      ['PG-01', 1, 1],
      ['ZD-01', 1, 3],
      ['DN-01', 1, 1],
    ]);
    // 714,100 in the books, of which a computer of 6,200 was given; no money has moved.
    expect([balance('151'), balance('311'), balance('211'), balance('102')]).toEqual([
      714_100_00, -6_200_00, -707_900_00, 0,
    ]);
    expect(warnings.filter((one) => one.row === 5).map((one) => one.reason)).toEqual([
      expect.stringContaining('只作备查登记') as string,
      expect.stringContaining('批文') as string,
    ]);
    expect(
      warnings
        .filter((one) => one.row === 4)
        .map((one) => one.reason)
        .join(),
    ).toContain('资产清单待核对付款');
  });

  test('again, every row is the same', async () => {
    await imported(workspace, 'assets', LIST);
    const { created, same, refused } = await imported(workspace, 'assets', LIST);
    expect([created, same, refused.length]).toEqual([0, 7, 1]);
  });
});

const text = (rows: readonly string[]): Uint8Array =>
  Buffer.from(['资产编号,名称,类别,数量,原值,投入使用日,取得方式,年限,残值率,所有权人', ...rows].join('\n'));

describe('a list before the books', () => {
  beforeEach(() => {
    workspace = testWorkspace('2019-01');
  });

  test('writes the register only, with what was depreciated', async () => {
    const csv = text(['HG-01,烘干机,机器设备,4,48000,2018-07-10,购置,10,0.05,合作社']);
    const { warnings } = await imported(workspace, 'assets', csv, { fileName: 'a.csv' });
    expect(warnings).toEqual([]);
    expect(cards()).toEqual([{ no: 'HG-01', isBooked: 1, cost: 48_000_00, worn: 5 * 380_00, pieces: 4 }]);
    expect(workspace.connection.get('SELECT COUNT(*) AS vouchers FROM voucher')).toEqual({ vouchers: 0 });
  });

  test('what the sheet leaves out is said, and what is unknown or different is refused', async () => {
    const csv = text([
      'DN-01,电脑,电子设备,1,6000,2018-01-05,购置,,,合作社',
      'ZZ-01,怪东西,奇物,1,100,2018-01-05,购置,,,合作社',
      'ZZ-02,来年的,机器设备,1,100,2020-01-05,购置,10,5%,合作社',
    ]);
    const { warnings, refused } = await imported(workspace, 'assets', csv, { fileName: 'a.csv' });
    expect(warnings.map((one) => [one.row, one.column, one.reason])).toEqual([
      [2, 'H', expect.stringContaining('通常的 3 年') as string],
      [2, 'I', expect.stringContaining('通常的 5%') as string],
    ]);
    expect(refused.map((one) => [one.row, one.column])).toEqual([
      [3, 'H'],
      [4, 'F'],
    ]);
    const changed = text(['DN-01,电脑,电子设备,1,7000,2018-01-05,购置,3,5%,合作社']);
    const again = await imported(workspace, 'assets', changed, { fileName: 'b.csv' });
    expect(again.refused).toEqual([
      {
        sheet: again.refused[0]!.sheet,
        row: 2,
        column: 'E',
        reason: expect.stringContaining('原值登记为 6,000.00 元') as string,
      },
    ]);
  });

  test.each([
    ['合作社', 1],
    ['鑫杰合作社', 1],
    ['鑫杰香菇种植专业合作社', 1],
    ['', 1],
    ['村股份经济合作社', 0],
    ['张家坝村扶贫互助合作社', 0],
    ['村集体', 0],
    ['国有', 0],
    ['农户', 0],
  ])('owner “%s”: in the books %d', async (owner, isBooked) => {
    const csv = text([`A-1,机器,机器设备,1,100,2018-01-05,购置,10,5%,${owner}`]);
    await imported(workspace, 'assets', csv, { fileName: 'a.csv' });
    expect(cards().map((one) => one.isBooked)).toEqual([isBooked]);
  });
});
