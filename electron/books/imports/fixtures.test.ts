import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  writeDeliveries,
  writeDeliveriesCsv,
  writeRegister,
  writeRoster,
  writeRosterCsv,
} from '../../../e2e/fixtures/workbooks.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { dump, imported, importFile } from './importingForTests.ts';

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

const capitalFen = (): number | undefined =>
  workspace.connection.get<{ fen: number }>('SELECT SUM(amount_fen) AS fen FROM share_transaction')?.fen;

describe('files as village offices keep them', () => {
  test('register, messy roster, deliveries; then all again as text files', async () => {
    const register = await writeRegister(folder);
    const roster = await writeRoster(folder, { variant: 'clean-mess' });
    const sales = await writeDeliveries(folder);
    expect(await imported(workspace, 'households', register.path)).toMatchObject({
      created: register.rows,
      refused: [],
    });
    expect(await imported(workspace, 'shares', roster.path)).toMatchObject({
      created: roster.rows,
      refused: [],
    });
    expect(await imported(workspace, 'deliveries', sales.path)).toMatchObject({
      created: sales.rows,
      refused: [],
    });
    expect(capitalFen()).toBe(roster.totalFen);
    const before = dump(workspace);
    for (const encoding of ['utf-8', 'utf-8-bom', 'utf-16le', 'gb18030'] as const) {
      const shares = writeRosterCsv(folder, encoding);
      expect(await imported(workspace, 'shares', shares.path)).toMatchObject({
        same: shares.rows,
        warnings: [],
      });
      const delivered = writeDeliveriesCsv(folder, encoding);
      expect(await imported(workspace, 'deliveries', delivered.path)).toMatchObject({ same: delivered.rows });
    }
    expect(dump(workspace)).toBe(before);
  });

  test('bad rows are listed with their cells, the good ones are in', async () => {
    const roster = await writeRoster(folder, { variant: 'with-bad-rows' });
    const summary = await imported(workspace, 'shares', roster.path);
    expect(summary.refused.map(({ row, column }) => ({ row, column }))).toEqual(
      roster.refused.map(({ row, column }) => ({ row, column })),
    );
    expect(summary).toMatchObject({ total: roster.rows, created: roster.rows - roster.refused.length });
    expect(capitalFen()).toBe(roster.totalFen);
    // The file mended and brought in again: only what was refused is new.
    const mended = await writeRoster(folder, { variant: 'clean-mess' });
    expect(await imported(workspace, 'shares', mended.path)).toMatchObject({
      created: roster.refused.length,
      same: roster.rows - roster.refused.length,
    });
  });

  test('a wrong total refuses the whole file', async () => {
    const roster = await writeRoster(folder, { variant: 'wrong-total' });
    const before = dump(workspace);
    const result = await importFile(workspace, 'shares', roster.path);
    expect(result.preview).toMatchObject({ rows: [], summary: { total: 0 } });
    expect(result.preview.fatal).toContain('920100');
    expect(result).toMatchObject({ ok: false, error: { message: result.preview.fatal } });
    expect(dump(workspace)).toBe(before);
  });

  test('万元, as the sheet says; as 元 the shares contradict the amounts', async () => {
    const roster = await writeRoster(folder, { variant: 'wan-yuan' });
    const wrong = await imported(workspace, 'shares', roster.path, { unit: '元' });
    expect(wrong).toMatchObject({ created: 0 });
    expect(wrong.refused).toHaveLength(roster.rows);
    expect(await imported(workspace, 'shares', roster.path)).toMatchObject({ created: roster.rows });
    expect(capitalFen()).toBe(roster.totalFen);
  });
});

test('what is no table is refused in words, by the preview too', async () => {
  for (const bytes of [new Uint8Array(), Buffer.from('%PDF-1.7'), Buffer.from('姓名,年龄\n张三,3')]) {
    const result = await importFile(workspace, 'shares', bytes, { fileName: 'a.csv' });
    expect(result.ok).toBe(false);
    expect(result.preview.fatal).toMatch(/请/);
  }
});
