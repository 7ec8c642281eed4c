import type { Locator, Page } from '@playwright/test';
import type { Input } from '../shared/contract/index.ts';
import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openDemo, openNew } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';

/** What is done seldom with assets, land, bags and work, each to its end on screen: what is asked for once a year must hold too. */

test('a card is improved, its terms are changed and taken back; what was lent comes into the books', async ({
  desk,
}) => {
  const { page } = desk;
  await openDemo(page);
  await expect(page.getByRole('region', { name: '账务' })).toContainText(
    '12 份租约 60 天内到期应付，共 18,000.00 元',
  );
  await look(page, 'works-00-desk');
  await spendOnWorks(page, '冷库保温改造', 24_000_00);
  await goTo(page, '固定资产');
  const cards = gridOf(page, '固定资产');
  await cellOf(rowOf(cards, 'LK-01'), 'name').click();
  const store = page.getByRole('complementary', { name: 'LK-01 冷链保鲜库' });
  await store.getByRole('button', { name: '改建…' }).click();
  const improve = page.getByRole('dialog', { name: '改建：LK-01 冷链保鲜库' });
  const entries = improve.getByRole('region', { name: '分录预览' });
  await improve.getByRole('combobox', { name: '在建工程' }).fill('冷库保温改造');
  await improve.getByLabel('改建金额（元）').fill('30000');
  await improve.getByRole('textbox', { name: '完工日期' }).fill('2019-01-25');
  await improve.getByLabel('改建后总年限').fill('25');
  await improve.getByLabel('改建了什么').fill('加装保温层');
  // No more than the works have cost.
  await expect(entries).toContainText('24,000.00');
  await look(page, 'works-01-too-much');
  await improve.getByLabel('改建金额（元）').fill('24000');
  await expect(improve.getByText('没有填，算自筹股金')).toBeVisible();
  // (424,000.00 − 9,499.98 − 5 %) over the 294 months that are left.
  await expect(entries).toContainText('1,337.76');
  await look(page, 'works-02-improve');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '已登记 LK-01 冷链保鲜库 改建 24,000.00 元');
  await expect(cellOf(rowOf(cards, 'LK-01'), 'costFen')).toHaveText('424,000.00');
  await expect(store.locator('.timeline')).toContainText('加装保温层');
  await expect(store.locator('.timeline .voucher-name').first()).toHaveCSS('white-space', 'nowrap');
  await store.locator('.timeline').scrollIntoViewIfNeeded();
  await look(page, 'works-03-improved');

  // Terms are changed, seen in the schedule, and taken back there.
  await cellOf(rowOf(cards, 'HG-01'), 'name').click();
  const dryers = page.getByRole('complementary', { name: 'HG-01 香菇烘干机' });
  await dryers.getByRole('button', { name: '变更折旧…' }).click();
  const terms = page.getByRole('dialog', { name: '变更折旧办法：HG-01 香菇烘干机' });
  await terms.getByLabel('使用年限').fill('8');
  await terms.getByLabel('变更原因、决议').fill('成决〔2019〕3号');
  await expect(terms.getByRole('region', { name: '变更后' })).toContainText('380.00 → 480.22');
  await look(page, 'works-04-terms');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '从 2019-01 起每月折旧 480.22 元');
  await dryers.getByRole('button', { name: '逐月看' }).click();
  const schedule = page.getByRole('dialog', { name: '折旧计划：HG-01 香菇烘干机' });
  await expect(schedule.getByRole('listitem')).toHaveCount(2);
  await look(page, 'works-05-schedule');
  await schedule.getByRole('button', { name: '撤销变更折旧办法' }).click();
  await expectSaid(page, '从 2019-01 起的折旧办法已撤销');
  await expect(schedule.getByRole('listitem')).toHaveCount(1);
  await expect(schedule.getByRole('button', { name: '撤销变更折旧办法' })).toBeHidden();
  await look(page, 'works-06-taken-back');
  await page.keyboard.press('Escape');
  await expect(cellOf(rowOf(cards, 'HG-01'), 'monthlyFen')).toHaveText('380.00');

  // Lent by the village, given to the cooperative for good.
  await lend(page);
  await cellOf(rowOf(cards, 'SB-01'), 'name').click();
  const lent = page.getByRole('complementary', { name: 'SB-01 水泵' });
  await lent.getByRole('button', { name: '转入账…' }).click();
  const book = page.getByRole('dialog', { name: '备查转入账：SB-01 水泵' });
  await expect(book.getByLabel('控制合同号')).toBeVisible();
  await book.getByLabel('现在的所有权人').selectOption('cooperative');
  await expect(book.getByLabel('控制合同号')).toBeHidden();
  await book.getByRole('textbox', { name: '入账日期' }).fill('2019-01-28');
  await look(page, 'works-07-book');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, 'SB-01 水泵 已转入账，凭证已生成');
  await expect(cellOf(rowOf(cards, 'SB-01'), 'standing')).toHaveText('入账');
  await look(page, 'works-08-booked');
});

