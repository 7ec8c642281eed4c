import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openDemo, openNew } from './pages/desk.ts';
import { cellOf, gridOf, rowOf, totalOf } from './pages/grid.ts';

/** Mushroom bags: a batch from its materials to its flushes and dry goods, by keyboard and mouse; and the demo's batches looked at. */

test('a batch from materials to dry goods', async ({ desk }) => {
  const { page } = desk;
  await openNew(page);
  await ask(page, 'business.record', {
    date: '2018-07-20',
    documentNo: '木屑发票 1',
    note: '',
    attachments: 1,
    event: {
      kind: 'buyOutside',
      party: '县农资公司',
      goods: [{ product: '木屑', quantity: '1000', amountFen: 80_000 }],
      paid: null,
    },
  });
  await goTo(page, '菌袋生产');
  await expect(page.getByText('还没有菌袋批次')).toBeVisible();

  // A batch of 1,000 bags, 60 % and 40 %.
  await page.keyboard.press('Control+n');
  const batch = page.getByRole('dialog', { name: '新菌袋批次' });
  await batch.getByLabel('批次号').fill('2018-A');
  await batch.getByLabel('开始制袋日期').fill('2018-08-01');
  await batch.getByLabel('名称').fill('香菇菌袋 2018年秋栽');
  await batch.getByLabel('袋数').fill('1000');
  await batch.getByLabel('第 1 潮比例').fill('60');
  await batch.getByLabel('第 2 潮比例').fill('30');
  await batch.getByRole('button', { name: '去掉第 4 行' }).click();
  await batch.getByRole('button', { name: '去掉第 3 行' }).click();
  await expect(batch.getByText('还差 10%')).toBeVisible();
  await look(page, 'production-01-batch');
  await batch.getByRole('button', { name: /保存批次/u }).click();
  await expect(batch.locator('.banner.error')).toContainText('合计 90%，要正好 100%');
  await batch.getByLabel('第 2 潮比例').fill('40');
  await batch.getByRole('button', { name: /保存批次/u }).click();
  await expect(batch).toBeHidden();
  const drawer = page.getByRole('complementary', { name: '2018-A 香菇菌袋 2018年秋栽' });
  await expect(drawer).toBeVisible();

  // Materials: more than there is is refused before it is saved.
  await drawer.getByRole('button', { name: '领料…' }).click();
  const taking = page.getByRole('dialog', { name: '领料：2018-A 香菇菌袋 2018年秋栽' });
  const entries = taking.getByRole('region', { name: '分录预览' });
  await taking.getByRole('textbox', { name: '日期', exact: true }).fill('2018-08-02');
  await taking.getByLabel('第 1 行材料').fill('木屑');
  await taking.getByLabel('第 1 行数量').fill('1200');
  await expect(entries).toContainText('库存 1000，不够领用 1200');
  await taking.getByLabel('第 1 行数量').fill('1000');
  await expect(entries).toContainText('移动加权平均');
  await expect(entries).toContainText('800.00');
  await look(page, 'production-02-materials');
  await page.keyboard.press('Control+Enter');
  await expect(taking).toBeHidden();
  await expectSaid(page, '已登记“领料制袋” 800.00 元');

  // Into two greenhouses by their range.
  await drawer.getByRole('button', { name: '进棚、转棚…' }).click();
  const placing = page.getByRole('dialog', { name: /进棚、转棚/u });
  await placing.getByRole('textbox', { name: '日期', exact: true }).fill('2018-08-05');
  await placing.getByLabel('从几号棚').fill('DP-001');
  await placing.getByLabel('到几号棚').fill('dp-002');
  await placing.getByRole('button', { name: '列出 2 个棚，平均分' }).click();
  await expect(placing.getByLabel('第 2 行袋数')).toHaveValue('500');
  await look(page, 'production-03-place');
  await placing.getByRole('button', { name: /登记进棚/u }).click();
  await expect(placing).toBeHidden();
  await expect(drawer).toContainText('2 个棚，1,000 袋');

  // A normal loss leaves the cost where it is.
  await drawer.getByRole('button', { name: '损失…' }).click();
  const losing = page.getByRole('dialog', { name: /损失/u });
  await losing.getByRole('textbox', { name: '日期', exact: true }).fill('2018-08-20');
  await losing.getByLabel('损失袋数').fill('20');
  await losing.getByLabel('哪个棚').fill('DP-002');
  await losing.getByLabel('原因').fill('杂菌污染');
  await losing.getByRole('button', { name: /登记损失/u }).click();
  await expect(losing).toBeHidden();
  await expectSaid(page, '正常损耗 20 袋');
  const grid = gridOf(page, '菌袋批次');
  await expect(drawer).toContainText('980');
  await expect(cellOf(rowOf(grid, '2018-A'), 'balanceFen')).toHaveText('800.00');

  await pick(page, '2018-10-01', '300', '480.00');
  await expect(cellOf(rowOf(grid, '2018-A'), 'state')).toHaveText('第 1 潮');
  await pick(page, '2018-11-01', '100', '320.00');
  await expect(cellOf(rowOf(grid, '2018-A'), 'state')).toHaveText('已结清');
  await expect(cellOf(rowOf(grid, '2018-A'), 'balanceFen')).toHaveText('—');
  await expect(cellOf(rowOf(grid, '2018-A'), 'costPerKg')).toHaveText('2.0000');
  await expect(drawer.getByRole('button', { name: '采收…' })).toBeDisabled();
  await look(page, 'production-05-settled');

  // All of it dried, four hundred to fifty.
  await page.getByRole('tab', { name: '烘干' }).click();
  await page.keyboard.press('Control+n');
  const drying = page.getByRole('dialog', { name: '烘干' });
  await drying.getByRole('textbox', { name: '日期', exact: true }).fill('2018-11-02');
  await drying.getByLabel('烘干鲜品').fill('400');
  await drying.getByLabel('得到干品').fill('20');
  await expect(drying.getByRole('region', { name: '分录预览' })).toContainText('一般在 5:1 到 12:1 之间');
  await drying.getByLabel('得到干品').fill('50');
  await expect(drying.getByRole('region', { name: '分录预览' })).toContainText('鲜干比 8:1');
  await look(page, 'production-06-drying');
  await page.keyboard.press('Control+Enter');
  await expect(drying).toBeHidden();
  await expect(cellOf(rowOf(gridOf(page, '烘干登记'), '2018-11-02'), 'ratio')).toHaveText('8:1');
  const stock = await ask(page, 'business.stock', {});
  expect(stock.map((one) => [one.product, one.quantity, one.amountFen])).toEqual([['干香菇', '50', 80_000]]);

  // Out of order nothing is undone; the sentence says what stands on it.
  await page.getByRole('tab', { name: '登记' }).click();
  const events = gridOf(page, '菌袋生产登记');
  await rowOf(events, '领料制袋').dblclick();
  await page.getByRole('complementary', { name: '领料制袋' }).getByRole('button', { name: '冲销…' }).click();
  const undoing = page.getByRole('dialog', { name: '冲销领料制袋' });
  await undoing.getByRole('textbox', { name: '日期', exact: true }).fill('2018-11-05');
  await undoing.getByLabel('原因').fill('记错');
  await undoing.getByRole('button', { name: '冲销', exact: true }).click();
  await expect(undoing.locator('.banner.error')).toContainText('先冲销后面的');
  await page.keyboard.press('Escape');

  // A voucher by hand on the batch is refused, and says where it is done.
  const items = await ask(page, 'items.list', { dim: 'asset' });
  const itemId = items.find((one) => one.name === '香菇菌袋 2018年秋栽')?.id ?? 0;
  await expect(
    ask(page, 'vouchers.save', {
      date: '2018-11-06',
      attachments: 1,
      lines: [
        { summary: '制袋', account: '141', debitFen: 500, creditFen: 0, itemId },
        { summary: '制袋', account: '101', debitFen: 0, creditFen: 500 },
      ],
    }),
  ).rejects.toThrow(/由“菌袋生产”/u);
});

