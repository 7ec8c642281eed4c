import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { formatYuan } from '../shared/rules/money.ts';
import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openNew } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';
import { chooseSheet, commitImport, expectCount, tryImport } from './pages/imports.ts';

/** Paid work (务工) as the village office has it: its work sheets come in, a day is typed, a month is paid, wages become shares. */

/** Workbooks of a whole village with known totals; they live beside the repository and not everywhere. */
const SAMPLES = resolve(import.meta.dirname, '../../shared/data');
const sample = (name: string): string => join(SAMPLES, name);

interface Expected {
  files: {
    '记工表.xlsx': {
      months: Record<string, { goodRows: number; goodAmount: number; workers: number }>;
      refused: { sheet: string; row: number; reason: string }[];
    };
  };
}

test.beforeEach(() => {
  test.skip(!existsSync(sample('记工表.xlsx')), '样表不在这台机器上');
});

test('work sheets of two months come in together; what is wrong is named by its cell', async ({ desk }) => {
  const { page } = desk;
  const expected = expectedLabour();
  await openVillage(page);
  await chooseSheet(page, '记工表', sample('记工表.xlsx'));
  await expect(page.getByLabel('工作表')).toHaveValue('');
  await look(page, 'labour-01-columns');
  const grid = await tryImport(page);
  await expectCount(page, '新增', 1190);
  await expectCount(page, '拒绝', 10);
  await expectRows(grid, 10);
  for (const { sheet, row, reason } of expected.refused) {
    const refused = rowOf(grid, sheet, new RegExp(`(?:[A-Z]|第 )${row}(?: 行)?`, 'u'));
    await expect(cellOf(refused, 'reason')).toContainText(REASONS[reason] ?? reason);
  }
  await look(page, 'labour-02-dry-run');
  await commitImport(page, 1190, '行');
  await page.getByRole('button', { name: '去看记工' }).click();

  const book = gridOf(page, '记工明细');
  for (const [month, { goodRows, goodAmount, workers }] of Object.entries(expected.months)) {
    await page.getByLabel('月份').fill(month);
    await expectRows(book, goodRows);
    await expect(totalOf(book, 'amountFen')).toHaveText(formatYuan(goodAmount));
    const people = await ask(page, 'labour.work', { from: `${month}-01`, to: `${month}-31` }).catch(() =>
      ask(page, 'labour.work', { from: `${month}-01`, to: `${month}-30` }),
    );
    expect(new Set(people.rows.map((row) => row.workerId)).size).toBe(workers);
  }
  await look(page, 'labour-03-book');
  await page.getByLabel('明细或汇总').selectOption('byKind');
  await expect(totalOf(gridOf(page, '记工汇总'), 'amountFen')).toHaveText(
    formatYuan(expected.months['2018-10']?.goodAmount ?? 0),
  );
  await look(page, 'labour-04-by-kind');

  // The same workbook again changes nothing.
  await chooseSheet(page, '记工表', sample('记工表.xlsx'));
  await tryImport(page);
  await expectCount(page, '相同', 1190);
  await expectCount(page, '新增', 0);
});