test('hours are counted and depreciated; a machine goes, what that cost is added; a pump is found', async ({
  desk,
}) => {
  const { page } = desk;
  await openDemo(page);
  await acquire(page, {
    date: '2019-01-08',
    standing: 'booked',
    facts: { no: 'ZD-01', name: '装袋机', unit: '台' },
    costFen: 24_000_00,
    terms: { method: 'units', residual: '5', lifeMonths: 60, units: '9500', workUnit: '小时' },
    how: { kind: 'bought', party: '县农机公司', paid: { kind: 'bank' } },
  });
  await goTo(page, '固定资产');
  await page.getByRole('tab', { name: '折旧', exact: true }).click();
  const table = gridOf(page, '折旧计算表');
  await expect(page.getByLabel('计提月份')).toHaveValue('2019-01');
  await page.getByRole('button', { name: '计提 1 月折旧' }).click();
  await expectSaid(page, '已计提 2019 年 1 月');
  await page.getByLabel('计提月份').fill('2019-02');
  await page.getByLabel('计提月份').press('Enter');
  const machine = rowOf(table, 'ZD-01');
  await expect(cellOf(machine, 'state')).toContainText('工作量');
  await look(page, 'works-10-hours-asked');
  await cellOf(machine, 'units').click();
  await page.keyboard.type('120');
  await page.keyboard.press('Enter');
  // (24,000.00 − 5 %) ÷ 9,500 hours = 2.40 an hour.
  await expect(cellOf(machine, 'fen')).toHaveText('288.00');
  // The last row's input stays open after Enter, and says what was typed; to leave it changes nothing.
  await expect(cellOf(machine, 'units').getByRole('textbox')).toHaveValue('120');
  await expect(cellOf(machine, 'units').getByRole('textbox')).toBeFocused();
  await look(page, 'works-11-hours');
  await page.getByRole('button', { name: '计提 2 月折旧' }).click();
  await expectSaid(page, '已计提 2019 年 2 月');
  await expect(cellOf(machine, 'fen')).toHaveText('288.00');
  await expect(cellOf(machine, 'units')).toHaveText('120');
  await look(page, 'works-12-hours-charged');

  // One of the dryers is broken; carting it away costs something.
  const dryers = (await ask(page, 'assets.list', {})).find((one) => one.no === 'HG-01');
  const { pieceRows } = await ask(page, 'assets.get', { id: dryers?.id ?? 0 });
  await ask(page, 'disposals.record', {
    ...{ assetId: dryers?.id ?? 0, date: '2019-02-26', way: 'scrapped', reason: '烧坏' },
    what: { kind: 'pieces', pieceIds: [pieceRows[0]?.id ?? 0] },
  });
  await page.reload();
  await page.getByRole('tab', { name: '清理', exact: true }).click();
  const clearings = gridOf(page, '资产处置');
  await cellOf(rowOf(clearings, 'HG-01'), 'date').click();
  await page.getByRole('button', { name: '清理费用…' }).click();
  const cost = page.getByRole('dialog', { name: /^清理费用/u });
  await cost.getByLabel('金额（元）').fill('350');
  await cost.getByRole('textbox', { name: '日期', exact: true }).fill('2019-02-27');
  await cost.getByLabel('付款', { exact: true }).selectOption('cash');
  await cost.getByLabel('说明').fill('拆卸清运');
  await look(page, 'works-13-cost');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '已登记清理费用 350.00 元，凭证已生成');
  await expect(cellOf(rowOf(clearings, 'HG-01'), 'clearingCostFen')).toHaveText('350.00');
  await expect(page.getByRole('complementary').locator('.timeline')).toContainText('拆卸清运');
  await look(page, 'works-14-costed');

  // A pump that stands there and in no card.
  await page.getByRole('tab', { name: '盘点', exact: true }).click();
  const bar = page.getByRole('toolbar', { name: '固定资产的操作' });
  await bar.getByRole('button', { name: '开始盘点…' }).click();
  const begin = page.getByRole('dialog', { name: '开始盘点' });
  await begin.getByRole('textbox', { name: '盘点日' }).fill('2019-02-28');
  await begin.getByLabel('盘点人、监盘人').fill('周会计、监事李明');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '盘点表已生成');
  await bar.getByRole('button', { name: '其余都相符' }).click();
  await bar.getByRole('button', { name: '盘盈一项…' }).click();
  const found = page.getByRole('dialog', { name: '盘盈一项' });
  await found.getByLabel('名称').fill('潜水泵');
  await found.getByRole('combobox', { name: '类别' }).fill('机器设备');
  await found.getByLabel('市价或评估价减去磨损（元）').fill('1800');
  await found.getByLabel('还能用').fill('5');
  await found.getByLabel('原因').fill('以前购置没有登记');
  await look(page, 'works-15-found');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '已记下盘盈 潜水泵');
  const sheet = gridOf(page, '固定资产盘点表');
  await expect(cellOf(rowOf(sheet, '潜水泵'), 'over')).toHaveText('1');
  await bar.getByRole('button', { name: '盘完入账…' }).click();
  const book = page.getByRole('dialog', { name: /^盘完入账/u });
  await expect(book.getByRole('region', { name: '分录预览' })).toContainText('1,800.00');
  await look(page, 'works-16-found-book');
  await book.getByRole('button', { name: '盘完入账', exact: true }).click();
  await expectSaid(page, '差额已记入待处理财产损溢');
  await bar.getByRole('button', { name: '批准处理…' }).click();
  const settle = page.getByRole('dialog', { name: /^批准处理/u });
  await settle.getByLabel('批准文号、会议决议').fill('成决〔2019〕4号');
  await expect(settle.getByRole('region', { name: '分录预览' })).toContainText('其他收入');
  await look(page, 'works-17-found-settle');
  await settle.getByRole('button', { name: '处理入账' }).click();
  await expectSaid(page, '盘盈盘亏已经处理');
  await expect(cellOf(rowOf(sheet, '潜水泵'), 'no')).not.toHaveText('新');
  await look(page, 'works-18-found-settled');
  await page.getByRole('tab', { name: '卡片', exact: true }).click();
  await expect(cellOf(rowOf(gridOf(page, '固定资产'), '潜水泵'), 'costFen')).toHaveText('1,800.00');
});

