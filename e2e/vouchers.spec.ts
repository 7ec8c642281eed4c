import type { Locator, Page } from '@playwright/test';
import type { Input } from '../shared/contract/index.ts';
import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openNew } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';
import { imeOf, keysInComposition } from './pages/ime.ts';

/** The accountant's own screen: vouchers typed without the mouse, reviewed, posted, undone in red. */

test('three vouchers typed with keys alone', async ({ desk }) => {
  const { page } = desk;
  await openBooks(page);
  await page.evaluate(countPointers);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('pz');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '凭证' })).toBeVisible();
  await expect(page.getByText('2019-01 还没有凭证')).toBeVisible();

  // Dr 523 办公费 120.50, Cr 101: the account by its code, by its initials; the amount once.
  await page.keyboard.press('Control+n');
  await expect(cell(page, '摘要 1')).toBeFocused();
  await expect(page.getByLabel('凭证日期')).toHaveValue('2019-01-31');
  await page.keyboard.type('购办公用品');
  await page.keyboard.press('Enter');
  await expect(cell(page, '科目 1')).toBeFocused();
  await page.keyboard.type('523');
  await look(page, 'vouchers-01-lookup');
  await page.keyboard.press('Enter');
  await expect(cell(page, '科目 1')).toHaveValue('523 管理费用');
  await expect(cell(page, '辅助核算 1')).toBeFocused();
  await page.keyboard.type('bgf');
  await page.keyboard.press('Enter');
  await expect(cell(page, '辅助核算 1')).toHaveValue('办公费');
  await expect(cell(page, '借方 1')).toBeFocused();
  await page.keyboard.type('120.5');
  await page.keyboard.press('Enter');
  // A line has one side: the filled debit leads on to the next line, which says the same.
  await expect(cell(page, '摘要 2')).toBeFocused();
  await expect(cell(page, '摘要 2')).toHaveValue('购办公用品');
  await page.keyboard.press('Enter');
  await page.keyboard.type('kcxj');
  await page.keyboard.press('Enter');
  await expect(cell(page, '科目 2')).toHaveValue('101 库存现金');
  await expect(cell(page, '借方 2')).toBeFocused();
  await page.keyboard.press('=');
  await expect(cell(page, '贷方 2')).toBeFocused();
  await expect(cell(page, '贷方 2')).toHaveValue('120.50');
  await expect(page.getByText('人民币壹佰贰拾元零伍角整')).toBeVisible();
  await look(page, 'vouchers-02-typed');
  await page.keyboard.press('Control+s');
  await expectSaid(page, '已保存 记-001');
  // What the books think of it is said, and it is kept all the same.
  await expectSaid(page, '没有附单据');
  await expectSaid(page, '库存现金在 2019-01-31 会成为 -120.50 元');

  // Dr 102, Cr 501 5,000: the cooperative's only bank account stands there already.
  await page.keyboard.press('Control+n');
  await expect(cell(page, '摘要 1')).toBeFocused();
  await expect(cell(page, '摘要 1')).toHaveValue('');
  await page.keyboard.type('卖鲜菇');
  await page.keyboard.press('Enter');
  await page.keyboard.type('yhck');
  await page.keyboard.press('Enter');
  await expect(cell(page, '辅助核算 1')).toHaveValue('基本存款账户');
  await page.keyboard.press('Enter');
  await page.keyboard.type('5,000');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('经营收入');
  await page.keyboard.press('Enter');
  await page.keyboard.type('cpxs');
  await page.keyboard.press('Enter');
  await expect(cell(page, '借方 2')).toBeFocused();
  // Typed on the wrong side: space puts it right.
  await page.keyboard.type('5000');
  await page.keyboard.press('Space');
  await expect(cell(page, '贷方 2')).toBeFocused();
  await expect(cell(page, '借方 2')).toHaveValue('');
  await expect(cell(page, '贷方 2')).toHaveValue('5000');
  // How many slips belong to it; Enter leads back into the lines.
  await page.keyboard.press('Control+Home');
  await expect(page.getByLabel('附单据张数')).toBeFocused();
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect(cell(page, '摘要 1')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '已保存 记-002');

  // A sale on credit and its cost, four lines; the buyer and the product are new, the goods go by quantity.
  await page.keyboard.press('Control+n');
  await expect(cell(page, '摘要 1')).toHaveValue('');
  await page.keyboard.type('赊销干菇');
  await page.keyboard.press('Enter');
  await page.keyboard.type('113');
  await page.keyboard.press('Enter');
  await page.keyboard.type('县供销社');
  await page.keyboard.press('Enter');
  const buyer = page.getByRole('dialog', { name: /^新增往来单位/ });
  await expect(buyer.getByLabel('名称')).toHaveValue('县供销社');
  await page.keyboard.press('Control+Enter');
  await expect(buyer).toBeHidden();
  await expect(cell(page, '借方 1')).toBeFocused();
  await page.keyboard.type('8000');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('501');
  await page.keyboard.press('Enter');
  await page.keyboard.type('cpxs');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(cell(page, '贷方 2')).toBeFocused();
  await page.keyboard.type('8000');
  await page.keyboard.press('Enter');
  // The last line is filled: Enter made another.
  await expect(cell(page, '摘要 3')).toBeFocused();
  await expect(cell(page, '摘要 3')).toHaveValue('赊销干菇');
  await page.keyboard.type('结转干菇成本');
  await page.keyboard.press('Enter');
  await page.keyboard.type('521');
  await page.keyboard.press('Enter');
  await page.keyboard.type('cpxs');
  await page.keyboard.press('Enter');
  await page.keyboard.type('3000');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('121');
  await page.keyboard.press('Enter');
  await page.keyboard.type('干香菇');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: '新增品名' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(cell(page, '数量 4')).toBeFocused();
  await page.keyboard.type('100.5');
  await page.keyboard.press('Enter');
  await expect(cell(page, '借方 4')).toBeFocused();
  await page.keyboard.press('=');
  await expect(cell(page, '贷方 4')).toHaveValue('3000.00');
  await look(page, 'vouchers-03-four-lines');
  await page.keyboard.press('Control+s');
  await expectSaid(page, '已保存 记-003');

  await page.keyboard.press('Escape');
  const grid = gridOf(page, '凭证');
  await expectRows(grid, 3);
  await look(page, 'vouchers-04-list');
  await expect(cellOf(rowOf(grid, '记-003'), 'amountFen')).toHaveText('11,000.00');
  await expect(totalOf(grid, 'amountFen')).toHaveText('16,120.50');
  expect(await page.evaluate(() => (window as { pointers?: number }).pointers)).toBe(0);

  const [first, , third] = await ask(page, 'vouchers.list', {});
  expect(first).toMatchObject({ date: '2019-01-31', number: 1, preparedBy: '周会计', state: 'draft' });
  const { lines } = await ask(page, 'vouchers.get', { id: third?.id ?? 0 });
  expect(
    lines.map((line) => [line.accountCode, line.itemName, line.quantity, line.debitFen, line.creditFen]),
  ).toEqual([
    ['113', '县供销社', null, 800_000, 0],
    ['501', '产品销售', null, 0, 800_000],
    ['521', '产品销售', null, 300_000, 0],
    ['121', '干香菇', '100.5', 0, 300_000],
  ]);
});

