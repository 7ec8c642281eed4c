import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openDemo } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';

/** Leased land through a year: what falls due is seen, printed, paid; years paid ahead become cost; what was wrong is taken back. */

test('the village’s 30 mu fall due, are printed to sign, paid in one voucher, and undone', async ({
  desk,
}) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '土地租赁');
  const grid = gridOf(page, '租地合同');
  await expectRows(grid, 12);
  await expect(totalOf(grid, 'area')).toHaveText('30.00');
  await expect(totalOf(grid, 'yearRentFen')).toHaveText('18,000.00');
  await look(page, 'leases-01-list');
  await cellOf(rowOf(grid, 'TD-2018-01'), 'no').dblclick();
  const drawer = page.getByRole('complementary', { name: /TD-2018-01/u });
  await expect(drawer).toContainText('2018-03-15 付');
  await look(page, 'leases-02-lease');
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: /到期/u }).click();
  const due = gridOf(page, '到期租金');
  await page.getByLabel('多少天内到期').selectOption('365');
  await expect(rowOf(due, 'TD-2018-01')).toContainText('2019-03-15');
  await look(page, 'leases-03-due');
  await page.getByRole('button', { name: '打印发放表' }).click();
  await expect(page.getByRole('dialog', { name: /土地流转租金发放表/u })).toBeVisible();
  await look(page, 'leases-04-roster');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '付租金' }).click();
  const pay = page.getByRole('dialog', { name: '付土地租金' });
  await pay.getByRole('textbox', { name: '付款日期' }).fill('2019-02-20');
  const all = pay.getByLabel('全选');
  if (!(await all.isChecked())) await all.check();
  await expect(pay.getByRole('region', { name: '分录预览' })).toContainText('土地租金');
  await expect(pay.locator('footer')).toContainText('18,000.00');
  await pay.getByLabel('单据号').fill('租金发放表 2019');
  await look(page, 'leases-05-pay');
  await pay.getByLabel('保存后打印发放表').uncheck();
  await pay.getByRole('button', { name: '登记入账' }).click();
  await expect(pay).toBeHidden();
  await expectSaid(page, '已登记 12 份合同的土地租金');

  await page.getByRole('tab', { name: '付款与摊销' }).click();
  const events = gridOf(page, '付款与摊销');
  await expectRows(events, 2);
  await cellOf(rowOf(events, '2019-02-20'), 'date').click();
  await page.getByRole('button', { name: '冲销…' }).click();
  const undo = page.getByRole('dialog', { name: '冲销土地租金' });
  await undo.getByRole('textbox', { name: '日期' }).fill('2019-02-21');
  await undo.getByLabel('原因').fill('退回重付');
  await undo.getByRole('button', { name: '冲销', exact: true }).click();
  await expect(undo).toBeHidden();
  await expectRows(events, 3);
  await look(page, 'leases-06-events');
  const [first] = await ask(page, 'leases.list', { search: 'TD-2018-01' });
  expect(first).toMatchObject({ nextDueOn: '2019-03-15', paidFen: 192_000 });
});

test('a new contract paid three years ahead stands on 171 and becomes cost by the month, never twice', async ({
  desk,
}) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '土地租赁');
  const grid = gridOf(page, '租地合同');
  await page.keyboard.press('Control+n');
  const dialog = page.getByRole('dialog', { name: '新租地合同' });
  await dialog.getByLabel('合同编号').fill('TD-2018-01');
  const picker = dialog.getByRole('combobox', { name: '出租户' });
  await picker.fill('张守田');
  await page.getByRole('listbox').getByRole('option').first().click();
  await dialog.getByLabel('地块').fill('梁上地');
  await dialog.getByLabel('面积').fill('1.5');
  await dialog.getByLabel('每亩每年租金（元）').fill('480');
  await dialog.getByLabel('每年付款日').fill('01-10');
  await dialog.getByLabel('租期从').fill('2019-01-01');
  await dialog.getByLabel('到（含这一天）').fill('2021-12-31');
  await dialog.getByLabel('一次付').fill('3');
  await expect(dialog.locator('footer')).toContainText('720.00');
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByText(/已经登记过了/u).first()).toBeVisible();
  await look(page, 'leases-10-new');
  await dialog.getByLabel('合同编号').fill('TD-2019-01');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expectRows(grid, 13);
  await expect(page.getByRole('status').filter({ hasText: '土地租金到期' }).first()).toBeVisible();

  await page.getByRole('button', { name: '付租金…' }).click();
  const pay = page.getByRole('dialog', { name: '付土地租金' });
  const all = pay.getByLabel('全选');
  await all.check();
  await all.uncheck();
  await pay.getByLabel('付 TD-2019-01').check();
  await pay.getByRole('textbox', { name: '付款日期' }).fill('2019-01-10');
  await pay.getByLabel('付款', { exact: true }).selectOption('later');
  const entry = pay.getByRole('region', { name: '分录预览' });
  await expect(entry).toContainText('长期待摊费用');
  await expect(entry).toContainText('成员往来');
  await expect(entry).toContainText('2,160.00');
  await look(page, 'leases-11-ahead');
  await pay.getByLabel('保存后打印发放表').uncheck();
  await pay.getByRole('button', { name: '登记入账' }).click();
  await expect(pay).toBeHidden();
  await expect(cellOf(rowOf(grid, 'TD-2019-01'), 'prepaidFen')).toHaveText('2,160.00');

  await page.getByRole('tab', { name: '付款与摊销' }).click();
  await page.keyboard.press('Control+n');
  const charge = page.getByRole('dialog', { name: '摊销预付地租' });
  await charge.getByLabel('月份').fill('2019-02');
  await expect(charge.getByRole('table', { name: '要摊销的合同' })).toContainText('120.00');
  await look(page, 'leases-12-charge');
  await charge.getByRole('button', { name: '摊销入账' }).click();
  await expect(charge).toBeHidden();
  await page.keyboard.press('Control+n');
  await charge.getByLabel('月份').fill('2019-02');
  await expect(charge.getByRole('region', { name: '分录预览' })).toContainText('已经在 2019-02-28 摊销过了');
  await look(page, 'leases-13-twice');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '放弃' }).click();

  await page.getByRole('tab', { name: /合同/u }).click();
  await cellOf(rowOf(grid, 'TD-2019-01'), 'no').dblclick();
  await expect(page.getByRole('complementary', { name: /TD-2019-01/u })).toContainText('2 / 36 期');
  await look(page, 'leases-14-charges');
  await page.getByRole('button', { name: '打印付款计划' }).first().click();
  await expect(page.getByRole('dialog', { name: /土地租金付款计划 TD-2019-01/u })).toBeVisible();
});
