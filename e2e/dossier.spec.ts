import { expect, test } from './desk.ts';
import { ask, goTo, look, openDemo } from './pages/desk.ts';
import { gridOf, rowOf } from './pages/grid.ts';

/** One household, one page: found from anywhere, it answers at the counter and goes along to the house on paper. */

test('a household’s page from the jump box, from the register and by search; its paper', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('H031');
  await page.getByRole('listbox').getByRole('option').filter({ hasText: '一户一档' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'H031 张守田户' })).toBeVisible();
  const answers = page.getByRole('region', { name: '柜台答复' });
  await expect(answers).toContainText('2018 年度分红还有 3,997.66 元');
  await expect(page.getByRole('region', { name: /家庭人员/u })).toContainText('何玉梅');
  await expect(page.getByRole('region', { name: /股金与分红/u })).toContainText('20,000.00');
  await expect(page.getByRole('region', { name: '交售' })).toContainText('21,582.30');
  await look(page, 'dossier-01-member');

  // Before the run was approved nothing was to be fetched; before 2018 there was no work.
  await page.getByRole('textbox', { name: '截至哪一天' }).fill('2018-12-31');
  await page.keyboard.press('Enter');
  await expect(answers).not.toContainText('分红');

  // Somebody with industries and a mutual-aid loan.
  const rows = await ask(page, 'industry.list', { year: 2018 });
  const loans = await ask(page, 'fund.loans', {});
  const both = loans.find(
    (loan) => loan.balanceFen > 0 && rows.some((row) => row.householdCode === loan.householdCode),
  );
  expect(both).toBeDefined();
  const search = page.getByRole('combobox', { name: '找一户' });
  await search.fill(both!.householdCode);
  await page.getByRole('listbox').getByRole('option').first().click();
  await expect(
    page.getByRole('heading', { level: 1, name: new RegExp(both!.householdCode, 'u') }),
  ).toBeVisible();
  await page.getByRole('textbox', { name: '截至哪一天' }).fill('2019-03-01');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: '互助资金借款' })).toContainText(both!.no);
  await expect(page.getByRole('region', { name: '产业', exact: true })).toContainText('2018');
  await look(page, 'dossier-02-debts');
  await page.getByRole('button', { name: '打印一户一档' }).click();
  const paper = page.getByRole('dialog', { name: /一户一档/u });
  await expect(paper.locator('iframe').contentFrame().getByText('走访记录')).toBeVisible();
  await look(page, 'dossier-03-paper');
  await page.keyboard.press('Escape');

  // And one with a bank loan: the principal and the interest, with their days.
  const { rows: bank } = await ask(page, 'loans.list', {});
  const borrower = bank.find((loan) => loan.balanceFen > 0)!;
  await search.fill(borrower.householdCode);
  await page.getByRole('listbox').getByRole('option').first().click();
  await expect(page.getByRole('region', { name: '银行贴息贷款' })).toContainText(borrower.noteNo);
  await expect(answers).toContainText('贷款利息');
  await expect(answers).toContainText(borrower.payableOn);
  await look(page, 'dossier-05-bank-loan');

  await goTo(page, '户籍');
  await rowOf(gridOf(page, '户籍'), 'H001').getByText('王明福').click();
  await page.getByRole('complementary').getByRole('button', { name: '一户一档' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^H001/u })).toBeVisible();
  await look(page, 'dossier-04-from-register');
});