test('the sheet is edited line by line: copy, remove, arrows, back', async ({ desk }) => {
  const { page } = desk;
  await openBooks(page);
  await newVoucher(page);
  await page.keyboard.type('付电费');
  await page.keyboard.press('Enter');
  await page.keyboard.type('523');
  await page.keyboard.press('Enter');
  await page.keyboard.type('sdf');
  await page.keyboard.press('Enter');
  await page.keyboard.type('60');
  await page.keyboard.press('Control+d');
  await expect(cell(page, '摘要 2')).toBeFocused();
  await expect(cell(page, '辅助核算 2')).toHaveValue('水电费');
  await expect(cell(page, '借方 2')).toHaveValue('60.00');
  await expect(cell(page, '摘要 3')).toBeVisible();
  await page.keyboard.press('Control+Delete');
  await expect(cell(page, '摘要 3')).toHaveCount(0);
  await expect(cell(page, '科目 2')).toHaveValue('');
  await page.keyboard.press('ArrowUp');
  await expect(cell(page, '摘要 1')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(cell(page, '辅助核算 1')).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(cell(page, '科目 1')).toBeFocused();
  // Another account asks for something else: what was chosen for the old one is not carried over.
  await page.keyboard.type('114');
  await page.keyboard.press('Enter');
  await expect(cell(page, '辅助核算 1')).toHaveValue('');
  await expect(cell(page, '辅助核算 1')).toHaveAttribute('placeholder', '成员');
  await expect(cell(page, '借方 1')).toHaveValue('60.00');
});

test('an account asks for what it needs: an asset and its herd, a consignor, who is member or unit', async ({
  desk,
}) => {
  const { page } = desk;
  await openBooks(page);
  await ask(page, 'members.create', {
    kind: 'organisation',
    organisation: { name: '张家坝供销社', code: '', isVillageBody: false },
    joinedOn: '2019-01-02',
  });
  await newVoucher(page);
  await page.keyboard.type('购肉牛');
  await page.keyboard.press('Enter');
  await page.keyboard.type('141');
  await page.keyboard.press('Enter');
  // An asset that isn't there yet: whether it is livestock, and of the poverty-relief kind, is said once, here.
  await page.keyboard.type('肉牛');
  await page.keyboard.press('Enter');
  const asset = page.getByRole('dialog', { name: '新增资产' });
  await asset.getByLabel('属于扶贫项目资产').check();
  await asset.getByLabel('是牲畜').check();
  await asset.getByRole('button', { name: '新增' }).click();
  const herd = cell(page, '第二项辅助核算 1');
  await expect(herd).toBeFocused();
  await expect(herd).toHaveAttribute('placeholder', '群别');
  await page.keyboard.type('一群');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await expect(cell(page, '借方 1')).toBeFocused();
  await expect(page.locator('.voucher-poverty')).toHaveText('扶贫项目资产');
  await page.keyboard.type('9000');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  // 128's consignor: the same field finds members and units.
  await page.keyboard.type('128');
  await page.keyboard.press('Enter');
  await expect(cell(page, '辅助核算 2')).toBeFocused();
  await page.keyboard.type('供销社');
  const found = page.getByRole('listbox', { name: '匹配的结果' }).getByRole('option');
  await expect(found).toHaveText([/M001 张家坝供销社/, /新增“供销社”…/]);
  await look(page, 'vouchers-13-slots');
  await page.keyboard.press('Enter');
  await expect(cell(page, '辅助核算 2')).toHaveValue('M001 张家坝供销社');
  await page.keyboard.press('=');
  await expect(cell(page, '贷方 2')).toHaveValue('9000.00');
  await page.keyboard.press('Control+s');
  await expectSaid(page, '已保存 记-001');
  const [head] = await ask(page, 'vouchers.list', {});
  const { lines } = await ask(page, 'vouchers.get', { id: head?.id ?? 0 });
  expect(lines).toMatchObject([
    {
      accountCode: '141',
      itemName: '肉牛',
      item2Dim: 'herd',
      item2Name: '一群',
      isPovertyAsset: true,
      debitFen: 900_000,
    },
    { accountCode: '128', memberNo: 'M001', itemId: null, creditFen: 900_000 },
  ]);
});

test('a wrong line is refused with its place, an account that cannot be chosen says why', async ({
  desk,
}) => {
  const { page } = desk;
  await openBooks(page);
  await newVoucher(page);
  await page.keyboard.type('收入股款');
  await page.keyboard.press('Enter');
  await page.keyboard.type('101');
  await page.keyboard.press('Enter');
  await page.keyboard.type('1000');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');

  // 301 is the share register's; the whole tree of 332 is shown, only 未分配盈余 may be chosen.
  await page.keyboard.type('301');
  const list = page.getByRole('listbox', { name: '匹配的结果' });
  await expect(list.getByRole('option', { name: /301 股金/ })).toContainText('股金由“社员与股金”里的');
  await expect(list.getByRole('option', { name: /301 股金/ })).toHaveAttribute('aria-disabled', 'true');
  await look(page, 'vouchers-05-greyed');
  await page.keyboard.press('Enter');
  await expect(cell(page, '科目 2')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(cell(page, '科目 2')).toHaveValue('');
  await page.keyboard.type('332');
  await expect(list.getByRole('option')).toHaveCount(3);
  await expect(list.getByRole('option', { selected: true })).toContainText('33202 盈余分配/未分配盈余');
  await page.keyboard.press('Escape');

  // An account whose analysis is missing: the refusal stands at that cell, and the keyboard goes there.
  await page.keyboard.type('501');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('=');
  await page.keyboard.press('Control+s');
  await expect(cell(page, '辅助核算 2')).toBeFocused();
  await expect(cell(page, '辅助核算 2')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('501 经营收入要指明经营项目。', { exact: true })).toBeVisible();
  await look(page, 'vouchers-06-refused');
  await page.keyboard.type('cpxs');
  await page.keyboard.press('Enter');

  // Amounts that don't balance, one that is none, a day in the future.
  await page.keyboard.press('Enter');
  await page.keyboard.type('999.999');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('金额“999.999”超过两位小数，请写到分为止。')).toBeVisible();
  await expect(cell(page, '贷方 2')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('999');
  await expect(page.getByText('合计：借贷不平，借方多 1.00 元')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('alert')).toContainText('借贷不平：借方比贷方多 1.00 元');
  await page.keyboard.press('=');
  await page.getByLabel('凭证日期').fill('2019-03-02');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('2019-03-02', { exact: false }).first()).toBeVisible();
  await expect(page.getByLabel('凭证日期')).toHaveAttribute('aria-invalid', 'true');
  expect(await ask(page, 'vouchers.list', {})).toHaveLength(0);
});

test('from draft to posted, undone in red; a void voucher keeps its number', async ({ desk }) => {
  const { page } = desk;
  await openBooks(page);
  for (const [summary, fen] of [
    ['取备用金', 100_000],
    ['再取备用金', 50_000],
    ['填错的', 30_000],
  ] as const) {
    await ask(page, 'vouchers.save', cashVoucher('2019-01-05', summary, fen));
  }
  await goTo(page, '凭证');
  const grid = gridOf(page, '凭证');
  await expectRows(grid, 3);
  await expect(totalOf(grid, 'amountFen')).toHaveText('1,800.00');

  // One is wrong: void, with a reason. It counts for nothing and keeps its number.
  await rowOf(grid, '填错的').getByRole('checkbox').click();
  await page.getByRole('button', { name: '作废…' }).click();
  const voiding = page.getByRole('dialog', { name: '作废 记-003' });
  await voiding.getByLabel('原因').fill('金额写错');
  await voiding.getByRole('button', { name: '作废' }).click();
  await expectSaid(page, '已作废 记-003，号码保留');
  await expect(cellOf(rowOf(grid, '填错的'), 'state')).toHaveText('作废');
  await expect(totalOf(grid, 'amountFen')).toHaveText('1,500.00');
  const next = await ask(page, 'vouchers.save', cashVoucher('2019-01-06', '第四张', 20_000));
  expect(next.number).toBe(4);

  // All drafts at once; one person does both, and is told so.
  await page.reload();
  await expectRows(grid, 4);
  await grid.getByRole('columnheader').getByRole('checkbox').click();
  await page.getByRole('button', { name: '审核 3 张' }).click();
  await expectSaid(page, '已审核 3 张');
  await expectSaid(page, '制单和审核是同一人');
  await page.getByRole('button', { name: '记账 3 张' }).click();
  const posting = page.getByRole('dialog', { name: '记账 3 张凭证' });
  await expect(posting).toContainText('1,700.00');
  await posting.getByRole('button', { name: '记账' }).click();
  await expectSaid(page, '已记账 3 张');
  await expect(cellOf(rowOf(grid, '取备用金'), 'postedBy')).toHaveText('周会计');
  await look(page, 'vouchers-07-posted');

  // Posted: nothing in it can be typed any more. Undone by a red one on a day of its own.
  await cellOf(rowOf(grid, '再取备用金'), 'summary').dblclick();
  await expect(page.getByRole('heading', { name: '记账凭证' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^(摘要|科目|借方)/ })).toHaveCount(0);
  await look(page, 'vouchers-08-posted-one');
  await page.getByRole('button', { name: '冲销…' }).click();
  const reversing = page.getByRole('dialog', { name: '冲销 记-002' });
  await reversing.getByRole('textbox', { name: '日期' }).fill('2019-01-20');
  await reversing.getByLabel('原因').fill('重复填制');
  await reversing.getByRole('button', { name: '开红字凭证' }).click();
  await expectSaid(page, '已开红字凭证 记-005');
  const table = page.getByRole('table', { name: '分录' });
  await expect(table.getByText('-500.00').first()).toHaveCSS('color', 'rgb(179, 38, 30)');
  await expect(page.getByText('人民币负伍佰元整')).toBeVisible();
  await expect(cell(page, '摘要 1')).toHaveValue('注销1月5日记字2号凭证：重复填制');
  await look(page, 'vouchers-09-red');
  await page.getByRole('button', { name: '审核', exact: true }).click();
  await page.getByRole('button', { name: '记账', exact: true }).click();
  await page.getByRole('dialog', { name: '记账 记-005' }).getByRole('button', { name: '记账' }).click();
  await expectSaid(page, '已记账 记-005');
  await page.getByRole('link', { name: '2019-01 记-002' }).click();
  await expect(page.locator('.voucher-stamp')).toHaveText('已冲销');
  await expect(page.getByRole('link', { name: '2019-01 记-005' })).toBeVisible();
  await expect(page.getByRole('button', { name: '冲销…' })).toBeDisabled();
  await page.keyboard.press('Escape');
  // Back on the row one came from.
  await expect(cellOf(rowOf(grid, '再取备用金'), 'state')).toHaveText('已冲销');
  await expect(page.getByRole('row').filter({ has: page.locator('.ag-cell-focus:focus') })).toContainText(
    '再取备用金',
  );
  await expect(cellOf(rowOf(grid, '注销1月5日'), 'amountFen')).toHaveCSS('color', 'rgb(179, 38, 30)');
  await expect(totalOf(grid, 'amountFen')).toHaveText('1,200.00');
  await look(page, 'vouchers-10-list');

  // The filters: by state, by words, by an amount.
  await page.getByLabel('状态').selectOption('void');
  await expectRows(grid, 1);
  await page.getByLabel('状态').selectOption('');
  await page.getByLabel('找凭证').fill('第四');
  await expectRows(grid, 1);
  await page.getByLabel('找凭证').fill('1,000.00');
  await expectRows(grid, 1);
  await expect(rowOf(grid, '取备用金')).toBeVisible();
});

test('the input method keeps every key, and the sheet waits for the word', async ({ desk }) => {
  const { page } = desk;
  await openBooks(page);
  await newVoucher(page);
  const summary = cell(page, '摘要 1');
  await expect(summary).toBeFocused();
  const ime = await imeOf(page);
  await ime.compose('m', 'ma', 'mai', 'maizhi');
  for (const key of ['Enter', 'Escape', 'Tab', '=', 'ArrowDown'] as const) {
    await ime.press(key);
    await expect(summary, key).toBeFocused();
    await expect(summary, key).toHaveValue('maizhi');
  }
  await ime.pick('买纸');
  await expect(summary).toHaveValue('买纸');
  await page.keyboard.press('Enter');

  // The account by its Chinese name: the letters find it already, Enter is the input method's until the word is picked.
  const account = cell(page, '科目 1');
  await expect(account).toBeFocused();
  await ime.compose('g', 'gl');
  await expect(page.getByRole('option', { selected: true })).toContainText('523 管理费用');
  await ime.press('Enter');
  await ime.press('Tab');
  await ime.press('Escape');
  await expect(account).toBeFocused();
  await expect(account).toHaveValue('gl');
  await ime.pick('管理费用');
  await expect(account).toHaveValue('管理费用');
  await page.keyboard.press('Enter');
  await expect(account).toHaveValue('523 管理费用');

  // The next cell is already an input: its very first letter is a composition too.
  const item = cell(page, '辅助核算 1');
  await expect(item).toBeFocused();
  await ime.compose('b', 'bang');
  await ime.pick('办公费');
  await page.keyboard.press('Enter');
  await expect(item).toHaveValue('办公费');
  const debit = cell(page, '借方 1');
  await expect(debit).toBeFocused();
  await page.keyboard.type('88');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('101');
  await page.keyboard.press('Enter');

  // With the input method on, = and space arrive as text, in full width as well; while it composes they are letters.
  await ime.compose('s');
  await ime.press('=');
  await expect(cell(page, '借方 2')).toBeFocused();
  await ime.compose('');
  await ime.pick('＝');
  await expect(cell(page, '贷方 2')).toBeFocused();
  await expect(cell(page, '贷方 2')).toHaveValue('88.00');
  await ime.pick('　');
  await expect(cell(page, '借方 2')).toBeFocused();
  await expect(cell(page, '借方 2')).toHaveValue('88.00');
  await page.keyboard.press('Space');
  expect(await keysInComposition(page)).toEqual(expect.arrayContaining(['Enter', 'Escape', 'Tab', '=']));
  await page.keyboard.press('Control+s');
  await expectSaid(page, '已保存 记-001');
  expect(await ask(page, 'vouchers.list', {})).toMatchObject([{ summary: '买纸', amountFen: 8_800 }]);
});

test('nothing typed is lost: Escape asks, another page gives it back', async ({ desk }) => {
  const { page } = desk;
  await openBooks(page);
  await newVoucher(page);
  // Nothing typed yet: Escape simply leaves.
  await page.keyboard.press('Escape');
  await expect(gridOf(page, '凭证')).toBeVisible();
  await page.keyboard.press('Control+n');
  await expect(cell(page, '摘要 1')).toBeFocused();
  await page.keyboard.type('一半');
  await page.keyboard.press('Escape');
  const asking = page.getByRole('dialog', { name: '这张凭证还没有保存' });
  await expect(asking).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(asking).toBeHidden();
  await expect(cell(page, '摘要 1')).toHaveValue('一半');
  await goTo(page, '交售');
  await newVoucher(page);
  await expectSaid(page, '上次没有保存的内容还在这里');
  await expect(cell(page, '摘要 1')).toHaveValue('一半');
  await page.keyboard.press('Escape');
  await asking.getByRole('button', { name: '放弃不保存' }).click();
  await expect(gridOf(page, '凭证')).toBeVisible();
  await page.keyboard.press('Control+n');
  await expect(cell(page, '摘要 1')).toHaveValue('');
});

test('copies, templates and files', async ({ desk }) => {
  const { page } = desk;
  await openBooks(page);
  const { id } = await ask(page, 'vouchers.save', cashVoucher('2019-01-05', '付房租', 40_000));
  await goTo(page, '凭证');
  await cellOf(rowOf(gridOf(page, '凭证'), '付房租'), 'summary').click();
  await page.keyboard.press('Enter');
  await expect(cell(page, '摘要 1')).toHaveValue('付房租');

  // A photo of the slip is kept with it and shown in the window; what is no picture is saved.
  await page.getByLabel('要附上的文件').setInputFiles([
    { name: '收据.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') },
    { name: '合同.txt', mimeType: 'text/plain', buffer: Buffer.from('租房合同') },
  ]);
  await expectSaid(page, '已附上 合同.txt');
  await page.getByRole('button', { name: '收据.png', exact: true }).click();
  await expect(page.getByRole('dialog', { name: '收据.png' }).getByRole('img')).toBeVisible();
  await page.keyboard.press('Escape');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '合同.txt', exact: true }).click();
  expect((await saved).suggestedFilename()).toBe('合同.txt');
  await page.getByTitle('取下 合同.txt').click();
  await expectSaid(page, '已取下 合同.txt');
  await look(page, 'vouchers-14-draft');
  await page.keyboard.press('Control+p');
  const preview = page.getByRole('dialog', { name: /^打印预览/ });
  await expect(preview.frameLocator('iframe').getByText('付房租').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(preview).toBeHidden();
  expect((await ask(page, 'vouchers.get', { id })).files).toMatchObject([{ name: '收据.png' }]);

  // Kept as a template, without amounts; the copy has them.
  await page.getByRole('button', { name: '存为常用…' }).click();
  const saving = page.getByRole('dialog', { name: '存为常用凭证' });
  await expect(saving.getByLabel('名称')).toHaveValue('付房租');
  await saving.getByRole('button', { name: '存下' }).click();
  await expectSaid(page, '已存为常用凭证“付房租”');
  await page.getByRole('button', { name: '复制', exact: true }).click();
  await expect(cell(page, '借方 1')).toHaveValue('400.00');
  await expect(page.getByLabel('凭证日期')).toHaveValue('2019-01-31');
  await expect(page.locator('.voucher-head')).toContainText('第 2 号');
  await page.keyboard.press('Control+s');
  await expectSaid(page, '已保存 记-002');

  await page.keyboard.press('Control+n');
  await expect(cell(page, '摘要 1')).toHaveValue('');
  await page.keyboard.press('Control+m');
  const templates = page.getByRole('dialog', { name: '常用凭证' });
  await expect(templates.getByRole('listbox')).toBeFocused();
  await look(page, 'vouchers-11-templates');
  await page.keyboard.press('Enter');
  await expect(cell(page, '摘要 1')).toBeFocused();
  await expect(cell(page, '科目 1')).toHaveValue('101 库存现金');
  await expect(cell(page, '辅助核算 2')).toHaveValue('基本存款账户');
  await expect(cell(page, '借方 1')).toHaveValue('');
  await page.keyboard.press('Control+m');
  await templates.getByRole('button', { name: '删除' }).click();
  await expect(templates).toContainText('还没有常用凭证');
});

