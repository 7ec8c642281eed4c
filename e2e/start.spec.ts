import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { ask, closeWorkspace, giveName, goTo, look, openDemo, openNew } from './pages/desk.ts';
import { gridOf, rowOf } from './pages/grid.ts';

/** The first minutes: nothing is there yet, or something is there that shouldn't be. */

test.skip(({ shell }) => shell === 'electron', '桌面版用系统的文件面板,测试操作不了');

test('the name is asked once and is still there after a restart', async ({ desk }) => {
  const { page } = desk;
  await expect(page.getByRole('heading', { name: '合作社台账' })).toBeVisible();
  await look(page, 'start-01-first');
  await openDemo(page, '周会计');
  await expect(page.getByRole('button', { name: '经办人 周会计' })).toBeVisible();
  await look(page, 'start-02-desk');

  await closeWorkspace(page);
  await desk.kill();
  const again = await desk.restart();
  const recent = again.page.getByRole('region', { name: '最近打开' });
  await look(again.page, 'start-03-recent');
  await recent.getByRole('button', { name: /张家坝村/ }).click();
  await expect(again.page.getByRole('button', { name: '经办人 周会计' })).toBeVisible();
  await expect(again.page.getByRole('dialog')).toHaveCount(0);
});

test('the sample village holds 411 households, 47 members and an approved run', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  const figures = page.getByRole('region', { name: '现在的数' });
  await expect(figures).toContainText('411 / 1384');
  await expect(figures).toContainText('920,000.00');
  await expect(figures).toContainText('696,739.35');
  await goTo(page, '分红');
  await expect(rowOf(gridOf(page, '分红方案'), '2018')).toContainText('已批准');
});

test('a new workspace goes where the person says', async ({ desk }) => {
  const { page, home } = desk;
  const folder = join(home, 'Documents', '账本');
  mkdirSync(folder);
  await page.getByRole('button', { name: '新建台账' }).click();
  const dialog = page.getByRole('dialog', { name: '新建台账' });
  await dialog.getByLabel('村名').fill('两河口村');
  await dialog.getByLabel('合作社全称').fill('两河口药材专业合作社');
  await dialog.getByRole('button', { name: '换个位置…' }).click();
  const panel = page.getByRole('dialog', { name: '台账保存在哪里' });
  await look(page, 'start-04-folder-panel');
  await panel.getByRole('button', { name: '账本' }).click();
  await expect(panel).toContainText(join(folder, '两河口村.coop'));
  await panel.getByRole('button', { name: '就放这里' }).click();
  await look(page, 'start-05-new');
  await dialog.getByRole('button', { name: '建立并打开' }).click();
  await giveName(page, '周会计');
  await expect(page.getByRole('region', { name: '分红五步' })).toContainText('导入户籍');
  await look(page, 'start-06-empty-desk');
  expect(existsSync(join(folder, '两河口村.coop'))).toBe(true);
});

