import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { Output } from '../shared/contract/index.ts';
import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openNew } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';
import { chooseSheet, commitImport, expectCount, importSheet, tryImport } from './pages/imports.ts';

const SAMPLES = resolve(import.meta.dirname, '../../shared/data');

/** The mutual-aid association at the desk: made, filled with members, lending from the slip to the money and back. */

type Fund = NonNullable<Output<'fund.get'>>;

const HEADS = ['张守田', '王德福', '赵明清', '何正贵', '杨春花'];

/** A household each. */
async function settle(page: Page, names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) {
    await ask(page, 'households.create', {
      household: { code: `H00${index + 1}`, groupNo: index + 1, category: '一般', phone: '', note: '' },
      head: { name, relation: '户主', idNumber: null, phone: '', card: null },
    });
  }
}

/** Members by name, through the window's own door; what the screen does with one it does with all. */
async function joinAll(
  page: Page,
  names: readonly string[],
  date = '2019-01-05',
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const name of names) {
    const [person] = await ask(page, 'persons.search', { search: name, limit: 1 });
    const joined = await ask(page, 'fund.join', {
      personId: person!.id,
      date,
      isExempt: false,
      amountFen: 500_00,
      paid: { kind: 'cash' },
      documentNo: '',
      attachments: 1,
      note: '',
    });
    ids.set(name, joined.id);
  }
  return ids;
}

async function establish(page: Page): Promise<Fund> {
  await goTo(page, '互助资金');
  await page.keyboard.press('Control+n');
  const dialog = page.getByRole('dialog', { name: '建立互助资金协会' });
  await expect(dialog.getByLabel('协会全称')).toHaveValue('张家坝村互助资金协会');
  await dialog.getByLabel('从哪个月开始记账').fill('2019-01');
  await look(page, 'fund-01-establish');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expectSaid(page, '已建立');
  return (await ask(page, 'fund.get', {}))!;
}