test("an event's voucher shows why its figures stand, and the way to its register", async ({ desk }) => {
  const { page } = desk;
  await openBooks(page);
  const member = await ask(page, 'members.create', {
    kind: 'organisation',
    organisation: { name: '张家坝供销社', code: '', isVillageBody: false },
    joinedOn: '2019-01-02',
  });
  await ask(page, 'shares.contribute', {
    memberId: member.id,
    date: '2019-01-03',
    form: 'cash',
    source: '自筹',
    fromRelief: false,
    amountFen: 2_000_000,
    document: '',
    note: '',
  });
  await goTo(page, '凭证');
  const grid = gridOf(page, '凭证');
  await expect(cellOf(rowOf(grid, '记-001'), 'source')).toHaveText('股金登记');
  await cellOf(rowOf(grid, '记-001'), 'summary').click();
  await page.keyboard.press('Enter');
  await expect(page.getByText('随业务登记产生，金额和科目跟登记一致，不能改')).toBeVisible();
  await expect(page.getByRole('textbox', { name: '借方 1' })).toHaveCount(0);
  await expect(page.getByRole('table', { name: '分录' })).toContainText('张家坝供销社');
  await look(page, 'vouchers-12-event');
  await cell(page, '摘要 1').fill('收供销社股金');
  await page.getByLabel('附单据张数').fill('2');
  await page.keyboard.press('Control+s');
  await expectSaid(page, '摘要和附单据张数已改好');
  const [head] = await ask(page, 'vouchers.list', {});
  expect(head).toMatchObject({ summary: '收供销社股金', attachments: 2, amountFen: 2_000_000 });
  await page.getByRole('link', { name: /股金登记 2019-01-03 入股/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: '社员与股金' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: /张家坝供销社/ })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: '记账凭证' })).toBeVisible();
});

