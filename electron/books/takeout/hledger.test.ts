import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/rules/result.ts';
import { buildDemo } from '../../office/demo/build.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { analysisBalances } from '../ledger/analysis.ts';
import { trialBalance } from '../ledger/trialBalance.ts';
import { hledgerJournal } from './journal.ts';
import { journalNames, namesOf, type Place } from './names.ts';
import { anyBooks, type Books, type DrawnLine, writeBooks } from './randomBooks.ts';

/**
 * The oracle: two programs that are not ours read the export and reckon every balance; ours must say the same to the fen.
 * On Debian or Ubuntu as root they are installed when they are missing; elsewhere these tests are skipped, with the reason.
 */
const PROGRAMS = ['hledger', 'ledger'] as const;
const ENV = { ...process.env, LC_ALL: 'C.UTF-8' };

let folder = '';
let absent = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coop-takeout-'));
  absent = missing().length === 0 || install() ? '' : `${missing().join(' and ')} not installed here`;
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const missing = (): string[] =>
  PROGRAMS.filter((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined);

function install(): boolean {
  const may = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!may) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...PROGRAMS]]) {
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=240', ...words], { env, stdio: 'ignore' });
  }
  return missing().length === 0;
}

beforeEach(({ skip }) => skip(absent !== '', absent));

const line = (account: string, of: Partial<DrawnLine> = {}): DrawnLine => ({
  ...{ account, member: 0, item: 0, item2: 0, side: 'debit', fen: 100_000, summary: '一笔' },
  ...of,
});
const voucher = (...lines: DrawnLine[]): Books['vouchers'][number] => ({
  ...{ date: '2018-03-05', state: 'posted', summary: '合计', lines },
});
const EMPTY: Books = {
  subAccounts: [],
  members: ['张守田'],
  items: ['基本存款账户'],
  openings: [],
  vouchers: [],
};

describe('hledger and ledger reckon the export as our books do', () => {
  it.each([
    ['with nothing in them', EMPTY],
    [
      'with two banks whose names differ only in what a journal can’t hold',
      {
        ...EMPTY,
        items: ['a:b', 'a：b', 'a  b'],
        vouchers: [voucher(line('102', { item: 0 }), line('102', { item: 1 }), line('102', { item: 2 }))],
      },
    ],
    [
      'with a counterparty called like a member who consigns',
      {
        ...EMPTY,
        items: ['别人', 'M001 张守田'],
        vouchers: [voucher(line('128', { item: 0 }), line('128', { item: 1 }))],
      },
    ],
    [
      'with red lines on both sides, one to the fen',
      {
        ...EMPTY,
        vouchers: [
          voucher(line('114', { fen: -1 }), line('114', { side: 'credit', fen: -2_000_000 })),
          voucher(line('301', { side: 'credit', fen: 100 })),
        ],
      },
    ],
  ] as const satisfies [string, Books][])('books %s', (_name, books) => compareAll(books));

  it('the demo village', () => {
    const workspace = testWorkspace();
    try {
      must(workspace.run((context) => buildDemo(context)));
      for (const entityId of [1, 2]) {
        compare(workspace, exported(workspace, { entityId }), '2019-03', entityId);
      }
    } finally {
      workspace.close();
    }
  });

  it('any books', { timeout: 300_000 }, () => {
    fc.assert(fc.property(anyBooks, compareAll), { numRuns: 12 });
  });

  it('a range takes over the balances before it', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anyBooks, (books) =>
        withBooks(books, (workspace) => {
          compare(workspace, exported(workspace, { from: '2018-05', to: '2018-12' }), '2018-12');
        }),
      ),
      { numRuns: 4 },
    );
  });
});

it('hledger knows assets from income', () => {
  withBooks(EMPTY, (workspace) => {
    const types = run('hledger', ['-f', '-', 'accounts', '--types', '--declared'], exported(workspace));
    for (const [account, type] of [
      ['资产:101 库存现金', 'A'],
      ['负债:211 应付款', 'L'],
      ['所有者权益:301 股金', 'E'],
      ['成本:401 生产成本', 'A'],
      ['损益:501 经营收入', 'R'],
      ['损益:521 经营支出', 'X'],
    ] as const) {
      expect(types).toMatch(new RegExp(`^${account} +; type: ${type}$`, 'm'));
    }
  });
});

function compareAll(books: Books): void {
  withBooks(books, (workspace) => compare(workspace, exported(workspace), '2019-03'));
}

function withBooks(books: Books, work: (workspace: TestWorkspace) => void): void {
  const workspace = testWorkspace();
  try {
    writeBooks(workspace, books);
    work(workspace);
  } finally {
    workspace.close();
  }
}

function exported(
  workspace: TestWorkspace,
  range: { from?: string; to?: string; entityId?: number } = {},
): string {
  return must(hledgerJournal(workspace.writing(), range)).text;
}

