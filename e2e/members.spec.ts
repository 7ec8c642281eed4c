import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { formatYuan } from '../shared/rules/money.ts';
import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openDemo } from './pages/desk.ts';
import { cellOf, gridOf, rowOf } from './pages/grid.ts';

/** What is done with shares over a counter: in, across, out, and back again. */

test.beforeEach(async ({ desk }) => {
  await openDemo(desk.page);
  await goTo(desk.page, '社员与股金');
});

test('a cash contribution gives a receipt and a certificate with the amount in words', async ({ desk }) => {
  const { page } = desk;
  const drawer = await openMember(page, 'M001', '张守田');
  await contribute(page, '1,234.56');

  const receipt = await paperOf(page, /收据 SJ2019-\d{4}/);
  const number = await receipt
    .getByText(/№ SJ2019-\d{4}/)
    .first()
    .innerText();
  for (const copy of ['第一联　存根联', '第二联　交款人联', '第三联　记账联']) {
    await expect(receipt.getByText(copy)).toBeVisible();
  }
  const [stub] = await receipt.getByRole('article').all();
  await expect(stub ?? receipt.locator('article')).toContainText('人民币壹仟贰佰叁拾肆元伍角陆分');
  await expect(stub ?? receipt.locator('article')).toContainText('¥1,234.56');
  await expect(stub ?? receipt.locator('article')).toContainText('经手人：周会计');
  await look(page, 'members-01-receipt');
  await closePaper(page);

  const entry = entryOf(drawer, '2019-03-01');
  await expect(entry).toContainText('现金入股 +1,234.56');
  await expect(entry).toContainText(number.replace('№ ', '收据 '));
  await entry.getByRole('button', { name: '出资证明' }).click();
  const certificate = await paperOf(page, /成员出资证明书/);
  const text = certificate.locator('body');
  await expect(text).toContainText(number.replace('№ SJ', '编号：CZ'));
  await expect(text).toContainText('向本社出资人民币壹仟贰佰叁拾肆元伍角陆分');
  await expect(text).toContainText('人民币贰万壹仟贰佰叁拾肆元伍角陆分');
  await expect(text).toContainText('¥21,234.56');
  await expect(text).not.toContainText(/\d{17}[\dX]/);
  await look(page, 'members-02-certificate');
  await closePaper(page);
});

test('labour is refused as a contribution, with the law’s reason', async ({ desk }) => {
  const { page } = desk;
  const grid = gridOf(page, '社员与股金');
  await openMember(page, 'M001', '张守田');
  await page.getByRole('button', { name: '新增入股' }).click();
  const dialog = page.getByRole('dialog', { name: '新增入股' });
  await dialog.getByLabel('金额（元）').fill('3000');
  await dialog.getByRole('radio', { name: '劳务' }).check();
  await dialog.getByRole('button', { name: '保存' }).click();
  const reason = dialog.getByText(/劳务不能作价出资（市场主体登记管理条例第十三条）/);
  await expect(reason.first()).toBeVisible();
  await expect(reason.first()).toContainText('再由本人用领到的现金入股');
  await look(page, 'members-03-labour');

  // What was typed is still there: as cash it is taken.
  await expect(dialog.getByLabel('金额（元）')).toHaveValue('3,000.00');
  await expect(totalOf(grid)).toHaveText('920,000.00');
  await dialog.getByRole('radio', { name: '现金' }).check();
  await dialog.getByRole('button', { name: '保存' }).click();
  await closePaper(page);
  await expect(totalOf(grid)).toHaveText('923,000.00');
});