/** A workspace whose books begin with 2019-01. */
async function openBooks(page: Page): Promise<void> {
  await openNew(page, '张家坝村', '周会计', '2019-01');
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible();
}

/** From wherever one is to a blank sheet, with the keyboard in its first cell. */
async function newVoucher(page: Page): Promise<void> {
  await goTo(page, '凭证');
  await page.keyboard.press('Control+n');
  await expect(cell(page, '摘要 1')).toBeFocused();
}

/** A cell of the sheet: 摘要 1, 科目 2. */
function cell(page: Page, label: string): Locator {
  return page.getByLabel(label, { exact: true });
}

/** Cash drawn from the bank. */
function cashVoucher(date: string, summary: string, fen: number): Input<'vouchers.save'> {
  return {
    date,
    attachments: 1,
    lines: [
      { summary, account: '101', debitFen: fen, creditFen: 0 },
      { summary, account: '102', debitFen: 0, creditFen: fen, itemId: BANK },
    ],
  };
}

/** 基本存款账户, the first item of a new cooperative. */
const BANK = 1;
/** One grey pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Runs in the page. Keys that press a button make a click, but no pointer goes down. */
function countPointers(): void {
  const counted = window as { pointers?: number };
  counted.pointers = 0;
  for (const event of ['pointerdown', 'pointermove', 'wheel']) {
    window.addEventListener(event, () => (counted.pointers = (counted.pointers ?? 0) + 1), true);
  }
}
