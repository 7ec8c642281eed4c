import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { formatYuan, plainYuan } from '../shared/rules/money.ts';
import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openNew } from './pages/desk.ts';
import { cellOf, expectRows, gridOf, rowOf, totalOf } from './pages/grid.ts';
import { chooseSheet, commitImport, expectCount, tryImport } from './pages/imports.ts';

/** The households' bank loans: the register comes in, a slip at the counter, a quarter of interest, the subsidy asked for and passed on. */

/** The village's own workbooks with known totals; they live beside the repository and not everywhere. */
const SAMPLES = resolve(import.meta.dirname, '../../shared/data');
const SAMPLE = join(SAMPLES, '产业扶持贴息贷款台账.xlsx');
const REGISTER = join(SAMPLES, '户籍花名册.xlsx');

test.beforeEach(() => {
  test.skip(!existsSync(SAMPLE), '样表不在这台机器上');
});

test('the register comes in with its repayments; a loan is looked up, repaid at the counter, and that undone', async ({
  desk,
}) => {
  const { page } = desk;
  await openNew(page);
  await readIn(page, 'households', REGISTER);
  await chooseSheet(page, '贴息贷款台账', SAMPLE);
  await tryImport(page);
  await expectCount(page, '新增', 127);
  await look(page, 'loans-01-import');
  await commitImport(page, 127, '行');
  await goTo(page, '贴息贷款');
  const grid = gridOf(page, '贷款台账');
  await expectRows(grid, 127);
  await expect(totalOf(grid, 'amountFen')).toHaveText('3,145,000.00');
  await expect(totalOf(grid, 'repaidFen')).toHaveText('118,200.00');
  await expect(totalOf(grid, 'balanceFen')).toHaveText('3,026,800.00');
  await look(page, 'loans-02-register');

  // The register as it stood before anything was paid back.
  await page.getByRole('textbox', { name: '截至哪天' }).fill('2018-11-30');
  await expect(totalOf(grid, 'repaidFen')).toHaveText('—');
  await page.getByRole('textbox', { name: '截至哪天' }).fill('2019-03-01');
  await expect(totalOf(grid, 'repaidFen')).toHaveText('118,200.00');

  // By the keyboard: search, down to the row, Enter.
  await page.keyboard.press('Control+f');
  await page.keyboard.type('JJ201800005');
  await expectRows(grid, 1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('complementary', { name: '朱长青 JJ201800005' });
  await expect(drawer).toBeVisible();
  await drawer.getByRole('tab', { name: /^收放/u }).click();
  await expect(drawer.getByRole('table', { name: '收放记录' })).toContainText('9,100.00');
  await look(page, 'loans-03-events');
  await drawer.getByRole('tab', { name: /^结息/u }).click();
  await drawer.getByRole('table', { name: '各期利息' }).locator('button').first().click();
  await expect(drawer.getByText(/天 × [\d,.]+ × 4\.\d+% ÷ 360 = /u).first()).toBeVisible();
  await look(page, 'loans-04-schedule');

  // The slip: interest first, the rest is principal; both add up to what was paid.
  const [before] = (await ask(page, 'loans.list', { search: 'JJ201800005' })).rows;
  await page.keyboard.press('Control+j');
  const repay = page.getByRole('dialog', { name: /^登记还款/u });
  await repay.getByLabel('凭单金额（元）').fill('5000');
  const split = repay.getByRole('table', { name: '还款的分法' });
  await expect(split.getByRole('row', { name: /^合计/u })).toContainText('5,000.00');
  await expect(repay.getByText('利息').first()).toBeVisible();
  await expect(repay.locator('footer')).toContainText('还款后余额');
  await repay.getByLabel('还款凭证号').fill('还2019-001');
  await look(page, 'loans-05-repay');
  // A slip whose parts don't add up is not taken.
  await repay.getByLabel('凭单上的分法不同，按凭单填').check();
  await repay.getByLabel('本金（元）').fill('4999');
  await page.keyboard.press('Control+Enter');
  await expect(repay.getByRole('alert')).toContainText('不等');
  await repay.getByLabel('凭单上的分法不同，按凭单填').uncheck();
  await page.keyboard.press('Control+Enter');
  await expect(repay).toBeHidden();
  await expectSaid(page, /已登记 朱长青 还款 5,000\.00 元/u);
  const [after] = (await ask(page, 'loans.list', { search: 'JJ201800005' })).rows;
  const paidFen = (before?.balanceFen ?? 0) - (after?.balanceFen ?? 0);
  expect(paidFen).toBeGreaterThan(0);
  expect(paidFen).toBeLessThan(500_000);

  await drawer.getByRole('tab', { name: /^收放/u }).click();
  const events = drawer.getByRole('table', { name: '收放记录' });
  await expect(events).toContainText(`本金 ${formatYuan(paidFen)}`);
  await events
    .getByRole('row', { name: /2019-03-01/u })
    .getByRole('button', { name: '冲销…' })
    .click();
  const undo = page.getByRole('dialog', { name: /^冲销/u });
  await undo.getByLabel('原因').fill('凭单是另一户的');
  await undo.getByRole('button', { name: '冲销', exact: true }).click();
  await expect(undo).toBeHidden();
  await expect(events.locator('tr.red')).toHaveCount(1);
  await look(page, 'loans-06-undone');
  const [again] = (await ask(page, 'loans.list', { search: 'JJ201800005' })).rows;
  expect(again?.balanceFen).toBe(before?.balanceFen);
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: '疑点' }).click();
  const conflicts = gridOf(page, '贷款疑点');
  for (const note of ['JJ201800006', 'JJ201800049', 'JJ201800092']) {
    await expect(rowOf(conflicts, note)).toContainText('入股');
  }
  await look(page, 'loans-07-conflicts');
  await cellOf(rowOf(conflicts, 'JJ201800006'), 'sentence').dblclick();
  await expect(page.getByRole('complementary', { name: /JJ201800006/u })).toContainText('入股');
});