test('a transfer moves capital between two members and leaves the total alone', async ({ desk }) => {
  const { page } = desk;
  const grid = gridOf(page, '社员与股金');
  const drawer = await openMember(page, 'M001', '张守田');
  await drawer.getByRole('button', { name: '转让' }).click();
  const dialog = page.getByRole('dialog', { name: '转让' });
  await expect(dialog.getByLabel('转让人')).toHaveValue('M001 张守田');
  await pick(dialog.getByLabel('受让人'), 'lxy', 'M002 李秀英');
  await dialog.getByLabel('转让协议').fill('2019-转-1');
  // More than there is: refused, with what there is.
  await dialog.getByLabel('金额（元）').fill('20000.01');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.locator('.field-error, .banner.error').first()).toContainText('20,000.00');
  await dialog.getByLabel('金额（元）').fill('5000');
  await look(page, 'members-04-transfer');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expectSaid(page, '已登记 张守田 转让 5,000.00 元给 李秀英');

  await expect(cellOf(rowOf(grid, 'M001'), 'capitalFen')).toHaveText('15,000.00');
  await expect(cellOf(rowOf(grid, 'M002'), 'capitalFen')).toHaveText('15,000.00');
  await expect(totalOf(grid)).toHaveText('920,000.00');
  await expect(entryOf(drawer, '2019-03-01')).toContainText('转出 -5,000.00');
  const other = await openMember(page, 'M002', '李秀英');
  await expect(entryOf(other, '2019-03-01')).toContainText('转入 +5,000.00');
  await look(page, 'members-05-transferred');
});

test('an application to leave ends the membership with the year the notice still reaches', async ({
  desk,
}) => {
  const { page } = desk;
  const grid = gridOf(page, '社员与股金');
  const late = await openMember(page, 'M001', '张守田');
  await applyToLeave(page, late, '2018-11-15');
  await expectSaid(page, '2019-12-31 终止社员资格');
  await expect(late.getByRole('listitem').filter({ hasText: '2018-11-15' })).toContainText(
    /已申请，2019-12-31 终止社员资格.*第二十五条.*最后期限 2018-09-30，成员资格顺延至 2019-12-31/,
  );
  await expect(cellOf(rowOf(grid, 'M001'), 'state')).toHaveText('退社中');
  await look(page, 'members-06-leaving');
  // Until then nothing is paid out.
  await late.getByRole('button', { name: '办理退社' }).click();
  const early = page.getByRole('dialog', { name: '办理退社 M001 张守田' });
  await expect(early.getByLabel('办理日期')).toHaveValue('2019-12-31');
  await early.getByRole('button', { name: '办理退社' }).click();
  await expect(early.locator('.field-error, .banner.error').first()).toBeVisible();
  await look(page, 'members-07-too-early');
  await early.getByRole('button', { name: '取消' }).click();
  await late.getByRole('button', { name: '撤回申请' }).click();
  const withdraw = page.getByRole('dialog', { name: /撤回 张守田/ });
  await withdraw.getByLabel('原因').fill('本人不退了');
  await withdraw.getByRole('button', { name: '撤回申请' }).click();
  await expect(late.getByRole('listitem').filter({ hasText: '2018-11-15' })).toContainText('已撤回');

  // On the last day of the notice the same year's end still counts, and now it has passed.
  const timely = await openMember(page, 'M002', '李秀英');
  await applyToLeave(page, timely, '2018-09-30');
  await expectSaid(page, '2018-12-31 终止社员资格');
  await timely.getByRole('button', { name: '办理退社' }).click();
  const dialog = page.getByRole('dialog', { name: '办理退社 M002 李秀英' });
  await expect(dialog).toContainText('10,000.00');
  await expect(dialog).toContainText('177.48');
  await look(page, 'members-08-effect');
  await dialog.getByRole('button', { name: '办理退社' }).click();
  await expect(dialog).toBeHidden();
  await expect(totalOf(grid, 46)).toHaveText('910,000.00');
  await expect(rowOf(grid, 'M002')).toHaveCount(0);
  await page.getByLabel('含已退社').check();
  await expect(cellOf(rowOf(grid, 'M002'), 'state')).toHaveText('已退社');
  await look(page, 'members-09-left');
});

