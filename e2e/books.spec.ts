import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from './desk.ts';
import { ask, expectSaid, giveName, goTo, look } from './pages/desk.ts';
import { cellOf, gridOf, rowOf, totalOf } from './pages/grid.ts';

/** A month of the books: openings, vouchers, from the trial balance to the voucher and back, statements, closed and reopened. */

const VILLAGE = '张家坝村';

test.beforeEach(async ({ desk }) => {
  const { page } = desk;
  await page.getByRole('button', { name: '新建台账' }).click();
  const dialog = page.getByRole('dialog', { name: '新建台账' });
  await dialog.getByLabel('村名').fill(VILLAGE);
  await dialog.getByLabel('合作社全称').fill('鑫杰香菇种植专业合作社');
  await dialog.getByLabel('从哪个月开始记账').fill('2019-01');
  await dialog.getByRole('button', { name: '建立并打开' }).click();
  await giveName(page, '周会计');
  await expect(page.locator('.topbar-period')).toHaveText('2019 年 1 月');
});

test('openings are typed, balance in words, and are there again', async ({ desk }) => {
  const { page } = desk;
  await goTo(page, '科目');
  await look(page, 'books-01-chart');
  await page.getByRole('tab', { name: '期初余额' }).click();
  const grid = gridOf(page, '期初余额');
  await type(cellOf(rowOf(grid, '101', '库存现金'), 'debit'), '3000');
  await expect(page.getByRole('alert')).toContainText('期初借方比贷方多 3,000.00 元');

  // What is no amount is said and not taken.
  await find(page, '33202');
  await type(cellOf(rowOf(grid, '33202'), 'credit'), '一千');
  await expectSaid(page, '33202 盈余分配/未分配盈余');
  await addOpening(page, '102 银行存款', '基本存款账户', { debit: '20000' });
  await addOpening(page, '211 应付款', '略阳县菌种厂', { credit: '5000' });
  await find(page, '');
  await expect(rowOf(grid, '101', '库存现金')).toBeVisible();
  await look(page, 'books-02-openings-unbalanced');
  await find(page, '33202');
  await type(cellOf(rowOf(grid, '33202'), 'credit'), '18000');
  await expect(page.getByRole('note').filter({ hasText: '借贷相等' })).toBeVisible();
  await find(page, '');
  await expect(totalOf(grid, 'debit')).toHaveText('23,000.00');
  await expect(totalOf(grid, 'credit')).toHaveText('23,000.00');

  // Another page in between loses nothing that was typed.
  await goTo(page, '账簿');
  await goTo(page, '科目');
  await page.getByRole('tab', { name: '期初余额' }).click();
  await page.getByLabel('只看有数的').check();
  await expect(cellOf(rowOf(grid, '33202'), 'credit')).toHaveText('18,000.00');
  await page.keyboard.press('Control+s');
  await expectSaid(page, '期初余额已保存，借贷相等');
  await expect(page.getByRole('button', { name: '保存' })).toBeDisabled();
  await expect(page.getByRole('note').filter({ hasText: '第一张凭证记账后' })).toBeVisible();
  await expect(totalOf(grid, 'debit')).toHaveText('23,000.00');
  await look(page, 'books-03-openings');
  await page.reload();
  await expect(cellOf(rowOf(grid, '略阳县菌种厂'), 'credit')).toHaveText('5,000.00');
});