test('a quarter is settled for all loans at once, with the bank’s figure where it was pasted', async ({
  desk,
}) => {
  const { page } = desk;
  await openLoans(page);
  await page.getByRole('tab', { name: '结息' }).click();
  // What the bank charged a fen more for comes in by pasting from its list.
  const open = gridOf(page, '待登记的结息');
  await expect(open).toBeVisible();
  const quarter = page.getByLabel('结哪个季度');
  await quarter.selectOption({ label: '2018 年第 3 季度（2018-09-20 结息）' });
  const trial = await ask(page, 'loans.previewSettle', { to: '2018-09-20' });
  await expectRows(open, trial.rows.length);
  const one = trial.rows.find((row) => row.to === '2018-09-21' && row.interestFen > 1000);
  const noteNo = one?.noteNo ?? '';
  await page.getByRole('button', { name: '粘贴银行清单…' }).click();
  const paste = page.getByRole('dialog', { name: '粘贴银行清单' });
  await paste
    .getByLabel(/每行一笔/u)
    .fill(`借据号\t利息\n${noteNo}\t${plainYuan((one?.interestFen ?? 0) + 1)}`);
  await paste.getByRole('button', { name: '填进待登记' }).click();
  await expectSaid(page, '对上 1 笔');
  await expect(cellOf(rowOf(open, noteNo, '2018-09-20'), 'differenceFen')).toHaveText('0.01');
  await look(page, 'loans-10-settle');
  await page.keyboard.press('Control+s');
  await expectSaid(page, '2018 年第 3 季度已结息');
  const recorded = gridOf(page, '已登记的结息');
  await cellOf(rowOf(recorded, noteNo), 'noteNo').dblclick();
  await expect(page.getByRole('complementary', { name: new RegExp(noteNo, 'u') })).toContainText(
    '以银行为准',
  );
  await look(page, 'loans-11-settled');
  await page.keyboard.press('Escape');
});

