import { expect, test } from './desk.ts';
import { writeIndustryLedger } from './fixtures/industryLedger.ts';
import { ask, expectSaid, goTo, look, openDemo, openNew } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';
import { chooseSheet, commitImport, expectCount, tryImport } from './pages/imports.ts';

/** Household industries and awards: a ledger comes in, is kept by hand, inspected; a programme goes from its rates to paid. */

test('a ledger of the village comes in with its totals, and a second time changes nothing', async ({
  desk,
}) => {
  const { page, home } = desk;
  await openNew(page);
  const ledger = await writeIndustryLedger(home);
  await chooseSheet(page, '户产业台账', ledger.path);
  await tryImport(page);
  await expectCount(page, '新增', ledger.rows);
  await look(page, 'industry-01-dry-run');
  await commitImport(page, ledger.rows, '条');
  await goTo(page, '户产业与奖补');
  await expectRows(gridOf(page, '户产业台账'), ledger.rows);
  for (const [kind, figure] of Object.entries(ledger.scales)) {
    await expect(
      page
        .getByRole('group', { name: '各项目合计' })
        .getByRole('button', { name: new RegExp(`^${kind}`, 'u') }),
    ).toContainText(figure);
  }
  await expect(totalOf(gridOf(page, '户产业台账'), 'awardFen')).toHaveText(ledger.awards);
  await look(page, 'industry-02-imported');
  await page.getByRole('tab', { name: '奖补项目' }).click();
  const programmes = gridOf(page, '奖补项目');
  await expect(cellOf(rowOf(programmes, '台账导入'), 'state')).toHaveText('已发（导入）');
  await expect(totalOf(programmes, 'paidFen')).toHaveText(ledger.awards);
  await chooseSheet(page, '户产业台账', ledger.path);
  await tryImport(page);
  await expectCount(page, '相同', ledger.rows);
});