test('a trial balance of the 2007 system comes in: 522 by itself, 211 is asked, registers are compared', async ({
  desk,
}) => {
  const { page } = desk;
  await goTo(page, '科目');
  await page.getByRole('tab', { name: '期初余额' }).click();
  await page.getByRole('button', { name: '启用 2019-01…' }).click();
  const start = page.getByRole('dialog', { name: '启用期间' });
  await start.getByLabel('从哪个月开始记账').fill('2019-03');
  await start.getByRole('button', { name: '修改' }).click();
  await expectSaid(page, '账从 2019-03 启用');
  await expect(page.locator('.topbar-period')).toHaveText('2019 年 3 月');

  await page.getByRole('button', { name: '从表格导入…' }).click();
  const dialog = page.getByRole('dialog', { name: '从表格导入期初余额' });
  await expect(dialog).toContainText('522 旧账是“管理费用”');
  await look(page, 'books-23-import-traps');
  await dialog.getByLabel('科目余额表文件').setInputFiles({
    name: '2019年2月余额表.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(OLD_BOOKS, 'utf8'),
  });
  await expect(dialog.getByRole('row', { name: /522 管理费用/u })).toContainText('523 管理费用');
  const place = dialog.getByRole('button', { name: '放进期初表' });
  await expect(place).toBeDisabled();
  await expect(dialog).toContainText('还有 1 行没选');
  await dialog.getByLabel(/行的新科目/u).selectOption({ label: '211 应付款' });
  await look(page, 'books-24-import-rows');
  await place.click();

  const grid = gridOf(page, '期初余额');
  await expect(cellOf(rowOf(grid, '101', '库存现金'), 'debit')).toHaveText('5,000.00');
  await expect(cellOf(rowOf(grid, '331'), 'debit')).toHaveText('1,500.00');
  await expect(
    page.getByRole('note').filter({ hasText: '301 股金由登记簿算出 0.00 元，表里是 10,000.00 元' }),
  ).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('期初借方比贷方多 10,000.00 元');
  const part = rowOf(grid, '回车补上往来单位');
  await expect(part).toHaveClass(/wrong/u);
  await look(page, 'books-25-imported');
  // Saving while a line lacks its analysis says which.
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('alert').filter({ hasText: '要指明往来单位' })).toBeVisible();
  await look(page, 'books-26-refused');
});

test('a sub-account of one’s own; an asset that is livestock and one of the poverty programme', async ({
  desk,
}) => {
  const { page } = desk;
  await goTo(page, '科目');
  const grid = gridOf(page, '会计科目');
  await cellOf(rowOf(grid, '153', '在建工程'), 'code').click();
  const drawer = page.getByRole('complementary', { name: '153 在建工程' });
  await expect(drawer).toContainText('常用分录');
  await look(page, 'books-27-account');
  await page.keyboard.press('Control+n');
  const add = page.getByRole('dialog', { name: '在 153 在建工程 下增设明细' });
  await add.getByLabel('名称').fill('大棚改造');
  await add.getByRole('button', { name: '增设' }).click();
  await expectSaid(page, '已增设 15301 大棚改造');
  await expect(rowOf(grid, '15301', '大棚改造')).toBeVisible();
  await page.getByRole('button', { name: '停用' }).click();
  await expectSaid(page, '15301 大棚改造 已停用');

  await page.getByRole('tab', { name: '辅助核算' }).click();
  await page.getByRole('navigation', { name: '辅助核算种类' }).getByRole('button', { name: '资产' }).click();
  await page.keyboard.press('Control+n');
  const item = page.getByRole('dialog', { name: '新增资产' });
  await item.getByLabel('名称').fill('种羊');
  await item.getByLabel('属于扶贫项目资产').check();
  await item.getByLabel('是牲畜').check();
  await item.getByRole('button', { name: '保存' }).click();
  const row = rowOf(gridOf(page, '辅助核算项目'), '种羊');
  await expect(cellOf(row, 'isPovertyAsset')).toHaveText('是');
  await expect(cellOf(row, 'isLivestock')).toHaveText('是');
  await look(page, 'books-28-items');
  // The same name twice is refused at its field.
  await page.keyboard.press('Control+n');
  await item.getByLabel('名称').fill('种羊');
  await item.getByRole('button', { name: '保存' }).click();
  await expect(item).toContainText('资产里已经有“种羊”');
});

