import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from './desk.ts';
import { goTo, look, openDemo } from './pages/desk.ts';

/** The whole books, taken to another program. */

test.skip(({ shell }) => shell === 'electron', '桌面版存文件用系统的面板,测试操作不了');

test('the books are saved as tables in one archive, and as a journal', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '备份与核验');
  await look(page, 'takeout-01');

  const tables = unzipSync(await saved(page, '导出表格（CSV）', /^账簿导出\d{8}\.zip$/));
  expect(Object.keys(tables)).toContain('entries.csv');
  const accounts = tables['accounts.csv']!;
  // The byte order mark, by which Excel knows UTF-8; decoding takes it away.
  expect([...accounts.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(strFromU8(accounts)).toMatch(/^科目编码,[^\n]*\r\n101,库存现金,/);

  const journal = strFromU8(await saved(page, '导出 hledger 账簿', /^账簿导出\d{8}\.journal$/));
  expect(journal).toMatch(/^; 张家坝村 .*\naccount 资产:101 库存现金\n/s);
});

async function saved(page: Page, button: string, name: RegExp): Promise<Uint8Array> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(name);
  return new Uint8Array(readFileSync(await file.path()));
}