test('the year’s ledger is typed by keyboard, changed in its cells, inspected, awarded, put up, paid', async ({
  desk,
}) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '户产业与奖补');
  const grid = gridOf(page, '户产业台账');
  await expectRows(grid, 312);
  const kinds = page.getByRole('group', { name: '各项目合计' });
  await expect(kinds.getByRole('button', { name: /^香菇/u })).toContainText('600,000 筒');
  await expect(kinds.getByRole('button', { name: /^乌鸡/u })).toContainText('6,000 只');
  await look(page, 'industry-03-ledger');
  await kinds.getByRole('button', { name: /^养蜂/u }).click();
  await expectRows(grid, 40);
  await expect(totalOf(grid, 'scale')).toHaveText('1,500');
  await kinds.getByRole('button', { name: /^全部/u }).click();
  await cellOf(grid.locator('[row-index="0"]'), 'kind').dblclick();
  await expect(page.getByRole('complementary')).toContainText('变动记录');
  await look(page, 'industry-04-drawer');
  await page.keyboard.press('Escape');

  // 2019, from nothing, without the mouse.
  await page.getByLabel('年度').selectOption('2019');
  await expect(page.getByText('2019 年还没有产业台账')).toBeVisible();
  await page.keyboard.press('Control+n');
  const sheet = page.getByRole('dialog', { name: '登记 2019 年户产业' });
  await sheet.getByRole('combobox', { name: '户 1' }).fill('zst');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await expect(sheet.getByLabel('项目 1')).toBeFocused();
  await sheet.getByLabel('项目 1').selectOption({ label: '香菇' });
  await page.keyboard.press('Enter');
  await page.keyboard.type('5400');
  await page.keyboard.press('Enter');
  await page.keyboard.type('16200');
  await page.keyboard.press('Enter');
  await page.keyboard.type('27000');
  await page.keyboard.press('Enter');
  const second = sheet.getByRole('combobox', { name: '户 2' });
  await expect(second).toBeFocused();
  await second.fill('何正贵');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await expect(sheet.getByLabel('规模 2')).toBeFocused();
  await page.keyboard.type('3000');
  await look(page, 'industry-05-sheet');
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toBeHidden();
  await expectSaid(page, '新登记 2 条');
  await expectRows(grid, 2);
  const mine = rowOf(grid, '张守田');
  await cellOf(mine, 'scale').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('5600');
  await page.keyboard.press('Enter');
  await expectSaid(page, '已改');
  await expect(cellOf(mine, 'scale')).toHaveText('5,600');

  await page.getByRole('tab', { name: '验收' }).click();
  const waiting = gridOf(page, '验收名单');
  await expectRows(waiting, 2);
  await cellOf(rowOf(waiting, '何正贵'), 'found').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('2800');
  await page.keyboard.press('Enter');
  await rowOf(waiting, '张守田').getByRole('checkbox').check();
  await rowOf(waiting, '何正贵').getByRole('checkbox').check();
  await page.getByRole('button', { name: '登记验收 2 条' }).click();
  const inspect = page.getByRole('dialog', { name: '登记验收：2 条' });
  await inspect.getByLabel('验收人').fill('村产业验收小组');
  await expect(inspect).toContainText('1 条与台账不同');
  await look(page, 'industry-06-inspect');
  await inspect.getByRole('button', { name: '登记验收' }).click();
  await expect(inspect).toBeHidden();

  await page.getByRole('tab', { name: '奖补项目' }).click();
  await page.getByRole('button', { name: '新项目' }).first().click();
  const dialog = page.getByRole('dialog', { name: '新奖补项目' });
  await dialog.getByLabel('项目名称').fill('香菇产业奖补');
  await dialog.getByLabel('资金文件').fill('略财农〔2019〕8号');
  await dialog.getByLabel('香菇每单位补助').fill('0.5');
  await dialog.getByLabel('香菇上限').fill('2000');
  await look(page, 'industry-07-programme');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '2019 年香菇产业奖补' })).toBeVisible();
  await page.getByRole('button', { name: '按验收计算' }).click();
  const lines = gridOf(page, '名单');
  await expectRows(lines, 2);
  await expect(rowOf(lines, '张守田')).toContainText('5,600 筒 × 0.5 元 = 2,800.00，按上限 2,000.00');
  await expect(totalOf(lines, 'amountFen')).toHaveText('3,400.00');
  await look(page, 'industry-08-lines');
  await page.getByRole('button', { name: '批准…' }).click();
  const approve = page.getByRole('dialog', { name: /批准名单/u });
  await approve.getByRole('textbox', { name: '批准日期' }).fill('2019-02-01');
  await approve.getByLabel('批准依据').fill('村委会会议纪要 2019-3');
  await approve.getByRole('button', { name: '批准', exact: true }).click();
  await expect(approve).toBeHidden();
  await page.getByRole('button', { name: '登记公示…' }).click();
  const notice = page.getByRole('dialog', { name: /登记公示/u });
  await expect(notice.getByRole('textbox', { name: '公示到' })).toHaveValue('2019-02-07');
  await notice.getByRole('button', { name: '登记公示' }).click();
  await expect(notice).toBeHidden();
  await page.getByRole('button', { name: '公示表' }).click();
  await expect(page.getByRole('dialog', { name: /公示表/u })).toBeVisible();
  await look(page, 'industry-09-notice');
  await page.keyboard.press('Escape');

  const households = gridOf(page, '按户');
  await page.getByRole('tab', { name: /按户/u }).click();
  await rowOf(households, '何正贵').getByRole('checkbox').check();
  await page.getByRole('button', { name: '发放选中 1 户…' }).click();
  const pay = page.getByRole('dialog', { name: /发放香菇产业奖补/u });
  await pay.getByRole('textbox', { name: '发放日期' }).fill('2019-02-15');
  await look(page, 'industry-10-pay');
  await pay.getByRole('button', { name: '登记发放' }).click();
  await expect(pay).toBeHidden();
  await expect(cellOf(rowOf(households, '何正贵'), 'paidFen')).toHaveText('1,400.00');
  await look(page, 'industry-11-households');

  // The other one by the bank.
  await page.getByRole('tab', { name: /银行代发/u }).click();
  await look(page, 'industry-12-bank');
  const [programme] = await ask(page, 'awards.programmes', { year: 2019 });
  expect(programme).toMatchObject({ state: 'noticed', amountFen: 3_400_00, paidFen: 1_400_00 });
  await page.getByRole('button', { name: '打印花名册' }).click();
  await expect(page.getByRole('dialog', { name: /花名册/u })).toBeVisible();
  await look(page, 'industry-13-roster');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '全部项目' }).click();
  await page.getByRole('tab', { name: '汇总' }).click();
  await look(page, 'industry-14-summary');
  await page.getByLabel('年度').selectOption('2018');
  await expect(page.getByText('1,439,800.00')).toBeVisible();
  await look(page, 'industry-15-summary-2018');
});