test('from the trial balance to the account, the voucher, and back', async ({ desk }) => {
  const { page } = desk;
  const { purchase } = await books(page);
  await goTo(page, '账簿');
  const balances = gridOf(page, '科目余额表');
  await expect(cellOf(rowOf(balances, '102', '银行存款'), 'closingDebitFen')).toHaveText('18,800.00');
  await expect(cellOf(rowOf(balances, '101', '库存现金'), 'closingCreditFen')).toHaveText('200.00');
  await expect(totalOf(balances, 'closingDebitFen')).toHaveText(
    (await totalOf(balances, 'closingCreditFen').innerText()).trim(),
  );
  await expect(page.getByText('✓ 期初、发生、期末借贷都相等')).toBeVisible();
  await look(page, 'books-04-trial-balance');

  // What prints is what is shown; in a spreadsheet the amounts are numbers.
  await page.keyboard.press('Control+p');
  const paper = page.getByRole('dialog', { name: /^打印预览.*科目余额表/u });
  await expect(paper.frameLocator('iframe').locator('body')).toContainText('18,800.00');
  await look(page, 'books-04b-paper');
  await paper.getByRole('button', { name: '关闭' }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 Excel' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('科目余额表 2019-01.xlsx');
  const parts = unzipSync(readFileSync(await saved.path()));
  expect(strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).toContain('<v>18800</v>');

  await cellOf(rowOf(balances, '102', '银行存款'), 'code').click();
  await page.keyboard.press('Enter');
  const account = gridOf(page, '明细账');
  const line = rowOf(account, '购菌种', '记-001');
  await expect(cellOf(line, 'creditFen')).toHaveText('1,200.00');
  await expect(cellOf(line, 'balanceSide')).toHaveText('借');
  await expect(cellOf(rowOf(account, '本月合计'), 'creditFen')).toHaveText('1,200.00');
  await look(page, 'books-05-account');
  await page.getByLabel('到', { exact: true }).fill('2019-02');
  await cellOf(line, 'summary').click();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`#/vouchers/${purchase}$`, 'u'));
  await expect(page.getByText('正在读取…')).toBeHidden();
  await look(page, 'books-06-voucher');

  // Back keeps the tab, the account and the range; and once more the trial balance, on the same row.
  await page.goBack();
  await expect(page.getByRole('tab', { name: '明细账' })).toHaveAttribute('aria-selected', 'true');
  await expect(accountBox(page)).toHaveValue('102 银行存款');
  await expect(page.getByLabel('到', { exact: true })).toHaveValue('2019-02');
  await expect(rowOf(account, '购菌种')).toHaveClass(/ag-row-selected/u);
  await page.goBack();
  await expect(rowOf(balances, '102', '银行存款')).toHaveClass(/ag-row-selected/u);
});

test('cash below zero is said with its day; every book opens', async ({ desk }) => {
  const { page } = desk;
  await books(page);
  await goTo(page, '账簿');
  await page.getByRole('tab', { name: '日记账' }).click();
  await expect(page.getByRole('note')).toContainText('2019-01-20（-200.00）');
  await expect(rowOf(gridOf(page, '日记账'), '付搬运费')).toBeVisible();
  await look(page, 'books-07-cash');
  await page.getByRole('tab', { name: '总账' }).click();
  await expect(rowOf(gridOf(page, '总账'), '101', '本月合计')).toBeVisible();
  await look(page, 'books-08-general');
  await page.getByRole('tab', { name: '多栏账' }).click();
  await pickAccount(page, '523', '523 管理费用');
  await expect(gridOf(page, '多栏账').getByRole('columnheader', { name: '办公费' })).toBeVisible();
  await look(page, 'books-09-columns');
  await page.getByRole('tab', { name: '序时账' }).click();
  await expect(totalOf(gridOf(page, '序时账'), 'debitFen')).toHaveText('4,400.00');
  await page.getByLabel('查找分录').fill('搬运');
  await expect(totalOf(gridOf(page, '序时账'), 'debitFen')).toHaveText('3,200.00');
  await expect(gridOf(page, '序时账')).toHaveAttribute('data-shown', '2');
  await look(page, 'books-10-journal');
  await page.getByRole('tab', { name: '辅助余额表' }).click();
  await page.getByLabel('辅助核算').selectOption('bank');
  await expect(cellOf(rowOf(gridOf(page, '辅助余额表'), '基本存款账户'), 'closingAmount')).toHaveText(
    '18,800.00',
  );
  await look(page, 'books-11-analysis');
});