test('an association is made, a loan goes from the slip to the money, and comes back fee first', async ({
  desk,
}) => {
  test.slow();
  const { page } = desk;
  await openNew(page);
  await settle(page, HEADS);
  const fund = await establish(page);
  await look(page, 'fund-02-empty');

  // Money from the county.
  await page.getByRole('tab', { name: '资金与支出' }).click();
  await page.keyboard.press('Control+n');
  const bring = page.getByRole('dialog', { name: '资金到账' });
  await bring.getByLabel('拨付单位、捐赠人').fill('略阳县扶贫办');
  await bring.getByLabel('金额（元）').fill('100000');
  await bring.getByRole('textbox', { name: '到账日期' }).fill('2019-01-03');
  await bring.getByLabel('收到', { exact: true }).selectOption('cash');
  await expect(bring.getByRole('region', { name: '分录预览' })).toContainText('100,000.00');
  await look(page, 'fund-03-bring');
  await page.keyboard.press('Control+Enter');
  await expect(bring).toBeHidden();

  const members = await joinAll(page, HEADS);
  await page.getByRole('tab', { name: '会员与互助金' }).click();
  await expectRows(gridOf(page, '会员名册'), 5);
  await expect(totalOf(gridOf(page, '会员名册'), 'ownFen')).toHaveText('2,500.00');
  await look(page, 'fund-04-members');

  // A group of five.
  await page.getByRole('tab', { name: '互助小组' }).click();
  await page.keyboard.press('Control+n');
  const newGroup = page.getByRole('dialog', { name: '新互助小组' });
  await expect(newGroup.getByLabel('小组名称')).toHaveValue('第1互助小组');
  await page.keyboard.press('Control+Enter');
  await expect(newGroup).toBeHidden();
  const [group] = await ask(page, 'fund.groups', {});
  for (const memberId of [...members.values()].slice(1)) {
    await ask(page, 'fund.enterGroup', { groupId: group!.id, memberId, date: '2019-01-06' });
  }
  await page.getByRole('button', { name: '加入组员' }).click();
  const enter = page.getByRole('dialog', { name: '加入第1互助小组' });
  await enter.getByRole('combobox', { name: '会员' }).fill('张守田');
  await page.getByRole('listbox').getByRole('option').first().click();
  await enter.getByRole('textbox', { name: '入组日期' }).fill('2019-01-06');
  await page.keyboard.press('Control+Enter');
  await expect(enter).toBeHidden();
  await expect(page.getByRole('table', { name: '组员' }).locator('tbody tr')).toHaveCount(5);
  await look(page, 'fund-05-group');

  // The slip.
  await page.getByRole('tab', { name: '借款', exact: true }).click();
  await page.keyboard.press('Control+n');
  const apply = page.getByRole('dialog', { name: '受理借款申请' });
  await apply.getByRole('combobox', { name: '申请人' }).fill('张守田');
  await page.getByRole('listbox').getByRole('option').first().click();
  await apply.getByLabel('申请金额（元）').fill('20000');
  await apply.getByLabel('用途').fill('香菇');
  await apply.getByLabel('还款方式').selectOption('instalments');
  await apply.getByRole('textbox', { name: '申请日期' }).fill('2019-01-10');
  await apply.getByLabel('保存后打印申请审批表').uncheck();
  await page.keyboard.press('Control+Enter');
  await expect(apply.getByText(/10,000/u).first()).toBeVisible();
  await look(page, 'fund-06-too-much');
  await apply.getByLabel('申请金额（元）').fill('10000');
  await page.keyboard.press('Control+Enter');
  await expect(apply).toBeHidden();
  const drawer = page.getByRole('complementary', { name: /张守田/u });
  await expect(drawer.getByRole('button', { name: '登记联保' })).toBeVisible();
  await look(page, 'fund-07-applied');

  await drawer.getByRole('button', { name: '登记联保' }).click();
  const guarantee = page.getByRole('dialog', { name: /小组联保/u });
  await expect(guarantee.locator('tbody tr')).toHaveCount(4);
  await expect(guarantee.locator('footer')).toContainText('4 户联保');
  await guarantee.getByRole('textbox', { name: '签字日期' }).fill('2019-01-11');
  await look(page, 'fund-08-guarantee');
  await page.keyboard.press('Control+Enter');
  await expect(guarantee).toBeHidden();

  await drawer.getByRole('button', { name: '登记审批' }).click();
  const approve = page.getByRole('dialog', { name: /审批/u });
  await approve.getByLabel('审批人').fill('侯建平');
  await approve.getByRole('textbox', { name: '审批日期' }).fill('2019-01-12');
  await page.keyboard.press('Control+Enter');
  await expect(approve).toBeHidden();

  await drawer.getByRole('button', { name: '登记公示' }).click();
  const notice = page.getByRole('dialog', { name: /公示/u });
  await notice.getByRole('textbox', { name: '公示从' }).fill('2019-01-13');
  await page.keyboard.press('Control+Enter');
  const sheet = page.getByRole('dialog', { name: /公示单/u });
  await expect(sheet).toBeVisible();
  await look(page, 'fund-09-notice');
  await page.keyboard.press('Escape');

  await drawer.getByRole('button', { name: '签订合同' }).click();
  const contract = page.getByRole('dialog', { name: /签订合同/u });
  await contract.getByRole('textbox', { name: '签订日期' }).fill('2019-01-25');
  await page.keyboard.press('Control+Enter');
  await expect(contract).toBeHidden();

  await drawer.getByRole('button', { name: '发放借款' }).click();
  const payOut = page.getByRole('dialog', { name: /发放借款/u });
  await payOut.getByRole('textbox', { name: '发放日期' }).fill('2019-01-25');
  await payOut.getByLabel('付出').selectOption('cash');
  await expect(payOut.getByRole('region', { name: '分录预览' })).toContainText('10,000.00');
  await look(page, 'fund-10-pay-out');
  await payOut.getByRole('button', { name: '发放入账' }).click();
  const note = page.getByRole('dialog', { name: /借据/u });
  await expect(note).toBeVisible();
  await look(page, 'fund-11-note');
  await page.keyboard.press('Escape');
  const schedule = drawer.getByRole('table', { name: '还款计划' });
  await expect(schedule.locator('tbody tr')).toHaveCount(12);
  await expect(schedule.locator('tfoot')).toContainText('325.00');
  await look(page, 'fund-12-schedule');

  // 883.33 in notes: the fee first, then principal; keyboard only.
  await drawer.getByRole('button', { name: '登记还款' }).focus();
  await page.keyboard.press('Enter');
  const repay = page.getByRole('dialog', { name: /还款：张守田/u });
  await page.keyboard.type('883.33');
  await page.keyboard.press('Enter');
  await page.keyboard.type('2019-02-25');
  const entry = repay.getByRole('region', { name: '分录预览' });
  await expect(entry).toContainText('833.33');
  await expect(entry).toContainText('50.00');
  await expect(repay.locator('footer')).toContainText('9,166.67');
  await look(page, 'fund-13-repay');
  await page.keyboard.press('Control+Enter');
  await expect(repay).toBeHidden();
  const receipt = page.getByRole('dialog', { name: /还款收据/u });
  await expect(receipt).toBeVisible();
  await look(page, 'fund-14-receipt');
  await page.keyboard.press('Escape');
  const [loan] = await ask(page, 'fund.loans', { asOf: '2019-02-25' });
  expect(loan).toMatchObject({ balanceFen: 9_166_67, repaidFen: 833_33, feePaidFen: 50_00 });

  // Its voucher stands in the association's own books.
  const [row] = await ask(page, 'fund.repayments', { entityId: fund.id });
  const events = await ask(page, 'fund.events', { entityId: fund.id });
  const voucherId = events.find((one) => one.id === row!.eventId)?.vouchers[0]?.id;
  await drawer.getByRole('button', { name: '凭证' }).first().click();
  await expect(page).toHaveURL(new RegExp(`#/vouchers/${String(voucherId)}`, 'u'));
  await expect(page.getByText('占用费收入').first()).toBeVisible();
  await look(page, 'fund-15-voucher');

  await goTo(page, '互助资金');
  await expect(page.getByRole('region', { name: '资金', exact: true })).toContainText('9,166.67');
  await look(page, 'fund-16-overview');
});

