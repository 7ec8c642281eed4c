import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Input } from '../../shared/contract/index.ts';
import { ask, benchOffice, writeDemo } from './demo.ts';
import { type Benchmark, inTurn, median, medianRatio, percent, type Row } from './measure.ts';

/** The voucher budget of the books to come; share contributions are held to it until then. */
const LEAST_SPEED = 0.8;
const ROUNDS = 9;
const BATCH = 300;
/** A ledger that has grown for decades. */
const LARGE_LEDGER_ROWS = 20_000;

/**
 * Contributions as the counter records them, one call each: one transaction with receipt number, share row and audit row,
 * on the disk (synchronous=FULL) before the answer. Bare: better-sqlite3 making the same three writes, already knowing what to
 * write. Every batch starts on a fresh copy of the same file.
 */
export const contributions: Benchmark = {
  name: 'contributions',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'coop-bench-'));
    try {
      const small = join(folder, 'small.coop');
      const large = join(folder, 'large.coop');
      await writeDemo(small, folder);
      await copyFile(small, large);
      fillLedger(large, LARGE_LEDGER_ROWS);
      return [
        await compare(small, folder, 'durable share contributions a second'),
        await compare(large, folder, '  in a ledger of 20,000 rows'),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function compare(template: string, folder: string, work: string): Promise<Row> {
  let copies = 0;
  const onCopy = async (record: (path: string) => Promise<number>): Promise<number> => {
    const path = join(folder, `copy-${copies++}.coop`);
    await copyFile(template, path);
    const perSecond = await record(path);
    await rm(path);
    return perSecond;
  };
  const taken = await inTurn(
    { ours: () => onCopy((path) => throughOffice(path, folder)), bare: () => onCopy(throughSqlite) },
    { warmUps: 1, rounds: ROUNDS },
  );
  const speed = medianRatio(taken.ours, taken.bare);
  return {
    work,
    budget: `≥ ${percent(LEAST_SPEED)} of bare (vouchers)`,
    measured: `${rate(taken.ours)}; bare ${rate(taken.bare)}`,
    ratio: `${percent(speed)} of bare speed`,
    within: speed >= LEAST_SPEED,
  };
}

const rate = (values: readonly number[]): string =>
  `${median(values).toFixed(0)}/s (${Math.min(...values).toFixed(0)} – ${Math.max(...values).toFixed(0)})`;

const DATE = '2019-02-25';

function contribution(memberId: number): Input<'shares.contribute'> {
  return {
    memberId,
    date: DATE,
    form: 'cash',
    source: '自筹',
    fromRelief: false,
    amountFen: 100_000,
    document: '',
    note: '',
  };
}

async function throughOffice(path: string, home: string): Promise<number> {
  const office = benchOffice(home);
  await ask(office, 'workspace.open', { path });
  const ids = (await ask(office, 'members.list', {})).map((member) => member.id);
  const start = performance.now();
  for (let n = 0; n < BATCH; n++)
    await ask(office, 'shares.contribute', contribution(ids[n % ids.length] ?? 0));
  const perSecond = (BATCH / (performance.now() - start)) * 1000;
  office.close();
  return perSecond;
}

/** What must reach the disk for a contribution, and nothing else: no checks, no reading. */
function throughSqlite(path: string): Promise<number> {
  const database = new Database(path);
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'temp_store = MEMORY',
  ]) {
    database.pragma(pragma);
  }
  const ids = database.prepare('SELECT id FROM member').pluck().all() as number[];
  const last = (table: string, column: string): number =>
    Number(database.prepare(`SELECT COALESCE(MAX(${column}), 0) FROM ${table}`).pluck().get());
  let [shareId, shareSeq, auditSeq] = [
    last('share_transaction', 'id'),
    last('share_transaction', 'seq'),
    last('audit', 'seq'),
  ];
  const count = database.prepare(COUNT_RECEIPT);
  const insertShare = database.prepare(INSERT_SHARE);
  const insertAudit = database.prepare(INSERT_AUDIT);
  const hash = createHash('sha256').update('').digest('hex');
  const now = '2019-03-01T09:00:00';

  const start = performance.now();
  for (let n = 0; n < BATCH; n++) {
    const input = contribution(ids[n % ids.length] ?? 0);
    database.exec('BEGIN IMMEDIATE');
    const value = (count.get() as { value: number }).value;
    const receiptNo = `SJ2019-${String(value).padStart(4, '0')}`;
    insertShare.run(
      ++shareId,
      ++shareSeq,
      input.memberId,
      input.date,
      input.source,
      input.amountFen,
      receiptNo,
      now,
    );
    insertAudit.run(++auditSeq, now, JSON.stringify(input), hash, hash);
    database.exec('COMMIT');
  }
  const perSecond = (BATCH / (performance.now() - start)) * 1000;
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return Promise.resolve(perSecond);
}

const COUNT_RECEIPT = /* sql */ `
  INSERT INTO counter (entity_id, name, value) VALUES (1, 'receipt-2019', 1)
  ON CONFLICT (entity_id, name) DO UPDATE SET value = value + 1 RETURNING value`;

const INSERT_SHARE = /* sql */ `
  INSERT INTO share_transaction (id, entity_id, seq, member_id, date, kind, form, source, from_relief, amount_fen,
    document, note, receipt_no, pair_id, withdrawal_id, run_id, reverses_id, import_id, operator, recorded_at)
  VALUES (?, 1, ?, ?, ?, 'contribution', 'cash', ?, 0, ?, '', '', ?, NULL, NULL, NULL, NULL, NULL, '李会计', ?)`;

const INSERT_AUDIT = /* sql */ `
  INSERT INTO audit (seq, time, operator, method, input, previous_hash, hash) VALUES (?, ?, '李会计', 'shares.contribute', ?, ?, ?)`;

/** Further contributions straight into the file, spread over the members. */
function fillLedger(path: string, rows: number): void {
  const database = new Database(path);
  const first = Number(database.prepare('SELECT MAX(id) FROM share_transaction').pluck().get());
  const members = database.prepare('SELECT id FROM member').pluck().all() as number[];
  const insert = database.prepare(INSERT_SHARE);
  database.transaction(() => {
    for (let n = 1; n <= rows; n++) {
      const date = `2019-01-${String(1 + (n % 28)).padStart(2, '0')}`;
      insert.run(
        first + n,
        first + n,
        members[n % members.length],
        date,
        '自筹',
        100,
        '',
        `${date}T09:00:00`,
      );
    }
  })();
  database.close();
}