test('the month is checked, carried and closed, and reopened with a reason', async ({ desk }) => {
  const { page } = desk;
  const { purchase, cash } = await books(page);
  await goTo(page, '期末');
  const checks = page.locator('.check-list');
  await expect(checks).toContainText('本月凭证全部记账');
  await look(page, 'books-12-checks');
  // The voucher behind the difference is one step away.
  await expect(checks.getByRole('link', { name: /记-001/u })).toHaveAttribute(
    'href',
    `#/vouchers/${purchase}`,
  );
  await page.getByRole('button', { name: '结账…', exact: true }).click();
  const close = page.getByRole('dialog', { name: '结账 2019-01' });
  await expect(close.getByRole('alert')).toContainText('本月凭证全部记账');
  await expect(close.getByRole('button', { name: '结账', exact: true })).toBeDisabled();
  await close.getByRole('button', { name: '取消' }).click();

  await ask(page, 'vouchers.review', { ids: [purchase, cash] });
  await ask(page, 'vouchers.post', { ids: [purchase, cash] });
  await page.reload();
  await page.getByRole('button', { name: '结转损益…' }).click();
  const carry = page.getByRole('dialog', { name: '结转 2019-01 损益' });
  await expect(carry).toContainText('贷 523 管理费用');
  await look(page, 'books-13-carry');
  await carry.getByRole('button', { name: '结转', exact: true }).click();
  await expectSaid(page, '已结转 2019-01 损益，本年盈余到现在是 -3,200.00 元');
  await page.getByRole('button', { name: '结账…', exact: true }).click();
  await close.getByRole('button', { name: '结账', exact: true }).click();
  await expectSaid(page, '2019-01 已结账');
  await expect(page.locator('.topbar-period')).toHaveText('2019 年 2 月');
  await look(page, 'books-14-closed');

  await page.getByRole('button', { name: '反结账…' }).click();
  const reopen = page.getByRole('dialog', { name: '反结账 2019-01' });
  await expect(reopen.getByRole('button', { name: '反结账', exact: true })).toBeDisabled();
  await reopen.getByLabel('原因').fill('漏记一笔水电费');
  await reopen.getByLabel('批准人').fill('张理事长');
  await look(page, 'books-15-reopen');
  await reopen.getByRole('button', { name: '反结账', exact: true }).click();
  await expectSaid(page, '2019-01 已反结账');
  await expect(page.locator('.topbar-period')).toHaveText('2019 年 1 月');
  const log = page.getByRole('region', { name: '结账记录' });
  await expect(log.getByRole('row').nth(1)).toContainText(/反结账.*周会计.*张理事长.*漏记一笔水电费/u);
  await expect(log.getByRole('row').nth(2)).toContainText(/2019-01结账周会计/u);
});

test('December: ① for the meeting, taken back in red, and done again by the close', async ({ desk }) => {
  const { page } = desk;
  await ask(page, 'openings.setStart', { firstPeriod: '2018-12' });
  const { purchase, cash } = await books(page, '2018-12');
  await ask(page, 'vouchers.review', { ids: [purchase, cash] });
  await ask(page, 'vouchers.post', { ids: [purchase, cash] });
  await goTo(page, '期末');
  await page.getByRole('button', { name: '年末结转…' }).click();
  const carry = page.getByRole('dialog', { name: '2018 年末结转' });
  // Income and expense still open are carried with it, and said.
  await expect(carry).toContainText('贷 523 管理费用');
  await expect(carry).toContainText('借 33202 盈余分配/未分配盈余');
  await look(page, 'books-29-carry-year');
  await carry.getByRole('button', { name: '结转', exact: true }).click();
  await expectSaid(page, '已把 2018 年本年盈余 -3,200.00 元转到未分配盈余');

  await page.getByRole('button', { name: '冲回年末结转…' }).click();
  const undo = page.getByRole('dialog', { name: '冲回 2018 年末结转' });
  await undo.getByLabel('原因').fill('漏提折旧');
  await undo.getByRole('button', { name: '冲回', exact: true }).click();
  await expectSaid(page, '已用红字冲回 2018 年末结转');
  await expect(page.getByRole('button', { name: '年末结转…', exact: true })).toBeVisible();

  await page.getByRole('button', { name: '结账…', exact: true }).click();
  const close = page.getByRole('dialog', { name: '结账 2018-12' });
  await expect(close).toContainText('结转2018年度本年亏损');
  await look(page, 'books-30-close-december');
  await close.getByRole('button', { name: '结账', exact: true }).click();
  await expectSaid(page, '2018-12 已结账，自动生成 1 张结转凭证');
  await expect(page.locator('.topbar-period')).toHaveText('2019 年 1 月');
});