test('the register comes in with its association: 34 loans, two overdue at the year’s end, one of them recovered', async ({
  desk,
}) => {
  test.slow();
  const { page } = desk;
  await openNew(page);
  await importSheet(page, '户籍花名册', resolve(SAMPLES, '户籍花名册.xlsx'), 411);
  await chooseSheet(page, '互助资金借款台账', resolve(SAMPLES, '互助资金借款台账.xlsx'));
  await tryImport(page);
  await expectCount(page, '新增', 34);
  await look(page, 'fund-20-import');
  await commitImport(page, 34, '笔');

  await goTo(page, '互助资金');
  await page.getByRole('textbox', { name: '截至' }).fill('2018-12-31');
  await expect(page.getByRole('region', { name: '借款情况' })).toContainText('33 笔');
  await look(page, 'fund-21-overview');
  await page.getByRole('tab', { name: '借款', exact: true }).click();
  const grid = gridOf(page, '借款台账');
  await expectRows(grid, 34);
  await expect(totalOf(grid, 'principalFen')).toHaveText('340,000.00');
  await expect(totalOf(grid, 'repaidFen')).toHaveText('47,499.85');
  await expect(totalOf(grid, 'feePaidFen')).toHaveText('2,016.66');
  await look(page, 'fund-22-loans');
  await page.getByRole('button', { name: '只看逾期' }).click();
  await expectRows(grid, 2);
  await expect(rowOf(grid, 'HZ2018019')).toContainText('杨桂花');
  await expect(rowOf(grid, 'HZ2018026')).toContainText('王建军');

  // The group of one who is late.
  await page.getByRole('tab', { name: '互助小组' }).click();
  const groups = gridOf(page, '互助小组');
  await expectRows(groups, 6);
  await expect(totalOf(groups, 'overdueFen')).toHaveText('20,000.00');
  await cellOf(rowOf(groups, '第4互助小组'), 'name').dblclick();
  await expect(page.getByRole('table', { name: '组员' })).toContainText('10,000.00');
  await expect(page.getByRole('complementary', { name: '第4互助小组' })).toContainText('不能再借');
  await look(page, 'fund-23-overdue-group');

  // At the counter: the mates pay for her.
  await page.getByRole('tab', { name: '借款', exact: true }).click();
  await cellOf(rowOf(grid, 'HZ2018019'), 'no').dblclick();
  const drawer = page.getByRole('complementary', { name: /杨桂花/u });
  await expect(drawer).toContainText('逾期');
  await look(page, 'fund-24-overdue');
  await drawer.getByRole('button', { name: '向担保人追偿' }).click();
  const recover = page.getByRole('dialog', { name: /向担保人追偿/u });
  await expect(recover.getByRole('table', { name: '联保人代还' }).locator('tbody tr')).toHaveCount(5);
  await expect(recover.locator('footer')).toContainText('还差 0.00');
  await look(page, 'fund-25-recover');
  await page.keyboard.press('Escape');

  // What the fund was made of when its books began.
  const { id: entityId } = (await ask(page, 'fund.get', {}))!;
  const [bank] = await ask(page, 'items.list', { entityId, dim: 'bank' });
  const row = { yearDebitFen: 0, yearCreditFen: 0 };
  const openings = await ask(page, 'openings.save', {
    entityId,
    rows: [
      { account: '1002', itemId: bank!.id, balanceFen: 60_000_00, ...row },
      { account: '310201', balanceFen: -352_500_15, ...row },
    ],
  });
  expect(openings).toMatchObject({ balanced: true });

  // A repayment of today, in the association’s own books: fee first.
  await drawer.getByRole('button', { name: '登记还款' }).click();
  const repay = page.getByRole('dialog', { name: /还款：杨桂花/u });
  await repay.getByRole('textbox', { name: '还款日期' }).fill('2019-03-01');
  await repay.getByLabel('收到金额（元）').fill('5000');
  const entry = repay.getByRole('region', { name: '分录预览' });
  await expect(entry).toContainText('占用费收入');
  await look(page, 'fund-26-repay');
  await repay.getByLabel('保存后打印收据').uncheck();
  await page.keyboard.press('Control+Enter');
  await expect(repay).toBeHidden();
  const [late] = await ask(page, 'fund.loans', { search: '杨桂花', asOf: '2019-03-01' });
  expect(late!.repaidFen + late!.feePaidFen).toBe(5_000_00);
  expect(late!.feeOwedFen).toBe(0);
  await page.getByRole('tab', { name: '还款与占用费' }).click();
  await page.getByLabel('年度', { exact: true }).fill('2019');
  const repayments = gridOf(page, '还款台账');
  await expect(rowOf(repayments, '杨桂花')).toContainText('5,000.00');
  await cellOf(rowOf(repayments, '杨桂花'), 'date').click();
  await look(page, 'fund-27-repayments');
  await page.getByRole('button', { name: '看凭证' }).click();
  await expect(page.getByText('占用费收入').first()).toBeVisible();
  await expect(page.getByText('5,000.00').first()).toBeVisible();
  await look(page, 'fund-28-voucher');

  // The fee of last year, line by line.
  await goTo(page, '互助资金');
  await page.getByRole('tab', { name: '还款与占用费' }).click();
  await page.getByLabel('哪本台账').selectOption('fees');
  await page.getByLabel('年度', { exact: true }).fill('2018');
  await expect(totalOf(gridOf(page, '占用费台账'), 'paidFen')).toHaveText('1,966.66');
  await look(page, 'fund-28b-fees');

  // The register on paper.
  await page.getByRole('tab', { name: '借款', exact: true }).click();
  await page.getByRole('button', { name: '打印台账' }).click();
  const paper = page.getByRole('dialog', { name: /借款台账/u });
  await expect(paper).toContainText('共 2 页');
  await look(page, 'fund-29-register');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '会员与互助金' }).click();
  await expectRows(gridOf(page, '会员名册'), 34);
  await page.getByRole('tab', { name: '季报' }).click();
  await expect(page.getByRole('region', { name: '本季发生' })).toBeVisible();
  await look(page, 'fund-30-report');
});