test('a contract is ended early, the day of its end is changed, and it runs on', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '土地租赁');
  const grid = gridOf(page, '租地合同');
  await cellOf(rowOf(grid, 'TD-2018-01'), 'no').click();
  await page.getByRole('button', { name: '提前终止…' }).click();
  const end = page.getByRole('dialog', { name: '提前终止合同 TD-2018-01' });
  await end.getByRole('textbox', { name: '日期' }).fill('2019-02-28');
  await end.getByLabel('原因').fill('农户收回');
  await look(page, 'works-20-end');
  await end.getByRole('button', { name: '终止' }).click();
  await expectSaid(page, '合同 TD-2018-01 已登记 2019-02-28 终止');
  await expectRows(grid, 11);
  // What is over is out of sight, not out of reach.
  await page.getByLabel('含已终止').check();
  await expectRows(grid, 12);
  await expect(cellOf(rowOf(grid, 'TD-2018-01'), 'to')).toHaveText('2019-02-28');
  await expect(rowOf(grid, 'TD-2018-01')).toHaveClass(/faded/u);
  await cellOf(rowOf(grid, 'TD-2018-01'), 'no').click();
  await page.getByRole('button', { name: '改终止日…' }).click();
  const change = page.getByRole('dialog', { name: '改终止日：合同 TD-2018-01' });
  await change.getByRole('textbox', { name: '日期' }).fill('2020-02-29');
  await change.getByLabel('原因').fill('再种一年');
  await look(page, 'works-21-change-end');
  await change.getByRole('button', { name: '改终止日' }).click();
  await expect(cellOf(rowOf(grid, 'TD-2018-01'), 'to')).toHaveText('2020-02-29');
  await expect(page.getByRole('tab', { name: '到期 12 笔' })).toBeVisible();
  await page.getByRole('button', { name: '改终止日…' }).click();
  await change.getByRole('textbox', { name: '日期' }).fill('2028-02-29');
  await change.getByLabel('原因').fill('照原合同');
  await change.getByRole('button', { name: '改终止日' }).click();
  await expectSaid(page, '合同 TD-2018-01 不提前终止，租到 2028-02-29');
  await expect(page.getByRole('button', { name: '提前终止…' })).toBeEnabled();
  await expect(rowOf(grid, 'TD-2018-01')).not.toHaveClass(/faded/u);
  await look(page, 'works-22-runs-on');
});