test('the statements balance once profit is carried, and every figure leads to the books', async ({
  desk,
}) => {
  const { page } = desk;
  const { purchase, cash } = await books(page);
  await goTo(page, '会计报表');
  await expect(page.getByRole('note').filter({ hasText: '还有 2 张凭证没有记账' })).toBeVisible();
  await expect(page.getByRole('note').filter({ hasText: '收入和支出还没有结转' })).toBeVisible();
  await look(page, 'books-16-balance-sheet-open');
  await ask(page, 'vouchers.review', { ids: [purchase, cash] });
  await ask(page, 'vouchers.post', { ids: [purchase, cash] });
  await ask(page, 'periods.carryProfit', { period: '2019-01' });
  await page.reload();
  const sheet = page.getByRole('table', { name: '资产负债表' });
  const total = (label: string): Locator =>
    sheet.getByRole('button', { name: new RegExp(`^${label}期末余额 `, 'u') });
  await expect(total('资产总计')).toHaveText('19,800.00');
  await expect(total('负债和所有者权益总计')).toHaveText('19,800.00');
  await look(page, 'books-17-balance-sheet');

  await total('货币资金').focus();
  await page.keyboard.press('Enter');
  const drill = page.getByRole('dialog', { name: '货币资金' });
  await expect(drill.getByRole('button', { name: /102 银行存款/u })).toContainText('18,800.00');
  await look(page, 'books-18-drill');
  await drill.getByRole('button', { name: /102 银行存款/u }).press('Enter');
  await expect(rowOf(gridOf(page, '明细账'), '购菌种')).toBeVisible();
  // The way back leads to the figure and what it is made of; closing that, to the figure itself.
  await page.goBack();
  await expect(drill.getByRole('button', { name: /102 银行存款/u })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drill).toBeHidden();
  await expect(total('货币资金')).toBeFocused();
  await page.getByRole('tab', { name: '盈余及盈余分配表' }).click();
  await expect(page.getByRole('table', { name: '盈余及盈余分配表' })).toContainText('-3,200.00');
  await look(page, 'books-19-surplus');
  await page.getByRole('tab', { name: '成员权益变动表' }).click();
  await expect(page.getByRole('table', { name: '成员权益变动表' })).toContainText('年末余额');
  await look(page, 'books-20-equity');
  await page.getByRole('tab', { name: '附注草稿' }).click();
  await expect(page.locator('.notes h2').first()).toBeVisible();
  await look(page, 'books-21-notes');
  await page.getByRole('tab', { name: '勾稽检查' }).click();
  await expect(page.locator('.check-line').first()).toBeVisible();
  await look(page, 'books-22-checks');
});

test('a low window scrolls the sidebar to the page one is on; ten pages have no tenth digit', async ({
  desk,
}) => {
  const { page } = desk;
  await page.setViewportSize({ width: 1366, height: 420 });
  await goTo(page, '章程与设置');
  await expect(page.getByRole('link', { name: '章程与设置' })).toBeInViewport();
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('link', { name: '工作台' })).toBeInViewport();
  const promised = await page
    .locator('.sidebar a[title^="Alt+"]')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).title));
  expect(promised).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => `Alt+${digit}`));
});

