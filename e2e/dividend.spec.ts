import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Download, Locator, Page } from '@playwright/test';
import { formatYuan } from '../shared/rules/money.ts';
import { expect, test } from './desk.ts';
import {
  demoBankPayments,
  writeBankReturn,
  writeDeliveries,
  writeRegister,
  writeRoster,
} from './fixtures/workbooks.ts';
import { ask, goTo, look, openDemo, openNew } from './pages/desk.ts';
import { cellOf, gridOf, rowOf } from './pages/grid.ts';

/** The main job: from the year's figures to money in 47 hands. */

test('a plan is tried, explained, laid out, voted on and locked', async ({ desk }) => {
  const { page, home } = desk;
  // Its books begin after the year, so that the year's figures are typed.
  await openNew(page, '张家坝村', '周会计', '2019-01');
  await bringInTheYear(page, home);
  await page.goto(`${desk.origin}/#/dividends/new?year=2018`);
  const chain = page.getByRole('complementary', { name: '从盈余到分配' });
  await fill(chain.getByLabel('本年盈余', { exact: true }), '186437.29');
  await fill(chain.getByLabel('年初未分配盈余', { exact: true }), '-23150.60');
  await fill(chain.getByLabel('财政补助形成的财产'), '600,000');
  await fill(chain.getByLabel('捐赠形成的财产'), '８００００');
  const grid = gridOf(page, '分配表');
  await expect(chain).toContainText('88,174.82');
  await expect(chain).toContainText('58,783.20');
  await expect(chain).toContainText('146,958.02');
  await expect(chain).toContainText('分到分，合计相等');
  const first = rowOf(grid, 'M001', '张守田');
  await expect(cellOf(first, 'totalFen')).toHaveText('3,997.66');
  await look(page, 'dividend-01-preview');

  await cellOf(first, 'patronageReturnFen').click();
  const why = page.getByRole('region', { name: '怎么来的' });
  await expect(why).toContainText('张守田的盈余返还 2,731.32 是怎么来的');
  await expect(why).toContainText('21,582.30');
  await expect(why).toContainText('第四十四条');

  await fill(chain.getByLabel('返还比例'), '50');
  await expect(chain).toContainText('低于法定的 60%');
  await look(page, 'dividend-02-floor');
  await fill(chain.getByLabel('返还比例'), '60');
  await expect(chain).toContainText('88,174.82');

  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(page).toHaveURL(/dividends\/\d+$/);
  await page.getByRole('button', { name: '打印草案' }).click();
  const preview = page.getByRole('dialog', { name: /打印预览/ });
  await expect(preview.frameLocator('iframe').locator('.watermark').first()).toHaveText('草案');
  await look(page, 'dividend-03-plan');
  await preview.getByRole('button', { name: '关闭' }).click();

  await page.getByRole('button', { name: '提交成员大会表决' }).click();
  const meeting = page.getByRole('dialog', { name: /成员大会表决/ });
  await fill(meeting.getByLabel('会议日期'), '2019-02-16');
  await fill(meeting.getByLabel('决议文号'), '2019年第3号');
  await fill(meeting.getByLabel('到会人数'), '43');
  await fill(meeting.getByLabel('表决权总数'), '47');
  await fill(meeting.getByLabel('赞成'), '23');
  await fill(meeting.getByLabel('过账日期'), '2019-02-20');
  await meeting.getByRole('button', { name: '批准，锁定方案' }).click();
  await expect(meeting).toContainText('没有超过');
  await look(page, 'dividend-04-too-few-votes');
  await fill(meeting.getByLabel('赞成'), '41');
  await meeting.getByRole('button', { name: '批准，锁定方案' }).click();
  await expect(meeting).toBeHidden();
  await expect(page.locator('.tag').filter({ hasText: '已批准' }).first()).toBeVisible();
  await expect(page.getByLabel('本年盈余', { exact: true })).toHaveCount(0);
  await look(page, 'dividend-05-approved');

  // Whatever changes afterwards, the run stays what was decided.
  const [run] = await ask(page, 'dividends.list', {});
  const before = await ask(page, 'dividends.get', { id: run?.id ?? 0 });
  await ask(page, 'shares.contribute', {
    memberId: before.lines[0]?.memberId ?? 0,
    date: '2019-02-25',
    form: 'cash',
    source: '自筹',
    fromRelief: false,
    amountFen: 9_000_000,
    document: '',
    note: '',
  });
  expect((await ask(page, 'dividends.get', { id: before.run.id })).lines).toEqual(before.lines);
  await expect(
    ask(page, 'dividends.saveDraft', { id: before.run.id, inputs: before.inputs }),
  ).rejects.toThrow();
});

