import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input, Method } from '../../shared/contract/index.ts';
import { FIRST_YEAR, fillBooks, YEARS } from './bigBooks.ts';
import { ask, benchOffice } from './demo.ts';
import { type Benchmark, inTurn, median, milliseconds, ms, type Row, spread } from './measure.ts';

const VOUCHERS = 250_000;
const ROUNDS = 5;
const LAST = `${FIRST_YEAR + YEARS - 1}-12`;

/** What the desk asks of an open file whose books hold a million lines. Whole processes are measured in ledgerQueries.ts. */
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
      return await atTheDesk(path, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const TRIAL_BALANCE = { from: LAST, to: LAST };

async function atTheDesk(path: string, home: string): Promise<Row[]> {
  const office = benchOffice(home, `${FIRST_YEAR + YEARS}-03-01`);
  await ask(office, 'workspace.open', { path });
  const year = { from: `${FIRST_YEAR + YEARS - 1}-01`, to: LAST };
  const rows = [
    await asked('科目余额表 over 1,000,000 lines, file open', 'ledger.trialBalance', TRIAL_BALANCE),
    await asked('会农社01/02/03表, two years', 'statements.get', { period: LAST }),
    await asked('日记账 of cash, one month', 'ledger.account', {
      ...TRIAL_BALANCE,
      account: '101',
      daily: true,
    }),
    await asked('明细账 of one member, three years', 'ledger.account', {
      ...{ from: `${FIRST_YEAR}-01`, to: LAST },
      ...{ account: '114', memberId: 7 },
    }),
    await asked('总账, one year', 'ledger.general', year),
    await asked('辅助余额表 of members', 'ledger.analysis', { ...year, dim: 'member' }),
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
