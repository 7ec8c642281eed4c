import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { writeAssets } from './fixtures/workbooks.ts';
import { ask, expectSaid, goTo, look, openDemo, openNew } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';
import { chooseSheet, commitImport, expectCount, tryImport } from './pages/imports.ts';

const SAMPLES = resolve(import.meta.dirname, '../../shared/data');
const SAMPLE = join(SAMPLES, '固定资产清单.xlsx');

/** The village's assets: the list as the office keeps it, a year of depreciation, a shed that the snow took, the papers. */

test('the list comes in, is depreciated to the year’s end, DP-017 goes; card and table are printed', async ({
  desk,
}) => {
  const { page, home } = desk;
  await openNew(page);
  // The office's own list where it lies beside, else one like it.
  const path = existsSync(SAMPLE) ? SAMPLE : (await writeAssets(home)).path;
  await chooseSheet(page, '固定资产清单', path);
  const tried = await tryImport(page);
  await expectCount(page, '新增', 7);
  await expectCount(page, '拒绝', 1);
  await expect(cellOf(rowOf(tried, 'F11'), 'reason')).toContainText(
    '资金来源合计 50,000.00 ≠ 原值 58,000.00',
  );
  await look(page, 'assets-01-import');
  await commitImport(page, 7, '行');

  await goTo(page, '固定资产');
  const cards = gridOf(page, '固定资产');
  await expectRows(cards, 7);
  await expect(totalOf(cards, 'costFen')).toHaveText('1,114,100.00');
  await expect(cellOf(rowOf(cards, '钢架大棚'), 'pieces')).toHaveText('122');
  // What the village owns is registered, not booked.
  await expect(cellOf(rowOf(cards, 'LK-01'), 'standing')).toHaveText('备查');
  await expect(cellOf(rowOf(cards, 'DP', '钢架大棚'), 'standing')).toHaveText('入账');
  await look(page, 'assets-02-cards');
  await page.getByLabel('入账或备查').selectOption('memo');
  await expectRows(cards, 1);
  await page.getByLabel('入账或备查').selectOption('');

  // Month by month: nothing before the month after the first came in, and never out of turn.
  await tab(page, '折旧');
  const table = gridOf(page, '折旧计算表');
  await month(page, '2018-12');
  await expect(page.getByRole('button', { name: '计提 12 月折旧' })).toBeDisabled();
  for (const [at, booked] of MONTHS) {
    await month(page, at);
    await page.getByRole('button', { name: `计提 ${Number(at.slice(5))} 月折旧` }).click();
    await expectSaid(page, `入账 ${booked} 元`);
    await expect(page.locator('.page-filters .tag')).toHaveText('已计提');
  }
  await expect(cellOf(rowOf(table, 'DP', '钢架大棚'), 'fen')).toHaveText('4,829.17');
  await expect(cellOf(rowOf(table, 'LK-01'), 'fen')).toHaveText('1,583.33');
  await expect(cellOf(rowOf(table, 'HG-01'), 'fen')).toHaveText('380.00');
  await expect(page.getByRole('region', { name: '已计提的月份' }).getByRole('listitem')).toHaveCount(
    MONTHS.length,
  );
  await look(page, 'assets-03-depreciation');
  await print(page, '打印计算表', '固定资产折旧计算表（2018 年 12 月）', [
    '4,829.17',
    '401 生产成本',
    '只登记备查簿',
  ]);

  // Its life on the card: 120 months, the last takes the remainder.
  await tab(page, '卡片');
  await cellOf(rowOf(cards, '钢架大棚'), 'name').click();
  const drawer = page.getByRole('complementary', { name: 'DP 钢架大棚' });
  await expect(drawer).toContainText('已提 7 / 120 个月');
  await drawer.getByRole('button', { name: '逐月看' }).click();
  const schedule = page.getByRole('dialog', { name: '折旧计划：DP 钢架大棚' });
  await expect(totalOf(gridOf(schedule, '折旧计划'), 'fen')).toHaveText('579,500.00');
  await look(page, 'assets-04-schedule');
  await page.keyboard.press('Escape');
  const life = await ask(page, 'depreciation.schedule', { assetId: await idOf(page, 'DP') });
  expect(life.rows.map((row) => row.fen).slice(-2)).toEqual([482_917, 482_877]);
  // As a second program computed them.
  for (const [no, { monthly, lastMonth, months }] of Object.entries(expectedLives())) {
    const { rows } = await ask(page, 'depreciation.schedule', { assetId: await idOf(page, no) });
    expect([rows[0]?.fen, rows.at(-1)?.fen, rows.length], no).toEqual([monthly, lastMonth, months]);
  }
  await print(page, '打印卡片', '固定资产卡片 DP 钢架大棚', [
    '陆拾壹万元整',
    '610,000.00',
    '576,195.81',
    'DP-122',
  ]);

  // The snow takes one of them: 1/122 of the batch.
  await tab(page, '平面图');
  await expect(page.getByRole('list', { name: '图例' })).toContainText('在用 122');
  const shed = page.getByRole('button', { name: /^DP-017 · 在用/u });
  await page.getByRole('button', { name: /^DP-016/u }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(shed).toHaveAttribute('aria-pressed', 'true');
  await page
    .getByRole('complementary', { name: 'DP-017 钢架大棚' })
    .getByRole('button', { name: '报废、处置…' })
    .click();
  const disposal = page.getByRole('dialog', { name: '处置：DP 钢架大棚' });
  await disposal.getByLabel('怎么处置').selectOption('destroyed');
  await disposal.getByRole('textbox', { name: '处置日期' }).fill('2018-12-29');
  await disposal.getByLabel('原因').fill('大雪压塌');
  const entries = disposal.getByRole('region', { name: '分录预览' });
  // Accumulated 7 × 4,829.17 of the whole, by share.
  await expect(entries).toContainText('5,000.00');
  await expect(entries).toContainText('277.08');
  await expect(entries).toContainText('4,722.92');
  await look(page, 'assets-05-dispose');
  await disposal.getByRole('button', { name: '处置入账' }).click();
  await expectSaid(page, '已处置 DP 钢架大棚');
  await expect(page.getByRole('button', { name: /^DP-017 · 报废/u })).toBeVisible();
  await expect(page.getByRole('list', { name: '图例' })).toContainText('在用 121');
  await look(page, 'assets-06-plan');

  // The insurer owes a part, the rest is a loss.
  await tab(page, '清理');
  const clearings = gridOf(page, '资产处置');
  await cellOf(rowOf(clearings, 'DP-017'), 'date').click();
  await page.getByRole('button', { name: '收入、赔款…' }).click();
  const proceeds = page.getByRole('dialog', { name: /^收入、赔款/u });
  await proceeds.getByLabel('金额（元）').fill('3000');
  await proceeds.getByRole('textbox', { name: '日期', exact: true }).fill('2018-12-30');
  await proceeds.getByLabel('收到哪里、谁欠着').selectOption('party');
  await proceeds.getByRole('combobox', { name: '对方' }).fill('人保财险略阳支公司');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '已登记清理收入 3,000.00 元');
  await expect(cellOf(rowOf(clearings, 'DP-017'), 'balanceFen')).toHaveText('1,722.92');
  await look(page, 'assets-07-clearing');
  await page.getByRole('button', { name: '结转净损益…' }).click();
  const close = page.getByRole('dialog', { name: /^结转净损益/u });
  await expect(close).toContainText('净损失 1,722.92 元');
  await close.getByRole('textbox', { name: '日期', exact: true }).fill('2018-12-31');
  await close.getByRole('button', { name: '结转', exact: true }).click();
  await expectSaid(page, '清理已经结转');
  await expectRows(clearings, 0);

  await tab(page, '卡片');
  await expect(cellOf(rowOf(cards, '钢架大棚'), 'costFen')).toHaveText('605,000.00');
  await expect(cellOf(rowOf(cards, '钢架大棚'), 'pieces')).toHaveText('121');
  const checks = await ask(page, 'periods.check', { period: '2018-12' });
  // The register agrees with its accounts; what a month's end asks besides is not this test's.
  expect(
    checks.filter((one) => !one.ok && one.level === 'block' && one.tier === 2).map((one) => one.name),
  ).toEqual([]);

  // From the voucher back to the clearing.
  await tab(page, '清理');
  await page.getByLabel('看哪些').selectOption('all');
  await cellOf(rowOf(clearings, 'DP-017'), 'date').click();
  await page.getByRole('complementary').getByRole('link').first().click();
  await expect(page).toHaveURL(/#\/vouchers\/\d+$/u);
  await page
    .locator('main')
    .getByRole('link', { name: /^固定资产 / })
    .click();
  await expect(page).toHaveURL(/#\/assets\?tab=clearing&at=\d+$/u);
});

/** Booked each month: from the month after each came in (装袋机 04-12, 电脑 04-20, 大棚 05-20, 喷灌 06-05, 烘干 07-10, 叉车 08-20). */
const MONTHS: readonly (readonly [string, string])[] = [
  ['2018-05', '317.99'],
  ['2018-06', '5,147.16'],
  ['2018-07', '5,593.83'],
  ['2018-08', '5,973.83'],
  ['2018-09', '6,030.83'],
  ['2018-10', '6,030.83'],
  ['2018-11', '6,030.83'],
  ['2018-12', '6,030.83'],
];

test('bought by keyboard alone; what another owns is 备查 until the contract is named; a stock-take finds and misses', async ({
  desk,
}) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '固定资产');
  const cards = gridOf(page, '固定资产');
  const before = await ask(page, 'assets.list', {});

  await page.keyboard.press('Control+n');
  const dialog = page.getByRole('dialog', { name: '新增固定资产' });
  const entries = dialog.getByRole('region', { name: '分录预览' });
  await dialog.getByRole('textbox', { name: '取得日期' }).fill('2019-01-15');
  await dialog.getByLabel('全部价款（元）').fill('12000');
  await dialog.getByRole('combobox', { name: '供应商' }).fill('县农机公司');
  await dialog.getByLabel('资产编号').fill('HG-05');
  await dialog.getByLabel('资产名称').fill('烘干机');
  await dialog.getByRole('combobox', { name: '类别' }).fill('机器设备');
  await expect(dialog.getByLabel('使用年限')).toHaveValue('10');
  await dialog.getByLabel('第 1 行资金').fill('11000');
  await expect(dialog.getByText('比原值少 1,000.00')).toBeVisible();
  await look(page, 'assets-10-acquire-sum');
  await dialog.getByLabel('第 1 行资金').fill('12000');
  await expect(dialog.getByText('等于原值')).toBeVisible();
  await expect(entries).toContainText('固定资产');
  await expect(entries).toContainText('从 2019-02 起');
  await look(page, 'assets-11-acquire');

  // Another's: registered only, unless by contract.
  await dialog.getByLabel('所有权人', { exact: true }).selectOption('village');
  await expect(dialog.getByRole('radio', { name: '备查' })).toBeChecked();
  await expect(dialog.getByLabel('怎么来的')).toHaveValue('register');
  await expect(entries).toContainText('备查资产不写凭证');
  await dialog.getByRole('radio', { name: '入账' }).check();
  await expect(dialog.getByLabel('控制合同号')).toBeVisible();
  await dialog.getByLabel('所有权人', { exact: true }).selectOption('cooperative');
  await expect(dialog.getByRole('radio', { name: '入账' })).toBeChecked();
  await expect(entries).toContainText('银行存款');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expectSaid(page, '已登记 HG-05 烘干机 12,000.00 元，凭证已生成。');
  await expectRows(cards, before.length + 1);
  await expect(page.getByRole('complementary', { name: 'HG-05 烘干机' })).toContainText('县农机公司');
  await look(page, 'assets-12-acquired');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('DP-017');
  await page.getByRole('option', { name: /DP-017/u }).click();
  await expect(page.getByRole('complementary', { name: /^DP / })).toBeVisible();

  await tab(page, '盘点');
  await page
    .getByRole('toolbar', { name: '固定资产的操作' })
    .getByRole('button', { name: '开始盘点…' })
    .click();
  const begin = page.getByRole('dialog', { name: '开始盘点' });
  await begin.getByRole('textbox', { name: '盘点日' }).fill('2019-01-31');
  await begin.getByLabel('盘点人、监盘人').fill('周会计、监事李明');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '盘点表已生成');
  const sheet = gridOf(page, '固定资产盘点表');
  await look(page, 'assets-13-count-sheet');
  await cellOf(rowOf(sheet, '钢架大棚'), 'missing').click();
  const missing = page.getByRole('dialog', { name: /^缺哪几件/u });
  await missing.getByLabel('按编号找单件').fill('20');
  await missing.getByRole('checkbox').first().check();
  await missing.getByRole('button', { name: '实存 121 个' }).click();
  await expect(cellOf(rowOf(sheet, '钢架大棚'), 'short')).toHaveText('1');
  await page.getByRole('button', { name: '其余都相符' }).click();
  await expect(page.getByRole('button', { name: '其余都相符' })).toBeDisabled();
  await look(page, 'assets-14-counted');
  await page.getByRole('button', { name: '盘完入账…' }).click();
  const book = page.getByRole('dialog', { name: /^盘完入账/u });
  await expect(book.getByRole('region', { name: '分录预览' })).toContainText('待处理');
  await look(page, 'assets-15-book');
  await book.getByRole('button', { name: '盘完入账', exact: true }).click();
  await expectSaid(page, '差额已记入待处理财产损溢');
  await page.getByRole('button', { name: '批准处理…' }).click();
  const settle = page.getByRole('dialog', { name: /^批准处理/u });
  await settle.getByLabel('批准文号、会议决议').fill('成决〔2019〕2号');
  await expect(settle.getByRole('region', { name: '分录预览' })).toContainText('其他支出');
  await look(page, 'assets-16-settle');
  await settle.getByRole('button', { name: '处理入账' }).click();
  await expectSaid(page, '盘盈盘亏已经处理');
  await print(page, '打印', '固定资产盘点表', ['成决〔2019〕2号', '盘亏']);
});

