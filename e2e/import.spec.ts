import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { formatYuan } from '../shared/rules/money.ts';
import { expect, test } from './desk.ts';
import {
  writeDeliveries,
  writeDeliveriesCsv,
  writeRegister,
  writeRoster,
  writeRosterCsv,
} from './fixtures/workbooks.ts';
import { ask, goTo, look, openNew } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';
import { chooseSheet, commitImport, expectCount, importSheet, tryImport } from './pages/imports.ts';

/** A village office's own sheets, with everything that is wrong with them. */

test('register, then a messy roster: good rows come in together, bad ones are named by their cell', async ({
  desk,
}) => {
  const { page, home } = desk;
  await openNew(page);
  const register = await writeRegister(home);
  await chooseSheet(page, '户籍花名册', register.path);
  await look(page, 'import-01-columns');
  await tryImport(page);
  await expectCount(page, '新增', 411);
  await expect(page.getByText('共 1384 人')).toBeVisible();
  await commitImport(page, 411, '户');
  await look(page, 'import-02-register-done');
  await page.getByRole('button', { name: '再导入一份' }).click();

  const roster = await writeRoster(home, { variant: 'with-bad-rows' });
  await chooseSheet(page, '入股花名册', roster.path);
  await look(page, 'import-03-roster-columns');
  const grid = await tryImport(page);
  await expectCount(page, '新增', 43);
  await expectCount(page, '拒绝', 4);
  await expectRows(grid, 4);
  for (const { row, column } of roster.refused) {
    const refused = rowOf(grid, `${column}${row}`);
    await expect(cellOf(refused, 'outcome')).toHaveText('拒绝');
    await expect(cellOf(refused, 'reason')).toContainText(/\p{Script=Han}{2}/u);
  }
  const [first] = roster.refused;
  await cellOf(rowOf(grid, `${first?.column}${first?.row}`), 'reason').click();
  await expect(page.getByRole('region', { name: '这一行' })).toContainText(`${first?.column}${first?.row}`);
  await look(page, 'import-04-dry-run');
  expect(await ask(page, 'members.list', {})).toEqual([]);

  await commitImport(page, 43, '行');
  await look(page, 'import-05-done');
  await page.getByRole('button', { name: '去看社员和股金' }).click();
  const members = gridOf(page, '社员与股金');
  await expectRows(members, 43);
  await expect(totalOf(members, 'capitalFen')).toHaveText(formatYuan(roster.totalFen));

  // Mended in the sheet and brought in again: only what was missing is new.
  const mended = await writeRoster(home, { variant: 'clean-mess' });
  await chooseSheet(page, '入股花名册', mended.path);
  await tryImport(page);
  await expectCount(page, '新增', 4);
  await expectCount(page, '相同', 43);
  await commitImport(page, 4, '行');
  await goTo(page, '社员与股金');
  await expect(totalOf(members, 'capitalFen')).toHaveText('920,000.00');
  await look(page, 'import-06-members');

  // And a third time there is nothing to write.
  await chooseSheet(page, '入股花名册', mended.path);
  await tryImport(page);
  await expectCount(page, '相同', 47);
  await expect(page.getByRole('note')).toContainText('没有要写入的内容');
  await expect(page.getByRole('button', { name: '提交 0 行' })).toBeDisabled();
  await look(page, 'import-07-same');
});

test('a roster whose total is wrong is refused whole', async ({ desk }) => {
  const { page, home } = desk;
  await openVillage(page, home);
  const wrong = await writeRoster(home, { variant: 'wrong-total' });
  await chooseSheet(page, '入股花名册', wrong.path);
  await tryImport(page);
  const why = page.getByRole('alert').filter({ hasText: '整份表不能导入' });
  await expect(why).toContainText('920100');
  await expect(why).toContainText('920000');
  await expect(page.getByRole('button', { name: '不能提交' })).toBeDisabled();
  await look(page, 'import-08-wrong-total');
  expect(await ask(page, 'members.list', {})).toEqual([]);
});

test('a roster in 万元 is read as such, and as yuan it would not pass for right', async ({ desk }) => {
  const { page, home } = desk;
  await openVillage(page, home);
  const roster = await writeRoster(home, { variant: 'wan-yuan' });
  await chooseSheet(page, '入股花名册', roster.path);
  await expect(page.getByRole('radio', { name: '万元' })).toBeChecked();
  await page.getByRole('radio', { name: '元', exact: true }).check();
  let grid = await tryImport(page);
  await expect(cellOf(rowOf(grid, '张守田'), 'detail')).not.toContainText('20,000.00');
  await page.getByRole('button', { name: '上一步' }).click();
  await page.getByRole('radio', { name: '万元' }).check();
  grid = await tryImport(page);
  await expect(cellOf(rowOf(grid, '张守田'), 'detail')).toContainText('20,000.00');
  await commitImport(page, 47, '行');
  await page.getByRole('button', { name: '去看社员和股金' }).click();
  await expect(totalOf(gridOf(page, '社员与股金'), 'capitalFen')).toHaveText('920,000.00');
});

