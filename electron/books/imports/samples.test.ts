import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { parseAssets } from '../../../shared/rules/sheet/kinds/assets.ts';
import { parseLabour } from '../../../shared/rules/sheet/kinds/labour.ts';
import type { Sheet } from '../../../shared/rules/sheet/sheet.ts';
import { importsHandlers } from './index.ts';
import { readWorkbook } from './reading/readWorkbook.ts';
import { dump, imported } from './importingForTests.ts';

/** Sample workbooks with known totals; they live beside the repository and not everywhere. */
const SAMPLES = join(import.meta.dirname, '../../../../shared/data');

let workspace: TestWorkspace;
let folder: string;
beforeEach(() => {
  workspace = testWorkspace();
  folder = mkdtempSync(join(tmpdir(), 'sheets-'));
});
afterEach(() => {
  workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

const capital = (): unknown =>
  workspace.connection.get('SELECT COUNT(*) AS rows, SUM(amount_fen) AS fen FROM share_transaction');
const delivered = (): unknown =>
  workspace.connection.get('SELECT COUNT(*) AS rows, SUM(amount_fen) AS fen FROM delivery');

describe.skipIf(!existsSync(join(SAMPLES, '户籍花名册.xlsx')))('the sample workbooks', () => {
  const [register, roster, sales] = ['户籍花名册.xlsx', '入股花名册.xlsx', '交售明细.xlsx'].map((name) =>
    join(SAMPLES, name),
  ) as [string, string, string];

  async function sheetsOf(name: string): Promise<Sheet[]> {
    const read = await readWorkbook(name, readFileSync(join(SAMPLES, name)));
    if (!read.ok) throw new Error(read.error.message);
    return read.value;
  }

  test('the asset list: seven cards, and the one whose sources do not add up', async () => {
    const { records, refused, warnings } = parseAssets(await sheetsOf('固定资产清单.xlsx'));
    expect([records.length, records.reduce((sum, one) => sum + one.costFen, 0)]).toEqual([7, 1_114_100_00]);
    expect(records.find((one) => one.no === 'DP')?.pieceNos).toHaveLength(122);
    expect(refused).toEqual([
      { sheet: '固定资产', row: 11, column: 'F', reason: '资金来源合计 50,000.00 ≠ 原值 58,000.00' },
    ]);
    expect(warnings).toEqual([]);
  });

  test('two months of work: every sheet, and the rows that are wrong in themselves', async () => {
    const { records, refused, warnings } = parseLabour(await sheetsOf('记工表.xlsx'));
    const places = (sheet: string) => refused.filter((one) => one.sheet === sheet).map((one) => one.row);
    // The fifth of each sheet is somebody who is not in the register of households: the books know that.
    expect([places('2018-09'), places('2018-10')]).toEqual([
      [44, 206, 307, 408],
      [44, 206, 307, 408],
    ]);
    expect(records).toHaveLength(2 * 596);
    expect(warnings).toEqual([]);
  });

  test('all three come in, and a second time nothing changes', async () => {
    expect(await imported(workspace, 'households', register)).toMatchObject({
      total: 411,
      created: 411,
      people: 1384,
      refused: [],
      warnings: [],
    });
    expect(await imported(workspace, 'shares', roster)).toMatchObject({
      total: 47,
      created: 47,
      refused: [],
      warnings: [],
    });
    expect(await imported(workspace, 'deliveries', sales)).toMatchObject({
      total: 114,
      created: 114,
      refused: [],
      warnings: [],
    });
    expect(capital()).toEqual({ rows: 47, fen: 920_000_00 });
    expect(delivered()).toEqual({ rows: 114, fen: 696_739_35 });
    const db = workspace.connection;
    expect(db.get('SELECT COUNT(*) AS persons FROM person WHERE household_id IS NOT NULL')).toEqual({
      persons: 1384,
    });
    expect(db.get('SELECT COUNT(*) AS n FROM head_change')).toEqual({ n: 411 });

    const before = dump(workspace);
    expect(await imported(workspace, 'households', register)).toMatchObject({ total: 411, same: 411 });
    expect(await imported(workspace, 'shares', roster)).toMatchObject({ total: 47, same: 47 });
    expect(await imported(workspace, 'deliveries', sales)).toMatchObject({ total: 114, same: 114 });
    expect(dump(workspace)).toBe(before);

    const history = importsHandlers['imports.history'];
    if (typeof history !== 'function') throw new Error('history needs no preparation');
    const listed = history(workspace.writing(), {});
    expect(
      listed.ok && listed.value.map((one) => [one.kind, one.fileName, one.created, one.operator]),
    ).toEqual([
      ['deliveries', '交售明细.xlsx', 114, '李会计'],
      ['shares', '入股花名册.xlsx', 47, '李会计'],
      ['households', '户籍花名册.xlsx', 411, '李会计'],
    ]);
  });

  test('the roster before the register: its people then come into their households', async () => {
    const first = await imported(workspace, 'shares', roster);
    expect(first).toMatchObject({ total: 47, created: 47 });
    expect(new Set(first.warnings.map((one) => one.reason))).toEqual(
      new Set(['不在户籍花名册，已按本表新建']),
    );
    expect(await imported(workspace, 'households', register)).toMatchObject({ created: 411, refused: [] });
    const db = workspace.connection;
    expect(db.get('SELECT COUNT(*) AS persons FROM person')).toEqual({ persons: 1384 });
    expect(
      db.get(
        'SELECT COUNT(*) AS n FROM member m JOIN person p ON p.id = m.person_id WHERE p.household_id IS NULL',
      ),
    ).toEqual({ n: 0 });
    const before = dump(workspace);
    expect(await imported(workspace, 'shares', roster)).toMatchObject({ same: 47, warnings: [] });
    expect(await imported(workspace, 'households', register)).toMatchObject({ same: 411 });
    expect(dump(workspace)).toBe(before);
  });
});
