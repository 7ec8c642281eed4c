import type { Locator, Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openNew } from './pages/desk.ts';
import { cellOf, gridOf, rowOf } from './pages/grid.ts';

/** Two sets of books in one file: the association's beside the cooperative's, each with its own chart, vouchers and closing. */

test('a voucher typed in the association’s books, its trial balance and statements, and back', async ({
  desk,
}) => {
  const { page } = desk;
  await openNew(page, '张家坝村', '周会计', '2019-01');
  await ask(page, 'entities.create', { kind: 'fund', name: '张家坝村互助资金协会', firstPeriod: '2019-01' });
  await page.reload();

  // Its own page chooses its books; the pages of 账务 then show them.
  const books = page.getByRole('banner').getByRole('button', { name: /^账套/ });
  await expect(books).toContainText('鑫杰香菇种植专业合作社');
  await goTo(page, '互助资金');
  await expect(books).toContainText('张家坝村互助资金协会');
  await goTo(page, '凭证');
  await expect(books).toContainText('张家坝村互助资金协会');
  await expect(page.getByText('2019-01 还没有凭证')).toBeVisible();

  // Dr 1002 Cr 440102 300,000: accounts by their initials, nothing of the cooperative's chart among them.
  await page.keyboard.press('Control+n');
  await expect(cell(page, '摘要 1')).toBeFocused();
  await page.keyboard.type('财政扶持资金到账');
  await page.keyboard.press('Enter');
  await page.keyboard.type('yhck');
  await page.keyboard.press('Enter');
  await expect(cell(page, '科目 1')).toHaveValue('1002 银行存款');
  await expect(cell(page, '辅助核算 1')).toHaveValue('基本存款账户');
  await page.keyboard.press('Enter');
  await page.keyboard.type('300000');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('440102');
  await page.keyboard.press('Enter');
  await expect(cell(page, '借方 2')).toBeFocused();
  await page.keyboard.press('=');
  await expect(cell(page, '贷方 2')).toHaveValue('300000.00');
  await look(page, 'entity-01-voucher');
  await page.keyboard.press('Control+s');
  await expectSaid(page, '已保存 记-001');

  await goTo(page, '账簿');
  const trial = gridOf(page, '科目余额表');
  await expect(cellOf(rowOf(trial, '1002'), 'closingDebitFen')).toHaveText('300,000.00');
  await expect(cellOf(rowOf(trial, '440102'), 'closingCreditFen')).toHaveText('300,000.00');
  await look(page, 'entity-02-trial-balance');
  await goTo(page, '会计报表');
  const sheet = page.getByRole('table', { name: '资产负债表' });
  await expect(sheet.getByRole('row', { name: /资产总计/ })).toContainText('300,000.00');
  await look(page, 'entity-03-sheet');
  await page.getByRole('tab', { name: '业务活动表' }).click();
  await expect(
    page.getByRole('table', { name: '业务活动表' }).getByRole('row', { name: /政府补助收入/ }),
  ).toContainText('300,000.00');
  await look(page, 'entity-04-activity');
  await goTo(page, '期末');
  await expect(page.getByText('资产负债表期末：资产 = 负债 + 净资产')).toBeVisible();
  await expect(page.getByRole('button', { name: '结转收支…' })).toBeDisabled();
  await look(page, 'entity-05-periods');

  // A code of the county's own.
  await goTo(page, '科目');
  await rowOf(gridOf(page, '会计科目'), '1121').click();
  await look(page, 'entity-06-chart');
  await page.getByRole('button', { name: '改编码' }).click();
  const recode = page.getByRole('dialog', { name: /修改科目编码 1121/ });
  await recode.getByLabel('新编码').fill('2121');
  await page.keyboard.press('Control+Enter');
  await expect(recode).toContainText('首位 1 表示科目类别');
  await recode.getByLabel('新编码').fill('1131');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '“借款”的编码已改成 1131');
  await expect(rowOf(gridOf(page, '会计科目'), '1131')).toContainText('借款');

  // Back by the keyboard: the list under the name, and Alt+0.
  await goTo(page, '凭证');
  await books.focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: '账套' });
  await expect(menu.getByRole('menuitemradio', { name: /互助资金协会/ })).toBeFocused();
  await look(page, 'entity-07-switch');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(books).toContainText('鑫杰香菇种植专业合作社');
  await expect(page.getByText('2019-01 还没有凭证')).toBeVisible();
  await page.keyboard.press('Alt+0');
  await expect(books).toContainText('张家坝村互助资金协会');
  await expect(rowOf(gridOf(page, '凭证'), '记-001')).toContainText('财政扶持资金到账');

  // A page of the cooperative works in the cooperative's books, and what was chosen by it stays.
  await goTo(page, '社员与股金');
  await expect(books).toContainText('鑫杰香菇种植专业合作社');
  await goTo(page, '账簿');
  await expect(books).toContainText('鑫杰香菇种植专业合作社');

  // The jump box knows the vouchers of both, and leads into the right books.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('记1');
  await expect(page.getByRole('option', { name: /财政扶持资金到账/ })).toContainText('张家坝村互助资金协会');
  await page.keyboard.press('Enter');
  await expect(cell(page, '科目 1')).toHaveValue('1002 银行存款');
  await expect(books).toContainText('张家坝村互助资金协会');
});

const cell = (page: Page, name: string): Locator => page.getByLabel(name, { exact: true });
