import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './desk.ts';
import { writeDeliveries, writeRegister, writeRoster } from './fixtures/workbooks.ts';
import { ROOT } from './program.ts';

/** The door without a window, typed as a person types it: `npm run -s coop -- …` from a folder of their own. */

test.describe.configure({ mode: 'serial' });
test.skip(({ shell }) => shell === 'electron', '没有窗口,只跑一遍');

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coop 命令行-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  status: number | null;
  out: string;
  err: string;
}

function coop(...words: string[]): Said {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['--prefix', ROOT, 'run', '-s', 'coop', '--', ...words],
    {
      cwd: folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      // npm sets INIT_CWD anew: the folder the person stands in.
      env: { ...process.env, COOPLEDGER_HOME: join(folder, 'home'), npm_config_local_prefix: undefined },
    },
  );
  return { status, out: stdout, err: stderr };
}

function json<T>(said: Said): T {
  expect(said.err).toBe('');
  expect(said.status).toBe(0);
  return JSON.parse(said.out) as T;
}

interface Summary {
  total: number;
  created: number;
  changed: number;
  same: number;
  people?: number;
  refused: { sheet: string; row: number; column: string | null; reason: string }[];
  warnings: unknown[];
}

interface Dividend {
  runId: number | null;
  totals: Record<string, string>;
  members: Record<string, string>[];
}

const INPUTS = ['--year', '2018', '--surplus', '186437.29', '--opening', '-23150.60', '--reserve', '10'];
const ARTICLE_44 = ['--patronage', '60', '--grant', '600000', '--donation', '80000'];
const MEETING = {
  date: '2019-02-16',
  resolution: '2019年第3号',
  present: 43,
  votesFor: 41,
  votesTotal: 47,
  postingDate: '2019-02-20',
};

test('a new file is made where the person stands, and never over another', () => {
  expect(coop('new', '村.coop')).toMatchObject({ status: 0, err: '' });
  expect(existsSync(join(folder, '村.coop'))).toBe(true);
  const before = readFileSync(join(folder, '村.coop'));
  for (const command of ['new', 'demo']) {
    const again = coop(command, '村.coop');
    expect(again.status).toBe(1);
    expect(again.out).toBe('');
    expect(again.err).toContain('已经存在');
  }
  expect(readFileSync(join(folder, '村.coop')).equals(before)).toBe(true);
});

test('register, messy roster and deliveries come in; the second time changes nothing', async () => {
  const books = join(folder, '表');
  mkdirSync(books);
  const register = await writeRegister(books);
  const roster = await writeRoster(books, { variant: 'with-bad-rows' });
  const deliveries = await writeDeliveries(books);
  const bring = (kind: string, path: string, ...more: string[]) =>
    json<Summary>(coop('import', '村.coop', '--kind', kind, path, '--json', ...more));

  const dry = bring('households', register.path, '--dry-run');
  expect(dry).toMatchObject({ total: 411, created: 411, people: 1384 });
  expect(bring('households', register.path)).toEqual(dry);
  expect(bring('households', register.path)).toMatchObject({ total: 411, created: 0, changed: 0, same: 411 });

  const first = bring('shares', roster.path);
  expect(first).toMatchObject({ total: 47, created: 43, changed: 0, same: 0 });
  expect(first.refused.map(({ sheet, row, column }) => ({ sheet, row, column }))).toEqual(
    roster.refused.map(({ row, column }) => ({ sheet: roster.sheet, row, column })),
  );
  for (const { reason } of first.refused) expect(reason).toMatch(/[\u4e00-\u9fff]/);
  const mended = await writeRoster(books, { variant: 'clean-mess' });
  expect(bring('shares', mended.path)).toMatchObject({ total: 47, created: 4, same: 43, refused: [] });
  expect(bring('shares', mended.path)).toMatchObject({ total: 47, created: 0, same: 47 });

  const sold = bring('deliveries', deliveries.path);
  expect(sold.created).toBe(sold.total);
  expect(bring('deliveries', deliveries.path)).toMatchObject({ created: 0, same: sold.total });
});

test('a file whose total is wrong is refused whole, on stderr', async () => {
  const wrong = await writeRoster(folder, { variant: 'wrong-total' });
  const said = coop('import', '村.coop', '--kind', 'shares', wrong.path, '--json');
  expect(said.status).toBe(1);
  expect(said.out).toBe('');
  expect(said.err).toContain('合计');
});