test('a year in the books takes its figures from them; others are a what-if', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  await page.goto(`${desk.origin}/#/dividends/new?year=2018`);
  const chain = page.getByRole('complementary', { name: '从盈余到分配' });
  const books = chain.getByRole('note', { name: '账上的数字' });
  await expect(chain.getByLabel('本年盈余', { exact: true })).toHaveValue('186,437.29');
  await expect(chain.getByLabel('年初未分配盈余', { exact: true })).toHaveValue('-23,150.60');
  await expect(books).toHaveText('两个数字取自账簿');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(page.getByRole('button', { name: '提交成员大会表决' })).toBeEnabled();
  await fill(chain.getByLabel('本年盈余', { exact: true }), '200000');
  await expect(books).toContainText('假设试算：账上是本年盈余 186,437.29');
  await expect(chain.getByRole('list', { name: '请留意' })).toContainText('只能看，不能批准');
  await expect(page.getByRole('button', { name: '提交成员大会表决' })).toBeDisabled();
  await look(page, 'dividend-06-what-if');
  await books.getByRole('button', { name: '用账上的数' }).click();
  await expect(chain.getByLabel('本年盈余', { exact: true })).toHaveValue('186,437.29');
  await expect(page.getByRole('button', { name: '提交成员大会表决' })).toBeEnabled();

  // The approved run leads to its vouchers, and a voucher back to the run.
  const [run] = await ask(page, 'dividends.list', {}).then((runs) =>
    runs.filter((one) => one.state === 'approved'),
  );
  await page.goto(`${desk.origin}/#/dividends/${run?.id ?? 0}`);
  await page.getByRole('region', { name: '凭证' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/#\/vouchers\/\d+$/);
  await expect(page.getByLabel('摘要 1', { exact: true })).toHaveValue('提取2018年度盈余公积');
  await page.getByRole('link', { name: /2018 年度盈余分配方案/ }).click();
  await expect(page).toHaveURL(/#\/dividends/);
});

test('what is printed is the run, to the fen', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  const [head] = await ask(page, 'dividends.list', {});
  const { lines } = await ask(page, 'dividends.get', { id: head?.id ?? 0 });
  await page.goto(`${desk.origin}/#/dividends/${head?.id ?? 0}`);

  const roster = await savePdf(page, '打印发放表');
  const statements = await savePdf(page, '通知单');
  const notice = await savePdf(page, '公示表');
  for (const line of lines) {
    const own = ['totalFen', 'surplusShareFen', 'netFen', 'capitalFen'] as const;
    // Nothing returned is a dash on paper.
    const returned = line.patronageReturnFen === 0 ? '—' : formatYuan(line.patronageReturnFen);
    for (const text of [roster, notice]) {
      const row = text
        .split('\n')
        .find((one) => one.includes(line.name) && one.includes(formatYuan(line.totalFen)));
      expect(row, line.memberNo).toBeDefined();
      for (const field of own) expect(row).toContain(formatYuan(line[field]));
      expect(row).toContain(returned);
    }
    const statement = statements.split(`社员号 ${line.memberNo}`)[1]?.split('社员号')[0] ?? '';
    expect(statement, line.memberNo).toContain(formatYuan(line.netFen));
    expect(statement).toContain(formatYuan(line.totalFen));
    expect(statement).toContain(returned);
    expect(statement).toContain(formatYuan(line.surplusShareFen));
  }
  for (const text of [roster, statements, notice]) expect(text).toContain('何𬭎');
  expect(roster).toContain('146,958.02');
  expect(roster).toContain('壹拾肆万陆仟玖佰伍拾捌元零贰分');
  expect(roster).toMatch(/第\s*4\s*页\s*共\s*4\s*页/);
  expect(roster).not.toMatch(/\d{17}[\dX]/);
  // The notice goes on a wall: no ID, no card, no member's telephone.
  expect(notice).not.toMatch(/\*{4}|尾号|\d{15}/);
  expect(notice.match(/199\d{8}/g) ?? []).toHaveLength(notice.split('监督电话').length - 1);

  await page.getByRole('button', { name: '打印发放表' }).click();
  const preview = page.getByRole('dialog', { name: /打印预览/ });
  await expect(preview).toContainText('已打印过 1 次');
  await preview.getByRole('button', { name: '关闭' }).click();
  expect(await savePdf(page, '打印发放表')).toContain('补打');

  const code = /核验码\s*([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/.exec(statements)?.[1] ?? '';
  await goTo(page, '分红');
  await page.getByRole('button', { name: '核验通知单' }).click();
  const check = page.getByRole('dialog', { name: '核验通知单' });
  await fill(check.getByLabel('核验码'), code.toLowerCase());
  await check.getByRole('button', { name: '核验', exact: true }).click();
  await expect(check).toContainText('M001 张守田');
  await expect(check).toContainText('3,997.66');
  await look(page, 'dividend-06-code');
  const forged = `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`;
  expect((await ask(page, 'dividends.checkCode', { code: forged })).genuine).toBe(false);
});

test('paid in cash, through the bank and its return; what failed stays payable', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  const [head] = await ask(page, 'dividends.list', {});
  const runId = head?.id ?? 0;
  await page.goto(`${desk.origin}/#/dividends/${runId}`);
  const grid = gridOf(page, '分配表');
  for (const no of ['M001', 'M002']) await rowOf(grid, no).getByRole('checkbox').check();
  const bar = page.getByRole('toolbar', { name: '发放' });
  await bar.getByRole('button', { name: /^发放/ }).click();
  const pay = page.getByRole('dialog', { name: '发放给 2 户' });
  await pay.getByRole('button', { name: '登记发放' }).click();
  await expect(pay).toBeHidden();
  await expect(cellOf(rowOf(grid, 'M001'), 'paidFen')).toHaveText('3,997.66');
  await look(page, 'dividend-07-paid');

  await page.getByRole('tab', { name: /银行代发/ }).click();
  await bar.getByRole('button', { name: '生成代发文件' }).click();
  const make = page.getByRole('dialog', { name: '生成银行代发文件' });
  const download = page.waitForEvent('download');
  await make.getByRole('button', { name: '生成并存文件' }).click();
  const file = new TextDecoder('gb18030', { fatal: true }).decode(
    readFileSync(await (await download).path()),
  );
  const rows = file.trim().split('\r\n');
  expect(rows).toHaveLength(1 + 45);
  expect(rows[0]).toBe('序号,账号,户名,金额,附言');
  expect(file).toContain('何𬭎,4420.66');
  expect(file).not.toContain('张守田');

  const answered = demoBankPayments().filter(({ memberNo }) => memberNo !== 'M001' && memberNo !== 'M002');
  const returned = writeBankReturn(mkdtempSync(join(tmpdir(), 'coop-bank-')), answered);
  await readReturn(page, bar, returned.path);
  const outcome = page.getByRole('region', { name: '结果' });
  await expect(outcome).toContainText('成功 42 户');
  await expect(outcome).toContainText('失败 3 户');
  for (const failed of ['户名不符', '账号错误', '账户冻结']) await expect(outcome).toContainText(failed);
  await look(page, 'dividend-08-return');
  await readReturn(page, bar, returned.path);
  await expect(outcome).toContainText('45 行以前读过');

  const { run, lines } = await ask(page, 'dividends.get', { id: runId });
  const left = lines.filter(({ payableFen }) => payableFen > 0).map(({ memberNo }) => memberNo);
  expect(left).toEqual(['M006', 'M018', 'M034']);
  expect(run.state).toBe('paying');
  expect(run.paidFen + run.payableFen).toBe(14_695_802);
});

/** Register, messy roster and deliveries, as the import tests bring them in. */
async function bringInTheYear(page: Page, folder: string): Promise<void> {
  const sheets = [
    ['households', (await writeRegister(folder)).path],
    ['shares', (await writeRoster(folder, { variant: 'clean-mess' })).path],
    ['deliveries', (await writeDeliveries(folder)).path],
  ] as const;
  for (const [kind, path] of sheets) {
    const dataBase64 = readFileSync(path).toString('base64');
    const { refused } = await ask(page, 'imports.commit', { kind, fileName: basename(path), dataBase64 });
    expect(refused).toEqual([]);
  }
}

/** Types over what stands in a field and leaves it. */
async function fill(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Tab');
}

/** Opens a document's preview, saves it as PDF and gives back its text. */
async function savePdf(page: Page, button: string): Promise<string> {
  await page.getByRole('button', { name: button }).click();
  const preview = page.getByRole('dialog', { name: /打印预览/ });
  const download = page.waitForEvent('download');
  await preview.getByRole('button', { name: '存为 PDF' }).click();
  const text = await textOf(await download);
  await preview.getByRole('button', { name: '关闭' }).click();
  await expect(preview).toBeHidden();
  return text;
}

async function textOf(download: Download): Promise<string> {
  return execFileSync('pdftotext', ['-layout', await download.path(), '-'], { encoding: 'utf8' });
}

async function readReturn(page: Page, bar: Locator, path: string): Promise<void> {
  await bar.getByRole('button', { name: '读入银行回单' }).click();
  const dialog = page.getByRole('dialog', { name: '读入银行回单' });
  await dialog.locator('input[type=file]').setInputFiles(path);
  await dialog.getByRole('button', { name: '读入', exact: true }).click();
  await expect(dialog).toBeHidden();
}
