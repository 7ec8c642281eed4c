import type { Locator, Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openDemo } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';

/** All year: deliveries into stock, stock into money, a grant into an asset – each typed once, its vouchers made with it. */

test('deliveries are booked, sold in part, and nothing is undone out of order', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  const members = await ask(page, 'members.list', { search: 'M00' });
  for (const [at, quantity, amountFen] of [
    [0, '40', 200_000],
    [1, '60', 330_000],
    [1, null, 5_000],
  ] as const) {
    await ask(page, 'deliveries.record', {
      memberId: members[at]?.id ?? 0,
      date: '2019-02-11',
      product: quantity === null ? '质量奖' : '花菇',
      quantity,
      price: quantity === null ? null : String(amountFen / 100 / Number(quantity)),
      amountFen,
    });
  }
  await page.reload();
  await goTo(page, '交售');
  const deliveries = gridOf(page, '交售明细');
  await page.getByLabel('年度').selectOption('2019');
  await expect(cellOf(rowOf(deliveries, '花菇', 'M001'), 'booking')).toHaveText('仅登记');

  await page.getByRole('button', { name: '收购入账…' }).click();
  const booking = page.getByRole('dialog', { name: '业务登记：收购' });
  const entry = booking.getByRole('region', { name: '分录预览' });
  await booking.getByLabel('交售月份').selectOption('2019-02');
  await expect(booking.getByRole('textbox', { name: '入账日期' })).toHaveValue('2019-02-28');
  await expect(entry).toContainText('产品物资');
  await expect(entry).toContainText('成员往来');
  await expect(entry).toContainText('质量奖');
  await look(page, 'business-01-purchase');
  const open = await ask(page, 'business.openDeliveries', {});
  const month = '2019-02';
  const first = open.rows.filter((row) => row.date.startsWith(month));
  const total = first.reduce((sum, row) => sum + row.amountFen, 0);
  await expect(booking.locator('footer')).toContainText(`选中 ${first.length} 笔`);
  // One member left for later, then taken in again.
  const one = booking.getByRole('table', { name: '未入账的交售' }).getByRole('checkbox').nth(1);
  await one.uncheck();
  await expect(booking.locator('footer')).not.toContainText(`选中 ${first.length} 笔`);
  await one.check();
  await booking.getByLabel('单据号').fill('收购汇总1');
  await booking.getByRole('button', { name: '入账', exact: true }).click();
  await expect(booking).toBeHidden();
  await expectSaid(page, '已登记“收购入账”');
  await page.getByLabel('入账', { exact: true }).selectOption('booked');
  await expectRows(deliveries, first.length);
  await look(page, 'business-02-deliveries-booked');

  await goTo(page, '业务');
  const grid = gridOf(page, '业务登记');
  await page.getByLabel('年度').selectOption('2019');
  const before = (await ask(page, 'business.list', { year: 2019 })).length - 1;
  await page.getByLabel('找业务').fill('收购汇总1');
  await expectRows(grid, 1);
  await expect(totalOf(grid, 'amountFen')).toHaveText(yuan(total));
  await page.getByRole('tab', { name: /库存/ }).click();
  const stock = gridOf(page, '库存');
  const goods = (await ask(page, 'business.stock', {})).find((one) => one.product === '花菇');
  expect(goods).toMatchObject({ quantity: '100', amountFen: 530_000, average: '53' });
  await expect(rowOf(stock, '花菇')).toContainText('5,300.00');
  await look(page, 'business-03-stock');
  await page.getByRole('tab', { name: /登记/ }).click();
  await page.getByLabel('找业务').fill('');
  await expectRows(grid, before + 1);

  // With the keyboard alone: the menu, the form, what is refused, what is right.
  await page.keyboard.press('Control+n');
  await look(page, 'business-04-menu');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const sale = page.getByRole('dialog', { name: '业务登记：销售' });
  await sale.getByRole('combobox', { name: '买方' }).fill('西安批发市场');
  await sale.getByLabel('第 1 行品名').fill('花菇');
  await sale.getByLabel('第 1 行数量').fill('9999999');
  await sale.getByLabel('第 1 行金额').fill('1000');
  const preview = sale.getByRole('region', { name: '分录预览' });
  await expect(preview).toContainText('不够卖出');
  await sale.getByRole('button', { name: '登记入账' }).click();
  await expect(
    sale.locator('.field-error, .banner.error').filter({ hasText: '不够卖出' }).first(),
  ).toBeVisible();
  await look(page, 'business-05-sale-refused');
  await sale.getByLabel('第 1 行数量').fill('10');
  await expect(preview).toContainText('第 2 张');
  await expect(preview).toContainText('应收款');
  await expect(preview).toContainText('经营支出');
  await look(page, 'business-06-sale');
  await page.keyboard.press('Control+Enter');
  await expect(sale).toBeHidden();
  await expectRows(grid, before + 2);

  await select(rowOf(grid, '收购入账', '收购汇总1'));
  await reverse(page, '记错了');
  const asking = page.getByRole('dialog', { name: '冲销收购入账' });
  await expect(asking).toContainText('请先冲销后面的登记');
  await look(page, 'business-07-reversal-refused');
  await asking.getByRole('button', { name: '取消' }).click();
  await asking.getByRole('button', { name: '放弃' }).click();
  await select(rowOf(grid, '西安批发市场'));
  await reverse(page, '退货');
  await expectSaid(page, '红字凭证已生成');
  await expectRows(grid, before + 3);
  await select(rowOf(grid, '收购入账', '收购汇总1'));
  await reverse(page, '月份选错');
  await expectRows(grid, before + 4);
  expect((await ask(page, 'business.stock', {})).some((one) => one.product === '花菇')).toBe(false);
  expect((await ask(page, 'business.openDeliveries', {})).rows).toHaveLength(open.rows.length);
  await look(page, 'business-08-reversed');
});

