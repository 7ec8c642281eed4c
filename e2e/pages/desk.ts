import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Answer, Input, Method, Output } from '../../shared/contract/index.ts';

/** What a person does on every page: start, give a name, go somewhere, save, look. */

/** The sample village, built with one click, and the name that goes on its entries. */
export async function openDemo(page: Page, operator = '周会计'): Promise<void> {
  await page.getByRole('button', { name: '一键建示范村' }).click();
  await giveName(page, operator);
  await expect(page.getByRole('heading', { name: '工作台' })).toBeVisible();
}

/** An empty workspace of that village in the documents folder. */
export async function openNew(
  page: Page,
  villageName = '张家坝村',
  operator = '周会计',
  from = '2018-01',
): Promise<void> {
  await page.getByRole('button', { name: '新建台账' }).click();
  const dialog = page.getByRole('dialog', { name: '新建台账' });
  await dialog.getByLabel('村名').fill(villageName);
  await dialog.getByLabel('合作社全称').fill('鑫杰香菇种植专业合作社');
  await dialog.getByLabel('从哪个月开始记账').fill(from);
  await dialog.getByRole('button', { name: '建立并打开' }).click();
  await giveName(page, operator);
}

export async function giveName(page: Page, operator: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '经办人' });
  await dialog.getByLabel('您的姓名').fill(operator);
  await dialog.getByRole('button', { name: '就用这个名字' }).click();
  await expect(dialog).toBeHidden();
}

/** Goes to a subject by the sidebar. */
export async function goTo(page: Page, title: string): Promise<void> {
  await page
    .getByRole('navigation', { name: '科目' })
    .getByRole('link', { name: title, exact: true })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Closes the workspace: back to the start screen. */
export async function closeWorkspace(page: Page): Promise<void> {
  await goTo(page, '工作台');
  await page.getByRole('button', { name: '关闭台账' }).click();
  await expect(page.getByRole('button', { name: '一键建示范村' })).toBeVisible();
}

/** The brief word in the corner after something was done. */
export async function expectSaid(page: Page, text: string | RegExp): Promise<void> {
  await expect(page.locator('.toast').filter({ hasText: text }).first()).toBeVisible();
}

/** Asks the program behind the window, through the window's own door. */
export async function ask<M extends Method>(page: Page, method: M, input: Input<M>): Promise<Output<M>> {
  const answer = await page.evaluate(callFromPage, { method, input: input });
  if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
  return answer.value as Output<M>;
}

/** Runs in the page. */
async function callFromPage(given: { method: string; input: unknown }): Promise<Answer<unknown>> {
  const desktop = (window as { coopledger?: { call(m: string, i: unknown): Promise<Answer<unknown>> } })
    .coopledger;
  if (desktop) return desktop.call(given.method, given.input);
  const response = await fetch('./call', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(given),
  });
  return (await response.json()) as Answer<unknown>;
}

/** A picture of the screen for a person to look at, when E2E_LOOK names a folder for them. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['E2E_LOOK'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