test('the subsidy of a quarter is claimed, compared with the bank’s list, noticed, received and paid', async ({
  desk,
}) => {
  const { page } = desk;
  await openLoans(page);
  const { rows } = await ask(page, 'loans.previewSettle', { to: '2018-09-20' });
  const one = rows.find((row) => row.to === '2018-09-21' && row.interestFen > 1000);
  const noteNo = one?.noteNo ?? '';
  const figure = { loanId: one?.loanId ?? 0, to: '2018-09-21', interestFen: (one?.interestFen ?? 0) + 1 };
  await ask(page, 'loans.settle', { to: '2018-09-20', bank: [figure] });
  await page.getByRole('tab', { name: '贴息申请' }).click();
  await page.keyboard.press('Control+n');
  const draft = page.getByRole('dialog', { name: '测算贴息' });
  // What is offered is the oldest quarter that was not claimed; another one is picked.
  const span = draft.getByLabel('哪段时间');
  const third = span.locator('option').filter({ hasText: '2018-06-21 至 2018-09-20' });
  await span.selectOption(await third.getAttribute('value'));
  await expect(draft.getByRole('textbox', { name: '到（含这一天）' })).toHaveValue('2018-09-20');
  await draft.getByLabel('没有见到付息凭证的不申请').uncheck();
  await expect(draft.getByRole('region', { name: '测算结果' })).toContainText('99 笔');
  await expect(draft.getByRole('region', { name: '测算结果' })).toContainText('22,580.79');
  await look(page, 'loans-12-new-claim');
  await draft.getByRole('button', { name: '测算', exact: true }).click();
  await expect(draft).toBeHidden();
  const roster = gridOf(page, '贴息花名册');
  await expect(roster).toBeVisible();
  await look(page, 'loans-13-claim');

  // The bank's list: one line a fen less than reckoned, one unknown note.
  const [batch] = await ask(page, 'claims.list', {});
  const claim = await ask(page, 'claims.get', { id: batch?.id ?? 0 });
  const lines = claim.lines.filter((line) => line.isIncluded);
  const [differing] = lines.filter((line) => line.noteNo !== noteNo && line.interestFen > 1000);
  const list = [
    '借据号,借款人,起息日,止息日,天数,利率,利息',
    ...lines.map((line) =>
      [
        line.noteNo,
        line.borrowerName,
        line.from,
        line.to,
        line.days,
        line.rate,
        plainYuan((line.bankFen ?? line.interestFen) - (line.id === differing?.id ? 1 : 0)),
      ].join(','),
    ),
    'JJ209900001,没有的人,2018-06-21,2018-09-20,92,4.75,12.00',
  ].join('\r\n');
  await page.getByRole('button', { name: '导入银行清单…' }).click();
  const compare = page.getByRole('dialog', { name: /^银行利息清单/u });
  await compare.getByLabel('银行利息清单文件').setInputFiles({
    name: '利息清单.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\uFEFF${list}`),
  });
  const different = gridOf(compare, '与银行不同的');
  await expect(cellOf(rowOf(different, differing?.noteNo ?? ''), 'differenceFen')).toHaveText('-0.01');
  await look(page, 'loans-14-bank-list');
  await compare.getByRole('tab', { name: /^要看的/u }).click();
  await expect(rowOf(gridOf(compare, '清单里要看的'), 'JJ209900001')).toContainText('没有这笔');
  await look(page, 'loans-15-findings');
  await compare.getByRole('button', { name: /^按银行数登记/u }).click();
  await expect(compare).toBeHidden();
  await page.getByLabel('看哪些').selectOption('differing');
  const row = rowOf(roster, differing?.noteNo ?? '');
  await expect(cellOf(row, 'differenceFen')).toHaveText('-0.01');
  await cellOf(row, 'noteNo').dblclick();
  await expect(
    page.getByRole('complementary', { name: new RegExp(differing?.noteNo ?? '', 'u') }),
  ).toContainText('以银行为准');
  await look(page, 'loans-16-line');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '公示…' }).click();
  const notice = page.getByRole('dialog', { name: /^公示/u });
  await notice.getByRole('textbox', { name: '公示从' }).fill('2019-02-18');
  await notice.getByRole('textbox', { name: '到（含这一天）' }).fill('2019-02-25');
  await notice.getByLabel('监督电话').fill('0916-4822345');
  await notice.getByRole('button', { name: '公示并打印' }).click();
  await expect(page.getByRole('dialog', { name: /公示表/u })).toBeVisible();
  await look(page, 'loans-17-notice');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '上报…' }).click();
  const submit = page.getByRole('dialog', { name: /^上报/u });
  await submit.getByLabel('文件号').fill('张村字〔2019〕2号');
  await submit.getByRole('button', { name: '登记上报' }).click();
  await expect(submit).toBeHidden();

  // The county sends a hundred yuan less: shared out, and what is missing stays in sight.
  await page.getByRole('button', { name: '登记到账…' }).click();
  const receive = page.getByRole('dialog', { name: /^登记到账/u });
  const amount = receive.getByLabel('到账金额（元）');
  const claimedFen = (await ask(page, 'claims.get', { id: batch?.id ?? 0 })).batch.totals.claimedFen;
  await amount.fill(plainYuan(claimedFen - 10_000));
  await expect(receive.locator('footer')).toContainText('这次少 100.00');
  await look(page, 'loans-18-receive');
  await receive.getByRole('button', { name: '登记到账' }).click();
  await expect(receive).toBeHidden();
  await expect(page.getByRole('list', { name: '办到哪一步' })).toContainText('未拨 100.00');

  await page.getByRole('button', { name: '发放…' }).click();
  const pay = page.getByRole('dialog', { name: /^发放贴息/u });
  await expect(pay.locator('footer')).toContainText(formatYuan(claimedFen - 10_000));
  await look(page, 'loans-19-pay');
  await pay.getByRole('button', { name: '登记发放' }).click();
  await expect(pay).toBeHidden();
  await look(page, 'loans-20-paid');
  const { batch: done } = await ask(page, 'claims.get', { id: batch?.id ?? 0 });
  expect(done.totals).toMatchObject({
    claimedFen,
    receivedFen: claimedFen - 10_000,
    paidFen: claimedFen - 10_000,
    unreceivedFen: 10_000,
    unpaidFen: 0,
  });
});