test('bags lost to a fire wait for approval, and the insurer’s part is set off', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '菌袋生产');
  await rowOf(gridOf(page, '菌袋批次'), '2018-04').dblclick();
  const drawer = page.getByRole('complementary', { name: /^2018-04/u });
  await drawer.getByRole('button', { name: '损失…' }).click();
  const losing = page.getByRole('dialog', { name: /^损失/u });
  const entries = losing.getByRole('region', { name: '分录预览' });
  await losing.getByRole('textbox', { name: '日期', exact: true }).fill('2019-01-20');
  await losing.getByLabel('损失袋数').fill('500');
  await expect(losing.getByText(/^2019-01-20 有 [\d,]+ 袋/u)).toBeVisible();
  await losing.getByRole('radio', { name: /^非正常损失/u }).check();
  await losing.getByLabel('哪个棚').fill('DP-106');
  await losing.getByLabel('原因').fill('电线起火');
  await expect(entries).toContainText('待处理');
  await look(page, 'works-30-loss');
  await losing.getByRole('button', { name: '登记损失' }).click();
  await expect(losing).toBeHidden();
  await drawer.getByRole('button', { name: '处理…' }).click();
  const settle = page.getByRole('dialog', { name: /^处理损失/u });
  await settle.getByRole('textbox', { name: '日期', exact: true }).fill('2019-01-28');
  await settle.getByLabel('批准文号、会议决议').fill('理事会决议 2019-2');
  await settle.getByLabel('保险、责任人赔款（元）').fill('200');
  await settle.getByRole('combobox', { name: '对方' }).fill('人保财险略阳支公司');
  await expect(settle.getByRole('region', { name: '分录预览' })).toContainText('其他支出');
  await look(page, 'works-31-settle');
  await page.keyboard.press('Control+Enter');
  await expect(settle).toBeHidden();
  await expect(drawer.getByRole('button', { name: '处理…' })).toBeHidden();
  await look(page, 'works-32-settled');
});