const OLD_BOOKS = [
  '科目编码,科目名称,期末借方,期末贷方,本年累计借方,本年累计贷方',
  '101,现金,5000.00,,0.00,1500.00',
  '211,应付款,,5000.00,,',
  '301,股金,,10000.00,,',
  '332,盈余分配,8500.00,,,',
  '522,管理费用,1500.00,,1500.00,0.00',
].join('\n');

/** Openings that balance and two drafts: spawn bought from the bank account, an office bill and carriers paid from too little cash. */
async function books(page: Page, period = '2019-01'): Promise<{ purchase: number; cash: number }> {
  const items = await ask(page, 'items.list', {});
  const item = (dim: string, name: string): number => {
    const found = items.find((one) => one.dim === dim && one.name === name);
    if (!found) throw new Error(`${dim} ${name}`);
    return found.id;
  };
  const bank = item('bank', '基本存款账户');
  const office = item('expenseItem', '办公费');
  const nothing = { yearDebitFen: 0, yearCreditFen: 0 };
  await ask(page, 'openings.save', {
    rows: [
      { account: '101', balanceFen: 300_000, ...nothing },
      { account: '102', itemId: bank, balanceFen: 2_000_000, ...nothing },
      { account: '33202', balanceFen: -2_300_000, ...nothing },
    ],
  });
  const product = await ask(page, 'items.add', { dim: 'product', name: '菌种' });
  const purchase = await ask(page, 'vouchers.save', {
    date: `${period}-10`,
    attachments: 2,
    lines: [
      {
        summary: '购菌种',
        account: '121',
        itemId: product.id,
        debitFen: 120_000,
        creditFen: 0,
        quantity: '60',
      },
      { summary: '购菌种', account: '102', itemId: bank, debitFen: 0, creditFen: 120_000 },
    ],
  });
  const cash = await ask(page, 'vouchers.save', {
    date: `${period}-20`,
    attachments: 1,
    lines: [
      { summary: '付搬运费', account: '523', itemId: office, debitFen: 320_000, creditFen: 0 },
      { summary: '付搬运费', account: '101', debitFen: 0, creditFen: 320_000 },
    ],
  });
  return { purchase: purchase.id, cash: cash.id };
}

/** The account that is looked at. (The sidebar bears the same name.) */
function accountBox(page: Page): Locator {
  return page.getByRole('combobox', { name: '科目', exact: true });
}

/** Types into a cell of a grid; it is an input as soon as it has the focus. */
async function type(cell: Locator, text: string): Promise<void> {
  await cell.click();
  const input = cell.locator('input');
  await input.fill(text);
  await input.press('Enter');
}

/** A line below an account that is analysed; an item that is not there yet is made. */
async function addOpening(
  page: Page,
  account: string,
  item: string,
  amounts: { debit?: string; credit?: string },
): Promise<void> {
  const [code = '', name = ''] = account.split(' ');
  await find(page, code);
  await cellOf(rowOf(gridOf(page, '期初余额'), code, name, '回车加一行'), 'code').click();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `${account} 的期初` });
  const select = dialog.getByRole('combobox').first();
  const known = await select.locator('option').allInnerTexts();
  if (known.includes(item)) await select.selectOption({ label: item });
  else {
    await select.selectOption('new');
    await dialog.getByLabel(/^新的/u).fill(item);
  }
  if (amounts.debit) await dialog.getByLabel('期初借方（元）').fill(amounts.debit);
  if (amounts.credit) await dialog.getByLabel('期初贷方（元）').fill(amounts.credit);
  await dialog.getByRole('button', { name: '放进表里' }).click();
  await expect(dialog).toBeHidden();
}

/** Narrows the openings to an account; the grid draws only what is in view. */
async function find(page: Page, code: string): Promise<void> {
  await page.getByLabel('查找科目').fill(code);
  if (code !== '')
    await expect(rowOf(gridOf(page, '期初余额'), '101', '库存现金')).toHaveCount(code === '101' ? 1 : 0);
}

async function pickAccount(page: Page, typed: string, option: string): Promise<void> {
  const input = accountBox(page);
  await input.fill(typed);
  await page.getByRole('option', { name: option }).first().click();
}
