import { expect, type Locator, type Page } from '@playwright/test';
import { goTo } from './desk.ts';
import { gridOf } from './grid.ts';

type Kind =
  | '户籍花名册'
  | '入股花名册'
  | '交售明细'
  | '记工表'
  | '固定资产清单'
  | '贴息贷款台账'
  | '户产业台账'
  | '互助资金借款台账';

/** Chooses what is imported and the file; ends where the columns are matched. */
export async function chooseSheet(page: Page, kind: Kind, path: string): Promise<void> {
  await goTo(page, '导入');
  const radio = page.getByRole('radio', { name: kind });
  const again = page.getByRole('button', { name: '再导入一份' });
  await expect(radio.or(again)).toBeVisible();
  if (await again.isVisible()) await again.click();
  await radio.check();
  await page.getByLabel('要导入的文件').setInputFiles(path);
  await expect(page.getByRole('button', { name: '试导入', exact: true })).toBeVisible();
}

/** The dry run; gives back its grid. */
export async function tryImport(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: '试导入', exact: true }).click();
  const grid = gridOf(page, '试导入结果');
  await expect(grid).toBeVisible();
  return grid;
}

/** What the dry run counted: 新增 43, 拒绝 4 … */
export async function expectCount(page: Page, outcome: string, count: number): Promise<void> {
  const group = page.getByRole('group', { name: '按结果筛选' });
  await expect(group.getByRole('button', { name: `${outcome} ${count}`, exact: true })).toBeVisible();
}

export async function commitImport(
  page: Page,
  count: number,
  unit: '户' | '行' | '条' | '笔',
): Promise<void> {
  await page.getByRole('button', { name: `提交 ${count} ${unit}` }).click();
  await expect(page.getByRole('heading', { name: `已写入 ${count} ${unit}` })).toBeVisible();
}

/** A whole sheet, all of whose rows are good; ends where the next can be chosen. */
export async function importSheet(page: Page, kind: Kind, path: string, count: number): Promise<void> {
  await chooseSheet(page, kind, path);
  await tryImport(page);
  await commitImport(page, count, kind === '户籍花名册' ? '户' : kind === '互助资金借款台账' ? '笔' : '行');
  await page.getByRole('button', { name: '再导入一份' }).click();
}
