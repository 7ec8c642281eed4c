import { refuse, ok, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode, itemById } from '../accounts/index.ts';
import { booksOf } from '../entities/index.ts';

/** A bank account: what the lines of 银行存款 are analysed by. */
export interface BankAccount {
  readonly id: number;
  readonly entityId: number;
  readonly name: string;
  /** The code of 银行存款 in these books. */
  readonly code: string;
  /** The first day of the books (启用期间). */
  readonly booksBegin: string;
}

export function bankAccount(
  db: ReadableDb,
  entityId: number | undefined,
  bankId: number,
): Result<BankAccount> {
  const books = booksOf(db, entityId);
  if (!books.ok) return books;
  const item = itemById(db, bankId);
  if (!item || item.dim !== 'bank' || item.entityId !== books.value.id) {
    const sentence = '没有这个银行账户。请重新选择，或先在辅助核算的“银行账户”里新增。';
    return refuse('bank_unknown', sentence, { bankId: sentence });
  }
  const { id: booksId, firstPeriod } = books.value;
  return ok({
    id: item.id,
    entityId: booksId,
    name: item.name,
    code: bankCode(db, booksId),
    booksBegin: `${firstPeriod}-01`,
  });
}

/** 银行存款: 102, and in an association's books whatever its code is by now. */
export function bankCode(db: ReadableDb, entityId: number): string {
  return accountByCode(db, entityId, '@bank')?.code ?? '102';
}

/** The lines of an account from all its statements: one unbroken run, from the balance before it to the balance after it. */
export interface Run {
  /** The first day that is reconciled. */
  readonly start: string;
  readonly openingFen: number;
  readonly closingFen: number;
  readonly firstDate: string;
  readonly lastDate: string;
  /** The last day that a statement says it covers. */
  readonly coveredTo: string;
}

/** Null while the account has no statement. */
export function runOf(db: ReadableDb, bankId: number): Run | null {
  const row = db.get<{ [K in keyof Run]: Run[K] | null } & { movedFen: number | null }>(
    `SELECT MIN(s.from_date) AS start, MAX(s.to_date) AS coveredTo, MIN(l.date) AS firstDate, MAX(l.date) AS lastDate,
       SUM(l.in_fen - l.out_fen) AS movedFen,
       -- Lines of one day stand in the order in which their statements came in.
       (SELECT s1.opening_fen FROM bank_line l1 JOIN bank_statement s1 ON s1.id = l1.statement_id
        WHERE s1.item_id = ? ORDER BY l1.date, s1.id LIMIT 1) AS openingFen, 0 AS closingFen
     FROM bank_statement s JOIN bank_line l ON l.statement_id = s.id WHERE s.item_id = ?`,
    bankId,
    bankId,
  )!;
  if (row.start === null) return null;
  const { movedFen, ...run } = row as Run & { movedFen: number };
  return { ...run, closingFen: run.openingFen + movedFen };
}

/** What the bank's balance was at the end of a day; null before the run begins. */
export function bankBalance(db: ReadableDb, bankId: number, run: Run, asOf: string): number | null {
  if (asOf < run.start) return null;
  const { fen } = db.get<{ fen: number }>(
    `SELECT COALESCE(SUM(l.in_fen - l.out_fen), 0) AS fen FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id
     WHERE s.item_id = ? AND l.date <= ?`,
    bankId,
    asOf,
  )!;
  return run.openingFen + fen;
}

/** 企业账面余额: 银行存款 and its sub-accounts of one bank account, debit positive, of vouchers dated up to a day. */
export function bookBalance(db: ReadableDb, account: BankAccount, asOf: string): number {
  return db.get<{ fen: number }>(
    `SELECT COALESCE(SUM(e.debit_fen - e.credit_fen), 0) AS fen
     FROM entry e JOIN account a ON a.id = e.account_id JOIN voucher v ON v.id = e.voucher_id
     WHERE e.item_id = ? AND a.entity_id = ? AND a.code LIKE ? || '%' AND e.state > 0 AND e.period <= ? AND v.date <= ?`,
    account.id,
    account.entityId,
    account.code,
    asOf.slice(0, 7),
    asOf,
  )!.fen;
}