test('what comes after lending: an extension, the mates paying, the year’s fee distributed, a member leaving', async ({
  desk,
}) => {
  test.slow();
  const { page } = desk;
  await openNew(page);
  const names = [...HEADS, '陈六'];
  await settle(page, names);
  const { id: entityId } = await ask(page, 'entities.create', {
    kind: 'fund',
    name: '张家坝村互助资金协会',
    firstPeriod: '2018-01',
  });
  const { settings } = (await ask(page, 'fund.get', {}))!;
  await ask(page, 'fund.saveSettings', { settings: { ...settings, noticeDays: 0, exitMonths: 1 } });
  const paper = { paid: { kind: 'cash' }, documentNo: '', attachments: 0, note: '' } as const;
  const county = { source: 'fiscal', party: '县扶贫办', amountFen: 100_000_00, isRestricted: true } as const;
  await ask(page, 'fund.bring', { date: '2018-01-03', ...county, ...paper });
  const members = await joinAll(page, names, '2018-01-05');
  const group = { no: 1, name: '第1互助小组', headMemberId: null, note: '' };
  const { id: groupId } = await ask(page, 'fund.saveGroup', group);
  const mates = HEADS.map((name) => members.get(name)!);
  for (const memberId of mates) {
    await ask(page, 'fund.enterGroup', { groupId, memberId, date: '2018-01-06' });
  }
  const lend = async (name: string, date: string, months: number): Promise<number> => {
    const memberId = members.get(name)!;
    const terms = { amountFen: 10_000_00, months };
    const asked = { memberId, date, ...terms, method: 'lump', purpose: '香菇', note: '' } as const;
    const { id: loanId } = await ask(page, 'fund.apply', asked);
    const memberIds = mates.filter((id) => id !== memberId);
    await ask(page, 'fund.guarantee', { loanId, date, memberIds, note: '' });
    await ask(page, 'fund.approve', { loanId, date, ...terms, approvedBy: '理事会', note: '' });
    await ask(page, 'fund.contract', { loanId, date, contractNo: '', note: '' });
    await ask(page, 'fund.payOut', { loanId, date, ...paper });
    return loanId;
  };
  const late = await lend('张守田', '2018-01-08', 6);
  const extended = await lend('王德福', '2018-03-08', 12);
  const repayment = { loanId: extended, date: '2018-12-10', amountFen: 450_00, waivedFen: 0 };
  await ask(page, 'fund.repay', { ...repayment, ...paper });

  // 展期, with what is owed.
  await goTo(page, '互助资金');
  await page.getByRole('tab', { name: '借款', exact: true }).click();
  const loans = gridOf(page, '借款台账');
  await cellOf(rowOf(loans, '王德福'), 'no').dblclick();
  await page
    .getByRole('complementary', { name: /王德福/u })
    .getByRole('button', { name: '展期' })
    .click();
  const extension = page.getByRole('dialog', { name: /展期：王德福/u });
  await extension.getByLabel('审批人').fill('理事会');
  await extension.getByRole('textbox', { name: '展期到' }).fill('2019-06-08');
  await extension.getByRole('textbox', { name: '批准日期' }).fill('2019-02-20');
  await look(page, 'fund-40-extend');
  await page.keyboard.press('Control+Enter');
  await expect(extension).toBeHidden();
  await expect(page.getByRole('complementary', { name: /王德福/u })).toContainText('2019-06-08');
  expect((await ask(page, 'fund.loan', { id: extended })).loan).toMatchObject({
    isExtended: true,
    state: 'running',
  });

  // 追偿: four mates pay what is owed on the day, in equal parts, with a voucher each.
  await cellOf(rowOf(loans, '张守田'), 'no').dblclick();
  await page
    .getByRole('complementary', { name: /张守田/u })
    .getByRole('button', { name: '向担保人追偿' })
    .click();
  const recover = page.getByRole('dialog', { name: /向担保人追偿/u });
  await recover.getByRole('textbox', { name: '代还日期' }).fill('2019-02-08');
  // Thirteen months of 50.00.
  await expect(recover.locator('footer')).toContainText('代还 10,650.00');
  await expect(recover.getByRole('region', { name: '分录预览' })).toContainText('第 4 张');
  await look(page, 'fund-41-recover');
  await page.keyboard.press('Control+Enter');
  await expect(recover).toBeHidden();
  expect((await ask(page, 'fund.loan', { id: late })).loan.state).toBe('settled');
  await page.getByRole('tab', { name: '还款与占用费' }).click();
  await page.getByLabel('年度', { exact: true }).fill('2019');
  const repayments = gridOf(page, '还款台账');
  await expectRows(repayments, 4);
  await expect(rowOf(repayments, '何正贵')).toContainText('2,662.50');
  await expect(rowOf(repayments, '何正贵')).toContainText('银行');
  await look(page, 'fund-42-repayments');

  // 占用费分配 of 2018.
  await page.getByRole('tab', { name: '占用费分配' }).click();
  await page.getByLabel('年度', { exact: true }).fill('2018');
  await page.getByRole('button', { name: /分配 2018 年占用费/u }).click();
  const distribution = page.getByRole('dialog', { name: '分配 2018 年占用费' });
  await distribution.getByLabel('会员大会决议').fill('会员大会〔2018〕2号');
  const entry = distribution.getByRole('region', { name: '分录预览' });
  await expect(entry).toContainText('非限定性净资产—公积金');
  await expect(entry).toContainText('135.00');
  await look(page, 'fund-43-distribute');
  await page.keyboard.press('Control+Enter');
  await expect(distribution).toBeHidden();
  await expect(page.getByText('已分配', { exact: true })).toBeVisible();

  // 退会: found by name from anywhere, applied for in January, given back in March.
  await page.getByRole('combobox', { name: '跳转' }).fill('陈六');
  await page.getByRole('option', { name: /互助会员/u }).click();
  const member = page.getByRole('complementary', { name: /陈六/u });
  await member.getByRole('button', { name: '申请退会' }).click();
  const apply = page.getByRole('dialog', { name: /申请退会/u });
  await apply.getByRole('textbox', { name: '日期' }).fill('2019-01-28');
  await apply.getByLabel('原因').fill('搬到县城');
  await page.keyboard.press('Control+Enter');
  await expect(apply).toBeHidden();
  await member.getByRole('button', { name: '办理退会' }).click();
  const leave = page.getByRole('dialog', { name: /办理退会/u });
  await leave.getByLabel('付出', { exact: true }).selectOption('cash');
  await expect(leave.getByRole('region', { name: '分录预览' })).toContainText('500.00');
  await look(page, 'fund-44-leave');
  await leave.getByRole('button', { name: '办理退会' }).click();
  await expect(leave).toBeHidden();
  const left = await ask(page, 'fund.members', { entityId, all: true, search: '陈六' });
  expect(left[0]).toMatchObject({ state: 'left', ownFen: 0 });
});
