import type { Locator, Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { ask, expectSaid, look } from './pages/desk.ts';
import { cellOf, gridOf, rowOf } from './pages/grid.ts';

/** The whole desk by keyboard: no test in this file touches the mouse, and each of them makes sure of it. */

test.beforeEach(async ({ desk }) => {
  await desk.page.evaluate(countPointers);
});

test.afterEach(async ({ desk }) => {
  expect(await desk.page.evaluate(() => (window as { pointers?: number }).pointers)).toBe(0);
});

test('from the start screen to a member, on to the next, and back', async ({ desk }) => {
  const { page } = desk;
  await startByKeys(page);
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible();

  await jumpTo(page, 'zst');
  // The row has the keyboard at once, so the arrows would walk on from here.
  await expectRowFocused(page, '张守田');
  const first = page.getByRole('complementary', { name: '张守田 M001' });
  await expect(first).toBeVisible();
  await look(page, 'keyboard-01-jumped');
  await page.keyboard.press('Escape');
  await expect(first).toBeHidden();
  await expectRowFocused(page, '张守田');

  await page.keyboard.press('ArrowDown');
  await expectRowFocused(page, '李秀英');
  await page.keyboard.press('Enter');
  const second = page.getByRole('complementary', { name: '李秀英 M002' });
  await expect(second).toBeVisible();
  // The arrows go on walking the grid, the drawer follows, and Escape leaves the keyboard where it has come to.
  await page.keyboard.press('ArrowDown');
  const third = page.getByRole('complementary', { name: '王德福 M003' });
  await expect(third).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(third).toBeHidden();
  await expectRowFocused(page, '王德福');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(second).toBeVisible();
  // A second Enter goes into the drawer; its buttons are reached with Tab, and Escape leads back to the row.
  await page.keyboard.press('Enter');
  await expect(second).toBeFocused();
  await tabTo(page, second.getByRole('button', { name: '成员账户' }));
  await page.keyboard.press('Escape');
  await expect(second).toBeHidden();
  await expectRowFocused(page, '李秀英');

  // The search above the grid: Ctrl+F there, the arrow back into the rows.
  await page.keyboard.press('Control+f');
  await page.keyboard.type('wdf');
  await expect(page.locator('.grid[data-shown="1"]')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expectRowFocused(page, '王德福');

  // Somebody far down the list is brought into view.
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Escape');
  await jumpTo(page, 'M047');
  await expect(page.getByRole('complementary', { name: / M047$/ })).toBeVisible();
  await expectRowFocused(page, 'M047');
});

test('the jump box leads to a household far down the list too', async ({ desk }) => {
  const { page } = desk;
  await startByKeys(page);
  await jumpTo(page, 'H300');
  await expectRowFocused(page, 'H300');
  await expect(page.getByRole('complementary').getByText('H300')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expectRowFocused(page, 'H301');
  await expect(page.getByRole('complementary').getByText('H301')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary')).toHaveCount(0);
  await expectRowFocused(page, 'H301');
});

test('a contribution is filled in and saved with keys alone', async ({ desk }) => {
  const { page } = desk;
  await startByKeys(page);
  await jumpTo(page, 'M001');
  const grid = gridOf(page, '社员与股金');
  const capital = cellOf(rowOf(grid, 'M001', '张守田'), 'capitalFen');
  await expect(capital).toHaveText('20,000.00');

  await page.keyboard.press('Control+n');
  const dialog = page.getByRole('dialog', { name: '新增入股' });
  await expect(dialog.getByLabel('社员')).toHaveValue('M001 张守田');
  // The member is known, so typing starts at the amount; Enter goes on to the next field.
  await expect(dialog.getByLabel('金额（元）')).toBeFocused();
  await page.keyboard.type('5,000.50');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('入股日期')).toBeFocused();
  await page.keyboard.type('20190228');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('radio', { name: '现金', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('资金来源')).toBeFocused();
  await page.keyboard.type('贴息贷款');
  await look(page, 'keyboard-02-contribution');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();

  // The receipt is on the screen at once; Escape puts it away.
  const receipt = page.getByRole('dialog', { name: /打印预览.*收据/ });
  await expect(receipt).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(receipt).toBeHidden();
  await expectSaid(page, '已登记 张守田 入股 5,000.50 元');
  await expect(capital).toHaveText('25,000.50');
  await expect(cellOf(rowOf(grid, '合计 47 户'), 'capitalFen')).toHaveText('925,000.50');
  const [member] = await ask(page, 'members.list', { search: 'M001' });
  const { transactions } = await ask(page, 'members.get', { id: member?.id ?? 0 });
  expect(transactions.at(-1)).toMatchObject({
    date: '2019-02-28',
    form: 'cash',
    source: '贴息贷款',
    amountFen: 500_050,
    operator: '周会计',
  });
});

test('a half-filled dialog is not lost to one Escape', async ({ desk }) => {
  const { page } = desk;
  await startByKeys(page);
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('heading', { level: 1, name: '社员与股金' })).toBeVisible();
  await page.keyboard.press('Control+n');
  const dialog = page.getByRole('dialog', { name: '新增入股' });
  await expect(dialog.getByLabel('社员')).toBeFocused();
  await page.keyboard.type('lxy');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('社员')).toHaveValue('M002 李秀英');
  // What is missing is named, and Ctrl+Enter leads there instead of saving.
  await expect(dialog.getByText('还要填：金额（元）')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByLabel('金额（元）')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('alert')).toContainText('还没有保存');
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('alert')).toBeHidden();
  await expect(dialog.getByLabel('社员')).toHaveValue('M002 李秀英');
  await page.keyboard.press('Escape');
  await tabTo(page, dialog.getByRole('button', { name: '放弃' }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
});

test('Alt and a digit go to the first nine subjects', async ({ desk }) => {
  const { page } = desk;
  await startByKeys(page);
  const subjects = [
    ...['工作台', '户籍', '社员与股金', '交售', '务工', '业务', '固定资产', '菌袋生产', '冷库'],
  ];
  // Backwards, so that the first step leaves the page that is open already.
  for (const [index, title] of [...subjects.entries()].reverse()) {
    await page.keyboard.press(`Alt+${index + 1}`);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole('navigation', { name: '科目' }).locator('[aria-current="page"]')).toHaveText(
      title,
    );
  }
});

test('Ctrl+P shows the paper of the chosen row, Escape puts it away', async ({ desk }) => {
  const { page } = desk;
  await startByKeys(page);
  await jumpTo(page, 'zst');
  await expect(page.getByRole('complementary', { name: '张守田 M001' })).toBeVisible();
  await page.keyboard.press('Control+p');
  const preview = page.getByRole('dialog', { name: '打印预览：张守田 2019 年度成员账户' });
  await expect(preview).toBeVisible();
  const paper = preview.frameLocator('iframe');
  await expect(paper.getByText('年末余额/总额')).toBeVisible();
  await look(page, 'keyboard-03-preview');
  // Reading down the paper with Tab puts the keyboard into it; Escape still closes.
  await tabTo(page, preview.locator('iframe'));
  await page.keyboard.press('PageDown');
  await page.keyboard.press('Escape');
  await expect(preview).toBeHidden();
  // Ctrl+P once more, and Escape without having gone anywhere.
  await page.keyboard.press('Control+p');
  await expect(preview).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(preview).toBeHidden();
  await expect(page.getByRole('complementary', { name: '张守田 M001' })).toBeVisible();
});

/** The sample village and the operator's name. */
async function startByKeys(page: Page): Promise<void> {
  const demo = page.getByRole('button', { name: '一键建示范村' });
  await expect(demo).toBeVisible();
  await tabTo(page, demo);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '经办人' });
  // The whole sample village is made first.
  await expect(dialog.getByLabel('您的姓名')).toBeFocused({ timeout: 60_000 });
  await page.keyboard.type('周会计');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
}

/** Ctrl+K, some letters, Enter: without a wait for the list, as quick hands do it. */
async function jumpTo(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: '跳转' })).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Presses Tab until the keyboard is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused({ timeout: 1 });
}

/** The keyboard is in a cell of that row. */
async function expectRowFocused(page: Page, text: string): Promise<void> {
  const row = page.getByRole('row').filter({ has: page.locator('.ag-cell-focus:focus') });
  await expect(row).toContainText(text);
}

/** Runs in the page. Keys that press a button make a click, but no pointer goes down. */
function countPointers(): void {
  const counted = window as { pointers?: number };
  counted.pointers = 0;
  for (const event of ['pointerdown', 'pointermove', 'wheel']) {
    window.addEventListener(event, () => (counted.pointers = (counted.pointers ?? 0) + 1), true);
  }
}