test('a dividend is tried, in yuan, with a value that begins with a minus', () => {
  const tried = json<Dividend>(coop('dividend', '村.coop', ...INPUTS, ...ARTICLE_44, '--json'));
  expect(tried.runId).toBeNull();
  expect(tried.totals).toEqual({
    reserve: '16328.67',
    distributable: '146958.02',
    patronagePool: '88174.82',
    surplusPool: '58783.20',
    remainder: '0.00',
  });
  expect(tried.members).toHaveLength(47);
  expect(tried.members[0]).toEqual({
    memberNo: 'M001',
    name: '张守田',
    capital: '20000.00',
    patronage: '21582.30',
    patronageReturn: '2731.32',
    surplusShare: '1266.34',
    total: '3997.66',
    withheld: '0.00',
    net: '3997.66',
  });
  expect(json<unknown[]>(coop('call', '村.coop', 'dividends.list', '{}'))).toEqual([]);
});

test('by shares alone, with a resolution, a rate a share and its remainder', () => {
  const words = [...INPUTS, '--share-only', '--resolution', '2019年第3号', '--json'];
  const byRate = json<Dividend>(coop('dividend', '村.coop', ...words));
  expect(byRate.totals).toMatchObject({ patronagePool: '0.00', surplusPool: '146958.02', remainder: '6.42' });
  expect(byRate.members[2]).toMatchObject({ memberNo: 'M003', total: '2395.95' });
  const byRemainder = json<Dividend>(coop('dividend', '村.coop', ...words, '--method', 'A'));
  expect(byRemainder.totals).toMatchObject({ remainder: '0.00' });
  expect(byRemainder.members[2]).toMatchObject({ total: '2396.06' });
});

test('an approval locks the run; it prints and is followed by no second', () => {
  const words = ['dividend', '村.coop', ...INPUTS, ...ARTICLE_44, '--json', '--approve'];
  const short = coop(...words, JSON.stringify({ ...MEETING, votesFor: 23 }));
  expect(short).toMatchObject({ status: 1, out: '' });
  expect(short.err).toContain('一半');
  expect(json<unknown[]>(coop('call', '村.coop', 'dividends.list', '{}'))).toEqual([]);

  const { runId } = json<Dividend>(coop(...words, JSON.stringify(MEETING)));
  expect(runId).not.toBeNull();
  const second = coop(...words, JSON.stringify(MEETING));
  expect(second.status).toBe(1);
  expect(second.err).toContain('已经批准');

  for (const document of ['statements', 'roster', 'notice']) {
    const out = `${document}.pdf`;
    const said = coop('print', '村.coop', '--run', String(runId), '--document', document, '--out', out);
    expect(said).toMatchObject({ status: 0, err: '' });
    expect(readFileSync(join(folder, out)).subarray(0, 5).toString()).toBe('%PDF-');
  }
  const nowhere = coop('print', '村.coop', '--run', '99', '--document', 'roster', '--out', 'x.pdf');
  expect(nowhere.status).toBe(1);
  expect(existsSync(join(folder, 'x.pdf'))).toBe(false);
});

test('the demo has one cooperative and one approved run, and every equation holds', () => {
  expect(coop('demo', '示范.coop')).toMatchObject({ status: 0, err: '' });
  const [cooperative] = json<{ id: number; kind: string }[]>(
    coop('call', '示范.coop', 'entities.list', '{}'),
  );
  expect(cooperative).toMatchObject({ kind: 'cooperative' });
  const runs = json<{ id: number; state: string }[]>(coop('call', '示范.coop', 'dividends.list', '{}'));
  expect(runs).toMatchObject([{ state: 'approved' }]);
  const checked = coop('check', '示范.coop');
  expect(checked.status).toBe(0);
  for (const line of checked.out.trim().split('\n')) expect(line).toMatch(/^✓ .+:.+ \| .+$/);
});

test('what is wrong is said on stderr with status 1, wrong use with 2', () => {
  writeFileSync(join(folder, '记事.coop'), '不是台账');
  const one = (...words: string[]): Said => coop(...words);
  for (const [said, text] of [
    [one('check', '没有.coop'), '找不到文件'],
    [one('check', '记事.coop'), '不是合作社台账'],
    [one('call', '村.coop', 'no.such', '{}'), '没有这个功能'],
    [one('call', '村.coop', 'members.get', '{"id":"x"}'), '不对'],
    [one('import', '村.coop', '--kind', 'shares', '没有.xlsx'), '读不了文件'],
    [one('dividend', '村.coop', '--year', '2018', '--surplus', '1000', '--patronage', '59'), '60'],
  ] as const) {
    expect(said).toMatchObject({ status: 1, out: '' });
    expect(said.err).toContain(text);
  }
  for (const said of [
    one(),
    one('no-such-command'),
    one('check'),
    one('call', '村.coop', 'members.list', '{'),
    one('import', '村.coop', '--kind', 'cows', 'a.xlsx'),
    one('dividend', '村.coop', '--year', '2018', '--surplus', '一千'),
    one('print', '村.coop', '--run', '1', '--document', 'poster', '--out', 'x.pdf'),
    one('check', '村.coop', '--nonsense'),
  ]) {
    expect(said).toMatchObject({ status: 2, out: '' });
    expect(said.err).toContain('用法');
  }
});