test('points by grade are paid; what a member owes is kept back with consent', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  const worker = (await ask(page, 'labour.workers', {})).find((one) => one.memberId !== null);
  if (!worker?.memberId) throw new Error('a member works in the demo');
  await ask(page, 'business.record', {
    ...{ date: '2019-01-12', documentNo: '代购单 1', note: '', attachments: 1 },
    event: {
      ...{ kind: 'buyForMember', party: '', paid: { kind: 'cash' } },
      members: [{ memberId: worker.memberId, amountFen: 300_00 }],
    },
  });
  await goTo(page, '务工');
  await page.getByRole('tab', { name: /^工种/u }).click();
  await page.getByRole('button', { name: '定等级系数…' }).click();
  const grade = page.getByRole('dialog', { name: '定等级系数' });
  await grade.getByLabel('等级').fill('甲');
  await grade.getByLabel('系数').fill('1.2');
  await grade.getByRole('textbox', { name: '执行起' }).fill('2019-01-01');
  await look(page, 'works-40-grade');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '甲从 2019-01-01 起系数 1.2');
  await page.keyboard.press('Control+n');
  const kind = page.getByRole('dialog', { name: '新工种' });
  await kind.getByLabel('工种').fill('棚管');
  await kind.getByLabel('怎么计酬').selectOption('points');
  await kind.getByLabel('工价').first().fill('10');
  await kind.getByRole('textbox', { name: '工价执行起' }).fill('2019-01-01');
  await look(page, 'works-41-kind');
  await page.keyboard.press('Control+Enter');
  await expect(kind).toBeHidden();
  await page.getByRole('tab', { name: '务工人员' }).click();
  await cellOf(rowOf(gridOf(page, '务工人员'), worker.itemName), 'itemName').dblclick();
  const drawer = page.getByRole('complementary', { name: worker.name });
  await drawer.getByRole('button', { name: '修改' }).click();
  const edit = page.getByRole('dialog', { name: `修改 ${worker.itemName}` });
  await edit.getByLabel('等级', { exact: true }).fill('甲');
  await edit.getByRole('textbox', { name: '新等级从哪天起' }).fill('2019-01-01');
  await look(page, 'works-42-worker');
  await page.keyboard.press('Control+Enter');
  await expect(edit).toBeHidden();

  // Fifty points of a worker of the first grade at 10.00: 50 × 1.2 × 10.
  await page.getByRole('tab', { name: '记工', exact: true }).click();
  await page.keyboard.press('Control+n');
  const day = page.getByRole('dialog', { name: /一天的记工单/u });
  await day.getByRole('textbox', { name: '日期' }).fill('2019-01-15');
  await pick(page, day, '姓名 1', worker.name);
  await pick(page, day, '工种 1', '棚管');
  await day.getByLabel('数量 1').fill('50');
  await expect(day.getByRole('table', { name: '记工单' })).toContainText('600.00× 等级系数 1.2');
  await look(page, 'works-43-day');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '已记 2019-01-15 的工 1 笔');
  await expect(cellOf(rowOf(gridOf(page, '记工明细'), worker.name), 'unit')).toHaveText('分 × 1.2');
  await look(page, 'works-44-work');

  const { id } = await ask(page, 'labour.saveSheet', { from: '2019-01-01', to: '2019-01-31', terms: [] });
  await page.goto(`${desk.origin}/#/labour?sheet=${id}`);
  const grid = gridOf(page, '劳务费发放表');
  const line = rowOf(grid, worker.name);
  await expect(cellOf(line, 'grossFen')).toHaveText('600.00');
  await expect(cellOf(line, 'owesFen')).toHaveText('300.00');
  await type(page, cellOf(line, 'consent'), '签字');
  await type(page, cellOf(line, 'advanceFen'), '300');
  await cellOf(line, 'netFen').click();
  await expect(cellOf(line, 'netFen')).toHaveText('300.00');
  await expect(cellOf(line, 'advanceFen')).toHaveText('300.00');
  await look(page, 'works-45-set-off');
  await page.keyboard.press('Control+s');
  await expectSaid(page, '已保存');
  await page.getByRole('button', { name: '批准…' }).click();
  const approve = page.getByRole('dialog', { name: /批准发放表/u });
  await expect(approve.getByRole('region', { name: '分录预览' })).toContainText('成员往来');
  await look(page, 'works-46-approve');
  await approve.getByRole('button', { name: '批准，生成凭证' }).click();
  await expect(approve).toBeHidden();
  await expect(totalOf(grid, 'advanceFen')).toHaveText('300.00');
  await look(page, 'works-47-approved');
  const owed = await ask(page, 'business.balances', { account: '114' });
  expect(owed.find((one) => one.memberId === worker.memberId)?.balanceFen ?? 0).toBe(0);
});