test('a day is typed by keyboard alone; too much of it and the same again are said in the line', async ({
  desk,
}) => {
  const { page } = desk;
  await openVillage(page);
  await bringIn(page, 'labour', '记工表.xlsx');
  const workers = await ask(page, 'labour.workers', {});
  const kinds = await ask(page, 'labour.kinds', {});
  const piece = kinds.find((kind) => kind.paidBy === 'piece');
  const daily = kinds.find((kind) => kind.paidBy === 'day');
  const [first, second] = workers;
  if (!piece || !daily || !first || !second) throw new Error('the sample has work by piece and by day');
  await goTo(page, '务工');
  await expect(page.getByLabel('月份')).toHaveValue('2018-10');

  await page.keyboard.press('Control+n');
  const sheet = page.getByRole('dialog', { name: /一天的记工单/u });
  await sheet.getByRole('textbox', { name: '日期' }).fill('2018-11-05');
  await sheet.getByLabel('姓名 1').focus();
  // Household number, kind by its initials, quantity; Enter goes on by itself.
  await type(page, first.householdCode);
  await expect(sheet.getByLabel('棚号 1')).toBeFocused();
  await page.keyboard.press('Enter');
  await type(page, piece.pinyinInitials);
  await expect(sheet.getByLabel('数量 1')).toBeFocused();
  await page.keyboard.type('320');
  await page.keyboard.press('Enter');
  await expect(sheet.getByLabel('姓名 2')).toBeFocused();
  await type(page, second.householdCode);
  // The kind of the line above stays: on to the quantity at once.
  await expect(sheet.getByLabel('数量 2')).toBeFocused();
  await page.keyboard.type('1');
  await page.keyboard.press('Shift+Tab');
  await type(page, String(kinds.indexOf(daily) + 1));
  await expect(sheet.getByLabel('数量 2')).toBeFocused();
  await page.keyboard.type('1.5');
  const lines = sheet.getByRole('table', { name: '记工单' }).locator('tbody tr');
  await expect(lines.nth(0)).toContainText(formatYuan(Math.round(320 * Number(piece.price) * 100)));
  await expect(lines.nth(1)).toContainText(/超过 1 个工日/u);
  await look(page, 'labour-05-day');
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toBeHidden();
  await expectSaid(page, '已记 2018-11-05 的工 2 笔');
  const book = gridOf(page, '记工明细');
  await expectRows(book, 2);

  // The same line again: said while typing, refused until it is meant.
  await page.keyboard.press('Control+n');
  await sheet.getByRole('textbox', { name: '日期' }).fill('2018-11-05');
  await sheet.getByLabel('姓名 1').focus();
  await type(page, first.householdCode);
  await expect(sheet.getByLabel('棚号 1')).toBeFocused();
  await page.keyboard.press('Enter');
  await type(page, piece.pinyinInitials);
  await expect(sheet.getByLabel('数量 1')).toBeFocused();
  await page.keyboard.type('320');
  await expect(lines.nth(0)).toContainText('同样的一笔已经有了');
  await page.keyboard.press('Control+Enter');
  await expect(sheet.getByRole('alert')).toContainText('确实又干了一回');
  await look(page, 'labour-06-repeated');
  await sheet.getByRole('checkbox', { name: /确实又干了一回/u }).check();
  await page.keyboard.press('Control+Enter');
  await expect(sheet).toBeHidden();
  await expectRows(book, 3);

  // Taken back in red: the row stays, its opposite beside it.
  await cellOf(rowOf(book, second.name, daily.name), 'date').click();
  await page.getByRole('button', { name: '冲销…' }).click();
  const reason = page.getByRole('dialog', { name: '冲销记工' });
  await reason.getByLabel('原因').fill('记到别人名下了');
  await reason.getByRole('button', { name: '冲销', exact: true }).click();
  await expectRows(book, 4);
  await expect(rowOf(book, '红字冲销')).toContainText('-1.5');
  await look(page, 'labour-07-reversed');
});