test('a reversal is red, stands beside what it reverses, and gives the balance back', async ({ desk }) => {
  const { page } = desk;
  const grid = gridOf(page, '社员与股金');
  const drawer = await openMember(page, 'M001', '张守田');
  await contribute(page, '5000');
  await closePaper(page);
  await expect(cellOf(rowOf(grid, 'M001'), 'capitalFen')).toHaveText('25,000.00');

  await entryOf(drawer, '+5,000.00').getByRole('button', { name: '冲销' }).click();
  const dialog = page.getByRole('dialog', { name: '冲销' });
  await expect(dialog).toContainText('2019-03-01 张守田 入股 5,000.00 元');
  await expect(dialog.getByRole('button', { name: '红字冲销' })).toBeDisabled();
  await dialog.getByLabel('原因').fill('金额登错');
  await look(page, 'members-10-reverse');
  await dialog.getByRole('button', { name: '红字冲销' }).click();
  await expectSaid(page, '已冲销');

  await expect(cellOf(rowOf(grid, 'M001'), 'capitalFen')).toHaveText('20,000.00');
  await expect(totalOf(grid)).toHaveText('920,000.00');
  const reversal = entryOf(drawer, '冲销 -5,000.00');
  await expect(reversal).toContainText('金额登错');
  expect(isRed(await colourOf(reversal.getByText('-5,000.00')))).toBe(true);
  const reversed = entryOf(drawer, '+5,000.00');
  await expect(reversed).toContainText('已被冲销');
  // Neither can be reversed again, and no certificate is given for what is no longer there.
  for (const entry of [reversal, reversed]) {
    await expect(entry.getByRole('button', { name: '冲销' })).toHaveCount(0);
    await expect(entry.getByRole('button', { name: '出资证明' })).toHaveCount(0);
  }
  await look(page, 'members-11-reversed');
});

test('the member account says what the books say', async ({ desk }) => {
  const { page } = desk;
  const drawer = await openMember(page, 'M001', '张守田');
  const [member] = await ask(page, 'members.list', { search: 'M001' });
  for (const [day, year] of [
    ['2018-12-31', 2018],
    ['2019-03-01', 2019],
  ] as const) {
    await page.getByLabel('截至日期').fill(day);
    await page.getByLabel('截至日期').press('Enter');
    await drawer.getByTitle(`${year} 年成员账户`).click();
    const paper = await paperOf(page, new RegExp(`张守田 ${year} 年度成员账户`));
    const account = await ask(page, 'members.account', { id: member?.id ?? 0, year });
    await expect(rowOf(paper.locator('table'), '年初余额')).toContainText(
      account.opening.capitalOtherFen ? formatYuan(account.opening.capitalOtherFen) : '—',
    );
    const closing = rowOf(paper.locator('table'), '年末余额');
    for (const fen of [
      account.closing.capitalOtherFen,
      account.closing.reserveFen,
      account.closing.grantFen,
      account.closing.donationFen,
    ]) {
      expect(fen).toBeGreaterThan(0);
      await expect(closing).toContainText(formatYuan(fen));
    }
    await expect(paper.getByRole('row')).toHaveCount(account.rows.length + 4);
    await look(page, `members-12-account-${year}`);
    await closePaper(page);
  }
});