test('making a workspace never writes over a file', async ({ desk }) => {
  const { page, home } = desk;
  const taken = join(home, 'Documents', '张家坝村.coop');
  writeFileSync(taken, '去年的账');
  await page.getByRole('button', { name: '新建台账' }).click();
  const dialog = page.getByRole('dialog', { name: '新建台账' });
  await dialog.getByLabel('村名').fill('张家坝村');
  await dialog.getByLabel('合作社全称').fill('鑫杰香菇种植专业合作社');
  await dialog.getByRole('button', { name: '建立并打开' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/已经存在.不会覆盖/);
  await look(page, 'start-07-exists');
  expect(readFileSync(taken, 'utf8')).toBe('去年的账');

  await dialog.getByRole('button', { name: '换个位置…' }).click();
  const panel = page.getByRole('dialog', { name: '台账保存在哪里' });
  await panel.getByLabel('文件名').fill('张家坝村-2019');
  await panel.getByRole('button', { name: '就放这里' }).click();
  await dialog.getByRole('button', { name: '建立并打开' }).click();
  await giveName(page, '周会计');
  expect(readFileSync(taken, 'utf8')).toBe('去年的账');
});

test('a file that was moved away is said to be missing, with ways out', async ({ desk }) => {
  const { page, home } = desk;
  await openNew(page);
  await closeWorkspace(page);
  const path = join(home, 'Documents', '张家坝村.coop');
  // Moved behind the program: the list still believes in it.
  renameSync(path, join(home, '张家坝村.coop'));
  await page
    .getByRole('button', { name: /张家坝村/ })
    .first()
    .click();
  const failure = page.getByRole('alert');
  await expect(failure).toContainText('找不到文件');
  await look(page, 'start-08-missing');
  await failure.getByRole('button', { name: '重新找' }).click();
  await expect(page.getByRole('dialog', { name: '打开台账' })).toBeVisible();
  await page.keyboard.press('Escape');

  // After a look at the disk the list itself says so.
  await page.reload();
  const recent = page.getByRole('region', { name: '最近打开' });
  await expect(recent).toContainText('找不到了');
  await look(page, 'start-09-missing-recent');
  await recent.getByRole('button', { name: '重新找' }).click();
  const panel = page.getByRole('dialog', { name: '打开台账' });
  await panel.getByRole('button', { name: '上一级' }).click();
  await panel.getByRole('button', { name: /张家坝村\.coop/ }).click();
  await panel.getByRole('button', { name: '打开', exact: true }).click();
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible();
});

test('what is not a workspace of ours is refused in words, and stays as it is', async ({ desk }) => {
  const { page, home } = desk;
  const documents = join(home, 'Documents');
  writeFileSync(join(documents, '便条.coop'), '今天收了三筐香菇');
  writeFileSync(join(documents, '空的.coop'), '');
  const other = new Database(join(documents, '别的程序.coop'));
  other.exec('CREATE TABLE photos (id INTEGER)');
  other.close();
  await openNew(page, '新版');
  await closeWorkspace(page);
  const newer = new Database(join(documents, '新版.coop'));
  newer.pragma('user_version = 999');
  newer.close();

  for (const [file, said] of [
    ['便条', '不是合作社台账的文件'],
    ['空的', '不是合作社台账的文件'],
    ['别的程序', '是别的程序的数据库'],
    ['新版', '更新的程序版本'],
  ] as const) {
    const before = readFileSync(join(documents, `${file}.coop`));
    const panel = await openByPanel(page, file);
    await expect(panel.getByRole('alert')).toContainText(said);
    await look(page, `start-10-${file}`);
    await panel.getByRole('button', { name: '取消' }).click();
    await expect(page.getByRole('button', { name: '新建台账' })).toBeVisible();
    expect(readFileSync(join(documents, `${file}.coop`)).equals(before)).toBe(true);
    expect(existsSync(join(documents, `${file}.coop.lock`))).toBe(false);
  }
});

test('a spoilt file is refused, and its backup opens', async ({ desk }) => {
  const { page, home } = desk;
  await openDemo(page);
  await closeWorkspace(page);
  const path = join(home, 'Documents', '示范村.coop');
  copyFileSync(path, join(home, 'Documents', '备份.coop'));
  const bytes = readFileSync(path);
  bytes.fill(0x5a, 20_000, 120_000);
  writeFileSync(path, bytes);
  await page
    .getByRole('button', { name: /张家坝村/ })
    .first()
    .click();
  const failure = page.getByRole('alert');
  await expect(failure).toContainText('损坏');
  await look(page, 'start-11-damaged');
  await failure.getByRole('button', { name: '打开备份' }).click();
  const panel = page.getByRole('dialog', { name: '打开台账' });
  await panel.getByRole('button', { name: /备份\.coop/ }).click();
  await panel.getByRole('button', { name: '打开', exact: true }).click();
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible();
});

test('a file open elsewhere can be read, not written, until it is free', async ({ desk }) => {
  const { page, home } = desk;
  await openDemo(page);
  await closeWorkspace(page);
  const lock = join(home, 'Documents', '示范村.coop.lock');
  // The test's own process stands for the other program: it lives.
  const owner = { host: hostname(), pid: process.pid, operator: '李会计', since: '2019-03-01T08:00:00' };
  writeFileSync(lock, JSON.stringify(owner));
  await page
    .getByRole('button', { name: /张家坝村/ })
    .first()
    .click();
  await expect(page.getByRole('note').filter({ hasText: '只读打开' })).toContainText('李会计');
  await goTo(page, '社员与股金');
  await expect(rowOf(gridOf(page, '社员与股金'), '张守田')).toBeVisible();
  await expect(page.getByRole('button', { name: '新增入股' })).toBeDisabled();
  await look(page, 'start-12-read-only');

  await page.getByRole('button', { name: '接管…' }).click();
  await look(page, 'start-13-take-over');
  await page.getByRole('dialog', { name: '接管这个文件' }).getByRole('button', { name: '取消' }).click();
  rmSync(lock);
  await page.getByRole('button', { name: '重新打开' }).click();
  await expect(page.getByRole('button', { name: '新增入股' })).toBeEnabled();
  await expect(page.getByText('只读打开')).toHaveCount(0);
});

test('what was called saved is there after the power went', async ({ desk }) => {
  const { page, home } = desk;
  await openDemo(page);
  const [member] = await ask(page, 'members.list', { search: 'M001' });
  if (!member) throw new Error('no M001');
  // Contributions one after the other until the program dies under them.
  const saving = page.evaluate(saveUntilTheEnd, member.id);
  await expect
    .poll(() => page.evaluate(() => (window as { savedFen?: number[] }).savedFen?.length ?? 0))
    .toBeGreaterThanOrEqual(20);
  await desk.kill();
  const savedFen = await saving;
  expect(savedFen.length).toBeGreaterThanOrEqual(20);
  await page.getByRole('link', { name: '社员与股金' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '连接断了' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '连接断开' })).toBeVisible();
  await look(page, 'start-14-connection-lost');

  const again = await desk.restart();
  await again.page
    .getByRole('button', { name: /张家坝村/ })
    .first()
    .click();
  await goTo(again.page, '备份与核验');
  await again.page.getByRole('button', { name: /核验/ }).first().click();
  await expect(again.page.getByText('✗')).toHaveCount(0);
  await look(again.page, 'start-15-verified');
  const { transactions } = await ask(again.page, 'members.get', { id: member.id });
  const kept = new Set(transactions.map(({ amountFen }) => amountFen));
  for (const amountFen of savedFen) expect(kept.has(amountFen), `${amountFen} fen`).toBe(true);
  expect(existsSync(join(home, 'Documents', '示范村.coop'))).toBe(true);
});

async function openByPanel(page: Page, file: string): Promise<Locator> {
  await page.getByRole('button', { name: '打开', exact: true }).click();
  const panel = page.getByRole('dialog', { name: '打开台账' });
  await panel.getByRole('button', { name: new RegExp(`^${file}\\.coop`) }).click();
  await panel.getByRole('button', { name: '打开', exact: true }).click();
  return panel;
}

/** Runs in the page: each contribution has an amount of its own; gives back those that were called saved. */
async function saveUntilTheEnd(memberId: number): Promise<number[]> {
  const savedFen: number[] = [];
  (window as { savedFen?: number[] }).savedFen = savedFen;
  for (let n = 1; n <= 5000; n++) {
    const amountFen = 100_000 + n;
    const how = { form: 'cash', source: '自筹', fromRelief: false, document: '', note: '' };
    const input = { memberId, date: '2019-03-01', amountFen, ...how };

    try {
      const response = await fetch('./call', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ method: 'shares.contribute', input }),
      });
      const answer = (await response.json()) as { ok: boolean };
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      savedFen.push(amountFen);
    } catch {
      break;
    }
  }
  return savedFen;
}