async function tab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

async function month(page: Page, period: string): Promise<void> {
  const field = page.getByLabel('计提月份');
  await field.fill(period);
  await field.press('Enter');
  await expect(page.getByRole('button', { name: `计提 ${Number(period.slice(5))} 月折旧` })).toBeVisible();
}

/** Prints by that button: the preview shows the paper with these on it. */
async function print(page: Page, button: string, title: string, texts: readonly string[]): Promise<void> {
  await page
    .getByRole('toolbar', { name: '固定资产的操作' })
    .getByRole('button', { name: button, exact: true })
    .click();
  const preview = page.getByRole('dialog', { name: /^打印预览/u });
  await expect(preview.getByRole('heading')).toContainText(title);
  const paper = preview.frameLocator('iframe').locator('body');
  for (const text of texts) await expect(paper).toContainText(text);
  await look(page, `assets-print-${title.slice(0, 12)}`);
  await page.keyboard.press('Escape');
  await expect(preview).toBeHidden();
}

async function idOf(page: Page, no: string): Promise<number> {
  return (await ask(page, 'assets.list', {})).find((one) => one.no === no)?.id ?? 0;
}

interface Life {
  readonly monthly: number;
  readonly lastMonth: number;
  readonly months: number;
}

function expectedLives(): Readonly<Record<string, Life>> {
  const path = join(SAMPLES, 'expected.json');
  if (!existsSync(path)) return {};
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as {
    files: { '固定资产清单.xlsx': { depreciation: Record<string, Life> } };
  };
  return files['固定资产清单.xlsx'].depreciation;
}