test('a grant arrives and is spent on an asset: the fund and the full cost in one voucher', async ({
  desk,
}) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '业务');
  await pick(page, '补助到账');
  const grant = page.getByRole('dialog', { name: '业务登记：财政补助' });
  await grant.getByRole('textbox', { name: '日期', exact: true }).fill('2019-01-10');
  await grant.getByLabel('补助项目').fill('2019年冷库补助');
  await grant.getByLabel('金额（元）').fill('300000');
  await grant.getByLabel('单据号').fill('财拨0110');
  await expect(grant.getByRole('region', { name: '分录预览' })).toContainText('专项应付款');
  await page.keyboard.press('Control+Enter');
  await expect(grant).toBeHidden();

  await pick(page, '补助购建资产');
  await grant.getByRole('textbox', { name: '日期', exact: true }).fill('2019-02-01');
  await grant.getByLabel('补助项目').fill('2019年冷库补助');
  await expect(grant).toContainText('结余 300,000.00 元');
  await grant.getByLabel('其中用补助').fill('300000.01');
  await grant.getByLabel('工程名称').fill('冷库');
  await grant.getByLabel('全部价款').fill('400000');
  await expect(grant.getByRole('region', { name: '分录预览' })).toContainText('不够 300,000.01');
  await grant.getByLabel('其中用补助').fill('300000');
  await expect(grant.getByRole('region', { name: '分录预览' })).toContainText('国家财政直接补助');
  await look(page, 'business-09-grant');
  await page.keyboard.press('Control+Enter');
  await expect(grant).toBeHidden();

  const grid = gridOf(page, '业务登记');
  await page.getByLabel('年度').selectOption('2019');
  await page.getByLabel('找业务').fill('2019年冷库补助');
  await expectRows(grid, 2);
  await look(page, 'business-10-list');
  await select(rowOf(grid, '补助购建资产'));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/vouchers\/\d+$/);
  for (const text of ['在建工程', '银行存款', '专项应付款', '专项基金', '400,000.00', '300,000.00']) {
    await expect(page.locator('main')).toContainText(text);
  }
  await look(page, 'business-11-voucher');

  // The same paper again is refused, and says which it was.
  await goTo(page, '业务');
  await pick(page, '补助到账');
  await grant.getByLabel('补助项目').fill('2019年冷库补助');
  await grant.getByLabel('金额（元）').fill('300000');
  await grant.getByLabel('单据号').fill('财拨0110');
  await page.keyboard.press('Control+Enter');
  await expect(grant.getByRole('alert')).toContainText('已经登记过：2019-01-10“补助到账”（凭证 2019-01 记-');
  await look(page, 'business-12-twice');
});

