import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { buildWhenStale } from '../../electron/build.ts';
import { addressOf, end, startProgram } from '../program.ts';
import { launchChromium } from './chromium.ts';
import { ask, benchOffice } from './demo.ts';
import { type Benchmark, median, ms, percent, spread } from './measure.ts';

const BUDGET_MS = 50;
const ACCOUNTS = 500;
/** Sub-accounts go under these, 99 at most under each. */
const PARENTS = ['153', '161', '171', '401', '523'];
const NAMES = [
  '香菇棚',
  '木耳棚',
  '冷库',
  '烘干房',
  '菌种场',
  '运输车',
  '水电费',
  '办公费',
  '维修费',
  '包装物',
];
const TYPED = ['glfy', 'xgp', '523', '冷库', 'hgf'];
const ROUNDS = 8;

/**
 * Typing an account into a voucher's line, in the window: from the key going down until the list under the cell is painted, with a
 * chart of 500 accounts.
 */
export const accountLookup: Benchmark = {
  name: 'account-lookup',
  async run() {
    await buildWhenStale();
    const home = await mkdtemp(join(tmpdir(), 'coop-home-'));
    const path = join(home, 'Documents', 'village.coop');
    await mkdir(join(home, 'Documents'));
    await mkdir(join(home, '.coopledger'));
    const recent = [{ path, villageName: '张家坝村', lastOpened: '2019-02-28' }];
    await writeFile(
      join(home, '.coopledger', 'preferences.json'),
      JSON.stringify({ operator: '李会计', recent }),
    );
    await makeChart(path, home);
    const browser = await launchChromium();
    const program = startProgram(home);
    try {
      const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
      await page.goto(await addressOf(program));
      const taken = await typeAccounts(page);
      return [
        {
          work: `account lookup among ${ACCOUNTS} accounts, from key to painted list`,
          budget: ms(BUDGET_MS),
          measured: spread(taken),
          ratio: `${percent(median(taken) / BUDGET_MS)} of budget`,
          within: median(taken) <= BUDGET_MS,
        },
      ];
    } finally {
      await end(program, 'SIGTERM');
      await browser.close();
      await rm(home, { recursive: true, force: true });
    }
  },
};

async function makeChart(path: string, home: string): Promise<void> {
  const office = benchOffice(home);
  await ask(office, 'workspace.create', {
    path,
    villageName: '张家坝村',
    cooperativeName: '香菇合作社',
    from: '2019-01',
  });
  let count = (await ask(office, 'accounts.list', {})).length;
  for (const parentCode of PARENTS) {
    for (let n = 1; n <= 99 && count < ACCOUNTS; n++, count++) {
      await ask(office, 'accounts.add', { parentCode, name: `${NAMES[n % NAMES.length]}${n}` });
    }
  }
  if (count !== ACCOUNTS) throw new Error(`${count} accounts`);
  office.close();
}

declare global {
  interface Window {
    /** Of each key in the cell: milliseconds until what it changed was painted. */
    painted?: number[];
  }
}

async function typeAccounts(page: Page): Promise<number[]> {
  await page.locator('.recent-open').first().click();
  await page.locator('.frame').waitFor();
  await page.evaluate(() => {
    window.location.hash = '#/vouchers';
  });
  await page.getByRole('heading', { level: 1, name: '凭证' }).waitFor();
  await page.keyboard.press('Control+n');
  await page.getByLabel('摘要 1').fill('测试');
  const account = page.getByLabel('科目 1', { exact: true });
  await account.focus();
  await page.evaluate(watchKeys);
  for (let round = 0; round < ROUNDS; round++) {
    for (const text of TYPED) {
      for (const key of text) {
        await (/^[a-z0-9]$/u.test(key) ? page.keyboard.press(key) : page.keyboard.insertText(key));
        await page.waitForTimeout(60);
      }
      await account.fill('');
      await page.waitForTimeout(60);
    }
  }
  const taken = await page.evaluate(() => window.painted ?? []);
  // The first keys warm up; clearing the cell counts like any other change.
  return taken.slice(TYPED.join('').length);
}

/** Runs in the window: the clock starts with the key (or the input method's text) and stops two frames after it was taken. */
function watchKeys(): void {
  const painted: number[] = [];
  window.painted = painted;
  document.addEventListener(
    'input',
    (event) => {
      const from = lastKey > 0 ? lastKey : event.timeStamp;
      lastKey = 0;
      requestAnimationFrame(() => {
        requestAnimationFrame((at) => {
          if (document.querySelector('.cell-list')) painted.push(Math.max(at, performance.now()) - from);
        });
      });
    },
    true,
  );
  let lastKey = 0;
  document.addEventListener('keydown', (event) => (lastKey = event.timeStamp), true);
}
