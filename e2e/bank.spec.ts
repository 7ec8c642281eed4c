import type { Locator, Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { FEBRUARY, JANUARY, writeBankCsv, writeBankStatement } from './fixtures/bankStatements.ts';
import { ask, expectSaid, goTo, look, openNew } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';

/** A month of a bank account: the statement comes in, is matched with the books, and the sheet is equal. */

/** A voucher typed by hand, as the accountant did during the month. */
async function voucher(
  page: Page,
  bankId: number,
  date: string,
  summary: string,
  ...fens: number[]
): Promise<void> {
  const side = (fen: number) => ({ debitFen: Math.max(0, fen), creditFen: Math.max(0, -fen) });
  const sum = fens.reduce((total, fen) => total + fen, 0);
  await ask(page, 'vouchers.save', {
    date,
    attachments: 1,
    lines: [
      ...fens.map((fen) => ({ summary, account: '102', itemId: bankId, ...side(fen) })),
      { summary, account: '101', ...side(-sum) },
    ],
  });
}

/** Money was in hand before, so that cash pays for what these vouchers take it for. */
async function books(page: Page): Promise<number> {
  const [bank] = await ask(page, 'items.list', { dim: 'bank' });
  if (!bank) throw new Error('no bank account');
  await voucher(page, bank.id, '2019-01-03', '现金存入信用社', 5_000_00);
  await voucher(page, bank.id, '2019-01-08', '付菌棒款', -1_860_00);
  await voucher(page, bank.id, '2019-01-16', '收香菇货款', 12_480_50);
  await voucher(page, bank.id, '2019-01-25', '发一月工资', -2_100_00, -1_500_00);
  await voucher(page, bank.id, '2019-01-30', '付运费', -420_00);
  return bank.id;
}

/** The page's button opens the system's file panel, which a test fills in. */
async function chooseFile(page: Page, path: string): Promise<Locator> {
  const panel = page.waitForEvent('filechooser');
  await page
    .getByRole('button', { name: /^导入对账单/ })
    .first()
    .click();
  await (await panel).setFiles(path);
  return page.getByRole('dialog', { name: /^导入对账单/ });
}

const verdict = (page: Page) => page.getByRole('status', { name: '调节后余额' });

test('a month is reconciled: import, automatic, by hand with the keyboard, the sheet on paper', async ({
  desk,
}) => {
  const { page, home } = desk;
  await openNew(page);
  await books(page);
  const january = await writeBankStatement(home, '2019年1月流水', 0, JANUARY);

  await goTo(page, '银行对账');
  await expect(page.getByRole('heading', { name: '还没有对账单' })).toBeVisible();
  await look(page, 'bank-01-empty');

  // The dry run first: nothing is written by looking.
  let dialog = await chooseFile(page, january.path);
  const preview = gridOf(dialog, '试读对账单');
  await expectRows(preview, 6);
  await expect(totalOf(preview, 'inFen')).toHaveText('17,491.76');
  await expect(totalOf(preview, 'outFen')).toHaveText('5,475.00');
  await expect(dialog.getByText('期末 12,016.76')).toBeVisible();
  await look(page, 'bank-02-dry-run');
  expect(await ask(page, 'bank.statements', {})).toEqual([]);
  await dialog.getByRole('button', { name: '导入 6 笔' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('月份', { exact: true })).toHaveValue('2019-01');

  const bank = gridOf(page, '银行流水');
  const book = gridOf(page, '账面');
  await expectRows(bank, 6);
  await expectRows(book, 6);
  await look(page, 'bank-03-both-sides');
  await page.getByRole('button', { name: /^自动勾对/ }).click();
  await expectSaid(page, '自动勾对了 4 组');
  // Interest and fee are not in the books, the freight is not yet at the bank.
  await expectRows(bank, 2);
  await expectRows(book, 1);
  await expect(verdict(page)).toContainText('调节后余额相等');
  await expect(verdict(page)).toContainText('11,596.76');
  await look(page, 'bank-04-matched');

  // The fee is booked a week too late to be matched by itself.
  const bankId = (await ask(page, 'items.list', { dim: 'bank' }))[0]!.id;
  await voucher(page, bankId, '2019-02-12', '一月账户管理费', -15_00);
  const february = await writeBankStatement(home, '2019年2月流水', january.closingFen, FEBRUARY);
  dialog = await chooseFile(page, february.path);
  await dialog.getByRole('button', { name: '导入 2 笔' }).click();
  await expect(page.getByLabel('月份', { exact: true })).toHaveValue('2019-02');
  // What January left open stands here again, what it matched does not.
  await expectRows(bank, 4);
  await expectRows(book, 2);
  await page.keyboard.press('Control+j');
  await expectSaid(page, '自动勾对了 1 组');
  await expectRows(bank, 3);

  // By hand, from the keyboard: Enter finds the other side, space ticks, Ctrl+M matches.
  await cellOf(rowOf(bank, '账户管理费'), 'summary').click();
  await page.keyboard.press('Space');
  await expect(page.getByText('银行选 1 笔')).toBeVisible();
  await expect(page.getByRole('button', { name: /^勾对/ })).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(cellOf(rowOf(book, '一月账户管理费'), 'date')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByText('账面选 1 笔')).toBeVisible();
  await look(page, 'bank-05-by-hand');
  await page.keyboard.press('Control+m');
  await expectSaid(page, '已勾对 2 笔');
  await expectRows(bank, 2);
  await expectRows(book, 0);

  await page.getByRole('tab', { name: '余额调节表' }).click();
  const sheet = page.getByRole('article', { name: '余额调节表' });
  await expect(sheet).toContainText('银行已收、企业未收');
  await expect(page.getByRole('note').filter({ hasText: '调节后余额相等' })).toContainText('14,596.76');
  await look(page, 'bank-06-sheet');
  await page.getByLabel('上一个月').click();
  // January's sheet says what it said then.
  await expect(page.getByRole('note').filter({ hasText: '调节后余额相等' })).toContainText('11,596.76');
  await expect(sheet).toContainText('账户管理费');
  await look(page, 'bank-07-sheet-january');

  await page.getByRole('button', { name: /^打印/ }).click();
  const paper = page.getByRole('dialog', { name: /打印预览：银行存款余额调节表/ });
  const frame = paper.frameLocator('iframe');
  await expect(frame.locator('.conclusion')).toContainText('调节后两边余额相等，均为 11,596.76 元');
  await look(page, 'bank-08-paper');
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: /^本月勾对/ }).click();
  await expectRows(gridOf(page, '本月勾对'), 4);
  await look(page, 'bank-09-matches');
  await cellOf(rowOf(gridOf(page, '本月勾对'), '收香菇货款'), 'bank').click();
  await page.getByRole('button', { name: '取消勾对' }).click();
  await expectRows(gridOf(page, '本月勾对'), 3);
  await page.getByRole('tab', { name: /^未达/ }).click();
  await expectRows(bank, 3);
  await expect(verdict(page)).toContainText('调节后余额相等');
});

