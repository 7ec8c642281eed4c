import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from '@playwright/test';
import Database from 'better-sqlite3';
import { buildWhenStale } from '../../electron/build.ts';
import { addressOf, end, startProgram } from '../program.ts';
import { fillBooks, FIRST_YEAR } from './bigBooks.ts';
import { launchChromium } from './chromium.ts';
import { ask, benchOffice, writeDemo } from './demo.ts';
import { type Benchmark, inTurn, median, ms, type Row, spread } from './measure.ts';

const HOUSEHOLDS = 100_000;
const DELIVERIES = 900_000;
const CONTRIBUTIONS = 100_000;
const VOUCHERS = 250_000;
/** As many as the demo village has. */
const FEW_HOUSEHOLDS = 411;
const MOST_MORE_MS = 300;
const ROUNDS = 7;

/**
 * A morning at the desk, in the browser shell: the window goes to the program's address, the last file is opened from the start
 * page, the household register is called up, and its first rows are on the screen. With the demo village; with a million lines
 * of deliveries and shares more; with 100,000 households more, all of which the register shows; and with a million lines of
 * vouchers in otherwise small books. The program runs before the clock starts, afresh each time; the window has nothing cached.
 */
export const startToGrid: Benchmark = {
  name: 'start',
  async run() {
    await buildWhenStale();
    const home = await mkdtemp(join(tmpdir(), 'coop-home-'));
    const documents = join(home, 'Documents');
    await mkdir(documents);
    const file = (name: string): string => join(documents, `${name}.coop`);
    const browser = await launchChromium();
    try {
      await writeDemo(file('small'), home);
      await copyFile(file('small'), file('lines'));
      recordLines(file('lines'));
      await copyFile(file('small'), file('households'));
      settleHouseholds(file('households'), HOUSEHOLDS);
      await newBooks(file('few-vouchers'), home, 7);
      await newBooks(file('vouchers'), home, VOUCHERS);
      const taken = await inTurn(
        {
          small: () => start(browser, home, file('small')),
          lines: () => start(browser, home, file('lines')),
          households: () => start(browser, home, file('households')),
          fewVouchers: () => start(browser, home, file('few-vouchers')),
          vouchers: () => start(browser, home, file('vouchers')),
        },
        { warmUps: 1, rounds: ROUNDS },
      );
      return [
        row('start to household grid, 1,000,000 lines in the file', taken.lines, taken.small),
        row('start to household grid, 100,000 households', taken.households, taken.small),
        row('start to household grid, 1,000,000 lines of vouchers', taken.vouchers, taken.fewVouchers),
      ];
    } finally {
      await browser.close();
      await rm(home, { recursive: true, force: true });
    }
  },
};

function row(work: string, large: readonly number[], small: readonly number[]): Row {
  const more = median(large.map((value, round) => value - (small[round] ?? NaN)));
  return {
    work,
    budget: `≤ ${ms(MOST_MORE_MS)} more than small`,
    measured: `${spread(large)}; small ${spread(small)}`,
    ratio: `${ms(more)} more`,
    within: more <= MOST_MORE_MS,
  };
}

declare global {
  interface Window {
    /** Milliseconds from the window's first moment until the register's first rows are painted. */
    untilRegister?: Promise<number>;
  }
}

async function start(browser: Browser, home: string, file: string): Promise<number> {
  const preferences = join(home, '.coopledger', 'preferences.json');
  await mkdir(dirname(preferences), { recursive: true });
  const recent = [{ path: file, villageName: '张家坝村', lastOpened: '2019-02-28' }];
  await writeFile(preferences, JSON.stringify({ operator: '李会计', recent }));
  const program = startProgram(home);
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  try {
    const entrance = await addressOf(program);
    const page = await context.newPage();
    await page.addInitScript(openLastFileThenRegister);
    await page.goto(entrance);
    return await page.evaluate(() => {
      if (!window.untilRegister) throw new Error('nobody is at the desk');
      return window.untilRegister;
    });
  } finally {
    await context.close();
    await end(program, 'SIGTERM');
  }
}

