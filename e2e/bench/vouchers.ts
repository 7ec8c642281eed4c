import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Office } from '../../electron/office/office.ts';
import type { Input } from '../../shared/contract/index.ts';
import { fillBooks, FIRST_YEAR, YEARS } from './bigBooks.ts';
import { ask, benchOffice } from './demo.ts';
import { type Benchmark, inTurn, median, medianRatio, percent, type Row } from './measure.ts';

const LEAST_SPEED = 0.8;
const ROUNDS = 7;
const BATCH = 300;
const LARGE_VOUCHERS = 25_000;
/** A day in the month after the last of the large books. */
const DATE = `${FIRST_YEAR + YEARS}-01-15`;

/**
 * Vouchers as they are typed, one call each: a sale from stock, and a payment to two members from the bank and the cash box, in
 * turn, four lines each, on the disk (synchronous=FULL) before the answer. Bare: better-sqlite3 making the same inserts into the
 * same schema, triggers and all, the audit row too, already knowing what to write. Every batch starts on a fresh copy of the file.
 */
export const vouchers: Benchmark = {
  name: 'vouchers',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'coop-bench-'));
    try {
      const small = join(folder, 'small.coop');
      const large = join(folder, 'large.coop');
      await newBooks(small, folder, 7);
      await newBooks(large, folder, LARGE_VOUCHERS);
      return [
        await compare(small, folder, 'durable 4-line vouchers a second'),
        await compare(large, folder, '  in books of 100,000 lines'),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function newBooks(path: string, home: string, count: number): Promise<void> {
  const office = benchOffice(home);
  await ask(office, 'workspace.create', {
    path,
    villageName: '张家坝村',
    cooperativeName: '鑫杰香菇种植专业合作社',
    from: `${FIRST_YEAR}-01`,
  });
  office.close();
  fillBooks(path, { vouchers: count });
}

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
    {
      ours: () => onCopy((path) => throughOffice(path, folder)),
      bare: () => onCopy((path) => throughSqlite(path, folder)),
    },
    { warmUps: 1, rounds: ROUNDS },
  );
  const speed = medianRatio(taken.ours, taken.bare);
  return {
    work,
    budget: `≥ ${percent(LEAST_SPEED)} of bare`,
    measured: `${rate(taken.ours)}; bare ${rate(taken.bare)}`,
    ratio: `${percent(speed)} of bare speed`,
    within: speed >= LEAST_SPEED,
  };
}

const rate = (values: readonly number[]): string =>
  `${median(values).toFixed(0)}/s (${Math.min(...values).toFixed(0)} – ${Math.max(...values).toFixed(0)})`;

type Voucher = Input<'vouchers.save'>;

async function throughOffice(path: string, home: string): Promise<number> {
  const office = officeOn(home);
  await ask(office, 'workspace.open', { path });
  const batch = await vouchersFor(office);
  const start = performance.now();
  for (const voucher of batch) await ask(office, 'vouchers.save', voucher);
  const perSecond = (BATCH / (performance.now() - start)) * 1000;
  office.close();
  return perSecond;
}

const officeOn = (home: string): Office => benchOffice(home, `${FIRST_YEAR + YEARS}-02-01`);

async function vouchersFor(office: Office): Promise<Voucher[]> {
  const items = await ask(office, 'items.list', {});
  const members = await ask(office, 'members.list', {});
  const item = (dim: string): number => items.find((one) => one.dim === dim)?.id ?? NaN;
  const [bank, business, product] = [item('bank'), item('businessItem'), item('product')];
  const member = (n: number): number => members[n % members.length]?.id ?? NaN;
  const debit = (account: string, fen: number) => ({ summary: '', account, debitFen: fen, creditFen: 0 });
  const credit = (account: string, fen: number) => ({ summary: '', account, debitFen: 0, creditFen: fen });
  return Array.from({ length: BATCH }, (_, n) => {
    const [a, b] = [10_000 + n * 7, 6_000 + n];
    const lines =
      n % 2 === 0
        ? [
            { ...debit('102', a), itemId: bank, summary: '销售香菇' },
            { ...credit('501', a), itemId: business },
            { ...debit('521', b), itemId: business },
            { ...credit('121', b), itemId: product, quantity: '12.5' },
          ]
        : [
            { ...debit('114', a), memberId: member(n), summary: '付成员货款' },
            { ...debit('114', b), memberId: member(n + 1) },
            { ...credit('102', a), itemId: bank },
            credit('101', b),
          ];
    return { date: DATE, attachments: 1, lines };
  });
}

/** What must reach the disk for a voucher, and nothing else: no checks, no reading. */
async function throughSqlite(path: string, home: string): Promise<number> {
  const office = officeOn(home);
  await ask(office, 'workspace.open', { path });
  const batch = await vouchersFor(office);
  office.close();
  const database = new Database(path);
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'trusted_schema = OFF',
    'temp_store = MEMORY',
  ]) {
    database.pragma(pragma);
  }
  const codes = database.prepare('SELECT code, id FROM account WHERE entity_id = 1').all() as {
    code: string;
    id: number;
  }[];
  const accounts = new Map(codes.map((row) => [row.code, row.id]));
  const last = (table: string, column: string): number =>
    Number(database.prepare(`SELECT COALESCE(MAX(${column}), 0) FROM ${table}`).pluck().get());
  let [voucherId, auditSeq, number] = [last('voucher', 'id'), last('audit', 'seq'), 0];
  const insertVoucher = database.prepare(INSERT_VOUCHER);
  const insertEntry = database.prepare(INSERT_ENTRY);
  const insertAudit = database.prepare(INSERT_AUDIT);
  const hash = createHash('sha256').update('').digest('hex');
  const now = `${DATE}T09:00:00`;
  const period = DATE.slice(0, 7);

  const start = performance.now();
  for (const voucher of batch) {
    database.exec('BEGIN IMMEDIATE');
    insertVoucher.run(++voucherId, period, DATE, ++number, now);
    const { summary } = voucher.lines[0]!;
    voucher.lines.forEach((line, index) =>
      insertEntry.run(
        voucherId,
        index + 1,
        accounts.get(line.account),
        summary,
        line.debitFen,
        line.creditFen,
        line.memberId ?? null,
        line.itemId ?? null,
        line.quantity ? 12_500 : null,
        period,
      ),
    );
    insertAudit.run(++auditSeq, now, JSON.stringify(voucher), hash, hash);
    database.exec('COMMIT');
  }
  const perSecond = (BATCH / (performance.now() - start)) * 1000;
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return perSecond;
}

const INSERT_VOUCHER = /* sql */ `
  INSERT INTO voucher (id, entity_id, period, date, word, number, kind, state, attachments, note, source, source_id, reverses_id,
    reverses_wholly, prepared_by, prepared_at)
  VALUES (?, 1, ?, ?, '记', ?, 'entry', 'draft', 1, '', NULL, NULL, NULL, 0, '李会计', ?)`;

const INSERT_ENTRY = /* sql */ `
  INSERT INTO entry (voucher_id, no, account_id, summary, debit_fen, credit_fen, member_id, item_id, item2_id, quantity_milli, period, state)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, 1)`;

const INSERT_AUDIT = /* sql */ `
  INSERT INTO audit (seq, time, operator, method, input, previous_hash, hash) VALUES (?, ?, '李会计', 'vouchers.save', ?, ?, ?)`;