test('a month is drafted, approved, paid and signed for; the books agree', async ({ desk }) => {
  const { page } = desk;
  const month = expectedLabour().months['2018-09'];
  if (!month) throw new Error('the sample has a September');
  await openVillage(page);
  await bringIn(page, 'shares', '入股花名册.xlsx');
  await bringIn(page, 'labour', '记工表.xlsx');
  await goTo(page, '务工');
  await page.getByRole('tab', { name: '劳务费' }).click();
  await page.keyboard.press('Control+n');
  const make = page.getByRole('dialog', { name: '造劳务费发放表' });
  await make.getByRole('textbox', { name: '记工从' }).fill('2018-09-01');
  await make.getByRole('textbox', { name: '到', exact: true }).fill('2018-09-30');
  await expect(make.getByRole('status')).toContainText(
    `${month.workers} 人 ${month.goodRows} 笔，应发 ${formatYuan(month.goodAmount)} 元`,
  );
  await look(page, 'labour-08-new-sheet');
  await make.getByRole('button', { name: '造表' }).click();
  const grid = gridOf(page, '劳务费发放表');
  await expectRows(grid, month.workers);
  await expect(totalOf(grid, 'grossFen')).toHaveText(formatYuan(month.goodAmount));
  await expect(totalOf(grid, 'netFen')).toHaveText(formatYuan(month.goodAmount));

  // An advance needs the worker's consent, and a debt in 114: the line says which is missing.
  const [first] = (await ask(page, 'labour.getSheet', { id: 1 })).lines;
  const line = rowOf(grid, first?.name ?? '');
  await cellOf(line, 'advanceFen').click();
  await page.keyboard.type('200');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('要本人同意');
  await expect(page.getByRole('button', { name: '保存' })).toBeDisabled();
  await look(page, 'labour-09-no-consent');
  await cellOf(line, 'advanceFen').click();
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  await cellOf(line, 'awardFen').click();
  await page.keyboard.type('50');
  await page.keyboard.press('Enter');
  await expect(totalOf(grid, 'netFen')).toHaveText(formatYuan(month.goodAmount + 5_000));
  await cellOf(line, 'awardFen').click();
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  await expect(totalOf(grid, 'netFen')).toHaveText(formatYuan(month.goodAmount));
  await page.keyboard.press('Control+s');
  await expectSaid(page, '已保存');
  await look(page, 'labour-10-draft');

  await page.getByRole('button', { name: '批准…' }).click();
  const approve = page.getByRole('dialog', { name: /批准发放表/u });
  await expect(approve.getByRole('textbox', { name: '凭证日期' })).toHaveValue('2018-09-30');
  await expect(approve.getByRole('region', { name: '分录预览' })).toContainText('应付劳务费');
  await expect(approve.getByRole('region', { name: '分录预览' })).toContainText(formatYuan(month.goodAmount));
  await look(page, 'labour-11-approve');
  await approve.getByRole('button', { name: '批准，生成凭证' }).click();
  await expect(approve).toBeHidden();
  await expect(page.locator('.tag').filter({ hasText: '已批准' })).toBeVisible();
  await look(page, 'labour-12-approved');

  const roster = await savePdf(page, '打印发放表');
  expect(roster).toContain('2018年9月劳务费发放表');
  expect(roster).toContain('合计（52 人）');
  expect(roster).toContain(formatYuan(month.goodAmount));
  expect(roster).toContain('陆万叁仟玖佰贰拾贰元陆角整');
  expect(roster).toMatch(/第\s*5\s*页\s*共\s*5\s*页/u);
  expect(roster).not.toMatch(/\d{17}[\dX]/u);
  const { lines } = await ask(page, 'labour.getSheet', { id: 1 });
  for (const { name, netFen } of lines) {
    expect(roster.split('\n').some((row) => row.includes(name) && row.includes(formatYuan(netFen)))).toBe(
      true,
    );
  }
  const slips = await savePdf(page, '工资条');
  expect(slips.match(/劳务费工资条/gu)).toHaveLength(month.workers);
});