/** Runs in the window from its first moment: clicks as soon as there is something to click, so that no waiting is counted. */
function openLastFileThenRegister(): void {
  const appears = (selector: string): Promise<HTMLElement> =>
    new Promise((done) => {
      const look = (): void => {
        const found = document.querySelector<HTMLElement>(selector);
        if (!found) return;
        watcher.disconnect();
        done(found);
      };
      const watcher = new MutationObserver(look);
      watcher.observe(document, { childList: true, subtree: true });
      look();
    });
  const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
  async function work(): Promise<number> {
    (await appears('.recent-open')).click();
    await appears('.frame');
    window.location.hash = '#/village';
    await appears('.grid .ag-row[row-index="0"] .ag-cell');
    await frame();
    await frame();
    return performance.now();
  }
  window.untilRegister = work();
}

/** Deliveries and contributions of nine years straight into the file, spread over the members. */
function recordLines(path: string): void {
  const database = new Database(path);
  const members = database.prepare('SELECT id FROM member').pluck().all() as number[];
  const firstId = Number(database.prepare('SELECT MAX(id) FROM share_transaction').pluck().get());
  const delivery = database.prepare(
    `INSERT INTO delivery (entity_id, member_id, date, product, quantity_milli, price_e4, amount_fen, ordinal, operator, recorded_at)
     VALUES (1, ?, ?, '香菇', ?, 80000, ?, ?, '李会计', '2018-12-31T09:00:00')`,
  );
  const contribution = database.prepare(
    `INSERT INTO share_transaction (id, entity_id, seq, member_id, date, kind, form, source, from_relief, amount_fen, document,
       note, receipt_no, operator, recorded_at)
     VALUES (?, 1, ?, ?, ?, 'contribution', 'cash', '自筹', 0, 100, '', '', '', '李会计', '2018-12-31T09:00:00')`,
  );
  database.transaction(() => {
    for (let n = 1; n <= DELIVERIES; n++) {
      delivery.run(members[n % members.length], dayOf(n), n * 1000, 800 * n, n);
    }
    for (let n = 1; n <= CONTRIBUTIONS; n++) {
      contribution.run(firstId + n, firstId + n, members[n % members.length], dayOf(n));
    }
  })();
  database.close();
}

function dayOf(n: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${2010 + (n % 9)}-${two(1 + (n % 12))}-${two(1 + (n % 28))}`;
}

/** Books of three years with vouchers of four lines, and a village to show. */
async function newBooks(path: string, home: string, vouchers: number): Promise<void> {
  const office = benchOffice(home);
  await ask(office, 'workspace.create', {
    path,
    villageName: '张家坝村',
    cooperativeName: '鑫杰香菇种植专业合作社',
    from: `${FIRST_YEAR}-01`,
  });
  office.close();
  fillBooks(path, { vouchers });
  settleHouseholds(path, FEW_HOUSEHOLDS);
}

/** Households with one person each, straight into the file. */
function settleHouseholds(path: string, count: number): void {
  const database = new Database(path);
  // Household and head name each other; checking that for every pair would take minutes.
  database.pragma('foreign_keys = OFF');
  const firstHousehold = Number(database.prepare('SELECT COALESCE(MAX(id), 0) FROM household').pluck().get());
  const firstPerson = Number(database.prepare('SELECT COALESCE(MAX(id), 0) FROM person').pluck().get());
  const household = database.prepare(
    `INSERT INTO household (id, code, group_no, category, head_id, stated_people, phone, note) VALUES (?, ?, ?, '一般', ?, 1, '', '')`,
  );
  const person = database.prepare(
    `INSERT INTO person (id, household_id, name, pinyin_initials, pinyin_full, relation, id_masked, id_tail, phone, card_masked, bank_alias)
     VALUES (?, ?, ?, 'zsf', 'zhangsanfeng', '户主', '610727********1234', '1234', '', '621700********4400', '')`,
  );
  database.transaction(() => {
    for (let n = 1; n <= count; n++) {
      const code = `N${String(n).padStart(6, '0')}`;
      household.run(firstHousehold + n, code, 1 + (n % 8), firstPerson + n);
      person.run(firstPerson + n, firstHousehold + n, `张三丰${n % 1000}`);
    }
  })();
  database.close();
}