/** Every dialog there is opens, shows its fields and closes again. */
test('each kind has its form', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '业务');
  for (const [kind, label] of [
    ['付社员款', '第 1 行社员'],
    ['收社员款', '第 1 行社员'],
    ['代购农资', '第 1 行服务费'],
    ['付非成员款', '付给（非成员）'],
    ['收非成员款', '收自（非成员）'],
    ['向非成员购进', '卖方（非成员）'],
    ['代销售出', '实际卖价'],
    ['补助用于费用', '补助项目'],
    ['先建后补', '已建成的资产'],
    ['收到捐款', '捐赠人'],
    ['捐款已使用', '捐赠人'],
    ['收到捐赠物资', '入账金额'],
    ['借入款项', '出借方'],
    ['支付利息', '出借方'],
    ['计提工资劳务费', '第 1 行姓名'],
    ['发放工资劳务费', '第 1 行姓名'],
  ] as const) {
    await pick(page, kind);
    const dialog = page.getByRole('dialog', { name: /业务登记/ });
    await expect(dialog.getByLabel('业务', { exact: true }).locator('option:checked')).toHaveText(kind);
    await expect(dialog.getByLabel(label).first()).toBeVisible();
    await look(page, `business-form-${kind}`);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
});

async function pick(page: Page, kind: string): Promise<void> {
  await page.getByRole('button', { name: '新登记…' }).click();
  await page.getByRole('menuitem', { name: kind, exact: true }).click();
}

async function select(row: Locator): Promise<void> {
  await cellOf(row, 'date').click();
}

async function reverse(page: Page, reason: string): Promise<void> {
  await page.getByRole('toolbar', { name: '业务的操作' }).getByRole('button', { name: '冲销…' }).click();
  const dialog = page.getByRole('dialog', { name: /^冲销/ });
  await dialog.getByLabel('原因').fill(reason);
  await dialog.getByRole('button', { name: '冲销', exact: true }).click();
}

const yuan = (fen: number): string =>
  (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

test('the reserve meets no loss that is not there; goods brought as shares come in by quantity', async ({
  desk,
}) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '业务');
  await pick(page, '公积金补亏');
  const dialog = page.getByRole('dialog', { name: '业务登记：公积金' });
  await dialog.getByLabel('补亏金额（元）').fill('5000');
  await dialog.getByLabel('成员大会决议').fill('成决〔2019〕5号');
  await expect(dialog.getByText(/没有未弥补的亏损/u)).toBeVisible();
  await look(page, 'business-20-loss-from-reserve');
  await dialog.getByLabel('业务', { exact: true }).selectOption('reserveRefund');
  await look(page, 'business-21-reserve-refund');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '放弃' }).click();

  await goTo(page, '社员与股金');
  await page.getByRole('button', { name: '新增入股' }).click();
  const contribute = page.getByRole('dialog', { name: '新增入股' });
  await contribute.getByRole('combobox', { name: '社员' }).fill('M001');
  await page.getByRole('option', { name: /M001/u }).click();
  await contribute.getByLabel('金额（元）').first().fill('600');
  await contribute.getByRole('radio', { name: '实物' }).check();
  await contribute.getByLabel('是什么').fill('木材');
  await contribute.getByRole('button', { name: '保存' }).click();
  await expect(contribute.getByText(/要填数量，卖出时才能结转成本/u).first()).toBeVisible();
  await contribute.getByLabel('数量').fill('20');
  await look(page, 'business-22-goods-as-shares');
  await contribute.getByRole('checkbox', { name: '保存后打印收据' }).uncheck();
  await contribute.getByRole('button', { name: '保存' }).click();
  await expectSaid(page, '已登记 张守田 入股 600.00 元');
  const stock = await ask(page, 'business.stock', {});
  expect(stock.find((one) => one.product === '木材')).toMatchObject({ quantity: '20', amountFen: 60_000 });
});
