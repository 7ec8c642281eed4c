import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { ask, expectSaid, goTo, look, openDemo } from './pages/desk.ts';
import { cellOf, gridOf, rowOf } from './pages/grid.ts';
import { imeOf, keysInComposition } from './pages/ime.ts';

/** Pinyin as an input method sends it: a composition first, the words when the person picks them. */

test('the jump box waits for the word', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  const ime = await imeOf(page);
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: '跳转' });
  await expect(box).toBeFocused();
  const before = page.url();
  await ime.compose('z', 'zs', 'zst');
  // Somebody is found by the letters already: without a guard, Enter would go there.
  const found = page.getByRole('listbox', { name: '匹配的结果' }).getByRole('option', { selected: true });
  await expect(found).toContainText('张守田');
  for (const key of ['Enter', 'Tab', 'ArrowDown', 'Escape'] as const) {
    await ime.press(key);
    await expect(box, key).toBeFocused();
    await expect(box, key).toHaveValue('zst');
    await expect(found, key).toContainText('M001 张守田');
  }
  expect(page.url()).toBe(before);
  expect(await keysInComposition(page)).toEqual(
    expect.arrayContaining(['Enter', 'Tab', 'ArrowDown', 'Escape']),
  );

  await ime.pick('张守田');
  await expect(box).toHaveValue('张守田');
  await expect(found).toContainText('张守田');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: '张守田 M001' })).toBeVisible();
});

test('a cell keeps the first pinyin letter, and commits only what was picked', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '户籍');
  const grid = gridOf(page, '户籍');
  const row = rowOf(grid, 'H001');
  await cellOf(row, 'code').click();
  await walkTo(page, 'note');
  const editor = grid.getByRole('textbox', { name: '备注' });
  await expect(editor).toBeFocused();

  // The cell was reached by arrows: the very first letter is already a composition.
  const ime = await imeOf(page);
  await ime.compose('x', 'xi', 'xiang', 'xianggu');
  await expect(editor).toHaveValue('xianggu');
  await look(page, 'ime-01-composing');
  for (const key of ['Enter', 'Escape', 'Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft'] as const) {
    await ime.press(key);
    await expect(editor, key).toBeFocused();
    await expect(editor, key).toHaveValue('xianggu');
  }
  expect(await noteOf(page, 'H001')).toBe('');
  expect(await keysInComposition(page)).toEqual(expect.arrayContaining(['Enter', 'Escape', 'Tab']));

  await ime.pick('香菇');
  await expect(editor).toHaveValue('香菇');
  await ime.compose('d', 'dahu');
  await expect(editor).toHaveValue('香菇dahu');
  await ime.pick('大户');
  await expect(editor).toHaveValue('香菇大户');
  expect(await noteOf(page, 'H001')).toBe('');

  await page.keyboard.press('Enter');
  await expectSaid(page, '已保存 H001');
  await expect(cellOf(row, 'note')).toHaveText('香菇大户');
  expect(await noteOf(page, 'H001')).toBe('香菇大户');
  // Enter went on to the same column of the next row, ready for its first letter.
  await expect(rowOf(grid, 'H002').getByRole('textbox', { name: '备注' })).toBeFocused();
  await ime.compose('w');
  await ime.pick('外出务工');
  await page.keyboard.press('Enter');
  await expect.poll(() => noteOf(page, 'H002')).toBe('外出务工');
  await look(page, 'ime-02-committed');
});

test('a composition given up leaves the cell as it was', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '户籍');
  const grid = gridOf(page, '户籍');
  await cellOf(rowOf(grid, 'H001'), 'code').click();
  await walkTo(page, 'note');
  const editor = grid.getByRole('textbox', { name: '备注' });
  const ime = await imeOf(page);
  await ime.compose('l', 'li');
  await ime.press('Escape');
  // The input method clears its letters itself; the Escape after that is the cell's.
  await ime.compose('');
  await expect(editor).toHaveValue('');
  await page.keyboard.type('abc');
  await page.keyboard.press('Escape');
  await expect(editor).toHaveValue('');
  await expect(editor).toBeFocused();
  await page.keyboard.press('ArrowDown');
  expect(await noteOf(page, 'H001')).toBe('');
});

test('a dialog neither moves on nor closes under a composition', async ({ desk }) => {
  const { page } = desk;
  await openDemo(page);
  await goTo(page, '社员与股金');
  await page.keyboard.press('Control+n');
  const dialog = page.getByRole('dialog', { name: '新增入股' });
  const member = dialog.getByLabel('社员');
  await expect(member).toBeFocused();
  const ime = await imeOf(page);
  await ime.compose('l', 'li');
  await ime.press('Enter');
  await ime.press('Escape');
  await expect(member).toBeFocused();
  await ime.pick('李秀英');
  await expect(dialog.getByRole('option', { selected: true })).toContainText('M002 李秀英');
  await page.keyboard.press('Enter');
  await expect(member).toHaveValue('M002 李秀英');

  const note = dialog.getByLabel('备注');
  await note.focus();
  await ime.compose('b', 'buji');
  await ime.press('Enter');
  await ime.press('Escape');
  await expect(note).toBeFocused();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await ime.pick('补记');
  await expect(note).toHaveValue('补记');
});

/** By arrow keys along the row until the keyboard is in that column. */
async function walkTo(page: Page, field: string): Promise<void> {
  const there = page.locator(`[col-id="${field}"]:focus, [col-id="${field}"]:focus-within`);
  for (let steps = 0; steps < 20 && (await there.count()) === 0; steps++) {
    await page.keyboard.press('ArrowRight');
  }
  await expect(there).toHaveCount(1);
}

async function noteOf(page: Page, code: string): Promise<string> {
  const found = await ask(page, 'households.list', { search: code });
  const household = found.find((one) => one.code === code);
  if (!household) throw new Error(`no household ${code}`);
  return household.note;
}
