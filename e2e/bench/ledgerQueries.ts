import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../program.ts';
import { fillBooks, FIRST_YEAR, YEARS } from './bigBooks.ts';
import { ask, benchOffice } from './demo.ts';
import { type Benchmark, inTurn, median, milliseconds, type Row, spread, times } from './measure.ts';

const VOUCHERS = 250_000;
const ROUNDS = 5;
/** The others take long; their spread is small beside that. */
const ROUNDS_OF_OTHERS = 2;
const FASTER_THAN = { ledger: 10, hledger: 40 } as const;
const TO = `${FIRST_YEAR + YEARS - 1}-12`;

/**
 * Questions to books of a million lines, each a whole process from nothing: `node electron/cli/coop.ts call …` opens the file,
 * answers and ends. Beside it ledger-cli and hledger, where they are installed, answering the same from the same entries, as
 * `coop export --format hledger` writes them. They have no balance sheet of our form, so theirs is a balance of all accounts.
 */
export const ledgerQueries: Benchmark = {
  name: 'ledger-queries',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'coop-bench-'));
    try {
      const file = join(folder, 'million.coop');
      const lines = await millionLines(file, folder);
      const journal = join(folder, 'million.journal');
      const taken = await milliseconds(() => exportTo(journal, file, folder));
      const rows: Row[] = [];
      for (const question of QUESTIONS) rows.push(...(await answers(question, file, journal, folder)));
      return [
        ...rows,
        {
          work: `whole books out as a journal, ${lines.toLocaleString('en')} lines`,
          budget: '',
          measured: `${spread([taken])}`,
          ratio: '',
          within: null,
        },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Question {
  readonly work: string;
  readonly method: string;
  readonly input: object;
  readonly others: readonly string[];
}

const month = { from: TO, to: TO };
const QUESTIONS: readonly Question[] = [
  {
    work: 'trial balance over 1,000,000 lines, cold',
    method: 'ledger.trialBalance',
    input: month,
    others: ['balance', '--flat'],
  },
  {
    work: 'one account’s ledger of three years (101), cold',
    method: 'ledger.account',
    input: { account: '101', from: `${FIRST_YEAR}-01`, to: TO },
    others: ['register', '资产:101'],
  },
  {
    work: '01表 (statements.get), cold',
    method: 'statements.get',
    input: { period: TO },
    others: ['balance', '--flat'],
  },
];

async function millionLines(path: string, home: string): Promise<number> {
  const office = benchOffice(home);
  await ask(office, 'workspace.create', {
    path,
    villageName: '张家坝村',
    cooperativeName: '鑫杰香菇种植专业合作社',
    from: `${FIRST_YEAR}-01`,
  });
  office.close();
  return fillBooks(path, { vouchers: VOUCHERS }).entries;
}

const COOP = join(ROOT, 'electron/cli/coop.ts');

function exportTo(journal: string, file: string, home: string): void {
  const out = openSync(journal, 'w');
  const env = { ...process.env, HOME: home, LC_ALL: 'C.UTF-8' };
  execFileSync(process.execPath, [COOP, 'export', file, '--format', 'hledger'], {
    env,
    stdio: ['ignore', out, 'inherit'],
  });
  closeSync(out);
}

async function answers(question: Question, file: string, journal: string, home: string): Promise<Row[]> {
  const { method, input, others } = question;
  const ours = [process.execPath, COOP, 'call', file, method, JSON.stringify(input)];
  const mine = await inTurn({ ours: () => cold(ours, home) }, { warmUps: 1, rounds: ROUNDS });
  const rows: Row[] = [];
  for (const program of ['ledger', 'hledger'] as const) {
    const budget = `${FASTER_THAN[program]} × ${program}`;
    if (spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined) {
      rows.push(row(question.work, budget, `${spread(mine.ours)}; ${program} is not installed`, '', null));
      continue;
    }
    const theirs: number[] = [];
    for (let n = 0; n < ROUNDS_OF_OTHERS; n++)
      theirs.push(await cold([program, '-f', journal, ...others], home));
    const faster = median(theirs) / median(mine.ours);
    rows.push(
      row(
        question.work,
        budget,
        `${spread(mine.ours)}; ${program} ${spread(theirs)}`,
        times(faster),
        faster >= FASTER_THAN[program],
      ),
    );
  }
  return rows;
}

function row(work: string, budget: string, measured: string, ratio: string, within: boolean | null): Row {
  return { work, budget, measured, ratio, within };
}

/** A whole process, its answer read to the end and thrown away. */
function cold([program = '', ...words]: readonly string[], home: string): Promise<number> {
  const env = { ...process.env, HOME: home, LC_ALL: 'C.UTF-8' };
  return milliseconds(() => {
    const { status, stderr } = spawnSync(program, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    if (status !== 0) throw new Error(`${program} ended with ${String(status)}: ${String(stderr)}`);
  });
}