test('what falls due is on the desk, in the list and on the calendar; the visit list is printed', async ({
  desk,
}) => {
  const { page } = desk;
  await openLoans(page);
  await goTo(page, '工作台');
  const todo = page.getByRole('region', { name: '贴息贷款' });
  await expect(todo).toContainText('30 天内到期');
  await look(page, 'loans-30-desk');
  await todo.getByRole('link', { name: /30 天内到期/u }).click();
  await expect(page.getByLabel('到期', { exact: true })).toHaveValue('30');
  const { due30 } = await ask(page, 'loans.reminders', {});
  await expectRows(gridOf(page, '贷款台账'), due30.length);

  await page.getByRole('tab', { name: '提醒与日历' }).click();
  await page.getByLabel('提醒什么').selectOption('due30');
  await expectRows(gridOf(page, '贷款提醒'), due30.length);
  const [first] = due30;
  const calendar = page.getByRole('table', { name: '2019-03 的日历' });
  await calendar.getByRole('button', { name: /^2019-03-20/u }).click();
  await expect(page.locator('.loan-day')).toContainText('结息');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.loan-day h3')).toHaveText('2019-03-21');
  if (first?.date.startsWith('2019-03')) {
    await calendar.locator(`[data-date="${first.date}"]`).click();
    await expect(page.locator('.loan-day')).toContainText(first.noteNo);
  }
  await look(page, 'loans-31-reminders');
  await page.keyboard.press('Control+p');
  await expect(page.getByRole('dialog', { name: /走访单/u })).toBeVisible();
  await look(page, 'loans-32-visits');
});

/** A new workspace with the village and the register read in; ends on the loans' page. */
async function openLoans(page: Page): Promise<void> {
  await openNew(page);
  await readIn(page, 'households', REGISTER);
  await readIn(page, 'subsidised-loans', SAMPLE);
  await goTo(page, '贴息贷款');
}

async function readIn(page: Page, kind: 'households' | 'subsidised-loans', path: string): Promise<void> {
  const dataBase64 = readFileSync(path).toString('base64');
  await ask(page, 'imports.commit', { kind, fileName: basename(path), dataBase64 });
}