test('a full ID number is shown for a reason, and the reason is kept', async ({ desk }) => {
  const { page, home } = desk;
  const member = await openMember(page, 'M001', '张守田');
  await expect(member).toContainText('610727********1057');
  await member.getByRole('button', { name: '看这一户' }).click();
  const household = page.getByRole('complementary', { name: '张守田' });
  await expect(household).toContainText('身份证 610727********1057');
  await household.getByTitle('查看张守田的完整身份证号').click();
  const dialog = page.getByRole('dialog', { name: '查看张守田的身份证号' });
  const show = dialog.getByRole('button', { name: '查看' });
  await expect(show).toBeDisabled();
  await dialog.getByLabel('为什么要看').fill('  ');
  await expect(show).toBeDisabled();
  await dialog.getByLabel('为什么要看').fill('核对银行代发名单');
  await look(page, 'members-13-why');
  expect(revealsIn(home)).toEqual([]);
  await show.click();
  await expect(household).toContainText(/身份证 610727\d{8}1057/);
  await look(page, 'members-14-revealed');
  // Only the number asked for; the others stay covered.
  await expect(household).toContainText(/银行卡 \d{4}\*+8011/);

  const full = /610727\d{8}1057/.exec(await household.innerText())?.[0] ?? '';
  const [entry, ...others] = revealsIn(home);
  expect(others).toEqual([]);
  expect(entry?.operator).toBe('周会计');
  expect(entry?.input).toContain('核对银行代发名单');
  expect(entry?.input).not.toContain(full);

  // Somebody else's household in between, and it is covered again.
  await cellOf(rowOf(gridOf(page, '户籍'), 'H030'), 'headName').click();
  await expect(household).toBeHidden();
  await cellOf(rowOf(gridOf(page, '户籍'), 'H031'), 'headName').click();
  await expect(household).toContainText('身份证 610727********1057');
  await expect(household).not.toContainText(full);
});

/** The drawer of a member, opened from the register. */
async function openMember(page: Page, no: string, name: string): Promise<Locator> {
  await cellOf(rowOf(gridOf(page, '社员与股金'), no), 'name').click();
  const drawer = page.getByRole('complementary', { name: `${name} ${no}` });
  await expect(drawer).toBeVisible();
  return drawer;
}

/** Cash today for the member whose drawer is open; ends with the receipt on the screen. */
async function contribute(page: Page, amount: string): Promise<void> {
  await page.getByRole('button', { name: '新增入股' }).click();
  const dialog = page.getByRole('dialog', { name: '新增入股' });
  await dialog.getByLabel('金额（元）').fill(amount);
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
}

async function applyToLeave(page: Page, drawer: Locator, day: string): Promise<void> {
  await drawer.getByRole('button', { name: '退社' }).click();
  const dialog = page.getByRole('dialog', { name: '申请退社' });
  await dialog.getByLabel('申请日期').fill(day);
  await dialog.getByLabel('书面申请').fill(`退社申请书 ${day}`);
  await dialog.getByRole('button', { name: '登记申请' }).click();
  await expect(dialog).toBeHidden();
}

/** Finds somebody in a picker by what is typed. */
async function pick(field: Locator, typed: string, shown: string): Promise<void> {
  await field.fill(typed);
  await field.press('Enter');
  await expect(field).toHaveValue(shown);
}

/** An entry of the member's ledger of shares, in the drawer. */
function entryOf(drawer: Locator, text: string): Locator {
  return drawer.getByRole('listitem').filter({ hasText: text });
}

/** The paper in the preview that is open. */
async function paperOf(page: Page, title: RegExp): Promise<FrameLocator> {
  const preview = page.getByRole('dialog', { name: title });
  await expect(preview).toBeVisible();
  return preview.frameLocator('iframe');
}

async function closePaper(page: Page): Promise<void> {
  const preview = page.getByRole('dialog', { name: /^打印预览/ });
  await preview.getByRole('button', { name: '关闭' }).click();
  await expect(preview).toBeHidden();
}

/** 出资额 of all members shown. */
function totalOf(grid: Locator, members = 47): Locator {
  return cellOf(rowOf(grid, `合计 ${members} 户`), 'capitalFen');
}

function colourOf(text: Locator): Promise<string> {
  return text.evaluate((element) => getComputedStyle(element).color);
}

function isRed(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  return red > 2 * Math.max(green, blue);
}

/** What the audit log of the sample village knows of numbers shown in full. */
function revealsIn(home: string): { operator: string; input: string }[] {
  const db = new Database(join(home, 'Documents', '示范村.coop'), { readonly: true });
  try {
    return db
      .prepare<[], { operator: string; input: string }>(
        `SELECT operator, input FROM audit WHERE method = 'persons.reveal' ORDER BY seq`,
      )
      .all();
  } finally {
    db.close();
  }
}
