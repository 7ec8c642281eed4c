import { refuse, ok, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { seal } from '../../workspace/sealed.ts';
import type { Transfer } from './file.ts';

/**
 * Where a subject keeps the bank files it has made (代发) and what the bank answered: two tables of the same shape, by what they are paid
 * from and by who is paid.
 */
export interface TransferBook {
  readonly batch: string;
  readonly line: string;
  /** Column of the batch: run_id, sheet_id. */
  readonly owner: string;
  /** Column of the line: member_id, worker_id. */
  readonly who: string;
  /** How sentences call who is paid, and what they are paid from. */
  readonly whoName: string;
  readonly ownerName: string;
}

export interface BatchLine {
  readonly batchId: number;
  readonly seq: number;
  readonly whoId: number;
  readonly digest: string;
  readonly accountName: string;
  readonly amountFen: number;
  readonly result: 'pending' | 'paid' | 'failed';
}

interface NewBatch {
  readonly ownerId: number;
  readonly template: string;
  readonly fileName: string;
  readonly date: string;
}

interface Desk {
  readonly db: WritableDb;
  readonly operator: string;
  readonly now: string;
}

/** A file that was made: its rows wait for the bank's return. */
export function keepBatch(
  desk: Desk,
  book: TransferBook,
  batch: NewBatch,
  entries: readonly { readonly whoId: number; readonly transfer: Transfer }[],
): number {
  const id = insertBatch(desk, book, batch);
  entries.forEach(({ whoId, transfer }, index) =>
    insertLine(desk.db, book, {
      batchId: id,
      seq: index + 1,
      whoId,
      account: transfer.account,
      accountName: transfer.accountName,
      amountFen: transfer.amountFen,
      result: 'pending',
      reason: '',
    }),
  );
  return id;
}

export function insertBatch({ db, operator, now }: Desk, book: TransferBook, batch: NewBatch): number {
  return db.run(
    `INSERT INTO ${book.batch} (${book.owner}, template, file_name, date, operator, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
    ...[batch.ownerId, batch.template, batch.fileName, batch.date, operator, now],
  ).lastId;
}

interface NewLine extends Omit<BatchLine, 'digest'> {
  readonly account: string;
  readonly reason: string;
}

/** Gives the digest that the account is known by. */
export function insertLine(db: WritableDb, book: TransferBook, line: NewLine): string {
  const { sealed, digest } = seal(db, line.account);
  db.run(
    `INSERT INTO ${book.line} (batch_id, seq, ${book.who}, account_sealed, account_digest, account_name, amount_fen, result, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[line.batchId, line.seq, line.whoId, sealed, digest],
    ...[line.accountName, line.amountFen, line.result, line.reason],
  );
  return digest;
}

/** The rows of all files, the latest file first. */
export function linesOf(db: ReadableDb, book: TransferBook, ownerId: number): BatchLine[] {
  return db.all<BatchLine>(
    `SELECT line.batch_id AS batchId, line.seq, line.${book.who} AS whoId, line.account_digest AS digest,
       line.account_name AS accountName, line.amount_fen AS amountFen, line.result
     FROM ${book.line} line JOIN ${book.batch} batch ON batch.id = line.batch_id
     WHERE batch.${book.owner} = ? ORDER BY line.batch_id DESC, line.seq`,
    ownerId,
  );
}

export function setResult(
  db: WritableDb,
  book: TransferBook,
  line: Pick<BatchLine, 'batchId' | 'seq'>,
  answer: { readonly paid: boolean; readonly reason: string },
): void {
  db.run(
    `UPDATE ${book.line} SET result = ?, reason = ? WHERE batch_id = ? AND seq = ?`,
    answer.paid ? 'paid' : 'failed',
    answer.reason,
    line.batchId,
    line.seq,
  );
}

interface KeptBatch {
  id: number;
  createdAt: string;
  template: string;
  fileName: string;
  count: number;
  amountFen: number;
  paid: number;
  failed: number;
  pending: number;
}

/** The files made, with what the bank answered. */
export function keptBatches(db: ReadableDb, book: TransferBook, ownerId: number): KeptBatch[] {
  return db.all<KeptBatch>(
    `SELECT batch.id, batch.created_at AS createdAt, batch.template, batch.file_name AS fileName,
       COUNT(*) AS count, SUM(line.amount_fen) AS amountFen,
       SUM(line.result = 'paid') AS paid, SUM(line.result = 'failed') AS failed, SUM(line.result = 'pending') AS pending
     FROM ${book.batch} batch JOIN ${book.line} line ON line.batch_id = batch.id
     WHERE batch.${book.owner} = ? GROUP BY batch.id ORDER BY batch.id`,
    ownerId,
  );
}

/**
 * A file that never went to the bank. Its waiting rows count as failed, so that whoever is in them is payable by any other way;
 * should the bank have paid them after all, its return is still read and recorded.
 */
export function cancelBatch(
  db: WritableDb,
  book: TransferBook,
  batchId: number,
  reason: string,
): Result<{ count: number }> {
  const { changes } = db.run(
    `UPDATE ${book.line} SET result = 'failed', reason = ? WHERE batch_id = ? AND result = 'pending'`,
    `已撤销：${reason}`,
    batchId,
  );
  if (changes > 0) return ok({ count: changes });
  return refuse('batch_not_pending', '这个代发文件没有等回单的行，不用撤销。');
}

/**
 * Somebody in a bank file without return was paid by hand after all: the row no longer waits. Entered as a transfer of just that amount,
 * it is the bank's own payment, and a return that comes later finds it done.
 */
export function releaseLine(
  db: WritableDb,
  book: TransferBook,
  ownerId: number,
  whoId: number,
  by: { readonly method: 'cash' | 'transfer'; readonly fen: number },
): void {
  db.run(
    `UPDATE ${book.line}
     SET result = CASE WHEN amount_fen = ? THEN 'paid' ELSE 'failed' END, reason = ?
     WHERE ${book.who} = ? AND result = 'pending' AND batch_id IN (SELECT id FROM ${book.batch} WHERE ${book.owner} = ?)`,
    by.method === 'transfer' ? by.fen : null,
    by.method === 'transfer' ? '转账已手工登记' : '改发现金',
    whoId,
    ownerId,
  );
}