test('paid in cash and through the bank; the voucher leads back, the year adds up', async ({ desk }) => {
  const { page } = desk;
  const month = expectedLabour().months['2018-09'];
  if (!month) throw new Error('the sample has a September');
  await openVillage(page);
  await bringIn(page, 'shares', '入股花名册.xlsx');
  await bringIn(page, 'labour', '记工表.xlsx');
  const { id } = await ask(page, 'labour.saveSheet', { from: '2018-09-01', to: '2018-09-30', terms: [] });
  await ask(page, 'labour.approveSheet', { id, date: '2018-09-30' });
  const [first] = (await ask(page, 'labour.getSheet', { id })).lines;
  await page.goto(`${desk.origin}/#/labour?sheet=${id}`);
  const grid = gridOf(page, '劳务费发放表');

  // One in cash, the rest by the bank.
  await rowOf(grid, first?.name ?? '')
    .getByRole('checkbox')
    .check();
  const bar = page.getByRole('toolbar', { name: '发放' });
  await bar.getByRole('button', { name: '发放选中…' }).click();
  const pay = page.getByRole('dialog', { name: /发放 2018-01 劳务费/u });
  await pay.getByLabel('从哪里付').selectOption({ index: 1 });
  await pay.getByRole('textbox', { name: '发放日期' }).fill('2018-10-08');
  await pay.getByRole('button', { name: '登记发放' }).click();
  await expect(pay).toBeHidden();
  await expect(cellOf(rowOf(grid, first?.name ?? ''), 'unpaidFen')).toHaveText('—');
  await page.getByRole('tab', { name: /银行代发/u }).click();
  await bar.getByRole('button', { name: '生成代发文件…' }).click();
  const file = page.getByRole('dialog', { name: '生成银行代发文件' });
  await file.getByRole('textbox', { name: '日期' }).fill('2018-10-08');
  const download = page.waitForEvent('download');
  await file.getByRole('button', { name: '生成并存文件' }).click();
  const bytes = readFileSync(await (await download).path());
  const rows = new TextDecoder('gb18030', { fatal: true }).decode(bytes).trim().split('\r\n');
  expect(rows.length).toBeGreaterThan(1);
  await look(page, 'labour-13-bank-file');
  // The bank answers: all paid.
  await bar.getByRole('button', { name: '读入银行回单…' }).click();
  const answer = page.getByRole('dialog', { name: '读入银行回单' });
  await answer.locator('input[type=file]').setInputFiles({
    name: '回单.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(bankAnswer(rows), 'utf8'),
  });
  await answer.getByRole('textbox', { name: '入账日期' }).fill('2018-10-08');
  await answer.getByRole('button', { name: '读入', exact: true }).click();
  await expect(answer).toBeHidden();
  await expect(page.getByRole('region', { name: '结果' })).toContainText(`成功 ${rows.length - 1} 人`);
  await look(page, 'labour-14-returned');
  await page.getByRole('tab', { name: /发放表/u }).click();
  const left = (await ask(page, 'labour.getSheet', { id })).totals;
  expect(left.paidFen + left.unpaidFen).toBe(month.goodAmount);

  // A voucher leads back to its sheet.
  await page.getByRole('region', { name: '凭证' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/#\/vouchers\/\d+$/u);
  await page.getByRole('link', { name: /务工 2018-09-30/u }).click();
  await expect(page).toHaveURL(/#\/labour\?sheet=1$/u);

  await page.getByRole('button', { name: '全部发放表' }).click();
  await expect(rowOf(gridOf(page, '劳务费发放表'), '2018-01')).toContainText(formatYuan(month.goodAmount));
  await look(page, 'labour-15-sheets');
  await page.getByRole('tab', { name: '年度' }).click();
  const year = gridOf(page, '务工年度汇总');
  await expectRows(year, 52);
  await expect(totalOf(year, 'grossFen')).toHaveText(formatYuan(month.goodAmount));
  await look(page, 'labour-16-year');
  await page.getByRole('tab', { name: '务工人员' }).click();
  await cellOf(rowOf(gridOf(page, '务工人员'), first?.name ?? ''), 'itemName').dblclick();
  await expect(page.getByRole('complementary', { name: first?.name ?? '' })).toContainText('2018-10-08');
  await look(page, 'labour-17-worker');
});

test('wages become shares only by being paid first: two vouchers, two receipts', async ({ desk }) => {
  const { page } = desk;
  await openVillage(page);
  await bringIn(page, 'shares', '入股花名册.xlsx');
  await bringIn(page, 'labour', '记工表.xlsx');
  const { id } = await ask(page, 'labour.saveSheet', { from: '2018-10-01', to: '2018-10-31', terms: [] });
  await ask(page, 'labour.approveSheet', { id, date: '2018-10-31' });
  const { lines } = await ask(page, 'labour.getSheet', { id });
  const outsider = lines.find((line) => line.memberNo === null);
  const line = await asMember(page, lines);
  await page.goto(`${desk.origin}/#/labour?sheet=${id}`);
  const grid = gridOf(page, '劳务费发放表');
  const bar = page.getByRole('toolbar', { name: '发放' });
  const convert = page.getByRole('dialog', { name: /劳务费转为入股/u });
  if (outsider && outsider.workerId !== line.workerId) {
    await rowOf(grid, outsider.name).getByRole('checkbox').check();
    await bar.getByRole('button', { name: '转为入股…' }).click();
    await expect(convert).toContainText('还不是社员');
    await expect(convert.getByRole('button', { name: '先付再入股' })).toBeDisabled();
    await convert.getByRole('button', { name: '取消' }).click();
    await rowOf(grid, outsider.name).getByRole('checkbox').uncheck();
  }
  await rowOf(grid, line.name).getByRole('checkbox').check();
  await bar.getByRole('button', { name: '转为入股…' }).click();
  await convert.getByRole('textbox', { name: '日期' }).fill('2018-11-08');
  await convert.getByLabel('付出和收进都经').selectOption({ index: 1 });
  await convert.getByRole('radio', { name: '直接抵作股金' }).check();
  await convert.getByRole('button', { name: '先付再入股' }).click();
  await expect(convert.getByRole('alert')).toContainText('第十三条');
  await look(page, 'labour-18-set-off-refused');
  await convert.getByRole('radio', { name: '先付后投' }).check();
  await convert.getByRole('button', { name: '先付再入股' }).click();
  await expect(convert).toBeHidden();
  const paper = page.getByRole('dialog', { name: /打印预览/u });
  await expect(paper.frameLocator('iframe').locator('.page')).toHaveCount(2);
  await expect(paper.frameLocator('iframe').locator('.page').first()).toContainText('劳务费领条');
  await expect(paper.frameLocator('iframe').locator('.page').last()).toContainText('入股出资');
  await look(page, 'labour-19-two-receipts');
  await paper.getByRole('button', { name: '关闭' }).click();
  await expect(cellOf(rowOf(grid, line.name), 'unpaidFen')).toHaveText('—');
  const [payment] = (await ask(page, 'labour.getSheet', { id })).payments;
  expect(payment).toMatchObject({ amountFen: line.netFen, workerId: line.workerId });
  expect(payment?.shareReceiptNo).toMatch(/^SJ/u);
  const share = (await ask(page, 'members.get', { id: line.memberId, asOf: '2018-12-31' })).transactions.find(
    (one) => one.receiptNo === payment?.shareReceiptNo,
  );
  expect(share?.amountFen).toBe(line.netFen);
  expect(share?.voucherId).not.toBe(payment?.voucherId);

  // Labour is no patronage unless the charter says so, and then every paper says it.
  await goTo(page, '章程与设置');
  await expect(page.getByLabel('投劳计入交易量（额）')).toHaveValue('none');
  await page.getByLabel('投劳计入交易量（额）').selectOption('pay');
  await expect(page.getByText('法律没有明文')).toBeVisible();
  await look(page, 'labour-20-settings');
  await page.keyboard.press('Control+s');
  await expectSaid(page, '设置已保存');
  const inputs = { ...(await ask(page, 'dividends.defaults', { fiscalYear: 2018 })), surplusFen: 10_000_000 };
  const { warnings } = await ask(page, 'dividends.preview', { inputs });
  expect(warnings.join('')).toContain('劳务费（应发）计入交易额');
});

/** What the import says of the sheet's faults, in its own words. */
const REASONS: Readonly<Record<string, string>> = {
  '金额 ≠ 数量 × 单价': '数量 × 单价',
  不在户籍花名册: '户籍',
  日期不在本月: '不在本月',
  身份证校验码错误: '校验码',
};

function expectedLabour(): Expected['files']['记工表.xlsx'] {
  return (JSON.parse(readFileSync(sample('expected.json'), 'utf8')) as Expected).files['记工表.xlsx'];
}

/** A workspace that keeps books from 2018 on, with the village's register in it. */
async function openVillage(page: Page): Promise<void> {
  await openNew(page);
  await bringIn(page, 'households', '户籍花名册.xlsx');
}

async function bringIn(page: Page, kind: 'households' | 'shares' | 'labour', name: string): Promise<void> {
  const dataBase64 = readFileSync(sample(name)).toString('base64');
  await ask(page, 'imports.commit', { kind, fileName: basename(name), dataBase64 });
  await page.reload();
}

/** Types into a field with a list and takes the first that fits. */
async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await expect(page.locator('.combo-list [role=option]').first()).toBeVisible();
  await page.keyboard.press('Enter');
}

/** A worker who is a member; the first one joins where none is. */
async function asMember<L extends { workerId: number; memberId: number | null; unpaidFen: number }>(
  page: Page,
  lines: readonly L[],
): Promise<L & { memberId: number }> {
  const found = lines.find((line) => line.memberId !== null);
  if (found?.memberId) return { ...found, memberId: found.memberId };
  const [first] = lines;
  const worker = (await ask(page, 'labour.workers', {})).find((one) => one.id === first?.workerId);
  if (!first || !worker) throw new Error('nobody worked');
  const joined = await ask(page, 'members.create', {
    kind: 'person',
    personId: worker.personId,
    joinedOn: '2018-11-01',
  });
  return { ...first, memberId: joined.id };
}

/** The bank's return for its own file: every row paid. */
function bankAnswer([, ...rows]: readonly string[]): string {
  const answers = rows.map((row) => {
    const [no = '', account = '', name = '', amount = ''] = row.split(',');
    return [no, account, name, amount, '成功', ''].join(',');
  });
  return `\uFEFF${['序号,账号,户名,金额,处理结果,失败原因', ...answers].join('\r\n')}\r\n`;
}

/** Opens a document's preview, saves it as PDF and gives back its text. */
async function savePdf(page: Page, button: string): Promise<string> {
  await page.getByRole('button', { name: button }).click();
  const preview = page.getByRole('dialog', { name: /打印预览/u });
  const download = page.waitForEvent('download');
  await preview.getByRole('button', { name: '存为 PDF' }).click();
  const text = execFileSync('pdftotext', ['-layout', await (await download).path(), '-'], {
    encoding: 'utf8',
  });
  await preview.getByRole('button', { name: '关闭' }).click();
  await expect(preview).toBeHidden();
  return text;
}
