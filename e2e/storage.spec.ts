import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openDemo } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';

/** The cold store through a season: goods in and out, another room, a loss, a fee, the morning's temperature, paper for each. */

test('a lot comes in, moves, pays its fee and leaves; a slip written in error is taken back', async ({
  desk,
}) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '冷库');
  const rooms = page.getByRole('list', { name: '库房' });
  await expect(rooms.getByRole('listitem')).toHaveCount(2);
  const lots = gridOf(page, '冷库存货');
  await expect(rowOf(lots, '生姜')).toContainText('邻村何家院农场');
  const before = (await ask(page, 'storage.lots', {})).length;
  await look(page, 'storage-01-lots');

  await page.keyboard.press('Control+n');
  const intake = page.getByRole('dialog', { name: '冷库入库' });
  await intake.getByRole('textbox', { name: '日期' }).fill('2019-01-10');
  await intake.getByRole('radio', { name: '代为存放' }).check();
  await intake.getByRole('combobox', { name: '社员' }).fill('M005');
  await page.getByRole('option', { name: /M005/u }).click();
  await intake.getByLabel('品名').fill('板栗');
  await intake.getByLabel('重量').fill('1200');
  await intake.getByLabel('件数').fill('40');
  await intake.getByLabel('仓储费').selectOption('ton-day');
  // Without a rate it is refused, and the field says so.
  await page.keyboard.press('Control+Enter');
  await expect(intake.getByText(/收费的要填费率/u).first()).toBeVisible();
  await intake.getByLabel('费率').fill('2.5');
  await look(page, 'storage-02-in');
  await page.keyboard.press('Control+Enter');
  await expect(intake).toBeHidden();
  await expectSaid(page, '入库单 RK-2019-0001 已登记');
  await expectRows(lots, before + 1);
  await expect(cellOf(rowOf(lots, '板栗'), 'quantity')).toHaveText('1,200.0');

  // More than a room holds is refused where the room says so.
  await page.keyboard.press('Control+n');
  await intake.getByLabel('品名').fill('自产干菇');
  await intake.getByLabel('重量').fill('200000');
  await page.keyboard.press('Control+Enter');
  await expect(intake.getByText(/库容只有 500/u).first()).toBeVisible();
  await look(page, 'storage-03-full');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '放弃' }).click();

  await cellOf(rowOf(lots, '板栗'), 'no').click();
  await page.getByRole('button', { name: '移库…' }).click();
  const move = page.getByRole('dialog', { name: /冷库移库/u });
  await move.getByRole('textbox', { name: '日期' }).fill('2019-01-12');
  await move.getByLabel('重量').fill('600');
  await move.getByLabel('件数').fill('20');
  await look(page, 'storage-04-move');
  await page.keyboard.press('Control+Enter');
  await expect(move).toBeHidden();
  await expect(cellOf(rowOf(lots, '板栗'), 'places')).toContainText('一号库 600；二号库 600');

  await page.getByRole('tab', { name: '费用与损耗' }).click();
  await page.getByRole('button', { name: '结算仓储费' }).click();
  const fee = page.getByRole('dialog', { name: '结算仓储费' });
  await fee.getByLabel('结算到').fill('2019-01-31');
  const owner = fee.getByLabel('货主', { exact: true });
  await owner.selectOption(await owner.locator('option', { hasText: 'M005' }).getAttribute('value'));
  // 22 days of 1.2 t at 2.50.
  await expect(fee.getByRole('table', { name: '这个货主的批' })).toContainText('66.00');
  await expect(fee.getByRole('region', { name: '分录预览' })).toContainText('仓储服务');
  await look(page, 'storage-05-fee');
  await fee.getByRole('button', { name: '结算入账' }).click();
  await expect(fee).toBeHidden();
  const events = gridOf(page, '费用与损耗');
  await expect(rowOf(events, 'M005')).toContainText('66.00');
  await look(page, 'storage-06-events');

  // A slip of days that are settled is not taken back; one of later days is.
  await page.getByRole('tab', { name: '进出' }).click();
  const slips = gridOf(page, '冷库进出');
  await page.getByLabel('找货').fill('板栗');
  await expectRows(slips, 2);
  await cellOf(rowOf(slips, 'RK-2019-0001'), 'no').click();
  await page.getByRole('button', { name: '冲销…' }).click();
  const undo = page.getByRole('dialog', { name: /冲销库单/u });
  await undo.getByLabel('原因').fill('写错');
  await undo.getByRole('button', { name: '冲销', exact: true }).click();
  await expect(undo.getByText(/已经结算到 2019-01-31/u).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '放弃' }).click();
  await cellOf(rowOf(slips, 'YK-2019-0001'), 'no').click();
  await page.getByRole('button', { name: '冲销…' }).click();
  await undo.getByLabel('原因').fill('没有移');
  await undo.getByRole('button', { name: '冲销', exact: true }).click();
  await expect(undo).toBeHidden();
  await expectRows(slips, 3);
  await look(page, 'storage-07-slips');
  expect((await ask(page, 'storage.lots', { search: '板栗' }))[0]?.places).toHaveLength(1);

  await cellOf(rowOf(slips, 'RK-2019-0001'), 'no').click();
  await page.getByRole('button', { name: '打印库单' }).click();
  await expect(page.getByRole('dialog', { name: /冷库入库单 RK-2019-0001/u })).toBeVisible();
  await look(page, 'storage-08-slip');
  await page.keyboard.press('Escape');
});