function compare(workspace: TestWorkspace, journal: string, to: string, entityId = 1): void {
  const file = join(folder, 'books.journal');
  writeFileSync(file, journal);
  run('hledger', ['-f', file, 'check', '--strict', 'ordereddates']);
  const accounts = accountBalances(workspace, to, entityId);
  const members = memberBalances(workspace, to, entityId);
  const places = placeBalances(workspace, to, entityId);
  for (const theirs of [hledgerBalances(file), ledgerBalances(file)]) {
    expect(byAccount(theirs)).toEqual(accounts);
    expect(sorted([...theirs].filter(([name]) => members.names.has(name)))).toEqual(members.balances);
    expect(theirs).toEqual(places);
  }
}

/** Balances that are not nil, by the journal's account names. */
type Balances = ReadonlyMap<string, number>;

function hledgerBalances(file: string): Balances {
  return read(
    run('hledger', ['-f', file, 'balance', '--flat', '-O', 'csv', '-N']).split('\n').slice(1),
    (line) => {
      const [, name = '', amount = ''] = /^"(.*)","(.*)"$/.exec(line) ?? [];
      return [name.replaceAll('""', '"'), amount];
    },
  );
}

function ledgerBalances(file: string): Balances {
  const format = '%(account)\\t%(amount)\\n';
  const words = ['--strict', '--pedantic', '-f', file, 'balance', '--flat', '--no-total', '--format', format];
  return read(run('ledger', words).split('\n'), (line) => line.split('\t') as [string, string]);
}

function read(lines: readonly string[], parse: (line: string) => [string, string]): Balances {
  const balances = new Map<string, number>();
  for (const line of lines.filter((one) => one !== '')) {
    const [name, amount] = parse(line);
    const [, minus, whole = '', decimals = ''] = /^CNY (-?)(\d+)\.(\d\d)$/.exec(amount) ?? [];
    if (whole === '') throw new Error(`not an amount: ${line}`);
    const fen = Number(whole + decimals) * (minus ? -1 : 1);
    if (fen !== 0) balances.set(name, fen);
  }
  return sorted(balances);
}

/** First-level to last: what stands under 资产:102 银行存款 belongs to it, whatever analysis follows. */
function byAccount(balances: Balances): Balances {
  const sums = new Map<string, number>();
  for (const [name, fen] of balances) {
    let last = '';
    for (const part of name.split(':').slice(1)) {
      const [code = ''] = /^\d{3,12}(?= )/.exec(part) ?? [];
      if (code === '' || !code.startsWith(last) || (last !== '' && code.length !== last.length + 2)) break;
      last = code;
      sums.set(code, (sums.get(code) ?? 0) + fen);
    }
  }
  return sorted(sums);
}

const FROM = '2018-01';

function accountBalances(workspace: TestWorkspace, to: string, entityId: number): Balances {
  const { rows } = must(trialBalance(workspace.writing(), { from: FROM, to, entityId }));
  return sorted(rows.map((row) => [row.code, row.closingDebitFen - row.closingCreditFen]));
}

/** By 辅助余额表, under the names that the journal gives; and the names of all that members may have. */
function memberBalances(
  workspace: TestWorkspace,
  to: string,
  entityId: number,
): { balances: Balances; names: Set<string> } {
  const context = workspace.writing();
  const names = namesOf(context.db, entityId);
  const nameOf = journalNames(names);
  const byMember = [...names.accounts.values()].filter((one) => one.dims[0] === 'member');
  const nameAt = (code: string, memberId: number | null): string => {
    const account = byMember.find((one) => one.code === code);
    return account ? nameOf({ accountId: account.id, memberId, itemId: null, item2Id: null }) : code;
  };
  const rows = must(analysisBalances(context, { from: FROM, to, dim: 'member', entityId }));
  const ofMembers = rows.filter((row) => byMember.some((one) => one.code === row.code));
  return {
    balances: sorted(ofMembers.map((row) => [nameAt(row.code, row.memberId), row.closingFen])),
    names: new Set(
      byMember.flatMap((one) => [...names.members.keys()].map((memberId) => nameAt(one.code, memberId))),
    ),
  };
}

/** By the entries themselves: every account with every analysis. */
function placeBalances(workspace: TestWorkspace, to: string, entityId: number): Balances {
  const nameOf = journalNames(namesOf(workspace.connection, entityId));
  const rows = workspace.connection.all<Place & { fen: number }>(
    `SELECT account_id AS accountId, member_id AS memberId, item_id AS itemId, item2_id AS item2Id,
       SUM(debit_fen - credit_fen) AS fen
     FROM entry WHERE state > 0 AND period <= ? AND account_id IN (SELECT id FROM account WHERE entity_id = ?)
     GROUP BY account_id, member_id, item_id, item2_id`,
    to,
    entityId,
  );
  const named = rows.map((row): [string, number] => [nameOf(row), row.fen]);
  expect(new Set(named.map(([name]) => name)).size, 'no two places share a name').toBe(rows.length);
  return sorted(named);
}

function sorted(balances: Iterable<readonly [string, number]>): Balances {
  return new Map([...balances].filter(([, fen]) => fen !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function run(program: string, words: readonly string[], input = ''): string {
  return execFileSync(program, words, { encoding: 'utf8', env: ENV, input, maxBuffer: 1e8 });
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