test('a column that is not recognised, or wrongly, is put right in the wizard', async ({ desk }) => {
  const { page, home } = desk;
  await openVillage(page, home);
  const [member] = (await ask(page, 'households.list', { search: '张守田' })).filter(
    ({ headName }) => headName === '张守田',
  );
  if (!member) throw new Error('no 张守田');
  const path = join(home, '手写表.csv');
  writeFileSync(path, '社员号,户主,凑的钱,去年的钱,日期\r\nM001,张守田,"20,000",300,2018.4.2\r\n');
  await chooseSheet(page, '入股花名册', path);
  await expect(page.getByRole('alert').filter({ hasText: '找不到“金额”这一列' })).toBeVisible();
  await expect(page.getByRole('button', { name: '试导入', exact: true })).toBeDisabled();
  await look(page, 'import-09-column-missing');

  const amount = page.getByLabel(/额在哪一列/);
  await amount.selectOption({ value: 'D' });
  let grid = await tryImport(page);
  await expect(cellOf(rowOf(grid, '张守田'), 'detail')).toContainText('300.00');
  await page.getByRole('button', { name: '上一步' }).click();
  await amount.selectOption({ value: 'C' });
  await expect(page.getByText('不导入的列：D 去年的钱')).toBeVisible();
  grid = await tryImport(page);
  await expect(cellOf(rowOf(grid, '张守田'), 'detail')).toContainText('20,000.00');
  await look(page, 'import-10-column-mended');
  await commitImport(page, 1, '行');
});

test('deliveries from a workbook, and the same again as GB18030 text', async ({ desk }) => {
  const { page, home } = desk;
  await openVillage(page, home);
  const roster = writeRosterCsv(home, 'utf-16le');
  await importSheet(page, '入股花名册', roster.path, 47);
  const deliveries = await writeDeliveries(home);
  await importSheet(page, '交售明细', deliveries.path, deliveries.rows);
  await look(page, 'import-11-deliveries-done');
  await goTo(page, '交售');
  await expect(page.getByText(formatYuan(deliveries.totalFen)).first()).toBeVisible();
  await look(page, 'import-12-deliveries');

  await chooseSheet(page, '交售明细', writeDeliveriesCsv(home, 'gb18030').path);
  await tryImport(page);
  await expectCount(page, '相同', deliveries.rows);
  await expectCount(page, '新增', 0);
});

test('markup in a sheet is text: on the screen where it is refused, on paper where it is kept', async ({
  desk,
}) => {
  const { page, home } = desk;
  const alarms: string[] = [];
  page.on('dialog', (dialog) => {
    alarms.push(dialog.message());
    void dialog.dismiss();
  });
  await openVillage(page, home);
  const hostile = '<img src=x onerror=alert(1)>';
  const names = join(home, '户.csv');
  writeFileSync(names, `户编号,组,户主,户类别\r\nZ1,1,${hostile},一般农户\r\n`);
  await chooseSheet(page, '户籍花名册', names);
  await expect(page.getByText(hostile).first()).toBeVisible();
  const grid = await tryImport(page);
  await expect(cellOf(rowOf(grid, 'C2'), 'reason')).toContainText('onerror=alert(1)>”里的“<”不能用在人名里');
  await look(page, 'import-13-hostile-name');

  const shares = join(home, '入股.csv');
  writeFileSync(shares, `社员号,户主,金额,日期,资金来源\r\nM001,张守田,20000,2018-04-02,${hostile}\r\n`);
  await goTo(page, '工作台');
  await importSheet(page, '入股花名册', shares, 1);
  await goTo(page, '社员与股金');
  await cellOf(rowOf(gridOf(page, '社员与股金'), 'M001'), 'name').click();
  const drawer = page.getByRole('complementary', { name: /张守田/ });
  await expect(drawer).toContainText(hostile);
  await drawer.getByRole('button', { name: '收据' }).click();
  const paper = page.getByRole('dialog', { name: /打印预览/ }).frameLocator('iframe');
  await expect(paper.getByText(hostile).first()).toBeVisible();
  await expect(paper.locator('img[src="x"]')).toHaveCount(0);
  await look(page, 'import-14-hostile-paper');
  expect(alarms).toEqual([]);
});

/** A workspace in which the register is already there. */
async function openVillage(page: Page, home: string): Promise<void> {
  await openNew(page);
  const register = await writeRegister(home);
  await importSheet(page, '户籍花名册', register.path, register.rows);
}