test('own goods that are missing go by way of 181; temperatures out of range stand out', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  const stock = await ask(page, 'business.record', {
    date: '2019-01-08',
    documentNo: '',
    note: '',
    attachments: 1,
    event: {
      kind: 'buyOutside',
      party: '邻村何家院农场',
      goods: [{ product: '黄花菜', quantity: '500', amountFen: 1_500_000 }],
      paid: null,
    },
  });
  expect(stock.voucherIds).toHaveLength(1);
  const [room] = await ask(page, 'storage.rooms', {});
  await ask(page, 'storage.takeIn', {
    date: '2019-01-08',
    roomId: room?.id ?? 0,
    lot: {
      kind: 'new',
      no: 'HHC-1',
      product: '黄花菜',
      ownership: 'own',
      owner: { kind: 'own' },
      feeBasis: 'none',
      feeRate: '0',
      note: '',
    },
    quantity: '500',
    pieces: 0,
    volume: null,
    party: '',
  });
  await page.reload();
  await goTo(page, '冷库');
  const lots = gridOf(page, '冷库存货');
  await cellOf(rowOf(lots, 'HHC-1'), 'no').click();
  await page.getByRole('button', { name: '损耗…' }).click();
  const loss = page.getByRole('dialog', { name: /冷库损耗/u });
  await loss.getByRole('textbox', { name: '日期' }).fill('2019-01-20');
  await loss.getByLabel('重量').fill('4');
  await loss.getByLabel('原因').fill('受潮霉变');
  const entry = loss.getByRole('region', { name: '分录预览' });
  await expect(entry).toContainText('待处理流动资产损溢');
  await expect(entry).toContainText('120.00');
  await look(page, 'storage-10-loss');
  await loss.getByRole('button', { name: '登记损耗' }).click();
  await expect(loss).toBeHidden();
  await expect(cellOf(rowOf(lots, 'HHC-1'), 'quantity')).toHaveText('496.0');
  await cellOf(rowOf(lots, 'HHC-1'), 'no').dblclick();
  await expect(page.getByRole('complementary', { name: /黄花菜 HHC-1/u })).toContainText('受潮霉变');
  await look(page, 'storage-11-lot');

  await page.getByRole('tab', { name: '费用与损耗' }).click();
  const events = gridOf(page, '费用与损耗');
  await cellOf(rowOf(events, '待处理'), 'date').click();
  await page.getByRole('button', { name: '处理盘亏…' }).click();
  const settle = page.getByRole('dialog', { name: '处理冷库盘亏' });
  await settle.getByRole('textbox', { name: '处理日期' }).fill('2019-01-25');
  await settle.getByLabel('批准').fill('理事会〔2019〕1号');
  await expect(settle.getByRole('region', { name: '分录预览' })).toContainText('其他支出');
  await look(page, 'storage-12-settle');
  await settle.getByRole('button', { name: '处理入账' }).click();
  await expect(settle).toBeHidden();
  await expect(rowOf(events, '处理冷库盘亏', '黄花菜')).toContainText('120.00');

  await page.getByRole('tab', { name: '温度' }).click();
  const readings = gridOf(page, '温度巡检');
  await page.getByLabel('月份').fill('2018-10');
  await expectRows(readings, 62);
  await expect(rowOf(readings, '温度偏高')).toContainText('停电 2 小时');
  await page.keyboard.press('Control+n');
  const round = page.getByRole('dialog', { name: '温度巡检' });
  await round.getByRole('textbox', { name: '日期' }).fill('2019-01-21');
  await round.getByLabel('一号库温度').fill('7.5');
  await round.getByLabel('二号库温度').fill('2');
  await round.getByLabel('二号库湿度').fill('66');
  await look(page, 'storage-13-reading');
  await page.keyboard.press('Control+Enter');
  await expect(round).toBeHidden();
  await expectSaid(page, '一号库 2019-01-21 08:00 温度偏高');
  await expect(page.getByRole('list', { name: '库房' })).toContainText('温度偏高');
  await page.getByLabel('月份').fill('2018-10');
  await look(page, 'storage-14-readings');
  await page.getByRole('button', { name: '打印记录' }).click();
  await expect(page.getByRole('dialog', { name: /冷库温度巡检记录/u })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: '库容' }).click();
  await page.getByLabel('从').fill('2018-09-01');
  await page.getByLabel('到', { exact: true }).fill('2019-01-31');
  await expect(page.getByRole('figure', { name: '二号库库容占用' })).toContainText('最满');
  await look(page, 'storage-15-occupancy');

  await page.getByRole('tab', { name: /存货/u }).click();
  await page.getByLabel('截至').fill('2018-10-28');
  await page.keyboard.press('Enter');
  await expect(rowOf(lots, '自产干菇')).toContainText('2,000.0');
  await expect(totalOf(lots, 'quantity')).not.toHaveText('');
  await page.getByRole('button', { name: '打印清单' }).click();
  await expect(page.getByRole('dialog', { name: /冷库存货清单 2018-10-28/u })).toBeVisible();
  await look(page, 'storage-16-stock');
  await page.keyboard.press('Escape');
  await page.getByRole('list', { name: '库房' }).getByRole('button').first().click();
  await expect(page.getByRole('dialog', { name: '库房：一号库' })).toBeVisible();
  await look(page, 'storage-17-room');
});
