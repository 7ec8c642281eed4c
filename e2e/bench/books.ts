import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import Database from 'better-sqlite3';
import type { Input, Method } from '../../shared/contract/index.ts';
import { ROOT } from '../program.ts';
import { FIRST_YEAR, fillBooks, YEARS } from './bigBooks.ts';
import { ask, benchOffice } from './demo.ts';
import { type Benchmark, inTurn, median, milliseconds, ms, type Row, spread, times } from './measure.ts';

const VOUCHERS = 250_000;
const ROUNDS = 5;
const FASTER_THAN_LEDGER = 10;
const FASTER_THAN_HLEDGER = 40;
const LAST = `${FIRST_YEAR + YEARS - 1}-12`;

/**
 * Books of a million lines: the trial balance as one whole process (`coop call`), against ledger-cli and hledger on the same entries;
 * and what the desk asks of an open file.
 */
export const books: Benchmark = {
  name: 'books',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'coop-bench-'));
    const path = join(folder, 'big.coop');
    try {
      const office = benchOffice(folder, `${FIRST_YEAR + YEARS}-03-01`);
      await ask(office, 'workspace.create', {
        path,
        villageName: '张家坝村',
        cooperativeName: '合作社',
        from: `${FIRST_YEAR}-01`,
      });
      await ask(office, 'workspace.close', {});
      fillBooks(path, { vouchers: VOUCHERS });
      const journal = join(folder, 'big.journal');
      await writeJournal(path, journal);
      return [...(await wholeProcess(path, journal, folder)), ...(await atTheDesk(path, folder))];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const TRIAL_BALANCE = { from: LAST, to: LAST };

async function wholeProcess(path: string, journal: string, home: string): Promise<Row[]> {
  const work = 'trial balance over 1,000,000 lines, whole process';
  const { ours } = await inTurn(
    { ours: () => milliseconds(() => trialBalance(path, home)) },
    { warmUps: 1, rounds: ROUNDS },
  );
  const rivals = [
    { name: 'ledger', budget: FASTER_THAN_LEDGER, rounds: 3, words: ['-f', journal, 'balance', '--flat'] },
    { name: 'hledger', budget: FASTER_THAN_HLEDGER, rounds: 1, words: ['-f', journal, 'balance', '--flat'] },
  ];
  const rows = [];
  for (const { name, budget, rounds, words } of rivals) {
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) theirs.push(await milliseconds(() => run(name, words)));
    const ratio = median(theirs) / median(ours);
    const isThere = spawnSync(name, ['--version']).status === 0;
    rows.push({
      work,
      budget: `${budget} × faster than ${name}`,
      measured: isThere
        ? `${spread(ours)}; ${name} ${spread(theirs)}`
        : `${spread(ours)}; ${name} is not installed`,
      ratio: isThere ? `${times(ratio)} as fast` : '',
      within: isThere ? ratio >= budget : null,
    });
  }
  return rows;
}

/** As `npm run coop` starts it, without npm. */
function trialBalance(path: string, home: string): void {
  const answer = run(
    process.execPath,
    [
      ...['--import', join(ROOT, 'electron/cli/compileCache.ts'), join(ROOT, 'electron/cli/coop.ts')],
      ...['call', path, 'ledger.trialBalance', JSON.stringify(TRIAL_BALANCE)],
    ],
    home,
  );
  const { totals } = JSON.parse(answer) as { totals: { closingDebitFen: number; closingCreditFen: number } };
  if (totals.closingDebitFen === 0 || totals.closingDebitFen !== totals.closingCreditFen) {
    throw new Error('the trial balance does not balance');
  }
}

function run(program: string, words: readonly string[], home?: string): string {
  const { stdout } = spawnSync(program, words, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...(home === undefined ? {} : { COOPLEDGER_HOME: home }) },
  });
  return stdout ?? '';
}

async function atTheDesk(path: string, home: string): Promise<Row[]> {
  const office = benchOffice(home, `${FIRST_YEAR + YEARS}-03-01`);
  await ask(office, 'workspace.open', { path });
  const year = { from: `${FIRST_YEAR + YEARS - 1}-01`, to: LAST };
  const rows = [
    await asked('  科目余额表, file open', 'ledger.trialBalance', TRIAL_BALANCE),
    await asked('  会农社01/02/03表, two years', 'statements.get', { period: LAST }),
    await asked('  日记账 of cash, one month', 'ledger.account', {
      ...TRIAL_BALANCE,
      account: '101',
      daily: true,
    }),
    await asked('  明细账 of one member, three years', 'ledger.account', {
      ...{ from: `${FIRST_YEAR}-01`, to: LAST },
      ...{ account: '114', memberId: 7 },
    }),
    await asked('  总账, one year', 'ledger.general', year),
    await asked('  辅助余额表 of members', 'ledger.analysis', { ...year, dim: 'member' }),
  ];
  office.close();
  return rows;

  async function asked<M extends Method>(work: string, method: M, input: Input<M>): Promise<Row> {
    const { taken } = await inTurn(
      { taken: () => milliseconds(() => ask(office, method, input)) },
      { warmUps: 1, rounds: ROUNDS },
    );
    return { work, budget: '', measured: spread(taken), ratio: ms(median(taken)), within: null };
  }
}

/** The same entries as ledger-cli and hledger read them, accounts by code. */
async function writeJournal(path: string, journal: string): Promise<void> {
  const database = new Database(path, { readonly: true });
  const out = createWriteStream(journal);
  const lines = database.prepare(
    `SELECT v.id, v.date, e.summary, a.code, e.debit_fen - e.credit_fen AS fen
     FROM voucher v CROSS JOIN entry e ON e.voucher_id = v.id JOIN account a ON a.id = e.account_id ORDER BY v.id, e.no`,
  );
  let voucher = 0;
  let part: string[] = [];
  for (const row of lines.iterate()) {
    const { id, date, summary, code, fen } = row as {
      id: number;
      date: string;
      summary: string;
      code: string;
      fen: number;
    };
    if (id !== voucher) part.push(`\n${date} * ${summary}\n`);
    voucher = id;
    part.push(`    A${code}  ${(fen / 100).toFixed(2)}\n`);
    if (part.length > 50_000) {
      out.write(part.join(''));
      part = [];
    }
  }
  out.end(part.join(''));
  await finished(out);
  database.close();
}