test('what was owed to workers before the books begin is their opening', async ({ desk }) => {
  const { page } = desk;
  await openNew(page);
  for (const name of ['陈大明', '王德福']) {
    await ask(page, 'labour.addWorker', {
      who: { kind: 'new', person: { name, relation: '', phone: '', idNumber: null, card: null } },
    });
  }
  await goTo(page, '务工');
  await page.getByRole('tab', { name: '务工人员' }).click();
  await page.getByRole('button', { name: '期初欠付…' }).click();
  const debts = page.getByRole('dialog', { name: '期初欠付劳务费' });
  await expect(debts.getByRole('textbox', { name: '欠到哪天' })).toHaveValue('2017-12-31');
  await pick(page, debts, '姓名 1', '陈大明');
  await debts.getByLabel('金额 1').fill('820');
  await pick(page, debts, '姓名 2', '王德福');
  await debts.getByLabel('金额 2').fill('1180.50');
  await expect(debts.locator('footer')).toContainText('2,000.50');
  await look(page, 'works-50-debts');
  await page.keyboard.press('Control+Enter');
  await expectSaid(page, '已登记 2 人的期初欠付');
  const workers = gridOf(page, '务工人员');
  await expect(totalOf(workers, 'unpaidFen')).toHaveText('2,000.50');
  await look(page, 'works-51-owed');
  // It is seen again, undone with its reason, and entered anew.
  await page.getByRole('button', { name: '期初欠付…' }).click();
  await look(page, 'works-52-kept');
  await debts.getByRole('button', { name: '冲销' }).click();
  const undo = page.getByRole('dialog', { name: '冲销期初欠付' });
  await undo.getByLabel('原因').fill('记错');
  await look(page, 'works-53-undo');
  await undo.getByRole('button', { name: '冲销', exact: true }).click();
  await expectSaid(page, '已冲销这笔期初欠付');
  await expect(debts.getByRole('button', { name: '冲销' })).toBeHidden();
  await look(page, 'works-54-undone');
  await page.keyboard.press('Escape');
  await expect(totalOf(workers, 'unpaidFen')).toHaveText('—');
});

/** Types into a field with a list and takes the first that fits. */
async function pick(page: Page, within: Locator, label: string, text: string): Promise<void> {
  await within.getByLabel(label, { exact: true }).fill(text);
  await expect(page.locator('.combo-list [role=option]').first()).toBeVisible();
  await page.keyboard.press('Enter');
}

/** Types into a cell of a grid. */
async function type(page: Page, cell: Locator, text: string): Promise<void> {
  await cell.click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Works paid for by the bank, gathered on 153. */
async function spendOnWorks(page: Page, project: string, fen: number): Promise<void> {
  const { id } = await ask(page, 'items.add', { dim: 'project', name: project });
  const bank = (await ask(page, 'items.list', { dim: 'bank' }))[0]?.id ?? 0;
  await ask(page, 'vouchers.save', {
    date: '2019-01-20',
    attachments: 1,
    lines: [
      { summary: `付${project}款`, account: '153', debitFen: fen, creditFen: 0, itemId: id },
      { summary: `付${project}款`, account: '102', debitFen: 0, creditFen: fen, itemId: bank },
    ],
  });
}

type Acquired = Input<'assets.acquire'>;

/** An asset registered at the counter before: straight over ten years unless told otherwise. */
async function acquire(
  page: Page,
  given: Pick<Acquired, 'date' | 'standing' | 'costFen' | 'how'> & {
    facts: Pick<Acquired['facts'], 'no' | 'name' | 'unit'> & Partial<Acquired['facts']>;
    terms?: Acquired['terms'];
  },
): Promise<void> {
  await ask(page, 'assets.acquire', {
    account: '151',
    funding: [{ source: 'own', note: '', amountFen: given.costFen }],
    terms: { method: 'straight-line', residual: '5', lifeMonths: 120 },
    isRelief: false,
    relief: null,
    pieces: null,
    attachments: 1,
    ...given,
    facts: {
      ...{ category: '机器设备', spec: '', supplier: '', documentNo: '', use: 'production', place: '烘干房' },
      ...{ department: '生产部', custodian: '陈大明', ownerKind: 'cooperative', owner: '' },
      ...{ controlContract: '', note: '' },
      ...given.facts,
    },
  });
}

/** A pump of the village's, registered only. */
async function lend(page: Page): Promise<void> {
  await acquire(page, {
    date: '2019-01-10',
    standing: 'memo',
    facts: { no: 'SB-01', name: '水泵', unit: '台', ownerKind: 'village', owner: '张家坝村委会' },
    costFen: 3_600_00,
    how: { kind: 'register', acquisition: 'other' },
  });
  await page.reload();
}