test('the same again, a broken one, a gap; and the last statement goes out again', async ({ desk }) => {
  const { page, home } = desk;
  await openNew(page);
  const january = await writeBankStatement(home, '1月', 0, JANUARY);
  await goTo(page, '银行对账');
  let dialog = await chooseFile(page, january.path);
  await dialog.getByRole('button', { name: '导入 6 笔' }).click();
  await expectRows(gridOf(page, '银行流水'), 6);

  // From another channel of the bank, other columns, other order: the same lines.
  dialog = await chooseFile(page, writeBankCsv(home, '手机银行', 0, JANUARY));
  await expect(dialog.getByRole('note').filter({ hasText: '都已经有了' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: '导入', exact: true })).toBeDisabled();
  await look(page, 'bank-10-same');

  const why = dialog.getByRole('alert').filter({ hasText: '不能导入' });
  await dialog.getByLabel('对账单文件').setInputFiles(writeBankCsv(home, '少一行', 0, JANUARY, 2));
  await expect(why).toContainText('第 4 行的余额接不上');
  await expect(why).toContainText('应是 3,151.26');

  const late = writeBankCsv(home, '缺一段', january.closingFen + 100, FEBRUARY);
  await dialog.getByLabel('对账单文件').setInputFiles(late);
  await expect(why).toContainText('接不上已有的流水');
  await expect(why).toContainText('相差 1.00');
  await look(page, 'bank-11-gap');
  await dialog.getByRole('button', { name: '取消' }).click();

  await page.getByRole('tab', { name: /^对账单/ }).click();
  const statements = gridOf(page, '对账单');
  await expectRows(statements, 1);
  await cellOf(rowOf(statements, '1月.xlsx'), 'fileName').click();
  await look(page, 'bank-12-statements');
  await page.getByRole('button', { name: '删除…' }).click();
  const asked = page.getByRole('dialog', { name: '删除对账单' });
  await asked.getByLabel('原因').fill('导错账户');
  await asked.getByRole('button', { name: '删除', exact: true }).click();
  await expectRows(statements, 0);
});

test('what was outstanding before the first statement is registered, and the sheet is equal', async ({
  desk,
}) => {
  const { page, home } = desk;
  await openNew(page);
  await books(page);
  // The bank begins with 200.00 that the books do not know of.
  const january = await writeBankStatement(home, '1月', 200_00, JANUARY);
  await goTo(page, '银行对账');
  const dialog = await chooseFile(page, january.path);
  await dialog.getByRole('button', { name: '导入 6 笔' }).click();
  await expect(verdict(page)).toContainText('调节后余额不相等，差 -200.00');
  await expect(page.getByRole('note').filter({ hasText: '账面比银行少 200.00' })).toBeVisible();

  await page.getByRole('button', { name: '期初未达…' }).click();
  const opening = page.getByRole('dialog', { name: '期初未达账项' });
  await opening.getByLabel('哪一种').selectOption({ label: '银行已收，企业未收' });
  await opening.getByRole('textbox', { name: '日期' }).fill('2018-12-28');
  await opening.getByLabel('摘要').fill('县供销社货款');
  await opening.getByLabel('金额').fill('200');
  await look(page, 'bank-13-opening');
  await opening.getByRole('button', { name: '登记' }).click();
  await expect(opening.getByRole('row', { name: /县供销社货款/ })).toBeVisible();
  await expect(opening.getByRole('note').filter({ hasText: '两边相等' })).toBeVisible();
  await look(page, 'bank-14-opening-done');
  await page.keyboard.press('Escape');
  await expect(verdict(page)).toContainText('调节后余额相等');
  await expectRows(gridOf(page, '银行流水'), 7);
});