/** A flush picked in the open drawer: the amount is seen before it is saved. */
async function pick(page: Page, date: string, kg: string, yuan: string): Promise<void> {
  await page.getByRole('complementary').getByRole('button', { name: '采收…' }).click();
  const picking = page.getByRole('dialog', { name: /采收/u });
  await picking.getByRole('textbox', { name: '日期', exact: true }).fill(date);
  await picking.getByLabel('采收鲜香菇').fill(kg);
  const entries = picking.getByRole('region', { name: '分录预览' });
  await expect(entries).toContainText(yuan);
  await look(page, `production-04-flush-${date}`);
  await page.keyboard.press('Control+Enter');
  await expect(picking).toBeHidden();
  await expectSaid(page, `已登记“采收入库” ${yuan} 元`);
}

test('the demo’s batches, greenhouses, cost table and its paper', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '菌袋生产');
  const grid = gridOf(page, '菌袋批次');
  await expect(totalOf(grid, 'bags')).toHaveText('400,000');
  await look(page, 'production-11-batches');
  await rowOf(grid, '2018-04').dblclick();
  const drawer = page.getByRole('complementary', { name: /2018-04/u });
  await expect(drawer).toContainText('大风掀棚');
  await look(page, 'production-12-drawer');
  await page.getByRole('button', { name: '分摊成本…' }).click();
  await look(page, 'production-13-share');
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: '各棚' }).click();
  const greenhouses = gridOf(page, '各棚成本');
  await expect(greenhouses).toHaveAttribute('data-shown', '122');
  await look(page, 'production-14-greenhouses');
  await page.getByRole('tab', { name: '成本表' }).click();
  const report = gridOf(page, '批次成本表');
  await expect(cellOf(rowOf(report, '2018-01'), 'balanceFen')).toHaveText('—');
  await look(page, 'production-15-report');
  await page.getByRole('tab', { name: '登记' }).click();
  await look(page, 'production-16-events');

  await page.getByRole('tab', { name: '成本表' }).click();
  await page.keyboard.press('Control+p');
  const paper = page.getByRole('dialog', { name: /菌袋批次成本表/u });
  await expect(paper.frameLocator('iframe').getByText('合计（4 批）')).toBeVisible();
  await look(page, 'production-17-paper');
});
