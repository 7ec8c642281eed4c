import { formatYuan, MAX_BOOKS_FEN } from '../../../shared/rules/money.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { accountByCode } from '../accounts/index.ts';
import { readSettings } from '../entities/index.ts';

export type VoucherWord = '记' | '收' | '付' | '转';
export type VoucherKind = 'entry' | 'event' | 'close-profit' | 'close-year' | 'clear-distribution';

/** A line as the table keeps it, checked. */
export interface StoredLine {
  readonly accountId: number;
  readonly account: string;
  readonly summary: string;
  readonly debitFen: number;
  readonly creditFen: number;
  readonly memberId: number | null;
  readonly itemId: number | null;
  readonly item2Id: number | null;
  readonly quantityMilli: number | null;
}

export interface NewVoucher {
  readonly entityId: number;
  readonly date: string;
  /** Left out: by the books' habit (记, or 收付转 by the lines). */
  readonly word?: VoucherWord | undefined;
  readonly kind: VoucherKind;
  readonly attachments?: number;
  readonly note?: string;
  readonly source?: { readonly register: string; readonly id: number } | undefined;
  readonly reverses?: { readonly id: number; readonly wholly: boolean } | undefined;
  readonly lines: readonly StoredLine[];
}

/** Writes a checked voucher as a draft under the next number of its month. The commit proves that it balances. */
export function insertVoucher(
  ctx: Writing,
  voucher: NewVoucher,
): { id: number; word: VoucherWord; number: number } {
  const { db } = ctx;
  const { entityId, date } = voucher;
  const period = date.slice(0, 7);
  const word = voucher.word ?? wordFor(db, entityId, voucher.lines);
  const number = nextNumber(db, entityId, period, word);
  const { lastId: id } = db.run(
    `INSERT INTO voucher (entity_id, period, date, word, number, kind, state, attachments, note, source, source_id,
       reverses_id, reverses_wholly, prepared_by, prepared_at)
     VALUES (?, ?, ?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?)`,
    entityId,
    period,
    date,
    word,
    number,
    voucher.kind,
    voucher.attachments ?? 0,
    voucher.note ?? '',
    voucher.source?.register ?? null,
    voucher.source?.id ?? null,
    voucher.reverses?.id ?? null,
    voucher.reverses?.wholly ? 1 : 0,
    ctx.operator,
    ctx.now,
  );
  insertLines(db, id, period, voucher.lines);
  if (voucher.kind !== 'entry') db.run('UPDATE voucher SET is_complete = 1 WHERE id = ?', id);
  return { id, word, number };
}

/**
 * Whether the books have room for these lines: all they ever turn over stays within MAX_BOOKS_FEN, so that no sum of them
 * overflows. Only amounts that could matter are added up: of smaller vouchers it would take hundreds of thousands.
 */
export function checkRoom(
  db: ReadableDb,
  entityId: number,
  lines: readonly Pick<StoredLine, 'debitFen' | 'creditFen'>[],
): Result<null> {
  const sum = (side: 'debitFen' | 'creditFen') => lines.reduce((fen, line) => fen + Math.abs(line[side]), 0);
  const addedFen = Math.max(sum('debitFen'), sum('creditFen'));
  if (addedFen <= LARGE_FEN) return ok(null);
  const { turnedOver } = db.get<{ turnedOver: number }>(
    `SELECT COALESCE(SUM(ABS(t.debit_fen)), 0) AS turnedOver FROM account a JOIN turnover t ON t.account_id = a.id WHERE a.entity_id = ?`,
    entityId,
  )!;
  if (turnedOver + addedFen <= MAX_BOOKS_FEN) return ok(null);
  const sentence = `加上这一张，账内借方发生额合计超过 ${formatYuan(MAX_BOOKS_FEN)} 元，请检查金额单位。`;
  return refuse('amount_invalid', sentence, { lines: sentence });
}

/** 一百万元 */
const LARGE_FEN = 100_000_000;

export function insertLines(
  db: WritableDb,
  voucherId: number,
  period: string,
  lines: readonly Omit<StoredLine, 'account'>[],
): void {
  invariant(lines.length >= 2, 'a voucher has two lines or more');
  lines.forEach((line, index) =>
    db.run(
      `INSERT INTO entry (voucher_id, no, account_id, summary, debit_fen, credit_fen, member_id, item_id, item2_id, quantity_milli, period, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
      voucherId,
      index + 1,
      line.accountId,
      line.summary,
      line.debitFen,
      line.creditFen,
      line.memberId,
      line.itemId,
      line.item2Id,
      line.quantityMilli,
      period,
    ),
  );
}

/** The number after the last of a month and word: no gaps, because vouchers are never deleted. */
export function nextNumber(db: ReadableDb, entityId: number, period: string, word: string): number {
  // +?: a bare parameter is held against the conditions of the table's partial indexes, and the statement planned anew at every call.
  return db.get<{ number: number }>(
    `SELECT COALESCE(MAX(number), 0) + 1 AS number FROM voucher WHERE entity_id = +? AND period = +? AND word = +?`,
    entityId,
    period,
    word,
  )!.number;
}

/** 收: money comes in; 付: money goes out; 转: neither. Books that use one word have 记 for all. */
export function wordFor(
  db: ReadableDb,
  entityId: number,
  lines: readonly Pick<StoredLine, 'account' | 'debitFen' | 'creditFen'>[],
): VoucherWord {
  if (readSettings(db, entityId).voucherWords === '记') return '记';
  const money = lines.filter((line) => isMoney(db, entityId, line.account));
  if (money.length === 0) return '转';
  // Between one's own accounts, the paying side has the voucher.
  return money.some((line) => line.creditFen !== 0) ? '付' : '收';
}

function isMoney(db: ReadableDb, entityId: number, code: string): boolean {
  const account = accountByCode(db, entityId, code);
  return account?.books === 'fund' ? /^(?:cash|bank)$/u.test(account.role) : /^10[129]/u.test(code);
}

/** 审核, by whoever works now. */
export function markReviewed(ctx: Writing, voucherId: number): void {
  ctx.db.run(
    `UPDATE voucher SET state = 'reviewed', reviewed_by = ?, reviewed_at = ? WHERE id = ?`,
    ctx.operator,
    ctx.now,
    voucherId,
  );
}

/** 审核 and 记账 in one: closings, which are computed and not judged. */
export function postAtOnce(ctx: Writing, voucherId: number): void {
  ctx.db.run(
    `UPDATE voucher SET state = 'posted', reviewed_by = ?, reviewed_at = ?, posted_by = ?, posted_at = ? WHERE id = ?`,
    ctx.operator,
    ctx.now,
    ctx.operator,
    ctx.now,
    voucherId,
  );
}
